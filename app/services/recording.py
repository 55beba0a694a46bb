"""Lines of the audit log for what the write path writes: only what somebody said, not what follows from it."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

import orjson

from app.domain.auditing import AuditAction
from app.domain.vocabulary import AddressShown, Status
from app.schemas.times import millis_text
from app.services.audit import AuditEntry, diff
from app.store import organisations, places, routes
from app.store.activities import KIND, StoredActivity
from app.store.organisations import StoredOrganisation
from app.store.places import StoredPlace
from app.store.routes import StoredRoute

WORKED_OUT = frozenset(
    {"id", "sessions", "sessionCount", "missing", "createdAt", "modifiedAt", "version", "isExample", "languages"}
)
_STAMPS = frozenset({"id", "version", "seq", "created_at", "modified_at", "source_name", "external_id"})
_WHERE = ("place.address.", "place.location", "place.buurt")
_ADDRESS = frozenset({"street_address", "postal_code", "lat", "lon", "buurt"})
"""What the log says nothing of when the address is told after enrolment only: it leaves the catalogue in no format."""
Record = StoredOrganisation | StoredPlace | StoredRoute


def describe_activity(before: StoredActivity | None, after: StoredActivity) -> AuditEntry | None:
    """None when nobody said anything: dates that were expanded again."""
    action, said = _name_action(before, after), {}
    if before is not None:
        if action is not AuditAction.CONFIRMED:
            new = orjson.loads(after.document)
            said = diff(orjson.loads(before.document), new, without=WORKED_OUT)
            if (new.get("place") or {}).get("addressShown") == AddressShown.ON_ENROLMENT:
                said = {name: pair for name, pair in said.items() if not name.startswith(_WHERE)}
        if before.status is not after.status:
            said["status"] = [before.status.value, after.status.value]
        if before.confirmed_at != after.confirmed_at:
            said["confirmedAt"] = [millis_text(before.confirmed_at), millis_text(after.confirmed_at)]
        if not said and before.version == after.version:
            return None
    return AuditEntry(KIND, after.id, action, after.organisation_id, after.version, said)


def _name_action(before: StoredActivity | None, after: StoredActivity) -> AuditAction:
    if after.is_deleted:
        return AuditAction.ENDED
    if before is None:
        return AuditAction.CREATED
    if before.is_deleted:
        return AuditAction.RESTORED
    if before.version == after.version:
        return AuditAction.CONFIRMED
    is_called_off = after.status is Status.CANCELLED and before.status is not Status.CANCELLED
    return AuditAction.CANCELLED if is_called_off else AuditAction.UPDATED


def describe_record(before: Record | None, after: Record) -> AuditEntry:
    """Of an organisation, a place or a route."""
    kind = _KINDS[type(after)]
    owner = after.id if isinstance(after, StoredOrganisation) else after.organisation_id
    action = _name_action_of_record(before, after)
    is_hidden = any(
        isinstance(row, StoredPlace) and row.address_shown is AddressShown.ON_ENROLMENT for row in (before, after)
    )
    without = _STAMPS | _ADDRESS if is_hidden else _STAMPS
    said = {} if before is None else diff(_plain(before), _plain(after), without=without)
    return AuditEntry(kind, after.id, action, owner, after.version, said)


def _name_action_of_record(before: Record | None, after: Record) -> AuditAction:
    if after.is_deleted:
        return AuditAction.ENDED
    if before is None:
        return AuditAction.CREATED
    return AuditAction.RESTORED if before.is_deleted else AuditAction.UPDATED


_KINDS: dict[type[Record], str] = {
    StoredOrganisation: organisations.KIND,
    StoredPlace: places.KIND,
    StoredRoute: routes.KIND,
}


def _plain(record: Record) -> dict[str, Any]:
    return {name: _json(value) for name, value in asdict(record).items()}


def _json(value: Any) -> Any:
    """As JSON holds it: lists for tuples, text for days."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
