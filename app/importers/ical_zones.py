"""Which zone a calendar means by a TZID: by its name, else by the offsets of the VTIMEZONE of that name, else by what
its name reminds of."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from app.domain.recurrence import DAY_CODES
from app.importers.ical_lines import Component
from app.importers.ical_zone_names import (
    SAMPLE_YEAR,
    Offsets,
    clean_name,
    guess_zone,
    offsets_of,
    zone_of_name,
    zone_of_offsets,
    zone_of_seasons,
)
from app.importers.moments import find_zone, read_moment

_VTIMEZONE_OFFSET = re.compile(r"([+-]?)(\d{2}):?(\d{2})(?::?\d{2})?")
_NTH_DAY = re.compile(r"([+-]?\d)?(MO|TU|WE|TH|FR|SA|SU)")


@dataclass(frozen=True, slots=True)
class FoundZone:
    """is_known is False when nothing said which zone is meant and the usual one is taken."""

    zone: ZoneInfo
    is_known: bool = True


class ZoneFinder:
    """The zones of one calendar. `home`: that of the source, in which whole days lie. `usual`: of times without a zone;
    the one that the calendar names or describes, else `home`."""

    def __init__(self, calendar: Component, home: ZoneInfo) -> None:
        self._defined = {
            _clean(name): block
            for block in calendar.children[:2_000]
            if block.name == "VTIMEZONE" and (name := block.text("TZID"))
        }
        stated = calendar.text("X-WR-TIMEZONE") or calendar.text("TIMEZONE-ID")
        self.home = self.usual = home
        self.usual = (self._find_named(stated) if stated else None) or self._only_zone("") or home
        self._found: dict[str, FoundZone] = {}

    @property
    def shown(self) -> ZoneInfo:
        """Where a moment that is given in UTC is shown."""
        return self.home if _is_utc(self.usual) else self.usual

    def find(self, name: str) -> FoundZone:
        """The zone of a TZID."""
        key = _clean(name)
        if key not in self._found:
            zone = self._find_named(name)
            guessed = zone or self._only_zone(key) or self.usual
            self._found[key] = FoundZone(guessed, is_known=zone is not None)
        return self._found[key]

    def _find_named(self, name: str) -> ZoneInfo | None:
        """By its name, else by the VTIMEZONE of that name; what the name only reminds of must fit the VTIMEZONE."""
        found = zone_of_name(name)
        if found is not None:
            return found
        block = self._defined.get(_clean(name))
        described = None if block is None else zone_of_block(block)
        guessed = guess_zone(name)
        if described is None or (guessed is not None and offsets_of(guessed.key) == offsets_of(described.key)):
            return guessed
        return described

    def _only_zone(self, key: str) -> ZoneInfo | None:
        """The one zone that the calendar describes besides UTC; None when there are none or several."""
        others = {self._find_named(name) for name in list(self._defined)[:20] if name != key}
        zones = {zone for zone in others if zone is not None and not _is_utc(zone)}
        return zones.pop() if len(zones) == 1 else None


def _clean(name: str) -> str:
    return clean_name(name).casefold()


def _is_utc(zone: ZoneInfo) -> bool:
    return all(minutes == 0 for minutes in offsets_of(zone.key))


def zone_of_block(block: Component) -> ZoneInfo | None:
    """The zone that a VTIMEZONE describes: by X-LIC-LOCATION, else by its offsets."""
    location = block.text("X-LIC-LOCATION")
    named = find_zone(location) if location else None
    return named or zone_of_offsets(_offsets_of_block(block))


def _offsets_of_block(block: Component) -> Offsets:
    standard, daylight = _latest(block, "STANDARD"), _latest(block, "DAYLIGHT")
    base = _offset(standard) if standard is not None else _offset(daylight)
    if standard is None or daylight is None or base is None:
        return (base,) * 12 if base is not None else ()
    summer, starts, ends = _offset(daylight), _day_of_change(daylight), _day_of_change(standard)
    if summer is None or starts is None or ends is None:
        alike = zone_of_seasons(base, summer) if summer is not None else None
        return offsets_of(alike.key) if alike else (base,) * 12
    days = [date(SAMPLE_YEAR, month, 15) for month in range(1, 13)]
    if starts < ends:
        return tuple(summer if starts <= day < ends else base for day in days)
    return tuple(summer if day >= starts or day < ends else base for day in days)


def _latest(block: Component, name: str) -> Component | None:
    """The observance in force: the one with a rule that goes on, else the last that began."""
    found = [child for child in block.children[:1_000] if child.name == name]
    return max(found, key=lambda one: (_goes_on(one), _last_start(one)), default=None)


def _last_start(observance: Component) -> str:
    """When it began last, as written: a DTSTART, or one of the further dates."""
    named = (text for one in observance.all("RDATE") for text in one.value.split(","))
    return max((observance.text("DTSTART") or "", *(text.strip() for text in named)))


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
    """The day in the sample year on which the yearly rule changes the clock; without a rule that of the last change
    that is named."""
    text = observance.text("RRULE") or ""
    parts = dict(part.strip().upper().partition("=")[::2] for part in text.split(";"))
    day, month = _NTH_DAY.fullmatch(parts.get("BYDAY", "")), parts.get("BYMONTH", "")
    if day is None or not month.isdecimal() or not 1 <= int(month) <= 12:
        last = read_moment(_last_start(observance))
        is_change = last is not None and (last.day.month, last.day.day) != (1, 1)
        return last.day.replace(year=SAMPLE_YEAR) if last is not None and is_change else None
    number, length = int(day[1] or 1), monthrange(SAMPLE_YEAR, int(month))[1]
    dates = [date(SAMPLE_YEAR, int(month), one) for one in range(1, length + 1)]
    fitting = [one for one in dates if one.weekday() == DAY_CODES.index(day[2])]
    if parts.get("BYMONTHDAY"):
        allowed = {int(one) for one in parts["BYMONTHDAY"].split(",") if one.isdecimal() and len(one) < 3}
        fitting = [one for one in fitting if one.day in allowed] or fitting
    index = number - 1 if number > 0 else number
    return fitting[index] if -len(fitting) <= index < len(fitting) else fitting[-1]
