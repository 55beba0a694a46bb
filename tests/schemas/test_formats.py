"""GeoJSON, JSON-LD, CSV and iCalendar say the same as the item they are made of."""

import csv
from datetime import date
from io import StringIO
from typing import Any

import icalendar
import orjson
import pytest
import recurring_ical_events

from app.domain.resolved import Resolved
from app.schemas.drafts import parse_activity
from app.schemas.geojson import point_of, write_collection, write_feature
from app.schemas.icalendar import write_calendar
from app.schemas.jsonld import build_graph, build_linked_data
from app.schemas.output_geojson import ActivityCollection, ActivityFeature
from app.schemas.table import COLUMNS, safe_text, write_table
from tests.schemas import examples
from tests.schemas.test_output import card_json, item_json

Item = dict[str, Any]


def item(resolved: Resolved | None = None, **changes: Any) -> Item:
    served: Item = orjson.loads(item_json(resolved or examples.full()))
    return {**served, **changes}


def item_of(**body: Any) -> Item:
    return item(examples.resolve(parse_activity({**examples.full_body(), **body})))


# GeoJSON


def test_a_collection_of_cards_is_geojson_as_documented() -> None:
    card = card_json(examples.full())
    point = point_of(orjson.loads(card))
    links = [{"rel": "self", "type": "application/geo+json", "href": "https://example.org/v1/activities"}]
    features = [write_feature(card, examples.ACTIVITY_ID, point), write_feature(card, examples.ACTIVITY_ID, None)]
    body = write_collection(features, matched=7, time_stamp="2026-11-21T10:00:00Z", links=links)
    ActivityCollection.model_validate_json(body, strict=True)
    collection = orjson.loads(body)
    assert collection["features"][0]["geometry"] == {"type": "Point", "coordinates": [4.2942, 52.0545]}
    assert collection["features"][1]["geometry"] is None
    assert (collection["numberMatched"], collection["numberReturned"]) == (7, 2)
    assert collection["features"][0]["properties"] == orjson.loads(card)


def test_a_full_item_is_a_feature_as_documented() -> None:
    full = item_json(examples.full())
    feature = write_feature(full, examples.ACTIVITY_ID, point_of(orjson.loads(full)))
    ActivityFeature.model_validate_json(feature, strict=True)


@pytest.mark.parametrize("precision", ["stadsdeel", "gemeente"])
def test_a_point_known_only_to_its_stadsdeel_or_gemeente_is_no_geometry(precision: str) -> None:
    place = {**examples.full_body()["place"], "location": {"lat": 52.07, "lon": 4.3, "precision": precision}}
    assert point_of(item_of(place=place)) is None


# JSON-LD


def test_a_club_is_a_course_with_a_schedule_and_a_price() -> None:
    node = build_linked_data(item())
    assert (node["@context"], node["@type"]) == ("https://schema.org", "Course")
    assert node["typicalAgeRange"] == "8-12"
    assert node["isAccessibleForFree"] is False
    assert node["offers"][0]["price"] == "7.50"
    assert node["offers"][0]["priceCurrency"] == "EUR"
    instance = node["hasCourseInstance"]
    schedule = instance["eventSchedule"][0]
    assert schedule["byDay"] == ["https://schema.org/Wednesday"]
    assert schedule["repeatFrequency"] == "P1W"
    assert (schedule["startTime"], schedule["endTime"]) == ("14:00:00", "16:00:00")
    assert schedule["endDate"] == "2027-06-30"
    assert schedule["scheduleTimezone"] == "Europe/Amsterdam"
    assert instance["location"]["address"]["streetAddress"] == examples.STREET
    assert instance["location"]["geo"] == {"@type": "GeoCoordinates", "latitude": 52.0545, "longitude": 4.2942}


def test_dates_that_a_school_holiday_takes_out_are_no_dates_of_the_schedule() -> None:
    full = item()
    kept = [session for session in full["sessions"] if session["id"] not in ("20261223T1400", "20261230T1400")]
    assert len(kept) == len(full["sessions"]) - 2
    before, after = (
        build_linked_data({**full, "sessions": sessions})["hasCourseInstance"]["eventSchedule"][0].get("exceptDate", [])
        for sessions in (full["sessions"], kept)
    )
    assert sorted(after) == sorted([*before, "2026-12-23T14:00:00", "2026-12-30T14:00:00"])


DATE = {"startsAt": "2026-12-05T10:00:00+01:00", "endsAt": "2026-12-05T12:00:00+01:00"}


