"""Somebody says that an offer is not right. Nothing is kept about who: no address, no browser, no account."""

from datetime import datetime

from sqlmodel import Session

from app.domain.caller import Caller
from app.domain.reporting import Reason, ReportStatus, Resolution, clean_note
from app.errors import Conflict, NotFound
from app.models.moderation import ProblemReport
from app.services.new_ids import make_id
from app.store import activities
from app.store import moderation as store

MOST_OPEN = 50
"""Open reports on one activity; what comes after says nothing new."""


def report_problem(session: Session, activity_id: str, reason: Reason, note: str | None, now: datetime) -> str | None:
    """Keep a report and return its id. The same thing said twice is one report; None when there are many already.

    Raises:
        NotFound: there is no such activity, or it has ended.
    """
    row = activities.find_many(session, [activity_id]).get(activity_id)
    if row is None or row.is_deleted:
        raise NotFound("There is no activity with this id.")
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


def handle_report(
    session: Session, caller: Caller, report_id: str, resolution: Resolution, now: datetime
) -> ProblemReport:
    """A coordinator has looked at a report; its note, which may hold anything, is erased.

    Raises:
        NotFound: there is no such report.
        Conflict: it was handled otherwise before.
    """
    report = store.find_report(session, report_id)
    if report is None:
        raise NotFound("There is no report with this id.")
    if report.status == ReportStatus.HANDLED:
        if report.resolution != resolution:
            raise Conflict(f"This report was handled already: {report.resolution}.")
        return report
    report.status, report.resolution, report.note = ReportStatus.HANDLED, resolution, None
    report.handled_at, report.handled_by = now, caller.key_id
    session.flush()
    return report


def withdraw_report(session: Session, report_id: str) -> None:
    """Take an open report back; one that was handled stays."""
    report = store.find_report(session, report_id)
    if report is not None and report.status == ReportStatus.OPEN:
        store.delete_report(session, report)
