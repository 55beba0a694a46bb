"""A segment: an immutable set of rows in columns. The base lies in mapped files, the small ones in memory."""

from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, Protocol

import numpy as np
import orjson

from app.catalogue.bitmaps import Array, Rows, Words, from_range, from_rows, words_for
from app.catalogue.columns import VALUE_COLUMNS, WITH_BROADER, facet_table
from app.catalogue.encoder import key_of
from app.domain.listing import Listing, from_row

CACHE_BYTES = 24_000_000
"""At most so much is kept of worked-out sets per segment."""


class Documents(Protocol):
    """Where the cards and listings of a segment lie."""

    def card(self, row: int) -> bytes:
        """The stored card, JSON."""
        ...

    def listing(self, row: int) -> bytes:
        """The stored listing, JSON of `listing.to_row`."""
        ...


class MemoryDocuments:
    """Cards and listings of a small segment."""

    def __init__(self, cards: list[bytes], listings: list[bytes]) -> None:
        self._cards, self._listings = cards, listings

    def card(self, row: int) -> bytes:
        """The stored card, JSON."""
        return self._cards[row]

    def listing(self, row: int) -> bytes:
        """The stored listing, JSON."""
        return self._listings[row]


class Segment:
    """Columns by name (`encoder` makes them), with the look-ups every part of the search needs."""

    def __init__(self, arrays: Mapping[str, Array], meta: Mapping[str, Any], documents: Documents) -> None:
        self.arrays = arrays
        self.documents = documents
        self.rows: int = meta["rows"]
        self.words = words_for(self.rows)
        self.unplaced: int = meta["unplaced"]
        self.areas: list[list[str]] = meta["areas"]
        self.vocabulary: list[str] = meta["words"]
        self.values: list[tuple[str, str]] = [(name, value) for name, value in meta["values"]]
        self.every = from_range(0, self.rows, self.words)
        self.bits: Array = arrays["bits"]
        self.ids: Array = arrays["id"]
        self._number = {pair: at for at, pair in enumerate(self.values)}
        self.span = {name: self._find_span(name) for name in (*VALUE_COLUMNS, WITH_BROADER)}
        self._derived: dict[str, Any] = {}
        self._cache: OrderedDict[Any, tuple[Any, int]] = OrderedDict()
        self._cached_bytes = 0
        self.nothing = np.zeros(self.words, dtype=np.uint64)
        self.area_numbers = [{code: at for at, code in enumerate(codes) if at} for codes in self.areas]
        self.has_point = self._find_points()
        self._special = np.ascontiguousarray(arrays["session_extra"][:, 0]).data
        self.broader: dict[str, str] = meta.get("broader", {})
        self.facet_columns: dict[str, tuple[int, int]] = meta["facet_columns"]
        self.facet_numbers: list[Any] = meta["facet_numbers"]
        self.facet_words = ["" if meaning is None else meaning[1] for meaning in self.facet_numbers]
        self.facet_names, self.facet_bounds = _find_groups(self.facet_numbers)
        self._theme_slice = slice(*self.facet_columns[WITH_BROADER])
        self._cost_slice = slice(*self.facet_columns["cost"])
        self._id_heads = _heads_of(self.ids, arrays["id_row"]).data

    def _find_span(self, name: str) -> range:
        numbers = [at for at, (column, _) in enumerate(self.values) if column == name]
        return range(numbers[0], numbers[-1] + 1) if numbers else range(0)

    def _find_points(self) -> Words:
        return from_rows(np.flatnonzero(~np.isnan(self.arrays["point_lat"])), self.words)

    def derived(self, name: str, make: Callable[[], Any]) -> Any:
        """What `make` gives, kept as long as the segment. `make` must not depend on anything but the segment."""
        held = self._derived.get(name)
        if held is None:
            held = self._derived[name] = make()
        return held

    def cached(self, key: Any, make: Callable[[], Any]) -> Any:
        """What `make` gives, kept for next time; what was asked longest ago goes when there is too much. `make` must
        not depend on anything but the key and the segment."""
        held = self._cache.get(key)
        if held is not None:
            with suppress(KeyError):  # another thread may just have put it away
                self._cache.move_to_end(key)
            return held[0]
        made = make()
        size = _bytes_of(made)
        self._cache[key] = (made, size)
        self._cached_bytes += size
        while self._cached_bytes > CACHE_BYTES and len(self._cache) > 1:
            try:
                _, (_, freed) = self._cache.popitem(last=False)
            except KeyError:
                break
            self._cached_bytes -= freed
        return made

    def value(self, column: str, value: str) -> Words:
        """Rows that state this value."""
        at = self._number.get((column, value))
        return self.nothing if at is None else self.bits[at]

    def any_value(self, column: str, values: tuple[str, ...]) -> Words:
        """Rows that state any of these values."""
        if len(values) == 1:
            return self.value(column, values[0])
        numbers = [at for value in values if (at := self._number.get((column, value))) is not None]
        return np.bitwise_or.reduce(self.bits[numbers], axis=0) if numbers else self.nothing

    def stated(self, column: str) -> Words:
        """Rows that state any value at all in the column."""

        def find() -> Words:
            span = self.span[column]
            return np.bitwise_or.reduce(self.bits[span.start : span.stop], axis=0) if span else self.nothing

        found: Words = self.derived(f"{column} stated", find)
        return found

    def unstated(self, column: str) -> Words:
        """Rows that state no value in the column."""
        found: Words = self.derived(f"{column} unstated", lambda: self.every & ~self.stated(column))
        return found

    def key_number(self, column: str, value: str) -> int | None:
        """The place of a value among the keys of a column of many values."""
        keys, key = self.arrays[f"key_{column}"], key_of(value)
        at = bisect_left(keys, key)
        return at if at < keys.size and keys[at] == key else None

    def key_rows(self, column: str, value: str) -> Rows:
        """Rows of one value of a column of many values."""
        at = self.key_number(column, value)
        if at is None:
            return np.zeros(0, dtype=np.int64)
        start = self.arrays[f"key_{column}_start"]
        return self.arrays[f"key_{column}_row"][start[at] : start[at + 1]].astype(np.int64)

    def keyed(self, column: str, values: tuple[str, ...]) -> Words:
        """Rows of any of these values of a column of many values."""
        return from_rows(np.concatenate([self.key_rows(column, value) for value in values]), self.words)

    def keyed_at_all(self, column: str) -> Words:
        """Rows with any value of a column of many values."""
        found: Words = self.derived(f"{column} keyed", lambda: from_rows(self.arrays[f"key_{column}_row"], self.words))
        return found

    def rank_of_id(self, name: str) -> int:
        """How many rows have a smaller id."""
        key = name.encode("utf-8", "surrogatepass")
        rank = bisect_left(self._id_heads, _head_of(key))
        while rank < self.rows and self._id_heads[rank] == _head_of(key) and self._id_at(rank) < key:
            rank += 1
        return rank

    def row_of(self, name: str) -> int | None:
        """The row with this id."""
        rank = self.rank_of_id(name)
        if rank == self.rows or self._id_at(rank) != name.encode("utf-8", "surrogatepass"):
            return None
        return int(self.arrays["id_row"][rank])

    def _id_at(self, rank: int) -> bytes:
        return bytes(self.ids[self.arrays["id_row"][rank]])

    def id_of(self, row: int) -> str:
        """The id of a row."""
        return str(self.ids[row].decode())

    def title_of(self, row: int) -> str:
        """The title of a row as titles are ordered."""
        start = self.arrays["title_start"]
        return self.arrays["title_text"][start[row] : start[row + 1]].tobytes().decode("utf-8", "surrogatepass")

    def area_of(self, row: int, level: int) -> str | None:
        """The code of the row's area at a level (0 = gemeente), None when it is not known."""
        run = int(np.searchsorted(self.arrays["run_start"], row, side="right")) - 1
        return self.areas[level][int(self.arrays["run_area"][level, run])] or None

    def values_of(self, row: int, column: str) -> tuple[str, ...]:
        """What a row states in a column that facets count."""
        meanings = (self.facet_numbers[number] for number in self.stated_numbers(np.array([row]), column)[0].tolist())
        return tuple(meaning[1] for meaning in meanings if meaning is not None)

    def stated_numbers(self, rows: Array, column: str) -> Array:
        """Per row the numbers of what it states in a column that facets count (`facet_numbers`)."""
        first, end = self.facet_columns[column]
        table: Array = self.arrays[facet_table(column)]
        return table.take(rows, axis=0) if end - first == table.shape[1] else table[rows, first:end]

    def sort_of(self, row: int) -> tuple[int, bytes, bytes]:
        """The number of the row's gemeente, its themes and its cost, as something to compare within this segment."""
        themes, cost = self._theme_slice, self._cost_slice
        return (
            self.arrays["row_area"].item((row, 0)),
            self.arrays["facet_themes"][row, themes].tobytes(),
            self.arrays["facet_values"][row, cost].tobytes(),
        )

    def session_extra(self, number: int) -> tuple[int | None, int | None]:
        """(original start, places left) of a session."""
        at = bisect_left(self._special, number)
        if at == len(self._special) or self._special[at] != number:
            return None, None
        _, moved, left = self.arrays["session_extra"][at].tolist()
        return None if moved == -1 else moved, None if left == -1 else left

    def listing(self, row: int) -> Listing:
        """The listing of a row."""
        return from_row(orjson.loads(self.documents.listing(row)))


