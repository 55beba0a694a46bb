"""The change log: an append-only list numbered from one counter row, so that no reader can skip a late commit."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

from app.models.base import Seq, UtcDateTime


class ChangeCounter(SQLModel, table=True):
    """Exactly one row: the number of the last change. A sequence would hand out numbers outside the transaction."""

    __tablename__ = "change_counter"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    seq: int = Field(sa_type=Seq)


class Change(SQLModel, table=True):
    """kind: activity, organisation, place, route, pass or area. action: created, updated or deleted. key_id: the key
    that wrote it, None for the operator; not a foreign key, for the log outlives keys."""

    __tablename__ = "change"
    __table_args__ = (Index("ix_change_object", "kind", "object_id", "seq"),)

    seq: int = Field(primary_key=True, sa_type=Seq, sa_column_kwargs={"autoincrement": False})
    kind: str
    object_id: str
    action: str
    key_id: str | None = None
    recorded_at: datetime = Field(sa_type=UtcDateTime)
