"""Keys at rest: only hashes, found again by them; rehearsals leave nothing behind."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from app.store import activities, keys
from app.store.changes import current_seq
from app.store.keys import StoredKey
from app.store.unit_of_work import read_connection, write_transaction
from tests.support.stored import make_activity

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
KEY = StoredKey(
    id="key_a",
    sha256="a" * 64,
    hint="abcd",
    label="Bibliotheek",
    is_test=False,
    scopes=("activities:write", "imports:write"),
    organisation_ids=("o" * 16,),
    created_at=NOW,
    expires_at=NOW + timedelta(days=1),
)


def add(engine: Engine, *rows: StoredKey) -> None:
    with write_transaction(engine) as session:
        for row in rows:
            keys.add_key(session, row)


def held(engine: Engine, key_id: str = KEY.id) -> StoredKey:
    with read_connection(engine) as connection:
        found = keys.find_by_id(connection, key_id)
    assert found is not None
    return found


def test_a_key_comes_back_as_it_was_by_hash_and_by_name(engine: Engine) -> None:
    add(engine, KEY)
    assert held(engine) == KEY
    with read_connection(engine) as connection:
        assert keys.find_by_hash(connection, KEY.sha256) == KEY
        assert keys.find_by_hash(connection, "b" * 64) is None
        assert keys.find_by_id(connection, "key_b") is None


def test_the_same_hash_twice_is_refused(engine: Engine) -> None:
    add(engine, KEY)
    with pytest.raises(IntegrityError):
        add(engine, replace(KEY, id="key_b"))


def test_the_first_revocation_stands(engine: Engine) -> None:
    add(engine, KEY)
    with write_transaction(engine) as session:
        keys.revoke_key(session, KEY.id, NOW, "leaked")
        keys.revoke_key(session, KEY.id, NOW + timedelta(days=1), "again")
    assert (held(engine).revoked_at, held(engine).revoked_reason) == (NOW, "leaked")


def test_only_living_successors_count(engine: Engine) -> None:
    following = replace(KEY, id="key_b", sha256="b" * 64, replaces=KEY.id, expires_at=None)
    late = replace(following, id="key_c", sha256="c" * 64, expires_at=NOW)
    gone = replace(following, id="key_d", sha256="d" * 64, revoked_at=NOW)
    add(engine, KEY, following, late, gone)
    with read_connection(engine) as connection:
        assert [key.id for key in keys.list_successors(connection, KEY.id, NOW)] == ["key_b"]
        assert [key.id for key in keys.list_keys(connection)] == ["key_a", "key_b", "key_c", "key_d"]


def test_a_day_of_use_only_moves_forward(engine: Engine) -> None:
    add(engine, KEY)
    for day in (date(2026, 11, 25), date(2026, 11, 24)):
        with write_transaction(engine) as session:
            keys.mark_used(session, {KEY.id: day, "key_unknown": day})
    assert held(engine).last_used_on == date(2026, 11, 25)


def test_a_rehearsal_sees_its_own_writes_and_keeps_none(engine: Engine) -> None:
    with write_transaction(engine, rehearse=True) as session:
        assert activities.upsert_many(session, [make_activity(1)]) == range(2, 3)
        keys.add_key(session, KEY)
        assert keys.find_by_id(session, KEY.id) == KEY
    with read_connection(engine) as connection:
        assert activities.count_activities(connection) == 0
        assert keys.find_by_id(connection, KEY.id) is None
        assert current_seq(connection) == 1
    with write_transaction(engine) as session:
        assert activities.upsert_many(session, [make_activity(1)]) == range(2, 3)


def test_a_rehearsal_that_fails_fails_as_the_real_thing(engine: Engine) -> None:
    add(engine, KEY)
    with pytest.raises(IntegrityError), write_transaction(engine, rehearse=True) as session:
        keys.add_key(session, KEY)
