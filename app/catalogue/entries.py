"""One activity as it lies in the catalogue: its stored bytes, and what the present minute makes of it."""

from collections.abc import Callable
from dataclasses import dataclass
from math import isnan

from app.catalogue.bitmaps import has_row
from app.catalogue.clock import Tick
from app.catalogue.columns import WITH_BROADER
from app.catalogue.encoder import STATES
from app.catalogue.segment import Segment
from app.domain.listing import Listing, SessionTime
from app.domain.order import SortKey
from app.domain.query import Surroundings


@dataclass(frozen=True, slots=True)
class Dynamic:
    """What a card or item shows that depends on the moment, as `domain.state` has it."""

    next_session: SessionTime | None
    status: str
    freshness: str


class Entry:
    """One activity in one state of the catalogue; stays as it is whatever is applied later."""

    __slots__ = ("_row", "_segment", "_tick_at")

    def __init__(self, segment: Segment, row: int, tick_at: Callable[[Surroundings], Tick]) -> None:
        self._segment, self._row, self._tick_at = segment, row, tick_at

    @property
    def id(self) -> str:
        """Its id."""
        return self._segment.id_of(self._row)

    @property
    def segment(self) -> Segment:
        """The segment it lies in."""
        return self._segment

    @property
    def row(self) -> int:
        """Its row there."""
        return self._row

    def tick(self, around: Surroundings) -> Tick:
        """Its segment at that minute."""
        return self._tick_at(around)

    @property
    def version(self) -> int:
        """The version of the stored activity."""
        return int(self._segment.arrays["version"][self._row])

    @property
    def seq(self) -> int:
        """The number of the change that wrote it."""
        return int(self._segment.arrays["seq"][self._row])

    @property
    def card(self) -> bytes:
        """The stored card, JSON."""
        return self._segment.documents.card(self._row)

    @property
    def listing(self) -> Listing:
        """The listing, read anew on each call."""
        return self._segment.listing(self._row)

    @property
    def gemeente(self) -> str | None:
        """The gemeente of its place."""
        return self._segment.area_of(self._row, 0)

    @property
    def themes(self) -> tuple[str, ...]:
        """The themes it states."""
        found = self._segment.values_of(self._row, WITH_BROADER)
        return tuple(theme for theme in found if has_row(self._segment.value("theme", theme), self._row))

    @property
    def cost(self) -> str:
        """free, paid or unknown."""
        return self._segment.values_of(self._row, "cost")[0]

    @property
    def confirmed_at(self) -> int:
        """When somebody last said that it is right, in seconds since the epoch."""
        return int(self._segment.arrays["confirmed_at"][self._row])

    @property
    def point(self) -> tuple[float, float] | None:
        """(lat, lon) where the point is known well enough for a distance."""
        lat, lon = (float(self._segment.arrays[name][self._row]) for name in ("point_lat", "point_lon"))
        return None if isnan(lat) else (lat, lon)

    def dynamic(self, around: Surroundings) -> Dynamic:
        """What the minute makes of it."""
        tick = self._tick_at(around)
        return Dynamic(self._next_session(tick), *tick.states_of(self._row))

    def _next_session(self, tick: Tick) -> SessionTime | None:
        number, start, end = tick.next()
        at = number.item(self._row)
        if at < 0:
            return None
        segment, starts_at = self._segment, start.item(self._row)
        offset = segment.arrays["session_local"].item(at) - starts_at
        state = STATES[segment.arrays["session_state"].item(at)]
        moved, left = segment.session_extra(at)
        return SessionTime(starts_at, end.item(self._row), offset, state, moved, left)


class Hit(Entry):
    """An entry of a list: the key it is ordered by, and the whole metres to the nearest origin when one was asked."""

    __slots__ = ("distance_m", "sort_key")

    def __init__(
        self,
        segment: Segment,
        row: int,
        sort_key: SortKey,
        distance_m: int | None,
        tick_at: Callable[[Surroundings], Tick],
    ) -> None:
        self._segment, self._row, self._tick_at = segment, row, tick_at
        self.sort_key, self.distance_m = sort_key, distance_m

    @property
    def id(self) -> str:
        """Its id."""
        return self.sort_key[3]
