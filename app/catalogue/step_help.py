"""For which rows some pass, scheme or fund may pay: `domain.arrangements.find_help` over a segment."""

from collections.abc import Iterable, Mapping
from functools import partial

import numpy as np

from app.catalogue.bitmaps import WORD, Words, pack, unpack
from app.catalogue.segment import Segment
from app.domain.arrangements import PAID_AFTER_ASKING, Arrangement, PaidAs, find_help, paid_as


class HelpedRows:
    """Tells rows of any segment, for one set of arrangements. `broader`: child theme to its top."""

    def __init__(self, arrangements: Iterable[Arrangement], broader: Mapping[str, str]) -> None:
        self._arrangements, self._broader = tuple(arrangements), broader
        self._pays: dict[tuple[str | None, str], bool] = {}

    def find(self, segment: Segment) -> Words:
        """The rows that some arrangement may pay, in the gemeente they are in."""
        found: Words = segment.cached(("helped", self), partial(self._find, segment))
        return found

    def _find(self, segment: Segment) -> Words:
        by_word = self._themes_by_word(segment)
        sure = segment.nothing
        for themes in by_word.values():
            sure = sure | segment.any_value("theme", themes)
        gemeente = np.zeros(segment.words * WORD, dtype=np.int64)
        gemeente[: segment.rows] = segment.arrays["row_area"][:, 0]
        found = segment.nothing
        for word in dict.fromkeys((*by_word, *PAID_AFTER_ASKING)):
            rows = segment.any_value("theme", by_word.get(word, ()))
            if word in PAID_AFTER_ASKING:
                rows = rows | (segment.every & ~sure)
            pays = np.array([self._is_paid(code or None, word) for code in segment.areas[0]], dtype=np.bool_)
            found = found | pack(unpack(rows) & pays[gemeente], segment.words)
        return found

    def _themes_by_word(self, segment: Segment) -> dict[str, tuple[str, ...]]:
        """Words under which arrangements pay -> the themes of this segment that count as them."""
        found: dict[str, tuple[str, ...]] = {}
        for at in segment.span["theme"]:
            theme = segment.values[at][1]
            paid = paid_as((theme,), self._broader)
            if paid.is_sure:
                found |= {word: (*found.get(word, ()), theme) for word in paid.words}
        return found

    def _is_paid(self, gemeente: str | None, word: str) -> bool:
        key = (gemeente, word)
        held = self._pays.get(key)
        if held is None:
            held = self._pays[key] = bool(find_help(self._arrangements, PaidAs((word,), True), gemeente))
        return held
