"""When an event of schema.org or OpenActive takes place: dates of its own, of its parts, or a Schedule.

https://schema.org/Schedule and https://openactive.io/modelling-opportunity-data/ say what the members mean.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from app.importers.draft_building import LONG_DAYS, MOST_DATES, ONE_DAY, DraftBuilder
from app.importers.feed_text import read_number
from app.importers.moments import Moment, find_zone, read_clock, read_duration, read_moment, write_local
from app.importers.schema_nodes import Node, as_list, as_nodes, member_text, states_of, text_of, types_of
from app.importers.schema_offers import is_sold_out
from app.importers.schema_schedules import only_change, read_exceptions, write_rule

MOST_EXCEPTIONS = 1_900
MOST_SCHEDULES = 100
_SCHEDULES = ("eventSchedule", "courseSchedule")
_STATUSES = {"EventCancelled": "cancelled", "Cancelled": "cancelled", "EventPostponed": "cancelled"}
_MOVED = frozenset({"EventRescheduled", "Rescheduled"})


def set_times(node: Node, parts: list[Node], builder: DraftBuilder) -> None:
    """Fills sessions, schedule and season. `parts`: sub-events and course instances that are dates of the same."""
    zone = find_zone(_zone_name(node, parts) or "")
    if zone is not None:
        builder.zone = zone
    owners = [node, *parts]
    schedules = [(one, owner) for owner in owners for name in _SCHEDULES for one in as_nodes(owner.get(name))]
    dates = list(islice(_dates_of(parts), 2 * MOST_DATES)) or _listed_dates(node)[: 2 * MOST_DATES]
    added = [_add_part(_with_length(date, node), builder) for date in dates]
    has_dates = any(added)
    if has_dates and not only_change([one for one, _ in schedules], builder):
        _set_season(owners, builder)
        return
    rules = [rule for one, owner in schedules[:MOST_SCHEDULES] if (rule := write_rule(one, owner, builder)) is not None]
    if len(schedules) > MOST_SCHEDULES:
        builder.warn("too-many-dates", value=MOST_SCHEDULES)
    if rules:
        changes = [_change_of(one) for one in builder.members.pop("sessions", ())]
        changes += read_exceptions([one for one, _ in schedules], rules, builder)
        builder.set_schedule(rules=rules, exceptions=changes[:MOST_EXCEPTIONS])
        if len(changes) > MOST_EXCEPTIONS:
            builder.warn("too-many-dates", value=MOST_EXCEPTIONS)
    elif has_dates:
        _set_season(owners, builder)
    elif node.get("startDate"):
        _add_own_dates(node, builder)
    elif not any(_set_season([part], builder) for part in parts) and "OnDemandEvent" not in types_of(node):
        builder.warn("start-missing")


def _dates_of(parts: list[Node]) -> Iterator[Node]:
    """The dates among the parts: an edition of a course that names its dates or a schedule is no date itself."""
    for part in parts:
        inner = as_nodes(part.get("subEvent"))
        if inner:
            yield from (_with_length(date, part) for date in inner)
        elif not any(as_nodes(part.get(name)) for name in _SCHEDULES) and not _is_season(part):
            yield part


def _is_season(part: Node) -> bool:
    """Whether an edition of a course only says from when until when it runs."""
    start, end = read_moment(text_of(part.get("startDate"))), read_moment(text_of(part.get("endDate")))
    is_long = start is not None and end is not None and end.day - start.day > LONG_DAYS * ONE_DAY
    return is_long and "CourseInstance" in types_of(part)


def _listed_dates(node: Node) -> list[Node]:
    """The dates of an event that lists several starts, each with the end at the same place of the list."""
    starts, ends = as_list(node.get("startDate")), as_list(node.get("endDate"))
    if len(starts) < 2:
        return []
    kept = {name: node[name] for name in ("duration", "eventStatus") if name in node}
    return [{**kept, "startDate": start, **({"endDate": ends[at]} if at < len(ends) else {})}
            for at, start in enumerate(starts)]  # fmt: skip


def _change_of(session: Mapping[str, Any]) -> dict[str, Any]:
    """A date of its own as what happens to a date of a schedule; one that no rule gives is added by it."""
    status = session.get("status", "scheduled")
    kept = {name: value for name, value in session.items() if name != "movedFrom"}
    return {**kept, "original": session.get("movedFrom", session["startsAt"]), "status": status}


def _with_length(part: Node, node: Node) -> Node:
    """A date that leaves its length to the series."""
    length = read_duration(text_of(node.get("duration")))
    if length is None or length >= ONE_DAY or part.get("duration") or part.get("endDate"):
        return part
    return {**part, "duration": node["duration"]}


def _zone_name(node: Node, parts: list[Node]) -> str | None:
    listed = (one for owner in (node, *parts) for name in _SCHEDULES for one in as_nodes(owner.get(name)))
    return next((name for one in listed if (name := member_text(one, "scheduleTimezone", "timeZone"))), None)


def _set_season(owners: list[Node], builder: DraftBuilder) -> bool:
    """From the first to the last day that the first of them states; False when none states both."""
    for owner in owners:
        first, last = read_moment(text_of(owner.get("startDate"))), read_moment(text_of(owner.get("endDate")))
        if first is not None and last is not None and first.day < last.day:
            builder.members["season"] = {"from": first.day.isoformat(), "to": last.day.isoformat()}
            return True
    return False


def _end_of(node: Node, start: Moment, builder: DraftBuilder) -> Moment | None:
    given = text_of(node.get("endDate"))
    end = read_moment(given)
    if given and end is None:
        builder.warn("end-unreadable", value=given)
    length = read_duration(text_of(node.get("duration")))
    clock = read_clock(text_of(node.get("endTime")))
    if end is not None and (end.at is not None or start.at is None):
        return end
    if length is not None and start.at is not None and (end is None or end.day == start.day):
        finish = datetime.combine(start.day, start.at) + length
        return Moment(finish.date(), finish.time(), start.zone)
    if length is not None and start.at is None and end is None:
        return Moment(start.day + max(length - ONE_DAY, timedelta()))
    if clock is not None and start.at is not None:
        return Moment(end.day if end else start.day, clock, start.zone)
    return end


def _start_of(node: Node) -> Moment | None:
    start = read_moment(text_of(node.get("startDate")))
    clock = read_clock(text_of(node.get("startTime")))
    if start is not None and start.at is None and not start.is_damaged and clock is not None:
        return Moment(start.day, clock, start.zone)
    return start


def _add_own_dates(node: Node, builder: DraftBuilder) -> None:
    start = _start_of(node)
    if start is None:
        builder.fail("start-unreadable", value=text_of(node.get("startDate")))
        return
    end = _end_of(node, start, builder)
    if start.at is None and end is not None and end.day - start.day > LONG_DAYS * ONE_DAY:
        _set_season([node], builder)
        builder.warn("long-session", value=(end.day - start.day).days)
        return
    builder.add_session(start, end, **(_places_of(node) | _move_of(node, start, builder)))


def _move_of(node: Node, start: Moment, builder: DraftBuilder) -> dict[str, Any]:
    """From when it was moved, for what says that it was."""
    previous = read_moment(text_of(node.get("previousStartDate")))
    if previous is None or not states_of(node) & _MOVED:
        return {}
    from_at = previous.local(builder.zone)
    if previous.at is None and start.at is not None:
        from_at = datetime.combine(previous.day, start.local(builder.zone).time())
    return {"status": "moved", "movedFrom": write_local(from_at)}


def _add_part(part: Node, builder: DraftBuilder) -> bool:
    """One date of a series; False when it has none that can be read."""
    start = _start_of(part)
    if start is None:
        if part.get("startDate"):
            builder.warn("dates-differ", value=text_of(part.get("startDate")))
        return False
    more = _places_of(part)
    if is_sold_out(part):
        more["status"] = "full"
    status = next((_STATUSES[state] for state in sorted(states_of(part)) if state in _STATUSES), None)
    more |= {"status": status} if status else _move_of(part, start, builder)
    end = _end_of(part, start, builder)
    if start.at is None and end is not None and end.day - start.day > LONG_DAYS * ONE_DAY:
        return False
    builder.add_session(start, end, **more)
    return True


def _places_of(node: Node) -> dict[str, Any]:
    """How many places a date has left; none is full."""
    places = read_number(node.get("remainingAttendeeCapacity"))
    if places is None or not 0 <= places <= 100_000:
        return {}
    return {"placesLeft": int(places)} | ({"status": "full"} if places == 0 else {})
