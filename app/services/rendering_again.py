"""What is stored rendered (decision 0003), made again when another release renders it otherwise."""

import logging
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import datetime
from hashlib import blake2b

import orjson
from sqlalchemy import Engine

from app.domain.listing import Listing
from app.errors import InvalidInput
from app.schemas import output_activity
from app.services.activities import make_writer
from app.services.activity_references import References
from app.services.activity_rendering import Renderer, Stamps
from app.store import activities as store
from app.store.activities import StoredActivity
from app.store.unit_of_work import read_session, write_transaction

EDITION = 1
"""Goes up with a change of what is stored that the names of its members do not show."""

logger = logging.getLogger(__name__)


def name_shape() -> str:
    """The shape in which this release stores activities: it differs whenever their members do."""
    described = output_activity.Activity.model_json_schema()
    parts = {"": described, **described["$defs"]}
    members = {name: sorted(part.get("properties", ())) for name, part in parts.items()}
    listing = [field.name for field in fields(Listing)]
    named = orjson.dumps([listing, members], option=orjson.OPT_SORT_KEYS)
    return f"{EDITION}-{blake2b(named, digest_size=8).hexdigest()}"


def render_again(engine: Engine, *, now: datetime, batch: int = store.BATCH) -> Iterator[int]:
    """Bring all activities to the shape of this release, tombstones included; how many were looked at, for each batch.

    Nothing is looked at when they are in it already. Version and stamps stay: nothing was edited. Each batch is a
    transaction; one that is cut off begins again and finds the first ones done. What this release cannot read stays as
    it is, with a line in the log. Raises Unavailable when the database is.
    """
    shape, after = name_shape(), ""
    with read_session(engine) as session:
        if store.read_shape(session) == shape:
            return
        writer = make_writer(session)
    renderer = Renderer(writer.locator, writer.calendar, now)
    while True:
        with write_transaction(engine) as session:
            rows = store.list_after(session, after, batch)
            references = References(session, writer.locator, now)
            references.load_rows(rows)
            rendered = [(row, _render(row, references, renderer)) for row in rows]
            store.upsert_many(session, [made for row, made in rendered if made != row])
            if not rows:
                store.save_shape(session, shape)
                return
        after = rows[-1].id
        yield len(rows)


def _render(row: StoredActivity, references: References, renderer: Renderer) -> StoredActivity:
    stamps = Stamps(row.version, row.created_at, row.modified_at, row.confirmed_at, row.expanded_on)
    try:
        made = renderer.build(references.read_again(row), stamps)
    except InvalidInput as error:
        logger.warning("activity %s cannot be rendered again: %s", row.id, error.detail)
        return row
    return replace(made, is_deleted=row.is_deleted, seq=row.seq)
