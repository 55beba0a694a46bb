"""`/partner`: signing in with a key, my offers, confirming them. Works without script; the key is in no link."""

from typing import Any

from babel.dates import format_date
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from app.deps import BodyDep, RuntimeDep
from app.domain.calendar import AMSTERDAM
from app.errors import Unauthorized
from app.schemas.labels import label_of
from app.schemas.write_texts import GAIN_TEXTS
from app.services.offer_texts import write_fields
from app.services.partner_offers import OwnOffer, OwnPage, confirm_offers, find_organisations, read_own_page
from app.services.partner_sessions import LASTS, sign_in, sign_out
from app.services.write_report import WriteReport
from app.services.write_warnings import asks_everyone
from app.web.cards import describe_cost
from app.web.forms import read_form
from app.web.offer_fields import say_fault
from app.web.partner_texts import partner_texts
from app.web.partner_visit import COOKIE, PATH, Visit, is_from_here, show_sign_in, with_visit
from app.web.rendering import PRIVATE, page_language

router = APIRouter(prefix=PATH, include_in_schema=False)

NOTICES = ("confirmed", "saved", "saved_pending", "saved_same", "saved_test", "stopped")


@router.get("")
def show_home(request: Request, runtime: RuntimeDep) -> Response:
    """My offers; for a coordinator first the choice of an organisation."""
    return with_visit(request, runtime, _show_home)


@router.post("/inloggen")
def take_key(request: Request, body: BodyDep, runtime: RuntimeDep) -> Response:
    """Sign in: the key comes in a form and goes no further than here."""
    lang = page_language(request)
    words = partner_texts(lang)
    if not is_from_here(request):
        return show_sign_in(request, 403, error=words["foreign"])
    key = read_form(body, request.headers.get("content-type")).get("key", "")
    try:
        caller = runtime.keys.identify(f"Bearer {key}", runtime.now())
    except Unauthorized as refused:
        return show_sign_in(request, 401, error=say_fault(refused.faults[0], lang))
    token = sign_in(runtime.engine, caller, runtime.now())
    response = RedirectResponse(f"{PATH}?lang={lang}", 303, headers=dict(PRIVATE))
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(LASTS.total_seconds()),
        path=PATH,
        secure=runtime.settings.base_url.startswith("https://"),
        httponly=True,
        samesite="strict",
    )
    return response


@router.post("/uitloggen")
def leave(request: Request, body: BodyDep, runtime: RuntimeDep) -> Response:
    """Sign out."""
    form = read_form(body, request.headers.get("content-type"))

    def work(visit: Visit) -> Response:
        sign_out(runtime.engine, request.cookies[COOKIE])
        response = RedirectResponse(f"{PATH}?lang={visit.lang}", 303, headers=dict(PRIVATE))
        response.delete_cookie(COOKIE, path=PATH, httponly=True, samesite="strict")
        return response

    return with_visit(request, runtime, work, form)


@router.post("/klopt")
def confirm(request: Request, body: BodyDep, runtime: RuntimeDep) -> Response:
    """These offers, or all of them, are still right."""
    form = read_form(body, request.headers.get("content-type"))

    def work(visit: Visit) -> Response:
        if visit.organisation_id is None:
            return visit.go()
        page = _read_page(visit)
        ids = [offer.id for offer in page.offers if form.get("id") in (None, offer.id)]
        reports = confirm_offers(runtime.engine, visit.caller, ids, runtime.now())
        runtime.show()
        done = sum(not report.faults for report in reports)
        return visit.go(told="saved_test" if visit.caller.is_test else "confirmed", count=str(done))

    return with_visit(request, runtime, work, form)


def told_of(report: WriteReport, *, is_test: bool) -> str:
    """Which sentence says what became of a write."""
    if is_test:
        return "saved_test"
    return {"pending": "saved_pending", "unchanged": "saved_same"}.get(report.outcome.value, "saved")


def _show_home(visit: Visit) -> Response:
    if visit.organisation_id is None:
        return _show_organisations(visit)
    page = _read_page(visit)
    told, count = visit.request.query_params.get("told"), visit.request.query_params.get("count", "0")
    notice = visit.words[told].format(count=count if count.isdigit() else "0") if told in NOTICES else ""
    return visit.show(
        "partner_home.html",
        organisation=page.organisation,
        offers=[describe_own(offer, visit) for offer in page.offers],
        waiting=[_describe_waiting(edit.action, edit.draft, visit) for edit in page.waiting],
        notice=notice,
    )


def _show_organisations(visit: Visit) -> Response:
    name = visit.request.query_params.get("q", "").strip()
    own = visit.signed_in.caller.organisation_ids
    found = find_organisations(visit.runtime.engine, own, name)
    return visit.show("partner_choose.html", found=found, q=name, is_searched=bool(name) or bool(own))


def _read_page(visit: Visit) -> OwnPage:
    runtime = visit.runtime
    assert visit.organisation_id is not None
    return read_own_page(runtime.engine, visit.organisation_id, runtime.view.around(runtime.minute()))


def describe_own(offer: OwnOffer, visit: Visit) -> dict[str, Any]:
    """One offer in words."""
    words, lang = visit.words, visit.lang
    gain = next(iter(offer.completeness.gains), None)
    helps = "" if gain is None else words["best_gain"].format(text=GAIN_TEXTS[gain.member][lang != "en"])
    day = format_date(offer.confirmed_at.astimezone(AMSTERDAM), "d MMMM y", locale=lang)
    return {
        "id": offer.id,
        "title": offer.document["title"],
        "status": label_of("status", offer.status, lang),
        "freshness": label_of("freshness", offer.state, lang),
        "is_fresh": offer.state == "fresh",
        "cost": describe_cost(dict(offer.document), lang),
        "everyone": _say_everyone(offer, visit) if visit.caller.is_admin else "",
        "score": words["complete"].format(score=offer.completeness.score),
        "gain": helps,
        "confirmed": words["confirmed_on"].format(day=day),
        "link": visit.link(f"/aanbod/{offer.id}"),
    }


def _say_everyone(offer: OwnOffer, visit: Visit) -> str:
    """For a coordinator: how who has little money can join, or that nobody said."""
    said = write_fields(offer.document).get("everyone")
    if said is None and not asks_everyone(offer.document):
        return ""
    return visit.words["everyone_unknown"] if said is None else visit.words["everyone"].format(text=said)


def _describe_waiting(action: str, draft: dict[str, Any], visit: Visit) -> str:
    kind = {"create": "waiting_new", "update": "waiting_change", "delete": "waiting_end"}[action]
    title = draft.get("title") or draft.get("name") or ""
    return f"{title} ({visit.words[kind]})".strip()
