"""Dates and times as feeds write them: ISO 8601 and its usual slips, with or without a time, with or without an offset.

A time that cannot be read costs the time, never the date.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from app.domain.recurrence import DAY_CODES
from app.importers.time_words import MONTHS, WEEKDAYS

FIRST_YEAR, LAST_YEAR = 1970, 2199
"""The years the catalogue keeps."""

_DAY = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|(\d{2})(\d{2}))(?!\d)")
_DUTCH_DAY = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)")
_WORDED = re.compile(
    r"(?:[A-Za-z]{2,9}\.?,?\s)?(?:(\d{1,2})(?:e|st|nd|rd|th)?\.?\s([A-Za-z]{3,9})|([A-Za-z]{3,9})\.?\s(\d{1,2})(?:st|nd|rd|th)?)"
    r"[.,]{0,2}\s(\d{4})(?!\d)"
)
_WEEKDAY = re.compile(r"[A-Za-z]{2,10}[.,]?,?\s{1,3}(?=\d)")
_EPOCH = re.compile(r"(1\d{9})(?:\d{3})?")
"""Seconds or thousandths since 1970, from 2001 to 2033."""
_HALF = re.compile(r"\s?([ap])\.?m\.?(?![a-z])", re.IGNORECASE)
_JOINT = re.compile(r"(?:[\s,]{1,3}(?:om|at|-|–|@)?\s{0,3})?", re.IGNORECASE)
_HOUR = re.compile(r"(\d{1,2})(?=\s?[ap]\.?m)", re.IGNORECASE)
_TIME = re.compile(r"(\d{1,2})[:.]?(\d{2})(?:[:.]?(\d{2})(?:[.,]\d{1,9})?)?")
_OFFSET = re.compile(r"([+-])(\d{1,2}):?(\d{2})?")
_DURATION = re.compile(
    r"P(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,8})(?:\.\d+)?S)?)?", re.IGNORECASE
)
MAX_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, its time when one is known, and the zone when one is said. is_damaged: something behind the date was not
    understood."""

    day: date
    at: time | None = None
    zone: tzinfo | None = None
    is_damaged: bool = False

    def local(self, zone: tzinfo) -> datetime:
        """Wall time in `zone`; midnight when no time is known."""
        plain = datetime.combine(self.day, self.at or time())
        if self.zone is None or self.at is None:
            return plain
        try:
            return plain.replace(tzinfo=self.zone).astimezone(zone).replace(tzinfo=None)
        except (OverflowError, ValueError):
            return plain

    @property
    def is_in_range(self) -> bool:
        """Whether the catalogue keeps such a year."""
        return FIRST_YEAR <= self.day.year <= LAST_YEAR


def read_moment(value: object) -> Moment | None:
    """The moment in a text such as 2024-02-01, 2017-06-10T19:30:00-0400 or 2019-9-13T10-10-00-00 (date only); None
    when there is no date in front or the year is not one the catalogue keeps."""
    if not isinstance(value, str):
        return None
    text = value.strip()[:MAX_LENGTH]
    if found := _EPOCH.fullmatch(text):
        at = datetime.fromtimestamp(int(found[1]), UTC)
        return Moment(at.date(), at.time(), UTC)
    day, rest = _read_day(text)
    if day is None and (named := _WEEKDAY.match(text)):
        day, rest = _read_day(text[named.end() :])
    if day is None:
        return None
    moment = _read_rest(day, rest.rstrip())
    return moment if moment.is_in_range else None


def _read_day(text: str) -> tuple[date | None, str]:
    found, dutch, worded = _DAY.match(text), _DUTCH_DAY.match(text), _WORDED.match(text)
    if dutch is not None:
        is_american = int(dutch[2]) > 12 or ("/" in dutch[0] and _HALF.search(text, dutch.end()) is not None)
        month, number = (dutch[1], dutch[2]) if is_american else (dutch[2], dutch[1])
        parts, end = (dutch[3], month, number), dutch.end()
    elif found is not None:
        parts, end = (found[1], found[3] or found[5], found[4] or found[6]), found.end()
    elif worded is not None:
        name = (worded[2] or worded[3]).lower()
        number = MONTHS.get(name) or MONTHS.get(name[:3], 0)
        parts, end = (worded[5], str(number), worded[1] or worded[4]), worded.end()
    else:
        return None, text
    try:
        return date(int(parts[0]), int(parts[1]), int(parts[2])), text[end:]
    except ValueError:
        return None, text


