"""What the snapshot suggests is what the rule suggests with every activity in the catalogue for candidates."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.catalogue import step_words
from app.catalogue.reference import Reference, RouteFacts
from app.catalogue.stemming import stem
from app.domain import vocabulary as words
from app.domain.areas import AreaIndex
from app.domain.arrangements import Arrangement
from app.domain.calendar import HolidayCalendar
from app.domain.interest import InterestIndex
from app.domain.listing import Listing, SessionTime
from app.domain.next_step_limits import find_broken, needs_no_travel, payer_of
from app.domain.next_step_rank import score
from app.domain.next_step_relation import Ground
from app.domain.next_steps import judge_candidates, loosen, suggest_next_steps
from app.domain.query import Point, Surroundings, TimeFilter
from app.domain.situation import Candidate, Counts, Done, Place, Situation, Suggestions
from app.services.gathering import Gatherer
from app.services.help import HelpWriter
from app.services.situations import read_done
from tests.domain.test_next_steps import SCHEME
from tests.support import strategies as world
from tests.support.twin import Twin

ARRANGEMENTS = (
    Arrangement("fund", "fund", "Fonds", "fund", ("GM1",), ("sport",), ("parent",)),
    Arrangement("culture", "culture", "Cultuurfonds", "fund", ("NL",), ("culture",), ("intermediary",), age_min=8),
    Arrangement("town", "town", "Stadsfonds", "scheme", ("GM2",), ("culture", "outings"), ("parent",), age_max=11),
    Arrangement("class", "class", "Schoolfonds", "fund", ("GM1",), ("school",), ("school",), age_max=12),
    Arrangement("pass", "pass", "Pas", "pass", ("GM1",), ("culture", "outings"), ("parent",)),
)
SPOKEN = frozenset(("robot", "robots", "club"))


def _put_off(session: SessionTime, minutes: int) -> SessionTime:
    return session._replace(starts_at=session.starts_at + minutes, ends_at=session.ends_at + minutes)


def make_item(random: Random) -> Listing:
    """A listing of the small world that can often be joined, with all that next steps look at beside what searches
    do."""
    item = replace(
        world.make_listing(random),
        prerequisites=world.few(random, ("ownBike", "audition"), 1),
        needs_sign_ups=random.random() < 0.2,
        open_to_areas=world.few(random, ("GM1", "SD1", "WK4"), 2),
        kind=random.choice((None, "workshop", "club", "dropIn", "kit", "lesson", "loan")),
        accessibility=world.few(random, ("hearingLoop", "quietRoom", "specialNeeds"), 2),
        title_key=random.choice(("natuurclub", "natuurclub 2026", "zwemles", "koken najaar", "koken", "")),
        school_types=world.few(random, ("po", "so", "vmbo"), 2) if random.random() < 0.3 else (),
        follow_up=world.few(random, world.IDS, 1) if random.random() < 0.2 else (),
        replaced_by=random.choice(world.IDS) if random.random() < 0.1 else None,
    )
    if random.random() < 0.3:  # far ahead, beyond the holidays too
        wait = random.choice((14, 15, 42, 43, 44, 48, 50, 91, 92, 95, 98, 300)) * world.DAY
        item = replace(item, sessions=tuple(_put_off(one, wait) for one in item.sessions))
    names = dict(item.pass_prices)
    item = replace(
        item,
        pass_prices=tuple(names.items()),
        pass_residents=tuple((name, world.few(random, ("GM1", "GM2"), 2)) for name in names if random.random() < 0.5),
    )
    item = replace(item, pass_residents=tuple((name, codes) for name, codes in item.pass_residents if codes))
    if random.random() < 0.3:
        return item
    easy: dict[str, Any] = {"status": "open", "ends_at": None, "is_example": True, "enrolment_closes_at": None}
    if random.random() < 0.8:
        easy |= {"individual": True, "open_to": "everyone", "audience": ("children",)}
    return replace(item, **easy)


def make_place(random: Random) -> Place:
    code = random.choice(tuple(world.AREA_TREE))
    levels = world.levels_of(code)
    areas = frozenset(code for code in levels.values() if code) if random.random() < 0.7 else frozenset()
    return Place(
        point=Point(*random.choice(world.PLACES)) if random.random() < 0.7 else None,
        gemeente=levels["gemeente"] if random.random() < 0.9 else None,
        stadsdeel=levels["stadsdeel"],
        wijk=levels["wijk"],
        areas=areas,
        is_given=random.random() < 0.9,
    )


def make_situation(random: Random) -> Situation:
    def now_and_then(value: Any, otherwise: Any, share: float = 0.2) -> Any:
        return value if random.random() < share else otherwise

    days = frozenset(random.sample(range(7), random.randint(0, 3)))
    time = TimeFilter(weekdays=days, moment=random.choice((None, words.Moment.WEEKEND, words.Moment.AFTER_SCHOOL)))
    groups = random.random() < 0.15
    return Situation(
        ages=() if groups else tuple(random.sample(range(3, 18), random.choice((0, 1, 1, 1, 2, 3)))),
        school_groups=("groep4",) if groups else (),
        places=tuple(make_place(random) for _ in range(random.choice((0, 1, 1, 1, 2)))),
        reach_m=random.choice((0, 500, 1_000, 2_500, 5_000, 500_000)),
        school_types=now_and_then(random.choice((("po",), ("vmbo", "pro"), ("mbo",))), ()),
        school=now_and_then("school1", None),
        is_free_only=now_and_then(True, False, 0.1),
        max_price=random.choice((None, None, None, 0, 0, 400)),
        passes=now_and_then(world.few(random, world.PASSES, 2), (), 0.4),
        time=now_and_then(None if time == TimeFilter() else time, None),
        accessibility=now_and_then(("wheelchair", "quietRoom")[: random.randint(1, 2)], ()),
        languages=now_and_then(("nl",), ()),
        groups=frozenset(now_and_then(("girls",), ())),
        for_school=now_and_then(True, False, 0.15),
        direction=random.choice(("any", "any", "any", "any", "deepen", "broaden")),
        themes=world.few(random, SCHEME.ids(), 2),
        words=SPOKEN if random.random() < 0.2 else frozenset(),
        limit=random.randint(1, 5),
    )


def make_reference(random: Random, known: list[str]) -> Reference:
    steps = tuple(random.sample([*known, *world.IDS[:4]], 4))
    route = RouteFacts("route1", "Route", None, steps, ("discover", "deepen", "broaden", "join"))
    return Reference(
        areas=AreaIndex(()),
        themes=SCHEME,
        interests=InterestIndex(SCHEME, stem),
        calendar=HolidayCalendar({}),
        organisations={name: name for name in world.ORGANISATIONS},
        routes={"route1": route},
        routes_of={name: (("route1", at),) for at, name in enumerate(steps, start=1)},
        passes={facts.id: facts for facts in ARRANGEMENTS},
    )


class Two:
    """One catalogue asked both ways."""

    def __init__(self, random: Random) -> None:
        self.twin = Twin()
        for _ in range(random.randint(1, 3)):
            gone = random.sample(world.IDS, random.randint(0, 3))
            self.twin.write([make_item(random) for _ in range(random.randint(1, 60))], gone)
        self.reference = make_reference(random, sorted(self.twin.items))
        self.helper = HelpWriter(self.reference)
        self.gatherer = Gatherer(self.twin.catalogue, self.reference, self.helper)

    def draw_done(self, random: Random) -> tuple[Done, ...]:
        names = random.sample(sorted(self.twin.items), min(len(self.twin.items), random.choice((0, 1, 1, 2))))
        names += [name for name in self.reference.routes_of if random.random() < 0.15 and name not in names]
        known = (read_done(self.twin.catalogue, self.reference, name, name) for name in names)
        return tuple(one for one in known if one is not None)

    def candidates(self, done: tuple[Done, ...], situation: Situation) -> list[Candidate]:
        """Everything there is, with what people laid out."""
        authored = self.gatherer._authored(done)
        return [
            Candidate(
                item,
                authored.get(name),
                ()
                if item.cost == "free"
                else tuple(
                    facts.id
                    for facts in self.helper.arrangements(item.gemeente, item.themes, payer_of(item, situation))
                ),
                name in self.reference.routes_of,
            )
            for name, item in self.twin.items.items()
        ]

    def by_rule(self, done: tuple[Done, ...], situation: Situation, around: Surroundings) -> Suggestions:
        return suggest_next_steps(done, self.candidates(done, situation), situation, around, SCHEME)


def shown(found: Suggestions) -> list[tuple[Any, ...]]:
    return [
        (step.candidate.listing.id, step.direction, step.relation, step.score, step.role, step.reasons, step.barriers)
        for step in found.steps
    ]


seeds = st.integers(0, 2**32)


@pytest.fixture(params=[0, 10**6], ids=["words in many rows", "words in few rows"], scope="module")
def ways(request: pytest.FixtureRequest) -> Iterator[None]:
    """Both ways to look for words: in bitmaps and in lists of rows."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(step_words, "OFTEN", request.param)
        yield


