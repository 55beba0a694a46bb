"""Imports: what came in, row by row, and the feeds that are fetched on a schedule."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, LargeBinary
from sqlmodel import Field, SQLModel

from app.models.base import JsonText, UtcDateTime


class Source(SQLModel, table=True):
    """A feed that is fetched again and again. is_confirming: a successful sync confirms what it contains. etag and
    last_modified belong to the conditional GET, cursor is the last page of a paged feed. held_reason: why the last
    fetch was not applied (empty or shrunk); the last good state stays. item_count: what the last good fetch held, None
    when any number will do."""

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
    cursor: str | None = None
    fetched_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    succeeded_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    next_run_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    failure_count: int = 0
    last_error: str | None = None
    held_reason: str | None = None
    item_count: int | None = None
    created_at: datetime = Field(sa_type=UtcDateTime)


class ImportReport(SQLModel, table=True):
    """One import. source_name: the first half of the identity of what it writes. status: waiting, running, done, held
    or failed. is_confirming: what it contains is confirmed. is_full: what it no longer contains has ended. done_rows:
    where a crashed import goes on. attempts: starts since it last came further. content_sha256: of the
    bytes read, so that a broken-off import of the same file goes on."""

    __tablename__ = "import_report"
    __table_args__ = (Index("ix_import_report_content", "content_sha256", "source_name"),)

    id: str = Field(primary_key=True)
    source_id: str | None = Field(default=None, foreign_key="source.id", index=True)
    organisation_id: str | None = Field(default=None, foreign_key="organisation.id", index=True)
    key_id: str | None = Field(default=None, foreign_key="partner_key.id")
    source_name: str
    name: str | None = None
    url: str | None = None
    media_type: str | None = None
    format: str | None = None
    content_sha256: str | None = None
    mapping: dict[str, Any] = Field(sa_type=JsonText)
    is_dry_run: bool = False
    is_confirming: bool = False
    is_full: bool = False
    status: str = Field(index=True)
    message: str | None = None
    message_nl: str | None = None
    attempts: int = 0
    total_rows: int | None = None
    done_rows: int = 0
    created_count: int = 0
    updated_count: int = 0
    unchanged_count: int = 0
    pending_count: int = 0
    rejected_count: int = 0
    ended_count: int = 0
    skipped_count: int = 0
    warning_count: int = 0
    started_at: datetime = Field(sa_type=UtcDateTime, index=True)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ImportContent(SQLModel, table=True):
    """The bytes of an import that is not finished, so that it goes on after a crash, on any node."""

    __tablename__ = "import_content"

    report_id: str = Field(foreign_key="import_report.id", primary_key=True)
    content: bytes = Field(sa_type=LargeBinary)


class ImportRow(SQLModel, table=True):
    """What became of one row. outcome: created, updated, unchanged, pending, rejected, ended or skipped. location: line
    or JSON Pointer. faults, warnings: as in a problem document. original: the value as it was read. gaps: members that
    would make the activity more complete; None for a row that is none."""

    __tablename__ = "import_row"

    report_id: str = Field(foreign_key="import_report.id", primary_key=True)
    row_number: int = Field(primary_key=True)
    location: str | None = None
    outcome: str
    activity_id: str | None = None
    faults: tuple[dict[str, str], ...] = Field(sa_type=JsonText)
    warnings: tuple[dict[str, str], ...] = Field(sa_type=JsonText)
    original: dict[str, Any] | None = Field(default=None, sa_type=JsonText)
    gaps: tuple[str, ...] | None = Field(default=None, sa_type=JsonText)


class ImportIdentity(SQLModel, table=True):
    """Under which id an item of a source came in that is recognised by what it says: some feeds make new ids at every
    fetch."""

    __tablename__ = "import_identity"
    __table_args__ = (Index("ix_import_identity_content", "source_name", "content_id"),)

    source_name: str = Field(primary_key=True)
    external_id: str = Field(primary_key=True)
    content_id: str
