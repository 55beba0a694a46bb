"""RFC 5545 recurrence rules as partners send them: checked before they are used, and turned into local start times.

A rule is the value of RRULE without DTSTART; the first start is given beside it. Accepted are the parts that school,
club and calendar software writes; what is refused is refused by name, never ignored.
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from dateutil.rrule import rrule as DateutilRule
from dateutil.rrule import rrulestr

from app.errors import Fault

FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
PARTS = frozenset(
    {
        "FREQ",
        "INTERVAL",
        "COUNT",
        "UNTIL",
        "WKST",
        "BYMONTH",
        "BYMONTHDAY",
        "BYDAY",
        "BYSETPOS",
        "BYWEEKNO",
        "BYYEARDAY",
    }
    | {"BYHOUR", "BYMINUTE", "BYSECOND"}
)
MAX_INTERVAL = 366
MAX_OCCURRENCES = 2000
MAX_LENGTH = 400
END_OF_DAY = time(23, 59, 59)

_UNTIL = re.compile(r"(\d{8})(?:T(\d{6})(Z?))?")
_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
DAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""The days of RFC 5545, Monday first, as `date.weekday()` counts."""
_RANGES = {
    "BYMONTH": (1, 12, False),
    "BYMONTHDAY": (1, 31, True),
    "BYSETPOS": (1, 366, True),
    "BYWEEKNO": (1, 53, True),
    "BYYEARDAY": (1, 366, True),
    "BYHOUR": (0, 23, False),
    "BYMINUTE": (0, 59, False),
    "BYSECOND": (0, 59, False),
}
_BELONGS_TO = {
    "BYWEEKNO": ("YEARLY",),
    "BYYEARDAY": ("YEARLY",),
    "BYMONTHDAY": ("DAILY", "MONTHLY", "YEARLY"),
    "BYSETPOS": ("WEEKLY", "MONTHLY", "YEARLY"),
}
"""Parts that mean something with these frequencies only."""


def split_rule(rule: str) -> dict[str, str]:
    """The parts of a rule by upper-case name; an "RRULE:" in front is allowed. Malformed parts get the value ""."""
    return dict(_pairs(rule))


def _pairs(rule: str) -> list[tuple[str, str]]:
    text = rule.strip().upper().removeprefix("RRULE:").rstrip(";")
    split = (part.partition("=") for part in text.split(";"))
    return [(name.strip(), value.strip()) for name, _, value in split]


def find_rule_faults(rule: str, starts_at: datetime | None = None, pointer: str | None = None) -> list[Fault]:
    """Everything wrong with a rule; empty when it can be expanded. `starts_at` also finds rules that never occur."""
    if len(rule) > MAX_LENGTH:
        told = f"The rule is longer than {MAX_LENGTH} characters."
        return [_fault("rrule-too-long", told, f"De regel is langer dan {MAX_LENGTH} tekens.", pointer)]
    parts = split_rule(rule)
    problems = [*_structure_problems(rule, parts)]
    if not problems:
        problems = [*_value_problems(parts)]
    if not problems and _never_occurs(parts, starts_at):
        problems = [_NEVER]
    return [_fault("invalid-rrule", *problem, pointer) for problem in problems]


def _fault(code: str, detail: str, dutch: str, pointer: str | None) -> Fault:
    hint = "For example FREQ=WEEKLY;BYDAY=WE;UNTIL=20270630 (RFC 5545)."
    return Fault(code, detail, pointer=pointer, hint=hint, detail_nl=dutch)


Problem = tuple[str, str]
"""What is wrong, in English and in Dutch."""
_NEVER = ("No day fits all parts of the rule, so it never happens.", "Geen dag past bij alle delen van de regel.")


def _structure_problems(rule: str, parts: Mapping[str, str]) -> Iterator[Problem]:
    names = [
        part.partition("=")[0].strip() for part in rule.strip().upper().removeprefix("RRULE:").rstrip(";").split(";")
    ]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"{name} is given twice.", f"{name} staat er twee keer in."
    for name, value in parts.items():
        if name not in PARTS:
            told = f"{name or 'An empty part'} is not a known part of a rule."
            yield told, f"{name or 'Een leeg deel'} is geen bekend deel van een regel."
        elif not value:
            yield f"{name} has no value.", f"{name} heeft geen waarde."
    frequency = parts.get("FREQ")
    known = ", ".join(FREQUENCIES)
    if frequency is None:
        yield "FREQ is missing.", "FREQ ontbreekt."
    elif frequency and frequency not in FREQUENCIES:
        yield f"FREQ={frequency} is not accepted; use {known}.", f"FREQ={frequency} kan niet. Kies uit {known}."
    if "COUNT" in parts and "UNTIL" in parts:
        yield "COUNT and UNTIL exclude each other.", "Geef COUNT of UNTIL, niet allebei."


