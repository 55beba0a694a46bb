"""Events of UiTdatabank and maps (GeoJSON) in the style of real ones, each worked out by hand."""

import json
from typing import Any

import pytest

from tests.importers.outcomes import differences, outcome, rows_of

EVENT: dict[str, Any] = {
    "@id": "https://io.uitdatabank.be/event/0ac2-11", "@context": "/contexts/event", "mainLanguage": "nl",
    "name": {"nl": "Atelier klei", "fr": "Atelier argile"}, "workflowStatus": "APPROVED", "calendarType": "single",
    "startDate": "2026-12-02T14:00:00+00:00", "endDate": "2026-12-02T15:00:00+00:00",
    "location": {"@id": "https://io.uitdatabank.be/place/1", "@type": "Place", "name": {"nl": "Jeugdhuis"},
                 "address": {"nl": {"streetAddress": "Dorpsstraat 1", "postalCode": "2526 AH",
                                    "addressLocality": "Den Haag", "addressCountry": "NL"}},
                 "geo": {"latitude": 52.0701, "longitude": 4.3001}},
    "terms": [{"id": "1.0.2.0.0", "label": "Beeldhouwkunst", "domain": "theme"}],
}  # fmt: skip
DAY = "2026-12-02 15:00-16:00"


def event(**members: Any) -> dict[str, Any]:
    return {**EVENT, **members}


def part(day: str, **members: Any) -> dict[str, Any]:
    return {"startDate": f"{day}T14:00:00+00:00", "endDate": f"{day}T15:00:00+00:00", **members}


def check(content: Any, *expected: dict[str, Any]) -> None:
    rows = rows_of(json.dumps(content))
    assert len(rows) == len(expected), [outcome(row) for row in rows]
    assert [differences(row, one) for row, one in zip(rows, expected, strict=True)] == [{}] * len(expected)


def test_a_single_event_says_all() -> None:
    check(EVENT, {
        "id": "0ac2-11", "title": "Atelier klei", "place": "Jeugdhuis", "postcode": "2526 AH", "town": "Den Haag",
        "point": [52.07, 4.3], "themes": ["clay_sculpture"], "sessions": [DAY], "cost": None,
    })  # fmt: skip


def test_several_dates_keep_their_states() -> None:
    parts = [part("2026-12-02"), part("2026-12-09", status={"type": "Unavailable", "reason": {"nl": "Ziek"}}),
             part("2026-12-16", bookingAvailability={"type": "Unavailable"}),
             part("2026-12-23", bookingAvailability={"type": "Available", "remainingCapacity": 4}),
             part("2026-12-30", status={"type": "TemporarilyUnavailable"})]  # fmt: skip
    check(event(calendarType="multiple", subEvent=parts), {"status": None, "sessions": [
        DAY, "2026-12-09 15:00-16:00 cancelled", "2026-12-16 15:00-16:00 full", "2026-12-23 15:00-16:00",
        "2026-12-30 15:00-16:00 cancelled",
    ]})  # fmt: skip


def test_a_period_with_opening_hours_is_weekly_until_its_end() -> None:
    hours = [{"opens": "13:30", "closes": "15:00", "dayOfWeek": ["wednesday", "saturday"]}]
    check(
        event(calendarType="periodic", startDate="2026-11-30T23:00:00+00:00", endDate="2026-12-12T23:00:00+00:00",
              openingHours=hours),
        {"sessions": [f"2026-12-{day} 13:30-15:00" for day in ("02", "05", "09", "12")],
         "season": {"from": "2026-12-01", "to": "2026-12-13"}},
    )  # fmt: skip


def test_other_hours_on_some_days_take_the_place_of_the_usual_ones() -> None:
    hours = [{"opens": "13:30", "closes": "15:00", "dayOfWeek": ["wednesday"]}]
    adjusted = [
        {"startDate": "2026-12-07", "endDate": "2026-12-13",
         "openingHours": [{"opens": "10:00", "closes": "12:00",
                           "dayOfWeek": ["https://schema.org/Wednesday", "friday"]}]},
        {"startDate": "2026-12-16", "endDate": "2026-12-16", "openingHours": []},
        {"startDate": "2026-12-23", "endDate": "2026-12-23",
         "openingHours": [{"opens": "13:30", "closes": "14:00", "dayOfWeek": ["wednesday"]}]},
    ]  # fmt: skip
    check(
        event(calendarType="periodic", startDate="2026-11-30T23:00:00+00:00", endDate="2026-12-24T23:00:00+00:00",
              openingHours=hours, openingHoursAdjustedDays=adjusted),
        {"sessions": ["2026-12-02 13:30-15:00", "2026-12-09 10:00-12:00", "2026-12-09 13:30-15:00 cancelled",
                      "2026-12-11 10:00-12:00", "2026-12-16 13:30-15:00 cancelled", "2026-12-23 13:30-14:00"]},
    )  # fmt: skip


