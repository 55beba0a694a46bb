"""Where a place lies: its gemeente, stadsdeel, wijk and buurt, and on what that rests."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sqlmodel import Session

from app.catalogue.boundaries import BoundaryIndex, Located, holders_of
from app.domain.areas import Area, AreaIndex
from app.domain.draft import Location, PlaceDraft
from app.domain.nearest import NearestSites
from app.domain.postcodes import Postcode, PostcodeTable, normalise_postcode
from app.domain.vocabulary import AreaLevel, HolidayRegion, Precision, WijkBasis
from app.services.gazetteer import index_areas, read_holiday_regions, read_starter_areas, read_starter_postcodes
from app.store import areas as store
from app.store.areas import Upserted
from app.store.changes import append_changes

COARSE = (Precision.STADSDEEL, Precision.GEMEENTE)
"""A point known no better than this has no wijk and no distance."""

BOUNDARY_GAP_M = 50.0
"""Simplified boundaries leave gaps between neighbours of about 10 m."""

_WITH_LETTERS = 6
_MAX_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class LocatedPlace:
    """Codes, None where not known; `basis` tells where the wijk comes from. `location` may be filled in or sharpened
    from what was stated. `unresolved` names the members of the place whose text no known area fits."""

    gemeente: str | None = None
    stadsdeel: str | None = None
    wijk: str | None = None
    buurt: str | None = None
    basis: WijkBasis | None = None
    location: Location | None = None
    unresolved: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Stated:
    """The areas a place names, checked against each other by `gemeente`."""

    gemeente: Area | None
    stadsdeel: Area | None
    wijk: Area | None
    buurt: Area | None
    postcode: Postcode | None
    unresolved: tuple[str, ...]

    @property
    def finest_code(self) -> str | None:
        """The code of the wijk or buurt named."""
        area = self.buurt or self.wijk
        return area.code if area is not None else None


class AreaLocator:
    """Everything needed to locate places, in memory. Immutable but for its memory of names; threads may share it."""

    def __init__(
        self,
        areas: AreaIndex,
        postcodes: PostcodeTable,
        boundaries: Iterable[tuple[str, bytes]] = (),
        regions: Mapping[str, HolidayRegion] | None = None,
    ) -> None:
        self.areas = areas
        self.postcodes = postcodes
        self.boundaries = BoundaryIndex(areas, boundaries)
        self._regions = dict(regions or {})
        self._nearest = NearestSites(areas, postcodes)
        self._names: dict[tuple[str, str | None, AreaLevel], Area | None] = {}

    def holiday_region_of(self, gemeente: str | None) -> HolidayRegion | None:
        """The school holiday region of a gemeente (code); None where the data file does not say."""
        return self._regions.get(gemeente) if gemeente is not None else None

    def locate_place(self, place: PlaceDraft) -> LocatedPlace:
        """Areas and point of a place. Never fails: what cannot be told stays None.

        An exact point is looked up in the boundaries first; then come the stated wijk, the postcode, and the nearest
        wijk. A point that itself stands for a wijk or four-digit postcode gives way to a stated wijk.
        """
        stated = self._read_stated(place)
        location = self._sharpen(place.location, stated)
        if location is None or location.precision in COARSE:
            return self._locate_coarsely(location, stated)
        found, basis = self._find_wijk(place, location, stated)
        is_exact = location.precision == Precision.ADDRESS
        return LocatedPlace(
            gemeente=self._choose_gemeente(found, stated),
            stadsdeel=found.stadsdeel or (stated.stadsdeel.code if stated.stadsdeel and not found.wijk else None),
            wijk=found.wijk,
            buurt=found.buurt if is_exact or basis == WijkBasis.STATED else None,
            basis=basis,
            location=location,
            unresolved=stated.unresolved,
        )

    def _read_stated(self, place: PlaceDraft) -> _Stated:
        unresolved: list[str] = []

        def read(member: str, text: str | None, level: AreaLevel, gemeente: Area | None) -> Area | None:
            area = self._one(text, level, gemeente.code if gemeente is not None else None) if text else None
            if text and area is None:
                unresolved.append(member)
            return area

        gemeente = read("gemeente", place.gemeente, AreaLevel.GEMEENTE, None)
        town = gemeente
        if place.gemeente is None and place.address_locality is not None:
            gemeente = town = self._one(place.address_locality, AreaLevel.GEMEENTE, None)
        wijk = read("wijk", place.wijk, AreaLevel.WIJK, town)
        buurt = read("buurt", place.buurt, AreaLevel.BUURT, town)
        stadsdeel = read("stadsdeel", place.stadsdeel, AreaLevel.STADSDEEL, town)
        postcode = self.postcodes.find(place.postal_code) if place.postal_code else None
        return _Stated(gemeente, stadsdeel, wijk, buurt, postcode, tuple(unresolved))

    def _one(self, text: str, level: AreaLevel, gemeente: str | None) -> Area | None:
        """The single area a code or name means; None when there is none, or several."""
        key = (text, gemeente, level)
        if key not in self._names:
            found = self.areas.find(text, level, gemeente)
            elsewhere = [area for area in found if area.gemeente != found[0].gemeente or area.year == found[0].year]
            if len(self._names) >= _MAX_REMEMBERED:
                self._names.clear()
            self._names[key] = found[0] if len(elsewhere) == 1 else None
        return self._names[key]

    def _sharpen(self, location: Location | None, stated: _Stated) -> Location | None:
        """The given point, unless it is coarse and a postcode or wijk is stated; without one, what is known best."""
        if location is not None and location.precision not in COARSE:
            return location
        if stated.postcode is not None:
            return Location(stated.postcode.lat, stated.postcode.lon, Precision.POSTCODE)
        fine = stated.wijk or stated.buurt
        if fine is not None:
            return _point_of(fine, Precision.WIJK)
        if location is not None:
            return location
        if stated.stadsdeel is not None:
            return _point_of(stated.stadsdeel, Precision.STADSDEEL)
        return _point_of(stated.gemeente, Precision.GEMEENTE) if stated.gemeente is not None else None

    def _locate_coarsely(self, location: Location | None, stated: _Stated) -> LocatedPlace:
        inside = self.boundaries.locate(location.lat, location.lon) if location is not None else None
        stadsdeel = stated.stadsdeel.code if stated.stadsdeel is not None else None
        if stadsdeel is None and inside is not None and location and location.precision == Precision.STADSDEEL:
            stadsdeel = inside.stadsdeel
        gemeente = stated.gemeente.code if stated.gemeente is not None else None
        if gemeente is None and stated.stadsdeel is not None:
            gemeente = stated.stadsdeel.gemeente
        if gemeente is None and inside is not None:
            gemeente = inside.gemeente
        return LocatedPlace(gemeente, stadsdeel, location=location, unresolved=stated.unresolved)

    def _find_wijk(self, place: PlaceDraft, location: Location, stated: _Stated) -> tuple[Located, WijkBasis | None]:
        code = normalise_postcode(place.postal_code or "")
        is_sharp = location.precision == Precision.ADDRESS or (
            location.precision == Precision.POSTCODE and len(code or "") == _WITH_LETTERS and place.location is not None
        )
        inside = self.boundaries.locate(location.lat, location.lon) if place.location is location else None
        has_wijk = inside is not None and inside.wijk is not None
        if inside is not None and has_wijk and is_sharp:
            return inside, WijkBasis.BOUNDARY
        if stated.finest_code is not None:
            return holders_of(self.areas, stated.finest_code), place.wijk_basis or WijkBasis.STATED
        if inside is not None and has_wijk:
            return inside, WijkBasis.BOUNDARY
        if stated.postcode is not None and stated.postcode.wijk is not None:
            return holders_of(self.areas, stated.postcode.wijk), WijkBasis.POSTCODE
        nearest = self._find_nearest(location, stated, is_outside=code is not None and stated.postcode is None)
        if nearest is not None:
            return holders_of(self.areas, nearest), WijkBasis.NEAREST
        return inside or Located(), None

    def _find_nearest(self, location: Location, stated: _Stated, is_outside: bool) -> str | None:
        """`is_outside`: the postcode is none of ours, so the nearest wijk we know is not its own."""
        across = self.boundaries.nearest(location.lat, location.lon, AreaLevel.WIJK, BOUNDARY_GAP_M)
        if across is not None:
            return across
        if is_outside or "gemeente" in stated.unresolved:
            return None
        gemeente = stated.gemeente.code if stated.gemeente is not None else None
        return self._nearest.find(location.lat, location.lon, gemeente)

    def _choose_gemeente(self, found: Located, stated: _Stated) -> str | None:
        """The gemeente of the wijk found, unless a newer one is stated: not every merger is known here."""
        if stated.gemeente is not None:
            held = self.areas.get(found.gemeente)
            if held is None or stated.gemeente.year > held.year:
                return stated.gemeente.code
        if found.gemeente is not None:
            return found.gemeente
        if stated.stadsdeel is not None:
            return stated.stadsdeel.gemeente
        return self._gemeente_of(stated.postcode) if stated.postcode is not None else None

    def _gemeente_of(self, postcode: Postcode) -> str:
        """Of its wijk, since a postcode keeps the code of a gemeente that merged."""
        area = self.areas.get(postcode.wijk) or self.areas.get(postcode.gemeente)
        return area.gemeente if area is not None else postcode.gemeente


def _point_of(area: Area, precision: Precision) -> Location | None:
    return Location(area.lat, area.lon, precision) if area.lat is not None and area.lon is not None else None


def make_locator(session: Session, *, with_boundaries: bool = True) -> AreaLocator:
    """A locator over all the database holds. Make it once and keep it: reading the boundaries takes a while."""
    return AreaLocator(
        index_areas(store.list_areas(session)),
        PostcodeTable(store.list_postcodes(session)),
        store.iterate_boundaries(session) if with_boundaries else (),
        read_holiday_regions(),
    )


def read_area_index(session: Session) -> AreaIndex:
    """The tree and names of all areas in the database."""
    return index_areas(store.list_areas(session))


def load_gazetteer(session: Session) -> Upserted:
    """Bring the gazetteer of the product into the database; what was imported since is left as it is.

    Flushes only. Returns the codes of the areas written and left.
    """
    held = {area.code: area for area in store.list_areas(session)}
    starter = read_starter_areas()
    wanted = [area for area in starter if area.code not in held or held[area.code].year < area.year]
    written = store.upsert_areas(session, wanted)
    store.add_aliases(session, ((area.code, alias) for area in starter for alias in area.aliases))
    known = {postcode.code for postcode in store.list_postcodes(session)}
    store.upsert_postcodes(session, [code for code in read_starter_postcodes() if code.code not in known])
    entries = [("area", code, "created", None) for code in written.new]
    append_changes(session, entries + [("area", code, "updated", None) for code in written.changed])
    return replace(written, unchanged=tuple(area.code for area in starter if area not in wanted))
