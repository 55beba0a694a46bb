"""Doing an import: read the bytes, write what is not written yet in batches, end what a full feed no longer holds."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, partial
from hashlib import sha256
from itertools import islice

from sqlalchemy import Engine
from sqlmodel import Session

from app.domain.areas import AreaIndex
from app.domain.ids import activity_id
from app.domain.vocabulary import AreaLevel
from app.errors import Conflict, Fault, InvalidInput, NotFound
from app.importers.reading import ReadContext, Reader, ReadRow
from app.importers.theme_words import theme_phrases
from app.models.imports import ImportReport
from app.services.activities import ActivityWriter, open_writer
from app.services.import_advice import Adviser
from app.services.import_batches import BatchWriter, RowResult, count_outcomes
from app.services.import_orders import find_organisation, make_caller
from app.services.import_reading import (
    MAX_ROWS,
    Prepared,
    RowPreparer,
    find_reader,
    identify,
    keep_identities,
    read_rows,
)
from app.services.themes import load_aliases, load_themes
from app.store import imports as store
from app.store.unit_of_work import read_session, write_transaction

BATCH = 200
"""Rows in one transaction: some tenths of a second, so that other writers hardly wait."""
_BELOW_GEMEENTE = (AreaLevel.WIJK, AreaLevel.STADSDEEL, AreaLevel.BUURT)
KEPT_FETCHES = 5
KEPT_FOR = timedelta(days=90)
"""How long rows are kept: those of the latest fetches of a feed, and of files that were sent."""

Progress = Callable[[int, int], None]
"""Told after each batch: rows done, rows in all."""
Judge = Callable[[Sequence[ReadRow]], Fault | None]
"""Why the rows of a feed are held back as a whole, before anything is written."""


@dataclass(frozen=True, slots=True)
class Work:
    """An import that was read: its rows, and what writes them."""

    report: ImportReport
    rows: Sequence[ReadRow]
    preparer: RowPreparer
    batches: BatchWriter


def ignore(done: int, total: int) -> None:
    """For callers that show no progress."""


def let_pass(rows: Sequence[ReadRow]) -> Fault | None:
    """For files a person sends: nothing is held back."""
    return None


def run_report(
    engine: Engine,
    report: ImportReport,
    content: bytes,
    *,
    now: datetime,
    progress: Progress = ignore,
    judge: Judge = let_pass,
) -> ImportReport:
    """Read the bytes and write what is not written yet; the report as it is at the end.

    A file that cannot be read ends with status `failed` and says why.
    """
    try:
        chosen, reader = find_reader(
            content, media_type=report.media_type, name=report.name or report.url, wanted=report.format
        )
        with write_transaction(engine) as session:
            report = _begin(session, report.id, chosen, content)
        work = open_work(engine, report, content, reader, writer=open_writer(engine))
    except InvalidInput as refused:
        return finish(engine, report.id, store.FAILED, now=now, faults=refused.faults)
    fault = judge(work.rows)
    if fault is not None:
        return finish(engine, report.id, store.HELD, now=now, faults=[fault])
    total = len(work.rows)
    progress(report.done_rows, total)
    for batch in _batches(work):
        report = _write_batch(engine, work, batch, total, now)
        progress(min(report.done_rows, total), total)
    if report.is_full:
        for gone in _find_gone(engine, work):
            report = _write_batch(engine, work, gone, total, now)
    return finish(engine, report.id, store.DONE, now=now)


def finish(
    engine: Engine,
    report_id: str,
    status: str,
    *,
    now: datetime,
    faults: Sequence[Fault] = (),
    message: str | None = None,
) -> ImportReport:
    """End an import: done, held or failed, and why."""
    with write_transaction(engine) as session:
        report = _need(session, report_id)
        report.status, report.finished_at = status, now
        first = faults[0] if faults else None
        report.message = first.detail if first else message
        report.message_nl = first.detail_nl if first else None
        close(session, report)
    return report


def close(session: Session, report: ImportReport) -> None:
    """The report as it stays; what is not needed any more goes."""
    session.add(report)
    session.flush()
    store.drop_content(session, report.id)
    store.forget_old_rows(session, report, keep=KEPT_FETCHES, before=report.started_at - KEPT_FOR)


def _begin(session: Session, report_id: str, chosen: str, content: bytes) -> ImportReport:
    """Note the start. A rehearsal begins again: nothing of it was kept but its report."""
    report = _need(session, report_id)
    report.attempts += 1
    report.status, report.format, report.content_sha256 = store.RUNNING, chosen, sha256(content).hexdigest()
    if report.is_dry_run and report.done_rows:
        store.delete_rows(session, report.id)
        report.done_rows = 0
        for name in count_outcomes(()):
            setattr(report, f"{name}_count", 0)
    session.add(report)
    return report


def _find_level(areas: AreaIndex, gemeente: str | None, name: str) -> str | None:
    """Whether a name is that of an area in the gemeente of the organisation; of a wijk before all else."""
    levels = [area.level for area in areas.find(name, gemeente=gemeente)]
    return next((level.value for level in _BELOW_GEMEENTE if level in levels), None)


def open_work(
    engine: Engine,
    report: ImportReport,
    content: bytes,
    reader: Reader,
    *,
    writer: ActivityWriter,
    most: int = MAX_ROWS,
) -> Work:
    """The import with its rows read, at most `most` and one. Raises InvalidInput when the file cannot be read."""
    with read_session(engine) as session:
        organisation = find_organisation(session, report.organisation_id)
        known = store.load_identities(session, report.source_name)
        caller = make_caller(session, report)
    areas = writer.locator.areas
    town = areas.name_of(organisation.gemeente) if organisation is not None else None
    context = ReadContext(
        now=report.started_at,
        url=report.url,
        locality=town,
        mapping=report.mapping,
        themes=_read_phrases(),
        level_of=partial(_find_level, areas, organisation.gemeente if organisation is not None else None),
    )
    rows = read_rows(reader, content, context, most)
    # Once a day is enough: two syncs on a day leave the second nothing to write.
    day = report.started_at.replace(hour=0, minute=0, second=0, microsecond=0)
    confirmed_at = day if report.is_confirming else None
    kept = keep_identities(rows, known)
    preparer = RowPreparer(report.source_name, organisation, confirmed_at, writer.find_faults)
    batches = BatchWriter(
        engine,
        writer,
        caller,
        source_name=report.source_name,
        organisation=organisation,
        is_rehearsal=report.is_dry_run,
        adviser=Adviser(
            {activity_id(report.source_name, identify(row)) for row in kept},
            report.source_name if report.is_full else None,
        ),
    )
    report.total_rows = len(rows)
    return Work(report, kept, preparer, batches)


@cache
def _read_phrases() -> dict[str, str]:
    """What people call our themes."""
    return theme_phrases(load_themes(), load_aliases())


def _batches(work: Work) -> Iterator[list[Prepared]]:
    """What is not written yet. Rows before that are looked at too, for ids that come twice."""
    prepared = (work.preparer.prepare(row) for row in work.rows)
    rest = islice(prepared, work.report.done_rows, None)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _write_batch(engine: Engine, work: Work, batch: Sequence[Prepared], total: int, now: datetime) -> ImportReport:
    latest: list[ImportReport] = []

    def keep(session: Session, results: Sequence[RowResult]) -> None:
        report = _need(session, work.report.id)
        if report.status != store.RUNNING or report.done_rows != work.report.done_rows:
            raise Conflict("Another process goes on with this import.")
        report.total_rows = total
        note(session, report, results)
        latest.append(report)

    work.batches.write(batch, now=now, keep=keep)
    work.report.done_rows = latest[-1].done_rows
    return latest[-1]


def note(session: Session, report: ImportReport, results: Sequence[RowResult]) -> None:
    """Rows, counts and identities, in the transaction of what they tell of."""
    store.add_rows(session, [one.to_columns(report.id) for one in results])
    report.done_rows += len(results)
    report.attempts = 0
    for name, count in count_outcomes(results).items():
        setattr(report, f"{name}_count", getattr(report, f"{name}_count") + count)
    session.add(report)
    session.flush()
    if not report.is_dry_run:
        said = {one.external_id: one.content_id for one in results if one.external_id and one.content_id}
        store.save_identities(session, report.source_name, said)


def _find_gone(engine: Engine, work: Work) -> Iterator[list[Prepared]]:
    """What the source brought before and no longer holds, as rows that end."""
    with read_session(engine) as session:
        held = store.list_external_ids(session, work.report.source_name)
    gone = iter(sorted(held.keys() - work.preparer.seen))
    number = max(work.report.done_rows, len(work.rows))
    while part := list(islice(gone, BATCH)):
        batch = []
        for external_id in part:
            number += 1
            row = ReadRow(number, f"no longer in the source: {external_id}", external_id, None, is_deleted=True)
            batch.append(Prepared(row, external_id))
        yield batch


def _need(session: Session, report_id: str) -> ImportReport:
    report = store.find_report(session, report_id)
    if report is None:
        raise NotFound(f"There is no import {report_id[:60]}.")
    return report
