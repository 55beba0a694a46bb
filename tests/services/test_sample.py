"""The sample generator: the same seed gives the same city, and the city holds every kind of offer there is."""

from collections import Counter
from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.calendar import amsterdam_day, day_number
from app.domain.draft import ActivityDraft
from app.domain.schedule import expand_sessions, find_schedule_faults, session_window
from app.domain.vocabulary import (
    AddressShown,
    Attendance,
    Audience,
    Cost,
    EnrolmentStatus,
    Kind,
    OpenTo,
    PassEffect,
    Precision,
    PriceKind,
    PricePer,
    RunsInHolidays,
    SessionStatus,
    Stage,
    Status,
    Wheelchair,
)
from app.services.data_files import read_gazetteer, read_passes, read_rows
from app.services.sample import generate

TODAY = date(2026, 11, 21)
DEN_HAAG = "GM0518"


@pytest.fixture(scope="module")
def city() -> list[ActivityDraft]:
    return list(generate(1, 3000, [DEN_HAAG], TODAY))


def test_the_same_seed_gives_the_same_drafts(city: list[ActivityDraft]) -> None:
    assert list(generate(1, 3000, [DEN_HAAG], TODAY)) == city


def test_another_seed_gives_another_city(city: list[ActivityDraft]) -> None:
    other = list(generate(2, 3000, [DEN_HAAG], TODAY))
    assert {draft.source.external_id for draft in other}.isdisjoint(draft.source.external_id for draft in city)
    assert [draft.texts.title for draft in other] != [draft.texts.title for draft in city]


def test_it_gives_as_many_as_asked_over_all_gemeenten() -> None:
    drafts = list(generate(5, 2_000, [], TODAY))
    assert len(drafts) == 2_000
    gemeenten = {row.code for row in read_gazetteer() if row.level == "gemeente"}
    assert {draft.source.external_id[:6] for draft in drafts} == gemeenten


def test_it_streams() -> None:
    assert len(list(islice(generate(1, 10_000, ["GM0009"], TODAY), 3))) == 3


def test_an_unknown_gemeente_is_refused() -> None:
    with pytest.raises(KeyError):
        list(generate(1, 10, ["GM9999"], TODAY))


def test_external_ids_are_distinct(city: list[ActivityDraft]) -> None:
    assert len({draft.source.external_id for draft in city}) == len(city)


def test_every_form_of_activity_occurs(city: list[ActivityDraft]) -> None:
    assert {draft.kind for draft in city} == {*Kind, None}
    assert {draft.stage for draft in city} == {*Stage, None}
    assert {draft.attendance for draft in city} == {*Attendance, None}
    assert {audience for draft in city for audience in draft.audience} == set(Audience)
    assert {draft.open_to.kind for draft in city} == set(OpenTo)
    assert {draft.status for draft in city} == set(Status)
    assert {draft.enrolment.status for draft in city} == {*EnrolmentStatus, None}
    assert {draft.accessibility.wheelchair for draft in city} == set(Wheelchair)
    assert {draft.runs_in_holidays for draft in city} >= {*RunsInHolidays, None}


def test_every_way_to_pay_occurs(city: list[ActivityDraft]) -> None:
    prices = [price for draft in city for price in draft.prices]
    assert {draft.cost for draft in city} == set(Cost)
    assert {price.per for price in prices} == set(PricePer)
    assert {price.kind for price in prices} == set(PriceKind)
    assert {accepted.effect for draft in city for accepted in draft.accepts} == set(PassEffect)
    assert any(price.amount_max for price in prices)
    assert any(price.is_from for price in prices)
    assert any(price.valid_months for price in prices)
    assert any(draft.cost is Cost.PAID and not draft.prices for draft in city)
    monthly = [price for price in prices if price.per is PricePer.MONTH]
    assert any((price.times, price.sessions) == (10, 38) for price in monthly)
    assert any(price.times is None for price in monthly), "some cannot be compared"


def test_accepted_passes_exist(city: list[ActivityDraft]) -> None:
    known = {row["id"] for row in read_passes() if row["status"] != "not-found"}
    assert {accepted.pass_id for draft in city for accepted in draft.accepts} <= known


