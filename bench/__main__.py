"""The command line of the benchmark: `python -m bench --help`."""

import argparse
import os
import shlex
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import NoReturn

from bench import report
from bench.data import cache_folder
from bench.measure import Plan, WrongAnswer, tell
from bench.rows import ROWS
from bench.run import SizeResult, Wanted, run
from bench.wrk import MISSING, LoadError, is_installed

RESULTS = Path(__file__).with_name("RESULTS.md")
MILLION = 1_000_000
KEPT_SETTING = "WEGWIJZER_POSTGRES_BIN"


def read_arguments(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description="How fast Wegwijzer serves; needs wrk.")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 200_000], help="activities in the catalogues")
    parser.add_argument("--with-million", action="store_true", help="also a catalogue of 1 000 000")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of every row (5)")
    parser.add_argument("--seconds", type=int, default=2, help="whole seconds of every run (2)")
    parser.add_argument("--rows", nargs="+", default=[], choices=[row.name for row in ROWS], metavar="NAME",
                        help="only these rows: " + "; ".join(row.name for row in ROWS))  # fmt: skip
    parser.add_argument("--writes", type=int, default=400, help="writes that are timed until they are visible (400)")
    parser.add_argument("--no-datasette", action="store_true", help="leave datasette out (else pip installs it once)")
    parser.add_argument("--no-postgres", action="store_true", help="leave PostgreSQL out")
    parser.add_argument("--write", action="store_true", help="write bench/RESULTS.md")
    chosen = parser.parse_args(arguments)
    if min(*chosen.sizes, chosen.rounds, chosen.seconds) < 1 or chosen.writes < 2:
        parser.error("sizes, rounds and seconds are at least 1, writes at least 2")
    return chosen


def main() -> None:
    chosen = read_arguments(sys.argv[1:])
    if not is_installed():
        sys.exit(MISSING)
    cache = cache_folder()
    _forget_settings()
    signal.signal(signal.SIGTERM, _stop)
    sizes = {*chosen.sizes, MILLION} if chosen.with_million else {*chosen.sizes}
    wanted = Wanted(
        sizes=tuple(sorted(sizes)),
        plan=Plan(chosen.rounds, chosen.seconds),
        cache=cache,
        writes=chosen.writes,
        rows=tuple(chosen.rows),
        has_datasette=not chosen.no_datasette,
        has_postgres=not chosen.no_postgres,
        postgres_size=min(sizes),
    )
    try:
        result = run(wanted, _show_size)
    except (LoadError, WrongAnswer, TimeoutError, RuntimeError) as error:
        sys.exit(f"bench: {error}")
    except subprocess.CalledProcessError as error:
        sys.exit(f"bench: {shlex.join(map(str, error.cmd))} ended with {error.returncode}")
    except KeyboardInterrupt:
        sys.exit(130)
    print(report.to_text(report.make_table(result.sizes)))
    print(*report.describe(result), sep="\n")
    if chosen.write:
        command = shlex.join(["python", "-m", "bench", *sys.argv[1:]])
        RESULTS.write_text(report.to_markdown(result, command, datetime.now(UTC)), encoding="utf-8")


def _show_size(one: SizeResult) -> None:
    tell(report.to_text(report.make_table([one])))
    tell(report.describe_size(one))


def _forget_settings() -> None:
    """The settings of whoever runs the benchmark must not change what is measured."""
    for name in [name for name in os.environ if name.startswith("WEGWIJZER_") and name != KEPT_SETTING]:
        del os.environ[name]


def _stop(_signal: int, _frame: FrameType | None) -> NoReturn:
    """End as Ctrl-C does: servers and databases stop with their `with` blocks."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    main()
