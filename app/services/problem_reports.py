"""Somebody says that an offer is not right. Nothing is kept about who: no address, no browser, no account."""

from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session

from app.domain.caller import Caller
from app.domain.reporting import Reason, ReportStatus, Resolution, clean_note
from app.errors import Conflict, NotFound
from app.models.moderation import ProblemReport
from app.services.new_ids import is_id, make_id
from app.store import activities
from app.store import moderation as store
from app.store.activities import StoredActivity
from app.store.unit_of_work import read_session, write_transaction

MOST_OPEN = 50
"""Open reports on one activity; what comes after says nothing new."""


def report_problem(session: Session, activity_id: str, reason: Reason, note: str | None, now: datetime) -> str | None:
    """Keep a report and return its id. The same thing said twice is one report; None when there are many already.

    Raises:
        NotFound: there is no such activity, or it has ended.
    """
    _find_open(session, activity_id)
    cleaned = clean_note(note)
    open_ = store.list_open_on(session, activity_id)
    for report in open_:
        if (report.reason, report.note) == (reason, cleaned):
            return report.id
    if len(open_) >= MOST_OPEN:
        return None
    made = ProblemReport(
        id=make_id(), activity_id=activity_id, reason=reason, note=cleaned, status=ReportStatus.OPEN, reported_at=now
    )
    store.add_report(session, made)
    return made.id


def receive_report(
    engine: Engine, activity_id: str, reason: Reason, note: str | None, now: datetime, *, is_kept: bool = True
) -> None:
    """As `report_problem`, in a transaction of its own. is_kept: False checks everything and keeps nothing."""
    if is_kept:
        with write_transaction(engine) as session:
            report_problem(session, activity_id, reason, note, now)
        return
    with read_session(engine) as session:
        _find_open(session, activity_id)


def _find_open(session: Session, activity_id: str) -> StoredActivity:
    row = activities.find_many(session, [activity_id]).get(activity_id) if is_id(activity_id) else None
    if row is None or row.is_deleted:
        raise NotFound("There is no activity with this id.", detail_nl="Er is geen activiteit met dit id.")
    return row


def handle_report(
    session: Session, caller: Caller, report_id: str, resolution: Resolution, now: datetime
) -> tuple[ProblemReport, str | None]:
    """A coordinator has looked at a report; its note, which may hold anything, is erased. Gives the report and whose
    activity it is about.

    Raises:
        NotFound: there is no such report.
        Conflict: it was handled otherwise before.
    """
    report = store.find_report(session, report_id) if is_id(report_id) else None
    if report is None:
        raise NotFound("There is no report with this id.", detail_nl="Er is geen melding met dit id.")
    if report.status == ReportStatus.HANDLED:
        if report.resolution != resolution:
            dutch = f"Deze melding is al afgehandeld: {report.resolution}."
            raise Conflict(f"This report was handled already: {report.resolution}.", detail_nl=dutch)
        return report, _owner(session, report)
    report.status, report.resolution, report.note = ReportStatus.HANDLED, resolution, None
    report.handled_at, report.handled_by = now, caller.key_id
    session.flush()
    return report, _owner(session, report)


def _owner(session: Session, report: ProblemReport) -> str | None:
    row = activities.find_many(session, [report.activity_id]).get(report.activity_id)
    return None if row is None else row.organisation_id


def withdraw_report(session: Session, report_id: str) -> None:
    """Take an open report back; one that was handled stays."""
    report = store.find_report(session, report_id)
    if report is not None and report.status == ReportStatus.OPEN:
        store.delete_report(session, report)
