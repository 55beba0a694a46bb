"""The geocoders a place can be looked up with: the gazetteer first, then PDOK or Nominatim where that is set.

Every call out has a timeout and waits its turn; answers live in a bounded memory, never on disk.
"""

import logging
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from threading import Lock
from time import monotonic, sleep
from typing import Any, TypeVar
from urllib.parse import urlsplit

from geopy.adapters import URLLibAdapter
from geopy.geocoders import Nominatim
from geopy.location import Location

from app.clients.gazetteer_geocoder import GazetteerGeocoder, Locate
from app.clients.geocoding import Candidate, Found, Geocoding, choose, first
from app.clients.locatieserver import PdokLocatieserver
from app.domain.areas import AreaIndex
from app.domain.postcodes import PostcodeTable
from app.domain.vocabulary import Precision
from app.errors import Unavailable
from app.settings import Settings

T = TypeVar("T")

REMEMBERED = 2048
"""Answers kept in memory."""

MAX_WAIT_S = 2.0
"""A caller that would wait longer for its turn is told to come back."""

CANDIDATES = 10
MAX_TEXT = 200

_PDOK_PRECISIONS = {
    "adres": Precision.ADDRESS,
    "postcode": Precision.POSTCODE,
    "weg": Precision.POSTCODE,
    "wijk": Precision.WIJK,
    "buurt": Precision.WIJK,
    "woonplaats": Precision.GEMEENTE,
    "gemeente": Precision.GEMEENTE,
}

# geopy writes what was asked at DEBUG and what came back at INFO; both say where a child is.
logging.getLogger("geopy").setLevel(logging.WARNING)


class Turns:
    """Lets one call through every `delay_s` seconds."""

    def __init__(self, delay_s: float, max_wait_s: float = MAX_WAIT_S) -> None:
        self._delay_s = delay_s
        self._max_wait_s = max_wait_s
        self._next_at = 0.0
        self._lock = Lock()

    def wait(self) -> None:
        """Raises Unavailable when too many are waiting."""
        with self._lock:
            now = monotonic()
            turn = max(now, self._next_at)
            if turn - now > self._max_wait_s:
                raise Unavailable("The address search is busy; try again in a moment.")
            self._next_at = turn + self._delay_s
        sleep(turn - now)


class RemoteGeocoder:
    """A geopy geocoder behind `Geocoding`: bounded, in turn, and only with answers that explain what was asked."""

    def __init__(
        self,
        geocoder: Any,
        read: Callable[[Location], Candidate],
        *,
        delay_s: float,
        options: Mapping[str, Any] | None = None,
    ) -> None:
        self._geocoder = geocoder
        self._read = read
        self._turns = Turns(delay_s)
        self._options = dict(options or {})

    def geocode(self, text: str) -> Found | None:
        """As `Geocoding`."""
        return first(self.search(text, CANDIDATES))

    def search(self, text: str, limit: int) -> list[Found]:
        """As `Geocoding`."""
        query = " ".join(text.split())[:MAX_TEXT]
        if not query:
            return []
        return self._ask(lambda: self._search(query))[:limit]

    def _search(self, query: str) -> list[Found]:
        answer = self._geocoder.geocode(query, exactly_one=False, limit=CANDIDATES, **self._options)
        return choose((self._read(location) for location in answer or ()), query)

    def reverse(self, lat: float, lon: float) -> Found | None:
        """As `Geocoding`."""
        return self._ask(lambda: self._reverse(lat, lon))

    def _reverse(self, lat: float, lon: float) -> Found | None:
        location = self._geocoder.reverse((lat, lon), exactly_one=True)
        return self._read(location).found if location is not None else None

    def _ask(self, call: Callable[[], T]) -> T:
        self._turns.wait()
        try:
            return call()
        except Exception as error:  # whatever another server sends or does is no fault of ours
            raise Unavailable("The address search does not answer; try again in a moment.") from error


