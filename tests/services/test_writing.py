"""Writing one activity: whole, in part, one date, confirmed, ended; by whom it may be, once, or rehearsed."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from app.domain.ids import activity_id
from app.domain.precondition import Precondition
from app.errors import Conflict, Forbidden, InvalidInput, NotFound, PreconditionFailed
from app.services.activities import Outcome
from app.services.write_report import WriteReport
from app.services.writing import confirm_activities, end_activity, patch_activity, put_activity
from app.services.writing_organisations import patch_organisation
from app.services.writing_sessions import change_session
from app.store.changes import current_seq
from app.store.unit_of_work import read_connection
from tests.support.writing import CLUB, MINE, NOW, THEIRS, Desk, open_desk

ID = activity_id(MINE, "club")
DATE = "20261202T1400"


@pytest.fixture
def desk(database_url: str) -> Iterator[Desk]:
    with open_desk(database_url) as desk:
        yield desk


@pytest.fixture
def local_desk(sqlite_database: str) -> Iterator[Desk]:
    """For rules that no database can change."""
    with open_desk(sqlite_database) as desk:
        yield desk


def put(desk: Desk, body: dict[str, Any] | None = None, external_id: str = "club", **options: Any) -> WriteReport:
    with desk.turn(options.pop("caller", None), now=options.pop("now", None)) as turn:
        return put_activity(turn, MINE, external_id, CLUB if body is None else body, **options)


def patch(desk: Desk, body: dict[str, Any], **options: Any) -> WriteReport:
    with desk.turn(options.pop("caller", None), now=options.pop("now", None)) as turn:
        return patch_activity(turn, ID, body, **options)


def date(desk: Desk, change: dict[str, Any]) -> dict[str, Any]:
    with desk.turn() as turn:
        change_session(turn, ID, DATE, change)
    found: dict[str, Any] = next(one for one in desk.document(ID)["sessions"] if one["id"] == DATE)
    return {name: found[name] for name in ("startsAt", "endsAt", "status", "placesLeft")}


def faults(refused: pytest.ExceptionInfo[InvalidInput]) -> set[tuple[str | None, str]]:
    assert all(fault.detail_nl for fault in refused.value.faults)
    return {(fault.pointer, fault.code) for fault in refused.value.faults}


def test_what_is_put_is_made_then_the_same_then_another_version(desk: Desk) -> None:
    first, again, later = put(desk), put(desk), put(desk, {**CLUB, "title": "Natuurclub"})
    assert [report.outcome for report in (first, again, later)] == ["created", "unchanged", "updated"]
    assert [report.version for report in (first, again, later)] == [1, 1, 2]
    assert first.id == ID
    assert again.seq is None
    assert desk.document(ID)["organisation"]["name"] == "Speeltuin De Linde"
    assert desk.document(ID)["source"] == {"name": MINE, "externalId": "club", "url": None}


def test_what_a_put_leaves_out_is_unknown(local_desk: Desk) -> None:
    put(local_desk)
    put(local_desk, {"title": "Natuurclub"})
    document = local_desk.document(ID)
    assert (document["summary"], document["place"], document["cost"]) == (None, None, "unknown")


def test_an_item_as_it_is_read_can_be_put_back(desk: Desk) -> None:
    put(desk)
    read = {
        **desk.document(ID),
        "url": "x",
        "shortUrl": "x",
        "freshness": {"confirmedAt": None},
        "help": [],
        "routes": [],
    }
    assert put(desk, read).outcome == "unchanged"


def test_a_put_confirms_once_a_day(desk: Desk) -> None:
    put(desk)
    assert put(desk, now=NOW + timedelta(hours=2)).seq is None
    tomorrow = put(desk, now=NOW + timedelta(days=1))
    assert (tomorrow.outcome, tomorrow.version) == ("unchanged", 1)
    assert tomorrow.seq is not None
    assert desk.row(ID).confirmed_at == NOW + timedelta(days=1)


def test_every_fault_is_named_at_once(local_desk: Desk) -> None:
    body = {
        "titel": "x",
        "themes": ["nature", "nonsense"],
        "age": {"min": 9, "max": 3},
        "organisation": {"id": THEIRS, "name": "x"},
        "serviceArea": ["Atlantis"],
        "prices": [{"per": "session"}],
    }
    with pytest.raises(InvalidInput) as refused:
        put(local_desk, body)
    assert faults(refused) >= {
        ("/title", "required"),
        ("/titel", "unknown-member"),
        ("/themes/1", "unknown-theme"),
        ("/age/max", "range-order"),
        ("/organisation/id", "not-of-this-address"),
        ("/serviceArea/0", "unknown-area"),
        ("/prices/0/amount", "amount-missing"),
    }
    with pytest.raises(InvalidInput) as refused:
        put(local_desk, {**CLUB, "confirmedAt": (NOW + timedelta(days=2)).isoformat()})
    assert faults(refused) == {("/confirmedAt", "in-future")}


def test_a_patch_changes_what_it_names_and_nothing_else(desk: Desk) -> None:
    put(desk)
    before = desk.document(ID)
    report = patch(desk, {"title": "Natuurclub", "age": {"max": None}, "summary": None})
    after = desk.document(ID)
    assert (report.outcome, report.version) == ("updated", 2)
    assert (after["title"], after["age"]["min"], after["age"]["max"], after["summary"]) == ("Natuurclub", 6, None, None)
    same = before.keys() - {"title", "age", "summary", "version", "modifiedAt", "missing"}
    assert {name: before[name] for name in same} == {name: after[name] for name in same}
    assert desk.row(ID).confirmed_at == NOW


def test_a_patch_of_what_the_catalogue_works_out_is_refused(local_desk: Desk) -> None:
    put(local_desk)
    with pytest.raises(InvalidInput) as refused:
        patch(local_desk, {"version": 9, "missing": [], "cost": "gratis"})
    assert faults(refused) == {("/version", "read-only"), ("/missing", "read-only"), ("/cost", "not-allowed")}


def test_dates_in_a_patch_take_the_place_of_the_rules(local_desk: Desk) -> None:
    put(local_desk)
    patch(local_desk, {"sessions": [{"startsAt": "2026-12-05T10:00", "endsAt": "2026-12-05T11:00"}]})
    assert [one["id"] for one in local_desk.document(ID)["sessions"]] == ["20261205T1000"]


def test_another_address_in_a_patch_is_another_place(local_desk: Desk) -> None:
    put(local_desk)
    put(local_desk, CLUB, "second")
    patch(local_desk, {"place": {"address": {"streetAddress": "Beukenlaan 5"}}})
    moved, stayed = local_desk.document(ID)["place"], local_desk.document(activity_id(MINE, "second"))["place"]
    assert moved["address"]["streetAddress"] == "Beukenlaan 5"
    assert stayed["address"]["streetAddress"] == "Lindelaan 1"
    assert moved["id"] != stayed["id"]


def test_a_version_somebody_else_changed_is_not_written_over(desk: Desk) -> None:
    put(desk)
    seen = Precondition.read('"1-abc"', None)
    patch(desk, {"title": "Eerst"}, precondition=seen)
    with pytest.raises(PreconditionFailed) as refused:
        patch(desk, {"title": "Later"}, precondition=seen)
    assert refused.value.headers["ETag"] == '"2"'
    with pytest.raises(PreconditionFailed):
        put(desk, precondition=Precondition.read(None, "*"))
    assert desk.document(ID)["title"] == "Eerst"


def test_nobody_writes_what_is_not_theirs(desk: Desk) -> None:
    put(desk)
    with pytest.raises(Forbidden):
        put(desk, caller=desk.other)
    with pytest.raises(Forbidden):
        patch(desk, {"title": "x"}, caller=desk.other)
    with desk.turn(desk.other) as turn, pytest.raises(Forbidden):
        end_activity(turn, ID)
    with desk.turn(desk.other) as turn, pytest.raises(Forbidden):
        confirm_activities(turn.session, turn.caller, [ID], NOW)
    with desk.turn() as turn, pytest.raises(NotFound):
        end_activity(turn, "a" * 16)
    assert desk.row(ID).version == 1


def test_a_shared_place_is_referred_to_and_not_changed(local_desk: Desk) -> None:
    with local_desk.turn(local_desk.coordinator) as turn:
        put_activity(turn, THEIRS, "other", {**CLUB, "title": "Voorlezen"})
    place = local_desk.document(activity_id(THEIRS, "other"))["place"]
    report = put(local_desk, {**CLUB, "place": {"id": place["id"], "name": "Gekaapt", "kind": "museum"}})
    assert local_desk.document(ID)["place"] == place
    assert "place-kept" in {warning.code for warning in report.warnings}
    with pytest.raises(InvalidInput) as refused:
        put(local_desk, {**CLUB, "place": {"id": "b" * 16}})
    assert faults(refused) == {("/place/id", "unknown-place")}


def test_a_hidden_address_stays_hidden_whoever_names_it(local_desk: Desk) -> None:
    at_home = {**CLUB["place"], "addressShown": "onEnrolment"}
    put(local_desk, {**CLUB, "place": at_home})
    with local_desk.turn(local_desk.other) as turn:
        put_activity(turn, THEIRS, "open", CLUB)
    hidden, shown = local_desk.document(ID)["place"], local_desk.document(activity_id(THEIRS, "open"))["place"]
    assert hidden["address"]["streetAddress"] is None
    assert shown["address"]["streetAddress"] == "Lindelaan 1"
    assert put(local_desk, dict(local_desk.document(ID))).outcome == "unchanged", "the hidden address is not lost"
    patch(local_desk, {"place": {"kind": "workshop"}})
    assert local_desk.document(ID)["place"]["address"]["streetAddress"] is None


def test_a_date_is_cancelled_moved_full_and_put_back(desk: Desk) -> None:
    put(desk)
    planned = {"startsAt": "2026-12-02T14:00:00+01:00", "endsAt": "2026-12-02T15:30:00+01:00"}
    assert date(desk, {"placesLeft": 3}) == {**planned, "status": "scheduled", "placesLeft": 3}
    assert date(desk, {"placesLeft": 0}) == {**planned, "status": "full", "placesLeft": 0}
    assert date(desk, {"placesLeft": None}) == {**planned, "status": "full", "placesLeft": None}
    moved = {"startsAt": "2026-12-03T15:00:00+01:00", "endsAt": "2026-12-03T16:30:00+01:00"}
    assert date(desk, {"status": "scheduled"}) == {**planned, "status": "scheduled", "placesLeft": None}
    assert date(desk, {"startsAt": "2026-12-03T15:00"}) == {**moved, "status": "moved", "placesLeft": None}
    assert date(desk, {"status": "cancelled"})["status"] == "cancelled"
    assert date(desk, {"startsAt": "2026-12-03T15:00"}) == {**moved, "status": "moved", "placesLeft": None}
    assert date(desk, {"status": "cancelled"})["status"] == "cancelled"
    assert date(desk, {"status": "scheduled"}) == {**planned, "status": "scheduled", "placesLeft": None}
    assert desk.document(ID)["schedule"]["exceptions"] == []


def test_a_change_of_a_date_is_checked(local_desk: Desk) -> None:
    put(local_desk)
    with local_desk.turn() as turn:
        with pytest.raises(NotFound):
            change_session(turn, ID, "20260101T0000", {"status": "cancelled"})
        with pytest.raises(InvalidInput) as refused:
            change_session(turn, ID, DATE, {"status": "moved", "endsAt": "2026-12-02T13:00", "places": 3})
        assert faults(refused) == {("/places", "unknown-member")}
        with pytest.raises(InvalidInput) as refused:
            change_session(turn, ID, DATE, {"status": "moved", "endsAt": "2026-12-02T13:00"})
        assert faults(refused) == {("/endsAt", "time-order")}


def test_a_confirmation_is_no_edit(desk: Desk) -> None:
    put(desk)
    later = NOW + timedelta(days=40)
    with desk.turn(now=later) as turn:
        (report,) = confirm_activities(turn.session, turn.caller, [ID], later)
    row = desk.row(ID)
    assert (report.outcome, row.version, row.modified_at, row.confirmed_at) == ("updated", 1, NOW, later)
    with desk.turn() as turn:
        (again,) = confirm_activities(turn.session, turn.caller, [ID], later)
    assert (again.outcome, again.seq) == ("unchanged", None)


def test_what_has_ended_stays_known_and_comes_back_with_a_put(desk: Desk) -> None:
    put(desk)
    put(desk, CLUB, "next")
    with desk.turn() as turn, pytest.raises(InvalidInput):
        end_activity(turn, ID, replaced_by="b" * 16)
    with desk.turn() as turn:
        ended = end_activity(turn, ID, replaced_by=activity_id(MINE, "next"))
        again = end_activity(turn, ID)
    assert (ended.outcome, again.outcome, again.version) == ("updated", "unchanged", 2)
    assert desk.row(ID).is_deleted
    assert desk.document(ID)["replacedBy"] == activity_id(MINE, "next")
    with pytest.raises(Conflict):
        patch(desk, {"title": "x"})
    back = put(desk)
    assert (back.outcome, back.version, desk.row(ID).is_deleted) == ("created", 3, False)


def test_a_rehearsal_reports_the_same_and_writes_nothing(desk: Desk) -> None:
    with read_connection(desk.engine) as connection:
        before = current_seq(connection)
    with desk.turn(rehearse=True) as turn:
        rehearsed = put_activity(turn, MINE, "club", CLUB)
    with read_connection(desk.engine) as connection:
        assert current_seq(connection) == before
    real = put(desk)
    wires = [report.to_wire("", is_rehearsal=True) for report in (rehearsed, real)]
    assert wires[0] == wires[1]
    assert (rehearsed.outcome, real.outcome) == (Outcome.CREATED, Outcome.CREATED)


def test_a_new_name_reaches_those_who_work_together(desk: Desk) -> None:
    put(desk)
    with desk.turn(desk.other) as turn:
        put_activity(
            turn, THEIRS, "fair", {"title": "Buurtfeest", "partners": [{"id": MINE, "name": "x", "role": "host"}]}
        )
    fair = activity_id(THEIRS, "fair")
    assert desk.document(fair)["partners"][0]["name"] == "Speeltuin De Linde"
    with desk.turn() as turn:
        patch_organisation(turn, MINE, {"name": "De Nieuwe Linde"})
    assert desk.document(fair)["partners"] == [{"id": MINE, "name": "De Nieuwe Linde", "role": "host"}]
    assert desk.document(ID)["organisation"]["name"] == "De Nieuwe Linde"
    with desk.turn(desk.other) as turn:
        patch_activity(turn, fair, {"partners": []})
    with desk.turn() as turn:
        patch_organisation(turn, MINE, {"name": "De Oude Linde"})
    assert desk.document(fair)["version"] == 3
