"""What one session costs, worked out by hand and by rule."""

from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.draft import ActivityDraft, OrganisationDraft, Source, Texts
from app.domain.draft_parts import AcceptsDraft, EnrolmentDraft, PriceDraft, TrialDraft
from app.domain.pricing import divide, is_free_trial, pass_prices, session_price
from app.domain.vocabulary import Cost, PassEffect, PriceKind, PricePer

P = PricePer


@pytest.mark.parametrize(
    ("price", "cents"),
    [
        (PriceDraft(750, P.SESSION), 750),
        (PriceDraft(750, P.SESSION, sessions=3), 750),
        (PriceDraft(2400, P.MONTH, times=10, sessions=38), 632),
        (PriceDraft(6000, P.COURSE, sessions=8), 750),
        (PriceDraft(4000, P.CARD, sessions=10), 400),
        (PriceDraft(9000, P.TERM, times=3, sessions=36), 750),
        (PriceDraft(12000, P.HALF_YEAR, times=2, sessions=38), 632),
        (PriceDraft(19000, P.SEASON, sessions=38), 500),
        (PriceDraft(19000, P.YEAR, sessions=38), 500),
        (PriceDraft(500, P.WEEK, times=38, sessions=38), 500),
        (PriceDraft(1500, P.ONCE, sessions=2), 750),
        (PriceDraft(2500, P.DAY, times=4, sessions=4), 2500),
        (PriceDraft(750, P.SESSION, is_from=True), 750),
        (PriceDraft(0, P.SESSION), 0),
        (PriceDraft(1, P.COURSE, sessions=2), 1),
        (PriceDraft(6000, P.COURSE), None),
        (PriceDraft(6000, P.COURSE, sessions=0), None),
        (PriceDraft(2400, P.MONTH, sessions=38), None),
        (PriceDraft(2400, P.MONTH, times=10), None),
        (PriceDraft(1000, P.HOUR), None),
        (PriceDraft(1500, P.ONCE), None),
        (PriceDraft(15000, P.GROUP, sessions=1), None),
        (PriceDraft(750, P.SESSION, currency="ANG"), None),
        (PriceDraft(None, P.SESSION), None),
        (PriceDraft(750, P.SESSION, PriceKind.DEPOSIT), None),
        (PriceDraft(100, P.SESSION, PriceKind.REDUCED), None),
    ],
)
def test_the_price_of_one_session(price: PriceDraft, cents: int | None) -> None:
    assert session_price([price], Cost.PAID) == cents


def test_the_lowest_comparable_base_price_counts() -> None:
    prices = [PriceDraft(900, P.SESSION), PriceDraft(8000, P.CARD, sessions=10), PriceDraft(100, P.ONCE)]
    assert session_price(prices, Cost.PAID) == 800


def test_free_is_nothing_and_unknown_is_not_free() -> None:
    assert session_price([PriceDraft(500, P.SESSION, PriceKind.VOLUNTARY)], Cost.FREE) == 0
    assert session_price([], Cost.UNKNOWN) is None
    assert session_price([], Cost.PAID) is None


@given(cents=st.integers(0, 10**7), more=st.integers(0, 10**6), times=st.integers(1, 60), sessions=st.integers(1, 400))
def test_a_higher_amount_never_makes_a_session_cheaper(cents: int, more: int, times: int, sessions: int) -> None:
    low, high = (
        session_price([PriceDraft(amount, P.MONTH, times=times, sessions=sessions)], Cost.PAID)
        for amount in (cents, cents + more)
    )
    assert low is not None
    assert high is not None
    assert low <= high


@given(cents=st.integers(0, 10**9), parts=st.integers(1, 10**4))
def test_division_is_that_of_exact_fractions_with_halves_up(cents: int, parts: int) -> None:
    assert divide(cents, parts) == floor(Fraction(cents, parts) + Fraction(1, 2))


def test_what_a_pass_makes_of_the_price() -> None:
    accepts = [
        AcceptsDraft("ooievaarspas-den-haag", PassEffect.FREE),
        AcceptsDraft("rotterdampas", PassEffect.DISCOUNT, 50),
        AcceptsDraft("u-pas", PassEffect.PRICE, 250),
        AcceptsDraft("stadjerspas", PassEffect.DISCOUNT),
    ]
    found = pass_prices(accepts, 755, Cost.PAID)
    expected = (("ooievaarspas-den-haag", 0), ("rotterdampas", 378), ("u-pas", 250), ("stadjerspas", None))
    assert found == expected


def test_a_pass_named_twice_gives_its_lowest_price_and_free_stays_free() -> None:
    twice = [AcceptsDraft("u-pas", PassEffect.DISCOUNT, 10), AcceptsDraft("u-pas", PassEffect.PRICE, 100)]
    assert pass_prices(twice, None, Cost.PAID) == (("u-pas", 100),)
    assert pass_prices(twice, 0, Cost.FREE) == (("u-pas", 0),)


def draft(**values: object) -> ActivityDraft:
    base: dict[str, object] = {
        "source": Source("test", "1"),
        "texts": Texts("Judo"),
        "organisation": OrganisationDraft("Club"),
    }
    return ActivityDraft(**(base | values))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("values", "answer"),
    [
        ({}, None),
        ({"free_trial": True}, True),
        ({"enrolment": EnrolmentDraft(trial=TrialDraft(1, 0))}, True),
        ({"enrolment": EnrolmentDraft(trial=TrialDraft(1, 500))}, False),
        ({"enrolment": EnrolmentDraft(trial=TrialDraft(1))}, None),
        ({"enrolment": EnrolmentDraft(trial=TrialDraft(0, 0))}, None),
        ({"prices": (PriceDraft(0, P.SESSION, PriceKind.TRIAL),)}, True),
        ({"free_trial": False, "enrolment": EnrolmentDraft(trial=TrialDraft(1, 0))}, False),
    ],
)
def test_a_free_trial_is_said_or_costs_nothing_else_unknown(values: dict[str, object], answer: bool | None) -> None:
    assert is_free_trial(draft(**values)) is answer
