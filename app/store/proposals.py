"""Offers that providers without a key proposed."""

from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.models.partner_page import Proposal


def add_proposal(session: Session, proposal: Proposal) -> None:
    """Store a new one."""
    session.add(proposal)
    session.flush()


def find_by_token(session: Session, token_sha256: str) -> Proposal | None:
    """The proposal a link belongs to."""
    return session.exec(select(Proposal).where(Proposal.token_sha256 == token_sha256)).one_or_none()


def list_open_of(session: Session, email: str, now: datetime, limit: int) -> list[Proposal]:
    """What was proposed from this address and neither withdrawn nor expired, the newest first."""
    query = select(Proposal).where(
        func.lower(Proposal.contact_email) == email.lower(),
        col(Proposal.withdrawn_at).is_(None),
        col(Proposal.expires_at) > now,
    )
    return list(session.exec(query.order_by(col(Proposal.created_at).desc(), col(Proposal.id)).limit(limit)))


def replace_token(session: Session, proposal_id: str, token_sha256: str) -> None:
    """From now on another link belongs to it, one that was mailed."""
    held = session.get(Proposal, proposal_id)
    if held is not None:
        held.token_sha256, held.is_mailed = token_sha256, True
        session.flush()
