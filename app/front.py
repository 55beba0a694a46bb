"""A thin ASGI cache in front of FastAPI: answers cache hits and 304s, nothing else.

An answer may be kept when the endpoint says so by putting a `Stamp` in `scope["wegwijzer.stamp"]`: it then holds
for the
catalogue state and until the moment the stamp names. Keys live in bounded memory only, never in a log or a file.
"""

import gzip
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.schemas.caching import STAMP, Stamp

GZIP_FROM_BYTES = 1024
GZIP_LEVEL = 4
Headers = list[tuple[bytes, bytes]]
Key = tuple[bytes, bytes, bytes, bytes]


@dataclass(slots=True)
class _Entry:
    stamp: Stamp
    etag: bytes
    start: Message
    body: bytes
    not_modified: Message
    gzipped: tuple[Message, bytes] | None = None

    @property
    def size(self) -> int:
        return len(self.body) + (len(self.gzipped[1]) if self.gzipped else 0) + 1024


class Front:
    """Wraps the application. `applied_seq` tells the present catalogue state, `clock` epoch seconds."""

    def __init__(
        self, app: ASGIApp, *, applied_seq: Callable[[], int], max_bytes: int, clock: Callable[[], float] = time.time
    ) -> None:
        self._app = app
        self._applied_seq = applied_seq
        self._max_bytes = max_bytes
        self._clock = clock
        self._entries: OrderedDict[Key, _Entry] = OrderedDict()
        self._bytes = 0
        self.hits = 0
        self.misses = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve from memory when an answer still holds, else pass on and keep what may be kept."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        accept, language, host, has_gzip, if_none_match = _read_headers(scope["headers"])
        key = (scope["raw_path"] + b"?" + scope["query_string"], accept, language, host)
        entry = self._entries.get(key)
        if entry is not None and entry.stamp.seq == self._applied_seq() and entry.stamp.valid_until > self._clock():
            self.hits += 1
            self._entries.move_to_end(key)
        else:
            self.misses += 1
            entry = await self._ask(scope, receive, send, key)
        if entry is not None:
            await _answer(self, entry, scope["method"], has_gzip, if_none_match, send)

    async def _ask(self, scope: Scope, receive: Receive, send: Send, key: Key) -> _Entry | None:
        """Run the application; None when its answer was passed through unchanged."""
        started: list[Message] = []
        parts: list[bytes] = []

        async def capture(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200 and STAMP in scope:
                started.append(message)
            elif not started:
                await send(message)
            else:
                parts.append(message.get("body", b""))

        inner = scope if scope["method"] == "GET" else {**scope, "method": "GET"}
        if inner is not scope:
            await self._head(inner, receive, send)
            return None
        await self._app(inner, receive, capture)
        if not started:
            return None
        entry = _make_entry(scope[STAMP], started[0], b"".join(parts))
        self._keep(key, entry)
        return entry

    async def _head(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def without_body(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self._app(scope, receive, without_body)

    def _keep(self, key: Key, entry: _Entry) -> None:
        if entry.size > self._max_bytes // 8:
            return
        old = self._entries.pop(key, None)
        self._bytes += entry.size - (old.size if old else 0)
        self._entries[key] = entry
        while self._bytes > self._max_bytes:
            _, dropped = self._entries.popitem(last=False)
            self._bytes -= dropped.size

    def grow(self, extra: int) -> None:
        """Account for a compressed copy that was made later."""
        self._bytes += extra


def _read_headers(headers: Headers) -> tuple[bytes, bytes, bytes, bool, bytes | None]:
    accept = language = host = b""
    if_none_match = None
    has_gzip = False
    for name, value in headers:
        if name == b"accept":
            accept = value
        elif name == b"accept-language":
            language = value
        elif name == b"host":
            host = value
        elif name == b"accept-encoding":
            has_gzip = b"gzip" in value and b"gzip;q=0" not in value
        elif name == b"if-none-match":
            if_none_match = value
    return accept, language, host, has_gzip, if_none_match


def _make_entry(stamp: Stamp, start: Message, body: bytes) -> _Entry:
    headers: Headers = list(start["headers"])
    etag = next((value for name, value in headers if name == b"etag"), b"")
    kept = [(name, value) for name, value in headers if name not in (b"content-length", b"content-type")]
    not_modified = {"type": "http.response.start", "status": 304, "headers": kept}
    return _Entry(stamp, etag, start, body, not_modified)


def _gzip_entry(entry: _Entry) -> tuple[Message, bytes]:
    """The compressed form has an entity tag of its own: it is another representation (RFC 9110, 8.8.3)."""
    body = gzip.compress(entry.body, GZIP_LEVEL, mtime=0)
    headers = [(n, v) for n, v in entry.start["headers"] if n not in (b"content-length", b"etag")]
    headers += [
        (b"content-length", b"%d" % len(body)),
        (b"content-encoding", b"gzip"),
        (b"etag", _gzip_tag(entry.etag)),
    ]
    return {**entry.start, "headers": headers}, body


def _gzip_tag(etag: bytes) -> bytes:
    return etag[:-1] + b'-gz"'


async def _answer(  # noqa: PLR0917
    front: Front, entry: _Entry, method: str, has_gzip: bool, if_none_match: bytes | None, send: Send
) -> None:
    if if_none_match is not None and entry.etag:
        asked = {tag.strip().removeprefix(b"W/") for tag in if_none_match.split(b",")}
        if entry.etag in asked or _gzip_tag(entry.etag) in asked or b"*" in asked:
            await send(entry.not_modified)
            await send({"type": "http.response.body", "body": b""})
            return
    start, body = entry.start, entry.body
    if has_gzip and len(body) >= GZIP_FROM_BYTES:
        if entry.gzipped is None:
            entry.gzipped = _gzip_entry(entry)
            front.grow(len(entry.gzipped[1]))
        start, body = entry.gzipped
    await send(start)
    await send({"type": "http.response.body", "body": body if method == "GET" else b""})
