"""Schedules of schema.org and OpenActive: how long they run, what they leave out, and at what time."""

import json
from typing import Any

import pytest

from app.importers.jsonld_reader import read_jsonld
from app.importers.rpde_reader import read_rpde
from tests.importers.feeds import codes, draft, read, rules
from tests.importers.outcomes import sessions_of

WEEKLY = {"@type": "Schedule", "repeatFrequency": "P1W", "byDay": "https://schema.org/Wednesday", "startTime": "15:00",
          "endTime": "16:00", "startDate": "2026-12-02"}  # fmt: skip


def club(schedule: dict[str, Any], **members: Any) -> str:
    return json.dumps({"@type": "Event", "name": "Schaakclub", "eventSchedule": schedule, **members})


@pytest.mark.parametrize(
    ("schedule", "members", "last"),
    [
        ({"endDate": "2026-12-16", "repeatCount": 9}, {}, "2026-12-16"),
        ({"endDate": "2026-12-30", "repeatCount": 2}, {}, "2026-12-09"),
        ({"endDate": "2026-12-16"}, {"endDate": "2026-12-30"}, "2026-12-16"),
        ({}, {"startDate": "2026-12-02", "endDate": "2026-12-23"}, "2026-12-23"),
        ({"repeatCount": 2}, {"startDate": "2026-12-02", "endDate": "2026-12-23"}, "2026-12-09"),
        ({"endTime": None, "duration": "PT1H"}, {"endDate": "2026-12-23T16:00:00+01:00"}, "2026-12-23"),
        ({}, {"startDate": "2026-12-02T15:00", "endDate": "2026-12-02T16:00"}, "2027-08-25"),
        ({"endTime": None, "duration": "P2D"}, {"startDate": "2026-12-02", "endDate": "2026-12-04"}, "2027-08-25"),
    ],
)
def test_a_schedule_ends_with_its_own_end_its_number_of_dates_or_the_whole(
    schedule: dict[str, Any], members: dict[str, Any], last: str
) -> None:
    [row] = read(read_jsonld, club({**WEEKLY, **schedule}, **members))
    assert row.draft is not None
    assert sessions_of(row.draft)[-1][:10] == last
    assert "rule-repaired" not in codes(row)


def test_a_schedule_that_repeats_in_no_known_way_keeps_its_end() -> None:
    odd = {"repeatFrequency": "P1M", "byDay": None, "byMonth": [13], "repeatCount": 3, "endDate": "2027-06-30"}
    assert len(sessions_of(draft(read_jsonld, club({**WEEKLY, **odd})))) == 3


@pytest.mark.parametrize(
    "day", ["2026-12-09", "2026-12-09T15:00:00+01:00", "2026-12-09T14:00:00Z", "2026-12-09T15:00:00.000Z",
            "2026-12-09T00:00:00Z", "2026-12-08T23:00:00Z"],
)  # fmt: skip
def test_a_day_that_is_left_out_is_cancelled_at_whatever_time_it_is_written(day: str) -> None:
    found = draft(read_jsonld, club({**WEEKLY, "endDate": "2026-12-16", "exceptDate": [day]}))
    assert sessions_of(found) == [
        "2026-12-02 15:00-16:00", "2026-12-09 15:00-16:00 cancelled", "2026-12-16 15:00-16:00",
    ]  # fmt: skip


def test_of_two_times_a_day_only_the_one_that_is_left_out_is_cancelled() -> None:
    later = {**WEEKLY, "startTime": "17:00", "endTime": "18:00", "exceptDate": ["2026-12-02T17:00:00+01:00"]}
    found = draft(read_jsonld, club([{**WEEKLY, "endDate": "2026-12-02"}, {**later, "endDate": "2026-12-02"}]))  # type: ignore[arg-type]
    assert sessions_of(found) == ["2026-12-02 15:00-16:00", "2026-12-02 17:00-18:00 cancelled"]


def test_a_schedule_without_a_time_does_not_start_at_midnight_for_as_long_as_it_lasts() -> None:
    timeless = {**WEEKLY, "startTime": None, "endTime": None, "duration": "PT3H", "repeatCount": 1}
    [row] = read(read_jsonld, club(timeless))
    assert row.draft is not None
    assert rules(row.draft)[0]["endsAt"] == "2026-12-03T00:00:00"
    assert codes(row) == ["time-unknown"]


def test_the_zone_of_a_schedule_is_read_in_its_beta_spelling_too() -> None:
    item = {"state": "updated", "kind": "CourseInstance", "id": 1, "modified": 1, "data": json.loads(
        club({**WEEKLY, "beta:timeZone": "Europe/London", "repeatCount": 1}))}  # fmt: skip
    assert sessions_of(draft(read_rpde, item)) == ["2026-12-02 16:00-17:00"]


def test_what_is_watched_at_any_time_needs_no_start() -> None:
    [row] = read(read_jsonld, json.dumps({"@type": "OnDemandEvent", "name": "Dansles op film"}))
    assert codes(row) == []
