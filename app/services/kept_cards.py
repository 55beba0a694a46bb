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


def end_of_day(around: Surroundings) -> int:
    """The first minute of the next local day, when freshness may change."""
    return (around.today + 1) * DAY - around.now_offset_min


class KeptCards:
    """Bounded memory of cards per segment and row; it goes with its segment. Forgetting a card only costs time."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._by_segment: WeakKeyDictionary[Segment, Cards] = WeakKeyDictionary()
        self._bytes = 0

    def get_page(self, hits: Sequence[Hit], lang: str, now: int) -> list[bytes | None]:
        """For each hit its card as it is at that minute; None when it must be written."""
        found: list[bytes | None] = []
        segment: Segment | None = None
        cards: Cards = {}
        for hit in hits:
            if hit.segment is not segment:
                segment = hit.segment
                cards = self._by_segment.get(segment, {})
            kept = cards.get((hit.row, lang))
            found.append(kept[2] if kept is not None and kept[0] <= now < kept[1] else None)
        return found

    def keep(self, hit: Hit, lang: str, card: bytes, *, since: int, until: int) -> None:
        """Keep a card that holds from `since` up to `until` (minutes since the epoch)."""
        if self._bytes > self._most_bytes:
            self._by_segment.clear()
            self._bytes = 0
        self._by_segment.setdefault(hit.segment, {})[hit.row, lang] = (since, until, card)
        self._bytes += len(card) + OVERHEAD
