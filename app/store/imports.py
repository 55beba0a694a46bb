"""Imports in the database: reports with their rows, the bytes that wait, and ids recognised by what an item says."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Table, case, delete, exists, func, insert, select
from sqlmodel import Session, col

from app.models.activity import Activity
from app.models.imports import ImportContent, ImportIdentity, ImportReport, ImportRow
from app.store.dialect import insert_or_update
from app.store.records import IDS_PER_QUERY
from app.store.unit_of_work import connection_of

WAITING, RUNNING, DONE, HELD, FAILED = "waiting", "running", "done", "held", "failed"
UNFINISHED = (WAITING, RUNNING)
_activity: Table = Activity.__table__  # type: ignore[attr-defined]
_row: Table = ImportRow.__table__  # type: ignore[attr-defined]
_report: Table = ImportReport.__table__  # type: ignore[attr-defined]
_content: Table = ImportContent.__table__  # type: ignore[attr-defined]
_identity: Table = ImportIdentity.__table__  # type: ignore[attr-defined]


def add_report(session: Session, report: ImportReport, content: bytes | None = None) -> None:
    """Keep a report, with the bytes to read when the import does not end in this transaction."""
    session.add(report)
    session.flush()
    if content is not None:
        connection_of(session).execute(insert(_content).values(report_id=report.id, content=content))


def find_report(session: Session, id_: str) -> ImportReport | None:
    """One report."""
    return session.get(ImportReport, id_)


def list_reports(
    session: Session, organisation_ids: Collection[str] | None, *, before: str | None, limit: int
) -> list[ImportReport]:
    """Reports of these organisations (None: all), the latest first, after the report `before`."""
    query = select(ImportReport).order_by(col(ImportReport.started_at).desc(), col(ImportReport.id).desc())
    if organisation_ids is not None:
        query = query.where(col(ImportReport.organisation_id).in_(sorted(organisation_ids)))
    last = session.get(ImportReport, before) if before is not None else None
    if last is not None:
        is_older = col(ImportReport.started_at) < last.started_at
        is_same = (col(ImportReport.started_at) == last.started_at) & (col(ImportReport.id) < last.id)
        query = query.where(is_older | is_same)
    return list(session.scalars(query.limit(limit)))


def count_reports(session: Session, organisation_ids: Collection[str] | None) -> int:
    """How many reports there are of these organisations (None: all)."""
    query = select(func.count()).select_from(_report)
    if organisation_ids is not None:
        query = query.where(_report.c.organisation_id.in_(sorted(organisation_ids)))
    return int(session.execute(query).scalar_one())


def find_broken_off(session: Session, *, content_sha256: str, source_name: str) -> ImportReport | None:
    """The latest import of these bytes that wrote for real and never ended."""
    query = (
        select(ImportReport)
        .where(
            col(ImportReport.content_sha256) == content_sha256,
            col(ImportReport.source_name) == source_name,
            col(ImportReport.status).in_(UNFINISHED),
            col(ImportReport.is_dry_run).is_(False),
        )
        .order_by(col(ImportReport.started_at).desc())
        .limit(1)
    )
    return session.scalars(query).first()


def _queued() -> Any:
    """Unfinished imports that a worker can do: their bytes are kept, or wait at an address.

    One that runs without its bytes kept is that of a command: it goes on by itself.
    """
    has_content = exists().where(_content.c.report_id == _report.c.id)
    is_asked = _report.c.source_id.is_(None) | _report.c.is_dry_run
    is_at_address = (_report.c.status == WAITING) & _report.c.url.is_not(None) & is_asked
    return _report.c.status.in_(UNFINISHED) & has_content | is_at_address


def find_queued(session: Session) -> ImportReport | None:
    """The import that has waited longest for a worker."""
    query = select(ImportReport).where(_queued()).order_by(_report.c.started_at, _report.c.id).limit(1)
    return session.scalars(query).first()


def count_queued(session: Session, organisation_id: str | None = None) -> int:
    """How many imports wait for a worker or are being done, of one organisation or all."""
    query = select(func.count()).select_from(_report).where(_queued())
    if organisation_id is not None:
        query = query.where(_report.c.organisation_id == organisation_id)
    return int(session.execute(query).scalar_one())


def read_content(session: Session, report_id: str) -> bytes | None:
    """The bytes that are kept for an import."""
    found = session.execute(select(_content.c.content).where(_content.c.report_id == report_id)).scalar_one_or_none()
    return None if found is None else bytes(found)


def save_content(session: Session, report_id: str, content: bytes) -> None:
    """Keep the bytes that were fetched."""
    connection = connection_of(session)
    connection.execute(insert_or_update(connection, _content), {"report_id": report_id, "content": content})


def drop_content(session: Session, report_id: str) -> None:
    """The import has ended; its bytes are not needed any more."""
    connection_of(session).execute(delete(_content).where(_content.c.report_id == report_id))


def add_rows(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write what became of rows, by column."""
    if rows:
        connection_of(session).execute(insert(_row), rows)


