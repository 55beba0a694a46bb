"""Dates of iCalendar properties in the wall time of one zone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from app.importers.draft_building import DraftBuilder
from app.importers.ical_lines import Component, Property
from app.importers.ical_zones import ZoneFinder
from app.importers.moments import Moment, read_duration, read_moment
from app.importers.rule_repair import expand_rule, repair_rule
from app.importers.title_state import read_state

UTC_ZONE = ZoneInfo("UTC")
MOST_VALUES = 4_000


@dataclass(frozen=True, slots=True)
class Stamp:
    """A moment with the zone its property names. unknown_zone: a TZID nobody knows. is_floating: no zone was said."""

    moment: Moment
    is_floating: bool
    unknown_zone: str | None = None

    @property
    def is_date(self) -> bool:
        """A day without a time."""
        return self.moment.at is None

    def local(self, zone: tzinfo) -> datetime:
        """Wall time in the zone; midnight of a day."""
        return self.moment.local(zone)

    def as_day(self) -> "Stamp":
        """The day it means in a series of whole days: as written, for midnight there is not midnight here. In UTC it is
        a moment."""
        return self if self.moment.zone == UTC_ZONE else Stamp(Moment(self.moment.day), is_floating=True)


def read_stamp(given: Property | None, zones: ZoneFinder) -> Stamp | None:
    """The date of a property; None when there is none or it cannot be read."""
    return None if given is None else _read_value(given.value.split(",")[0], given, zones)


def _read_value(text: str, given: Property, zones: ZoneFinder) -> Stamp | None:
    moment = read_moment(text.partition("/")[0])
    if moment is None:
        return None
    if given.parameters.get("VALUE", "").upper() == "DATE" and not (moment.at is not None and moment.at.hour):
        moment = Moment(moment.day)
    if moment.at is None:
        return Stamp(moment, is_floating=True)
    if moment.zone is not None:
        return Stamp(Moment(moment.day, moment.at, UTC_ZONE if text.strip()[-1:] in "Zz" else moment.zone), False)
    name = given.parameters.get("TZID", "")
    if not name.strip():
        return Stamp(Moment(moment.day, moment.at, zones.usual), is_floating=True)
    found = zones.find(name)
    return Stamp(Moment(moment.day, moment.at, found.zone), False, None if found.is_known else name)


def read_stamps(given: list[Property], zones: ZoneFinder) -> tuple[list[Stamp], int]:
    """(the dates of properties that hold lists, how many could not be read)."""
    found: list[Stamp] = []
    unreadable = 0
    for one in given:
        for text in one.value.split(",")[: MOST_VALUES - len(found)]:
            stamp = _read_value(text, one, zones) if text.strip() else None
            if stamp is not None:
                found.append(stamp)
            elif text.strip():
                unreadable += 1
    return found, unreadable


def read_periods(given: list[Property]) -> Iterator[timedelta | None]:
    """In step with the values of RDATE: the length that a PERIOD states, None for plain dates."""
    for one in given:
        for text in one.value.split(","):
            if text.strip():
                yield _length_of_period(text)


def _length_of_period(text: str) -> timedelta | None:
    start, _, end = text.partition("/")
    if not end:
        return None
    length = read_duration(end)
    first, last = read_moment(start), read_moment(end)
    if length is None and first is not None and last is not None:
        length = last.local(UTC_ZONE) - first.local(UTC_ZONE)
    return length if length and length > timedelta() else None


def end_moment(event: Component, start: Stamp, zones: ZoneFinder) -> tuple[Moment | None, bool]:
    """(the end, whether a DTEND was there that could not be read). The end of whole days is their last day."""
    given = event.first("DTEND") or event.first("DUE")
    end = read_stamp(given, zones)
    if end is not None:
        return _stated_end(end, start, zones), False
    length = read_duration(event.text("DURATION"))
    if length is None:
        return None, given is not None or event.text("DURATION") is not None
    if start.is_date:
        days = max(1, -(-length // timedelta(days=1)) if length % timedelta(days=1) else length // timedelta(days=1))
        return Moment(start.moment.day + timedelta(days=days - 1)), False
    zone = start.moment.zone or UTC_ZONE
    finish = start.local(zone) + length
    return Moment(finish.date(), finish.time(), zone), False


def _stated_end(end: Stamp, start: Stamp, zones: ZoneFinder) -> Moment:
    """A DTEND that is a day is the first day behind the event, whatever its start is."""
    last = Moment(end.moment.day - timedelta(days=1))
    if start.is_date:
        is_behind = end.moment.at in (None, time()) and end.moment.day > start.moment.day
        return last if is_behind else Moment(end.moment.day)
    if end.is_date and end.moment.day > start.local(zones.usual).date():
        return Moment(end.moment.day, time())
    return end.moment


@dataclass(frozen=True, slots=True)
class Series:
    """The VEVENTs of one offer: the one the series is made from, more dates and rules of the same, and changed single
    dates."""

    master: Component
    others: tuple[Component, ...]
    overrides: tuple[Component, ...]

    @property
    def members(self) -> tuple[Component, ...]:
        """All that say when it is planned; of the others not those that are cancelled as a whole."""
        return (self.master, *(one for one in self.others if not (one.first("RRULE") and is_cancelled(one))))


def is_cancelled(event: Component) -> bool:
    """STATUS:CANCELLED, also with one l, or a title that says so."""
    if (event.text("STATUS") or "").upper() in ("CANCELLED", "CANCELED"):
        return True
    return read_state(event.text("SUMMARY") or "")[1] == "cancelled"


def is_void(event: Component, zones: ZoneFinder) -> bool:
    """Whether its rule ended before it began: what is left of a series that was changed from its first date on."""
    start, given = read_stamp(event.first("DTSTART"), zones), event.first("RRULE")
    if start is None or given is None or event.all("RDATE"):
        return False
    zone = start.moment.zone if isinstance(start.moment.zone, ZoneInfo) else zones.usual
    starts_at = start.local(zone)
    rrule, _ = repair_rule(given.value, starts_at, zone)
    return rrule is not None and "UNTIL" in rrule and not expand_rule(rrule, starts_at, zone, 1)


def sequence_of(event: Component) -> int:
    """How often it was changed; 0 when that is not said."""
    text = event.text("SEQUENCE") or "0"
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def span_of(event: Component, start: Stamp, zones: ZoneFinder, builder: DraftBuilder) -> tuple[datetime, datetime]:
    """Start and end of one item in wall time, with a warning for an end that cannot be read."""
    end, is_unreadable = end_moment(event, start, zones)
    if is_unreadable:
        builder.warn("end-unreadable", value=event.text("DTEND") or event.text("DURATION"))
    starts_at, ends_at = builder.read_span(start.moment, end)
    last = ends_at.replace(second=0) + timedelta(minutes=1)
    if starts_at.time() == time() and time() in (ends_at.time(), last.time()):
        # Systems that know no whole days write them from midnight to a minute before it.
        builder.warn("time-unknown")
        return starts_at, ends_at if ends_at.time() == time() else last
    return starts_at, ends_at