@pytest.mark.parametrize(
    ("session", "status"),
    [
        ({}, "EventScheduled"),
        ({"status": "full"}, "EventScheduled"),
        ({"status": "cancelled"}, "EventCancelled"),
        ({"status": "moved", "movedFrom": "2026-12-04T10:00:00+01:00"}, "EventRescheduled"),
    ],
)
def test_an_event_of_one_date_tells_what_became_of_it(session: Item, status: str) -> None:
    schedule: Item = {"summary": None, "rules": [], "exceptions": []}
    node = build_linked_data(item_of(kind="event", schedule=schedule, sessions=[{**DATE, **session}]))
    assert node["@type"] == "Event"
    assert node["startDate"] == DATE["startsAt"]
    assert node["endDate"] == DATE["endsAt"]
    assert node["eventStatus"] == f"https://schema.org/{status}"
    assert node.get("previousStartDate") == session.get("movedFrom")


@pytest.mark.parametrize(("cost", "is_free"), [("free", True), ("paid", False), ("unknown", None)])
def test_only_what_is_stated_free_or_paid_is_called_so(cost: str, is_free: bool | None) -> None:
    prices = examples.full_body()["prices"] if cost == "paid" else []
    node = build_linked_data(item_of(cost=cost, prices=prices))
    assert node.get("isAccessibleForFree") is is_free
    assert ("offers" in node) == (cost != "unknown")


@pytest.mark.parametrize(
    ("age", "expected"),
    [({"min": 6, "max": 12}, "6-12"), ({"min": 6}, "6-"), ({"max": 12}, "0-12"), ({}, None)],
)
def test_ages_are_a_typical_age_range(age: Item, expected: str | None) -> None:
    assert build_linked_data(item_of(age=age)).get("typicalAgeRange") == expected


@pytest.mark.parametrize("kind", [None, "workshop", "course", "event", "dropIn", "camp", "kit", "loan"])
@pytest.mark.parametrize("attendance", [None, "onsite", "online", "home"])
def test_every_kind_gives_linked_data_without_empty_members(kind: str | None, attendance: str | None) -> None:
    small = {**examples.small_body(), "kind": kind, "attendance": attendance}
    for resolved in (examples.resolve(parse_activity(small)), examples.full()):
        node = build_graph([item(resolved, kind=kind, attendance=attendance)])
        assert _empty_members(node) == []


