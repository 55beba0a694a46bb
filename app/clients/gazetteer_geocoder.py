"""Geocoding without leaving the house: wijken, stadsdelen, gemeenten and postcodes of the gazetteer."""

import re
from collections.abc import Callable

from app.clients.geocoding import Found, first
from app.domain.area_names import LEVEL_ORDER
from app.domain.areas import Area, AreaIndex
from app.domain.nearest import NearestSites
from app.domain.postcodes import Postcode, PostcodeTable, normalise_postcode
from app.domain.vocabulary import AreaLevel, Precision

SOURCE = "gazetteer"

_POSTCODE = re.compile(r"(?<!\w)[1-9]\d{3}(?:\s?[A-Za-z]{2})?(?!\w)")
_PRECISIONS = {
    AreaLevel.GEMEENTE: Precision.GEMEENTE,
    AreaLevel.STADSDEEL: Precision.STADSDEEL,
    AreaLevel.WIJK: Precision.WIJK,
    AreaLevel.BUURT: Precision.WIJK,
}

Locate = Callable[[float, float], str | None]
"""The code of the finest area at a point (lat, lon)."""


class GazetteerGeocoder:
    """A `Geocoding` over what the catalogue itself knows. Streets are unknown to it: then it answers nothing.

    `locate` answers `reverse`, best from boundaries; without it the nearest known wijk does. `is_exact`: neither
    an address nor a postcode with letters is answered by the point of its four digits; a finer source will be asked.
    """

    def __init__(
        self, areas: AreaIndex, postcodes: PostcodeTable, locate: Locate | None = None, *, is_exact: bool = False
    ) -> None:
        self._is_exact = is_exact
        self._areas = areas
        self._postcodes = postcodes
        self._locate = locate or NearestSites(areas, postcodes).find

    def geocode(self, text: str) -> Found | None:
        """A postcode (with or without a town it lies in) or the name of an area ("Moerwijk", "Centrum, Den Haag")."""
        return first(self._find_postcode(text) or self._find_areas(text))

    def search(self, text: str, limit: int) -> list[Found]:
        """What `geocode` finds, then areas of which a name begins so."""
        exact = self._find_postcode(text) or self._find_areas(text)
        begun = [found for area in self._areas.suggest(text, limit + 1) if (found := self._found(area)) is not None]
        return list(dict.fromkeys([*exact, *begun]))[:limit]

    def reverse(self, lat: float, lon: float) -> Found | None:
        """The area at a point, with that area's own point and precision."""
        area = self._areas.get(self._locate(lat, lon))
        return self._found(area) if area is not None else None

    def _find_postcode(self, text: str) -> list[Found]:
        match = _POSTCODE.search(text)
        postcode = self._postcodes.find(match[0]) if match is not None else None
        if match is None or postcode is None:
            return []
        if self._is_exact and (match.start() > 0 or normalise_postcode(match[0]) != postcode.code):
            return []
        town = text[match.end() :].strip(" ,()")
        gemeente = self._areas.gemeente_by_name(town) if town else None
        if town and (gemeente is None or gemeente.code != self._gemeente_of(postcode)):
            return []
        return [self._found_postcode(postcode)]

    def _found_postcode(self, postcode: Postcode) -> Found:
        code = self._gemeente_of(postcode)
        gemeente, wijk = self._areas.name_of(code), self._areas.name_of(postcode.wijk)
        around = ", ".join(name for name in (wijk, gemeente) if name is not None)
        return Found(
            postcode.lat,
            postcode.lon,
            Precision.POSTCODE,
            f"{postcode.code} {around}".strip(),
            SOURCE,
            postcode=postcode.code,
            town=gemeente,
            gemeente=code,
            wijk=postcode.wijk,
        )

    def _gemeente_of(self, postcode: Postcode) -> str:
        """Today's: that of its wijk, since a postcode keeps the code of a gemeente that merged."""
        area = self._areas.get(postcode.wijk) or self._areas.get(postcode.gemeente)
        return area.gemeente if area is not None else postcode.gemeente

    def _find_areas(self, text: str) -> list[Found]:
        """Namesakes in one gemeente are told apart by precision: the finest is the best point. In several gemeenten
        the name is a guess, so there is no answer."""
        areas = self._areas.find(text) or self._find_with_town(text)
        if len({area.gemeente for area in areas}) != 1:
            return []
        finest = max(LEVEL_ORDER[area.level] for area in areas)
        best = [area for area in areas if LEVEL_ORDER[area.level] == finest]
        rest = [area for area in areas if area not in best]
        return [found for area in [*best, *rest] if (found := self._found(area)) is not None]

    def _find_with_town(self, text: str) -> list[Area]:
        """ "Moerwijk Den Haag": the last words are a gemeente."""
        parts = text.split()
        for at in range(len(parts) - 1, 0, -1):
            gemeente = self._areas.gemeente_by_name(" ".join(parts[at:]))
            if gemeente is not None:
                return self._areas.find(" ".join(parts[:at]).rstrip(","), None, gemeente.code)
        return []

    def _found(self, area: Area) -> Found | None:
        if area.lat is None or area.lon is None:
            return None
        gemeente = self._areas.name_of(area.gemeente)
        is_part = area.level != AreaLevel.GEMEENTE and gemeente is not None
        return Found(
            area.lat,
            area.lon,
            _PRECISIONS[area.level],
            f"{area.name}, {gemeente}" if is_part else area.name,
            SOURCE,
            town=gemeente,
            gemeente=area.gemeente,
            wijk=self._areas.ancestor_at(area.code, AreaLevel.WIJK),
            buurt=area.code if area.level == AreaLevel.BUURT else None,
        )
