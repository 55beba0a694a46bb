"""The one write path: what is new is made, what differs is changed, what is equal is left, what is wrong is refused."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import orjson
import pytest
from sqlalchemy import Engine

from app.domain.calendar import to_local
from app.domain.draft import ActivityDraft, Contact, Location, OrganisationDraft, PartnerRef, PlaceDraft, Source, Texts
from app.domain.draft_parts import OpenToDraft, RuleDraft, ScheduleDraft
from app.domain.ids import activity_id, organisation_id
from app.domain.listing import Listing, from_row
from app.domain.vocabulary import AddressShown, Attendance, OpenTo, Precision, RunsInHolidays, Status
from app.errors import NotFound
from app.services.activities import Outcome, WriteResult, end_activity, refresh_sessions, write_activities
from app.store import activities, organisations, places
from app.store.activities import StoredActivity
from app.store.changes import current_seq, read_changes
from app.store.unit_of_work import read_connection, write_transaction
from tests.support.gazetteer import engine_with_areas

NOW = datetime(2026, 11, 21, 11, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=2)
LIBRARY = OrganisationDraft("Bibliotheek De Vos", source=Source("test", "org-1"), sector="library", gemeente="Den Haag")
PLACE = PlaceDraft(
    name="De Vos",
    source=Source("test", "place-1"),
    location=Location(52.0547, 4.2925),
    gemeente="Den Haag",
    wijk="Moerwijk",
)
WEDNESDAYS = ScheduleDraft(
    "Elke woensdag",
    rules=(RuleDraft(datetime(2026, 9, 2, 14, 0), datetime(2026, 9, 2, 15, 30), "FREQ=WEEKLY"),),
)
CLUB = ActivityDraft(
    source=Source("test", "club"),
    texts=Texts("Robotclub", "Je bouwt een robot."),
    organisation=LIBRARY,
    place=PLACE,
    attendance=Attendance.ONSITE,
    themes=("robots",),
    schedule=WEDNESDAYS,
)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    with engine_with_areas(database_url) as engine:
        yield engine


def write(engine: Engine, *drafts: ActivityDraft, now: datetime = NOW) -> list[WriteResult]:
    return list(write_activities(engine, drafts, now=now))


def read(engine: Engine, draft: ActivityDraft) -> StoredActivity:
    with read_connection(engine) as connection:
        id_ = activity_id(draft.source.name, draft.source.external_id)
        return activities.find_many(connection, [id_])[id_]


def listing(row: StoredActivity) -> Listing:
    return from_row(orjson.loads(row.listing))


def seq(engine: Engine) -> int:
    with read_connection(engine) as connection:
        return current_seq(connection)


def test_a_new_activity_brings_its_organisation_and_place(engine: Engine) -> None:
    before = seq(engine)
    (result,) = write(engine, CLUB)
    row = read(engine, CLUB)
    assert (result.outcome, result.version, result.id) == (Outcome.CREATED, 1, activity_id("test", "club"))
    assert (row.created_at, row.modified_at, row.confirmed_at) == (NOW, NOW, NOW)
    with read_connection(engine) as connection:
        organisation = organisations.find_one(connection, organisation_id("test", "org-1"))
        place = places.find_one(connection, row.place_id or "")
        changes = read_changes(connection, before, 10)
    assert organisation is not None
    assert (organisation.name, organisation.gemeente) == ("Bibliotheek De Vos", "GM0518")
    assert place is not None
    assert (place.wijk, place.gemeente) == ("WK051836", "GM0518")
    assert [change.kind for change in changes] == ["organisation", "place", "activity"]
    assert (changes[-1].seq, row.seq) == (result.seq, result.seq)


def test_the_three_representations_tell_the_same(engine: Engine) -> None:
    write(engine, CLUB)
    row = read(engine, CLUB)
    document, card, found = orjson.loads(row.document), orjson.loads(row.card), listing(row)
    assert document["place"]["wijk"]["name"] == card["place"]["wijk"]["name"] == "Moerwijk"
    assert len(document["sessions"]) == document["sessionCount"] == card["sessionCount"] == len(found.sessions) > 50
    assert document["sessions"][0]["startsAt"] == to_local(found.sessions[0].starts_at).isoformat()
    assert (found.wijk, found.holiday_region, found.themes) == ("WK051836", "midden", ("robots",))
    assert found.title_words == ("robotclub",)
    assert "moerwijk" not in found.summary_words


def test_the_same_again_writes_nothing(engine: Engine) -> None:
    write(engine, CLUB)
    before = seq(engine)
    (result,) = write(engine, CLUB, now=LATER)
    assert (result.outcome, result.version, result.seq) == (Outcome.UNCHANGED, 1, None)
    assert seq(engine) == before


def test_a_change_makes_a_next_version(engine: Engine) -> None:
    write(engine, CLUB)
    (result,) = write(engine, replace(CLUB, texts=Texts("Robotclub Plus")), now=LATER)
    row = read(engine, CLUB)
    assert (result.outcome, result.version, row.version) == (Outcome.UPDATED, 2, 2)
    assert (row.created_at, row.modified_at, row.confirmed_at) == (NOW, LATER, NOW)
    assert orjson.loads(row.document)["modifiedAt"] == "2026-11-21T13:00:00.000Z"


def test_a_confirmation_is_no_edit(engine: Engine) -> None:
    write(engine, CLUB)
    (result,) = write(engine, replace(CLUB, confirmed_at=LATER), now=LATER)
    row = read(engine, CLUB)
    assert result.outcome is Outcome.UNCHANGED
    assert result.seq is not None, "readers must hear of it"
    assert (row.version, row.modified_at, row.confirmed_at) == (1, NOW, LATER)
    assert listing(row).confirmed_at == int(LATER.timestamp())


def test_example_data_is_not_confirmed_again(engine: Engine) -> None:
    example = replace(CLUB, is_example=True, confirmed_at=NOW)
    write(engine, example)
    (result,) = write(engine, replace(example, confirmed_at=LATER), now=LATER)
    assert (result.outcome, result.seq) == (Outcome.UNCHANGED, None)


def test_faults_are_all_named_and_stop_no_other(engine: Engine) -> None:
    bad = replace(
        CLUB,
        source=Source("test", "bad"),
        organisation=replace(LIBRARY, source=Source("test", "org-bad")),
        themes=("robots", "nonsense"),
        service_area=("Atlantis",),
    )
    refused, written = write(engine, bad, CLUB)
    assert refused.outcome is Outcome.REJECTED
    assert [(fault.code, fault.pointer) for fault in refused.faults] == [
        ("unknown-theme", "/themes/1"),
        ("unknown-area", "/serviceArea/0"),
    ]
    assert written.outcome is Outcome.CREATED
    with read_connection(engine) as connection:
        assert not activities.find_many(connection, [refused.id])
        assert organisations.find_one(connection, organisation_id("test", "org-bad")) is None


def test_a_schedule_that_cannot_be_is_refused_and_leaves_no_organisation(engine: Engine) -> None:
    rule = RuleDraft(datetime(2026, 9, 2, 14), datetime(2026, 9, 2, 15), "FREQ=SOMETIMES")
    alone = replace(
        CLUB, organisation=replace(LIBRARY, source=Source("test", "org-bad")), schedule=ScheduleDraft(rules=(rule,))
    )
    before = seq(engine)
    (refused,) = write(engine, alone)
    assert refused.outcome is Outcome.REJECTED
    assert (refused.faults[0].pointer or "").startswith("/schedule/rules/0")
    with read_connection(engine) as connection:
        assert organisations.find_one(connection, organisation_id("test", "org-bad")) is None
        assert current_seq(connection) == before


def test_names_of_areas_become_codes(engine: Engine) -> None:
    mobile = replace(
        CLUB,
        service_area=("Moerwijk", "Escamp"),
        open_to=OpenToDraft(OpenTo.RESIDENTS_OF, area_codes=("Den Haag",)),
    )
    assert write(engine, mobile)[0].outcome is Outcome.CREATED
    found = listing(read(engine, mobile))
    assert found.service_areas == ("WK051836", "SD051802")
    assert found.open_to_areas == ("GM0518",)


def test_an_area_name_of_several_cities_is_refused_with_candidates(engine: Engine) -> None:
    (refused,) = write(engine, replace(CLUB, place=None, service_area=("Binnenstad",)))
    assert refused.faults[0].code == "ambiguous-area"
    assert "WK050311" in (refused.faults[0].hint or "")


def test_a_place_in_an_unknown_wijk_is_kept_with_a_warning(engine: Engine) -> None:
    (result,) = write(engine, replace(CLUB, place=replace(PLACE, wijk="Nergenshuizen")))
    assert result.outcome is Outcome.CREATED
    assert [warning.pointer for warning in result.warnings] == ["/place/wijk"]


def test_an_activity_may_have_no_known_organisation(engine: Engine) -> None:
    (result,) = write(engine, replace(CLUB, organisation=None))
    row = read(engine, CLUB)
    assert result.outcome is Outcome.CREATED
    assert row.organisation_id is None
    assert orjson.loads(row.document)["organisation"] is None
    assert listing(row).organisation_id == ""


def test_a_renamed_organisation_shows_in_all_its_activities(engine: Engine) -> None:
    second = replace(CLUB, source=Source("test", "second"))
    write(engine, CLUB, second)
    renamed = replace(LIBRARY, name="Bibliotheek De Das")
    write(engine, replace(CLUB, organisation=renamed), now=LATER)
    for draft in (CLUB, second):
        row = read(engine, draft)
        assert orjson.loads(row.document)["organisation"]["name"] == "Bibliotheek De Das"
        assert "das" in listing(row).organisation_words
        assert row.version == 2


def test_a_place_that_moves_takes_all_its_activities_along(engine: Engine) -> None:
    second = replace(CLUB, source=Source("test", "second"), schedule=ScheduleDraft())
    write(engine, CLUB, second)
    moved = replace(PLACE, location=Location(52.0799, 4.3113), wijk="Schilderswijk")
    write(engine, replace(CLUB, place=moved), now=LATER)
    assert listing(read(engine, second)).wijk == "WK051829"
    assert listing(read(engine, second)).lat == 52.0799


def test_what_a_draft_leaves_out_of_an_organisation_stays(engine: Engine) -> None:
    full = replace(LIBRARY, website="https://vos.example.org", contact=Contact(email="info@vos.example.org"))
    write(engine, replace(CLUB, organisation=full))
    write(engine, CLUB, now=LATER)
    with read_connection(engine) as connection:
        kept = organisations.find_one(connection, organisation_id("test", "org-1"))
    assert kept is not None
    assert (kept.website, kept.contact_email, kept.version) == ("https://vos.example.org", "info@vos.example.org", 1)


def test_a_partner_is_made_but_never_changed_by_others(engine: Engine) -> None:
    partner = OrganisationDraft("Buurthuis", source=Source("test", "partner"))
    write(engine, replace(CLUB, partners=(PartnerRef(partner, "host"),)))
    write(engine, replace(CLUB, partners=(PartnerRef(replace(partner, name="Anders"), "host"),)), now=LATER)
    with read_connection(engine) as connection:
        kept = organisations.find_one(connection, organisation_id("test", "partner"))
    assert kept is not None
    assert kept.name == "Buurthuis"
    assert orjson.loads(read(engine, CLUB).document)["partners"] == [
        {"id": kept.id, "name": "Buurthuis", "role": "host"}
    ]


def test_the_exact_point_of_a_hidden_address_is_in_no_representation(engine: Engine) -> None:
    hidden = replace(PLACE, street_address="Geheimpad 7", address_shown=AddressShown.ON_ENROLMENT)
    write(engine, replace(CLUB, place=hidden))
    row = read(engine, CLUB)
    for text in (row.document, row.card, row.listing):
        assert "Geheimpad" not in text
        assert "geheimpad" not in text
        assert "52.0547" not in text
    assert orjson.loads(row.document)["place"]["location"]["precision"] == "wijk"
    with read_connection(engine) as connection:
        place = places.find_one(connection, row.place_id or "")
    assert place is not None
    assert (place.street_address, place.lat) == ("Geheimpad 7", 52.0547)


def test_the_published_point_of_a_hidden_address_does_not_overwrite_the_real_one(engine: Engine) -> None:
    hidden = replace(PLACE, street_address="Geheimpad 7", address_shown=AddressShown.ON_ENROLMENT)
    write(engine, replace(CLUB, place=hidden))
    shown = orjson.loads(read(engine, CLUB).document)["place"]["location"]
    published = replace(
        hidden, street_address=None, location=Location(shown["lat"], shown["lon"], Precision(shown["precision"]))
    )
    (result,) = write(engine, replace(CLUB, place=published), now=LATER)
    assert result.outcome is Outcome.UNCHANGED


def test_school_holidays_are_skipped_where_it_does_not_run_in_them(engine: Engine) -> None:
    write(engine, replace(CLUB, runs_in_holidays=RunsInHolidays.NO))
    days = {to_local(session.starts_at).date() for session in listing(read(engine, CLUB)).sessions}
    assert date(2026, 12, 16) in days
    assert date(2026, 12, 23) not in days, "kerstvakantie midden"
    assert date(2027, 1, 6) in days


def test_ending_leaves_a_tombstone_and_a_new_offer_brings_it_back(engine: Engine) -> None:
    write(engine, CLUB)
    id_ = activity_id("test", "club")
    with write_transaction(engine) as session:
        ended = end_activity(session, id_, now=LATER)
        again = end_activity(session, id_, now=LATER)
    assert (ended.is_deleted, ended.status, ended.version, again.version) == (True, Status.ENDED, 2, 2)
    with read_connection(engine) as connection:
        (tombstone,) = activities.read_index_since(connection, ended.seq - 1)
    assert tombstone.listing is None
    (result,) = write(engine, CLUB, now=LATER)
    assert (result.outcome, result.version, read(engine, CLUB).is_deleted) == (Outcome.CREATED, 3, False)


def test_ending_what_never_was_is_not_found(engine: Engine) -> None:
    with pytest.raises(NotFound), write_transaction(engine) as session:
        end_activity(session, "a" * 16, now=NOW)


def test_the_horizon_moves_with_the_days_without_a_new_version(engine: Engine) -> None:
    write(engine, CLUB)
    month = NOW + timedelta(days=60)
    assert list(refresh_sessions(engine, now=month)) == [1]
    row, found = read(engine, CLUB), listing(read(engine, CLUB))
    assert (row.version, row.modified_at, row.expanded_on) == (1, NOW, month.date())
    first, last = (to_local(found.sessions[at].starts_at).date() for at in (0, -1))
    assert first >= month.date() - timedelta(days=31)
    assert last > (NOW + timedelta(days=400)).date()
    assert list(refresh_sessions(engine, now=month)) == []


def test_writing_the_same_long_after_renews_the_dates(engine: Engine) -> None:
    write(engine, CLUB)
    (result,) = write(engine, CLUB, now=NOW + timedelta(days=30))
    assert result.outcome is Outcome.UNCHANGED
    assert read(engine, CLUB).expanded_on == (NOW + timedelta(days=30)).date()


def test_twice_in_one_batch_the_last_stands(engine: Engine) -> None:
    first, last = write(engine, CLUB, replace(CLUB, texts=Texts("Later")))
    assert (first.outcome, last.outcome) == (Outcome.CREATED, Outcome.UPDATED)
    assert orjson.loads(read(engine, CLUB).document)["title"] == "Later"


def test_batches_that_were_committed_stay_when_a_later_one_fails(engine: Engine) -> None:
    def drafts() -> Iterator[ActivityDraft]:
        yield CLUB
        yield replace(CLUB, source=Source("test", "second"))
        raise ConnectionResetError("the source went away")

    results = write_activities(engine, drafts(), now=NOW, batch=1)
    with pytest.raises(ConnectionResetError):
        list(results)
    assert read(engine, CLUB).version == 1


def test_calling_ended_what_is_over_is_no_edit(engine: Engine) -> None:
    past = replace(
        CLUB, schedule=ScheduleDraft(rules=(RuleDraft(datetime(2026, 11, 4, 14), datetime(2026, 11, 4, 15)),))
    )
    write(engine, past)
    (result,) = write(engine, replace(past, status=Status.ENDED))
    assert (result.outcome, read(engine, past).status) == (Outcome.UNCHANGED, Status.OPEN)
    (result,) = write(engine, replace(CLUB, status=Status.ENDED))
    assert (result.outcome, read(engine, past).status) == (Outcome.UPDATED, Status.ENDED)
