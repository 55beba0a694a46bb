"""Organisations, places and learning routes: whole, in part, ended; routes copied to another city."""

from collections.abc import Iterator

import pytest

from app.domain.ids import activity_id, place_id, route_id
from app.domain.precondition import Precondition
from app.errors import Conflict, Forbidden, InvalidInput, NotFound, PreconditionFailed
from app.services.moderation import find_waiting
from app.services.writing import patch_activity, put_activity
from app.services.writing_organisations import create_organisation, patch_organisation, put_organisation
from app.services.writing_places import end_place, patch_place, put_place
from app.services.writing_records import apply_organisation
from app.services.writing_routes import copy_route, end_route, patch_route, put_route
from app.store import places, routes
from app.store.places import StoredPlace
from app.store.routes import StoredRoute
from app.store.unit_of_work import read_connection, read_session
from tests.support.writing import CLUB, MINE, REVIEWED, THEIRS, Desk, open_desk

CLUB_ID, FAIR_ID = activity_id(MINE, "club"), activity_id(THEIRS, "fair")
ROUTE = {
    "title": "Van feest naar club",
    "steps": [{"activityId": FAIR_ID}, {"activityId": CLUB_ID, "note": "Elke week"}],
}
PLACE_ID, ROUTE_ID = place_id(MINE, "hut"), route_id(MINE, "route")


@pytest.fixture
def desk(database_url: str) -> Iterator[Desk]:
    with open_desk(database_url) as desk:
        with desk.turn(desk.coordinator) as turn:
            put_activity(turn, MINE, "club", CLUB)
            put_activity(turn, THEIRS, "fair", {**CLUB, "title": "Buurtfeest"})
        yield desk


def place(desk: Desk, id_: str = PLACE_ID) -> StoredPlace:
    with read_connection(desk.engine) as connection:
        found = places.find_one(connection, id_)
    assert found is not None
    return found


def route(desk: Desk, id_: str = ROUTE_ID) -> StoredRoute:
    with read_connection(desk.engine) as connection:
        found = routes.find_one(connection, id_)
    assert found is not None
    return found


def test_an_organisation_is_made_by_a_coordinator_alone(desk: Desk) -> None:
    body = {"name": "Nieuw", "source": {"name": "stad", "externalId": "7"}}
    with desk.turn() as turn, pytest.raises(Forbidden):
        create_organisation(turn, "x", body)
    with desk.turn(desk.coordinator) as turn:
        made, again = create_organisation(turn, "x", body), create_organisation(turn, "y", body)
    assert (made.outcome, again.outcome, made.id) == ("created", "unchanged", again.id)
    with desk.turn() as turn, pytest.raises(Forbidden):
        put_organisation(turn, made.id, {"name": "Gekaapt"})


def test_an_organisation_is_written_whole_or_in_part(desk: Desk) -> None:
    with desk.turn() as turn:
        patch_organisation(turn, MINE, {"website": "https://linde.example.org", "contact": {"email": "info@linde.nl"}})
        patch_organisation(turn, MINE, {"contact": {"phone": "070 123 45 67"}})
    row = desk.organisation(MINE)
    assert (row.contact_email, row.contact_phone, row.gemeente) == ("info@linde.nl", "070 123 45 67", "GM0518")
    with desk.turn() as turn:
        report = put_organisation(turn, MINE, {"name": "De Linde"}, precondition=Precondition.read('"3"', None))
        assert put_organisation(turn, MINE, {"name": "De Linde"}).outcome == "unchanged"
        with pytest.raises(PreconditionFailed):
            put_organisation(turn, MINE, {"name": "x"}, precondition=Precondition.read('"3"', None))
        with pytest.raises(InvalidInput) as refused:
            patch_organisation(turn, MINE, {"gemeente": "Atlantis", "hubFor": ["x"], "guideFor": ["Atlantis"]})
    assert {fault.pointer for fault in refused.value.faults} == {"/gemeente", "/hubFor/0", "/guideFor/0"}
    assert (report.version, desk.organisation(MINE).website) == (4, None)
    assert desk.document(CLUB_ID)["organisation"]["name"] == "De Linde"


