"""How many of some words are in the title or summary of rows."""

from bisect import bisect_left
from collections.abc import Iterable

import numpy as np

from app.catalogue.bitmaps import Array, Rows, Words, from_rows, test_rows
from app.catalogue.columns import TEXT_FIELDS
from app.catalogue.segment import Segment

SUMMARY_FIELD = [name for name, _ in TEXT_FIELDS].index("summary")
OFTEN = 256
"""A word in more rows than this is kept as a bitmap."""


def count_words(segment: Segment, rows: Rows, spoken: Iterable[str]) -> Array:
    """Per row (ascending) how many of the words it holds."""
    total = np.zeros(rows.size, dtype=np.int16)
    rare: list[Array] = []
    for word in sorted(spoken):
        held = _find_rows(segment, word)
        if sum(part.size for part in held) > OFTEN:
            total += test_rows(_find_bits(segment, word, held), rows)
        elif held:
            rare.append(np.unique(np.concatenate(held)))
    if rare and rows.size:
        found = np.concatenate(rare)
        at = rows.searchsorted(found)
        np.minimum(at, rows.size - 1, out=at)
        total += np.bincount(at[rows.take(at) == found], minlength=rows.size).astype(np.int16)
    return total


def _find_rows(segment: Segment, word: str) -> list[Array]:
    """The rows with this word in the title, and those with it in the summary."""
    vocabulary = segment.vocabulary
    at = bisect_left(vocabulary, word)
    if at == len(vocabulary) or vocabulary[at] != word:
        return []
    starts, posted = segment.arrays["posting_start"], segment.arrays["posting_row"]
    fields = (at, at + SUMMARY_FIELD * len(vocabulary))
    return [posted[starts.item(number) : starts.item(number + 1)] for number in fields]


def _find_bits(segment: Segment, word: str, held: list[Array]) -> Words:
    found: Words = segment.cached(("word", word), lambda: from_rows(np.concatenate(held), segment.words))
    return found
