"""The wijk whose known points lie nearest: what is left when no boundary, stated wijk or postcode tells more."""

from math import cos, radians

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
        self._cells: dict[tuple[int, int], list[tuple[float, float, str, str]]] = {}
        for area in areas.all():
            if area.level == AreaLevel.WIJK and area.lat is not None and area.lon is not None:
                self._put(Point(area.lat, area.lon), area.code, area.gemeente)
        for postcode in postcodes.all():
            wijk = areas.get(postcode.wijk)
            if wijk is not None:
                self._put(Point(postcode.lat, postcode.lon), wijk.code, wijk.gemeente)

    def _put(self, point: Point, wijk: str, gemeente: str) -> None:
        cell = (int(point.lat / _CELL), int(point.lon / _CELL))
        self._cells.setdefault(cell, []).append((point.lat, point.lon, wijk, gemeente))

    def find(self, lat: float, lon: float, gemeente: str | None = None) -> str | None:
        """The code of the nearest wijk within reach, of that gemeente (code) when given; None when there is none."""
        reach, rings = (REACH_M, 1) if gemeente is None else (REACH_IN_GEMEENTE_M, 3)
        row, column = int(lat / _CELL), int(lon / _CELL)
        squeeze = cos(radians(lat)) ** 2
        best: tuple[float, str, Point] | None = None
        for y in range(row - rings, row + rings + 1):
            for x in range(column - rings, column + rings + 1):
                for site_lat, site_lon, wijk, of_gemeente in self._cells.get((y, x), ()):
                    away = (site_lat - lat) ** 2 + (site_lon - lon) ** 2 * squeeze
                    is_better = best is None or (away, wijk) < best[:2]
                    if is_better and (gemeente is None or of_gemeente == gemeente):
                        best = (away, wijk, Point(site_lat, site_lon))
        return best[1] if best is not None and distance_m(Point(lat, lon), best[2]) <= reach else None
