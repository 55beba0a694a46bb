"""Open Referral HSDS 1–3: a row a service, and one more for each other place it is given at."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.importers.age_text import read_age
from app.importers.draft_building import DraftBuilder, content_identity
from app.importers.feed_ages import set_age_text
from app.importers.feed_notes import note
from app.importers.feed_text import first_text, read_line, read_number, read_text
from app.importers.hsds_costs import set_costs
from app.importers.hsds_schedules import schedules_of, set_schedules
from app.importers.hsds_tables import MOST_SERVICES, Record, page_of, read_services, records
from app.importers.original import bound_original
from app.importers.places_text import set_place, set_point
from app.importers.reading import ReadContext, ReadRow

_STATUS = {"inactive": "ended", "defunct": "ended", "closed": "ended", "temporarily closed": "planned"}
_HIDDEN = frozenset({"contacts", "assurer_email", "description", "program"})
_TEXTS = ("description", "eligibility_description", "application_process", "fees_description", "fees", "alert")
_OF_SERVICES = frozenset({
    "status", "fees", "fees_description", "application_process", "eligibility_description", "minimum_age",
    "maximum_age", "cost_options", "interpretation_services", "wait_time", "service_at_locations", "eligibility",
})  # fmt: skip
_OTHERS = (
    ("An organisation", ("legal_status", "tax_status", "year_incorporated", "organization_identifiers")),
    ("A place", ("location_type", "transportation", "addresses", "latitude")),
    ("A taxonomy", ("taxonomy_detail", "term_uri", "taxonomy_id", "version", "parent_id")),
)
_MONEY = ("cost", "price", "fee", "kosten", "prijs", "tarief")
_AGES = ("age", "leeftijd")
_FOR_WHOM = ("eligibility", "eligibilities", "eligibilitys")
_TAXONOMIES = ("service_taxonomys", "service_taxonomies", "taxonomies")
MOST_PLACES = 200
MOST_ATTRIBUTES = 100


def read_hsds(content: bytes, context: ReadContext) -> Iterator[ReadRow]:
    """The rows of all services, also of those that have ended. Raises InvalidInput when the file has none."""
    return _read_rows(read_services(content), page_of(content), context)


def _read_rows(services: Iterator[tuple[str, Any]], page: str | None, context: ReadContext) -> Iterator[ReadRow]:
    number, seen = 0, dict[str, int]()
    for count, (where, item) in enumerate(services, 1):
        number += 1
        if count > MOST_SERVICES:
            yield ReadRow(number, where, None, None, (note("too-many", value=MOST_SERVICES),))
        elif not isinstance(item, Mapping):
            yield ReadRow(number, where, None, None, (note("not-an-object", where),))
        elif other := _kind_of_other(item):
            yield ReadRow(number, where, None, None, (), (note("not-an-offer", value=other),), bound_original(item))
        else:
            places = _places_of(item)
            for link in places[:MOST_PLACES]:
                yield _read_service(item, link, context, (number, where), seen)
                number += 1
            if len(places) > MOST_PLACES:
                yield ReadRow(number, where, None, None, (note("too-many", value=MOST_PLACES),))
                number += 1
            number -= 1
    if page is not None:
        yield ReadRow(number + 1, "/", None, None, (), (note("more-pages", value=page),))


def _kind_of_other(item: Mapping[str, Any]) -> str | None:
    """What a record of another table is; None for a service."""
    if item.keys() & _OF_SERVICES:
        return None
    return next((kind for kind, members in _OTHERS if any(member in item for member in members)), None)


def _places_of(item: Mapping[str, Any]) -> list[Record | None]:
    """The places in the flesh that it is given at, each with what holds there; one without a place when there is
    none."""
    links = records(item.get("service_at_locations")) + records(item.get("service_at_location"))
    linked = [{**link, "location": place} for link in links for place in records(link.get("location"))]
    bare = [{"location": place} for name in ("locations", "location") for place in records(item.get(name))]
    found = [link for link in linked or bare if not _is_virtual(link["location"])]
    return [*found] or [None]


def _is_virtual(location: Record) -> bool:
    return (read_line(location.get("location_type")) or "").lower() == "virtual"


def _read_service(
    item: Mapping[str, Any],
    link: Record | None,
    context: ReadContext,
    at: tuple[int, str],
    seen: dict[str, int],
) -> ReadRow:
    number, where = at
    builder = DraftBuilder(context, where if where.startswith("/") else None)
    title = builder.set_title(item.get("name") or item.get("alternate_name"))
    _set_texts(item, title, builder)
    organization = item.get("organization")
    if isinstance(organization, Mapping):
        builder.set_organisation(organization.get("name"))
    phones = records(item.get("phones"))
    builder.set_contact(url=item.get("url"), email=item.get("email"), phone=phones[0].get("number") if phones else None)
    status = _STATUS.get((read_line(item.get("status")) or "").lower())
    if status:
        builder.members["status"] = status
    said = _read_attributes(item, builder)
    builder.add_themes((), _taxonomy_of(item))
    _set_age(item, builder)
    set_costs(item, said, builder)
    _set_place(item, link, builder)
    set_schedules(_schedules_at(item, link), _holidays_at(item, link), builder)
    languages = [code for row in records(item.get("languages")) if (code := _language_code(row))]
    if languages:
        builder.members["spokenLanguages"] = list(dict.fromkeys(languages))[:20]
    place = builder.members.get("place", {})
    content_id = content_identity(title, (builder.members.get("organisation") or {}).get("name"), place.get("name"))
    original = {name: value for name, value in item.items() if name not in _HIDDEN}
    return builder.row(number, where, _identity(item, link, seen), original, content_id)


def _identity(item: Mapping[str, Any], link: Record | None, seen: dict[str, int]) -> str | None:
    """The id of the service; that of its place behind it from the second place on."""
    own = first_text(item.get("id"))
    if own is None:
        return None
    seen[own] = seen.get(own, 0) + 1
    if seen[own] == 1:
        return own
    place = (link or {}).get("location") or {}
    return f"{own}@{first_text(place.get('id'), (link or {}).get('id'), place.get('name')) or seen[own]}"


def _set_texts(item: Mapping[str, Any], title: str | None, builder: DraftBuilder) -> None:
    """All that is said for people, one paragraph after the other."""
    parts = dict.fromkeys(text for name in _TEXTS if (text := read_text(item.get(name))) and text != name)
    builder.set_description("\n\n".join(parts), title)


def _set_age(item: Mapping[str, Any], builder: DraftBuilder) -> None:
    sources = [item, *(row for name in _FOR_WHOM for row in records(item.get(name)))]
    for source in sources:
        low, high = read_number(source.get("minimum_age")), read_number(source.get("maximum_age"))
        if (low is not None or high is not None) and (low, high) != (0, 0):
            builder.set_age(int(low) if low is not None else None, int(high) if high is not None else None)
            return
    for source in (source for source in sources if "age" not in builder.members):
        words = read_line(source.get("eligibility"))
        if words and (read_age(words[:300]).to_wire() or read_age(words[:300]).school_groups):
            set_age_text(builder, words)
            return


def _taxonomy_of(item: Mapping[str, Any]) -> list[str]:
    """The names of the terms that versions 1 and 2 hang on a service."""
    links = [row for name in _TAXONOMIES for row in records(item.get(name))][:MOST_ATTRIBUTES]
    terms = [term for link in links for term in (link, *records(link.get("taxonomy")))]
    return [line for term in terms if (line := read_line(term.get("name")))]


def _read_attributes(item: Mapping[str, Any], builder: DraftBuilder) -> list[str]:
    """The words about money in attributes; ages and themes are taken over."""
    money: list[str] = []
    for row in records(item.get("attributes"))[:MOST_ATTRIBUTES]:
        terms = records(row.get("taxonomy_term")) or records(row.get("taxonomy_terms"))
        names = [line for term in terms for name in ("name", "term") if (line := read_line(term.get(name)))]
        label = " ".join([*(line for name in ("label", "link_type") if (line := read_line(row.get(name)))), *names])
        value = read_line(row.get("value"))
        if value and any(word in label.lower() for word in _MONEY):
            money.append(value)
        elif value and any(word in label.lower().split() for word in _AGES):
            set_age_text(builder, value)
        builder.add_themes((), [*names, value])
    return money


# --- where and when


def _set_place(item: Mapping[str, Any], link: Record | None, builder: DraftBuilder) -> None:
    if link is None:
        if _is_online(item):
            builder.members["attendance"] = "online"
        return
    location: Record = link["location"]
    names = ("addresses", "physical_addresses", "physical_address", "address", "postal_addresses")
    address = next((row for name in names for row in records(location.get(name))), {})
    street = ", ".join(line for name in ("address_1", "address_2") if (line := read_line(address.get(name))))
    set_place(
        builder,
        name=location.get("name"),
        street=street or address.get("street_address"),
        postcode=address.get("postal_code"),
        town=address.get("city"),
        country=address.get("country"),
    )
    set_point(builder, read_number(location.get("latitude")), read_number(location.get("longitude")))


def _is_online(item: Mapping[str, Any]) -> bool:
    linked = [place for link in records(item.get("service_at_locations")) for place in records(link.get("location"))]
    places = [*linked, *records(item.get("locations")), *records(item.get("location"))]
    return any(_is_virtual(place) for place in places)


def _schedules_at(item: Mapping[str, Any], link: Record | None) -> list[Record]:
    """Those of the service at this place, else those of the service that name no other place."""
    if link is None:
        return schedules_of(item)
    here = {first_text(link.get("id")), first_text(link["location"].get("id")), None}
    found = schedules_of(link, item, link["location"])
    return [
        row
        for row in found
        if {first_text(row.get("service_at_location_id")), first_text(row.get("location_id"))} <= here
    ] or found


def _holidays_at(item: Mapping[str, Any], link: Record | None) -> list[Record]:
    sources = (link, item, link["location"]) if link is not None else (item,)
    return [
        row
        for source in sources
        for name in ("holiday_schedules", "holiday_schedule")
        for row in records(source.get(name))
    ]


def _language_code(row: Record) -> str | None:
    code = (read_line(row.get("code")) or read_line(row.get("language")) or "").lower()
    return code if len(code) in (2, 3) and code.isascii() and code.isalpha() else None
