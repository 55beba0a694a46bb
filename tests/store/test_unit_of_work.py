"""Transactions commit whole or not at all, writers take turns, and a turn that does not come in time is a 503."""

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlmodel import Session

from app.errors import Unavailable
from app.store import activities, organisations
from app.store.changes import current_seq
from app.store.dialect import Limits, use_wal
from app.store.engine import make_engine
from app.store.unit_of_work import read_connection, write_transaction
from tests.support.server import REPOSITORY
from tests.support.stored import ORGANISATION, make_activity, make_organisation, open_engine


def count(engine: Engine) -> int:
    with read_connection(engine) as connection:
        return activities.count_activities(connection)


@contextmanager
def held_turn(engine: Engine) -> Iterator[None]:
    """Another writer that has begun and does not end."""
    has_begun, may_end = threading.Event(), threading.Event()

    def hold() -> None:
        with write_transaction(engine) as session:
            session.connection()
            has_begun.set()
            may_end.wait(30)

    writer = threading.Thread(target=hold)
    writer.start()
    assert has_begun.wait(30)
    try:
        yield
    finally:
        may_end.set()
        writer.join()


def test_an_error_takes_back_everything(engine: Engine) -> None:
    with pytest.raises(KeyError), write_transaction(engine) as session:  # noqa: PT012
        activities.upsert_many(session, [make_activity(1)])
        raise KeyError("after the write")
    assert count(engine) == 0
    with write_transaction(engine) as session:
        assert activities.upsert_many(session, [make_activity(1)]) == range(2, 3)


def test_a_commit_below_the_edge_commits_nothing(engine: Engine) -> None:
    with pytest.raises(KeyError), write_transaction(engine) as session:  # noqa: PT012
        activities.upsert_many(session, [make_activity(1)])
        session.commit()
        raise KeyError("after the commit")
    assert count(engine) == 0


def test_a_reader_sees_one_moment_and_not_what_is_under_way(engine: Engine) -> None:
    with write_transaction(engine) as session:
        activities.upsert_many(session, [make_activity(1)])
        assert count(engine) == 0
    with read_connection(engine) as connection:
        assert activities.count_activities(connection) == 1
        with write_transaction(engine) as session:
            activities.upsert_many(session, [make_activity(2)])
        assert activities.count_activities(connection) == 1
        assert current_seq(connection) == 2
    assert count(engine) == 2


def test_a_turn_that_does_not_come_in_time_is_unavailable_with_a_time_to_retry(
    engine: Engine, database_url: str
) -> None:
    with open_engine(database_url, Limits(lock_timeout_s=0.2)) as hasty:
        with held_turn(engine), pytest.raises(Unavailable) as caught, write_transaction(hasty):
            pytest.fail("the turn was another's")
        assert int(caught.value.headers["Retry-After"]) > 0
        assert "SELECT" not in caught.value.detail
        with write_transaction(hasty) as session:
            activities.upsert_many(session, [make_activity(1)])
    assert count(engine) == 1


def test_readers_do_not_wait_for_a_writer(engine: Engine, database_url: str) -> None:
    with open_engine(database_url, Limits(lock_timeout_s=0.2)) as hasty, held_turn(engine):
        assert count(hasty) == 0


def test_a_fault_of_ours_is_not_called_passing(engine: Engine) -> None:
    with (
        pytest.raises((OperationalError, ProgrammingError), match="no_such_table"),
        read_connection(engine) as connection,
    ):
        connection.execute(text("SELECT * FROM no_such_table"))


def test_a_pool_that_is_used_up_is_unavailable(database_url: str) -> None:
    limits = Limits(pool_size=1, max_overflow=0, connect_timeout_s=0.1)
    with (
        open_engine(database_url, limits) as engine,
        read_connection(engine),
        pytest.raises(Unavailable),
        read_connection(engine),
    ):
        pytest.fail("there was no connection left")


def test_a_server_that_is_not_there_is_unavailable() -> None:
    with (
        open_engine("postgresql://nobody@127.0.0.1:1/nothing") as engine,
        pytest.raises(Unavailable),
        read_connection(engine),
    ):
        pytest.fail("nothing listens there")


