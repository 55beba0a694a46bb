"""Every error leaves as problem+json (RFC 9457), whoever raised it; on the pages, for a browser, as a page."""

import logging

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import Scope

from app.errors import Fault, InvalidInput, MethodNotAllowed, NotFound, WegwijzerError
from app.middleware import allowed_methods
from app.schemas.problem import problem_body, problem_language

PROBLEM_JSON = "application/problem+json"
log = logging.getLogger("wegwijzer.errors")


def add_problem_handlers(app: FastAPI) -> None:
    """Register the handlers; nothing leaves this application as an unformatted error.

    `app.state.show_refusal` draws the page for people (the room `web`; `main` brings the two together).
    """
    app.add_exception_handler(WegwijzerError, _answer_known)
    app.add_exception_handler(HTTPException, _answer_framework)
    app.add_exception_handler(ClientDisconnect, _answer_gone)
    app.add_exception_handler(Exception, answer_unknown)


def answer_refusal(request: Request, error: WegwijzerError) -> Response:
    """A page for a browser that asks for a page, the problem document for all else."""
    if _asks_for_a_page(request):
        page: Response = request.app.state.show_refusal(request, error)
        return page
    return problem_answer(error, request.scope)


def refuse_early(app: FastAPI, error: WegwijzerError, scope: Scope) -> Response:
    """As `answer_refusal`, for a request that never comes as far as the application."""
    return answer_refusal(Request({**scope, "app": app}), error)


def _asks_for_a_page(request: Request) -> bool:
    is_api = request.scope["path"].startswith("/v1")
    return not is_api and "text/html" in request.headers.get("accept", "").lower()


def problem_answer(error: WegwijzerError, scope: Scope) -> Response:
    """The problem document in the language of the request, with the error's own headers."""
    lang = problem_language(scope["query_string"], scope["headers"])
    headers = {"Cache-Control": "no-store", "Content-Language": lang, "Vary": "Accept-Language", **error.headers}
    body = problem_body(error, instance=scope["path"], lang=lang)
    return Response(body, error.status, headers, media_type=PROBLEM_JSON)


async def _answer_known(request: Request, error: Exception) -> Response:
    assert isinstance(error, WegwijzerError)
    return answer_refusal(request, error)


async def _answer_framework(request: Request, error: Exception) -> Response:
    """404 and 405 of the router; `Allow` is merged over every route of the path."""
    if isinstance(error, HTTPException) and error.status_code == MethodNotAllowed.status:
        allowed = ", ".join(allowed_methods(request.app.state.known_routes, request.scope))
        known: WegwijzerError = MethodNotAllowed(
            f"This path takes {allowed}.", detail_nl=f"Dit adres kent {allowed}.", headers={"Allow": allowed}
        )
    else:
        known = NotFound("There is nothing at this path.", detail_nl="Op dit adres is niets.")
    return answer_refusal(request, known)


async def _answer_gone(request: Request, error: Exception) -> Response:
    """The asker went away before the body was whole: nobody reads this, and it is no fault of ours."""
    fault = Fault("incomplete", "The body was cut off.", pointer="", detail_nl="De inhoud brak af.")
    return problem_answer(InvalidInput([fault]), request.scope)


async def answer_unknown(request: Request, error: Exception) -> Response:
    """What nobody foresaw: logged whole, told without detail."""
    log.error("unexpected error", exc_info=error, extra={"fields": {"path": request.scope["path"]}})
    return answer_refusal(request, WegwijzerError("Something went wrong on our side."))
