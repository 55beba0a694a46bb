"""A worker's catalogue follows the change log: soon, whole, in order, and through every interruption."""

import dataclasses
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine, make_url

from app.errors import Unavailable
from app.models.change import Change
from app.services.following import OTHER_HISTORY, Delta, Follower
from app.store import activities, organisations
from app.store.unit_of_work import write_transaction
from tests.support.postgres import PostgresCluster
from tests.support.stored import ORGANISATION, make_activity, make_organisation, migrated_engine, wait_until

SET = range(12)


class Shelf:
    """What a catalogue keeps: the newest row of each activity, and every delta it was given."""

    def __init__(self) -> None:
        self.rows: dict[str, activities.IndexRow] = {}
        self.deltas: list[Delta] = []
        self.faults: list[str] = []
        self.fails_with: Exception | None = None

    def apply(self, delta: Delta) -> None:
        if self.fails_with is not None:
            raise self.fails_with
        for row in delta.rows:
            if row.listing is None:
                self.rows.pop(row.id, None)
            else:
                self.rows[row.id] = row
        self.deltas.append(delta)
        marks = {row.listing for row in self.rows.values()}
        if len(marks) > 1 or len(self.rows) not in (0, len(SET)):
            self.faults.append(f"{len(self.rows)} rows with {marks} at {delta.seq}")


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    with migrated_engine(database_url) as engine:
        yield engine


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def follower(engine: Engine, shelf: Shelf) -> Iterator[Follower]:
    follower = Follower(engine, shelf.apply, applied_seq=1)
    yield follower
    follower.stop()


def write_set(engine: Engine, mark: str, version: int = 1) -> int:
    """Give every activity of the set the same listing in one transaction, in two steps."""
    rows = [make_activity(number, version=version, listing=mark) for number in SET]
    with write_transaction(engine) as session:
        activities.upsert_many(session, rows[:5])
        return activities.upsert_many(session, rows[5:])[-1]


def test_a_write_is_visible_on_its_own_worker_at_once(engine: Engine, follower: Follower, shelf: Shelf) -> None:
    for version in range(1, 4):
        seq = write_set(engine, f"mark {version}", version)
        assert follower.catch_up(seq) == seq
        assert {row.listing for row in shelf.rows.values()} == {f"mark {version}"}
    assert follower.applied_seq == seq
    assert len(shelf.deltas) == 3


def test_a_write_of_another_worker_becomes_visible(engine: Engine, follower: Follower, shelf: Shelf) -> None:
    follower.start()
    follower.start()
    seq = write_set(engine, "elsewhere")
    wait_until(lambda: follower.applied_seq == seq)
    assert len(shelf.rows) == len(SET)
    assert follower.status().lag_changes == 0
    assert follower.status().error is None


def test_what_was_written_while_it_stood_still_comes_in_one_step(
    engine: Engine, follower: Follower, shelf: Shelf
) -> None:
    follower.start()
    wait_until(lambda: follower.status().silent_s is not None)
    follower.stop()
    for version in range(1, 6):
        write_set(engine, f"mark {version}", version)
    with write_transaction(engine) as session:
        gone = [make_activity(number, version=6, is_deleted=True) for number in SET]
        seq = activities.upsert_many(session, gone)[-1]
        organisations.upsert_many(session, [make_organisation(version=2)])
    assert shelf.deltas == []
    follower.start()
    wait_until(lambda: follower.applied_seq == seq + 1)
    (delta,) = shelf.deltas
    assert (delta.after, delta.seq) == (1, seq + 1)
    assert delta.kinds == {"activity", "organisation"}
    assert [row.version for row in delta.rows] == [6] * len(SET)
    assert shelf.rows == {}


def test_a_delta_can_read_more_of_the_same_moment(engine: Engine) -> None:
    names: list[str] = []

    def apply(delta: Delta) -> None:
        with write_transaction(engine) as session:
            organisations.upsert_many(session, [make_organisation(version=3, name="too late")])
        found = organisations.find_one(delta.connection, ORGANISATION)
        names.append(found.name if found else "none")

    follower = Follower(engine, apply, applied_seq=1)
    with write_transaction(engine) as session:
        organisations.upsert_many(session, [make_organisation(version=2, name="in time")])
    follower.catch_up(2)
    follower.stop()
    assert names == ["in time"]


