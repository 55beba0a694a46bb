"""A file that a partner sends from its page: first what would happen with it, then the same for good."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Engine

from app.domain.caller import Caller, Scope
from app.services.activities import ActivityWriter
from app.services.import_orders import ImportOrder
from app.services.import_reports import iterate_rows, read_report, write_report, write_row
from app.services.imports import start_import
from app.services.keys import require

SHOWN_ROWS = 200


@dataclass(frozen=True, slots=True)
class SentFile:
    """What somebody chose on the page. is_sent: they saw what happens and send it."""

    content: bytes
    name: str
    media_type: str | None
    is_sent: bool


@dataclass(frozen=True, slots=True)
class FileReport:
    """report: as over HTTP. rows: the first ones; has_more: there are others."""

    report: dict[str, Any]
    rows: Sequence[dict[str, Any]]
    has_more: bool


def handle_file(  # noqa: PLR0917
    engine: Engine, writer: ActivityWriter, caller: Caller, organisation_id: str, sent: SentFile, now: datetime
) -> FileReport:
    """Rehearse the import of a file, or do it. With a test key it is only rehearsed.

    Raises Forbidden, InvalidInput for a file that cannot be read at all, TooManyRequests.
    """
    require(caller, Scope.IMPORTS_WRITE, organisation_id)
    order = ImportOrder(
        caller=caller,
        organisation_id=organisation_id,
        file_name=sent.name[:200] or None,
        media_type=sent.media_type,
        is_dry_run=caller.is_test or not sent.is_sent,
    )
    report = start_import(engine, order, sent.content, now=now, writer=writer)
    return read_file_report(engine, caller, report.id)


def read_file_report(engine: Engine, caller: Caller, report_id: str) -> FileReport:
    """The report of an import with its first rows. Raises NotFound, Forbidden."""
    report = write_report(read_report(engine, caller, report_id), "")
    rows = list(islice(iterate_rows(engine, report_id), SHOWN_ROWS + 1))
    return FileReport(report, [write_row(row, "") for row in rows[:SHOWN_ROWS]], len(rows) > SHOWN_ROWS)
