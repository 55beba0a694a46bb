"""iCalendar (RFC 5545) of served items.

A series becomes one VEVENT with an RRULE that ends with the last date we worked out, so that a calendar claims no more
than we do: dates left out (holidays) are EXDATE, changed ones a VEVENT of their own with RECURRENCE-ID. What stands by
itself is its own VEVENT. All times are in Europe/Amsterdam; UIDs do not depend on the address of this server.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from icalendar import Calendar, Event, Timezone, vRecur

from app.domain.calendar import AMSTERDAM, to_local
from app.domain.calendar import minutes as to_minutes
from app.domain.draft_parts import RuleDraft, ScheduleDraft
from app.domain.recurrence import split_rule
from app.domain.schedule import expand_sessions
from app.domain.vocabulary import EXACT
from app.errors import InvalidInput

Item = Mapping[str, Any]
Dates = dict[int, Item]
"""Sessions by the minute they were planned for."""

PRODUCT = "-//Wegwijzer//Wegwijzer 1.0//NL"
UID_DOMAIN = "wegwijzer"
ZONE = "Europe/Amsterdam"
_ZONE_TEXT = "\r\n".join(
    (
        "BEGIN:VTIMEZONE",
        "TZID:Europe/Amsterdam",
        "BEGIN:DAYLIGHT",
        "DTSTART:19810329T020000",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "TZNAME:CEST",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "DTSTART:19961027T030000",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
        "TZNAME:CET",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "END:STANDARD",
        "END:VTIMEZONE",
        "",
    )
)
"""Summer time as the European Union has it since 1996; dates before that year do not occur here."""
ITEM_STATUS = {"cancelled": "CANCELLED", "planned": "TENTATIVE"}


def write_calendar(items: Iterable[Item], *, name: str = "Wegwijzer") -> bytes:
    """The dates of the items; an item without dates has no entry."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add_component(Timezone.from_ical(_ZONE_TEXT))
    for item in items:
        for event in build_events(item):
            calendar.add_component(event)
    return bytes(calendar.to_ical())


def build_events(item: Item) -> Iterator[Event]:
    """Series first, then the dates that belong to none."""
    loose: Dates = {_planned(session): session for session in item["sessions"]}
    schedule = item["schedule"]
    for number, rule in enumerate(schedule["rules"] if schedule["timezone"] == ZONE else ()):
        if rule["rrule"] is not None:
            yield from _build_series(item, rule, f"-{number}" if number else "", loose)
    for session in loose.values():
        yield _build_event(item, session, f"-{session['id']}")


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(AMSTERDAM)


def _planned(session: Item) -> int:
    return to_minutes(_moment(session["movedFrom"] or session["startsAt"]))


def _build_series(item: Item, rule: Item, suffix: str, loose: Dates) -> Iterator[Event]:
    """The master and its changed dates; takes the dates it speaks for out of `loose`."""
    occurrences = _expand(rule, loose)
    kept = [at for at in occurrences if at in loose]
    if len(kept) < 2:
        return
    first, last = kept[0], kept[-1]
    taken = {at: loose.pop(at) for at in kept}
    duration = _moment(rule["endsAt"]) - _moment(rule["startsAt"])
    master = _start_event(item, suffix)
    master.add("dtstart", to_local(first))
    master.add("dtend", to_local(first) + duration)
    master.add("rrule", _bounded_rule(rule["rrule"], last))
    gone = [to_local(at) for at in occurrences if first < at < last and at not in taken]
    if gone:
        master.add("exdate", gone)
    yield master
    for at, session in taken.items():
        if session["status"] in ("cancelled", "moved"):
            changed = _build_event(item, session, suffix)
            changed.add("recurrence-id", to_local(at))
            yield changed


def _expand(rule: Item, dates: Dates) -> list[int]:
    """Every start the rule gives from the first to the last known date."""
    if not dates:
        return []
    starts_at, ends_at = (datetime.fromisoformat(rule[name]).replace(tzinfo=None) for name in ("startsAt", "endsAt"))
    schedule = ScheduleDraft(rules=(RuleDraft(starts_at, ends_at, rule["rrule"]),))
    window = (to_local(at).date() for at in (min(dates), max(dates)))
    first_day, last_day = window
    try:
        return [session.starts_at for session in expand_sessions(schedule, first_day=first_day, last_day=last_day)]
    except InvalidInput:
        return []


def _bounded_rule(rrule: str, last: int) -> vRecur:
    """The rule until the last date, inclusive: never COUNT and UNTIL both."""
    parts = {name: value for name, value in split_rule(rrule).items() if name not in ("COUNT", "UNTIL")}
    recurrence: vRecur = vRecur.from_ical(";".join(f"{name}={value}" for name, value in parts.items()))
    recurrence["UNTIL"] = [to_local(last).astimezone(UTC)]
    return recurrence


def _build_event(item: Item, session: Item, suffix: str) -> Event:
    event = _start_event(item, suffix, is_cancelled=session["status"] == "cancelled")
    starts_at, ends_at = _moment(session["startsAt"]), _moment(session["endsAt"])
    event.add("dtstart", starts_at)
    event.add("dtend", max(ends_at, starts_at + timedelta(minutes=1)))
    return event


def _start_event(item: Item, suffix: str, *, is_cancelled: bool = False) -> Event:
    """Everything but the time."""
    event = Event()
    event.add("uid", f"{item['id']}{suffix}@{UID_DOMAIN}")
    event.add("dtstamp", _stamp(item["modifiedAt"]))
    event.add("last-modified", _stamp(item["modifiedAt"]))
    event.add("sequence", item["version"])
    event.add("summary", item["title"])
    event.add("status", "CANCELLED" if is_cancelled else ITEM_STATUS.get(item["status"], "CONFIRMED"))
    event.add("url", item["shortUrl"])
    description = "\n\n".join(text for text in (item["summary"], item["description"]) if text)
    if description:
        event.add("description", description)
    _add_place(event, item["place"])
    if item["themes"]:
        event.add("categories", item["themes"])
    return event


def _add_place(event: Event, place: Item | None) -> None:
    if place is None:
        return
    address, location = place["address"], place["location"]
    town = " ".join(text for text in (address["postalCode"], address["addressLocality"]) if text)
    where = ", ".join(text for text in (place["name"], address["streetAddress"], town) if text)
    if where:
        event.add("location", where)
    if location is not None and location["precision"] in EXACT:
        event.add("geo", (location["lat"], location["lon"]))


def _stamp(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC).replace(microsecond=0)
