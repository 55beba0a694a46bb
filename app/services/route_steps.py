"""What a learning route shows of the activities it runs over: their titles, and who takes part, all alike."""

from typing import Any

import orjson

from app.catalogue.catalogue import Catalogue
from app.catalogue.reference import Reference
from app.domain.text import fold

Wire = dict[str, Any]


def complete_route(route: Wire, catalogue: Catalogue, reference: Reference) -> Wire:
    """The route with the title and the organisation of each step, None for an activity that is gone, and `partners`:
    everybody who offers a step or takes part in one, each once and by name, so that nobody stands before another."""
    everybody: set[str] = set()
    for step in route["steps"]:
        entry = catalogue.get(step["activityId"])
        listing = None if entry is None else entry.listing
        step["title"] = None if entry is None else orjson.loads(entry.card)["title"]
        offering = None if listing is None else listing.organisation_id
        step["organisation"] = _name(offering, reference) if offering else None
        if listing is not None:
            everybody.update(filter(None, (listing.organisation_id, *listing.partner_ids)))
    named = [found for id_ in everybody if (found := _name(id_, reference)) is not None]
    route["partners"] = sorted(named, key=lambda one: (fold(one["name"]), one["id"]))
    return route


def _name(id_: str, reference: Reference) -> Wire | None:
    name = reference.organisations.get(id_)
    return None if name is None else {"id": id_, "name": name}
