"""Days, minutes, wall time, school holidays and the clock of freshness that rests in summer."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.calendar import (
    HolidayCalendar,
    amsterdam_day,
    date_of,
    day_number,
    minutes,
    offset_minutes,
    to_local,
    to_utc,
)
from app.domain.freshness import stale_days

ROWS = [
    {"region": "midden", "name": "zomervakantie", "starts_on": "2026-07-18", "ends_on": "2026-08-30"},
    {"region": "midden", "name": "herfstvakantie", "starts_on": "2026-10-17", "ends_on": "2026-10-25"},
    {"region": "noord", "name": "zomervakantie", "starts_on": "2026-07-04", "ends_on": "2026-08-16"},
]
CALENDAR = HolidayCalendar.from_rows(ROWS)


def test_minutes_are_floored_and_need_a_zone() -> None:
    assert minutes(datetime(1970, 1, 1, 0, 1, 59, tzinfo=UTC)) == 1
    assert minutes(datetime(1970, 1, 1, 2, 0, tzinfo=timezone(timedelta(hours=1)))) == 60
    with pytest.raises(ValueError, match="zone"):
        minutes(datetime(2026, 1, 1))
    with pytest.raises(ValueError, match="zone"):
        amsterdam_day(datetime(2026, 1, 1))


@given(st.integers(0, 60_000_000))
def test_minutes_and_moments_are_each_others_inverse(at: int) -> None:
    assert minutes(to_utc(at)) == minutes(to_local(at)) == at
    offset = to_local(at).utcoffset()
    assert offset is not None
    assert offset_minutes(at) == offset.total_seconds() // 60


def test_the_offset_changes_with_the_clocks() -> None:
    summer_starts = minutes(datetime(2026, 3, 29, 1, 0, tzinfo=UTC))
    assert (offset_minutes(summer_starts - 1), offset_minutes(summer_starts)) == (60, 120)
    summer_ends = minutes(datetime(2026, 10, 25, 1, 0, tzinfo=UTC))
    assert (offset_minutes(summer_ends - 1), offset_minutes(summer_ends)) == (120, 60)


def test_the_local_day_is_that_of_amsterdam() -> None:
    late = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    assert date_of(amsterdam_day(late)) == date(2026, 7, 2)
    assert day_number(date(1970, 1, 2)) == 1


def test_holidays_are_found_by_region_and_where_it_is_not_known_when_all_have_them() -> None:
    found = CALENDAR.periods_between("midden", date(2026, 8, 30), date(2026, 10, 17))
    assert [period.name for period in found] == ["zomervakantie", "herfstvakantie"]
    assert CALENDAR.days_off("noord", date(2026, 8, 17), date(2026, 12, 1)) == ()
    shared = (date(2026, 7, 18), date(2026, 8, 16))
    assert CALENDAR.days_off(None, date(2026, 1, 1), date(2026, 12, 1)) == (shared,)
    assert CALENDAR.as_days()[""] == ((day_number(shared[0]), day_number(shared[1])),)
    assert HolidayCalendar().as_days() == {"": ()}
    assert CALENDAR.summer("noord") == ((date(2026, 7, 4), date(2026, 8, 16)),)
    assert CALENDAR.as_days()["noord"] == ((day_number(date(2026, 7, 4)), day_number(date(2026, 8, 16))),)


@pytest.mark.parametrize("wrong", [{"region": "oost"}, {"starts_on": "18-07-2026"}, {"ends_on": "2026-07-17"}], ids=str)
def test_a_wrong_row_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"oost|18-07|before it starts"):
        HolidayCalendar.from_rows([ROWS[0] | wrong])


def count_days(first: date, last: date, resting: tuple[tuple[date, date], ...]) -> int:
    """Days after `first` up to and including `last` that do not rest, one by one."""
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    return sum(not any(a <= day <= b for a, b in resting) for day in days)


@given(
    today=st.dates(date(2026, 1, 1), date(2027, 6, 30)),
    age=st.integers(0, 320),
    region=st.sampled_from(["midden", "noord", "zuid"]),
)
def test_a_confirmation_is_as_old_as_the_days_outside_the_summer_holiday(today: date, age: int, region: str) -> None:
    confirmed = today - timedelta(days=age)
    counted = count_days(confirmed, today, CALENDAR.summer(region))
    due, unconfirmed, stale = stale_days(CALENDAR, today)[region]
    assert (day_number(confirmed) <= due) is (counted >= 90)
    assert (day_number(confirmed) <= unconfirmed) is (counted >= 120)
    assert (day_number(confirmed) <= stale) is (counted >= 180)


def test_a_listing_without_a_region_follows_midden_and_settings_change_the_thresholds() -> None:
    found = stale_days(CALENDAR, date(2026, 9, 30), due=10, unconfirmed=20, stale=40)
    assert found[""] == found["midden"] != found["noord"]
    assert date_of(found["zuid"][0]) == date(2026, 9, 20)
