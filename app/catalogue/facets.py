"""Counting the values of facets over a set of rows: by row when they are few, by bitmap when they are many."""

from collections.abc import Mapping

import numpy as np

from app.catalogue.bitmaps import WORD, Array, Rows, Words, expand, rows_of
from app.catalogue.clock import Tick
from app.catalogue.layout import LEVELS
from app.catalogue.segment import COLUMN_AT, Segment
from app.domain.facets import AREA_FACETS, STATED_FACETS
from app.domain.vocabulary import WEEKDAYS

FacetCounts = dict[str, dict[str, int]]

FEW_ROWS = 3000
LOW_BITS = np.array([(1 << bits) - 1 for bits in range(WORD)], dtype=np.uint64)


def count_values(segment: Segment, tick: Tick, mask: Words, window: Rows | None, names: tuple[str, ...]) -> FacetCounts:
    """For each facet the values of the masked rows with how many rows have each; what counts zero is left out."""
    counts: FacetCounts = {name: {} for name in names}
    filled = np.flatnonzero(mask)
    if not filled.size:
        return counts
    population = np.bitwise_count(mask)
    rows = rows_of(mask, window) if int(population.sum(dtype=np.int64)) <= FEW_ROWS else None
    stated = [name for name in names if name in STATED_FACETS]
    if stated:
        if rows is not None:
            _count_stated_by_row(segment, rows, stated, counts)
        else:
            _count_stated_by_bitmap(segment, mask, window, stated, counts)
    areas = [name for name in names if name in AREA_FACETS]
    if areas:
        runs = _runs_of_rows(segment, rows) if rows is not None else _runs_of_mask(segment, mask, window)
        _count_areas(segment, runs, areas, counts)
    if "organisation" in counts:
        counts["organisation"] = _count_organisations(segment, rows_of(mask, window) if rows is None else rows)
    for name, sets in _clocked(tick, names).items():
        counts[name] = _count_sets(sets, mask, window)
    return counts


def _clocked(tick: Tick, names: tuple[str, ...]) -> Mapping[str, Mapping[str, Words]]:
    """The sets of rows per value of the facets that time changes."""
    found: dict[str, Mapping[str, Words]] = {}
    if "status" in names:
        found["status"] = tick.status()
    if "freshness" in names:
        found["freshness"] = tick.freshness()
    if "weekday" in names:
        found["weekday"] = dict(zip(WEEKDAYS, tick.weekdays(), strict=True))
    return found


def _count_sets(sets: Mapping[str, Words], mask: Words, window: Rows | None) -> dict[str, int]:
    found = {}
    for value, rows in sets.items():
        common = (rows if window is None else rows.take(window)) & mask
        number = int(np.bitwise_count(common).sum(dtype=np.int64))
        if number:
            found[value] = number
    return found


def _count_stated_by_row(segment: Segment, rows: Rows, names: list[str], counts: FacetCounts) -> None:
    """Rows have numbers of sets of values; count the sets, then give each count to the members of its set."""
    codes = segment.arrays["codes"].take(rows, axis=0)
    columns = [COLUMN_AT[name] for name in names]
    if columns != list(range(codes.shape[1])):
        codes = codes[:, columns]
    per_set = np.bincount(codes.ravel())
    sets = per_set.nonzero()[0]
    members = segment.set_values[sets]
    per_value = np.bincount(
        members.ravel(), weights=np.repeat(per_set[sets], members.shape[1]), minlength=len(segment.facet_values) + 1
    )[:-1]
    values = per_value.nonzero()[0]
    for at, number in zip(values.tolist(), per_value[values].astype(np.int64).tolist(), strict=True):
        name, value = segment.facet_values[at]
        counts[name][value] = number


def _count_stated_by_bitmap(
    segment: Segment, mask: Words, window: Rows | None, names: list[str], counts: FacetCounts
) -> None:
    for name in names:
        if name == "theme":
            counts[name] = _count_sets(segment.theme_bits, mask, window)
            continue
        span = segment.span[name]
        if not span:
            continue
        bits = segment.bits[span.start : span.stop]
        numbers = count_common(bits if window is None else bits.take(window, axis=1), mask)
        counts[name] = {segment.values[at][1]: number for at, number in zip(span, numbers, strict=True) if number}


def count_common(bits: Array, mask: Words) -> list[int]:
    """For each set (a row of `bits`) how many rows it shares with the mask."""
    numbers: list[int] = np.bitwise_count(bits & mask).sum(axis=1, dtype=np.int64).tolist()
    return numbers


def _runs_of_rows(segment: Segment, rows: Rows) -> tuple[Array, Array]:
    """(numbers of the runs the rows lie in, how many rows in each)."""
    run = np.searchsorted(segment.arrays["run_start"], rows, side="right") - 1
    per_run = np.bincount(run)
    filled = per_run.nonzero()[0]
    return filled, per_run[filled]


def _runs_of_mask(segment: Segment, mask: Words, window: Rows | None) -> tuple[Array, Array]:
    """The same for many rows: differences of the running total at the bounds of the runs."""
    if window is not None:
        whole = np.zeros(segment.words, dtype=np.uint64)
        whole[window] = mask
        mask = whole
    before = np.zeros(mask.size + 1, dtype=np.int64)
    np.cumsum(np.bitwise_count(mask), dtype=np.int64, out=before[1:])
    bounds = segment.arrays["run_start"]
    word = bounds >> 6
    inside = np.append(mask, np.uint64(0))[word] & LOW_BITS[bounds & 63]
    per_run = np.diff(before[word] + np.bitwise_count(inside))
    filled = per_run.nonzero()[0]
    return filled, per_run[filled]


def _count_areas(segment: Segment, runs: tuple[Array, Array], names: list[str], counts: FacetCounts) -> None:
    filled, numbers = runs
    area = segment.arrays["run_area"][filled]
    for name in names:
        per_area = np.bincount(area[:, LEVELS.index(name)], weights=numbers, minlength=1)
        per_area[0] = 0
        found = per_area.nonzero()[0]
        known = segment.areas
        counts[name] = {
            known[at]: number
            for at, number in zip(found.tolist(), per_area[found].astype(np.int64).tolist(), strict=True)
        }


def _count_organisations(segment: Segment, rows: Rows) -> dict[str, int]:
    """Provider and partners, each once."""
    start, members = _organisations_by_row(segment)
    first = start[rows]
    lengths = start[rows + 1] - first
    per_key = np.bincount(members[expand(first, lengths)[0]], minlength=1)
    names = segment.arrays["key_organisation"]
    found = per_key.nonzero()[0] if names.size else per_key[:0]
    return {names[at].decode(): number for at, number in zip(found.tolist(), per_key[found].tolist(), strict=True)}


def _organisations_by_row(segment: Segment) -> tuple[Array, Array]:
    """For each row the bounds of its organisations in the list that follows."""

    def make() -> tuple[Array, Array]:
        rows = segment.arrays["key_organisation_row"].astype(np.int64)
        lengths = np.diff(segment.arrays["key_organisation_start"])
        keys = np.repeat(np.arange(lengths.size), lengths)
        pairs = np.unique((rows << 32) | keys)
        starts = np.searchsorted(pairs >> 32, np.arange(segment.rows + 1))
        return starts, (pairs & 0xFFFFFFFF).astype(np.int64)

    made: tuple[Array, Array] = segment.cached(("organisations by row",), make)
    return made
