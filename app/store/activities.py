"""Activities in the database: bulk upserts, streams that feed the snapshot, and single documents in microseconds."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection, Table, delete, func, insert, or_, select
from sqlmodel import Session

from app.domain.vocabulary import Status
from app.models.activity import Activity, ActivityPartner, StoredShape
from app.store.dialect import insert_or_update
from app.store.records import IDS_PER_QUERY, RecordTable
from app.store.unit_of_work import Database, connection_of

KIND = "activity"
BATCH = 1000
_table: Table = Activity.__table__  # type: ignore[attr-defined]
_partners: Table = ActivityPartner.__table__  # type: ignore[attr-defined]
_shape: Table = StoredShape.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class StoredActivity:
    """One row, as `models.activity` explains. Stamps are aware; `seq` is set when it is written."""

    id: str
    source_name: str
    external_id: str
    organisation_id: str | None
    place_id: str | None
    status: Status
    version: int
    is_example: bool
    is_deleted: bool
    created_at: datetime
    modified_at: datetime
    confirmed_at: datetime
    expanded_on: date
    listing: str
    card: str
    document: str
    seq: int = 0


class SimilarRow(NamedTuple):
    """What is compared to see whether two activities are one."""

    id: str
    organisation_id: str | None
    place_id: str | None
    listing: str
    card: str


class NearRow(NamedTuple):
    """What is compared with many others at once."""

    id: str
    source_name: str
    organisation_id: str | None
    place_id: str | None
    card: str


class IndexRow(NamedTuple):
    """What the snapshot needs of one activity; a tombstone has no listing and no card."""

    id: str
    version: int
    seq: int
    listing: str | None
    card: str | None


records = RecordTable(KIND, _table, StoredActivity)


def find_many(database: Database, ids: Collection[str], for_update: bool = False) -> dict[str, StoredActivity]:
    """The activities that are there, tombstones included, by id.

    `for_update` says that they will be written in this transaction. It takes no lock of its own: writers take turns
    from the start of `write_transaction`, so it only makes sure that there is one.

    Raises:
        RuntimeError: `for_update` outside a session.
    """
    if for_update and not isinstance(database, Session):
        raise RuntimeError("find_many(for_update=True) belongs in a write_transaction")
    return records.find_many(database, ids)


def upsert_many(session: Session, rows: Sequence[StoredActivity], *, key_id: str | None = None) -> range:
    """Write activities and their changes; returns the numbers of the changes. See `RecordTable.upsert_many`."""
    return records.upsert_many(session, rows, key_id=key_id)


def count_activities(database: Database, *, with_examples: bool = True) -> int:
    """How many activities there are, tombstones left out."""
    query = select(func.count()).select_from(_table).where(_table.c.is_deleted.is_(False))
    if not with_examples:
        query = query.where(_table.c.is_example.is_(False))
    return int(connection_of(database).execute(query).scalar_one())


def count_rows(database: Database) -> int:
    """How many activities are stored, tombstones too. Reads an index only: to count what is not deleted, a SQLite file
    is read whole, and after a restart of the machine that may take most of a minute."""
    return int(connection_of(database).execute(select(func.count()).select_from(_table)).scalar_one())


def has_any(database: Database) -> bool:
    """Whether there is an activity that is not deleted."""
    return records.has_any(database)


def find_by_organisation(database: Database, organisation_id: str) -> list[StoredActivity]:
    """The activities of one organisation, by id, tombstones left out."""
    wanted = (_table.c.organisation_id == organisation_id, _table.c.is_deleted.is_(False))
    return list(records.select(database, *wanted))


def find_by_place(database: Database, place_id: str) -> list[StoredActivity]:
    """The activities at one place, by id, tombstones left out."""
    return list(records.select(database, _table.c.place_id == place_id, _table.c.is_deleted.is_(False)))


def find_places_in_use(database: Database, place_ids: Collection[str], *, with_ended: bool) -> set[str]:
    """Those of these places where there are activities. with_ended: tombstones are activities too."""
    found: set[str] = set()
    wanted = sorted(place_ids)
    for start in range(0, len(wanted), IDS_PER_QUERY):
        query = select(_table.c.place_id).where(_table.c.place_id.in_(wanted[start : start + IDS_PER_QUERY]))
        query = query if with_ended else query.where(_table.c.is_deleted.is_(False))
        found.update(connection_of(database).execute(query.distinct()).scalars())
    return found


def find_by_partner(database: Database, organisation_id: str) -> list[StoredActivity]:
    """The activities of others in which an organisation takes part, by id, tombstones left out."""
    named = select(_partners.c.activity_id).where(_partners.c.organisation_id == organisation_id)
    return list(records.select(database, _table.c.id.in_(named), _table.c.is_deleted.is_(False)))


def link_partners(session: Session, partners: Mapping[str, Collection[str]]) -> None:
    """Remember the organisations (ids) that take part in each activity (id), in place of those before.

    The activities and organisations are in the database already.
    """
    connection, ids = connection_of(session), sorted(partners)
    for start in range(0, len(ids), IDS_PER_QUERY):
        batch = ids[start : start + IDS_PER_QUERY]
        connection.execute(delete(_partners).where(_partners.c.activity_id.in_(batch)))
    links = [
        {"organisation_id": organisation_id, "activity_id": id_}
        for id_ in ids
        for organisation_id in set(partners[id_])
    ]
    if links:
        connection.execute(insert(_partners), links)


def find_similar(
    database: Database, *, organisation_id: str | None, place_id: str | None, word: str, limit: int
) -> list[SimilarRow]:
    """At most `limit` activities of the organisation or at the place whose card holds the word, latest change first.

    The two indexes choose; only what they give is looked into. word: letters and digits as in a title, any case.
    """
    columns = (_table.c.id, _table.c.organisation_id, _table.c.place_id, _table.c.listing, _table.c.card)
    near = [
        column == value
        for column, value in ((_table.c.organisation_id, organisation_id), (_table.c.place_id, place_id))
        if value is not None
    ]
    if not near:
        return []
    has_word = func.lower(_table.c.card).contains(word.lower(), autoescape=True)
    query = select(*columns).where(or_(*near), _table.c.is_deleted.is_(False), has_word)
    return [
        SimilarRow(*row) for row in connection_of(database).execute(query.order_by(_table.c.seq.desc()).limit(limit))
    ]


def iterate_near(
    database: Database, organisation_ids: Sequence[str], place_ids: Sequence[str], batch: int = BATCH
) -> Iterator[NearRow]:
    """The activities of these organisations and at these places, latest change first, tombstones left out, streamed."""
    columns = (_table.c.id, _table.c.source_name, _table.c.organisation_id, _table.c.place_id, _table.c.card)
    near = or_(_table.c.organisation_id.in_(organisation_ids), _table.c.place_id.in_(place_ids))
    query = select(*columns).where(near, _table.c.is_deleted.is_(False)).order_by(_table.c.seq.desc())
    # On the statement: the connection goes on to write, which a cursor of the server cannot.
    for row in connection_of(database).execute(query.execution_options(yield_per=batch)):
        yield NearRow(*row)


def list_expanded_before(database: Database, day: date, limit: int) -> list[StoredActivity]:
    """At most `limit` activities whose sessions were expanded before `day`, oldest first, tombstones left out."""
    query = select(*records.columns).where(_table.c.expanded_on < day, _table.c.is_deleted.is_(False))
    ordered = query.order_by(_table.c.expanded_on, _table.c.id).limit(limit)
    return [StoredActivity(*row) for row in connection_of(database).execute(ordered)]


def list_after(database: Database, id_: str, limit: int) -> list[StoredActivity]:
    """At most `limit` activities with an id above this one, by id, tombstones included."""
    query = select(*records.columns).where(_table.c.id > id_).order_by(_table.c.id).limit(limit)
    return [StoredActivity(*row) for row in connection_of(database).execute(query)]


def read_shape(database: Database) -> str | None:
    """In which shape all activities are stored; None when nobody looked yet."""
    return connection_of(database).execute(select(_shape.c.shape)).scalar_one_or_none()


def save_shape(session: Session, shape: str) -> None:
    """From now on all activities are stored in this shape."""
    connection = connection_of(session)
    connection.execute(insert_or_update(connection, _shape), {"id": 1, "shape": shape})


def iterate_index(connection: Connection, batch: int = BATCH) -> Iterator[IndexRow]:
    """Every activity that is not deleted, in no particular order, streamed in batches."""
    query = select(*_index_columns).where(_table.c.is_deleted.is_(False))
    for row in connection.execution_options(yield_per=batch).execute(query):
        yield IndexRow(*row)


def read_index_since(database: Database, seq: int, limit: int | None = None) -> list[IndexRow]:
    """The activities written after change `seq`, tombstones included, in the order of their last change.

    A page (`limit`) may end in the middle of a transaction; without a limit the answer is all of this moment.
    """
    query = select(*_index_columns, _table.c.is_deleted).where(_table.c.seq > seq).order_by(_table.c.seq).limit(limit)
    return [
        IndexRow(id_, version, at, None, None) if is_deleted else IndexRow(id_, version, at, listing, card)
        for id_, version, at, listing, card, is_deleted in connection_of(database).execute(query)
    ]


_index_columns = (_table.c.id, _table.c.version, _table.c.seq, _table.c.listing, _table.c.card)


def iterate_documents(connection: Connection, batch: int = BATCH) -> Iterator[StoredActivity]:
    """Every activity that is not deleted, whole, by id, streamed in batches."""
    query = select(*records.columns).where(_table.c.is_deleted.is_(False)).order_by(_table.c.id)
    for row in connection.execution_options(yield_per=batch).execute(query):
        yield StoredActivity(*row)