def test_days_on_which_it_is_closed_are_cancelled_whatever_other_hours_they_have() -> None:
    hours = [{"opens": "13:30", "closes": "15:00", "dayOfWeek": ["wednesday"]},
             {"opens": "16:00", "closes": "17:00", "dayOfWeek": ["wednesday"]}]  # fmt: skip
    closed = [{"startDate": "2026-12-09", "endDate": "2026-12-10", "description": {"nl": "Verbouwing"}},
              {"startDate": "2026-12-23"}]  # fmt: skip
    adjusted = [{"startDate": "2026-12-09", "endDate": "2026-12-16",
                 "openingHours": [{"opens": "09:00", "closes": "10:00", "dayOfWeek": ["wednesday"]}]}]  # fmt: skip
    check(
        event(calendarType="periodic", startDate="2026-12-02T00:00:00+01:00", endDate="2026-12-23T23:59:59+01:00",
              openingHours=hours, openingHoursClosedDays=closed, openingHoursAdjustedDays=adjusted),
        {"sessions": [
            "2026-12-02 13:30-15:00", "2026-12-02 16:00-17:00",
            "2026-12-09 13:30-15:00 cancelled", "2026-12-09 16:00-17:00 cancelled",
            "2026-12-16 09:00-10:00", "2026-12-16 13:30-15:00 cancelled", "2026-12-16 16:00-17:00 cancelled",
            "2026-12-23 13:30-15:00 cancelled", "2026-12-23 16:00-17:00 cancelled",
        ]},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("day", "sessions"), [("2026-12-03", ["2026-12-03 20:00-02:00"]), ("2026-09-03", None)]
)  # fmt: skip
def test_days_with_hours_of_their_own_need_no_usual_hours_and_end_nothing(day: str, sessions: Any) -> None:
    adjusted = [{"startDate": day, "openingHours": [{"opens": "20:00", "closes": "02:00", "dayOfWeek": ["thursday"]}]}]
    check(
        event(calendarType="permanent", startDate=None, endDate=None, openingHours=[],
              openingHoursAdjustedDays=adjusted),
        {"sessions": sessions, "warnings": ["time-unknown"]},
    )  # fmt: skip


def test_a_period_that_ends_in_the_last_minute_of_a_day_ends_on_that_day() -> None:
    hours = [{"opens": "13:30", "closes": "15:00", "dayOfWeek": ["wednesday", "thursday"]}]
    check(
        event(calendarType="periodic", startDate="2026-12-01T00:00:00+00:00", endDate="2026-12-02T23:59:59+00:00",
              openingHours=hours),
        {"sessions": ["2026-12-02 13:30-15:00"], "season": {"from": "2026-12-01", "to": "2026-12-02"}},
    )  # fmt: skip


@pytest.mark.parametrize("end", ["2026-12-02T00:00:00+01:00", "2026-12-02T23:59:59+01:00", "2026-12-02T22:59:00Z"])
def test_a_day_from_midnight_to_midnight_has_no_known_hours(end: str) -> None:
    check(
        event(startDate="2026-12-02T00:00:00+01:00", endDate=end),
        {"sessions": ["2026-12-02 00:00-00:00"], "warnings": ["time-unknown"]},
    )


def test_an_event_whose_dates_are_all_cancelled_is_cancelled() -> None:
    dates = [{"startDate": f"2026-12-{day}T14:00:00+01:00", "endDate": f"2026-12-{day}T15:00:00+01:00",
              "status": {"type": "Unavailable"}} for day in ("02", "09")]  # fmt: skip
    check(event(calendarType="multiple", subEvent=dates), {"status": "cancelled"})
    check(event(calendarType="multiple", subEvent=[*dates, {**dates[0], "status": None}]), {"status": None})


