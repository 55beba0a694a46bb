"""Which buurt, wijk, stadsdeel and gemeente a point lies in, by containment."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians

import numpy as np
import shapely
from numpy.typing import NDArray

from app.domain.areas import AreaIndex
from app.domain.query import Point
from app.domain.vocabulary import AreaLevel

METRES_PER_DEGREE = 111_195.0
"""Of latitude, on the sphere of DESIGN 3."""


@dataclass(frozen=True, slots=True)
class Located:
    """Codes of the areas that hold a point; None where none is known at that level."""

    gemeente: str | None = None
    stadsdeel: str | None = None
    wijk: str | None = None
    buurt: str | None = None


@dataclass(frozen=True, slots=True)
class Boundary:
    """A polygon made fit for use: valid, WGS84, longitude first."""

    wkb: bytes
    inside: Point
    size: float
    was_repaired: bool


def prepare_boundary(geometries: Sequence[bytes]) -> Boundary | None:
    """One valid polygon from the parts (WKB) of an area, and a point inside it; None when no surface remains."""
    parts = [shapely.force_2d(shapely.from_wkb(wkb)) for wkb in geometries]
    was_repaired = any(not shapely.is_valid(part) for part in parts)
    repaired = [shapely.make_valid(part, method="structure") if was_repaired else part for part in parts]
    whole = repaired[0] if len(repaired) == 1 else shapely.union_all(repaired)
    surfaces = [part for part in shapely.get_parts(whole) if part.geom_type in ("Polygon", "MultiPolygon")]
    if not surfaces or whole.is_empty:
        return None
    polygon = whole if whole.geom_type in ("Polygon", "MultiPolygon") else shapely.union_all(surfaces)
    inside = shapely.point_on_surface(max(shapely.get_parts(polygon), key=shapely.area))
    return Boundary(shapely.to_wkb(polygon), Point(inside.y, inside.x), float(shapely.area(polygon)), was_repaired)


class BoundaryIndex:
    """Boundaries in a search tree. Immutable after it is made, so threads may share it.

    Simplified boundaries overlap: the newest area that holds the point wins at each level, then the smallest. The
    finest level found decides the levels above it through the tree of areas.
    """

    def __init__(self, areas: AreaIndex, boundaries: Iterable[tuple[str, bytes]]) -> None:
        known = [(area, wkb) for code, wkb in boundaries if (area := areas.get(code)) is not None]
        polygons = shapely.from_wkb([wkb for _, wkb in known])
        sizes = shapely.area(polygons)
        order = sorted(range(len(known)), key=lambda at: (-known[at][0].year, sizes[at], known[at][0].code))
        self._areas = areas
        self._codes = [known[at][0].code for at in order]
        self._levels = [known[at][0].level for at in order]
        self._years = [known[at][0].year for at in order]
        self._polygons: NDArray[np.object_] = np.asarray(polygons, dtype=object)[order]
        shapely.prepare(self._polygons)
        self._tree = shapely.STRtree(self._polygons)
        self._holders: dict[str, Located] = {}

    def __len__(self) -> int:
        return len(self._codes)

    def locate(self, lat: float, lon: float) -> Located | None:
        """The areas that hold the point (WGS84 degrees); None when no boundary does."""
        if not self._codes:
            return None
        hits = self._tree.query(shapely.Point(lon, lat), predicate="intersects")
        return self._located(sorted(hits.tolist())) if len(hits) else None

    def nearest(self, lat: float, lon: float, level: AreaLevel, within_m: float) -> str | None:
        """The code of the area of that level whose boundary is nearest, at most so many metres away."""
        reach = within_m / METRES_PER_DEGREE / max(cos(radians(lat)), 0.1)
        hits = self._tree.query(shapely.Point(lon, lat), predicate="dwithin", distance=reach).tolist()
        flat = shapely.Point(0, 0)
        best: tuple[float, int] | None = None
        for at in sorted(hits):
            if self._levels[at] == level:
                away = float(shapely.distance(_in_metres(self._polygons[at], lat, lon), flat))
                if away <= within_m and (best is None or away < best[0]):
                    best = (away, at)
        return self._codes[best[1]] if best is not None else None

    def _located(self, hits: Sequence[int]) -> Located:
        """`hits` in ascending order, which is best first."""
        best: dict[AreaLevel, int] = {}
        for at in hits:
            best.setdefault(self._levels[at], at)
        buurt, wijk = best.get(AreaLevel.BUURT), best.get(AreaLevel.WIJK)
        if buurt is not None and wijk is not None and self._years[buurt] < self._years[wijk]:
            del best[AreaLevel.BUURT]
        codes = {level: self._codes[at] for level, at in best.items()}
        finest = next(codes[level] for level in _FINEST_FIRST if level in codes)
        above = self._holders.get(finest)
        if above is None:
            above = self._holders[finest] = holders_of(self._areas, finest)
        return Located(
            gemeente=above.gemeente or codes.get(AreaLevel.GEMEENTE),
            stadsdeel=above.stadsdeel or codes.get(AreaLevel.STADSDEEL),
            wijk=above.wijk or codes.get(AreaLevel.WIJK),
            buurt=above.buurt,
        )


_FINEST_FIRST = (AreaLevel.BUURT, AreaLevel.WIJK, AreaLevel.STADSDEEL, AreaLevel.GEMEENTE)


def holders_of(areas: AreaIndex, code: str) -> Located:
    """The area itself and the areas above it, by level."""
    area = areas.get(code)
    return Located(
        gemeente=area.gemeente if area is not None else None,
        stadsdeel=areas.ancestor_at(code, AreaLevel.STADSDEEL),
        wijk=areas.ancestor_at(code, AreaLevel.WIJK),
        buurt=areas.ancestor_at(code, AreaLevel.BUURT),
    )


def _in_metres(polygon: shapely.Geometry, lat: float, lon: float) -> shapely.Geometry:
    """The polygon in metres east and north of the point; right for the few kilometres asked here."""
    scale = np.array([METRES_PER_DEGREE * cos(radians(lat)), METRES_PER_DEGREE])
    return shapely.transform(polygon, lambda degrees: (degrees - [lon, lat]) * scale)
