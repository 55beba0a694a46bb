"""The reports on gaps are what the rule of next steps says, cell by cell, of a whole sample city."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest

from app.catalogue.catalogue import Catalogue
from app.catalogue.reference import Reference
from app.catalogue.stemming import stem
from app.domain.gaps import AGE_BANDS, FOLLOW_UPS, MOST_AHEAD, AgeBand, Direction, Obstacle
from app.domain.listing import Listing
from app.domain.next_step_limits import find_broken
from app.domain.next_step_relation import Ground
from app.domain.query import Surroundings
from app.domain.situation import Candidate, Done, Situation
from app.services.bootstrap import fill_empty_catalogue
from app.services.coverage import STAGES
from app.services.dead_ends import OBSTACLES, DeadEnds, Wanted
from app.services.insight_offers import Offers
from app.services.insight_towns import Spot
from app.services.insights import Insights
from app.services.reference import load_reference
from app.services.snapshots import open_catalogue
from app.services.surroundings import make_surroundings
from app.store import migrations
from app.store.unit_of_work import read_connection
from tests.support.stored import open_engine

NOW = datetime.fromisoformat("2026-11-25T13:30:00+01:00")
MINUTE = int(NOW.timestamp()) // 60
HAGUE = "GM0518"


@dataclass(frozen=True)
class World:
    catalogue: Catalogue
    reference: Reference
    around: Surroundings
    listings: dict[str, Listing]

    @property
    def insights(self) -> Insights:
        return Insights(self.catalogue, self.reference)


@cache
def world() -> World:
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'gaps.sqlite'}"
        migrations.upgrade(url)
        with open_engine(url) as engine:
            fill_empty_catalogue(engine, now=NOW)
            catalogue, keeper = open_catalogue(engine, Path(folder), url)
            with read_connection(engine) as connection:
                reference = load_reference(connection)
            listings = {item.id: item for item in catalogue.listings()}
            keeper.stop()
    around = make_surroundings(reference, stem, (90, 120, 180))(MINUTE)
    return World(catalogue, reference, around, listings)


def laid_out(done: Listing) -> frozenset[str]:
    """What routes and the provider name as the next step."""
    names = set(done.follow_up)
    for route in world().reference.routes.values():
        steps = route.activity_ids
        for at, step in enumerate(steps):
            if step == done.id:
                names.update(steps[at + 1 : at + 1 + MOST_AHEAD])
    return frozenset(names)


def follow_ups(done: Listing, direction: Direction) -> list[Listing]:
    """Everything that would take a child further, whether it can be joined or not."""
    one = Done(
        done.id,
        organisation_id=done.organisation_id,
        themes=done.themes,
        stage=done.stage,
        title_key=done.title_key,
        replaced_by=done.replaced_by,
    )
    ground = Ground((one,), Situation(), world().reference.themes)
    directions = FOLLOW_UPS if direction is Direction.ANY else {direction: FOLLOW_UPS[direction]}
    wanted = frozenset().union(*directions.values())
    laid = laid_out(done)
    found = []
    for item in world().listings.values():
        relation = ground.relate(Candidate(item))
        if item.id != done.id and relation.direction != "again" and (relation.weight in wanted or item.id in laid):
            found.append(item)
    return found


def broken(item: Listing, spot: Spot, band: AgeBand, *, free_only: bool = False) -> frozenset[str]:
    situation = replace(band.situation(spot.place), is_free_only=free_only)
    return find_broken(Candidate(item), situation, world().around)


def cells(offers: Offers, found: list[DeadEnds]) -> dict[tuple[str, str, str], Obstacle]:
    return {
        (offers.ids[activity], each.town.spots[spot].code, AGE_BANDS[band].name): OBSTACLES[obstacle]
        for each in found
        for activity, spot, band, obstacle in zip(
            each.activity.tolist(), each.spot.tolist(), each.band.tolist(), each.obstacle.tolist(), strict=True
        )
    }


def questions(offers: Offers, found: list[DeadEnds], count: int) -> Iterator[tuple[Listing, Spot, AgeBand]]:
    """Random cells that were looked at."""
    random = Random(3)
    rows = [name for row, name in enumerate(offers.ids) if offers.is_open[row] and offers.gemeente[row] is not None]
    towns = {each.town.gemeente: each.town for each in found}
    asked = 0
    while asked < count:
        item = world().listings[random.choice(rows)]
        band = random.choice(AGE_BANDS)
        if item.gemeente in towns and "age" not in find_broken(Candidate(item), band.situation(), world().around):
            asked += 1
            yield item, random.choice(towns[item.gemeente].spots), band


@pytest.mark.parametrize("direction", Direction)
@pytest.mark.parametrize("free_only", [False, True])
def test_a_dead_end_is_where_the_rule_lets_no_follow_up_through(direction: Direction, free_only: bool) -> None:
    offers, found = world().insights.dead_ends(world().around, (), direction, Wanted(free_only=free_only))
    dead = cells(offers, found)
    seen = set()
    for done, spot, band in questions(offers, found, 250):
        further = follow_ups(done, direction)
        joinable = [item for item in further if not broken(item, spot, band, free_only=free_only)]
        cell = done.id, spot.code, band.name
        assert (cell in dead) == (not joinable), cell
        seen.add(cell in dead)
    assert seen == {True, False}


def test_the_obstacle_alone_stands_in_the_way() -> None:
    offers, found = world().insights.dead_ends(world().around)
    dead = cells(offers, found)
    told = set()
    for done, spot, band in questions(offers, found, 1200):
        obstacle = dead.get((done.id, spot.code, band.name))
        if obstacle is None:
            continue
        only = [broken(each, spot, band) for each in follow_ups(done, Direction.ANY)]
        alone = [next(iter(limits)) for limits in only if len(limits) == 1]
        if obstacle in (Obstacle.THEME, Obstacle.SEVERAL):
            # What lies in another town is no follow-up that only has to come nearer.
            assert set(alone) <= {Obstacle.PLACE.value}, alone
        else:
            assert obstacle.value in alone
        told.add(obstacle)
    assert {Obstacle.PLACE, Obstacle.THEME} <= told


def test_only_what_was_asked_is_looked_at() -> None:
    index = world().reference.areas
    areas, _ = index.resolve({"stadsdeel": ("Escamp",)})
    wanted = Wanted(themes=world().reference.themes.expand("nature"), bands=frozenset({"8-11"}))
    offers, found = world().insights.dead_ends(world().around, areas, Direction.ANY, wanted)
    (town,) = (each.town for each in found)
    escamp = {area.code for area in index.children(areas[0].code)}
    assert {spot.code for spot in town.spots} == escamp
    assert {band for _, _, band in cells(offers, found)} <= {"8-11"}
    for name, _, _ in cells(offers, found):
        assert not wanted.themes.isdisjoint(world().listings[name].themes)


def test_coverage_counts_what_one_child_can_join_there_and_reach_from_there() -> None:
    themes = ("nature", "sport")
    scheme = world().reference.themes
    (found,) = world().insights.coverage(
        world().around, world().reference.areas.resolve({"gemeente": ("Den Haag",)})[0], themes
    )
    random = Random(5)
    non_zero = 0
    for _ in range(60):
        at, theme, stage, number = (random.randrange(size) for size in found.there.shape)
        spot, band = found.town.spots[at], AGE_BANDS[number]
        fitting = [
            item
            for item in world().listings.values()
            if not scheme.expand(themes[theme]).isdisjoint(item.themes) and item.stage == STAGES[stage]
        ]
        joinable = [item for item in fitting if not broken(item, spot, band) - {"place"}]
        here = [item for item in joinable if item.wijk == spot.code]
        cell = at, theme, stage, number
        assert found.there[cell] == len(here)
        assert found.free[cell] == sum(item.cost == "free" for item in here)
        assert found.reachable[cell] == sum(not broken(item, spot, band) for item in joinable)
        non_zero += bool(here)
    assert non_zero > 5


def test_every_wijk_tells_how_many_clubs_it_has() -> None:
    areas, _ = world().reference.areas.resolve({"gemeente": ("Den Haag",)})
    (found,) = world().insights.coverage(world().around, areas, ("nature",))
    for at, spot in enumerate(found.town.spots):
        here = [item for item in world().listings.values() if item.wijk == spot.code]
        fitting = [
            item
            for item in here
            if not find_broken(Candidate(item), Situation(places=(spot.place,)), world().around) - {"place"}
        ]
        assert found.clubs[at] == sum(item.kind == "club" for item in fitting)
        assert found.joinable[at] == len(fitting)
    assert (found.clubs > 0).any()


def test_one_reading_is_shared_until_the_minute_is_over() -> None:
    insights = world().insights
    first = insights.offers(world().around)
    assert insights.offers(world().around) is first
    assert insights.offers(replace(world().around, now=world().around.now + 1)) is not first
