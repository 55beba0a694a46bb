"""Where the reports say something happens: an exact point, else the wijk or stadsdeel, else the gemeente; or a list."""

import re
from collections.abc import Sequence

from app.domain.draft import Location, PlaceDraft, Source
from app.domain.vocabulary import PlaceKind, Precision
from app.services.data_files import GazetteerRow, NamedAreasRow, StarterActivity, StarterPlace

LIST_SEPARATOR = re.compile(r", | en ")
KIND_WORDS = (
    ("museum", PlaceKind.MUSEUM),
    ("bibliothe", PlaceKind.LIBRARY),
    ("wijkcentrum", PlaceKind.COMMUNITY_CENTRE),
    ("buurthuis", PlaceKind.COMMUNITY_CENTRE),
    ("basisschol", PlaceKind.SCHOOL),
    ("fablab", PlaceKind.WORKSHOP),
    ("maakplaats", PlaceKind.WORKSHOP),
    ("noorderplantsoen", PlaceKind.OUTDOORS),
    ("moestuin", PlaceKind.OUTDOORS),
    ("scoutingterrein", PlaceKind.OUTDOORS),
)


class PlaceFinder:
    """Looks names of the reports up in the gazetteer. Build it once per run."""

    def __init__(
        self, gazetteer: Sequence[GazetteerRow], named: Sequence[NamedAreasRow], places: Sequence[StarterPlace]
    ) -> None:
        self._areas = {row.code: row for row in gazetteer}
        self._named = {(_key(row.name), row.city): row for row in named}
        self._gemeenten = {_key(row.name): row.code for row in gazetteer if row.level == "gemeente"}
        self._parts: dict[tuple[str, str, str], str] = {
            (row.level, self._gemeenten[_key(row.gemeente)], _key(row.name)): row.code
            for row in gazetteer
            if row.level in ("stadsdeel", "wijk")
        }
        self._places = places

    def find_gemeente(self, city: str | None) -> str | None:
        """The code of the gemeente a city or village lies in; None for a region or what the gazetteer does not know."""
        if city is None:
            return None
        named = self._named.get((_key(city), None))
        if named is None:
            return self._gemeenten.get(_key(city))
        return None if named.is_list else named.area_codes[0]

    def find(self, row: StarterActivity) -> tuple[PlaceDraft | None, tuple[str, ...]]:
        """The place and the service area (codes) of an activity. A list of areas becomes the service area."""
        area = self.find_list(row.wijk_or_place, row.city) or self.find_list(row.city, None)
        gemeente = self.find_gemeente(row.city)
        exact = self._find_exact(row)
        if exact is not None:
            return _at_point(exact, gemeente), area
        code = self._find_part(row.wijk_or_place, row.city) or gemeente
        if code is None:
            return (None if row.venue is None else PlaceDraft(name=row.venue, kind=_kind_of(row.venue))), area
        return self._in_area(row, self._areas[code], gemeente), area

    def find_list(self, stated: str | None, city: str | None) -> tuple[str, ...]:
        """The codes of a stated list of areas ("Centrum, Haagse Hout, …"); empty when it is no list we know fully."""
        if stated is None:
            return ()
        codes = self._find_named_list(stated, city)
        if codes:
            return codes
        parts = LIST_SEPARATOR.split(stated)
        found = [self._find_listed(part, city) for part in parts]
        return tuple(code for codes in found for code in codes) if len(parts) > 1 and all(found) else ()

    def _find_named_list(self, stated: str, city: str | None) -> tuple[str, ...]:
        named = self._named.get((_key(stated), city)) or self._named.get((_key(stated), None))
        return named.area_codes if named is not None and named.is_list else ()

    def _find_listed(self, part: str, city: str | None) -> tuple[str, ...]:
        """In a list of parts of a city a name that is wijk and stadsdeel means the stadsdeel."""
        codes = self._find_named_list(part, city)
        if codes:
            return codes
        code = self._find_part(part, city, ("stadsdeel", "wijk")) or self.find_gemeente(part)
        return () if code is None else (code,)

    def _find_part(
        self, stated: str | None, city: str | None, levels: tuple[str, ...] = ("wijk", "stadsdeel")
    ) -> str | None:
        gemeente = self.find_gemeente(city)
        if stated is None or gemeente is None:
            return None
        named = self._named.get((_key(stated), city))
        if named is not None:
            return None if named.is_list else named.area_codes[0]
        codes = (self._parts.get((level, gemeente, _key(stated))) for level in levels)
        return next((code for code in codes if code is not None), None)

    def _find_exact(self, row: StarterActivity) -> StarterPlace | None:
        stated = (row.venue or "", row.wijk_or_place or "")
        here = (place for place in self._places if place.city == row.city)
        return next((place for place in here if any(_key(place.name) in _key(words) for words in stated)), None)

    def _in_area(self, row: StarterActivity, area: GazetteerRow, gemeente: str | None) -> PlaceDraft:
        name = row.venue
        if area.level == "gemeente" and row.wijk_or_place is not None and row.wijk_or_place not in (name or ""):
            name = row.wijk_or_place if name is None else f"{name} ({row.wijk_or_place})"
        return PlaceDraft(
            name=name,
            kind=_kind_of(row.venue),
            address_locality=row.city,
            location=Location(area.lat, area.lon, Precision(area.level)),
            gemeente=gemeente,
            stadsdeel=area.code if area.level == "stadsdeel" else None,
            wijk=area.code if area.level == "wijk" else None,
        )


def _at_point(place: StarterPlace, gemeente: str | None) -> PlaceDraft:
    return PlaceDraft(
        name=place.name,
        source=Source("starter", place.key),
        kind=_kind_of(place.name),
        address_locality=place.city,
        location=Location(place.lat, place.lon, Precision(place.precision)),
        gemeente=gemeente,
    )


def _kind_of(venue: str | None) -> PlaceKind | None:
    """Only what the name of the venue says; a choice ("school of wijkcentrum") or a future school is no kind."""
    words = (venue or "").casefold()
    kinds = {kind for word, kind in KIND_WORDS if word in words}
    return kinds.pop() if len(kinds) == 1 and " of " not in words else None


def _key(name: str) -> str:
    return name.casefold()
