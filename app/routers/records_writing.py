"""Writing organisations, places and learning routes. Every rule is in the services."""

from collections.abc import Callable, Mapping
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

import app.routers.paths  # noqa: F401  # registers the convertor of the paths below
from app.domain.precondition import Precondition
from app.routers.writes import Done, Writing, WritingDep, parse_end_organisation
from app.schemas.json_body import MERGE_PATCH
from app.schemas.writes import CopyIn, read_external_id, read_value
from app.services.ending_organisations import end_organisation
from app.services.new_ids import make_id
from app.services.turn import Turn
from app.services.write_report import WriteReport
from app.services.writing_organisations import create_organisation, patch_organisation, put_organisation
from app.services.writing_places import end_place, patch_place, put_place
from app.services.writing_routes import copy_route, end_route, patch_route, put_route

router = APIRouter(prefix="/v1")
PATCH_KINDS = (MERGE_PATCH,)
COPY_MEMBERS = ("organisationId", "externalId")
Body = Mapping[str, Any]


@router.post("/organisations", include_in_schema=False)
def post_organisation(writing: WritingDep) -> Response:
    """Make an organisation, by a coordinator."""
    name = make_id()
    return _create(writing, lambda turn, body: create_organisation(turn, name, body))


@router.put("/organisations/{organisation_id:id}", include_in_schema=False)
def put_one_organisation(writing: WritingDep, organisation_id: str) -> Response:
    """Write it whole."""
    return _put(writing, lambda turn, body, when: put_organisation(turn, organisation_id, body, precondition=when))


@router.patch("/organisations/{organisation_id:id}", include_in_schema=False)
def patch_one_organisation(writing: WritingDep, organisation_id: str) -> Response:
    """Change some members."""
    return _patch(writing, lambda turn, body, when: patch_organisation(turn, organisation_id, body, precondition=when))


@router.delete("/organisations/{organisation_id:id}", include_in_schema=False)
def delete_organisation(writing: WritingDep, organisation_id: str) -> Response:
    """Take it away; with what it offers when that is asked."""
    with_offers = writing.read_parameters(parse_end_organisation).offers is not None
    when = writing.read_precondition()
    return writing.perform(
        lambda turn: writing.report(end_organisation(turn, organisation_id, with_offers=with_offers, precondition=when))
    )


@router.put("/organisations/{organisation_id:id}/places/{external_id:name}", include_in_schema=False)
def put_one_place(writing: WritingDep, organisation_id: str, external_id: str) -> Response:
    """Make a place, or bring it up to date."""
    name = read_external_id(external_id)
    return _put(writing, lambda turn, body, when: put_place(turn, organisation_id, name, body, precondition=when))


@router.patch("/places/{place_id:id}", include_in_schema=False)
def patch_one_place(writing: WritingDep, place_id: str) -> Response:
    """Change some members."""
    return _patch(writing, lambda turn, body, when: patch_place(turn, place_id, body, precondition=when))


@router.delete("/places/{place_id:id}", include_in_schema=False)
def delete_place(writing: WritingDep, place_id: str) -> Response:
    """Take it away when nothing takes place there."""
    return _end(writing, lambda turn, when: end_place(turn, place_id, precondition=when))


@router.post("/organisations/{organisation_id:id}/routes", include_in_schema=False)
def post_route(writing: WritingDep, organisation_id: str) -> Response:
    """Make a route."""
    name = make_id()
    return _create(writing, lambda turn, body: put_route(turn, organisation_id, name, body))


@router.put("/organisations/{organisation_id:id}/routes/{external_id:name}", include_in_schema=False)
def put_one_route(writing: WritingDep, organisation_id: str, external_id: str) -> Response:
    """Make a route, or bring it up to date."""
    name = read_external_id(external_id)
    return _put(writing, lambda turn, body, when: put_route(turn, organisation_id, name, body, precondition=when))


@router.patch("/routes/{route_id:id}", include_in_schema=False)
def patch_one_route(writing: WritingDep, route_id: str) -> Response:
    """Change some members."""
    return _patch(writing, lambda turn, body, when: patch_route(turn, route_id, body, precondition=when))


@router.delete("/routes/{route_id:id}", include_in_schema=False)
def delete_route(writing: WritingDep, route_id: str) -> Response:
    """Take it away; its activities stay."""
    return _end(writing, lambda turn, when: end_route(turn, route_id, precondition=when))


@router.post("/routes/{route_id:id}/_copy", include_in_schema=False)
def copy_one_route(writing: WritingDep, route_id: str) -> Response:
    """Take it over to another place."""
    writing.read_parameters()
    body = writing.read_body()
    asked = read_value(CopyIn, {name: value for name, value in body.items() if name in COPY_MEMBERS})
    changes = {name: value for name, value in body.items() if name not in COPY_MEMBERS}
    name = asked.external_id or make_id()

    def work(turn: Turn) -> Done:
        return writing.report(copy_route(turn, route_id, asked.organisation_id, name, changes), is_new_path=True)

    return writing.perform(work, {"dryRun": writing.is_rehearsal, "body": body})


def _create(writing: Writing, write: Callable[[Turn, Body], WriteReport]) -> Response:
    writing.read_parameters()
    body = writing.read_body()
    repeated = {"dryRun": writing.is_rehearsal, "body": body}
    return writing.perform(lambda turn: writing.report(write(turn, body), is_new_path=True), repeated)


def _put(writing: Writing, write: Callable[[Turn, Body, Precondition], WriteReport]) -> Response:
    writing.read_parameters()
    body, when = writing.read_body(), writing.read_precondition()
    return writing.perform(lambda turn: writing.report(write(turn, body, when), is_new_path=True))


def _patch(writing: Writing, write: Callable[[Turn, Body, Precondition], WriteReport]) -> Response:
    writing.read_parameters()
    body, when = writing.read_body(PATCH_KINDS), writing.read_precondition()
    return writing.perform(lambda turn: writing.report(write(turn, body, when)))


def _end(writing: Writing, write: Callable[[Turn, Precondition], WriteReport]) -> Response:
    writing.read_parameters()
    when = writing.read_precondition()
    return writing.perform(lambda turn: writing.report(write(turn, when)))
