"""What the passing of time makes of the rows of a segment: worked out once per minute, when first asked."""

from collections.abc import Mapping

import numpy as np

from app.catalogue.bitmaps import Array, Words, from_rows, pack, test_rows, unpack
from app.catalogue.columns import NEVER
from app.catalogue.segment import Segment
from app.catalogue.sessions import first_unended, next_sessions
from app.catalogue.slots import DAY
from app.domain.query import Query, Surroundings
from app.domain.state import CALLED_OFF
from app.domain.vocabulary import WEEKDAYS, EnrolmentStatus, Freshness, Status

KEPT_TICKS = 6
StaleDays = tuple[tuple[str, tuple[int, int, int]], ...]


def stale_key(stale_days: Mapping[str, tuple[int, int, int]]) -> StaleDays:
    """The thresholds of freshness as a value that can be a key."""
    return tuple(sorted(stale_days.items()))


class Tick:
    """One segment at one minute. Parts are made when first asked for, and then stay.

    `before`: an earlier tick of the same segment, so that only rows whose next session has ended are looked at again.
    """

    def __init__(self, segment: Segment, now: int, stale_days: StaleDays, before: "Tick | None" = None) -> None:
        self.segment, self.now, self.stale_days = segment, now, stale_days
        self._before = before
        self._next: tuple[Array, Array, Array] | None = None
        self._order: Array | None = None
        self._codes: tuple[Array, Array] | None = None
        self._shown: dict[tuple[frozenset[str] | None, frozenset[str] | None], Words] = {}
        self._status: dict[str, Words] | None = None
        self._open: tuple[Words, Words] | None = None
        self._weekdays: Array | None = None
        self._states: tuple[bytes, bytes] | None = None

    def status(self) -> dict[str, Words]:
        """Rows per effective status (`state.effective_status`)."""
        if self._status is None:
            segment = self.segment
            stored = {status: segment.value("status", status) for status in Status}
            is_past = pack(segment.arrays["ends_at"] <= self.now, segment.words)
            past = is_past & (stored[Status.PLANNED] | stored[Status.OPEN])
            found: dict[str, Words] = {status.value: rows & ~past for status, rows in stored.items()}
            found[Status.ENDED.value] |= past
            self._status = found
        return self._status

    def codes(self) -> tuple[Array, Array]:
        """Per row the number of its effective status and of its freshness, in the order of the vocabulary."""
        if self._codes is None:
            rows = self.segment.rows
            self._codes = _number_rows(self.status(), tuple(Status), rows), self._freshness_codes()
        return self._codes

    def _freshness_codes(self) -> Array:
        key = ("freshness codes", self.stale_days)
        codes: Array = self.segment.cached(
            key, lambda: _number_rows(self.freshness(), tuple(Freshness), self.segment.rows)
        )
        return codes

    def freshness(self) -> dict[str, Words]:
        """Rows per state of freshness (`state.freshness_state`); changes once a day."""
        found: dict[str, Words] = self.segment.cached(("freshness", self.stale_days), self._find_freshness)
        return found

    def _find_freshness(self) -> dict[str, Words]:
        segment = self.segment
        limits = dict(self.stale_days)
        day = segment.arrays["confirmed_day"]
        example = segment.value("example", "true")
        older = [np.zeros(segment.words, dtype=np.uint64) for _ in range(3)]
        regions = [("", segment.unstated("region"))]
        regions += [(segment.values[at][1], segment.bits[at]) for at in segment.span["region"]]
        for name, rows in regions:
            for at, limit in enumerate(limits[name if name in limits else ""]):
                older[at] |= rows & pack(day <= limit, segment.words)
        due, unconfirmed, stale = (rows & ~example for rows in older)
        unconfirmed &= ~stale
        due &= ~(stale | unconfirmed)
        fresh = segment.every & ~(stale | unconfirmed | due)
        return {
            Freshness.FRESH.value: fresh,
            Freshness.DUE.value: due,
            Freshness.UNCONFIRMED.value: unconfirmed,
            Freshness.STALE.value: stale,
        }

    def states_of(self, row: int) -> tuple[str, str]:
        """(effective status, freshness) of one row."""
        if self._states is None:
            segment = self.segment
            named = segment.cached(("fresh codes", self.stale_days), lambda: _codes(self.freshness(), segment))
            self._states = (_codes(self.status(), segment), named)
        status, freshness = self._states
        return STATUSES[status[row]], FRESHNESSES[freshness[row]]

    def shown(self, query: Query, *, by_status: bool = True, by_freshness: bool = True) -> Words:
        """Rows that the filters on status and freshness (or one of them) let through."""
        everything: frozenset[str] = frozenset()
        key = (query.statuses if by_status else everything, query.freshness if by_freshness else everything)
        held = self._shown.get(key)
        if held is None:
            held = self._shown[key] = self._of_status(key[0]) & self._of_freshness(key[1])
        return held

    def _of_status(self, asked: frozenset[str] | None) -> Words:
        status, segment = self.status(), self.segment
        if asked is None:
            collects = status[Status.PLANNED.value] & segment.value("enrolment", EnrolmentStatus.INTEREST)
            return status[Status.OPEN.value] | collects
        return _any(segment, [status[name] for name in asked if name in status]) if asked else segment.every

    def _of_freshness(self, asked: frozenset[str] | None) -> Words:
        states, segment = self.freshness(), self.segment
        if asked is None:
            return segment.every & ~states[Freshness.STALE.value]
        return _any(segment, [states[name] for name in asked if name in states]) if asked else segment.every

    def enrolment(self) -> tuple[Words, Words]:
        """(rows one can join now, rows of which it is not known), as `rule.judge_enrolment_open`."""
        if self._open is None:
            segment = self.segment
            opens_at, closes_at = segment.arrays["opens_at"], segment.arrays["closes_at"]
            walk_in, unstated = segment.value("walkIn", "true"), segment.unstated("enrolment")
            unsaid = unstated & ~pack((opens_at != -NEVER) | (closes_at != NEVER), segment.words)
            may_open = segment.value("enrolment", EnrolmentStatus.OPEN) | (unstated & ~unsaid)
            by_window = pack((opens_at <= self.now) & (closes_at > self.now), segment.words) & may_open
            self._open = (walk_in | by_window, unsaid & ~walk_in)
        return self._open

    def next(self) -> tuple[Array, Array, Array]:
        """Per row the number of the next session (-1 = none), its start and its end (minutes; NEVER = none)."""
        if self._next is None:
            before, self._before = self._before, None
            self._next = self._advance(before.next()) if before and before.now <= self.now else self._find_next(None)
        return self._next

    def _find_next(self, rows: Array | None) -> tuple[Array, Array, Array]:
        arrays = self.segment.arrays
        number = next_sessions(self.segment, rows, self.now)
        called_off = self.segment.any_value("status", CALLED_OFF)
        number[unpack(called_off)[: number.size] if rows is None else test_rows(called_off, rows)] = -1
        start = np.full(number.size, NEVER, dtype=np.int32)
        end = start.copy()
        coming = np.flatnonzero(number >= 0)
        if coming.size:
            at = number[coming]
            slot = np.searchsorted(arrays["slot_session"], at, side="right") - 1
            start[coming] = arrays["session_start"][at]
            end[coming] = start[coming] + arrays["slot_length"][slot]
        return number, start, end

    def _advance(self, before: tuple[Array, Array, Array]) -> tuple[Array, Array, Array]:
        passed = np.flatnonzero(before[2] <= self.now)
        if not passed.size:
            return before
        after = tuple(column.copy() for column in before)
        for column, found in zip(after, self._find_next(passed), strict=True):
            column[passed] = found
        return after[0], after[1], after[2]

    def order(self) -> Array:
        """The rows by start of the next session, those without one last, then by id."""
        if self._order is None:
            key = (self.next()[1].astype(np.int64) << 24) | self.segment.arrays["id_rank"]
            self._order = np.argsort(key).astype(np.int32)
        return self._order

    def weekdays(self) -> Array:
        """A bitmap for each weekday (Monday first): rows with a session to come on that day."""
        if self._weekdays is None:
            segment = self.segment
            slots = np.arange(segment.arrays["slot_row"].size)
            at, end = first_unended(segment, slots, self.now)
            days, rows = segment.arrays["slot_when"] // DAY, segment.arrays["slot_row"]
            coming = at < end
            found = [from_rows(rows[coming & (days == day)], segment.words) for day in range(len(WEEKDAYS))]
            self._weekdays = np.stack(found)
        return self._weekdays


def _number_rows(groups: Mapping[str, Words], names: tuple[str, ...], row_count: int) -> Array:
    """For each row the place of its group in `names`; every row is in one group."""
    codes = np.zeros(row_count, dtype=np.uint8)
    for code, name in enumerate(names):
        if code:
            codes[unpack(groups[name])[:row_count]] = code
    return codes


def _any(segment: Segment, sets: list[Words]) -> Words:
    return np.bitwise_or.reduce(np.stack(sets), axis=0) if sets else segment.nothing


STATUSES: tuple[str, ...] = tuple(Status)
FRESHNESSES: tuple[str, ...] = tuple(Freshness)


def _codes(sets: Mapping[str, Words], segment: Segment) -> bytes:
    """Per row the place of its value in the word list."""
    codes = np.zeros(segment.words * 64, dtype=np.uint8)
    for at, name in enumerate(STATUSES if STATUSES[0] in sets else FRESHNESSES):
        codes[unpack(sets[name])] = at
    return codes.tobytes()


def tick_key(around: Surroundings) -> tuple[int, StaleDays]:
    """What a tick is known by."""
    return around.now, stale_key(around.stale_days)
