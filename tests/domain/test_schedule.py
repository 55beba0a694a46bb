"""Sessions from schedules: recurrence, clock changes, holidays, exceptions, limits, and when it is all over."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.calendar import minutes, to_local, to_utc
from app.domain.draft_parts import ExceptionDraft, RuleDraft, ScheduleDraft
from app.domain.listing import SessionTime
from app.domain.schedule import (
    bounds_end,
    expand_sessions,
    find_schedule_faults,
    session_id,
    session_window,
)
from app.domain.vocabulary import SessionStatus
from app.errors import InvalidInput

FIRST, LAST = date(2026, 9, 1), date(2027, 10, 6)
WEDNESDAY = datetime(2026, 9, 2, 14)
AUTUMN = (date(2026, 10, 17), date(2026, 10, 25))


def weekly(
    rrule: str | None = "FREQ=WEEKLY;BYDAY=WE", *exceptions: ExceptionDraft, hours: float = 1.5
) -> ScheduleDraft:
    rule = RuleDraft(WEDNESDAY, WEDNESDAY + timedelta(hours=hours), rrule)
    return ScheduleDraft(rules=(rule,), exceptions=exceptions)


def expand(schedule: ScheduleDraft, *skip: tuple[date, date], last: date = LAST) -> tuple[SessionTime, ...]:
    return expand_sessions(schedule, first_day=FIRST, last_day=last, skip=skip)


def starts(sessions: tuple[SessionTime, ...]) -> list[str]:
    return [to_local(session.starts_at).strftime("%m-%d %H:%M") for session in sessions]


def test_a_lesson_at_half_past_ten_at_night_stays_there_through_clock_changes() -> None:
    rule = RuleDraft(datetime(2026, 9, 2, 22, 30), datetime(2026, 9, 3, 0, 15), "FREQ=WEEKLY")
    found = expand(ScheduleDraft(rules=(rule,)))
    assert len(found) == 58
    assert {to_local(session.starts_at).strftime("%a %H:%M") for session in found} == {"Wed 22:30"}
    assert {to_local(session.ends_at).strftime("%a %H:%M") for session in found} == {"Thu 00:15"}
    assert {session.offset_min for session in found} == {60, 120}


def test_a_start_that_the_clock_skips_moves_forward_and_a_repeated_one_is_the_first() -> None:
    skipped = RuleDraft(datetime(2027, 3, 28, 2, 30), datetime(2027, 3, 28, 3, 30))
    repeated = RuleDraft(datetime(2026, 10, 25, 2, 30), datetime(2026, 10, 25, 4, 0))
    autumn, spring = expand(ScheduleDraft(rules=(skipped, repeated)))
    assert to_utc(spring.starts_at) == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert spring.ends_at - spring.starts_at == 60
    assert to_utc(autumn.starts_at) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert to_utc(autumn.ends_at) == datetime(2026, 10, 25, 3, 0, tzinfo=UTC)


def test_a_weekend_camp_over_a_clock_change_ends_when_the_clock_on_the_wall_says_so() -> None:
    camp = RuleDraft(datetime(2026, 10, 24, 16), datetime(2026, 10, 25, 15))
    (session,) = expand(ScheduleDraft(rules=(camp,)))
    assert to_local(session.ends_at).hour == 15
    assert session.ends_at - session.starts_at == 24 * 60


def test_times_are_those_of_the_zone_of_the_schedule() -> None:
    rule = RuleDraft(datetime(2026, 9, 2, 14), datetime(2026, 9, 2, 15))
    (session,) = expand(ScheduleDraft(rules=(rule,), timezone="Europe/London"))
    assert to_utc(session.starts_at) == datetime(2026, 9, 2, 13, tzinfo=UTC)
    assert session.offset_min == 120
    assert session_id(session) == "20260902T1500"


@pytest.mark.parametrize(
    ("until", "count"),
    [("20260916", 3), ("20260916T140000", 3), ("20260916T135959", 2), ("20260916T120000Z", 3), ("20260916T115959Z", 2)],
)
def test_until_is_inclusive_as_a_day_as_local_time_and_as_utc(until: str, count: int) -> None:
    assert len(expand(weekly(f"FREQ=WEEKLY;UNTIL={until}"))) == count


def test_holidays_are_skipped_for_recurring_dates_only() -> None:
    single = RuleDraft(datetime(2026, 10, 20, 10), datetime(2026, 10, 20, 12))
    schedule = ScheduleDraft(rules=(*weekly().rules, single))
    found = starts(expand(schedule, AUTUMN, last=date(2026, 10, 31)))
    assert "10-20 10:00" in found
    assert "10-21 14:00" not in found
    assert {"10-14 14:00", "10-28 14:00"} < set(found)


def test_dates_are_sorted_and_distinct_and_the_longer_of_two_together_stays() -> None:
    short, other = weekly(hours=1).rules[0], RuleDraft(datetime(2026, 9, 1, 9), datetime(2026, 9, 1, 10))
    found = expand(ScheduleDraft(rules=(short, *weekly(hours=2).rules, other)), last=date(2026, 9, 9))
    assert starts(found) == ["09-01 09:00", "09-02 14:00", "09-09 14:00"]
    assert found[1].ends_at - found[1].starts_at == 120


def change(day: int, status: str, at: datetime | None = None, **more: object) -> ExceptionDraft:
    return ExceptionDraft(datetime(2026, 9, day, 14), SessionStatus(status), at, **more)  # type: ignore[arg-type]


def test_an_exception_by_local_start_cancels_fills_or_moves_that_date() -> None:
    moved = change(16, "moved", datetime(2026, 9, 17, 10))
    found = expand(weekly("FREQ=WEEKLY;COUNT=4", change(2, "cancelled"), change(9, "full", places_left=0), moved))
    assert starts(found) == ["09-02 14:00", "09-09 14:00", "09-17 10:00", "09-23 14:00"]
    assert [session.status for session in found] == ["cancelled", "full", "moved", "scheduled"]
    assert found[1].places_left == 0
    assert found[2].moved_from == minutes(datetime(2026, 9, 16, 12, tzinfo=UTC))
    assert found[2].ends_at - found[2].starts_at == 90
    assert [session_id(session) for session in found][2] == "20260916T1400"


def test_a_date_scheduled_at_another_time_is_a_moved_one() -> None:
    (session,) = expand(weekly("FREQ=WEEKLY;COUNT=1", change(2, "scheduled", datetime(2026, 9, 3, 9))))
    assert (session.status, session.moved_from is not None) == ("moved", True)


def test_an_exception_at_midnight_names_the_whole_day() -> None:
    off = ExceptionDraft(datetime(2026, 9, 9), SessionStatus.CANCELLED)
    found = expand(weekly("FREQ=WEEKLY;COUNT=2", off))
    assert [session.status for session in found] == ["scheduled", "cancelled"]


def test_an_exception_without_a_date_of_its_own_adds_one() -> None:
    extra = ExceptionDraft(datetime(2026, 9, 5, 10), SessionStatus.SCHEDULED, ends_at=datetime(2026, 9, 5, 12))
    usual = ExceptionDraft(datetime(2026, 9, 6), SessionStatus.SCHEDULED)
    found = expand(weekly("FREQ=WEEKLY;COUNT=1", extra, usual))
    assert starts(found) == ["09-02 14:00", "09-05 10:00", "09-06 14:00"]
    assert [session.ends_at - session.starts_at for session in found] == [90, 120, 90]


def test_cancelling_a_date_that_does_not_exist_adds_nothing() -> None:
    off = ExceptionDraft(datetime(2026, 9, 4, 14), SessionStatus.CANCELLED)
    assert starts(expand(weekly("FREQ=WEEKLY;COUNT=1", off))) == ["09-02 14:00"]


def test_a_date_that_goes_ahead_in_the_holiday_says_so_itself() -> None:
    goes = ExceptionDraft(datetime(2026, 10, 21), SessionStatus.SCHEDULED)
    assert "10-21 14:00" in starts(expand(weekly("FREQ=WEEKLY", goes), AUTUMN))


def test_a_date_moved_into_the_window_is_in_and_one_moved_out_is_not() -> None:
    into = ExceptionDraft(datetime(2026, 10, 7, 14), SessionStatus.MOVED, datetime(2026, 9, 5, 14))
    out = change(2, "moved", datetime(2026, 12, 1, 14))
    found = expand(weekly("FREQ=WEEKLY", into, out), last=date(2026, 9, 9))
    assert starts(found) == ["09-05 14:00", "09-09 14:00"]
    assert session_id(found[0]) == "20261007T1400"


@pytest.mark.parametrize(
    "rrule",
    [
        "",
        "FREQ",
        "FREQ=HOURLY",
        "FREQ=MINUTELY",
        "FREQ=SECONDLY",
        "FREQ=WEEKLY;COUNT=3;UNTIL=20270101",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=WEEKLY;INTERVAL=367",
        "FREQ=WEEKLY;INTERVAL=two",
        "FREQ=WEEKLY;COUNT=0",
        "FREQ=WEEKLY;COUNT=2001",
        "FREQ=WEEKLY;UNTIL=2027-01-01",
        "FREQ=WEEKLY;UNTIL=20271301",
        "FREQ=WEEKLY;BYDAY=WO",
        "FREQ=WEEKLY;BYDAY=2WE",
        "FREQ=MONTHLY;BYDAY=6MO",
        "FREQ=WEEKLY;BYMONTHDAY=3",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;INTERVAL=7;BYDAY=MO",
        "FREQ=WEEKLY;WKST=XX",
        "FREQ=WEEKLY;FREQ=DAILY",
        "FREQ=WEEKLY;BYEASTER=1",
        "FREQ=WEEKLY;BYHOUR=24",
        "FREQ=WEEKLY;BYDAY=",
        "DTSTART:20260902T140000\nRRULE:FREQ=WEEKLY",
        "FREQ=WEEKLY;" + "BYDAY=MO," * 100,
    ],
)
def test_a_bad_rule_is_refused_with_a_pointer(rrule: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        expand(weekly(rrule))
    assert {fault.pointer for fault in refused.value.faults} == {"/schedule/rules/0/rrule"}


def test_every_fault_of_a_schedule_is_named_at_once() -> None:
    backwards = RuleDraft(WEDNESDAY, WEDNESDAY - timedelta(hours=1), "FREQ=HOURLY")
    aware = ExceptionDraft(WEDNESDAY.replace(tzinfo=UTC), SessionStatus.CANCELLED)
    faults = find_schedule_faults(ScheduleDraft(timezone="Europe/Moerwijk", rules=(backwards,), exceptions=(aware,)))
    assert [(fault.code, fault.pointer) for fault in faults] == [
        ("unknown-timezone", "/schedule/timezone"),
        ("ends-before-start", "/schedule/rules/0"),
        ("invalid-rrule", "/schedule/rules/0/rrule"),
        ("local-time-needed", "/schedule/exceptions/0"),
    ]


@pytest.mark.parametrize("zone", ["", "Europe", "../etc/passwd", "Nowhere/Here"])
def test_a_zone_that_does_not_exist_is_refused(zone: str) -> None:
    with pytest.raises(InvalidInput, match="not a time zone"):
        expand(ScheduleDraft(timezone=zone, rules=weekly().rules))


def test_more_than_two_thousand_dates_are_refused() -> None:
    with pytest.raises(InvalidInput, match="2000"):
        expand(weekly("FREQ=DAILY;BYHOUR=8,9,10,11,12,13"))


def test_the_window_is_a_month_back_and_four_hundred_days_ahead_within_the_season() -> None:
    today = date(2026, 11, 21)
    assert session_window(today) == (date(2026, 10, 21), date(2027, 12, 26))
    assert session_window(today, date(2026, 11, 1), date(2027, 6, 30)) == (date(2026, 11, 1), date(2027, 6, 30))


@pytest.mark.parametrize(
    ("schedule", "season_to", "end"),
    [
        (ScheduleDraft(), None, None),
        (ScheduleDraft(), date(2027, 6, 30), datetime(2027, 6, 30, 22, tzinfo=UTC)),
        (weekly(), None, None),
        (weekly(), date(2027, 6, 30), datetime(2027, 6, 30, 22, tzinfo=UTC)),
        (weekly(None), None, datetime(2026, 9, 2, 13, 30, tzinfo=UTC)),
        (weekly(None), date(2027, 6, 30), datetime(2026, 9, 2, 13, 30, tzinfo=UTC)),
        (weekly("FREQ=WEEKLY;COUNT=10"), None, datetime(2026, 11, 4, 14, 30, tzinfo=UTC)),
        (weekly("FREQ=WEEKLY;UNTIL=20260915"), None, datetime(2026, 9, 9, 13, 30, tzinfo=UTC)),
        (weekly("FREQ=WEEKLY;COUNT=2", change(9, "cancelled")), None, datetime(2026, 9, 2, 13, 30, tzinfo=UTC)),
        (
            weekly("FREQ=WEEKLY;COUNT=2", change(9, "moved", datetime(2026, 12, 1, 14))),
            None,
            datetime(2026, 12, 1, 14, 30, tzinfo=UTC),
        ),
        (weekly(None, change(2, "cancelled")), None, datetime(2026, 9, 2, 13, 30, tzinfo=UTC)),
        (weekly("FREQ=YEARLY;UNTIL=99991231"), date(9999, 12, 31), datetime(2200, 9, 2, 13, 30, tzinfo=UTC)),
    ],
)
def test_it_is_over_after_the_last_date_or_the_season(
    schedule: ScheduleDraft, season_to: date | None, end: datetime | None
) -> None:
    assert bounds_end(schedule, season_to) == end


def naive_weekly(start: datetime, days: set[int], interval: int, skip: tuple[date, date]) -> list[int]:
    """Day by day: the weekday is asked, its week counts, it is no holiday; wall time made UTC by the zone itself."""
    zone, found = ZoneInfo("Europe/Amsterdam"), []
    monday = start.date() - timedelta(days=start.weekday())
    for number in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=number)
        is_week = (day - monday).days // 7 % interval == 0
        if day >= start.date() and day.weekday() in days and is_week and not skip[0] <= day <= skip[1]:
            moment = datetime.combine(day, start.time(), zone).astimezone(UTC)
            found.append(int(moment.timestamp() // 60))
    return found


@given(
    start=st.datetimes(datetime(2026, 6, 1), datetime(2027, 12, 1)),
    days=st.sets(st.integers(0, 6), min_size=1),
    interval=st.integers(1, 5),
    length=st.integers(0, 40),
)
def test_weekly_rules_give_what_walking_day_by_day_gives(
    start: datetime, days: set[int], interval: int, length: int
) -> None:
    start = start.replace(second=0, microsecond=0, fold=0)
    skip = (date(2026, 12, 19), date(2026, 12, 19) + timedelta(days=length))
    codes = ",".join(("MO", "TU", "WE", "TH", "FR", "SA", "SU")[day] for day in sorted(days))
    rule = RuleDraft(start, start + timedelta(hours=1), f"FREQ=WEEKLY;INTERVAL={interval};BYDAY={codes};WKST=MO")
    found = expand(ScheduleDraft(rules=(rule,)), skip)
    assert [session.starts_at for session in found] == naive_weekly(start, days, interval, skip)
    assert all(session.ends_at > session.starts_at for session in found)
    assert len({session_id(session) for session in found}) == len(found)


def test_a_rule_with_more_dates_than_anybody_means_is_refused_before_it_is_walked_along() -> None:
    often = weekly("FREQ=DAILY;BYHOUR=9,10,11,12;BYMINUTE=0,15,30,45;UNTIL=21980101")
    for attempt in (
        lambda schedule: bounds_end(schedule, None),
        lambda schedule: expand(schedule, last=date(2190, 1, 1)),
    ):
        with pytest.raises(InvalidInput) as refused:
            attempt(often)
        assert [fault.code for fault in refused.value.faults] == ["too-many-sessions"]
    assert bounds_end(weekly("FREQ=DAILY;UNTIL=21980101"), None) is not None
