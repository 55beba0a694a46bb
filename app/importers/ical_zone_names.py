"""What the name of a zone says by itself: IANA and Windows names and what software makes of them, and as a guess the
cities and offsets in it."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from app.importers.moments import find_zone

SAMPLE_YEAR = 2024
EARLIER_YEARS = (2017, 2010, 2005)
"""Outlook keeps the rules that a zone had; several countries have no summer time any more."""
PREFERRED = ("Europe/Amsterdam", "Europe/London", "Europe/Helsinki", "America/New_York", "America/Chicago")
Offsets = tuple[int, ...]
"""Minutes east of UTC on the 15th of each month of the sample year."""

_CONTINENTS = frozenset({"Europe", "America", "Asia", "Africa", "Australia", "Pacific", "Atlantic", "Indian"})
_NO_CITIES = frozenset({"center", "easter", "north", "south", "west"})
_WINDOWS = {name.casefold(): zone for name, zone in WINDOWS_TO_OLSON.items()}
_OTHERS = {
    **dict.fromkeys(
        (
            "cest",
            "mez",
            "mesz",
            "central european time",
            "central european summer time",
            "mitteleuropäische zeit",
            "western/central europe",
            "west-europa (standaardtijd)",
            "nederland",
            "netherlands",
        ),
        "Europe/Amsterdam",
    ),
    "bst": "Europe/London",
    "edt": "America/New_York",
    "cdt": "America/Chicago",
    "mdt": "America/Denver",
    "pdt": "America/Los_Angeles",
    "pst": "America/Los_Angeles",
}
_NUMBERED = re.compile(r"\s\d{1,3}$")
_AMERICAN = re.compile(r"\b(eastern|central|mountain|pacific) time\b", re.IGNORECASE)
_OFFSET = re.compile(r"([+-])(\d{1,2})(?:[:.]?(\d{2}))?")
_UTC = re.compile(r"\b(?:utc|gmt|zulu)\b|^z$", re.IGNORECASE)
_CITY = re.compile(r"[A-Za-z]{3,}")


@lru_cache(maxsize=2048)
def offsets_of(name: str, year: int = SAMPLE_YEAR) -> Offsets:
    """What the clock of a zone of the database says through a year."""
    zone = ZoneInfo(name)
    moments = (datetime(year, month, 15, 12, tzinfo=UTC).astimezone(zone) for month in range(1, 13))
    return tuple(int((moment.utcoffset() or timedelta()).total_seconds()) // 60 for moment in moments)


def _candidates() -> Iterator[str]:
    """Best known first; a clock that never changes is best called by its number, since cities changed theirs."""
    yield from (*PREFERRED, "UTC", *(f"Etc/GMT{hours:+d}" for hours in range(-14, 13) if hours))
    yield from sorted(name for name in available_timezones() if name.split("/")[0] in _CONTINENTS)


@lru_cache(maxsize=256)
def zone_of_offsets(offsets: Offsets) -> ZoneInfo | None:
    """The best known zone that keeps these offsets through the year, or kept them in an earlier one."""
    found = (
        name for year in (SAMPLE_YEAR, *EARLIER_YEARS) for name in _candidates() if offsets_of(name, year) == offsets
    )
    return next(map(ZoneInfo, found), None)


@lru_cache(maxsize=256)
def zone_of_seasons(winter: int, summer: int) -> ZoneInfo | None:
    """The best known zone with these offsets in January and in July."""
    return next((ZoneInfo(name) for name in _candidates() if offsets_of(name)[0::6] == (winter, summer)), None)


@lru_cache(maxsize=256)
def zone_of_name(name: str) -> ZoneInfo | None:
    """By a name that means one zone: Europe/Amsterdam, /mozilla.org/20070129_1/Europe/Berlin, Europe_Berlin, W. Europe
    Standard Time, CEST; None for anything else."""
    text = clean_name(name)
    if not text:
        return None
    parts = [part for part in text.split("/") if part]
    tails = ("/".join(parts[-count:]) for count in (3, 2) if len(parts) > count)
    for written in (text, *tails, text.replace("_", "/", 1)):
        found = find_zone(written) or _zone_of_words(written.casefold())
        if found is not None:
            return found
    return None


def clean_name(name: str) -> str:
    """Without quotes and double spaces, bounded."""
    return " ".join(name.strip().strip('"').split())[:200]


def _zone_of_words(text: str) -> ZoneInfo | None:
    standard = text.replace("daylight time", "standard time")
    known = _OTHERS.get(text) or _WINDOWS.get(standard) or _WINDOWS.get(f"{text} standard time")
    return find_zone(known) if known else None


@lru_cache(maxsize=256)
def guess_zone(name: str) -> ZoneInfo | None:
    """By what stands in a name: a known one with a number behind it (Exchange numbers those that it has twice), a city
    (Amsterdam, Berlin, Bern), a zone of America, one offset or two of them (GMT +0100 (Standard) / GMT +0200
    (Daylight)); None when there is nothing."""
    text = clean_name(name)
    bare = _NUMBERED.sub("", text)
    if bare != text and (known := zone_of_name(bare)) is not None:
        return known
    american = _AMERICAN.search(text)
    if american is not None:
        return _zone_of_words(f"{american[1].casefold()} standard time")
    return _zone_of_city(text) or _zone_of_numbers(text)


@lru_cache(maxsize=1)
def _cities() -> dict[str, str]:
    """Cities of the database, Europe first."""
    names = sorted(name for name in available_timezones() if name.split("/")[0] in _CONTINENTS)
    names.sort(key=lambda name: name.startswith("Europe/"))
    cities = {name.rpartition("/")[2].replace("_", " ").casefold(): name for name in names}
    return {city: name for city, name in cities.items() if city not in _NO_CITIES}


def _zone_of_city(text: str) -> ZoneInfo | None:
    """The first city in a list such as “Amsterdam, Berlin, Bern”."""
    pieces = [piece.strip() for piece in re.split(r"[,;/)]", text.casefold())]
    words = [word for piece in pieces for word in (piece, *_CITY.findall(piece))]
    found = next((_cities()[word] for word in words if word in _cities()), None)
    return ZoneInfo(found) if found else None


def _zone_of_numbers(text: str) -> ZoneInfo | None:
    """By offsets as people write them, so that +1 is east; two that lie an hour apart are winter and summer."""
    given = [_minutes(found) for found in _OFFSET.findall(text)]
    is_said = _UTC.search(text) is not None or _OFFSET.fullmatch(text) is not None
    if not is_said or any(abs(minutes) > 14 * 60 for minutes in given):
        return None
    if len(given) == 2 and given[1] - given[0] == 60:
        return zone_of_seasons(*given)
    return zone_of_offsets((given[0] if given else 0,) * 12)


def _minutes(found: Iterable[str]) -> int:
    sign, hours, minutes = found
    return (60 * int(hours) + int(minutes or 0)) * (-1 if sign == "-" else 1)
