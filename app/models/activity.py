"""Activities as stored: what identifies and orders them as columns, what is read as a whole as JSON text."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.domain.vocabulary import Status
from app.models.base import JsonText, Seq, UtcDateTime, enum_by_value


class Activity(SQLModel, table=True):
    """One row per activity, tombstones included: a deleted one keeps its row for good.

    seq: the last change of this row. expanded_on: the day its sessions were expanded. confirmed_at: when somebody last
    said it is still right. listing: `domain.listing.to_row` as JSON. card, document: what lists and items show, without
    the members that depend on the moment or the server. The long texts come last, so that SQLite reaches the short
    columns without reading overflow pages.
    """

    __tablename__ = "activity"
    __table_args__ = (UniqueConstraint("source_name", "external_id"), Index("ix_activity_seq", "seq"))

    id: str = Field(primary_key=True)
    source_name: str
    external_id: str
    organisation_id: str | None = Field(default=None, foreign_key="organisation.id", index=True)
    place_id: str | None = Field(default=None, foreign_key="place.id", index=True)
    status: Status = Field(sa_type=enum_by_value(Status))
    version: int
    is_example: bool = False
    is_deleted: bool = False
    seq: int = Field(sa_type=Seq)
    created_at: datetime = Field(sa_type=UtcDateTime)
    modified_at: datetime = Field(sa_type=UtcDateTime)
    confirmed_at: datetime = Field(sa_type=UtcDateTime)
    expanded_on: date = Field(index=True)
    listing: str = Field(sa_type=Text)
    card: str = Field(sa_type=Text)
    document: str = Field(sa_type=Text)


class FieldHold(SQLModel, table=True):
    """A member that a coordinator has set: a sync leaves it alone unless the partner sends it on purpose."""

    __tablename__ = "field_hold"

    activity_id: str = Field(foreign_key="activity.id", primary_key=True)
    member: str = Field(primary_key=True)
    value: Any = Field(sa_type=JsonText)
    key_id: str | None = Field(default=None, foreign_key="partner_key.id")
    held_at: datetime = Field(sa_type=UtcDateTime)


class ActivityPartner(SQLModel, table=True):
    """Which organisations take part in somebody else's activity: so that their new name reaches it."""

    __tablename__ = "activity_partner"

    organisation_id: str = Field(foreign_key="organisation.id", primary_key=True)
    activity_id: str = Field(foreign_key="activity.id", primary_key=True, index=True)


class StoredShape(SQLModel, table=True):
    """At most one row: the shape of all that is stored rendered (`services.rendering_again`). None before the first
    upgrade."""

    __tablename__ = "stored_shape"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    shape: str
