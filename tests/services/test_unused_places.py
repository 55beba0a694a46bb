"""A place that was only mentioned goes when no activity is there any more; one that somebody keeps stays."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import Engine

from app.domain.draft import PlaceDraft
from app.services.activities import end_activity, write_activities
from app.services.unused_places import bury_unused_places
from app.store import activities, places
from app.store.changes import current_seq
from app.store.places import StoredPlace
from app.store.unit_of_work import read_session, write_transaction
from tests.services.test_activities_write import CLUB, LATER, NOW, PLACE, read
from tests.support.gazetteer import engine_with_areas

MOERWIJK = replace(CLUB, place=PlaceDraft(gemeente="Den Haag", wijk="Moerwijk"))
LAAK = replace(CLUB, place=PlaceDraft(gemeente="Den Haag", wijk="Laakkwartier en Spoorwijk"))


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    with engine_with_areas(database_url) as engine:
        yield engine


def shown(engine: Engine) -> list[StoredPlace]:
    with read_session(engine) as session:
        return places.list_all(session)


def test_a_place_that_its_last_activity_leaves_goes_and_comes_back_with_it(engine: Engine) -> None:
    other = replace(MOERWIJK, source=replace(CLUB.source, external_id="other"))
    list(write_activities(engine, [MOERWIJK, other], now=NOW))
    (first,) = shown(engine)
    list(write_activities(engine, [LAAK], now=LATER))
    assert len(shown(engine)) == 2, "the other one is still there"
    list(write_activities(engine, [replace(LAAK, source=other.source)], now=LATER))
    (second,) = shown(engine)
    assert second.id != first.id
    list(write_activities(engine, [MOERWIJK], now=LATER))
    assert {place.id for place in shown(engine)} == {first.id, second.id}
    assert read(engine, MOERWIJK).place_id == first.id


def test_the_place_of_what_has_ended_stays_as_its_page_shows_it(engine: Engine) -> None:
    other = replace(MOERWIJK, source=replace(CLUB.source, external_id="other"))
    list(write_activities(engine, [MOERWIJK, other], now=NOW))
    with write_transaction(engine) as session:
        end_activity(session, read(engine, MOERWIJK).id, now=NOW)
    list(write_activities(engine, [replace(LAAK, source=other.source)], now=LATER))
    assert len(shown(engine)) == 2
    assert list(bury_unused_places(engine, now=LATER)) == []


def test_places_that_an_older_release_left_behind_go_at_night(engine: Engine) -> None:
    list(write_activities(engine, [MOERWIJK], now=NOW))
    (mentioned,) = shown(engine)
    orphans = [replace(mentioned, id=f"orphan{number:010d}", external_id=f"|||{number}") for number in range(3)]
    kept = replace(mentioned, id="keptbysomebody00", source_name="test", external_id="hall")
    with write_transaction(engine) as session:
        places.upsert_many(session, [*orphans, kept])
    assert list(bury_unused_places(engine, now=LATER, batch=2)) == [2, 1]
    assert {place.id for place in shown(engine)} == {mentioned.id, kept.id}
    with read_session(engine) as session:
        before = current_seq(session)
    assert list(bury_unused_places(engine, now=LATER)) == []
    with read_session(engine) as session:
        assert current_seq(session) == before


def test_a_place_with_a_source_of_its_own_stays_when_its_last_activity_goes(engine: Engine) -> None:
    list(write_activities(engine, [CLUB], now=NOW))
    list(write_activities(engine, [LAAK], now=LATER))
    assert PLACE.source is not None
    assert {place.external_id for place in shown(engine)} > {PLACE.source.external_id}
    with read_session(engine) as session:
        assert activities.find_places_in_use(session, [], with_ended=True) == set()
