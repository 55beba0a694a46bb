"""Schedules of schema.org and OpenActive as rules with their first start.

https://schema.org/Schedule and https://openactive.io/modelling-opportunity-data/ say what the members mean.
"""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from app.domain.recurrence import find_rule_faults
from app.importers.draft_building import ONE_DAY, DraftBuilder
from app.importers.feed_text import read_number
from app.importers.moments import Moment, read_clock, read_day_code, read_duration, read_moment, write_local
from app.importers.rule_repair import expand_rule, repair_rule
from app.importers.schema_nodes import Node, as_list, bare_name, member_text, text_of, types_of

_FREQUENCY = re.compile(r"P(\d{1,3})([DWMY])")
_WORDS = {
    "DAILY": "P1D", "DAGELIJKS": "P1D", "WEEKLY": "P1W", "WEKELIJKS": "P1W", "BIWEEKLY": "P2W", "FORTNIGHTLY": "P2W",
    "MONTHLY": "P1M", "MAANDELIJKS": "P1M", "YEARLY": "P1Y", "ANNUALLY": "P1Y",
}  # fmt: skip
MOST_EXCEPT_DATES = 3_800
_SAID = ("repeatFrequency", "startTime", "endTime", "byMonth", "byMonthDay")
_UNITS = {"D": "DAILY", "W": "WEEKLY", "M": "MONTHLY", "Y": "YEARLY"}
_CODE = re.compile(r"([+-]?\d)?(MO|TU|WE|TH|FR|SA|SU)")


def only_change(schedules: list[Node], builder: DraftBuilder) -> bool:
    """Whether the dates that are named only change those of a schedule: it is whole (a PartialSchedule of OpenActive is
    not), or all of them are cancelled, moved or over. Else they are all there are."""
    whole = [one for one in schedules if "PartialSchedule" not in types_of(one)]
    if any(schedule.get(name) for schedule in whole for name in ("repeatFrequency", "byDay", "idTemplate")):
        return True
    now = write_local(builder.context.now.astimezone(builder.zone))
    living = [one for one in builder.members["sessions"] if one.get("status") not in ("cancelled", "moved")]
    if not living or not schedules:
        return bool(schedules)
    ends = [read_moment(text_of(schedule.get("endDate"))) for schedule in schedules]
    goes_on = any(end is None or end.day.isoformat() >= now[:10] for end in ends)
    return goes_on and all(one["endsAt"] < now for one in living)


def write_rule(schedule: Node, node: Node, builder: DraftBuilder) -> dict[str, Any] | None:
    """A Schedule as a rule with its first start; None when it says no day."""
    starts_on = _first_day(schedule, node, builder)
    if starts_on is None:
        said = ", ".join(f"{name} {text}" for name in _SAID if (text := text_of(schedule.get(name))))
        builder.warn("rule-unreadable", value=said or "Schedule")
        return None
    clock = read_clock(text_of(schedule.get("startTime"))) or _clock_of(schedule) or _clock_of(node)
    starts_at = datetime.combine(starts_on, clock or time())
    unread = [text_of(value) for value in as_list(schedule.get("byDay")) if _day_code(value) is None]
    if unread:
        builder.warn("value-unreadable", value=unread[0], member="byDay")
    rule = _rule_text(schedule, node, starts_at)
    if rule is not None:
        given, (rule, is_changed) = rule, repair_rule(rule, starts_at, builder.zone)
        if rule is None or (is_changed and not _ends_sooner(given, rule)):
            builder.warn(*(("rule-unreadable",) if rule is None else ("rule-repaired",)), value=given, used=rule)
        first = expand_rule(rule, starts_at, builder.zone, 1) if rule else [starts_at]
        if not first:
            builder.warn("rule-unreadable", value=given)
            return None
        starts_at = first[0]
    ends_at = _end_of_first(schedule, node, starts_at, clock, builder)
    written = {"startsAt": write_local(starts_at), "endsAt": write_local(ends_at)}
    return {**written, "rrule": rule} if rule else written


def _ends_sooner(given: str, rule: str) -> bool:
    """Whether only the later of two ends was left out: a number of times and a last day may both be stated."""
    left_out = set(given.split(";")) - set(rule.split(";"))
    return all(part.startswith(("COUNT=", "UNTIL=")) for part in left_out) and len(left_out) == 1


def _clock_of(node: Node) -> time | None:
    moment = read_moment(text_of(node.get("startDate")))
    return moment.at if moment else None


def _first_day(schedule: Node, node: Node, builder: DraftBuilder) -> date | None:
    """The stated first day; a series that has none counts from the first of January, so that every fetch reads the
    same."""
    start = read_moment(member_text(schedule, "startDate")) or read_moment(member_text(node, "startDate"))
    if start is not None:
        return start.day
    said = (text_of(schedule.get("repeatFrequency")) or "").strip().upper()
    is_daily = _WORDS.get(said, said) == "P1D"
    if not (is_daily or any(as_list(schedule.get(name)) for name in ("byDay", "byMonthDay"))):
        return None
    first = date(builder.context.now.year, 1, 1)
    builder.warn("start-assumed", value=first)
    return first


