"""The words of a query over the whole catalogue: which match where, and which are forgiven one edit (DESIGN 4, q)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from app.catalogue.bitmaps import Array
from app.catalogue.parts import Part
from app.catalogue.text_index import ABSENT, ThemeWords, WordScores
from app.domain.query import QueryWord


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


def _score(parts: Sequence[Part], word: QueryWord, themes: ThemeWords) -> list[WordScores | None]:
    found = themes.find(word)
    return [part.text.score(word, found) for part in parts]


def _is_found(part: Part, scored: WordScores | None) -> bool:
    """Whether a row that holds matches."""
    return scored is not None and scored.is_any(part.live)


def _join(scored: list[WordScores | None]) -> Relevance:
    """Rows that all words match, their scores added up."""
    known = [scores for scores in scored if scores is not None]
    if len(known) < len(scored):
        nothing = np.zeros(0, dtype=np.int64)
        return Relevance(nothing, nothing)
    rarest, *others = sorted(known, key=lambda scores: scores.size)
    rows, total = rarest.best()
    for other in others:
        scores = other.at(rows)
        both = (scores != ABSENT).nonzero()[0]
        rows, total = rows[both], total[both] + scores[both]
    return Relevance(rows, total)
