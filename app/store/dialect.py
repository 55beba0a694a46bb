"""The one file that knows SQLite from PostgreSQL.

Both get the same promises: one writer at a time (`BEGIN IMMEDIATE`, an advisory lock), so that read-then-write never
loses an update and never deadlocks; reads from one snapshot; a lock that is not got in time is an error, not a hang.
"""

import fcntl
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import URL, Connection, Engine, Table, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.sql.dml import Insert

WRITE = "wegwijzer_write"
"""Execution option of a connection whose transactions may write."""

WRITER_LOCK = 7_719_001
"""Key of the PostgreSQL advisory lock of writers; any number no other program uses in this database."""
WORK_LOCKS = {"imports": 7_719_002, "sources": 7_719_003}
"""Keys of the locks of work that one process at a time does."""

# lock_not_available, query_canceled (statement timeout), deadlock_detected, serialization_failure,
# too_many_connections, and the idle session that was cut off.
_PASSING_STATES = frozenset({"55P03", "57014", "40P01", "40001", "53300", "25P03"})
_PASSING_CODES = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_PRIMARY_CODE = 0xFF
_ASK_AGAIN_S = 0.002

DRIVER_ERRORS = (sqlite3.Error, psycopg.Error)
"""What the drivers raise when they are used directly."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds, in seconds and connections.

    lock_timeout_s: waiting for another writer. connect_timeout_s: opening a connection, or getting one from the pool.
    On PostgreSQL also, 0 = no bound: statement_timeout_s: one statement. idle_timeout_s: a writing transaction nobody
    uses, which holds up the other writers. idle_reader_timeout_s: one that only reads.
    """

    lock_timeout_s: float = 5.0
    statement_timeout_s: float = 30.0
    idle_timeout_s: float = 30.0
    idle_reader_timeout_s: float = 900.0
    connect_timeout_s: float = 5.0
    pool_size: int = 5
    max_overflow: int = 10
    has_foreign_keys: bool = True


def is_sqlite(url: URL | str) -> bool:
    """Whether this URL names a SQLite file.

    Raises:
        ValueError: it names neither of the two databases.
    """
    name = make_url(url).get_backend_name()
    if name not in ("sqlite", "postgresql"):
        raise ValueError(f"{name} is not supported: give a SQLite file or a PostgreSQL server")
    return name == "sqlite"


def find_file(url: URL | str) -> Path | None:
    """The SQLite file of this URL; None for a server or a database in memory."""
    database = make_url(url).database
    return Path(database) if is_sqlite(url) and database and database != ":memory:" else None


def identify_file(url: URL) -> tuple[int, int] | None:
    """Which SQLite file lies under the name of this URL now; None for a server.

    Raises:
        FileNotFoundError: there is none.
    """
    file = find_file(url)
    if file is None:
        return None
    found = file.stat()
    return found.st_dev, found.st_ino


def normalise_url(url: str) -> URL:
    """The URL with the driver this product is tested with: `postgresql://` and `postgres://` mean psycopg 3.

    Raises:
        ValueError: it names another database, or another driver.
    """
    stated = make_url(url.replace("postgres://", "postgresql://", 1) if url.startswith("postgres://") else url)
    driver = "sqlite" if is_sqlite(stated) else "postgresql+psycopg"
    if stated.drivername not in (driver, stated.get_backend_name()):
        raise ValueError(f"{stated.drivername} is not supported: write {stated.get_backend_name()}://")
    return stated.set(drivername=driver)


def engine_arguments(url: URL, limits: Limits) -> dict[str, Any]:
    """What `create_engine` needs beside the URL."""
    pool = {
        "pool_size": limits.pool_size,
        "max_overflow": limits.max_overflow,
        "pool_timeout": limits.connect_timeout_s,
    }
    if is_sqlite(url):
        if find_file(url) is None:
            raise ValueError("a SQLite database in memory is not shared between threads and workers: name a file")
        return pool | {"connect_args": {"timeout": limits.lock_timeout_s, "check_same_thread": False}}
    settings = {
        "lock_timeout": limits.lock_timeout_s,
        "statement_timeout": limits.statement_timeout_s,
        "idle_in_transaction_session_timeout": limits.idle_reader_timeout_s,
    }
    options = " ".join(f"-c {name}={int(seconds * 1000)}" for name, seconds in settings.items())
    arguments: dict[str, Any] = {
        "connect_timeout": max(2, int(limits.connect_timeout_s)),
        "options": options,
        "application_name": "wegwijzer",
        "keepalives_idle": 10,
        "keepalives_interval": 5,
        "keepalives_count": 3,
        "tcp_user_timeout": 20_000,
    }
    return pool | {"connect_args": arguments, "pool_pre_ping": True, "pool_recycle": 1800}


def install_listeners(engine: Engine, limits: Limits) -> None:
    """Make new connections and new transactions of this engine behave as this module promises."""
    if not is_sqlite(engine.url):
        turn = (
            f"SELECT set_config('idle_in_transaction_session_timeout', '{int(limits.idle_timeout_s * 1000)}', true), "
            f"pg_advisory_xact_lock({WRITER_LOCK})"
        )

        def take_turn(connection: Connection) -> None:
            if connection.get_execution_options().get(WRITE):
                connection.exec_driver_sql(turn)

        event.listen(engine, "begin", take_turn)
        return

    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        # The driver's own BEGIN comes late and is never IMMEDIATE; `begin` sends ours.
        connection.isolation_level = None
        use_wal(connection, limits.lock_timeout_s)
        for pragma in (
            "synchronous=FULL",
            f"foreign_keys={'ON' if limits.has_foreign_keys else 'OFF'}",
            "cache_size=-8000",
            "journal_size_limit=67108864",
            "wal_autocheckpoint=4000",
        ):
            connection.execute(f"PRAGMA {pragma}")

    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get(WRITE):
            _begin_writing(connection, limits.lock_timeout_s)
        else:
            connection.exec_driver_sql("BEGIN")

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", begin)


