"""Calendars whose series change for good, and rules for dates that do not take place."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import pytest

from app.domain.schedule import expand_sessions
from app.importers.icalendar_reader import read_icalendar
from app.schemas.drafts import parse_activity
from tests.importers.feeds import codes, draft, read, rules
from tests.importers.test_icalendar_reader import AMSTERDAM, AMSTERDAM_END, calendar, event, one

ZONE = "TZID=Europe/Amsterdam"


def change(original: str, starts: str, ends: str, *lines: str) -> str:
    """All dates from `original` on, as 20261209T140000, take place from `starts` to `ends`."""
    return event(f"RECURRENCE-ID;RANGE=THISANDFUTURE;{ZONE}:{original}", f"DTSTART;{ZONE}:{starts}",
                 f"DTEND;{ZONE}:{ends}", *lines)  # fmt: skip


def dates(found: Mapping[str, Any], first: date = date(2026, 11, 1), last: date = date(2027, 6, 30)) -> list[str]:
    """The sessions that take place, as the catalogue works them out."""
    activity = parse_activity({**found, "source": {"name": "s", "externalId": "1"}}, ignore_read_only=False)
    sessions = expand_sessions(activity.schedule, first_day=first, last_day=last)
    return [f"{datetime.fromtimestamp(one.starts_at * 60):%m-%d}" for one in sessions if one.status != "cancelled"]


def test_a_change_of_all_later_dates_cuts_the_series_in_two() -> None:
    weekly = event(
        AMSTERDAM, AMSTERDAM_END, "RRULE:FREQ=WEEKLY;COUNT=6", "EXDATE;TZID=Europe/Amsterdam:20261223T140000"
    )
    later = event(
        "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Amsterdam:20261209T140000",
        "DTSTART;TZID=Europe/Amsterdam:20261209T160000",
        "DTEND;TZID=Europe/Amsterdam:20261209T170000",
    )
    found = draft(read_icalendar, calendar(weekly, later))
    assert [(rule["startsAt"], rule["rrule"]) for rule in rules(found)] == [
        ("2026-11-25T14:00:00", "FREQ=WEEKLY;UNTIL=20261202T140000"),
        ("2026-12-09T16:00:00", "FREQ=WEEKLY;COUNT=4"),
    ]
    assert found["schedule"]["exceptions"] == [{"original": "2026-12-23T16:00:00", "status": "cancelled"}]


def test_a_change_of_all_later_dates_to_another_weekday_moves_the_rule() -> None:
    weekly = event(AMSTERDAM, AMSTERDAM_END, "RRULE:FREQ=WEEKLY;BYDAY=WE;UNTIL=20261230T130000Z")
    found = draft(read_icalendar, calendar(weekly, change("20261209T140000", "20261210T150000", "20261210T160000")))
    assert [(rule["startsAt"], rule["rrule"]) for rule in rules(found)] == [
        ("2026-11-25T14:00:00", "FREQ=WEEKLY;BYDAY=WE;UNTIL=20261202T140000"),
        ("2026-12-10T15:00:00", "FREQ=WEEKLY;BYDAY=TH;COUNT=4"),
    ]
    assert dates(found) == ["11-25", "12-02", "12-10", "12-17", "12-24", "12-31"]


def test_an_endless_series_goes_on_endlessly_on_its_new_day() -> None:
    weekly = event(AMSTERDAM, AMSTERDAM_END, "RRULE:FREQ=WEEKLY;BYDAY=WE")
    found = draft(read_icalendar, calendar(weekly, change("20261209T140000", "20261211T140000", "20261211T150000")))
    assert rules(found)[1]["rrule"] == "FREQ=WEEKLY;BYDAY=FR"


def test_a_series_on_two_days_moves_both() -> None:
    weekly = event(AMSTERDAM, AMSTERDAM_END, "RRULE:FREQ=WEEKLY;BYDAY=WE,FR;COUNT=6")
    found = draft(read_icalendar, calendar(weekly, change("20261202T140000", "20261201T140000", "20261201T150000")))
    assert dates(found) == ["11-25", "11-27", "12-01", "12-03", "12-08", "12-10"]


def test_a_monthly_series_that_moves_a_day_keeps_each_date_a_day_later() -> None:
    monthly = event(AMSTERDAM, AMSTERDAM_END, "RRULE:FREQ=MONTHLY;BYDAY=-1WE;COUNT=5")
    found = draft(read_icalendar, calendar(monthly, change("20261230T140000", "20261231T140000", "20261231T150000")))
    assert dates(found) == ["11-25", "12-31", "01-28", "02-25", "04-01"]


def test_two_changes_after_each_other_both_name_the_first_plan() -> None:
    weekly = event(AMSTERDAM, AMSTERDAM_END, "RRULE:FREQ=WEEKLY;COUNT=6")
    found = draft(read_icalendar, calendar(
        weekly, change("20261223T140000", "20261225T140000", "20261225T150000"),
        change("20261209T140000", "20261210T140000", "20261210T150000"),
    ))  # fmt: skip
    assert dates(found) == ["11-25", "12-02", "12-10", "12-17", "12-25", "01-01"]


def test_a_change_from_the_first_date_on_leaves_nothing_of_the_old_rule() -> None:
    weekly = event(AMSTERDAM, AMSTERDAM_END, "RRULE:FREQ=WEEKLY;COUNT=3")
    found = draft(read_icalendar, calendar(weekly, change("20261125T140000", "20261126T140000", "20261126T150000")))
    assert [(rule["startsAt"], rule["rrule"]) for rule in rules(found)] == [
        ("2026-11-26T14:00:00", "FREQ=WEEKLY;COUNT=3")
    ]


def test_a_series_that_is_cancelled_from_a_date_on_ends_there() -> None:
    weekly = event(AMSTERDAM, AMSTERDAM_END, "RRULE:FREQ=WEEKLY")
    stop = event(f"RECURRENCE-ID;RANGE=THISANDFUTURE;{ZONE}:20261209T140000", "STATUS:CANCELLED")
    found = draft(read_icalendar, calendar(weekly, stop))
    assert dates(found) == ["11-25", "12-02"]


def test_another_place_from_a_date_on_is_said() -> None:
    weekly = event(AMSTERDAM, AMSTERDAM_END, "RRULE:FREQ=WEEKLY", "LOCATION:Buurthuis")
    later = change("20261209T140000", "20261209T140000", "20261209T150000", "LOCATION:Sporthal")
    [row] = read(read_icalendar, calendar(weekly, later))
    assert "Sporthal" in row.warnings[codes(row).index("later-differs")].detail


def test_a_change_of_a_date_that_is_not_planned_holds_for_its_own_date_and_says_so() -> None:
    weekly = event(AMSTERDAM, AMSTERDAM_END, "RRULE:FREQ=WEEKLY;COUNT=6")
    [row] = read(read_icalendar, calendar(weekly, change("20261208T140000", "20261210T140000", "20261210T150000")))
    assert "range-exception" in codes(row)


@pytest.mark.parametrize(
    ("rule", "out", "left"),
    [
        ("FREQ=WEEKLY;COUNT=5", "FREQ=WEEKLY;INTERVAL=2;COUNT=2", ["12-02", "12-16", "12-23"]),
        (
            "FREQ=WEEKLY;UNTIL=20270115",
            "FREQ=MONTHLY;BYDAY=1WE",
            ["11-25", "12-09", "12-16", "12-23", "12-30", "01-13"],
        ),
        ("FREQ=WEEKLY;COUNT=4", "FREQ=DAILY;UNTIL=20261203", ["12-09", "12-16"]),
    ],
)
def test_dates_that_a_rule_takes_out_do_not_take_place(rule: str, out: str, left: list[str]) -> None:
    found = draft(read_icalendar, one(AMSTERDAM, AMSTERDAM_END, f"RRULE:{rule}", f"EXRULE:{out}"))
    assert dates(found) == left


def test_an_endless_rule_takes_out_dates_for_years_and_says_until_when() -> None:
    [row] = read(read_icalendar, one(AMSTERDAM, AMSTERDAM_END, "RRULE:FREQ=WEEKLY", "EXRULE:FREQ=MONTHLY;BYDAY=1WE"))
    assert row.draft is not None
    assert len(row.draft["schedule"]["exceptions"]) == 37
    assert "2029-12-31" in row.warnings[codes(row).index("exclusion-rule")].detail


def test_a_rule_for_exclusion_that_cannot_be_read_is_said() -> None:
    [row] = read(read_icalendar, one(AMSTERDAM, AMSTERDAM_END, "RRULE:FREQ=WEEKLY", "EXRULE:nonsense"))
    assert "nonsense" in row.warnings[codes(row).index("exclusion-unreadable")].detail


def test_dates_that_stand_by_themselves_move_with_all_later_ones() -> None:
    weekly = event(AMSTERDAM, AMSTERDAM_END, "RRULE:FREQ=WEEKLY;COUNT=2", f"RDATE;{ZONE}:20261215T140000")
    found = draft(read_icalendar, calendar(weekly, change("20261202T140000", "20261203T140000", "20261203T150000")))
    assert dates(found) == ["11-25", "12-03", "12-16"]


def test_a_date_that_is_taken_out_is_called_by_the_first_plan() -> None:
    daily = event(AMSTERDAM, AMSTERDAM_END, "RRULE:FREQ=DAILY;COUNT=6", f"EXDATE;{ZONE}:20261129T140000")
    found = draft(read_icalendar, calendar(daily, change("20261127T140000", "20261129T140000", "20261129T150000")))
    assert dates(found) == ["11-25", "11-26", "11-29", "11-30", "12-02"]


def test_the_last_date_that_is_taken_out_may_lie_behind_the_first_plan() -> None:
    weekly = event(AMSTERDAM, AMSTERDAM_END, "RRULE:FREQ=WEEKLY;COUNT=3", f"EXDATE;{ZONE}:20261209T140000")
    found = draft(read_icalendar, calendar(weekly, change("20261202T140000", "20261204T140000", "20261204T150000")))
    assert dates(found) == ["11-25", "12-04"]


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([f"RRULE:FREQ=WEEKLY;INTERVAL={number};COUNT=3" for number in range(1, 14)], "rule-unreadable"),
        (
            ["RRULE:FREQ=WEEKLY;COUNT=9", *[f"EXRULE:FREQ=MONTHLY;BYMONTHDAY={day}" for day in range(1, 9)]],
            "exclusion-unreadable",
        ),
    ],
)
def test_what_one_event_has_too_much_of_is_told(lines: list[str], code: str) -> None:
    [found] = read(read_icalendar, one(AMSTERDAM, AMSTERDAM_END, *lines))
    assert code in codes(found)
    assert found.draft is not None


def test_changes_of_later_dates_beyond_the_fiftieth_are_told() -> None:
    weekly = event(AMSTERDAM, AMSTERDAM_END, "RRULE:FREQ=DAILY;COUNT=90")
    days = [date.fromordinal(date(2026, 11, 27).toordinal() + number) for number in range(52)]
    changes = [change(f"{day:%Y%m%d}T140000", f"{day:%Y%m%d}T150000", f"{day:%Y%m%d}T160000") for day in days]
    [found] = read(read_icalendar, calendar(weekly, *changes))
    assert "exceptions-dropped" in codes(found)
