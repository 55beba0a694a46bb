"""One event, course or session series of schema.org or OpenActive as a draft."""

import re
from collections.abc import Iterator
from typing import Any

from app.domain.text import words
from app.importers.draft_building import DraftBuilder, content_identity
from app.importers.feed_ages import set_ages, states_age
from app.importers.feed_text import read_line, read_number, read_url
from app.importers.feed_themes import openactive_themes
from app.importers.places_text import warn_more_places
from app.importers.reading import ReadContext, ReadRow
from app.importers.schema_nodes import (
    Node,
    as_list,
    as_nodes,
    bare_name,
    member_text,
    states_of,
    text_of,
    types_of,
    url_of,
)
from app.importers.schema_notes import set_notes
from app.importers.schema_offers import set_offers
from app.importers.schema_places import place_label, set_location
from app.importers.schema_times import set_times
from app.importers.time_words import MONTHS, WEEKDAYS

# fmt: off
EVENT_TYPES = frozenset({
    "Event", "Hackathon", "Festival", "CourseInstance", "Course", "EventSeries", "SessionSeries", "ScheduledSession",
    "HeadlineEvent", "OnDemandEvent",
})
# fmt: on
"""Types that are offers, besides all whose name ends in Event."""
NO_OFFERS = frozenset(
    {"UserPlusOneEvent", "BroadcastEvent", "OnDemandBroadcastEvent", "DeliveryEvent", "PublicationEvent"}
)
MOST_PARTS_READ = 200
COURSES = frozenset({"Course", "CourseInstance"})
EDITIONS = frozenset({"CourseInstance", "SessionSeries", "HeadlineEvent"})
# fmt: off
SHOWS = frozenset({
    "ComedyEvent", "DanceEvent", "ExhibitionEvent", "Festival", "FoodEvent", "LiteraryEvent", "MusicEvent",
    "PerformingArtsEvent", "SaleEvent", "ScreeningEvent", "TheaterEvent", "VisualArtsEvent",
})
# fmt: on
_OF_ONE_DATE = re.compile(
    rf"\b(?:{'|'.join(sorted(WEEKDAYS, key=len, reverse=True))})\b\.?(?=,?\s+\d)"
    r"|\b\d{4}-\d\d?-\d\d?\b|\b\d\d?([-/])\d\d?(?:\1(?:\d{4}|\d\d))?\b|\b\d\d?[:.]\d\d(?:\s*(?:uur|u|h))?\b"
    rf"|\b\d\d?(?:st|nd|rd|th|e)?\s+(?:{'|'.join(MONTHS)})\b(?:\s+\d{{4}})?"
    r"|\b(?:les|lesson|sessie|session|bijeenkomst|week|nr|deel|part)\.?\s*\d{1,3}\b",
    re.IGNORECASE,
)
_GENDERS = {"FemaleOnly": "girls", "MaleOnly": "boys", "female": "girls", "male": "boys"}
_LANGUAGES = {"dutch": "nl", "nederlands": "nl", "english": "en", "engels": "en", "german": "de", "french": "fr"}


def is_event(node: object) -> bool:
    """Whether an object is something to join."""
    return any((name in EVENT_TYPES or name.endswith("Event")) and name not in NO_OFFERS for name in types_of(node))


def parts_of(node: Node) -> list[Node]:
    """Sub-events and course instances that are dates of the same offer: those without a name of their own."""
    return [part for part in _all_parts(node) if _is_same(part, node)]


def own_parts_of(node: Node) -> Iterator[tuple[str, int, Node]]:
    """(member, index, node) of parts with a name of their own: a festival's concerts."""
    for member in ("subEvent", "subEvents", "hasCourseInstance"):
        for index, part in enumerate(as_nodes(node.get(member))):
            if not _is_same(part, node):
                yield member, index, part


def _all_parts(node: Node) -> list[Node]:
    return [part for member in ("subEvent", "subEvents", "hasCourseInstance") for part in as_nodes(node.get(member))]


