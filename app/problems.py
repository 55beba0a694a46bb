"""Every error leaves as problem+json (RFC 9457), whoever raised it."""

import logging

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from app.errors import Fault, InvalidInput, MethodNotAllowed, NotFound, WegwijzerError
from app.middleware import allowed_methods
from app.schemas.problem import problem_body

PROBLEM_JSON = "application/problem+json"
log = logging.getLogger("wegwijzer.errors")


def add_problem_handlers(app: FastAPI) -> None:
    """Register the handlers; nothing leaves this application as an unformatted error."""
    app.add_exception_handler(WegwijzerError, _answer_known)
    app.add_exception_handler(HTTPException, _answer_framework)
    app.add_exception_handler(ClientDisconnect, _answer_gone)
    app.add_exception_handler(Exception, answer_unknown)


def problem_answer(error: WegwijzerError, path: str) -> Response:
    """The problem document with the error's own headers."""
    headers = {"Cache-Control": "no-store", **error.headers}
    return Response(problem_body(error, instance=path), error.status, headers, media_type=PROBLEM_JSON)


async def _answer_known(request: Request, error: Exception) -> Response:
    assert isinstance(error, WegwijzerError)
    return problem_answer(error, request.scope["path"])


async def _answer_framework(request: Request, error: Exception) -> Response:
    """404 and 405 of the router; `Allow` is merged over every route of the path."""
    if isinstance(error, HTTPException) and error.status_code == MethodNotAllowed.status:
        allowed = ", ".join(allowed_methods(request.app.state.known_routes, request.scope))
        known: WegwijzerError = MethodNotAllowed(f"This path takes {allowed}.", headers={"Allow": allowed})
    else:
        known = NotFound("There is nothing at this path.")
    return problem_answer(known, request.scope["path"])


async def _answer_gone(request: Request, error: Exception) -> Response:
    """The asker went away before the body was whole: nobody reads this, and it is no fault of ours."""
    return problem_answer(
        InvalidInput([Fault("incomplete", "The body was cut off.", pointer="")]), request.scope["path"]
    )


async def answer_unknown(request: Request, error: Exception) -> Response:
    """What nobody foresaw: logged whole, told without detail."""
    log.error("unexpected error", exc_info=error, extra={"fields": {"path": request.scope["path"]}})
    return problem_answer(WegwijzerError("Something went wrong on our side."), request.scope["path"])
