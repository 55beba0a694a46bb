"""Recurrence rules as calendars really write them, made into what RFC 5545 and the catalogue accept."""

import re
from datetime import datetime
from itertools import islice
from zoneinfo import ZoneInfo

from app.domain.recurrence import (
    DAY_CODES,
    MAX_INTERVAL,
    MAX_OCCURRENCES,
    PARTS,
    find_rule_faults,
    local_until,
    to_dateutil,
)
from app.domain.rule_starts import start_near
from app.importers.moments import read_moment

_DAY = re.compile(r"([+-]?\d{1,2})?\s*(MO|TU|WE|TH|FR|SA|SU)[A-Z]*")
_NUMBERED = ("MONTHLY", "YEARLY")
_BELONGS_TO = {
    "BYWEEKNO": ("YEARLY",),
    "BYYEARDAY": ("YEARLY",),
    "BYMONTHDAY": ("DAILY", "MONTHLY", "YEARLY"),
    "BYSETPOS": ("WEEKLY", "MONTHLY", "YEARLY"),
}
_NUMBER = re.compile(r"[+-]?\d{1,3}")
MOST_STEPS = 20_000
MOST_A_DAY = 24


def repair_rule(given: str, starts_at: datetime, zone: ZoneInfo) -> tuple[str | None, bool]:
    """(the rule that can be used or None, whether it says something else than what was written).

    `starts_at`: the first start in wall time. Dropped are parts that no standard knows and parts that mean nothing with
    the frequency; of COUNT and UNTIL the one that ends first stays.
    """
    text = given[:1_000].strip().upper().replace("\\", "")
    while text.startswith("RRULE:"):
        text = text.removeprefix("RRULE:")
    parts, is_changed = _split(text.removeprefix("RRULE="))
    is_changed |= given.strip().upper().startswith("RRULE")
    is_changed |= _repair_parts(parts)
    if parts.get("FREQ") is None:
        return None, True
    is_changed |= _drop_what_ends_later(parts, starts_at, zone)
    rule = _write(parts)
    times = [len(parts.get(name, "").split(",")) for name in ("BYHOUR", "BYMINUTE", "BYSECOND")]
    if times[0] * times[1] * times[2] > MOST_A_DAY:
        return None, True
    if find_rule_faults(rule, starts_at):
        return None, True
    return rule, is_changed


def _write(parts: dict[str, str]) -> str:
    return ";".join(f"{name}={value}" for name, value in parts.items())


def _split(text: str) -> tuple[dict[str, str], bool]:
    parts: dict[str, str] = {}
    is_changed = False
    for part in text.split(";"):
        name, _, value = (piece.strip() for piece in part.partition("="))
        name = name.rpartition(":")[2]
        if name in PARTS and value and name not in parts:
            parts[name] = value
        elif part.strip():
            is_changed = True
    return parts, is_changed


def _repair_parts(parts: dict[str, str]) -> bool:
    before = dict(parts)
    frequency = parts.get("FREQ", "")
    for name, frequencies in _BELONGS_TO.items():
        if name in parts and frequency not in frequencies:
            del parts[name]
    _repair_days(parts, frequency)
    _repair_until(parts)
    for name, most in (("INTERVAL", MAX_INTERVAL), ("COUNT", MAX_OCCURRENCES)):
        if name in parts:
            digits = parts[name].removeprefix("+")
            wanted = min(int(digits), most) if digits.isdecimal() and len(digits) < 10 else 0
            parts[name] = str(wanted)
            if wanted < 1:
                del parts[name]
    if parts.get("WKST", "MO") not in DAY_CODES:
        del parts["WKST"]
    for name in ("BYMONTH", "BYMONTHDAY", "BYSETPOS", "BYWEEKNO", "BYYEARDAY", "BYHOUR", "BYMINUTE", "BYSECOND"):
        if name in parts:
            numbers = [item.strip() for item in parts[name].split(",") if _NUMBER.fullmatch(item.strip())]
            parts[name] = ",".join(numbers)
            if not numbers:
                del parts[name]
    return parts != before


def _repair_days(parts: dict[str, str], frequency: str) -> None:
    if "BYDAY" not in parts:
        return
    found = [match for item in parts["BYDAY"].split(",") if (match := _DAY.fullmatch(item.strip()))]
    is_numbered = frequency in _NUMBERED and "BYWEEKNO" not in parts
    days = dict.fromkeys(f"{(match[1] or '') if is_numbered else ''}{match[2]}" for match in found)
    parts["BYDAY"] = ",".join(days)
    if not days:
        del parts["BYDAY"]


def _repair_until(parts: dict[str, str]) -> None:
    """As the standard writes it; what cannot be read stays, so that the rule is refused and does not go on for ever."""
    if "UNTIL" not in parts:
        return
    given = parts["UNTIL"]
    moment = None if given[:4].isdecimal() else read_moment(given)
    if moment is not None and moment.at is None:
        parts["UNTIL"] = f"{moment.day:%Y%m%d}"
        return
    digits = re.sub(r"[^0-9]", "", given.split("+")[0])[:14]
    if len(digits) >= 14:
        parts["UNTIL"] = f"{digits[:8]}T{digits[8:14]}" + ("Z" if given.endswith("Z") else "")
    elif len(digits) == 12:
        parts["UNTIL"] = f"{digits[:8]}T{digits[8:]}00" + ("Z" if given.endswith("Z") else "")
    elif len(digits) >= 8:
        parts["UNTIL"] = digits[:8]
    elif not digits.strip("0") and not re.search("[A-Z]", given):
        del parts["UNTIL"]


def _drop_what_ends_later(parts: dict[str, str], starts_at: datetime, zone: ZoneInfo) -> bool:
    """COUNT and UNTIL exclude each other; both are ends, so the earlier one holds."""
    if not {"COUNT", "UNTIL"} <= parts.keys():
        return False
    until = parts.pop("UNTIL")
    counted = _write(parts)
    ends_at = (
        local_until(f"FREQ=DAILY;UNTIL={until}", zone) if not find_rule_faults(f"FREQ=DAILY;UNTIL={until}") else None
    )
    if ends_at is not None and not find_rule_faults(counted, starts_at):
        dates = expand_rule(counted, starts_at, zone, MAX_OCCURRENCES)
        if dates and dates[-1] > ends_at:
            del parts["COUNT"]
            parts["UNTIL"] = until
    return True


def expand_rule(  # noqa: PLR0917
    rule: str,
    starts_at: datetime,
    zone: ZoneInfo,
    most: int,
    last: datetime | None = None,
    begin: datetime | None = None,
) -> list[datetime]:
    """The first starts of a rule without faults in wall time, from `begin` up to `last`. What lies before `begin` is
    not walked along, unless the rule counts its dates."""
    found: list[datetime] = []
    near = starts_at if begin is None else start_near(rule, starts_at, begin)
    for start in islice(to_dateutil(rule, near, zone), most):
        if (last is not None and start > last) or start.year > 2199:
            break
        if begin is None or start >= begin:
            found.append(start)
    return found
