"""Cards with next steps to print or send, and the page behind their short link. Nothing in them tells of a child."""

from base64 import b64encode
from functools import partial
from hashlib import sha256
from typing import Any

import orjson
import segno
from jinja2 import Environment, PackageLoader, select_autoescape
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from app.deps import Runtime, View, runtime_of
from app.domain.reason_words import PRIVATE
from app.errors import NotFound
from app.schemas.negotiation import choose_language
from app.services.next_steps import Advice
from app.services.note_words import write_parents_text
from app.web.cards import describe_card

MOST_SHOWN = 5
PAPER = {"a6": "105mm 148mm", "a5": "148mm 210mm"}

_templates = Environment(loader=PackageLoader("app.web"), autoescape=select_autoescape(), auto_reload=False)

WORDS: dict[str, dict[str, str]] = {
    "nl": {
        "title": "De volgende stap",
        "first": "Wat ga jij nu doen?",
        "why": "Waarom?",
        "ask": "Let op:",
        "question": "Vraag voor onderweg:",
        "scan": "Scan de code. Dan zie je hoe je meedoet.",
        "none": "Wij weten nu geen volgende stap die past.",
        "help": "Kost het geld? Vraag ons om hulp met betalen.",
    },
    "en": {
        "title": "The next step",
        "first": "What will you do now?",
        "why": "Why?",
        "ask": "Note:",
        "question": "A question for on the way:",
        "scan": "Scan the code. Then you see how to join.",
        "none": "We do not know a next step that fits right now.",
        "help": "Does it cost money? Ask us for help with paying.",
    },
}


def write_card(view: View, advice: Advice, lang: str, size: str, name: str) -> Response:
    """The advice as a page to print (html) or a message for parents (text)."""
    headers = {"Cache-Control": "no-store", "Content-Language": lang}
    if name == "text":
        return PlainTextResponse(_write_text(view, advice, lang), headers=headers)
    return _page("step_card.html", lang, headers, size, **_describe(view, advice, lang))


def _describe(view: View, advice: Advice, lang: str) -> dict[str, Any]:
    names = view.steps.names(advice, lang)
    items = view.steps.write_items(advice, lang, names)
    cards = [orjson.loads(orjson.dumps(item["activity"])) for item in items]
    steps = [
        {
            **describe_card({**card, "distanceM": None}, lang),
            **_telling(item),
            "who": _provider(card),
        }
        for item, card in zip(items, cards, strict=True)
    ]
    link = view.steps.short_link(advice) if steps else ""
    has_price = any(card["cost"] == "paid" for card in cards)
    question = next(iter(view.steps.questions(advice, lang)), "")
    return {"steps": steps, "link": link, "code": _draw(link), "question": question, "has_price": has_price}


def _telling(item: dict[str, Any]) -> dict[str, Any]:
    """Sentences that say nothing of the child, its place or its family."""
    reasons = [reason["text"] for reason in item["reasons"] if reason["code"] not in PRIVATE]
    barriers = [barrier["text"] for barrier in item["barriers"] if barrier["code"] not in PRIVATE]
    return {"reason": next(iter(reasons), ""), "barriers": barriers}


def _provider(card: dict[str, Any]) -> str | None:
    return None if card["organisation"] is None else str(card["organisation"]["name"])


def _draw(link: str) -> str:
    """The code as a picture in the page itself."""
    return segno.make(link, error="m").svg_data_uri(scale=4, border=2) if link else ""


def _write_text(view: View, advice: Advice, lang: str) -> str:
    described = _describe(view, advice, lang)
    if not described["steps"]:
        return WORDS[lang]["none"] + "\n"
    titles = [f"{step['title']} ({step['cost'].lower()}). {step['reason']}".strip() for step in described["steps"]]
    return write_parents_text(titles, described["link"], lang) + "\n"


async def show_steps(request: Request) -> Response:
    """The page behind the code on a card: these activities, and nothing of who asked."""
    runtime = runtime_of(request)
    asked = request.query_params.get("lang")
    chosen = choose_language(asked if asked in ("nl", "en") else None, request.headers.get("accept-language", ""))
    lang = "en" if chosen == "en" else "nl"
    ids = request.path_params["ids"].split(".")
    if len(ids) > MOST_SHOWN:
        raise NotFound("There is no card with these activities.")
    items = await run_in_threadpool(partial(_read_items, runtime, ids, lang))
    steps = [describe_card({**item, "distanceM": None}, lang) for item in items]
    headers = {"Cache-Control": "no-store", "Content-Language": lang}
    return _page("step_list.html", lang, headers, "a5", steps=steps)


def _read_items(runtime: Runtime, ids: list[str], lang: str) -> list[dict[str, Any]]:
    view, minute = runtime.view, runtime.minute()
    found = [view.presenter.item(name, view.around(minute), lang) for name in dict.fromkeys(ids)]
    items = [orjson.loads(item.body) for item in found if item is not None]
    if len(items) != len(found):
        raise NotFound("There is no card with these activities.")
    return items


def _page(template: str, lang: str, headers: dict[str, str], size: str, **values: Any) -> Response:
    style = _templates.get_template("step_card.css").render(paper=PAPER[size])
    html = _templates.get_template(template).render(lang=lang, t=WORDS[lang], style=style, **values)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; frame-ancestors 'self'"
    return HTMLResponse(html, headers={**headers, "Content-Security-Policy": policy})


ROUTES = [Route("/k/{ids}", show_steps, methods=["GET"])]