def test_no_step_ever_shows_half_a_transaction(engine: Engine, shelf: Shelf) -> None:
    write_set(engine, "start")
    follower = Follower(engine, shelf.apply, applied_seq=0, interval_s=0.001)
    follower.start()
    failures: list[BaseException] = []

    def write(name: str) -> None:
        try:
            for version in range(2, 27):
                follower.catch_up(write_set(engine, f"{name} {version}", version))
        except BaseException as error:
            failures.append(error)

    writers = [threading.Thread(target=write, args=(name,)) for name in ("a", "b", "c")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    follower.catch_up()
    follower.stop()
    assert failures == []
    assert shelf.faults == []
    assert follower.applied_seq == 1 + len(SET) * 76
    steps = [(delta.after, delta.seq) for delta in shelf.deltas]
    assert [after for after, _ in steps] == [0, *(seq for _, seq in steps[:-1])]


def test_changes_that_could_not_be_applied_come_again(engine: Engine, follower: Follower, shelf: Shelf) -> None:
    shelf.fails_with = LookupError("Jantje Pietersen")
    seq = write_set(engine, "mark")
    with pytest.raises(Unavailable):
        follower.catch_up(seq)
    status = follower.status()
    assert (status.applied_seq, status.lag_changes, status.silent_s) == (1, len(SET), None)
    assert status.error == "LookupError"
    shelf.fails_with = None
    follower.start()
    wait_until(lambda: follower.applied_seq == seq and follower.status().error is None)
    assert [delta.after for delta in shelf.deltas] == [1]


def test_nothing_is_read_when_the_change_is_already_shown(engine: Engine, follower: Follower, shelf: Shelf) -> None:
    seq = write_set(engine, "mark")
    follower.catch_up(seq)
    engine.dispose()
    shelf.fails_with = LookupError()
    write_set(engine, "next", 2)
    assert follower.catch_up(seq - 3) == seq


def test_a_change_that_does_not_exist_yet_is_unavailable(engine: Engine, follower: Follower) -> None:
    with pytest.raises(Unavailable, match="99"):
        follower.catch_up(99)
    assert follower.status().error is None
    assert follower.catch_up() == 1


def test_a_turn_that_lasts_too_long_is_unavailable(engine: Engine) -> None:
    is_applying, may_go_on = threading.Event(), threading.Event()

    def apply(_delta: Delta) -> None:
        is_applying.set()
        may_go_on.wait(30)

    follower = Follower(engine, apply, applied_seq=1)
    follower.start()
    seq = write_set(engine, "mark")
    assert is_applying.wait(30)
    with pytest.raises(Unavailable):
        follower.catch_up(seq, timeout_s=0.05)
    may_go_on.set()
    assert follower.catch_up(seq) == seq
    follower.stop()


def test_a_database_that_went_back_is_told_once_and_not_followed(
    engine: Engine, shelf: Shelf, caplog: pytest.LogCaptureFixture
) -> None:
    follower = Follower(engine, shelf.apply, applied_seq=50)
    for _ in range(3):
        with pytest.raises(Unavailable):
            follower.catch_up()
    assert follower.status().error == "Conflict"
    assert [record.message for record in caplog.records] == [OTHER_HISTORY]
    follower.stop()


def test_a_restored_database_that_was_written_to_again_is_not_followed(engine: Engine, shelf: Shelf) -> None:
    follower = Follower(engine, shelf.apply, applied_seq=1)
    follower.catch_up(write_set(engine, "before"))
    # What a restored backup and other writes give: another line at a number that was followed, and a higher counter.
    with write_transaction(engine) as session:
        line = session.get(Change, follower.applied_seq)
        assert line is not None
        line.recorded_at += timedelta(microseconds=1)
    write_set(engine, "other history", 2)
    with pytest.raises(Unavailable):
        follower.catch_up()
    assert follower.status().error == "Conflict"
    assert {row.listing for row in shelf.rows.values()} == {"before"}
    follower.stop()


def test_a_file_that_was_replaced_is_noticed(sqlite_database: str, shelf: Shelf) -> None:
    file = Path(make_url(sqlite_database).database or "")
    with migrated_engine(sqlite_database) as engine:
        follower = Follower(engine, shelf.apply, applied_seq=1)
        assert follower.catch_up() == 1
        file.rename(file.with_suffix(".old"))
        with pytest.raises(Unavailable):
            follower.catch_up()
        assert follower.status().error == "Unavailable from FileNotFoundError"
        assert not file.exists(), "nothing is made by accident"
        with migrated_engine(sqlite_database):
            with pytest.raises(Unavailable):
                follower.catch_up()
            assert follower.status().error == "Conflict"
        follower.stop()


def test_it_goes_on_after_the_server_was_away(postgres_cluster: PostgresCluster, shelf: Shelf) -> None:
    with postgres_cluster.fresh_database() as url, migrated_engine(url) as engine:
        follower = Follower(engine, shelf.apply, applied_seq=1)
        follower.start()
        wait_until(lambda: follower.status().silent_s is not None)
        set_open(postgres_cluster, url, is_open=False)
        wait_until(lambda: follower.status().error is not None)
        with pytest.raises(Unavailable):
            follower.catch_up(2)
        set_open(postgres_cluster, url, is_open=True)
        seq = write_set(engine, "after the restart")
        wait_until(lambda: follower.applied_seq == seq)
        wait_until(lambda: follower.status().error is None)
        follower.stop()
    assert shelf.faults == []


def test_documents_are_read_again_after_the_server_was_away(postgres_cluster: PostgresCluster) -> None:
    from app.store.documents import DocumentReader

    with postgres_cluster.fresh_database() as url, migrated_engine(url) as engine:
        write_set(engine, "mark")
        reader = DocumentReader(engine)
        expected = (1, make_activity(3).document)
        assert reader.read(make_activity(3).id) == expected
        set_open(postgres_cluster, url, is_open=False)
        with pytest.raises(Unavailable):
            reader.read(make_activity(3).id)
        set_open(postgres_cluster, url, is_open=True)
        assert reader.read(make_activity(3).id) == expected
        reader.close()


def set_open(cluster: PostgresCluster, url: str, *, is_open: bool) -> None:
    """Cut every connection to the database and refuse new ones, or let them in again: what a restart looks like."""
    name = make_url(url).database
    admin = make_url(cluster.url()).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS {str(is_open).lower()}'.encode())
        if not is_open:
            connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,))


def test_a_row_is_given_as_the_store_gives_it(engine: Engine, follower: Follower, shelf: Shelf) -> None:
    seq = write_set(engine, "mark")
    follower.catch_up(seq)
    expected = make_activity(11, listing="mark")
    assert shelf.deltas[0].rows[-1] == activities.IndexRow(expected.id, 1, seq, "mark", expected.card)
    assert dataclasses.replace(shelf.deltas[0]).connection is not None
