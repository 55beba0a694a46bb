"""UiTdatabank: calendars, tariffs, languages and states."""

from collections.abc import Mapping
from typing import Any

import pytest

from app.importers.uit_reader import read_uit
from tests.importers.feeds import codes, draft, fault_codes, read, rules

EVENT: Mapping[str, Any] = {
    "@id": "https://io.uitdatabank.be/event/0d325df2-da0e-4d2e-bafb-3c8b5bc7ba9e",
    "@type": "Event",
    "mainLanguage": "nl",
    "name": {"nl": "Atelier", "en": "Workshop"},
    "description": {"nl": "<p>Maken</p>", "en": "Making"},
    "calendarType": "single",
    "startDate": "2026-11-25T14:00:00+01:00",
    "endDate": "2026-11-25T16:00:00+01:00",
    "location": {
        "@id": "https://io.uitdatabank.be/place/1",
        "name": {"nl": "Kunsthuis"},
        "address": {"nl": {"streetAddress": "Dorpsstraat 1", "postalCode": "2526 AH", "addressLocality": "Den Haag",
                           "addressCountry": "NL"}},
        "geo": {"latitude": 52.0705, "longitude": 4.3007},
    },
    "organizer": {"name": {"nl": "Kunsthuis vzw"}, "email": ["info@kunsthuis.example"]},
    "creator": "jan.jansen@example.org",
    "terms": [{"id": "1.0.1.0.0", "label": "Schilderkunst", "domain": "theme"}],
}  # fmt: skip


def event(**members: Any) -> Mapping[str, Any]:
    return {name: value for name, value in {**EVENT, **members}.items() if value is not None}


def test_a_single_event_with_everything() -> None:
    [row] = read(read_uit, EVENT)
    assert row.draft is not None
    assert row.external_id == "0d325df2-da0e-4d2e-bafb-3c8b5bc7ba9e"
    assert row.draft["title"] == "Atelier"
    assert row.draft["translations"] == {"en": {"title": "Workshop", "summary": "Making"}}
    assert row.draft["sessions"] == [{"startsAt": "2026-11-25T14:00:00", "endsAt": "2026-11-25T16:00:00"}]
    assert row.draft["place"]["location"]["lat"] == 52.0705
    assert row.draft["themes"] == ["drawing_painting"]
    assert "jansen" not in repr(row)
    assert "cost" not in row.draft


def test_several_dates_with_states_of_their_own() -> None:
    dates = [
        {"startDate": "2026-11-25T14:00:00+01:00", "endDate": "2026-11-25T16:00:00+01:00",
         "status": {"type": "Unavailable"}},
        {"startDate": "2026-12-02T14:00:00+01:00", "endDate": "2026-12-02T16:00:00+01:00",
         "bookingAvailability": {"type": "Unavailable"}},
        {"startDate": "2026-12-09T14:00:00+01:00", "endDate": "2026-12-09T16:00:00+01:00"},
    ]  # fmt: skip
    found = draft(read_uit, event(calendarType="multiple", subEvent=dates))
    assert [one.get("status") for one in found["sessions"]] == ["cancelled", "full", None]


def test_dates_that_stand_only_in_words_are_read_from_them() -> None:
    words = "wo 25/11/26 van 14:00 tot 16:00  wo 02/12/26 van 14:00 tot 16:00"
    found = draft(read_uit, event(calendarType="multiple", calendarSummary=words, endDate="2026-12-02T16:00:00+01:00"))
    assert [one["startsAt"] for one in found["sessions"]] == ["2026-11-25T14:00:00", "2026-12-02T14:00:00"]


HOURS = [{"opens": "09:00", "closes": "17:00", "dayOfWeek": ["monday", "friday"]}]


def test_periodic_hours_are_weekly_rules_to_the_last_day() -> None:
    found = draft(
        read_uit,
        event(
            calendarType="periodic",
            openingHours=HOURS,
            startDate="2026-11-25T00:00:00+01:00",
            endDate="2027-01-31T00:00:00+01:00",
        ),
    )
    assert rules(found) == [
        {
            "startsAt": "2026-11-27T09:00:00",
            "endsAt": "2026-11-27T17:00:00",
            "rrule": "FREQ=WEEKLY;BYDAY=MO,FR;UNTIL=20270131",
        }
    ]
    assert found["season"] == {"from": "2026-11-25", "to": "2027-01-31"}


def test_permanent_hours_go_on_and_read_the_same_all_year() -> None:
    found = draft(read_uit, event(calendarType="permanent", openingHours=HOURS, startDate=None, endDate=None))
    assert rules(found)[0]["startsAt"] == "2026-01-02T09:00:00"
    assert rules(found)[0]["rrule"] == "FREQ=WEEKLY;BYDAY=MO,FR"
    assert "sessions" not in draft(read_uit, event(calendarType="permanent", startDate=None, endDate=None))


