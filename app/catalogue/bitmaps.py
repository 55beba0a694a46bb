"""Sets of rows as packed bits: row r is bit r % 64 of word r // 64. Everything here works on whole arrays."""

from typing import Any

import numpy as np
import numpy.typing as npt

Words = npt.NDArray[np.uint64]
Rows = npt.NDArray[np.int64]
Array = npt.NDArray[Any]

WORD = 64
FEW_WORDS = 512
SPARSE = 4
ALL = np.uint64(0xFFFFFFFFFFFFFFFF)


def words_for(row_count: int) -> int:
    """Number of words that hold so many rows."""
    return -(-row_count // WORD)


def pack(flags: npt.NDArray[np.bool_], word_count: int) -> Words:
    """One flag per row (missing rows are False) into words."""
    packed = np.packbits(flags, bitorder="little")
    out = np.zeros(word_count * 8, dtype=np.uint8)
    out[: packed.size] = packed
    return out.view(np.uint64)


def unpack(words: Words) -> npt.NDArray[np.bool_]:
    """One flag per row of the words."""
    return np.unpackbits(words.view(np.uint8), bitorder="little").view(np.bool_)


def from_rows(rows: Array, word_count: int) -> Words:
    """The set of the given rows, in any order, repeats allowed."""
    if rows.size * FEW_ROWS_SHARE < word_count:
        words = np.zeros(word_count, dtype=np.uint64)
        np.bitwise_or.at(words, rows >> 6, np.left_shift(np.uint64(1), (rows & 63).astype(np.uint64)))
        return words
    flags = np.zeros(word_count * WORD, dtype=np.bool_)
    flags[rows] = True
    return np.packbits(flags, bitorder="little").view(np.uint64)


FEW_ROWS_SHARE = 2


def sort_distinct(values: Array) -> Array:
    """The distinct values in order. Quicker than the library's own for millions of whole numbers."""
    ordered = np.sort(values)
    is_new = np.ones(ordered.size, dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=is_new[1:])
    return ordered[is_new]


def distinct_counts(values: Array) -> tuple[Array, Array]:
    """The distinct values in order, and how often each is there."""
    ordered = np.sort(values)
    is_new = np.ones(ordered.size + 1, dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=is_new[1:-1])
    bounds = is_new.nonzero()[0] if ordered.size else np.zeros(1, dtype=np.int64)
    return ordered[bounds[:-1]].astype(np.int64), np.diff(bounds)


def distinct_words(rows: Rows) -> Rows:
    """The numbers of the words that hold ascending rows."""
    words = rows >> 6
    is_new = np.ones(words.size, dtype=np.bool_)
    np.not_equal(words[1:], words[:-1], out=is_new[1:])
    return words[is_new]


def from_range(first: int, end: int, word_count: int) -> Words:
    """Rows first .. end-1."""
    words = np.zeros(word_count, dtype=np.uint64)
    add_range(words, first, end)
    return words


def add_range(words: Words, first: int, end: int) -> None:
    """Put rows first .. end-1 into the set, in place."""
    if first >= end:
        return
    low, high = first // WORD, (end - 1) // WORD
    head, tail = (int(ALL) << (first % WORD)) & int(ALL), int(ALL) >> (WORD - 1 - (end - 1) % WORD)
    if low == high:
        words[low] |= np.uint64(head & tail)
        return
    words[low] |= np.uint64(head)
    words[low + 1 : high] = ALL
    words[high] |= np.uint64(tail)


def count(words: Words) -> int:
    """Number of rows in the set."""
    return int(np.add.reduce(np.bitwise_count(words), dtype=np.int64))


def rows_of(words: Words, window: Rows | None = None) -> Rows:
    """The rows of the set; `window` says which word of the segment each word is. Ascending when the window is.

    Empty words are left out first where most are, and of many words the empty bytes: looking at every bit is what takes
    time.
    """
    filled = words.nonzero()[0]
    if filled.size * SPARSE <= words.size:
        words, window = words[filled], filled if window is None else window[filled]
    if words.size <= FEW_WORDS:
        at = unpack(words).nonzero()[0]
        return at if window is None else (window[at >> 6] << 6) + (at & 63)
    octets = words.view(np.uint8)
    places = octets.nonzero()[0]
    bits = np.unpackbits(octets[places], bitorder="little").view(np.bool_).nonzero()[0]
    octet = places[bits >> 3]
    first: Rows = octet << 3 if window is None else (window[octet >> 3] << 6) + ((octet & 7) << 3)
    first += bits & 7
    return first


def has_row(words: Words, row: int) -> bool:
    """Whether one row is in the set."""
    return bool((int(words[row >> 6]) >> (row & 63)) & 1)


def test_rows(words: Words, rows: Array) -> npt.NDArray[np.bool_]:
    """For each of the rows whether it is in the set."""
    found: npt.NDArray[np.bool_] = ((words[rows >> 6] >> (rows & 63).astype(np.uint64)) & np.uint64(1)).astype(np.bool_)
    return found


def expand(starts: Array, lengths: Array) -> tuple[Rows, Rows]:
    """Concatenated ranges: for ranges [start, start + length) the members, and the number of the range of each."""
    total = int(lengths.sum())
    owner = np.repeat(np.arange(lengths.size), lengths)
    if not total:
        return np.zeros(0, dtype=np.int64), owner
    firsts = np.cumsum(lengths) - lengths
    return np.arange(total) - np.repeat(firsts - starts, lengths), owner
