"""What time makes of the rows, minute after minute and back again."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.catalogue.clock import KEPT_TICKS
from app.domain.listing import Listing
from app.domain.query import Query
from app.domain.state import next_session
from app.domain.vocabulary import SortField
from tests.support import strategies as world
from tests.support.twin import Twin

pytestmark = pytest.mark.usefixtures("ways")
BY_START = Query(sort=SortField.START, statuses=frozenset(), freshness=frozenset())


@settings(max_examples=60)
@given(
    st.lists(world.listings(), min_size=1, max_size=20), st.lists(st.integers(-3000, 40_000), min_size=1, max_size=12)
)
def test_steps_of_any_size_and_direction_are_exact(items: list[Listing], steps: list[int]) -> None:
    """Small steps look only at what has passed; large ones and steps back must give the same."""
    twin = Twin()
    twin.write(items)
    for step in steps:
        around = world.surroundings(world.NOW + step)
        twin.check(BY_START, around, limit=30)
        for item in twin.items.values():
            entry = twin.catalogue.get(item.id)
            assert entry is not None
            assert entry.dynamic(around).next_session == next_session(item, around.now)


def test_only_a_few_minutes_are_kept() -> None:
    twin = Twin()
    twin.write([world.make_listing(Random(1))])
    for minute in range(3 * KEPT_TICKS):
        twin.check(Query(), world.surroundings(world.NOW + minute))
    assert len(twin.catalogue.state.parts[0]._ticks) == KEPT_TICKS
