"""Which slots have a session that satisfies a time filter, and which session of each row comes next."""

from collections.abc import Hashable

import numpy as np

from app.catalogue.bitmaps import Array, Rows, expand, unpack
from app.catalogue.segment import Segment
from app.catalogue.slots import DAY, WEEK
from app.domain.query import Surroundings, TimeFilter
from app.domain.rule_time import (
    AFTER_SCHOOL_FROM,
    AFTER_SCHOOL_FROM_WEDNESDAY,
    AFTER_SCHOOL_TO,
    FOREVER,
    SATURDAY,
    STARTS_WITHIN,
    WEDNESDAY,
)
from app.domain.vocabulary import Moment

LATER = 2**62
_START_BITS, _LENGTH_BITS, _PLACE_BITS = 27, 21, 14


def first_after(values: Array, low: Array, high: Array, limit: Array | int) -> Array:
    """For each range [low, high) of an ascending array the first position with a value > limit; high when there is
    none."""
    low, high = low.astype(np.int64), high.astype(np.int64)
    top = max(values.size - 1, 0)
    while True:
        is_open = low < high
        if not is_open.any():
            return low
        middle = (low + high) >> 1
        is_after = values[np.minimum(middle, top)] > limit
        high = np.where(is_open & is_after, middle, high)
        low = np.where(is_open & ~is_after, middle + 1, low)


def first_unended(segment: Segment, slots: Array, now: int) -> tuple[Array, Array]:
    """For each slot its first session that has not ended, and the end of its sessions."""
    bounds = segment.arrays["slot_session"]
    low, high = bounds[slots], bounds[slots + 1]
    starts_after = now - segment.arrays["slot_length"][slots].astype(np.int64)
    return first_after(segment.arrays["session_start"], low, high, starts_after), high


def next_sessions(segment: Segment, rows: Rows | None, now: int) -> Array:
    """For each row (all when None) the number of its next session, -1 when nothing comes; as `state.next_session`."""
    bounds = segment.arrays["slot_of_row"]
    firsts = bounds[:-1] if rows is None else bounds[rows]
    counts = (bounds[1:] if rows is None else bounds[rows + 1]) - firsts
    slots, owner = expand(firsts.astype(np.int64), counts.astype(np.int64))
    found = np.full(counts.size, -1, dtype=np.int32)
    if not slots.size:
        return found
    at, end = first_unended(segment, slots, now)
    start = segment.arrays["session_start"][np.minimum(at, segment.arrays["session_start"].size - 1)].astype(np.int64)
    length = np.minimum(segment.arrays["slot_length"][slots], 2**_LENGTH_BITS - 1).astype(np.int64)
    place = np.minimum(slots - firsts[owner], 2**_PLACE_BITS - 1)
    key = (((start << _LENGTH_BITS) | length) << _PLACE_BITS) | place
    key[at >= end] = LATER
    has_slots = np.flatnonzero(counts)
    best = np.minimum.reduceat(key, (np.cumsum(counts) - counts)[has_slots])
    is_best = key == np.repeat(best, counts[has_slots])
    is_best &= key != LATER
    found[owner[is_best]] = at[is_best]
    return found


def fits_time(segment: Segment, slots: Array, asked: TimeFilter, around: Surroundings) -> Array:
    """For each slot whether one of its sessions satisfies all of the filter (`rule_time`, without its UNKNOWNs)."""
    fits = _fits_hours(segment, slots, asked)
    open_slots = slots[fits]
    at, end = _first_in_dates(segment, open_slots, asked, around)
    local = segment.arrays["session_local"]
    to_day = asked.to_day
    if asked.moment is Moment.TODAY:
        to_day = around.today if to_day is None else min(to_day, around.today)
    if to_day is not None:
        end = first_after(local, at, end, (to_day + 1) * DAY - 1)
    found = at < end
    if asked.moment is Moment.NOW and found.any():
        starts = segment.arrays["session_start"][np.minimum(at, local.size - 1)]
        found &= starts <= around.now + STARTS_WITHIN
    if asked.moment in (Moment.HOLIDAY, Moment.AFTER_SCHOOL):
        found = _fits_holidays(segment, open_slots, at, end, around, in_holiday=asked.moment is Moment.HOLIDAY)
    fits[fits] = found
    return fits


