"""`/v1/activities`: the search, its POST twin, and one activity. No database is touched by a search."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

import app.routers.paths  # noqa: F401  # registers the convertor of the path below
from app.deps import Runtime, View, runtime_of
from app.errors import Fault, InvalidInput, NotFound, Unavailable
from app.routers.answers import MAX_AGE_ITEM_S, MAX_AGE_LIST_S, cacheable, private, stamp, tag_of
from app.routers.faults import names_every_fault
from app.schemas import json_body
from app.schemas.list_parameters import ITEM
from app.schemas.negotiation import MEDIA_TYPES, choose_format, choose_language
from app.schemas.parameter_faults import place_in_body
from app.schemas.parsing import Parser, PartlyRead, encode_pairs, parse_search, parse_search_body
from app.schemas.requests import ItemRequest, SearchRequest
from app.services.finding import Answer
from app.services.presenting import CatalogueBehind, Item
from app.services.representing import represent_item, represent_list

SEARCH_FORMATS = ("json", "geojson", "jsonld", "csv", "ics")
ITEM_FORMATS = ("json", "geojson", "jsonld", "ics")
FULL_FORMATS = ("jsonld", "csv", "ics")
MOST_TRIES = 5

_parse_item = Parser(ITEM)


def read_pairs(request: Request) -> list[tuple[str, str]]:
    """The query as pairs in order. Bytes that are no UTF-8 become lone surrogates, which the parser refuses."""
    query = request.scope["query_string"]
    if not query:
        return []
    return parse_qsl(query.decode("latin-1"), keep_blank_values=True, errors="surrogateescape")


def header(request: Request, name: bytes) -> str:
    """One request header; sent twice it is one list, as the cache in front reads it; empty when it is not there."""
    return ", ".join([value.decode("latin-1") for key, value in request.scope["headers"] if key == name])


async def reach(runtime: Runtime, min_seq: int | None) -> None:
    """Make the asked change visible here.

    Raises InvalidInput for a change that was never made, Unavailable when it was and cannot be shown yet.
    """
    if min_seq is None or min_seq <= runtime.catalogue.applied_seq:
        return
    try:
        await run_in_threadpool(runtime.follower.catch_up, min_seq)
    except Unavailable:
        status = runtime.follower.status()
        if status.error is None and not status.lag_changes:
            raise InvalidInput([_NEVER_MADE]) from None
        raise


_NEVER_MADE = Fault(
    "never-made",
    "There is no change with this number yet.",
    "minSeq",
    hint="a number that a write returned, or `appliedSeq` of an answer",
    detail_nl="Er is nog geen wijziging met dit nummer.",
)


def _check_names(runtime: Runtime, asked: SearchRequest) -> None:
    runtime.view.finder.check(asked)


@names_every_fault(_check_names)
async def search_activities(request: Request) -> Response:
    """Search by query parameters."""
    shown = await _answer(request, parse_search(read_pairs(request)), _links)
    runtime, name, seq = shown.runtime, shown.name, shown.answer.found.applied_seq
    minute = runtime.minute()
    stamp(request, seq, minute)
    return cacheable(
        request,
        shown.body,
        etag=tag_of(seq, runtime.build, minute, request.scope["query_string"], name, shown.lang),
        max_age_s=MAX_AGE_LIST_S,
        media_type=MEDIA_TYPES[name].encode(),
        links=[(rel, url) for rel, url in shown.links.items() if url],
    )


@names_every_fault(_check_names, is_in_body=True)
async def search_activities_by_body(request: Request) -> Response:
    """The same search with its parameters in the body, so that nothing about a child stands in a link or a log.

    The next page is the same body sent to `links.next`, which holds nothing but the cursor.
    """
    asked = _read_twin(read_pairs(request), await read_json(request))
    try:
        shown = await _answer(request, asked, _body_links)
    except InvalidInput as refusal:
        raise place_in_body(refusal) from None
    return private(shown.body, MEDIA_TYPES[shown.name].encode())


Links = dict[str, str | None]


@dataclass(frozen=True, slots=True)
class Shown:
    """What both doors of the search share: the answer in its representation and language, as bytes with its links."""

    runtime: Runtime
    name: str
    lang: str
    answer: Answer
    links: Links
    body: bytes


async def _answer(request: Request, asked: SearchRequest, link: Callable[[Runtime, Answer], Links]) -> Shown:
    """Search and write."""
    runtime = runtime_of(request)
    name = choose_format(asked.format, header(request, b"accept"), SEARCH_FORMATS)
    lang = choose_language(asked.lang, header(request, b"accept-language"))
    await reach(runtime, asked.min_seq)
    answer, view = await find(runtime, asked), runtime.view
    links = link(runtime, answer)
    write = partial(represent_list, view.presenter, view.facets, answer, name=name, lang=lang, links=links)
    if not asked.fields and name not in FULL_FORMATS:
        return Shown(runtime, name, lang, answer, links, write())
    try:
        return Shown(runtime, name, lang, answer, links, await run_in_threadpool(write))
    except CatalogueBehind:
        return await run_in_threadpool(_answer_in_step, runtime, asked, name, lang, link)


def _answer_in_step(
    runtime: Runtime, asked: SearchRequest, name: str, lang: str, link: Callable[[Runtime, Answer], Links]
) -> Shown:
    """Search and write on one state of catalogue and database, while others write without end."""

    def show(view: View) -> Shown:
        answer = view.finder.find(asked, runtime.minute())
        links = link(runtime, answer)
        body = represent_list(view.presenter, view.facets, answer, name=name, lang=lang, links=links)
        return Shown(runtime, name, lang, answer, links, body)

    return runtime.in_step(show)


def _read_twin(pairs: list[tuple[str, str]], body: object) -> SearchRequest:
    """The search of a body. Only a cursor may stand in the link. Raises InvalidInput with the faults of both."""
    others = dict.fromkeys(name for name, _ in pairs if name != "cursor")
    faults = [Fault("in-body", "Send this in the body.", name, detail_nl="Zet dit in de body.") for name in others]
    cursor, asked = None, SearchRequest()
    try:
        cursor = parse_search([pair for pair in pairs if pair[0] == "cursor"]).cursor
    except InvalidInput as refusal:
        faults += refusal.faults
    try:
        asked = parse_search_body(body)
    except PartlyRead as refusal:
        faults += refusal.faults
        asked = refusal.sound
    if faults:
        raise PartlyRead(faults, asked)
    return replace(asked, cursor=asked.cursor or cursor)


async def find(runtime: Runtime, asked: SearchRequest) -> Answer:
    """Search on the event loop, since it takes microseconds; in a thread only when an outside geocoder is asked."""
    finder, minute = runtime.view.finder, runtime.minute()
    if (asked.place or asked.postcode) and runtime.is_geocoding_remote:
        return await run_in_threadpool(finder.find, asked, minute)
    return finder.find(asked, minute)


def _body_links(runtime: Runtime, answer: Answer) -> Links:
    here = f"{runtime.settings.base_url}/v1/activities/_search"
    return {"self": here, "next": f"{here}?cursor={answer.next_cursor}" if answer.next_cursor else None}


def _links(runtime: Runtime, answer: Answer) -> Links:
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
    """The JSON body; see `json_body.read_json`."""
    return json_body.read_json(await request.body(), header(request, b"content-type"))


async def get_activity(request: Request) -> Response:
    """One activity in its full shape."""
    pairs = read_pairs(request)
    asked: ItemRequest = _parse_item.parse_pairs(pairs) if pairs else ItemRequest()
    runtime = runtime_of(request)
    name = choose_format(asked.format, header(request, b"accept"), ITEM_FORMATS)
    lang = choose_language(asked.lang, header(request, b"accept-language"))
    await reach(runtime, asked.min_seq)
    fields = asked.fields if name == "json" else ()
    item = await _read_item(request, runtime, lang, fields)
    body = item.body if name == "json" else represent_item(item.body, name, asked.fields)
    tag = tag_of(item.state, name, lang, asked.fields)
    return cacheable(
        request,
        body,
        etag=b'"%d-%b' % (item.version, tag[1:]),
        max_age_s=MAX_AGE_ITEM_S,
        media_type=MEDIA_TYPES[name].encode(),
    )


async def _read_item(request: Request, runtime: Runtime, lang: str, fields: tuple[str, ...]) -> Item:
    """The item of the path; its document and its state are of one version, however new the write. Raises NotFound."""
    item = _item_now(request, runtime, lang, fields)
    for _ in range(MOST_TRIES):
        before = runtime.catalogue.applied_seq
        if item.is_current or await run_in_threadpool(runtime.follower.catch_up) == before:
            break  # nothing new and still not in the catalogue: it was deleted
        item = _item_now(request, runtime, lang, fields)
    return item


def _item_now(request: Request, runtime: Runtime, lang: str, fields: tuple[str, ...]) -> Item:
    minute = runtime.minute()
    stamp(request, runtime.catalogue.applied_seq, minute)
    view = runtime.view
    item = view.presenter.item(request.path_params["activity_id"], view.around(minute), lang, fields)
    if item is None:
        raise NotFound("There is no activity with this id.")
    return item


ROUTES = [
    Route("/v1/activities", search_activities, methods=["GET"]),
    Route("/v1/activities/{activity_id:id}", get_activity, methods=["GET"]),
    Route("/v1/activities/_search", search_activities_by_body, methods=["POST"]),
]
"""Plain routes: those of FastAPI resolve dependencies and validate, which these do not need and which costs much."""
