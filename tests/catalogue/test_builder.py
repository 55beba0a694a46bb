"""The base as files: switched by one rename, never half, whatever happens while it is made."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from app.catalogue.builder import FORGOTTEN_S, MANIFEST, build, find_generation, lock, open_segment
from app.catalogue.catalogue import Catalogue
from app.catalogue.compaction import LEAST_WRITTEN, Keeper, compact, write_spool
from app.catalogue.parts import IndexRow
from app.domain.query import Query
from tests.support import strategies as world
from tests.support.twin import Row, Twin, row_of

EVERYTHING = Query(statuses=frozenset(), freshness=frozenset())


def some_rows(count: int, seed: int = 1) -> list[Row]:
    random = Random(seed)
    items = {item.id: item for item in (world.make_listing(random) for _ in range(count))}
    return [row_of(item, seq) for seq, item in enumerate(items.values(), 1)]


def ids_in(folder: Path) -> set[str]:
    generation = find_generation(folder)
    assert generation is not None
    catalogue = Catalogue(world.BROADER)
    catalogue.adopt(open_segment(generation), generation.seq)
    return {hit.id for hit in catalogue.search(EVERYTHING, world.surroundings(), limit=1000).hits}


def test_what_was_built_is_found_and_opened(tmp_path: Path) -> None:
    rows = some_rows(30)
    made = build(tmp_path, rows, 99, world.BROADER, source="here")
    assert find_generation(tmp_path, "here") == made
    assert made.seq == 99
    assert ids_in(tmp_path) == {row.id for row in rows}


def test_an_empty_catalogue_has_a_base_too(tmp_path: Path) -> None:
    build(tmp_path, [], 0, world.BROADER)
    assert ids_in(tmp_path) == set()


def test_tombstones_are_no_part_of_a_base(tmp_path: Path) -> None:
    rows = some_rows(5)
    build(tmp_path, [*rows, Row("gone", 1, 50, None, None)], 50, world.BROADER)
    assert ids_in(tmp_path) == {row.id for row in rows}


def test_the_base_of_another_database_is_not_taken(tmp_path: Path) -> None:
    build(tmp_path, some_rows(3), 1, world.BROADER, source="elsewhere")
    assert find_generation(tmp_path, "here") is None


def test_a_failure_while_building_leaves_the_old_base_and_no_litter(tmp_path: Path) -> None:
    old = some_rows(10)
    build(tmp_path, old, 1, world.BROADER)
    before = sorted(path.name for path in tmp_path.iterdir())

    def broken() -> Iterator[IndexRow]:
        yield from some_rows(5, seed=2)
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        build(tmp_path, broken(), 2, world.BROADER)
    assert ids_in(tmp_path) == {row.id for row in old}
    assert sorted(path.name for path in tmp_path.iterdir()) == before


KILLED = """
import os, sys
from pathlib import Path
from app.catalogue.builder import build
def rows():
    yield from ()
    os._exit(9)
build(Path(sys.argv[1]), rows(), 2, {})
"""


def test_a_killed_builder_leaves_the_old_base_and_the_next_one_cleans_up(tmp_path: Path) -> None:
    old = some_rows(10)
    build(tmp_path, old, 1, world.BROADER)
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False)
    assert done.returncode == 9
    assert [path.name[:2] for path in tmp_path.iterdir()].count("t-") == 1
    assert ids_in(tmp_path) == {row.id for row in old}
    build(tmp_path, some_rows(4), 3, world.BROADER)
    assert not list(tmp_path.glob("t-*"))


@pytest.mark.parametrize("spoil", ["truncate", "remove", "manifest", "format"])
def test_a_damaged_base_counts_as_none(tmp_path: Path, spoil: str) -> None:
    made = build(tmp_path, some_rows(10), 1, world.BROADER)
    victim = made.folder / "cards.bin"
    if spoil == "truncate":
        victim.write_bytes(victim.read_bytes()[:-1])
    elif spoil == "remove":
        victim.unlink()
    elif spoil == "manifest":
        (tmp_path / MANIFEST).write_bytes(b'{"generation":')
    else:
        manifest = tmp_path / MANIFEST
        manifest.write_bytes(manifest.read_bytes().replace(b'"format":"', b'"format":"0'))
    assert find_generation(tmp_path) is None


HOLDS = """
import sys
from pathlib import Path
from app.catalogue.builder import lock
with lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_only_one_process_builds_at_a_time(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDS, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdin is not None
        assert holder.stdout.readline() == b"held\n"
        with lock(tmp_path, is_patient=False) as is_mine:
            assert not is_mine
        holder.stdin.close()
        holder.wait()
    with lock(tmp_path, is_patient=False) as is_mine:
        assert is_mine


def test_a_search_goes_on_in_a_base_that_was_replaced(tmp_path: Path) -> None:
    rows = some_rows(20)
    generation = build(tmp_path, rows, 1, world.BROADER)
    catalogue = Catalogue(world.BROADER)
    catalogue.adopt(open_segment(generation), 1)
    build(tmp_path, some_rows(3, seed=2), 2, world.BROADER)
    assert not generation.folder.exists()
    hits = catalogue.search(EVERYTHING, world.surroundings(), limit=100).hits
    assert {hit.id for hit in hits} == {row.id for row in rows}
    assert all(hit.card and hit.listing.id == hit.id for hit in hits)


def test_two_compactions_of_one_base_make_one_new_base(tmp_path: Path) -> None:
    twin = Twin()
    first = build(tmp_path, some_rows(20), 20, world.BROADER)
    twin.catalogue.adopt(open_segment(first), 20)
    spool = write_spool(tmp_path, twin.catalogue.state)
    assert compact(tmp_path, first.folder.name, spool, 21, "") is not None
    assert compact(tmp_path, first.folder.name, spool, 22, "") is None


def test_a_keeper_makes_a_new_base_when_much_was_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.catalogue.compaction.LEAST_WRITTEN", 5)
    assert LEAST_WRITTEN > 5
    twin = Twin()
    generation = build(tmp_path, [], 0, world.BROADER)
    twin.catalogue.adopt(open_segment(generation), 0)
    keeper = Keeper(twin.catalogue, tmp_path, generation)
    random = Random(3)
    twin.write([world.make_listing(random) for _ in range(20)])
    keeper.tend(lambda seq: "mark")
    assert keeper._making is not None
    keeper._making.wait()
    twin.write([world.make_listing(random) for _ in range(3)], [next(iter(twin.items))])
    keeper.tend(lambda seq: "mark")
    assert twin.catalogue.state.parts[0].segment.rows >= 15
    twin.check(EVERYTHING, world.surroundings(), limit=100)
    assert not list(tmp_path.glob("t-*"))


def test_what_a_killed_worker_left_for_a_compaction_goes_once_it_is_old(tmp_path: Path) -> None:
    build(tmp_path, some_rows(3), 1, world.BROADER)
    old, young = tmp_path / "t-spool-old", tmp_path / "t-spool-young"
    for file in (old, young):
        file.write_bytes(b"{}\n")
    long_ago = old.stat().st_mtime - 2 * FORGOTTEN_S
    os.utime(old, (long_ago, long_ago))
    build(tmp_path, some_rows(3), 2, world.BROADER)
    assert (old.exists(), young.exists()) == (False, True)
