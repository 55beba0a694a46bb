"""Sessions of the partner page."""

from datetime import datetime

from sqlalchemy import Table, delete
from sqlmodel import Session

from app.models.partner_page import PartnerSession
from app.store.unit_of_work import connection_of

_table: Table = PartnerSession.__table__  # type: ignore[attr-defined]


def add_session(session: Session, opened: PartnerSession) -> None:
    """Store a new one, and forget those that are over."""
    connection_of(session).execute(delete(_table).where(_table.c.expires_at <= opened.opened_at))
    session.add(opened)
    session.flush()


def find_session(session: Session, token_sha256: str, now: datetime) -> PartnerSession | None:
    """The session of a token, unless it is over."""
    found = session.get(PartnerSession, token_sha256)
    return None if found is None or found.expires_at <= now else found


def end_session(session: Session, token_sha256: str) -> None:
    """Forget it."""
    connection_of(session).execute(delete(_table).where(_table.c.token_sha256 == token_sha256))
