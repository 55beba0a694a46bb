"""Type-ahead, geocoding, the state of this service and its own document."""

from importlib.metadata import version
from typing import Any

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from app.deps import Runtime, runtime_of
from app.routers.activities import header, read_pairs
from app.routers.answers import MAX_AGE_LIST_S, MAX_AGE_REFERENCE_S, cacheable, dump_json, stamp, tag_of
from app.schemas.list_parameters import GEOCODE, NONE, SUGGEST
from app.schemas.negotiation import choose_format, choose_language
from app.schemas.parsing import Parser
from app.schemas.times import stamp_text
from app.services.freshness_counts import summarise
from app.services.geocoding import look_up
from app.services.suggesting import suggest

router = APIRouter(prefix="/v1")

_suggest, _geocode, _none = Parser(SUGGEST), Parser(GEOCODE), Parser(NONE)
JSON_ONLY = ("json",)
DATA_LICENCE = "CC BY 4.0"


def answer_json(request: Request, runtime: Runtime, value: dict[str, Any], max_age_s: int) -> Response:
    """A public JSON answer."""
    body = dump_json(value)
    return cacheable(request, body, etag=tag_of(runtime.build, body), max_age_s=max_age_s)


def begin(request: Request) -> Runtime:
    """The runtime, with the answer stamped before anything is read."""
    runtime = runtime_of(request)
    stamp(request, runtime.catalogue.applied_seq, runtime.minute())
    return runtime


@router.get("/suggest", include_in_schema=False)
async def answer_suggest(request: Request) -> Response:
    """Themes, areas, places, organisations and titles that begin with, or hold, what was typed."""
    asked = _suggest.parse_pairs(read_pairs(request))
    runtime = begin(request)
    choose_format(None, header(request, b"accept"), JSON_ONLY)
    lang = choose_language(asked.lang, header(request, b"accept-language"))
    view = runtime.view
    items = suggest(asked, view.reference, view.directory, runtime.catalogue, view.around(runtime.minute()), lang)
    return answer_json(request, runtime, {"items": items}, MAX_AGE_LIST_S)


@router.get("/geocode", include_in_schema=False)
async def answer_geocode(request: Request) -> Response:
    """From words to a point with its areas, or from a point to its areas."""
    asked = _geocode.parse_pairs(read_pairs(request))
    runtime = begin(request)
    choose_format(None, header(request, b"accept"), JSON_ONLY)
    view = runtime.view
    items = await run_in_threadpool(look_up, asked, view.geocoding, view.reference)
    return answer_json(request, runtime, {"items": items}, MAX_AGE_LIST_S)


@router.get("/status", include_in_schema=False)
async def answer_status(request: Request) -> Response:
    """Version, the change number shown, and how much there is."""
    _none.parse_pairs(read_pairs(request))
    runtime = begin(request)
    choose_format(None, header(request, b"accept"), JSON_ONLY)
    directory = runtime.view.directory
    parts = ("organisations", "places", "routes")
    counts = await run_in_threadpool(lambda: {part: len(getattr(directory, part)) for part in parts})
    freshness = await run_in_threadpool(summarise, runtime.catalogue, runtime.view.around(runtime.minute()))
    value = {
        "status": "ok",
        "version": version("wegwijzer"),
        "now": stamp_text(runtime.minute() * 60),
        "appliedSeq": runtime.catalogue.applied_seq,
        "activities": runtime.catalogue.size,
        **counts,
        "freshness": freshness,
        "dataLicence": DATA_LICENCE,
    }
    return answer_json(request, runtime, value, MAX_AGE_LIST_S)


@router.get("/openapi.json", include_in_schema=False)
async def answer_openapi(request: Request) -> Response:
    """The OpenAPI document of this API."""
    _none.parse_pairs(read_pairs(request))
    return answer_json(request, begin(request), request.app.state.openapi, MAX_AGE_REFERENCE_S)
