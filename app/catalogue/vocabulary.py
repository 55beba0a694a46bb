"""A sorted list of words that finds the ones a query word matches (`domain.rule_text`) without looking at all of
them."""

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np

from app.catalogue.bitmaps import Array
from app.catalogue.stemming import stem
from app.domain.query import QueryWord
from app.domain.rule_text import COMPOUND_LETTERS, COMPOUND_REMAINDER, EDIT_LETTERS, is_one_edit

AFTER_ALL = "\U0010ffff"


class Vocabulary:
    """`words` ascending; `backwards`: their numbers in the order of their reversed spelling."""

    def __init__(self, words: Sequence[str], backwards: Array | None = None) -> None:
        self.words = words
        self._backwards = backwards
        self._by_stem: dict[str, list[int]] | None = None

    def find(self, asked: QueryWord) -> tuple[Array, Array, Array]:
        """Numbers of the words (ascending) that match without penalty, as a compound, and by one edit."""
        exact = np.array(self._stems().get(asked.stem, ()), dtype=np.int64)
        if asked.is_last:
            exact = np.union1d(exact, np.arange(*self._beginning(asked.word)))
        return exact, self._compounds(asked), self._edits(asked)

    def _edits(self, asked: QueryWord) -> Array:
        if not asked.is_fuzzy or len(asked.word) < EDIT_LETTERS:
            return np.zeros(0, dtype=np.int64)
        low, high = self._beginning(asked.word[:1])
        return np.array([at for at in range(low, high) if is_one_edit(asked.word, self.words[at])], dtype=np.int64)

    def _compounds(self, asked: QueryWord) -> Array:
        found: set[int] = set()
        for part in {asked.word, asked.stem}:
            if len(part) < COMPOUND_LETTERS:
                continue
            least = len(part) + COMPOUND_REMAINDER
            numbers = [*range(*self._beginning(part)), *self._ending(part)]
            found.update(at for at in numbers if len(self.words[at]) >= least)
        return np.array(sorted(found), dtype=np.int64)

    def _beginning(self, part: str) -> tuple[int, int]:
        return bisect_left(self.words, part), bisect_left(self.words, part + AFTER_ALL)

    def _ending(self, part: str) -> list[int]:
        turned, order = part[::-1], self._reversed_order()
        spelt = _Backwards(self.words, order)
        numbers: list[int] = order[bisect_left(spelt, turned) : bisect_left(spelt, turned + AFTER_ALL)].tolist()
        return numbers

    def _reversed_order(self) -> Array:
        if self._backwards is None:
            self._backwards = order_backwards(self.words)
        return self._backwards

    def _stems(self) -> dict[str, list[int]]:
        if self._by_stem is None:
            found: dict[str, list[int]] = {}
            for number, word in enumerate(self.words):
                found.setdefault(stem(word), []).append(number)
            self._by_stem = found
        return self._by_stem


def order_backwards(words: Sequence[str]) -> Array:
    """Numbers of the words in the order of their reversed spelling."""
    return np.array(sorted(range(len(words)), key=lambda number: words[number][::-1]), dtype=np.int32)


class _Backwards:
    """The words spelt backwards, in that order, for bisection."""

    def __init__(self, words: Sequence[str], order: Array) -> None:
        self._words, self._order = words, order

    def __len__(self) -> int:
        return len(self._words)

    def __getitem__(self, at: int) -> str:
        return str(self._words[self._order[at]][::-1])
