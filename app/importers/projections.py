"""Coordinates of maps to degrees: RD New (EPSG:28992) and whatever else a file names, by pyproj."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from pyproj import Transformer
from pyproj.exceptions import ProjError

DEGREES, RD_NEW, WEB_MERCATOR, UTM_31N = 4326, 28992, 3857, 25831
EARTH_M = 45_000_000
"""No projected coordinate lies further from its origin."""
_EPSG = re.compile(r"EPSG[:/]{1,2}(?:[\d.]*[:/])?(\d{4,6})", re.IGNORECASE)


def read_crs(data: Mapping[str, Any]) -> int | None:
    """The EPSG code a collection names, in GeoJSON (2008) or as ArcGIS does; None when it names none."""
    crs, reference = data.get("crs"), data.get("spatialReference")
    if isinstance(reference, Mapping):
        known = reference.get("latestWkid") or reference.get("wkid")
        return int(known) if isinstance(known, int) and 1_000 < known < 1_000_000 else None
    properties = crs.get("properties") if isinstance(crs, Mapping) else None
    name = properties.get("name") or properties.get("code") if isinstance(properties, Mapping) else crs
    found = _EPSG.search(f"EPSG:{name}" if isinstance(name, int) else str(name)) if name else None
    return int(found[1]) if found else None


def guess_crs(x: float, y: float) -> int:
    """By size: what fits on the globe is degrees, whatever the file says; else the usual ones of Dutch maps."""
    if abs(x) <= 180 and abs(y) <= 90:
        return DEGREES
    if 0 <= x <= 300_000 and 300_000 <= y <= 640_000:
        return RD_NEW
    return WEB_MERCATOR if abs(y) > 6_200_000 else UTM_31N


def to_degrees(x: float, y: float, stated: int | None) -> tuple[float, float] | None:
    """(latitude, longitude) with seven decimals; None when there is no such place on earth."""
    if abs(x) > EARTH_M or abs(y) > EARTH_M:
        return None
    guessed = guess_crs(x, y)
    if guessed == DEGREES:
        return y, x
    code = stated if stated not in (None, DEGREES, 4258) else guessed
    transformer = _transformer(code or guessed)
    if transformer is None:
        return None
    try:
        lon, lat = transformer.transform(x, y, errcheck=True)
    except ProjError:
        return None
    return (round(lat, 7), round(lon, 7)) if -90 <= lat <= 90 and -180 <= lon <= 180 else None


@lru_cache(maxsize=16)
def _transformer(code: int) -> Transformer | None:
    try:
        return Transformer.from_crs(code, DEGREES, always_xy=True)
    except ProjError:
        return None
