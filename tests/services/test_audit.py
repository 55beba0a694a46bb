"""The audit trail says who, what, when and from which import; a diff names what changed and nothing else."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from app.domain.auditing import AuditAction
from app.domain.caller import OPERATOR, Actor, Caller
from app.domain.vocabulary import AddressShown
from app.services.audit import AuditEntry, diff, record
from app.services.recording import describe_record
from app.store import audit as store
from app.store.audit import Wanted
from app.store.places import StoredPlace
from app.store.unit_of_work import read_connection, write_transaction
from tests.support.stored import migrated_engine

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
PARTNER = Caller(Actor.KEY, key_id="key_a", import_id="imp1", on_behalf_of="o" * 16)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"a": 1, "b": 2}, {"a": 1, "b": 3}, {"b": [2, 3]}),
        ({"a": 1}, {"a": 1}, {}),
        ({"a": {"x": 1, "y": {"z": 1}}}, {"a": {"x": 1, "y": {"z": 2}}}, {"a.y.z": [1, 2]}),
        ({"a": [1, 2]}, {"a": [1]}, {"a": [[1, 2], [1]]}),
        ({"a": {"x": 1}}, {"a": None}, {"a": [{"x": 1}, None]}),
        ({"a": 1}, {"b": 1}, {"a": [1, None], "b": [None, 1]}),
        ({"a": 1, "version": 1}, {"a": 1, "version": 2}, {}),
        (None, {"a": 1}, {}),
        ({"a": 1}, None, {"a": [1, None]}),
    ],
)
def test_a_diff_names_what_changed(
    before: dict[str, object] | None, after: dict[str, object] | None, expected: dict[str, list[object]]
) -> None:
    assert diff(before, after, without=("version",)) == expected


@pytest.fixture
def engine(database_url: str):  # type: ignore[no-untyped-def]
    with migrated_engine(database_url) as engine:
        yield engine


def listed(engine: Engine, wanted: Wanted, limit: int = 10) -> list[str]:
    with read_connection(engine) as connection:
        return [entry.object_id for entry in store.list_entries(connection, wanted, limit)]


def test_a_line_holds_who_what_when_and_from_where(engine: Engine) -> None:
    said = {"title": ["oud", "nieuw"]}
    entry = AuditEntry("activity", "a" * 16, AuditAction.UPDATED, "o" * 16, 3, said, "op verzoek")
    with write_transaction(engine) as session:
        record(session, [entry], caller=PARTNER, now=NOW)
    with read_connection(engine) as connection:
        (line,) = store.list_entries(connection, Wanted(), 10)
    assert (line.actor, line.key_id, line.import_id, line.on_behalf_of) == ("key", "key_a", "imp1", "o" * 16)
    assert (line.kind, line.object_id, line.action, line.version) == ("activity", "a" * 16, AuditAction.UPDATED, 3)
    assert (line.recorded_at, line.diff, line.reason) == (NOW, {"title": ["oud", "nieuw"]}, "op verzoek")
    assert line.organisation_id == "o" * 16


def test_lines_are_found_by_whose_they_are_and_what_they_are_about(engine: Engine) -> None:
    with write_transaction(engine) as session:
        for day, (object_id, owner) in enumerate([("a1", "o1"), ("a2", "o2"), ("a3", "o1"), ("a4", None)]):
            entry = AuditEntry("activity" if day else "place", object_id, AuditAction.UPDATED, owner)
            record(session, [entry], caller=OPERATOR, now=NOW + timedelta(days=day))
    assert listed(engine, Wanted()) == ["a4", "a3", "a2", "a1"]
    assert listed(engine, Wanted(), 2) == ["a4", "a3"]
    assert listed(engine, Wanted(organisation_ids={"o1"})) == ["a3", "a1"]
    assert listed(engine, Wanted(organisation_ids=())) == []
    assert listed(engine, Wanted(kind="place")) == ["a1"]
    assert listed(engine, Wanted(since=NOW + timedelta(days=1), until=NOW + timedelta(days=3))) == ["a3", "a2"]


def test_a_rehearsed_change_leaves_no_line(engine: Engine) -> None:
    with write_transaction(engine, rehearse=True) as session:
        record(session, [AuditEntry("activity", "a1", AuditAction.UPDATED)], caller=OPERATOR, now=NOW)
    assert listed(engine, Wanted()) == []


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (AddressShown.FULL, AddressShown.ON_ENROLMENT),
        (AddressShown.ON_ENROLMENT, AddressShown.ON_ENROLMENT),
        (AddressShown.ON_ENROLMENT, AddressShown.FULL),
    ],
)
def test_the_log_keeps_silent_where_a_hidden_address_was_or_is(first: AddressShown, then: AddressShown) -> None:
    """Who moves from home to a hall does not tell afterwards where home was."""
    home = StoredPlace("p" * 16, "s", "1", 1, NOW, NOW, street_address="Verborgenpad 7", postal_code="2531 AB",
                       lat=52.05, lon=4.29, buurt="BU05183638", address_shown=first)  # fmt: skip
    hall = replace(home, street_address="Zaalweg 1", postal_code="2531 AC", lat=52.06, lon=4.3, buurt="BU05183639",
                   address_shown=then, name="Zaal")  # fmt: skip
    said = describe_record(home, hall).diff
    assert set(said) == {"name"} | ({"address_shown"} if first is not then else set())
