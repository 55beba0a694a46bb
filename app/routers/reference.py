"""The lists beside the activities, and their members: areas, themes, organisations, places, routes, passes."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from urllib.parse import urlencode

import orjson
from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

import app.routers.paths  # noqa: F401  # registers the convertor of the paths below
from app.deps import Runtime, View, runtime_of
from app.domain.text import fold, words
from app.errors import NotFound
from app.routers.activities import header, reach, read_pairs
from app.routers.answers import MAX_AGE_REFERENCE_S, cacheable, dump_json, stamp, tag_of
from app.routers.faults import complete
from app.routers.names import check_names, find_gemeente, find_guided, find_hub_themes
from app.schemas import list_parameters as tables
from app.schemas.cursor import decode_list_cursor, encode_list_cursor, hash_text
from app.schemas.directory import COUNTRY, write_area, write_theme
from app.schemas.geojson import point_of, write_collection, write_feature, write_path
from app.schemas.negotiation import MEDIA_TYPES, choose_format, choose_language
from app.schemas.parsing import Parser, PartlyRead
from app.schemas.skos import write_scheme
from app.schemas.times import stamp_text
from app.services.directory import Asked, Row, select_rows
from app.services.route_steps import complete_route

router = APIRouter(prefix="/v1")

Wire = dict[str, Any]
JSON_ONLY, GEO = ("json",), ("json", "geojson")
_one, _geo_one = Parser(tables.REFERENCE_ITEM), Parser(tables.GEO_ITEM)
_areas, _themes, _organisations = Parser(tables.AREAS), Parser(tables.THEMES), Parser(tables.ORGANISATIONS)
_places, _routes, _passes = Parser(tables.PLACES), Parser(tables.ROUTES), Parser(tables.PASSES)


async def _begin(request: Request, parser: Parser[Any], formats: tuple[str, ...]) -> tuple[Any, Runtime, str, str]:
    """Parameters, runtime, representation and language; waits for `minSeq` and stamps the answer."""
    runtime = runtime_of(request)
    check = partial(check_names, runtime.view)
    try:
        asked = parser.parse_pairs(read_pairs(request))
    except PartlyRead as refusal:
        raise complete(refusal, check) from None
    check(asked)
    name = choose_format(getattr(asked, "format", None), header(request, b"accept"), formats)
    lang = choose_language(getattr(asked, "lang", None), header(request, b"accept-language"))
    await reach(runtime, asked.min_seq)
    stamp(request, runtime.catalogue.applied_seq, runtime.minute())
    return asked, runtime, name, lang


def _send(
    request: Request,
    runtime: Runtime,
    body: bytes,
    *,
    name: str,
    links: Sequence[tuple[str, str]] = (),
    version: int | None = None,
) -> Response:
    """version: of the one record shown; its tag begins with it, so that it can be sent back in If-Match."""
    tag = tag_of(runtime.build, name, body)
    return cacheable(
        request,
        body,
        etag=tag if version is None else b'"%d-%b' % (version, tag[1:]),
        max_age_s=MAX_AGE_REFERENCE_S,
        media_type=MEDIA_TYPES[name].encode(),
        links=links,
    )


def _page(
    request: Request, runtime: Runtime, parser: Parser[Any], asked: Any, rows: Sequence[tuple[str, Any]]
) -> tuple[list[Any], list[tuple[str, str]]]:
    """One page of (id, row), by id, with its links. Raises InvalidInput for a cursor of another list."""
    path = f"{runtime.settings.base_url}{request.scope['path']}"
    canonical = parser.to_pairs(asked, without=frozenset({"cursor"}))
    question = hash_text(path + urlencode(parser.to_pairs(asked, without=NOT_THE_QUESTION)))
    after = decode_list_cursor(asked.cursor, query_hash=question) if asked.cursor else ""
    rest = [row for row in rows if row[0] > after]
    shown = rest[: asked.limit]
    links = [("self", _url(path, parser.to_pairs(asked)))]
    if len(rest) > len(shown):
        cursor = encode_list_cursor(shown[-1][0], question)
        links.append(("next", _url(path, [*canonical, ("cursor", cursor)])))
    return [row for _, row in shown], links


NOT_THE_QUESTION = frozenset({"cursor", "limit", "lang", "format", "minSeq"})


def _url(path: str, pairs: Sequence[tuple[str, str]]) -> str:
    return f"{path}?{urlencode(pairs)}" if pairs else path


def _list_body(items: list[Wire], total: int, links: Sequence[tuple[str, str]]) -> bytes:
    return dump_json({"items": items, "total": total, "links": {"self": None, "next": None} | dict(links)})


def _tags(**tags: frozenset[str] | None) -> dict[str, frozenset[str]]:
    return {name: values for name, values in tags.items() if values}


@router.get("/areas", include_in_schema=False)
async def list_areas(request: Request) -> Response:
    """Areas by code."""
    asked, runtime, name, _ = await _begin(request, _areas, JSON_ONLY)
    areas = runtime.view.reference.areas
    gemeente = find_gemeente(asked.gemeente, areas)
    inside = areas.related(asked.parent) if asked.parent else None
    typed = _typed(asked.q)
    rows = [
        (area.code, area)
        for area in sorted(areas.all(), key=lambda area: area.code)
        if (not asked.level or area.level.value in asked.level)
        and (gemeente is None or area.gemeente in gemeente)
        and (inside is None or (area.code in inside and asked.parent in {up.code for up in areas.ancestors(area.code)}))
        and (not typed or _begins(typed, (area.name, *area.aliases)))
    ]
    shown, links = _page(request, runtime, _areas, asked, rows)
    items = [write_area(area, areas, runtime.settings.base_url) for area in shown]
    return _send(request, runtime, _list_body(items, len(rows), links), name=name, links=links)


def _begins(typed: Sequence[str], names: Sequence[str]) -> bool:
    """Every word occurs in one of the names; the last may be a beginning."""
    for text in names:
        parts = words(text)
        if all(word in parts for word in typed[:-1]) and any(part.startswith(typed[-1]) for part in parts):
            return True
    return False


@router.get("/areas/{code:id}", include_in_schema=False)
async def get_area(request: Request) -> Response:
    """One area by code."""
    _, runtime, name, _ = await _begin(request, _one, JSON_ONLY)
    areas = runtime.view.reference.areas
    area = areas.get(request.path_params["code"].upper())
    if area is None:
        raise NotFound("There is no area with this code.", detail_nl="Er is geen gebied met deze code.")
    return _send(request, runtime, dump_json(write_area(area, areas, runtime.settings.base_url)), name=name)


@router.get("/themes", include_in_schema=False)
async def list_themes(request: Request) -> Response:
    """The whole scheme, or the children of one theme."""
    asked, runtime, name, lang = await _begin(request, _themes, ("json", "jsonld"))
    themes = runtime.view.reference.themes
    ids = themes.ids() if asked.broader is None else themes.children(asked.broader)
    if name == "jsonld":
        return _send(request, runtime, dump_json(write_scheme(themes, ids, runtime.settings.base_url)), name=name)
    items = [write_theme(theme, themes, lang, runtime.settings.base_url) for theme in ids]
    links = [("self", _url(f"{runtime.settings.base_url}/v1/themes", _themes.to_pairs(asked)))]
    return _send(request, runtime, _list_body(items, len(items), links), name=name, links=links)


@router.get("/themes/{id:id}", include_in_schema=False)
async def get_theme(request: Request) -> Response:
    """One theme."""
    _, runtime, name, lang = await _begin(request, _one, JSON_ONLY)
    themes, theme = runtime.view.reference.themes, request.path_params["id"]
    if theme not in themes:
        raise NotFound("There is no theme with this id.", detail_nl="Er is geen thema met dit id.")
    return _send(request, runtime, dump_json(write_theme(theme, themes, lang, runtime.settings.base_url)), name=name)


@router.get("/organisations", include_in_schema=False)
async def list_organisations(request: Request) -> Response:
    """Organisations, by id."""
    asked, runtime, name, lang = await _begin(request, _organisations, JSON_ONLY)
    view = runtime.view
    areas, themes = view.reference.areas, view.reference.themes
    tags = _tags(
        role=frozenset(asked.role),
        gemeente=find_gemeente(asked.gemeente, areas),
        guideFor=find_guided(asked.guide_for, asked.gemeente, areas),
        hubFor=find_hub_themes(asked.hub_for, themes),
        offers=frozenset(fold(text) for text in asked.offers),
    )
    rows = await run_in_threadpool(lambda: view.directory.organisations)
    found = sorted((row.id, row) for row in select_rows(rows.values(), Asked(_typed(asked.q), tags)))
    shown, links = _page(request, runtime, _organisations, asked, found)
    items = _with_counts([row.wire(lang) for row in shown], runtime, view)
    return _send(request, runtime, _list_body(items, len(found), links), name=name, links=links)


@router.get("/organisations/{id:id}", include_in_schema=False)
async def get_organisation(request: Request) -> Response:
    """One organisation."""
    _, runtime, name, lang = await _begin(request, _one, JSON_ONLY)
    view = runtime.view
    row = await _find(request, lambda: view.directory.organisations, "organisation")
    item = _with_counts([row.wire(lang)], runtime, view)[0]
    return _send(request, runtime, dump_json(item), name=name, version=item["version"])


def _with_counts(items: list[Wire], runtime: Runtime, view: View) -> list[Wire]:
    """How many activities of each a default search can find."""
    around = view.around(runtime.minute())
    counts = runtime.catalogue.count_of_organisations([item["id"] for item in items], around)
    return [item | {"activityCount": counts[item["id"]]} for item in items]


_DUTCH = {"organisation": "organisatie", "place": "plek", "route": "route", "pass": "pas"}


async def _find(request: Request, read: Callable[[], dict[str, Row]], noun: str) -> Row:
    rows = await run_in_threadpool(read)
    row = rows.get(request.path_params["id"])
    if row is None:
        raise NotFound(f"There is no {noun} with this id.", detail_nl=f"Er is geen {_DUTCH[noun]} met dit id.")
    return row


def _typed(text: str | None) -> tuple[str, ...]:
    """The words of a name; signs alone stand for themselves, so that they find nothing instead of everything."""
    return (tuple(words(text)) or (text,)) if text else ()


@router.get("/places", include_in_schema=False)
async def list_places(request: Request) -> Response:
    """Places, by id, as JSON or GeoJSON."""
    asked, runtime, name, lang = await _begin(request, _places, GEO)
    view = runtime.view
    tags = _tags(kind=frozenset(asked.kind), gemeente=find_gemeente(asked.gemeente, view.reference.areas))
    rows = await run_in_threadpool(lambda: view.directory.places)
    found = sorted((row.id, row) for row in select_rows(rows.values(), Asked(_typed(asked.q), tags, asked.bbox)))
    shown, links = _page(request, runtime, _places, asked, found)
    items = [row.wire(lang) for row in shown]
    if name == "json":
        return _send(request, runtime, _list_body(items, len(found), links), name=name, links=links)
    body = write_collection(
        [write_feature(orjson.dumps(item), item["id"], point_of(item)) for item in items],
        matched=len(found),
        time_stamp=stamp_text(runtime.minute() * 60),
        links=[{"rel": rel, "type": MEDIA_TYPES[name], "href": url} for rel, url in links],
    )
    return _send(request, runtime, body, name=name, links=links)


@router.get("/places/{id:id}", include_in_schema=False)
async def get_place(request: Request) -> Response:
    """One place as JSON or GeoJSON."""
    _, runtime, name, lang = await _begin(request, _geo_one, GEO)
    view = runtime.view
    item = (await _find(request, lambda: view.directory.places, "place")).wire(lang)
    body = orjson.dumps(item)
    shown = body if name == "json" else write_feature(body, item["id"], point_of(item))
    return _send(request, runtime, shown, name=name, version=item["version"])


@router.get("/routes", include_in_schema=False)
async def list_routes(request: Request) -> Response:
    """Learning routes, by id."""
    asked, runtime, name, lang = await _begin(request, _routes, JSON_ONLY)
    view = runtime.view
    rows = await run_in_threadpool(lambda: view.directory.routes)
    found = sorted((row.id, row) for row in select_rows(rows.values(), Asked(_typed(asked.q))))
    shown, links = _page(request, runtime, _routes, asked, found)
    items = [complete_route(row.wire(lang), runtime.catalogue, view.reference) for row in shown]
    return _send(request, runtime, _list_body(items, len(found), links), name=name, links=links)


@router.get("/routes/{id:id}", include_in_schema=False)
async def get_route(request: Request) -> Response:
    """One learning route with its steps."""
    _, runtime, name, lang = await _begin(request, _geo_one, GEO)
    view = runtime.view
    found = await _find(request, lambda: view.directory.routes, "route")
    item = complete_route(found.wire(lang), runtime.catalogue, view.reference)
    if name == "geojson":
        entries = [runtime.catalogue.get(step["activityId"]) for step in item["steps"]]
        points = [entry.point if entry is not None else None for entry in entries]
        return _send(request, runtime, dump_json(write_path(item, points)), name=name, version=item["version"])
    return _send(request, runtime, dump_json(item), name=name, version=item["version"])


@router.get("/passes", include_in_schema=False)
async def list_passes(request: Request) -> Response:
    """Passes, schemes and funds; with a gemeente also those of the whole country."""
    asked, runtime, name, lang = await _begin(request, _passes, JSON_ONLY)
    view = runtime.view
    gemeente = find_gemeente(asked.gemeente, view.reference.areas)
    tags = _tags(kind=frozenset(asked.kind), gemeente=None if gemeente is None else gemeente | {COUNTRY})
    rows = await run_in_threadpool(lambda: view.directory.passes)
    found = sorted((row.id, row) for row in select_rows(rows.values(), Asked(tags=tags)))
    shown, links = _page(request, runtime, _passes, asked, found)
    items = [row.wire(lang) for row in shown]
    return _send(request, runtime, _list_body(items, len(found), links), name=name, links=links)


@router.get("/passes/{id:id}", include_in_schema=False)
async def get_pass(request: Request) -> Response:
    """One pass, scheme or fund."""
    _, runtime, name, lang = await _begin(request, _one, JSON_ONLY)
    view = runtime.view
    row = await _find(request, lambda: view.directory.passes, "pass")
    return _send(request, runtime, dump_json(row.wire(lang)), name=name)
