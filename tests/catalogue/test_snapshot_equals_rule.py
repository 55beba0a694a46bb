"""The catalogue gives exactly the answers of the pure rule, whatever was written and whatever is asked (DESIGN 8)."""

import tempfile
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from app.catalogue.builder import build, open_segment
from app.catalogue.compaction import compact, write_spool
from app.domain.listing import Listing
from app.domain.query import Point, Query, Surroundings, TimeFilter
from app.domain.rule import matches
from app.domain.state import effective_status, freshness_state, next_session
from app.domain.vocabulary import Moment, SortField
from tests.support import strategies as world
from tests.support.twin import Twin, row_of

pytestmark = [
    pytest.mark.filterwarnings("ignore:Generating overly large repr"),
    pytest.mark.usefixtures("ways"),
]
Batch = tuple[list[Listing], list[str]]
Asked = list[tuple[Query, Surroundings]]

batches = st.lists(
    st.tuples(st.lists(world.listings(), max_size=25), st.lists(st.sampled_from(world.IDS), max_size=8)),
    min_size=1,
    max_size=4,
)
questions = st.lists(st.tuples(world.queries(), world.moments), min_size=1, max_size=8)
often = settings(max_examples=120)


@often
@given(batches, questions)
def test_every_question_has_the_answer_of_the_rule(written: list[Batch], asked: Asked) -> None:
    twin = Twin()
    for items, gone in written:
        twin.write(items, gone)
        for query, around in asked:
            twin.check(query, around)


@settings(max_examples=40)
@given(batches, batches, questions, st.integers(0, 3))
def test_a_base_on_disk_and_what_was_written_since_answer_as_one(
    before: list[Batch], after: list[Batch], asked: Asked, late: int
) -> None:
    """The base may hold less than was applied: then the rest stays on top of it."""
    twin = Twin()
    for items, gone in before[:-1] or before:
        twin.write(items, gone)
    with tempfile.TemporaryDirectory() as name:
        rows = [row_of(item, twin.seq_of[item.id]) for item in twin.items.values()]
        generation = build(Path(name), rows, twin.seq, world.BROADER)
        for items, gone in after[:late]:
            twin.write(items, gone)
        twin.catalogue.adopt(open_segment(generation), generation.seq)
        for items, gone in [([], []), *after[late:]]:
            twin.write(items, gone)
            for query, around in asked:
                twin.check(query, around)


@settings(max_examples=20)
@given(batches, batches, questions)
def test_a_new_base_from_the_old_and_the_written_changes_no_answer(
    before: list[Batch], after: list[Batch], asked: Asked
) -> None:
    twin = Twin()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for items, gone in before:
            twin.write(items, gone)
        first = build(folder, [row_of(item, twin.seq_of[item.id]) for item in twin.items.values()], twin.seq, {})
        twin.catalogue.adopt(open_segment(build(folder, twin.rows(), first.seq, world.BROADER)), first.seq)
        for items, gone in after:
            twin.write(items, gone)
        state = twin.catalogue.state
        held = sorted(folder.glob("g-*"))[0].name
        made = compact(folder, held, write_spool(folder, state), state.seq, "mark")
        assert made is not None
        twin.catalogue.adopt(open_segment(made), made.seq)
        assert len(twin.catalogue.state.parts) == 1
        for query, around in asked:
            twin.check(query, around)


@often
@given(batches, world.queries(), world.moments, st.integers(1, 4), st.data())
def test_pages_show_what_did_not_change_exactly_once(
    written: list[Batch], query: Query, around: Surroundings, size: int, data: st.DataObject
) -> None:
    """The catalogue changes between pages; the minute stays that of the first one, as cursors have it."""
    twin = Twin()
    for items, gone in written:
        twin.write(items, gone)
    start = dict(twin.items)
    found = twin.catalogue.search(query, around, limit=size)
    fixed = replace(query, words=found.words)
    seen, touched = [hit.id for hit in found.hits], set[str]()
    while found.has_more:
        items, gone = data.draw(
            st.tuples(st.lists(world.listings(), max_size=3), st.lists(st.sampled_from(world.IDS), max_size=2))
        )
        touched |= {item.id for item in items} | set(gone)
        twin.write(items, gone)
        found = twin.catalogue.search(fixed, around, limit=size, after=found.hits[-1].sort_key)
        seen += [hit.id for hit in found.hits]
    for name, item in start.items():
        if name not in touched:
            assert seen.count(name) == matches(item, fixed, around)


