"""The same request sent again is answered, not done again (`Idempotency-Key`).

The answer is kept in the transaction of the write itself. So after a crash either both are there, and a repeat gets the
answer, or neither is, and a repeat does the work: there is nothing in between to be stuck in.
"""

import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import orjson
from sqlmodel import Session

from app.errors import Conflict, Fault, InvalidInput, Unprocessable
from app.models.partner import IdempotencyRecord
from app.store import idempotency as store

KEPT_FOR = timedelta(hours=48)
MAX_LENGTH = 255
_STRUCTURED_STRING = re.compile(r'"((?:[ !#-\[\]-~]|\\["\\])+)"(?: *;[ -~]*)?')
"""RFC 8941, 3.3.3; parameters after it mean nothing here, and an item with unknown ones is still that item."""
_ESCAPED = re.compile(r'\\(["\\])')
_BARE = re.compile(r"[!#-~](?:[ !#-~]*[!#-~])?")


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it was sent."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Repeatable:
    """A request that may come again. digest: of everything it asks."""

    key_id: str
    idempotency_key: str
    digest: str


def read_idempotency_key(sent: Sequence[str]) -> str | None:
    """The key in the headers of that name: a string of RFC 8941 ("abc"), as the draft of the header asks, or the bare
    text that most clients send (abc); both name the same key. None without a header. Raises InvalidInput."""
    if not sent:
        return None
    key = _read_key(sent[0].strip()) if len(sent) == 1 else None
    if key is not None and len(key) <= MAX_LENGTH:
        return key
    english = (
        f'Send one Idempotency-Key of 1 to {MAX_LENGTH} printable ASCII characters, such as a UUID: "8e03978e-40d5".'
    )
    dutch = f'Stuur één Idempotency-Key van 1 tot {MAX_LENGTH} gewone tekens, zoals een UUID: "8e03978e-40d5".'
    raise InvalidInput([Fault("not-a-key", english, "Idempotency-Key", detail_nl=dutch)])


def _read_key(text: str) -> str | None:
    if text.startswith('"'):
        quoted = _STRUCTURED_STRING.fullmatch(text)
        return None if quoted is None else _ESCAPED.sub(r"\1", quoted[1])
    return text if _BARE.fullmatch(text) else None


def digest_request(method: str, path: str, body: Mapping[str, Any]) -> str:
    """Of method, path and the meaning of the body: spaces and the order of its members do not count."""
    content = orjson.dumps([method, path, body], option=orjson.OPT_SORT_KEYS)
    return sha256(content).hexdigest()


def find_answer(session: Session, asked: Repeatable, now: datetime) -> Kept | None:
    """What was answered before. Raises Unprocessable when the key was used for another request."""
    record = store.find_record(session, asked.key_id, asked.idempotency_key, now)
    if record is None or record.response_status is None:
        return None
    if record.request_sha256 != asked.digest:
        english = "Use a new Idempotency-Key: this one was used for another request."
        dutch = "Gebruik een nieuwe Idempotency-Key: deze is al gebruikt voor een ander verzoek."
        fault = Fault("idempotency-key-reused", english, "Idempotency-Key", detail_nl=dutch)
        raise Unprocessable(english, faults=[fault])
    return Kept(record.response_status, record.response_headers or {}, (record.response_body or "").encode())


def keep_answer(session: Session, asked: Repeatable, answer: Kept, now: datetime) -> None:
    """Keep it with the write."""
    record = IdempotencyRecord(
        key_id=asked.key_id,
        idempotency_key=asked.idempotency_key,
        request_sha256=asked.digest,
        response_status=answer.status,
        response_headers=dict(answer.headers),
        response_body=answer.body.decode(),
        created_at=now,
        expires_at=now + KEPT_FOR,
    )
    store.keep_record(session, record, now)


@dataclass(slots=True)
class InFlight:
    """The repeatable requests this worker is working on. Another worker's wait for their turn to write instead, and
    then find the kept answer."""

    _busy: set[tuple[str, str]] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def enter(self, asked: Repeatable) -> Iterator[None]:
        """Work on it alone. Raises Conflict while the same is worked on."""
        name = (asked.key_id, asked.idempotency_key)
        with self._lock:
            if name in self._busy:
                english = "The first request with this Idempotency-Key is still in progress; try again in a moment."
                dutch = "Het eerste verzoek met deze Idempotency-Key loopt nog. Probeer het zo weer."
                fault = Fault("in-progress", english, "Idempotency-Key", detail_nl=dutch)
                raise Conflict(english, faults=[fault], headers={"Retry-After": "1"})
            self._busy.add(name)
        try:
            yield
        finally:
            with self._lock:
                self._busy.discard(name)
