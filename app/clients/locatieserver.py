"""A geopy geocoder for the PDOK Locatieserver, the open address search of the Dutch government."""

import re
from functools import partial
from typing import Any
from urllib.parse import urlencode

from geopy.exc import GeocoderParseError
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location

_POINT = re.compile(r"POINT\s*\(\s*(-?\d+(?:\.\d+)?)\s+(-?\d+(?:\.\d+)?)\s*\)", re.IGNORECASE)
_FIELDS = (
    "id weergavenaam type score postcode straatnaam huis_nlt woonplaatsnaam centroide_ll buurtcode buurtnaam wijkcode "
    "wijknaam gemeentecode gemeentenaam provincienaam"
)
KINDS = ("adres", "postcode", "weg", "woonplaats", "gemeente", "wijk", "buurt")


class PdokLocatieserver(Geocoder):  # type: ignore[misc]  # geopy ships no types
    """Geocoder over `/free`, `/suggest` with `/lookup`, and `/reverse` of the Locatieserver, version 3.1.

    Answers are `geopy.location.Location`, with the document of the service as `raw`. Raises what geopy raises.
    """

    path = "/bzk/locatieserver/search/v3_1"

    def __init__(
        self,
        *,
        scheme: str | None = None,
        domain: str = "api.pdok.nl",
        path: str | None = None,
        timeout: Any = DEFAULT_SENTINEL,
        proxies: Any = DEFAULT_SENTINEL,
        user_agent: str | None = None,
        ssl_context: Any = DEFAULT_SENTINEL,
        adapter_factory: Any = None,
    ) -> None:
        super().__init__(
            scheme=scheme,
            timeout=timeout,
            proxies=proxies,
            user_agent=user_agent,
            ssl_context=ssl_context,
            adapter_factory=adapter_factory,
        )
        self.api = f"{self.scheme}://{domain.strip('/')}{(path or self.path).rstrip('/')}"

    def geocode(
        self, query: str, *, exactly_one: bool = True, limit: int = 10, kinds: tuple[str, ...] = KINDS,
        timeout: Any = DEFAULT_SENTINEL
    ) -> Any:  # fmt: skip
        """Locations for free text, best first; one, or None, with `exactly_one`."""
        asked = {"q": query, "rows": limit, "fl": _FIELDS, "fq": _only(kinds)}
        return self._call("free", asked, partial(self._read, exactly_one=exactly_one), timeout)

    def suggest(
        self, query: str, *, limit: int = 10, kinds: tuple[str, ...] = KINDS, timeout: Any = DEFAULT_SENTINEL
    ) -> Any:
        """Type-ahead: [(id, name shown)]; `lookup` gives the place of an id."""
        asked = {"q": query, "rows": limit, "fq": _only(kinds)}
        return self._call("suggest", asked, _read_suggestions, timeout)

    def lookup(self, place_id: str, *, timeout: Any = DEFAULT_SENTINEL) -> Any:
        """The location of an id from `suggest`, or None."""
        asked = {"id": place_id, "fl": _FIELDS}
        return self._call("lookup", asked, partial(self._read, exactly_one=True), timeout)

    def reverse(
        self, query: Any, *, exactly_one: bool = True, limit: int = 1, kinds: tuple[str, ...] = ("adres",),
        timeout: Any = DEFAULT_SENTINEL
    ) -> Any:  # fmt: skip
        """Locations at a point (whatever geopy takes as one), nearest first."""
        lat, lon = self._coerce_point_to_string(query, "%(lat)s,%(lon)s").split(",")
        asked = {"lat": lat, "lon": lon, "rows": limit, "fl": _FIELDS, "type": list(kinds)}
        return self._call("reverse", asked, partial(self._read, exactly_one=exactly_one), timeout)

    def _call(self, service: str, asked: dict[str, Any], callback: Any, timeout: Any) -> Any:
        url = f"{self.api}/{service}?{urlencode(asked, doseq=True)}"
        return self._call_geocoder(url, callback, timeout=timeout)

    def _read(self, answer: Any, exactly_one: bool) -> Any:
        locations = [location for doc in _documents(answer) if (location := _location_of(doc)) is not None]
        if not locations:
            return None
        return locations[0] if exactly_one else locations


def _only(kinds: tuple[str, ...]) -> str:
    return f"type:({' OR '.join(kinds)})"


def _documents(answer: Any) -> list[dict[str, Any]]:
    response = answer.get("response") if isinstance(answer, dict) else None
    documents = response.get("docs") if isinstance(response, dict) else None
    if not isinstance(documents, list):
        raise GeocoderParseError("the answer has no response.docs")
    return [document for document in documents if isinstance(document, dict)]


def _read_suggestions(answer: Any) -> list[tuple[str, str]]:
    documents = _documents(answer)
    return [(str(doc["id"]), str(doc["weergavenaam"])) for doc in documents if {"id", "weergavenaam"} <= doc.keys()]


def _location_of(document: dict[str, Any]) -> Location | None:
    """None when the document has no point."""
    match = _POINT.fullmatch(str(document.get("centroide_ll", "")).strip())
    if match is None:
        return None
    return Location(str(document.get("weergavenaam", "")), (float(match[2]), float(match[1])), document)
