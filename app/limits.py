"""How much may be sent, how slowly and how often: one place for every body and every write.

In this process only, so each worker allows as much. Nothing is written down: an address is hashed with a salt that is
thrown away every day and lives in memory alone.
"""

import asyncio
import re
import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from ipaddress import IPv6Address, ip_address

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.domain.allowance import Allowance, Buckets
from app.domain.api_keys import parse_key
from app.errors import Fault, PayloadTooLarge, RequestTimeout, TooManyRequests, WegwijzerError

Refuse = Callable[[WegwijzerError, Scope], Response]
"""The answer to a request that goes no further: a page for a browser, the problem document for a program."""
READS = frozenset({"GET", "HEAD", "OPTIONS"})
SLOWEST_BYTES_PER_S = 8 * 1024
"""A body that comes in at this pace may take as long as it takes."""
DAY_S = 86_400
HOUR_S, MINUTE_S = 3600, 60
_BEARER = re.compile(rb"\s*bearer\s+(\S+)\s*", re.IGNORECASE)


class BodyLimits:
    """Refuses a body that is too large (413) or comes in too slowly (408) before anything reads it whole.

    larger: paths that take more bytes than `max_bytes`. patience_s: how long a body may take beside what its size
    explains at 8 KiB a second.
    """

    def __init__(
        self,
        app: ASGIApp,
        refuse: Refuse,
        max_bytes: int,
        larger: Mapping[str, int] | None = None,
        patience_s: float = 20.0,
    ) -> None:
        self._app, self._refuse = app, refuse
        self._max_bytes, self._larger, self._patience_s = max_bytes, larger or {}, patience_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count what comes in; a declared length above the limit of the path is refused unread."""
        if scope["type"] != "http" or scope["method"] in READS:
            await self._app(scope, receive, send)
            return
        most = self._larger.get(scope["path"], self._max_bytes)
        declared = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
        if declared.isdigit() and int(declared) > most:
            await self._refuse(_too_large(most), scope)(scope, receive, send)
            return
        seen, is_whole, began = 0, False, time.monotonic()

        async def count() -> Message:
            nonlocal seen, is_whole
            if is_whole:
                return await receive()
            left_s = self._patience_s + seen / SLOWEST_BYTES_PER_S - (time.monotonic() - began)
            try:
                message = await asyncio.wait_for(receive(), max(0.0, left_s))
            except TimeoutError:
                raise _too_slow() from None
            seen += len(message.get("body", b""))
            is_whole = not message.get("more_body", False)
            if seen > most:
                raise _too_large(most)
            return message

        await self._app(scope, count, send)


class WriteLimits:
    """Counts writes per key and public forms per address, says in every answer what is left, refuses with 429.

    forms: whether a path is a form anyone may send. A write that sends no key to another path is refused there anyway.
    A number of 0 switches the limit off.
    """

    def __init__(
        self,
        app: ASGIApp,
        refuse: Refuse,
        *,
        writes_a_minute: int,
        forms_an_hour: int,
        is_form: Callable[[str], bool],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._app, self._refuse, self._is_form, self._clock = app, refuse, is_form, clock
        self._writes = Buckets("writes", writes_a_minute, MINUTE_S) if writes_a_minute else None
        self._forms = Buckets("forms", forms_an_hour, HOUR_S) if forms_an_hour else None
        self._salt, self._salt_until_s = b"", 0.0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take a token when this is a write; pass on all else."""
        if scope["type"] != "http" or scope["method"] in READS:
            await self._app(scope, receive, send)
            return
        allowance = self._take(scope)
        if allowance is None:
            await self._app(scope, receive, send)
            return
        headers = write_headers(allowance)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], *headers]}
            await send(message)

        if allowance.is_allowed:
            await self._app(scope, receive, send_with_headers)
        else:
            await self._refuse(_too_many(allowance), scope)(scope, receive, send_with_headers)

    def _take(self, scope: Scope) -> Allowance | None:
        now_s = self._clock()
        key = _find_key(scope["headers"])
        if key is not None:
            return None if self._writes is None else self._writes.take(key, now_s)
        if self._forms is None or not self._is_form(scope["path"]):
            return None
        return self._forms.take(self._hide(_network_of(scope), now_s), now_s)

    def _hide(self, network: str, now_s: float) -> str:
        """The address as a hash that means nothing tomorrow or elsewhere."""
        if now_s >= self._salt_until_s:
            self._salt, self._salt_until_s = secrets.token_bytes(32), now_s + DAY_S
            if self._forms is not None:
                self._forms.clear()
        return blake2b(network.encode(), key=self._salt, digest_size=12).hexdigest()


def write_headers(allowance: Allowance) -> list[tuple[bytes, bytes]]:
    """RateLimit and RateLimit-Policy, as the IETF draft writes them."""
    name = allowance.name
    return [
        (b"ratelimit-policy", f'"{name}";q={allowance.most};w={allowance.window_s}'.encode()),
        (b"ratelimit", f'"{name}";r={allowance.left};t={allowance.full_in_s}'.encode()),
    ]


def make_form_check(patterns: Sequence[str]) -> Callable[[str], bool]:
    """Whether a path is one of these; `{name}` stands for one segment."""
    whole = "|".join(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(pattern)) for pattern in patterns)
    check = re.compile(whole)
    return lambda path: check.fullmatch(path) is not None


def _find_key(headers: Sequence[tuple[bytes, bytes]]) -> str | None:
    """The hash of a well-formed key; whether it holds is for the endpoint to say."""
    sent = next((value for name, value in headers if name == b"authorization"), b"")
    found = _BEARER.fullmatch(sent)
    secret = None if found is None else parse_key(found[1].decode("latin-1"))
    return None if secret is None else secret.sha256


def _network_of(scope: Scope) -> str:
    """The address, or the /64 an IPv6 address lies in: one household has all of it."""
    host = (scope.get("client") or ("", 0))[0]
    try:
        address = ip_address(host)
    except ValueError:
        return str(host)
    return str(int(address) >> 64) if isinstance(address, IPv6Address) else str(address)


def _too_large(most: int) -> PayloadTooLarge:
    # The rest of the body is never read, so the connection cannot be used again.
    dutch = f"De inhoud is groter dan {most} bytes."
    return PayloadTooLarge(f"The body is larger than {most} bytes.", detail_nl=dutch, headers={"Connection": "close"})


def _too_slow() -> RequestTimeout:
    dutch = "De inhoud kwam te langzaam binnen. Stuur het nog een keer."
    return RequestTimeout(
        "The body came in too slowly; send it again.", detail_nl=dutch, headers={"Connection": "close"}
    )


def _too_many(allowance: Allowance) -> TooManyRequests:
    english = f"Too many requests: wait {allowance.wait_s} seconds."
    dutch = f"Te veel verzoeken: wacht {allowance.wait_s} seconden."
    fault = Fault("too-many-requests", english, detail_nl=dutch)
    return TooManyRequests(english, faults=[fault], headers={"Retry-After": str(allowance.wait_s)})
