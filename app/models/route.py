"""Learning routes: ordered steps over activities of several organisations."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from app.models.base import JsonText, Seq, UtcDateTime


class Route(SQLModel, table=True):
    """organisation_id: the one contact point. copied_from: the route this one was taken over from, its origin kept.
    translations: {language: {title, summary}} beside the base texts in `language`."""

    __tablename__ = "route"
    __table_args__ = (UniqueConstraint("source_name", "external_id"),)

    id: str = Field(primary_key=True)
    source_name: str
    external_id: str
    title: str
    summary: str | None = None
    language: str = "nl"
    translations: dict[str, dict[str, str]] = Field(sa_type=JsonText)
    gemeente: str | None = Field(default=None, index=True)
    organisation_id: str | None = Field(default=None, foreign_key="organisation.id", index=True)
    contact_email: str | None = None
    contact_phone: str | None = None
    contact_url: str | None = None
    copied_from: str | None = None
    is_example: bool = False
    version: int
    is_deleted: bool = False
    seq: int = Field(sa_type=Seq, index=True)
    created_at: datetime = Field(sa_type=UtcDateTime)
    modified_at: datetime = Field(sa_type=UtcDateTime)


class RouteStep(SQLModel, table=True):
    """position counts from 1. relation: discover, deepen, broaden or join. The activity may arrive later than the route
    (a mirror follows a feed), so it is no foreign key."""

    __tablename__ = "route_step"

    route_id: str = Field(foreign_key="route.id", primary_key=True)
    position: int = Field(primary_key=True)
    activity_id: str = Field(index=True)
    relation: str
    note: str | None = None
