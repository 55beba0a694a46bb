"""A visit to the partner page: who is signed in, for which organisation, and whether a form is our own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from app.deps import Runtime
from app.domain.caller import Caller
from app.errors import Forbidden
from app.services.partner_sessions import SignedIn, find_signed_in, is_own_form
from app.web.partner_texts import partner_texts
from app.web.rendering import PRIVATE, page_language, render_page

COOKIE = "wegwijzer_partner"
PATH = "/partner"
FORM_TOKEN = "formToken"


class SignedOut(Exception):
    """Nobody is signed in here."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One request of somebody who is signed in. organisation_id: whose page it is, None when that is still to be
    chosen."""

    request: Request
    runtime: Runtime
    signed_in: SignedIn
    lang: str
    organisation_id: str | None

    @property
    def caller(self) -> Caller:
        """Who writes; a coordinator on behalf of the organisation, which the log then says."""
        caller = self.signed_in.caller
        return replace(caller, on_behalf_of=self.organisation_id) if caller.is_admin else caller

    @property
    def words(self) -> dict[str, str]:
        """The sentences of these pages."""
        return partner_texts(self.lang)

    def link(self, path: str = "", **more: str) -> str:
        """A link within these pages, of this organisation and in this language."""
        asked = {"lang": self.lang, **({"org": self.organisation_id} if self.organisation_id else {}), **more}
        return f"{PATH}{path}?{urlencode(asked)}"

    def show(self, template: str, status: int = 200, **values: Any) -> Response:
        """A page for this visitor."""
        return render_page(
            template, self.request, self.lang, status, headers=PRIVATE, words=self.words, visit=self, **values
        )

    def go(self, path: str = "", **more: str) -> Response:
        """After a write: the browser asks for a page, so that loading it again sends nothing again."""
        return RedirectResponse(self.link(path, **more), 303, headers=dict(PRIVATE))


def begin_visit(request: Request, runtime: Runtime, form: Mapping[str, str] | None = None) -> Visit:
    """Who asks, and for which organisation. With a form: it must carry the token of this session.

    Raises SignedOut, and Forbidden for a form of another site or for another's organisation.
    """
    signed_in = find_signed_in(runtime.engine, request.cookies.get(COOKIE), runtime.now())
    if signed_in is None:
        raise SignedOut
    if form is not None and not is_own_form(signed_in, form.get(FORM_TOKEN)):
        raise Forbidden("This form is too old or comes from another site.")
    asked = (form or {}).get("org") or request.query_params.get("org")
    own = sorted(signed_in.caller.organisation_ids)
    organisation_id = asked or (own[0] if len(own) == 1 else None)
    if organisation_id is not None and not signed_in.caller.owns(organisation_id):
        raise Forbidden("This belongs to another organisation.")
    return Visit(request, runtime, signed_in, page_language(request), organisation_id)


def show_sign_in(request: Request, status: int = 200, *, error: str = "") -> Response:
    """The form for the key."""
    lang = page_language(request)
    words = partner_texts(lang)
    return render_page("partner_sign_in.html", request, lang, status, headers=PRIVATE, words=words, error=error)


def with_visit(
    request: Request,
    runtime: Runtime,
    work: Callable[[Visit], Response],
    form: Mapping[str, str] | None = None,
) -> Response:
    """Do the work of a page for whoever is signed in; else ask to sign in."""
    words = partner_texts(page_language(request))
    try:
        visit = begin_visit(request, runtime, form)
    except SignedOut:
        is_late = COOKIE in request.cookies or form is not None
        return show_sign_in(request, 401 if is_late else 200, error=words["ended"] if is_late else "")
    except Forbidden:
        return show_sign_in(request, 403, error=words["foreign"])
    return work(visit)


def is_from_here(request: Request) -> bool:
    """Whether the browser says that the form stood on a page of this site; browsers that say nothing are believed."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("origin")
    return origin in (None, "null") or urlsplit(origin).netloc == request.headers.get("host")
