"""What a coordinator sets lasts, what a reviewed organisation writes waits, and everything stands in the audit log."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from sqlmodel import col, select

from app.domain.caller import SYSTEM, Caller
from app.domain.ids import activity_id
from app.models.partner import Audit
from app.services.activities import Outcome, WriteResult
from app.services.moderation import find_waiting
from app.services.write_bodies import own_body, read_draft
from app.services.writing import end_activity, patch_activity, put_activity
from app.services.writing_sessions import change_session
from app.store.unit_of_work import read_session
from tests.support.writing import CLUB, MINE, REVIEWED, Desk, open_desk

ID = activity_id(MINE, "club")


@pytest.fixture
def desk(database_url: str) -> Iterator[Desk]:
    with open_desk(database_url) as desk:
        yield desk


def put(desk: Desk, body: dict[str, Any] | None = None, caller: Caller | None = None) -> set[str]:
    """The codes of its warnings."""
    with desk.turn(caller) as turn:
        return {warning.code for warning in put_activity(turn, MINE, "club", body or CLUB).warnings}


def patch(desk: Desk, body: dict[str, Any], caller: Caller | None = None) -> None:
    with desk.turn(caller) as turn:
        patch_activity(turn, ID, body)


def sync(desk: Desk, body: dict[str, Any]) -> WriteResult:
    """As an import writes it."""
    draft = read_draft(*own_body(desk.organisation(MINE), "club", body))
    with desk.turn() as turn:
        (result,) = desk.writer.write(turn.session, [draft], now=desk.now, caller=replace(SYSTEM, import_id="import"))
    return result


def audit(desk: Desk, object_id: str = ID) -> list[Audit]:
    with read_session(desk.engine) as session:
        return list(session.exec(select(Audit).where(Audit.object_id == object_id).order_by(col(Audit.id))))


def test_what_a_coordinator_set_survives_the_same_file_again(desk: Desk) -> None:
    put(desk)
    patch(desk, {"age": {"min": 4, "max": 8}, "title": "Natuurclub"}, desk.coordinator)
    assert sync(desk, CLUB).outcome is Outcome.UNCHANGED
    assert put(desk) >= {"set-by-coordinator"}
    document = desk.document(ID)
    assert (document["title"], document["age"]["min"], document["age"]["max"]) == ("Natuurclub", 4, 8)
    result = sync(desk, {**CLUB, "summary": "Nieuw."})
    assert (result.outcome, desk.document(ID)["summary"]) == ("updated", "Nieuw.")
    assert desk.document(ID)["title"] == "Natuurclub"


def test_what_the_partner_sends_on_purpose_wins_and_stays(desk: Desk) -> None:
    put(desk)
    patch(desk, {"age": {"min": 4}, "title": "Van de coördinator", "cost": "unknown"}, desk.coordinator)
    patch(desk, {"age": {"min": 6}})
    assert desk.document(ID)["age"]["min"] == 6, "named in a PATCH"
    sync(desk, {**CLUB, "title": "Van de partner"})
    assert desk.document(ID)["title"] == "Van de partner", "another value than before"
    assert desk.document(ID)["cost"] == "unknown", "the same value as before"
    sync(desk, CLUB)
    assert desk.document(ID)["title"] == CLUB["title"], "the hold is over"


def test_a_date_and_a_place_that_a_coordinator_set_survive_too(desk: Desk) -> None:
    put(desk)
    with desk.turn(desk.coordinator) as turn:
        change_session(turn, ID, "20261202T1400", {"status": "cancelled"})
        patch_activity(turn, ID, {"place": {"name": "Andere plek", "location": {"lat": 52.06, "lon": 4.3}}})
    place = desk.document(ID)["place"]
    assert sync(desk, CLUB).outcome is Outcome.UNCHANGED
    assert desk.document(ID)["place"] == place
    assert [one["status"] for one in desk.document(ID)["sessions"]].count("cancelled") == 1


def test_what_is_written_on_behalf_of_the_partner_is_not_held(desk: Desk) -> None:
    put(desk)
    patch(desk, {"title": "Namens de partner"}, replace(desk.coordinator, on_behalf_of=MINE))
    sync(desk, CLUB)
    assert desk.document(ID)["title"] == CLUB["title"]


def test_a_reviewed_organisation_waits_and_the_last_version_stays(desk: Desk) -> None:
    with desk.turn(desk.coordinator) as turn:
        put_activity(turn, REVIEWED, "club", CLUB)
    id_ = activity_id(REVIEWED, "club")
    with desk.turn() as turn:
        same = put_activity(turn, REVIEWED, "club", CLUB)
        held = put_activity(turn, REVIEWED, "club", {**CLUB, "title": "Anders"})
        made = put_activity(turn, REVIEWED, "new", CLUB)
    assert [report.outcome for report in (same, held, made)] == ["unchanged", "pending", "pending"]
    assert (held.version, made.version, held.seq) == (1, 0, None)
    assert held.edit_id
    assert desk.document(id_)["title"] == CLUB["title"]
    with desk.turn() as turn:
        patch_activity(turn, id_, {"summary": "Ook nieuw."})
    with read_session(desk.engine) as session:
        waiting = find_waiting(session, "activity", id_)
    assert waiting is not None
    assert (waiting.draft["title"], waiting.draft["summary"]) == ("Anders", "Ook nieuw."), "two patches add up"
    with desk.turn() as turn:
        ended = end_activity(turn, id_)
    assert ended.outcome == "pending"
    assert not desk.row(id_).is_deleted


def test_who_changed_what_stands_in_the_audit_log(desk: Desk) -> None:
    put(desk)
    put(desk)
    patch(desk, {"title": "Natuurclub", "age": {"min": 5}}, desk.coordinator)
    sync(desk, {**CLUB, "summary": "Nieuw."})
    with desk.turn() as turn:
        change_session(turn, ID, "20261202T1400", {"status": "cancelled"})
        end_activity(turn, ID)
    lines = audit(desk)
    assert [(line.action, line.version) for line in lines] == [
        ("created", 1), ("updated", 2), ("updated", 3), ("updated", 4), ("ended", 5),
    ]  # fmt: skip
    assert [line.key_id for line in lines] == [
        desk.partner.key_id, desk.coordinator.key_id, None, desk.partner.key_id, desk.partner.key_id,
    ]  # fmt: skip
    assert lines[1].diff == {"title": [CLUB["title"], "Natuurclub"], "age.min": [6, 5]}
    assert (lines[2].actor, lines[2].import_id) == ("system", "import")
    assert all(line.organisation_id == MINE for line in lines)
    place = desk.document(ID)["place"]["id"]
    assert [line.action for line in audit(desk, place)] == ["created"]


def test_a_write_that_is_taken_back_leaves_no_line(desk: Desk) -> None:
    with desk.turn(rehearse=True) as turn:
        put_activity(turn, MINE, "club", CLUB)
    assert audit(desk) == []
