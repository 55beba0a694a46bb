"""The first rows of a segment in the order of a list (`domain.order`), after a given key when a list goes on.

Each order has two ways: put the matching rows in order when they are few, or walk an order that is kept when they are
many."""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from app.catalogue.bitmaps import Array, Rows, Words, rows_of, test_rows
from app.catalogue.clock import Tick
from app.catalogue.columns import NEVER
from app.catalogue.nearness import (
    FEW_LEAVES,
    ONE_METRE,
    chord_of,
    leaf_bounds,
    leaves_within,
    metres_from,
    metres_of,
    near_leaves,
    squares_of,
)
from app.catalogue.prices import prices_with
from app.catalogue.relevance import Relevance
from app.catalogue.search import Outcome
from app.catalogue.segment import Segment
from app.domain.order import SortKey
from app.domain.query import Point, Query
from app.domain.vocabulary import SortField

FEW = 4096
CHUNK = 1024
NULL = 1 << 36
RANK_BITS = 24
UNFIT = 1 << 62

Ordered = tuple[SortKey, int]
"""(key, row) of one row of the answer."""


@dataclass(slots=True)
class Wanted:
    """What is asked of the order: at most `limit` rows whose key comes after `after`."""

    segment: Segment
    tick: Tick
    query: Query
    limit: int
    after: SortKey | None
    relevance: Relevance | None = None


def order_matches(wanted: Wanted, outcome: Outcome) -> list[Ordered]:
    """The first rows in order. With an age asked, rows that state a fit come first (`Query.ranks_age_fit`)."""
    if not outcome.total:
        return []
    fits = _fits(wanted.segment) if wanted.query.ranks_age_fit else None
    if outcome.total <= FEW:
        return _order_few(wanted, outcome.rows(), fits)
    match = outcome.match
    if outcome.window is not None:
        match = np.zeros(wanted.segment.words, dtype=np.uint64)
        match[outcome.window] = outcome.match
    if fits is None:
        return _order_many(wanted, match, 0, wanted.after)
    found, after = list[Ordered](), wanted.after
    for unfit, some in ((0, match & fits), (1, match & ~fits)):
        if len(found) < wanted.limit and (after is None or after[0] <= unfit):
            found += _order_many(wanted, some, unfit, after if after is not None and after[0] == unfit else None)
    return found[: wanted.limit]


def _fits(segment: Segment) -> Words:
    """Rows that state an age range or school groups."""
    fits: Words = segment.derived(
        "states an age", lambda: segment.value("ageRange", "true") | segment.stated("schoolGroup")
    )
    return fits


def _order_many(wanted: Wanted, match: Words, unfit: int, after: SortKey | None) -> list[Ordered]:
    """The first of many rows, all of them fit or all unfit, along an order that is kept where there is one."""
    field = wanted.query.order
    if field is SortField.DISTANCE and wanted.query.near:
        return _order_nearest(wanted, match, unfit, after)
    order = _kept_order(wanted, field)
    if order is not None:
        return _with_keys(wanted, _walk(wanted, match, order, _start_in(wanted, order, field, after)), field, unfit)
    rows = rows_of(match)
    return _smallest(wanted, rows, _values(wanted, rows, field), unfit, after)


def _order_few(wanted: Wanted, rows: Rows, fits: Words | None) -> list[Ordered]:
    """The first of these rows; every one is looked at."""
    field, after = wanted.query.order, wanted.after
    if field is SortField.DISTANCE and wanted.query.near and fits is None and after is None:
        placed = rows[test_rows(wanted.segment.has_point, rows)]
        if placed.size >= wanted.limit:
            return _nearest_among(wanted, placed, 0, None)
    if not _is_fixed(wanted, field):
        unfit = 0 if fits is None else ~test_rows(fits, rows)
        return _smallest(wanted, rows, _values(wanted, rows, field), unfit, after)
    arrays = wanted.segment.arrays
    order, rank = arrays[f"order_{FIXED[field]}"], arrays[f"rank_{FIXED[field]}"][rows]
    rank = np.sort(rank[rank >= _start_in(wanted, order, field, after)])[: wanted.limit]
    return _with_keys(wanted, order[rank].astype(np.int64), field, 0)


def _kept_order(wanted: Wanted, field: SortField) -> Array | None:
    """All rows in this order, where it is kept."""
    arrays = wanted.segment.arrays
    if field is SortField.START:
        return wanted.tick.order()
    if _is_fixed(wanted, field):
        found: Array = arrays[f"order_{FIXED[field]}"]
        return found
    is_by_id = {SortField.DISTANCE: not wanted.query.near, SortField.RELEVANCE: wanted.relevance is None}
    return arrays["id_row"] if is_by_id.get(field) else None


