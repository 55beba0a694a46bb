"""What searches need beside the activities is renewed to just what it would be if it were loaded anew."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from app.catalogue.reference import Reference
from app.services.reference import load_reference, renew_reference
from app.services.starter import load_starter_into
from app.store import organisations, passes, routes
from app.store.changes import current_seq, read_changed_kinds
from app.store.unit_of_work import read_connection, write_transaction
from tests.support.stored import migrated_engine

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
PARTS = ("organisations", "guides", "routes", "routes_of", "passes")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with migrated_engine(f"sqlite:///{tmp_path_factory.mktemp('reference')}/c.sqlite") as engine:
        with write_transaction(engine) as session:
            load_starter_into(session, now=NOW)
        yield engine


def load(engine: Engine) -> tuple[Reference, int]:
    with read_connection(engine) as connection:
        return load_reference(connection), current_seq(connection)


def rename(session: Session) -> None:
    first, *_, last = organisations.list_all(session)
    rows = [replace(first, name="Een andere naam", version=first.version + 1), replace(last, guide_for=("GM0518",))]
    organisations.upsert_many(session, rows)


def add(session: Session) -> None:
    model = organisations.list_all(session)[0]
    new = replace(model, id="a" * 16, external_id="nieuw", name="Nieuw", guide_for=("GM0518",), version=1)
    organisations.upsert_many(session, [new])


def remove(session: Session) -> None:
    guide = next(found for found in organisations.list_all(session) if found.guide_for)
    organisations.upsert_many(session, [replace(guide, is_deleted=True, version=guide.version + 1)])


def change_route(session: Session) -> None:
    route = routes.list_all(session)[0]
    routes.upsert_many(session, [replace(route, title="Een andere route", steps=route.steps[:-1])])


def withdraw_pass(session: Session) -> None:
    found = next(found for found in passes.list_all(session) if found.is_published)
    passes.upsert_many(session, [replace(found, confidence="not-found", is_published=False)])


@pytest.mark.parametrize("write", [rename, add, remove, change_route, withdraw_pass])
def test_what_is_renewed_is_what_would_be_loaded(engine: Engine, write: Callable[[Session], None]) -> None:
    held, after = load(engine)
    with write_transaction(engine) as session:
        write(session)
    loaded, until = load(engine)
    with read_connection(engine) as connection:
        kinds = read_changed_kinds(connection, after, until)
        renewed = renew_reference(connection, held, kinds, after, until)
    told = {name: getattr(renewed, name) for name in PARTS}
    assert told == {name: getattr(loaded, name) for name in PARTS}
    assert list(renewed.organisations) == list(loaded.organisations)
    assert any(told[name] != getattr(held, name) for name in PARTS), "the write changed something"
    assert renewed.areas is held.areas, "what did not change is not read again"