def test_a_reviewed_organisation_waits_until_it_is_applied(desk: Desk) -> None:
    with desk.turn() as turn:
        report = patch_organisation(turn, REVIEWED, {"name": "Anders"})
    assert report.outcome == "pending"
    assert desk.organisation(REVIEWED).name == "Nieuw hier"
    with read_session(desk.engine) as session:
        waiting = find_waiting(session, "organisation", REVIEWED)
    assert waiting is not None
    with desk.turn(desk.coordinator) as turn:
        apply_organisation(turn.session, REVIEWED, waiting.draft, now=desk.now, caller=turn.caller)
    assert desk.organisation(REVIEWED).name == "Anders"
    assert desk.organisation(REVIEWED).is_reviewed


def test_a_place_of_ones_own_moves_with_everything_that_is_there(desk: Desk) -> None:
    body = {"name": "De Hut", "kind": "outdoors", "gemeente": "Den Haag", "wijk": "Moerwijk"}
    with desk.turn() as turn:
        assert put_place(turn, MINE, "hut", body).outcome == "created"
        assert put_place(turn, MINE, "hut", body).outcome == "unchanged"
        patch_activity(turn, CLUB_ID, {"place": {"id": PLACE_ID}})
    assert (place(desk).organisation_id, desk.document(CLUB_ID)["place"]["name"]) == (MINE, "De Hut")
    with desk.turn() as turn:
        assert patch_place(turn, PLACE_ID, {"name": "De Boomhut"}).outcome == "updated"
        with pytest.raises(Conflict):
            end_place(turn, PLACE_ID)
    assert desk.document(CLUB_ID)["place"]["name"] == "De Boomhut"
    assert place(desk).wijk == "WK051836"
    with desk.turn(desk.other) as turn, pytest.raises(Forbidden):
        patch_place(turn, PLACE_ID, {"name": "Gekaapt"})
    with desk.turn() as turn:
        patch_activity(turn, CLUB_ID, {"place": None})
        assert end_place(turn, PLACE_ID).outcome == "updated"
    assert place(desk).is_deleted


def test_a_shared_place_is_a_coordinators_to_change(desk: Desk) -> None:
    shared = desk.document(CLUB_ID)["place"]["id"]
    with desk.turn() as turn, pytest.raises(Forbidden):
        patch_place(turn, shared, {"name": "x"})
    with desk.turn(desk.coordinator) as turn:
        patch_place(turn, shared, {"name": "Speeltuin"})
    assert desk.document(CLUB_ID)["place"]["name"] == desk.document(FAIR_ID)["place"]["name"] == "Speeltuin"


WRONG_ORGANISATION = {"name": "", "gemeente": "Atlantis", "hubFor": ["x"], "guideFor": ["Moerwijk", "Atlantis"]}
"""A fault of its form beside names that the catalogue does not know."""


def test_every_fault_of_an_organisation_comes_in_one_answer(desk: Desk) -> None:
    unknown = {"/gemeente", "/hubFor/0", "/guideFor/1"}
    with desk.turn() as turn:
        with pytest.raises(InvalidInput) as whole:
            put_organisation(turn, MINE, WRONG_ORGANISATION)
        with pytest.raises(InvalidInput) as part:
            patch_organisation(turn, MINE, WRONG_ORGANISATION)
        with pytest.raises(InvalidInput) as other:
            patch_organisation(turn, MINE, {"id": THEIRS, "website": "x", "gemeente": "Atlantis"})
    with desk.turn(desk.coordinator) as turn, pytest.raises(InvalidInput) as made:
        create_organisation(turn, "x", WRONG_ORGANISATION)
    for refused in (whole, part, made):
        assert {fault.pointer for fault in refused.value.faults} == {"/name"} | unknown
    assert {fault.pointer for fault in other.value.faults} == {"/id", "/website", "/gemeente"}


