"""`/v1/next-steps` and the next steps of one activity, each with its POST twin, and how often nothing fitted."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

import app.routers.paths  # noqa: F401  # registers the convertor of the path below
from app.deps import Runtime, View, runtime_of
from app.errors import Fault, InvalidInput
from app.routers.activities import header, reach, read_json, read_pairs
from app.routers.answers import MAX_AGE_LIST_S, cacheable, dump_json, private, stamp, stamp_unkept, tag_of
from app.routers.faults import names_every_fault
from app.schemas.negotiation import choose_format, choose_language
from app.schemas.next_step_parameters import ACTIVITY_NEXT_STEPS, CARD, CARD_FORMATS, MISSED, NEXT_STEPS
from app.schemas.next_step_requests import CardRequest, MissedRequest, StepQuestion
from app.schemas.parameter_faults import place_in_body
from app.schemas.parsing import Parser
from app.services.missed_steps import Missed, list_missed
from app.services.next_steps import Advice, find_missed

JSON_ONLY = ("json",)
Asked = TypeVar("Asked")
_parse_of_activity, _parse = Parser(ACTIVITY_NEXT_STEPS), Parser(NEXT_STEPS)
_parse_card, _parse_missed = Parser(CARD), Parser(MISSED)


async def advise(request: Request, asked: StepQuestion, after: Sequence[str]) -> tuple[Runtime, View, Advice]:
    """The advice for a question, counted when it was a dead end. In a thread only when an outside geocoder is asked."""
    runtime = runtime_of(request)
    await reach(runtime, asked.min_seq)
    view, minute = runtime.view, runtime.minute()
    if (asked.place or asked.postcode) and runtime.is_geocoding_remote:
        advice = await run_in_threadpool(view.guide.advise, asked, after, minute)
    else:
        advice = view.guide.advise(asked, after, minute)
    missed = find_missed(advice, view.reference.themes.top_of)
    if missed is not None:
        runtime.missed.count(missed)
    return runtime, view, advice


async def _answer(request: Request, asked: StepQuestion, after: Sequence[str], *, is_private: bool) -> Response:
    choose_format(None, header(request, b"accept"), JSON_ONLY)
    lang = choose_language(asked.lang, header(request, b"accept-language"))
    runtime, view, advice = await advise(request, asked, after)
    body = view.steps.write(advice, lang)
    if is_private:
        return private(body)
    if find_missed(advice, view.reference.themes.top_of) is None:
        stamp(request, advice.applied_seq, advice.around.now)
    else:
        stamp_unkept(request, advice.applied_seq)  # each time that a dead end is asked counts
    return cacheable(request, body, etag=tag_of(runtime.build, lang, body), max_age_s=MAX_AGE_LIST_S)


def _check_names(runtime: Runtime, asked: StepQuestion) -> None:
    runtime.view.guide.check(asked)


@names_every_fault(_check_names)
async def get_next_steps(request: Request) -> Response:
    """What comes next, by query parameters."""
    asked = _parse.parse_pairs(read_pairs(request))
    return await _answer(request, asked, asked.after, is_private=False)


@names_every_fault(_check_names, is_in_body=True)
async def search_next_steps(request: Request) -> Response:
    """The same with the parameters in the body, so that nothing about a child stands in a link or a log."""
    asked = await read_body(request, _parse)
    return await _answer_body(request, asked, asked.after)


@names_every_fault(_check_names)
async def get_activity_next_steps(request: Request) -> Response:
    """What comes next after one activity."""
    asked = _parse_of_activity.parse_pairs(read_pairs(request))
    return await _answer(request, asked, (request.path_params["activity_id"],), is_private=False)


@names_every_fault(_check_names, is_in_body=True)
async def search_activity_next_steps(request: Request) -> Response:
    """The same with the parameters in the body."""
    asked = await read_body(request, _parse_of_activity)
    return await _answer_body(request, asked, (request.path_params["activity_id"],))


async def _answer_body(request: Request, asked: StepQuestion, after: Sequence[str]) -> Response:
    try:
        return await _answer(request, asked, after, is_private=True)
    except InvalidInput as refusal:
        raise place_in_body(refusal) from None


async def read_body(request: Request, parser: Parser[Asked]) -> Asked:
    """The parameters in the body; the link takes none. Raises InvalidInput with every fault."""
    others = dict.fromkeys(name for name, _ in read_pairs(request))
    if others:
        dutch = "Zet dit in de body."
        raise InvalidInput(Fault("in-body", "Send this in the body.", name, detail_nl=dutch) for name in others)
    return parser.parse_body(await read_json(request))


async def get_card(request: Request) -> Response:
    """A card to print or send, by query parameters."""
    return await _card(request, _parse_card.parse_pairs(read_pairs(request)))


async def search_card(request: Request) -> Response:
    """The same with the parameters in the body."""
    asked = await read_body(request, _parse_card)
    try:
        return await _card(request, asked)
    except InvalidInput as refusal:
        raise place_in_body(refusal) from None


async def _card(request: Request, asked: CardRequest) -> Response:
    """`app.state.write_card` draws it (the room `web`; `main` brings the two together)."""
    name = choose_format(asked.format, header(request, b"accept"), CARD_FORMATS)
    lang = choose_language(asked.lang, header(request, b"accept-language"))
    _, view, advice = await advise(request, asked, asked.after)
    write: Callable[..., Response] = request.app.state.write_card
    return write(view, advice, "en" if lang == "en" else "nl", asked.size, name)


async def list_missed_next_steps(request: Request) -> Response:
    """How often nothing fitted, in aggregate."""
    asked: MissedRequest = _parse_missed.parse_pairs(read_pairs(request))
    runtime = runtime_of(request)
    choose_format(None, header(request, b"accept"), JSON_ONLY)
    lang = choose_language(asked.lang, header(request, b"accept-language"))
    await reach(runtime, asked.min_seq)
    areas = runtime.view.reference.areas
    names = {name: (text,) for name, text in (("gemeente", asked.gemeente), ("wijk", asked.wijk)) if text is not None}
    inside = frozenset(code for area in areas.resolve(names)[0] for code in area.related) if names else None

    def read() -> list[tuple[Missed, str]]:
        runtime.missed.flush()
        return list_missed(runtime.engine)

    rows = await run_in_threadpool(read)
    items = [_missed(missed, count, runtime.view) for missed, count in rows if inside is None or missed.wijk in inside]
    body = dump_json({"items": items, "total": len(items)})
    return cacheable(request, body, etag=tag_of(runtime.build, lang, body), max_age_s=MAX_AGE_LIST_S)


def _missed(missed: Missed, count: str, view: View) -> dict[str, Any]:
    return {
        "week": missed.week.isoformat(),
        "area": missed.wijk or None,
        "areaName": view.reference.areas.name_of(missed.wijk) if missed.wijk else None,
        "ageBand": missed.age_band or None,
        "theme": missed.theme or None,
        "constraint": missed.constraint,
        "count": count,
    }


ROUTES = [
    Route("/v1/next-steps", get_next_steps, methods=["GET"]),
    Route("/v1/next-steps/_search", search_next_steps, methods=["POST"]),
    Route("/v1/next-steps/card", get_card, methods=["GET"]),
    Route("/v1/next-steps/card/_search", search_card, methods=["POST"]),
    Route("/v1/next-steps/dead-ends", list_missed_next_steps, methods=["GET"]),
    Route("/v1/activities/{activity_id:id}/next-steps", get_activity_next_steps, methods=["GET"]),
    Route("/v1/activities/{activity_id:id}/next-steps/_search", search_activity_next_steps, methods=["POST"]),
]
"""Plain routes, as those of the search."""
