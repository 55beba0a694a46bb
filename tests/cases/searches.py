"""Every case of the table."""

from tests.cases.case import Case
from tests.cases.searches_age import AGE_CASES
from tests.cases.searches_area import AREA_CASES
from tests.cases.searches_cost import COST_CASES
from tests.cases.searches_errors import ERROR_CASES
from tests.cases.searches_near import NEAR_CASES
from tests.cases.searches_sort import SORT_CASES
from tests.cases.searches_state import STATE_CASES
from tests.cases.searches_text import TEXT_CASES
from tests.cases.searches_time import TIME_CASES
from tests.cases.searches_town import TOWN_CASES
from tests.cases.searches_who import WHO_CASES

ALL_CASES: tuple[Case, ...] = (
    *AGE_CASES,
    *COST_CASES,
    *AREA_CASES,
    *NEAR_CASES,
    *TIME_CASES,
    *STATE_CASES,
    *WHO_CASES,
    *TEXT_CASES,
    *SORT_CASES,
    *TOWN_CASES,
    *ERROR_CASES,
)
