"""The form with which anybody says that an offer is not right: on the page of the activity, and on one of its own."""

from typing import Any

import orjson
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from app.deps import BodyDep, Runtime, RuntimeDep
from app.domain.reporting import PUBLIC_REASONS, Reason
from app.errors import NotFound
from app.services.problem_reports import receive_report
from app.web.forms import read_form
from app.web.rendering import page_language, render_page
from app.web.still_right_texts import REASONS, REPORT

router = APIRouter(prefix="/a")


def describe_form(activity_id: str, lang: str) -> dict[str, Any]:
    """What `report_form.html` needs."""
    return {
        "action": f"/a/{activity_id}/melden?lang={lang}",
        "words": REPORT[lang],
        "reasons": [(reason.value, REASONS[lang][reason]) for reason in PUBLIC_REASONS],
    }


@router.get("/{activity_id}/melden", include_in_schema=False)
def show_form(activity_id: str, request: Request, runtime: RuntimeDep) -> Response:
    """The form on a page of its own, or the thanks after it."""
    lang = page_language(request)
    return _show(activity_id, request, runtime, lang, is_sent=request.query_params.get("sent") == "1")


@router.post("/{activity_id}/melden", include_in_schema=False)
def take_report(activity_id: str, request: Request, body: BodyDep, runtime: RuntimeDep) -> Response:
    """Keep the report; whoever fills in the trap gets the same answer."""
    lang = page_language(request)
    form = read_form(body, request.headers.get("content-type"))
    reason = form.get("reason")
    if reason not in PUBLIC_REASONS:
        return _show(activity_id, request, runtime, lang, status=400, form=form)
    is_kept = "website" not in form
    receive_report(runtime.engine, activity_id, Reason(reason), form.get("note"), runtime.now(), is_kept=is_kept)
    return RedirectResponse(f"/a/{activity_id}/melden?sent=1&lang={lang}", 303)


def _show(
    activity_id: str,
    request: Request,
    runtime: Runtime,
    lang: str,
    *,
    status: int = 200,
    form: dict[str, str] | None = None,
    is_sent: bool = False,
) -> Response:
    view = runtime.view
    item = view.presenter.item(activity_id, view.around(runtime.minute()), lang, ("title", "id"))
    if item is None:
        raise NotFound("There is no activity with this id.")
    title = orjson.loads(item.body)["title"]
    return render_page(
        "report.html",
        request,
        lang,
        status,
        report=describe_form(activity_id, lang),
        about=REPORT[lang]["about"].format(title=title),
        back=f"/a/{activity_id}?lang={lang}",
        note=(form or {}).get("note", ""),
        error=REPORT[lang]["choose_reason"] if form is not None else "",
        is_sent=is_sent,
    )
