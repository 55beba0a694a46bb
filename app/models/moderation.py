"""Keeping it true together: edits that wait, reports from the public, reminders to organisations."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, Text
from sqlmodel import Field, SQLModel

from app.models.base import JsonText, UtcDateTime


class PendingEdit(SQLModel, table=True):
    """An edit that waits for a coordinator; the last approved version stays public. action: create, update or delete.
    status: waiting, approved, rejected, superseded by a newer edit, or withdrawn. base_version: what it was made on.
    draft: the proposed wire shape. contact_email: the role address of a provider without a key."""

    __tablename__ = "pending_edit"
    __table_args__ = (
        Index("ix_pending_edit_status", "status", "submitted_at"),
        Index("ix_pending_edit_object", "kind", "object_id"),
    )

    id: str = Field(primary_key=True)
    kind: str
    object_id: str
    action: str
    organisation_id: str | None = Field(default=None, foreign_key="organisation.id", index=True)
    key_id: str | None = Field(default=None, foreign_key="partner_key.id")
    contact_email: str | None = None
    base_version: int | None = None
    draft: dict[str, Any] = Field(sa_type=JsonText)
    status: str
    submitted_at: datetime = Field(sa_type=UtcDateTime)
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    decided_by: str | None = Field(default=None, foreign_key="partner_key.id")
    reason: str | None = None


class ProblemReport(SQLModel, table=True):
    """Somebody says that an activity is not right; nothing is kept about who. status: open or handled."""

    __tablename__ = "problem_report"
    __table_args__ = (Index("ix_problem_report_status", "status", "reported_at"),)

    id: str = Field(primary_key=True)
    activity_id: str = Field(foreign_key="activity.id", index=True)
    reason: str
    note: str | None = Field(default=None, sa_type=Text)
    status: str
    reported_at: datetime = Field(sa_type=UtcDateTime)
    handled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    handled_by: str | None = Field(default=None, foreign_key="partner_key.id")
    resolution: str | None = None


class Reminder(SQLModel, table=True):
    """A question to an organisation whether its offers are still right. channel: mail, webhook or list. occasion: due
    or round. school_year: the year it starts in, for the limit of twice a year. token_sha256: of the signed link; only
    whoever got it knows the token. answers: {activity id: `domain.reminding.Answered` as JSON}; an answer can be taken
    back until expires_at. sent_at: None until it has left."""

    __tablename__ = "reminder"
    __table_args__ = (Index("ix_reminder_organisation", "organisation_id", "school_year"),)

    id: str = Field(primary_key=True)
    organisation_id: str = Field(foreign_key="organisation.id")
    channel: str
    occasion: str
    school_year: int
    token_sha256: str = Field(unique=True)
    activity_ids: tuple[str, ...] = Field(sa_type=JsonText)
    answers: dict[str, Any] = Field(sa_type=JsonText)
    created_at: datetime = Field(sa_type=UtcDateTime)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)


class ActivityClaim(SQLModel, table=True):
    """An imported offer that its organisation took over or took away: later syncs leave it alone. outcome: claimed or
    removed."""

    __tablename__ = "activity_claim"

    activity_id: str = Field(foreign_key="activity.id", primary_key=True)
    organisation_id: str | None = Field(default=None, foreign_key="organisation.id", index=True)
    outcome: str
    key_id: str | None = Field(default=None, foreign_key="partner_key.id")
    claimed_at: datetime = Field(sa_type=UtcDateTime)
