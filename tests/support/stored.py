"""Migrated databases and small records to put in them."""

import contextlib
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Engine

from app.domain.vocabulary import Status
from app.store import migrations, organisations
from app.store.activities import StoredActivity
from app.store.dialect import Limits
from app.store.engine import make_engine
from app.store.organisations import StoredOrganisation
from app.store.unit_of_work import write_transaction

MOMENT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
ORGANISATION = "organisation0001"


@contextlib.contextmanager
def open_engine(url: str, limits: Limits | None = None) -> Iterator[Engine]:
    """An engine that is disposed of afterwards."""
    engine = make_engine(url, limits)
    try:
        yield engine
    finally:
        engine.dispose()


@contextlib.contextmanager
def migrated_engine(url: str, limits: Limits | None = None) -> Iterator[Engine]:
    """An engine on a database at this release's revision, with one organisation: change 1."""
    migrations.upgrade(url)
    with open_engine(url, limits) as engine:
        with write_transaction(engine) as session:
            organisations.upsert_many(session, [make_organisation()])
        yield engine


def make_organisation(**changes: Any) -> StoredOrganisation:
    """The organisation the activities of `make_activity` belong to."""
    values: dict[str, Any] = {
        "id": ORGANISATION,
        "source_name": "test",
        "external_id": "organisation",
        "name": "Stadsboerderij",
        "version": 1,
        "created_at": MOMENT,
        "modified_at": MOMENT,
    }
    return StoredOrganisation(**(values | changes))


def make_activity(number: int, **changes: Any) -> StoredActivity:
    """An activity whose id and texts follow from its number."""
    values: dict[str, Any] = {
        "id": f"activity{number:08d}",
        "source_name": "test",
        "external_id": str(number),
        "organisation_id": ORGANISATION,
        "place_id": None,
        "status": Status.OPEN,
        "version": 1,
        "is_example": False,
        "is_deleted": False,
        "created_at": MOMENT,
        "modified_at": MOMENT,
        "confirmed_at": MOMENT,
        "expanded_on": date(2026, 11, 21),
        "listing": f'["{number}"]',
        "card": f'{{"card":{number}}}',
        "document": f'{{"document":{number}}}',
    }
    return StoredActivity(**(values | changes))


def wait_until(holds: Callable[[], bool], within_s: float = 20.0) -> None:
    """Wait for something another thread or process does; the bound only ends a hang.

    Raises:
        AssertionError: it did not happen.
    """
    deadline = time.monotonic() + within_s
    while not holds():
        assert time.monotonic() < deadline, "did not happen in time"
        time.sleep(0.005)
