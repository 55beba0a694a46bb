"""Offers that providers without a key proposed."""

from sqlmodel import Session, select

from app.models.partner_page import Proposal


def add_proposal(session: Session, proposal: Proposal) -> None:
    """Store a new one."""
    session.add(proposal)
    session.flush()


def find_by_token(session: Session, token_sha256: str) -> Proposal | None:
    """The proposal a link belongs to."""
    return session.exec(select(Proposal).where(Proposal.token_sha256 == token_sha256)).one_or_none()
