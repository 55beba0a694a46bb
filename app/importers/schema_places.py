"""Where an event of schema.org or OpenActive takes place: text, address, place, or online, alone or mixed."""

from collections.abc import Mapping
from typing import Any

from app.importers.draft_building import DraftBuilder
from app.importers.feed_text import first_text, read_line, read_number, read_url
from app.importers.places_text import (
    has_dutch_postcode,
    join_lines,
    set_place,
    set_place_text,
    set_point,
    split_place_line,
    warn_more_places,
)
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

_MODES = {
    "OnlineEventAttendanceMode": "online",
    "OfflineEventAttendanceMode": "onsite",
    "MixedEventAttendanceMode": "onsite",
    "online": "online",
    "offline": "onsite",
    "mixed": "onsite",
    "onsite": "onsite",
}


_AFFILIATED = "affiliatedLocation"
"""What an online session of OpenActive (`beta:`) belongs to: https://openactive.io/ns-beta#affiliatedLocation."""


def set_location(node: Node, builder: DraftBuilder) -> None:
    """Place and attendance. Of several locations the first with an address or a name counts."""
    given = as_list(node.get("location"))
    virtual = [item for item in given if "VirtualLocation" in types_of(item)] + as_nodes(node.get("virtualLocation"))
    places = [item for item in given if item not in virtual]
    mode = bare_name(text_of(node.get("eventAttendanceMode")) or "")
    attendance = _MODES.get(mode) or _MODES.get((text_of(node.get("courseMode")) or "").lower())
    if "EventMovedOnline" in states_of(node):
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
    affiliated = next((label for place in as_list(node.get(_AFFILIATED)) if (label := _label(place))), None)
    if affiliated and not builder.members.get("place"):
        builder.warn("place-affiliated", value=affiliated)


def _set_first(places: list[Any], builder: DraftBuilder, *, is_online: bool) -> None:
    for at, place in enumerate(places[:20]):
        if isinstance(place, Mapping):
            set_place_node(place, builder)
        elif isinstance(place, str) and read_url(place) and not is_online:
            builder.warn("place-unknown", value=place)
        elif isinstance(place, str):
            set_place_text(builder, place)
        if builder.members.get("place"):
            _add_rest(place, places[at + 1 : 20], builder)
        if builder.members.get("place") or builder.members.get("attendance"):
            return
    only_reference = next((url_of(place) for place in places if isinstance(place, Mapping)), None)
    if only_reference:
        builder.warn("place-unknown", value=only_reference)


def _add_rest(first: Any, rest: list[Any], builder: DraftBuilder) -> None:
    """An address beside a name completes it; other places are said."""
    has_address = "address" in builder.members["place"]
    for place in rest if not has_address else ():
        if "PostalAddress" in types_of(place):
            _set_postal(None, place, builder)
            rest = [one for one in rest if one is not place]
            break
    labels = (_label(place) for place in rest)
    warn_more_places([label for label in labels if label and label != _label(first)], builder)


def place_label(node: Node) -> str | None:
    """What an event calls the place it takes place at; None when it says none."""
    return next((label for place in as_list(node.get("location")) if (label := _label(place))), None)


def _label(place: Any) -> str | None:
    if not isinstance(place, Mapping):
        return read_line(place)
    if "VirtualLocation" in types_of(place):
        return None
    address = next(iter(as_list(place.get("address"))), place)
    return text_of(place.get("name")) or (
        member_text(address, "streetAddress", "addressLocality") if isinstance(address, Mapping) else read_line(address)
    )


def set_place_node(place: Node, builder: DraftBuilder) -> None:
    """A Place, or a PostalAddress in its stead."""
    address = as_list(place.get("address")) or ([place] if "PostalAddress" in types_of(place) else [])
    name = None if "PostalAddress" in types_of(place) else first_text(text_of(place.get("name")))
    postal = next((item for item in address if isinstance(item, Mapping)), None)
    if postal is not None and postal.get("name") and not member_text(postal, "streetAddress", "postalCode"):
        _set_line(name, text_of(postal.get("name")), builder)
    elif postal is not None:
        _set_postal(name, postal, builder)
    else:
        _set_line(name, ", ".join(line for item in address[:10] if (line := join_lines(item))) or None, builder)
    for source in (*as_nodes(place.get("geo")), place):
        lat, lon = read_number(source.get("latitude")), read_number(source.get("longitude"))
        if lat is not None and lon is not None:
            set_point(builder, lat, lon)
            return


def _set_postal(name: str | None, postal: Node, builder: DraftBuilder) -> None:
    street = (member_text(postal, "streetAddress") or text_of(postal.get("address")) or "").strip(" ,")
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
    if not has_dutch_postcode(line):
        set_place(builder, name=name, street=line)
        return
    before, street, postcode, town = split_place_line(line)
    whole = ", ".join(part for part in (*before, street) if part)
    set_place(builder, name=name, street=whole, postcode=postcode, town=town)
