"""When a listing is due, unconfirmed or stale. The clock rests in the summer holiday (DESIGN 3, Freshness)."""

from collections.abc import Mapping
from datetime import date, timedelta

from app.domain.calendar import HolidayCalendar, day_number
from app.domain.vocabulary import HolidayRegion

DUE_DAYS, UNCONFIRMED_DAYS, STALE_DAYS = 90, 120, 180
DEFAULT_REGION = HolidayRegion.MIDDEN.value
"""Whose summer counts for a listing without a region: midden lies between the other two."""


def stale_days(
    calendar: HolidayCalendar,
    today: date,
    due: int = DUE_DAYS,
    unconfirmed: int = UNCONFIRMED_DAYS,
    stale: int = STALE_DAYS,
) -> Mapping[str, tuple[int, int, int]]:
    """Per holiday region the last days (since 1970-01-01) on which a confirmation is due, unconfirmed and stale.

    Something confirmed on or before such a day is in that state today. Days of the summer holiday do not count. The
    key "" serves listings without a region. A summer the calendar does not know does not rest.
    """
    regions = {region.value for region in HolidayRegion} | set(calendar.periods)
    days = {region: _thresholds(calendar, region, today, (due, unconfirmed, stale)) for region in sorted(regions)}
    return days | {"": days[DEFAULT_REGION]}


def _thresholds(
    calendar: HolidayCalendar, region: str, today: date, limits: tuple[int, int, int]
) -> tuple[int, int, int]:
    summers = calendar.summer(region)
    due, unconfirmed, stale = (day_number(_days_back(today, count, summers)) for count in limits)
    return due, unconfirmed, stale


def _days_back(today: date, count: int, resting: tuple[tuple[date, date], ...]) -> date:
    """The last day such that `count` days that do not rest lie after it, up to and including today."""
    day = today
    while count > 0:
        count -= not any(first <= day <= last for first, last in resting)
        day -= timedelta(days=1)
    return day
