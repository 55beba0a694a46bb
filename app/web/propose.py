"""`/aanmelden`: a provider without a key proposes an offer, and keeps it right with the link that was mailed.

GET changes nothing. A field that people do not see catches programs that fill in everything.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from hashlib import sha256
from typing import Any

from fastapi import APIRouter
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from app.deps import BodyDep, Runtime, RuntimeDep
from app.domain.allowance import Buckets
from app.domain.calendar import AMSTERDAM
from app.errors import Fault, InvalidInput, NotFound
from app.services.offer_forms import raise_faults, read_changes, read_new
from app.services.offer_texts import write_fields
from app.services.proposal_links import NewLink, renew_links
from app.services.proposals import (
    OpenProposal,
    State,
    change_proposal,
    confirm_proposal,
    mail_link,
    propose,
    read_contact_email,
    read_proposal,
    read_proposer,
    withdraw_proposal,
)
from app.web.form_faults import sort_faults
from app.web.forms import read_form
from app.web.offer_fields import DEFAULTS, lay_out, lay_out_own, say_fault
from app.web.propose_texts import propose_texts
from app.web.rendering import PRIVATE, page_language, render_page

router = APIRouter(prefix="/aanmelden", include_in_schema=False)

Fields = Mapping[str, str]
TRAP = "homepage"
NOTHING: Fields = {}
_asked = Buckets("links", 3, 3600)
"""How often one address may get its links mailed, whoever asks."""
NOTICES = ("saved", "same", "confirmed")


@router.get("")
def show_form(request: Request, runtime: RuntimeDep) -> Response:
    """An empty form."""
    return _show_form(request, runtime, DEFAULTS)


@router.post("")
def take_proposal(request: Request, body: BodyDep, runtime: RuntimeDep) -> Response:
    """Keep the proposal for a coordinator and send the link, or show the form again."""
    lang = page_language(request)
    form, words = read_form(body, request.headers.get("content-type")), propose_texts(lang)
    if TRAP in form:
        email = form.get("contactEmail", "")
        return _render(
            request, "propose_done.html", lang, mailed=words["mailed"].format(email=email), link="", notes=()
        )
    reading = read_new(form, _today(runtime))
    faults: list[Fault] = []
    try:
        proposer = read_proposer(form)
    except InvalidInput as refused:
        faults = list(refused.faults)
    try:
        if faults:
            raise InvalidInput([*faults, *reading.faults])
        members = raise_faults(reading)
        is_mailing = runtime.settings.smtp_host is not None
        token, proposal = propose(
            runtime.engine, runtime.writer(), proposer, members, runtime.now(), is_mailing=is_mailing
        )
    except InvalidInput as refused:
        return _show_form(request, runtime, form, faults=refused.faults)
    link = f"{runtime.settings.base_url}/aanmelden/{token}?lang={lang}"
    title = str(members["title"])
    subject, text = words["mail_subject"].format(title=title), words["mail_text"].format(title=title, link=link)
    is_mailed = token is None or mail_link(runtime.engine, request.app.state.open_mail, proposal, subject, text)
    return _render(
        request,
        "propose_done.html",
        lang,
        mailed=words["mailed"].format(email=proposer.email) if is_mailed else "",
        link="" if is_mailed else link,
        notes=[say_fault(fault, lang) for fault in reading.notes],
    )


@router.get("/nieuwe-link")
def show_link_form(request: Request) -> Response:
    """The form for a link that was lost."""
    return _show_link_form(request)


@router.post("/nieuwe-link")
def mail_new_link(request: Request, body: BodyDep, runtime: RuntimeDep) -> Response:
    """Mail the links again, after the answer: that is the same, and as quick, whether the address is known or not."""
    lang = page_language(request)
    words, form = propose_texts(lang), read_form(body, request.headers.get("content-type"))
    try:
        email = read_contact_email(form)
    except InvalidInput as refused:
        return _show_link_form(request, form, sort_faults(refused.faults, lang))
    if runtime.settings.smtp_host is None:
        return _render(request, "propose_link_sent.html", lang, told=words["link_no_mail"])
    answer = _render(request, "propose_link_sent.html", lang, told=words["link_sent"].format(email=email))
    if _asked.take(sha256(email.lower().encode()).hexdigest(), runtime.clock()).is_allowed and TRAP not in form:
        write = partial(_write_links, runtime.settings.base_url, lang)
        open_mail = request.app.state.open_mail
        answer.background = BackgroundTask(renew_links, runtime.engine, open_mail, email, write, runtime.now())
    return answer


def _show_link_form(request: Request, fields: Fields = NOTHING, faults: Fields = NOTHING) -> Response:
    lang = page_language(request)
    (field,) = (one for one in lay_out_own(fields, faults, lang) if one["name"] == "contactEmail")
    return _render(request, "propose_link.html", lang, 400 if faults else 200, field=field, faults=faults, trap=TRAP)


def _write_links(base_url: str, lang: str, links: Sequence[NewLink]) -> tuple[str, str]:
    words = propose_texts(lang)
    listed = "\n".join(f"{link.title}:\n{base_url}/aanmelden/{link.token}?lang={lang}\n" for link in links)
    return words["link_subject"], words["link_text"].format(links=listed)


@router.get("/{token}")
def show_mine(token: str, request: Request, runtime: RuntimeDep) -> Response:
    """The proposal behind a link: how it stands, with the form to change it."""
    opened = _open(token, request, runtime)
    return opened if isinstance(opened, Response) else _show_mine(opened, token, request, runtime)


@router.post("/{token}")
def change_mine(token: str, request: Request, body: BodyDep, runtime: RuntimeDep) -> Response:
    """Propose what was changed."""
    opened = _open(token, request, runtime)
    if isinstance(opened, Response):
        return opened
    form = read_form(body, request.headers.get("content-type"))
    reading = read_changes(form, write_fields(opened.body), _today(runtime))
    try:
        patch = raise_faults(reading)
        is_changed = change_proposal(runtime.engine, runtime.writer(), token, patch, runtime.now())
    except InvalidInput as refused:
        return _show_mine(opened, token, request, runtime, fields=form, faults=refused.faults)
    return _go(token, request, "saved" if is_changed else "same")


@router.post("/{token}/klopt")
def confirm_mine(token: str, request: Request, body: BodyDep, runtime: RuntimeDep) -> Response:
    """The published offer is still right, when the button said so: an empty POST of a link scanner says nothing."""
    opened = _open(token, request, runtime)
    if isinstance(opened, Response):
        return opened
    if "right" not in read_form(body, request.headers.get("content-type")):
        return _go(token, request, "")
    confirm_proposal(runtime.engine, token, runtime.now())
    runtime.show()
    return _go(token, request, "confirmed")


@router.post("/{token}/weg")
def withdraw_mine(token: str, request: Request, body: BodyDep, runtime: RuntimeDep) -> Response:
    """Take it away, after a tick that says so."""
    opened = _open(token, request, runtime)
    if isinstance(opened, Response):
        return opened
    if "sure" not in read_form(body, request.headers.get("content-type")):
        words = propose_texts(page_language(request))
        return _show_mine(opened, token, request, runtime, faulty={"sure": words["withdraw_unsure"]})
    withdraw_proposal(runtime.engine, token, runtime.now())
    runtime.show()
    return _go(token, request, "")


def _today(runtime: Runtime) -> date:
    return runtime.now().astimezone(AMSTERDAM).date()


def _go(token: str, request: Request, told: str) -> Response:
    url = f"/aanmelden/{token}?lang={page_language(request)}" + (f"&told={told}" if told else "")
    return RedirectResponse(url, 303, headers=dict(PRIVATE))


def _open(token: str, request: Request, runtime: Runtime) -> OpenProposal | Response:
    """The proposal, or the page that says why there is none."""
    try:
        return read_proposal(runtime.engine, token, runtime.now())
    except NotFound:
        return _render(request, "propose_unknown.html", page_language(request), 404)


def _render(request: Request, template: str, lang: str, status: int = 200, **values: Any) -> Response:
    return render_page(template, request, lang, status, headers=PRIVATE, words=propose_texts(lang), **values)


def _show_form(request: Request, runtime: Runtime, fields: Fields, faults: Sequence[Fault] = ()) -> Response:
    lang = page_language(request)
    wrong = sort_faults(faults, lang)
    return _render(
        request,
        "propose.html",
        lang,
        400 if wrong else 200,
        faults=wrong,
        own=lay_out_own(fields, wrong, lang),
        layout=lay_out(fields, wrong, runtime.view.reference.themes, lang),
        action=f"/aanmelden?lang={lang}",
        trap=TRAP,
    )


def _show_mine(
    opened: OpenProposal,
    token: str,
    request: Request,
    runtime: Runtime,
    *,
    fields: Fields | None = None,
    faults: Sequence[Fault] = (),
    faulty: Fields | None = None,
) -> Response:
    lang = page_language(request)
    words, told = propose_texts(lang), request.query_params.get("told")
    wrong = {**sort_faults(faults, lang), **(faulty or {})}
    shown = write_fields(opened.body) if fields is None else fields
    return _render(
        request,
        "propose_mine.html",
        lang,
        400 if wrong else 200,
        state=words[opened.state.value],
        reason=words["reason"].format(reason=opened.reason) if opened.reason else "",
        notice=words[told] if told in NOTICES else "",
        activity_id=opened.proposal.activity_id if opened.version else "",
        can_change=opened.state is not State.WITHDRAWN,
        faults=wrong,
        layout=lay_out(shown, wrong, runtime.view.reference.themes, lang),
        action=f"/aanmelden/{token}",
        organisation=opened.proposal.organisation_name,
    )
