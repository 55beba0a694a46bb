"""The hand-written catalogue of `tests.cases` in a database, through the one write path, and read back."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson
from sqlalchemy import Engine

from app.catalogue.reference import Reference
from app.domain.areas import Area
from app.domain.listing import Listing, from_row
from app.domain.vocabulary import AreaLevel
from app.schemas.drafts import parse_activity
from app.services.activities import Outcome, write_activities
from app.services.areas import load_gazetteer
from app.services.data_files import read_passes
from app.services.reference import load_reference
from app.services.starter_passes import build_pass
from app.store import migrations, passes, routes
from app.store.activities import IndexRow, iterate_index
from app.store.areas import upsert_areas
from app.store.changes import current_seq
from app.store.routes import StoredRoute, StoredStep
from app.store.unit_of_work import read_connection, write_transaction
from tests.cases.building import BUURT, NOW, SOURCE, public_id, route
from tests.cases.catalogue import CATALOGUE, ROUTES
from tests.support.stored import open_engine


@dataclass(frozen=True)
class CaseWorld:
    """Everything as it was read back from the database. seq: the last change."""

    reference: Reference
    rows: tuple[IndexRow, ...]
    seq: int

    @property
    def listings(self) -> tuple[Listing, ...]:
        return tuple(from_row(orjson.loads(row.listing)) for row in self.rows if row.listing is not None)

    @property
    def external_ids(self) -> dict[str, str]:
        """Public id to external id."""
        return {item.id: item.external_id for item in self.listings}

    @property
    def broader(self) -> dict[str, str]:
        """Theme to its parent."""
        return {theme.id: theme.broader for theme in self.reference.themes if theme.broader is not None}


@cache
def case_world() -> CaseWorld:
    """The catalogue, written to SQLite once for all tests and read back."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'cases.sqlite'}"
        with open_engine(url) as engine:
            write_case_catalogue(url, engine)
            return read_case_world(engine)


def write_case_catalogue(url: str, engine: Engine) -> None:
    """Migrate an empty database and write gazetteer, passes, activities and routes."""
    migrations.upgrade(url)
    with write_transaction(engine) as session:
        load_gazetteer(session)
        code, name, wijk = BUURT
        upsert_areas(session, [Area(code, AreaLevel.BUURT, name, wijk, "GM0518", 52.0527, 4.2987, 2016)])
        passes.upsert_many(session, [build_pass(row, NOW) for row in read_passes()])
    results = write_activities(engine, [parse_activity(draft) for draft in CATALOGUE], now=NOW)
    refused = [result for result in results if result.outcome is not Outcome.CREATED or result.warnings]
    if refused:
        raise AssertionError(f"not written as they stand: {refused}")
    with write_transaction(engine) as session:
        routes.upsert_many(session, list(_make_routes()))


def read_case_world(engine: Engine) -> CaseWorld:
    """What a worker would read at its start."""
    with read_connection(engine) as connection:
        return CaseWorld(load_reference(connection), tuple(iterate_index(connection)), current_seq(connection))


def _make_routes() -> Iterator[StoredRoute]:
    for draft in ROUTES:
        key = draft["source"]["externalId"]
        steps = tuple(
            StoredStep(public_id(step["externalId"]), step.get("relation", "discover")) for step in draft["steps"]
        )
        yield StoredRoute(route(key), SOURCE, key, draft["title"], 1, NOW, NOW, steps=steps)
