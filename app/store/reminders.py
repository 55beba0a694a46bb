"""Reminders that were sent, and what there is to ask about."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, Table, select
from sqlmodel import Session, col
from sqlmodel import select as select_rows

from app.models.activity import Activity
from app.models.moderation import Reminder
from app.store.unit_of_work import Database, connection_of

BATCH = 1000
_activity: Table = Activity.__table__  # type: ignore[attr-defined]
_reminder: Table = Reminder.__table__  # type: ignore[attr-defined]


class OfferRow(NamedTuple):
    """An activity of an organisation that nobody confirmed lately; listing and card as JSON."""

    id: str
    organisation_id: str
    listing: str
    card: str


class PastReminder(NamedTuple):
    """What is known of an earlier reminder without its answers."""

    id: str
    organisation_id: str
    created_at: datetime
    sent_at: datetime | None
    activity_ids: tuple[str, ...]


def iterate_offers(connection: Connection, confirmed_until: datetime) -> Iterator[OfferRow]:
    """The activities of organisations confirmed at or before that moment, by organisation and id, streamed; examples
    and tombstones left out."""
    columns = (_activity.c.id, _activity.c.organisation_id, _activity.c.listing, _activity.c.card)
    query = select(*columns).where(
        _activity.c.is_deleted.is_(False),
        _activity.c.is_example.is_(False),
        _activity.c.organisation_id.is_not(None),
        _activity.c.confirmed_at <= confirmed_until,
    )
    ordered = query.order_by(_activity.c.organisation_id, _activity.c.id)
    for row in connection.execution_options(yield_per=BATCH).execute(ordered):
        yield OfferRow(*row)


def list_past(database: Database, since: datetime, organisation_id: str | None = None) -> list[PastReminder]:
    """The reminders made since that moment, oldest first; of one organisation, or of all."""
    columns = [_reminder.c[name] for name in PastReminder._fields]
    query = select(*columns).where(_reminder.c.created_at >= since)
    if organisation_id is not None:
        query = query.where(_reminder.c.organisation_id == organisation_id)
    found = connection_of(database).execute(query.order_by(_reminder.c.created_at, _reminder.c.id))
    return [PastReminder(*row) for row in found]


def add_reminder(session: Session, reminder: Reminder) -> None:
    """Store a new reminder."""
    session.add(reminder)
    session.flush()


def find_reminder(session: Session, reminder_id: str) -> Reminder | None:
    """One reminder by its id."""
    return session.get(Reminder, reminder_id)


def find_by_token(session: Session, token_sha256: str) -> Reminder | None:
    """The reminder a link belongs to, also when it no longer works."""
    return session.exec(select_rows(Reminder).where(col(Reminder.token_sha256) == token_sha256)).one_or_none()


def delete_reminder(session: Session, reminder: Reminder) -> None:
    """Forget a reminder that never left."""
    session.delete(reminder)
    session.flush()
