"""How the rows of a segment follow by their themes: `Ground.relate` and `next_step_rank` for all rows at once.

Rows that state the same themes and stage follow in the same way, and there are far fewer of such kinds than rows. So
what a question makes of each kind is worked out once, and looked up for every row.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

import numpy as np

from app.catalogue.bitmaps import Array, Rows, rows_of, test_rows
from app.catalogue.segment import Segment
from app.domain.next_step_choice import BROADEN, DEEPEN
from app.domain.next_step_relation import Ground, related_weight
from app.domain.next_step_weights import RUNGS, WEIGHTS

STAGES = (None, *RUNGS)


class Kinds:
    """number: per row its kind. stated: per kind how many themes it states. stage: the place of its stage in STAGES."""

    def __init__(self, segment: Segment) -> None:
        self.number, first = _number_rows(segment)
        span = segment.span["theme"]
        self._place = {segment.values[at][1]: place for place, at in enumerate(span)}
        self._held = np.zeros((len(span), first.size), dtype=np.bool_)
        for place, at in enumerate(span):
            self._held[place] = test_rows(segment.bits[at], first)
        self.stated = self._held.sum(axis=0)
        self.stage = np.zeros(first.size, dtype=np.int8)
        for place, stage in enumerate(STAGES):
            if stage is not None:
                self.stage[test_rows(segment.value("stage", stage), first)] = place

    def count(self, themes: Iterable[str]) -> Array:
        """Per kind how many of the themes it states."""
        places = [self._place[theme] for theme in themes if theme in self._place]
        found: Array = self._held[places].sum(axis=0)
        return found

    def any(self, themes: Iterable[str]) -> Array:
        """Per kind whether it states any of the themes."""
        places = [self._place[theme] for theme in themes if theme in self._place]
        return np.asarray(self._held[places].any(axis=0))


def kinds_of(segment: Segment) -> Kinds:
    """The kinds of a segment; made once."""
    found: Kinds = segment.derived("kinds", lambda: Kinds(segment))
    return found


def _number_rows(segment: Segment) -> tuple[Array, Rows]:
    """Per row the number of its kind, and of each kind its first row: each value parts the rows that state it from
    those of the same kind so far that do not."""
    number, kinds = np.zeros(segment.rows, dtype=np.int32), 1
    for at in (*segment.span["theme"], *segment.span["stage"]):
        rows = rows_of(segment.bits[at])
        held = number.take(rows)
        parted = np.bincount(held, minlength=kinds).nonzero()[0]
        renamed = np.zeros(kinds, dtype=np.int32)
        renamed[parted] = np.arange(kinds, kinds + parted.size)
        number[rows] = renamed.take(held)
        kinds += parted.size
    _, first, dense = np.unique(number, return_index=True, return_inverse=True)
    return dense.astype(np.int32), first


class Followed(NamedTuple):
    """What a question makes of each kind. scores: points for how it goes on and for what was asked. marks: of
    `next_step_choice`. is_other: quite different. is_related: it follows from what was done or asked. deepens: of that
    sense; all others broaden."""

    scores: Array
    marks: Array
    is_other: Array
    is_related: Array
    deepens: Array


def follow(segment: Segment, ground: Ground) -> Followed:
    """The same for every question on these themes from this rung."""
    key = ("followed", ground.scheme, ground.themes, ground.asked, ground.rung)
    found: Followed = segment.cached(key, lambda: _Follower(kinds_of(segment), ground).find())
    return found


class _Follower:
    def __init__(self, kinds: Kinds, ground: Ground) -> None:
        self._kinds, self._ground = kinds, ground
        self._same = kinds.any(ground.same)
        self._related = kinds.any(ground.related) & ~self._same
        known = self._same | self._related
        self._beside = kinds.any(ground.siblings) & ~known
        self._unthemed = kinds.stated == 0
        self._other = ~(known | self._beside | self._unthemed)

    def find(self) -> Followed:
        scores = np.zeros(self._same.size, dtype=np.int16)
        for held, weight in (*self._by_weight(), *self._asked()):
            scores += held.view(np.int8) * np.int16(WEIGHTS[weight])
        known = self._kinds.count(self._ground.same) * WEIGHTS["closeness"]
        scores += (known // np.maximum(self._kinds.stated, 1)).astype(np.int16)
        is_other = self._other if self._ground.themes else np.zeros_like(self._other)
        is_related = ~(is_other | self._unthemed)
        marks = self._deepens.astype(np.int32) * DEEPEN + (is_related & ~self._deepens) * np.int32(BROADEN)
        return Followed(scores, marks, is_other, is_related, self._deepens)

    def _at(self, stage: str | None) -> Array:
        found: Array = self._kinds.stage == STAGES.index(stage)
        return found

    def _by_weight(self) -> Iterator[tuple[Array, str]]:
        """Kinds with the weight that says how they follow."""
        ground = self._ground
        yield self._beside, "siblingTheme"
        yield self._unthemed, "themeUnknown"
        yield self._other, "otherTheme" if ground.themes else "anyTheme"
        yield self._related & self._kinds.any(ground.in_field), "sameField"
        for stage in STAGES:
            yield self._same & self._at(stage), ground.same_theme("", [], ground.rung_step(stage)).weight
            yield self._related & self._at(stage), related_weight(stage)

    def _asked(self) -> Iterator[tuple[Array, str]]:
        ground = self._ground
        if ground.asked:
            asked = self._kinds.count(ground.asked)
            yield asked > 0, "askedTheme"
            yield asked > 1, "askedAlso"
            yield self._kinds.any(ground.asked_line) & (asked == 0), "askedNearTheme"

    @cached_property
    def _deepens(self) -> Array:
        ground = self._ground
        has_new = self._kinds.count(ground.same) < self._kinds.stated
        found = np.zeros_like(self._same)
        for stage in STAGES:
            for is_new, held in ((False, ~has_new), (True, has_new)):
                if ground.same_theme("", ["?"] if is_new else [], ground.rung_step(stage)).sense == "deepen":
                    found |= self._at(stage) & held
        return found & self._same
