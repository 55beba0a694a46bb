"""The facet of organisations: exact over all segments, and cut to the most counted, which is told."""

from collections import Counter
from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.catalogue.bitmaps import distinct_counts
from app.catalogue.tallies import Tally, name_most
from app.domain.facets import MOST_VALUES
from app.domain.query import Query
from tests.support import strategies as world
from tests.support.twin import Twin

NAMES = [f"org-{number:02}" for number in range(12)]


def tally_of(counts: dict[str, int], *, others: tuple[str, ...] = ()) -> Tally:
    """A tally of these counts; `others` are known to the segment and do not count."""
    names = sorted({*counts, *others})
    places = [at for at, name in enumerate(names) if name in counts]
    return Tally(
        np.array([name.encode() for name in names], dtype="S16"),
        np.array(places, dtype=np.int64),
        np.array([counts[names[at]] for at in places], dtype=np.int64),
    )


def test_everything_is_named_while_it_is_not_too_much() -> None:
    assert name_most([tally_of({"a": 3, "b": 1}, others=("c",))], most=2) == ({"a": 3, "b": 1}, 0)


def test_the_most_counted_are_named_and_the_others_are_counted() -> None:
    named, left_out = name_most([tally_of({"a": 1, "b": 5, "c": 1, "d": 2})], most=2)
    assert (named, left_out) == ({"b": 5, "d": 2}, 2)


def test_of_equal_counts_the_first_name_is_kept() -> None:
    assert name_most([tally_of({"c": 1, "a": 1, "b": 1})], most=1) == ({"a": 1}, 2)


def test_nothing_counted_names_nothing() -> None:
    assert name_most([]) == ({}, 0)
    assert name_most([tally_of({}, others=("a",))]) == ({}, 0)


COUNTS = st.dictionaries(st.sampled_from(NAMES), st.integers(1, 5))


@given(st.lists(COUNTS, max_size=4), st.sets(st.sampled_from(NAMES)), st.integers(1, 14))
def test_segments_add_up_to_what_one_count_over_all_gives(
    parts: list[dict[str, int]], known: set[str], most: int
) -> None:
    total: Counter[str] = Counter()
    for part in parts:
        total.update(part)
    kept = sorted(total.items(), key=lambda pair: (-pair[1], pair[0]))[:most]
    named, left_out = name_most([tally_of(part, others=tuple(known)) for part in parts], most=most)
    assert named == dict(kept)
    assert left_out == len(total) - len(kept)


@pytest.mark.parametrize("values", [[], [4], [2, 2, 2], [3, 1, 3, 2, 1, 3]])
def test_distinct_values_come_in_order_with_how_often_they_are_there(values: list[int]) -> None:
    found, counts = distinct_counts(np.array(values, dtype=np.int32))
    assert dict(zip(found.tolist(), counts.tolist(), strict=True)) == Counter(values)
    assert found.tolist() == sorted(set(values))


def test_a_catalogue_of_many_organisations_names_the_most_and_tells_of_the_rest() -> None:
    """Two segments, as after a write; the busiest organisation is in both."""
    twin = Twin()
    plain = replace(
        world.make_listing(Random(1)), status="open", sessions=(), ends_at=None, partner_ids=(), is_example=True
    )
    busy = [replace(plain, id=f"busy{number}", organisation_id="busy") for number in range(3)]
    many = [replace(plain, id=f"id{number:03}", organisation_id=f"org{number:03}") for number in range(MOST_VALUES + 4)]
    twin.write([*many, *busy[:2]])
    twin.write(busy[2:])
    found = twin.catalogue.search(Query(), world.surroundings(), limit=1, facets=("organisation", "cost"))
    expected = {"busy": 3} | {f"org{number:03}": 1 for number in range(MOST_VALUES - 1)}
    assert found.facets["organisation"] == expected
    assert found.facets_left_out == {"organisation": 5}
    counts = twin.catalogue.count_of_organisations(["busy", "org203", "nobody"], world.surroundings())
    assert counts == {"busy": 3, "org203": 1, "nobody": 0}
