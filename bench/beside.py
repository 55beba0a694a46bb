"""Runs datasette beside Wegwijzer on the same questions."""

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import httpx

from app.domain.listing import Listing
from bench import rival
from bench.data import Dataset
from bench.measure import CONNECTIONS, REQUEST_TIMEOUT_S, Measured, Meter, WrongAnswer, check_answers, tell
from bench.questions import draw_distinct
from bench.rows import Row
from bench.servers import Running, run_datasette
from bench.wrk import LoadError

MOST_ROUNDS = 3
MOST_SECONDS = 20
SLOW_SECONDS = 5
"""Runs that must be longer than this are done once: their numbers are not close to anything."""
MOST_PATHS = 2_000
TRIED = 3


def measure_datasette(
    data: Dataset,
    rows: Sequence[Row],
    *,
    anchors: Sequence[Listing],
    themes: Sequence[str],
    meter: Meter,
    cache: Path,
) -> dict[str, Measured | None]:
    """Every uncached row on datasette, by name; None where no answer came within the longest run.

    Installs datasette in the cache folder the first time; its database is made anew, since it holds what is shown now.
    """
    tell("  datasette")
    program, database = rival.install(cache / "datasette"), data.folder / "beside.db"
    rival.build_database(data.file, database, int(time.time()) // 60)
    with run_datasette(program, database) as server:
        return {row.name: _measure(row, _paths(row, anchors, themes, database), meter, server, data) for row in rows}


def _paths(row: Row, anchors: Sequence[Listing], themes: Sequence[str], database: Path) -> list[str]:
    rng = Random(row.name)
    if row.draw is None:
        return [rival.item_path(database, anchor.id) for anchor in anchors[:MOST_PATHS]]
    questions = draw_distinct(row.draw(rng, anchors, themes), MOST_PATHS)
    return [rival.search_path(database, question) for question in questions]


def _measure(row: Row, paths: list[str], meter: Meter, server: Running, data: Dataset) -> Measured | None:
    asked = replace(check_answers(server.url, paths[:TRIED], data.size + 1), paths=tuple(paths))
    seconds = _long_enough(_time_one(server.url, paths[-1]), meter.plan.seconds)
    rounds = 1 if seconds > SLOW_SECONDS else min(MOST_ROUNDS, meter.plan.rounds)
    plan = replace(meter.plan, rounds=rounds, seconds=seconds)
    try:
        return replace(meter, plan=plan).measure(row, asked, server)
    except LoadError as error:
        tell(f"  {row.name}: {error}")
        return None


def _time_one(url: str, path: str) -> float:
    started = time.perf_counter()
    answer = httpx.get(f"{url}{path}", timeout=REQUEST_TIMEOUT_S, trust_env=False)
    if answer.status_code != httpx.codes.OK:
        raise WrongAnswer(f"{path} answers {answer.status_code}: {answer.text[:500]}")
    return time.perf_counter() - started


def _long_enough(one_s: float, seconds: int) -> int:
    """Long enough for every client to get its answer even when they wait for one another."""
    return min(MOST_SECONDS, max(seconds, round(2 * CONNECTIONS * one_s)))
