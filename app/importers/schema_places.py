"""Where an event of schema.org or OpenActive takes place: text, address, place, or online, alone or mixed."""

from collections.abc import Mapping
from typing import Any

from app.importers.draft_building import DraftBuilder
from app.importers.feed_text import first_text, read_line, read_number, read_url
from app.importers.fields import read_postcode, split_address
from app.importers.places_text import set_place, set_place_text, set_point
from app.importers.schema_nodes import Node, as_list, as_nodes, bare_name, member_text, text_of, types_of, url_of

_MODES = {
    "OnlineEventAttendanceMode": "online",
    "OfflineEventAttendanceMode": "onsite",
    "MixedEventAttendanceMode": "onsite",
    "online": "online",
    "offline": "onsite",
    "mixed": "onsite",
    "onsite": "onsite",
}


def set_location(node: Node, builder: DraftBuilder) -> None:
    """Place and attendance. Of several locations the first with an address or a name counts."""
    given = as_list(node.get("location"))
    virtual = [item for item in given if "VirtualLocation" in types_of(item)]
    places = [item for item in given if item not in virtual]
    mode = bare_name(text_of(node.get("eventAttendanceMode")) or "")
    attendance = _MODES.get(mode) or _MODES.get((text_of(node.get("courseMode")) or "").lower())
    if bare_name(text_of(node.get("eventStatus")) or "") == "EventMovedOnline":
        attendance = "online"
    if places:
        _set_first(places, builder, is_online=attendance == "online")
    if "OnDemandEvent" in types_of(node):
        attendance = attendance or "online"
    if virtual:
        attendance = attendance or ("onsite" if places else "online")
        address = url_of(virtual[0])
        if address and attendance == "online":
            builder.set_enrolment(url=address)
    if attendance:
        builder.members["attendance"] = attendance


def _set_first(places: list[Any], builder: DraftBuilder, *, is_online: bool) -> None:
    for place in places[:20]:
        if isinstance(place, Mapping):
            set_place_node(place, builder)
        elif isinstance(place, str) and read_url(place) and not is_online:
            builder.warn("place-unknown", value=place)
        elif isinstance(place, str):
            set_place_text(builder, place)
        if builder.members.get("place") or builder.members.get("attendance"):
            return
    only_reference = next((url_of(place) for place in places if isinstance(place, Mapping)), None)
    if only_reference:
        builder.warn("place-unknown", value=only_reference)


def set_place_node(place: Node, builder: DraftBuilder) -> None:
    """A Place, or a PostalAddress in its stead."""
    address = as_list(place.get("address")) or ([place] if "PostalAddress" in types_of(place) else [])
    name = None if "PostalAddress" in types_of(place) else first_text(text_of(place.get("name")))
    postal = next((item for item in address if isinstance(item, Mapping)), None)
    if postal is not None:
        _set_postal(name, postal, builder)
    else:
        _set_line(name, next((line for item in address if (line := read_line(item))), None), builder)
    for source in (*as_nodes(place.get("geo")), place):
        lat, lon = read_number(source.get("latitude")), read_number(source.get("longitude"))
        if lat is not None and lon is not None:
            set_point(builder, lat, lon)
            return


def _set_postal(name: str | None, postal: Node, builder: DraftBuilder) -> None:
    street = member_text(postal, "streetAddress") or text_of(postal.get("address"))
    set_place(
        builder,
        name=name,
        street=street,
        postcode=text_of(postal.get("postalCode")),
        town=member_text(postal, "addressLocality", "addressRegion"),
        country=text_of(postal.get("addressCountry")),
    )


def _set_line(name: str | None, line: str | None, builder: DraftBuilder) -> None:
    if line is None:
        set_place(builder, name=name)
        return
    street, postcode, town = split_address(line)
    is_dutch = postcode is not None and read_postcode(postcode) is not None
    set_place(
        builder,
        name=name,
        street=street if is_dutch else line,
        postcode=postcode if is_dutch else None,
        town=town if is_dutch else None,
    )
