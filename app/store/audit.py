"""The audit trail: only ever added to."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Table, insert, select
from sqlmodel import Session

from app.models.partner import Audit
from app.store.unit_of_work import Database, connection_of

_table: Table = Audit.__table__  # type: ignore[attr-defined]
_NAMES = [column.name for column in _table.columns if column.name != "id"]


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """One line, as `models.partner.Audit` explains."""

    id: int
    recorded_at: datetime
    actor: str
    key_id: str | None
    organisation_id: str | None
    on_behalf_of: str | None
    kind: str
    object_id: str
    action: str
    version: int | None
    import_id: str | None
    diff: Mapping[str, Any]
    reason: str | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines: of these organisations (None: of everyone), of this object, by this key or import, from `since` to
    before `until`, with an id below `before`."""

    organisation_ids: Collection[str] | None = None
    kind: str | None = None
    object_id: str | None = None
    action: str | None = None
    key_id: str | None = None
    import_id: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    before: int | None = None


def add_entries(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Append lines; each mapping has every column but the id."""
    if rows:
        connection_of(session).execute(insert(_table), [{name: row[name] for name in _NAMES} for row in rows])


def list_entries(database: Database, wanted: Wanted, limit: int) -> list[StoredEntry]:
    """At most `limit` lines, newest first."""
    column = _table.c
    conditions = [
        column[name] == value
        for name in ("kind", "object_id", "action", "key_id", "import_id")
        if (value := getattr(wanted, name)) is not None
    ]
    if wanted.organisation_ids is not None:
        conditions.append(column.organisation_id.in_(sorted(wanted.organisation_ids)))
    if wanted.since is not None:
        conditions.append(column.recorded_at >= wanted.since)
    if wanted.until is not None:
        conditions.append(column.recorded_at < wanted.until)
    if wanted.before is not None:
        conditions.append(column.id < wanted.before)
    query = select(*[column[name] for name in StoredEntry.__dataclass_fields__]).where(*conditions)
    rows = connection_of(database).execute(query.order_by(column.id.desc()).limit(limit))
    return [StoredEntry(*row) for row in rows]
