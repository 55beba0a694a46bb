"""Activities go in whole and come out as they went in, one by one, in bulk and as streams."""

import dataclasses
from datetime import date, datetime, timedelta, timezone

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError, StatementError

from app.domain.vocabulary import Status
from app.store import activities
from app.store.changes import LoggedChange, current_seq, read_changes
from app.store.documents import DocumentReader, DocumentsAt
from app.store.unit_of_work import read_connection, write_transaction
from tests.support.statements import count_statements
from tests.support.stored import MOMENT, make_activity


def write(engine: Engine, *rows: activities.StoredActivity, key_id: str | None = None) -> range:
    with write_transaction(engine) as session:
        return activities.upsert_many(session, rows, key_id=key_id)


def test_a_record_comes_back_as_it_was_written(engine: Engine) -> None:
    amsterdam = timezone(timedelta(hours=1))
    row = make_activity(
        1,
        status=Status.CANCELLED,
        is_example=True,
        confirmed_at=datetime(2026, 3, 29, 1, 59, 59, 123456, tzinfo=amsterdam),
        document='{"title":"Ruimtevaart 🚀 – één \\u0000 \\"dag\\""}',
    )
    given = write(engine, row)
    with read_connection(engine) as connection:
        found = activities.find_many(connection, [row.id, "unknown"])
    assert found == {row.id: dataclasses.replace(row, seq=given[0])}
    assert found[row.id].confirmed_at.utcoffset() == timedelta(0)
    assert isinstance(found[row.id].status, Status)


def test_a_write_appends_its_changes_in_order_with_the_right_action(engine: Engine) -> None:
    first, second = make_activity(1), make_activity(2)
    assert write(engine, first, second, key_id="key1") == range(2, 4)
    changed = dataclasses.replace(first, version=2, document="changed")
    assert write(engine, changed) == range(4, 5)
    assert write(engine, dataclasses.replace(second, version=2, is_deleted=True)) == range(5, 6)
    with read_connection(engine) as connection:
        log = read_changes(connection, 1, 100)
        found = activities.find_many(connection, [first.id, second.id])
        assert current_seq(connection) == 5
    assert [(line.seq, line.object_id, line.action, line.key_id) for line in log] == [
        (2, first.id, "created", "key1"),
        (3, second.id, "created", "key1"),
        (4, first.id, "updated", None),
        (5, second.id, "deleted", None),
    ]
    assert {line.kind for line in log} == {"activity"}
    assert found[first.id] == dataclasses.replace(changed, seq=4)
    assert (found[second.id].seq, found[second.id].is_deleted) == (5, True)


def test_of_two_rows_with_one_id_the_last_stands_and_is_logged_once(engine: Engine) -> None:
    row = make_activity(1)
    given = write(engine, row, dataclasses.replace(row, document="the last"))
    assert len(given) == 1
    with read_connection(engine) as connection:
        assert DocumentsAt(connection).read(row.id) == (1, "the last")


def test_nothing_to_write_appends_nothing(engine: Engine) -> None:
    assert list(write(engine)) == []
    with read_connection(engine) as connection:
        assert current_seq(connection) == 1


def test_a_bulk_write_takes_three_statements_whatever_its_size(engine: Engine) -> None:
    rows = [make_activity(number) for number in range(1000)]
    with write_transaction(engine) as session, count_statements(engine) as log:
        activities.upsert_many(session, rows)
    assert log.count == 3, log.statements
    with read_connection(engine) as connection:
        assert activities.count_activities(connection) == 1000


def test_rows_are_counted_without_reading_what_they_hold(engine: Engine) -> None:
    """A catalogue starts with this count; what it holds is gigabytes."""
    write(engine, make_activity(1), make_activity(2, is_deleted=True))
    with read_connection(engine) as connection, count_statements(engine) as log:
        assert activities.count_rows(connection) == 2
        assert activities.has_any(connection)
    if engine.dialect.name == "sqlite":
        with read_connection(engine) as connection:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {log.statements[0]}").all()
        assert ["COVERING INDEX" in str(step) for step in plan] == [True]


def test_tombstones_alone_are_nothing(engine: Engine) -> None:
    write(engine, make_activity(1, is_deleted=True))
    with read_connection(engine) as connection:
        assert not activities.has_any(connection)
        assert activities.count_rows(connection) == 1


def test_many_ids_are_looked_up_in_one_call(engine: Engine) -> None:
    write(engine, *(make_activity(number) for number in range(1200)))
    ids = [make_activity(number).id for number in range(1300)]
    with read_connection(engine) as connection:
        assert list(activities.find_many(connection, [*ids, *ids])) == ids[:1200]


def test_an_unknown_organisation_is_refused_and_nothing_is_left(engine: Engine) -> None:
    with pytest.raises(IntegrityError):
        write(engine, make_activity(1), make_activity(2, organisation_id="nobody"))
    with read_connection(engine) as connection:
        assert activities.count_activities(connection) == 0
        assert read_changes(connection, 1, 10) == []


