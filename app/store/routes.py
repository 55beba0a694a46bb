"""Learning routes in the database, each with its steps."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Table, delete, insert, select
from sqlmodel import Session

from app.models.route import Route, RouteStep
from app.store.records import IDS_PER_QUERY, RecordTable
from app.store.unit_of_work import Database, connection_of

KIND = "route"
_table: Table = Route.__table__  # type: ignore[attr-defined]
_steps: Table = RouteStep.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class StoredStep:
    """One step. relation: discover, deepen, broaden or join."""

    activity_id: str
    relation: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class _RouteRow:
    """The row of a route, as `models.route` explains; `seq` is set when it is written."""

    id: str
    source_name: str
    external_id: str
    title: str
    version: int
    created_at: datetime
    modified_at: datetime
    summary: str | None = None
    language: str = "nl"
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    gemeente: str | None = None
    organisation_id: str | None = None
    contact_email: str | None = None
    contact_phone: str | None = None
    contact_url: str | None = None
    copied_from: str | None = None
    is_example: bool = False
    is_deleted: bool = False
    seq: int = 0


@dataclass(frozen=True, slots=True)
class StoredRoute(_RouteRow):
    """A route with its steps in order; the first is position 1."""

    steps: tuple[StoredStep, ...] = ()


records = RecordTable(KIND, _table, _RouteRow)
_ROW_FIELDS = tuple(item.name for item in fields(_RouteRow))


def upsert_many(session: Session, rows: Sequence[StoredRoute], *, key_id: str | None = None) -> range:
    """Write routes, replace their steps, and append the changes; see `RecordTable.upsert_many`."""
    if not rows:
        return range(0)
    given = records.upsert_many(session, [_row_of(route) for route in rows], key_id=key_id)
    latest = {route.id: route for route in rows}
    connection = connection_of(session)
    connection.execute(delete(_steps).where(_steps.c.route_id.in_(latest)))
    steps = [
        {
            "route_id": route.id,
            "position": position,
            "activity_id": step.activity_id,
            "relation": step.relation,
            "note": step.note,
        }
        for route in latest.values()
        for position, step in enumerate(route.steps, start=1)
    ]
    if steps:
        connection.execute(insert(_steps), steps)
    return given


def find_many(database: Database, ids: Collection[str]) -> dict[str, StoredRoute]:
    """The routes that are there, tombstones included, by id."""
    return {route.id: route for route in _with_steps(database, list(records.find_many(database, ids).values()))}


def find_one(database: Database, route_id: str) -> StoredRoute | None:
    """One route, a tombstone too; None when there is none."""
    return find_many(database, [route_id]).get(route_id)


def find_by_organisation(database: Database, organisation_id: str) -> list[StoredRoute]:
    """The routes of one organisation, by id, tombstones left out."""
    wanted = (_table.c.organisation_id == organisation_id, _table.c.is_deleted.is_(False))
    return _with_steps(database, list(records.select(database, *wanted)))


def list_all(database: Database) -> list[StoredRoute]:
    """Every route that is not deleted, by id."""
    return _with_steps(database, records.list_all(database))


def _row_of(route: StoredRoute) -> _RouteRow:
    return _RouteRow(**_values_of(route))


def _values_of(row: _RouteRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _ROW_FIELDS}


def _with_steps(database: Database, rows: Sequence[_RouteRow]) -> list[StoredRoute]:
    steps: dict[str, list[StoredStep]] = {row.id: [] for row in rows}
    ids = list(steps)
    for start in range(0, len(ids), IDS_PER_QUERY):
        wanted = _steps.c.route_id.in_(ids[start : start + IDS_PER_QUERY])
        query = select(_steps).where(wanted).order_by(_steps.c.route_id, _steps.c.position)
        for step in connection_of(database).execute(query):
            steps[step.route_id].append(StoredStep(step.activity_id, step.relation, step.note))
    return [StoredRoute(**_values_of(row), steps=tuple(steps[row.id])) for row in rows]
