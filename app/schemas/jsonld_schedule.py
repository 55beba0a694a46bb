"""schema.org Schedule from RFC 5545 rules."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from app.domain.recurrence import split_rule

DAYS = {
    "MO": "Monday",
    "TU": "Tuesday",
    "WE": "Wednesday",
    "TH": "Thursday",
    "FR": "Friday",
    "SA": "Saturday",
    "SU": "Sunday",
}
UNITS = {"DAILY": "D", "WEEKLY": "W", "MONTHLY": "M", "YEARLY": "Y"}


def build_schedules(schedule: Mapping[str, Any]) -> list[dict[str, Any]]:
    """One Schedule for each rule that repeats; cancelled dates are `exceptDate`."""
    cancelled = [each["original"] for each in schedule["exceptions"] if each["status"] == "cancelled"]
    return [_build(rule, schedule["timezone"], cancelled) for rule in schedule["rules"] if rule["rrule"] is not None]


def _build(rule: Mapping[str, Any], timezone: str, cancelled: list[str]) -> dict[str, Any]:
    parts = split_rule(rule["rrule"])
    starts_at, ends_at = (datetime.fromisoformat(rule[name]) for name in ("startsAt", "endsAt"))
    until = parts.get("UNTIL")
    built = {
        "@type": "Schedule",
        "repeatFrequency": f"P{parts.get('INTERVAL', '1')}{UNITS[parts['FREQ']]}",
        "byDay": [*_days(parts)] or None,
        "byMonth": _numbers(parts.get("BYMONTH")),
        "byMonthDay": _numbers(parts.get("BYMONTHDAY")),
        "startDate": starts_at.date().isoformat(),
        "endDate": f"{until[:4]}-{until[4:6]}-{until[6:8]}" if until else None,
        "repeatCount": int(parts["COUNT"]) if "COUNT" in parts else None,
        "startTime": starts_at.time().isoformat(),
        "endTime": ends_at.time().isoformat(),
        "scheduleTimezone": timezone,
        "exceptDate": cancelled or None,
    }
    return {name: value for name, value in built.items() if value is not None}


def _days(parts: Mapping[str, str]) -> Iterator[str]:
    """Plain days as schema.org names them; the nth of a month in the notation of RFC 5545, which schema.org allows."""
    for day in filter(None, parts.get("BYDAY", "").split(",")):
        yield f"https://schema.org/{DAYS[day]}" if day in DAYS else day


def _numbers(text: str | None) -> list[int] | None:
    return [int(number) for number in text.split(",")] if text else None
