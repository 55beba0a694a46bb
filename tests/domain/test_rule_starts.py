"""Rules that began long ago or that there are many of: the same dates, in bounded work."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.domain.draft_parts import ExceptionDraft, RuleDraft, ScheduleDraft
from app.domain.recurrence import DAY_CODES, find_rule_faults
from app.domain.rule_starts import walk_starts
from app.domain.schedule import expand_sessions
from app.domain.vocabulary import SessionStatus
from app.errors import InvalidInput

ZONE = ZoneInfo("Europe/Amsterdam")
HOUR = timedelta(hours=1)
LONG_AGO, END = datetime(2019, 3, 5, 15), datetime(2027, 12, 27)


def rule_of(starts_at: datetime, rrule: str, lasts: timedelta = HOUR) -> RuleDraft:
    return RuleDraft(starts_at, starts_at + lasts, rrule)


RULES = st.tuples(
    st.sampled_from(("FREQ=DAILY", "FREQ=WEEKLY", "FREQ=MONTHLY")),
    st.integers(1, 9).map("INTERVAL={}".format),
    st.lists(st.sampled_from(DAY_CODES), max_size=4, unique=True).map(lambda days: days and f"BYDAY={','.join(days)}"),
    st.sampled_from(("", "COUNT=900", "UNTIL=20261202", "UNTIL=20261202T140000Z")),
    st.sampled_from(("", "BYMONTH=1,11,12")),
    st.sampled_from(("", "WKST=SU")),
).map(lambda parts: ";".join(filter(None, parts)))


@given(rrule=RULES, begin=st.datetimes(datetime(2019, 1, 1), datetime(2027, 1, 1)))
def test_a_rule_that_began_long_ago_goes_on_as_if_every_date_was_walked_along(rrule: str, begin: datetime) -> None:
    assume(not find_rule_faults(rrule, LONG_AGO))
    rule = rule_of(LONG_AGO, rrule)
    walked = [start for start in walk_starts(rule, ZONE, END) if start >= begin]
    assert [start for start in walk_starts(rule, ZONE, END, begin) if start >= begin] == walked


def test_years_that_are_over_are_not_walked_along() -> None:
    begin = datetime(2026, 11, 1)
    near = list(walk_starts(rule_of(datetime(1970, 1, 1, 15), "FREQ=DAILY"), ZONE, END, begin))
    assert sum(start < begin for start in near) <= 2


MANY = tuple(rule_of(datetime(2026, 11, 1, 9), "FREQ=DAILY", HOUR + timedelta(minutes=n)) for n in range(700))
EACH_DAY = tuple(rule_of(datetime(2026, 11, 1, 9, n), "FREQ=MONTHLY") for n in range(60))
FAR_AWAY = tuple(ExceptionDraft(datetime(2030, 1, 1, 10) + n * HOUR, SessionStatus.FULL) for n in range(1_000))


@pytest.mark.parametrize(("rules", "exceptions"), [(MANY, ()), (EACH_DAY, FAR_AWAY)], ids=["at one time", "looked up"])
def test_a_schedule_that_asks_for_endless_work_is_refused(
    rules: tuple[RuleDraft, ...], exceptions: tuple[ExceptionDraft, ...]
) -> None:
    schedule = ScheduleDraft(None, "Europe/Amsterdam", rules, exceptions)
    with pytest.raises(InvalidInput, match="more than 2000 dates"):
        expand_sessions(schedule, first_day=date(2026, 10, 22), last_day=date(2027, 12, 26))