@pytest.mark.parametrize(
    ("tariffs", "cost", "kinds"),
    [
        ([{"category": "base", "price": 10.5, "name": {"nl": "Basistarief"}}], "paid", ["base"]),
        (
            [{"category": "base", "price": 10.5}, {"category": "tariff", "price": 0, "name": {"nl": "Senioren"}}],
            "paid",
            ["base", "reduced"],
        ),
        ([{"category": "base", "price": 0}], "free", ["base"]),
        ([{"category": "base", "price": "10,50"}, {"category": "uitpas", "price": 2}], "paid", ["base", "reduced"]),
        ([{"category": "base", "price": None}], None, []),
        ([], None, []),
        (None, None, []),
    ],
)
def test_tariffs(tariffs: Any, cost: str | None, kinds: list[str]) -> None:
    found = draft(read_uit, event(priceInfo=tariffs))
    assert found.get("cost") == cost
    assert [price["kind"] for price in found.get("prices", ())] == kinds


def test_a_camp_keeps_its_span_and_a_place_that_is_only_referred_to_is_unknown() -> None:
    [row] = read(
        read_uit,
        event(
            terms=[{"id": "0.57.0.0.0", "label": "Kamp of vakantie", "domain": "eventtype"}],
            location={"@id": "%{placeUrl}"},
            endDate="2026-11-28T17:00:00+01:00",
        ),
    )
    assert row.draft is not None
    assert (row.draft["kind"], "place" in row.draft) == ("camp", False)
    assert row.draft["sessions"][0]["endsAt"] == "2026-11-28T17:00:00"
    assert "place-unknown" in codes(row)


def test_states_decide_what_becomes_of_an_event() -> None:
    rows = read(
        read_uit,
        {
            "@type": "PagedCollection",
            "member": [
                event(workflowStatus="APPROVED"),
                event(workflowStatus="DRAFT"),
                event(workflowStatus="DELETED"),
                event(status={"type": "Unavailable"}),
                {"@type": "Place", "name": {"nl": "Zaal"}, "workflowStatus": "APPROVED"},
                "broken",
            ],
        },
    )
    assert [(bool(row.draft), row.is_deleted, fault_codes(row), codes(row)) for row in rows] == [
        (True, False, [], []),
        (False, False, ["not-published"], []),
        (False, True, [], []),
        (True, False, [], []),
        (False, False, [], ["not-an-offer"]),
        (False, False, ["not-an-object"], []),
    ]
    assert rows[3].draft is not None
    assert rows[3].draft["status"] == "cancelled"


@pytest.mark.parametrize(
    ("text", "age"),
    [("6-12", {"min": 6, "max": 12}), ("12-", {"min": 12, "max": None}), ("-", {"min": 0, "max": None})],
)
def test_ages(text: str, age: Any) -> None:
    assert draft(read_uit, event(typicalAgeRange=text)).get("age") == age


def test_older_documents_hold_plain_text_and_lists_of_links() -> None:
    found = draft(
        read_uit,
        event(name="Atelier", description="Maken", sameAs=["https://uit.example/1"], image="https://uit.example/1.jpg"),
    )
    assert (found["title"], found["contact"]["url"], found["image"]["url"]) == (
        "Atelier",
        "https://uit.example/1",
        "https://uit.example/1.jpg",
    )


def test_for_schools_and_closed_groups() -> None:
    assert draft(read_uit, event(audience={"audienceType": "education"}))["audience"] == ["schools"]
    [row] = read(read_uit, event(audience={"audienceType": "members"}))
    assert row.draft is not None
    assert row.draft["openTo"] == {"kind": "membersOf"}
    assert "closed-group" in codes(row)


def test_the_older_shape_with_time_spans_is_read() -> None:
    old = {
        "mainLanguage": "nl",
        "name": "Jazz in de kroeg",
        "type": {"id": "0.50.4.0.0", "label": "Concert", "domain": "eventtype"},
        "theme": {"id": "1.8.2.0.0", "label": "Jazz en blues", "domain": "theme"},
        "location": {
            "id": "%{placeId}",
            "name": "De Kroeg",
            "address": {"addressLocality": "Zichem", "addressCountry": "BE"},
        },
        "calendar": {
            "timeSpans": [
                {"start": "2026-12-05T18:00:00.000Z", "end": "2026-12-05T21:00:00.000Z"},
                {"start": "2026-12-12T18:00:00.000Z", "end": "2026-12-12T21:00:00.000Z"},
            ]
        },
    }
    found = draft(read_uit, old)
    assert [one["startsAt"] for one in found["sessions"]] == ["2026-12-05T19:00:00", "2026-12-12T19:00:00"]
    assert (found["kind"], found["place"]["name"]) == ("event", "De Kroeg")


def test_birth_dates_become_the_age_on_the_first_date() -> None:
    born = {"from": "2014-01-01", "to": "2016-12-31"}
    found = draft(read_uit, event(birthdateRange=born, childrenOnly=True))
    assert (found["age"], found["audience"]) == ({"min": 9, "max": 12}, ["children"])