def test_an_organiser_is_reached_at_its_desk_unless_the_event_says_otherwise() -> None:
    organizer = {
        "name": {"nl": "Erfgoed"},
        "contactPoint": {"phone": ["070 123 45 67"], "email": ["info@erfgoed.example"]},
    }
    found = rows_of(json.dumps(event(organizer=organizer, contactPoint={"phone": ["070 765 43 21"], "email": []})))
    assert found[0].draft is not None
    contact = found[0].draft["contact"]
    assert (contact["email"], contact["phone"][-2:]) == ("info@erfgoed.example", "21")


def test_childcare_around_the_dates_is_told() -> None:
    dates = [{"startDate": f"2026-12-{day}T09:00:00+01:00", "endDate": f"2026-12-{day}T16:00:00+01:00",
              "childcare": care} for day, care in (("21", {"start": "08:00", "end": "17:30"}), ("22", {"end": "17:00"}),
                                                   ("23", {"start": "08:00", "end": "17:30"}))]  # fmt: skip
    [row] = rows_of(json.dumps(event(calendarType="multiple", subEvent=dates)))
    assert row.draft is not None
    assert row.draft["supervision"] == {"note": "Opvang van 08:00 tot 17:30 uur; Opvang tot 17:00 uur"}
    assert "partOfChildcare" not in row.draft


def test_what_is_childcare_itself_says_so_and_places_of_departure_are_told() -> None:
    terms = [{"id": "x", "label": "Kinderopvang", "domain": "eventtype"}]
    places = [
        "https://io.uitdatabank.be/place/8",
        {"@id": "https://io.uitdatabank.be/place/9", "name": {"nl": "Station"}},
    ]
    [row] = rows_of(json.dumps(event(terms=terms, departurePlaces=places)))
    assert row.draft is not None
    assert row.draft["partOfChildcare"] is True
    [told] = [warning.detail for warning in row.warnings if warning.code == "departure-places"]
    assert "place/8; Station" in told


def test_a_permanent_event_goes_on() -> None:
    hours = [{"opens": "09:00", "closes": "17:00", "dayOfWeek": ["sunday"]}]
    [row] = rows_of(json.dumps(event(calendarType="permanent", startDate=None, endDate=None, openingHours=hours)))
    assert len(outcome(row)["sessions"]) == 52


def test_a_permanent_event_without_hours_has_no_known_time() -> None:
    check(
        event(calendarType="permanent", startDate=None, endDate=None), {"sessions": None, "warnings": ["time-unknown"]}
    )


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({"status": {"type": "Unavailable"}}, {"status": "cancelled"}),
        ({"status": "TemporarilyUnavailable"}, {"status": "planned", "warnings": ["postponed"]}),
        ({"bookingAvailability": {"type": "Unavailable"}}, {"enrolment": "full", "status": None}),
        ({"workflowStatus": "READY_FOR_VALIDATION"}, {"title": "Atelier klei"}),
        ({"workflowStatus": "REJECTED"}, {"faults": ["not-published"]}),
        ({"workflowStatus": "DELETED"}, {"deleted": True}),
        ({"attendanceMode": "online", "onlineUrl": "https://live.example", "location": {}},
         {"attendance": "online", "place": None}),
        ({"audience": {"audienceType": "education"}}, {"audience": ["schools"]}),
        ({"audience": {"audienceType": "members"}}, {"openTo": "membersOf", "warnings": ["closed-group"]}),
        ({"audience": {"audienceType": "everyone"}}, {"openTo": None, "audience": None}),
        ({"typicalAgeRange": "6-12"}, {"age": "6-12"}),
        ({"typicalAgeRange": "-5"}, {"age": "-5"}),
        ({"typicalAgeRange": "-"}, {"age": "0-"}),
        ({"typicalAgeRange": "7-11", "audience": {"audienceType": "childrenOnly"}},
         {"age": "7-11", "audience": ["children"]}),
        ({"location": "https://io.uitdatabank.be/place/9"}, {"place": None, "warnings": ["place-unknown"]}),
        ({"typicalAgeRange": "18-"}, {"age": "18-"}),
        ({"organizer": {"@type": "Organizer", "name": {"nl": "Gemeente"}}}, {"organisation": "Gemeente"}),
        ({"organizer": {"@type": "Organizer", "name": "Gemeente"}}, {"organisation": "Gemeente"}),
        ({"contactPoint": {"url": ["https://a.example", "https://b.example"], "phone": [], "email": []}},
         {"url": "https://a.example"}),
        ({"priceInfo": [{"category": "base", "price": 5, "priceCurrency": "EUR", "name": {"nl": "Basistarief"}},
                        {"category": "tariff", "price": 3, "name": {"nl": "Kinderen"}},
                        {"category": "uitpas", "price": 1, "name": {"nl": "UiTPAS Gent"}}]},
         {"cost": "paid", "prices": ["5.00 session base", "3.00 session reduced", "1.00 session reduced"]}),
        ({"priceInfo": [{"category": "base", "price": 0, "priceCurrency": "EUR"}]}, {"cost": "free"}),
        ({"priceInfo": [{"category": "base", "price": 20, "groupPrice": True}]}, {"prices": ["20.00 group base"]}),
        ({"priceInfo": [{"category": "base", "price": "vrije bijdrage"}]},
         {"cost": None, "warnings": ["price-unreadable"]}),
        ({"description": {"nl": "<p>Kom kleien.</p><p>Deelname: &euro; 4 per kind</p>"}},
         {"cost": "paid", "prices": ["4.00 session base"]}),
        ({"terms": [{"id": "0.57.0.0.0", "label": "Kamp of vakantie", "domain": "eventtype"}]}, {"kind": "camp"}),
        ({"terms": [{"id": "0.3.1.0.1", "label": "Lessenreeks", "domain": "eventtype"}]}, {"kind": "course"}),
        ({"terms": [{"id": "0.12.0.0.0", "label": "Opendeurdag", "domain": "eventtype"}]}, {"kind": "openDay"}),
    ],
)  # fmt: skip
def test_every_member_of_an_event_is_read(members: dict[str, Any], expected: dict[str, Any]) -> None:
    check(event(**members), expected)


