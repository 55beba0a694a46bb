"""Registers of services (HSDS) and databases of events in the style of real ones, worked out by hand."""

import json
from dataclasses import replace
from typing import Any

import pytest

from app.importers.hsds_reader import MOST_PLACES
from tests.importers.feeds import CONTEXT
from tests.importers.outcomes import differences, outcome, rows_of

CLUB: dict[str, Any] = {"id": "s1", "name": "Huiswerkclub", "status": "active", "organization_id": "o1"}
HALL: dict[str, Any] = {"id": "p1", "name": "Buurthuis", "addresses": [
    {"address_1": "Dorpsstraat 1", "city": "Den Haag", "postal_code": "2526AH", "country": "NL"}]}  # fmt: skip
POOL: dict[str, Any] = {"id": "p2", "name": "Zwembad", "physical_addresses": [
    {"address_1": "Laan 2", "city": "Den Haag", "postal_code": "2533 AB", "country": "NL"}]}  # fmt: skip
WEDNESDAY = {"freq": "WEEKLY", "byday": "WE", "dtstart": "2026-11-25", "until": "2026-12-09", "opens_at": "15:00",
             "closes_at": "16:30"}  # fmt: skip
WEDNESDAYS = ["2026-11-25 15:00-16:30", "2026-12-02 15:00-16:30", "2026-12-09 15:00-16:30"]


def services(*listed: Any) -> str:
    return json.dumps({"total_items": len(listed), "contents": list(listed)})


def check(content: str, *expected: dict[str, Any]) -> None:
    rows = rows_of(content)
    assert len(rows) == len(expected)
    assert [differences(row, one) for row, one in zip(rows, expected, strict=True)] == [{}] * len(expected)


@pytest.mark.parametrize(
    ("members", "cost", "prices"),
    [
        ({"fees_description": "€ 5 per keer"}, "paid", ["5.00 session base"]),
        ({"fees": "€ 24 per maand, inschrijfgeld € 10"}, "paid", ["24.00 month base", "10.00 once registration"]),
        ({"fees_description": "Gratis"}, "free", None),
        ({"fees_description": "No charge"}, "free", None),
        ({"fees_description": "n.v.t."}, None, None),
        ({"cost_options": [{"option": "per maand", "amount": 24.5, "currency": "EUR"}]}, "paid", ["24.50 month base"]),
        ({"cost_options": [{"option": "Kinderen", "amount_description": "per les", "amount": "7,50"}]}, "paid",
         ["7.50 session base"]),
        ({"cost_options": [{"option": "Leden", "amount": 0, "currency": "EUR"},
                           {"option": "Anderen", "amount": 3, "currency": "EUR"}]}, "paid",
         ["0.00 session reduced", "3.00 session base"]),
        ({"cost_options": [{"option": "€ 4 per middag", "amount": None}]}, "paid", ["4.00 session base"]),
        ({"cost_options": [{"amount": 9, "valid_to": "2026-08-31"}, {"amount": 10, "valid_to": "2027-08-31"}]}, "paid",
         ["10.00 session base"]),
        ({"attributes": [{"label": "Kosten", "value": "€ 2,50 per keer"}]}, "paid", ["2.50 session base"]),
        ({"description": "Kom langs. Deelname is gratis."}, "free", None),
    ],
)  # fmt: skip
def test_what_a_service_costs(members: dict[str, Any], cost: str | None, prices: list[str] | None) -> None:
    check(services({**CLUB, **members}), {"cost": cost, "prices": prices})


@pytest.mark.parametrize(
    ("fees", "code"), [("volgens staffel B", "price-unreadable"), ("zie de website", "price-unreadable")]
)
def test_fees_that_cannot_be_read_are_said(fees: str, code: str) -> None:
    check(services({**CLUB, "fees_description": fees}), {"cost": None, "warnings": [code]})


def test_a_price_that_no_longer_holds_is_left_out_and_said() -> None:
    options = [{"option": "per les", "amount": 9, "valid_to": "2026-08-31"}]
    check(services({**CLUB, "cost_options": options}), {"cost": None, "warnings": ["price-over"]})


@pytest.mark.parametrize(
    ("members", "age", "groups"),
    [
        ({"minimum_age": 8, "maximum_age": 12}, "8-12", None),
        ({"minimum_age": "6.0", "maximum_age": None}, "6-", None),
        ({"eligibilities": [{"eligibility": "kinderen", "minimum_age": 4, "maximum_age": 6}]}, "4-6", None),
        ({"eligibility": {"minimum_age": 4, "maximum_age": 6}}, "4-6", None),
        ({"eligibility": "10 t/m 14 jaar"}, "10-14", None),
        ({"eligibilities": [{"eligibility": "groep 5-8"}]}, None, ["groep5", "groep6", "groep7", "groep8"]),
        ({"minimum_age": 0, "maximum_age": 0}, None, None),
        ({"eligibility_description": "Voor kinderen van 6 t/m 12 jaar uit de wijk."}, "6-12", None),
        ({"attributes": [{"label": "Leeftijd", "value": "8+"}]}, "8-", None),
    ],
)
def test_for_whom_a_service_is(members: dict[str, Any], age: str | None, groups: list[str] | None) -> None:
    check(services({**CLUB, **members}), {"age": age, "groups": groups})