def _is_same(part: Node, node: Node) -> bool:
    return is_date_of(part, node) or "Course" in types_of(node)


def is_date_of(part: Node, node: Node) -> bool:
    """Whether an event is just a date of another one: it has no name of its own, but for the date in it. An edition of
    a course and a series of one group are more; what belongs to a session series is never more."""
    types, name = types_of(part), member_text(part, "name")
    if "ScheduledSession" in types:
        return True
    if EDITIONS & set(types):
        return False
    return name is None or "SessionSeries" in types_of(node) or _bare(name) == _bare(member_text(node, "name") or "")


def _bare(name: str) -> list[str]:
    """The words of a name without the date, the clock or the number of the lesson in it; all of them when nothing else
    is left."""
    return words(_OF_ONE_DATE.sub(" ", name)) or words(name)


def build_row(node: Node, context: ReadContext, number: int, location: str, external_id: str | None = None) -> ReadRow:
    """The row of one event; `external_id` of the feed goes before what the object says itself."""
    builder = DraftBuilder(context, location if location.startswith("/") else None)
    node = _with_parent(node)
    parts = parts_of(node)
    title = builder.set_title(member_text(node, "name", "headline"))
    builder.set_description(_description_of(node), title)
    set_times(node, parts, builder)
    _set_first_location([node, *parts], builder)
    is_course = bool(COURSES & set(types_of(node)))
    _set_kind(node, parts, builder)
    set_offers(node, builder, "course" if is_course else "session")
    for part in parts[:MOST_PARTS_READ] if is_course or "cost" not in builder.members else ():
        set_offers(part, builder, "course" if is_course else "session", is_part=True)
    set_ages(next((one for one in (node, *parts) if states_age(one)), node), builder)
    _set_people(node, builder)
    _set_rest(node, builder)
    set_notes(node, builder)
    content_id = content_identity(title, text_of(node.get("location")), first_date(builder))
    return builder.row(number, location, external_id or _identity(node, context.url), _without_people(node), content_id)


def _with_parent(node: Node) -> Node:
    """A session that leaves its title and place to the series it belongs to."""
    parent = next((one for one in as_nodes(node.get("superEvent")) if len(one) > 1), None)
    if parent is None or member_text(node, "name"):
        return node
    inherited = {**_with_parent(parent), **{name: value for name, value in node.items() if value not in (None, "", [])}}
    for name in ("subEvent", "eventSchedule"):
        if name not in node:
            inherited.pop(name, None)
    return inherited


def _description_of(node: Node) -> object:
    value = node.get("description") or node.get("disambiguatingDescription") or node.get("abstract")
    return next((item for item in as_list(value) if isinstance(item, str)), None)


def _set_first_location(sources: list[Node], builder: DraftBuilder) -> None:
    """The first place that is named; where dates take place elsewhere is said."""
    for at, source in enumerate(sources[:MOST_PARTS_READ]):
        set_location(source, builder)
        if builder.members.get("place"):
            first = place_label(source)
            others = dict.fromkeys(place_label(one) for one in sources[at + 1 :])
            warn_more_places([name for name in others if name and name != first], builder)
            return


def _set_kind(node: Node, parts: list[Node], builder: DraftBuilder) -> None:
    types = set(types_of(node))
    if types & COURSES:
        builder.members["kind"] = "course"
    elif types & SHOWS:
        builder.members["kind"] = "event"
    editions = [states_of(part) for part in parts if COURSES & set(types_of(part))]
    states = states_of(node) or (set.intersection(*editions) if editions else set())
    if states & {"EventCancelled", "Cancelled", "Canceled"}:
        builder.members["status"] = "cancelled"
    elif states & {"EventPostponed", "Postponed"}:
        builder.members["status"] = "planned"
        builder.warn("postponed")


