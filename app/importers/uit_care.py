"""Childcare before and after an event of UiTdatabank, and where a bus leaves for it."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.importers.draft_building import DraftBuilder
from app.importers.feed_text import read_line
from app.importers.moments import read_clock
from app.importers.schema_nodes import as_list, as_nodes
from app.importers.uit_texts import in_language

_MOST = 50


def set_care(event: Mapping[str, Any], builder: DraftBuilder) -> None:
    """From when until when there is childcare around the dates; an event that is childcare itself says so."""
    told = dict.fromkeys(text for hours in _hours_of(event) if (text := _told(hours.get("childcare"))))
    if told:
        builder.members["supervision"] = {"note": "; ".join(told)}
    types = (term for term in as_nodes(event.get("terms"))[:_MOST] if term.get("domain") == "eventtype")
    if any((read_line(term.get("label")) or "").casefold() == "kinderopvang" for term in types):
        builder.members["partOfChildcare"] = True


def _hours_of(event: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Everything that may have childcare of its own: the event, its dates, its usual and its other hours."""
    yield event
    for name in ("subEvent", "openingHours", "openingHoursAdjustedDays"):
        for part in as_nodes(event.get(name))[:_MOST]:
            yield part
            yield from as_nodes(part.get("openingHours"))[:_MOST]


def _told(childcare: Any) -> str | None:
    if not isinstance(childcare, Mapping):
        return None
    start, end = (read_clock(read_line(childcare.get(name))) for name in ("start", "end"))
    parts = [f"van {start:%H:%M}" if start else "", f"tot {end:%H:%M}" if end else ""]
    span = " ".join(part for part in parts if part)
    return f"Opvang {span} uur" if span else None


def warn_departures(event: Mapping[str, Any], builder: DraftBuilder) -> None:
    """Places from where one travels together are said; an offer has one place."""
    names = [_place_of(one) for one in as_list(event.get("departurePlaces"))[:_MOST]]
    if any(names):
        builder.warn("departure-places", value="; ".join(name for name in names if name))


def _place_of(place: Any) -> str | None:
    if isinstance(place, Mapping):
        return in_language(place.get("name"), "nl") or read_line(place.get("@id"))
    return read_line(place)
