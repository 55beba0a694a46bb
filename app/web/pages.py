"""The first page, the page of one activity and the API reference: server-rendered, no script, no other server."""

from inspect import cleandoc
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import orjson
from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from app.deps import Runtime, RuntimeDep
from app.errors import PROBLEMS, InvalidInput, NotFound, WegwijzerError
from app.schemas.parsing import parse_search
from app.web.cards import describe_card, describe_item, say
from app.web.reference import describe_operations
from app.web.rendering import page_language, render_page
from app.web.report_form import describe_form

router = APIRouter()

_STATIC = Path(__file__).parent.parent / "web" / "static"
FORM_FIELDS = ("place", "age", "q", "free")
SHOWN = 10


@router.get("/", include_in_schema=False)
async def show_home(request: Request, runtime: RuntimeDep) -> Response:
    """The search box with results. The same parser and search as the API; faults are shown in words."""
    lang = page_language(request)
    form = {name: request.query_params.get(name, "").strip() for name in FORM_FIELDS}
    asked = [(name, value) for name, value in form.items() if value]
    if not asked:
        return render_page("home.html", request, lang, form=form, faults=[], answer=None, try_links=_try_links(lang))
    try:
        answer = await run_in_threadpool(_find, runtime, asked, lang)
    except InvalidInput as error:
        faults = [fault.detail_nl if lang == "nl" and fault.detail_nl else fault.detail for fault in error.faults]
        return render_page("home.html", request, lang, 400, form=form, faults=faults, answer=None, try_links=[])
    except WegwijzerError as error:
        return render_page("home.html", request, lang, error.status, form=form, faults=[error.detail], answer=None)
    return render_page("home.html", request, lang, form=form, faults=[], answer=answer)


def _find(runtime: Runtime, asked: list[tuple[str, str]], lang: str) -> dict[str, Any]:
    pairs = [*asked, ("limit", str(SHOWN)), ("lang", lang)]
    view = runtime.view
    answer = view.finder.find(parse_search(pairs), runtime.minute())
    cards = [orjson.loads(card) for card in view.presenter.cards(answer.found.hits, answer.around, lang)]
    total = answer.found.total
    heading = say(lang, f"{total} keer iets gevonden", f"{total} found")
    names = [record["name"] for record in answer.question.interpreted_location]
    return {
        "heading": heading,
        "where": say(lang, "Bij: ", "Near: ") + ", ".join(names) if names else "",
        "cards": [describe_card(card, lang) for card in cards],
        "advice": [_advise(advice, asked, lang) for advice in answer.relax],
        "api_url": f"/v1/activities?{urlencode(pairs)}",
    }


def _advise(advice: dict[str, Any], asked: list[tuple[str, str]], lang: str) -> dict[str, str]:
    kept = [(name, value) for name, value in asked if name != advice["parameter"]]
    labels = {"age": ("leeftijd", "age"), "free": ("alleen gratis", "free only"), "q": ("zoekwoord", "search words")}
    name = say(lang, *labels.get(advice["parameter"], (advice["parameter"], advice["parameter"])))
    text = say(lang, f"Zoek zonder “{name}” ({advice['total']})", f"Search without “{name}” ({advice['total']})")
    return {"href": f"/?{urlencode([*kept, ('lang', lang)])}", "text": text}


def _try_links(lang: str) -> list[dict[str, str]]:
    wednesday = "/v1/activities?wijk=Moerwijk&age=9&free=true&weekday=we&timeFrom=12:00"
    links = (
        ("/?place=Moerwijk&age=9&free=true", "Gratis, voor een kind van 9 bij Moerwijk", "Free, age 9, near Moerwijk"),
        ("/?q=natuurclub", "Zoek een natuurclub", "Look for a nature club"),
        (wednesday, "De API: woensdagmiddag in Moerwijk", "The API: Wednesday afternoon in Moerwijk"),
        ("/v1/suggest?q=natuu", "De API: meedenken tijdens het typen", "The API: type-ahead"),
        ("/v1/themes", "De API: alle thema's", "The API: all themes"),
    )
    return [{"href": href, "text": say(lang, dutch, english)} for href, dutch, english in links]


@router.get("/a/{activity_id}", include_in_schema=False)
async def show_activity(activity_id: str, request: Request, runtime: RuntimeDep) -> Response:
    """The page behind a short link. Cancelled and ended activities keep theirs."""
    lang = page_language(request)
    view = runtime.view
    item = await run_in_threadpool(view.presenter.item, activity_id, view.around(runtime.minute()), lang)
    if item is None:
        raise NotFound("There is no activity with this id.")
    found = orjson.loads(item.body)
    report = None if found["status"] == "ended" else describe_form(activity_id, lang)
    return render_page("activity.html", request, lang, item=describe_item(found, lang), report=report)


@router.get("/docs", include_in_schema=False)
async def show_docs(request: Request) -> Response:
    """The API reference, made from the served OpenAPI document."""
    document = request.app.state.openapi
    operations = describe_operations(document)
    return render_page("docs.html", request, page_language(request), document=document, operations=operations)


@router.get("/problems/{code}", include_in_schema=False)
async def show_problem(code: str, request: Request) -> Response:
    """What the `type` of an error points to."""
    kind = next((kind for kind in PROBLEMS if kind.code == code), None)
    if kind is None:
        raise NotFound("There is no problem of this kind.")
    return render_page("problem.html", request, page_language(request), kind=kind, meaning=cleandoc(kind.__doc__ or ""))


@router.get("/static/site.css", include_in_schema=False)
async def send_style() -> Response:
    """The one style sheet."""
    headers = {"Cache-Control": "public, max-age=3600"}
    return Response((_STATIC / "site.css").read_bytes(), headers=headers, media_type="text/css")
