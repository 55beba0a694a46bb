"""Edits that wait for a coordinator, reports of the public, claims on imported activities, and bulk confirmation."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import Response

import app.routers.paths  # noqa: F401  # registers the convertor of the paths below
from app.deps import BodyDep, CallerDep, RehearsalDep, Runtime, RuntimeDep, plan_letter
from app.domain.caller import Scope
from app.domain.reporting import Reason
from app.routers.activities import read_pairs
from app.routers.answers import dump_json, private
from app.routers.writes import Done, Writing, WritingDep, parse_nothing, parse_write
from app.schemas.bodies import read_body, read_optional_body
from app.schemas.cursor import decode_list_cursor, encode_list_cursor, hash_text, refuse_cursor
from app.schemas.moderation import (
    EDITS,
    REPORTS,
    ApprovalIn,
    ClaimIn,
    ConfirmationIn,
    HandlingIn,
    QueueRequest,
    RejectionIn,
    ReportIn,
    TrustIn,
)
from app.schemas.parsing import Parser
from app.schemas.times import millis_text
from app.services import claiming, moderating, queues
from app.services.keys import require
from app.services.problem_reports import handle_report, receive_report
from app.services.queues import Page, Position
from app.services.report_pages import write_report
from app.services.turn import Turn

router = APIRouter(prefix="/v1")
_edits, _reports = Parser(EDITS), Parser(REPORTS)
NOT_THE_QUESTION = frozenset({"cursor", "limit"})


def _type_of(request: Request) -> str | None:
    return request.headers.get("content-type")


@router.get("/moderation", include_in_schema=False)
def list_edits(request: Request, caller: CallerDep, runtime: RuntimeDep) -> Response:
    """The queue, oldest first."""
    asked: QueueRequest = _edits.parse_pairs(read_pairs(request))
    after, identity = _begin(request, _edits, asked)
    page = queues.list_edits(runtime.engine, caller, asked, after, runtime.settings.base_url)
    return _send(request, runtime, _edits, asked, page, identity)


@router.get("/moderation/{edit_id:id}", include_in_schema=False)
def get_edit(request: Request, edit_id: str, caller: CallerDep, runtime: RuntimeDep) -> Response:
    """One edit beside what is published."""
    parse_nothing.parse_pairs(read_pairs(request))
    return private(dump_json(queues.show_edit(runtime.engine, caller, edit_id, runtime.settings.base_url)))


@router.post("/moderation/{edit_id:id}/approve", include_in_schema=False)
def approve(writing: WritingDep, edit_id: str) -> Response:
    """Publish an edit."""
    require(writing.caller, Scope.ADMIN)
    writing.read_parameters()
    asked = read_optional_body(ApprovalIn, writing.content, _type_of(writing.request))

    def work(turn: Turn) -> Done:
        report = moderating.approve_edit(turn, edit_id, seen_version=asked.base_version, reason=asked.reason)
        return writing.report(report)

    return _decide(writing, edit_id, work)


@router.post("/moderation/{edit_id:id}/reject", include_in_schema=False)
def reject(writing: WritingDep, edit_id: str) -> Response:
    """Leave what is published as it is."""
    require(writing.caller, Scope.ADMIN)
    writing.read_parameters()
    asked = read_body(RejectionIn, writing.content, _type_of(writing.request))

    def work(turn: Turn) -> Done:
        edit = moderating.reject_edit(turn, edit_id, reason=asked.reason)
        return Done(200, moderating.write_edit(turn.session, edit, turn.caller, writing.base_url))

    return _decide(writing, edit_id, work)


def _decide(writing: Writing, edit_id: str, work: Callable[[Turn], Done]) -> Response:
    letter = plan_letter(writing.request, edit_id, is_rehearsal=writing.is_rehearsal)
    answer = writing.perform(work)
    if letter is None:
        return answer
    return Response(answer.body, answer.status_code, dict(answer.headers), background=letter)


@router.post("/moderation/{edit_id:id}/withdraw", include_in_schema=False)
def withdraw(writing: WritingDep, edit_id: str) -> Response:
    """Take one's own edit back."""
    writing.read_parameters()

    def work(turn: Turn) -> Done:
        edit = moderating.withdraw_edit(turn, edit_id)
        return Done(200, moderating.write_edit(turn.session, edit, turn.caller, writing.base_url))

    return writing.perform(work)


@router.put("/organisations/{organisation_id:id}/trust", include_in_schema=False)
def set_trust(writing: WritingDep, organisation_id: str) -> Response:
    """Whether edits of an organisation are live at once."""
    require(writing.caller, Scope.ADMIN)
    writing.read_parameters()
    asked = read_body(TrustIn, writing.content, _type_of(writing.request))

    def work(turn: Turn) -> Done:
        moderating.set_trust(turn, organisation_id, is_reviewed=asked.trust == "reviewed")
        return Done(200, {"organisationId": organisation_id, "trust": asked.trust})

    return writing.perform(work)


