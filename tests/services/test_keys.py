"""Keys are made, rotated and withdrawn; who may do what; a revocation is seen by every worker within a second."""

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine

from app.domain.api_keys import form_key
from app.domain.caller import OPERATOR, Actor, Caller, Scope
from app.errors import Conflict, Forbidden, InvalidInput, NotFound, Unauthorized
from app.services import keys
from app.services.key_ring import KeyRing
from app.services.keys import WantedKey
from app.store import audit
from app.store.audit import Wanted
from app.store.keys import StoredKey
from app.store.unit_of_work import read_connection, write_transaction
from tests.support.keys import add_key
from tests.support.statements import count_statements
from tests.support.stored import ORGANISATION, migrated_engine

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
WRITES = (Scope.ACTIVITIES_WRITE,)
BODY = ("/scopes", "/organisationIds", "/expiresAt")
UNKNOWN = form_key(bytes(20), is_test=False).text


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    with migrated_engine(database_url) as engine:
        yield engine


@pytest.fixture
def ring(engine: Engine) -> KeyRing:
    return KeyRing(engine)


def ask(ring: KeyRing, secret: str, now: datetime = NOW) -> Caller:
    return ring.identify(f"Bearer {secret}", now)


def refusal(ring: KeyRing, header: str | None, now: datetime = NOW) -> str:
    with pytest.raises(Unauthorized) as caught:
        ring.identify(header, now)
    (fault,) = caught.value.faults
    assert fault.detail_nl
    assert caught.value.headers["WWW-Authenticate"].startswith("Bearer")
    return fault.code


def revoke(engine: Engine, key_id: str, at: datetime = NOW) -> StoredKey:
    with write_transaction(engine) as session:
        return keys.revoke_key(session, key_id, caller=OPERATOR, now=at, reason="toets")


def rotate(engine: Engine, key_id: str, at: datetime = NOW, days: int = 7) -> keys.MadeKey:
    with write_transaction(engine) as session:
        return keys.rotate_key(session, key_id, caller=OPERATOR, now=at, overlap=timedelta(days=days))


def test_a_key_says_who_asks(engine: Engine, ring: KeyRing) -> None:
    made = add_key(engine, WRITES, [ORGANISATION], is_test=True)
    caller = ask(ring, made.secret.text)
    assert (caller.actor, caller.key_id, caller.is_test) == (Actor.KEY, made.key.id, True)
    assert caller.has(Scope.ACTIVITIES_WRITE)
    assert not caller.has(Scope.ROUTES_WRITE)
    assert caller.owns(ORGANISATION)
    assert not caller.owns("x" * 16)
    assert ask(ring, add_key(engine).secret.text).is_admin


def test_every_reason_for_a_refusal_has_its_own_code(engine: Engine, ring: KeyRing) -> None:
    made = add_key(engine, WRITES, [ORGANISATION], expires_at=NOW + timedelta(days=1))
    text = made.secret.text
    for header in (None, "", "Bearer", "Bearer ", f"Basic {text}", text):
        assert refusal(ring, header) == "key-missing"
    assert refusal(ring, f"Bearer {text[:-1]}") == "key-typo"
    assert refusal(ring, f"Bearer {text.upper()}") == "key-typo"
    assert refusal(ring, f"Bearer {text}", NOW + timedelta(days=1)) == "key-expired"
    revoke(engine, made.key.id)
    assert refusal(KeyRing(engine), f"Bearer {text}") == "key-revoked"
    assert refusal(ring, f"Bearer {UNKNOWN}") == "key-unknown"


def test_a_typo_is_found_without_the_database(engine: Engine, ring: KeyRing) -> None:
    with count_statements(engine) as log:
        assert refusal(ring, "Bearer ww_live_typo") == "key-typo"
    assert log.count == 0


def test_no_refusal_repeats_what_was_sent(engine: Engine, ring: KeyRing) -> None:
    for text in ("ww_live_geheimgeheim", UNKNOWN):
        with pytest.raises(Unauthorized) as caught:
            ask(ring, text)
        assert text not in f"{caught.value} {caught.value.faults} {caught.value.headers}"


