"""Kill an import at random moments, again and again, and look whether anything is lost or half there.

    python -m tests.support.kill_imports --rounds 50                     on a SQLite file of its own
    python -m tests.support.kill_imports --rounds 50 --postgresql        on a PostgreSQL server of its own

Each round changes the file, starts `wegwijzer import` and kills it (SIGKILL) a random time after it began. What was
committed must be whole: the rows of the report are those it counts, and every row it calls written stands in the
catalogue as the file says. Then the import runs again, goes on where it was broken off, and everything is there once.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import orjson
from sqlalchemy import Engine

from app.domain.ids import activity_id
from app.services.starter import load_foundation
from app.store import activities, imports, migrations, organisations
from app.store.unit_of_work import read_session, write_transaction
from tests.support.postgres import find_postgres_bin, run_cluster
from tests.support.server import REPOSITORY
from tests.support.stored import MOMENT, make_organisation, open_engine

ORGANISATION = "organisationaaaa"
ROWS = 2000
NOW = datetime(2026, 11, 21, 11, 0, tzinfo=UTC)


def prepare(url: str) -> None:
    """A catalogue with areas and one organisation."""
    migrations.upgrade(url)
    with open_engine(url) as engine, write_transaction(engine) as session:
        load_foundation(session, now=NOW)
        organisations.upsert_many(session, [make_organisation(id=ORGANISATION, created_at=MOMENT)])


def write_file(path: Path, round_: int, rows: int) -> None:
    """Every row says in which round it was written."""
    lines = [f"nr-{row};Club {row} ronde {round_};{6 + row % 4} t/m 12 jaar;gratis" for row in range(rows)]
    path.write_text("\n".join(["id;Titel;Leeftijd;Prijs", *lines]), encoding="utf-8")


def start_import(url: str, file: Path, now: datetime) -> subprocess.Popen[bytes]:
    """`wegwijzer import`; a later `now` makes a later report."""
    command = [sys.executable, "-m", "app.cli", "import", str(file), "--organisation", ORGANISATION]
    env = {**os.environ, "WEGWIJZER_NOW": now.isoformat(), "WEGWIJZER_DATABASE_URL": url}
    return subprocess.Popen(
        command, cwd=REPOSITORY, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
    )


def check_whole(engine: Engine, round_: int) -> int:
    """What is committed is whole; how many rows the latest import has done. Raises AssertionError."""
    with read_session(engine) as session:
        report = imports.list_reports(session, None, before=None, limit=1)[0]
        rows = imports.list_rows(session, report.id, after=0, limit=1_000_000)
        assert [row.row_number for row in rows] == list(range(1, report.done_rows + 1)), "rows and count differ"
        ids = [row.activity_id or "" for row in rows]
        held = activities.find_many(session, ids)
    for row, id_ in zip(rows, ids, strict=True):
        number = row.row_number - 1
        assert row.outcome in ("created", "updated", "unchanged"), row
        assert id_ == activity_id(ORGANISATION, f"nr-{number}")
        document = orjson.loads(held[id_].document)
        assert document["title"] == f"Club {number} ronde {round_}", "a row the report calls written is not there"
        assert document["version"] == held[id_].version
    return report.done_rows


def kill_once(url: str, engine: Engine, file: Path, round_: int, *, after_s: float, rows: int) -> tuple[int, bool]:
    """One round; how many rows were done at the kill, and whether it was still at work. Raises AssertionError."""
    write_file(file, round_, rows)
    began_at = NOW + timedelta(minutes=round_)
    process = start_import(url, file, began_at)
    while process.poll() is None and not is_begun(engine, file):
        time.sleep(0.005)
    time.sleep(after_s)
    is_killed = process.poll() is None
    if is_killed:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    with read_session(engine) as session:
        first = imports.list_reports(session, None, before=None, limit=1)[0]
    done = check_whole(engine, round_)
    again = start_import(url, file, began_at + timedelta(seconds=30))
    _, said = again.communicate()
    assert again.returncode == 0, said.decode()
    assert check_whole(engine, round_) == rows, "the import that went on did not end"
    with read_session(engine) as session:
        assert len(imports.list_external_ids(session, ORGANISATION)) == rows
        report = imports.list_reports(session, None, before=None, limit=1)[0]
        assert (report.status, imports.count_rows(session, report.id).get("rejected")) == ("done", None)
        assert first.status == "done" or first.id == report.id, "it began again instead of going on"
    return done, is_killed


def is_begun(engine: Engine, file: Path) -> bool:
    """Whether an import of this file has made its report."""
    with read_session(engine) as session:
        latest = imports.list_reports(session, None, before=None, limit=1)
    return bool(latest) and latest[0].content_sha256 == sha256(file.read_bytes()).hexdigest()


def measure_writing(url: str, engine: Engine, file: Path, rows: int) -> float:
    """The seconds from the report of a first import to its end."""
    write_file(file, 0, rows)
    process = start_import(url, file, NOW)
    while not is_begun(engine, file):
        time.sleep(0.005)
    began = time.monotonic()
    process.communicate()
    assert check_whole(engine, 0) == rows
    return time.monotonic() - began


@contextmanager
def own_database(is_postgresql: bool) -> Iterator[str]:
    """The URL of a database that is thrown away."""
    if not is_postgresql:
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{folder}/wegwijzer.sqlite"
        return
    bin_dir = find_postgres_bin()
    assert bin_dir is not None, "PostgreSQL not found"
    with run_cluster(bin_dir) as cluster, cluster.fresh_database() as url:
        yield url


def main() -> None:
    """Run the rounds and tell how far each came."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    chance, killed = random.Random(asked.seed), 0
    with own_database(asked.postgresql) as url, tempfile.TemporaryDirectory() as folder:
        prepare(url)
        file = Path(folder) / "clubs.csv"
        with open_engine(url) as engine:
            whole_s = measure_writing(url, engine, file, asked.rows)
            for round_ in range(1, asked.rounds + 1):
                after_s = chance.uniform(0, whole_s)
                done, was_killed = kill_once(url, engine, file, round_, after_s=after_s, rows=asked.rows)
                killed += was_killed
                what = "killed" if was_killed else "ended by itself"
                print(f"round {round_}: {what} after {after_s:.2f} s with {done} of {asked.rows} rows", flush=True)
    print(f"{asked.rounds} rounds, {killed} killed at work: nothing lost, nothing half, every rerun ended")


if __name__ == "__main__":
    main()
