"""From a resolved draft to its listing: months, points that may be shown, words in every language, the end."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime

from app.domain.calendar import minutes
from app.domain.draft import ActivityDraft, Location, Source, Texts
from app.domain.draft_parts import AgeDraft, EnrolmentDraft, PriceDraft, RuleDraft, ScheduleDraft, TrialDraft
from app.domain.listing import Listing, from_row, to_row
from app.domain.listing_of import age_in_months, listing_of
from app.domain.resolved import NamedArea, OrganisationFacts, PlaceFacts, Resolved
from app.domain.schedule import expand_sessions
from app.domain.vocabulary import AddressShown, Cost, Precision, PricePer

NOW = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
WIJK = NamedArea("WK051836", "Moerwijk")
PLACE = PlaceFacts(
    id="p" * 16,
    name="De Vos",
    address_locality="Den Haag",
    street_address="Geheimpad 7",
    location=Location(52.0547, 4.2925, Precision.ADDRESS),
    gemeente=NamedArea("GM0518", "'s-Gravenhage"),
    stadsdeel=NamedArea("SD051802", "Escamp"),
    wijk=WIJK,
    buurt=NamedArea("BU05183640", "Moerwijk-Oost"),
    wijk_point=(52.05, 4.29),
)
DRAFT = ActivityDraft(source=Source("test", "1"), texts=Texts("Robotclub", "Je bouwt een robot."), organisation=None)


def make(draft: ActivityDraft = DRAFT, place: PlaceFacts | None = PLACE) -> Listing:
    sessions = expand_sessions(draft.schedule, first_day=date(2026, 10, 21), last_day=date(2027, 12, 26))
    organisation = OrganisationFacts("o" * 16, "Bibliotheek De Das")
    resolved = Resolved("a" * 16, draft, organisation, place, sessions, 3, NOW, NOW)
    return listing_of(resolved, confirmed_at=NOW, holiday_region="midden")


def test_years_become_whole_months_and_months_refine_them() -> None:
    assert age_in_months(AgeDraft(6, 12)) == (72, 155)
    assert age_in_months(AgeDraft(None, 12)) == (None, 155)
    assert age_in_months(AgeDraft(1, 2, 18, 30)) == (18, 30)
    assert age_in_months(AgeDraft()) == (None, None)
    assert age_in_months(AgeDraft(0, 3, min_months=0)) == (0, 47)


def test_only_a_point_known_to_the_wijk_gives_a_distance() -> None:
    for precision in Precision:
        found = make(place=replace(PLACE, location=Location(52.05, 4.29, precision)))
        assert found.has_point == (precision in (Precision.ADDRESS, Precision.POSTCODE, Precision.WIJK))


def test_a_hidden_address_counts_as_its_wijk() -> None:
    found = make(place=replace(PLACE, address_shown=AddressShown.ON_ENROLMENT))
    assert (found.lat, found.lon, found.wijk, found.buurt) == (52.05, 4.29, "WK051836", None)
    assert {"geheimpad", "oost"}.isdisjoint(found.place_words)


def test_without_a_place_nothing_about_it_is_known() -> None:
    found = make(place=None)
    assert (found.place_id, found.lat, found.gemeente, found.wijk, found.place_words) == (None, None, None, None, ())


def test_words_are_folded_in_every_language_and_told_apart_by_field() -> None:
    draft = replace(DRAFT, translations=(("en", Texts("Robot club", "You build a robot.")),))
    found = make(draft)
    assert found.title_words == ("robotclub", "robot", "club")
    assert {"bouwt", "robot", "build"} <= set(found.summary_words)
    assert found.organisation_words == ("bibliotheek", "das")
    assert found.place_words == ("vos", "den", "haag", "moerwijk", "oost", "escamp", "gravenhage")


def test_it_ends_with_its_last_date() -> None:
    rule = RuleDraft(datetime(2026, 12, 2, 14), datetime(2026, 12, 2, 15), "FREQ=WEEKLY;COUNT=3")
    found = make(replace(DRAFT, schedule=ScheduleDraft(rules=(rule,))))
    assert found.ends_at == minutes(datetime(2026, 12, 16, 14, 0, tzinfo=UTC))
    assert make().ends_at is None


def test_the_price_of_a_session_and_a_free_trial() -> None:
    monthly = PriceDraft(2400, PricePer.MONTH, times=10, sessions=38)
    trial = EnrolmentDraft(trial=TrialDraft(1, 0))
    found = make(replace(DRAFT, cost=Cost.PAID, prices=(monthly,), enrolment=trial))
    assert (found.session_price, found.has_free_trial) == (632, True)
    assert make().session_price is None


def test_confirmation_counts_in_local_days() -> None:
    assert make().confirmed_day == (date(2026, 11, 22) - date(1970, 1, 1)).days
    assert make().confirmed_at == int(NOW.timestamp())
    assert make().modified_at == int(NOW.timestamp() * 1000)


def test_a_row_that_was_stored_before_a_field_came_is_read_as_not_known() -> None:
    """Rows are stored by place: a field in another place would give every older row the values of its neighbours."""
    row = to_row(replace(make(), is_together=True, is_adapted=True, pass_residents=(("pas", ("GM0518",)),)))
    assert to_row(from_row(row)) == row
    assert tuple(field.name for field in fields(Listing))[-8:] == (
        "place_words",
        "follow_up",
        "replaced_by",
        "prerequisites",
        "needs_sign_ups",
        "pass_residents",
        "is_together",
        "is_adapted",
    )
    before = from_row(row[:-2])
    assert (before.pass_residents, before.is_together, before.is_adapted) == ((("pas", ("GM0518",)),), None, None)
    assert from_row(row[:-3]).pass_residents == ()
