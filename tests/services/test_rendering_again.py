"""An upgraded database answers like a fresh one: what another release stored is rendered again, once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import orjson
import pytest
from sqlalchemy import Engine
from typer.testing import CliRunner

from app.cli import app
from app.domain.draft_parts import SchoolDraft
from app.domain.ids import activity_id
from app.domain.listing import from_row
from app.services.activities import end_activity, write_activities
from app.services.rendering_again import name_shape, render_again
from app.settings import get_settings
from app.store import activities
from app.store.activities import StoredActivity
from app.store.changes import current_seq, read_changes
from app.store.unit_of_work import read_connection, write_transaction
from tests.services.test_activities_write import CLUB, NOW
from tests.support.gazetteer import engine_with_areas

ADAPTED = SchoolDraft(adapted_with=("De Schakel",))
DRAFTS = (
    replace(CLUB, group_together=True, school=ADAPTED, is_example=True),
    replace(CLUB, source=replace(CLUB.source, external_id="gone"), group_together=True, school=ADAPTED),
    replace(CLUB, source=replace(CLUB.source, external_id="next"), partners=()),
)
GONE, NEXT = (activity_id("test", name) for name in ("gone", "next"))
LATER = NOW + timedelta(days=3)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    with engine_with_areas(database_url) as engine:
        list(write_activities(engine, DRAFTS, now=NOW))
        with write_transaction(engine) as session:
            end_activity(session, GONE, now=NOW, replaced_by=NEXT)
        yield engine


def read_all(engine: Engine) -> list[StoredActivity]:
    """Of a tombstone nobody reads the listing or the card, but who brings it back."""
    with read_connection(engine) as connection:
        rows = [replace(row, seq=0) for row in activities.list_after(connection, "", 100)]
    return [replace(row, listing="", card="") if row.is_deleted else row for row in rows]


def without(stored: str, member: str) -> str:
    return orjson.dumps({name: value for name, value in orjson.loads(stored).items() if name != member}).decode()


def store_as_an_older_release(engine: Engine) -> None:
    """Without the last two members of the listing (`is_together`, `is_adapted`) and one of the documents."""
    with write_transaction(engine) as session:
        rows = activities.list_after(session, "", 100)
        older = [
            replace(
                row,
                listing=orjson.dumps(orjson.loads(row.listing)[:-2]).decode(),
                document=without(row.document, "takesHome"),
                card=without(row.card, "individual"),
            )
            for row in rows
        ]
        activities.upsert_many(session, older)
        activities.save_shape(session, "0-older")


def test_what_an_older_release_stored_is_as_if_it_were_written_now(engine: Engine) -> None:
    fresh = read_all(engine)
    store_as_an_older_release(engine)
    assert read_all(engine) != fresh
    assert sum(render_again(engine, now=LATER, batch=2)) == len(fresh), "tombstones too"
    assert read_all(engine) == fresh, "with the same versions and stamps"
    with read_connection(engine) as connection:
        ended = from_row(orjson.loads(activities.find_many(connection, [GONE])[GONE].listing))
    assert (ended.is_together, ended.is_adapted) == (True, True), "as it is when it comes back"
    assert list(render_again(engine, now=LATER)) == [], "once"


def test_what_is_as_it_should_be_is_not_written_again(engine: Engine) -> None:
    with read_connection(engine) as connection:
        before = current_seq(connection)
        assert activities.read_shape(connection) is None, "nobody looked yet"
    assert sum(render_again(engine, now=LATER)) == len(DRAFTS)
    with read_connection(engine) as connection:
        assert [change.object_id for change in read_changes(connection, before, 10)] == [GONE], "the tombstone alone"
        assert activities.read_shape(connection) == name_shape()


def test_what_this_release_cannot_read_costs_no_other(engine: Engine, caplog: pytest.LogCaptureFixture) -> None:
    fresh = {row.id: row for row in read_all(engine)}
    store_as_an_older_release(engine)
    with write_transaction(engine) as session:
        row = activities.find_many(session, [NEXT])[NEXT]
        broken = replace(row, document=row.document.replace('"title":', '"titel":', 1))
        activities.upsert_many(session, [broken])
    list(render_again(engine, now=LATER))
    assert {row.id: row == fresh[row.id] for row in read_all(engine)} == {id_: id_ != NEXT for id_ in fresh}
    assert NEXT in caplog.text


def test_the_command_that_upgrades_does_it(engine: Engine, database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = read_all(engine)
    store_as_an_older_release(engine)
    monkeypatch.setenv("WEGWIJZER_DATABASE_URL", database_url)
    get_settings.cache_clear()
    try:
        said = [CliRunner().invoke(app, ["db", "upgrade"]).output for _ in range(2)]
    finally:
        get_settings.cache_clear()
    assert read_all(engine) == fresh
    assert ["3 activities are stored in the shape of this release." in one for one in said] == [True, False]