def _end_of_first(
    schedule: Node, node: Node, starts_at: datetime, clock: time | None, builder: DraftBuilder
) -> datetime:
    until = read_clock(text_of(schedule.get("endTime")))
    length = read_duration(text_of(schedule.get("duration"))) or read_duration(text_of(node.get("duration")))
    if until is not None and clock is not None:
        ends_at = datetime.combine(starts_at.date(), until)
        return ends_at if ends_at > starts_at else ends_at + ONE_DAY
    if clock is None:
        builder.warn("time-unknown")
        return starts_at + max(length or ONE_DAY, ONE_DAY)
    if length is not None:
        return starts_at + length
    builder.warn("end-unknown")
    return starts_at + timedelta(hours=1)


def _rule_text(schedule: Node, node: Node, starts_at: datetime) -> str | None:
    given = (text_of(schedule.get("repeatFrequency")) or "").strip().upper()
    days = [code for value in as_list(schedule.get("byDay")) if (code := _day_code(value))]
    weeks = [int(week) for value in as_list(schedule.get("byMonthWeek")) if (week := read_number(value))]
    found = _FREQUENCY.fullmatch(_WORDS.get(given.rpartition("/")[2], given))
    if found is None and not days:
        return None
    number, unit = (int(found[1]), found[2]) if found else (1, "W")
    if unit == "D" and number % 7 == 0 and number:
        number, unit = number // 7, "W"
    if unit == "W" and days and weeks:
        unit, number = "M", 1
    if unit == "M" and weeks:
        days = [f"{week}{code[-2:]}" for week in weeks for code in days]
    parts = {"FREQ": _UNITS[unit], "INTERVAL": str(number) if number > 1 else "", "BYDAY": ",".join(days)}
    for name, part in (("byMonth", "BYMONTH"), ("byMonthDay", "BYMONTHDAY")):
        parts[part] = ",".join(str(int(item)) for value in as_list(schedule.get(name)) if (item := read_number(value)))
    rule = ";".join(f"{name}={value}" for name, value in parts.items() if value)
    rule = rule if not find_rule_faults(rule) or days else f"FREQ={_UNITS[unit]}"
    return ";".join([rule, *_rule_ends(schedule, node, starts_at)])


def _rule_ends(schedule: Node, node: Node, starts_at: datetime) -> list[str]:
    """How often and until when; a schedule without a last day ends with the whole it belongs to."""
    count = read_number(schedule.get("repeatCount"))
    last = read_moment(text_of(schedule.get("endDate"))) or (None if count else _last_of_all(schedule, node, starts_at))
    return [
        *([f"UNTIL={last.day:%Y%m%d}"] if last is not None else []),
        *([f"COUNT={int(count)}"] if count and count >= 1 else []),
    ]


def _last_of_all(schedule: Node, node: Node, starts_at: datetime) -> Moment | None:
    """The last day that the event itself states, where it is not that of one long date."""
    last = read_moment(text_of(node.get("endDate")))
    length = read_duration(text_of(schedule.get("duration"))) or read_duration(text_of(node.get("duration")))
    is_short = read_clock(text_of(schedule.get("endTime"))) is not None or (length or ONE_DAY) < ONE_DAY
    return last if last is not None and is_short and last.day - starts_at.date() > ONE_DAY else None


def _day_code(value: Any) -> str | None:
    """TU of https://schema.org/Tuesday, Tuesday, TU or 2TU."""
    word = bare_name(text_of(value) or "").upper()
    return word if _CODE.fullmatch(word) else read_day_code(word)


def read_exceptions(schedules: list[Node], rules: list[dict[str, Any]], builder: DraftBuilder) -> list[dict[str, str]]:
    """The dates that schedules leave out, as cancelled; at a time at which nothing starts all of that day is meant."""
    given = [value for schedule in schedules for value in as_list(schedule.get("exceptDate"))]
    moments = [read_moment(text_of(value)) for value in given[:MOST_EXCEPT_DATES]]
    if None in moments:
        builder.warn("exceptions-dropped", value=moments.count(None))
    if len(given) > MOST_EXCEPT_DATES:
        builder.warn("too-many-dates", value=MOST_EXCEPT_DATES)
    clocks = {datetime.fromisoformat(rule["startsAt"]).time() for rule in rules}
    starts = (moment.local(builder.zone) for moment in moments if moment is not None)
    found = dict.fromkeys(
        write_local(start if start.time() in clocks else datetime.combine(start, time())) for start in starts
    )
    return [{"original": original, "status": "cancelled"} for original in found]
