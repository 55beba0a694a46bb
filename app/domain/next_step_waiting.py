"""How long a child waits for the next date.

For what goes on (a club, a course) days of school holidays do not count: what starts again, or first, after the summer
holiday is not far off in July. A single time is as far off as the calendar says.
"""

from collections.abc import Iterable

from app.domain.listing import Listing
from app.domain.query import Surroundings
from app.domain.rule_time import DAY
from app.domain.state import next_session

Period = tuple[int, int]
"""First and last day of a holiday, inclusive, in days since 1970-01-01 (local)."""


def days_ahead(item: Listing, around: Surroundings) -> int | None:
    """Whole days until the next date starts, below zero while it is on; None when no date is known to come."""
    session = next_session(item, around.now)
    return None if session is None else (session.starts_at - around.now) // DAY


def days_waited(item: Listing, around: Surroundings) -> int | None:
    """As `days_ahead`, of which the holidays do not count unless it is a single time."""
    days = days_ahead(item, around)
    if days is None or item.is_one_off:
        return days
    holidays = around.holidays.get(item.holiday_region or "", ())
    return days - _days_off(holidays, around.today, days)


def days_for_wait(waited: int, holidays: Iterable[Period], today: int) -> int:
    """The least number of days ahead of which more than `waited` count: the inverse of `days_waited`."""
    periods, days = tuple(holidays), waited + 1
    while (longer := waited + 1 + _days_off(periods, today, days)) != days:
        days = longer
    return days


def _days_off(holidays: Iterable[Period], today: int, days: int) -> int:
    """How many of the days after today, up to so many ahead, are holidays. Holidays of a region never overlap."""
    return sum(max(0, min(last, today + days) - max(first, today + 1) + 1) for first, last in holidays)