def test_one_source_holds_an_external_id_once(engine: Engine) -> None:
    with pytest.raises(IntegrityError):
        write(engine, make_activity(1), make_activity(2, external_id="1"))


def test_a_time_without_zone_and_a_word_outside_the_list_are_refused(engine: Engine) -> None:
    with pytest.raises((StatementError, ValueError), match="timezone"):
        write(engine, make_activity(1, modified_at=datetime(2026, 1, 1)))
    with pytest.raises(StatementError, match="paused"):
        write(engine, make_activity(1, status="paused"))


def test_enums_are_stored_by_their_wire_value(engine: Engine) -> None:
    write(engine, make_activity(1, status=Status.PLANNED))
    with read_connection(engine) as connection:
        assert connection.execute(text("SELECT status FROM activity")).scalar_one() == "planned"


def test_the_index_streams_what_is_not_deleted(engine: Engine) -> None:
    write(engine, *(make_activity(number, is_deleted=number == 7) for number in range(25)))
    with read_connection(engine) as connection:
        found = sorted(activities.iterate_index(connection, batch=10))
    expected = [make_activity(number) for number in range(25) if number != 7]
    assert [(row.id, row.version, row.listing, row.card) for row in found] == [
        (row.id, row.version, row.listing, row.card) for row in expected
    ]
    assert [row.seq for row in found] == [number + 2 for number in range(25) if number != 7]


def test_the_index_since_a_change_gives_each_activity_once_at_its_last_change(engine: Engine) -> None:
    write(engine, *(make_activity(number) for number in range(4)))
    write(engine, make_activity(1, version=2, card="new"), make_activity(3, version=2, is_deleted=True))
    with read_connection(engine) as connection:
        found = activities.read_index_since(connection, 2)
        assert activities.read_index_since(connection, 2, limit=2) == found[:2]
        assert activities.read_index_since(connection, 7) == []
    assert [(row.id[-1], row.seq, row.version, row.card) for row in found] == [
        ("2", 4, 1, '{"card":2}'),
        ("1", 6, 2, "new"),
        ("3", 7, 2, None),
    ]
    assert found[-1].listing is None


def test_a_stream_shows_one_moment_while_others_write(engine: Engine) -> None:
    write(engine, *(make_activity(number) for number in range(30)))
    with read_connection(engine) as connection:
        stream = activities.iterate_documents(connection, batch=5)
        seen = [next(stream)]
        write(engine, *(make_activity(number, version=2, document="late") for number in range(40)))
        seen.extend(stream)
        assert current_seq(connection) == 31
    assert [row.document for row in seen] == [make_activity(number).document for number in range(30)]


def test_activities_are_found_by_organisation_and_by_the_age_of_their_sessions(engine: Engine) -> None:
    old, older, gone = date(2026, 11, 10), date(2026, 11, 9), date(2026, 11, 8)
    write(
        engine,
        make_activity(1, expanded_on=old),
        make_activity(2, expanded_on=older),
        make_activity(3, expanded_on=gone, is_deleted=True),
        make_activity(4),
        make_activity(5, organisation_id=None, is_example=True),
    )
    with read_connection(engine) as connection:
        found = activities.list_expanded_before(connection, date(2026, 11, 21), limit=10)
        assert [row.external_id for row in found] == ["2", "1"]
        assert len(activities.list_expanded_before(connection, date(2026, 11, 21), limit=1)) == 1
        own = activities.find_by_organisation(connection, make_activity(1).organisation_id or "")
        assert [row.external_id for row in own] == ["1", "2", "4"]
        assert activities.find_by_place(connection, "nowhere") == []
        assert activities.count_activities(connection) == 4
        assert activities.count_activities(connection, with_examples=False) == 3


def test_a_lock_for_writing_needs_a_writing_transaction(engine: Engine) -> None:
    with read_connection(engine) as connection, pytest.raises(RuntimeError, match="write_transaction"):
        activities.find_many(connection, ["x"], for_update=True)


def test_a_document_is_read_with_its_version_as_soon_as_it_is_committed(engine: Engine) -> None:
    row = make_activity(1)
    reader = DocumentReader(engine)
    assert reader.read(row.id) is None
    write(engine, row)
    assert reader.read(row.id) == (1, row.document)
    with write_transaction(engine) as session:
        activities.upsert_many(session, [dataclasses.replace(row, version=2, document="é")])
        assert reader.read(row.id) == (1, row.document)
    assert reader.read(row.id) == (2, "é")
    with read_connection(engine) as connection:
        assert DocumentsAt(connection).read(row.id) == (2, "é")
        assert DocumentsAt(connection).read("unknown") is None
    reader.close()
    assert reader.read(row.id) == (2, "é")
    reader.close()


def test_the_log_says_when(engine: Engine) -> None:
    with read_connection(engine) as connection:
        line: LoggedChange = read_changes(connection, 0, 1)[0]
    assert line.recorded_at > MOMENT.replace(year=2024)
    assert line.recorded_at.utcoffset() == timedelta(0)
