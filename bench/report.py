"""The table, for a terminal and for bench/RESULTS.md."""

import platform
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import psutil

from bench.measure import Measured
from bench.rival import FACETS, VERSION
from bench.run import Result, SizeResult
from bench.spread import Spread, show, spread_of
from bench.visibility import Visible

TARGET_SIZE = 200_000
"""The promised ratios hold at this size."""
PACKAGES = ("fastapi", "starlette", "uvicorn", "uvloop", "httptools", "numpy", "orjson", "sqlalchemy")

HEADER = (
    "activities", "row", "found", "addresses", "per second", "x hello (min–max)", "promised", "x hello by CPU",
    "8 clients p50/p99 ms", "1 client p50/p99 ms", "datasette per second", "x datasette",
)  # fmt: skip


def make_table(sizes: Sequence[SizeResult]) -> list[list[str]]:
    """The header and a line for every row at every size."""
    lines = [[_line(one, measured) for measured in one.rows] for one in sizes]
    return [list(HEADER), *(line for group in lines for line in group)]


def _line(one: SizeResult, measured: Measured) -> list[str]:
    row, beside = measured.row, one.datasette.get(measured.row.name)
    target = row.target if one.size >= TARGET_SIZE else None
    return [
        f"{one.size:,}",
        row.name,
        "–" if measured.asked.total is None else f"{measured.asked.total:,.0f}",
        f"{len(measured.asked.paths):,}",
        show(measured.per_s.middle),
        str(measured.ratio),
        judge(measured.ratio, target),
        show(measured.cpu_ratio.middle),
        _pair(measured.many.p50_ms, measured.many.p99_ms),
        _pair(measured.one.p50_ms, measured.one.p99_ms),
        show(beside.per_s.middle) if beside else "too slow" if row.name in one.datasette else "–",
        show(measured.per_s.middle / beside.per_s.middle) if beside else "–",
    ]


def judge(ratio: Spread, target: float | None) -> str:
    """The promised ratio and whether the median reaches it; a dash where nothing was promised."""
    if target is None:
        return "–"
    return f"≥ {target}: {'yes' if ratio.middle >= target else 'NO'}"


def _pair(p50: float, p99: float) -> str:
    return f"{show(p50)} / {show(p99)}"


def describe(result: Result) -> Iterator[str]:
    """What the table does not hold, one fact a line."""
    bare = spread_of(measured.bare_per_s.middle for one in result.sizes for measured in one.rows)
    yield f"Bare FastAPI: {bare} answers per second, private memory {result.hello_bytes / 1e6:.0f} MB."
    for one in result.sizes:
        yield describe_size(one)
    if result.postgres is not None:
        yield (
            f"PostgreSQL, {result.postgres.size:,} activities: written at {result.postgres.rows_per_s:,.0f} per "
            f"second. {_describe_visible(result.postgres.visible)} (Its fsync is off: only visibility is measured.)"
        )
    yield from _describe_growth(result.sizes)


def describe_size(one: SizeResult) -> str:
    """What is measured once for a catalogue."""
    return (
        f"{one.size:,} activities: written at {one.rows_per_s:,.0f} per second (generating included); cold start "
        f"{one.cold_s:.1f} s, warm start {one.warm_s:.1f} s; private memory (USS) of the worker after load "
        f"{one.private_bytes / 1e6:.0f} MB. {_describe_visible(one.visible)}"
    )


def _describe_visible(visible: Visible) -> str:
    return (
        f"From commit to visible, p50 / p99: own worker {_pair(visible.own_p50_ms, visible.own_p99_ms)} ms, other "
        f"worker {_pair(visible.other_p50_ms, visible.other_p99_ms)} ms; one write takes "
        f"{show(visible.write_p50_ms)} ms ({visible.writes} writes)."
    )


def _describe_growth(sizes: Sequence[SizeResult]) -> Iterator[str]:
    """How the p99 of questions with a place grows from the smallest to the largest catalogue; promised: below 3."""
    if len(sizes) < 2:
        return
    small, large = min(sizes, key=lambda one: one.size), max(sizes, key=lambda one: one.size)
    before = {measured.row.name: measured for measured in small.rows}
    grown = [
        f"{after.row.name} {show(after.one.p99_ms / before[after.row.name].one.p99_ms)}"
        for after in large.rows
        if after.row.has_place
    ]
    if grown:
        yield (
            f"p99 with one client, times that at {small.size:,} when there are {large.size:,} (promised < 3 from "
            f"10,000 to 1,000,000): {', '.join(grown)}."
        )


def to_text(table: Sequence[Sequence[str]]) -> str:
    """The table in columns of equal width."""
    widths = [max(len(line[at]) for line in table) for at in range(len(table[0]))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in table)


def to_markdown(result: Result, command: str, now: datetime) -> str:
    """The whole of bench/RESULTS.md."""
    table = make_table(result.sizes)
    rows = ["| " + " | ".join(line) + " |" for line in table]
    ruler = "|" + "---|" * len(table[0])
    facts = "\n".join(f"- {fact}" for fact in describe(result))
    plan = result.plan
    return f"""# Results of the benchmark

Measured on {now.astimezone(UTC):%Y-%m-%d %H:%M} UTC with `{command}`: the median of {plan.rounds} rounds of
{plan.seconds} s. In each round the bare FastAPI, Wegwijzer with eight clients and Wegwijzer with one client take turns;
a ratio compares with the bare FastAPI of the same round.

Machine: {describe_machine()}. Load average before the run: {result.load_before:.2f}.

{chr(10).join([rows[0], ruler, *rows[1:]])}

{facts}

## How to read it

- *x hello*: answers per second over those of a bare FastAPI `async def` endpoint; both run one worker on uvloop and
  httptools without an access log and are loaded by `wrk -t1 -c8` on the same machine.
- *x hello by CPU*: the processor time a bare answer takes over that of an answer of ours; other work on the machine
  disturbs it less than answers per second.
- *found*: the median total of the questions that were tried out first. *addresses*: how many different ones were asked
  in turn. Rows that do not say *cached* or *304* run with the cache of answers off.
- *near* asks without a radius, so everything is in the answer, sorted by distance; *combined* is age, theme, free and
  3 km; *all facets* is every facet of the API.
- *datasette*: version {VERSION} on a SQLite file with the same activities, cards, indexes and full-text index, one
  process, {len(FACETS) + 1} facets. Its task is easier: only activities that are shown now, their state worked out
  beforehand, sorted by start (by distance only without a radius), facets that do not ignore their own filter.
- *written*: through the write path, batches of 1000, SQLite with `synchronous=FULL`.
"""


def describe_machine() -> str:
    """Processor, cores, memory, Python and the packages that matter."""
    memory = psutil.virtual_memory().total / 2**30
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        f"{_cpu_model()}, {psutil.cpu_count()} cores, {memory:.0f} GiB, {platform.system()} {platform.release()}, "
        f"Python {sys.version.split()[0]}, {packages}"
    )


def _cpu_model() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")
