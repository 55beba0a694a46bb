"""Counting how fresh activities are by the organisation that offers them, or by wijk.

The facet of organisations counts partners too; here an activity counts once, for whoever confirms it.
"""

from collections.abc import Collection

import numpy as np

from app.catalogue.bitmaps import Array, Rows
from app.catalogue.catalogue import Catalogue
from app.catalogue.clock import FRESHNESSES
from app.catalogue.filters import Asked
from app.catalogue.layout import LEVELS
from app.catalogue.search import Evaluation, asked_filters
from app.catalogue.segment import Segment
from app.domain.query import Query, Surroundings

NOBODY = ""
"""The group of activities without an organisation, or without a wijk."""

StateCounts = dict[str, Array]
_WIJK = LEVELS.index("wijk")


def count_states_by_owner(
    catalogue: Catalogue, query: Query, around: Surroundings, owners: Collection[str] = ()
) -> StateCounts:
    """Id of the organisation -> activities in each freshness state, in the order of the vocabulary. `owners`: only
    these; all when empty."""
    return _count(catalogue, query, around, owners, is_by_wijk=False)


def count_states_by_wijk(
    catalogue: Catalogue, query: Query, around: Surroundings, owners: Collection[str] = ()
) -> StateCounts:
    """As `count_states_by_owner`, by the code of the wijk."""
    return _count(catalogue, query, around, owners, is_by_wijk=True)


def _count(
    catalogue: Catalogue, query: Query, around: Surroundings, owners: Collection[str], *, is_by_wijk: bool
) -> StateCounts:
    total: StateCounts = {}
    for part in catalogue.state.parts:
        segment = part.segment
        asked = Asked(segment, part.tick(around), query, around)
        rows = Evaluation(asked, part.live, asked_filters(query), None).outcome(want_unknown=False).rows()
        if owners:
            rows = rows[np.isin(owner_numbers(segment)[rows], _numbers_of(segment, owners))]
        states = asked.tick.codes()[1][rows].astype(np.int64)
        names, groups = _wijken(segment, rows) if is_by_wijk else _owners(segment, rows)
        table = np.bincount(groups * len(FRESHNESSES) + states, minlength=len(names) * len(FRESHNESSES))
        for name, counts in zip(names, table.reshape(len(names), len(FRESHNESSES)), strict=True):
            if counts.any():
                total[name] = total[name] + counts if name in total else counts
    return total


def _wijken(segment: Segment, rows: Rows) -> tuple[list[str], Array]:
    return segment.areas[_WIJK], segment.arrays["row_area"][rows, _WIJK].astype(np.int64)


def _owners(segment: Segment, rows: Rows) -> tuple[list[str], Array]:
    names = [NOBODY, *(name.decode() for name in segment.arrays["key_owner"].tolist())]
    return names, owner_numbers(segment)[rows]


def _numbers_of(segment: Segment, owners: Collection[str]) -> list[int]:
    known = segment.arrays["key_owner"]
    return [at for at, name in enumerate(known.tolist(), 1) if name.decode() in owners]


def owner_numbers(segment: Segment) -> Array:
    """For each row the number of the organisation that offers it, from 1 in the order of `key_owner`; 0 without one."""

    def find() -> Array:
        bounds = segment.arrays["key_owner_start"]
        numbers = np.zeros(segment.rows, dtype=np.int32)
        numbers[segment.arrays["key_owner_row"]] = np.repeat(np.arange(1, bounds.size), np.diff(bounds))
        return numbers

    found: Array = segment.derived("owner number", find)
    return found