def test_every_fault_of_a_route_comes_in_one_answer(desk: Desk) -> None:
    wrong = {"title": "", "gemeente": "Atlantis", "steps": [{"activityId": "b" * 16}]}
    with desk.turn() as turn:
        put_route(turn, MINE, "route", ROUTE)
        with pytest.raises(InvalidInput) as whole:
            put_route(turn, MINE, "other", wrong)
        with pytest.raises(InvalidInput) as part:
            patch_route(turn, ROUTE_ID, wrong)
        with pytest.raises(InvalidInput) as other:
            patch_route(turn, ROUTE_ID, {"id": "c" * 16})
    for refused in (whole, part):
        assert {fault.pointer for fault in refused.value.faults} == {"/title", "/gemeente", "/steps/0"}
    assert {fault.pointer for fault in other.value.faults} == {"/id"}


def test_a_route_goes_over_activities_of_anyone(desk: Desk) -> None:
    with desk.turn() as turn:
        made = put_route(turn, MINE, "route", ROUTE)
        assert put_route(turn, MINE, "route", ROUTE).outcome == "unchanged"
        patched = patch_route(turn, ROUTE_ID, {"summary": "Een feest, dan de club."})
        with pytest.raises(InvalidInput) as refused:
            patch_route(turn, ROUTE_ID, {"steps": [{"activityId": "b" * 16}], "gemeente": "Atlantis"})
    assert (made.outcome, patched.version, made.id) == ("created", 2, ROUTE_ID)
    assert {fault.pointer for fault in refused.value.faults} == {"/steps/0", "/gemeente"}
    assert [(step.activity_id, step.relation) for step in route(desk).steps] == [
        (FAIR_ID, "discover"), (CLUB_ID, "deepen"),
    ]  # fmt: skip
    with desk.turn(desk.other) as turn:
        with pytest.raises(Forbidden):
            patch_route(turn, ROUTE_ID, {"title": "x"})
        with pytest.raises(Forbidden):
            end_route(turn, ROUTE_ID)
    with desk.turn() as turn:
        assert [end_route(turn, ROUTE_ID).outcome, end_route(turn, ROUTE_ID).outcome] == ["updated", "unchanged"]
        with pytest.raises(NotFound):
            patch_route(turn, ROUTE_ID, {"title": "x"})
        assert put_route(turn, MINE, "route", ROUTE).outcome == "created"


def test_a_route_is_copied_to_another_city_with_its_origin(desk: Desk) -> None:
    with desk.turn() as turn:
        put_route(turn, MINE, "route", {**ROUTE, "translations": {"en": {"title": "From fair to club"}}})
    local = activity_id(THEIRS, "local")
    with desk.turn(desk.other) as turn:
        put_activity(turn, THEIRS, "local", {**CLUB, "title": "Natuurclub Zwolle"})
        changes = {"gemeente": "Zwolle", "title": "In Zwolle", "replace": {CLUB_ID: local}}
        report = copy_route(turn, ROUTE_ID, THEIRS, "copy", changes)
        again = copy_route(turn, ROUTE_ID, THEIRS, "copy", changes)
        with pytest.raises(InvalidInput) as refused:
            copy_route(turn, ROUTE_ID, THEIRS, "wrong", {"replace": {"b" * 16: local}, "title": ""})
        with pytest.raises(Forbidden):
            copy_route(turn, ROUTE_ID, MINE, "copy", {})
    copied = route(desk, report.id)
    assert (report.outcome, again.outcome) == ("created", "unchanged")
    assert (copied.copied_from, copied.organisation_id, copied.gemeente) == (ROUTE_ID, THEIRS, "GM0193")
    assert [(step.activity_id, step.note) for step in copied.steps] == [(FAIR_ID, None), (local, "Elke week")]
    assert copied.translations["en"]["title"] == "From fair to club"
    assert {fault.code for fault in refused.value.faults} == {"unknown-step", "empty"}
    with desk.turn(desk.other) as turn:
        patch_route(turn, report.id, {"title": "Nog anders"})
    assert route(desk, report.id).copied_from == ROUTE_ID
    assert route(desk).title == ROUTE["title"]
