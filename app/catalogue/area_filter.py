"""The filter on areas over a segment: `rule.judge_areas`, by runs of rows that lie in the same areas."""

from functools import partial

import numpy as np

from app.catalogue.bitmaps import Words, add_range, from_rows
from app.catalogue.layout import LEVELS
from app.catalogue.segment import Segment
from app.domain.query import AreaFilter
from app.domain.rule import NO_TRAVEL


def judge_areas(segment: Segment, areas: tuple[AreaFilter, ...]) -> tuple[Words, Words]:
    """(rows that say yes, rows we do not know)."""
    yes = segment.derived("no travel", lambda: segment.any_value("attendance", NO_TRAVEL))
    unknown = segment.nothing
    for area in areas:
        found, unsure = segment.cached(("area", area), partial(_judge_area, segment, area))
        yes, unknown = yes | found, unknown | unsure
    return yes, unknown & ~yes


def _judge_area(segment: Segment, area: AreaFilter) -> tuple[Words, Words]:
    """(rows whose place lies in it or that serve it, rows that may lie in it for all we know)."""
    level = LEVELS.index(area.level.value)
    run_area = segment.arrays["run_area"]
    number = segment.area_numbers[level].get(area.code, -1)
    yes = rows_of_runs(segment, run_area[level] == number)
    for served in _served(segment) & area.related:
        yes |= from_rows(segment.key_rows("serviceArea", served), segment.words)
    may_lie_in = run_area[level] == 0
    for numbers, stated in zip(segment.area_numbers, run_area, strict=True):
        is_related = np.zeros(len(numbers) + 1, dtype=np.bool_)
        is_related[0] = True
        is_related[[numbers[code] for code in area.related if code in numbers]] = True
        may_lie_in &= is_related[stated]
    return yes, rows_of_runs(segment, may_lie_in) & segment.value("serviceAreas", "false")


def rows_of_runs(segment: Segment, chosen: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Words:
    """The rows of the chosen runs."""
    words = np.zeros(segment.words, dtype=np.uint64)
    bounds = segment.arrays["run_start"]
    for run in np.flatnonzero(chosen).tolist():
        add_range(words, int(bounds[run]), int(bounds[run + 1]))
    return words


def _served(segment: Segment) -> frozenset[str]:
    """The areas that any row says it serves."""
    keys = segment.arrays["key_serviceArea"]
    found: frozenset[str] = segment.derived("served", lambda: frozenset(key.decode() for key in keys.tolist()))
    return found
