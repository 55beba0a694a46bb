"""Which zone a calendar means by a TZID: IANA names, Windows names, what Outlook and Exchange make of them, and as the
last resort the offsets of the VTIMEZONE itself."""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from app.importers.ical_lines import Component
from app.importers.moments import find_zone

SAMPLE_YEAR = 2024
PREFERRED = ("Europe/Amsterdam", "Europe/London", "Europe/Helsinki", "America/New_York", "America/Chicago")
_WINDOWS = {name.casefold(): zone for name, zone in WINDOWS_TO_OLSON.items()}
_OFFSET = re.compile(r"(?:GMT|UTC)\s*([+-])(\d{1,2})(?::?(\d{2}))?")
_VTIMEZONE_OFFSET = re.compile(r"([+-]?)(\d{2}):?(\d{2})(?::?\d{2})?")
_NTH_DAY = re.compile(r"([+-]?\d)?(MO|TU|WE|TH|FR|SA|SU)")
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_CITY = re.compile(r"[A-Za-z]{3,}")
Offsets = tuple[int, ...]
"""Minutes east of UTC on the 15th of each month of the sample year."""


@dataclass(frozen=True, slots=True)
class FoundZone:
    """is_known is False when nothing said which zone is meant and the usual one is taken."""

    zone: ZoneInfo
    is_known: bool = True


class ZoneFinder:
    """The zones of one calendar. `usual`: of times without a zone, unless the calendar names or describes one."""

    def __init__(self, calendar: Component, usual: ZoneInfo) -> None:
        self._defined = {
            _clean(name): block
            for block in calendar.children[:2_000]
            if block.name == "VTIMEZONE" and (name := block.text("TZID"))
        }
        stated = calendar.text("X-WR-TIMEZONE") or calendar.text("TIMEZONE-ID")
        self.usual = usual
        self.usual = (self._find_named(stated) if stated else None) or self._only_zone("") or usual
        self._found: dict[str, FoundZone] = {}

    def find(self, name: str) -> FoundZone:
        """The zone of a TZID."""
        key = _clean(name)
        if key not in self._found:
            zone = self._find_named(name)
            guessed = zone or self._only_zone(key) or self.usual
            self._found[key] = FoundZone(guessed, is_known=zone is not None)
        return self._found[key]

    def _find_named(self, name: str) -> ZoneInfo | None:
        """By its name, else by the VTIMEZONE of that name."""
        key = _clean(name)
        found = zone_of_name(name)
        if found is not None:
            return found
        block = self._defined.get(key)
        return None if block is None else zone_of_block(block)

    def _only_zone(self, key: str) -> ZoneInfo | None:
        """The one zone that the calendar describes besides UTC; None when there are none or several."""
        others = {self._find_named(name) for name in list(self._defined)[:20] if name != key}
        zones = {zone for zone in others if zone is not None and not _is_utc(zone)}
        return zones.pop() if len(zones) == 1 else None


def _clean(name: str) -> str:
    return " ".join(name.strip().strip('"').split()).casefold()


def _is_utc(zone: ZoneInfo) -> bool:
    return all(minutes == 0 for minutes in _offsets_of(zone.key))


@lru_cache(maxsize=256)
def zone_of_name(name: str) -> ZoneInfo | None:
    """By name alone: Europe/Amsterdam, /mozilla.org/20070129_1/Europe/Berlin, W. Europe Standard Time,
    (UTC+01:00) Amsterdam, Berlin, Bern, GMT+0100; None for anything else."""
    text = " ".join(name.strip().strip('"').split())[:200]
    if not text:
        return None
    found = find_zone(text)
    if found is not None:
        return found
    parts = [part for part in text.split("/") if part]
    for count in (3, 2):
        found = find_zone("/".join(parts[-count:])) if len(parts) > count else None
        if found is not None:
            return found
    windows = _WINDOWS.get(text.casefold()) or _WINDOWS.get(f"{text} standard time".casefold())
    if windows is None and text.casefold().endswith(" daylight time"):
        windows = _WINDOWS.get(f"{text[:-14]} standard time".casefold())
    return find_zone(windows) if windows else _zone_of_city(text) or _zone_of_offset(text)


@lru_cache(maxsize=1)
def _cities() -> dict[str, str]:
    """Cities of the database, Europe first."""
    names = sorted((name for name in available_timezones() if "/" in name), key=lambda name: name.startswith("Europe/"))
    return {name.rpartition("/")[2].casefold(): name for name in names if not name.startswith(("Etc/", "SystemV/"))}


