"""The same request sent again is answered, not done again (`Idempotency-Key`).

The answer is kept in the transaction of the write itself. So after a crash either both are there, and a repeat gets the
answer, or neither is, and a repeat does the work: there is nothing in between to be stuck in.
"""

import threading
from collections.abc import Iterator, Mapping
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


def read_idempotency_key(header: str | None) -> str | None:
    """The key in the header, with or without quotes; None without a header. Raises InvalidInput."""
    if header is None:
        return None
    key = header.strip()
    if len(key) > 1 and key[0] == key[-1] == '"':
        key = key[1:-1]
    if key and len(key) <= MAX_LENGTH and key.isascii() and key.isprintable() and " " not in key:
        return key
    english = f"Send an Idempotency-Key of 1 to {MAX_LENGTH} ordinary characters, such as a UUID."
    dutch = f"Stuur een Idempotency-Key van 1 tot {MAX_LENGTH} gewone tekens, zoals een UUID."
    raise InvalidInput([Fault("not-a-key", english, "Idempotency-Key", detail_nl=dutch)])


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
