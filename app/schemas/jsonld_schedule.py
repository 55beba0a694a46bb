"""schema.org Schedule from RFC 5545 rules."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from app.domain.draft_parts import RuleDraft, ScheduleDraft
from app.domain.recurrence import split_rule
from app.domain.schedule import SESSION_ID, expand_sessions, session_id

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


def build_schedules(schedule: Mapping[str, Any], sessions: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """One Schedule for each rule that repeats. `exceptDate`: cancelled dates, and those between the first and the last
    session that do not take place, such as in a school holiday."""
    cancelled = {each["original"] for each in schedule["exceptions"] if each["status"] == "cancelled"}
    held = {datetime.strptime(session["id"], SESSION_ID) for session in sessions}
    return [
        _build(rule, schedule["timezone"], sorted(cancelled | _left_out(rule, schedule["timezone"], held)))
        for rule in schedule["rules"]
        if rule["rrule"] is not None
    ]


def _left_out(rule: Mapping[str, Any], timezone: str, held: set[datetime]) -> set[str]:
    if not held:
        return set()
    starts_at, ends_at = _local_times(rule)
    alone = ScheduleDraft(timezone=timezone, rules=(RuleDraft(starts_at, ends_at, rule["rrule"]),))
    planned = expand_sessions(alone, first_day=min(held).date(), last_day=max(held).date())
    originals = (datetime.strptime(session_id(session), SESSION_ID) for session in planned)
    return {original.isoformat() for original in originals if original not in held}


def _local_times(rule: Mapping[str, Any]) -> tuple[datetime, datetime]:
    starts_at, ends_at = (datetime.fromisoformat(rule[name]).replace(tzinfo=None) for name in ("startsAt", "endsAt"))
    return starts_at, ends_at


def _build(rule: Mapping[str, Any], timezone: str, left_out: list[str]) -> dict[str, Any]:
    parts = split_rule(rule["rrule"])
    starts_at, ends_at = _local_times(rule)
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
        "exceptDate": left_out or None,
    }
    return {name: value for name, value in built.items() if value is not None}


def _days(parts: Mapping[str, str]) -> Iterator[str]:
    """Plain days as schema.org names them; the nth of a month in the notation of RFC 5545, which schema.org allows."""
    for day in filter(None, parts.get("BYDAY", "").split(",")):
        yield f"https://schema.org/{DAYS[day]}" if day in DAYS else day


def _numbers(text: str | None) -> list[int] | None:
    return [int(number) for number in text.split(",")] if text else None
