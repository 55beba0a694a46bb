"""The two paths that are asked most, answered without the framework's stack of middleware and routing.

What an endpoint answers is the same either way: it gets the same request, and what it raises becomes the same problem
document. Everything else, other methods and unknown ids of another shape included, passes on to the application.
"""

import re

from fastapi import FastAPI
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from app.errors import WegwijzerError
from app.problems import answer_unknown, problem_answer
from app.routers.activities import get_activity, search_activities

LIST = "/v1/activities"
_ITEM = re.compile(rf"{LIST}/([a-z2-7]{{16}})")


class Shortcut:
    """Wraps the application; `api` is the FastAPI whose state the endpoints read."""

    def __init__(self, app: ASGIApp, api: FastAPI) -> None:
        self._app, self._api = app, api

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a search or an item asked with GET; pass on all else."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        path = scope["path"]
        if path == LIST:
            endpoint, variables = search_activities, {}
        elif (item := _ITEM.fullmatch(path)) is not None:
            endpoint, variables = get_activity, {"activity_id": item[1]}
        else:
            await self._app(scope, receive, send)
            return
        scope["app"], scope["path_params"] = self._api, variables
        request = Request(scope, receive)
        try:
            answer = await endpoint(request)
        except WegwijzerError as error:
            answer = problem_answer(error, scope)
        except Exception as error:
            answer = await answer_unknown(request, error)
        await answer(scope, receive, send)
