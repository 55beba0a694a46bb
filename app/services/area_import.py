"""Bringing areas with boundaries into the catalogue, and saying what became of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import hypot

import shapely
from sqlmodel import Session

from app.catalogue.boundaries import Boundary, prepare_boundary
from app.clients.area_features import AreaFeature
from app.domain.area_names import LEVEL_ORDER, name_key
from app.domain.areas import Area, AreaIndex
from app.domain.query import Point
from app.domain.vocabulary import AreaLevel
from app.errors import Fault, InvalidInput
from app.store import areas as store
from app.store.changes import append_changes


@dataclass(slots=True)
class ImportReport:
    """Counts of features, and codes. `matched`: areas the catalogue had; `unmatched`: areas it has, of the levels and
    gemeenten that were imported, that the source does not hold. `added_gemeenten`: known only by their wijken."""

    read: int = 0
    kept: int = 0
    other_gemeente: int = 0
    water: int = 0
    without_code: int = 0
    merged: int = 0
    without_geometry: list[str] = field(default_factory=list)
    repaired: list[str] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    matched: list[str] = field(default_factory=list)
    unmatched: list[str] = field(default_factory=list)
    added_gemeenten: list[str] = field(default_factory=list)
    missing_parents: list[str] = field(default_factory=list)
    years: list[int] = field(default_factory=list)


@dataclass(slots=True)
class _Gathered:
    """One area and the parts of its surface; some sources give an area in several features."""

    feature: AreaFeature
    parts: list[bytes] = field(default_factory=list)


def import_areas(
    session: Session,
    features: Iterable[AreaFeature],
    *,
    gemeenten: Sequence[str] = (),
    year: int | None = None,
) -> ImportReport:
    """Write the areas of a source, all in the caller's transaction.

    `gemeenten`: codes or names; only these are kept. `year`: what the codes are of, where the features do not say.
    A wijk keeps the stadsdeel it was known to lie in. Raises InvalidInput when no feature is an area that was asked
    for, when a gemeente is not in the source, or when the year is neither given nor stated.
    """
    held = AreaIndex(store.list_areas(session))
    report = ImportReport()
    gathered = _gather(features, held, _read_filter(held, gemeenten), year, report)
    _check_asked(gathered, gemeenten, held)
    areas, boundaries = _build(gathered, held, year, report)
    areas += _add_gemeenten(gathered, areas, held, report)
    known = AreaIndex([*held.all(), *areas])
    report.missing_parents = [area.code for area in areas if area.level != AreaLevel.GEMEENTE and _lacks(area, known)]
    written = store.upsert_areas(session, areas)
    bounded = store.upsert_boundaries(session, boundaries)
    changed = {*written.changed, *bounded.new, *bounded.changed} - set(written.new)
    report.new, report.changed = list(written.new), sorted(changed)
    report.unchanged = [area.code for area in areas if area.code not in changed and area.code in held]
    report.matched = [code for code in gathered if code in held]
    report.unmatched = _find_unmatched(gathered, held)
    report.years = sorted({area.year for area in areas})
    actions = [("area", code, "created", None) for code in report.new]
    append_changes(session, actions + [("area", code, "updated", None) for code in report.changed])
    return report


def _lacks(area: Area, known: AreaIndex) -> bool:
    return area.gemeente not in known or area.parent not in known


def _read_filter(held: AreaIndex, gemeenten: Sequence[str]) -> frozenset[str]:
    """Codes and folded names; a gemeente of the catalogue counts under all its names."""
    wanted: set[str] = set()
    for text in gemeenten:
        wanted |= {text.strip().upper(), name_key(text)}
        area = held.gemeente_by_name(text)
        if area is not None:
            wanted |= {area.code, *(name_key(name) for name in (area.name, *area.aliases))}
    return frozenset(wanted)


def _gather(
    features: Iterable[AreaFeature],
    held: AreaIndex,
    wanted: frozenset[str],
    year: int | None,
    report: ImportReport,
) -> dict[str, _Gathered]:
    found: dict[str, _Gathered] = {}
    for feature in features:
        report.read += 1
        code = _code_of(feature, held)
        if feature.is_water:
            report.water += 1
        elif wanted and feature.gemeente not in wanted and name_key(feature.gemeente_name or "") not in wanted:
            report.other_gemeente += 1
        elif code is None or feature.level is None:
            report.without_code += 1
        elif year is None and feature.year is None:
            detail = f"The source does not say of which year {code} is."
            raise InvalidInput([Fault("area-year", detail, hint="--year 2024")])
        else:
            report.kept += 1
            report.merged += code in found
            entry = found.setdefault(code, _Gathered(feature))
            if feature.geometry is not None:
                entry.parts.append(feature.geometry)
    return found


def _code_of(feature: AreaFeature, held: AreaIndex) -> str | None:
    """The code; a stadsdeel without one is known by its name in its gemeente."""
    if feature.code is not None or feature.name is None or feature.level is None:
        return feature.code
    same = held.find(feature.name, feature.level, feature.gemeente) if feature.gemeente is not None else []
    return same[0].code if len(same) == 1 else None


def _check_asked(gathered: dict[str, _Gathered], gemeenten: Sequence[str], held: AreaIndex) -> None:
    faults = []
    for text in gemeenten:
        wanted = _read_filter(held, [text])
        if not any(
            entry.feature.gemeente in wanted or name_key(entry.feature.gemeente_name or "") in wanted
            for entry in gathered.values()
        ):
            faults.append(Fault("area-gemeente", f"The source has no area in gemeente {text}."))
    if not faults and not gathered:
        faults.append(Fault("area-source", "The source holds no area with a code we know how to read."))
    if faults:
        raise InvalidInput(faults)


def _build(
    gathered: dict[str, _Gathered], held: AreaIndex, year: int | None, report: ImportReport
) -> tuple[list[Area], dict[str, bytes]]:
    areas: list[Area] = []
    boundaries: dict[str, bytes] = {}
    for code, entry in gathered.items():
        boundary = prepare_boundary(entry.parts) if entry.parts else None
        if boundary is None:
            report.without_geometry.append(code)
        else:
            boundaries[code] = boundary.wkb
            if boundary.was_repaired:
                report.repaired.append(code)
        areas.append(_build_area(code, entry.feature, held.get(code), boundary, year))
    areas.sort(key=lambda area: (LEVEL_ORDER[area.level], area.code))
    return areas, boundaries


def _build_area(
    code: str, feature: AreaFeature, held: Area | None, boundary: Boundary | None, year: int | None
) -> Area:
    level = feature.level
    if level is None:
        raise ValueError(f"{code} has no level")
    gemeente = code if level == AreaLevel.GEMEENTE else feature.gemeente or (held.gemeente if held else code)
    point = _choose_point(held, boundary)
    return Area(
        code=code,
        level=level,
        name=feature.name or (held.name if held else code),
        parent=_choose_parent(feature, level, gemeente, held),
        gemeente=gemeente,
        lat=point.lat if point else None,
        lon=point.lon if point else None,
        year=feature.year or year or 0,
    )


def _choose_parent(feature: AreaFeature, level: AreaLevel, gemeente: str, held: Area | None) -> str | None:
    if level == AreaLevel.GEMEENTE:
        return None
    if level == AreaLevel.BUURT:
        return feature.wijk or (f"WK{feature.code[2:8]}" if feature.code else None)
    is_in_stadsdeel = held is not None and held.gemeente == gemeente and (held.parent or "").startswith("SD")
    return held.parent if held is not None and is_in_stadsdeel else gemeente


def _choose_point(held: Area | None, boundary: Boundary | None) -> Point | None:
    """The point the catalogue has, as long as it lies inside: places known only by their wijk stay where they were."""
    if held is not None and held.lat is not None and held.lon is not None:
        point = Point(held.lat, held.lon)
        if boundary is None or shapely.intersects(shapely.from_wkb(boundary.wkb), shapely.Point(held.lon, held.lat)):
            return point
    return boundary.inside if boundary is not None else None


def _add_gemeenten(
    gathered: dict[str, _Gathered], areas: Sequence[Area], held: AreaIndex, report: ImportReport
) -> list[Area]:
    """Gemeenten that wijken name and the catalogue does not have, so that their names can be asked for."""
    names = {
        entry.feature.gemeente: entry.feature.gemeente_name
        for entry in gathered.values()
        if entry.feature.gemeente is not None and entry.feature.gemeente_name is not None
    }
    known = {area.code for area in areas}
    parts: dict[str, list[Area]] = {}
    for area in areas:
        if area.gemeente not in known and area.gemeente not in held and names.get(area.gemeente):
            parts.setdefault(area.gemeente, []).append(area)
    added = []
    for code, inside in parts.items():
        middle = _middle_of(inside)
        added.append(
            Area(
                code=code,
                level=AreaLevel.GEMEENTE,
                name=names[code] or code,
                parent=None,
                gemeente=code,
                lat=middle.lat if middle else None,
                lon=middle.lon if middle else None,
                year=max(area.year for area in inside),
            )
        )
    report.added_gemeenten = [area.code for area in added]
    return added


def _middle_of(areas: Sequence[Area]) -> Point | None:
    """Of the areas' own points the one nearest to their mean, so that it lies on land of the gemeente."""
    points = [Point(area.lat, area.lon) for area in areas if area.lat is not None and area.lon is not None]
    if not points:
        return None
    lat = sum(point.lat for point in points) / len(points)
    lon = sum(point.lon for point in points) / len(points)
    return min(points, key=lambda point: hypot(point.lat - lat, (point.lon - lon) * 0.6))


def _find_unmatched(gathered: dict[str, _Gathered], held: AreaIndex) -> list[str]:
    levels = {entry.feature.level for entry in gathered.values()}
    covered = {entry.feature.gemeente for entry in gathered.values()}
    return [
        area.code
        for area in held.all()
        if area.level in levels
        and (area.gemeente in covered or area.level == AreaLevel.GEMEENTE)
        and area.code not in gathered
    ]
