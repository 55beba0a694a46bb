"""Partner keys, the audit trail and answers kept for repeated requests."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, Text
from sqlmodel import Field, SQLModel

from app.models.base import JsonText, UtcDateTime


class PartnerKey(SQLModel, table=True):
    """Only the SHA-256 (hex) of a key is kept. id: public name of the key; hint: its last characters. is_test: works
    everywhere and changes nothing. organisation_ids: whose objects it may write, empty for an admin key. replaces: the
    key it rotates; both live until the old one expires or is revoked."""

    __tablename__ = "partner_key"

    id: str = Field(primary_key=True)
    sha256: str = Field(unique=True)
    hint: str
    label: str
    is_test: bool
    scopes: tuple[str, ...] = Field(sa_type=JsonText)
    organisation_ids: tuple[str, ...] = Field(sa_type=JsonText)
    replaces: str | None = Field(default=None, foreign_key="partner_key.id")
    created_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    revoked_reason: str | None = None
    last_used_on: date | None = None


class Audit(SQLModel, table=True):
    """Who changed what, when, from which import. actor: key, operator or system. on_behalf_of: the organisation a
    coordinator wrote for. diff: {member: [before, after]}."""

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_object", "kind", "object_id"),)

    id: int | None = Field(default=None, primary_key=True)
    recorded_at: datetime = Field(sa_type=UtcDateTime, index=True)
    actor: str
    key_id: str | None = None
    organisation_id: str | None = Field(default=None, index=True)
    on_behalf_of: str | None = None
    kind: str
    object_id: str
    action: str
    version: int | None = None
    import_id: str | None = None
    diff: dict[str, Any] = Field(sa_type=JsonText)
    reason: str | None = None


class IdempotencyRecord(SQLModel, table=True):
    """The answer to a request that carried an Idempotency-Key, kept at least 24 hours. request_sha256 tells a repeat
    from another payload; response_status is None while the first request is in flight."""

    __tablename__ = "idempotency_record"

    key_id: str = Field(primary_key=True)
    idempotency_key: str = Field(primary_key=True)
    request_sha256: str
    response_status: int | None = None
    response_headers: dict[str, str] | None = Field(default=None, sa_type=JsonText)
    response_body: str | None = Field(default=None, sa_type=Text)
    created_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime, index=True)
