"""The local starts of one rule, walked along in bounded time."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from app.domain.draft_parts import RuleDraft
from app.domain.recurrence import MAX_OCCURRENCES, split_rule, to_dateutil
from app.errors import Fault, InvalidInput

LAST_YEAR = 2200
MOST_STEPS = 100_000
_DAYS_A_STEP = {"DAILY": 1, "WEEKLY": 7}


def too_many() -> InvalidInput:
    """The refusal of a schedule with more dates than anybody means."""
    detail, dutch = (
        f"The schedule has more than {MAX_OCCURRENCES} dates.",
        f"Het rooster heeft meer dan {MAX_OCCURRENCES} datums.",
    )
    return InvalidInput([Fault("too-many-sessions", detail, pointer="/schedule", detail_nl=dutch)])


def whole_minute(at: datetime) -> datetime:
    """The same minute of the same wall clock."""
    return at.replace(second=0, microsecond=0, fold=0)


def walk_starts(rule: RuleDraft, zone: ZoneInfo, end: datetime, begin: datetime | None = None) -> Iterator[datetime]:
    """The local starts of a rule before `end`, in order; some or all of those before `begin` may be left out. Raises
    InvalidInput for one with more dates than a daily one of two centuries has: nobody means that, and it takes seconds
    to walk along."""
    first = whole_minute(rule.starts_at)
    if rule.rrule is None:
        starts: Iterator[datetime] = iter((first,))
    else:
        near = first if begin is None else start_near(rule.rrule, first, begin)
        starts = iter(to_dateutil(rule.rrule, near, zone))
    for number, start in enumerate(starts):
        if start >= end or start.year > LAST_YEAR:
            return
        if number > MOST_STEPS:
            raise too_many()
        yield start


def start_near(rrule: str, first: datetime, begin: datetime) -> datetime:
    """A start before `begin` from which the rule goes on as it did: years of dates that are over need no walk. One that
    counts its dates must be walked from the first."""
    parts = split_rule(rrule)
    if "COUNT" in parts:
        return first
    interval = int(parts.get("INTERVAL", "1"))
    days = _DAYS_A_STEP.get(parts["FREQ"])
    if days is not None:
        step = timedelta(days=days * interval)
        return first + max((begin - first) // step - 1, 0) * step
    if (first.month, first.day) == (2, 29):
        return first
    years = max((begin.year - first.year) // interval - 1, 0) * interval
    return first.replace(year=first.year + years)