def _set_people(node: Node, builder: DraftBuilder) -> None:
    """The organiser by name; mail and telephone only of organisations, never of a person. Leaders and performers are
    not read."""
    listed = [one for name in ("organizer", "organiser", "provider") for one in as_list(node.get(name))]
    found = next((one for one in listed if "Person" not in types_of(one)), next(iter(listed), None))
    name = text_of(found) or (member_text(found, "legalName", "alternateName") if isinstance(found, dict) else None)
    if name and "://" not in name:
        builder.set_organisation(name)
        others = dict.fromkeys(text_of(one) for one in listed if "Person" not in types_of(one))
        more = [other for other in others if other and other != name and "://" not in other]
        if more:
            builder.warn("more-organisers", value="; ".join(more[:5]), used=name)
    if isinstance(found, dict) and "Person" not in types_of(found):
        builder.set_contact(email=text_of(found.get("email")), phone=text_of(found.get("telephone")))
    builder.set_contact(url=url_of(node.get("url")) or _web_id(node))


def _web_id(node: Node) -> str | None:
    given = node.get("@id")
    is_page = isinstance(given, str) and given.startswith("http") and "#" not in given and "/api/" not in given.lower()
    return given if is_page else None


def _set_rest(node: Node, builder: DraftBuilder) -> None:
    image = next(iter(as_list(node.get("image"))), None)
    if url_of(image):
        caption = member_text(image, "caption", "name") if isinstance(image, dict) else None
        builder.set_image(url_of(image), alt=caption)
    language = (text_of(node.get("inLanguage")) or "").strip()
    code = _LANGUAGES.get(language.casefold(), language.split("-")[0].split("_")[0].lower())
    if len(code) in (2, 3) and code.isascii() and code.isalpha():
        builder.members["language"] = code
    gender = _GENDERS.get(bare_name(text_of(node.get("genderRestriction")) or ""))
    if gender:
        builder.members["openTo"] = {"kind": gender}
    if read_number(node.get("remainingAttendeeCapacity")) == 0:
        builder.set_enrolment(status="full")
    size = read_number(node.get("maximumAttendeeCapacity"))
    if size is not None and 0 < size <= 100_000:
        builder.members["group"] = {"size": int(size)}
    themes = [theme for activity in as_list(node.get("activity"))[:20] for theme in _themes_of(activity)]
    said = [item for name in ("keywords", "category", "activity") for item in as_list(node.get(name))[:20]]
    builder.add_themes(themes, (text_of(item) for item in said))


def _themes_of(activity: Any) -> tuple[str, ...]:
    label = read_line(activity.get("prefLabel")) if isinstance(activity, dict) else read_line(activity)
    known = openactive_themes()
    by_id = known.get(str(activity.get("@id", ""))) if isinstance(activity, dict) else None
    return by_id or known.get((label or "").casefold(), ())


def first_date(builder: DraftBuilder) -> str:
    """The first start and its rule, for the identity of what has no id."""
    dates = builder.members.get("sessions") or builder.members.get("schedule", {}).get("rules") or [{}]
    return f"{dates[0].get('startsAt', '')} {dates[0].get('rrule', '')}"


def _identity(node: Node, page: str | None) -> str | None:
    """What the object calls itself: @id, else identifier, else its address. An @id that only holds within its page
    (#event) counts with the address of the page."""
    given = node.get("@id")
    if isinstance(given, str) and given.strip() and not given.startswith("_:"):
        if not given.startswith(("#", "/", "?", ".")):
            return given
        if page is not None:
            return read_url(given, page) or given
    for identifier in as_list(node.get("identifier")):
        value = identifier.get("value") if isinstance(identifier, dict) else identifier
        line = read_line(value)
        if line:
            return line
    return url_of(node.get("url"))


def _without_people(node: Node) -> dict[str, Any]:
    hidden = {"organizer", "performer", "performers", "leader", "contributor", "attendee", "author", "creator", "actor"}
    return {name: value for name, value in node.items() if name not in hidden and name != "description"}
