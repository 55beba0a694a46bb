"""When an organisation is asked: not often, not in summer, but always when something has just become due."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.calendar import HolidayCalendar
from app.domain.reminding import (
    LINK_DAYS,
    RECENT_DAYS,
    ROUNDS_A_YEAR,
    Asked,
    FreshnessClock,
    Occasion,
    Offer,
    plan_question,
    school_year,
)
from app.domain.vocabulary import Freshness

SUMMERS = ((date(2026, 7, 18), date(2026, 8, 30)), (date(2027, 7, 10), date(2027, 8, 22)))
CALENDAR = HolidayCalendar.from_rows(
    {"region": region, "name": "zomervakantie", "starts_on": str(first), "ends_on": str(last)}
    for region in ("midden", "noord", "zuid")
    for first, last in SUMMERS
)
CLOCK = FreshnessClock(CALENDAR)
NOVEMBER = date(2026, 11, 21)


def days_before(day: date, count: int) -> date:
    return day - timedelta(days=count)


def ask(today: date, *confirmed: date, asked: Sequence[Asked] = ()) -> tuple[Occasion, int] | None:
    offers = [Offer(str(number), on) for number, on in enumerate(confirmed)]
    question = plan_question(offers, asked, CLOCK, today)
    return None if question is None else (question.occasion, len(question.offer_ids))


def test_nobody_is_asked_about_what_was_confirmed_lately_or_when_there_is_nothing() -> None:
    september = date(2026, 9, 10)
    assert ask(september) is None
    assert ask(september, days_before(september, RECENT_DAYS - 1)) is None
    assert ask(september, days_before(september, RECENT_DAYS)) == (Occasion.ROUND, 1)


def test_outside_a_round_only_what_is_due_is_a_reason_to_ask() -> None:
    assert ask(NOVEMBER, days_before(NOVEMBER, 60)) is None
    assert ask(NOVEMBER, date(2026, 6, 20)) == (Occasion.DUE, 1)


def test_one_letter_asks_about_all_that_was_not_confirmed_lately() -> None:
    confirmed = (date(2026, 6, 20), days_before(NOVEMBER, 60), days_before(NOVEMBER, 3))
    assert ask(NOVEMBER, *confirmed) == (Occasion.DUE, 2)


def test_the_same_question_is_not_repeated_until_the_offer_comes_into_the_next_state() -> None:
    confirmed = date(2026, 6, 27)
    states = {CLOCK.state(Offer("0", confirmed), NOVEMBER + timedelta(days=more)) for more in range(60)}
    assert Freshness.DUE in states
    assert Freshness.UNCONFIRMED in states
    asked = [Asked(NOVEMBER, frozenset({"0"}))]
    turned = next(
        NOVEMBER + timedelta(days=more)
        for more in range(60)
        if CLOCK.state(Offer("0", confirmed), NOVEMBER + timedelta(days=more)) is Freshness.UNCONFIRMED
    )
    assert ask(days_before(turned, 1), confirmed, asked=asked) is None
    assert ask(turned, confirmed, asked=asked) == (Occasion.DUE, 1)


def test_a_confirmation_begins_anew() -> None:
    asked = [Asked(date(2026, 2, 3), frozenset({"0"}))]
    assert ask(NOVEMBER, date(2026, 6, 20), asked=asked) == (Occasion.DUE, 1)


def test_nobody_is_asked_while_an_earlier_link_works_or_in_the_summer() -> None:
    asked = [Asked(days_before(NOVEMBER, LINK_DAYS - 1), frozenset())]
    assert ask(NOVEMBER, date(2026, 1, 1), asked=asked) is None
    assert ask(NOVEMBER, date(2026, 1, 1), asked=[Asked(days_before(NOVEMBER, LINK_DAYS), frozenset())]) is not None
    assert ask(date(2026, 8, 1), date(2026, 1, 1)) is None


@pytest.mark.parametrize(("day", "year"), [("2026-07-31", 2025), ("2026-08-01", 2026), ("2027-01-05", 2026)])
def test_a_school_year_begins_in_august(day: str, year: int) -> None:
    assert school_year(date.fromisoformat(day)) == year


def test_the_clock_rests_in_the_summer_of_the_region() -> None:
    spring, summer_days = Offer("0", date(2026, 5, 1)), (SUMMERS[0][1] - SUMMERS[0][0]).days + 1
    stale_on = spring.confirmed_on + timedelta(days=180 + summer_days)
    assert CLOCK.state(spring, days_before(stale_on, 1)) is Freshness.UNCONFIRMED
    assert CLOCK.state(spring, stale_on) is Freshness.STALE


@given(
    confirmed=st.lists(st.integers(0, 400), min_size=1, max_size=4),
    answers=st.lists(st.booleans(), min_size=40, max_size=40),
)
def test_over_two_years_of_nights_no_organisation_is_pestered(confirmed: list[int], answers: list[bool]) -> None:
    first = date(2026, 9, 1)
    offers = [Offer(str(number), days_before(first, age)) for number, age in enumerate(confirmed)]
    asked: list[Asked] = []
    occasions: list[tuple[date, Occasion]] = []
    confirmations = 0
    for night in range(0, 365, 3):
        today = first + timedelta(days=night)
        question = plan_question(offers, asked, CLOCK, today)
        if question is None:
            continue
        assert not CLOCK.is_resting(None, today)
        assert all(today - earlier.on >= timedelta(days=LINK_DAYS) for earlier in asked)
        asked.append(Asked(today, frozenset(question.offer_ids)))
        occasions.append((today, question.occasion))
        if answers[len(asked) % len(answers)]:
            confirmations += len(question.offer_ids)
            offers = [Offer(one.id, today) if one.id in question.offer_ids else one for one in offers]
    rounds = [on for on, occasion in occasions if occasion is Occasion.ROUND]
    assert all(sum(school_year(on) == year for on in rounds) <= ROUNDS_A_YEAR for year in (2026, 2027))
    assert len(occasions) - len(rounds) <= 3 * (len(offers) + confirmations)
