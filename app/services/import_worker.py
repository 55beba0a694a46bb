"""The worker of queued imports: one process for each database, beside the servers, so that searching stays quick.

A server starts it when something waits; it ends when nothing does. A worker or server that is killed loses nothing: the
bytes wait in the database, and the next worker goes on.
"""

import logging
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from urllib.parse import urlsplit

from sqlalchemy import Engine

from app.clients.safe_fetch import SafeClient
from app.errors import Conflict, Fault, InvalidInput, Unavailable
from app.models.imports import ImportReport
from app.services.feeds import NEVER, Seen, fetch_feed
from app.services.import_reading import INTERNAL
from app.services.import_runs import finish, let_pass, run_report
from app.services.source_orders import judge_rows, seen_of
from app.services.sources import find_source
from app.store import imports as store
from app.store.dialect import hold_work
from app.store.unit_of_work import read_session, write_transaction

MAX_ATTEMPTS = 3
LOOK_EVERY_S = 10.0
NICENESS = 10
"""How far an import stands back for searches when the processor is busy."""

logger = logging.getLogger(__name__)


def work_off_queue(engine: Engine, client: SafeClient, clock: Callable[[], datetime]) -> int:
    """Do what waits, one import after another; how many ended. Nothing when another process is at it."""
    ended = 0
    with hold_work(engine, "imports") as is_mine:
        while is_mine:
            with read_session(engine) as session:
                report = store.find_queued(session)
            if report is None:
                break
            try:
                _do(engine, client, report, clock())
            except (Unavailable, Conflict):
                break  # the database is busy, or another process goes on with it: later
            except Exception:
                logger.exception("an import failed")
                finish(engine, report.id, store.FAILED, now=clock(), faults=[INTERNAL])
            ended += 1
    return ended


def _do(engine: Engine, client: SafeClient, report: ImportReport, now: datetime) -> None:
    if report.attempts >= MAX_ATTEMPTS:
        message = f"It was broken off {MAX_ATTEMPTS} times. Split the file, or ask the coordinator."
        finish(engine, report.id, store.FAILED, now=now, message=message)
        return
    with read_session(engine) as session:
        content = store.read_content(session, report.id)
        source = None if report.source_id is None else find_source(session, report.source_id)
    if content is None:
        try:
            content = _fetch(engine, client, report, NEVER if source is None else seen_of(source))
        except InvalidInput as refused:
            finish(engine, report.id, store.FAILED, now=now, faults=refused.faults)
            return
        except Unavailable as error:
            finish(
                engine,
                report.id,
                store.FAILED,
                now=now,
                faults=[Fault("no-answer", error.detail, detail_nl=error.detail_nl)],
            )
            return
    if content is None:
        finish(engine, report.id, store.DONE, now=now, faults=[_NOTHING_NEW])
        return
    run_report(engine, report, content, now=now, judge=let_pass if source is None else partial(judge_rows, source))


_NOTHING_NEW = Fault(
    "nothing-new",
    "Nothing has changed since the last fetch.",
    detail_nl="Er is niets veranderd sinds de laatste keer.",
)


def _fetch(engine: Engine, client: SafeClient, report: ImportReport, seen: Seen) -> bytes | None:
    """The bytes at the address, kept so that a crash does not fetch them again; None when nothing changed since."""
    try:
        fetched = fetch_feed(client, report.url or "", seen)
    except InvalidInput as refused:
        raise InvalidInput([replace(fault, pointer="/url") for fault in refused.faults]) from refused
    content = fetched.content
    if content is None:
        return None
    report.media_type, report.url = fetched.media_type, fetched.url
    report.name = urlsplit(fetched.url).path.rpartition("/")[2][:200] or None
    with write_transaction(engine) as session:
        session.merge(report)
        session.flush()
        store.save_content(session, report.id, content)
    return content


class ImportStarter:
    """Starts the worker process when imports wait: at once when told, else within seconds, also after a crash."""

    def __init__(self, engine: Engine, environment: dict[str, str]) -> None:
        self._engine = engine
        self._environment = environment
        self._wake = threading.Event()
        self._stopped = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._run, name="import-starter", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def poke(self) -> None:
        """Something waits."""
        self._wake.set()

    def stop(self) -> None:
        """Look no more. A worker that is busy is broken off; what is left waits for the next start."""
        self._stopped.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join()
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._process.wait()

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._wake.clear()
            try:
                self._start_worker()
            except Exception:
                logger.exception("starting an import failed")
            self._wake.wait(LOOK_EVERY_S)

    def _start_worker(self) -> None:
        if self._process is not None and self._process.poll() is None:
            return
        with read_session(self._engine) as session:
            if store.count_queued(session) == 0:
                return
        command = [sys.executable, "-m", "app.cli", "imports", "work"]
        self._process = subprocess.Popen(command, env=self._environment, stdin=subprocess.DEVNULL)
