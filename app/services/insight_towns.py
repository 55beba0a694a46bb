"""A town as the reports on gaps see it: its wijken, and what a child of each age band can get to from there."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from app.domain import next_step_limits as limits
from app.domain.areas import Area, AreaIndex
from app.domain.gaps import AGE_BANDS
from app.domain.geo import EARTH_RADIUS_M
from app.domain.listing import Listing
from app.domain.query import Point
from app.domain.situation import Place
from app.domain.vocabulary import AreaLevel, Attendance
from app.services.insight_offers import Bools, Floats, Ints, Offers

FARTHEST_M = max(band.reach_m for band in AGE_BANDS)
METRES_PER_DEGREE = EARTH_RADIUS_M * np.pi / 180


@dataclass(frozen=True, slots=True)
class Spot:
    """A wijk (or a gemeente without wijken) and the point that stands for it: children live all over it, so distances
    from there are about right, no more."""

    code: str
    name: str
    gemeente: str
    point: Point
    place: Place


@dataclass(frozen=True, slots=True)
class Town:
    """rows: the offers that matter there, in their order: those of the town, those near it, and those that come to it.
    reach: (spot, band, offer); group: (spot, offer), open to who lives there."""

    gemeente: str
    spots: tuple[Spot, ...]
    rows: Ints
    reach: Bools
    group: Bools


def list_spots(areas: AreaIndex, gemeente: str, chosen: Collection[frozenset[str]] = ()) -> tuple[Spot, ...]:
    """The wijken of a gemeente by code, or the gemeente itself when it has none. `chosen`: only those in one of these
    sets of codes."""
    inside = [area for area in areas.all() if area.level is AreaLevel.WIJK and area.gemeente == gemeente]
    whole = areas.get(gemeente)
    listed = sorted(inside, key=lambda area: area.code) or ([] if whole is None else [whole])
    wanted = [area for area in listed if not chosen or any(area.code in codes for codes in chosen)]
    return tuple(spot for spot in (_spot(area, areas, gemeente) for area in wanted) if spot is not None)


def _spot(area: Area, areas: AreaIndex, gemeente: str) -> Spot | None:
    if area.lat is None or area.lon is None:
        return None
    point = Point(area.lat, area.lon)
    holding = frozenset(up.code for up in areas.ancestors(area.code)) | {area.code, gemeente}
    is_wijk = area.level is AreaLevel.WIJK
    stadsdeel = areas.ancestor_at(area.code, AreaLevel.STADSDEEL)
    return Spot(
        code=area.code,
        name=area.name,
        gemeente=gemeente,
        point=point,
        place=Place(point, gemeente, stadsdeel, area.code if is_wijk else None, holding),
    )


def survey_town(offers: Offers, gemeente: str, spots: Sequence[Spot]) -> Town:
    """What can be reached from each of the spots."""
    is_local = offers.local >= 0
    near = _lies_around(offers.radians, spots) & ~is_local
    own = np.array([code == gemeente for code in offers.gemeente], dtype=bool)
    comes = _local_reach(offers, spots)
    reached = np.zeros(len(offers), dtype=bool)
    comes_anywhere: Bools = np.asarray(comes.any(axis=(0, 1)))
    reached[is_local] = comes_anywhere[offers.local[is_local]]
    rows = np.flatnonzero(own | near | reached)
    reach = _distance_reach(offers.radians[rows], spots)
    local = offers.local[rows]
    reach[:, :, local >= 0] = comes[:, :, local[local >= 0]]
    return Town(gemeente, tuple(spots), rows, reach, _open_groups(offers, rows, spots))


def _lies_around(radians: Floats, spots: Sequence[Spot]) -> Bools:
    """A quick box around all spots, wide enough for the farthest reach."""
    if not spots:
        return np.zeros(len(radians), dtype=bool)
    lats, lons = [spot.point.lat for spot in spots], [spot.point.lon for spot in spots]
    margin = 1.01 * FARTHEST_M / METRES_PER_DEGREE
    wide = margin / np.cos(np.radians(max(map(abs, lats)) + margin))
    lat, lon = np.degrees(radians[:, 0]), np.degrees(radians[:, 1])
    is_around: Bools = (
        (lat >= min(lats) - margin)
        & (lat <= max(lats) + margin)
        & (lon >= min(lons) - wide)
        & (lon <= max(lons) + wide)
    )
    return is_around


def _distance_reach(radians: Floats, spots: Sequence[Spot]) -> Bools:
    """Within reach on foot: (spot, band, offer); the sphere and rounding of `domain.geo`."""
    reach = np.zeros((len(spots), len(AGE_BANDS), len(radians)), dtype=bool)
    lat, lon = radians[:, 0], radians[:, 1]
    for at, spot in enumerate(spots):
        own_lat, own_lon = np.radians(spot.point.lat), np.radians(spot.point.lon)
        half = np.sin((lat - own_lat) / 2) ** 2
        chord = half + np.cos(lat) * np.cos(own_lat) * np.sin((lon - own_lon) / 2) ** 2
        metres = np.floor(2 * EARTH_RADIUS_M * np.arcsin(np.minimum(1.0, np.sqrt(chord))) + 0.5)
        for number, band in enumerate(AGE_BANDS):
            reach[at, number] = metres <= band.reach_m
    return reach


def _local_reach(offers: Offers, spots: Sequence[Spot]) -> Bools:
    """(spot, band, sample): what hangs on areas is asked of the rule itself."""
    samples = offers.local_samples
    reach = np.zeros((len(spots), len(AGE_BANDS), len(samples)), dtype=bool)
    codes: frozenset[str] = frozenset().union(*(spot.place.areas for spot in spots))
    points = [(item.lat, item.lon) if item.has_point else (np.nan, np.nan) for item in samples]
    is_around = _lies_around(np.radians(np.array(points, dtype=float).reshape(len(samples), 2)), spots)
    for column, item in enumerate(samples):
        if not (is_around[column] or _may_come(item, codes)):
            continue
        bands = AGE_BANDS if item.has_point else AGE_BANDS[:1]
        for at, spot in enumerate(spots):
            for number, band in enumerate(bands):
                reach[at, number, column] = limits.is_reachable(item, band.situation(spot.place))
        if not item.has_point:
            reach[:, 1:, column] = reach[:, :1, column]
    return reach


def _may_come(item: Listing, codes: frozenset[str]) -> bool:
    """A quick no for what belongs to another town altogether."""
    is_bound = item.attendance != Attendance.ONLINE and (item.gemeente is not None or bool(item.service_areas))
    return not is_bound or item.gemeente in codes or not codes.isdisjoint(item.service_areas)


def _open_groups(offers: Offers, rows: Ints, spots: Sequence[Spot]) -> Bools:
    """Open to everyone, or to the residents of the spot."""
    group = np.repeat(offers.is_everyone[rows][np.newaxis], len(spots), axis=0)
    where = {row: at for at, row in enumerate(rows.tolist())}
    held = [(where[row], item) for row, item in offers.residents if row in where]
    for at, spot in enumerate(spots):
        situation = replace(AGE_BANDS[0].situation(), places=(spot.place,))
        for column, item in held:
            group[at, column] = limits.is_open_to(item, situation)
    return group


def list_gemeenten(offers: Offers, areas: AreaIndex, asked: Iterable[str]) -> tuple[str, ...]:
    """The gemeenten asked for, else every known one that has an offer, by code."""
    found = set(asked) or {code for code in offers.gemeente if code is not None and code in areas}
    return tuple(sorted(found))
