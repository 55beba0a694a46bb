"""What `make check` asks holds for everything that is committed: linter, format and types."""

import subprocess
import sys

import pytest

from tests.support.server import REPOSITORY

CODE = ("app", "tests", "bench", "migrations")


@pytest.mark.parametrize(
    "command",
    [("ruff", "check"), ("ruff", "format", "--check"), ("mypy", "--strict")],
    ids=["linter", "format", "types"],
)
def test_nothing_is_left_to_mend(command: tuple[str, ...]) -> None:
    whole = [sys.executable, "-m", *command, *CODE]
    done = subprocess.run(whole, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
