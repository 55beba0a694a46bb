"""Which rows have a word, and how strongly: `domain.rule_text` over the words of a segment instead of over listings."""

from collections.abc import Mapping

import numpy as np

from app.catalogue.bitmaps import Array, Words, expand, test_rows, unpack
from app.catalogue.segment import Segment
from app.catalogue.vocabulary import Vocabulary
from app.domain.query import QueryWord
from app.domain.rule_text import ORGANISATION, PLACE, SUMMARY, THEME, TITLE

FIELD_WEIGHTS = (TITLE, ORGANISATION, PLACE, SUMMARY)
"""In the order of `columns.TEXT_FIELDS`."""


class ThemeWords:
    """The words of the labels and synonyms of all themes."""

    def __init__(self, theme_words: Mapping[str, tuple[str, ...]]) -> None:
        self.source = theme_words
        themes: dict[str, list[str]] = {}
        for theme, tokens in theme_words.items():
            for token in tokens:
                themes.setdefault(token, []).append(theme)
        self._vocabulary = Vocabulary(sorted(themes))
        self._themes = [themes[word] for word in self._vocabulary.words]

    def find(self, asked: QueryWord) -> dict[str, int]:
        """Theme to the smallest penalty of the word among its words, for the themes that match."""
        found: dict[str, int] = {}
        for penalty, numbers in reversed(list(enumerate(self._vocabulary.find(asked)))):
            for number in numbers.tolist():
                found |= dict.fromkeys(self._themes[number], penalty)
        return found


class TextIndex:
    """The words of one segment."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment
        self._vocabulary = Vocabulary(segment.vocabulary, segment.arrays["word_backwards"])
        self._starts: Array = segment.arrays["posting_start"]
        self._rows: Array = segment.arrays["posting_row"]

    def score(self, asked: QueryWord, themes: Mapping[str, int]) -> "WordScores | None":
        """Where the word matches and how strongly; None when it does nowhere.

        `themes`: what `ThemeWords.find` gives for the word.
        """
        found: list[tuple[int, Array]] = []
        for penalty, numbers in enumerate(self._vocabulary.find(asked)):
            if numbers.size:
                for field, weight in enumerate(FIELD_WEIGHTS):
                    found.append((weight - penalty, self._rows_of(field, numbers)))
        for theme, penalty in themes.items():
            found.append((THEME - penalty, self._rows_of_theme(theme)))
        found = [(score, rows) for score, rows in sorted(found, key=lambda pair: pair[0]) if rows.size]
        return WordScores(found, self._segment.rows) if found else None

    def _rows_of(self, field: int, numbers: Array) -> Array:
        if not numbers.size:
            return numbers
        first = numbers + field * len(self._vocabulary.words)
        low, high = self._starts[first], self._starts[first + 1]
        if numbers[-1] - numbers[0] + 1 == numbers.size:
            return self._rows[low[0] : high[-1]]
        return self._rows[expand(low, high - low)[0]]

    def _rows_of_theme(self, theme: str) -> Array:
        segment = self._segment
        rows: Array = segment.cached(
            ("theme rows", theme), lambda: np.flatnonzero(unpack(segment.value("theme", theme)))
        )
        return rows


class WordScores:
    """The rows of one word and its best score in each, zero or more. It is worked out for no more rows than are asked:
    of two words the rarer one says for which rows the other counts."""

    def __init__(self, found: list[tuple[int, Array]], row_count: int) -> None:
        """`found`: scores ascending with their rows; a row may have several."""
        self._found, self._row_count = found, row_count
        self.size = sum(rows.size for _, rows in found)

    def is_any(self, live: Words) -> bool:
        """Whether a row of the set has the word."""
        return any(bool(test_rows(live, rows).any()) for _, rows in self._found)

    def best(self) -> tuple[Array, Array]:
        """Each row once, ascending, with its highest score."""
        if self.size * SORTED_SHARE > self._row_count:
            marked = self._marked()
            rows = (marked != 0).nonzero()[0]
            return rows, marked[rows].astype(np.int64) - 1
        keys = np.sort(np.concatenate([(rows.astype(np.int64) << SCORE_BITS) | score for score, rows in self._found]))
        rows = keys >> SCORE_BITS
        is_last = np.ones(rows.size, dtype=np.bool_)
        np.not_equal(rows[1:], rows[:-1], out=is_last[:-1])
        return rows[is_last], keys[is_last] & (2**SCORE_BITS - 1)

    def at(self, rows: Array) -> Array:
        """The highest score in each of these rows; ABSENT where the word is not."""
        if self.size * SORTED_SHARE > self._row_count:
            return self._marked()[rows].astype(np.int64) - 1
        held, scores = self.best()
        places = np.minimum(held.searchsorted(rows), held.size - 1)
        return np.where(held[places] == rows, scores[places], ABSENT)

    def _marked(self) -> Array:
        """One more than the score of each row of the segment."""
        marked = np.zeros(self._row_count, dtype=np.uint8)
        for score, rows in self._found:
            marked[rows] = score + 1
        return marked


SORTED_SHARE = 64
"""Up to one in so many rows are sorted; more are marked in an array of all rows."""
SCORE_BITS = 4
ABSENT = -1
