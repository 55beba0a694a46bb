"""Rules of repetition in columns: one of RFC 5545, or its parts as exports of calendars spread them."""

import re
from datetime import date, datetime, timedelta

from app.domain.recurrence import DAY_CODES, find_rule_faults
from app.importers.fields import read_count
from app.importers.notes import Doubt
from app.importers.schedule_building import ASSUMED_MINUTES, Plan, write_moment
from app.importers.table_rows import Row
from app.importers.time_slots import Span

_FREQUENCIES = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_DAYS = re.compile(r"[+-]?\d?(?:MO|TU|WE|TH|FR|SA|SU)(?:,[+-]?\d?(?:MO|TU|WE|TH|FR|SA|SU))*")


def plan_rrule(row: Row, first: date | None, span: Span | None, last: date | None, minutes: int | None) -> Plan | None:
    """The rule of a row from its first date and times, when it holds. last: its last date, when a column says it."""
    written = row.get("rrule").removeprefix("RRULE:")
    text = written if "FREQ=" in written.upper() else _compose(row, first, last)
    if not text or first is None or span is None:
        return None
    starts = datetime.combine(first, span.starts)
    if find_rule_faults(text, starts):
        row.doubt("rrule" if written else "frequency", Doubt("word-unknown", text[:80]))
        return None
    ends = datetime.combine(first, span.ends or span.starts)
    if ends <= starts:
        ends = starts + timedelta(minutes=minutes or ASSUMED_MINUTES)
    return Plan(rules=[{"startsAt": write_moment(starts), "endsAt": write_moment(ends), "rrule": text}])


def _compose(row: Row, first: date | None, last: date | None) -> str:
    """`WEEKLY; TH; 2; 25-03-2027` as a rule; empty when the frequency is in words of people."""
    frequency = row.get("frequency").upper().removeprefix("FREQ=")
    if frequency not in _FREQUENCIES:
        return ""
    interval = read_count(row.get("interval")) if row.has("interval") else None
    count = read_count(row.get("sessionsCount")) if row.has("sessionsCount") else None
    days = row.get("weekday").upper().replace(" ", "")
    until = f"UNTIL={last:%Y%m%d}T235959" if last and first and last > first else ""
    parts = [
        f"FREQ={frequency}",
        f"INTERVAL={interval}" if interval and interval > 1 else "",
        f"BYDAY={days}" if _DAYS.fullmatch(days) else "",
        f"COUNT={min(count, 400)}" if count else until,
    ]
    if not parts[2] and frequency == "WEEKLY" and first:
        parts[2] = f"BYDAY={DAY_CODES[first.weekday()]}"
    return ";".join(filter(None, parts))
