"""Edits that wait for a coordinator, and problems the public reports."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Table, func, select
from sqlmodel import Session, col
from sqlmodel import select as select_rows

from app.models.moderation import PendingEdit, ProblemReport
from app.store.unit_of_work import Database, connection_of

_edit: Table = PendingEdit.__table__  # type: ignore[attr-defined]
_report: Table = ProblemReport.__table__  # type: ignore[attr-defined]


def add_edit(session: Session, edit: PendingEdit) -> None:
    """Store a new edit."""
    session.add(edit)
    session.flush()


def find_edit(session: Session, edit_id: str) -> PendingEdit | None:
    """One edit, decided or not."""
    return session.get(PendingEdit, edit_id)


def list_waiting_on(session: Session, kind: str, object_id: str) -> list[PendingEdit]:
    """The edits of one object that nobody decided yet, oldest first."""
    query = select_rows(PendingEdit).where(
        PendingEdit.kind == kind, PendingEdit.object_id == object_id, PendingEdit.status == "waiting"
    )
    return list(session.exec(query.order_by(col(PendingEdit.submitted_at), col(PendingEdit.id))))


def list_edits(
    session: Session,
    status: str | None,
    *,
    organisation_ids: Sequence[str] | None = None,
    after: tuple[datetime, str] | None = None,
    limit: int = 100,
) -> list[PendingEdit]:
    """At most `limit` edits, oldest first, after the given (submitted_at, id).

    status: None = whatever became of them. organisation_ids: only of these organisations; None = of all.
    """
    query = select_rows(PendingEdit)
    if status is not None:
        query = query.where(PendingEdit.status == status)
    if organisation_ids is not None:
        query = query.where(col(PendingEdit.organisation_id).in_(organisation_ids))
    if after is not None:
        stamp, id_ = after
        is_later = (col(PendingEdit.submitted_at) > stamp) | (
            (col(PendingEdit.submitted_at) == stamp) & (col(PendingEdit.id) > id_)
        )
        query = query.where(is_later)
    return list(session.exec(query.order_by(col(PendingEdit.submitted_at), col(PendingEdit.id)).limit(limit)))


def count_waiting(database: Database) -> int:
    """How many edits nobody decided yet."""
    query = select(func.count()).select_from(_edit).where(_edit.c.status == "waiting")
    return int(connection_of(database).execute(query).scalar_one())
