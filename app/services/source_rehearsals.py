"""What a run of a source would do, told in a report: nothing else is kept, of the catalogue or of the source."""

from dataclasses import replace
from datetime import datetime
from functools import partial

from sqlalchemy import Engine

from app.clients.safe_fetch import SafeClient
from app.domain.caller import Caller
from app.errors import InvalidInput, TooManyRequests, Unavailable, WegwijzerError
from app.models.imports import ImportReport
from app.services.feeds import Fetched, fetch_feed
from app.services.import_orders import new_report
from app.services.import_runs import Progress, ignore
from app.services.imports import MAX_QUEUED, run_import
from app.services.source_orders import judge_rows, make_order, say, seen_of
from app.services.sources import Run, Source, find_own_source, find_source
from app.store import imports as reports
from app.store.unit_of_work import read_session, write_transaction


def rehearse_source(
    engine: Engine, name: str, client: SafeClient, *, now: datetime, progress: Progress = ignore
) -> Run:
    """Fetch a source as a run would, and tell what that run would do. What goes wrong is told in what is returned.

    Raises NotFound for a name that is not known, Unavailable when the database is busy or away.
    """
    with read_session(engine) as session:
        source = find_source(session, name)
    try:
        fetched = fetch_feed(client, source.url, seen_of(source))
    except (InvalidInput, Unavailable) as error:
        return _tell(source, "failed", error=say(error))
    if fetched.content is None:
        return _tell(source, "unchanged")
    order = replace(make_order(source, fetched), is_dry_run=True)
    judge = partial(judge_rows, source)
    try:
        report = run_import(engine, order, fetched.content, now=now, progress=progress, judge=judge)
    except WegwijzerError as error:
        if isinstance(error, Unavailable):
            raise
        return _tell(source, "failed", error=say(error))
    if report.status == reports.FAILED:
        return _tell(source, "failed", report, error=report.message)
    if report.status == reports.HELD:
        return _tell(source, "held", report, held=report.message)
    return _tell(source, "done", report)


def _tell(
    source: Source,
    outcome: str,
    report: ImportReport | None = None,
    *,
    error: str | None = None,
    held: str | None = None,
) -> Run:
    """With the source as it would be; this copy of it is not stored."""
    source.last_error, source.held_reason = error, held
    return Run(source, outcome, report)


def ask_rehearsal(engine: Engine, caller: Caller, name: str, now: datetime) -> ImportReport:
    """Put the rehearsal of a source in the queue of the worker; its report says `waiting`.

    Raises NotFound, Forbidden for the source of another, TooManyRequests when too many imports wait already.
    """
    with read_session(engine) as session:
        source = find_own_source(session, caller, name)
    order = make_order(source, Fetched(None, None, source.url, seen_of(source)))
    report = new_report(engine, replace(order, caller=caller, is_dry_run=True), None, now)
    with write_transaction(engine) as session:
        if reports.count_queued(session, report.organisation_id) >= MAX_QUEUED:
            raise TooManyRequests(
                f"There are {MAX_QUEUED} imports waiting already; wait until one is done.",
                detail_nl=f"Er wachten al {MAX_QUEUED} imports. Wacht tot er een klaar is.",
                headers={"Retry-After": "60"},
            )
        report.status = reports.WAITING
        reports.add_report(session, report)
    return report
