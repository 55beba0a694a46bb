"""What every answer passes through: API version, security and CORS headers, HEAD and OPTIONS, the log.

Pure ASGI, so that it costs microseconds. Nothing that describes a child is logged: never a query string, body or
address.
"""

import logging
import time
from collections.abc import Sequence

from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import Unavailable
from app.schemas.caching import REHEARSAL

log = logging.getLogger("wegwijzer.http")

Header = tuple[bytes, bytes]
FIRST_SERVER_ERROR = 500
EXPOSED = (
    b"ETag, Link, API-Version, Retry-After, Allow, Location, X-Rehearsal, RateLimit, RateLimit-Policy, "
    b"Idempotency-Replayed, WWW-Authenticate"
)


def constant_headers(api_version: str, *, is_https: bool) -> list[Header]:
    """Headers on every answer. Embeds may be framed, so frame-ancestors is set only where a page must not be."""
    headers = [
        (b"api-version", api_version.encode()),
        (b"access-control-allow-origin", b"*"),
        (
            b"access-control-expose-headers",
            EXPOSED,
        ),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"no-referrer"),
    ]
    if is_https:
        headers.append((b"strict-transport-security", b"max-age=31536000; includeSubDomains"))
    return headers


class Headers:
    """Adds the constant headers."""

    def __init__(self, app: ASGIApp, headers: list[Header]) -> None:
        self._app = app
        self._headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; only the start of an HTTP answer is touched."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        extra = self._headers

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                # A copy: the cache in front sends the same message again and again.
                more = [*extra, (b"x-rehearsal", b"true")] if REHEARSAL in scope else extra
                message = {**message, "headers": [*message["headers"], *more]}
            await send(message)

        await self._app(scope, receive, send_with_headers)


class Options:
    """OPTIONS on a known path: 204 with `Allow` and the CORS preflight answer (no credentials, ever)."""

    def __init__(self, app: ASGIApp, routes: Sequence[BaseRoute]) -> None:
        self._app = app
        self._routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer OPTIONS; pass on everything else, unknown paths included."""
        methods = allowed_methods(self._routes, scope) if scope.get("method") == "OPTIONS" else []
        if not methods:
            await self._app(scope, receive, send)
            return
        allow = ", ".join(methods).encode()
        headers = [
            (b"allow", allow),
            (b"access-control-allow-methods", allow),
            (b"access-control-allow-headers", b"Content-Type, Authorization, If-None-Match, If-Match, Idempotency-Key"),
            (b"access-control-max-age", b"86400"),
            (b"content-length", b"0"),
        ]
        await send({"type": "http.response.start", "status": 204, "headers": headers})
        await send({"type": "http.response.body", "body": b""})


def allowed_methods(routes: Sequence[BaseRoute], scope: Scope) -> list[str]:
    """Every method of the path, merged over all routes that match it; empty for an unknown path."""
    found: set[str] = set()
    for route in routes:
        match, _ = route.matches(scope)
        if match is not Match.NONE:
            found |= set(getattr(route, "methods", None) or ())
    if "GET" in found:
        found.add("HEAD")
    return sorted(found | {"OPTIONS"}) if found else []


SECRET_PATHS = ("/klopt-het/", "/aanmelden/")
"""What follows is a token: whoever reads it can answer for an organisation."""


def loggable(path: str) -> str:
    """The path without the token in it."""
    secret = next((prefix for prefix in SECRET_PATHS if path.startswith(prefix)), None)
    return path if secret is None else f"{secret}…"


class ErrorWatch:
    """Counts and logs answers of 500 and up: method, path, status, milliseconds. No access log, no query string."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self.count = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Time the request and log only what went wrong on our side."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        is_answered = False

        async def watch(message: Message) -> None:
            nonlocal is_answered
            if message["type"] == "http.response.start" and message["status"] >= FIRST_SERVER_ERROR:
                self.count += 1
                took_ms = round((time.perf_counter() - began) * 1000)
                fields = {
                    "method": scope["method"],
                    "path": loggable(scope["path"]),
                    "status": message["status"],
                    "ms": took_ms,
                }
                # Not ready and busy are said on purpose and pass; anything else is a fault of ours.
                level = logging.WARNING if message["status"] == Unavailable.status else logging.ERROR
                log.log(level, "request failed", extra={"fields": fields})
            await send(message)
            is_answered = message["type"] == "http.response.body" and not message.get("more_body", False)

        try:
            await self._app(scope, receive, watch)
        except Exception:
            # The framework raises again what it has answered and logged; the server would cut the connection for it.
            if not is_answered:
                raise
