"""For which rows some pass, scheme or fund may pay: `domain.arrangements.find_help` over a segment."""

from collections.abc import Iterable, Mapping

import numpy as np

from app.catalogue.bitmaps import WORD, Array, Rows, unpack
from app.catalogue.segment import Segment
from app.domain.arrangements import PAID_AFTER_ASKING, SCHOOL, Arrangement, Payer, find_paid_words, paid_as

MOST_KEPT = 20_000


class HelpedRows:
    """Tells rows of any segment, for one set of arrangements. `broader`: child theme to its top.

    Every word under which anything is paid is one bit; a row has those of its themes, a gemeente those that are paid
    there.
    """

    def __init__(self, arrangements: Iterable[Arrangement], broader: Mapping[str, str]) -> None:
        self._arrangements, self._broader = tuple(arrangements), broader
        words = dict.fromkeys(
            (SCHOOL, *PAID_AFTER_ASKING, *(word for each in self._arrangements for word in each.pays))
        )
        self._bit = {word: 1 << at for at, word in enumerate(words)}
        self._paid: dict[tuple[str | None, Payer], int] = {}

    def find(self, segment: Segment, rows: Rows, payer: Payer) -> Array:
        """Whether some arrangement may pay for each of the rows, in the gemeente it is in."""
        asked: Array = segment.cached(("paid as", self), lambda: self._paid_as(segment)).take(rows)
        if payer.is_class:
            asked |= self._bit[SCHOOL]
        gemeente = segment.arrays["row_area"][rows, 0]
        towns = np.bincount(gemeente).nonzero()[0]
        paid = np.zeros(towns.item(-1) + 1 if towns.size else 0, dtype=np.int32)
        for town in towns.tolist():
            paid[town] = self._paid_in(segment.areas[0][town] or None, payer)
        found: Array = (asked & paid.take(gemeente)) != 0
        return found

    def _paid_in(self, gemeente: str | None, payer: Payer) -> int:
        key = (gemeente, payer)
        held = self._paid.get(key)
        if held is None:
            if len(self._paid) >= MOST_KEPT:
                self._paid.clear()
            words = find_paid_words(self._arrangements, gemeente, payer)
            held = self._paid[key] = sum(self._bit[word] for word in words)
        return held

    def _paid_as(self, segment: Segment) -> Array:
        """Per row the words under which it may be paid."""
        found = np.zeros(segment.words * WORD, dtype=np.int32)
        for at in segment.span["theme"]:
            paid = paid_as((segment.values[at][1],), self._broader)
            if paid.is_sure:
                found |= unpack(segment.bits[at]) * np.int32(
                    sum(self._bit[word] for word in paid.words if word in self._bit)
                )
        sure = found != 0
        found[~sure] = sum(self._bit[word] for word in PAID_AFTER_ASKING)
        return found
