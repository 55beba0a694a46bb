"""Open Referral in all its shapes gives the same services."""

import csv
import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

import pytest

from app.errors import InvalidInput
from app.importers.hsds_reader import read_hsds
from tests.importers.feeds import codes, draft, fault_codes, read, rules

TABLES: Mapping[str, list[dict[str, Any]]] = {
    "organizations": [{"id": "o1", "name": "Stichting De Brug"}],
    "services": [
        {"id": "s1", "organization_id": "o1", "name": "Huiswerkclub", "status": "active", "minimum_age": 8,
         "maximum_age": 12, "fees": "No charge", "email": "info@brug.example"},
        {"id": "s2", "organization_id": "o1", "name": "Oude club", "status": "inactive"},
    ],
    "service_at_location": [{"id": "l", "service_id": "s1", "location_id": "p1"}],
    "locations": [{"id": "p1", "name": "Buurthuis", "latitude": 52.07, "longitude": "4.3012"}],
    "addresses": [
        {"id": "a", "location_id": "p1", "address_1": "Dorpsstraat 1", "city": "Den Haag",
         "postal_code": "2526AH", "country": "NL"}
    ],
    "schedules": [
        {"id": "r", "service_id": "s1", "dtstart": "2026-11-23", "freq": "WEEKLY", "byday": "WE", "opens_at": "15:00",
         "closes_at": "16:30"}
    ],
}  # fmt: skip