def test_the_word_bearer_may_be_written_in_any_case_and_with_spaces(engine: Engine, ring: KeyRing) -> None:
    text = add_key(engine).secret.text
    for header in (f"bearer {text}", f"BEARER   {text} ", f" Bearer {text}"):
        assert ring.identify(header, NOW).is_admin


def test_a_known_key_is_looked_up_once_in_a_while(engine: Engine, ring: KeyRing) -> None:
    text = add_key(engine).secret.text
    ask(ring, text)
    with count_statements(engine) as log:
        for _ in range(20):
            ask(ring, text)
    assert log.count == 0


def test_a_revocation_elsewhere_is_seen_within_a_second(engine: Engine, ring: KeyRing) -> None:
    made = add_key(engine)
    ask(ring, made.secret.text)
    revoke(engine, made.key.id)
    deadline, code = time.monotonic() + 1.0, None
    while code is None and time.monotonic() < deadline:
        try:
            ask(ring, made.secret.text)
        except Unauthorized as refused:
            code = refused.faults[0].code
        time.sleep(0.02)
    assert code == "key-revoked"


def test_the_memory_of_keys_is_bounded(engine: Engine, ring: KeyRing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.services.key_ring.MOST_KEPT", 3)
    for number in range(9):
        assert refusal(ring, f"Bearer {form_key(bytes([number] * 20), is_test=False).text}") == "key-unknown"
    assert len(ring._kept) == 3


def test_the_day_of_use_is_written_once_a_day(engine: Engine, ring: KeyRing) -> None:
    made = add_key(engine)
    for _ in range(3):
        ask(ring, made.secret.text)
    ring.flush()
    assert keys.read_key(engine, made.key.id).last_used_on == date(2026, 11, 25)
    with count_statements(engine) as log:
        ask(ring, made.secret.text)
        ring.flush()
    assert [text for text in log.statements if "UPDATE" in text.upper()] == []
    ask(ring, made.secret.text, NOW + timedelta(days=1))
    ring.flush()
    assert keys.read_key(engine, made.key.id).last_used_on == date(2026, 11, 26)


def test_only_the_hash_is_stored(engine: Engine) -> None:
    made = add_key(engine)
    with read_connection(engine) as connection:
        row = connection.exec_driver_sql("SELECT * FROM partner_key").one()
    assert made.secret.text not in str(row)
    assert made.secret.text[8:-6] not in str(row)
    assert made.secret.sha256 in row
    assert made.secret.text not in f"{made} {keys.write_key(made.key, NOW)}"


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (WantedKey("x", frozenset()), {"/scopes"}),
        (WantedKey("x", frozenset(WRITES)), {"/organisationIds"}),
        (WantedKey("x", frozenset(WRITES), frozenset(["unknown000000000"])), {"/organisationIds"}),
        (WantedKey("x", frozenset([Scope.ADMIN]), frozenset([ORGANISATION])), {"/organisationIds"}),
        (WantedKey("x", frozenset(), frozenset(["unknown000000000"]), False, NOW), set(BODY)),
    ],
)  # fmt: skip
def test_a_key_that_makes_no_sense_is_refused_with_every_fault(
    engine: Engine, wanted: WantedKey, expected: set[str]
) -> None:
    with pytest.raises(InvalidInput) as caught, write_transaction(engine) as session:
        keys.create_key(session, wanted, caller=OPERATOR, now=NOW)
    assert {fault.pointer for fault in caught.value.faults} == expected
    assert all(fault.detail_nl for fault in caught.value.faults)
    assert keys.read_keys(engine) == []


def test_a_key_that_only_reads_insights_needs_no_organisation(engine: Engine, ring: KeyRing) -> None:
    assert not ask(ring, add_key(engine, [Scope.INSIGHTS_READ]).secret.text).owns(ORGANISATION)


def test_both_keys_hold_while_rotating_and_the_old_one_ends(engine: Engine, ring: KeyRing) -> None:
    old = add_key(engine, WRITES, [ORGANISATION])
    new = rotate(engine, old.key.id, days=3)
    for secret in (old.secret, new.secret):
        caller = ask(ring, secret.text, NOW + timedelta(days=2))
        assert (caller.scopes, caller.organisation_ids) == (frozenset(WRITES), frozenset([ORGANISATION]))
    assert refusal(ring, f"Bearer {old.secret.text}", NOW + timedelta(days=3)) == "key-expired"
    assert ask(ring, new.secret.text, NOW + timedelta(days=400)).key_id == new.key.id
    assert new.key.replaces == old.key.id


