"""Pages of the audit trail for whoever may read them."""

from datetime import datetime, time
from typing import Any

from sqlalchemy import Engine

from app.domain.calendar import AMSTERDAM, date_of
from app.domain.caller import Caller
from app.schemas.audit import AuditRequest
from app.services.keys import refuse_foreign
from app.store import audit as store
from app.store.audit import StoredEntry, Wanted
from app.store.unit_of_work import read_connection


def read_page(
    engine: Engine, caller: Caller, asked: AuditRequest, before: int | None
) -> tuple[list[dict[str, Any]], int | None]:
    """One page, newest first, below line `before`; and the line the next page begins below. An admin reads all; others
    what concerns their own organisations.

    Raises:
        Forbidden: `not-yours`: the organisation asked for is another's.
    """
    if asked.organisation is not None and not caller.owns(asked.organisation):
        raise refuse_foreign()
    visible = None if caller.is_admin else caller.organisation_ids
    wanted = Wanted(
        organisation_ids=visible if asked.organisation is None else {asked.organisation},
        kind=asked.kind,
        object_id=asked.object_id,
        action=asked.action,
        key_id=asked.key_id,
        import_id=asked.import_id,
        since=_begin_of(asked.date_from),
        until=_begin_of(asked.date_to, days_later=1),
        before=before,
    )
    with read_connection(engine) as connection:
        found = store.list_entries(connection, wanted, asked.limit + 1)
    shown = found[: asked.limit]
    return [write_entry(entry) for entry in shown], shown[-1].id if len(found) > asked.limit else None


def write_entry(entry: StoredEntry) -> dict[str, Any]:
    """The wire shape of a line."""
    return {
        "id": entry.id,
        "at": _stamp(entry.recorded_at),
        "actor": entry.actor,
        "keyId": entry.key_id,
        "organisationId": entry.organisation_id,
        "onBehalfOf": entry.on_behalf_of,
        "kind": entry.kind,
        "objectId": entry.object_id,
        "action": entry.action,
        "version": entry.version,
        "importId": entry.import_id,
        "diff": entry.diff,
        "reason": entry.reason,
    }


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _begin_of(day: int | None, days_later: int = 0) -> datetime | None:
    """The first moment of a local day, counted from 1970-01-01."""
    return None if day is None else datetime.combine(date_of(day + days_later), time(), AMSTERDAM)