def use_wal(connection: sqlite3.Connection, timeout_s: float) -> None:
    """Let readers and a writer go on beside each other, from now on and for everyone who opens the file."""
    # Two processes that open a new file at once both switch it; SQLite refuses the second without waiting.
    deadline = time.monotonic() + timeout_s
    if not _try_until(deadline, lambda: connection.execute("PRAGMA journal_mode=WAL")):
        connection.execute("PRAGMA journal_mode=WAL")


def _begin_writing(connection: Connection, timeout_s: float) -> None:
    # SQLite hands its lock to whoever asks at the right moment, and who waits long asks ever less often: next to a busy
    # writer a second one may starve. So writers first stand in line for a file lock, and only the first of the line
    # asks SQLite, often. Whoever just wrote joins the line behind those who wait.
    deadline = time.monotonic() + timeout_s
    raw: Any = connection.connection.dbapi_connection
    with Path(f"{connection.engine.url.database}-writers").open("a") as line:
        is_first = _try_until(deadline, lambda: fcntl.flock(line, fcntl.LOCK_EX | fcntl.LOCK_NB))
        raw.execute("PRAGMA busy_timeout=0")
        try:
            begun = is_first and _try_until(deadline, lambda: raw.execute("BEGIN IMMEDIATE"))
            if not begun:
                # Once more through SQLAlchemy, which gives the error its usual form.
                connection.exec_driver_sql("BEGIN IMMEDIATE")
        finally:
            raw.execute(f"PRAGMA busy_timeout={int(timeout_s * 1000)}")


def _is_locked(error: Exception) -> bool:
    """Whether somebody else is at it just now; a file that is read-only or on a full disk does not get better."""
    code = getattr(error, "sqlite_errorcode", None)
    return isinstance(error, BlockingIOError) or (code is not None and code & _PRIMARY_CODE in _PASSING_CODES)


def _try_until(deadline: float, attempt: Callable[[], object]) -> bool:
    """Try while somebody else holds the lock, until the deadline; whether it worked."""
    while True:
        try:
            attempt()
        except (OSError, sqlite3.OperationalError) as error:
            if not _is_locked(error) or time.monotonic() > deadline:
                return False
            time.sleep(_ASK_AGAIN_S)
        else:
            return True


def find_broken_references(connection: Connection) -> list[str]:
    """Tables with a row whose foreign key points nowhere; only SQLite lets a migration make one."""
    if not is_sqlite(connection.engine.url):
        return []
    return sorted({str(row[0]) for row in connection.exec_driver_sql("PRAGMA foreign_key_check")})


def snapshot_options(engine: Engine) -> dict[str, Any]:
    """Execution options of a connection that only reads, all from one moment."""
    return {} if is_sqlite(engine.url) else {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


def insert_or_update(connection: Connection, table: Table) -> Insert:
    """An INSERT that, for a primary key that is there, updates all other columns."""
    build = sqlite.insert if is_sqlite(connection.engine.url) else postgresql.insert
    statement = build(table)
    keys = [column.name for column in table.primary_key]
    others = {column.name: statement.excluded[column.name] for column in table.columns if column.name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=others)


def is_passing(error: Exception) -> bool:
    """Whether trying again later may help: a lock not got in time, a timeout, a server that is away."""
    if isinstance(error, PoolTimeout):
        return True
    if not isinstance(error, DBAPIError):
        return False
    if error.connection_invalidated:
        return True
    cause = error.orig
    if isinstance(cause, sqlite3.OperationalError):
        return getattr(cause, "sqlite_errorcode", 0) & _PRIMARY_CODE in _PASSING_CODES
    state = getattr(cause, "sqlstate", None)
    is_away = state is None and type(cause).__name__ in ("OperationalError", "ConnectionTimeout", "InterfaceError")
    # Classes 08 (connection) and 57P (the server is stopping or starting).
    return is_away or state in _PASSING_STATES or str(state).startswith(("08", "57P"))


def open_autocommit(engine: Engine) -> Any:
    """A driver's own connection, kept out of the pool, whose every query sees the last commit. The caller closes it."""
    pooled = engine.raw_connection()
    raw: Any = pooled.dbapi_connection
    pooled.detach()
    if not is_sqlite(engine.url):
        raw.autocommit = True
    return raw


def raw_query(engine: Engine, query: str) -> str:
    """A driver's query with its own mark for a value in place of `?`."""
    return query if is_sqlite(engine.url) else query.replace("?", "%s")


def fetch_raw(connection: Any, query: str, values: Sequence[object]) -> Any | None:
    """The first row of a query, straight from the driver's connection."""
    return connection.execute(query, values).fetchone()


@contextmanager
def hold_work(engine: Engine, work: str) -> Iterator[bool]:
    """Whether this process may do the work of `WORK_LOCKS` while the block runs, or another one does it.

    The system takes the lock away from a process that is killed.
    """
    file = find_file(engine.url)
    if file is not None:
        with Path(f"{file}-{work}").open("a") as claim:
            yield _try_until(0, lambda: fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB))
        return
    raw = open_autocommit(engine)
    try:
        yield bool(fetch_raw(raw, "SELECT pg_try_advisory_lock(%s)", (WORK_LOCKS[work],))[0])  # type: ignore[index]
    finally:
        raw.close()
