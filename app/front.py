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
from functools import lru_cache

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.schemas.caching import STAMP, Stamp

GZIP_FROM_BYTES = 1024
GZIP_LEVEL = 4
OF_A_BODY = frozenset({b"content-length", b"content-type", b"link", b"x-content-type-options", b"referrer-policy"})
"""Headers that say nothing new to who holds the answer: a 304 goes without them (RFC 9110, 15.4.5)."""
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
    is_kept: bool = False

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
        """Run the application, for HEAD as if GET was asked; None when its answer was passed through."""
        is_head = scope["method"] == "HEAD"
        asked = {**scope, "method": "GET"} if is_head else scope
        started: list[Message] = []
        parts: list[bytes] = []

        async def capture(message: Message) -> None:
            if started:
                parts.append(message.get("body", b""))
            elif message["type"] == "http.response.start" and message["status"] == 200 and STAMP in asked:
                started.append(message)
            elif is_head and message["type"] == "http.response.body":
                await send({**message, "body": b""})
            else:
                await send(message)

        await self._app(asked, receive, capture)
        if not started:
            return None
        entry = _make_entry(asked[STAMP], started[0], b"".join(parts))
        if not entry.stamp.is_private:
            self._keep(key, entry)
        return entry

    def _keep(self, key: Key, entry: _Entry) -> None:
        old = self._entries.pop(key, None)
        if old is not None:
            self._bytes -= old.size
            old.is_kept = False
        if entry.size > self._max_bytes // 8 or entry.stamp.valid_until <= self._clock():
            return
        self._bytes += entry.size
        self._entries[key] = entry
        entry.is_kept = True
        while self._bytes > self._max_bytes:
            _, dropped = self._entries.popitem(last=False)
            self._bytes -= dropped.size
            dropped.is_kept = False

    def compress(self, entry: _Entry) -> tuple[Message, bytes]:
        """The compressed form, made once and counted when the entry is kept."""
        if entry.gzipped is None:
            entry.gzipped = _gzip_entry(entry)
            if entry.is_kept:
                self._bytes += len(entry.gzipped[1])
        return entry.gzipped


def _read_headers(headers: Headers) -> tuple[bytes, bytes, bytes, bool, bytes | None]:
    """What the choice of an answer depends on. A header sent twice is one list (RFC 9110, 5.3), as for endpoints."""
    accept = language = host = encoding = b""
    if_none_match: bytes | None = None
    for name, value in headers:
        if name == b"accept":
            accept = _append(accept, value)
        elif name == b"accept-language":
            language = _append(language, value)
        elif name == b"host":
            host = value
        elif name == b"accept-encoding":
            encoding = _append(encoding, value)
        elif name == b"if-none-match":
            if_none_match = _append(if_none_match or b"", value)
    return accept, language, host, b"gzip" in encoding and _takes_gzip(encoding), if_none_match


def _append(value: bytes, more: bytes) -> bytes:
    return b"%b, %b" % (value, more) if value else more


@lru_cache(maxsize=256)
def _takes_gzip(encoding: bytes) -> bool:
    """Whether gzip is named in Accept-Encoding with a weight above nothing."""
    for part in encoding.lower().split(b","):
        name, _, weight = part.replace(b" ", b"").partition(b";q=")
        if name == b"gzip":
            return weight.strip(b"0.") != b"" or not weight
    return False


def _make_entry(stamp: Stamp, start: Message, body: bytes) -> _Entry:
    headers: Headers = list(start["headers"])
    etag = next((value for name, value in headers if name == b"etag"), b"")
    kept = [(name, value) for name, value in headers if name not in OF_A_BODY]
    not_modified = {"type": "http.response.start", "status": 304, "headers": kept}
    return _Entry(stamp, etag, start, body, not_modified)


def _gzip_entry(entry: _Entry) -> tuple[Message, bytes]:
    """The compressed form has an entity tag of its own: it is another representation (RFC 9110, 8.8.3)."""
    body = gzip.compress(entry.body, GZIP_LEVEL, mtime=0)
    start = _with_tag(entry.start, _gzip_tag(entry.etag))
    headers = [(name, value) for name, value in start["headers"] if name != b"content-length"]
    headers += [(b"content-length", b"%d" % len(body)), (b"content-encoding", b"gzip")]
    return {**start, "headers": headers}, body


def _gzip_tag(etag: bytes) -> bytes:
    return etag[:-1] + b'-gz"'


def _tag_held(entry: _Entry, if_none_match: bytes, *, is_zipped: bool) -> bytes | None:
    """The entity tag of ours that the asker holds, in whichever coding; None when it holds another state."""
    if if_none_match == entry.etag:
        return entry.etag
    held = {tag.strip().removeprefix(b"W/") for tag in if_none_match.split(b",")}
    zipped = _gzip_tag(entry.etag)
    if zipped in held or (is_zipped and b"*" in held):
        return zipped
    return entry.etag if entry.etag in held or b"*" in held else None


def _with_tag(start: Message, etag: bytes) -> Message:
    return {**start, "headers": [(name, etag if name == b"etag" else value) for name, value in start["headers"]]}


async def _answer(  # noqa: PLR0917
    front: Front, entry: _Entry, method: str, has_gzip: bool, if_none_match: bytes | None, send: Send
) -> None:
    is_zipped = has_gzip and len(entry.body) >= GZIP_FROM_BYTES
    if if_none_match is not None and (tag := _tag_held(entry, if_none_match, is_zipped=is_zipped)) is not None:
        await send(entry.not_modified if tag is entry.etag else _with_tag(entry.not_modified, tag))
        await send({"type": "http.response.body", "body": b""})
        return
    start, body = front.compress(entry) if is_zipped else (entry.start, entry.body)
    await send(start)
    await send({"type": "http.response.body", "body": body if method == "GET" else b""})
