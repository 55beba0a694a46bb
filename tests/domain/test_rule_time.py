"""Long sessions: a camp of five days or a loan of weeks is one session, and no time asked must not exclude it."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from app.domain.listing import Listing, SessionTime
from app.domain.query import TimeFilter
from app.domain.rule_time import judge_time
from app.domain.verdict import Verdict
from tests.support import strategies as world

CAMP = SessionTime(world.TODAY * 1440 + 540, world.TODAY * 1440 + 540 + 5 * 1440, 60)


@settings(max_examples=20)
@given(world.listings())
def test_a_session_of_days_is_found_by_its_date(item: Listing) -> None:
    camp = replace(item, sessions=(CAMP,))
    asked = TimeFilter(from_day=world.TODAY, to_day=world.TODAY)
    assert judge_time(camp, asked, world.surroundings()) is Verdict.YES


@pytest.mark.parametrize(("time_to", "verdict"), [(1440, Verdict.NO), (None, Verdict.YES)])
@settings(max_examples=5)
@given(item=world.listings())
def test_only_an_asked_end_of_the_day_excludes_it(item: Listing, time_to: int | None, verdict: Verdict) -> None:
    camp = replace(item, kind="camp", sessions=(CAMP,))
    assert judge_time(camp, TimeFilter(from_day=world.TODAY, time_to=time_to), world.surroundings()) is verdict
