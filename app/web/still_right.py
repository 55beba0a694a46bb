"""The page behind a reminder's link: still right, not right or stopped, for each offer.

GET and HEAD change nothing, and a POST without a choice changes nothing either: whatever opens links in mail does no
harm.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

import orjson
from babel.dates import format_date
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from app.deps import BodyDep, Runtime, RuntimeDep
from app.domain.calendar import AMSTERDAM
from app.domain.reminding import Answer
from app.errors import NotFound
from app.services.reminder_answers import Choice, OpenReminder, answer_reminder, read_reminder
from app.web.cards import describe_item
from app.web.forms import read_form
from app.web.rendering import PRIVATE, page_language, render_page
from app.web.still_right_texts import ANSWERS, STILL_RIGHT

router = APIRouter(prefix="/klopt-het")

UNDO = "undo"
NOTHING: Mapping[str, str] = {}
SHOWN_FACTS = 4


@router.get("/{token}", include_in_schema=False)
def show_question(token: str, request: Request, runtime: RuntimeDep) -> Response:
    """The offers, each with its question; nothing is chosen beforehand."""
    lang = page_language(request)
    opened = _open(token, request, runtime, lang)
    if isinstance(opened, Response):
        return opened
    return _show(opened, request, runtime, lang, is_saved=request.query_params.get("saved") == "1")


@router.post("/{token}", include_in_schema=False)
def take_answers(token: str, request: Request, body: BodyDep, runtime: RuntimeDep) -> Response:
    """Carry out what was chosen; without a choice the page says so and nothing happens."""
    lang = page_language(request)
    opened = _open(token, request, runtime, lang)
    if isinstance(opened, Response):
        return opened
    form = read_form(body, request.headers.get("content-type"))
    choices, words = read_choices(form, opened), STILL_RIGHT[lang]
    if unclear := [id_ for id_ in opened.activity_ids if f"note-{id_}" in form and f"answer-{id_}" not in form]:
        error = words["note_alone"].format(titles=_titles(runtime, unclear, lang))
        return _show(opened, request, runtime, lang, status=400, error=error, form=form)
    if not choices:
        return _show(opened, request, runtime, lang, status=400, error=words["nothing_chosen"])
    gone = answer_reminder(runtime.engine, token, choices, runtime.now())
    runtime.show()
    if not gone:
        return RedirectResponse(f"/klopt-het/{token}?saved=1&lang={lang}", 303, headers=dict(PRIVATE))
    again = read_reminder(runtime.engine, token, runtime.now())
    error = words["gone"].format(titles=_titles(runtime, gone, lang))
    return _show(again, request, runtime, lang, status=409, error=error)


def read_choices(form: Mapping[str, str], opened: OpenReminder) -> dict[str, Choice]:
    """What was chosen, by activity. `all` says still right of whatever has no answer, here or from before."""
    choices: dict[str, Choice] = {}
    for id_ in opened.activity_ids:
        said, note = form.get(f"answer-{id_}"), form.get(f"note-{id_}")
        if said == UNDO and id_ in opened.answers:
            choices[id_] = Choice(None)
        elif said in set(Answer):
            answer = Answer(said)
            choices[id_] = Choice(answer, note if answer is Answer.NOT_RIGHT else None)
        elif form.get("all") == Answer.STILL_RIGHT.value and id_ not in opened.answers:
            choices[id_] = Choice(Answer.STILL_RIGHT)
    return choices


def _open(token: str, request: Request, runtime: Runtime, lang: str) -> OpenReminder | Response:
    """The reminder, or the page that says why there is none."""
    words = STILL_RIGHT[lang]
    try:
        opened = read_reminder(runtime.engine, token, runtime.now())
    except NotFound:
        page = {"title": words["unknown_title"], "message": words["unknown"]}
        return render_page("still_right_closed.html", request, lang, 404, headers=PRIVATE, words=page)
    if opened.is_expired:
        message = words["expired"].format(until=_last_day(opened, lang))
        page = {"title": words["expired_title"], "message": message}
        return render_page("still_right_closed.html", request, lang, 410, headers=PRIVATE, words=page)
    return opened


def _show(
    opened: OpenReminder,
    request: Request,
    runtime: Runtime,
    lang: str,
    *,
    status: int = 200,
    error: str = "",
    form: Mapping[str, str] = NOTHING,
    is_saved: bool = False,
) -> Response:
    until = _last_day(opened, lang)
    words = {
        name: text.format(name=opened.organisation_name, until=until)
        if name in ("intro", "intro_more", "until_note")
        else text
        for name, text in STILL_RIGHT[lang].items()
    }
    offers = [_describe(opened, id_, runtime, lang) for id_ in opened.activity_ids]
    return render_page(
        "still_right.html",
        request,
        lang,
        status,
        headers=PRIVATE,
        words=words,
        offers=[offer for offer in offers if offer is not None],
        answers=[(answer.value, text) for answer, text in ANSWERS[lang].items()],
        error=error,
        form=form,
        is_saved=is_saved,
        action=f"{request.url.path}?lang={lang}",
    )


def _describe(opened: OpenReminder, id_: str, runtime: Runtime, lang: str) -> dict[str, Any] | None:
    item = _read_item(runtime, id_, lang)
    if item is None:
        return None
    words, answer = STILL_RIGHT[lang], opened.answers.get(id_)
    confirmed = datetime.fromisoformat(item["freshness"]["confirmedAt"]) if item["freshness"]["confirmedAt"] else None
    described = describe_item(item, lang)
    return {
        "id": id_,
        "title": item["title"],
        "facts": described["facts"][:SHOWN_FACTS],
        "answered": None if answer is None else words["answered"].format(answer=ANSWERS[lang][answer]),
        "is_gone": item["status"] == "ended" and answer is None,
        "confirmed": None if confirmed is None else words["confirmed"].format(day=_day(confirmed, lang)),
    }


def _read_item(runtime: Runtime, id_: str, lang: str) -> dict[str, Any] | None:
    view = runtime.view
    item = view.presenter.item(id_, view.around(runtime.minute()), lang)
    return None if item is None else orjson.loads(item.body)


def _titles(runtime: Runtime, ids: Iterable[str], lang: str) -> str:
    items = (_read_item(runtime, id_, lang) for id_ in ids)
    return ", ".join(sorted(item["title"] for item in items if item is not None))


def _last_day(opened: OpenReminder, lang: str) -> str:
    """The last whole day on which the link works."""
    return _day(opened.reminder.expires_at - timedelta(days=1), lang)


def _day(moment: datetime, lang: str) -> str:
    return str(format_date(moment.astimezone(AMSTERDAM), "d MMMM y", locale=lang))