class Remembering:
    """Asks sources in order and remembers what the first to know it said, or that none knew. Threads may share it.

    A source that does not answer is passed over. Only then the `fallback` is asked, and when that does not know
    either, the error is raised; neither is remembered.
    """

    def __init__(
        self,
        sources: Sequence[Geocoding],
        reverse_sources: Sequence[Geocoding],
        fallback: Geocoding | None = None,
        size: int = REMEMBERED,
    ) -> None:
        self._sources = tuple(sources)
        self._reverse_sources = tuple(reverse_sources)
        self._fallback = fallback
        self._size = size
        self._answers: OrderedDict[tuple[Any, ...], Any] = OrderedDict()
        self._lock = Lock()

    def geocode(self, text: str) -> Found | None:
        """As `Geocoding`."""
        key = ("geocode", text.strip().casefold())
        return self._first_of(key, self._sources, lambda source: source.geocode(text))

    def search(self, text: str, limit: int) -> list[Found]:
        """As `Geocoding`."""
        key = ("search", text.strip().casefold(), limit)
        return self._first_of(key, self._sources, lambda source: source.search(text, limit)) or []

    def reverse(self, lat: float, lon: float) -> Found | None:
        """As `Geocoding`."""
        key = ("reverse", round(lat, 6), round(lon, 6))
        return self._first_of(key, self._reverse_sources, lambda source: source.reverse(lat, lon))

    def _first_of(
        self, key: tuple[Any, ...], sources: Sequence[Geocoding], ask: Callable[[Geocoding], T | None]
    ) -> T | None:
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                held: T | None = self._answers[key]
                return held
        failure: Unavailable | None = None
        answer: T | None = None
        for source in sources:
            try:
                answer = ask(source)
            except Unavailable as error:
                failure = error
            if answer:
                break
        if failure is None:
            self._remember(key, answer)
        elif not answer:
            answer = ask(self._fallback) if self._fallback is not None else None
            if not answer:
                raise failure
        return answer

    def _remember(self, key: tuple[Any, ...], answer: object) -> None:
        with self._lock:
            self._answers[key] = answer
            while len(self._answers) > self._size:
                self._answers.popitem(last=False)


def read_pdok(location: Location) -> Candidate:
    """A document of the Locatieserver."""
    doc = location.raw
    gemeente = str(doc.get("gemeentecode") or "")
    found = Found(
        location.latitude,
        location.longitude,
        _PDOK_PRECISIONS.get(str(doc.get("type")), Precision.GEMEENTE),
        location.address,
        "pdok",
        street=_text(doc.get("straatnaam")),
        house_number=_text(doc.get("huis_nlt")),
        postcode=(_text(doc.get("postcode")) or "").replace(" ", "") or None,
        town=_text(doc.get("woonplaatsnaam")),
        gemeente=f"GM{gemeente.zfill(4)}" if gemeente.isdigit() else gemeente or None,
        wijk=_text(doc.get("wijkcode")),
        buurt=_text(doc.get("buurtcode")),
    )
    names = ("gemeentenaam", "wijknaam", "buurtnaam", "provincienaam")
    return Candidate(found, tuple(str(doc[name]) for name in names if doc.get(name)))


def _text(value: object) -> str | None:
    return str(value) if isinstance(value, str | int) else None


def read_nominatim(location: Location) -> Candidate:
    """A place of Nominatim with its address in parts."""
    address = location.raw.get("address") or {}
    street, number = address.get("road"), address.get("house_number")
    town = next((address[name] for name in ("city", "town", "village", "hamlet") if address.get(name)), None)
    area = next((address[name] for name in ("suburb", "neighbourhood", "quarter") if address.get(name)), None)
    postcode = str(address.get("postcode") or "").replace(" ", "").upper() or None
    precision = Precision.GEMEENTE
    if number:
        precision = Precision.ADDRESS
    elif street or location.raw.get("addresstype") == "postcode":
        precision = Precision.POSTCODE
    elif area:
        precision = Precision.WIJK
    found = Found(
        location.latitude,
        location.longitude,
        precision,
        location.address,
        "nominatim",
        street=street,
        house_number=number,
        postcode=postcode,
        town=town,
    )
    return Candidate(found, (*(str(value) for value in address.values()), location.raw.get("name") or ""))


def make_geocoding(
    settings: Settings, areas: AreaIndex, postcodes: PostcodeTable, locate: Locate | None = None
) -> Geocoding:
    """The geocoder of the settings: `gazetteer` alone (default), or before and in place of `pdok` or `nominatim`.

    `geocoder_url` replaces the public service: for PDOK up to and with `/search/v3_1`, for Nominatim its root.
    """
    gazetteer = GazetteerGeocoder(areas, postcodes, locate)
    if settings.geocoder == "gazetteer":
        return gazetteer
    url = urlsplit(settings.geocoder_url or "")
    given: dict[str, Any] = {"scheme": url.scheme, "domain": url.netloc} if settings.geocoder_url else {}
    given |= {"timeout": settings.geocoder_timeout_s, "user_agent": f"wegwijzer ({settings.contact_email})"}
    # The other adapter of geopy asks again by itself, and waits as long as a Retry-After says.
    given["adapter_factory"] = URLLibAdapter
    remote: RemoteGeocoder
    if settings.geocoder == "pdok":
        path = url.path or None
        remote = RemoteGeocoder(PdokLocatieserver(path=path, **given), read_pdok, delay_s=0.05)
    else:
        given["domain"] = given.get("domain", "nominatim.openstreetmap.org") + url.path.rstrip("/")
        options = {"addressdetails": True, "country_codes": "nl"}
        remote = RemoteGeocoder(Nominatim(**given), read_nominatim, delay_s=1.0, options=options)
    exact = GazetteerGeocoder(areas, postcodes, locate, is_exact=True)
    return Remembering((exact, remote), (remote,), fallback=gazetteer)
