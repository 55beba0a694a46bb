"""Imports: what came in, row by row, and the feeds that are fetched on a schedule."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from app.models.base import JsonText, UtcDateTime


class Source(SQLModel, table=True):
    """A feed that is fetched again and again. is_confirming: a successful sync confirms what it contains. etag and
    last_modified belong to the conditional GET. held_reason: why the last fetch was not applied (empty or shrunk);
    the last good state stays. item_count: what the last good fetch held."""

    __tablename__ = "source"

    id: str = Field(primary_key=True)
    name: str = Field(unique=True)
    organisation_id: str | None = Field(default=None, foreign_key="organisation.id", index=True)
    key_id: str | None = Field(default=None, foreign_key="partner_key.id")
    url: str
    format: str | None = None
    mapping: dict[str, Any] = Field(sa_type=JsonText)
    interval_minutes: int
    is_enabled: bool = True
    is_confirming: bool = True
    etag: str | None = None
    last_modified: str | None = None
    fetched_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    succeeded_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    next_run_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    failure_count: int = 0
    last_error: str | None = None
    held_reason: str | None = None
    item_count: int | None = None
    created_at: datetime = Field(sa_type=UtcDateTime)


class ImportReport(SQLModel, table=True):
    """One import. status: running, done, held or failed. done_rows: where a crashed import goes on. content_sha256: of
    the bytes read, so that the same file twice is recognised."""

    __tablename__ = "import_report"

    id: str = Field(primary_key=True)
    source_id: str | None = Field(default=None, foreign_key="source.id", index=True)
    organisation_id: str | None = Field(default=None, foreign_key="organisation.id", index=True)
    key_id: str | None = Field(default=None, foreign_key="partner_key.id")
    name: str | None = None
    format: str | None = None
    content_sha256: str | None = None
    mapping: dict[str, Any] = Field(sa_type=JsonText)
    is_dry_run: bool = False
    status: str
    message: str | None = None
    total_rows: int | None = None
    done_rows: int = 0
    created_count: int = 0
    updated_count: int = 0
    unchanged_count: int = 0
    rejected_count: int = 0
    warning_count: int = 0
    started_at: datetime = Field(sa_type=UtcDateTime, index=True)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ImportRow(SQLModel, table=True):
    """What became of one row. outcome: created, updated, unchanged or rejected. location: line or JSON Pointer. faults,
    warnings: as in a problem document. original: the value as it was read."""

    __tablename__ = "import_row"

    report_id: str = Field(foreign_key="import_report.id", primary_key=True)
    row_number: int = Field(primary_key=True)
    location: str | None = None
    outcome: str
    activity_id: str | None = None
    faults: tuple[dict[str, str], ...] = Field(sa_type=JsonText)
    warnings: tuple[dict[str, str], ...] = Field(sa_type=JsonText)
    original: dict[str, Any] | None = Field(default=None, sa_type=JsonText)
