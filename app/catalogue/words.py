"""Making the text index: which rows have which word in which field. `text_index` reads it."""

from array import array

import numpy as np

from app.catalogue.bitmaps import Array, sort_distinct
from app.catalogue.columns import TEXT_FIELDS
from app.catalogue.vocabulary import order_backwards
from app.domain.listing import Listing

ROW_BITS = 24


class WordCollector:
    """Collects the words of listings one by one."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._words = [array("i") for _ in TEXT_FIELDS]
        self._counts = [array("i") for _ in TEXT_FIELDS]

    def add(self, listing: Listing) -> None:
        """The words of the next row."""
        numbers = self._numbers
        for (_, read), words, counts in zip(TEXT_FIELDS, self._words, self._counts, strict=True):
            tokens = read(listing)
            counts.append(len(tokens))
            words.extend([numbers.setdefault(token, len(numbers)) for token in tokens])

    def finish(self, row_of: Array) -> tuple[dict[str, Array], list[str]]:
        """posting_start [fields * words + 1], posting_row, word_backwards (numbers by reversed spelling), and the
        words in order. row_of: arrival number to row."""
        vocabulary = sorted(self._numbers)
        rank = np.empty(len(vocabulary), dtype=np.int64)
        rank[np.array([self._numbers[word] for word in vocabulary], dtype=np.int64)] = np.arange(len(vocabulary))
        keys = []
        for field, (words, counts) in enumerate(zip(self._words, self._counts, strict=True)):
            rows = row_of[np.repeat(np.arange(len(counts)), np.array(counts, dtype=np.int64))]
            numbers = rank[np.array(words, dtype=np.int64)]
            keys.append(((field * len(vocabulary) + numbers) << ROW_BITS) | rows)
        merged = sort_distinct(np.concatenate(keys))
        starts = np.searchsorted(merged >> ROW_BITS, np.arange(len(TEXT_FIELDS) * len(vocabulary) + 1))
        arrays = {
            "posting_start": starts.astype(np.int64),
            "posting_row": (merged & (2**ROW_BITS - 1)).astype(np.int32),
            "word_backwards": order_backwards(vocabulary),
        }
        return arrays, vocabulary
