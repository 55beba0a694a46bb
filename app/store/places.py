"""Places in the database."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Table, exists, select
from sqlmodel import Session

from app.domain.vocabulary import AddressShown, PlaceKind, Precision, WijkBasis
from app.models.activity import Activity
from app.models.place import Place
from app.store.records import RecordTable
from app.store.unit_of_work import Database, connection_of

KIND = "place"
_table: Table = Place.__table__  # type: ignore[attr-defined]
_activity: Table = Activity.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class StoredPlace:
    """One row, as `models.place` explains; `seq` is set when it is written."""

    id: str
    source_name: str
    external_id: str
    version: int
    created_at: datetime
    modified_at: datetime
    organisation_id: str | None = None
    name: str | None = None
    kind: PlaceKind | None = None
    street_address: str | None = None
    postal_code: str | None = None
    address_locality: str | None = None
    address_shown: AddressShown = AddressShown.FULL
    lat: float | None = None
    lon: float | None = None
    precision: Precision | None = None
    gemeente: str | None = None
    stadsdeel: str | None = None
    wijk: str | None = None
    wijk_basis: WijkBasis | None = None
    buurt: str | None = None
    is_example: bool = False
    is_deleted: bool = False
    seq: int = 0


records = RecordTable(KIND, _table, StoredPlace)


def upsert_many(session: Session, rows: Sequence[StoredPlace], *, key_id: str | None = None) -> range:
    """Write places and their changes; see `RecordTable.upsert_many`."""
    return records.upsert_many(session, rows, key_id=key_id)


def find_many(database: Database, ids: Collection[str]) -> dict[str, StoredPlace]:
    """The places that are there, tombstones included, by id."""
    return records.find_many(database, ids)


def find_one(database: Database, place_id: str) -> StoredPlace | None:
    """One place, a tombstone too; None when there is none."""
    return records.find_one(database, place_id)


def list_ids_at_address(database: Database) -> list[str]:
    """The ids of places whose point is that of an address."""
    wanted = (_table.c.precision == Precision.ADDRESS, _table.c.is_deleted.is_(False))
    return list(connection_of(database).execute(select(_table.c.id).where(*wanted).order_by(_table.c.id)).scalars())


def list_unused_ids(database: Database, source_name: str, limit: int) -> list[str]:
    """The ids of at most `limit` places of a source where no activity is or was, tombstones left out."""
    is_used = exists().where(_activity.c.place_id == _table.c.id)
    wanted = (_table.c.source_name == source_name, _table.c.is_deleted.is_(False), ~is_used)
    query = select(_table.c.id).where(*wanted).order_by(_table.c.id).limit(limit)
    return list(connection_of(database).execute(query).scalars())


def find_by_organisation(database: Database, organisation_id: str) -> list[StoredPlace]:
    """The places of one organisation, by id, tombstones left out."""
    return list(records.select(database, _table.c.organisation_id == organisation_id, _table.c.is_deleted.is_(False)))


def list_all(database: Database) -> list[StoredPlace]:
    """Every place that is not deleted, by id."""
    return records.list_all(database)
