"""Days and the times on them: what a text about time comes down to."""

from dataclasses import dataclass, field
from datetime import date, time, timedelta


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when on one day. `ends` None = not said; at or before `starts` = the next day."""

    starts: time
    ends: time | None = None


@dataclass(slots=True)
class Slot:
    """Days with the same times. Weekdays count from Monday = 0; `nth` = which of the month, -1 the last."""

    dates: list[date] = field(default_factory=list)
    weekdays: list[int] = field(default_factory=list)
    nth: list[int] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    period: tuple[date, date] | None = None
    ends_on: date | None = None

    @property
    def has_days(self) -> bool:
        """Whether it says on which days."""
        return bool(self.dates or self.weekdays or self.period)


def add_minutes(clock: time, minutes: int) -> time:
    """The clock so much later, at most until midnight."""
    total = min(clock.hour * 60 + clock.minute + minutes, 1_439)
    return time(total // 60, total % 60)


def days_between(first: date, last: date) -> list[date]:
    """Every day of a period, at most 400."""
    return [first + timedelta(days=step) for step in range(min((last - first).days, 399) + 1)]


def narrow_days(slots: list[Slot]) -> list[Slot]:
    """`dagelijks 10-17 uur (ma t/m vr)`: days without times say which days are meant by every day."""
    every = [slot for slot in slots if len(slot.weekdays) == 7 and slot.spans]
    named = [slot for slot in slots if slot.weekdays and not slot.spans and not slot.dates]
    if len(slots) == 2 and every and named and len(named[0].weekdays) > 1:
        every[0].weekdays = list(named[0].weekdays)
        return every
    return slots


def spread_spans(slots: list[Slot]) -> list[Slot]:
    """Times said apart belong to the days that have none."""
    loose = [slot for slot in slots if slot.spans and not slot.has_days]
    bare = [slot for slot in slots if slot.has_days and not slot.spans]
    if not bare or not loose:
        return slots
    for slot in bare:
        slot.spans = [span for other in loose for span in other.spans]
    return [slot for slot in slots if slot not in loose]
