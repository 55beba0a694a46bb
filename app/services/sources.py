"""Feeds that are fetched on a schedule: each run keeps the last good state until a better one is there.

A feed that answers with nothing new is confirmed as it stands. One that fails is tried again, ever later. One that is
suddenly empty, or has shrunk by more than 30 %, is held until a person releases it or it is whole again.
"""

import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice

from sqlalchemy import Engine
from sqlmodel import Session

from app.clients.addresses import check_url, read_url
from app.clients.safe_fetch import SafeClient
from app.domain.caller import SYSTEM, Caller, Scope
from app.errors import Conflict, Fault, InvalidInput, NotFound, Unavailable, WegwijzerError
from app.importers.reading import ReadRow
from app.models.imports import ImportReport, Source
from app.services.feeds import FeedRefused, Fetched, Seen, fetch_feed
from app.services.import_orders import find_organisation
from app.services.import_runs import Progress, finish, ignore
from app.services.imports import run_import
from app.services.keys import require
from app.services.new_ids import make_id
from app.services.source_orders import count_items, judge_rows, make_order, say, seen_of
from app.services.writing import confirm_activities
from app.store import imports as reports
from app.store import sources as store
from app.store.unit_of_work import read_session, write_transaction

__all__ = ["Run", "Source", "SourceDraft", "add_source", "run_due", "run_source"]

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
LEAST_MINUTES, MOST_MINUTES, A_DAY = 15, 60 * 24 * 31, 60 * 24
CLAIM = timedelta(minutes=30)
"""How long a run keeps others from starting the same source."""
FIRST_WAIT = timedelta(minutes=5)
LONGEST_WAIT = timedelta(days=1)
CONFIRM_AT_ONCE = 500

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SourceDraft:
    """A feed to follow. organisation_id: None = each item says whose it is, as only the operator may allow."""

    name: str
    url: str
    organisation_id: str | None = None
    format: str | None = None
    mapping: Mapping[str, str] | None = None
    interval_minutes: int = A_DAY
    is_confirming: bool = True


@dataclass(frozen=True, slots=True)
class Run:
    """What a run did. outcome: done, unchanged, held or failed. report: None when nothing was read."""

    source: Source
    outcome: str
    report: ImportReport | None = None


def add_source(
    session: Session,
    draft: SourceDraft,
    *,
    caller: Caller,
    now: datetime,
    formats: Sequence[str],
    allow_private: bool = False,
) -> Source:
    """Follow a feed from now on. Raises InvalidInput for what is wrong with it, Conflict for a name that is taken."""
    faults = [*_check(draft, formats)]
    try:
        check_url(read_url(draft.url), allow_private=allow_private)
    except InvalidInput as refused:
        faults += [replace(fault, pointer="/url") for fault in refused.faults]
    if faults:
        raise InvalidInput(faults)
    find_organisation(session, draft.organisation_id)
    if store.find_source(session, draft.name) is not None:
        raise Conflict(f"There is a source {draft.name} already.")
    source = Source(
        id=make_id(),
        name=draft.name,
        organisation_id=draft.organisation_id,
        key_id=caller.key_id,
        url=draft.url,
        format=draft.format,
        mapping=dict(draft.mapping or {}),
        interval_minutes=draft.interval_minutes,
        is_confirming=draft.is_confirming,
        created_at=now,
    )
    store.add_source(session, source)
    return source


def _check(draft: SourceDraft, formats: Sequence[str]) -> list[Fault]:
    faults = []
    if NAME.fullmatch(draft.name) is None:
        detail = "Give a name of at most 64 letters, digits, dots, dashes or underscores."
        dutch = "Geef een naam van hooguit 64 letters, cijfers, punten, streepjes of onderstrepingen."
        faults.append(Fault("not-name", detail, pointer="/name", detail_nl=dutch))
    if draft.format is not None and draft.format not in formats:
        detail, dutch = f"There is no format {draft.format[:40]}.", f"Er is geen formaat {draft.format[:40]}."
        faults.append(Fault("unknown-format", detail, pointer="/format", hint=", ".join(formats), detail_nl=dutch))
    if not LEAST_MINUTES <= draft.interval_minutes <= MOST_MINUTES:
        detail = f"Fetch it every {LEAST_MINUTES} to {MOST_MINUTES} minutes."
        dutch = f"Haal het elke {LEAST_MINUTES} tot {MOST_MINUTES} minuten op."
        faults.append(Fault("out-of-range", detail, pointer="/intervalMinutes", detail_nl=dutch))
    return faults


def find_source(session: Session, name_or_id: str) -> Source:
    """One source by name or id. Raises NotFound."""
    found = store.find_source(session, name_or_id)
    if found is None:
        raise NotFound(f"There is no source {name_or_id[:64]}.")
    return found


def find_own_source(session: Session, caller: Caller, name: str) -> Source:
    """One source of the caller's organisations. Raises NotFound, and Forbidden for another one's."""
    require(caller, Scope.IMPORTS_WRITE)
    source = store.find_source(session, name)
    if source is None:
        raise NotFound("There is no source of this name.")
    if not caller.is_admin:
        require(caller, Scope.IMPORTS_WRITE, source.organisation_id or "")
    return source


def read_own_source(engine: Engine, caller: Caller, name: str) -> Source:
    """As `find_own_source`, in a read of its own."""
    with read_session(engine) as session:
        return find_own_source(session, caller, name)


