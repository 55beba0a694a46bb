"""What the pages of partners keep: who is signed in, and offers that providers without a key proposed."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from app.models.base import UtcDateTime


class PartnerSession(SQLModel, table=True):
    """Somebody signed in with a key on the partner page. Only the hash of what the browser holds is kept, never the
    key. Each request looks the key up again, so that a revoked one ends the session."""

    __tablename__ = "partner_session"

    token_sha256: str = Field(primary_key=True)
    key_id: str = Field(foreign_key="partner_key.id", index=True)
    opened_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime, index=True)


class Proposal(SQLModel, table=True):
    """An offer that somebody without a key proposed. The link whose hash this is lets them change or withdraw it.
    activity_id: what it is or will be. contact_email: the role address, for the coordinator alone. is_mailed: the link
    went to that address; otherwise it was shown on the page and nobody proved to read the address."""

    __tablename__ = "proposal"

    id: str = Field(primary_key=True)
    token_sha256: str = Field(unique=True)
    activity_id: str = Field(index=True)
    external_id: str
    organisation_name: str
    contact_email: str
    is_mailed: bool
    created_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
