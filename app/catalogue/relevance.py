"""The words of a query over the whole catalogue: which match where, and which are forgiven one edit (DESIGN 4, q)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from app.catalogue.bitmaps import Array, Words
from app.catalogue.parts import Part
from app.catalogue.text_index import ThemeWords
from app.domain.query import QueryWord


@dataclass(frozen=True, slots=True)
class Relevance:
    """Over one part: the rows that every word matches, and per row the relevance (right for those rows)."""

    rows: Words
    scores: Array


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
    return tuple(decided), [_join(part, list(scores)) for part, *scores in zip(parts, *per_word, strict=True)]


def _score(parts: Sequence[Part], word: QueryWord, themes: ThemeWords) -> list[Array | None]:
    found = themes.find(word)
    return [part.text.score(word, found) for part in parts]


def _is_found(part: Part, score: Array | None) -> bool:
    """Whether a row that holds matches."""
    return score is not None and bool((_pack(score > 0) & part.live).any())


def _join(part: Part, scores: list[Array | None]) -> Relevance:
    known = [score for score in scores if score is not None]
    if len(known) < len(scores):
        return Relevance(part.segment.nothing, np.zeros(0, dtype=np.int16))
    matched, total = known[0] > 0, known[0].astype(np.int16)
    for score in known[1:]:
        matched &= score > 0
        total += score
    return Relevance(_pack(matched), total - len(known))


def _pack(flags: Array) -> Words:
    return np.packbits(flags, bitorder="little").view(np.uint64)
