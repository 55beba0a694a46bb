"""An import that is killed midway loses nothing it acknowledged; `tests.support.kill_imports` does 50 rounds."""

import random
from pathlib import Path

from tests.support.kill_imports import kill_once, prepare
from tests.support.stored import open_engine

ROWS = 1200
TARGETS = (200, 600)
"""Rows done before the kill."""
MOST_WAIT_S = 0.1
"""Far less than the rows that are left take."""


def test_imports_killed_midway_lose_nothing_and_go_on(database_url: str, tmp_path: Path) -> None:
    prepare(database_url)
    file, chance = tmp_path / "clubs.csv", random.Random()
    with open_engine(database_url) as engine:
        for round_, target in enumerate(TARGETS, start=1):
            wait_s = chance.uniform(0, MOST_WAIT_S)
            kill = kill_once(database_url, engine, file, round_, target=target, wait_s=wait_s, rows=ROWS)
            assert kill.is_midway(ROWS), kill
