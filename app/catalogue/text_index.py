"""Which rows have a word, and how strongly: `domain.rule_text` over the words of a segment instead of over listings."""

from collections.abc import Mapping

import numpy as np

from app.catalogue.bitmaps import Array, expand, unpack
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

    def score(self, asked: QueryWord, themes: Mapping[str, int]) -> Array | None:
        """Per row the best score of the word plus one, 0 where it does not match; None when it matches no row.

        `themes`: what `ThemeWords.find` gives for the word.
        """
        found: list[tuple[int, Array]] = []
        for penalty, numbers in enumerate(self._vocabulary.find(asked)):
            for field, weight in enumerate(FIELD_WEIGHTS):
                rows = self._rows_of(field, numbers)
                if rows.size:
                    found.append((weight - penalty, rows))
        for theme, penalty in themes.items():
            rows = self._rows_of_theme(theme)
            if rows.size:
                found.append((THEME - penalty, rows))
        if not found:
            return None
        best = np.zeros(self._segment.words * 64, dtype=np.uint8)
        for score, rows in sorted(found, key=lambda pair: pair[0]):
            best[rows] = score + 1
        return best

    def rows_with(self, asked: QueryWord, field: int) -> Array:
        """Rows that have the word (or, for a last word, its beginning) in this field; may repeat."""
        return self._rows_of(field, self._vocabulary.find(asked)[0])

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
