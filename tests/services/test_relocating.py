"""After an import of boundaries, what is stored already lies in the wijk that holds its address."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import orjson
import pytest
from sqlalchemy import Engine

from app.clients.areas_source import read_areas
from app.domain.draft import ActivityDraft, Location, OrganisationDraft, PlaceDraft, Source, Texts
from app.domain.ids import activity_id
from app.domain.vocabulary import Attendance, Precision
from app.services.activities import relocate_places, write_activities
from app.services.area_import import import_areas
from app.services.areas import load_gazetteer
from app.store import activities
from app.store.activities import StoredActivity
from app.store.changes import current_seq, read_changes
from app.store.unit_of_work import read_connection, write_transaction
from tests.support.stored import migrated_engine
from tests.support.town import TOWN, serve_collection

NOW = datetime(2026, 11, 21, 11, 0, tzinfo=UTC)
IN_MORGENSTOND = Location(52.0505, 4.2805)
STATED = PlaceDraft(name="De Vos", location=IN_MORGENSTOND, gemeente="Den Haag", wijk="Moerwijk")


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    with migrated_engine(database_url) as engine:
        with write_transaction(engine) as session:
            load_gazetteer(session)
        yield engine


def write(engine: Engine, name: str, place: PlaceDraft) -> str:
    draft = ActivityDraft(
        Source("test", name), Texts("Club"), OrganisationDraft("De Vos"), place=place, attendance=Attendance.ONSITE
    )
    (result,) = write_activities(engine, [draft], now=NOW)
    assert not result.faults
    return activity_id("test", name)


def read(engine: Engine, id_: str) -> StoredActivity:
    with read_connection(engine) as connection:
        return activities.find_many(connection, [id_])[id_]


def wijk_of(row: StoredActivity) -> tuple[str, str] | None:
    found = orjson.loads(row.document)["place"]["wijk"]
    return found and (found["code"], found["basis"])


def import_town(engine: Engine) -> list[tuple[int, int]]:
    with serve_collection(TOWN) as stub:
        features = list(read_areas(f"{stub.url}/cbs/ogc/v1", collection="wijken", allow_private=True))
    with write_transaction(engine) as session:
        import_areas(session, features)
    return list(relocate_places(engine, now=NOW + timedelta(hours=1)))


def test_a_boundary_beats_what_was_stated_before_it_was_known(engine: Engine) -> None:
    id_ = write(engine, "club", STATED)
    assert wijk_of(read(engine, id_)) == ("WK051836", "stated")
    with read_connection(engine) as connection:
        before = current_seq(connection)
    assert import_town(engine) == [(1, 1)]
    row = read(engine, id_)
    assert wijk_of(row) == ("WK051834", "boundary")
    assert '"WK051834"' in row.listing
    assert '"WK051834"' in row.card
    assert (row.version, row.modified_at) == (2, NOW + timedelta(hours=1))
    with read_connection(engine) as connection:
        kinds = [line.kind for line in read_changes(connection, before, 100)]
    assert kinds[-2:] == ["place", "activity"]


def test_a_second_time_nothing_is_written(engine: Engine) -> None:
    write(engine, "club", STATED)
    import_town(engine)
    with read_connection(engine) as connection:
        before = current_seq(connection)
    assert list(relocate_places(engine, now=NOW)) == [(1, 0)]
    with read_connection(engine) as connection:
        assert current_seq(connection) == before


@pytest.mark.parametrize(
    "place",
    [
        replace(STATED, location=Location(52.0505, 4.2805, Precision.WIJK)),
        replace(STATED, location=Location(53.2, 6.5)),
        PlaceDraft(name="De Vos", wijk="Moerwijk", gemeente="Den Haag"),
        PlaceDraft(name="De Vos", postal_code="2531AB"),
    ],
    ids=["a point that stands for a wijk", "outside every boundary", "no point", "a postcode"],
)
def test_what_no_boundary_can_tell_stays_as_it_was(engine: Engine, place: PlaceDraft) -> None:
    id_ = write(engine, "club", place)
    before = read(engine, id_)
    import_town(engine)
    assert read(engine, id_) == before
