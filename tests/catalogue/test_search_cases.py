"""The snapshot gives the answers that were worked out by hand from the design."""

from functools import cache

import pytest

from tests.cases.case import Case, run_case
from tests.cases.searches import ALL_CASES
from tests.support.case_catalogue import case_world
from tests.support.case_search import Search, search_by_snapshot


@cache
def _search() -> Search:
    return search_by_snapshot(case_world())


@pytest.mark.parametrize("case", ALL_CASES, ids=lambda case: case.name)
def test_the_snapshot_answers(case: Case) -> None:
    run_case(case, _search())
