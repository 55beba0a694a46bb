"""From the arrays of a report to rows that people and programs read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import orjson

from app.catalogue.catalogue import Catalogue
from app.catalogue.reference import Reference
from app.domain.gaps import AGE_BANDS, AgeBand, Obstacle
from app.schemas.insight_parameters import UNKNOWN_STAGE
from app.schemas.insight_texts import OBSTACLE
from app.services.coverage import STAGES, Coverage
from app.services.dead_ends import OBSTACLES, DeadEnds
from app.services.insight_offers import Ints, Offers
from app.services.insight_towns import Spot

Wire = dict[str, Any]


def _band(band: AgeBand) -> Wire:
    return {"name": band.name, "min": band.first, "max": band.last}


BANDS = tuple(_band(band) for band in AGE_BANDS)


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


@dataclass(frozen=True)
class Names:
    """Titles and area names, looked up once each."""

    catalogue: Catalogue
    reference: Reference
    base_url: str
    _titles: dict[str, Wire] = field(default_factory=dict)

    def activity(self, activity_id: str) -> Wire:
        """Id, title, organisation and address."""
        known = self._titles.get(activity_id)
        if known is None:
            entry = self.catalogue.get(activity_id)
            card = orjson.loads(entry.card) if entry is not None else {"title": None, "organisation": None}
            organisation = card["organisation"]
            known = self._titles[activity_id] = {
                "id": activity_id,
                "title": card["title"],
                "organisation": organisation and organisation["name"],
                "url": f"{self.base_url}/v1/activities/{activity_id}",
            }
        return known

    def where(self, spot: Spot) -> Wire:
        """Wijk and gemeente."""
        gemeente = self.reference.areas.name_of(spot.gemeente) or spot.gemeente
        return {
            "wijk": {"code": spot.code, "name": spot.name},
            "gemeente": {"code": spot.gemeente, "name": gemeente},
        }


class DeadEndReport:
    """The dead ends of several towns: rows with the activities that have most of them first, then by id, wijk, band."""

    def __init__(self, offers: Offers, found: Sequence[DeadEnds], obstacles: frozenset[str], names: Names) -> None:
        self._offers, self._found, self._names = offers, found, names
        wanted = np.array([not obstacles or each.value in obstacles for each in OBSTACLES])
        self._kept = [np.flatnonzero(wanted[each.obstacle]) for each in found]

    @cached_property
    def _order(self) -> tuple[Ints, Ints]:
        """Town and entry of each row."""
        if not self._found:
            return np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.intp)
        pairs = list(zip(self._found, self._kept, strict=True))
        activity, spot, band = (
            np.concatenate([getattr(each, name)[kept] for each, kept in pairs]) for name in ("activity", "spot", "band")
        )
        town = np.concatenate([np.full(len(kept), at, dtype=np.intp) for at, (_, kept) in enumerate(pairs)])
        number = np.bincount(activity, minlength=len(self._offers))[activity]
        order = np.lexsort((band, spot, town, activity, -number))
        return town[order], np.concatenate(self._kept)[order]

    @property
    def total(self) -> int:
        """How many rows there are."""
        return sum(len(kept) for kept in self._kept)

    def rows(self, lang: str, first: int = 0, limit: int | None = None) -> Iterator[Wire]:
        """A stretch of the rows."""
        towns, entries = self._order
        chosen = slice(first, None if limit is None else first + limit)
        for town, entry in zip(towns[chosen].tolist(), entries[chosen].tolist(), strict=True):
            found = self._found[town]
            obstacle = OBSTACLES[int(found.obstacle[entry])]
            yield {
                "activity": self._names.activity(self._offers.ids[int(found.activity[entry])]),
                **self._names.where(found.town.spots[int(found.spot[entry])]),
                "ageBand": BANDS[int(found.band[entry])],
                "obstacle": obstacle,
                "text": OBSTACLE[obstacle][lang],
            }

    def wijken(self) -> list[Wire]:
        """Each wijk with what was asked and how much of it is a dead end, whatever the obstacle."""
        rows: list[Wire] = []
        for found in self._found:
            counted = np.bincount(found.spot, minlength=len(found.town.spots)).tolist()
            asked = found.asked.sum(axis=1).tolist()
            rows += [
                {**self._names.where(spot), "asked": whole, "deadEnds": part, "share": _share(part, whole)}
                for spot, part, whole in zip(found.town.spots, counted, asked, strict=True)
            ]
        return rows

    def obstacles(self, lang: str) -> list[Wire]:
        """How often each stands in the way, the most first."""
        counted = np.zeros(len(OBSTACLES), dtype=np.intp)
        for found in self._found:
            counted += np.bincount(found.obstacle, minlength=len(OBSTACLES))
        listed = [(int(number), obstacle) for obstacle, number in zip(OBSTACLES, counted, strict=True) if number]
        listed.sort(key=lambda pair: (-pair[0], list(Obstacle).index(pair[1])))
        return [{"value": each, "text": OBSTACLE[each][lang], "count": number} for number, each in listed]

    def points(self) -> dict[str, tuple[float, float]]:
        """(lat, lon) of each wijk."""
        return _points(spot for each in self._found for spot in each.town.spots)


class CoverageReport:
    """The coverage of several towns as rows by wijk, theme, stage and band."""

    def __init__(
        self,
        found: Sequence[Coverage],
        themes: tuple[str, ...],
        *,
        stages: frozenset[str],
        bands: frozenset[str],
        gaps: bool | None,
        names: Names,
    ) -> None:
        self._found, self._themes, self._names = found, themes, names
        stage_kept = np.array([not stages or (stage or UNKNOWN_STAGE) in stages for stage in STAGES])
        band_kept = np.array([not bands or band.name in bands for band in AGE_BANDS])
        kept = stage_kept[:, np.newaxis] & band_kept
        self._cells = [np.argwhere(kept & _has_gap(each, gaps)) for each in found]

    @property
    def total(self) -> int:
        """How many rows there are."""
        return sum(len(cells) for cells in self._cells)

    def rows(self, lang: str, first: int = 0, limit: int | None = None) -> Iterator[Wire]:
        """A stretch of the rows."""
        last = self.total if limit is None else first + limit
        begin = 0
        labels = [self._names.reference.themes.label(theme, lang) for theme in self._themes]
        for found, cells in zip(self._found, self._cells, strict=True):
            for cell in cells[max(0, first - begin) : max(0, last - begin)].tolist():
                yield self._row(found, tuple(cell), labels)
            begin += len(cells)

    def _row(self, found: Coverage, cell: tuple[int, ...], labels: Sequence[str]) -> Wire:
        spot, theme, stage, band = cell
        count, free = int(found.there[cell]), int(found.free[cell])
        return {
            **self._names.where(found.town.spots[spot]),
            "theme": self._themes[theme],
            "label": labels[theme],
            "stage": STAGES[stage],
            "ageBand": BANDS[band],
            "count": count,
            "free": free,
            "freeShare": _share(free, count),
            "reachable": int(found.reachable[cell]),
        }

    def wijken(self) -> list[Wire]:
        """Each wijk at a glance."""
        return [self._wijk(found, at, spot) for found in self._found for at, spot in enumerate(found.town.spots)]

    def _wijk(self, found: Coverage, at: int, spot: Spot) -> Wire:
        joinable, free, clubs = int(found.joinable[at]), int(found.joinable_free[at]), int(found.clubs[at])
        return {
            **self._names.where(spot),
            "activities": int(found.all[at]),
            "joinable": joinable,
            "free": free,
            "freeShare": _share(free, joinable),
            "reachable": _by_band(found.reach_total[at].tolist()),
            "clubs": clubs,
            "clubsReachable": _by_band(found.reach_clubs[at].tolist()),
            "hasClub": clubs > 0,
        }

    def points(self) -> dict[str, tuple[float, float]]:
        """(lat, lon) of each wijk."""
        return _points(spot for each in self._found for spot in each.town.spots)


def _has_gap(found: Coverage, gaps: bool | None) -> Any:
    if gaps is None:
        return np.ones_like(found.there, dtype=bool)
    return (found.there == 0) == gaps


def _by_band(numbers: Sequence[int]) -> dict[str, int]:
    return {band.name: number for band, number in zip(AGE_BANDS, numbers, strict=True)}


def _points(spots: Iterator[Spot]) -> dict[str, tuple[float, float]]:
    return {spot.code: (spot.point.lat, spot.point.lon) for spot in spots}
