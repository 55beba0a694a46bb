"""iCalendar (RFC 5545) as Google, Outlook, Exchange, Apple, Nextcloud and WordPress write it: one row a UID.

Identity is the UID. A UID that is evidently made at every fetch (it holds the moment of the fetch, or it is missing) is
not: such an item is known by its title, place, rule and first start. `ReadRow.content_id` holds that for every row.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from uuid import UUID
from zoneinfo import ZoneInfo

from app.importers.draft_building import DraftBuilder, content_identity
from app.importers.feed_notes import note, refuse
from app.importers.feed_text import first_text, read_number, read_text
from app.importers.ical_dates import Series, is_cancelled
from app.importers.ical_groups import Found, group_events
from app.importers.ical_lines import Component, read_calendars
from app.importers.ical_series import write_dates
from app.importers.ical_zones import ZoneFinder
from app.importers.moments import find_zone, read_moment
from app.importers.places_text import set_place_text, set_point, warn_more_places
from app.importers.price_reading import set_price_text
from app.importers.reading import ReadContext, ReadRow

MOST_EVENTS = 20_000
SAME_FETCH_S = 180
_OTHERS = {"VTODO": "A to-do", "VJOURNAL": "A journal entry", "VFREEBUSY": "A free or busy time"}
_PRIVATE = ("PRIVATE", "CONFIDENTIAL")
_HIDDEN = frozenset({"ATTENDEE", "ORGANIZER", "CONTACT", "DESCRIPTION", "X-ALT-DESC", "COMMENT", "DTSTAMP"})
_STAMP = re.compile(r"(\d{8})T?(\d{6})")
_SECONDS = re.compile(r"(?<!\d)(1[5-9]\d{8})(?:\d{3})?(?!\d)")
_UNIQID = re.compile(r"(?<![0-9a-f])([0-9a-f]{8})[0-9a-f]{5}(?![0-9a-f])")


@dataclass(frozen=True, slots=True)
class _Calendar:
    events: tuple[Component, ...]
    others: tuple[Component, ...]
    zones: ZoneFinder
    is_cancelling: bool
    has_made_uids: bool
    names_organisers: bool


def read_icalendar(content: bytes, context: ReadContext) -> Iterator[ReadRow]:
    """One row a UID in the order of the file; what is no event gives a warning. Raises InvalidInput when there is no
    calendar in the file."""
    calendars = read_calendars(content)
    if not calendars:
        raise refuse("calendar-missing", "There is no VCALENDAR in this file.", "In dit bestand staat geen agenda.")
    usual = find_zone(context.timezone) or ZoneInfo("Europe/Amsterdam")
    return _read_rows([_open(calendar, usual) for calendar in calendars], context)


def _open(block: Component, usual: ZoneInfo) -> _Calendar:
    events = tuple(child for child in block.children if child.name == "VEVENT")
    return _Calendar(
        events=events,
        others=tuple(child for child in block.children if child.name in _OTHERS),
        zones=ZoneFinder(block, usual),
        is_cancelling=(block.text("METHOD") or "").upper() == "CANCEL",
        has_made_uids=_are_made_at_fetch(events),
        names_organisers="ECPv" in (block.text("PRODID") or ""),
    )


def _read_rows(calendars: Sequence[_Calendar], context: ReadContext) -> Iterator[ReadRow]:
    number, seen = 0, dict[str, int]()
    for calendar in calendars:
        for found in group_events(calendar.events[:MOST_EVENTS], calendar.zones):
            number += 1
            yield _read_series(found, calendar, context, number, seen)
        if len(calendar.events) > MOST_EVENTS:
            number += 1
            yield ReadRow(number, "VCALENDAR", None, None, (note("too-many", value=MOST_EVENTS),))
        for other in calendar.others[:MOST_EVENTS]:
            number += 1
            where = other.text("UID") or other.text("SUMMARY") or other.name
            told = (note("not-an-offer", value=_OTHERS[other.name]),)
            yield ReadRow(number, where[:300], None, None, (), told, _original(other))


# --- one row


def _read_series(found: Found, calendar: _Calendar, context: ReadContext, number: int, seen: dict[str, int]) -> ReadRow:
    uid, series, master = found.uid, found.series, found.series.master
    builder = DraftBuilder(context)
    if (master.text("CLASS") or "").upper() in _PRIVATE:
        builder.fail("private-event")
        return builder.row(number, uid or f"VEVENT {number}", uid or None, {}, None)
    title = _set_texts(_titled(series), builder, calendar)
    if found.older:
        builder.warn("older-revision")
    if found.parts > 1:
        builder.warn("series-joined", value=found.parts)
    if master.first("RECURRENCE-ID") and not series.overrides:
        builder.warn("master-missing")
    if not master.is_closed:
        builder.warn("end-missing")
    has_dates = write_dates(series, calendar.zones, builder)
    content_id = _content_of(title, master, builder) if has_dates else None
    if calendar.is_cancelling or is_cancelled(master):
        builder.members["status"] = "cancelled"
    external_id = _identify(uid, content_id, calendar, builder, seen)
    return builder.row(number, uid or f"VEVENT {number}", external_id, _original(master), content_id)


def _identify(
    uid: str, content_id: str | None, calendar: _Calendar, builder: DraftBuilder, seen: dict[str, int]
) -> str | None:
    """The UID, else the content; a number behind it when the file holds it twice."""
    if not uid:
        builder.warn("id-missing")
    elif calendar.has_made_uids:
        builder.warn("id-changes")
    external_id = uid if uid and not calendar.has_made_uids else content_id
    if external_id is None:
        return uid or None
    seen[external_id] = seen.get(external_id, 0) + 1
    return external_id if seen[external_id] == 1 else f"{external_id}#{seen[external_id]}"


def _content_of(title: str | None, master: Component, builder: DraftBuilder) -> str:
    schedule = builder.members.get("schedule", {})
    first = (schedule.get("rules") or [{}])[0]
    return content_identity(title, master.text("LOCATION"), first.get("startsAt"), first.get("rrule"))


def _titled(series: Series) -> Component:
    """What has the texts: Thunderbird keeps changed dates of a series it does not know below one without a title."""
    named = (one for one in (series.master, *series.others, *series.overrides) if one.text("SUMMARY"))
    return next(named, series.master)


def _set_texts(event: Component, builder: DraftBuilder, calendar: _Calendar) -> str | None:
    summary = first_text(event.text("SUMMARY"))
    described = read_text(event.text("DESCRIPTION")) or read_text(event.text("X-ALT-DESC"))
    if summary is None and described is not None:
        builder.warn("title-assumed")
        summary = described.split("\n")[0][:100]
    title = builder.set_title(summary)
    builder.set_description(described, title)
    set_place_text(builder, event.text("LOCATION"))
    places = [line for one in event.all("LOCATION") if (line := first_text(one.text))]
    warn_more_places((place for place in places if place != places[0]), builder)
    _set_point(event, builder)
    builder.set_contact(url=event.text("URL"))
    builder.add_themes((), (word for one in event.all("CATEGORIES")[:10] for word in one.text.split(",")[:20]))
    image = event.first("IMAGE") or next(
        (one for one in event.all("ATTACH") if one.parameters.get("FMTTYPE", "").lower().startswith("image/")), None
    )
    if image is not None and image.parameters.get("VALUE", "URI").upper() != "BINARY":
        builder.set_image(image.text)
    if (event.text("X-COST-TYPE") or "").lower() == "free":
        builder.members["cost"] = "free"
    else:
        set_price_text(builder, event.text("X-COST"))
    organiser = event.first("ORGANIZER")
    if calendar.names_organisers and organiser is not None:
        builder.set_organisation(organiser.parameters.get("CN", "").replace("%20", " "))
    return title


def _set_point(event: Component, builder: DraftBuilder) -> None:
    given = event.first("GEO") or event.first("X-APPLE-STRUCTURED-LOCATION")
    if given is not None:
        stated = given.value.rpartition("geo:")[2]
        lat, _, lon = stated.replace("\\;", ";").replace(",", ";").partition(";")
        set_point(builder, read_number(lat), read_number(lon))


def _original(event: Component) -> dict[str, str]:
    """The lines as written, without those that may name a person."""
    return {
        name: ", ".join(one.value for one in given[:20])[:300]
        for name, given in event.properties.items()
        if name not in _HIDDEN and not name.startswith("X-")
    }


# --- UIDs that change


def _are_made_at_fetch(events: Sequence[Component]) -> bool:
    """Whether the UIDs were made when the file was: all DTSTAMPs say the moment of the fetch, nothing says when an item
    was made or changed, and every one of several UIDs holds that moment.

    A random UID is none of these: databases keep such ids for good, and an import knows those that do change by what
    the items say.
    """
    stamps = {event.text("DTSTAMP") or "" for event in events[:MOST_EVENTS]}
    moments = [moment for moment in (_seconds_of(stamp) for stamp in stamps) if moment is not None]
    if not moments or len(moments) < len(stamps) or max(moments) - min(moments) > SAME_FETCH_S:
        return False
    if any(event.first(name) for event in events for name in ("CREATED", "LAST-MODIFIED")):
        return False
    uids = {event.text("UID") for event in events}
    return len(uids) > 1 and all(uid is not None and _holds_moment(uid, moments[0]) for uid in uids)


def _seconds_of(stamp: str) -> float | None:
    moment = read_moment(stamp)
    return None if moment is None else moment.local(UTC).replace(tzinfo=UTC).timestamp()


def _holds_moment(uid: str, moment: float) -> bool:
    """A UID made of the moment of the fetch: as date and time, as seconds, as PHP's uniqid or a time-based UUID."""
    found = [_seconds_of(f"{day}T{clock}") for day, clock in _STAMP.findall(uid[:200])]
    found += [float(seconds) for seconds in _SECONDS.findall(uid[:200])]
    found += [float(int(seconds, 16)) for seconds in _UNIQID.findall(uid[:200].lower())]
    made = _uuid_of(uid)
    if made is not None and made.version == 1:
        found.append((made.time - 0x01B21DD213814000) / 1e7)
    if made is not None and made.version == 7:
        found.append((made.int >> 80) / 1_000)
    # Zones of DTSTAMP and of the number may differ by whole hours.
    return any(
        one is not None
        and min((one - moment) % 3600, (moment - one) % 3600) <= SAME_FETCH_S
        and abs(one - moment) < 15 * 3600
        for one in found
    )


def _uuid_of(uid: str) -> UUID | None:
    try:
        return UUID(uid.partition("@")[0].strip("{}"))
    except ValueError:
        return None
