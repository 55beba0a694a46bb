"""One whole run: every catalogue, every server, and what else is promised about them."""

import os
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from app.domain.listing import Listing
from app.services.themes import load_themes
from bench.beside import measure_datasette
from bench.data import Dataset, Made, generate, prepare
from bench.measure import Measured, Meter, Plan, check_answers, draw_paths, tell
from bench.questions import read_anchors
from bench.rows import ROWS, Row
from bench.servers import Running, run_hello, run_wegwijzer
from bench.visibility import Visible, measure_visibility
from tests.support.postgres import find_postgres_bin, run_cluster

BUSY = 0.5
"""A load average that other work adds to what is measured."""


@dataclass(frozen=True)
class Wanted:
    """What a run is asked to do. rows: names of rows, empty = all. writes: for the time until a write is visible."""

    sizes: tuple[int, ...]
    plan: Plan
    cache: Path
    writes: int = 400
    rows: tuple[str, ...] = ()
    has_datasette: bool = True
    has_postgres: bool = True
    postgres_size: int = 10_000

    def chosen(self, *, is_caching: bool) -> list[Row]:
        """The rows to measure with the cache of answers on or off."""
        return [row for row in ROWS if row.is_caching is is_caching and (not self.rows or row.name in self.rows)]


@dataclass(frozen=True)
class SizeResult:
    """Everything about one catalogue. Times in seconds, memory in bytes; datasette by name of the row, None where it
    gave no answer in time."""

    size: int
    rows_per_s: float
    cold_s: float
    warm_s: float
    private_bytes: int
    rows: tuple[Measured, ...]
    datasette: dict[str, Measured | None]
    visible: Visible


@dataclass(frozen=True)
class PostgresResult:
    """The write path on PostgreSQL with `size` activities."""

    size: int
    rows_per_s: float
    visible: Visible


@dataclass(frozen=True)
class Result:
    """A whole run. load_before: the load average of the minute before it, by other work. hello_bytes: private memory of
    the yardstick. postgres: None when it was not measured."""

    plan: Plan
    load_before: float
    hello_bytes: int
    sizes: tuple[SizeResult, ...]
    postgres: PostgresResult | None


def run(wanted: Wanted, show_size: Callable[[SizeResult], None]) -> Result:
    """Prepare the catalogues, then measure them one after another. Raises LoadError and WrongAnswer.

    `show_size` gets each size as soon as it is done, so that what fails later does not lose it.
    """
    load_before = os.getloadavg()[0]
    if load_before > BUSY:
        tell(f"The machine is busy (load {load_before:.1f}): read the numbers with care.")
    tell(f"Data in {wanted.cache}")
    data = [prepare(size, wanted.cache) for size in wanted.sizes]
    postgres = _measure_postgres(wanted) if wanted.has_postgres else None
    sizes = []
    with run_hello() as hello:
        for one in data:
            sizes.append(_measure_size(one, hello, wanted))
            show_size(sizes[-1])
        hello_bytes = hello.private_bytes()
    return Result(wanted.plan, load_before, hello_bytes, tuple(sizes), postgres)


def _measure_size(data: Dataset, hello: Running, wanted: Wanted) -> SizeResult:
    tell(f"{data.size} activities")
    now = int(time.time()) // 60
    anchors, meter = read_anchors(data.file, now), Meter(hello, wanted.plan)
    shutil.rmtree(data.snapshot_folder, ignore_errors=True)
    with run_wegwijzer(data, is_caching=False) as server:
        cold_s = server.start_s
        tell(f"  cold start {cold_s:.1f} s")
        uncached = _measure_rows(meter, wanted.chosen(is_caching=False), anchors, server, data.size)
        private_bytes = server.private_bytes()
    with run_wegwijzer(data, is_caching=True) as server:
        warm_s = server.start_s
        tell(f"  warm start {warm_s:.1f} s, private memory {private_bytes / 1e6:.0f} MB")
        cached = _measure_rows(meter, wanted.chosen(is_caching=True), anchors, server, data.size)
        visible = measure_visibility(data.url, data.snapshot_folder, server.url, wanted.writes)
    beside = {}
    if wanted.has_datasette:
        rows, themes = [row for row in wanted.chosen(is_caching=False) if row.is_search], top_themes()
        beside = measure_datasette(data, rows, anchors=anchors, themes=themes, meter=meter, cache=wanted.cache)
    return SizeResult(
        data.size, data.made.rows_per_s, cold_s, warm_s, private_bytes, (*uncached, *cached), beside, visible
    )


def _measure_rows(
    meter: Meter, rows: Sequence[Row], anchors: Sequence[Listing], server: Running, size: int
) -> list[Measured]:
    """Try every row out before the first is measured."""
    themes = top_themes()
    # One more than was generated: measuring visibility leaves one activity behind.
    asked = [check_answers(server.url, draw_paths(row, anchors, themes), size + 1) for row in rows]
    return [meter.measure(row, each, server) for row, each in zip(rows, asked, strict=True)]


def _measure_postgres(wanted: Wanted) -> PostgresResult | None:
    bin_dir = find_postgres_bin()
    if bin_dir is None:
        tell("PostgreSQL is not installed: not measured")
        return None
    tell(f"PostgreSQL, {wanted.postgres_size} activities")
    with run_cluster(bin_dir) as cluster, cluster.fresh_database() as url, TemporaryDirectory() as folder:
        made = Made("", "", wanted.postgres_size, generate(url, wanted.postgres_size))
        data = Dataset(Path(folder), made, url)
        with run_wegwijzer(data, is_caching=True) as server:
            visible = measure_visibility(url, data.snapshot_folder, server.url, wanted.writes)
    return PostgresResult(wanted.postgres_size, made.rows_per_s, visible)


def top_themes() -> list[str]:
    """The themes that hold others."""
    return [theme.id for theme in load_themes() if not theme.broader]