@pytest.mark.usefixtures("ways")
@settings(max_examples=80, deadline=None)
@given(seeds)
def test_the_snapshot_suggests_what_the_rule_suggests_over_everything(seed: int) -> None:
    random = Random(seed)
    two, around = Two(random), world.surroundings()
    for _ in range(4):
        done, situation = two.draw_done(random), make_situation(random)
        found, expected = two.gatherer.suggest(done, situation, around), two.by_rule(done, situation, around)
        assert (shown(found), found.allowed, found.related) == (shown(expected), expected.allowed, expected.related)
        for _, _, looser in loosen(situation):
            ground = Ground(done, looser, SCHEME)
            wider = list(judge_candidates(ground, two.candidates(done, looser), looser, around))
            asked = [step for step in wider if not ground.asked_line.isdisjoint(step.candidate.listing.themes)]
            expected_counts = Counts(len(wider), sum(step.is_related for step in wider), len(asked))
            assert two.gatherer.count(done, looser, around) == expected_counts


@settings(max_examples=60, deadline=None)
@given(seeds)
def test_what_needs_no_travel_breaks_no_limit_and_is_shown_by_rank(seed: int) -> None:
    random = Random(seed)
    two, around = Two(random), world.surroundings()
    done, situation = two.draw_done(random), replace(make_situation(random), direction="any", limit=5)
    found = two.gatherer.find_without_travel(done, situation, around, ("x001",), 3)
    ground = Ground(done, situation, SCHEME)
    taken = {"x001", *(one.id for one in done)}
    there = [
        one
        for one in (replace(one, authored=None) for one in two.candidates(done, situation))
        if one.listing.attendance in ("home", "online", "mobile")
        and needs_no_travel(one.listing, situation)
        and not find_broken(one, situation, around)
        and one.listing.id not in taken
    ]
    there.sort(key=lambda one: (-score(one, ground._by_theme(one), ground, situation, around), one.listing.id))
    assert [one.listing.id for one in found] == [one.listing.id for one in there[:3]]


