"""Answers ready to send: bytes with their headers, an entity tag and the stamp the cache in front needs."""

from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from app.schemas.caching import STAMP, Stamp

JSON = b"application/json"
VARY = (b"vary", b"Accept, Accept-Language, Accept-Encoding")
KEYED_VARY = (b"vary", b"Accept, Accept-Language, Accept-Encoding, Authorization")
MAX_AGE_LIST_S, MAX_AGE_ITEM_S, MAX_AGE_REFERENCE_S = 30, 60, 300


class Answer(Response):
    """A response whose headers are already bytes: no encoding work per request."""

    def __init__(self, body: bytes, headers: list[tuple[bytes, bytes]], status: int = 200) -> None:
        self.status_code = status
        self.body = body
        self.background = None
        self.raw_headers = [*headers, (b"content-length", b"%d" % len(body))]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send start and body."""
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        await send({"type": "http.response.body", "body": self.body})


def tag_of(*parts: object) -> bytes:
    """A strong entity tag over everything the representation depends on."""
    return b'"%s"' % blake2b(repr(parts).encode(), digest_size=9).hexdigest().encode()


def stamp(request: Request, seq: int, minute: int, *, is_private: bool = False) -> None:
    """Let the answer be kept, unless it is private, while the catalogue is at `seq`, until the minute is over. To be
    called with a `seq` that was read before anything the answer shows: a change in between then makes the answer too
    short-lived, never stale.
    """
    request.scope[STAMP] = Stamp(seq, (minute + 1) * 60, is_private)


def stamp_unkept(request: Request, seq: int) -> None:
    """Let the front answer conditional requests, and keep nothing: each question is worked out anew."""
    request.scope[STAMP] = Stamp(seq, 0)


def cacheable(
    request: Request,
    body: bytes,
    *,
    etag: bytes,
    max_age_s: int,
    media_type: bytes = JSON,
    links: Iterable[tuple[str, str]] = (),
    is_private: bool = False,
) -> Answer:
    """A read. A public one may be kept by the cache in front when the request was stamped; one for the holder of a key
    (`is_private`) only by the asker."""
    headers = [
        (b"content-type", media_type),
        (b"etag", etag),
        (b"cache-control", b"%b, max-age=%d" % (b"private" if is_private else b"public", max_age_s)),
        KEYED_VARY if is_private else VARY,
    ]
    link = ", ".join(f'<{url}>; rel="{rel}"' for rel, url in links)
    if link:
        headers.append((b"link", link.encode("latin-1", "replace")))
    return Answer(body, headers)


def private(body: bytes, media_type: bytes = JSON, status: int = 200) -> Answer:
    """An answer nobody may keep: bodies of POST searches, health."""
    return Answer(body, [(b"content-type", media_type), (b"cache-control", b"no-store")], status)


def dump_json(value: Mapping[str, Any] | list[Any]) -> bytes:
    """Compact UTF-8 JSON."""
    return orjson.dumps(value)