@pytest.mark.parametrize(
    ("schedule", "sessions"),
    [
        (WEDNESDAY, WEDNESDAYS),
        ({**WEDNESDAY, "byday": None, "weekday": "Wednesday", "freq": None}, WEDNESDAYS),
        ({**WEDNESDAY, "byday": ["we"], "opens_at": "15:00:00Z", "closes_at": "16:30:00"}, WEDNESDAYS),
        ({**WEDNESDAY, "until": None, "valid_to": "2026-12-09"}, WEDNESDAYS),
        ({**WEDNESDAY, "until": "2027-06-30", "valid_to": "2026-12-09T00:00:00"}, WEDNESDAYS),
        ({**WEDNESDAY, "until": None, "count": 3}, WEDNESDAYS),
        ({**WEDNESDAY, "interval": 2}, [WEDNESDAYS[0], WEDNESDAYS[2]]),
        ({**WEDNESDAY, "interval": "2", "freq": "weekly"}, [WEDNESDAYS[0], WEDNESDAYS[2]]),
        ({"dtstart": "2026-12-05", "opens_at": "10:00", "closes_at": "12:00"}, ["2026-12-05 10:00-12:00"]),
        ({"dtstart": "2026-12-05T10:00:00", "opens_at": "10:00", "closes_at": "12:00"}, ["2026-12-05 10:00-12:00"]),
        ({"freq": "MONTHLY", "byday": "1SA", "dtstart": "2026-12-01", "count": 2, "opens_at": "10:00",
          "closes_at": "12:00"}, ["2026-12-05 10:00-12:00", "2027-01-02 10:00-12:00"]),
        ({"freq": "MONTHLY", "bymonthday": 15, "dtstart": "2026-12-01", "until": "2027-01-31", "opens_at": "10:00",
          "closes_at": "12:00"}, ["2026-12-15 10:00-12:00", "2027-01-15 10:00-12:00"]),
    ],
)  # fmt: skip
def test_when_a_service_is(schedule: dict[str, Any], sessions: list[str]) -> None:
    check(services({**CLUB, "schedules": [schedule]}), {"sessions": sessions})


def test_holidays_on_which_it_is_closed_are_cancelled() -> None:
    holiday = {"closed": True, "start_date": "2026-12-01", "end_date": "2026-12-06"}
    sessions = [WEDNESDAYS[0], f"{WEDNESDAYS[1]} cancelled", WEDNESDAYS[2]]
    check(services({**CLUB, "schedules": [WEDNESDAY], "holiday_schedules": [holiday]}), {"sessions": sessions})


def test_holidays_that_cannot_be_taken_over_are_said() -> None:
    holidays = [{"closed": False, "start_date": "2026-12-02", "opens_at": "12:00", "closes_at": "13:00"}]
    found = {"sessions": WEDNESDAYS, "warnings": ["exceptions-dropped"]}
    check(services({**CLUB, "schedules": [WEDNESDAY], "holiday_schedules": holidays}), found)


def test_places_beyond_what_is_read_are_said() -> None:
    links = [{"location": {"name": f"Zaal {number}"}} for number in range(MOST_PLACES + 1)]
    rows = rows_of(services({**CLUB, "service_at_locations": links}))
    assert len(rows) == MOST_PLACES + 1
    assert [fault.code for fault in rows[-1].faults] == ["too-many"]


def test_words_about_when_are_all_kept() -> None:
    schedules = [{**WEDNESDAY, "description": "Iedere woensdag"}, {"notes": "Niet in de vakantie"}]
    [row] = rows_of(services({**CLUB, "schedules": schedules}))
    assert row.draft is not None
    assert row.draft["schedule"]["summary"] == "Iedere woensdag; Niet in de vakantie"


def test_a_service_at_two_places_is_an_offer_at_each() -> None:
    thursday = {**WEDNESDAY, "byday": "TH", "until": "2026-11-26"}
    links = [
        {"id": "l1", "location": HALL, "schedules": [WEDNESDAY]},
        {"id": "l2", "location": POOL, "schedules": [thursday]},
    ]
    check(
        services({**CLUB, "service_at_locations": links}),
        {"id": "s1", "place": "Buurthuis", "postcode": "2526 AH", "sessions": WEDNESDAYS},
        {"id": "s1@p2", "place": "Zwembad", "postcode": "2533 AB", "sessions": ["2026-11-26 15:00-16:30"]},
    )