FIXED = {SortField.MODIFIED: "modified", SortField.PRICE: "price", SortField.TITLE: "title"}
"""Orders that time does not change, by their name among the columns."""


def _is_fixed(wanted: Wanted, field: SortField) -> bool:
    """Whether the order is kept as a column; what a pass makes cheaper moves within the order by price."""
    return field in FIXED and not (field is SortField.PRICE and wanted.query.passes)


def _walk(wanted: Wanted, match: Words, order: Array, start: int) -> Rows:
    """The first matching rows along an order of all rows."""
    found: list[Array] = []
    missing, step = wanted.limit, CHUNK
    while missing > 0 and start < order.size:
        rows = order[start : start + step]
        hits = rows[test_rows(match, rows)][:missing]
        found.append(hits)
        missing -= hits.size
        start, step = start + step, step * 4
    return np.concatenate(found).astype(np.int64) if found else np.zeros(0, dtype=np.int64)


def _start_in(wanted: Wanted, order: Array, field: SortField, after: SortKey | None) -> int:
    """The place in the order where the rows after the key begin."""
    if after is None:
        return 0
    key = after[1:]
    return bisect_left(_Later(lambda at: _key_of(wanted, int(order[at]), field)[1:] > key, order.size), True)


class _Later:
    """A question that is False up to some place in an order and True from there on, for bisection."""

    def __init__(self, is_later: Callable[[int], bool], size: int) -> None:
        self._is_later, self._size = is_later, size

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, at: int) -> bool:
        return self._is_later(at)


def _key_of(wanted: Wanted, row: int, field: SortField, unfit: int = 0) -> SortKey:
    if field is SortField.TITLE:
        return (unfit, 0, wanted.segment.title_of(row), wanted.segment.id_of(row))
    value = int(_values(wanted, np.array([row]), field)[0])
    return (unfit, 1, 0, wanted.segment.id_of(row)) if value == NULL else (unfit, 0, value, wanted.segment.id_of(row))


def _with_keys(wanted: Wanted, rows: Rows, field: SortField, unfit: int) -> list[Ordered]:
    if field is SortField.TITLE or not rows.size:
        return [(_key_of(wanted, row, field, unfit), row) for row in rows.tolist()]
    return _keyed(wanted.segment, rows, _values(wanted, rows, field), [unfit] * rows.size)


def _keyed(segment: Segment, rows: Rows, values: Array, unfit: Iterable[int]) -> list[Ordered]:
    ids, numbers = segment.ids.take(rows).tolist(), rows.tolist()
    return [
        ((flag, 0, value, name.decode()) if value != NULL else (flag, 1, 0, name.decode()), row)
        for row, value, name, flag in zip(numbers, values.tolist(), ids, unfit, strict=True)
    ]


def _values(wanted: Wanted, rows: Rows, field: SortField) -> Array:
    """The value ordered by, smaller first; NULL where there is none."""
    segment = wanted.segment
    match field:
        case SortField.START:
            return _nullable(wanted.tick.next()[1][rows])
        case SortField.PRICE:
            return _nullable(prices_with(segment, wanted.query.passes)[rows])
        case SortField.MODIFIED:
            modified: Array = -segment.arrays["modified_at"][rows]
            return modified
        case SortField.RELEVANCE:
            if wanted.relevance is None:
                return np.zeros(rows.size, dtype=np.int64)
            scores: Array = -wanted.relevance.of(rows)
            return scores
        case _:
            return _distances(wanted, rows)


def _nullable(values: Array) -> Array:
    return np.where(values == NEVER, NULL, values.astype(np.int64))


def _distances(wanted: Wanted, rows: Rows) -> Array:
    segment, near = wanted.segment, wanted.query.near
    values = np.full(rows.size, NULL, dtype=np.int64)
    if near:
        placed = test_rows(segment.has_point, rows)
        values[placed] = metres_of(segment, rows[placed], near)
    return values


def _smallest(wanted: Wanted, rows: Rows, values: Array, unfit: Array | int, after: SortKey | None) -> list[Ordered]:
    """The rows with the smallest (unfit, value, id) that come after the key. `unfit`: of each row, or of all."""
    segment = wanted.segment
    keys = (values << RANK_BITS) | segment.arrays["id_rank"].take(rows)
    if not isinstance(unfit, int):
        keys += unfit.astype(np.int64) * UNFIT
    if after is not None:
        value = NULL if after[1] else max(1 - NULL, min(NULL - 1, int(after[2])))
        rank = segment.rank_of_id(after[3])
        least = (value << RANK_BITS) + rank + _has_id(segment, rank, after[3])
        later = keys >= least + (0 if isinstance(unfit, int) else after[0] * UNFIT)
        rows, keys = rows[later], keys[later]
    if rows.size > wanted.limit:
        first = np.argpartition(keys, wanted.limit - 1)[: wanted.limit]
        first = first[keys[first].argsort()]
    else:
        first = keys.argsort()
    rows, keys = rows[first], keys[first]
    if isinstance(unfit, int):
        return _keyed(segment, rows, keys >> RANK_BITS, [unfit] * rows.size)
    is_unfit = keys >= UNFIT // 2
    return _keyed(segment, rows, (keys - is_unfit * UNFIT) >> RANK_BITS, is_unfit.astype(np.int64).tolist())