def _value_problems(parts: Mapping[str, str]) -> Iterator[Problem]:
    for name, high in (("INTERVAL", MAX_INTERVAL), ("COUNT", MAX_OCCURRENCES)):
        if name in parts and not (parts[name].isdecimal() and 1 <= int(parts[name]) <= high):
            yield (
                f"{name} must be a whole number from 1 to {high}.",
                f"{name} is een heel getal van 1 tot en met {high}.",
            )
    if "UNTIL" in parts and _read_until(parts["UNTIL"]) is None:
        yield (
            "UNTIL must be a date (20270630) or a date and time (20270630T160000 or with Z).",
            "UNTIL is een datum (20270630) of een datum met tijd (20270630T160000, of met Z).",
        )
    if parts.get("WKST", "MO") not in DAY_CODES:
        yield "WKST must be one of MO TU WE TH FR SA SU.", "WKST is een van MO TU WE TH FR SA SU."
    for name, (low, high, may_be_negative) in _RANGES.items():
        if name in parts and not all(_is_in_range(item, low, high, may_be_negative) for item in parts[name].split(",")):
            yield (
                f"{name} must hold numbers from {low} to {high}.",
                f"{name} heeft getallen van {low} tot en met {high}.",
            )
    for name, frequencies in _BELONGS_TO.items():
        if name in parts and parts["FREQ"] not in frequencies:
            yield f"{name} has no meaning with FREQ={parts['FREQ']}.", f"{name} past niet bij FREQ={parts['FREQ']}."
    if "BYDAY" in parts:
        yield from _weekday_problems(parts)


def _is_in_range(item: str, low: int, high: int, may_be_negative: bool) -> bool:
    digits = item[1:] if item[:1] in ("+", "-") else item
    if not digits.isdecimal() or len(digits) > 3 or (item.startswith("-") and not may_be_negative):
        return False
    return low <= int(digits) <= high


def _weekday_problems(parts: Mapping[str, str]) -> Iterator[Problem]:
    days = [_DAY.fullmatch(item) for item in parts["BYDAY"].split(",")]
    if not all(days):
        yield (
            "BYDAY must hold MO TU WE TH FR SA SU, with a number in front for the nth of the month.",
            "BYDAY heeft MO TU WE TH FR SA SU. Een getal ervoor zegt de hoeveelste van de maand.",
        )
        return
    numbers = [int(day[1]) for day in days if day is not None and day[1]]
    if numbers and (parts["FREQ"] not in ("MONTHLY", "YEARLY") or "BYWEEKNO" in parts):
        yield (
            "A numbered BYDAY has meaning with FREQ=MONTHLY or FREQ=YEARLY only.",
            "Een getal in BYDAY past alleen bij FREQ=MONTHLY of FREQ=YEARLY.",
        )
    most = 5 if parts["FREQ"] == "MONTHLY" or "BYMONTH" in parts else 53
    if any(not 1 <= abs(number) <= most for number in numbers):
        told = f"The number in BYDAY must be 1 to {most}, or negative."
        yield told, f"Het getal in BYDAY is 1 tot en met {most}, of negatief."


def _never_occurs(parts: Mapping[str, str], starts_at: datetime | None) -> bool:
    """The usual ways to write a rule that never happens; dateutil would look for it until the year 9999."""
    if "BYMONTH" in parts and "BYMONTHDAY" in parts:
        months = [int(item) for item in parts["BYMONTH"].split(",")]
        days = [abs(int(item)) for item in parts["BYMONTHDAY"].split(",")]
        if min(days) > max(monthrange(2024, month)[1] for month in months):
            return True
    interval = int(parts.get("INTERVAL", "1"))
    if starts_at is None or parts["FREQ"] != "DAILY" or interval % 7 or "BYDAY" not in parts:
        return False
    return DAY_CODES[starts_at.weekday()] not in parts["BYDAY"].split(",")


def _read_until(value: str) -> tuple[date, time, bool] | None:
    """(day, time, whether in UTC); a bare date means the whole of that day."""
    found = _UNTIL.fullmatch(value)
    if found is None:
        return None
    try:
        day = datetime.strptime(found[1], "%Y%m%d").date()
        at = datetime.strptime(found[2], "%H%M%S").time() if found[2] else END_OF_DAY
    except ValueError:
        return None
    return day, at, bool(found[3])


def local_until(rule: str, zone: ZoneInfo) -> datetime | None:
    """The last moment of a rule in local wall time, None when it has no UNTIL. The rule must be without faults."""
    value = split_rule(rule).get("UNTIL")
    found = _read_until(value) if value else None
    if found is None:
        return None
    day, at, is_utc = found
    until = datetime.combine(day, at)
    return until.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None) if is_utc else until


def is_bounded(rule: str) -> bool:
    """Whether the rule ends by itself."""
    return not {"COUNT", "UNTIL"}.isdisjoint(split_rule(rule))


def to_dateutil(rule: str, starts_at: datetime, zone: ZoneInfo) -> DateutilRule:
    """The rule in local wall time. It must be without faults; seconds are those of the first start."""
    parts = split_rule(rule)
    parts.pop("BYSECOND", None)
    parts.pop("UNTIL", None)
    text = ";".join(f"{name}={value}" for name, value in parts.items())
    made = rrulestr(text, dtstart=starts_at)
    until = local_until(rule, zone)
    if not isinstance(made, DateutilRule):
        raise TypeError("one rule gives one recurrence")
    return made if until is None else made.replace(until=until)
