"""Imports: a file or feed through the one write path, with a report of every row.

Small files are written at once, in one transaction. Others are kept as bytes with a report that says `waiting`, and a
worker process does them batch by batch; killed at any moment, the next one goes on after the last batch. An import of
the same bytes that was broken off goes on instead of beginning again.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session

from app.clients.addresses import check_url, read_url
from app.errors import InvalidInput, TooManyRequests
from app.models.imports import ImportReport
from app.services.activities import ActivityWriter, open_writer
from app.services.import_batches import RowResult
from app.services.import_orders import ImportOrder, apply_source, new_report
from app.services.import_reading import check_archive, find_reader
from app.services.import_runs import Judge, Progress, Work, close, ignore, let_pass, note, open_work, run_report
from app.store import imports as store
from app.store.unit_of_work import read_session, write_transaction

SMALL_BYTES = 64 * 1024
SMALL_ROWS = 300
MAX_QUEUED = 5
"""Imports of one organisation that may wait at once."""

__all__ = ["ImportOrder", "run_import", "start_import"]


def order_with_source(engine: Engine, order: ImportOrder, name: str) -> ImportOrder:
    """The order under the ids of a saved source. Raises NotFound when the organisation has none of this name."""
    with read_session(engine) as session:
        return apply_source(session, order, name)


def start_import(
    engine: Engine,
    order: ImportOrder,
    content: bytes | None,
    *,
    now: datetime,
    writer: ActivityWriter | None = None,
    allow_private: bool = False,
) -> ImportReport:
    """Do a small import at once (its report is `done`), or put it in the queue of the worker (`waiting`).

    Without `content` the worker fetches the address. Raises InvalidInput for a file that cannot be read as a whole,
    NotFound for an organisation that is not there, TooManyRequests when too many wait already.
    """
    report = new_report(engine, order, content, now)
    if content is None:
        _check_address(order.url or "", allow_private=allow_private)
    else:
        check_archive(content)
    if content is not None and len(content) <= SMALL_BYTES:
        chosen, reader = find_reader(content, media_type=order.media_type, name=order.file_name, wanted=order.format)
        report.format = chosen
        chosen_writer = writer or open_writer(engine)
        work = open_work(engine, report, content, reader, writer=chosen_writer, most=SMALL_ROWS)
        if len(work.rows) <= SMALL_ROWS:
            return _run_at_once(engine, work, now)
        report.total_rows = None
    with write_transaction(engine) as session:
        if store.count_queued(session, report.organisation_id) >= MAX_QUEUED:
            raise TooManyRequests(
                f"There are {MAX_QUEUED} imports waiting already; wait until one is done.",
                headers={"Retry-After": "60"},
            )
        report.status = store.WAITING
        store.add_report(session, report, content)
    return report


def run_import(
    engine: Engine,
    order: ImportOrder,
    content: bytes,
    *,
    now: datetime,
    may_resume: bool = True,
    progress: Progress = ignore,
    judge: Judge = let_pass,
) -> ImportReport:
    """Do an import here and now, batch by batch, going on where one of the same bytes was broken off.

    Raises as `start_import`, and Unavailable when the database stays busy or away: run it again to go on.
    """
    fresh = new_report(engine, order, content, now)
    with write_transaction(engine) as session:
        held = None
        if may_resume and not order.is_dry_run and fresh.content_sha256 is not None:
            held = store.find_broken_off(session, content_sha256=fresh.content_sha256, source_name=fresh.source_name)
        is_same = held is not None and (held.organisation_id, held.mapping) == (fresh.organisation_id, fresh.mapping)
        report = held if held is not None and is_same else fresh
        if report is fresh:
            store.add_report(session, report)
    return run_report(engine, report, content, now=now, progress=progress, judge=judge)


def _check_address(url: str, *, allow_private: bool) -> None:
    """Whether the address has a form that is called; where it leads is judged when it is called."""
    try:
        check_url(read_url(url), allow_private=allow_private)
    except InvalidInput as refused:
        raise InvalidInput([replace(fault, pointer="/url") for fault in refused.faults]) from refused


def _run_at_once(engine: Engine, work: Work, now: datetime) -> ImportReport:
    """The whole import in one transaction, report and all: there is no half of it."""
    latest: list[ImportReport] = []

    def keep(session: Session, results: Sequence[RowResult]) -> None:
        report = store.find_report(session, work.report.id)
        if report is None:
            report = ImportReport(**work.report.model_dump())
            store.add_report(session, report)
        note(session, report, results)
        if report.done_rows >= len(work.rows):
            report.status, report.finished_at = store.DONE, now
        close(session, report)
        latest.append(report)

    prepared = [work.preparer.prepare(row) for row in work.rows]
    if prepared:
        work.batches.write(prepared, now=now, keep=keep)
    else:
        with write_transaction(engine) as session:
            keep(session, ())
    return latest[-1]
