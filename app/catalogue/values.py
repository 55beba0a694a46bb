"""Making the columns of few distinct values: a bitmap per value, and per row the numbers of its values for facets."""

from array import array
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np

from app.catalogue.bitmaps import Array, from_rows, sort_distinct, words_for
from app.catalogue.columns import FACET_COLUMNS, FACET_OF, FACET_TABLES, VALUE_COLUMNS, WITH_BROADER, facet_table
from app.catalogue.layout import LEVELS
from app.domain.listing import Listing

ROW_BITS = 24


class ValueCollector:
    """Collects the stated values of listings one by one. `broader`: theme to its parent."""

    def __init__(self, broader: Mapping[str, str]) -> None:
        self._broader = broader
        self._columns: list[tuple[str, Callable[[Listing], Iterable[str | None]], dict[str, int]]] = [
            (name, read, {}) for name, read in VALUE_COLUMNS.items()
        ]
        self._broader_of: dict[str, int] = {}
        self._pairs = {name: (array("i"), array("i")) for name in (*VALUE_COLUMNS, WITH_BROADER)}
        self._row = 0

    def add(self, item: Listing) -> None:
        """The values of the next row."""
        row = self._row
        self._row += 1
        for name, read, numbers in self._columns:
            rows, values = self._pairs[name]
            for value in read(item):
                if value is not None:
                    rows.append(row)
                    values.append(numbers.setdefault(value, len(numbers)))
        rows, values = self._pairs[WITH_BROADER]
        for theme in {*item.themes, *(self._broader[theme] for theme in item.themes if theme in self._broader)}:
            rows.append(row)
            values.append(self._broader_of.setdefault(theme, len(self._broader_of)))

    def finish(self, row_of: Array, row_area: Array, areas: list[list[str]]) -> tuple[dict[str, Array], dict[str, Any]]:
        """`bits` [values, words], and for facets the tables `facet_values` and `facet_themes` [rows, columns].

        Beside them: `values`, the (column, value) of each bitmap; `facet_columns`, facet to (first column, end) of
        its table; `facet_numbers`, what the numbers in the tables mean: (facet, value), or null where a row states
        less than others. The areas (`row_area` of `layout.make_runs`, with their codes) are columns like the others,
        buurten left out."""
        words = words_for(self._row)
        values: list[tuple[str, str]] = []
        bits: list[Array] = []
        tables: dict[str, list[Array]] = {name: [] for name in FACET_TABLES}
        columns: dict[str, tuple[int, int]] = {}
        named = [(name, numbers) for name, _, numbers in self._columns]
        for name, numbers in [*named, (WITH_BROADER, self._broader_of)]:
            order = sorted(numbers)
            pairs = self._sorted_pairs(name, [numbers[value] for value in order], row_of)
            bounds = np.searchsorted(pairs[:, 0], np.arange(len(order) + 1))
            bits += [from_rows(pairs[bounds[at] : bounds[at + 1], 1], words) for at in range(len(order))]
            if name in FACET_COLUMNS:
                held = tables[facet_table(name)]
                first = sum(table.shape[1] for table in held)
                held.append(_spread_out(pairs, len(values), self._row))
                columns[name] = (first, first + held[-1].shape[1])
            values += [(name, value) for value in order]
        meanings = [(FACET_OF.get(name, name), value) for name, value in values]
        arrays = _join_tables(tables, meanings, row_area, areas)
        arrays["bits"] = np.stack(bits) if bits else np.zeros((0, words), dtype=np.uint64)
        return arrays, {"values": values, "facet_columns": columns, "facet_numbers": meanings}

    def _sorted_pairs(self, name: str, order: list[int], row_of: Array) -> Array:
        """Distinct (place of the value in the order, row)."""
        rows, numbers = (np.array(part, dtype=np.int64) for part in self._pairs[name])
        rank = np.empty(len(order), dtype=np.int64)
        rank[order] = np.arange(len(order))
        merged = sort_distinct((rank[numbers] << ROW_BITS) | row_of[rows])
        return np.stack([merged >> ROW_BITS, merged & (2**ROW_BITS - 1)], axis=1)


def _spread_out(pairs: Array, first_value: int, row_count: int) -> Array:
    """Per row the numbers of its values, in as many columns as the fullest row needs; -1 where there are no more."""
    by_row = pairs[np.argsort(pairs[:, 1], kind="stable")]
    rows = by_row[:, 1]
    place = np.arange(rows.size) - np.searchsorted(rows, rows)
    table = np.full((row_count, int(place.max(initial=-1)) + 1), -1, dtype=np.int32)
    table[rows, place] = by_row[:, 0] + first_value
    return table


def _join_tables(
    tables: dict[str, list[Array]], meanings: list[Any], row_area: Array, areas: list[list[str]]
) -> dict[str, Array]:
    """The tables side by side; adds the areas, and to the meanings what is new. Each column has a number of its own for
    nothing stated, since counting the same number again and again is slow."""
    for level, name in enumerate(LEVELS[:-1]):
        tables["facet_values"].append((row_area[:, level] + len(meanings))[:, None].astype(np.int32))
        meanings += [None, *((name, code) for code in areas[level][1:])]
    joined = {name: np.concatenate(held, axis=1) for name, held in tables.items()}
    for table in joined.values():
        nothing = np.arange(len(meanings), len(meanings) + table.shape[1], dtype=np.int32)
        np.copyto(table, nothing, where=table < 0)
        meanings += [None] * table.shape[1]
    kind = np.uint16 if len(meanings) < 2**16 else np.int32
    return {name: table.astype(kind) for name, table in joined.items()}
