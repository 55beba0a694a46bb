"""Organisations: providers and network partners, with a role-based contact and never a personal name."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from app.models.base import JsonText, Seq, UtcDateTime


class Organisation(SQLModel, table=True):
    """is_reviewed: its edits wait for a coordinator; otherwise they are live at once. hub_for: theme ids; guide_for:
    area codes; offers: what it can contribute to the network."""

    __tablename__ = "organisation"
    __table_args__ = (UniqueConstraint("source_name", "external_id"),)

    id: str = Field(primary_key=True)
    source_name: str
    external_id: str
    name: str
    roles: tuple[str, ...] = Field(sa_type=JsonText)
    sector: str | None = None
    gemeente: str | None = Field(default=None, index=True)
    summary: str | None = None
    referral_role: str | None = None
    contact_email: str | None = None
    contact_phone: str | None = None
    contact_url: str | None = None
    website: str | None = None
    hub_for: tuple[str, ...] = Field(sa_type=JsonText)
    guide_for: tuple[str, ...] = Field(sa_type=JsonText)
    offers: tuple[str, ...] = Field(sa_type=JsonText)
    is_reviewed: bool = False
    is_example: bool = False
    version: int
    is_deleted: bool = False
    seq: int = Field(sa_type=Seq, index=True)
    created_at: datetime = Field(sa_type=UtcDateTime)
    modified_at: datetime = Field(sa_type=UtcDateTime)
