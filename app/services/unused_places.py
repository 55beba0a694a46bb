"""Places that were only ever mentioned, and where nothing is any more: they go, and are back when they are named again.

A place with a source of its own, such as one that its organisation wrote, stays: somebody keeps it.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session

from app.domain.caller import SYSTEM, Caller
from app.domain.ids import PLACE_SOURCE
from app.services.audit import AuditEntry, record
from app.services.recording import describe_record
from app.store import activities, places
from app.store.records import IDS_PER_QUERY
from app.store.unit_of_work import write_transaction


def bury_places(
    session: Session, place_ids: Collection[str], *, now: datetime, caller: Caller, ended_count: bool
) -> list[AuditEntry]:
    """Take away those of these places; the lines for the audit log. ended_count: what has ended there is reason to keep
    a place, as its page still shows it."""
    used = activities.find_places_in_use(session, place_ids, with_ended=ended_count)
    held = places.find_many(session, set(place_ids) - used).values()
    left = [one for one in held if one.source_name == PLACE_SOURCE and not one.is_deleted]
    buried = [replace(one, is_deleted=True, version=one.version + 1, modified_at=now) for one in left]
    places.upsert_many(session, buried, key_id=caller.key_id)
    return [describe_record(before, after) for before, after in zip(left, buried, strict=True)]


def bury_unused_places(engine: Engine, *, now: datetime, batch: int = IDS_PER_QUERY) -> Iterator[int]:
    """Take away all that are there, in batches, each one transaction; the size of each. Raises Unavailable when the
    database is busy or away."""
    while True:
        with write_transaction(engine) as session:
            unused = places.list_unused_ids(session, PLACE_SOURCE, batch)
            entries = bury_places(session, unused, now=now, caller=SYSTEM, ended_count=True)
            record(session, entries, caller=SYSTEM, now=now)
        if not entries:
            return
        yield len(entries)
