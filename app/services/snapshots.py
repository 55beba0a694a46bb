"""The catalogue of a worker: opened from the snapshot files of its database, built first when they must be."""

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path

from sqlalchemy import Connection, Engine

from app.catalogue.builder import Generation, build, check_files, discard, find_generation, lock, open_segment
from app.catalogue.catalogue import Catalogue
from app.catalogue.compaction import LEAST_WRITTEN, Keeper
from app.catalogue.segment import Segment
from app.errors import Unavailable
from app.services.themes import load_themes
from app.store.activities import count_rows, iterate_index
from app.store.changes import current_seq, read_changes, read_mark
from app.store.unit_of_work import read_connection

TEND_EVERY_S = 1.0
BUILD_APART_FROM = 20_000
"""From so many activities the files are built by a process of its own: what it needs does not stay with the worker."""

logger = logging.getLogger(__name__)


def open_catalogue(engine: Engine, folder: Path, database_url: str) -> tuple[Catalogue, Keeper]:
    """The catalogue up to the snapshot's change (the follower does the rest), and what keeps its base small.

    Raises Unavailable when the snapshot cannot be written.
    """
    try:
        generation = _obtain(engine, folder, database_url)
        base = _try_open(generation)
        if base is None:
            with lock(folder):
                discard(folder, generation)
            generation = _obtain(engine, folder, database_url)
            base = open_segment(generation)
    except OSError as error:
        raise Unavailable(f"The search snapshot cannot be made in {folder}: {error.strerror}.") from error
    catalogue = Catalogue(_broader())
    catalogue.adopt(base, generation.seq)
    return catalogue, Keeper(catalogue, folder, generation)


def _obtain(engine: Engine, folder: Path, database_url: str) -> Generation:
    with read_connection(engine) as connection:
        is_large = count_rows(connection) >= BUILD_APART_FROM
        generation = _find_usable(folder, connection)
    if generation is None and is_large:
        _build_apart(folder, database_url)
    return generation or ensure_snapshot(engine, folder)


def _try_open(generation: Generation) -> Segment | None:
    """The base; None when its files are damaged, in whatever way, or a newer one has just taken their place."""
    try:
        check_files(generation)
        return open_segment(generation)
    except Exception as error:
        logger.warning("the search snapshot cannot be read and is made again: %s: %s", type(error).__name__, error)
        return None


def ensure_snapshot(engine: Engine, folder: Path) -> Generation:
    """The snapshot files of this database; built when there are none, or too much was written since. One builds, the
    others wait for it. Raises OSError when the folder cannot be written."""
    with lock(folder), read_connection(engine) as connection:
        held = _find_usable(folder, connection)
        if held is not None:
            return held
        logger.info("building the search snapshot")
        seq = current_seq(connection)
        mark = read_mark(connection, seq) or ""
        return build(folder, iterate_index(connection), seq, _broader(), source=_source(connection), mark=mark)


def _find_usable(folder: Path, connection: Connection) -> Generation | None:
    """The snapshot in force, when it is of this database, of its present history, and not too far behind."""
    held = find_generation(folder, _source(connection))
    if held is None or read_mark(connection, held.seq) != held.mark:
        return None
    behind = current_seq(connection) - held.seq
    return held if behind < max(LEAST_WRITTEN, count_rows(connection) // 8) else None


def _broader() -> dict[str, str]:
    return {theme.id: theme.broader for theme in load_themes() if theme.broader is not None}


def _source(connection: Connection) -> str:
    """Which database the files are of: its first change tells; with the theme scheme, which the facets depend on."""
    first = read_changes(connection, 0, 1)
    return blake2b(repr((first, sorted(_broader().items()))).encode(), digest_size=12).hexdigest()


def _build_apart(folder: Path, database_url: str) -> None:
    environment = os.environ | {"WEGWIJZER_DATABASE_URL": database_url, "WEGWIJZER_CACHE_DIR": str(folder)}
    done = subprocess.run([sys.executable, "-m", "app.cli", "snapshot"], env=environment, check=False)
    if done.returncode:
        logger.warning("the process that builds the snapshot ended with %d", done.returncode)


class Tender:
    """Calls something every second in a thread of its own, until stopped."""

    def __init__(self, tend: Callable[[], None]) -> None:
        self._tend = tend
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="tender", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End, after the present call."""
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopping.wait(TEND_EVERY_S):
            try:
                self._tend()
            except Exception:
                logger.exception("the search snapshot could not be tended")
