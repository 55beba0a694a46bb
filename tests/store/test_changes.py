"""A reader of the change log that has seen n has seen everything up to n, whatever writers do."""

import random
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session

from app.store.activities import find_many
from app.store.changes import Entry, append_changes, current_seq, read_changes
from app.store.dialect import Limits
from app.store.unit_of_work import read_connection, write_transaction
from tests.support.server import REPOSITORY
from tests.support.stored import make_activity, open_engine, wait_until

WRITERS, TRANSACTIONS = 8, 12


class GivenUpError(Exception):
    """A writer changes its mind after it took its numbers."""


def test_numbers_come_as_one_range_and_never_twice(engine: Engine) -> None:
    with write_transaction(engine) as session:
        assert append_changes(session, [Entry("area", "WK051836", "updated")] * 3) == range(2, 5)
        assert append_changes(session, [("area", "WK051837", "updated", "key1")]) == range(5, 6)
        assert list(append_changes(session, [])) == []
    with read_connection(engine) as connection:
        assert [line.seq for line in read_changes(connection, 0, 100)] == [1, 2, 3, 4, 5]
        assert [line.seq for line in read_changes(connection, 1, 2)] == [2, 3]
        assert current_seq(connection) == 5


def test_a_transaction_taken_back_gives_its_numbers_back(engine: Engine) -> None:
    with pytest.raises(GivenUpError), write_transaction(engine) as session:  # noqa: PT012
        append_changes(session, [Entry("area", "a", "updated")] * 5)
        raise GivenUpError
    with write_transaction(engine) as session:
        assert append_changes(session, [Entry("area", "b", "updated")]) == range(2, 3)


def test_a_database_that_was_never_migrated_says_so(engine: Engine) -> None:
    with write_transaction(engine) as session:
        session.connection().execute(text("DELETE FROM change_counter"))
    with pytest.raises(RuntimeError, match="db upgrade"), write_transaction(engine) as session:
        append_changes(session, [Entry("area", "a", "updated")])
    with pytest.raises(RuntimeError, match="db upgrade"), read_connection(engine) as connection:
        current_seq(connection)


@dataclass
class Reader:
    """Reads on from the last number it saw, as a feed or a worker does; knows how long each transaction is."""

    engine: Engine
    seen: list[tuple[int, str]] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def read_on(self) -> None:
        after = self.seen[-1][0] if self.seen else 0
        with read_connection(self.engine) as connection:
            seq = current_seq(connection)
            lines = read_changes(connection, after, 10_000)
        if lines and lines[-1].seq != seq:
            self.broken.append(f"the counter says {seq}, the log ends at {lines[-1].seq}")
        self.seen += [(line.seq, line.object_id) for line in lines]
        for name in {name for _, name in self.seen if ":" in name}:
            stated, found = int(name.split(":")[1]), sum(name == other for _, other in self.seen)
            if stated != found:
                self.broken.append(f"half a transaction: {name} has {found}")


@pytest.mark.parametrize("takes_turns", [True, False], ids=["writers take turns", "the counter alone"])
def test_late_commits_of_eight_writers_make_no_reader_skip(
    engine: Engine, database_url: str, takes_turns: bool
) -> None:
    failures: list[BaseException] = []
    committed: list[str] = []
    is_done = threading.Event()

    def write(number: int) -> None:
        chance = random.Random(number)
        try:
            for turn in range(TRANSACTIONS):
                size = chance.randint(1, 4)
                name = f"{number}.{turn}:{size}"
                try:
                    commit_late(name, size, chance)
                except GivenUpError:
                    continue
                committed.append(name)
        except BaseException as error:
            failures.append(error)

    def commit_late(name: str, size: int, chance: random.Random) -> None:
        entries = [Entry("area", name, "updated")] * size
        if takes_turns:
            with write_transaction(engine) as session:
                append_changes(session, entries)
                dawdle(chance)
        else:
            # Whoever bypasses the turns waits for SQLite's own lock, which is not fair; so wait long.
            with (
                open_engine(database_url, Limits(lock_timeout_s=60)) as patient,
                patient.begin() as connection,
                Session(bind=connection) as session,
            ):
                append_changes(session, entries)
                dawdle(chance)

    def dawdle(chance: random.Random) -> None:
        time.sleep(chance.choice([0.0, 0.001, 0.02]))
        if chance.random() < 0.15:
            raise GivenUpError

    reader = Reader(engine)

    def read() -> None:
        while not is_done.is_set():
            reader.read_on()

    reading = threading.Thread(target=read)
    writers = [threading.Thread(target=write, args=(number,)) for number in range(WRITERS)]
    for thread in [reading, *writers]:
        thread.start()
    for thread in writers:
        thread.join()
    is_done.set()
    reading.join()
    reader.read_on()
    assert failures == []
    assert reader.broken == []
    assert [seq for seq, _ in reader.seen] == list(range(1, len(reader.seen) + 1))
    assert sorted(name for _, name in reader.seen[1:]) == sorted(
        name for name in committed for _ in range(int(name.split(":")[1]))
    )
    assert len(committed) < WRITERS * TRANSACTIONS, "no writer gave up: the test lost its point"


def test_a_killed_writer_leaves_whole_commits_only(engine: Engine, database_url: str) -> None:
    rows = 25
    ids = [make_activity(number).id for number in range(rows)]
    acknowledged, chance = 0, random.Random(5)
    for _ in range(6):
        command = [sys.executable, "-m", "tests.support.writer", database_url, "killed", "0", "100000", str(rows)]
        with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            lines = [writer.stdout.readline() for _ in range(chance.randint(1, 4))]
            time.sleep(chance.uniform(0, 0.03))
            writer.send_signal(signal.SIGKILL)
            lines += writer.stdout.readlines()
        # The last line may be cut off by the kill; what stands whole was acknowledged.
        acknowledged = max(acknowledged, *(int(line) for line in lines if line.endswith("\n")))
        with open_engine(database_url) as fresh, read_connection(fresh) as connection:
            found = find_many(connection, ids)
            log = read_changes(connection, 0, 1_000_000)
            seq = current_seq(connection)
        assert len(found) == rows
        assert len({(row.version, row.document) for row in found.values()}) == 1, "half a transaction"
        version = found[ids[0]].version
        assert version >= acknowledged, "an acknowledged write is lost"
        assert [line.seq for line in log] == list(range(1, seq + 1))
        assert seq == 1 + version * rows
    wait_until(lambda: _can_write(engine))


def _can_write(engine: Engine) -> bool:
    with write_transaction(engine) as session:
        append_changes(session, [Entry("area", "after the kills", "updated")])
    return True
