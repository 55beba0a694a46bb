"""An import that is killed at any moment loses nothing it acknowledged; `tests.support.kill_imports` does 50 rounds."""

import random
from pathlib import Path

from tests.support.kill_imports import kill_once, measure_writing, prepare
from tests.support.stored import open_engine

ROUNDS, ROWS = 2, 500


def test_killed_imports_lose_nothing_and_go_on(database_url: str, tmp_path: Path) -> None:
    prepare(database_url)
    file, chance = tmp_path / "clubs.csv", random.Random()
    with open_engine(database_url) as engine:
        whole_s = measure_writing(database_url, engine, file, ROWS)
        for round_ in range(1, ROUNDS + 1):
            kill_once(database_url, engine, file, round_, after_s=chance.uniform(0, whole_s), rows=ROWS)
