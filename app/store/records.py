"""What the tables of the catalogue share: frozen records in, frozen records out, bulk upserts, the change log."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from sqlalchemy import Column, Table, select
from sqlmodel import Session

from app.store.changes import Entry, append_changes
from app.store.dialect import insert_or_update
from app.store.unit_of_work import Database, connection_of

IDS_PER_QUERY = 500


class Record(Protocol):
    """A frozen dataclass whose fields are exactly the columns of its table."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def id(self) -> str: ...
    @property
    def version(self) -> int: ...
    @property
    def is_deleted(self) -> bool: ...
    @property
    def seq(self) -> int: ...


R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class RecordTable(Generic[R]):
    """A table of the change log's `kind`, read and written as records."""

    kind: str
    table: Table
    record: type[R]

    def find_many(self, database: Database, ids: Collection[str]) -> dict[str, R]:
        """The records that are there, tombstones included, by id."""
        found: dict[str, R] = {}
        wanted = sorted(set(ids))
        for start in range(0, len(wanted), IDS_PER_QUERY):
            batch = wanted[start : start + IDS_PER_QUERY]
            found.update((row.id, row) for row in self.select(database, self.table.c.id.in_(batch)))
        return found

    def find_one(self, database: Database, id_: str) -> R | None:
        """One record, a tombstone too; None when there is none."""
        return self.find_many(database, [id_]).get(id_)

    def list_all(self, database: Database) -> list[R]:
        """Every record that is not deleted, by id."""
        return list(self.select(database, self.table.c.is_deleted.is_(False)))

    def has_any(self, database: Database) -> bool:
        """Whether there is a record that is not deleted; stops at the first."""
        query = select(self.table.c.id).where(self.table.c.is_deleted.is_(False)).limit(1)
        return connection_of(database).execute(query).first() is not None

    def select(self, database: Database, *conditions: Any) -> Iterator[R]:
        """The records for which all conditions hold, by id."""
        query = select(*self.columns).where(*conditions).order_by(self.table.c.id)
        for row in connection_of(database).execute(query):
            yield self.record(*row)

    def upsert_many(self, session: Session, records: Sequence[R], *, key_id: str | None = None) -> range:
        """Write records by id and append one change for each; of two with one id the last stands.

        The `seq` of a record is set here. The action is `deleted` for a tombstone, `created` for version 1, else
        `updated`. Returns the numbers of the changes, in the order of the records.
        """
        distinct = list({record.id: record for record in records}.values())
        if not distinct:
            return range(0)
        given = append_changes(session, [Entry(self.kind, r.id, action_of(r), key_id) for r in distinct])
        rows = [self.to_row(record) | {"seq": seq} for record, seq in zip(distinct, given, strict=True)]
        connection = connection_of(session)
        connection.execute(insert_or_update(connection, self.table), rows)
        return given

    @property
    def columns(self) -> list[Column[Any]]:
        """The columns in the order of the record's fields."""
        return [self.table.c[field.name] for field in fields(self.record)]

    def to_row(self, record: R) -> dict[str, Any]:
        """The values of one row by column."""
        return {name: getattr(record, name) for name in self.record.__dataclass_fields__}


def action_of(record: Record) -> str:
    """What the change log calls a write of this record."""
    if record.is_deleted:
        return "deleted"
    return "created" if record.version == 1 else "updated"