def _first_in_dates(segment: Segment, slots: Array, asked: TimeFilter, around: Surroundings) -> tuple[Array, Array]:
    """The first session of each slot that is neither too early nor, unless a first date is asked, over."""
    bounds = segment.arrays["slot_session"]
    at, end = bounds[slots].astype(np.int64), bounds[slots + 1].astype(np.int64)
    from_day = asked.from_day
    if from_day is None or asked.moment is Moment.NOW:
        at, _ = first_unended(segment, slots, around.now)
    if asked.moment is Moment.TODAY:
        from_day = around.today if from_day is None else max(from_day, around.today)
    if from_day is not None:
        at = first_after(segment.arrays["session_local"], at, end, from_day * DAY - 1)
    return at, end


def _fits_hours(segment: Segment, slots: Array, asked: TimeFilter) -> Array:
    """What is the same for all sessions of a slot: weekday and time of the day."""
    when = segment.arrays["slot_when"][slots]
    length = segment.arrays["slot_length"][slots].astype(np.int64)
    weekday, start = when // DAY, when.astype(np.int64) % DAY
    is_drop_in = _is_drop_in(segment)[segment.arrays["slot_row"][slots]]
    fits = _in_window(start, length, is_drop_in, asked.time_from, asked.time_to)
    if asked.weekdays:
        allowed = np.zeros(WEEK // DAY, dtype=np.bool_)
        allowed[list(asked.weekdays)] = True
        fits &= allowed[weekday]
    if asked.moment is Moment.WEEKEND:
        fits &= weekday >= SATURDAY
    if asked.moment is Moment.AFTER_SCHOOL:
        early = _in_window(start, length, is_drop_in, AFTER_SCHOOL_FROM_WEDNESDAY, AFTER_SCHOOL_TO)
        late = _in_window(start, length, is_drop_in, AFTER_SCHOOL_FROM, AFTER_SCHOOL_TO)
        fits &= np.where(weekday == WEDNESDAY, early, late) & (weekday < SATURDAY)
    return fits


def _is_drop_in(segment: Segment) -> Array:
    found: Array = segment.derived("dropIn", lambda: unpack(segment.value("kind", "dropIn")))
    return found


def _in_window(start: Array, length: Array, is_drop_in: Array, time_from: int | None, time_to: int | None) -> Array:
    low, high = 0 if time_from is None else time_from, FOREVER if time_to is None else time_to
    overlaps = (start < high) & (start + np.maximum(length, 1) > low)
    return np.where(is_drop_in, overlaps, (start >= low) & (start + length <= high))


def _fits_holidays(
    segment: Segment, slots: Array, at: Array, end: Array, around: Surroundings, *, in_holiday: bool
) -> Array:
    """Whether any of the sessions [at, end) of a slot lies in (or outside) the school holidays of the region."""
    found = np.zeros(slots.size, dtype=np.bool_)
    local = segment.arrays["session_local"]
    rows = segment.arrays["slot_row"][slots]
    days = _holiday_days(segment, around)
    table = np.stack([*days.values(), np.zeros(_DAYS, dtype=np.bool_)])
    region = _regions(segment, tuple(days))[rows]
    left = np.flatnonzero(at < end)
    at = at[left]
    while left.size:
        day = np.clip(local[at] // DAY - _FIRST_DAY, 0, _DAYS - 1)
        is_fit = table[region[left], day] == in_holiday
        found[left[is_fit]] = True
        at = at + 1
        goes_on = ~is_fit & (at < end[left])
        left, at = left[goes_on], at[goes_on]
    return found


_FIRST_DAY, _DAYS = -1, 60_000
"""Days (since 1970) the table of holidays covers: up to 2134."""


def holidays_key(around: Surroundings) -> Hashable:
    """The school holidays as a value that can be a key."""
    return tuple(sorted(around.holidays.items()))


def _holiday_days(segment: Segment, around: Surroundings) -> dict[str, Array]:
    """Per region (the one named "" first) a flag for each day."""
    key = ("holidays", holidays_key(around))

    def make() -> dict[str, Array]:
        found = {"": np.zeros(_DAYS, dtype=np.bool_)}
        for name, periods in around.holidays.items():
            flags = found.setdefault(name, np.zeros(_DAYS, dtype=np.bool_))
            for first, last in periods:
                flags[max(0, first - _FIRST_DAY) : max(0, last + 1 - _FIRST_DAY)] = True
        return found

    made: dict[str, Array] = segment.cached(key, make)
    return made


def _regions(segment: Segment, names: tuple[str, ...]) -> Array:
    """Per row the number of its region in `names` (the first is that of rows without one), len(names) for others."""

    def make() -> Array:
        numbers = np.zeros(segment.words * 64, dtype=np.int64)
        numbers[unpack(segment.stated("region"))] = len(names)
        for at, name in enumerate(names):
            if name:
                numbers[unpack(segment.value("region", name))] = at
        return numbers

    made: Array = segment.cached(("regions", names), make)
    return made
