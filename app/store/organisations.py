"""Organisations in the database."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Table, func, select
from sqlmodel import Session

from app.models.organisation import Organisation
from app.store.records import RecordTable
from app.store.unit_of_work import Database, connection_of

KIND = "organisation"
_table: Table = Organisation.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class StoredOrganisation:
    """One row, as `models.organisation` explains; `seq` is set when it is written."""

    id: str
    source_name: str
    external_id: str
    name: str
    version: int
    created_at: datetime
    modified_at: datetime
    roles: tuple[str, ...] = ("provider",)
    sector: str | None = None
    gemeente: str | None = None
    summary: str | None = None
    referral_role: str | None = None
    contact_email: str | None = None
    contact_phone: str | None = None
    contact_url: str | None = None
    website: str | None = None
    hub_for: tuple[str, ...] = ()
    guide_for: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    is_reviewed: bool = False
    is_example: bool = False
    is_deleted: bool = False
    seq: int = 0


records = RecordTable(KIND, _table, StoredOrganisation)


def upsert_many(session: Session, rows: Sequence[StoredOrganisation], *, key_id: str | None = None) -> range:
    """Write organisations and their changes; see `RecordTable.upsert_many`."""
    return records.upsert_many(session, rows, key_id=key_id)


def find_many(database: Database, ids: Collection[str]) -> dict[str, StoredOrganisation]:
    """The organisations that are there, tombstones included, by id."""
    return records.find_many(database, ids)


def find_one(database: Database, organisation_id: str) -> StoredOrganisation | None:
    """One organisation, a tombstone too; None when there is none."""
    return records.find_one(database, organisation_id)


def list_all(database: Database) -> list[StoredOrganisation]:
    """Every organisation that is not deleted, by id."""
    return records.list_all(database)


def has_any(database: Database) -> bool:
    """Whether there is an organisation that is not deleted."""
    return records.has_any(database)


def find_named(database: Database, name: str, but: str | None = None) -> list[str]:
    """Ids of the organisations with this name in any case, except `but`."""
    query = select(_table.c.id).where(func.lower(_table.c.name) == name.lower(), ~_table.c.is_deleted)
    return [row.id for row in connection_of(database).execute(query.order_by(_table.c.id)) if row.id != but]
