"""The snapshot files of a database: used when they are its own and whole, made again otherwise."""

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path

import orjson
import pytest
from sqlalchemy import Engine, make_url

from app.catalogue.builder import MANIFEST, find_generation
from app.catalogue.catalogue import Catalogue
from app.services.activities import write_activities
from app.services.sample import generate
from app.services.snapshots import open_catalogue
from app.services.starter import load_foundation
from app.store.activities import read_index_since
from app.store.changes import current_seq
from app.store.unit_of_work import read_connection, write_transaction
from tests.support.stored import MOMENT, migrated_engine, open_engine

DAY = date(2026, 11, 21)


@contextlib.contextmanager
def open_city(url: str) -> Iterator[Engine]:
    """A database that knows areas and passes, without activities."""
    with migrated_engine(url) as engine:
        with write_transaction(engine) as session:
            load_foundation(session, now=MOMENT)
        yield engine


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    with open_city(database_url) as engine:
        yield engine


def write_some(engine: Engine, count: int, seed: int = 1) -> None:
    drafts = generate(seed, count, ["GM0518"], DAY)
    for result in write_activities(engine, islice(drafts, count), now=MOMENT):
        assert not result.faults


def open_up_to_date(engine: Engine, folder: Path) -> tuple[Catalogue, int]:
    """The catalogue as a starting worker has it, and the number of the snapshot it came from."""
    url = engine.url.render_as_string(hide_password=False)
    catalogue, _ = open_catalogue(engine, folder, url)
    opened_at = catalogue.applied_seq
    with read_connection(engine) as connection:
        catalogue.apply(tuple(read_index_since(connection, opened_at)), current_seq(connection))
    return catalogue, opened_at


def contents(catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    return {listing.id: listing.themes for listing in catalogue.listings()}


def stored(engine: Engine, folder: Path) -> dict[str, tuple[str, ...]]:
    """What is true: a snapshot made from nothing but the database."""
    catalogue, _ = open_up_to_date(engine, folder)
    return contents(catalogue)


def test_a_snapshot_is_made_once_and_used_again(engine: Engine, tmp_path: Path) -> None:
    write_some(engine, 20)
    first, opened_at = open_up_to_date(engine, tmp_path / "snapshot")
    made = find_generation(tmp_path / "snapshot")
    write_some(engine, 10, seed=2)
    second, again_at = open_up_to_date(engine, tmp_path / "snapshot")
    assert made is not None
    assert find_generation(tmp_path / "snapshot") == made
    assert opened_at == again_at == made.seq
    assert len(contents(first)) < len(contents(second))
    assert contents(second) == stored(engine, tmp_path / "other")


def test_files_of_an_older_backup_that_was_written_to_again_are_not_used(sqlite_database: str, tmp_path: Path) -> None:
    file, folder = Path(make_url(sqlite_database).database or ""), tmp_path / "snapshot"
    with open_city(sqlite_database) as engine:
        write_some(engine, 10)
        with sqlite3.connect(file) as source, sqlite3.connect(tmp_path / "backup") as target:
            source.backup(target)
        write_some(engine, 30, seed=2)
        open_up_to_date(engine, folder)
    for name in (file, Path(f"{file}-wal"), Path(f"{file}-shm")):
        name.unlink(missing_ok=True)
    shutil.copy(tmp_path / "backup", file)
    with open_engine(sqlite_database) as engine:
        write_some(engine, 60, seed=3)
        catalogue, _ = open_up_to_date(engine, folder)
        assert contents(catalogue) == stored(engine, tmp_path / "other")


@pytest.mark.parametrize("name", ["meta.json", "id.npy", "documents.npy", MANIFEST])
def test_files_that_cannot_be_read_are_made_again(sqlite_database: str, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "snapshot"
    with open_city(sqlite_database) as engine:
        write_some(engine, 20)
        catalogue, _ = open_up_to_date(engine, folder)
        made = find_generation(folder)
        assert made is not None
        broken = folder / name if name == MANIFEST else made.folder / name
        broken.write_bytes(b"\0" * broken.stat().st_size)
        again, _ = open_up_to_date(engine, folder)
        assert contents(again) == contents(catalogue)
        assert find_generation(folder) is not None


@pytest.mark.parametrize("name", ["cards.bin", "listings.bin", "age_min.npy", "meta.json"])
def test_one_byte_that_is_not_what_was_written_has_the_files_made_again(
    sqlite_database: str, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "snapshot"
    with open_city(sqlite_database) as engine:
        write_some(engine, 20)
        open_up_to_date(engine, folder)
        made = find_generation(folder)
        assert made is not None
        written = (made.folder / name).read_bytes()
        (made.folder / name).write_bytes(written[:-1] + bytes([written[-1] ^ 1]))
        open_up_to_date(engine, folder)
        again = find_generation(folder)
        assert again is not None
        assert again.folder != made.folder
        assert (again.folder / name).read_bytes() == written


@pytest.mark.parametrize("member", ["seq", "generation", "sizes", "checks", "mark"])
def test_a_manifest_with_a_senseless_member_is_not_believed(sqlite_database: str, tmp_path: Path, member: str) -> None:
    folder = tmp_path / "snapshot"
    with open_city(sqlite_database) as engine:
        write_some(engine, 5)
        catalogue, _ = open_up_to_date(engine, folder)
        manifest = orjson.loads((folder / MANIFEST).read_bytes())
        (folder / MANIFEST).write_bytes(orjson.dumps(manifest | {member: ["nonsense"]}))
        again, _ = open_up_to_date(engine, folder)
        assert contents(again) == contents(catalogue)
