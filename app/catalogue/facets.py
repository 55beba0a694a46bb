"""Counting the values of facets over a set of rows: by row when they are few, by bitmap when they are many."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from app.catalogue.bitmaps import WORD, Array, Rows, Words, expand, sort_distinct
from app.catalogue.clock import FRESHNESSES, STATUSES, Tick
from app.catalogue.columns import COLUMN_OF, WITH_BROADER
from app.catalogue.filters import Asked
from app.catalogue.layout import LEVELS
from app.catalogue.segment import Segment
from app.catalogue.sessions import fits_time
from app.catalogue.slots import DAY
from app.domain.facets import AREA_FACETS, STATED_FACETS, query_for_facet
from app.domain.query import TimeFilter
from app.domain.vocabulary import WEEKDAYS

FacetCounts = dict[str, dict[str, int]]

ROWS_PER_WORD, ROWS_PER_CHOSEN_WORD = 5, 25
"""Rows are counted one by one up to so many per word of the mask; above that, bitmaps are quicker. Picking the words
of a window out of every bitmap takes longer, so there the bound is higher."""
BY_ROW = frozenset({*STATED_FACETS, *LEVELS[:-1]})
"""Facets in the tables of what each row states; there are too many buurten for that."""
LOW_BITS = np.array([(1 << bits) - 1 for bits in range(WORD)], dtype=np.uint64)


@dataclass(slots=True)
class Counted:
    """The rows to count over: words of the window, how many rows they hold, and a way to the rows themselves."""

    mask: Words
    window: Rows | None
    population: int
    rows: Callable[[], Rows]


def count_values(asked: Asked, over: Counted, counts: FacetCounts) -> None:
    """Put into the counts, for each facet that is in it, how many rows have each value; what counts zero is left
    out."""
    if not over.population:
        return
    segment = asked.segment
    worth = ROWS_PER_WORD if over.window is None else ROWS_PER_CHOSEN_WORD
    rows = over.rows() if over.population < worth * over.mask.size else None
    if rows is not None:
        _count_by_row(segment, rows, counts)
    else:
        _count_stated_by_bitmap(segment, over, counts)
    areas = [name for name in counts if name in AREA_FACETS and (rows is None or name not in BY_ROW)]
    if areas:
        _count_areas(segment, over, rows, areas, counts)
    for name in CLOCKED:
        if name in counts:
            counts[name] = _count_clocked(asked.tick, name, over, rows)
    if "weekday" in counts:
        counts["weekday"] = _count_weekdays(asked, over, rows)


CLOCKED = ("status", "freshness")
"""Facets that time changes."""


def _count_weekdays(asked: Asked, over: Counted, rows: Rows | None) -> dict[str, int]:
    """A day counts when a session on it satisfies all else that is asked of time."""
    time = query_for_facet("weekday", asked.query).time
    if time is None:
        days = asked.tick.weekdays()
        common = (days if over.window is None else days.take(over.window, axis=1)) & over.mask
        numbers = np.bitwise_count(common).sum(axis=1, dtype=np.int64).tolist()
    else:
        numbers = _days_that_fit(asked, time, over.rows() if rows is None else rows).tolist()
    return {day: number for day, number in zip(WEEKDAYS, numbers, strict=True) if number}


def _days_that_fit(asked: Asked, time: TimeFilter, rows: Rows) -> Array:
    """Monday first: how many of the rows have a session on that day that satisfies the filter."""
    arrays = asked.segment.arrays
    first = arrays["slot_of_row"][rows]
    slots, _ = expand(first, arrays["slot_of_row"][rows + 1] - first)
    slots = slots[fits_time(asked.segment, slots, time, asked.around)]
    pairs = arrays["slot_row"][slots].astype(np.int64) * len(WEEKDAYS) + arrays["slot_when"][slots] // DAY
    return np.bincount(sort_distinct(pairs) % len(WEEKDAYS), minlength=len(WEEKDAYS))


def _count_clocked(tick: Tick, name: str, over: Counted, rows: Rows | None) -> dict[str, int]:
    if rows is None:
        return _count_sets(tick.status() if name == "status" else tick.freshness(), over.mask, over.window)
    codes, values = tick.codes()[CLOCKED.index(name)], STATUSES if name == "status" else FRESHNESSES
    numbers = np.bincount(codes.take(rows), minlength=len(values)).tolist()
    return {value: number for value, number in zip(values, numbers, strict=True) if number}


def _count_sets(sets: Mapping[str, Words], mask: Words, window: Rows | None) -> dict[str, int]:
    found = {}
    for value, rows in sets.items():
        common = (rows if window is None else rows.take(window)) & mask
        number = int(np.bitwise_count(common).sum(dtype=np.int64))
        if number:
            found[value] = number
    return found


def _count_by_row(segment: Segment, rows: Rows, counts: FacetCounts) -> None:
    """Count the numbers in the tables of what each row states; one facet alone needs only its own columns."""
    if len(counts) == 1:
        (name,) = counts
        if name in STATED_FACETS:
            _add_numbers(segment, segment.stated_numbers(rows, COLUMN_OF.get(name, name)), counts)
            return
    if "theme" in counts:
        _add_numbers(segment, segment.stated_numbers(rows, WITH_BROADER), counts)
    if not BY_ROW.isdisjoint(counts):
        _add_numbers(segment, segment.arrays["facet_values"].take(rows, axis=0), counts)


def _add_numbers(segment: Segment, held: Array, counts: FacetCounts) -> None:
    per_number = np.bincount(held.ravel())
    found = per_number.nonzero()[0]
    numbers, totals = found.tolist(), per_number[found].tolist()
    bounds = found.searchsorted(segment.facet_bounds).tolist()
    for name, first, end in zip(segment.facet_names, bounds, bounds[1:], strict=False):
        if first < end and name in counts:
            counts[name] |= zip([segment.facet_words[at] for at in numbers[first:end]], totals[first:end], strict=True)


def _count_stated_by_bitmap(segment: Segment, over: Counted, counts: FacetCounts) -> None:
    for name in [name for name in counts if name in STATED_FACETS]:
        span = segment.span[COLUMN_OF.get(name, name)]
        if not span:
            continue
        bits = segment.bits[span.start : span.stop]
        numbers = count_common(bits if over.window is None else bits.take(over.window, axis=1), over.mask)
        counts[name] = {segment.values[at][1]: number for at, number in zip(span, numbers, strict=True) if number}


def count_common(bits: Array, mask: Words) -> list[int]:
    """For each set (a row of `bits`) how many rows it shares with the mask; a few sets at a time, to stay in near
    memory."""
    shared = np.empty((SETS_AT_A_TIME, mask.size), dtype=np.uint64)
    population = np.empty(shared.shape, dtype=np.uint8)
    numbers: list[int] = []
    for first in range(0, bits.shape[0], SETS_AT_A_TIME):
        chosen = bits[first : first + SETS_AT_A_TIME]
        size = chosen.shape[0]
        np.bitwise_and(chosen, mask, out=shared[:size])
        np.bitwise_count(shared[:size], out=population[:size])
        numbers += np.add.reduce(population[:size], axis=1, dtype=np.uint32).tolist()
    return numbers


SETS_AT_A_TIME = 16


def _count_areas(segment: Segment, over: Counted, rows: Rows | None, names: list[str], counts: FacetCounts) -> None:
    """By row, or by differences of the running total of the mask at the bounds of the areas."""
    per_level = _areas_by_mask(segment, over, names) if rows is None else _areas_by_row(segment, rows, names)
    for name, per_area in zip(names, per_level, strict=True):
        per_area[0] = 0
        found = per_area.nonzero()[0]
        known = segment.areas[LEVELS.index(name)]
        counts[name] = dict(zip([known[at] for at in found.tolist()], per_area[found].tolist(), strict=True))


def _areas_by_row(segment: Segment, rows: Rows, names: list[str]) -> Iterator[Array]:
    stated = segment.arrays["row_area"].take(rows, axis=0)
    for name in names:
        yield np.bincount(stated[:, LEVELS.index(name)], minlength=1)


def _areas_by_mask(segment: Segment, over: Counted, names: list[str]) -> Iterator[Array]:
    mask = over.mask
    if over.window is not None:
        mask = np.zeros(segment.words, dtype=np.uint64)
        mask[over.window] = over.mask
    before = np.zeros(mask.size + 1, dtype=np.int64)
    np.cumsum(np.bitwise_count(mask), dtype=np.int64, out=before[1:])
    padded = np.append(mask, np.uint64(0))
    for name in names:
        bounds, numbers = segment.arrays[f"{name}_start"], segment.arrays[f"{name}_number"]
        total = before[bounds >> 6] + np.bitwise_count(padded[bounds >> 6] & LOW_BITS[bounds & 63])
        yield np.bincount(numbers, weights=np.diff(total), minlength=1).astype(np.int64)
