"""The wijk whose known points lie nearest: what is left when no boundary, stated wijk or postcode tells more."""

from app.domain.areas import AreaIndex
from app.domain.geo import distance_m
from app.domain.postcodes import PostcodeTable
from app.domain.query import Point
from app.domain.vocabulary import AreaLevel

REACH_M = 3_000
"""Further from every known point nothing is claimed."""

REACH_IN_GEMEENTE_M = 10_000
"""The same when the gemeente is known and only the wijk in it is asked."""

_CELL = 0.05


class NearestSites:
    """Representative points of wijken and postcodes in a grid of 0.05 degrees (about 3.4 by 5.6 km)."""

    def __init__(self, areas: AreaIndex, postcodes: PostcodeTable) -> None:
        self._cells: dict[tuple[int, int], list[tuple[Point, str, str]]] = {}
        for area in areas.all():
            if area.level == AreaLevel.WIJK and area.lat is not None and area.lon is not None:
                self._put(Point(area.lat, area.lon), area.code, area.gemeente)
        for postcode in postcodes.all():
            wijk = areas.get(postcode.wijk)
            if wijk is not None:
                self._put(Point(postcode.lat, postcode.lon), wijk.code, wijk.gemeente)

    def _put(self, point: Point, wijk: str, gemeente: str) -> None:
        self._cells.setdefault((int(point.lat / _CELL), int(point.lon / _CELL)), []).append((point, wijk, gemeente))

    def find(self, lat: float, lon: float, gemeente: str | None = None) -> str | None:
        """The code of the nearest wijk within reach, of that gemeente (code) when given; None when there is none."""
        here = Point(lat, lon)
        reach, rings = (REACH_M, 1) if gemeente is None else (REACH_IN_GEMEENTE_M, 3)
        row, column = int(lat / _CELL), int(lon / _CELL)
        sites = (
            (distance_m(here, point), wijk)
            for y in range(row - rings, row + rings + 1)
            for x in range(column - rings, column + rings + 1)
            for point, wijk, of_gemeente in self._cells.get((y, x), ())
            if gemeente is None or of_gemeente == gemeente
        )
        best = min(sites, default=None)
        return best[1] if best is not None and best[0] <= reach else None
