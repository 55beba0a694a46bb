"""How soon a write can be found: in the worker that wrote it, and in another one."""

import http.client
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from random import Random
from urllib.parse import urlencode, urlsplit

from app.clients.geocoders import make_geocoding
from app.deps import Runtime, start_runtime
from app.services.activities import open_writer, write_activities
from app.services.sample import generate
from app.settings import Settings
from bench.spread import percentile

GEMEENTE = "GM0518"
LIMIT_S = 10.0
MOST_PAUSE_S = 0.05
"""Pauses of random length, so that writes do not fall into step with the other worker's looks at the log."""


@dataclass(frozen=True)
class Visible:
    """Milliseconds from commit until a worker shows the write, and of the write itself."""

    write_p50_ms: float
    own_p50_ms: float
    own_p99_ms: float
    other_p50_ms: float
    other_p99_ms: float
    writes: int


@dataclass(frozen=True)
class _Edit:
    external_id: str
    title: str
    seq: int


def measure_visibility(database_url: str, snapshot_folder: Path, other_url: str, writes: int) -> Visible:
    """Edit one extra activity again and again; `other_url` is a server on the same database.

    Raises TimeoutError when a write is not visible within ten seconds.
    """
    with _own_worker(database_url, snapshot_folder) as runtime, _closing(other_url) as connection:
        write = _make_write(runtime)
        written: list[float] = []
        own: list[float] = []
        other: list[float] = []
        rng = Random(1)
        for number in range(writes):
            started = time.perf_counter()
            edit = write(number)
            committed = time.perf_counter()
            written.append(committed - started)
            if number % 2:
                runtime.follower.catch_up(edit.seq)
                own.append(time.perf_counter() - committed)
            else:
                _await_title(connection, edit.external_id, edit.title)
                other.append(time.perf_counter() - committed)
            time.sleep(rng.uniform(0, MOST_PAUSE_S))
    return Visible(
        write_p50_ms=1000 * percentile(written, 50),
        own_p50_ms=1000 * percentile(own, 50),
        own_p99_ms=1000 * percentile(own, 99),
        other_p50_ms=1000 * percentile(other, 50),
        other_p99_ms=1000 * percentile(other, 99),
        writes=writes,
    )


@contextmanager
def _own_worker(database_url: str, snapshot_folder: Path) -> Iterator[Runtime]:
    """What a worker holds besides HTTP, in this process."""
    settings = Settings(database_url=database_url, cache_dir=snapshot_folder)
    runtime = start_runtime(settings, partial(make_geocoding, settings))
    try:
        yield runtime
    finally:
        runtime.stop()


def _make_write(runtime: Runtime) -> Callable[[int], _Edit]:
    draft = next(generate(0, 1, [GEMEENTE], date.today()))
    writer = open_writer(runtime.engine)
    stamp = time.time_ns()

    def write(number: int) -> _Edit:
        title = f"Meting {stamp} nummer {number}."
        edited = replace(draft, texts=replace(draft.texts, title=title))
        (result,) = write_activities(runtime.engine, [edited], now=datetime.now(UTC), writer=writer)
        if result.seq is None:
            raise RuntimeError(f"nothing was written: {result}")
        return _Edit(draft.source.external_id, title, result.seq)

    return write


@contextmanager
def _closing(url: str) -> Iterator[http.client.HTTPConnection]:
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=LIMIT_S)
    try:
        yield connection
    finally:
        connection.close()


def _await_title(connection: http.client.HTTPConnection, external_id: str, title: str) -> None:
    """Search until the card has the new title: one item could be read from the database ahead of the searches."""
    asked = {"externalId": external_id, "status": "*", "freshness": "*"}
    path, wanted = f"/v1/activities?{urlencode(asked)}", title.encode()
    deadline = time.perf_counter() + LIMIT_S
    while time.perf_counter() < deadline:
        connection.request("GET", path)
        if wanted in connection.getresponse().read():
            return
        time.sleep(0.0005)
    raise TimeoutError(f"a write was not visible within {LIMIT_S:.0f} s")
