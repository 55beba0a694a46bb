"""`/v1/activities`: the search, its POST twin, and one activity. No database is touched by a search."""

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

import app.routers.paths  # noqa: F401  # registers the convertor of the path below
from app.deps import Runtime, runtime_of
from app.errors import Fault, InvalidInput, NotFound, UnsupportedMediaType
from app.routers.answers import MAX_AGE_ITEM_S, MAX_AGE_LIST_S, cacheable, private, tag_of
from app.schemas.caching import Stamp
from app.schemas.list_parameters import ITEM
from app.schemas.negotiation import MEDIA_TYPES, choose_format, choose_language
from app.schemas.parameter_faults import place_in_body
from app.schemas.parsing import Parser, encode_pairs, parse_search, parse_search_body
from app.schemas.requests import ItemRequest, SearchRequest
from app.services.finding import Answer
from app.services.representing import represent_item, represent_list

SEARCH_FORMATS = ("json", "geojson", "jsonld", "csv", "ics")
ITEM_FORMATS = ("json", "geojson", "jsonld", "ics")

_parse_item = Parser(ITEM)


def read_pairs(request: Request) -> list[tuple[str, str]]:
    """The query as pairs in order. Bytes that are no UTF-8 become lone surrogates, which the parser refuses."""
    query = request.scope["query_string"]
    if not query:
        return []
    return parse_qsl(query.decode("latin-1"), keep_blank_values=True, errors="surrogateescape")


def header(request: Request, name: bytes) -> str:
    """One request header; empty when it is not there."""
    return next((value.decode("latin-1") for key, value in request.scope["headers"] if key == name), "")


async def reach(runtime: Runtime, min_seq: int | None) -> None:
    """Wait until the asked change is visible here. Raises Unavailable when it is not in time."""
    if min_seq is not None and min_seq > runtime.catalogue.applied_seq:
        await run_in_threadpool(runtime.follower.catch_up, min_seq)


async def search_activities(request: Request) -> Response:
    """Search by query parameters."""
    runtime, name, lang, answer = await _answer(request, parse_search(read_pairs(request)))
    links = _links(runtime, answer)
    view = runtime.view
    body = represent_list(view.presenter, view.facets, answer, name=name, lang=lang, links=links)
    minute = runtime.minute()
    etag = tag_of(answer.found.applied_seq, runtime.build, minute, request.scope["query_string"], name, lang)
    return cacheable(
        request,
        body,
        stamp=Stamp(answer.found.applied_seq, (minute + 1) * 60),
        etag=etag,
        max_age_s=MAX_AGE_LIST_S,
        media_type=MEDIA_TYPES[name].encode(),
        links=[(rel, url) for rel, url in links.items() if url],
    )


async def search_activities_by_body(request: Request) -> Response:
    """The same search with its parameters in the body, so that nothing about a child stands in a link or a log.

    The next page is the same body sent to `links.next`, which holds nothing but the cursor.
    """
    body_asked = await read_json(request)
    try:
        asked = _with_cursor(parse_search_body(body_asked), read_pairs(request))
        runtime, name, lang, answer = await _answer(request, asked)
    except InvalidInput as refusal:
        raise place_in_body(refusal) from None
    here = f"{runtime.settings.base_url}/v1/activities/_search"
    links = {"self": here, "next": f"{here}?cursor={answer.next_cursor}" if answer.next_cursor else None}
    view = runtime.view
    body = represent_list(view.presenter, view.facets, answer, name=name, lang=lang, links=links)
    return private(body, MEDIA_TYPES[name].encode())


async def _answer(request: Request, asked: SearchRequest) -> tuple[Runtime, str, str, Answer]:
    """What both doors share: representation, language, the asked state, the search."""
    runtime = runtime_of(request)
    name = choose_format(asked.format, header(request, b"accept"), SEARCH_FORMATS)
    lang = choose_language(asked.lang, header(request, b"accept-language"))
    await reach(runtime, asked.min_seq)
    return runtime, name, lang, await find(runtime, asked)


def _with_cursor(asked: SearchRequest, pairs: list[tuple[str, str]]) -> SearchRequest:
    """Only a cursor may stand in the link of the POST twin. Raises InvalidInput for anything else."""
    if not pairs:
        return asked
    cursor = parse_search([pair for pair in pairs if pair[0] == "cursor"]).cursor
    others = [name for name, _ in pairs if name != "cursor"]
    if others:
        faults = [Fault("in-body", "Send this in the body.", parameter=name) for name in dict.fromkeys(others)]
        raise InvalidInput(faults)
    return replace(asked, cursor=asked.cursor or cursor)


async def find(runtime: Runtime, asked: SearchRequest) -> Answer:
    """Search on the event loop, since it takes microseconds; in a thread only when an outside geocoder is asked."""
    finder, minute = runtime.view.finder, runtime.minute()
    if (asked.place or asked.postcode) and runtime.is_geocoding_remote:
        return await run_in_threadpool(finder.find, asked, minute)
    return finder.find(asked, minute)


def _links(runtime: Runtime, answer: Answer) -> dict[str, str | None]:
    base = f"{runtime.settings.base_url}/v1/activities"
    asked = encode_pairs(answer.pairs)
    self_url = f"{base}?{asked}" if asked else base
    if answer.next_cursor is None:
        return {"self": self_url, "next": None}
    rest = asked
    if answer.request.cursor is not None:
        rest = encode_pairs([pair for pair in answer.pairs if pair[0] != "cursor"])
    return {"self": self_url, "next": f"{base}?{rest}{'&' if rest else ''}cursor={answer.next_cursor}"}


async def read_json(request: Request) -> Any:
    """The JSON body. Raises UnsupportedMediaType for another type, InvalidInput for what is no JSON."""
    media_type = header(request, b"content-type").partition(";")[0].strip().lower()
    if media_type != "application/json":
        raise UnsupportedMediaType("Send the parameters as application/json.")
    body = await request.body()
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as error:
        fault = Fault("not-json", f"The body is no JSON: {error}.", pointer="")
        raise InvalidInput([fault]) from None


async def get_activity(request: Request) -> Response:
    """One activity in its full shape."""
    pairs = read_pairs(request)
    asked: ItemRequest = _parse_item.parse_pairs(pairs) if pairs else ItemRequest()
    runtime = runtime_of(request)
    name = choose_format(asked.format, header(request, b"accept"), ITEM_FORMATS)
    lang = choose_language(asked.lang, header(request, b"accept-language"))
    await reach(runtime, asked.min_seq)
    view, minute, seq = runtime.view, runtime.minute(), runtime.catalogue.applied_seq
    item = view.presenter.item(request.path_params["activity_id"], view.around(minute), lang, asked.fields)
    if item is None:
        raise NotFound("There is no activity with this id.")
    body = item.body if name == "json" else represent_item(item.body, name)
    tag = tag_of(item.state, name, lang, asked.fields)
    return cacheable(
        request,
        body,
        stamp=Stamp(seq, (minute + 1) * 60),
        etag=b'"%d-%b' % (item.version, tag[1:]),
        max_age_s=MAX_AGE_ITEM_S,
        media_type=MEDIA_TYPES[name].encode(),
    )


ROUTES = [
    Route("/v1/activities", search_activities, methods=["GET"]),
    Route("/v1/activities/_search", search_activities_by_body, methods=["POST"]),
    Route("/v1/activities/{activity_id:id}", get_activity, methods=["GET"]),
]
"""Plain routes: those of FastAPI resolve dependencies and validate, which these do not need and which costs much."""
