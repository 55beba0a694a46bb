"""Cards with next steps to print or send, and the page behind their short link. Nothing in them tells of a child."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import Any

import orjson
import segno
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from app.deps import Runtime, View, runtime_of
from app.domain.reason_words import PRIVATE
from app.errors import NotFound
from app.services.next_steps import Advice
from app.services.note_words import write_parents_text
from app.web.cards import describe_card
from app.web.rendering import page_language, templates

MOST_SHOWN, MOST_ON_CARD = 5, 3
PAPER = {"a6": (105, 148), "a5": (148, 210)}
"""Width and height in mm."""
LONG_TEXT = {1: 560, 2: 380, 3: 300}
"""Characters of the longest step above which a card of so many steps takes the small letter."""

WORDS: dict[str, dict[str, str]] = {
    "nl": {
        "title": "De volgende stap",
        "first": "Wat ga jij nu doen?",
        "ask": "Let op:",
        "question": "Vraag voor onderweg:",
        "scan": "Scan de code. Dan zie je hoe je meedoet.",
        "none": "Wij weten nu geen volgende stap die past.",
        "help": "Kost het geld? Vraag ons om hulp met betalen.",
    },
    "en": {
        "title": "The next step",
        "first": "What will you do now?",
        "ask": "Note:",
        "question": "A question for on the way:",
        "scan": "Scan the code. Then you see how to join.",
        "none": "We do not know a next step that fits right now.",
        "help": "Does it cost money? Ask us for help with paying.",
    },
}


@dataclass(frozen=True, slots=True)
class Telling:
    """One step as a card shows it: nothing of the child, its place or its family. cost: as a sentence part."""

    id: str
    title: str
    reason: str
    facts: str
    barriers: str
    cost: str
    has_price: bool

    @classmethod
    def of_item(cls, item: Mapping[str, Any], lang: str, reason: str = "", barriers: Sequence[str] = ()) -> "Telling":
        """From a card or a whole item. Without a reason its summary stands there."""
        described = describe_card({**item, "distanceM": None}, lang)
        who, where = (item["organisation"] or {}).get("name") or "", described["where"]
        parts = [described["cost"], described["when"], where, "" if who in where else who]
        return cls(
            id=item["id"],
            title=item["title"],
            reason=reason or item["summary"] or "",
            facts=" · ".join(part for part in parts if part),
            barriers=" ".join([*barriers, *([] if barriers else _labels(described))]),
            cost=described["cost"],
            has_price=item["cost"] == "paid",
        )

    @property
    def length(self) -> int:
        """About how many characters it takes; a title is set larger."""
        return int(len(self.title) * 1.3) + len(self.reason) + len(self.facts) + len(self.barriers)


def _labels(described: Mapping[str, Any]) -> list[str]:
    return [f"{', '.join(described['labels'])}."] if described["labels"] else []


def write_card(view: View, advice: Advice, lang: str, size: str, name: str) -> Response:
    """The advice as a page to print (html) or a message for parents (text)."""
    told = tell_steps(view, advice, lang)
    link = view.steps.short_link(advice) if told else ""
    if name == "text":
        headers = {"Cache-Control": "no-store", "Content-Language": lang}
        return PlainTextResponse(_write_message(told, link, lang), headers=headers)
    question = next(iter(view.steps.questions(advice, lang)), "")
    return _draw(told, lang, size, link, question=question)


def tell_steps(view: View, advice: Advice, lang: str) -> list[Telling]:
    """Each suggestion with the sentences that say nothing of the child."""
    told = []
    for item in view.steps.write_items(advice, lang, view.steps.names(advice, lang)):
        card = orjson.loads(orjson.dumps(item["activity"]))
        reasons = [reason["text"] for reason in item["reasons"] if reason["code"] not in PRIVATE]
        barriers = [barrier["text"] for barrier in item["barriers"] if barrier["code"] not in PRIVATE]
        told.append(Telling.of_item(card, lang, next(iter(reasons), ""), barriers))
    return told


def draw_card(
    told: Sequence[Telling],
    lang: str,
    size: str,
    base_url: str,
    *,
    question: str = "",
    tools: Mapping[str, Any] | None = None,
) -> Response:
    """The card of these steps. tools: what stands beside it on the screen and not on paper."""
    return _draw(told, lang, size, _link(told, base_url), question=question, tools=tools)


def _draw(
    told: Sequence[Telling],
    lang: str,
    size: str,
    link: str,
    *,
    question: str,
    tools: Mapping[str, Any] | None = None,
) -> Response:
    longest = max((one.length for one in told), default=0)
    return _page(
        "step_card.html",
        lang,
        size,
        steps=told,
        link=link,
        code=_draw_code(link),
        question=question,
        has_price=any(one.has_price for one in told),
        is_long=bool(told) and longest > LONG_TEXT[len(told)],
        message=_write_message(told, link, lang),
        tools=tools,
    )


def _link(told: Sequence[Telling], base_url: str) -> str:
    return f"{base_url}/k/{'.'.join(one.id for one in told)}" if told else ""


def _draw_code(link: str) -> str:
    """The code as a picture in the page itself."""
    return segno.make_qr(link, error="m").svg_data_uri(scale=4, border=2) if link else ""


def _write_message(told: Sequence[Telling], link: str, lang: str) -> str:
    if not told:
        return WORDS[lang]["none"] + "\n"
    titles = [f"{one.title} ({one.cost.lower()}). {one.reason}".strip() for one in told]
    return write_parents_text(titles, link, lang) + "\n"


async def show_steps(request: Request) -> Response:
    """The page behind the code on a card: these activities, and nothing of who asked."""
    runtime, lang = runtime_of(request), page_language(request)
    ids = request.path_params["ids"].split(".")
    if len(ids) > MOST_SHOWN:
        raise NotFound("There is no card with these activities.")
    items = await run_in_threadpool(partial(read_items, runtime, ids, lang))
    steps = [describe_card({**item, "distanceM": None}, lang) for item in items]
    return _page("step_list.html", lang, "a5", steps=steps)


def read_items(runtime: Runtime, ids: Sequence[str], lang: str) -> list[dict[str, Any]]:
    """The activities, each once. Raises NotFound when one was never there."""
    view, minute = runtime.view, runtime.minute()
    found = [view.presenter.item(name, view.around(minute), lang) for name in dict.fromkeys(ids)]
    items = [orjson.loads(item.body) for item in found if item is not None]
    if len(items) != len(found):
        raise NotFound("There is no card with these activities.")
    return items


def _page(template: str, lang: str, size: str, **values: Any) -> Response:
    width, height = PAPER[size]
    style = templates.get_template("step_card.css").render(width=width, height=height, size=size)
    html = templates.get_template(template).render(lang=lang, t=WORDS[lang], style=style, **values)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'self'"
    )
    headers = {"Cache-Control": "no-store", "Content-Language": lang, "Content-Security-Policy": policy}
    return HTMLResponse(html, headers=headers)


ROUTES = [Route("/k/{ids}", show_steps, methods=["GET"])]
