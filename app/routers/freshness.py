"""`/v1/insights/freshness`: how fresh the activities of each organisation, or in each wijk, are."""

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from app.deps import Runtime, runtime_of
from app.domain.query import AreaFilter
from app.routers.activities import header, reach, read_pairs
from app.routers.answers import MAX_AGE_LIST_S, cacheable, dump_json, stamp, tag_of
from app.routers.insights import read_row_cursor
from app.schemas.cursor import encode_list_cursor, hash_text
from app.schemas.freshness_report import COLUMNS, FRESHNESS, FreshnessRequest
from app.schemas.insight_tables import write_rows
from app.schemas.negotiation import MEDIA_TYPES, choose_format
from app.schemas.parsing import Parser, encode_pairs
from app.schemas.times import stamp_text
from app.services.freshness_counts import count_freshness, write_row

router = APIRouter(prefix="/v1/insights")
_parser = Parser(FRESHNESS)
FORMATS = ("json", "csv")
NOT_THE_QUESTION = frozenset({"cursor", "limit", "format", "minSeq"})


@router.get("/freshness", include_in_schema=False)
async def list_freshness(request: Request) -> Response:
    """Rows that need most first; CSV has every row at once."""
    asked: FreshnessRequest = _parser.parse_pairs(read_pairs(request))
    runtime = runtime_of(request)
    name = choose_format(asked.format, header(request, b"accept"), FORMATS)
    await reach(runtime, asked.min_seq)
    stamp(request, runtime.catalogue.applied_seq, runtime.minute())
    path = f"{runtime.settings.base_url}{request.scope['path']}"
    body = await run_in_threadpool(_write, runtime, asked, name, path)
    etag = tag_of(runtime.build, name, body)
    media_type = MEDIA_TYPES[name].encode()
    return cacheable(request, body, etag=etag, max_age_s=MAX_AGE_LIST_S, media_type=media_type)


def _write(runtime: Runtime, asked: FreshnessRequest, name: str, path: str) -> bytes:
    view, minute, seq = runtime.view, runtime.minute(), runtime.catalogue.applied_seq
    table = count_freshness(
        runtime.catalogue,
        view.around(minute),
        asked.by,
        areas=_find_areas(runtime, asked),
        organisations=asked.organisation,
    )
    base_url = runtime.settings.base_url
    rows = [write_row(group, counts, asked.by, view.reference, base_url) for group, counts in table.ordered()]
    if name == "csv":
        return write_rows(COLUMNS, rows)
    identity = hash_text(path + encode_pairs(_parser.to_pairs(asked, without=NOT_THE_QUESTION)))
    first = read_row_cursor(asked.cursor, identity)
    items, following = rows[first : first + asked.limit], None
    if first + len(items) < len(rows):
        pairs = _parser.to_pairs(asked, without=frozenset({"cursor"}))
        cursor = encode_list_cursor(str(first + len(items)), identity)
        following = f"{path}?{encode_pairs([*pairs, ('cursor', cursor)])}"
    own = encode_pairs(_parser.to_pairs(asked))
    links = {"self": f"{path}?{own}" if own else path, "next": following}
    meta = {"now": stamp_text(minute * 60), "appliedSeq": seq}
    return dump_json({"items": items, "total": len(rows), "meta": meta, "links": links})


def _find_areas(runtime: Runtime, asked: FreshnessRequest) -> tuple[AreaFilter, ...]:
    names = {name: getattr(asked, name) for name in ("area", "wijk", "stadsdeel", "gemeente")}
    areas, _ = runtime.view.reference.areas.resolve(names)
    return areas
