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
SLACK = 1e-7
"""Of the unit sphere, 0.6 metre: how much closer a leaf is taken to be than its ball says, since differences of
squares near one lose digits."""
ONE_METRE = 1.0 / EARTH_RADIUS_M
DOUBT = 1e-14
"""Of squared lengths on the unit sphere: closer than this to the edge of a circle, the rule itself is asked."""


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
    return metres_from(segment, rows, squares_of(segment, rows, origins), origins)


def squares_of(segment: Segment, rows: Rows, origins: tuple[Point, ...]) -> Array:
    """Squared straight-line distance on the unit sphere from each row to the nearest origin."""
    return _squares(segment.arrays["sphere"].take(rows, axis=0), origins)


def metres_from(segment: Segment, rows: Rows, squares: Array, origins: tuple[Point, ...]) -> Array:
    """`metres_of` from squared straight-line distances that are known already."""
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
    """Squared straight-line distance to the nearest origin, precise also when it is small."""
    found = []
    for origin in origins:
        apart = points - to_sphere(origin)
        apart *= apart
        found.append(apart[:, 0] + apart[:, 1] + apart[:, 2])
    nearest: Array = found[0] if len(found) == 1 else np.minimum.reduce(found)
    return nearest


def _bounds(kind: str, segment: Segment, chosen: Rows | None, origins: tuple[Point, ...]) -> Array:
    """A lower bound of the straight-line distance to the points in leaves or groups; infinite where there are none."""
    centre, square, reach = (segment.arrays[f"{kind}_{part}"] for part in ("centre", "square", "reach"))
    if chosen is not None:
        centre, square, reach = centre.take(chosen, axis=0), square.take(chosen), reach.take(chosen)
    nearest = centre @ to_sphere(origins[0])
    for origin in origins[1:]:
        nearest = np.maximum(nearest, centre @ to_sphere(origin))
    nearest *= -2.0
    nearest += square
    bounds: Array = np.sqrt(np.maximum(nearest, 0.0, out=nearest), out=nearest)
    bounds -= reach
    bounds -= SLACK
    bounds[reach < 0] = np.inf
    return bounds


def leaf_bounds(segment: Segment, origins: tuple[Point, ...]) -> tuple[Array, Array]:
    """Of each leaf: no point is nearer than the first, none further than the second (straight-line; inf = no point)."""
    nearest = _bounds("leaf", segment, None, origins)
    return nearest, nearest + 2 * (segment.arrays["leaf_reach"] + SLACK)


def near_leaves(segment: Segment, origins: tuple[Point, ...], *, groups: int, leaves: int, beyond_m: float) -> Rows:
    """About so many of the nearest leaves among the so many nearest groups, those behind a distance when one is
    given."""
    least = chord_of(beyond_m) - 2 * SLACK if beyond_m > 0 else -1.0
    chosen = _nearest_of(_bounds("group", segment, None, origins), segment.arrays["group_reach"], groups, least)
    members = ((chosen * GROUP)[:, None] + _IN_GROUP).ravel()
    members = members[members < segment.words]
    bounds, reach = _bounds("leaf", segment, members, origins), segment.arrays["leaf_reach"].take(members)
    return members[_nearest_of(bounds, reach, leaves, least)]


def _nearest_of(bounds: Array, reach: Array, most: int, least: float) -> Rows:
    """Places of the balls whose far side is nearest (so small ones first), of those that go beyond `least`."""
    far = bounds + 2 * reach
    if least > 0:
        far[far + 2 * SLACK < least] = np.inf
    if most < far.size:
        chosen: Rows = np.argpartition(far, most - 1)[:most]
    else:
        chosen = np.arange(far.size)
    near: Rows = chosen[far[chosen] < np.inf]
    return near


def leaves_within(segment: Segment, origins: tuple[Point, ...], chord: float) -> Rows:
    """Leaves that may hold a point within this straight-line distance, ascending."""
    if segment.words <= FEW_LEAVES:
        found: Rows = (_bounds("leaf", segment, None, origins) <= chord).nonzero()[0]
        return found
    groups = (_bounds("group", segment, None, origins) <= chord).nonzero()[0]
    leaves = ((groups * GROUP)[:, None] + _IN_GROUP).ravel()
    if leaves.size and leaves[-1] >= segment.words:
        leaves = leaves[leaves < segment.words]
    return leaves[_bounds("leaf", segment, leaves, origins) <= chord]


FEW_LEAVES = 4096
"""Up to so many leaves there is nothing to win by looking at their groups first."""
_IN_GROUP = np.arange(GROUP)


def rows_within(segment: Segment, leaves: Rows, origins: tuple[Point, ...], radius_m: int) -> Array:
    """One word per leaf: its rows whose whole metres are at most the radius."""
    points = segment.arrays["sphere"].reshape(-1, WORD, 3).take(leaves, axis=0)
    nearest = points @ to_sphere(origins[0])
    for origin in origins[1:]:
        nearest = np.maximum(nearest, points @ to_sphere(origin))
    limit = chord_of(min(radius_m + 0.5, NEARLY_OPPOSITE_M)) ** 2
    inside = nearest > 1.0 - (limit - DOUBT) / 2
    doubtful = inside ^ (nearest > 1.0 - (limit + DOUBT) / 2)
    if radius_m + 0.5 > NEARLY_OPPOSITE_M:
        doubtful = ~inside & ~np.isnan(nearest)
    if doubtful.any():
        for at, bit in zip(*(part.tolist() for part in doubtful.nonzero()), strict=True):
            inside[at, bit] = metres_by_rule(segment, int(leaves[at]) * WORD + bit, origins) <= radius_m
    return np.packbits(inside, axis=1, bitorder="little").view(np.uint64).ravel()


def rows_in_box(segment: Segment, box: Box) -> Array:
    """Flags of the rows whose point lies in the box, edges included."""
    lat, lon = segment.arrays["point_lat"], segment.arrays["point_lon"]
    inside: Array = (lat >= box.min_lat) & (lat <= box.max_lat) & (lon >= box.min_lon) & (lon <= box.max_lon)
    return inside