@router.post("/organisations/{organisation_id:id}/confirm", include_in_schema=False)
def confirm_all(writing: WritingDep, organisation_id: str) -> Response:
    """Everything an organisation offers is still right."""
    require(writing.caller, Scope.ACTIVITIES_WRITE, organisation_id)
    writing.read_parameters()
    asked = read_optional_body(ConfirmationIn, writing.content, _type_of(writing.request))

    def work(turn: Turn) -> Done:
        done = claiming.confirm_organisation(turn.session, turn.caller, organisation_id, asked.exclude, turn.now)
        wire = {
            "organisationId": organisation_id,
            "confirmed": done.confirmed,
            "unchanged": done.unchanged,
            "leftOut": done.left_out,
            "confirmedAt": millis_text(turn.now),
            "dryRun": writing.is_rehearsal,
        }
        return Done(200, wire, done.seq)

    return writing.perform(work)


@router.post("/activities/{activity_id:id}/claim", include_in_schema=False)
def claim(writing: WritingDep, activity_id: str) -> Response:
    """The organisation keeps an imported activity itself from now on."""
    require(writing.caller, Scope.ACTIVITIES_WRITE)
    writing.read_parameters()
    asked = read_optional_body(ClaimIn, writing.content, _type_of(writing.request))

    def work(turn: Turn) -> Done:
        given = claiming.claim_activity(turn, activity_id, asked.organisation_id)
        return Done(200, _write_claim(given, "claimed"), given.seq)

    return writing.perform(work)


@router.delete("/activities/{activity_id:id}/claim", include_in_schema=False)
def release(writing: WritingDep, activity_id: str) -> Response:
    """Imports may write to the activity again."""
    writing.read_parameters()

    def work(turn: Turn) -> Done:
        given = claiming.release_activity(turn, activity_id)
        return Done(200, _write_claim(given, "released"), given.seq)

    return writing.perform(work)


def _write_claim(given: claiming.Claimed, claim: str) -> dict[str, Any]:
    row = given.row
    return {"activityId": row.id, "organisationId": row.organisation_id, "claim": claim, "version": row.version}


@router.post("/activities/{activity_id:id}/reports", include_in_schema=False)
def report(
    request: Request, activity_id: str, *, body: BodyDep, is_rehearsal: RehearsalDep, runtime: RuntimeDep
) -> Response:
    """Somebody says what is not right. Whoever fills in the trap gets the same answer."""
    parse_write.parse_pairs(read_pairs(request))
    asked = read_body(ReportIn, body, _type_of(request))
    receive_report(
        runtime.engine,
        activity_id,
        Reason(asked.reason),
        asked.note,
        runtime.now(),
        is_kept=not asked.website and not is_rehearsal,
    )
    return private(dump_json({"status": "received"}), status=201)


@router.get("/reports", include_in_schema=False)
def list_reports(request: Request, caller: CallerDep, runtime: RuntimeDep) -> Response:
    """Reports, oldest first."""
    asked: QueueRequest = _reports.parse_pairs(read_pairs(request))
    after, identity = _begin(request, _reports, asked)
    page = queues.list_reports(runtime.engine, caller, asked, after, runtime.settings.base_url)
    return _send(request, runtime, _reports, asked, page, identity)


@router.post("/reports/{report_id:id}/handle", include_in_schema=False)
def handle(writing: WritingDep, report_id: str) -> Response:
    """A coordinator has looked at a report."""
    require(writing.caller, Scope.ADMIN)
    writing.read_parameters()
    asked = read_body(HandlingIn, writing.content, _type_of(writing.request))

    def work(turn: Turn) -> Done:
        found, organisation_id = handle_report(turn.session, turn.caller, report_id, asked.resolution, turn.now)
        return Done(200, write_report(found, organisation_id, writing.base_url))

    return writing.perform(work)


def _begin(request: Request, parser: Parser[Any], asked: QueueRequest) -> tuple[Position | None, str]:
    """Where the page begins, and what a cursor belongs to."""
    question = request.scope["path"] + urlencode(parser.to_pairs(asked, without=NOT_THE_QUESTION))
    identity = hash_text(question)
    if asked.cursor is None:
        return None, identity
    try:
        return queues.read_position(decode_list_cursor(asked.cursor, query_hash=identity)), identity
    except ValueError:
        refuse_cursor(code="bad-cursor")


def _send(  # noqa: PLR0917
    request: Request, runtime: Runtime, parser: Parser[Any], asked: QueueRequest, page: Page, identity: str
) -> Response:
    path, following = f"{runtime.settings.base_url}{request.scope['path']}", None
    if page.following is not None:
        cursor = encode_list_cursor(queues.write_position(page.following), identity)
        pairs = [*parser.to_pairs(asked, without=frozenset({"cursor"})), ("cursor", cursor)]
        following = f"{path}?{urlencode(pairs)}"
    own = urlencode(parser.to_pairs(asked))
    links = {"self": f"{path}?{own}" if own else path, "next": following}
    return private(dump_json({"items": list(page.items), "links": links}))
