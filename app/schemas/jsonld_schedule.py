"""schema.org Schedule from RFC 5545 rules."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from app.domain.draft_parts import RuleDraft, ScheduleDraft
from app.domain.recurrence import is_bounded, split_rule
from app.domain.schedule import DAYS_AHEAD, DAYS_BACK, SESSION_ID, Period, expand_sessions, session_id

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


def build_schedules(item: Mapping[str, Any]) -> list[dict[str, Any]]:
    """One Schedule for each rule of a served item that repeats. `exceptDate`: cancelled dates, and those that do not
    take place, such as in a school holiday."""
    schedule, known = item["schedule"], _known_days(item)
    cancelled = {each["original"] for each in schedule["exceptions"] if each["status"] == "cancelled"}
    held = {datetime.strptime(session["id"], SESSION_ID) for session in item["sessions"]}
    return [
        _build(rule, schedule["timezone"], sorted(cancelled | _left_out(rule, schedule["timezone"], held, known)))
        for rule in schedule["rules"]
        if rule["rrule"] is not None
    ]


def _known_days(item: Mapping[str, Any]) -> Period | None:
    """From when until when every session is in the item; None when it has none.

    At the least that is from the first to the last one, until 400 days after the item was written, and when the first
    one is still to come also the 31 days before it.
    """
    days = sorted(datetime.strptime(session["id"], SESSION_ID).date() for session in item["sessions"])
    if not days:
        return None
    following, written = item["nextSession"], datetime.fromisoformat(item["modifiedAt"]).date()
    is_ahead = following is not None and following["id"] == min(session["id"] for session in item["sessions"])
    first = days[0] - timedelta(days=DAYS_BACK) if is_ahead else days[0]
    return first, max(days[-1], written + timedelta(days=DAYS_AHEAD))


def is_endless(schedule: Mapping[str, Any]) -> bool:
    """Whether a rule goes on without an end."""
    return any(rule["rrule"] and not is_bounded(rule["rrule"]) for rule in schedule["rules"])


def find_ruled(item: Mapping[str, Any]) -> set[str]:
    """The ids of the sessions of a served item that a repeating rule gives."""
    schedule, known = item["schedule"], _known_days(item)
    rules = [rule for rule in schedule["rules"] if rule["rrule"] is not None]
    return {start.strftime(SESSION_ID) for rule in rules for start in _planned(rule, schedule["timezone"], known)}


def _left_out(rule: Mapping[str, Any], timezone: str, held: set[datetime], known: Period | None) -> set[str]:
    return {start.isoformat() for start in _planned(rule, timezone, known) if start not in held}


def _planned(rule: Mapping[str, Any], timezone: str, known: Period | None) -> list[datetime]:
    if known is None:
        return []
    starts_at, ends_at = _local_times(rule)
    alone = ScheduleDraft(timezone=timezone, rules=(RuleDraft(starts_at, ends_at, rule["rrule"]),))
    sessions = expand_sessions(alone, first_day=known[0], last_day=known[1])
    return [datetime.strptime(session_id(session), SESSION_ID) for session in sessions]


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
