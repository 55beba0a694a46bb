"""Where rows are: exact whole metres, and leaves of the segment that a circle or box can touch."""

from math import cos, radians, sin

import numpy as np

from app.catalogue.bitmaps import WORD, Array, Rows
from app.catalogue.layout import GROUP
from app.catalogue.segment import Segment
from app.domain.geo import EARTH_RADIUS_M, nearest_distance_m
from app.domain.query import Box, Point

NEAR_A_HALF = 1e-4
"""Metres: closer than this to the half metre where rounding turns, the rule itself is asked."""
NEARLY_OPPOSITE_M = 19_900_000.0
"""Metres: beyond this the arcsine loses the digits that matter."""
SLACK = 1e-11
"""Of the unit sphere, 64 micrometres: how much closer a leaf is taken to be than its ball says."""


def to_sphere(point: Point) -> Array:
    """The point as a unit vector."""
    phi, theta = radians(point.lat), radians(point.lon)
    return np.array([cos(phi) * cos(theta), cos(phi) * sin(theta), sin(phi)])


def chord_of(metres: float) -> float:
    """Straight-line distance on the unit sphere of a distance over it; beyond any when that is more than half round."""
    half = metres / (2 * EARTH_RADIUS_M)
    return 2 * sin(half) if half < np.pi / 2 else 3.0


def metres_of(segment: Segment, rows: Rows, origins: tuple[Point, ...]) -> Array:
    """Whole metres from each row (all must have a point) to the nearest origin, exactly as `geo.distance_m`."""
    points = segment.arrays["sphere"].take(rows, axis=0)
    squares = _squares(points, origins)
    metres = 2 * EARTH_RADIUS_M * np.arcsin(np.minimum(1.0, 0.5 * np.sqrt(squares)))
    raised = metres + 0.5
    whole = np.floor(raised)
    rest = raised - whole
    doubtful = (rest < NEAR_A_HALF) | (rest > 1 - NEAR_A_HALF) | (metres > NEARLY_OPPOSITE_M)
    found = whole.astype(np.int64)
    for at in doubtful.nonzero()[0].tolist():
        found[at] = metres_by_rule(segment, int(rows[at]), origins)
    return found


def metres_by_rule(segment: Segment, row: int, origins: tuple[Point, ...]) -> int:
    """The same for one row, by the rule itself."""
    lat, lon = segment.arrays["point_lat"], segment.arrays["point_lon"]
    return nearest_distance_m(Point(float(lat[row]), float(lon[row])), origins)


def _squares(points: Array, origins: tuple[Point, ...]) -> Array:
    """Squared straight-line distance to the nearest origin; the last axis of `points` is the vector."""
    best: Array | None = None
    for origin in origins:
        apart = points - to_sphere(origin)
        squares = np.einsum("...i,...i->...", apart, apart)
        best = squares if best is None else np.minimum(best, squares)
    assert best is not None
    return best


def leaf_bounds(segment: Segment, leaves: Rows, origins: tuple[Point, ...]) -> Array:
    """A lower bound per leaf of the straight-line distance to its points; leaves without any are infinitely far."""
    arrays = segment.arrays
    reach = arrays["leaf_reach"].take(leaves)
    bounds = np.sqrt(_squares(arrays["leaf_centre"].take(leaves, axis=0), origins)) - reach - SLACK
    bounds[reach < 0] = np.inf
    return bounds


def leaves_within(segment: Segment, origins: tuple[Point, ...], chord: float) -> Rows:
    """Leaves that may hold a point within this straight-line distance, ascending."""
    arrays = segment.arrays
    reach = arrays["group_reach"]
    groups = np.flatnonzero(
        (np.sqrt(_squares(arrays["group_centre"], origins)) - reach - SLACK <= chord) & (reach >= 0)
    )
    leaves = ((groups * GROUP)[:, None] + np.arange(GROUP)).ravel()
    leaves = leaves[leaves < arrays["leaf_reach"].size]
    return leaves[leaf_bounds(segment, leaves, origins) <= chord]


def rows_within(segment: Segment, leaves: Rows, origins: tuple[Point, ...], radius_m: int) -> Array:
    """One word per leaf: its rows whose whole metres are at most the radius."""
    limit = chord_of(radius_m + 0.5)
    points = segment.arrays["sphere"].reshape(-1, WORD, 3).take(leaves, axis=0)
    squares = _squares(points, origins)
    low, high = max(0.0, limit - SLACK) ** 2, (limit + SLACK) ** 2
    inside = squares < low
    if radius_m > NEARLY_OPPOSITE_M:
        low, high = chord_of(NEARLY_OPPOSITE_M) ** 2, 5.0
        inside = squares < low
    doubtful = (squares >= low) & (squares <= high)
    if doubtful.any():
        for at, bit in zip(*(part.tolist() for part in doubtful.nonzero()), strict=True):
            row = int(leaves[at]) * WORD + bit
            inside[at, bit] = metres_by_rule(segment, row, origins) <= radius_m
    return np.packbits(inside, axis=1, bitorder="little").view(np.uint64).ravel()


def rows_in_box(segment: Segment, box: Box) -> Array:
    """Flags of the rows whose point lies in the box, edges included."""
    lat, lon = segment.arrays["point_lat"], segment.arrays["point_lon"]
    inside: Array = (lat >= box.min_lat) & (lat <= box.max_lat) & (lon >= box.min_lon) & (lon <= box.max_lon)
    return inside
