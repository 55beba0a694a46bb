"""Deciding about edits of every kind, on both databases: what is applied, what waits, what conflicts."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from sqlalchemy import Engine

from app.domain.caller import Actor, Caller, Scope
from app.domain.ids import activity_id, organisation_id
from app.domain.reporting import Reason, Resolution
from app.errors import Conflict, Forbidden, InvalidInput, NotFound
from app.schemas.moderation import QueueRequest
from app.services import moderating, queues
from app.services.activities import open_writer, write_activities
from app.services.moderation import find_waiting, hold_edit
from app.services.problem_reports import MOST_OPEN, handle_report, report_problem
from app.services.published import RECORDS, read_published, read_version
from app.services.turn import Turn
from app.store import activities, organisations
from app.store.unit_of_work import read_session, write_transaction
from tests.support.gazetteer import engine_with_areas
from tests.support.served import NOW, SOURCE, draft

CLUB = organisation_id(SOURCE, "toets")
ONE = activity_id(SOURCE, "one")
ADMIN = Caller(Actor.KEY, scopes=frozenset({Scope.ADMIN}))
PARTNER = Caller(Actor.KEY, scopes=frozenset({Scope.ACTIVITIES_WRITE}), organisation_ids=frozenset({CLUB}))
OTHER = Caller(Actor.KEY, scopes=frozenset({Scope.ACTIVITIES_WRITE}), organisation_ids=frozenset({"a" * 16}))


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    with engine_with_areas(database_url) as engine:
        (result,) = write_activities(engine, [draft("one")], now=NOW)
        assert result.faults == ()
        yield engine


def hold(  # noqa: PLR0917
    engine: Engine, kind: str, object_id: str, action: str, changes: Mapping[str, Any], base: int | None
) -> str:
    with write_transaction(engine) as session:
        body = dict(read_published(session, kind, object_id)) | dict(changes)
        if kind == "activity":
            body |= {"source": {"name": SOURCE, "externalId": "one"}}
        return hold_edit(
            session, PARTNER, kind, object_id, action, organisation_id=CLUB, base_version=base, draft=body, now=NOW
        )


def turn(engine: Engine, session: Any, caller: Caller = ADMIN) -> Turn:
    return Turn(session, open_writer(engine), caller, NOW)


def approve(engine: Engine, edit_id: str, seen: int | None = None, caller: Caller = ADMIN) -> str:
    writer = open_writer(engine)
    with write_transaction(engine) as session:
        report = moderating.approve_edit(Turn(session, writer, caller, NOW), edit_id, seen_version=seen, reason=None)
        return report.outcome.value


def published(engine: Engine, kind: str, object_id: str) -> Mapping[str, Any]:
    with read_session(engine) as session:
        return read_published(session, kind, object_id)


def version(engine: Engine, kind: str, object_id: str) -> int | None:
    with read_session(engine) as session:
        return read_version(session, kind, object_id)


def test_an_approved_edit_of_an_activity_is_written_and_audited_for_its_organisation(engine: Engine) -> None:
    edit = hold(engine, "activity", ONE, "update", {"title": "Robotlab"}, 1)
    assert published(engine, "activity", ONE)["title"] == "Knutselclub"
    assert approve(engine, edit) == "updated"
    assert published(engine, "activity", ONE)["title"] == "Robotlab"
    assert version(engine, "activity", ONE) == 2
    assert approve(engine, edit) == "unchanged"


def test_an_approved_edit_of_an_organisation_and_of_a_place_is_written_everywhere(engine: Engine) -> None:
    assert approve(engine, hold(engine, "organisation", CLUB, "update", {"name": "Nieuwe naam"}, 1)) == "updated"
    with read_session(engine) as session:
        place_id = activities.find_many(session, [ONE])[ONE].place_id
    assert place_id is not None
    edit = hold(engine, "place", place_id, "update", {"name": "Nieuwe plek"}, version(engine, "place", place_id))
    assert approve(engine, edit) == "updated"
    with read_session(engine) as session:
        document = activities.find_many(session, [ONE])[ONE].document
    assert "Nieuwe naam" in document
    assert "Nieuwe plek" in document


def test_an_approved_route_is_there(engine: Engine) -> None:
    made = RECORDS["route"]
    body = {
        "title": "Van knutselen naar meer",
        "steps": [{"activityId": ONE}],
        "source": {"name": SOURCE, "externalId": "route"},
    }
    route_id = "b" * 16
    with write_transaction(engine) as session:
        edit = hold_edit(
            session, PARTNER, "route", route_id, "create", organisation_id=CLUB, base_version=None, draft=body, now=NOW
        )
        assert made.find(session, route_id) is None
    assert approve(engine, edit) == "created"
    assert published(engine, "route", route_id)["title"] == "Van knutselen naar meer"


def test_deleting_waits_and_ends_when_approved(engine: Engine) -> None:
    with write_transaction(engine) as session:
        edit = hold_edit(
            session, PARTNER, "activity", ONE, "delete", organisation_id=CLUB, base_version=1, draft={}, now=NOW
        )
    assert approve(engine, edit) == "updated"
    with read_session(engine) as session:
        assert activities.find_many(session, [ONE])[ONE].is_deleted


def test_a_conflict_is_never_overwritten_in_silence(engine: Engine) -> None:
    edit = hold(engine, "activity", ONE, "update", {"title": "Robotlab"}, 1)
    list(write_activities(engine, [draft("one", "Van een ander")], now=NOW))
    for seen in (None, 1, 3):
        with pytest.raises(Conflict):
            approve(engine, edit, seen)
    assert published(engine, "activity", ONE)["title"] == "Van een ander"
    assert approve(engine, edit, 2) == "updated"
    assert published(engine, "activity", ONE)["title"] == "Robotlab"


def test_a_draft_that_no_longer_fits_stays_in_the_queue(engine: Engine) -> None:
    edit = hold(engine, "activity", ONE, "update", {"themes": ["bestaat-niet"]}, 1)
    with pytest.raises(InvalidInput):
        approve(engine, edit)
    with read_session(engine) as session:
        waiting = find_waiting(session, "activity", ONE)
        assert waiting is not None
        assert waiting.id == edit


def test_a_newer_edit_supersedes_and_the_same_one_keeps_its_place(engine: Engine) -> None:
    first = hold(engine, "activity", ONE, "update", {"title": "Een"}, 1)
    assert hold(engine, "activity", ONE, "update", {"title": "Een"}, 1) == first
    second = hold(engine, "activity", ONE, "update", {"title": "Twee"}, 1)
    with pytest.raises(Conflict):
        approve(engine, first)
    assert approve(engine, second) == "updated"


def test_who_may_not_decide_changes_nothing(engine: Engine) -> None:
    edit = hold(engine, "activity", ONE, "update", {"title": "Robotlab"}, 1)
    for caller in (PARTNER, OTHER):
        with pytest.raises(Forbidden):
            approve(engine, edit, caller=caller)
    for unknown in ("c" * 16, "\0", "c\0" * 8, ""):
        with pytest.raises(NotFound):
            approve(engine, unknown)
    with write_transaction(engine) as session, pytest.raises(Forbidden):
        moderating.withdraw_edit(turn(engine, session, OTHER), edit)
    with read_session(engine) as session:
        assert queues.list_edits(engine, OTHER, QueueRequest(), None, "").items == []
        assert [item["id"] for item in queues.list_edits(engine, PARTNER, QueueRequest(), None, "").items] == [edit]


def test_trust_is_set_and_survives_a_later_write(engine: Engine) -> None:
    writer = open_writer(engine)
    for is_reviewed in (True, True, False, True):
        with write_transaction(engine) as session:
            moderating.set_trust(Turn(session, writer, ADMIN, NOW), CLUB, is_reviewed=is_reviewed)
    list(write_activities(engine, [draft("one", "Weer")], now=NOW))
    with read_session(engine) as session:
        club = organisations.find_one(session, CLUB)
    assert club is not None
    assert club.is_reviewed


def test_reports_are_one_when_they_say_the_same_and_lose_their_note_when_handled(engine: Engine) -> None:
    with write_transaction(engine) as session:
        first = report_problem(session, ONE, Reason.FULL, "Al\tvol \x00 ", NOW)
        assert report_problem(session, ONE, Reason.FULL, "Al vol", NOW) == first
        for number in range(MOST_OPEN - 1):
            assert report_problem(session, ONE, Reason.OTHER, str(number), NOW) is not None
        assert report_problem(session, ONE, Reason.OTHER, "te veel", NOW) is None
        for unknown in ("c" * 16, "\0"):
            with pytest.raises(NotFound):
                report_problem(session, unknown, Reason.FULL, None, NOW)
    assert first is not None
    with write_transaction(engine) as session:
        report, owner = handle_report(session, ADMIN, first, Resolution.FIXED, NOW)
        assert (report.note, owner) == (None, CLUB)
        handle_report(session, ADMIN, first, Resolution.FIXED, NOW)
        with pytest.raises(Conflict):
            handle_report(session, ADMIN, first, Resolution.SPAM, NOW)
    page = queues.list_reports(engine, ADMIN, QueueRequest(status="open", limit=30), None, "")
    rest = queues.list_reports(engine, ADMIN, QueueRequest(status="open", limit=30), page.following, "")
    assert len({item["id"] for item in (*page.items, *rest.items)}) == MOST_OPEN - 1
    assert rest.following is None
