"""Reports of imports as people and programs read them, and who may see which."""

import csv
from collections.abc import Iterable, Iterator
from datetime import datetime
from io import StringIO
from typing import Any

import orjson
from sqlalchemy import Engine
from sqlmodel import Session

from app.domain.caller import Caller, Scope
from app.domain.completeness import score_without
from app.errors import NotFound
from app.models.imports import ImportReport, ImportRow, Source
from app.schemas.table import safe_text
from app.schemas.times import stamp_text
from app.services.import_batches import OUTCOMES
from app.services.keys import require
from app.services.write_report import write_completeness
from app.store import imports as store
from app.store.unit_of_work import read_session

Wire = dict[str, Any]
ROWS_AT_ONCE = 500
COLUMNS = ("row", "location", "outcome", "activityId", "errors", "warnings", "original", "completeness")


def find_report(session: Session, caller: Caller, id_: str) -> ImportReport:
    """One report. Raises NotFound, and Forbidden for one of another organisation."""
    require(caller, Scope.IMPORTS_WRITE)
    report = store.find_report(session, id_)
    if report is None:
        raise NotFound("There is no import with this id.")
    if not caller.is_admin:
        require(caller, Scope.IMPORTS_WRITE, report.organisation_id or "")
    return report


def read_report(engine: Engine, caller: Caller, id_: str) -> ImportReport:
    """As `find_report`, in a read of its own."""
    with read_session(engine) as session:
        return find_report(session, caller, id_)


def read_reports(
    engine: Engine, caller: Caller, *, organisation_id: str | None, before: str | None, limit: int
) -> tuple[list[ImportReport], int]:
    """At most `limit` reports the caller may see after the one named `before`, the latest first; and how many there
    are. Raises Forbidden for another organisation."""
    seen = organisations_of(caller)
    if organisation_id is not None:
        require(caller, Scope.IMPORTS_WRITE, organisation_id)
        seen = frozenset({organisation_id})
    with read_session(engine) as session:
        found = store.list_reports(session, seen, before=before, limit=limit)
        return found, store.count_reports(session, seen)


def read_rows(
    engine: Engine, report_id: str, *, outcomes: Iterable[str] = (), after: int = 0, limit: int = ROWS_AT_ONCE
) -> list[ImportRow]:
    """At most `limit` rows with a number above `after`, in order."""
    with read_session(engine) as session:
        return store.list_rows(session, report_id, outcomes=frozenset(outcomes), after=after, limit=limit)


def organisations_of(caller: Caller) -> frozenset[str] | None:
    """Whose imports and sources the caller sees; None: all."""
    require(caller, Scope.IMPORTS_WRITE)
    return None if caller.is_admin else caller.organisation_ids


def write_report(report: ImportReport, base_url: str, rows: Iterable[ImportRow] | None = None) -> Wire:
    """A report; with its rows when they are given."""
    url = f"{base_url}/v1/imports/{report.id}"
    return {
        "id": report.id,
        "url": url,
        "status": report.status,
        "dryRun": report.is_dry_run,
        "organisationId": report.organisation_id,
        "sourceId": report.source_id,
        "sourceName": report.source_name,
        "name": report.name,
        "fileUrl": report.url,
        "format": report.format,
        "contentSha256": report.content_sha256,
        "mapping": report.mapping,
        "message": report.message,
        "messageNl": report.message_nl or report.message,
        "totalRows": report.total_rows,
        "doneRows": report.done_rows,
        "counts": {name: getattr(report, f"{name}_count") for name in (*OUTCOMES, "warning")},
        "startedAt": _stamp(report.started_at),
        "finishedAt": _stamp(report.finished_at),
        "links": {"self": url, "rows": f"{url}/rows"},
        "rows": None if rows is None else [write_row(row, base_url) for row in rows],
    }


def write_done(engine: Engine, report: ImportReport, base_url: str) -> Wire:
    """A report with its rows when it is done, without while it waits."""
    return write_report(report, base_url, read_rows(engine, report.id) if report.finished_at is not None else None)


def write_row(row: ImportRow, base_url: str) -> Wire:
    """What became of one row."""
    completeness = None if row.gaps is None else write_completeness(score_without(row.gaps))
    return {
        "row": row.row_number,
        "location": row.location,
        "outcome": row.outcome,
        "activityId": row.activity_id,
        "errors": list(row.faults),
        "warnings": [_with_address(warning, base_url) for warning in row.warnings],
        "completeness": completeness,
        "original": row.original,
    }


def _with_address(warning: dict[str, str], base_url: str) -> dict[str, str]:
    """What a row looks like is kept as a path: the address of this server may change."""
    is_path = warning.get("code") == "likely-duplicate" and warning.get("hint", "").startswith("/")
    return warning | {"hint": f"{base_url}{warning['hint']}"} if is_path else warning


def write_source(source: Source, base_url: str) -> Wire:
    """A feed that is followed, with how it went."""
    return {
        "id": source.id,
        "url": f"{base_url}/v1/sources/{source.name}",
        "name": source.name,
        "organisationId": source.organisation_id,
        "feedUrl": source.url,
        "format": source.format,
        "mapping": source.mapping,
        "intervalMinutes": source.interval_minutes,
        "confirms": source.is_confirming,
        "itemCount": source.item_count,
        "fetchedAt": _stamp(source.fetched_at),
        "succeededAt": _stamp(source.succeeded_at),
        "nextRunAt": _stamp(source.next_run_at),
        "failureCount": source.failure_count,
        "lastError": source.last_error,
        "heldReason": source.held_reason,
        "createdAt": _stamp(source.created_at),
    }


def _stamp(moment: datetime | None) -> str | None:
    return None if moment is None else stamp_text(int(moment.timestamp()))


def iterate_rows(engine: Engine, report_id: str, outcomes: Iterable[str] = ()) -> Iterator[ImportRow]:
    """Every row of a report, in order, read in pages."""
    after, wanted = 0, frozenset(outcomes)
    while page := read_rows(engine, report_id, outcomes=wanted, after=after):
        yield from page
        after = page[-1].row_number


def write_rows_csv(rows: Iterable[ImportRow], base_url: str) -> Iterator[bytes]:
    """Rows for a spreadsheet, a part at a time; what one would run as a formula is made harmless."""
    buffer = StringIO()
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    for row in rows:
        told = (row.faults, [_with_address(warning, base_url) for warning in row.warnings])
        errors, warnings = (" | ".join(_sentence(fault) for fault in each) for each in told)
        original = orjson.dumps(row.original or {}).decode()
        cells = (row.location, row.outcome, row.activity_id, errors, warnings, original)
        score = "" if row.gaps is None else score_without(row.gaps).score
        writer.writerow([row.row_number, *(safe_text(cell or "") for cell in cells), score])
        if buffer.tell() > 64 * 1024:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def _sentence(fault: dict[str, str]) -> str:
    said = fault.get("detailNl") or fault.get("detail")
    return " ".join(part for part in (fault.get("pointer"), said, fault.get("hint")) if part)
