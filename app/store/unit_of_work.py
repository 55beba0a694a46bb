"""Transactions: the only places where one begins and ends. Code below the edge only flushes and never retries."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeAlias

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from app.errors import Unavailable
from app.store.dialect import WRITE, is_passing, snapshot_options

Database: TypeAlias = Session | Connection
"""What store functions that read take: inside a writing transaction its session, else a read connection."""

RETRY_AFTER_S = 2


def connection_of(database: Database) -> Connection:
    """The Core connection behind a session, or the connection itself."""
    return database.connection() if isinstance(database, Session) else database


def unavailable() -> Unavailable:
    """The error for a passing fault; the text of the database may hold values, so it stays in the cause."""
    headers = {"Retry-After": str(RETRY_AFTER_S)}
    dutch = "De database is bezet of weg. Probeer het zo weer."
    return Unavailable("The database is busy or away; try again in a moment.", detail_nl=dutch, headers=headers)


@contextmanager
def translate_faults() -> Iterator[None]:
    """Turn a passing fault of the database into `Unavailable`; every other fault passes as it is.

    Raises:
        Unavailable: a lock was not got in time, a statement took too long, or the server is away.
    """
    try:
        yield
    except SQLAlchemyError as error:
        if not is_passing(error):
            raise
        raise unavailable() from error


@contextmanager
def write_transaction(engine: Engine, *, rehearse: bool = False) -> Iterator[Session]:
    """One writing transaction: committed when the block ends, rolled back when it raises.

    rehearse: everything happens as it would, change numbers included, and is taken back at the end (test keys, dryRun).
    Writers take turns from their first statement on, so what was read in the block cannot change before it commits.

    Raises:
        Unavailable: another writer held its turn too long, or the database is away; nothing was written, except that a
            connection lost during the commit itself leaves open whether it was.
    """
    with (
        translate_faults(),
        engine.connect().execution_options(**{WRITE: True}) as connection,
        connection.begin() as turn,
    ):
        with Session(bind=connection, autoflush=True, expire_on_commit=False) as session:
            yield session
            session.flush()
        if rehearse:
            turn.rollback()


def open_reader(engine: Engine) -> Connection:
    """A connection for someone who reads for a long time and begins each transaction; each sees one moment.

    The caller closes it, and invalidates it first when the database went away.
    """
    return engine.connect().execution_options(**snapshot_options(engine))


@contextmanager
def read_connection(engine: Engine) -> Iterator[Connection]:
    """A connection that only reads, all from one moment: what others commit meanwhile is not seen.

    Raises:
        Unavailable: the database is away or the pool is used up.
    """
    with (
        translate_faults(),
        open_reader(engine) as connection,
        connection.begin(),
    ):
        yield connection


@contextmanager
def read_session(engine: Engine) -> Iterator[Session]:
    """As `read_connection`, for store functions that take a session."""
    with read_connection(engine) as connection, Session(bind=connection, autoflush=False) as session:
        yield session
