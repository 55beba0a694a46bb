"""The words of a query over the whole catalogue: which match where, and which are forgiven one edit (DESIGN 4, q)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from app.catalogue.bitmaps import Array, test_rows
from app.catalogue.parts import Part
from app.catalogue.text_index import ThemeWords
from app.domain.query import QueryWord

Scored = tuple[Array, Array]


@dataclass(frozen=True, slots=True)
class Relevance:
    """Over one part: the rows that every word matches, ascending, and the relevance of each."""

    rows: Array
    scores: Array

    def of(self, rows: Array) -> Array:
        """The relevance of some of the rows."""
        found: Array = self.scores[self.rows.searchsorted(rows)]
        return found


def weigh(
    parts: Sequence[Part], words: tuple[QueryWord, ...], themes: ThemeWords, *, is_decided: bool
) -> tuple[tuple[QueryWord, ...], list[Relevance]]:
    """The words with `is_fuzzy` decided (or taken as given when `is_decided`), and the relevance over each part."""
    decided, per_word = [], []
    for asked in words:
        word = asked if is_decided else replace(asked, is_fuzzy=False)
        scores = _score(parts, word, themes)
        if not is_decided and not any(_is_found(part, score) for part, score in zip(parts, scores, strict=True)):
            word = replace(asked, is_fuzzy=True)
            scores = _score(parts, word, themes)
        decided.append(word)
        per_word.append(scores)
    return tuple(decided), [_join(list(scores)) for scores in zip(*per_word, strict=True)]


def _score(parts: Sequence[Part], word: QueryWord, themes: ThemeWords) -> list[Scored | None]:
    found = themes.find(word)
    return [part.text.score(word, found) for part in parts]


def _is_found(part: Part, scored: Scored | None) -> bool:
    """Whether a row that holds matches."""
    return scored is not None and bool(test_rows(part.live, scored[0]).any())


def _join(scored: list[Scored | None]) -> Relevance:
    """Rows that all words match, their scores added up."""
    known = [pair for pair in scored if pair is not None]
    if len(known) < len(scored):
        nothing = np.zeros(0, dtype=np.int64)
        return Relevance(nothing, nothing)
    (rows, total), *rest = sorted(known, key=lambda pair: pair[0].size)
    for others, scores in rest:
        at = np.minimum(others.searchsorted(rows), others.size - 1)
        both = (others[at] == rows).nonzero()[0]
        rows, total = rows[both], total[both] + scores[at[both]]
    return Relevance(rows, total)
