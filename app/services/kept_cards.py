"""Written cards, kept until the moment they change: the same activities stand on many pages."""

from collections.abc import Sequence
from weakref import WeakKeyDictionary

from app.catalogue.entries import Hit
from app.catalogue.segment import Segment
from app.domain.query import Surroundings

MOST_BYTES = 24_000_000
OVERHEAD = 200
DAY = 1440
Cards = dict[tuple[int, str], tuple[int, int, bytes]]
_Half = WeakKeyDictionary[Segment, Cards]


def end_of_day(around: Surroundings) -> int:
    """The first minute of the next local day, when freshness may change."""
    return (around.today + 1) * DAY - around.now_offset_min


class KeptCards:
    """Bounded memory of cards per segment and row; they go with their segment. Forgetting a card only costs time.

    Cards lie in two halves. When the young half is full, the old one is forgotten and takes its place, and a card that
    is asked again moves back to the young: so what is asked often stays.
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes // 2
        self._young = _Half()
        self._old = _Half()
        self._bytes = 0

    def get_page(self, hits: Sequence[Hit], lang: str, now: int) -> list[bytes | None]:
        """For each hit its card as it is at that minute; None when it must be written."""
        found: list[bytes | None] = []
        segment: Segment | None = None
        young: Cards = {}
        old: Cards = {}
        for hit in hits:
            if hit.segment is not segment:
                segment = hit.segment
                young, old = self._young.get(segment, {}), self._old.get(segment, {})
            key = (hit.row, lang)
            kept = young.get(key)
            if kept is None and (kept := old.get(key)) is not None:
                self._put(hit, key, kept)
            found.append(kept[2] if kept is not None and kept[0] <= now < kept[1] else None)
        return found

    def keep(self, hit: Hit, lang: str, card: bytes, *, since: int, until: int) -> None:
        """Keep a card that holds from `since` up to `until` (minutes since the epoch)."""
        self._put(hit, (hit.row, lang), (since, until, card))

    def _put(self, hit: Hit, key: tuple[int, str], kept: tuple[int, int, bytes]) -> None:
        if self._bytes > self._most_bytes:
            self._old, self._young, self._bytes = self._young, _Half(), 0
        self._young.setdefault(hit.segment, {})[key] = kept
        self._bytes += len(kept[2]) + OVERHEAD
