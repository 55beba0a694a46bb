"""UiTdatabank (publiq) JSON-LD: one event, a list, or a page of a collection.

What the fields mean: docs.publiq.be, UiTdatabank, Entry API (calendarType, priceInfo, typicalAgeRange, workflowStatus).
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from app.importers.draft_building import DraftBuilder, content_identity
from app.importers.feed_ages import set_age_text
from app.importers.feed_bytes import load_json
from app.importers.feed_notes import note, refuse
from app.importers.feed_text import first_text, read_line, read_number
from app.importers.feed_themes import publiq_themes
from app.importers.moments import Moment, read_moment
from app.importers.original import bound_original
from app.importers.places_text import set_place, set_point
from app.importers.price_reading import add_price, kind_of_tariff, read_cents, read_currency, settle_cost
from app.importers.reading import ReadContext, ReadRow
from app.importers.schema_event import first_date
from app.importers.schema_nodes import as_nodes
from app.importers.uit_calendar import set_calendar
from app.importers.uit_care import set_care, warn_departures
from app.importers.uit_people import set_booking_times, set_image, set_people
from app.importers.uit_texts import in_language

MOST_EVENTS = 20_000
_LANGUAGE = re.compile(r"[a-z]{2}")
_PLACEHOLDER = re.compile(r"%\{[^}]*\}")
_LAST_PART = re.compile(r"[^/?#]+/?$")
_HIDDEN = frozenset({"creator", "contactPoint", "bookingInfo", "description", "organizer", "lastEditor"})
_KINDS = {
    "0.57.0.0.0": "camp", "0.0.0.0.0": "event", "0.50.4.0.0": "event", "0.50.6.0.0": "event", "0.54.0.0.0": "event",
    "0.55.0.0.0": "event", "0.5.0.0.0": "event", "0.7.0.0.0": "event", "0.6.0.0.0": "event", "0.12.0.0.0": "openDay",
}  # fmt: skip
_KIND_WORDS = (("lessenreeks", "course"), ("cursus", "course"), ("kamp", "camp"), ("open dag", "openDay"),
               ("opendeurdag", "openDay"), ("workshop", "workshop"))  # fmt: skip
_AUDIENCES = {"education": "schools", "childrenOnly": "children"}
_ALL_AGES = "-"
_TARIFF_KINDS = {"base": "base", "organizer": "reduced", "uitpas": "reduced"}


def read_uit(content: bytes, context: ReadContext) -> Iterator[ReadRow]:
    """One row an event. Raises InvalidInput when the file holds none."""
    data = load_json(content)
    items, prefix = _items_of(data)
    return _read_items(items, prefix, context, _total_of(data))


def _total_of(data: Any) -> int:
    """How many events the list has of which this is a page."""
    given = data.get("totalItems", data.get("hydra:totalItems")) if isinstance(data, Mapping) else None
    return int(total) if (total := read_number(given)) is not None else 0


def _items_of(data: Any) -> tuple[list[Any], str]:
    if isinstance(data, list):
        return data, ""
    if isinstance(data, Mapping):
        for name in ("member", "hydra:member", "events", "items"):
            if isinstance(data.get(name), list):
                return data[name], f"/{name}"
        if "calendarType" in data or "name" in data:
            return [data], ""
    raise refuse(
        "not-uitdatabank",
        "This is no event of UiTdatabank: name and calendarType are expected.",
        "Dit is geen evenement van UiTdatabank.",
    )


def _read_items(items: list[Any], prefix: str, context: ReadContext, total: int) -> Iterator[ReadRow]:
    for index, item in enumerate(items[:MOST_EVENTS]):
        where = f"{prefix}/{index}" if prefix or len(items) > 1 else "/"
        if isinstance(item, Mapping):
            yield _read_event(item, context, index + 1, where)
        else:
            yield ReadRow(index + 1, where, None, None, (note("not-an-object", where),))
    if total > len(items):
        yield ReadRow(
            len(items) + 1, prefix or "/", None, None, (), (note("more-pages", value=f"{len(items)} / {total}"),)
        )
    if len(items) > MOST_EVENTS:
        yield ReadRow(MOST_EVENTS + 1, prefix or "/", None, None, (note("too-many", value=MOST_EVENTS),))


def _read_event(event: Mapping[str, Any], context: ReadContext, number: int, where: str) -> ReadRow:
    event = _modernise(event)
    kind, state = read_line(event.get("@type")) or "Event", (read_line(event.get("workflowStatus")) or "").upper()
    external_id = _identity(event)
    if kind in ("Place", "Organizer") or (kind != "Event" and "calendarType" not in event):
        told = (note("not-an-offer", value=kind),)
        return ReadRow(number, where, external_id, None, (), told, bound_original(event))
    if state == "DELETED":
        return ReadRow(number, where, external_id, None, is_deleted=True)
    if state in ("DRAFT", "REJECTED"):
        faults = (note("not-published", where, value=state),)
        return ReadRow(number, where, external_id, None, faults, (), bound_original(event))
    builder = DraftBuilder(context, where)
    title = _set_texts(event, builder)
    set_calendar(event, builder)
    _set_location(event, builder)
    _set_terms(event, builder)
    _set_prices(event, builder)
    if event.get("typicalAgeRange") == _ALL_AGES:
        builder.set_age(0, None)
    else:
        set_age_text(builder, event.get("typicalAgeRange"))
    _set_birth_years(event, builder)
    set_care(event, builder)
    warn_departures(event, builder)
    set_people(event, builder)
    set_booking_times(event, builder)
    set_image(event, builder)
    original = {name: value for name, value in event.items() if name not in _HIDDEN}
    content_id = content_identity(title, _place_name(event), first_date(builder))
    return builder.row(number, where, external_id, original, content_id)


def _modernise(event: Mapping[str, Any]) -> Mapping[str, Any]:
    """The older shape (calendar with timeSpans, type and theme beside each other) as the one of today."""
    calendar = event.get("calendar")
    if not isinstance(calendar, Mapping):
        return event
    spans = [
        {"startDate": span.get("start", span.get("startDate")), "endDate": span.get("end", span.get("endDate"))}
        for span in as_nodes(calendar.get("timeSpans"))
    ]
    terms = [*as_nodes(event.get("terms")), *as_nodes(event.get("type")), *as_nodes(event.get("theme"))]
    kind = calendar.get("calendarType") or calendar.get("type") or ("multiple" if len(spans) > 1 else "single")
    return {**event, **calendar, "calendarType": kind, "terms": terms, **({"subEvent": spans} if spans else {})}


def _identity(event: Mapping[str, Any]) -> str | None:
    given = first_text(event.get("@id"), event.get("id"), event.get("cdbid"))
    if given is None or _PLACEHOLDER.search(given):
        return None
    found = _LAST_PART.search(given)
    return found.group().rstrip("/") if found else given


# --- texts in several languages


def _set_texts(event: Mapping[str, Any], builder: DraftBuilder) -> str | None:
    language = read_line(event.get("mainLanguage")) or "nl"
    language = language if _LANGUAGE.fullmatch(language) else "nl"
    builder.members["language"] = language
    title = builder.set_title(in_language(event.get("name"), language))
    builder.set_description(in_language(event.get("description"), language), title)
    names, described = event.get("name"), event.get("description")
    for other, given in list(names.items())[:10] if isinstance(names, Mapping) else ():
        if other != language and _LANGUAGE.fullmatch(str(other)) and (name := read_line(given)):
            texts = DraftBuilder(builder.context)
            texts.set_title(name)
            texts.set_description(described.get(other) if isinstance(described, Mapping) else None, name)
            kept = {key: texts.members[key] for key in ("title", "summary", "description") if key in texts.members}
            builder.members.setdefault("translations", {})[other] = kept
    return title


# --- where


def _place_name(event: Mapping[str, Any]) -> str | None:
    location = event.get("location")
    return in_language(location.get("name"), "nl") if isinstance(location, Mapping) else read_line(location)


def _set_location(event: Mapping[str, Any], builder: DraftBuilder) -> None:
    mode = (read_line(event.get("attendanceMode")) or "").lower()
    if mode in ("online", "offline", "mixed"):
        builder.members["attendance"] = "online" if mode == "online" else "onsite"
    if mode == "online" and event.get("onlineUrl"):
        builder.set_enrolment(url=event.get("onlineUrl"))
    location = event.get("location")
    if not isinstance(location, Mapping):
        if line := read_line(location):
            builder.warn("place-unknown", value=line)
        return
    name = _place_name(event)
    if name is None and not isinstance(location.get("address"), Mapping):
        builder.warn("place-unknown", value=location.get("@id") or "?")
        return
    address = location.get("address")
    address = address if isinstance(address, Mapping) else {}
    inner = next((value for value in address.values() if isinstance(value, Mapping)), address)
    set_place(
        builder,
        name=name,
        street=inner.get("streetAddress"),
        postcode=inner.get("postalCode"),
        town=inner.get("addressLocality"),
        country=inner.get("addressCountry"),
    )
    point = location.get("geo")
    if isinstance(point, Mapping):
        set_point(builder, read_number(point.get("latitude")), read_number(point.get("longitude")))


# --- how much


def _set_prices(event: Mapping[str, Any], builder: DraftBuilder) -> None:
    tariffs = event.get("priceInfo")
    is_visit = len(builder.members.get("sessions", ())) == 1 and builder.members.get("kind") != "camp"
    for tariff in tariffs[:40] if isinstance(tariffs, list) else ():
        if not isinstance(tariff, Mapping):
            continue
        cents, category = read_cents(tariff.get("price")), read_line(tariff.get("category")) or "base"
        name = in_language(tariff.get("name"), "nl")
        if cents is None:
            builder.warn("price-unreadable", value=tariff.get("price"))
            continue
        per = "group" if tariff.get("groupPrice") is True else "session" if is_visit else "once"
        kind = _TARIFF_KINDS.get(category.lower()) or _kind_of_other(name)
        add_price(builder, cents, per=per, kind=kind, currency=read_currency(tariff.get("priceCurrency")), name=name)
    settle_cost(builder)


def _kind_of_other(name: str | None) -> str:
    """A tariff beside the base tariff is for some people only, whatever it is called."""
    return "reduced" if name is None else kind_of_tariff(name) if kind_of_tariff(name) != "base" else "reduced"


# --- what and who


def _set_terms(event: Mapping[str, Any], builder: DraftBuilder) -> None:
    terms = as_nodes(event.get("terms"))[:40]
    found = [publiq_themes().get(str(term.get("id"))) for term in terms if term.get("domain") in ("theme", "eventtype")]
    builder.add_themes(theme for theme in found if theme)
    kind = next((kind for term in terms if (kind := _KINDS.get(str(term.get("id"))) or _kind_of_label(term))), None)
    if kind:
        builder.members["kind"] = kind
    _set_facilities([term for term in terms if term.get("domain") == "facility"], builder)
    if event.get("childrenOnly") is True:
        builder.members["audience"] = ["children"]
    audience = event.get("audience")
    audience_type = read_line(audience.get("audienceType")) if isinstance(audience, Mapping) else None
    if audience_type in _AUDIENCES:
        builder.members["audience"] = [_AUDIENCES[audience_type]]
    elif audience_type == "members":
        builder.members["openTo"] = {"kind": "membersOf"}
        builder.warn("closed-group", value=audience_type)


def _kind_of_label(term: Mapping[str, Any]) -> str | None:
    """By the words of a type whose id is not known here."""
    label = (read_line(term.get("label")) or "").lower()
    is_type = term.get("domain") == "eventtype"
    return next((kind for word, kind in _KIND_WORDS if is_type and word in label), None)


def _set_facilities(terms: list[Mapping[str, Any]], builder: DraftBuilder) -> None:
    """What there is for people with a disability, as it is called; a wheelchair only where it says that
    one can enter."""
    labels = list(dict.fromkeys(label for term in terms if (label := read_line(term.get("label")))))[:20]
    if labels:
        builder.members["accessibility"] = {"features": labels}
    if any("rolstoel" in label.lower() and "toegankelijk" in label.lower() for label in labels):
        builder.members["accessibility"]["wheelchair"] = "yes"


def _set_birth_years(event: Mapping[str, Any], builder: DraftBuilder) -> None:
    """Who is born between two days is so old on the first date."""
    given = event.get("birthdateRange")
    if not isinstance(given, Mapping) or ("age" in builder.members and event.get("typicalAgeRange") != _ALL_AGES):
        return
    eldest, youngest = read_moment(given.get("from")), read_moment(given.get("to"))
    first = read_moment(first_date(builder)[:10]) or Moment(builder.context.now.date())
    builder.set_age(_age_on(first.day, youngest), _age_on(first.day, eldest))


def _age_on(day: date, born: Moment | None) -> int | None:
    if born is None:
        return None
    return day.year - born.day.year - ((day.month, day.day) < (born.day.month, born.day.day))
