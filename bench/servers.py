"""The servers that are measured, each one process on the loopback address that ends with its `with` block."""

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from bench.data import Dataset
from tests.support.server import ServerProcess

READY_WITHIN_S = 900.0


@dataclass(frozen=True)
class Running:
    """A server that answers: where, in which process, and the seconds from its start to its first ready answer."""

    url: str
    pid: int
    start_s: float

    def cpu_s(self) -> float:
        """Processor time it has used so far, all threads together."""
        times = psutil.Process(self.pid).cpu_times()
        return float(times.user + times.system)

    def private_bytes(self) -> int:
        """USS: the memory that would be free if it ended; with its children, if it has any."""
        root = psutil.Process(self.pid)
        return sum(int(process.memory_full_info().uss) for process in (root, *root.children(recursive=True)))


@contextmanager
def run_hello() -> Iterator[Running]:
    """A bare FastAPI with one async endpoint at `/`, served as Wegwijzer is."""

    def command(port: int, _workers: int) -> Sequence[str]:
        options = ["--loop", "uvloop", "--http", "httptools", "--no-access-log", "--log-level", "warning"]
        return [sys.executable, "-m", "uvicorn", "bench.hello:app", "--port", str(port), *options]

    with _run(ServerProcess("", command=command, ready_path="/", ready_within_s=READY_WITHIN_S)) as running:
        yield running


@contextmanager
def run_wegwijzer(data: Dataset, *, is_caching: bool) -> Iterator[Running]:
    """One worker of Wegwijzer, with or without its cache of answers."""
    env = {"WEGWIJZER_CACHE_DIR": str(data.snapshot_folder)}
    if not is_caching:
        env["WEGWIJZER_RESPONSE_CACHE_BYTES"] = "0"
    with _run(ServerProcess(data.url, env=env, ready_within_s=READY_WITHIN_S)) as running:
        yield running


@contextmanager
def run_datasette(program: Path, database: Path) -> Iterator[Running]:
    """Datasette on one immutable file, with limits wide enough never to cut an answer short."""
    settings = {
        "default_page_size": "20",
        "sql_time_limit_ms": "60000",
        "facet_time_limit_ms": "60000",
        "suggest_facets": "off",
    }
    options = [word for name, value in settings.items() for word in ("--setting", name, value)]

    def command(port: int, _workers: int) -> Sequence[str]:
        metadata = database.with_suffix(".json")
        files = ["--immutable", str(database), "--metadata", str(metadata)]
        return [str(program), "serve", *files, "--host", "127.0.0.1", "--port", str(port), *options]

    server = ServerProcess("", command=command, ready_path="/-/versions.json", ready_within_s=READY_WITHIN_S)
    with _run(server) as running:
        yield running


@contextmanager
def _run(server: ServerProcess) -> Iterator[Running]:
    started = time.perf_counter()
    with server:
        yield Running(server.url, server.pid, time.perf_counter() - started)
