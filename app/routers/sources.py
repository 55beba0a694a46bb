"""`/v1/sources`: feeds of partners that are fetched on a schedule."""

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

import app.routers.paths  # noqa: F401  # registers the convertor of the paths below
from app.deps import BodyDep, CallerDep, Runtime, RuntimeDep, SessionDep
from app.domain.caller import Scope
from app.routers.answers import dump_json, private
from app.routers.writes import check_parameters
from app.schemas.bodies import read_body
from app.schemas.imports import FeedIn
from app.services import sources
from app.services.import_orders import choose_organisation
from app.services.import_reading import KNOWN_FORMATS
from app.services.import_reports import write_report, write_source
from app.services.keys import require
from app.services.source_rehearsals import ask_rehearsal
from app.services.sources import Source

router = APIRouter(prefix="/v1/sources", dependencies=[Depends(check_parameters)])
_SPARE = {"name": "source", "url": "https://example.org"}


@router.get("", include_in_schema=False)
def list_sources(caller: CallerDep, runtime: RuntimeDep) -> Response:
    """The sources of the caller's organisations."""
    found = sources.read_own_sources(runtime.engine, caller)
    items = [write_source(source, runtime.settings.base_url) for source in found]
    return private(dump_json({"items": items, "total": len(items)}))


@router.post("", include_in_schema=False)
def create_source(
    request: Request, *, caller: CallerDep, body: BodyDep, session: SessionDep, runtime: RuntimeDep
) -> Response:
    """Follow a feed from now on."""
    require(caller, Scope.IMPORTS_WRITE)
    asked = read_body(FeedIn, body, request.headers.get("content-type"), spare=_SPARE)
    draft = sources.SourceDraft(
        name=asked.name,
        url=asked.url,
        organisation_id=choose_organisation(caller, asked.organisation),
        format=asked.format,
        mapping=asked.mapping,
        interval_minutes=asked.interval_minutes,
        is_confirming=asked.confirms is not False,
    )
    made = sources.add_source(
        session,
        draft,
        caller=caller,
        now=runtime.now(),
        formats=KNOWN_FORMATS,
        allow_private=runtime.settings.fetch_private,
    )
    return _send(runtime, made, status=201)


@router.get("/{name:id}", include_in_schema=False)
def get_source(name: str, caller: CallerDep, runtime: RuntimeDep) -> Response:
    """One source, with what went wrong."""
    return _send(runtime, sources.read_own_source(runtime.engine, caller, name))


@router.delete("/{name:id}", include_in_schema=False)
def delete_source(request: Request, name: str, *, caller: CallerDep, session: SessionDep) -> Response:
    """Follow it no longer."""
    sources.remove_source(session, sources.find_own_source(session, caller, name))
    return Response(status_code=204, headers={"Cache-Control": "no-store"})


@router.post("/{name:id}/release", include_in_schema=False)
def release_source(
    request: Request, name: str, *, caller: CallerDep, session: SessionDep, runtime: RuntimeDep
) -> Response:
    """The feed is right as it is."""
    source = sources.find_own_source(session, caller, name)
    return _send(runtime, sources.release_hold(session, source, now=runtime.now()))


@router.post("/{name:id}/dry-run", include_in_schema=False)
def rehearse_source(request: Request, name: str, *, caller: CallerDep, runtime: RuntimeDep) -> Response:
    """What a run would do, told in a report."""
    report = ask_rehearsal(runtime.engine, caller, name, runtime.now())
    runtime.imports.poke()
    wire = write_report(report, runtime.settings.base_url)
    answer = private(dump_json(wire), status=202)
    answer.raw_headers += [(b"location", wire["url"].encode()), (b"retry-after", b"2")]
    return answer


def _send(runtime: Runtime, source: Source, *, status: int = 200) -> Response:
    wire = write_source(source, runtime.settings.base_url)
    answer = private(dump_json(wire), status=status)
    if status == 201:
        answer.raw_headers.append((b"location", wire["url"].encode()))
    return answer
