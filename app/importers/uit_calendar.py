"""The calendar of a UiTdatabank event: single, multiple, periodic or permanent, with the states of its dates."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from app.domain.recurrence import DAY_CODES
from app.importers.draft_building import ONE_DAY, DraftBuilder
from app.importers.feed_text import read_line, read_number
from app.importers.moments import Moment, read_clock, read_moment, write_local
from app.importers.schema_nodes import as_nodes
from app.importers.uit_hours import read_day_codes, read_other_days

_SUMMARY_DATE = re.compile(
    r"(\d{1,2})/(\d{1,2})/(\d{2}|\d{4})\s{1,3}(?:van|om)\s{1,3}(\d{1,2}:\d{2})(?:\s{1,3}tot\s{1,3}(\d{1,2}:\d{2}))?"
)
_CANCELLED = ("unavailable", "temporarilyunavailable")
_LAST_MINUTE = time(23, 59)


def set_calendar(event: Mapping[str, Any], builder: DraftBuilder) -> None:
    """Fills sessions, schedule, season and status."""
    kind = (read_line(event.get("calendarType")) or "").lower()
    _set_status(event, builder)
    builder.set_schedule(summary=read_line(event.get("calendarSummary")))
    parts = as_nodes(event.get("subEvent"))
    if kind in ("periodic", "permanent"):
        _set_opening_hours(event, kind, builder)
    elif parts:
        for part in parts[:2_000]:
            _add_part(part, builder)
        _judge_parts(parts, builder)
    elif kind == "multiple" and _add_summary_dates(event, builder):
        return
    else:
        _add_whole(event, kind, builder)


def _judge_parts(parts: list[Mapping[str, Any]], builder: DraftBuilder) -> None:
    """What all dates together say: none can be read, or none of them goes on."""
    sessions = builder.members.get("sessions", ())
    if not sessions:
        builder.fail("start-unreadable", value=parts[0].get("startDate"))
    elif all(one.get("status") == "cancelled" for one in sessions):
        builder.members.setdefault("status", "cancelled")


def _set_status(event: Mapping[str, Any], builder: DraftBuilder) -> None:
    state = _type_of(event.get("status"))
    if state == "unavailable":
        builder.members["status"] = "cancelled"
    elif state == "temporarilyunavailable":
        builder.members["status"] = "planned"
        builder.warn("postponed")
    if _type_of(event.get("bookingAvailability")) == "unavailable":
        builder.set_enrolment(status="full")


def _type_of(value: Any) -> str:
    found = value.get("type") if isinstance(value, Mapping) else value
    return (read_line(found) or "").lower()


def _add_part(part: Mapping[str, Any], builder: DraftBuilder) -> None:
    start, end = _span_of(part, builder)
    if start is None:
        builder.warn("dates-differ", value=part.get("startDate"))
        return
    more: dict[str, Any] = {}
    availability = part.get("bookingAvailability")
    if _type_of(part.get("status")) in _CANCELLED:
        more["status"] = "cancelled"
    elif _type_of(availability) == "unavailable":
        more["status"] = "full"
    places = read_number(availability.get("remainingCapacity")) if isinstance(availability, Mapping) else None
    if places is not None and 0 <= places <= 100_000:
        more["placesLeft"] = int(places)
    builder.add_session(start, end, **more)


def _span_of(part: Mapping[str, Any], builder: DraftBuilder) -> tuple[Moment | None, Moment | None]:
    """Start and end. From midnight to midnight or the last minute of a day means that no hours are known."""
    start, end = read_moment(part.get("startDate")), read_moment(part.get("endDate"))
    if start is None or end is None or start.at is None or end.at is None:
        return start, end
    begins, ends = start.local(builder.zone), end.local(builder.zone)
    if begins.time() == time() and (ends == begins or ends.time() >= _LAST_MINUTE):
        return Moment(begins.date()), Moment(ends.date())
    return start, end


def _add_whole(event: Mapping[str, Any], kind: str, builder: DraftBuilder) -> None:
    given = event.get("startDate")
    start, end = _span_of(event, builder)
    if start is None:
        (builder.fail if given else builder.warn)(
            *(("start-unreadable",) if given else ("start-missing",)), **({"value": given} if given else {})
        )
        return
    if kind == "multiple" and end is not None and end.day > start.day and start.at is not None and end.at is not None:
        # The dates between are not in the document: only the first is certain.
        builder.warn("dates-differ", value=f"{start.day} – {end.day}")
        builder.members["season"] = {"from": start.day.isoformat(), "to": end.day.isoformat()}
        end = Moment(start.day, end.at, start.zone) if end.at > start.at else None
    builder.add_session(start, end)


def _add_summary_dates(event: Mapping[str, Any], builder: DraftBuilder) -> bool:
    """Older documents hold their dates only in words: ma 02/03/15 van 13:30 tot 16:30."""
    for found in _SUMMARY_DATE.finditer((read_line(event.get("calendarSummary")) or "")[:20_000]):
        day, month, year, begins, ends = found.groups()
        try:
            on = date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
        except ValueError:
            continue
        begin, end = read_clock(begins), read_clock(ends)
        if begin is not None:
            builder.add_session(Moment(on, begin), Moment(on, end) if end is not None else None)
    return bool(builder.members.get("sessions"))


# --- opening hours


def _set_opening_hours(event: Mapping[str, Any], kind: str, builder: DraftBuilder) -> None:
    """Weekly rules. A permanent one counts from the first of January, so that every fetch reads the same."""
    start, end = read_moment(event.get("startDate")), read_moment(event.get("endDate"))
    first = start.local(builder.zone).date() if start else date(builder.context.now.year, 1, 1)
    last = _last_day(end, builder) if end and kind == "periodic" else None
    if kind == "periodic" and start is not None and last is not None:
        builder.members["season"] = {"from": first.isoformat(), "to": max(first, last).isoformat()}
    hours = as_nodes(event.get("openingHours"))
    rules = [rule for item in hours[:50] if (rule := _rule_of(item, first, last, builder)) is not None]
    more, exceptions = read_other_days(event, rules, builder)
    if not hours:
        builder.warn("time-unknown")
    if rules or any(rule["endsAt"] >= _now_in(builder) for rule in more):
        builder.set_schedule(rules=[*rules, *more], exceptions=exceptions)


def _now_in(builder: DraftBuilder) -> str:
    """What lies before this is over; days with other hours that are over end nothing that has no usual hours."""
    return write_local(builder.context.now.astimezone(builder.zone))


def _last_day(end: Moment, builder: DraftBuilder) -> date:
    """The day in the zone of the place; the last minute of a day in any zone means that day."""
    return end.day if end.at is not None and end.at >= _LAST_MINUTE else end.local(builder.zone).date()


def _rule_of(hours: Mapping[str, Any], first: date, last: date | None, builder: DraftBuilder) -> dict[str, Any] | None:
    days = read_day_codes(hours)
    opens, closes = read_clock(hours.get("opens")), read_clock(hours.get("closes"))
    if not days or opens is None:
        builder.warn("dates-differ", value=f"{hours.get('dayOfWeek')} {hours.get('opens')}")
        return None
    on = next((day for offset in range(7) if DAY_CODES[(day := first + offset * ONE_DAY).weekday()] in days), first)
    starts_at = datetime.combine(on, opens)
    ends_at = datetime.combine(on, closes or time())
    if ends_at <= starts_at:
        ends_at += ONE_DAY
    if last is not None and on > last:
        return None
    until = f";UNTIL={last:%Y%m%d}" if last else ""
    rule = f"FREQ=WEEKLY;BYDAY={','.join(days)}{until}"
    return {"startsAt": write_local(starts_at), "endsAt": write_local(ends_at), "rrule": rule}