def test_dates_are_cancelled_moved_full_and_nearly_full(city: list[ActivityDraft]) -> None:
    exceptions = [exception for draft in city for exception in draft.schedule.exceptions]
    assert {exception.status for exception in exceptions} == set(SessionStatus)
    assert any(exception.places_left for exception in exceptions)


def test_ages_are_in_years_months_and_groups_and_sometimes_missing(city: list[ActivityDraft]) -> None:
    assert any(draft.age.min_months is not None and draft.age.max_months is not None for draft in city)
    assert any(draft.age.min is not None and draft.age.min_months is None for draft in city)
    assert any(group.startswith("groep") for draft in city for group in draft.school_groups)
    assert any(group.startswith("klas") for draft in city for group in draft.school_groups)
    assert any(draft.age.min is None and draft.age.max is None and not draft.school_groups for draft in city)


def test_data_is_missing_here_and_there(city: list[ActivityDraft]) -> None:
    assert any(not draft.themes for draft in city)
    assert any(draft.place is None and draft.attendance is Attendance.ONSITE for draft in city)
    assert any(draft.schedule.summary is None for draft in city)


def test_some_data_is_no_example_and_has_grown_old(city: list[ActivityDraft]) -> None:
    ages: Counter[int] = Counter()
    for draft in city:
        assert draft.confirmed_at is not None
        days = day_number(TODAY) - amsterdam_day(draft.confirmed_at)
        assert 0 <= days <= 300
        if not draft.is_example:
            ages[min(days // 60, 4)] += 1
    assert set(ages) == {0, 1, 2, 3, 4}


def test_places_are_known_more_or_less_exactly(city: list[ActivityDraft]) -> None:
    places = [draft.place for draft in city if draft.place is not None]
    assert {place.location.precision for place in places if place.location} == set(Precision)
    assert {place.address_shown for place in places} == set(AddressShown)


def test_popular_wijken_have_many_times_more(city: list[ActivityDraft]) -> None:
    counts = Counter(draft.place.wijk for draft in city if draft.place is not None and draft.place.wijk is not None)
    ordered = [count for _, count in counts.most_common()]
    assert len(counts) >= 40, "nearly every wijk has something"
    assert ordered[0] > 8 * ordered[-1]


def test_other_languages_are_spoken_and_written(city: list[ActivityDraft]) -> None:
    assert {language for draft in city for language, _ in draft.translations} == {"en", "tr", "ar", "pl", "uk"}
    assert {"nl", "en", "tr"} <= {language for draft in city for language in draft.spoken_languages}


def test_themes_are_of_the_scheme(city: list[ActivityDraft]) -> None:
    scheme = {row["id"] for row in read_rows("starter/themes.csv")}
    used = {theme for draft in city for theme in draft.themes}
    assert used <= scheme
    assert len(used) > 100


def test_every_organisation_says_that_it_is_made_up(city: list[ActivityDraft]) -> None:
    for draft in city:
        assert draft.organisation is not None
        assert "verzonnen" in (draft.organisation.summary or "")
        assert (draft.organisation.website or "").endswith(".example.org")


def test_libraries_and_neighbourhood_centres_guide_their_wijk(city: list[ActivityDraft]) -> None:
    organisations = {draft.organisation.name: draft.organisation for draft in city if draft.organisation is not None}
    guided = [code for organisation in organisations.values() for code in organisation.guide_for]
    assert len(guided) == len(set(guided)) >= 10
    assert any(organisation.hub_for for organisation in organisations.values())


@settings(max_examples=25)
@given(
    seed=st.integers(0, 2**31),
    today=st.dates(date(2025, 1, 1), date(2030, 12, 31)),
    gemeente=st.sampled_from([row.code for row in read_gazetteer() if row.level == "gemeente"]),
)
def test_any_seed_on_any_day_gives_schedules_that_can_be_expanded(seed: int, today: date, gemeente: str) -> None:
    first, last = session_window(today)
    for draft in generate(seed, 40, [gemeente], today):
        assert not find_schedule_faults(draft.schedule), draft.schedule
        expand_sessions(draft.schedule, first_day=first, last_day=last)
        assert draft.texts.title
        assert len(draft.texts.title) <= 200
        if draft.is_one_off and draft.schedule.rules and draft.kind is Kind.CAMP:
            assert draft.schedule.rules[0].starts_at.date() > today - timedelta(days=1)