HEAD_BYTES = 8


def _head_of(key: bytes) -> int:
    return int.from_bytes(key[:HEAD_BYTES].ljust(HEAD_BYTES, b"\0"))


def _heads_of(ids: Array, order: Array) -> Array:
    """The first bytes of each id as a number that sorts alike, in the order of the ids: quicker to search than text."""
    size = ids.dtype.itemsize
    letters = np.frombuffer(np.ascontiguousarray(ids).tobytes(), dtype=np.uint8).reshape(-1, size)[:, :HEAD_BYTES]
    padded = np.zeros((letters.shape[0], HEAD_BYTES), dtype=np.uint8)
    padded[:, : letters.shape[1]] = letters
    return padded.view(">u8").ravel().astype(np.uint64)[order]


def _find_groups(meanings: list[Any]) -> tuple[list[str], Array]:
    """Of numbers in groups with the same facet: the facet of each group, and the bounds between them."""
    names = ["" if meaning is None else str(meaning[0]) for meaning in meanings]
    starts = [at for at, name in enumerate(names) if at == 0 or name != names[at - 1]]
    return [names[at] for at in starts], np.array([*starts, len(names)], dtype=np.int64)


def _bytes_of(made: Any) -> int:
    if isinstance(made, tuple):
        return sum(_bytes_of(part) for part in made)
    return int(made.nbytes) + 200 if isinstance(made, np.ndarray) else 200
