"""Following the change log: how a worker's catalogue learns what any worker wrote.

A thread looks at the change counter every 50 ms on a connection of its own. What is new is read from the same snapshot
as the counter, all of it at once: the catalogue steps from one committed state to a later one and never shows a part of
a transaction. A writer calls `catch_up` after its commit and so sees its own write at once.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from app.errors import Conflict, Unavailable, WegwijzerError
from app.store.activities import IndexRow, read_index_since
from app.store.changes import current_seq, read_changed_kinds, read_mark
from app.store.dialect import identify_file
from app.store.unit_of_work import open_reader, translate_faults, unavailable

INTERVAL_S = 0.05
RETRY_S = 0.5
CATCH_UP_TIMEOUT_S = 5.0

OTHER_HISTORY = "the database was restored or replaced since this server started: restart the server"

logger = logging.getLogger(__name__)

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Delta:
    """Everything that changed between two committed states.

    after, seq: the numbers of the states. rows: activities in the order of their last change, tombstones included.
    kinds: the kinds of objects that changed. connection: reads the state `seq`, for what else must be renewed (such as
    organisations); use it only while applying.
    """

    after: int
    seq: int
    rows: tuple[IndexRow, ...]
    kinds: frozenset[str]
    connection: Connection


@dataclass(frozen=True, slots=True)
class FollowerStatus:
    """How far a follower is. lag_changes: changes seen but not applied. silent_s: seconds since it last looked with
    success, None before the first time. error: what went wrong the last time, None when it went well."""

    applied_seq: int
    lag_changes: int
    silent_s: float | None
    error: str | None


class Follower:
    """Applies deltas one after another, in its own thread and in `catch_up`, never two at once.

    `apply` gets each `Delta` once; when it raises, the same changes come again in the next one. `applied_seq` is the
    state the catalogue was built from.
    """

    def __init__(
        self, engine: Engine, apply: Callable[[Delta], None], *, applied_seq: int, interval_s: float = INTERVAL_S
    ) -> None:
        self._engine = engine
        self._apply = apply
        self._interval_s = interval_s
        self._applied_seq = applied_seq
        self._mark: str | None = None
        self._seen_seq = applied_seq
        self._looked_at: float | None = None
        self._error: str | None = None
        self._turn = threading.Lock()
        self._stopping = threading.Event()
        self._connection: Connection | None = None
        self._file: tuple[int, int] | None = None
        self._thread: threading.Thread | None = None

    @property
    def applied_seq(self) -> int:
        """The last change the catalogue shows."""
        return self._applied_seq

    def mark_at(self, seq: int) -> str | None:
        """What the log followed said at `seq`, when that is the last change applied; else None."""
        with self._turn:
            return self._mark if seq == self._applied_seq else None

    def start(self) -> None:
        """Begin to follow; a second call does nothing."""
        if self._thread is None:
            self._stopping.clear()
            self._thread = threading.Thread(target=self._run, name="follower", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Stop following and close the connection; `start` goes on where it stopped."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        with self._turn:
            self._disconnect()

    def catch_up(self, minimum_seq: int = 0, timeout_s: float = CATCH_UP_TIMEOUT_S) -> int:
        """Apply all that is committed now, in this thread, and return the number reached.

        Nothing is done when `minimum_seq` is given and already applied.

        Raises:
            Unavailable: the database or the catalogue could not, the turn did not come in time, or `minimum_seq` lies
                in the future.
        """
        if 0 < minimum_seq <= self._applied_seq:
            return self._applied_seq
        if not self._turn.acquire(timeout=timeout_s):
            raise unavailable()
        try:
            if minimum_seq == 0 or minimum_seq > self._applied_seq:
                self._look()
        finally:
            self._turn.release()
        if self._error is not None or self._applied_seq < minimum_seq:
            raise Unavailable(f"Change {minimum_seq} is not visible here yet.", headers={"Retry-After": "1"})
        return self._applied_seq

    def in_step(self, work: Callable[[Connection], Result], timeout_s: float = CATCH_UP_TIMEOUT_S) -> Result:
        """Do some work on a catalogue and a database of the very same state, however much others write meanwhile.

        The work must be short: nothing is followed while it lasts. Raises Unavailable as `catch_up` does, and whatever
        the work raises.
        """
        if not self._turn.acquire(timeout=timeout_s):
            raise unavailable()
        try:
            self._look()
            if self._connection is None or self._error is not None:
                raise unavailable()
            with translate_faults(), self._connection.begin():
                self._apply_since(self._connection, is_new=False)
                return work(self._connection)
        finally:
            self._turn.release()

    def status(self) -> FollowerStatus:
        """The present state, for health and metrics; never waits."""
        looked_at = self._looked_at
        return FollowerStatus(
            applied_seq=self._applied_seq,
            lag_changes=max(0, self._seen_seq - self._applied_seq),
            silent_s=None if looked_at is None else time.monotonic() - looked_at,
            error=self._error,
        )

    def _run(self) -> None:
        while not self._stopping.is_set():
            with self._turn:
                self._look()
            self._stopping.wait(self._interval_s if self._error is None else max(self._interval_s, RETRY_S))

    def _look(self) -> None:
        """Apply what is new, if anything. Whatever goes wrong is kept in `_error` and tried again at the next look."""
        try:
            with translate_faults():
                self._apply_news()
        except Exception as error:
            if isinstance(error, Conflict):
                if self._error != type(error).__name__:
                    logger.error(OTHER_HISTORY)
            elif not isinstance(error, WegwijzerError | SQLAlchemyError):
                logger.exception("the catalogue could not apply changes after %d", self._applied_seq)
            elif self._error is None:
                logger.warning("the change log cannot be read: %s", type(error.__cause__ or error).__name__)
            # Only kinds: the text of an error may hold what was written.
            self._error = " from ".join(type(each).__name__ for each in (error, error.__cause__) if each is not None)
            self._disconnect()
        else:
            if self._error is not None:
                logger.info("following the change log again at %d", self._applied_seq)
            self._error = None
            self._looked_at = time.monotonic()

    def _apply_news(self) -> None:
        is_new = self._connect()
        assert self._connection is not None
        with self._connection.begin():
            self._apply_since(self._connection, is_new=is_new)

    def _apply_since(self, connection: Connection, *, is_new: bool) -> None:
        seq = current_seq(connection)
        self._seen_seq = seq
        if seq == self._applied_seq and not is_new:
            return
        self._check_history(connection)
        if seq == self._applied_seq:
            return
        rows = tuple(read_index_since(connection, self._applied_seq))
        kinds = read_changed_kinds(connection, self._applied_seq, seq)
        mark = read_mark(connection, seq)
        self._apply(Delta(self._applied_seq, seq, rows, kinds, connection))
        self._applied_seq, self._mark = seq, mark

    def _connect(self) -> bool:
        """Connect, again when another file has taken the place of the database; whether that was done."""
        try:
            file = identify_file(self._engine.url)
        except FileNotFoundError as error:
            raise unavailable() from error
        if self._file not in (None, file):
            self._disconnect()
            self._engine.dispose()
        if self._connection is not None:
            return False
        self._connection, self._file = open_reader(self._engine), file
        return True

    def _check_history(self, connection: Connection) -> None:
        """Raises Conflict when the log does not hold what was applied: following it would mix two catalogues."""
        mark = read_mark(connection, self._applied_seq)
        if mark is None or self._mark not in (None, mark):
            raise Conflict(OTHER_HISTORY)
        self._mark = mark

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.invalidate()
            self._connection.close()
            self._connection = None