def read_own_sources(engine: Engine, caller: Caller) -> list[Source]:
    """The sources the caller may see, by name. Raises Forbidden."""
    require(caller, Scope.IMPORTS_WRITE)
    with read_session(engine) as session:
        return store.list_sources(session, None if caller.is_admin else caller.organisation_ids)


def remove_source(session: Session, source: Source) -> None:
    """Follow it no longer. What it brought stays, with its reports."""
    store.delete_source(session, source)


def release_hold(session: Session, source: Source, *, now: datetime) -> Source:
    """A person has seen that the feed is right as it is: the next run takes it whatever its size, and is due now."""
    source.held_reason, source.item_count, source.next_run_at = None, None, now
    source.etag = source.last_modified = source.cursor = None
    session.add(source)
    return source


def run_due(engine: Engine, client: SafeClient, *, now: datetime) -> list[Run]:
    """Run every source whose turn has come, one after another. One that fails stops no other."""
    with read_session(engine) as session:
        names = [source.name for source in store.list_due(session, now)]
    return [run_source(engine, name, client, now=now) for name in names]


def run_source(engine: Engine, name: str, client: SafeClient, *, now: datetime, progress: Progress = ignore) -> Run:
    """Fetch a source and write what is new. What goes wrong is kept with the source, not raised.

    Raises NotFound for a name that is not known, Unavailable when the database is busy or away.
    """
    with write_transaction(engine) as session:
        source = find_source(session, name)
        source.next_run_at, source.fetched_at = now + CLAIM, now
        session.add(source)
        seen = seen_of(source)
    try:
        fetched = fetch_feed(client, source.url, seen)
    except (InvalidInput, Unavailable) as error:
        return _fail(engine, source.name, say(error), now, error)
    if fetched.content is None:
        _confirm(engine, source, now)
        return Run(_succeed(engine, source.name, now, None, None), "unchanged")
    return _apply(engine, source, fetched, fetched.content, now=now, progress=progress)


def _apply(
    engine: Engine, source: Source, fetched: Fetched, content: bytes, *, now: datetime, progress: Progress
) -> Run:
    counted: list[int] = []

    def judge(rows: Sequence[ReadRow]) -> Fault | None:
        counted.append(count_items(rows))
        return judge_rows(source, rows)

    _close_broken_off(engine, source, content, now)
    order = make_order(source, fetched)
    try:
        report = run_import(engine, order, content, now=now, progress=progress, judge=judge)
    except WegwijzerError as error:
        if isinstance(error, Unavailable):
            raise
        return _fail(engine, source.name, say(error), now)
    if report.status == reports.FAILED:
        return replace(_fail(engine, source.name, report.message or "It cannot be read.", now), report=report)
    if report.status == reports.HELD:
        return Run(_hold(engine, source.name, report.message or "", now), "held", report)
    return Run(_succeed(engine, source.name, now, fetched.seen, counted[-1]), "done", report)


def _succeed(engine: Engine, name: str, now: datetime, seen: Seen | None, count: int | None) -> Source:
    with write_transaction(engine) as session:
        source = find_source(session, name)
        source.succeeded_at, source.failure_count, source.last_error, source.held_reason = now, 0, None, None
        source.next_run_at = now + timedelta(minutes=source.interval_minutes)
        if seen is not None:
            source.etag, source.last_modified, source.cursor = seen.etag, seen.last_modified, seen.cursor
            source.item_count = count
        session.add(source)
    return source


def _hold(engine: Engine, name: str, reason: str, now: datetime) -> Source:
    with write_transaction(engine) as session:
        source = find_source(session, name)
        source.held_reason, source.last_error, source.failure_count = reason, None, 0
        source.next_run_at = now + timedelta(minutes=source.interval_minutes)
        session.add(source)
    return source


def _fail(engine: Engine, name: str, message: str, now: datetime, error: Exception | None = None) -> Run:
    asked = error.retry_after_s if isinstance(error, FeedRefused) else None
    with write_transaction(engine) as session:
        source = find_source(session, name)
        source.failure_count += 1
        source.last_error = message[:500]
        wait = min(FIRST_WAIT * 2 ** min(source.failure_count - 1, 20), LONGEST_WAIT)
        wait = max(wait, min(timedelta(seconds=asked or 0), LONGEST_WAIT))
        source.next_run_at = now + wait
        session.add(source)
    logger.warning(
        "a source could not be fetched", extra={"fields": {"source": name, "failures": source.failure_count}}
    )
    return Run(source, "failed")


def _close_broken_off(engine: Engine, source: Source, content: bytes, now: datetime) -> None:
    """Runs that were killed and whose feed has changed since do not go on."""
    with read_session(engine) as session:
        stale = reports.list_broken_off(session, source.id, content)
    for report in stale:
        finish(engine, report, reports.FAILED, now=now, message="It was broken off, and the feed has changed since.")


def _confirm(engine: Engine, source: Source, now: datetime) -> None:
    """What it brought still stands. Once a day is enough."""
    if not source.is_confirming:
        return
    day = now.replace(hour=0, minute=0, second=0, microsecond=0)
    with read_session(engine) as session:
        ids = iter(sorted(reports.list_external_ids(session, source.name).values()))
    caller = replace(SYSTEM, key_id=source.key_id)
    while part := list(islice(ids, CONFIRM_AT_ONCE)):
        with write_transaction(engine) as session:
            confirm_activities(session, caller, part, day)
