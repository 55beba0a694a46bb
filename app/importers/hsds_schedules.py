"""Schedules of HSDS 1–3 as rules: the RRULE parts of version 2 and 3, the weekdays of version 1, single dates, and
holidays on which it is closed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from app.domain.recurrence import DAY_CODES
from app.importers.draft_building import ONE_DAY, ONE_HOUR, DraftBuilder
from app.importers.feed_text import read_line
from app.importers.fields import read_flag
from app.importers.hsds_tables import Record, records
from app.importers.ical_ranges import horizon
from app.importers.moments import find_zone, read_clock, read_day_code, read_moment, write_local
from app.importers.rule_repair import MOST_STEPS, expand_rule, repair_rule

_NAMES = ("schedules", "schedule", "regular_schedules", "regular_schedule")
_RULE_PARTS = ("freq", "interval", "byday", "bymonth", "bymonthday", "byweekno", "byyearday", "wkst", "count")
MOST_SCHEDULES, MOST_CLOSED = 200, 1_900
MOST_WALKED = 5 * MOST_STEPS


def schedules_of(*sources: Mapping[str, Any]) -> list[Record]:
    """The schedules of the first source that has any."""
    for source in sources:
        found = [row for name in _NAMES for row in records(source.get(name))]
        if found:
            return found
    return []


def set_schedules(given: list[Record], holidays: Sequence[Record], builder: DraftBuilder) -> None:
    """Fills `schedule`. What is said in words stays in its summary."""
    zones = [zone for row in given if (zone := find_zone(read_line(row.get("timezone")) or ""))]
    if zones:
        builder.zone = zones[0]
    rules = [rule for row in given[:MOST_SCHEDULES] if (rule := _rule_of(row, builder)) is not None]
    if len(given) > MOST_SCHEDULES:
        builder.warn("too-many-dates", value=MOST_SCHEDULES)
    said = dict.fromkeys(
        line for row in given for name in ("description", "notes") if (line := read_line(row.get(name)))
    )
    closed = _closed_dates(rules, holidays, builder)
    if len(closed) > MOST_CLOSED:
        builder.warn("too-many-dates", value=MOST_CLOSED)
    if other := sum(not _is_closed(row) and bool(read_line(row.get("opens_at"))) for row in holidays):
        builder.warn("exceptions-dropped", value=other)
    builder.set_schedule(rules=rules, exceptions=closed[:MOST_CLOSED], summary="; ".join(said))


def _rule_of(row: Record, builder: DraftBuilder) -> dict[str, Any] | None:
    opens = _clock(row, "opens_at", builder)
    closes = _clock(row, "closes_at", builder)
    start = read_moment(read_line(row.get("dtstart"))) or read_moment(read_line(row.get("valid_from")))
    rule = _rule_text(row)
    if rule is None and start is None:
        if opens is not None and not read_line(row.get("description")):
            builder.warn("dates-differ", value=f"{row.get('opens_at')}–{row.get('closes_at')}")
        return None
    first_day = start.day if start else date(builder.context.now.year, 1, 1)
    if start is None:
        builder.warn("start-assumed", value=first_day)
    starts_at = datetime.combine(first_day, opens or (start.at if start else None) or time())
    if rule is not None:
        repaired, first = _repair(rule, starts_at, builder)
        if repaired is None or first is None:
            return None
        rule, starts_at = repaired, first
    ends_at = _end_of(starts_at, opens, closes, builder)
    written = {"startsAt": write_local(starts_at), "endsAt": write_local(ends_at)}
    return {**written, "rrule": rule} if rule else written


def _clock(row: Record, name: str, builder: DraftBuilder) -> time | None:
    """A time of day, also behind a date; null means closed or unknown."""
    line = read_line(row.get(name))
    if line is None:
        return None
    moment = read_moment(line)
    found = moment.at if moment is not None else read_clock(line)
    if found is None:
        builder.warn("value-unreadable", value=line, member=name)
    return found


def _repair(rule: str, starts_at: datetime, builder: DraftBuilder) -> tuple[str | None, datetime | None]:
    """(the rule as it can be used, its first start)."""
    zone = builder.zone
    repaired, is_changed = repair_rule(rule, starts_at, zone)
    if repaired is None or is_changed:
        builder.warn(*(("rule-repaired",) if repaired else ("rule-unreadable",)), value=rule, used=repaired)
    dates = expand_rule(repaired, starts_at, zone, 1) if repaired else []
    if not dates:
        builder.warn("rule-unreadable", value=rule)
    return repaired, dates[0] if dates else None


def _end_of(starts_at: datetime, opens: time | None, closes: time | None, builder: DraftBuilder) -> datetime:
    if opens is None:
        builder.warn("time-unknown")
        return starts_at + ONE_DAY
    if closes is None:
        builder.warn("end-unknown")
        return starts_at + ONE_HOUR
    ends_at = datetime.combine(starts_at.date(), closes)
    return ends_at if ends_at > starts_at else ends_at + ONE_DAY


def _rule_text(row: Record) -> str | None:
    """The parts of version 2 and 3, or the weekday of version 1; None when nothing repeats."""
    days = [code for value in _listed(row.get("weekday")) if (code := _day_code(value))]
    given = {name.upper(): _part(row[name]) for name in _RULE_PARTS if row.get(name) not in (None, "", [])}
    parts = {name: value for name, value in given.items() if value}
    if "BYDAY" in parts:
        named = [_day_code(day) or day for day in parts["BYDAY"].split(",")]
        parts["BYDAY"] = ",".join(dict.fromkeys(named))
    if not parts.get("FREQ"):
        if not days and "BYDAY" not in parts:
            return None
        parts = {**parts, "FREQ": "WEEKLY", "BYDAY": parts.get("BYDAY") or ",".join(dict.fromkeys(days))}
    ends = [read_moment(read_line(row.get(name))) for name in ("until", "valid_to")]
    last = min((end.day for end in ends if end is not None), default=None)
    if last is not None:
        parts["UNTIL"] = last.strftime("%Y%m%d")
    return ";".join(f"{name}={value}" for name, value in parts.items())


def _part(value: Any) -> str:
    return ",".join(str(item).strip() for item in _listed(value))


def _listed(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value[:20]
    return str(value).replace(" ", "").split(",")[:60] if value not in (None, "") else []


def _day_code(value: Any) -> str | None:
    """MO, Monday, maandag, or a number that counts from Monday = 1."""
    word = (read_line(value) or "").strip()
    if word.isdecimal() and len(word) == 1 and 1 <= int(word) <= 7:
        return DAY_CODES[int(word) - 1]
    return read_day_code(word)


def _closed_dates(
    rules: list[dict[str, Any]], holidays: Iterable[Record], builder: DraftBuilder
) -> list[dict[str, str]]:
    """The dates of the rules within a holiday that is marked as closed."""
    periods = [period for row in holidays if _is_closed(row) and (period := _period(row)) is not None]
    if not periods:
        return []
    found: dict[str, None] = {}
    begin = datetime.combine(min(first for first, _ in periods), time())
    until = min(horizon(builder.context.now), datetime.combine(max(last for _, last in periods), time.max))
    closed = _days_in(periods, until.date())
    left = MOST_WALKED
    for rule in rules:
        starts_at = datetime.fromisoformat(rule["startsAt"])
        dates = [starts_at]
        if "rrule" in rule:
            dates = expand_rule(rule["rrule"], starts_at, builder.zone, left, until, begin)
        found |= dict.fromkeys(write_local(start) for start in dates if start.date() in closed)
        left -= len(dates)
        if left <= 0:
            builder.warn("too-many-dates", value=len(found))
        if left <= 0 or len(found) > MOST_CLOSED:
            break
    return [{"original": original, "status": "cancelled"} for original in found]


def _days_in(periods: Iterable[tuple[date, date]], until: date) -> set[date]:
    """Every day of the periods, each day once however they overlap."""
    days: set[date] = set()
    after = date.min
    for first, last in sorted(periods):
        day = max(first, after)
        after = max(after, min(last, until) + ONE_DAY)
        days.update(day + number * ONE_DAY for number in range((after - day).days))
    return days


def _is_closed(row: Record) -> bool:
    return row.get("closed") is True or read_flag(read_line(row.get("closed")) or "") is True


def _period(row: Record) -> tuple[date, date] | None:
    """First and last day."""
    first, last = read_moment(read_line(row.get("start_date"))), read_moment(read_line(row.get("end_date")))
    return None if first is None else (first.day, (last or first).day)
