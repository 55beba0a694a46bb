"""One activity as it lies in the catalogue: its stored bytes, and what the present minute makes of it."""

from collections.abc import Callable
from dataclasses import dataclass
from math import isnan

from app.catalogue.bitmaps import has_row
from app.catalogue.clock import Tick
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
        return self._segment.values_of(self._row, "theme")

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
        return Dynamic(
            self._next_session(tick),
            next(name for name, rows in tick.status().items() if has_row(rows, self._row)),
            next(name for name, rows in tick.freshness().items() if has_row(rows, self._row)),
        )

    def _next_session(self, tick: Tick) -> SessionTime | None:
        number, start, end = (column[self._row] for column in tick.next())
        if number < 0:
            return None
        arrays = self._segment.arrays
        state = STATES[int(arrays["session_state"][number])]
        offset = int(arrays["session_local"][number]) - int(start)
        moved, left = self._segment.session_extra(int(number))
        return SessionTime(int(start), int(end), offset, state, moved, left)


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
        super().__init__(segment, row, tick_at)
        self.sort_key, self.distance_m = sort_key, distance_m

    @property
    def id(self) -> str:
        """Its id."""
        return self.sort_key[3]