def test_tables_hold_the_times_of_each_place() -> None:
    tables = {
        "organizations": [{"id": "o1", "name": "De Brug"}],
        "services": [CLUB],
        "locations": [{"id": "p1", "name": "Buurthuis"}, {"id": "p2", "name": "Zwembad"}],
        "service_at_location": [{"id": "l1", "service_id": "s1", "location_id": "p1"},
                                {"id": "l2", "service_id": "s1", "location_id": "p2"}],
        "schedules": [{**WEDNESDAY, "service_id": "s1", "service_at_location_id": "l1"},
                      {"service_at_location_id": "l2", "dtstart": "2026-12-05",
                       "opens_at": "10:00", "closes_at": "11:00"}],
    }  # fmt: skip
    check(
        json.dumps(tables),
        {"id": "s1", "organisation": "De Brug", "place": "Buurthuis", "sessions": WEDNESDAYS},
        {"id": "s1@p2", "place": "Zwembad", "sessions": ["2026-12-05 10:00-11:00"]},
    )


def test_the_same_service_in_a_list_of_services_at_places_keeps_its_places_apart() -> None:
    listed = [{"id": "l1", "service": CLUB, "location": HALL}, {"id": "l2", "service": CLUB, "location": POOL}]
    check(services(*listed), {"id": "s1", "place": "Buurthuis"}, {"id": "s1@p2", "place": "Zwembad"})


def test_a_service_that_is_only_online_has_no_place() -> None:
    link = {"id": "l1", "location": {"id": "p9", "location_type": "virtual", "name": "Zoom"}}
    check(services({**CLUB, "service_at_locations": [link]}), {"attendance": "online", "place": None})


def test_services_nested_in_organisations_are_found() -> None:
    # fmt: off
    nested = {"organizations": [{"id": "o1", "name": "De Brug", "services": [CLUB]},
                                {"id": "o2", "name": "De Poort", "services": [{"id": "s2", "name": "Koor"}]}]}
    # fmt: on
    [first, second] = rows_of(json.dumps(nested))
    assert (outcome(first)["organisation"], outcome(second)["organisation"]) == ("De Brug", "De Poort")


@pytest.mark.parametrize(
    "record",
    [
        {"id": "o1", "name": "Stichting", "legal_status": "stichting", "website": "https://a.example"},
        {"id": "p1", "name": "Buurthuis", "location_type": "physical", "latitude": 52.1},
        {"id": "t1", "name": "Sport", "parent_id": None, "taxonomy": "x", "term_uri": "https://t.example"},
    ],
)
def test_records_of_other_tables_are_no_offers(record: dict[str, Any]) -> None:
    check(services(record), {"warnings": ["not-an-offer"], "faults": []})


def test_one_page_of_many_says_so() -> None:
    page = {"total_items": 20, "total_pages": 2, "page_number": 1, "contents": [CLUB]}
    first, last = rows_of(json.dumps(page))
    assert (outcome(first)["title"], last.draft, outcome(last)["warnings"]) == ("Huiswerkclub", None, ["more-pages"])


def test_all_words_for_people_are_kept() -> None:
    said = {
        "description": "Samen huiswerk maken.",
        "application_process": "Bel even.",
        "fees_description": "€ 1 per keer",
    }
    check(services({**CLUB, **said}), {"text": "Samen huiswerk maken.\n\nBel even.\n\n€ 1 per keer"})


def test_a_broken_service_never_costs_the_others() -> None:
    rows = rows_of(services({"id": "x"}, 5, {**CLUB, "schedules": [{"freq": "SOMETIMES", "dtstart": "soon"}]}))
    assert [outcome(row)["faults"] for row in rows] == [["title-missing"], ["not-an-object"], []]


def test_a_table_of_services_may_name_its_places_itself() -> None:
    tables = {
        "services": [{"id": "1", "name": "Jeugdclub", "location_id": "l1"}, {"id": "2", "name": "Koor"}],
        "locations": [{"id": "l1", "name": "Buurthuis", "latitude": 52.071, "longitude": 4.281}],
    }
    rows = rows_of(json.dumps(tables))
    assert [outcome(row).get("place") for row in rows] == ["Buurthuis", None]


def test_ages_and_terms_of_the_second_version_are_read() -> None:
    service = {"id": "1", "name": "Jeugdclub", "status": "active", "fees": "gratis", "organization_id": "o",
               "eligibilitys": [{"eligibility": "Child", "minimum_age": 11, "maximum_age": 18}],
               "service_taxonomys": [{"id": "t", "taxonomy": {"name": "Judo"}}, {"taxonomy": None}]}  # fmt: skip
    [row] = rows_of(json.dumps(service), replace(CONTEXT, themes={"judo": "martial_arts"}))
    assert (outcome(row)["age"], outcome(row)["themes"]) == ("11-18", ["martial_arts"])