def test_no_update_is_lost_between_reading_and_writing(engine: Engine) -> None:
    with write_transaction(engine) as session:
        activities.upsert_many(session, [make_activity(1)])
    failures: list[BaseException] = []

    def increment() -> None:
        try:
            for _ in range(10):
                with write_transaction(engine) as session:
                    (row,) = activities.find_many(session, [make_activity(1).id], for_update=True).values()
                    activities.upsert_many(session, [make_activity(1, version=row.version + 1)])
        except BaseException as error:
            failures.append(error)

    writers = [threading.Thread(target=increment) for _ in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failures == []
    with read_connection(engine) as connection:
        (row,) = activities.find_many(connection, [make_activity(1).id]).values()
    assert row.version == 81


def test_processes_that_write_at_once_all_succeed(engine: Engine, database_url: str) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.support.writer", database_url, f"w{number}", str(number * 100), "40", "3"],
            cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for number in range(3)
    ]  # fmt: skip
    ended = [(writer.communicate(timeout=120), writer.returncode) for writer in writers]
    for (out, err), code in ended:
        assert code == 0, err
        assert out.split() == [str(number) for number in range(1, 41)]
    with read_connection(engine) as connection:
        assert current_seq(connection) == 1 + 3 * 40 * 3


def test_a_short_write_gets_its_turn_beside_one_who_never_pauses(engine: Engine, database_url: str) -> None:
    is_done = threading.Event()
    turns = 0

    def write_without_pause() -> None:
        nonlocal turns
        while not is_done.is_set():
            with write_transaction(engine) as session:
                activities.upsert_many(session, [make_activity(number) for number in range(200)])
            turns += 1

    busy = threading.Thread(target=write_without_pause)
    busy.start()
    waited: list[int] = []
    try:
        with open_engine(database_url) as other:
            assert count(other) <= 200
            for number in range(20):
                before = turns
                with write_transaction(other) as session:
                    waited.append(turns - before)
                    activities.upsert_many(session, [make_activity(1000 + number)])
    finally:
        is_done.set()
        busy.join()
    # A fair line lets one or two pass; the bound leaves room for a thread that is slow to join it.
    assert max(waited) <= 20, f"turns of the other before ours: {waited}"


def test_objects_of_the_session_are_written_with_the_rest(engine: Engine) -> None:
    with write_transaction(engine) as session:
        assert isinstance(session, Session)
        organisations.upsert_many(session, [make_organisation(version=2, name="New")])
        assert current_seq(session) == 2
    with read_connection(engine) as connection:
        found = organisations.find_one(connection, ORGANISATION)
    assert found is not None
    assert found.name == "New"


@pytest.mark.parametrize(
    ("url", "message"), [("mysql://host/x", "not supported"), ("sqlite://", "memory"), ("sqlite:///:memory:", "memory")]
)
def test_a_database_that_cannot_work_is_refused_with_a_reason(url: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        make_engine(url)


def test_a_sqlite_file_is_durable_shared_and_strict(sqlite_database: str) -> None:
    with open_engine(sqlite_database) as engine, engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}


def test_a_file_that_may_only_be_read_is_refused_without_waiting(tmp_path: Path) -> None:
    file = tmp_path / "city.db"
    with closing(sqlite3.connect(file)) as made:
        made.execute("CREATE TABLE some (number INTEGER)")
    tried: list[str] = []
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        connection.set_trace_callback(tried.append)
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            use_wal(connection, timeout_s=0.5)
    assert len(tried) <= 2


def test_the_folder_of_a_sqlite_file_is_made(tmp_path: object) -> None:
    url = f"sqlite:///{tmp_path}/not/yet/there.sqlite"
    with open_engine(url) as engine, engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar_one() == 1


def test_waits_on_a_server_are_bounded(postgres_database: str) -> None:
    with open_engine(postgres_database) as engine, engine.connect() as connection:
        names = ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout")
        found = [connection.exec_driver_sql(f"SHOW {name}").scalar_one() for name in names]
        with write_transaction(engine) as session:
            writer_idle = session.connection().exec_driver_sql(f"SHOW {names[2]}").scalar_one()
    assert [*found, writer_idle] == ["5s", "30s", "15min", "30s"]
