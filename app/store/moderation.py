"""Edits that wait for a coordinator, and problems the public reports."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col
from sqlmodel import select as select_rows

from app.models.activity import Activity
from app.models.moderation import PendingEdit, ProblemReport


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


def find_last_on(session: Session, kind: str, object_id: str) -> PendingEdit | None:
    """The last edit of one object, decided or not."""
    query = select_rows(PendingEdit).where(PendingEdit.kind == kind, PendingEdit.object_id == object_id)
    newest = query.order_by(col(PendingEdit.submitted_at).desc(), col(PendingEdit.id).desc())
    return session.exec(newest.limit(1)).first()


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


def add_report(session: Session, report: ProblemReport) -> None:
    """Store a new report."""
    session.add(report)
    session.flush()


def find_report(session: Session, report_id: str) -> ProblemReport | None:
    """One report, handled or not."""
    return session.get(ProblemReport, report_id)


def delete_report(session: Session, report: ProblemReport) -> None:
    """Forget a report that was taken back."""
    session.delete(report)
    session.flush()


def list_open_on(session: Session, activity_id: str) -> list[ProblemReport]:
    """The reports on one activity that nobody handled yet."""
    query = select_rows(ProblemReport).where(ProblemReport.activity_id == activity_id, ProblemReport.status == "open")
    return list(session.exec(query))


def list_reports(
    session: Session,
    status: str | None,
    *,
    organisation_ids: Sequence[str] | None = None,
    after: tuple[datetime, str] | None = None,
    limit: int = 100,
) -> list[tuple[ProblemReport, str | None]]:
    """At most `limit` reports with the organisation of their activity, oldest first, after the given (reported_at, id).

    status: None = handled or not. organisation_ids: only on the activities of these; None = on all.
    """
    query = select_rows(ProblemReport, Activity.organisation_id).join(
        Activity, col(Activity.id) == col(ProblemReport.activity_id)
    )
    if status is not None:
        query = query.where(ProblemReport.status == status)
    if organisation_ids is not None:
        query = query.where(col(Activity.organisation_id).in_(organisation_ids))
    if after is not None:
        stamp, id_ = after
        is_later = (col(ProblemReport.reported_at) > stamp) | (
            (col(ProblemReport.reported_at) == stamp) & (col(ProblemReport.id) > id_)
        )
        query = query.where(is_later)
    ordered = query.order_by(col(ProblemReport.reported_at), col(ProblemReport.id)).limit(limit)
    return [(report, organisation_id) for report, organisation_id in session.exec(ordered)]
