"""The reports on gaps: where a child cannot go on, and what there is per wijk."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from app.deps import Runtime, find_caller, need_caller, runtime_of
from app.domain.caller import Scope
from app.domain.gaps import Direction
from app.domain.money_texts import language_of
from app.domain.query import AreaFilter
from app.domain.themes import ThemeScheme
from app.errors import Fault, InvalidInput
from app.routers.activities import header, reach, read_pairs
from app.routers.answers import MAX_AGE_LIST_S, cacheable, dump_json, stamp, tag_of
from app.routers.faults import names_every_fault
from app.schemas.cursor import decode_list_cursor, encode_list_cursor, hash_text, refuse_cursor
from app.schemas.geojson import write_collection
from app.schemas.insight_parameters import COVERAGE, DEAD_ENDS, CoverageRequest, DeadEndsRequest
from app.schemas.insight_tables import COVERAGE_COLUMNS, DEAD_END_COLUMNS, write_rows, write_wijken
from app.schemas.insight_texts import COVERAGE_NOTES, DEAD_END_NOTES
from app.schemas.negotiation import MEDIA_TYPES, choose_format, choose_language
from app.schemas.parsing import Parser, encode_pairs
from app.schemas.times import stamp_text
from app.services.dead_ends import Wanted
from app.services.insight_pages import CoverageReport, DeadEndReport, Names
from app.services.keys import require

router = APIRouter(prefix="/v1/insights")

_dead_ends, _coverage = Parser(DEAD_ENDS), Parser(COVERAGE)
MOST_DIGITS = 9
FORMATS = ("json", "geojson", "csv")
NOT_THE_QUESTION = frozenset({"cursor", "limit", "lang", "format", "minSeq"})
Wire = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, and how the answer is to look."""

    path: str
    parser: Parser[Any]
    asked: DeadEndsRequest | CoverageRequest
    runtime: Runtime
    name: str
    lang: str
    is_private: bool


class Report(Protocol):
    """What both reports have."""

    @property
    def total(self) -> int: ...

    def rows(self, lang: str, first: int = 0, limit: int | None = None) -> Iterable[Wire]: ...

    def wijken(self) -> list[Wire]: ...

    def points(self) -> dict[str, tuple[float, float]]: ...


def _check_names(runtime: Runtime, asked: DeadEndsRequest | CoverageRequest) -> None:
    """Raises InvalidInput naming every theme and area that does not exist."""
    faults: list[Fault] = []
    for look in (lambda: _expand(asked.theme, runtime.view.reference.themes), lambda: _find_areas(runtime, asked)):
        try:
            look()
        except InvalidInput as refusal:
            faults += refusal.faults
    if faults:
        raise InvalidInput(faults)


@router.get("/dead-ends", include_in_schema=False)
@names_every_fault(_check_names)
async def list_dead_ends(request: Request) -> Response:
    """Every activity, wijk and age band without a follow-up that a child can join, and what stands in the way."""
    require(await need_caller(await find_caller(request)), Scope.INSIGHTS_READ)
    asked: DeadEndsRequest = _dead_ends.parse_pairs(read_pairs(request))
    question = await _begin(request, _dead_ends, asked, is_private=True)
    runtime, lang = question.runtime, question.lang

    def work() -> bytes:
        view = runtime.view
        themes = _expand(asked.theme, view.reference.themes)
        areas = _find_areas(runtime, asked)
        wanted = Wanted(themes, frozenset(asked.age_band), free_only=asked.free is True)
        around = view.around(runtime.minute())
        offers, found = view.insights.dead_ends(around, areas, Direction(asked.direction), wanted)
        report = DeadEndReport(offers, found, frozenset(asked.obstacle), _names(runtime))
        if question.name == "csv":
            return write_rows(DEAD_END_COLUMNS, report.rows(lang))
        more = {"obstacles": report.obstacles(lang), "meta": _meta(runtime, DEAD_END_NOTES[lang])}
        return _write(question, report, more)

    return _send(request, question, await run_in_threadpool(work))


@router.get("/coverage", include_in_schema=False)
@names_every_fault(_check_names)
async def list_coverage(request: Request) -> Response:
    """What one child can join per wijk, theme, stage and age band, zeros included; and each wijk at a glance."""
    asked: CoverageRequest = _coverage.parse_pairs(read_pairs(request))
    question = await _begin(request, _coverage, asked)
    runtime, lang = question.runtime, question.lang

    def work() -> bytes:
        view = runtime.view
        scheme = view.reference.themes
        _expand(asked.theme, scheme)
        themes = asked.theme or tuple(theme.id for theme in scheme.tops())
        found = view.insights.coverage(view.around(runtime.minute()), _find_areas(runtime, asked), themes)
        report = CoverageReport(
            found,
            themes,
            stages=frozenset(asked.stage),
            bands=frozenset(asked.age_band),
            gaps=asked.gaps,
            names=_names(runtime),
        )
        if question.name == "csv":
            return write_rows(COVERAGE_COLUMNS, report.rows(lang))
        more = {"meta": _meta(runtime, COVERAGE_NOTES[lang])}
        return _write(question, report, more)

    return _send(request, question, await run_in_threadpool(work))


