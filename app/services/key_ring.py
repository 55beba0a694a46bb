"""Who holds a key: looked up at most twice a second per key and worker, so that a revocation is seen within a second.

The day a key was last used is noted in memory and written by a thread of its own, at most once a day per key.
"""

import logging
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Engine

from app.domain.api_keys import parse_key
from app.domain.calendar import AMSTERDAM
from app.domain.caller import Actor, Caller, Scope
from app.errors import Fault, Unauthorized, Unavailable
from app.store import keys as store
from app.store.keys import StoredKey
from app.store.unit_of_work import read_connection, write_transaction

KEPT_S = 0.5
MOST_KEPT = 1000
FLUSH_EVERY_S = 10.0
CHALLENGE = 'Bearer realm="wegwijzer"'

REFUSALS: dict[str, tuple[str, str]] = {
    "key-missing": (
        "This needs a partner key: send the header Authorization: Bearer with your key.",
        "Hiervoor is een sleutel nodig: stuur de header Authorization: Bearer met uw sleutel.",
    ),
    "key-typo": (
        "This is no key of ours: something fell off or was mistyped. Copy the whole key again.",
        "Dit is geen sleutel van ons: er is iets weggevallen of verkeerd getypt. Kopieer de hele sleutel opnieuw.",
    ),
    "key-unknown": (
        "This key is not known here. Check that it belongs to this installation.",
        "Deze sleutel is hier niet bekend. Kijk of de sleutel bij deze site hoort.",
    ),
    "key-expired": (
        "This key has expired. Ask the coordinator for a new one.",
        "Deze sleutel is verlopen. Vraag de coördinator om een nieuwe.",
    ),
    "key-revoked": (
        "This key was withdrawn. Ask the coordinator for a new one.",
        "Deze sleutel is ingetrokken. Vraag de coördinator om een nieuwe.",
    ),
}
"""Code -> English, Dutch. Nothing of what was sent is ever repeated."""

logger = logging.getLogger(__name__)


def refuse(code: str) -> Unauthorized:
    """The 401 of a code of `REFUSALS`."""
    english, dutch = REFUSALS[code]
    headers = {"WWW-Authenticate": CHALLENGE}
    return Unauthorized(english, faults=[Fault(code, english, detail_nl=dutch)], headers=headers)


def read_bearer(header: str | None) -> str:
    """The key in an Authorization header. Raises Unauthorized when there is none."""
    scheme, _, text = (header or "").strip().partition(" ")
    if scheme.lower() != "bearer" or not text.strip():
        raise refuse("key-missing")
    return text.strip()


@dataclass(frozen=True, slots=True)
class _Kept:
    """What the database said; `until`: when to ask again, on the monotonic clock."""

    key: StoredKey | None
    until: float


class KeyRing:
    """The keys of one worker. Safe for threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._used: dict[str, date] = {}
        self._noted: dict[str, date] = {}
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="key-ring", daemon=True)

    def start(self) -> None:
        """Begin to write the days of use now and then."""
        self._thread.start()

    def stop(self) -> None:
        """Write what is left and end."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()
        self.flush()

    def peek(self, header: str | None, now: datetime) -> Caller | None:
        """Who this is when it was looked up just now; None: ask `identify`. Raises Unauthorized."""
        secret = parse_key(read_bearer(header))
        if secret is None:
            raise refuse("key-typo")
        with self._lock:
            kept = self._kept.get(secret.sha256)
        if kept is None or kept.until < time.monotonic():
            return None
        return self._admit(kept.key, now)

    def identify(self, header: str | None, now: datetime) -> Caller:
        """Who sends this Authorization header.

        Raises:
            Unauthorized: `key-missing`, `key-typo`, `key-unknown`, `key-expired` or `key-revoked`.
            Unavailable: the database does not answer.
        """
        known = self.peek(header, now)
        if known is not None:
            return known
        secret = parse_key(read_bearer(header))
        if secret is None:
            raise refuse("key-typo")
        asked_at = time.monotonic()
        with read_connection(self._engine) as connection:
            found = store.find_by_hash(connection, secret.sha256)
        with self._lock:
            self._kept[secret.sha256] = _Kept(found, asked_at + KEPT_S)
            self._kept.move_to_end(secret.sha256)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return self._admit(found, now)

    def flush(self) -> None:
        """Write the days of use; a busy database gets them next time."""
        with self._lock:
            days, self._used = self._used, {}
        if not days:
            return
        try:
            with write_transaction(self._engine) as session:
                store.mark_used(session, days)
        except Unavailable:
            with self._lock:
                self._used = days | self._used

    def _admit(self, key: StoredKey | None, now: datetime) -> Caller:
        if key is None:
            raise refuse("key-unknown")
        if key.revoked_at is not None:
            raise refuse("key-revoked")
        if key.expires_at is not None and key.expires_at <= now:
            raise refuse("key-expired")
        self._note_use(key, now.astimezone(AMSTERDAM).date())
        return caller_of(key)

    def _note_use(self, key: StoredKey, today: date) -> None:
        if key.last_used_on == today or self._noted.get(key.id) == today:
            return
        with self._lock:
            self._used[key.id] = self._noted[key.id] = today

    def _run(self) -> None:
        while not self._stopped.wait(FLUSH_EVERY_S):
            try:
                self.flush()
            except Exception:
                logger.exception("noting the use of keys failed")


def caller_of(key: StoredKey) -> Caller:
    """What the holder of a key may do."""
    return Caller(
        Actor.KEY,
        key_id=key.id,
        scopes=frozenset(Scope(scope) for scope in key.scopes),
        organisation_ids=frozenset(key.organisation_ids),
        is_test=key.is_test,
    )
