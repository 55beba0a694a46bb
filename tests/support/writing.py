"""A small catalogue to write to: an organisation with a key, another one, and a coordinator."""

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson
from sqlalchemy import Engine

from app.domain.caller import Actor, Caller, Scope
from app.services.activities import ActivityWriter, open_writer
from app.services.turn import Turn
from app.store import activities, organisations
from app.store.activities import StoredActivity
from app.store.organisations import StoredOrganisation
from app.store.unit_of_work import read_connection, write_transaction
from tests.support.gazetteer import engine_with_areas
from tests.support.keys import add_key
from tests.support.stored import make_organisation

NOW = datetime(2026, 11, 25, 12, 30, tzinfo=UTC)
MINE, THEIRS, REVIEWED = "mineminemineaaaa", "otherotherothera", "reviewedreviewed"
WRITING = frozenset({Scope.ACTIVITIES_WRITE, Scope.ROUTES_WRITE, Scope.ORGANISATION_WRITE})
CLUB: dict[str, Any] = {
    "title": "Natuurclub De Linde",
    "summary": "Elke woensdag zoek je dieren in het park.",
    "age": {"min": 6, "max": 9},
    "cost": "free",
    "themes": ["nature"],
    "place": {
        "name": "Speeltuin De Linde",
        "kind": "outdoors",
        "address": {"streetAddress": "Lindelaan 1", "postalCode": "2531 AB", "addressLocality": "Den Haag"},
        "location": {"lat": 52.0545, "lon": 4.2942},
        "gemeente": "Den Haag",
        "wijk": "Moerwijk",
    },
    "schedule": {
        "rules": [{"startsAt": "2026-11-25T14:00", "endsAt": "2026-11-25T15:30", "rrule": "FREQ=WEEKLY;COUNT=10"}]
    },
}


@dataclass
class Desk:
    """Who writes: `partner` for MINE (and REVIEWED), `other` for THEIRS, `coordinator` for all."""

    engine: Engine
    writer: ActivityWriter
    partner: Caller
    other: Caller
    coordinator: Caller
    now: datetime = NOW

    @contextlib.contextmanager
    def turn(
        self, caller: Caller | None = None, *, rehearse: bool = False, now: datetime | None = None
    ) -> Iterator[Turn]:
        """One transaction of this caller, else of the partner."""
        with write_transaction(self.engine, rehearse=rehearse) as session:
            yield Turn(session, self.writer, caller or self.partner, now or self.now)

    def row(self, id_: str) -> StoredActivity:
        """As it is stored."""
        with read_connection(self.engine) as connection:
            return activities.find_many(connection, [id_])[id_]

    def document(self, id_: str) -> Mapping[str, Any]:
        """The full shape as it is stored."""
        found: Mapping[str, Any] = orjson.loads(self.row(id_).document)
        return found

    def organisation(self, id_: str) -> StoredOrganisation:
        """As it is stored."""
        with read_connection(self.engine) as connection:
            found = organisations.find_one(connection, id_)
        assert found is not None
        return found


@contextlib.contextmanager
def open_desk(url: str) -> Iterator[Desk]:
    """On a fresh database."""
    with engine_with_areas(url) as engine:
        with write_transaction(engine) as session:
            made = [
                make_organisation(id=MINE, external_id="mine", name="Speeltuin De Linde", gemeente="GM0518"),
                make_organisation(id=THEIRS, external_id="theirs", name="Bibliotheek De Vos"),
                make_organisation(id=REVIEWED, external_id="reviewed", name="Nieuw hier", is_reviewed=True),
            ]
            organisations.upsert_many(session, made)
        yield Desk(
            engine,
            open_writer(engine),
            _caller(engine, WRITING, MINE, REVIEWED),
            _caller(engine, WRITING, THEIRS),
            _caller(engine, frozenset({Scope.ADMIN})),
        )


def _caller(engine: Engine, scopes: frozenset[Scope], *organisation_ids: str) -> Caller:
    made = add_key(engine, scopes, organisation_ids)
    return Caller(Actor.KEY, made.key.id, scopes, frozenset(organisation_ids))
