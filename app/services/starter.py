"""Loads the starter catalogue: gazetteer, organisations, passes, activities and routes, each only where it differs."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from itertools import groupby
from typing import TypeVar

from sqlalchemy import Engine
from sqlmodel import Session

from app.domain.caller import OPERATOR
from app.domain.draft import ActivityDraft, OrganisationDraft
from app.domain.ids import activity_id, route_id
from app.services.activities import Outcome, make_writer
from app.services.areas import AreaLocator, load_gazetteer
from app.services.audit import record
from app.services.data_files import (
    StarterStep,
    read_activities,
    read_gazetteer,
    read_named_areas,
    read_organisations,
    read_passes,
    read_places,
    read_steps,
)
from app.services.recording import describe_record
from app.services.registry import identify_organisation, update_organisation
from app.services.starter_drafts import SOURCE, build_activity, build_organisation
from app.services.starter_passes import build_pass
from app.services.starter_places import PlaceFinder
from app.store import organisations, passes, routes
from app.store.passes import StoredPass
from app.store.routes import StoredRoute, StoredStep
from app.store.unit_of_work import write_transaction

Versioned = TypeVar("Versioned", StoredPass, StoredRoute)
_STAMPS = ("version", "created_at", "modified_at", "seq")


@dataclass(frozen=True, slots=True)
class StarterReport:
    """Outcomes by kind of object, and what was refused."""

    activities: Counter[Outcome] = field(default_factory=Counter)
    organisations: Counter[Outcome] = field(default_factory=Counter)
    routes: Counter[Outcome] = field(default_factory=Counter)
    passes: Counter[Outcome] = field(default_factory=Counter)
    refused: tuple[str, ...] = ()


def build_drafts(now: datetime) -> list[ActivityDraft]:
    """The activities of the starter catalogue as drafts, confirmed at `now`."""
    finder = _make_finder()
    named = {row.key: build_organisation(row, finder) for row in read_organisations()}
    return [build_activity(row, named.get(row.organisation_key or ""), finder, now) for row in read_activities()]


def load_starter(engine: Engine, *, now: datetime) -> StarterReport:
    """Load everything in one transaction; a second time nothing is written.

    Raises Unavailable when the database is busy or away.
    """
    with write_transaction(engine) as session:
        return load_starter_into(session, now=now)


def load_foundation(session: Session, *, now: datetime) -> None:
    """What activities refer to and every catalogue needs: the gazetteer, and passes where there are none yet."""
    load_gazetteer(session)
    if not passes.list_all(session):
        _load_passes(session, now)


def load_starter_into(session: Session, *, now: datetime) -> StarterReport:
    """As `load_starter`, in the caller's transaction."""
    load_gazetteer(session)
    writer = make_writer(session)
    organised = Counter(_load_organisations(session, writer.locator, now))
    paid = Counter(_load_passes(session, now))
    written = writer.write(session, build_drafts(now), now=now)
    return StarterReport(
        activities=Counter(result.outcome for result in written),
        organisations=organised,
        routes=Counter(_load_routes(session, now)),
        passes=paid,
        refused=tuple(f"{result.id}: {fault.detail}" for result in written for fault in result.faults),
    )


def _make_finder() -> PlaceFinder:
    return PlaceFinder(read_gazetteer(), read_named_areas(), read_places())


def _load_organisations(session: Session, locator: AreaLocator, now: datetime) -> Iterable[Outcome]:
    finder = _make_finder()
    drafts: list[OrganisationDraft] = [build_organisation(row, finder) for row in read_organisations()]
    identities = [identify_organisation(draft, SOURCE) for draft in drafts]
    held = organisations.find_many(session, [identity.id for identity in identities])
    wanted = [
        update_organisation(draft, identity, held.get(identity.id), now, locator)
        for draft, identity in zip(drafts, identities, strict=True)
    ]
    changed = [row for row in wanted if row is not held.get(row.id)]
    organisations.upsert_many(session, changed)
    record(session, [describe_record(held.get(row.id), row) for row in changed], caller=OPERATOR, now=now)
    return [_outcome(held.get(row.id), row) for row in wanted]


def _load_passes(session: Session, now: datetime) -> Iterable[Outcome]:
    rows = [build_pass(row, now) for row in read_passes()]
    held = passes.find_many(session, [row.id for row in rows])
    wanted = _settle(held, rows, now)
    passes.upsert_many(session, [row for row in wanted if row is not held.get(row.id)])
    return [_outcome(held.get(row.id), row) for row in wanted]


def _load_routes(session: Session, now: datetime) -> Iterable[Outcome]:
    finder = _make_finder()
    grouped = groupby(read_steps(), key=lambda step: step.route_key)
    rows = [_build_route(key, list(steps), finder, now) for key, steps in grouped]
    held = routes.find_many(session, [row.id for row in rows])
    wanted = _settle(held, rows, now)
    changed = [row for row in wanted if row is not held.get(row.id)]
    routes.upsert_many(session, changed)
    record(session, [describe_record(held.get(row.id), row) for row in changed], caller=OPERATOR, now=now)
    return [_outcome(held.get(row.id), row) for row in wanted]


def _build_route(key: str, steps: Sequence[StarterStep], finder: PlaceFinder, now: datetime) -> StoredRoute:
    ordered = sorted(steps, key=lambda step: step.position)
    return StoredRoute(
        id=route_id(SOURCE, key),
        source_name=SOURCE,
        external_id=key,
        title=ordered[0].title,
        version=1,
        created_at=now,
        modified_at=now,
        gemeente=finder.find_gemeente(ordered[0].city),
        is_example=True,
        steps=tuple(StoredStep(activity_id(SOURCE, step.activity_key), step.relation) for step in ordered),
    )


def _settle(held: Mapping[str, Versioned], wanted: Sequence[Versioned], now: datetime) -> list[Versioned]:
    """Rows with the stamps they should have; the very row that is held when nothing differs."""
    return [row if row.id not in held else _settle_one(held[row.id], row, now) for row in wanted]


def _settle_one(held: Versioned, wanted: Versioned, now: datetime) -> Versioned:
    names = [item.name for item in fields(wanted) if item.name not in _STAMPS]
    if all(getattr(held, name) == getattr(wanted, name) for name in names):
        return held
    return replace(wanted, version=held.version + 1, created_at=held.created_at, modified_at=now)


def _outcome(held: object | None, row: object) -> Outcome:
    if held is None:
        return Outcome.CREATED
    return Outcome.UNCHANGED if row is held else Outcome.UPDATED
