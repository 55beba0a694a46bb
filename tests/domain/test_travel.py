"""How far a child goes and about how long it takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.query import Point
from app.domain.travel import Minutes, Mode, reach_m, say_minutes, transit_url, travel_minutes

AGES = st.integers(0, 18)
MODES = st.sampled_from([None, *Mode])


@pytest.mark.parametrize(
    ("age", "metres"), [(4, 1_000), (7, 1_000), (8, 2_500), (11, 2_500), (12, 5_000), (17, 5_000), (2, 1_000)]
)
def test_reach_on_foot_follows_the_age(age: int, metres: int) -> None:
    assert reach_m(age) == reach_m(age, "walk") == metres


@given(AGES, MODES)
def test_an_older_child_never_goes_less_far(age: int, mode: Mode | None) -> None:
    assert reach_m(age, mode) <= reach_m(age + 1, mode)


@given(AGES, st.sampled_from([None, "weekend", "afterSchool"]))
def test_a_bike_goes_further_than_feet_and_a_tram_further_than_a_bike(age: int, moment: str | None) -> None:
    assert reach_m(age, "walk", moment) < reach_m(age, "bike", moment) < reach_m(age, "transit", moment)


@given(AGES, MODES)
def test_the_weekend_is_wider_than_a_weekday(age: int, mode: Mode | None) -> None:
    assert reach_m(age, mode, "weekend") > reach_m(age, mode) == reach_m(age, mode, "afterSchool")


def test_without_an_age_the_middle_of_the_primary_school_counts() -> None:
    assert reach_m(None) == 2_500


def test_an_unknown_way_to_travel_is_refused() -> None:
    with pytest.raises(ValueError, match="helicopter"):
        reach_m(9, "helicopter")


def test_minutes_are_of_the_way_and_not_of_the_straight_line() -> None:
    assert travel_minutes(1_000) == Minutes(walk=18, bike=7)
    assert travel_minutes(0) == Minutes(walk=1, bike=1)


@given(st.integers(0, 100_000))
def test_a_bike_is_never_slower(distance_m: int) -> None:
    minutes = travel_minutes(distance_m)
    assert 1 <= minutes.bike <= minutes.walk <= travel_minutes(distance_m + 100).walk


def test_one_minute_is_said_as_one() -> None:
    assert [say_minutes(1), say_minutes(2), say_minutes(1, "en"), say_minutes(18, "en")] == [
        "1 minuut",
        "2 minuten",
        "1 minute",
        "18 minutes",
    ]


def test_a_link_for_public_transport_names_where_to_and_not_where_a_child_lives() -> None:
    link = transit_url(None, Point(52.0545, 4.2942))
    assert "destination=52.05450,4.29420" in link
    assert "origin" not in link
    assert "origin=52.10000,4.30000" in transit_url(Point(52.1, 4.3), Point(52.0545, 4.2942))
