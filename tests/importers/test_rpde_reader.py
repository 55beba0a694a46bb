"""OpenActive feeds: pages, states, kinds, and sessions that leave their facts to their series."""

from collections.abc import Mapping
from typing import Any

import pytest

from app.errors import InvalidInput
from app.importers.rpde_reader import read_rpde
from tests.importers.feeds import codes, draft, fault_codes, read, rules

SERIES: Mapping[str, Any] = {
    "@context": ["https://openactive.io/", "https://openactive.io/ns-beta"],
    "@type": "SessionSeries",
    "@id": "https://feed.example/series/1",
    "name": "Zwemles",
    "organizer": {"@type": "Organization", "name": "Zwembad", "email": "info@zwembad.example"},
    "leader": [{"@type": "Person", "name": "Jan Jansen"}],
    "ageRange": {"@type": "QuantitativeValue", "minValue": 6, "maxValue": 12},
    "genderRestriction": "https://openactive.io/FemaleOnly",
    "activity": [{"@type": "Concept", "@id": "https://openactive.io/activity-list#x", "prefLabel": "Drumming"}],
    "beta:affiliatedLocation": {"@type": "Place", "name": "elders"},
    "location": {"@type": "Place", "name": "Zwembad", "address": "Dorpsstraat 1, 2526 AH Den Haag"},
}
SESSION: Mapping[str, Any] = {
    "@type": "ScheduledSession",
    "startDate": "2026-11-25T14:00:00Z",
    "endDate": "2026-11-25T15:00:00Z",
    "superEvent": "https://feed.example/series/1",
}


def item(number: int | str, data: Any, kind: str = "SessionSeries", state: str = "updated") -> dict[str, Any]:
    return {"id": number, "kind": kind, "state": state, "modified": number, "data": data}


def feed(*items: Any, following: str = "https://feed.example/2") -> dict[str, Any]:
    return {"next": following, "items": list(items), "license": "https://creativecommons.org/licenses/by/4.0/"}


def test_a_series_with_only_a_schedule_is_a_weekly_offer() -> None:
    schedule = {
        "@type": "Schedule", "byDay": ["https://schema.org/Thursday"], "duration": "PT1H", "startTime": "11:00",
        "repeatFrequency": "P1W", "startDate": "2026-11-01", "scheduleTimezone": "Europe/Amsterdam",
    }  # fmt: skip
    found = draft(read_rpde, feed(item(1, {**SERIES, "eventSchedule": [schedule]})))
    assert rules(found) == [
        {"startsAt": "2026-11-05T11:00:00", "endsAt": "2026-11-05T12:00:00", "rrule": "FREQ=WEEKLY;BYDAY=TH"}
    ]
    assert (found["age"], found["openTo"]) == ({"min": 6, "max": 12}, {"kind": "girls"})
    assert found["themes"] == ["drums_percussion"]
    assert "Jan Jansen" not in repr(found)


def test_the_place_that_an_online_session_belongs_to_is_told() -> None:
    session = {**SESSION, "@type": "Event", "name": "Yoga", "superEvent": None,
               "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
               "beta:affiliatedLocation": {"@type": "Place", "name": "Buurthuis De Kern"}}  # fmt: skip
    [row] = read(read_rpde, feed(item(1, session, "Event")))
    assert row.draft is not None
    assert (row.draft["attendance"], row.draft.get("place")) == ("online", None)
    assert codes(row).count("place-affiliated") == 1
    told = next(warning for warning in row.warnings if warning.code == "place-affiliated")
    assert "Buurthuis De Kern" in told.detail


def test_embedded_sessions_are_dates_with_their_places_left() -> None:
    sessions = [
        {**SESSION, "superEvent": None, "remainingAttendeeCapacity": left, "startDate": f"2026-11-{day}T14:00:00Z",
         "endDate": f"2026-11-{day}T15:00:00Z"}
        for day, left in ((25, 3), (26, 0))
    ]  # fmt: skip
    found = draft(read_rpde, feed(item(1, {**SERIES, "subEvent": sessions}, "SessionSeries.ScheduledSession")))
    assert [(one["placesLeft"], one.get("status")) for one in found["sessions"]] == [(3, None), (0, "full")]


def test_a_session_whose_series_is_on_another_page_is_at_fault_and_says_which() -> None:
    [row] = read(read_rpde, feed(item(1, SESSION, "ScheduledSession")))
    assert fault_codes(row) == ["parent-elsewhere"]
    assert "series/1" in row.faults[0].detail


def test_a_deleted_item_is_a_row_that_says_so() -> None:
    [row] = read(read_rpde, feed({"id": "a", "kind": "SessionSeries", "state": "deleted", "modified": 3}))
    assert (row.external_id, row.is_deleted, row.draft, row.faults) == ("a", True, None, ())


@pytest.mark.parametrize(
    ("kind", "data_type"),
    [("FacilityUse", "FacilityUse"), ("FacilityUse/Slot", "Slot"), ("IndividualFacilityUse", None)],
)
def test_what_is_hired_by_the_hour_is_left_out_with_a_warning(kind: str, data_type: str | None) -> None:
    data = {"name": "Baan 1", **({"@type": data_type} if data_type else {})}
    [row] = read(read_rpde, feed(item(1, data, kind)))
    assert (row.draft, row.faults, codes(row)) == (None, (), ["not-an-offer"])


def test_the_older_notation_without_at_signs_is_read() -> None:
    old = {
        "type": "Event", "id": "x", "name": "Judo", "offer": {"type": "Offer", "price": "5.00", "priceCurrency": "GBP"},
        "location": {"type": "Place", "name": "Dojo"},
        "subEvent": [{"type": "Event", "startDate": "2026-11-25T06:00:00Z", "endDate": "2026-11-25T06:45:00Z"}],
    }  # fmt: skip
    found = draft(read_rpde, feed(item(1, old, "session")))
    assert (found["place"]["name"], found["prices"][0]["amount"]) == ("Dojo", "5.00")
    assert found["sessions"][0]["endsAt"] == "2026-11-25T07:45:00"


def test_of_an_item_that_comes_twice_the_last_counts() -> None:
    rows = read(read_rpde, feed(item(1, SERIES), item(1, {**SERIES, "name": "Zwemles 2"})))
    assert [(row.draft and row.draft["title"], codes(row)[:1]) for row in rows] == [
        (None, ["older-revision"]),
        ("Zwemles 2", ["start-missing"]),
    ]


@pytest.mark.parametrize("broken", [None, 5, "text", {"kind": "Event"}, {"id": 1, "state": "updated", "data": "x"}])
def test_a_broken_item_never_costs_the_others(broken: Any) -> None:
    rows = read(read_rpde, feed(broken, item(2, SERIES)))
    assert [fault_codes(row) for row in rows] == [["not-an-object"], []]


@pytest.mark.parametrize(
    "given", [feed(item(1, SERIES)), [feed(item(1, SERIES)), feed()], item(1, SERIES), [item(1, SERIES)]]
)
def test_a_page_several_pages_and_bare_items_are_read_alike(given: Any) -> None:
    assert [row.draft and row.draft["title"] for row in read(read_rpde, given)] == ["Zwemles"]


def test_something_else_is_refused() -> None:
    with pytest.raises(InvalidInput):
        read(read_rpde, {"name": "no feed"})


def test_an_item_cut_out_of_its_feed_is_named_by_its_data() -> None:
    [row] = read(read_rpde, {"kind": "SessionSeries", "data": SERIES})
    assert row.external_id == "https://feed.example/series/1"
