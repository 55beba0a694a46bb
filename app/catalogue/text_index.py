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

    def score(self, asked: QueryWord, themes: Mapping[str, int]) -> tuple[Array, Array] | None:
        """The rows where the word matches, ascending, and the best score in each; None when there are none.

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
        return _best_of(found, self._segment.rows) if found else None

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


SORTED_SHARE = 16
"""Up to one in so many rows are sorted; more are marked in an array of all rows."""


def _best_of(found: list[tuple[int, Array]], row_count: int) -> tuple[Array, Array]:
    """Each row once, with its highest score. `found`: scores ascending with their rows."""
    if sum(rows.size for _, rows in found) * SORTED_SHARE > row_count:
        best = np.zeros(row_count, dtype=np.uint8)
        for score, rows in found:
            best[rows] = score + 1
        rows = best.nonzero()[0]
        return rows, best[rows].astype(np.int64) - 1
    keys = np.sort(np.concatenate([(rows.astype(np.int64) << SCORE_BITS) | score for score, rows in found]))
    rows = keys >> SCORE_BITS
    is_last = np.ones(rows.size, dtype=np.bool_)
    np.not_equal(rows[1:], rows[:-1], out=is_last[:-1])
    return rows[is_last], keys[is_last] & (2**SCORE_BITS - 1)


SCORE_BITS = 4