def _zone_of_city(text: str) -> ZoneInfo | None:
    """The first city in a list such as “Amsterdam, Berlin, Bern”; only in what looks like such a name."""
    words = _CITY.findall(text.rpartition(")")[2])
    found = next((_cities()[word.casefold()] for word in words if word.casefold() in _cities()), None)
    return ZoneInfo(found) if found else None


def _zone_of_offset(text: str) -> ZoneInfo | None:
    """A fixed number of whole hours; the signs of Etc/GMT zones are the other way round."""
    found = _OFFSET.search(text.upper())
    if found is None or int(found[3] or 0):
        return ZoneInfo("UTC") if text.upper() in ("Z", "UTC", "GMT", "ZULU") else None
    hours = int(found[2])
    return find_zone(f"Etc/GMT{'-' if found[1] == '+' else '+'}{hours}") if hours else ZoneInfo("UTC")


@lru_cache(maxsize=1024)
def _offsets_of(name: str) -> Offsets:
    zone = ZoneInfo(name)
    moments = (datetime(SAMPLE_YEAR, month, 15, 12, tzinfo=UTC).astimezone(zone) for month in range(1, 13))
    return tuple(int((moment.utcoffset() or timedelta()).total_seconds()) // 60 for moment in moments)


@lru_cache(maxsize=256)
def _zone_of_offsets(offsets: Offsets) -> ZoneInfo | None:
    """The best known zone that keeps these offsets through the year."""
    inhabited = sorted(name for name in available_timezones() if name.split("/")[0] in _CONTINENTS)
    candidates: Iterable[str] = (*PREFERRED, *inhabited, *(f"Etc/GMT{hours:+d}" for hours in range(-14, 13)), "UTC")
    return next((ZoneInfo(name) for name in candidates if _offsets_of(name) == offsets), None)


_CONTINENTS = frozenset({"Europe", "America", "Asia", "Africa", "Australia", "Pacific", "Atlantic", "Indian"})


def zone_of_block(block: Component) -> ZoneInfo | None:
    """The zone that a VTIMEZONE describes: by X-LIC-LOCATION, else by its offsets."""
    location = block.text("X-LIC-LOCATION")
    named = find_zone(location) if location else None
    return named or _zone_of_offsets(_offsets_of_block(block))


def _offsets_of_block(block: Component) -> Offsets:
    standard, daylight = _latest(block, "STANDARD"), _latest(block, "DAYLIGHT")
    base = _offset(standard) if standard is not None else _offset(daylight)
    if standard is None or daylight is None or base is None:
        return (base,) * 12 if base is not None else ()
    summer, starts, ends = _offset(daylight), _day_of_change(daylight), _day_of_change(standard)
    if summer is None or starts is None or ends is None:
        return (base,) * 12
    days = [date(SAMPLE_YEAR, month, 15) for month in range(1, 13)]
    if starts < ends:
        return tuple(summer if starts <= day < ends else base for day in days)
    return tuple(summer if day >= starts or day < ends else base for day in days)


def _latest(block: Component, name: str) -> Component | None:
    """The observance in force: the one with a rule that goes on, else the last that began."""
    found = [child for child in block.children[:200] if child.name == name]
    return max(found, key=lambda one: (_goes_on(one), one.text("DTSTART") or ""), default=None)


def _goes_on(observance: Component) -> bool:
    rule = observance.text("RRULE")
    return rule is not None and "UNTIL" not in rule.upper()


def _offset(observance: Component | None) -> int | None:
    text = observance.text("TZOFFSETTO") if observance is not None else None
    found = _VTIMEZONE_OFFSET.fullmatch(text) if text else None
    if found is None:
        return None
    minutes = 60 * int(found[2]) + int(found[3])
    return -minutes if found[1] == "-" else minutes


def _day_of_change(observance: Component) -> date | None:
    """The day in the sample year on which the yearly rule changes the clock."""
    text = observance.text("RRULE") or ""
    parts = dict(part.strip().upper().partition("=")[::2] for part in text.split(";"))
    day, month = _NTH_DAY.fullmatch(parts.get("BYDAY", "")), parts.get("BYMONTH", "")
    if day is None or not month.isdecimal() or not 1 <= int(month) <= 12:
        return None
    number, length = int(day[1] or 1), monthrange(SAMPLE_YEAR, int(month))[1]
    dates = [date(SAMPLE_YEAR, int(month), one) for one in range(1, length + 1)]
    fitting = [one for one in dates if one.weekday() == _DAYS.index(day[2])]
    if parts.get("BYMONTHDAY"):
        allowed = {int(one) for one in parts["BYMONTHDAY"].split(",") if one.isdecimal() and len(one) < 3}
        fitting = [one for one in fitting if one.day in allowed] or fitting
    index = number - 1 if number > 0 else number
    return fitting[index] if -len(fitting) <= index < len(fitting) else fitting[-1]