async def _begin(
    request: Request, parser: Parser[Any], asked: DeadEndsRequest | CoverageRequest, *, is_private: bool = False
) -> Question:
    """Representation and language chosen; waits for `minSeq` and stamps the answer."""
    runtime = runtime_of(request)
    name = choose_format(asked.format, header(request, b"accept"), FORMATS)
    lang = choose_language(asked.lang, header(request, b"accept-language"))
    _check_names(runtime, asked)
    await reach(runtime, asked.min_seq)
    stamp(request, runtime.catalogue.applied_seq, runtime.minute(), is_private=is_private)
    path = f"{runtime.settings.base_url}{request.scope['path']}"
    return Question(path, parser, asked, runtime, name, language_of(lang), is_private)


def _find_areas(runtime: Runtime, asked: DeadEndsRequest | CoverageRequest) -> tuple[AreaFilter, ...]:
    names = {name: getattr(asked, name) for name in ("area", "wijk", "stadsdeel", "gemeente")}
    areas, _ = runtime.view.reference.areas.resolve(names)
    return areas


def _expand(themes: tuple[str, ...], scheme: ThemeScheme) -> frozenset[str]:
    """The themes with their children. Raises InvalidInput for those that do not exist."""
    unknown = [theme for theme in themes if theme not in scheme]
    if unknown:
        raise InvalidInput(
            Fault("unknown-theme", f"theme={theme} is not a theme.", "theme", detail_nl=f"theme={theme} is geen thema.")
            for theme in unknown
        )
    return frozenset(name for theme in themes for name in scheme.expand(theme))


def _names(runtime: Runtime) -> Names:
    return Names(runtime.catalogue, runtime.view.reference, runtime.settings.base_url)


def _meta(runtime: Runtime, notes: Sequence[str]) -> Wire:
    now = stamp_text(runtime.minute() * 60)
    return {"now": now, "appliedSeq": runtime.catalogue.applied_seq, "notes": list(notes)}


def _write(question: Question, report: Report, more: Wire) -> bytes:
    """The wijken as features, or one page of rows. Raises InvalidInput for a cursor of another question."""
    asked, parser, runtime = question.asked, question.parser, question.runtime
    own = _url(question.path, parser.to_pairs(asked))
    following = None
    wijken = report.wijken()
    if question.name == "geojson":
        features = write_wijken(wijken, report.points())
        self_link = {"rel": "self", "type": MEDIA_TYPES["geojson"], "href": own}
        time_stamp = stamp_text(runtime.minute() * 60)
        return write_collection(features, matched=len(features), time_stamp=time_stamp, links=[self_link])
    identity = hash_text(question.path + encode_pairs(parser.to_pairs(asked, without=NOT_THE_QUESTION)))
    first = read_row_cursor(asked.cursor, identity)
    items = list(report.rows(question.lang, first, asked.limit))
    if first + len(items) < report.total:
        cursor = encode_list_cursor(str(first + len(items)), identity)
        pairs = parser.to_pairs(asked, without=frozenset({"cursor"}))
        following = _url(question.path, [*pairs, ("cursor", cursor)])
    return dump_json(
        {"items": items, "total": report.total, "wijken": wijken, **more, "links": {"self": own, "next": following}}
    )


def read_row_cursor(cursor: str | None, identity: str) -> int:
    """How many rows went before: a report has no keys of its own, since every change of the catalogue remakes it."""
    if cursor is None:
        return 0
    position = decode_list_cursor(cursor, query_hash=identity)
    if not (position.isascii() and position.isdigit() and len(position) <= MOST_DIGITS):
        refuse_cursor(code="bad-cursor")
    return int(position)


def _url(path: str, pairs: Sequence[tuple[str, str]]) -> str:
    return f"{path}?{encode_pairs(pairs)}" if pairs else path


def _send(request: Request, question: Question, body: bytes) -> Response:
    etag = tag_of(question.runtime.build, question.name, body)
    media_type = MEDIA_TYPES[question.name].encode()
    return cacheable(
        request, body, etag=etag, max_age_s=MAX_AGE_LIST_S, media_type=media_type, is_private=question.is_private
    )