def delete_rows(session: Session, report_id: str) -> None:
    """Forget the rows of a report, which starts again."""
    connection_of(session).execute(delete(_row).where(_row.c.report_id == report_id))


def list_rows(
    session: Session,
    report_id: str,
    *,
    outcomes: Collection[str] = (),
    has_warnings: bool = False,
    after: int,
    limit: int,
) -> list[ImportRow]:
    """At most `limit` rows with a number above `after`, in order, of these outcomes (none: all)."""
    query = select(ImportRow).where(col(ImportRow.report_id) == report_id, col(ImportRow.row_number) > after)
    if outcomes or has_warnings:
        wanted = _row.c.outcome.in_(sorted(outcomes))
        query = query.where(wanted | (_row.c.warnings != ()) if has_warnings else wanted)
    return list(session.scalars(query.order_by(col(ImportRow.row_number)).limit(limit)))


def count_rows(session: Session, report_id: str) -> dict[str, int]:
    """How many rows of each outcome; "warning" counts those with a warning, whatever their outcome."""
    has_warning = func.sum(case((_row.c.warnings != (), 1), else_=0))
    query = select(_row.c.outcome, func.count(), has_warning).where(_row.c.report_id == report_id)
    found = session.execute(query.group_by(_row.c.outcome)).all()
    return {outcome: count for outcome, count, _ in found} | {"warning": sum(int(warned) for *_, warned in found)}


def forget_old_rows(session: Session, report: ImportReport, *, keep: int, before: datetime) -> None:
    """Delete rows nobody looks at any more; the reports stay, with their counts.

    Of a feed that is fetched again and again the latest `keep` reports before this one keep their rows, of files that
    were sent those from `before` on.
    """
    others = select(_report.c.id).where(_report.c.source_name == report.source_name, _report.c.id != report.id)
    if report.source_id is None:
        old = others.where(_report.c.started_at < before)
    else:
        fetched = others.where(_report.c.source_id == report.source_id)
        old = fetched.order_by(_report.c.started_at.desc(), _report.c.id.desc()).offset(keep)
    ids = list(session.execute(old.limit(IDS_PER_QUERY)).scalars())
    if ids:
        connection_of(session).execute(delete(_row).where(_row.c.report_id.in_(ids)))


def list_external_ids(session: Session, source_name: str) -> dict[str, str]:
    """The id of each activity of a source that has not ended, by its external id."""
    query = select(_activity.c.external_id, _activity.c.id).where(
        _activity.c.source_name == source_name, _activity.c.is_deleted.is_(False)
    )
    return {row.external_id: row.id for row in session.execute(query)}


def load_identities(session: Session, source_name: str) -> dict[str, str]:
    """What each item of a source says (as a content id), by its external id."""
    query = select(_identity.c.external_id, _identity.c.content_id).where(_identity.c.source_name == source_name)
    return {row.external_id: row.content_id for row in session.execute(query)}


def save_identities(session: Session, source_name: str, identities: Mapping[str, str]) -> None:
    """Remember what items say, by external id."""
    rows = [
        {"source_name": source_name, "external_id": external_id, "content_id": content_id}
        for external_id, content_id in identities.items()
    ]
    if rows:
        connection = connection_of(session)
        connection.execute(insert_or_update(connection, _identity), rows)


def list_broken_off(session: Session, source_id: str, content: bytes) -> list[str]:
    """The ids of unfinished imports of a source that read other bytes than these, rehearsals left out."""
    is_broken_off = _report.c.status.in_(UNFINISHED) & _report.c.is_dry_run.is_(False)
    query = select(_report.c.id).where(_report.c.source_id == source_id, is_broken_off)
    same = _report.c.content_sha256 == sha256(content).hexdigest()
    return list(session.execute(query.where(~same | _report.c.content_sha256.is_(None))).scalars())