def test_facilities_are_told_and_booking_times_kept() -> None:
    [row] = rows_of(json.dumps(event(
        terms=[{"id": "3.27.0.0.0", "label": "Rolstoeltoegankelijk", "domain": "facility"},
               {"id": "3.23.2.0.0", "label": "Ringleiding", "domain": "facility"}],
        bookingInfo={"url": "https://boek.example", "availabilityStarts": "2026-11-01T09:00:00+00:00",
                     "availabilityEnds": "2026-12-01T22:59:59+00:00"},
    )))  # fmt: skip
    assert row.draft is not None
    assert row.draft["accessibility"] == {"wheelchair": "yes", "features": ["Rolstoeltoegankelijk", "Ringleiding"]}
    enrolment = row.draft["enrolment"]
    assert (enrolment["url"], enrolment["opensAt"], enrolment["closesAt"]) == (
        "https://boek.example", "2026-11-01T09:00:00+00:00", "2026-12-01T22:59:59+00:00",
    )  # fmt: skip


def test_a_page_of_events_with_a_broken_one() -> None:
    listed = {"@context": "http://www.w3.org/ns/hydra/context.jsonld", "@type": "PagedCollection", "totalItems": 3,
              "itemsPerPage": 30, "member": [EVENT, {"@type": "Event", "@id": "x/2", "calendarType": "single"},
                                             event(**{"@id": "https://io.uitdatabank.be/event/3"})]}  # fmt: skip
    check(listed, {"id": "0ac2-11"}, {"faults": ["title-missing"]}, {"id": "3", "sessions": [DAY]})


def test_a_page_that_is_not_the_whole_list_says_so() -> None:
    listed = {"@type": "PagedCollection", "totalItems": 90, "itemsPerPage": 30, "member": [EVENT]}
    check(listed, {"id": "0ac2-11"}, {"warnings": ["more-pages"], "faults": []})


# --- maps

POINT: dict[str, Any] = {"type": "Point", "coordinates": [4.3, 52.07]}


def feature(properties: dict[str, Any], geometry: Any = None) -> dict[str, Any]:
    return {"type": "Feature", "geometry": POINT if geometry is None else geometry, "properties": properties}


def collection(*features: Any, **members: Any) -> dict[str, Any]:
    return {"type": "FeatureCollection", **members, "features": list(features)}


