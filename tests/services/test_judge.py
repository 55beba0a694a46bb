"""The judge sees what is wrong: each violation is found, cases are read with all their faults, grades are weighed."""

from dataclasses import replace
from typing import Any

import pytest

from app.domain.areas import AreaIndex
from app.domain.listing import Listing
from app.domain.query import Point, Surroundings
from app.domain.situation import Candidate, Place, Reason, Situation, Step
from app.errors import InvalidInput
from app.services.judge import Tally, measure_ndcg, write_tally
from app.services.judge_cases import draw_questions, read_cases
from app.services.judge_checks import VIOLATIONS, find_violations
from tests.support.case_catalogue import case_world

AROUND = Surroundings(now=1_000_000, now_offset_min=60, stale_days={"": (600, 570, 500)})
HOME = Place(Point(52.05, 4.29), "GM0518", None, "WK051836", frozenset({"WK051836", "GM0518"}))
SITUATION = Situation(ages=(9,), places=(HOME,), reach_m=2_500)


def listing(**changes: Any) -> Listing:
    """Something a child of nine in Moerwijk can join."""
    plain = {
        "status": "open", "ends_at": None, "is_example": False, "confirmed_day": 690, "holiday_region": None,
        "individual": True, "open_to": "everyone", "open_to_organisations": (), "open_to_areas": (),
        "age_min_months": 96, "age_max_months": 155, "school_groups": (), "attendance": "onsite", "lat": 52.05,
        "lon": 4.29, "gemeente": "GM0518", "stadsdeel": None, "wijk": "WK051836", "service_areas": (), "cost": "free",
        "session_price": 0, "pass_prices": (), "kind": "club", "school_time": "outside", "audience": ("children",),
    }  # fmt: skip
    return replace(case_world().listings[0], **(plain | changes))


def step(item: Listing, barriers: tuple[str, ...] = (), help_ids: tuple[str, ...] = ()) -> Step:
    return Step(
        candidate=Candidate(item, help_ids=help_ids),
        direction="deepen",
        sense="deepen",
        relation="nextRung",
        role="child",
        score=0,
        distance_m=0,
        reasons=(),
        barriers=tuple(Reason(code) for code in barriers),
    )


WRONG: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("notOpen", {"status": "planned"}, {}),
    ("notOpen", {"status": "cancelled"}, {}),
    ("notOpen", {"ends_at": 999_999}, {}),
    ("stale", {"confirmed_day": 500}, {}),
    ("notJoinable", {"individual": False}, {}),
    ("notJoinable", {"individual": None}, {}),
    ("closedGroup", {"open_to": "girls"}, {}),
    ("closedGroup", {"open_to": "pupilsOf", "open_to_organisations": ("linde",)}, {"school": "eik"}),
    ("closedGroup", {"open_to": "residentsOf", "open_to_areas": ("WK051801",)}, {}),
    ("age", {"age_min_months": 120}, {}),
    ("age", {"age_max_months": 107}, {}),
    ("reach", {"lat": 52.10}, {}),
    ("reach", {"lat": None, "lon": None, "gemeente": "GM0363", "wijk": None}, {}),
    ("notFree", {"cost": "paid", "session_price": 500}, {"is_free_only": True}),
    ("notFree", {"cost": "unknown", "session_price": None}, {"is_free_only": True}),
    ("price", {"cost": "paid", "session_price": 600}, {"max_price": 500}),
    ("price", {"cost": "paid", "session_price": 600}, {"max_price": 0}),
    ("price", {"cost": "unknown", "session_price": None}, {"max_price": 0}),
]


@pytest.mark.parametrize(("name", "item", "asked"), WRONG)
def test_each_violation_is_found_and_no_other(name: str, item: dict[str, Any], asked: dict[str, Any]) -> None:
    assert find_violations(step(listing(**item)), replace(SITUATION, **asked), AROUND, frozenset()) == [name]


def test_every_violation_has_an_example_above() -> None:
    assert {name for name, _, _ in WRONG} == set(VIOLATIONS)


