"""A filter has a place in many files (docs/contributor.md); here each place that was forgotten is named."""

import inspect
import re
from dataclasses import fields
from random import Random

from app.catalogue.filters import FILTERS
from app.domain.areas import AREA_PARAMETERS
from app.domain.listing import Listing
from app.domain.query import Query
from app.domain.rule import JUDGES
from app.schemas.parameters import SEARCH
from app.schemas.requests import SearchRequest
from app.services import search
from tests.support.strategies import PARTS, make_listing

OF_THE_SEARCH_ITSELF = {"q", "radius", "time", "status", "freshness"}
"""What `catalogue.search` works out beside the table of filters."""
NOT_READ_BY_SEARCH = {
    "source_name",
    "place_id",
    "open_to_areas",
    "follow_up",
    "replaced_by",
    "prerequisites",
    "needs_sign_ups",
    "pass_residents",
}
"""What next steps or pages read; alike in every random listing."""


def test_every_judge_of_the_rule_has_its_filter_in_the_snapshot() -> None:
    assert {name for name, _, _ in JUDGES} == {*FILTERS} | OF_THE_SEARCH_ITSELF


def test_random_questions_ask_everything_a_query_holds() -> None:
    assert {field.name for field in fields(Query)} == {*PARTS}


def test_random_listings_differ_in_all_that_search_reads() -> None:
    random = Random(1)
    made = [make_listing(random) for _ in range(200)]
    alike = {field.name for field in fields(Listing) if len({getattr(item, field.name) for item in made}) == 1}
    assert alike == NOT_READ_BY_SEARCH


def test_the_query_is_made_from_every_parameter_that_asks_something() -> None:
    asked = {row.field for row in SEARCH.rows if row.group != "Answer"} | {"sort"}
    assert asked <= {field.name for field in fields(SearchRequest)}
    read = re.findall(r"\brequest\.(\w+)", inspect.getsource(search))
    assert asked - {*read, *AREA_PARAMETERS} == set()