@pytest.mark.parametrize(
    ("geometry", "crs", "point"),
    [
        ({"type": "Point", "coordinates": [155000, 463000]}, "urn:ogc:def:crs:EPSG::28992", [52.155, 5.387]),
        ({"type": "Point", "coordinates": [155000.0, 463000.0, 0.0]}, None, [52.155, 5.387]),
        ({"type": "MultiPoint", "coordinates": [[4.3, 52.07]]}, None, [52.07, 4.3]),
        ({"type": "Polygon", "coordinates": [[[4.2, 52.0], [4.4, 52.0], [4.4, 52.14], [4.2, 52.14], [4.2, 52.0]]]},
         None, [52.07, 4.3]),
        ({"type": "GeometryCollection", "geometries": [POINT]}, None, [52.07, 4.3]),
        ({"type": "Point", "coordinates": [52.07, 4.3]}, None, [52.07, 4.3]),
        ({"type": "Point", "coordinates": ["4.3", "52.07"]}, None, [52.07, 4.3]),
    ],
)  # fmt: skip
def test_every_shape_gives_a_point(geometry: Any, crs: str | None, point: list[float]) -> None:
    named = {"crs": {"type": "name", "properties": {"name": crs}}} if crs else {}
    check(collection(feature({"naam": "Speeltuin"}, geometry), **named), {"title": "Speeltuin", "point": point})


@pytest.mark.parametrize("geometry", [{"type": "Point", "coordinates": []}, {"type": "Point"}, {}, 5])
def test_a_feature_without_a_point_is_still_an_offer(geometry: Any) -> None:
    check(
        collection(feature({"naam": "Speeltuin"}, geometry)), {"title": "Speeltuin", "warnings": ["geometry-missing"]}
    )


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ({"NAAM": "Judo", "ADRES": "Dorpsstraat 1", "POSTCODE": "2526AH", "PLAATS": "DEN HAAG", "WIJK": "Centrum"},
         {"title": "Judo", "street": "Dorpsstraat 1", "postcode": "2526 AH", "town": "Den Haag"}),
        ({"name": "Judo", "street": "Dorpsstraat", "housenumber": "1", "city": "Den Haag", "website": "judo.example"},
         {"title": "Judo", "street": "Dorpsstraat 1", "town": "Den Haag", "url": "https://judo.example"}),
        ({"activiteit": "Judo", "leeftijd": "6-12 jaar", "kosten": "€ 5 per keer", "aanbieder": "Club"},
         {"title": "Judo", "age": "6-12", "cost": "paid", "prices": ["5.00 session base"], "organisation": "Club"}),
        ({"titel": "Judo", "leeftijd_van": 6, "leeftijd_tot": 12, "prijs": "gratis"}, {"age": "6-12", "cost": "free"}),
        ({"naam": "Judo (8+)"}, {"age": "8-"}),
        ({"title": "Chess club", "age_min": "8", "age_max": "14", "price": 0}, {"age": "8-14", "cost": "free"}),
        ({"naam": "Judo", "dagen": "woensdag 15:00-16:00"}, {"title": "Judo"}),
        ({"naam": "Judo", "adres": {"straat": "Laan", "huisnummer": 2, "plaats": "Delft"}},
         {"title": "Judo", "street": "Laan 2", "town": "Delft"}),
        ({"organisation": {"id": "x", "name": "Club"}, "titel": "Judo", "kosten": "paid"},
         {"title": "Judo", "organisation": "Club", "cost": "paid"}),
        ({"titel": "Judo", "status": "Geannuleerd"}, {"status": "cancelled"}),
        ({"titel": "Judo", "status": "Bestaand"}, {"status": None}),
        ({"titel": "Judo", "kosten": "onbekend"}, {"cost": None, "warnings": []}),
        ({"naam": "Judo", "doelgroep": ["kinderen", "meisjes"], "bijzonder": ["mat", "douche"]},
         {"title": "Judo", "text": "doelgroep: kinderen, meisjes\nbijzonder: mat, douche"}),
    ],
)  # fmt: skip
def test_columns_in_dutch_and_english_are_read(properties: dict[str, Any], expected: dict[str, Any]) -> None:
    check(collection(feature(properties)), expected)


def test_one_broken_feature_never_costs_the_others() -> None:
    check(
        collection(feature({"naam": "Een"}), None, feature({}), feature({"naam": "Twee"})),
        {"title": "Een"}, {"faults": ["not-an-object"]}, {"faults": ["title-missing"]}, {"title": "Twee"},
    )  # fmt: skip


@pytest.mark.parametrize(
    "members", [{"numberMatched": 900, "numberReturned": 1}, {"exceededTransferLimit": True}, {"totalFeatures": 9}]
)
def test_a_page_of_a_map_service_says_that_there_is_more(members: dict[str, Any]) -> None:
    check(collection(feature({"naam": "Een"}), **members), {"title": "Een"}, {"warnings": ["more-pages"], "faults": []})
