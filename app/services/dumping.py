"""The operator's bulk path out: every activity in the full wire shape, as it is at one moment."""

from collections.abc import Iterator
from datetime import datetime

import orjson
from sqlalchemy import Engine

from app.catalogue.reference import Reference
from app.domain.calendar import AMSTERDAM, minutes, offset_minutes
from app.domain.freshness import stale_days
from app.domain.listing import Listing, from_row
from app.domain.query import Surroundings
from app.domain.state import effective_status, freshness_state, next_session
from app.schemas.served import dump_item, item_members, routes_json
from app.services.help import HelpWriter
from app.services.reference import load_reference
from app.store.activities import iterate_documents
from app.store.unit_of_work import read_connection


def dump_activities(
    engine: Engine, *, now: datetime, base_url: str, freshness_days: tuple[int, int, int]
) -> Iterator[bytes]:
    """One JSON object an activity, by id, with the translations in it so that nothing is lost when it is loaded again.

    All of one moment, whatever is written meanwhile. `freshness_days`: until due, unconfirmed and stale. Raises
    Unavailable when the database is away.
    """
    minute = minutes(now)
    with read_connection(engine) as connection:
        reference = load_reference(connection)
        helper = HelpWriter(reference)
        around = Surroundings(
            now=minute,
            now_offset_min=offset_minutes(minute),
            stale_days=stale_days(reference.calendar, now.astimezone(AMSTERDAM).date(), *freshness_days),
        )
        for row in iterate_documents(connection):
            listing = from_row(orjson.loads(row.listing))
            yield dump_item(
                row.document.encode(),
                item_members(
                    base_url,
                    row.id,
                    next_session=next_session(listing, minute),
                    status=effective_status(listing, minute).value,
                    confirmed_at=listing.confirmed_at,
                    freshness=freshness_state(listing, around).value,
                    routes_json=routes_json(_routes_of(listing, reference)),
                    help_json=helper.write(listing.gemeente, listing.themes, listing.cost, "nl"),
                ),
            )


def _routes_of(listing: Listing, reference: Reference) -> Iterator[tuple[str, str, int, int]]:
    for route_id, position in reference.routes_of.get(listing.id, ()):
        route = reference.routes[route_id]
        yield route.id, route.title, position, len(route.activity_ids)
