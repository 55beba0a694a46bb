"""Distance on the sphere the contract names (DESIGN 3, Distance)."""

from math import asin, cos, floor, radians, sin, sqrt

from app.domain.query import Box, Point

EARTH_RADIUS_M = 6_371_008.8


def distance_m(a: Point, b: Point) -> int:
    """Great-circle distance in whole metres, halves up. Radius test and sort use this integer."""
    lat_a, lat_b = radians(a.lat), radians(b.lat)
    half_lat, half_lon = sin((lat_b - lat_a) / 2), sin(radians(b.lon - a.lon) / 2)
    chord = half_lat * half_lat + cos(lat_a) * cos(lat_b) * half_lon * half_lon
    return floor(2 * EARTH_RADIUS_M * asin(min(1.0, sqrt(chord))) + 0.5)


def nearest_distance_m(point: Point, origins: tuple[Point, ...]) -> int:
    """Distance to the nearest of several origins (home and school). Raises ValueError without origins."""
    return min(distance_m(point, origin) for origin in origins)


def is_in_box(point: Point, box: Box) -> bool:
    """Edges included."""
    return box.min_lat <= point.lat <= box.max_lat and box.min_lon <= point.lon <= box.max_lon