class Crowd(Two):
    """A town where far more fits than a list can hold, so that what is quite different is not looked at."""

    def __init__(self, random: Random) -> None:
        super().__init__(random)
        easy: dict[str, Any] = {"cost": "free", "is_one_off": False, "stage": "deepen", "school_time": "outside"}
        easy |= {"age_min_months": None, "age_max_months": None, "school_groups": (), "enrolment_how": ("walkIn",)}
        easy |= {"service_areas": (), "attendance": "onsite", "sessions": ()}
        crowd = [replace(make_item(random), status="open", ends_at=None, is_example=True, **easy) for _ in range(60)]
        crowd = [
            replace(item, individual=True, open_to="everyone", audience=("children",), kind="club") for item in crowd
        ]
        self.twin.write(crowd)


@pytest.mark.usefixtures("ways")
@settings(max_examples=40, deadline=None)
@given(seeds)
def test_in_a_crowd_too(seed: int) -> None:
    random = Random(seed)
    two, around = Crowd(random), world.surroundings()
    for _ in range(4):
        done, situation = two.draw_done(random), make_situation(random)
        situation = replace(situation, reach_m=500_000, is_free_only=False, time=None)
        found, expected = two.gatherer.suggest(done, situation, around), two.by_rule(done, situation, around)
        assert (shown(found), found.allowed, found.related) == (shown(expected), expected.allowed, expected.related)
