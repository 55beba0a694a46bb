"""Signing in on the partner page with a key: a random token in the browser, its hash in the database, the key nowhere.

The key behind a session is looked up for each request, so that revoking it ends the session. Every worker and every
node knows the session, because the database does.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import Engine

from app.domain.caller import Caller
from app.models.partner_page import PartnerSession
from app.services.key_ring import caller_of
from app.services.keys import state_of
from app.store import keys
from app.store import partner_sessions as store
from app.store.unit_of_work import read_session, write_transaction

LASTS = timedelta(hours=1)
TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who is signed in until when. form_token: what every form must carry, so that no other site can send one."""

    caller: Caller
    label: str
    form_token: str
    expires_at: datetime


def sign_in(engine: Engine, caller: Caller, now: datetime) -> str:
    """The token for the browser of whoever just showed this key; it works for `LASTS`."""
    if caller.key_id is None:
        raise ValueError("only the holder of a key signs in")
    token = secrets.token_urlsafe(TOKEN_BYTES)
    opened = PartnerSession(token_sha256=_hash(token), key_id=caller.key_id, opened_at=now, expires_at=now + LASTS)
    with write_transaction(engine) as session:
        store.add_session(session, opened)
    return token


def find_signed_in(engine: Engine, token: str | None, now: datetime) -> SignedIn | None:
    """Who holds this token; None when nobody does, the hour is over, or the key no longer holds."""
    if not token or len(token) > 2 * TOKEN_BYTES:
        return None
    with read_session(engine) as session:
        opened = store.find_session(session, _hash(token), now)
        key = None if opened is None else keys.find_by_id(session, opened.key_id)
        if opened is None or key is None or state_of(key, now) != "active":
            return None
        return SignedIn(caller_of(key), key.label, form_token_of(token), opened.expires_at)


def sign_out(engine: Engine, token: str) -> None:
    """The token works no longer."""
    with write_transaction(engine) as session:
        store.end_session(session, _hash(token))


def form_token_of(token: str) -> str:
    """What the forms of a session carry: made of the token, and the token cannot be made of it."""
    return sha256(b"form" + token.encode()).hexdigest()[:32]


def is_own_form(signed_in: SignedIn, given: str | None) -> bool:
    """Whether a form came from a page of this session."""
    return given is not None and hmac.compare_digest(signed_in.form_token.encode(), given.encode())


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
