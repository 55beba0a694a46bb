"""Feeds that are fetched on a schedule."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Table, delete, select, update
from sqlmodel import Session, col

from app.models.imports import ImportReport, Source
from app.store.unit_of_work import connection_of

_report: Table = ImportReport.__table__  # type: ignore[attr-defined]
_source: Table = Source.__table__  # type: ignore[attr-defined]


def add_source(session: Session, source: Source) -> None:
    """Keep a new source. Its name is free: look first."""
    session.add(source)
    session.flush()


def find_source(session: Session, name_or_id: str) -> Source | None:
    """One source by its name, else by its id."""
    found = session.scalars(select(Source).where(col(Source.name) == name_or_id)).first()
    return found or session.get(Source, name_or_id)


def list_sources(session: Session, organisation_ids: Collection[str] | None = None) -> list[Source]:
    """The sources of these organisations (None: all), by name."""
    query = select(Source).order_by(col(Source.name))
    if organisation_ids is not None:
        query = query.where(col(Source.organisation_id).in_(sorted(organisation_ids)))
    return list(session.scalars(query))


def list_due(session: Session, now: datetime) -> list[Source]:
    """The sources to fetch now, the longest due first."""
    is_due = col(Source.next_run_at).is_(None) | (col(Source.next_run_at) <= now)
    query = select(Source).where(col(Source.is_enabled).is_(True), is_due)
    return list(session.scalars(query.order_by(col(Source.next_run_at), col(Source.name))))


def delete_source(session: Session, source: Source) -> None:
    """Forget a source; what it brought and its reports stay."""
    connection = connection_of(session)
    connection.execute(update(_report).where(_report.c.source_id == source.id).values(source_id=None))
    connection.execute(delete(_source).where(_source.c.id == source.id))