def test_a_rotated_key_lives_as_long_as_the_first_and_never_longer_by_overlap(engine: Engine) -> None:
    old = add_key(engine, WRITES, [ORGANISATION], expires_at=NOW + timedelta(days=30), now=NOW)
    new = rotate(engine, old.key.id, NOW + timedelta(days=28))
    assert new.key.expires_at == NOW + timedelta(days=58)
    assert keys.read_key(engine, old.key.id).expires_at == NOW + timedelta(days=30)


def test_no_third_key_while_rotating(engine: Engine) -> None:
    old = add_key(engine, WRITES, [ORGANISATION])
    new = rotate(engine, old.key.id)
    with pytest.raises(Conflict) as caught:
        rotate(engine, old.key.id)
    assert caught.value.faults[0].code == "key-rotating"
    revoke(engine, new.key.id)
    assert rotate(engine, old.key.id).key.replaces == old.key.id


def test_an_ended_key_is_not_rotated_and_an_unknown_one_not_found(engine: Engine) -> None:
    made = add_key(engine)
    revoke(engine, made.key.id)
    with pytest.raises(Conflict) as caught:
        rotate(engine, made.key.id)
    assert caught.value.faults[0].code == "key-ended"
    for act in (rotate, revoke):
        with pytest.raises(NotFound):
            act(engine, "key_aaaaaaaaaaaaa")


def test_revoking_twice_changes_nothing(engine: Engine) -> None:
    made = add_key(engine)
    assert revoke(engine, made.key.id) == revoke(engine, made.key.id, NOW + timedelta(days=1))


def test_who_finds_a_key_can_end_it(engine: Engine) -> None:
    made = add_key(engine, is_test=True)
    assert keys.report_leaked(engine, f" {made.secret.text}\n", caller=OPERATOR, now=NOW).revoked_reason == keys.LEAKED
    assert refusal(KeyRing(engine), f"Bearer {made.secret.text}") == "key-revoked"
    with pytest.raises(InvalidInput, match="no key of ours"):
        keys.report_leaked(engine, made.secret.text[:-1], caller=OPERATOR, now=NOW)
    with pytest.raises(NotFound):
        keys.report_leaked(engine, UNKNOWN, caller=OPERATOR, now=NOW)


def test_what_happens_to_a_key_is_in_the_audit_trail_of_its_organisations(engine: Engine) -> None:
    made = add_key(engine, WRITES, [ORGANISATION])
    rotate(engine, made.key.id)
    revoke(engine, made.key.id)
    with read_connection(engine) as connection:
        lines = audit.list_entries(connection, Wanted(organisation_ids=[ORGANISATION]), 10)
    assert [(line.action, line.kind, line.reason) for line in lines] == [
        ("revoked", "key", "toets"), ("created", "key", None), ("rotated", "key", None), ("created", "key", None),
    ]  # fmt: skip
    assert made.secret.text not in str(lines)


def test_a_scope_and_an_owner_are_both_needed() -> None:
    partner = Caller(Actor.KEY, scopes=frozenset(WRITES), organisation_ids=frozenset([ORGANISATION]))
    keys.require(partner, Scope.ACTIVITIES_WRITE, ORGANISATION)
    keys.require(partner, Scope.ACTIVITIES_WRITE)
    keys.require(OPERATOR, Scope.ROUTES_WRITE, "x" * 16)
    for scope, owner, code in (
        (Scope.ACTIVITIES_WRITE, "x" * 16, "not-yours"),
        (Scope.ROUTES_WRITE, ORGANISATION, "insufficient-scope"),
        (Scope.ADMIN, None, "insufficient-scope"),
    ):
        with pytest.raises(Forbidden) as caught:
            keys.require(partner, scope, owner)
        assert caught.value.faults[0].code == code
        assert caught.value.faults[0].detail_nl
