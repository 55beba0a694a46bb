"""A facet tells what choosing one of its values would give (DESIGN 4)."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.listing import Listing
from app.domain.query import Query, Surroundings, TimeFilter
from app.domain.vocabulary import WEEKDAYS
from tests.support import strategies as world
from tests.support.brute import BruteCatalogue


@settings(max_examples=60)
@given(st.lists(world.listings(), max_size=25), world.queries(), world.moments)
def test_the_count_of_a_weekday_is_the_total_that_choosing_it_gives(
    items: list[Listing], query: Query, around: Surroundings
) -> None:
    brute = BruteCatalogue(items, world.BROADER)
    counts = brute.search(query, around, limit=0, facets=("weekday",)).facets["weekday"]
    for number, day in enumerate(WEEKDAYS):
        time = replace(query.time or TimeFilter(), weekdays=frozenset({number}))
        assert counts.get(day, 0) == brute.count(replace(query, time=time), around)
