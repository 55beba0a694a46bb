"""The next step and the card as pages: for a guide with one minute.

The card holds nothing of the child, and neither does its address: browsers print that on paper.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import orjson
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from app.deps import BodyDep, Runtime, RuntimeDep
from app.domain.travel import say_minutes
from app.errors import InvalidInput, NotFound
from app.schemas.next_step_parameters import NEXT_STEPS
from app.schemas.parsing import Parser
from app.services.next_steps import Advice, find_missed
from app.web.cards import describe_card
from app.web.forms import read_pairs
from app.web.guide_texts import DIRECTIONS, ask_moment, guide_texts, list_moments
from app.web.home import FIELDS, sort_question_faults
from app.web.rendering import page_language, render_page
from app.web.step_cards import MOST_ON_CARD, PAPER, Telling, draw_card, read_items, tell_steps

router = APIRouter(include_in_schema=False)

Pairs = Sequence[tuple[str, str]]
KEPT = (*FIELDS, "reachM")
"""What describes the child and goes from form to form."""
MOST_REASONS = 4
NOT_INDEXED = {"X-Robots-Tag": "noindex, nofollow"}
_parse = Parser(NEXT_STEPS)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a form said. fields: about the child; after: what it did; chosen: what goes on the card."""

    fields: Mapping[str, str]
    after: tuple[str, ...]
    chosen: tuple[str, ...]
    size: str

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the next form sends on."""
        return [*self.fields.items(), *(("after", name) for name in self.after)]


def read_asked(pairs: Pairs) -> Asked:
    """Of what came in, what these pages know."""
    given = dict(pairs)
    return Asked(
        fields={name: given[name] for name in KEPT if given.get(name)},
        after=tuple(dict.fromkeys(value for name, value in pairs if name == "after")),
        chosen=tuple(dict.fromkeys(value for name, value in pairs if name == "id")),
        size=given.get("size", "a6") if given.get("size") in PAPER else "a6",
    )


@router.get("/volgende")
def open_next(request: Request, runtime: RuntimeDep) -> Response:
    """The next steps for what the address says: so going back in a browser works."""
    return _show_next(request, runtime, read_asked(request.query_params.multi_items()))


@router.post("/volgende")
def show_next(request: Request, body: BodyDep, runtime: RuntimeDep) -> Response:
    """The same with a form, so that nothing about a child stands in an address."""
    pairs = read_pairs(body, request.headers.get("content-type"))
    return _show_next(request, runtime, read_asked(pairs))


@router.post("/kaart")
def show_card(request: Request, body: BodyDep, runtime: RuntimeDep) -> Response:
    """A card of what was ticked, with the reasons when the same question still suggests it."""
    lang = page_language(request)
    asked = read_asked(read_pairs(body, request.headers.get("content-type")))
    words = guide_texts(lang)
    if not asked.chosen or len(asked.chosen) > MOST_ON_CARD:
        error = words["too_many" if asked.chosen else "nothing_chosen"]
        return _show_next(request, runtime, asked, faults={"": error})
    advice = _advise_or_none(runtime, asked)
    try:
        told = _tell_chosen(runtime, asked.chosen, advice, lang)
    except NotFound:
        return _show_next(request, runtime, replace(asked, chosen=()), faults={"": words["gone"]})
    question = "" if advice is None else next(iter(runtime.view.steps.questions(advice, lang)), "")
    other = next(size for size in PAPER if size != asked.size)
    tools = {
        "words": words,
        "kept": [*asked.kept, *(("id", name) for name in asked.chosen), ("lang", lang)],
        "other": other,
        "size_now": words["size_now"].format(size=asked.size.upper()),
        "other_size": words["other_size"].format(size=other.upper()),
    }
    return draw_card(told, lang, asked.size, runtime.settings.base_url, question=question, tools=tools)


def _tell_chosen(runtime: Runtime, chosen: Iterable[str], advice: Advice | None, lang: str) -> list[Telling]:
    """In the order of the ticks. Raises NotFound."""
    suggested = {} if advice is None else {one.id: one for one in tell_steps(runtime.view, advice, lang)}
    return [
        suggested.get(item["id"]) or Telling.of_item(item, lang) for item in read_items(runtime, list(chosen), lang)
    ]


def _advise(runtime: Runtime, asked: Asked, lang: str) -> Advice:
    """The advice, counted when it was a dead end. Raises InvalidInput, NotFound."""
    named = [("interest" if name == "q" else name, value) for name, value in ask_moment(asked.kept)]
    question = _parse.parse_pairs([*named, ("lang", lang)])
    advice = runtime.view.guide.advise(question, question.after, runtime.minute())
    missed = find_missed(advice, runtime.view.reference.themes.top_of)
    if missed is not None:
        runtime.missed.count(missed)
    return advice


def _advise_or_none(runtime: Runtime, asked: Asked) -> Advice | None:
    try:
        return _advise(runtime, asked, "nl")
    except (InvalidInput, NotFound):
        return None


def _show_next(
    request: Request, runtime: Runtime, asked: Asked, *, faults: Mapping[str, str] | None = None
) -> Response:
    lang = page_language(request)
    wrong, advice = dict(faults or {}), None
    try:
        advice = _advise(runtime, asked, lang) if asked.kept else None
    except InvalidInput as refused:
        wrong |= sort_question_faults(refused.faults, lang)
    except NotFound:
        wrong[""] = guide_texts(lang)["gone"]
    described = None if advice is None else _describe(runtime, advice, asked, lang)
    return render_page(
        "next_steps.html",
        request,
        lang,
        400 if wrong else 200,
        headers=NOT_INDEXED,
        words=guide_texts(lang),
        moments=list_moments(lang),
        form=asked.fields,
        after=asked.after,
        faults=wrong,
        answer=described,
    )


def _describe(runtime: Runtime, advice: Advice, asked: Asked, lang: str) -> dict[str, Any]:
    steps, words = runtime.view.steps, guide_texts(lang)
    written = orjson.loads(steps.write(advice, lang))
    titles = [one.title for one in advice.done]
    return {
        "after": words["next_after"].format(titles=", ".join(titles)) if titles else "",
        "notes": [note["text"] for note in written["notes"]],
        "steps": [_describe_step(item, asked.chosen, lang) for item in written["items"]],
        "relax": [_describe_relax(one, asked, words) for one in written["relax"] if _can_loosen(one, asked, words)],
        "no_travel": [describe_card(card, lang) for card in written["noTravel"]],
        "guides": written["guides"],
        "questions": written["questions"],
    }


def _describe_step(item: Mapping[str, Any], chosen: Sequence[str], lang: str) -> dict[str, Any]:
    card, minutes, words = item["activity"], item["travelMinutes"], guide_texts(lang)
    helping = ", ".join(one["name"] for one in item["help"])
    return {
        **describe_card({**card, "distanceM": None}, lang),
        "is_chosen": card["id"] in chosen if chosen else True,
        "direction": DIRECTIONS[item["direction"]][lang == "en"],
        "who": (card["organisation"] or {}).get("name") or "",
        "travel": ""
        if minutes is None
        else words["travel"].format(**{way: say_minutes(one, lang) for way, one in minutes.items()}),
        "reasons": [reason["text"] for reason in item["reasons"]][:MOST_REASONS],
        "barriers": [barrier["text"] for barrier in item["barriers"]],
        "help": words["help"].format(names=helping) if helping else "",
    }


def _can_loosen(one: Mapping[str, Any], asked: Asked, words: Mapping[str, str]) -> bool:
    """Here, and with something left to ask."""
    has_subject = bool(asked.after or asked.fields.get("q"))
    return f"relax_{one['constraint']}" in words and (one["constraint"] != "place" or has_subject)


def _describe_relax(one: Mapping[str, Any], asked: Asked, words: Mapping[str, str]) -> dict[str, Any]:
    """A button that asks the same with one constraint loosened."""
    name, value = one["constraint"], one["value"]
    kept = [pair for pair in asked.kept if pair[0] not in (name, "reachM")]
    if value is not None:
        kept.append((name, str(value)))
    return {"text": words[f"relax_{name}"].format(total=one["total"]), "kept": kept}