def as_package(tables: Mapping[str, list[dict[str, Any]]]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, rows in tables.items():
            text = io.StringIO()
            writer = csv.DictWriter(text, fieldnames=list({key: None for row in rows for key in row}))
            writer.writeheader()
            writer.writerows(rows)
            package.writestr(f"data/{name}.csv", text.getvalue())
        package.writestr("datapackage.json", "{}")
    return packed.getvalue()


SHAPES: Mapping[str, bytes] = {
    "tabular": json.dumps({f"{name}.csv": rows for name, rows in TABLES.items()}).encode(),
    "tabular without csv": json.dumps(TABLES).encode(),
    "package": as_package(TABLES),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_all_tables_together_give_complete_services(shape: str) -> None:
    first, second = read(read_hsds, SHAPES[shape])
    assert first.draft is not None
    assert second.draft is not None
    assert first.external_id == "s1"
    assert first.draft["title"] == "Huiswerkclub"
    assert first.draft["organisation"] == {"name": "Stichting De Brug"}
    assert first.draft["place"]["address"]["postalCode"] == "2526 AH"
    assert first.draft["age"] == {"min": 8, "max": 12}
    assert first.draft["cost"] == "free"
    assert rules(first.draft) == [
        {"startsAt": "2026-11-25T15:00:00", "endsAt": "2026-11-25T16:30:00", "rrule": "FREQ=WEEKLY;BYDAY=WE"}
    ]
    assert second.draft["status"] == "ended"


@pytest.mark.parametrize(
    "wrapped",
    [{"contents": TABLES["services"], "total_items": 2}, {"services": TABLES["services"]}, TABLES["services"]],
    ids=["api", "services", "list"],
)
def test_services_alone_are_read_in_every_wrapper(wrapped: Any) -> None:
    assert [row.external_id for row in read(read_hsds, wrapped)] == ["s1", "s2"]


def test_services_of_a_csv_are_rows_with_their_line() -> None:
    content = 'id,organization_id,name,description,status,fees\ns1,o1,"Club, klein","<ul>\n<li>a</li></ul>",active,\n'
    [row] = read(read_hsds, content)
    assert row.draft is not None
    assert (row.location, row.draft["title"], row.draft.get("cost")) == ("line 2", "Club, klein", None)


@pytest.mark.parametrize("weekday", [3, "Wednesday", "woensdag", "wo", "WE"])
def test_a_weekday_of_version_one_is_a_weekly_rule(weekday: int | str) -> None:
    service = {
        "id": "1",
        "name": "Inloop",
        "regular_schedule": [{"weekday": weekday, "opens_at": "09:00", "closes_at": "12:00"}],
    }
    [row] = read(read_hsds, service)
    assert row.draft is not None
    assert rules(row.draft) == [
        {"startsAt": "2026-01-07T09:00:00", "endsAt": "2026-01-07T12:00:00", "rrule": "FREQ=WEEKLY;BYDAY=WE"}
    ]
    assert "start-assumed" in codes(row)


def test_prices_in_words_and_of_options_are_read() -> None:
    words = "Non-members are expected to pay. The current rate is £50 per hour."
    [price] = draft(read_hsds, {"id": "1", "name": "x", "fees_description": words})["prices"]
    assert (price["amount"], price["per"], price["currency"]) == ("50.00", "hour", "GBP")
    found = draft(
        read_hsds, {"id": "1", "name": "x", "cost_options": [{"amount": 35, "currency": "gbp", "option": "Adults"}]}
    )
    assert found["prices"] == [
        {"amount": "35.00", "per": "session", "kind": "base", "currency": "GBP", "note": "Adults"}
    ]


def test_the_words_of_a_cost_option_say_what_it_buys() -> None:
    option = {"amount": 25, "currency": "EUR", "option": "Per maand"}
    found = draft(read_hsds, {"id": "1", "name": "x", "cost_options": [option]})
    assert found["prices"] == [{"amount": "25.00", "per": "month", "kind": "base", "note": "Per maand"}]


def test_a_contact_person_is_never_taken_over() -> None:
    [row] = read(read_hsds, {"id": "1", "name": "x", "contacts": [{"name": "Ann Persona", "email": "ann@example.org"}]})
    assert "ann" not in repr(row).lower()


def test_a_service_without_a_name_never_costs_the_others() -> None:
    rows = read(read_hsds, [{"id": "1"}, 7, {"id": "2", "name": "x"}])
    assert [fault_codes(row) for row in rows] == [["title-missing"], ["not-an-object"], []]


@pytest.mark.parametrize("content", [b"{}", b"[1", b"PK\x03\x04broken", b'{"organizations.csv": []}', b"a,b\n1,2\n"])
def test_a_file_without_services_is_refused(content: bytes) -> None:
    with pytest.raises(InvalidInput):
        read(read_hsds, content)


def test_a_package_that_unpacks_to_too_much_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("services.csv", "id,name\n" + "0" * 70_000_000)
    with pytest.raises(InvalidInput) as refused:
        read(read_hsds, packed.getvalue())
    assert refused.value.faults[0].code == "zip-too-large"


def test_services_inside_an_organisation_or_at_a_location_are_found() -> None:
    inside = {"id": "o", "name": "De Brug", "services": [{"id": "1", "name": "Club"}]}
    at_place = {"id": "l", "service": {"id": "1", "name": "Club"}, "location": {"name": "Buurthuis"}}
    assert draft(read_hsds, inside)["organisation"] == {"name": "De Brug"}
    assert draft(read_hsds, at_place)["place"]["name"] == "Buurthuis"
    assert draft(read_hsds, {"contents": [at_place]})["place"]["name"] == "Buurthuis"


def test_days_that_it_is_closed_are_found_in_a_schedule_of_decades() -> None:
    closed = [
        {"closed": True, "start_date": "2026-12-05", "end_date": "2026-12-07"},
        {"closed": True, "start_date": "2026-12-06", "end_date": "2026-12-06"},
    ]
    daily = {"freq": "DAILY", "dtstart": "1970-12-01", "opens_at": "10:00", "closes_at": "17:00"}
    service = {"id": "1", "name": "Inloop", "schedules": [daily], "holiday_schedules": closed}
    exceptions = draft(read_hsds, service)["schedule"]["exceptions"]
    assert [one["original"][:10] for one in exceptions] == ["2026-12-05", "2026-12-06", "2026-12-07"]
