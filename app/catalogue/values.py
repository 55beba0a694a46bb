"""Making the columns of few distinct values: a bitmap per value, and per row the numbers of its values for facets."""

from array import array
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np

from app.catalogue.bitmaps import Array, from_rows, words_for
from app.catalogue.columns import FACET_COLUMNS, VALUE_COLUMNS, WITH_BROADER
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

    def finish(self, row_of: Array) -> tuple[dict[str, Array], dict[str, Any]]:
        """`bits` [values, words] and `facet_values` [rows, columns] (numbers of values counted from 1, 0 = none), with beside
        them `values`, the (column, value) of each bitmap, and `facet_columns`, facet to (first column, end)."""
        words, first = words_for(self._row), 0
        values: list[tuple[str, str]] = []
        bits: list[Array] = []
        facets: list[Array] = []
        facet_columns: dict[str, tuple[int, int]] = {}
        named = [(name, numbers) for name, _, numbers in self._columns]
        for name, numbers in [*named, (WITH_BROADER, self._broader_of)]:
            order = sorted(numbers)
            pairs = self._sorted_pairs(name, [numbers[value] for value in order], row_of)
            bounds = np.searchsorted(pairs[:, 0], np.arange(len(order) + 1))
            bits += [from_rows(pairs[bounds[at] : bounds[at + 1], 1], words) for at in range(len(order))]
            if name in FACET_COLUMNS:
                table = _spread_out(pairs, len(values), self._row)
                facet_columns[name] = (first, first + table.shape[1])
                first += table.shape[1]
                facets.append(table)
            values += [(name, value) for value in order]
        arrays = {
            "bits": np.stack(bits) if bits else np.zeros((0, words), dtype=np.uint64),
            "facet_values": np.concatenate(facets, axis=1),
        }
        return arrays, {"values": values, "facet_columns": facet_columns}

    def _sorted_pairs(self, name: str, order: list[int], row_of: Array) -> Array:
        """Distinct (place of the value in the order, row)."""
        rows, numbers = (np.array(part, dtype=np.int64) for part in self._pairs[name])
        rank = np.empty(len(order), dtype=np.int64)
        rank[order] = np.arange(len(order))
        merged = np.unique((rank[numbers] << ROW_BITS) | row_of[rows])
        return np.stack([merged >> ROW_BITS, merged & (2**ROW_BITS - 1)], axis=1)


def _spread_out(pairs: Array, first_value: int, row_count: int) -> Array:
    """Per row the numbers of its values, from 1 on, in as many columns as the fullest row needs."""
    by_row = pairs[np.argsort(pairs[:, 1], kind="stable")]
    rows = by_row[:, 1]
    place = np.arange(rows.size) - np.searchsorted(rows, rows)
    table = np.zeros((row_count, int(place.max(initial=-1)) + 1), dtype=np.uint16)
    table[rows, place] = by_row[:, 0] + first_value + 1
    return table
