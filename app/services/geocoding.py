"""Places looked up for people: by words, by postcode, or by a point."""

from collections.abc import Callable
from typing import Any

from app.catalogue.reference import Reference
from app.clients.geocoding import Found, Geocoding
from app.domain.area_names import Area
from app.domain.areas import AreaIndex
from app.domain.postcodes import PostcodeTable
from app.domain.vocabulary import AreaLevel
from app.schemas.directory import write_area_name
from app.schemas.requests import GeocodeRequest

LookUp = Geocoding
"""What answers where a place is."""
MakeGeocoding = Callable[[AreaIndex, PostcodeTable], Geocoding]


def look_up(asked: GeocodeRequest, geocoding: Geocoding, reference: Reference) -> list[dict[str, Any]]:
    """At most `limit` places, best first, in wire shape. Raises Unavailable when an outside source fails."""
    if asked.near is not None:
        one = geocoding.reverse(asked.near.lat, asked.near.lon)
        found = [] if one is None else [one]
    else:
        found = geocoding.search(asked.postcode or asked.q or "", asked.limit)
    return [_to_wire(place, reference) for place in found[: asked.limit]]


def _to_wire(found: Found, reference: Reference) -> dict[str, Any]:
    areas = reference.areas
    finest: Area | None = areas.get(found.buurt) or areas.get(found.wijk) or areas.get(found.gemeente)

    def named(level: AreaLevel) -> dict[str, Any] | None:
        return write_area_name(areas.ancestor_at(finest.code, level) if finest else None, areas)

    wijk = named(AreaLevel.WIJK)
    return {
        "label": found.label,
        "lat": found.lat,
        "lon": found.lon,
        "precision": found.precision.value,
        "gemeente": named(AreaLevel.GEMEENTE),
        "stadsdeel": named(AreaLevel.STADSDEEL),
        "wijk": None if wijk is None else {**wijk, "basis": None},
        "buurt": named(AreaLevel.BUURT),
        "source": found.source,
    }
