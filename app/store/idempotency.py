"""Answers kept for requests that are sent again with the same Idempotency-Key."""

from datetime import datetime

from sqlmodel import Session, col, delete

from app.models.partner import IdempotencyRecord


def find_record(session: Session, key_id: str, idempotency_key: str, now: datetime) -> IdempotencyRecord | None:
    """What was answered to this key of this partner; None when it was never used or its time is over."""
    record = session.get(IdempotencyRecord, (key_id, idempotency_key))
    return record if record is not None and record.expires_at > now else None


def keep_record(session: Session, record: IdempotencyRecord, now: datetime) -> None:
    """Keep an answer, and forget those whose time is over."""
    session.execute(delete(IdempotencyRecord).where(col(IdempotencyRecord.expires_at) <= now))
    session.add(record)
    session.flush()
