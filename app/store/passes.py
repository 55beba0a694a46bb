"""Passes, schemes and funds in the database."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Table
from sqlmodel import Session

from app.models.pass_arrangement import PassArrangement
from app.store.records import RecordTable
from app.store.unit_of_work import Database

KIND = "pass"
_table: Table = PassArrangement.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class StoredPass:
    """One row, as `models.pass_arrangement` explains; `seq` is set when it is written."""

    id: str
    arrangement: str
    name: str
    kind: str
    version: int
    created_at: datetime
    modified_at: datetime
    is_published: bool
    is_amount_shown: bool
    issuer: str | None = None
    area_codes: tuple[str, ...] = ()
    age_min: int | None = None
    age_max: int | None = None
    pays: tuple[str, ...] = ()
    effect: str | None = None
    effect_percent: int | None = None
    asked_by: str | None = None
    paid_to: str | None = None
    website: str | None = None
    confidence: str | None = None
    checked_on: date | None = None
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    is_deleted: bool = False
    seq: int = 0


records = RecordTable(KIND, _table, StoredPass)


def upsert_many(session: Session, rows: Sequence[StoredPass], *, key_id: str | None = None) -> range:
    """Write arrangements and their changes; see `RecordTable.upsert_many`."""
    return records.upsert_many(session, rows, key_id=key_id)


def find_many(database: Database, ids: Collection[str]) -> dict[str, StoredPass]:
    """The arrangements that are there, tombstones included, by id."""
    return records.find_many(database, ids)


def find_one(database: Database, pass_id: str) -> StoredPass | None:
    """One arrangement, a tombstone too; None when there is none."""
    return records.find_one(database, pass_id)


def list_all(database: Database) -> list[StoredPass]:
    """Every arrangement that is not deleted, published or not, by id."""
    return records.list_all(database)
