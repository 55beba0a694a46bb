"""Imported offers that their organisation took over or took away."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Table, delete, select
from sqlmodel import Session

from app.models.moderation import ActivityClaim
from app.store.dialect import insert_or_update
from app.store.records import IDS_PER_QUERY
from app.store.unit_of_work import Database, connection_of

_table: Table = ActivityClaim.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Claim:
    """One row, as `models.moderation.ActivityClaim` explains."""

    activity_id: str
    organisation_id: str | None
    outcome: str
    key_id: str | None
    claimed_at: datetime


def find_many(database: Database, activity_ids: Collection[str]) -> dict[str, Claim]:
    """The claims on these activities, by activity."""
    found: dict[str, Claim] = {}
    columns = [_table.c[name] for name in Claim.__dataclass_fields__]
    wanted = sorted(set(activity_ids))
    for start in range(0, len(wanted), IDS_PER_QUERY):
        batch = wanted[start : start + IDS_PER_QUERY]
        for row in connection_of(database).execute(select(*columns).where(_table.c.activity_id.in_(batch))):
            found[row[0]] = Claim(*row)
    return found


def save_claim(session: Session, claim: Claim) -> None:
    """Write a claim; an earlier one on the same activity is replaced."""
    connection = connection_of(session)
    connection.execute(insert_or_update(connection, _table), asdict(claim))


def delete_claim(session: Session, activity_id: str) -> bool:
    """Release an activity; whether it was claimed."""
    gone = connection_of(session).execute(delete(_table).where(_table.c.activity_id == activity_id))
    return gone.rowcount > 0
