"""OpenActive series and their dates: one offer, wherever its dates stand in the feed."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from app.importers.rpde_reader import read_rpde
from app.importers.sniffing import sniff_format
from tests.importers.feeds import codes, draft, fault_codes, read, rules
from tests.importers.test_rpde_reader import SERIES, feed, item

ID = "https://feed.example/series/1"
WEEKLY: Mapping[str, Any] = {
    "@type": "PartialSchedule", "byDay": ["https://schema.org/Wednesday"], "startTime": "15:00", "endTime": "16:00",
    "repeatFrequency": "P1W", "startDate": "2026-09-02", "scheduleTimezone": "Europe/Amsterdam",
}  # fmt: skip


def session(day: str, reference: Any = ID, **more: Any) -> dict[str, Any]:
    """A date from 15:00 to 16:00 in Amsterdam in winter."""
    times = {"startDate": f"{day}T14:00:00Z", "endDate": f"{day}T15:00:00Z"}
    return {"@type": "ScheduledSession", "@id": f"https://feed.example/sessions/{day}", "superEvent": reference,
            **times, **more}  # fmt: skip


def starts(found: Mapping[str, Any]) -> list[tuple[str, str | None]]:
    return [(one["startsAt"], one.get("status")) for one in found["sessions"]]


@pytest.mark.parametrize("reference", [ID, {"@id": ID}, {"@type": "SessionSeries", "@id": ID}, SERIES])
def test_a_series_and_its_dates_are_one_offer(reference: Any) -> None:
    later = item(7, session("2026-12-02", reference), "ScheduledSession")
    earlier = item(8, session("2026-11-25", reference, remainingAttendeeCapacity=4), "ScheduledSession")
    [row] = read(read_rpde, feed(later, item("s1", SERIES), earlier))
    assert row.external_id == "s1"
    assert row.draft is not None
    assert (row.draft["title"], row.draft["place"]["name"]) == ("Zwemles", "Zwembad")
    assert starts(row.draft) == [("2026-11-25T15:00:00", None), ("2026-12-02T15:00:00", None)]
    assert row.draft["sessions"][0]["placesLeft"] == 4


def test_dates_on_a_later_page_of_the_same_import_find_their_series() -> None:
    pages = [
        feed(item("s1", SERIES)),
        feed(item(7, session("2026-11-25"), "ScheduledSession"), following="https://feed.example/3"),
        feed(following="https://feed.example/3"),
    ]
    [row] = read(read_rpde, pages)
    assert row.draft is not None
    assert starts(row.draft) == [("2026-11-25T15:00:00", None)]


def test_pages_together_are_known_as_a_feed() -> None:
    assert sniff_format(b'[{"next": "https://feed.example/2", "items": [{"state": "deleted", "id": 1}]}]') == "rpde"


def test_a_feed_of_dates_that_hold_their_series_gives_one_offer_a_series() -> None:
    rows = read(read_rpde, feed(
        item(1, session("2026-11-25", SERIES), "ScheduledSession"),
        item(2, session("2026-11-26", {**SERIES, "@id": ID + "1", "name": "Turnen"}), "ScheduledSession"),
        item(3, session("2026-12-02", SERIES), "ScheduledSession"),
    ))  # fmt: skip
    assert [(row.external_id, row.draft and row.draft["title"]) for row in rows] == [
        (ID, "Zwemles"), (ID + "1", "Turnen"),
    ]  # fmt: skip
    assert rows[0].draft is not None
    assert starts(rows[0].draft) == [("2026-11-25T15:00:00", None), ("2026-12-02T15:00:00", None)]


def test_dates_that_hold_their_series_may_call_it_otherwise() -> None:
    dates = [session(day, SERIES, name="Zwemles B") for day in ("2026-11-25", "2026-12-02")]
    found = draft(read_rpde, feed(*(item(at, date, "ScheduledSession") for at, date in enumerate(dates))))
    assert (found["title"], len(found["sessions"])) == ("Zwemles B", 2)


def test_a_series_whose_dates_and_schedule_are_over_is_its_dates() -> None:
    over = {**WEEKLY, "startDate": "2026-10-21", "endDate": "2026-11-04"}
    series = {**SERIES, "eventSchedule": over, "subEvent": [session("2026-11-18")]}
    assert starts(draft(read_rpde, feed(item("s1", series)))) == [("2026-11-18T15:00:00", None)]


def test_states_of_dates_are_kept() -> None:
    found = draft(read_rpde, feed(
        item("s1", SERIES),
        item(1, session("2026-11-25", eventStatus="https://schema.org/EventCancelled"), "ScheduledSession"),
        item(2, session("2026-12-03", eventStatus="https://schema.org/EventRescheduled",
                        previousStartDate="2026-12-02T14:00:00Z"), "ScheduledSession"),
        item(3, session("2026-12-09", remainingAttendeeCapacity=0), "ScheduledSession"),
        item(4, session("2026-12-16", eventStatus="https://schema.org/EventPostponed"), "ScheduledSession"),
        item(5, session("2026-12-23"), "ScheduledSession"),
    ))  # fmt: skip
    assert starts(found) == [
        ("2026-11-25T15:00:00", "cancelled"), ("2026-12-03T15:00:00", "moved"), ("2026-12-09T15:00:00", "full"),
        ("2026-12-16T15:00:00", "cancelled"), ("2026-12-23T15:00:00", None),
    ]  # fmt: skip
    assert found["sessions"][1]["movedFrom"] == "2026-12-02T15:00:00"
    assert found["sessions"][2]["placesLeft"] == 0


def test_a_series_whose_dates_only_cancel_keeps_its_rule() -> None:
    cancelled = [session("2026-12-23", eventStatus="https://schema.org/EventCancelled")]
    found = draft(read_rpde, feed(item("s1", {**SERIES, "eventSchedule": WEEKLY, "subEvent": cancelled})))
    assert rules(found) == [
        {"startsAt": "2026-09-02T15:00:00", "endsAt": "2026-09-02T16:00:00", "rrule": "FREQ=WEEKLY;BYDAY=WE"}
    ]
    assert [(one["original"], one["status"]) for one in found["schedule"]["exceptions"]] == [
        ("2026-12-23T15:00:00", "cancelled")
    ]
    assert "sessions" not in found


def test_a_series_whose_named_dates_are_over_goes_on_by_its_rule() -> None:
    found = draft(read_rpde, feed(item("s1", {**SERIES, "eventSchedule": WEEKLY, "subEvent": [session("2026-11-18")]})))
    assert rules(found)[0]["rrule"] == "FREQ=WEEKLY;BYDAY=WE"


def test_a_moved_date_of_a_schedule_moves_in_it() -> None:
    moved = session("2026-12-03", eventStatus="EventRescheduled", previousStartDate="2026-12-02T14:00:00Z")
    found = draft(read_rpde, feed(item("s1", {**SERIES, "eventSchedule": WEEKLY}), item(2, moved, "ScheduledSession")))
    [change] = found["schedule"]["exceptions"]
    assert (change["original"], change["status"], change["startsAt"], change["endsAt"]) == (
        "2026-12-02T15:00:00", "moved", "2026-12-03T15:00:00", "2026-12-03T16:00:00",
    )  # fmt: skip


def test_named_dates_are_all_there_are_when_the_schedule_is_partial() -> None:
    dates = [session("2026-11-25"), session("2026-12-02", eventStatus="EventCancelled")]
    found = draft(read_rpde, feed(item("s1", {**SERIES, "eventSchedule": WEEKLY, "subEvent": dates})))
    assert "rules" not in found["schedule"]
    assert starts(found) == [("2026-11-25T15:00:00", None), ("2026-12-02T15:00:00", "cancelled")]


def test_a_whole_schedule_keeps_its_dates_beside_the_named_ones() -> None:
    schedule = {**WEEKLY, "@type": "Schedule"}
    named = session("2026-11-25", remainingAttendeeCapacity=3)
    found = draft(read_rpde, feed(item("s1", {**SERIES, "eventSchedule": schedule}), item(2, named)))
    [change] = found["schedule"]["exceptions"]
    assert (change["original"], change["status"], change["placesLeft"]) == ("2026-11-25T15:00:00", "scheduled", 3)
    assert rules(found)[0]["rrule"] == "FREQ=WEEKLY;BYDAY=WE"


def test_of_a_date_inside_and_beside_its_series_the_item_counts() -> None:
    series = {**SERIES, "subEvent": [session("2026-11-25"), session("2026-12-02")]}
    beside = session("2026-11-25", eventStatus="EventCancelled")
    found = draft(read_rpde, feed(item("s1", series), item(2, beside, "ScheduledSession")))
    assert starts(found) == [("2026-11-25T15:00:00", "cancelled"), ("2026-12-02T15:00:00", None)]


def test_a_date_leaves_its_length_to_the_series_and_gives_it_place_and_price() -> None:
    bare = {name: value for name, value in SERIES.items() if name != "location"} | {"duration": "PT45M"}
    date = session("2026-11-25", endDate=None, location=SERIES["location"], offers=[{"price": 4}])
    found = draft(read_rpde, feed(item("s1", bare), item(2, date, "ScheduledSession")))
    assert found["sessions"][0]["endsAt"] == "2026-11-25T15:45:00"
    assert found["place"]["name"] == "Zwembad"
    assert (found["cost"], [price["amount"] for price in found["prices"]]) == ("paid", ["4.00"])


def test_one_sold_out_date_does_not_fill_the_series() -> None:
    dates = [session(day, offers=[{"price": 4, "availability": f"https://schema.org/{state}"}])
             for day, state in (("2026-11-25", "SoldOut"), ("2026-12-02", "InStock"))]  # fmt: skip
    found = draft(read_rpde, feed(item("s1", {**SERIES, "subEvent": dates})))
    assert starts(found) == [("2026-11-25T15:00:00", "full"), ("2026-12-02T15:00:00", None)]
    assert "enrolment" not in found


def test_another_place_of_a_date_is_said() -> None:
    date = session("2026-11-25", location={"@type": "Place", "name": "Buitenbad"})
    [row] = read(read_rpde, feed(item("s1", SERIES), item(2, date, "ScheduledSession")))
    assert "more-places" in codes(row)
    assert "Buitenbad" in row.warnings[codes(row).index("more-places")].detail


def test_a_series_takes_what_it_lacks_from_what_it_belongs_to() -> None:
    whole = {"@type": "EventSeries", "@id": "https://feed.example/festival", "name": "Sportweek",
             "organizer": {"@type": "Organization", "name": "Sportstad"}, "startDate": "2026-11-01"}  # fmt: skip
    part = {"@type": "SessionSeries", "name": "Judo", "superEvent": whole["@id"], "eventSchedule": WEEKLY}
    rows = read(read_rpde, feed(item(1, whole, "EventSeries"), item(2, part)))
    assert rows[1].draft is not None
    assert (rows[1].draft["title"], rows[1].draft["organisation"]) == ("Judo", {"name": "Sportstad"})


def test_editions_of_a_course_are_offers_and_the_course_is_not() -> None:
    course = {"@type": "Course", "@id": "https://feed.example/course", "name": "Zeilen", "description": "Tien weken"}
    edition = {"@type": "CourseInstance", "instanceOfCourse": course["@id"], "startDate": "2027-04-07T13:00:00Z",
               "endDate": "2027-04-07T15:00:00Z"}  # fmt: skip
    rows = read(read_rpde, feed(item(1, course, "Course"), item(2, edition, "CourseInstance")))
    assert [(row.draft and row.draft["title"], codes(row)) for row in rows] == [
        (None, ["editions-apart"]), ("Zeilen", []),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "names", "offers"),
    [
        ("SessionSeries", ("Banen trekken", "Duiken"), [("Zwemles", 2)]),
        ("EventSeries", ("Zwemles 25 november", "zwemles (2 december 2026)"), [("Zwemles", 2)]),
        ("EventSeries", ("Zwemles - wo 25/11 15:00", "Zwemles: les 2"), [("Zwemles", 2)]),
        ("EventSeries", ("Banen trekken", "Duiken"), [("Banen trekken", 1), ("Duiken", 1)]),
        ("EventSeries", ("Zwemles 6+", "Zwemles groep 2"), [("Zwemles 6+", 1), ("Zwemles groep 2", 1)]),
    ],
)
def test_events_that_belong_to_a_series_are_its_dates_unless_they_are_something_else(
    kind: str, names: tuple[str, str], offers: list[tuple[str, int]]
) -> None:
    days = zip(("2026-11-25", "2026-12-02"), names, strict=True)
    events = [{**session(day), "@type": "Event", "name": name} for day, name in days]
    rows = read(
        read_rpde, feed(item("s1", {**SERIES, "@type": kind}, kind), *(item(at, one) for at, one in enumerate(events)))
    )
    assert [(row.draft["title"], len(row.draft["sessions"])) for row in rows if row.draft] == offers
    assert [fault_codes(row) for row in rows if row.faults] == [], "a series whose parts stand apart is no fault"
    assert [codes(row) for row in rows if row.draft is None] == [["editions-apart"]] * (len(offers) - 1)


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [(20, 10, "Zwemles"), (10, 20, "Zwemles 2"), ("2026-11-02T10:00:00Z", "2026-11-01T10:00:00Z", "Zwemles"),
     ("20", "9", "Zwemles"), (None, None, "Zwemles 2")],
)  # fmt: skip
def test_the_item_that_was_modified_last_counts(first: Any, second: Any, kept: str) -> None:
    one = {**item(1, SERIES), "modified": first}
    other = {**item(1, {**SERIES, "name": "Zwemles 2"}), "modified": second}
    titles = [row.draft["title"] for row in read(read_rpde, feed(one, other)) if row.draft]
    assert titles == [kept]


def test_an_item_that_was_deleted_after_it_was_sent_is_gone() -> None:
    gone = {"id": 1, "kind": "SessionSeries", "state": "deleted", "modified": 9}
    assert [row.is_deleted for row in read(read_rpde, feed(item(1, SERIES), gone)) if not codes(row)] == [True]


def test_a_deleted_date_never_ends_a_series_with_the_same_number() -> None:
    gone = {"id": 1, "kind": "ScheduledSession", "state": "deleted", "modified": 9}
    rows = read(read_rpde, feed(item(1, {**SERIES, "eventSchedule": WEEKLY}), gone))
    assert [(row.external_id, row.is_deleted) for row in rows] == [("1", False), ("ScheduledSession/1", True)]


def test_a_date_whose_series_was_deleted_says_which() -> None:
    gone = {"id": ID, "kind": "SessionSeries", "state": "deleted", "modified": 9}
    rows = read(read_rpde, feed(gone, item(2, session("2026-11-25"), "ScheduledSession")))
    assert [fault_codes(row) for row in rows] == [[], ["parent-elsewhere"]]


def test_a_date_that_cannot_be_read_never_costs_the_others() -> None:
    broken = session("2026-11-25", startDate="binnenkort", endDate=None)
    [row] = read(read_rpde, feed(
        item("s1", SERIES), item(1, broken, "ScheduledSession"), item(2, session("2026-12-02"), "ScheduledSession")
    ))  # fmt: skip
    assert row.draft is not None
    assert starts(row.draft) == [("2026-12-02T15:00:00", None)]
    assert "binnenkort" in row.warnings[codes(row).index("dates-differ")].detail


def test_an_item_without_any_id_is_known_by_what_it_says() -> None:
    bare = {name: value for name, value in SERIES.items() if name != "@id"}
    [row] = read(
        read_rpde, feed({"state": "updated", "kind": "SessionSeries", "data": {**bare, "eventSchedule": WEEKLY}})
    )
    assert (row.external_id or "").startswith("content-")


def test_series_of_one_event_are_offers_of_their_own_and_take_from_it_what_they_lack() -> None:
    whole = {"@type": "EventSeries", "@id": "https://feed.example/yoga", "name": "Kinderyoga",
             "ageRange": {"minValue": 6, "maxValue": 12}}  # fmt: skip
    bare = {"@type": "SessionSeries", "superEvent": whole, "eventSchedule": WEEKLY}
    rows = read(read_rpde, feed(
        item("s1", {**bare, "location": {"@type": "Place", "name": "Zaal Noord"}}),
        item("s2", {**bare, "location": {"@type": "Place", "name": "Zaal Zuid"}, "ageRange": {"minValue": 8}}),
    ))  # fmt: skip
    told = [(row.external_id, row.draft and (row.draft["title"], row.draft["place"]["name"], row.draft["age"]))
            for row in rows]  # fmt: skip
    assert told == [
        ("s1", ("Kinderyoga", "Zaal Noord", {"min": 6, "max": 12})),
        ("s2", ("Kinderyoga", "Zaal Zuid", {"min": 8, "max": None})),
    ]


def test_parts_of_a_big_event_with_a_name_of_their_own_are_offers_too() -> None:
    def part(name: str, **more: Any) -> dict[str, Any]:
        return {"@type": "Event", "name": name, "startDate": "2026-12-05T10:00:00Z", **more}

    big = {
        "@type": "HeadlineEvent",
        "name": "Sportdag",
        "startDate": "2026-12-05",
        "location": SERIES["location"],
        "subEvent": [part("Hardlopen", **{"@id": "https://feed.example/run"}), part("Zwemmen"), part("Sportdag")],
    }
    rows = read(read_rpde, feed(item("day", big), item("s1", {**SERIES, "eventSchedule": WEEKLY})))
    assert [(row.number, row.external_id, row.draft and row.draft["title"]) for row in rows] == [
        (1, "day", "Sportdag"), (2, "https://feed.example/run", "Hardlopen"), (3, "day#subEvent/1", "Zwemmen"),
        (4, "s1", "Zwemles"),
    ]  # fmt: skip
    assert all(row.draft and row.draft["place"]["name"] == "Zwembad" for row in rows)


def test_a_course_without_places_left_is_full() -> None:
    course = {**SERIES, "@type": "CourseInstance", "remainingAttendeeCapacity": 0, "eventSchedule": WEEKLY}
    assert draft(read_rpde, feed(item(1, course)))["enrolment"]["status"] == "full"


def test_what_is_given_online_in_the_beta_spelling_is_online() -> None:
    online = {name: value for name, value in SERIES.items() if name != "location"}
    online |= {"beta:virtualLocation": {"@type": "VirtualLocation", "url": "https://video.example/les"}}
    assert draft(read_rpde, feed(item(1, {**online, "eventSchedule": WEEKLY})))["attendance"] == "online"


def test_the_address_of_a_record_in_an_api_is_no_page_for_people() -> None:
    series = {**SERIES, "@id": "https://feed.example/api/series/1", "url": None, "eventSchedule": WEEKLY}
    assert "url" not in draft(read_rpde, feed(item(1, series)))["contact"]


def test_an_item_cut_out_of_a_feed_without_its_kind_is_known() -> None:
    assert sniff_format(json.dumps({"data": {"type": "SessionSeries", "name": "Judo"}}).encode()) == "rpde"


def test_what_those_who_come_must_know_is_kept() -> None:
    series = {**SERIES, "eventSchedule": WEEKLY, "meetingPoint": "Bij de ingang", "level": ["Beginner"],
              "attendeeInstructions": "Neem een bidon mee", "schedulingNote": "Niet in schoolvakanties",
              "accessibilityInformation": "Bel ons", "isWheelchairAccessible": True,
              "accessibilitySupport": [{"@type": "Concept", "prefLabel": "Visual impairment"}]}  # fmt: skip
    found = draft(read_rpde, feed(item(1, series)))
    assert found["firstVisit"] == "Bij de ingang\n\nNeem een bidon mee"
    assert found["schedule"]["summary"] == "Niet in schoolvakanties"
    assert found["noExperienceNeeded"] is True
    assert found["accessibility"] == {"wheelchair": "yes", "features": ["Visual impairment"], "note": "Bel ons"}
