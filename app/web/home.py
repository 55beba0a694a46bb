"""The first page: search in one form, choose for a card, go on to the next step. Works without script."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import orjson
from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from app.deps import Runtime, RuntimeDep
from app.errors import Fault, InvalidInput, WegwijzerError
from app.schemas.parsing import parse_search
from app.services.finding import Answer
from app.web.cards import describe_card, say
from app.web.guide_texts import guide_texts
from app.web.rendering import page_language, render_page

router = APIRouter()

Pairs = list[tuple[str, str]]
FIELDS = ("place", "age", "q", "free")
OF_FIELD: Mapping[str, str] = {"interest": "q"}
"""Parameters that a field of another name gives."""
SHOWN = 10


@router.get("/", include_in_schema=False)
async def show_home(request: Request, runtime: RuntimeDep) -> Response:
    """The search box with results. The same parser and search as the API; faults are said in words, at their field."""
    lang = page_language(request)
    form = {name: request.query_params.get(name, "").strip() for name in FIELDS}
    asked = [(name, value) for name, value in form.items() if value]
    cursor = request.query_params.get("cursor", "")
    if not asked:
        return show_form(request, lang, form)
    try:
        answer = await run_in_threadpool(_find, runtime, asked, cursor, lang)
    except InvalidInput as error:
        return show_form(request, lang, form, faults=sort_faults(error.faults, lang), status=400)
    except WegwijzerError as error:
        return show_form(request, lang, form, faults={"": error.detail}, status=error.status)
    return show_form(request, lang, form, answer=answer)


def show_form(
    request: Request,
    lang: str,
    form: Mapping[str, str],
    *,
    faults: Mapping[str, str] | None = None,
    answer: Mapping[str, Any] | None = None,
    status: int = 200,
) -> Response:
    """The first page. faults: by field."""
    return render_page(
        "home.html",
        request,
        lang,
        status,
        words=guide_texts(lang),
        form=form,
        faults=faults or {},
        answer=answer,
        try_links=_try_links(lang),
    )


def sort_faults(faults: Iterable[Fault], lang: str) -> dict[str, str]:
    """What is wrong by field of the form, each once; `` for what no field can mend."""
    words, found = guide_texts(lang), dict[str, str]()
    for fault in faults:
        if fault.parameter is None:
            found.setdefault("place", words["fault_start"])
            continue
        name = OF_FIELD.get(fault.parameter, fault.parameter)
        field = name if name in FIELDS else ""
        found.setdefault(field, words[f"fault_{field or 'other'}"])
    return found


def _find(runtime: Runtime, asked: Pairs, cursor: str, lang: str) -> dict[str, Any]:
    """Words are looked for as they are; when nothing holds them all, by the themes that they mean."""
    answer, pairs = _ask(runtime, asked, cursor, lang)
    is_meant = False
    if not answer.found.total and any(name == "q" for name, _ in asked):
        meant = [("interest" if name == "q" else name, value) for name, value in asked]
        by_theme, theme_pairs = _ask(runtime, meant, cursor, lang)
        is_meant = bool(by_theme.found.total and by_theme.question.interpreted_interest)
        if is_meant:
            answer, pairs = by_theme, theme_pairs
    return _describe(runtime, answer, asked, pairs, lang, is_meant=is_meant)


def _ask(runtime: Runtime, asked: Pairs, cursor: str, lang: str) -> tuple[Answer, Pairs]:
    pairs = [*asked, ("individual", "true"), ("limit", str(SHOWN)), ("lang", lang)]
    whole = [*pairs, ("cursor", cursor)] if cursor else pairs
    return runtime.view.finder.find(parse_search(whole), runtime.minute()), pairs


def _describe(
    runtime: Runtime, answer: Answer, asked: Pairs, pairs: Pairs, lang: str, *, is_meant: bool
) -> dict[str, Any]:
    view, words, total = runtime.view, guide_texts(lang), answer.found.total
    cards = [orjson.loads(card) for card in view.presenter.cards(answer.found.hits, answer.around, lang)]
    names = [record["name"] for record in answer.question.interpreted_location]
    themes = [view.reference.themes.label(name, lang) for name in answer.question.interpreted_interest]
    unknown = answer.found.excluded_unknown.get("free", 0)
    return {
        "heading": words["found_one"] if total == 1 else words["found"].format(total=total),
        "where": words["nearest_first"].format(place=", ".join(names)) if names and total > 1 else "",
        "meant": words["as_interest"].format(themes=", ".join(themes)) if is_meant else "",
        "cards": [describe_card(card, lang) for card in cards],
        "unknown": words["free_unknown"].format(count=unknown) if unknown else "",
        "unknown_url": _here([pair for pair in asked if pair[0] != "free"], lang),
        "advice": [_advise(advice, asked, lang) for advice in answer.relax if advice["parameter"] in FIELDS],
        "more_url": _here([*asked, ("cursor", answer.next_cursor)], lang) if answer.next_cursor else "",
        "api_url": f"/v1/activities?{urlencode(pairs)}",
    }


def _advise(advice: Mapping[str, Any], asked: Pairs, lang: str) -> dict[str, str]:
    words = guide_texts(lang)
    name = words[f"{advice['parameter']}_label"].rstrip("?")
    kept = [pair for pair in asked if pair[0] != advice["parameter"]]
    return {"href": _here(kept, lang), "text": words["without"].format(name=name, total=advice["total"])}


def _here(pairs: Sequence[tuple[str, str]], lang: str) -> str:
    return f"/?{urlencode([*pairs, ('lang', lang)])}"


def _try_links(lang: str) -> dict[str, list[dict[str, str]]]:
    wednesday = "/v1/activities?wijk=Moerwijk&age=9&free=true&weekday=we&timeFrom=12:00"
    people = (
        ("/?place=Moerwijk&age=9&free=true", "Gratis, voor een kind van 9 bij Moerwijk", "Free, age 9, near Moerwijk"),
        ("/?q=natuurclub", "Zoek een natuurclub", "Look for a nature club"),
    )
    makers = (
        (wednesday, "De API: woensdagmiddag in Moerwijk", "The API: Wednesday afternoon in Moerwijk"),
        ("/v1/suggest?q=natuu", "De API: meedenken tijdens het typen", "The API: type-ahead"),
        ("/v1/themes", "De API: alle thema's", "The API: all themes"),
    )
    return {
        name: [{"href": href, "text": say(lang, dutch, english)} for href, dutch, english in links]
        for name, links in (("people", people), ("makers", makers))
    }