def _read_rest(day: date, rest: str) -> Moment:
    if not rest:
        return Moment(day)
    joint = _JOINT.match(rest)
    clock = rest[1:].strip() if rest[0] in "Tt" else rest[joint.end() if joint else 0 :]
    found = _TIME.match(clock)
    bare = None if found else _HOUR.match(clock) or (re.fullmatch(r"(\d{2})", clock) if rest[0] in "Tt" else None)
    if bare is not None:
        found = _TIME.match(clock := f"{bare[1]}:00{clock[bare.end() :]}")
    if found is None:
        return Moment(day, is_damaged=True)
    half = _HALF.match(clock, found.end())
    if half is not None and 1 <= int(found[1]) <= 12:
        return _at(day, int(found[1]) % 12 + (12 if half[1] in "pP" else 0), int(found[2]), 0, None)
    offset_text = clock[found.end() :].strip()
    zone, is_damaged = _read_offset(offset_text)
    if is_damaged and not offset_text[:1].isalpha():
        return Moment(day, is_damaged=True)
    return _at(day, int(found[1]), int(found[2]), int(found[3] or 0), zone)


def _at(day: date, hour: int, minute: int, second: int, zone: tzinfo | None) -> Moment:
    try:
        if hour == 24 and minute == 0 and second == 0:
            return Moment(day + timedelta(days=1), time(), zone)
        return Moment(day, time(hour, minute, min(second, 59)), zone)
    except (ValueError, OverflowError):
        return Moment(day, is_damaged=True)


def _read_offset(text: str) -> tuple[tzinfo | None, bool]:
    """(zone, whether something else stands there)."""
    bare = text.partition("[")[0].strip()
    if not bare:
        return None, False
    if bare.upper() in ("Z", "UTC", "GMT"):
        return UTC, False
    found = _OFFSET.fullmatch(bare.replace("−", "-"))
    if found is None or int(found[2]) > 14 or int(found[3] or 0) > 59:
        return None, True
    delta = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return timezone(-delta if found[1] == "-" else delta), False


def read_clock(value: object) -> time | None:
    """A time of day: 19:00, 19:00:00, 9.30, 19:00:00Z; None when it is none."""
    if not isinstance(value, str):
        return None
    found = _TIME.match(value.strip()[:MAX_LENGTH].removeprefix("T"))
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2])
    if (hour, minute) == (24, 0):
        return time()
    return time(hour, minute) if hour < 24 and minute < 60 else None


def read_duration(value: object) -> timedelta | None:
    """An ISO 8601 duration of weeks, days and time (PT1H30M); None for anything else, nothing and less than nothing."""
    if not isinstance(value, str):
        return None
    found = _DURATION.fullmatch(value.strip()[:MAX_LENGTH].lstrip("+"))
    if found is None:
        return None
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return length if timedelta() < length <= timedelta(days=3660) else None


def read_day_code(word: str) -> str | None:
    """WE of `Wednesday`, `woensdag`, `wo` or `WE`, however capitals stand; None for no day."""
    number = WEEKDAYS.get(word.strip().lower())
    return None if number is None else DAY_CODES[number]


@lru_cache(maxsize=1)
def _zone_names() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones()}


@lru_cache(maxsize=256)
def find_zone(name: str) -> ZoneInfo | None:
    """The zone of the IANA database, however its name is written (capitals, spaces); None when there is none."""
    known = _zone_names().get(name.strip().strip('"').replace(" ", "_").lstrip("/").casefold())
    return None if known is None else ZoneInfo(known)


def write_local(moment: datetime) -> str:
    """Wall time as the wire takes it."""
    return moment.replace(tzinfo=None, microsecond=0).isoformat()
