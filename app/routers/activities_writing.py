"""Writing activities: by the address their organisation gave them, or by their id. Every rule is in the services."""

from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

import app.routers.paths  # noqa: F401  # registers the convertor of the paths below
from app.domain.ids import activity_id
from app.errors import Fault, InvalidInput
from app.routers.activities import get_activity
from app.routers.writes import Done, Writing, WritingDep, parse_end
from app.schemas.json_body import JSON, MERGE_PATCH
from app.schemas.writes import EndIn, IdsIn, read_external_id, read_value
from app.services.new_ids import make_id
from app.services.turn import Turn
from app.services.write_report import WriteReport
from app.services.writing import confirm_activities, end_activity, has_ended, patch_activity, put_activity
from app.services.writing_sessions import change_session

router = APIRouter(prefix="/v1")
OWN, ONE = "/organisations/{organisation_id:id}/activities", "/activities/{activity_id:id}"
NAMED = OWN + "/{external_id:name}"
PATCH_KINDS = (MERGE_PATCH,)


@router.put(NAMED, include_in_schema=False)
def put(writing: WritingDep, organisation_id: str, external_id: str) -> Response:
    """Make an activity, or bring it up to date."""
    writing.read_parameters()
    body, precondition = writing.read_body(), writing.read_precondition()
    name = read_external_id(external_id)

    def work(turn: Turn) -> Done:
        report = put_activity(turn, organisation_id, name, body, precondition=precondition)
        return writing.report(report, is_new_path=True)

    return writing.perform(work)


@router.post(OWN, include_in_schema=False)
def create(writing: WritingDep, organisation_id: str) -> Response:
    """Make an activity without a name of its own; `source.externalId` in the body gives it one."""
    writing.read_parameters()
    body, precondition = writing.read_body(), writing.read_precondition()
    name, wanted, faults = _read_name(body)

    def work(turn: Turn) -> Done:
        try:
            report = put_activity(turn, organisation_id, name, wanted, precondition=precondition)
        except InvalidInput as refused:
            raise InvalidInput([*faults, *refused.faults]) from None
        if faults:
            raise InvalidInput(faults)
        return writing.report(report, is_new_path=True)

    return writing.perform(work, {"dryRun": writing.is_rehearsal, "body": body})


def _read_name(body: dict[str, Any]) -> tuple[str, dict[str, Any], tuple[Fault, ...]]:
    """The name in `source.externalId`, else a new one; the body to go on with; and what is wrong with the name."""
    source = body.get("source")
    stated = source.get("externalId") if isinstance(source, dict) else None
    if stated is None:
        return make_id(), body, ()
    try:
        return read_external_id(stated), body, ()
    except InvalidInput as refused:
        faults = tuple(replace(fault, parameter=None, pointer="/source/externalId") for fault in refused.faults)
        return make_id(), {**body, "source": {**source, "externalId": None}}, faults  # type: ignore[dict-item]


@router.patch(NAMED + "/sessions/{session_id:id}", include_in_schema=False)
def patch_named_session(writing: WritingDep, organisation_id: str, external_id: str, session_id: str) -> Response:
    """Change one date."""
    return _patch_session(writing, activity_id(organisation_id, read_external_id(external_id)), session_id)


@router.patch(NAMED, include_in_schema=False)
def patch_named(writing: WritingDep, organisation_id: str, external_id: str) -> Response:
    """Change some members."""
    return _patch(writing, activity_id(organisation_id, read_external_id(external_id)))


@router.get(NAMED, include_in_schema=False)
async def get_named(request: Request, organisation_id: str, external_id: str) -> Response:
    """The activity by the name its organisation gave it."""
    request.path_params["activity_id"] = activity_id(organisation_id, external_id.strip())
    return await get_activity(request)


@router.patch(ONE, include_in_schema=False)
def patch(writing: WritingDep, activity_id: str) -> Response:
    """Change some members."""
    return _patch(writing, activity_id)


def _patch(writing: Writing, id_: str) -> Response:
    writing.read_parameters()
    body, precondition = writing.read_body(PATCH_KINDS), writing.read_precondition()
    return writing.perform(lambda turn: writing.report(patch_activity(turn, id_, body, precondition=precondition)))


@router.delete(NAMED, include_in_schema=False)
def end_named(writing: WritingDep, organisation_id: str, external_id: str) -> Response:
    """End it."""
    return _end(writing, activity_id(organisation_id, read_external_id(external_id)))


@router.delete(ONE, include_in_schema=False)
def end(writing: WritingDep, activity_id: str) -> Response:
    """End it."""
    return _end(writing, activity_id)


def _end(writing: Writing, id_: str) -> Response:
    """`replacedBy` as a parameter, for a DELETE seldom has a body; or in the body."""
    stated = writing.read_parameters(parse_end).replaced_by
    asked, precondition = read_value(EndIn, writing.read_body(is_optional=True)), writing.read_precondition()
    replaced_by = stated or asked.replaced_by

    def work(turn: Turn) -> Done:
        return writing.report(end_activity(turn, id_, replaced_by=replaced_by, precondition=precondition))

    return writing.perform(work)


@router.post(NAMED + "/confirm", include_in_schema=False)
def confirm_named(writing: WritingDep, organisation_id: str, external_id: str) -> Response:
    """Say that it is still right."""
    return _confirm(writing, activity_id(organisation_id, read_external_id(external_id)))


@router.post(ONE + "/confirm", include_in_schema=False)
def confirm(writing: WritingDep, activity_id: str) -> Response:
    """Say that it is still right."""
    return _confirm(writing, activity_id)


def _confirm(writing: Writing, id_: str) -> Response:
    writing.read_parameters()

    def work(turn: Turn) -> Done:
        (report,) = confirm_activities(turn.session, turn.caller, [id_], turn.now)
        if report.faults:
            raise has_ended()
        return writing.report(report)

    return writing.perform(work)


@router.post("/activities/_confirm", include_in_schema=False)
def confirm_many(writing: WritingDep) -> Response:
    """Say of several that they are still right: all of them or, when one is not the caller's, none."""
    writing.read_parameters()
    asked = read_value(IdsIn, writing.read_body())

    def work(turn: Turn) -> Done:
        reports = confirm_activities(turn.session, turn.caller, list(asked.ids), turn.now)
        return _many(writing, reports)

    return writing.perform(work)


def _many(writing: Writing, reports: list[WriteReport]) -> Done:
    items: list[Any] = [report.to_wire(writing.base_url, is_rehearsal=writing.is_rehearsal) for report in reports]
    seq = max((report.seq for report in reports if report.seq is not None), default=None)
    return Done(200, {"items": items, "total": len(items)}, seq)


@router.patch(ONE + "/sessions/{session_id:id}", include_in_schema=False)
def patch_session(writing: WritingDep, activity_id: str, session_id: str) -> Response:
    """Change one date."""
    return _patch_session(writing, activity_id, session_id)


def _patch_session(writing: Writing, id_: str, session_id: str) -> Response:
    writing.read_parameters()
    body, precondition = writing.read_body((MERGE_PATCH, JSON)), writing.read_precondition()

    def work(turn: Turn) -> Done:
        return writing.report(change_session(turn, id_, session_id, body, precondition=precondition))

    return writing.perform(work)