@pytest.mark.parametrize(
    ("item", "asked"),
    [
        ({}, {}),
        ({"is_example": True, "confirmed_day": 0}, {}),
        ({"open_to": "girls"}, {"groups": frozenset({"girls"})}),
        ({"open_to": "residentsOf", "open_to_areas": ("GM0518",)}, {}),
        ({"lat": None, "lon": None, "attendance": "online", "gemeente": None}, {}),
        ({"attendance": "atSchool", "open_to_organisations": ("eik",), "lat": 53.0}, {"school": "eik"}),
        ({"cost": "paid", "session_price": 500}, {"max_price": 500}),
        ({"cost": "paid", "session_price": 900, "pass_prices": (("pas", 0),)}, {"max_price": 0, "passes": ("pas",)}),
    ],
)
def test_what_is_right_is_left_alone(item: dict[str, Any], asked: dict[str, Any]) -> None:
    assert find_violations(step(listing(**item)), replace(SITUATION, **asked), AROUND, frozenset()) == []


def test_paid_without_a_budget_needs_both_the_barrier_and_the_help() -> None:
    paid, asked = listing(cost="paid", session_price=600), replace(SITUATION, max_price=0)
    assert find_violations(step(paid, ("paid",), ("jeugdfonds",)), asked, AROUND, frozenset()) == []
    assert find_violations(step(paid, ("paid",)), asked, AROUND, frozenset()) == ["price"]
    assert find_violations(step(paid, (), ("jeugdfonds",)), asked, AROUND, frozenset()) == ["price"]


def test_what_was_done_is_not_suggested_again() -> None:
    item = listing()
    assert find_violations(step(item), SITUATION, AROUND, frozenset({item.id})) == ["sameAgain"]


def test_cases_are_read() -> None:
    (case,) = read_cases("- {id: C1, given: {age: 9}, expect: [a], never: [b], first: a, grades: {a: 3, b: 0}}")
    assert (case.id, case.given, case.expect, case.never, case.first) == ("C1", {"age": 9}, ("a",), ("b",), "a")
    assert case.grades == {"a": 3, "b": 0}


@pytest.mark.parametrize(
    ("text", "pointers"),
    [
        ("{", [None]),
        ("id: C1", [None]),
        ("- 3", ["/0"]),
        ("- {id: C1}", ["/0/given"]),
        ("- {given: {}, colour: red}", ["/0/colour", "/0"]),
        ("- {id: C1, given: {}, expect: a, grades: {a: 9}}", ["/0/expect", "/0/grades"]),
    ],
)
def test_every_fault_of_a_file_is_named(text: str, pointers: list[str | None]) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_cases(text)
    assert [fault.pointer for fault in caught.value.faults] == pointers


def test_the_same_seed_asks_the_same_questions() -> None:
    world = case_world()
    areas, themes = world.reference.areas, world.reference.themes.ids()
    first, again, other = (list(draw_questions(20, seed, areas, world.listings, themes)) for seed in (1, 1, 2))
    assert first == again != other
    assert len(first) == 20


def test_without_an_offer_there_is_nothing_to_ask() -> None:
    assert list(draw_questions(20, 1, AreaIndex(), (), ("nature",))) == []


def test_ndcg_is_one_for_the_best_order_and_falls_with_the_place() -> None:
    grades = {"a": 3, "b": 1}
    assert measure_ndcg(["a", "b", "c"], grades, 3) == 1
    assert measure_ndcg(["x", "y", "z"], grades, 3) == 0
    # (1/log2(2) + 7/log2(3)) / (7/log2(2) + 1/log2(3))
    assert measure_ndcg(["b", "a"], grades, 3) == pytest.approx(0.7098, abs=1e-4)
    assert measure_ndcg(["x"], {"a": 0}, 3) == 1


def test_the_worst_wijk_is_set_against_the_median() -> None:
    tally = Tally(questions=30)
    for wijk, ended in (("A", 0), ("B", 2), ("C", 8)):
        tally.asked_in[wijk], tally.ended_in[wijk] = 10, ended
    tally.asked_in["D"], tally.ended_in["D"] = 1, 1
    lines = write_tally(tally, str.lower)
    assert "dead ends, median wijk\t20.0%" in lines
    assert "dead ends, worst wijk\t80.0%\tc" in lines