def _empty_members(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [found for part in value.values() for found in _empty_members(part)] + ([] if value else [value])
    if isinstance(value, list):
        return [found for part in value for found in _empty_members(part)]
    return [value] if value in (None, "") else []


# CSV


def test_a_table_has_a_row_for_each_activity_and_reads_back() -> None:
    card: Item = orjson.loads(card_json(examples.full()))
    body = write_table([card, item(examples.small())])
    assert body.startswith("\ufeff".encode())
    assert body.endswith(b"\r\n")
    rows = list(csv.DictReader(StringIO(body.decode("utf-8-sig"), newline="")))
    assert len(rows) == 2
    assert list(rows[0]) == list(COLUMNS)
    assert rows[0]["themes"] == "nature|animals"
    assert (rows[0]["price"], rows[0]["pricePer"]) == ("7.50", "month")
    assert (rows[0]["lat"], rows[0]["lon"], rows[0]["distanceM"]) == ("52.0545", "4.2942", "1240")
    assert rows[0]["individual"] == "true"
    assert (rows[1]["place"], rows[1]["cost"]) == ("", "unknown")


@pytest.mark.parametrize("text", ["=1+1", "+31 70", "-2+3", "@SUM(A1)", "\t=1", "  =1", "＝1", "\n=1"])
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert safe_text(text) == f"'{text}"
    body = write_table([item(title=text, summary='Gewoon; met, komma en "aanhaling"')], with_bom=False)
    (row,) = csv.DictReader(StringIO(body.decode(), newline=""))
    assert row["title"] == f"'{text}"
    assert row["summary"] == 'Gewoon; met, komma en "aanhaling"'


def test_numbers_of_our_own_are_not_taken_for_formulas() -> None:
    west = item()
    west["place"]["location"]["lon"] = -68.93
    (row,) = csv.DictReader(StringIO(write_table([west]).decode("utf-8-sig"), newline=""))
    assert row["lon"] == "-68.93"


# iCalendar


def occurrences(body: bytes) -> list[tuple[str, str, str]]:
    """(start, end, status) of every date in the window, as an independent reader of calendars sees them."""
    calendar = icalendar.Calendar.from_ical(body)
    events = recurring_ical_events.of(calendar, keep_recurrence_attributes=True).between(
        date(2026, 1, 1), date(2029, 1, 1)
    )
    return sorted(
        (event["DTSTART"].dt.isoformat(), event["DTEND"].dt.isoformat(), str(event["STATUS"])) for event in events
    )


def sessions_of(served: Item) -> list[tuple[str, str, str]]:
    return sorted(
        (each["startsAt"], each["endsAt"], "CANCELLED" if each["status"] == "cancelled" else "CONFIRMED")
        for each in served["sessions"]
    )


SCHEDULES: dict[str, Item] = {
    "weekly with a cancelled and a moved date": examples.full_body()["schedule"],
    "weekly by count over the clock change": {
        "rules": [
            {
                "startsAt": "2026-10-20T16:00:00+02:00",
                "endsAt": "2026-10-20T17:30:00+02:00",
                "rrule": "FREQ=WEEKLY;INTERVAL=2;COUNT=20",
            }
        ]
    },
    "two series and one added date": {
        "rules": [
            {"startsAt": "2026-11-02T15:00", "endsAt": "2026-11-02T16:00", "rrule": "FREQ=MONTHLY;BYDAY=1MO;COUNT=6"},
            {"startsAt": "2026-11-03T15:00", "endsAt": "2026-11-03T16:00", "rrule": "FREQ=WEEKLY;UNTIL=20261231"},
        ],
        "exceptions": [
            {
                "original": "2026-12-26T10:00",
                "status": "moved",
                "startsAt": "2026-12-27T10:00",
                "endsAt": "2026-12-27T12:00",
            }
        ],
    },
    "single dates": {
        "rules": [
            {"startsAt": "2026-12-05T10:00", "endsAt": "2026-12-05T12:00"},
            {"startsAt": "2026-12-06T10:00", "endsAt": "2026-12-06T12:00"},
        ]
    },
    "another time zone": {
        "timezone": "Europe/London",
        "rules": [{"startsAt": "2026-11-25T14:00", "endsAt": "2026-11-25T15:00", "rrule": "FREQ=DAILY;COUNT=3"}],
    },
}


@pytest.mark.parametrize("schedule", SCHEDULES.values(), ids=SCHEDULES)
def test_a_calendar_shows_exactly_the_sessions(schedule: Item) -> None:
    served = item_of(schedule=schedule)
    assert sessions_of(served)
    assert occurrences(write_calendar([served])) == sessions_of(served)


def test_dates_that_fall_out_are_left_out_of_the_series() -> None:
    served = item_of(schedule=SCHEDULES["weekly by count over the clock change"])
    del served["sessions"][3]
    body = write_calendar([served])
    assert b"EXDATE" in body
    assert occurrences(body) == sessions_of(served)


def test_a_calendar_is_well_formed() -> None:
    long = "Een heel lange zin, met komma; en puntkomma \\ en é die moet worden gevouwen. " * 4
    body = write_calendar([item_of(description=long), item(examples.small())])
    lines = body.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in body.replace(b"\r\n", b"")
    assert body.count(b"BEGIN:VTIMEZONE") == 1
    unfolded = body.replace(b"\r\n ", b"").decode()
    assert "DTSTART;TZID=Europe/Amsterdam:20261021T140000" in unfolded
    assert "RECURRENCE-ID;TZID=Europe/Amsterdam:20261202T140000" in unfolded
    assert "RRULE:" in unfolded
    assert not any("COUNT=" in line and "UNTIL=" in line for line in unfolded.splitlines())
    assert "PRODID:" in unfolded
    assert r"zin\, met komma\; " in unfolded


def test_a_uid_stays_the_same_when_the_item_changes() -> None:
    def uids(served: Item) -> set[str]:
        return {str(event["UID"]) for event in icalendar.Calendar.from_ical(write_calendar([served])).walk("VEVENT")}

    changed = item(title="Iets anders", version=9, url="https://other.example/x", shortUrl="https://other.example/y")
    assert uids(item()) == uids(changed) == {f"{examples.ACTIVITY_ID}@wegwijzer"}


def test_a_cancelled_activity_cancels_all_its_dates() -> None:
    statuses = {status for _, _, status in occurrences(write_calendar([item(status="cancelled")]))}
    assert statuses == {"CANCELLED"}
