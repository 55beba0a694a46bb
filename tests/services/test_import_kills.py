"""An import that is killed at any moment loses nothing it acknowledged; `tests.support.kill_imports` does 50 rounds."""

import random
import time
from pathlib import Path

from tests.support.kill_imports import kill_once, prepare, start_import, write_file
from tests.support.stored import open_engine

ROUNDS, ROWS = 2, 500


def test_killed_imports_lose_nothing_and_go_on(database_url: str, tmp_path: Path) -> None:
    prepare(database_url)
    file, chance = tmp_path / "clubs.csv", random.Random()
    began = time.monotonic()
    write_file(file, 0, ROWS)
    start_import(database_url, file).communicate()
    whole_s = time.monotonic() - began
    with open_engine(database_url) as engine:
        for round_ in range(1, ROUNDS + 1):
            after_s = chance.uniform(0.3 * whole_s, whole_s)
            kill_once(database_url, engine, file, round_, after_s=after_s, rows=ROWS)