def _has_id(segment: Segment, rank: int, name: str) -> int:
    return int(rank < segment.rows and segment.id_of(int(segment.arrays["id_row"][rank])) == name)


def _order_nearest(wanted: Wanted, match: Words, unfit: int, after: SortKey | None) -> list[Ordered]:
    """Those with a point by distance, then the others by id."""
    segment = wanted.segment
    found: list[Ordered] = []
    if after is None or not after[1]:
        found = _nearest(wanted, match & segment.has_point, unfit, after)
    if len(found) < wanted.limit:
        rows = rows_of(match & ~segment.has_point)
        rest = after if after is not None and after[1] else None
        found += _smallest(wanted, rows, np.full(rows.size, NULL), unfit, rest)[: wanted.limit - len(found)]
    return found


def _nearest(wanted: Wanted, placed: Words, unfit: int, after: SortKey | None) -> list[Ordered]:
    """A few near leaves tell how far is far enough; then all leaves that reach so near are looked at."""
    segment, near = wanted.segment, wanted.query.near
    if after is None and segment.words <= FEW_LEAVES:
        return _nearest_among(wanted, _rows_that_reach(segment, placed, near, wanted.limit), unfit, None)
    groups = segment.arrays["group_reach"].size
    width, beyond = FIRST_LEAVES, 0.0 if after is None else int(after[2]) - 1.0
    while True:
        leaves = near_leaves(segment, near, groups=width // 8, leaves=width, beyond_m=beyond)
        found = _in_leaves(wanted, placed, leaves, unfit, after)
        if len(found) == wanted.limit:
            enough = leaves_within(segment, near, chord_of(int(found[-1][0][2]) + 1.0))
            return _in_leaves(wanted, placed, enough, unfit, after, most_m=int(found[-1][0][2]))
        if width // 8 >= groups and width >= segment.words:
            return found
        width *= 8


FIRST_LEAVES = 16


def _in_leaves(
    wanted: Wanted, placed: Words, leaves: Rows, unfit: int, after: SortKey | None, *, most_m: int | None = None
) -> list[Ordered]:
    """The first rows in these leaves. `most_m`: nothing further than this many metres can be among them."""
    return _nearest_among(wanted, rows_of(placed.take(leaves), leaves), unfit, after, most_m=most_m)


def _nearest_among(
    wanted: Wanted, rows: Rows, unfit: int, after: SortKey | None, *, most_m: int | None = None
) -> list[Ordered]:
    """The first of these rows, which all have a point; exact metres are worked out only for those that may be it."""
    squares = squares_of(wanted.segment, rows, wanted.query.near)
    reach = None if most_m is None else chord_of(most_m + 1.0)
    if reach is None and after is None and rows.size > 2 * wanted.limit:
        reach = np.partition(squares, wanted.limit - 1)[wanted.limit - 1] ** 0.5 + ONE_METRE
    if reach is not None:
        kept = (squares <= reach * reach).nonzero()[0]
        rows, squares = rows[kept], squares[kept]
    return _smallest(wanted, rows, metres_from(wanted.segment, rows, squares, wanted.query.near), unfit, after)


def _rows_that_reach(segment: Segment, placed: Words, near: tuple[Point, ...], wanted: int) -> Rows:
    """Rows among which the so many nearest surely are, looking at every leaf once."""
    nearest, furthest = leaf_bounds(segment, near)
    held = np.bitwise_count(placed)
    furthest[held == 0] = np.inf
    few = min(MOST_LEAVES_FIRST, furthest.size)
    first = np.argpartition(furthest, few - 1)[:few]
    first = first[furthest[first].argsort()]
    enough = int(np.cumsum(held[first], dtype=np.int64).searchsorted(wanted))
    if enough == few:
        return rows_of(placed)
    leaves = (nearest <= furthest[first[enough]] + ONE_METRE).nonzero()[0]  # metres are rounded: a tie may lie beyond
    return rows_of(placed[leaves], leaves)


MOST_LEAVES_FIRST = 64
"""Leaves that are put in order to find how far is far enough; thin results are looked through whole."""
