"""The change log: numbers come from one counter row that stays locked until the commit.

So a number becomes visible only after every smaller one, and a reader that has seen n has seen everything up to n.
A sequence would hand out numbers outside the transaction, and a late commit would land behind a reader.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from typing import NamedTuple

from sqlalchemy import Table, insert, select, update
from sqlmodel import Session

from app.models.change import Change, ChangeCounter
from app.store.unit_of_work import Database, connection_of

ONE_ROW = 1
_counter: Table = ChangeCounter.__table__  # type: ignore[attr-defined]
_change: Table = Change.__table__  # type: ignore[attr-defined]


class Entry(NamedTuple):
    """One change to append; `models.change.Change` says what kind and action may be."""

    kind: str
    object_id: str
    action: str
    key_id: str | None = None


class LoggedChange(NamedTuple):
    """One line of the log."""

    seq: int
    kind: str
    object_id: str
    action: str
    key_id: str | None
    recorded_at: datetime


def append_changes(session: Session, entries: Sequence[Entry | tuple[str, str, str, str | None]]) -> range:
    """Append changes in one go and return their numbers, in order; nothing to append gives an empty range.

    The counter stays locked until the transaction ends: append as late as possible, and look nothing up afterwards.

    Raises:
        RuntimeError: the database was never migrated, so there is no counter.
    """
    if not entries:
        return range(0)
    connection = connection_of(session)
    step = update(_counter).where(_counter.c.id == ONE_ROW).values(seq=_counter.c.seq + len(entries))
    last = connection.execute(step.returning(_counter.c.seq)).scalar_one_or_none()
    if last is None:
        raise RuntimeError("the change counter is missing: run `wegwijzer db upgrade`")
    given = range(last - len(entries) + 1, last + 1)
    now = datetime.now(UTC)
    names = ("seq", "kind", "object_id", "action", "key_id", "recorded_at")
    rows = [dict(zip(names, (seq, *entry, now), strict=True)) for seq, entry in zip(given, entries, strict=True)]
    connection.execute(insert(_change), rows)
    return given


def current_seq(database: Database) -> int:
    """The number of the last committed change; 0 when nothing was ever written.

    Raises:
        RuntimeError: the database was never migrated, so there is no counter.
    """
    seq = connection_of(database).execute(select(_counter.c.seq).where(_counter.c.id == ONE_ROW)).scalar_one_or_none()
    if seq is None:
        raise RuntimeError("the change counter is missing: run `wegwijzer db upgrade`")
    return int(seq)


def read_changes(database: Database, after: int, limit: int) -> list[LoggedChange]:
    """At most `limit` lines of the log with a number above `after`, in order."""
    query = select(*_change.columns).where(_change.c.seq > after).order_by(_change.c.seq).limit(limit)
    return [LoggedChange(*row) for row in connection_of(database).execute(query)]


def read_mark(database: Database, seq: int) -> str | None:
    """What the log says at a number, in short; None when it does not reach so far.

    After a backup was restored and written to again, the same number has another mark.
    """
    if seq == 0:
        return "start"
    found = read_changes(database, seq - 1, 1)
    if not found or found[0].seq != seq:
        return None
    line = found[0]
    text = f"{line.kind} {line.object_id} {line.action} {line.recorded_at.timestamp()}"
    return blake2b(text.encode(), digest_size=12).hexdigest()


def read_changed_kinds(database: Database, after: int, until: int) -> frozenset[str]:
    """The kinds of objects that changed in (after, until]."""
    query = select(_change.c.kind).where(_change.c.seq > after, _change.c.seq <= until).distinct()
    return frozenset(connection_of(database).execute(query).scalars())


def read_changed_ids(database: Database, kind: str, after: int, until: int) -> frozenset[str]:
    """Which objects of a kind changed in (after, until]."""
    query = select(_change.c.object_id).where(_change.c.kind == kind, _change.c.seq > after, _change.c.seq <= until)
    return frozenset(connection_of(database).execute(query.distinct()).scalars())
