"""How the rows of a segment follow by their themes, and the rows that are looked at of it."""

from collections.abc import Iterable, Iterator
from functools import cached_property

import numpy as np

from app.catalogue.bitmaps import WORD, Array, Rows, Words, distinct_words, unpack
from app.catalogue.segment import Segment
from app.domain.next_step_relation import Ground, Relation, related_weight
from app.domain.next_step_weights import RUNGS


class Flags:
    """The rows looked at, and whether each is in a set: only the words that hold any of them are unpacked.

    Where most rows of those words are looked at, all are: `is_asked` tells them apart afterwards.
    """

    def __init__(self, rows: Rows, row_count: int) -> None:
        self.window = distinct_words(rows)
        self._at = (self.window.searchsorted(rows >> 6) << 6) + (rows & (WORD - 1))
        self.rows, self.is_asked = rows, None
        if rows.size * DENSE > self.window.size * WORD:
            every = ((self.window << 6)[:, None] + np.arange(WORD)).ravel()
            self.is_asked = np.zeros(every.size, dtype=np.bool_)
            self.is_asked[self._at] = True
            self.rows = np.minimum(every, row_count - 1)

    def of(self, words: Words) -> Array:
        """Whether each row is in the set."""
        found = unpack(words.take(self.window))
        return found if self.is_asked is not None else found.take(self._at)

    def add(self, total: Array, words: Words, number: int) -> None:
        """Add the number for each row in the set."""
        self.add_cut(total, words.take(self.window), number)

    def add_cut(self, total: Array, words: Words, number: int) -> None:
        """As `add`, with a set in the words of the window."""
        if words.any():
            found = unpack(words)
            found = found if self.is_asked is not None else found.take(self._at)
            total += found.view(np.int8) * total.dtype.type(number)


DENSE = 2
"""From one in so many rows on, all are looked at."""


class Relations:
    """How rows follow by their themes, each row once, as `Ground.relate` has it; in the words of a window, or in all.

    same, related, beside, unthemed, other: rows on a known theme, a related one, another child of the same top, no
    theme, and something quite different.
    """

    def __init__(self, segment: Segment, ground: Ground, window: Rows | None = None) -> None:
        self._segment, self._ground, self._window = segment, ground, window
        self.same = self._cut(segment.any_value("theme", tuple(ground.same)))
        self.related = self._cut(segment.any_value("theme", tuple(ground.related))) & ~self.same
        held = self.same | self.related
        self.beside = self._cut(segment.any_value("theme", tuple(ground.siblings))) & ~held
        self.unthemed = self._cut(segment.unstated("theme"))
        self.other = ~(held | self.beside | self.unthemed)

    def _cut(self, words: Words) -> Words:
        return words if self._window is None else words.take(self._window)

    def _at(self, stage: str | None) -> Words:
        segment = self._segment
        return self._cut(segment.unstated("stage") if stage is None else segment.value("stage", stage))

    @cached_property
    def deepen(self) -> Words:
        """Rows of that sense; all others broaden."""
        found = np.zeros_like(self.same)
        new = self._cut(_without(self._segment, self._ground.same))
        for stage in (None, *RUNGS):
            for is_new, held in ((False, ~new), (True, new)):
                if self._on_theme(stage, is_new=is_new).sense == "deepen":
                    found |= self._at(stage) & held
        return found & self.same

    def _on_theme(self, stage: str | None, *, is_new: bool) -> Relation:
        return self._ground.same_theme("", ["?"] if is_new else [], self._ground.rung_step(stage))

    def by_weight(self) -> Iterator[tuple[Words, str]]:
        """Rows with the weight that says how they follow."""
        yield self.beside, "siblingTheme"
        yield self.unthemed, "themeUnknown"
        yield self.other, "otherTheme" if self._ground.themes else "anyTheme"
        for stage in (None, *RUNGS):
            at = self._at(stage)
            yield self.same & at, self._on_theme(stage, is_new=False).weight
            yield self.related & at, related_weight(stage)


def union(segment: Segment, sets: Iterable[Words]) -> Words:
    """Rows in any of the sets."""
    found = segment.nothing
    for rows in sets:
        found = found | rows
    return found


def _without(segment: Segment, themes: frozenset[str]) -> Words:
    """Rows that state a theme beside these."""

    def find() -> Words:
        stated = [segment.values[at][1] for at in segment.span["theme"]]
        return segment.any_value("theme", tuple(theme for theme in stated if theme not in themes))

    found: Words = segment.cached(("theme beside", themes), find)
    return found
