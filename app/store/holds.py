"""Members of activities that a coordinator has set, in the database."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Table, delete, insert, select
from sqlmodel import Session

from app.models.activity import FieldHold
from app.store.records import IDS_PER_QUERY
from app.store.unit_of_work import Database, connection_of

_table: Table = FieldHold.__table__  # type: ignore[attr-defined]
_WAS = "was"


@dataclass(frozen=True, slots=True)
class Hold:
    """`was`: the value the partner had sent before, in wire form. key_id: of the coordinator; None for the operator."""

    activity_id: str
    member: str
    was: Any
    key_id: str | None
    held_at: datetime


def find_holds(database: Database, activity_ids: Collection[str]) -> dict[str, dict[str, Hold]]:
    """The holds of activities, by activity and member; nothing for those without."""
    found: dict[str, dict[str, Hold]] = {}
    ids, connection = sorted(activity_ids), connection_of(database)
    if len(ids) > 1 and connection.execute(select(_table.c.activity_id).limit(1)).first() is None:
        return found
    for start in range(0, len(ids), IDS_PER_QUERY):
        query = select(_table).where(_table.c.activity_id.in_(ids[start : start + IDS_PER_QUERY]))
        for row in connection.execute(query):
            hold = Hold(row.activity_id, row.member, row.value[_WAS], row.key_id, row.held_at)
            found.setdefault(row.activity_id, {})[row.member] = hold
    return found


def keep_holds(session: Session, holds: Iterable[Hold]) -> None:
    """Write holds that are not there yet."""
    rows = [
        {
            "activity_id": hold.activity_id,
            "member": hold.member,
            "value": {_WAS: hold.was},
            "key_id": hold.key_id,
            "held_at": hold.held_at,
        }
        for hold in holds
    ]
    if rows:
        connection_of(session).execute(insert(_table), rows)


def release_holds(session: Session, members: Mapping[str, Collection[str]]) -> None:
    """Forget the holds on these members, by activity."""
    connection = connection_of(session)
    for activity_id, names in members.items():
        wanted = (_table.c.activity_id == activity_id, _table.c.member.in_(sorted(names)))
        connection.execute(delete(_table).where(*wanted))
