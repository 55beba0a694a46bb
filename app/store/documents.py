"""Single documents by primary key, without the ORM: what a full item costs when it is in no cache."""

import threading
from typing import Any, NamedTuple, Protocol

from sqlalchemy import Connection, Engine

from app.store.dialect import DRIVER_ERRORS, fetch_raw, open_autocommit, raw_query
from app.store.unit_of_work import translate_faults, unavailable

_QUERY = "SELECT version, document FROM activity WHERE id = ?"


class VersionedDocument(NamedTuple):
    """A document with the version it belongs to, read together."""

    version: int
    document: str


class Documents(Protocol):
    """Where documents are read by id."""

    def read(self, activity_id: str) -> VersionedDocument | None:
        """The document of one activity, a tombstone too; None when there is none."""
        ...


class DocumentsAt:
    """Documents as they are in the transaction of one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._query = raw_query(connection.engine, _QUERY)

    def read(self, activity_id: str) -> VersionedDocument | None:
        """The document of one activity, a tombstone too; None when there is none."""
        row = fetch_raw(self._connection.connection.dbapi_connection, self._query, (activity_id,))
        return None if row is None else VersionedDocument(*row)


class DocumentReader:
    """Reads documents for the life of a process, from any thread, on one kept connection.

    A read takes microseconds on a SQLite file and one round trip to a server; taking a connection from the pool for
    each would cost more than the read itself. A connection that broke is replaced once within the same read.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._query = raw_query(engine, _QUERY)
        self._lock = threading.Lock()
        self._kept: Any | None = None

    def read(self, activity_id: str) -> VersionedDocument | None:
        """The last committed document of one activity, a tombstone too; None when there is none.

        Raises:
            Unavailable: the database is away.
        """
        if "\0" in activity_id:
            return None  # what no text in PostgreSQL can hold is the id of nothing
        with self._lock:
            try:
                row = self._fetch(activity_id)
            except DRIVER_ERRORS:
                self._drop()
                try:
                    row = self._fetch(activity_id)
                except DRIVER_ERRORS as error:
                    self._drop()
                    raise unavailable() from error
        return None if row is None else VersionedDocument(*row)

    def close(self) -> None:
        """Close the kept connection; a later read opens another."""
        with self._lock:
            self._drop()

    def _fetch(self, activity_id: str) -> Any | None:
        if self._kept is None:
            with translate_faults():
                self._kept = open_autocommit(self._engine)
        return fetch_raw(self._kept, self._query, (activity_id,))

    def _drop(self) -> None:
        if self._kept is not None:
            self._kept.close()
            self._kept = None