@often
@given(st.lists(world.listings(), min_size=1, max_size=20), world.moments)
def test_an_entry_tells_what_the_minute_makes_of_it(items: list[Listing], around: Surroundings) -> None:
    twin = Twin()
    twin.write(items)
    for item in twin.items.values():
        entry = twin.catalogue.get(item.id)
        assert entry is not None
        assert entry.listing == item
        now = entry.dynamic(around)
        assert now.next_session == next_session(item, around.now)
        assert (now.status, now.freshness) == (effective_status(item, around.now), freshness_state(item, around))
        assert set(entry.themes) == set(item.themes)
        assert (entry.gemeente, entry.cost, entry.version) == (item.gemeente, item.cost, item.version)


def spread(items: list[Listing], copies: int, random: Random) -> list[Listing]:
    """Many listings from a few: each copy elsewhere, at another time, with another id."""
    made = []
    for number in range(copies):
        item = random.choice(items)
        lat, lon = 52.05 + random.random() * 0.03, 4.28 + random.random() * 0.05
        has_point = item.lat is not None
        made.append(
            replace(
                item,
                id=f"{random.getrandbits(40):010x}{number:05d}",
                lat=lat if has_point else None,
                lon=lon if has_point else None,
                modified_at=item.modified_at + random.randrange(1000),
                session_price=None if item.session_price is None else random.randrange(50) * 10,
            )
        )
    return made


@pytest.mark.parametrize("seed", range(2))
@settings(max_examples=1, phases=[Phase.generate])
@given(
    items=st.lists(world.listings(), min_size=20, max_size=25), asked=st.lists(world.queries(2), min_size=8, max_size=8)
)
def test_large_catalogues_answer_as_the_rule_too(seed: int, items: list[Listing], asked: list[Query]) -> None:
    """Enough rows for several leaves and groups, in a base and on top of it."""
    twin, random = Twin(), Random(seed)
    many = spread(items, 700, random)
    twin.write(many[:500])
    with tempfile.TemporaryDirectory() as name:
        generation = build(Path(name), twin.rows(), twin.seq, world.BROADER)
        twin.catalogue.adopt(open_segment(generation), generation.seq)
        twin.write(many[500:], [item.id for item in random.sample(many, 60)])
        for query in asked:
            twin.check(query, world.surroundings(), limit=10)
        near = (Point(52.06, 4.3),)
        everything = Query(near=near, statuses=frozenset(), freshness=frozenset())
        for sort in (None, *SortField):
            page_through(twin, replace(everything, sort=sort))
        page_through(twin, replace(everything, age_months=(108, 119)))


def page_through(twin: Twin, query: Query) -> None:
    """Two small pages, then all the rest."""
    after = None
    for limit in (7, 30, 700):
        hits = twin.check(query, world.surroundings(), limit=limit, after=after).hits
        if not hits:
            return
        after = hits[-1].sort_key


A_TIME = TimeFilter(moment=Moment.AFTER_SCHOOL)
TRAPS = {
    "two filters of one facet group beside a time": Query(
        themes=frozenset({"guitar"}), interest=frozenset({"nature"}), time=A_TIME
    ),
    "both filters on cost beside a time": Query(free=True, max_price=200, time=A_TIME),
    "weekdays are left out for their own facet": Query(time=TimeFilter(weekdays=frozenset({2}), time_from=720)),
    "a radius without an origin": Query(radius_m=1000),
    "pupils of a school beyond the radius": Query(near=(Point(52.05, 4.28),), radius_m=500, school="school1"),
    "half round the world": Query(near=(Point(52.0, 4.3),), radius_m=25_000_000),
    "words of no weight": Query(sort=SortField.RELEVANCE),
    "distance without an origin": Query(sort=SortField.DISTANCE),
}


@pytest.mark.parametrize("query", TRAPS.values(), ids=TRAPS)
def test_what_once_went_wrong_or_easily_could(query: Query) -> None:
    for seed in range(12):
        twin, random = Twin(), Random(seed)
        for size in (30, 3):
            twin.write([world.make_listing(random) for _ in range(size)], random.sample(world.IDS, 3))
            twin.check(replace(query, statuses=frozenset(), freshness=frozenset()), world.surroundings())
            twin.check(query, world.surroundings())
