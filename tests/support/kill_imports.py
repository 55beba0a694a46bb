"""Kill an import at moments spread over its whole run, and look whether anything is lost or half there.

    python -m tests.support.kill_imports --rounds 50                     on a SQLite file of its own
    python -m tests.support.kill_imports --rounds 50 --postgresql        on a PostgreSQL server of its own

Each round changes the file, starts `wegwijzer import` and kills it (SIGKILL) when it has done its share of the rows, a
random part of a batch later: moments are chosen by how far the import is, not by the clock, so that a busy machine
changes nothing. What was committed must be whole: the rows of the report are those it counts, and every row it calls
written stands in the catalogue as the file says. Then the import runs again, goes on where it was broken off, and
everything is there once.
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
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import orjson
from sqlalchemy import Engine

from app.domain.ids import activity_id
from app.services.import_runs import BATCH
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


@dataclass(frozen=True, slots=True)
class Kill:
    """What a kill met: rows done and committed, and whether the import was still at work."""

    done: int
    was_at_work: bool

    def is_midway(self, rows: int) -> bool:
        """Whether some rows were written and some were not."""
        return self.was_at_work and 0 < self.done < rows


def kill_once(url: str, engine: Engine, file: Path, round_: int, *, target: int, wait_s: float, rows: int) -> Kill:
    """One round: kill when `target` rows are done and `wait_s` have passed. Raises AssertionError."""
    write_file(file, round_, rows)
    digest = sha256(file.read_bytes()).hexdigest()
    began_at = NOW + timedelta(minutes=round_)
    process = start_import(url, file, began_at)
    while process.poll() is None and count_done(engine, digest) < target:
        time.sleep(0.002)
    time.sleep(wait_s)
    was_at_work = process.poll() is None
    if was_at_work:
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
    return Kill(done, was_at_work and first.status != "done")


def spread_targets(rounds: int, rows: int) -> list[int]:
    """How many rows are done before each kill: evenly over the run, from the first batch to some before the last."""
    return [BATCH + round_ * (rows - 4 * BATCH) // max(rounds - 1, 1) for round_ in range(rounds)]


def count_done(engine: Engine, digest: str) -> int:
    """How many rows an import of these bytes has done; -1 while it has no report."""
    with read_session(engine) as session:
        latest = imports.list_reports(session, None, before=None, limit=1)
        return latest[0].done_rows if latest and latest[0].content_sha256 == digest else -1


def measure_batch(url: str, engine: Engine, file: Path, rows: int) -> float:
    """The seconds a batch takes: of a second import, since rows that are there already go faster than new ones."""
    for round_ in (-1, 0):
        write_file(file, round_, rows)
        digest = sha256(file.read_bytes()).hexdigest()
        process = start_import(url, file, NOW + timedelta(minutes=round_))
        while process.poll() is None and count_done(engine, digest) < BATCH:
            time.sleep(0.002)
        began = time.monotonic()
        while process.poll() is None and count_done(engine, digest) < rows:
            time.sleep(0.002)
        batch_s = (time.monotonic() - began) * BATCH / (rows - BATCH)
        process.communicate()
        assert check_whole(engine, round_) == rows
    return batch_s


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
    chance, midway = random.Random(asked.seed), 0
    with own_database(asked.postgresql) as url, tempfile.TemporaryDirectory() as folder:
        prepare(url)
        file = Path(folder) / "clubs.csv"
        with open_engine(url) as engine:
            batch_s = measure_batch(url, engine, file, asked.rows)
            for round_, target in enumerate(spread_targets(asked.rounds, asked.rows), start=1):
                wait_s = chance.uniform(0, batch_s)
                kill = kill_once(url, engine, file, round_, target=target, wait_s=wait_s, rows=asked.rows)
                midway += kill.is_midway(asked.rows)
                what = "killed" if kill.was_at_work else "ended by itself"
                print(f"round {round_}: {what} with {kill.done} of {asked.rows} rows", flush=True)
    print(f"{asked.rounds} rounds, {midway} killed midway: nothing lost, nothing half, every rerun ended")


if __name__ == "__main__":
    main()
