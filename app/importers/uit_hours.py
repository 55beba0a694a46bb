"""Days on which a UiTdatabank event is closed or open at other hours than usual."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from app.domain.recurrence import DAY_CODES
from app.importers.draft_building import ONE_DAY, DraftBuilder
from app.importers.feed_text import read_line
from app.importers.ical_ranges import write_rule
from app.importers.moments import read_clock, read_day_code, read_moment, write_local
from app.importers.rule_repair import MOST_STEPS, expand_rule
from app.importers.schema_nodes import as_list, as_nodes, bare_name

MOST_DAYS, MOST_PERIODS, MOST_CHANGES = 366, 100, 1_900


def read_other_days(
    event: Mapping[str, Any], rules: Sequence[Mapping[str, Any]], builder: DraftBuilder
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """(the dates of days with hours of their own, what happens to the usual dates: cancelled, or another end).

    A day that is closed as well stays closed.
    """
    spans: dict[datetime, datetime] = {}
    closed = {day for period in _periods_of(event, "openingHoursClosedDays") for day in _days_of(period, builder)}
    days = set(closed)
    for period in _periods_of(event, "openingHoursAdjustedDays"):
        covered = [day for day in _days_of(period, builder) if day not in closed]
        days.update(covered)
        spans.update(_spans_of(period, covered, builder))
    usual = _usual_dates(rules, days, builder)
    changes: list[dict[str, Any]] = []
    for start in sorted(usual):
        if start in spans:
            changes.append({"original": write_local(start), "status": "scheduled", "endsAt": write_local(spans[start])})
        else:
            changes.append({"original": write_local(start), "status": "cancelled"})
    more = [write_rule(start, end) for start, end in sorted(spans.items()) if start not in usual]
    if len(changes) > MOST_CHANGES:
        builder.warn("too-many-dates", value=MOST_CHANGES)
    return more, changes[:MOST_CHANGES]


def _periods_of(event: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    return as_nodes(event.get(name))[:MOST_PERIODS]


def _days_of(period: Mapping[str, Any], builder: DraftBuilder) -> list[date]:
    first, last = read_moment(read_line(period.get("startDate"))), read_moment(read_line(period.get("endDate")))
    if first is None:
        builder.warn("dates-differ", value=period.get("startDate"))
        return []
    count = ((last or first).day - first.day).days + 1
    return [first.day + offset * ONE_DAY for offset in range(min(max(count, 0), MOST_DAYS))]


def read_day_codes(hours: Mapping[str, Any]) -> list[str]:
    """The days of opening hours, Monday first; a day may also be an address, such as https://schema.org/Monday."""
    codes = {read_day_code(bare_name(read_line(name) or "")) for name in as_list(hours.get("dayOfWeek"))}
    return [code for code in DAY_CODES if code in codes]


def _spans_of(period: Mapping[str, Any], days: Sequence[date], builder: DraftBuilder) -> dict[datetime, datetime]:
    found: dict[datetime, datetime] = {}
    for hours in as_nodes(period.get("openingHours"))[:50]:
        codes = read_day_codes(hours)
        opens, closes = read_clock(hours.get("opens")), read_clock(hours.get("closes"))
        if opens is None:
            builder.warn("dates-differ", value=f"{hours.get('dayOfWeek')} {hours.get('opens')}")
            continue
        for day in (day for day in days if DAY_CODES[day.weekday()] in codes):
            start, end = datetime.combine(day, opens), datetime.combine(day, closes or time())
            found[start] = end if end > start else end + ONE_DAY
    return found


def _usual_dates(rules: Sequence[Mapping[str, Any]], days: set[date], builder: DraftBuilder) -> set[datetime]:
    if not days:
        return set()
    first, last = datetime.combine(min(days), time()), datetime.combine(max(days), time.max)
    dates = (
        start
        for rule in rules
        for start in expand_rule(
            rule["rrule"], datetime.fromisoformat(rule["startsAt"]), builder.zone, MOST_STEPS, last, first
        )
    )
    return {start for start in dates if start.date() in days}
