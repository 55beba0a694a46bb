"""The first page: search in one form, choose for a card, go on to the next step. Works without script."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from app.deps import Runtime, RuntimeDep
from app.domain.travel import Mode, reach_m
from app.errors import Fault, InvalidInput, WegwijzerError
from app.web.cards import say
from app.web.guide_texts import ask_moment, guide_texts, list_moments
from app.web.rendering import page_language, render_page
from app.web.short_list import MOST_CARDS, Shelf, ShortList, find_short, ids_on

router = APIRouter()

Pairs = list[tuple[str, str]]
FIELDS = ("place", "age", "q", "when", "free")
OF_FIELD: Mapping[str, str] = {"interest": "q", "moment": "when", "weekday": "when"}
"""Parameters that a field of another name gives."""
LITTLE = 3
"""With fewer cards close by than this, what needs no travel and what is further away stand beside them."""
MOST_AT_HOME = 3
AT_A_PLACE = (("attendance", "onsite"), ("attendance", "atSchool"))
NO_TRAVEL = (("attendance", "home"), ("attendance", "online"), ("attendance", "mobile"))


@dataclass(frozen=True, slots=True)
class Turned:
    """Where one is in the results. is_far: among everything, not only what is close by."""

    cursor: str
    is_far: bool


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the results under a heading; the first has none."""

    heading: str
    shelves: Sequence[Shelf]


@router.get("/", include_in_schema=False)
async def show_home(request: Request, runtime: RuntimeDep) -> Response:
    """The search box with results. The same parser and search as the API; faults are said in words, at their field."""
    lang = page_language(request)
    form = {name: request.query_params.get(name, "").strip() for name in FIELDS}
    asked = [(name, value) for name, value in form.items() if value]
    if not asked:
        return show_form(request, lang, form)
    page = Turned(request.query_params.get("cursor", ""), is_far=request.query_params.get("far") == "true")
    try:
        answer = await run_in_threadpool(_find, runtime, asked, page, lang)
    except InvalidInput as error:
        return show_form(request, lang, form, faults=sort_question_faults(error.faults, lang), status=400)
    except WegwijzerError as error:
        told = error.detail if lang == "en" else error.detail_nl
        return show_form(request, lang, form, faults={"": told}, status=error.status)
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
        moments=list_moments(lang),
        form=form,
        faults=faults or {},
        answer=answer,
        try_links=_try_links(lang),
    )


def sort_question_faults(faults: Iterable[Fault], lang: str) -> dict[str, str]:
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


def _find(runtime: Runtime, asked: Pairs, page: Turned, lang: str) -> dict[str, Any]:
    """Words are looked for as they are; when nothing holds them all, by the themes that they mean."""
    is_local = not page.is_far and any(name == "place" for name, _ in asked)
    cursor, question = "" if is_local else page.cursor, _question(asked, lang)
    whole, is_meant = find_short(runtime, question, lang, cursor=cursor), False
    if not whole.total and any(name == "q" for name, _ in asked):
        meant = _question([("interest" if name == "q" else name, value) for name, value in asked], lang)
        by_theme = find_short(runtime, meant, lang, cursor=cursor)
        is_meant = bool(by_theme.total and by_theme.answer.question.interpreted_interest)
        if is_meant:
            whole, question = by_theme, meant
    parts, shown = [Part("", whole.shelves)], whole
    if is_local:
        parts, shown = _near_first(runtime, question, whole, page.cursor, lang)
    return _describe(runtime, whole, asked, question, lang, is_meant=is_meant) | {
        "parts": [part for part in parts if part.shelves],
        "more_url": _more(asked, page, shown, lang),
        "far_url": _here([*asked, ("far", "true")], lang) if shown.total < whole.total else "",
    }


def _question(asked: Pairs, lang: str) -> Pairs:
    return [*ask_moment(asked), ("individual", "true"), ("lang", lang)]


def _near_first(
    runtime: Runtime, question: Pairs, whole: ShortList, cursor: str, lang: str
) -> tuple[list[Part], ShortList]:
    """What a child reaches on foot or by bike stands before all else. Where that is little: what needs no travel, then
    what is further away."""
    words, radius = guide_texts(lang), reach_m(whole.answer.request.age, Mode.BIKE)
    near = find_short(runtime, [*question, ("radius", str(radius)), *AT_A_PLACE], lang, cursor=cursor)
    parts = [Part("", near.shelves)]
    if cursor or len(near.shelves) >= LITTLE:
        return parts, near
    at_home = find_short(runtime, [*question, *NO_TRAVEL], lang, most=MOST_AT_HOME)
    seen = ids_on([*near.shelves, *at_home.shelves])
    further = [left for shelf in whole.shelves if (left := shelf.without(seen)).offers]
    room = MOST_CARDS - len(near.shelves) - len(at_home.shelves)
    return [*parts, Part(words["no_travel"], at_home.shelves), Part(words["further"], further[:room])], near


def _more(asked: Pairs, page: Turned, shown: ShortList, lang: str) -> str:
    cursor = shown.answer.next_cursor
    far = [("far", "true")] if page.is_far else []
    return _here([*asked, *far, ("cursor", cursor)], lang) if cursor else ""


def _describe(
    runtime: Runtime, found: ShortList, asked: Pairs, question: Pairs, lang: str, *, is_meant: bool
) -> dict[str, Any]:
    answer, words, total = found.answer, guide_texts(lang), found.total
    names = [record["name"] for record in answer.question.interpreted_location]
    themes = [runtime.view.reference.themes.label(name, lang) for name in answer.question.interpreted_interest]
    unknown = answer.found.excluded_unknown.get("free", 0)
    return {
        "heading": words["found_one"] if total == 1 else words["found"].format(total=total),
        "where": words["nearest_first"].format(place=", ".join(names)) if names and total > 1 else "",
        "meant": words["as_interest"].format(themes=", ".join(themes)) if is_meant else "",
        "unknown": words["free_unknown"].format(count=unknown) if unknown else "",
        "unknown_url": _here([pair for pair in asked if pair[0] != "free"], lang),
        "advice": [_advise(advice, asked, lang) for advice in answer.relax if advice["parameter"] in FIELDS],
        "api_url": f"/v1/activities?{urlencode(question)}",
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
