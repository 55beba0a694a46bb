"""Measures one catalogue: every row against the bare FastAPI, one after the other within each round."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import httpx

from app.domain.listing import Listing
from bench.questions import draw_distinct, item_path, search_path
from bench.rows import Row
from bench.servers import Running
from bench.spread import Spread, ratios, spread_of
from bench.wrk import LoadError, Run, run_wrk

CONNECTIONS = 8
MOST_PATHS = 20_000
CHECKED = 200
ATTEMPTS = 3
REQUEST_TIMEOUT_S = 120.0


class WrongAnswer(Exception):
    """A server answers a question of the benchmark with an error, with nothing, or with something impossible."""


@dataclass(frozen=True)
class Plan:
    """How long and how often: `rounds` runs of whole `seconds` each."""

    rounds: int = 5
    seconds: int = 2


@dataclass(frozen=True)
class Asked:
    """The addresses of one row and, of those that were tried out, the median number of activities found."""

    paths: tuple[str, ...]
    total: float | None


@dataclass(frozen=True)
class Timed:
    """A run, and the microseconds of processor time its server used for each answer."""

    run: Run
    cpu_us: float


@dataclass(frozen=True)
class Latency:
    """Of half of the answers and of 99 in 100, in milliseconds."""

    p50_ms: float
    p99_ms: float


@dataclass(frozen=True)
class Measured:
    """One row on one server.

    per_s: answers per second with eight clients. ratio: the same over those of the bare FastAPI of the same round.
    cpu_us: microseconds of processor time for an answer. cpu_ratio: those of the bare FastAPI over these; other work on
    the machine disturbs it less. bare_per_s: the yardstick. many, one: latency with eight clients and with one.
    """

    row: Row
    asked: Asked
    per_s: Spread
    ratio: Spread
    cpu_ratio: Spread
    cpu_us: Spread
    bare_per_s: Spread
    many: Latency
    one: Latency


def draw_paths(row: Row, anchors: Sequence[Listing], themes: Sequence[str], most: int = MOST_PATHS) -> tuple[str, ...]:
    """The distinct addresses of a row on Wegwijzer; the same on every run with the same data."""
    rng = Random(row.name.partition(", cached")[0].partition(", 304")[0])
    most = 1 if row.is_caching else most
    if row.draw is None:
        return tuple(item_path(anchor) for anchor in rng.sample(list(anchors), min(most, len(anchors))))
    return tuple(search_path(question) for question in draw_distinct(row.draw(rng, anchors, themes), most))


def check_answers(url: str, paths: Sequence[str], most: int) -> Asked:
    """Try the first paths out. `most`: how many activities there are at all.

    Raises WrongAnswer naming the path when an answer is no 200, finds nothing, or more than there is.
    """
    totals = []
    with httpx.Client(base_url=url, timeout=REQUEST_TIMEOUT_S, trust_env=False) as client:
        for path in paths[:CHECKED]:
            answer = client.get(path)
            if answer.status_code != httpx.codes.OK:
                raise WrongAnswer(f"{path} answers {answer.status_code}: {answer.text[:500]}")
            total = total_of(answer.json())
            if total is None:
                continue
            if not 1 <= total <= most:
                raise WrongAnswer(f"{path} finds {total} of {most} activities")
            totals.append(total)
    return Asked(tuple(paths), median(totals) if totals else None)


def total_of(body: Any) -> int | None:
    """How many were found: Wegwijzer's `total`, datasette's count of a table or rows of a query; None for an item
    and for next steps."""
    if "total" in body:
        return int(body["total"])
    if "filtered_table_rows_count" in body:
        return int(body["filtered_table_rows_count"])
    if "rows" in body and "query_name" in body:
        return len(body["rows"])
    return None


@dataclass(frozen=True)
class Meter:
    """Measures rows against one running bare FastAPI."""

    hello: Running
    plan: Plan

    def measure(self, row: Row, asked: Asked, server: Running) -> Measured:
        """All rounds of one row. Raises LoadError when a run gives no number to trust."""
        bare: list[Timed] = []
        many: list[Timed] = []
        one: list[Timed] = []
        first, seconds = asked.paths[0] if row.is_revalidating else None, self.plan.seconds
        with path_files(asked.paths) as (paths, root):
            for number in range(self.plan.rounds):
                skip = number * len(asked.paths) // self.plan.rounds
                ask_bare = partial(_run, self.hello, root, None, seconds=seconds, skip=0)
                ask = partial(_run, server, paths, first, seconds=seconds, skip=skip)
                bare.append(time_run(self.hello, partial(ask_bare, connections=CONNECTIONS)))
                many.append(time_run(server, partial(ask, connections=CONNECTIONS)))
                one.append(time_run(server, partial(ask, connections=1)))
        measured = Measured(
            row,
            asked,
            per_s=spread_of(each.run.per_s for each in many),
            ratio=ratios([each.run.per_s for each in many], [each.run.per_s for each in bare]),
            cpu_ratio=ratios([each.cpu_us for each in bare], [each.cpu_us for each in many]),
            cpu_us=spread_of(each.cpu_us for each in many),
            bare_per_s=spread_of(each.run.per_s for each in bare),
            many=latency_of(many),
            one=latency_of(one),
        )
        tell(f"  {row.name}: {measured.ratio} x hello, by CPU {measured.cpu_ratio}, {measured.per_s} per second")
        return measured


def time_run(server: Running, run: Callable[[], Run]) -> Timed:
    """A run with the processor time that the server spent on an answer."""
    before = server.cpu_s()
    done = run()
    return Timed(done, 1e6 * (server.cpu_s() - before) / done.requests)


def latency_of(runs: Sequence[Timed]) -> Latency:
    """The median over the runs of what each run saw."""
    return Latency(median(each.run.p50_ms for each in runs), median(each.run.p99_ms for each in runs))


def _run(server: Running, paths: Path, first: str | None, *, seconds: int, connections: int, skip: int) -> Run:
    """One run; `first` is the address to revalidate, None when answers are asked in full."""
    if first is None:
        return run_wrk(server.url, paths, seconds=seconds, connections=connections, skip=skip)
    return retry_while_stale(
        lambda: fetch_tag(server.url, first),
        lambda tag: run_wrk(server.url, paths, seconds=seconds, connections=connections, if_none_match=tag),
    )


def retry_while_stale(fetch: Callable[[], str], run: Callable[[str], Run]) -> Run:
    """A run counts when the entity tag was the same before and after it: then every answer was a 304.

    Tags of lists hold the minute, so a run may have to be done again. Raises LoadError after three attempts.
    """
    before = fetch()
    for _ in range(ATTEMPTS):
        done, after = run(before), fetch()
        if before == after:
            return done
        before = after
    raise LoadError("the entity tag changed during every run")


def fetch_tag(url: str, path: str) -> str:
    """The entity tag of an address, uncompressed, after making sure that it does give a 304."""
    plain = {"accept-encoding": "identity"}
    with httpx.Client(base_url=url, timeout=REQUEST_TIMEOUT_S, trust_env=False, headers=plain) as client:
        tag: str = client.get(path).headers["etag"]
        answer = client.get(path, headers={"if-none-match": tag})
        if answer.status_code != httpx.codes.NOT_MODIFIED and client.get(path).headers["etag"] == tag:
            raise WrongAnswer(f"{path} answers {answer.status_code} to its own entity tag")
        return tag


@contextmanager
def path_files(paths: Sequence[str]) -> Iterator[tuple[Path, Path]]:
    """The paths as a file, one a line, and beside it a file with the path `/` for the bare FastAPI."""
    with TemporaryDirectory(prefix="wegwijzer-bench-") as folder:
        asked, root = Path(folder) / "paths", Path(folder) / "root"
        asked.write_text("".join(f"{path}\n" for path in paths))
        root.write_text("/\n")
        yield asked, root


def tell(text: str) -> None:
    """Progress, for the person who waits."""
    print(text, file=sys.stderr, flush=True)
