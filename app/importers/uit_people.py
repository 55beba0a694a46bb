"""Who organises an event of UiTdatabank, how to reach them and how to book; never a person."""

from collections.abc import Mapping
from typing import Any

from app.importers.draft_building import DraftBuilder
from app.importers.feed_text import read_line
from app.importers.moments import read_moment
from app.importers.schema_nodes import as_nodes
from app.importers.uit_texts import in_language


def set_people(event: Mapping[str, Any], builder: DraftBuilder) -> None:
    """The organiser by name, and the ways to ask and to book."""
    organizer = event.get("organizer")
    if isinstance(organizer, Mapping):
        builder.set_organisation(in_language(organizer.get("name"), "nl"))
    desk = organizer.get("contactPoint") if isinstance(organizer, Mapping) else None
    for source in (desk, organizer, event.get("contactPoint"), event.get("bookingInfo")):
        if isinstance(source, Mapping):
            given = {name: _first(source.get(name)) for name in ("url", "email", "phone")}
            (builder.set_enrolment if source is event.get("bookingInfo") else builder.set_contact)(**given)
    addresses = event.get("sameAs")
    if "url" not in builder.members.get("contact", {}) and addresses:
        builder.set_contact(url=_first(addresses))


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else None if isinstance(value, list) else value


def set_image(event: Mapping[str, Any], builder: DraftBuilder) -> None:
    """The first picture."""
    media = next(iter(as_nodes(event.get("mediaObject"))), None)
    if media is not None and "video" not in str(media.get("@type", "")).lower():
        builder.set_image(media.get("contentUrl"), alt=media.get("description"), creator=media.get("copyrightHolder"))
    elif event.get("image"):
        builder.set_image(event.get("image"))


def set_booking_times(event: Mapping[str, Any], builder: DraftBuilder) -> None:
    """From when until when one can book."""
    booking = event.get("bookingInfo")
    for member, name in (("opensAt", "availabilityStarts"), ("closesAt", "availabilityEnds")):
        given = read_line(booking.get(name)) if isinstance(booking, Mapping) else None
        moment = read_moment(given)
        if moment is not None and moment.at is not None and moment.zone is not None:
            builder.set_enrolment(**{member: given})
