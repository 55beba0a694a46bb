"""Load by wrk: one run at a time, its numbers read back."""

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

SCRIPT = Path(__file__).with_name("load.lua")
MISSING = "wrk is not installed. On Debian: apt-get install wrk   (as root), then run the benchmark again."
TIMEOUT_S = 30
_LINE = re.compile(
    r"^bench: requests=(\d+) us=(\d+) p50_us=(\d+) p99_us=(\d+) refused=(\d+) failed=(\d+) bytes=(\d+)$", re.MULTILINE
)


class LoadError(Exception):
    """A run that gives no number to trust: wrk failed, or the server refused or dropped requests."""


@dataclass(frozen=True)
class Run:
    """What one run measured: answers per second, latencies in milliseconds, bytes per answer."""

    requests: int
    per_s: float
    p50_ms: float
    p99_ms: float
    bytes_each: float


def is_installed() -> bool:
    """Whether wrk is on the path."""
    return shutil.which("wrk") is not None


def run_wrk(
    url: str, paths: Path, *, seconds: float, connections: int, skip: int = 0, if_none_match: str | None = None
) -> Run:
    """Ask for the paths (a file, one a line) in turn, beginning after `skip` of them, for whole seconds (at least 1).

    Raises LoadError when wrk fails or any answer is an error.
    """
    more = [if_none_match] if if_none_match else []
    command = ["wrk", "-t1", f"-c{connections}", f"-d{max(1, round(seconds))}s", f"--timeout={TIMEOUT_S}s"]
    command += [f"--script={SCRIPT}", url, "--", str(paths), str(skip), *more]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise LoadError(f"wrk ended with {done.returncode}: {done.stdout}{done.stderr}")
    return parse_report(done.stdout)


def parse_report(text: str) -> Run:
    """Read the line that `load.lua` writes. Raises LoadError when it is missing, tells of errors, or counts nothing."""
    found = _LINE.search(text)
    if found is None:
        raise LoadError(f"wrk gave no report: {text}")
    requests, us, p50_us, p99_us, refused, failed, size = map(int, found.groups())
    if refused or failed:
        raise LoadError(f"of {requests} requests {refused} were answered with an error and {failed} were dropped")
    if not requests:
        raise LoadError("no request was answered in time")
    return Run(requests, requests / (us / 1e6), p50_us / 1e3, p99_us / 1e3, size / requests)
