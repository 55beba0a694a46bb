"""The pure rule gives the answers that were worked out by hand from the design."""

from dataclasses import replace
from functools import cache

import pytest

from app.domain.order import sort_key
from app.domain.query import Query, Surroundings
from app.domain.vocabulary import SortField
from tests.cases.case import Case, run_case
from tests.cases.searches import ALL_CASES
from tests.support.case_catalogue import case_world
from tests.support.case_search import Search, search_by_rule


@cache
def _search() -> Search:
    return search_by_rule(case_world())


@pytest.mark.parametrize("case", ALL_CASES, ids=lambda case: case.name)
def test_the_rule_answers(case: Case) -> None:
    run_case(case, _search())


def test_every_case_asks_something_else_and_says_what() -> None:
    assert len({case.name for case in ALL_CASES}) == len(ALL_CASES)
    assert len({case.query for case in ALL_CASES}) == len(ALL_CASES)


def test_the_newest_change_comes_first_and_the_id_breaks_a_tie() -> None:
    around = Surroundings(now=0, now_offset_min=60)
    first, second, third, fourth = case_world().listings[:4]
    changed = [
        replace(item, id=name, modified_at=at)
        for item, name, at in [(first, "b", 5), (second, "a", 5), (third, "c", 9), (fourth, "d", 1)]
    ]
    asked = Query(sort=SortField.MODIFIED)
    assert [item.id for item in sorted(changed, key=lambda item: sort_key(item, asked, around))] == ["c", "a", "b", "d"]
