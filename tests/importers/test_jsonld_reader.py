"""schema.org in pages and files: what plugins print, and what it must become."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from app.errors import InvalidInput
from app.importers.jsonld_reader import read_jsonld
from tests.importers.feeds import CONTEXT, codes, draft, fault_codes, read, rules

EVENT: Mapping[str, Any] = {
    "@context": "https://schema.org",
    "@type": "Event",
    "name": "Techniekmiddag",
    "startDate": "2026-11-25T14:00:00+01:00",
    "endDate": "2026-11-25T16:00:00+01:00",
}


def page(*scripts: str) -> str:
    blocks = "".join(f'<script type="application/ld+json">{script}</script>' for script in scripts)
    return f"<!DOCTYPE html><html><head>{blocks}</head><body><h1>Agenda</h1></body></html>"


def event(**members: Any) -> Mapping[str, Any]:
    """The event with other members; None takes one away."""
    return {name: value for name, value in {**EVENT, **members}.items() if value is not None}


def session(found: Mapping[str, Any]) -> tuple[str, str]:
    """Start and end of the only session, to the minute."""
    [only] = found["sessions"]
    return only["startsAt"][:16], only["endsAt"][:16]


# --- where events stand


@pytest.mark.parametrize(
    "data",
    [
        EVENT,
        [EVENT],
        {"@context": "https://schema.org", "@graph": [{"@type": "WebPage", "name": "x"}, EVENT]},
        {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "position": 1, "item": EVENT}]},
        {"@type": "Place", "name": "Bieb", "event": [EVENT]},
        {"@type": "WebPage", "mainEntity": EVENT},
        {**EVENT, "@type": ["Event", "EducationEvent"]},
        {**EVENT, "@type": "https://schema.org/ChildrensEvent"},
        {("schema:" + name if name[0] != "@" else name): value for name, value in EVENT.items()}
        | {"@type": "schema:Event"},
    ],
)
def test_an_event_is_found_wherever_it_stands(data: Any) -> None:
    for content in (json.dumps(data), page(json.dumps(data))):
        assert draft(read_jsonld, content)["title"] == "Techniekmiddag"


def test_what_is_no_event_gives_no_row() -> None:
    others = [{"@type": name, "name": "x"} for name in ("WebPage", "BreadcrumbList", "Organization", "Article")]
    assert read(read_jsonld, page(json.dumps(others), json.dumps({"@type": "t1"}))) == []


def test_a_broken_block_never_costs_the_others() -> None:
    rows = read(read_jsonld, page('{"@type":"Event" "name" : : [', json.dumps(EVENT), "{nonsense::"))
    assert [fault_codes(row) for row in rows] == [["script-unreadable"], []]


def test_a_repaired_block_says_so() -> None:
    [row] = read(read_jsonld, page(json.dumps(EVENT)[:-1] + ",};"))
    assert row.draft is not None
    assert "json-repaired" in codes(row)


def test_a_block_in_a_comment_is_not_on_the_page() -> None:
    inside = f'<!-- <script type="application/ld+json">{json.dumps(EVENT)}</script> -->'
    assert read(read_jsonld, page("{}").replace("<h1>", f"{inside}<h1>")) == []


def test_the_same_event_twice_is_read_once_and_said() -> None:
    rows = read(read_jsonld, page(json.dumps(EVENT), json.dumps([EVENT])))
    assert [(row.draft is None, codes(row)) for row in rows] == [(False, []), (True, ["repeated"])]


def test_one_address_for_several_dates_gives_each_its_own_id() -> None:
    url = "https://club.example/judo"
    rows = read(read_jsonld, [event(url=url), event(url=url, startDate="2026-12-02T14:00:00+01:00", endDate=None)])
    assert [row.external_id for row in rows] == [url, f"{url}#2026-12-02T14:00:00+01:00"]


@pytest.mark.parametrize("body", ["Welkom", '<script type="application/ld+json">{{{{</script>'])
def test_a_page_without_data_is_refused_with_what_to_do(body: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read(read_jsonld, f"<html><body>{body}</body></html>")
    assert refused.value.faults[0].code == "page-without-data"


def test_references_within_the_page_are_followed() -> None:
    data = {
        "@graph": [
            event(location={"@id": "#hall"}, organizer={"@id": "#club"}),
            {"@type": "Place", "@id": "#hall", "name": "De Hal", "address": "Dorpsstraat 1, 2526 AH Den Haag"},
            {"@type": "Organization", "@id": "#club", "name": "De Club"},
        ]
    }
    found = draft(read_jsonld, data)
    assert found["organisation"] == {"name": "De Club"}
    assert found["place"]["name"] == "De Hal"


def test_the_address_of_a_place_may_be_a_reference_too() -> None:
    data = {
        "@graph": [
            event(location={"@id": "#hall"}),
            {"@type": "Place", "@id": "#hall", "name": "De Hal", "address": {"@id": "#street"}},
            {"@type": "PostalAddress", "@id": "#street", "streetAddress": "Dorpsstraat 1", "postalCode": "2526 AH"},
        ]
    }
    address = draft(read_jsonld, data)["place"]["address"]
    assert address == {"streetAddress": "Dorpsstraat 1", "postalCode": "2526 AH"}


# --- when


@pytest.mark.parametrize(
    ("start", "end", "meant"),
    [
        ("2026-11-25T14:00", "2026-11-25T16:00", ("2026-11-25T14:00", "2026-11-25T16:00")),
        ("2026-11-25T08:00-0500", "2026-11-25T10:00-0500", ("2026-11-25T14:00", "2026-11-25T16:00")),
        ("2026-11-25T13:00:00Z", "2026-11-25T15:00:00.000Z", ("2026-11-25T14:00", "2026-11-25T16:00")),
        ("2026-11-25 14:00:00", "2026-11-25 16:00:00", ("2026-11-25T14:00", "2026-11-25T16:00")),
        ("2026-11-25", "2026-11-25", ("2026-11-25T00:00", "2026-11-26T00:00")),
        ("2026-11-25", None, ("2026-11-25T00:00", "2026-11-26T00:00")),
        ("2026-11-25-05:00", "2026-11-25+01:00", ("2026-11-25T00:00", "2026-11-26T00:00")),
        ("2026-11-25", "2026-11-26", ("2026-11-25T00:00", "2026-11-27T00:00")),
        ("2026-9-3T10-10-00-00", "2026-9-3T23-23-50-00", ("2026-09-03T00:00", "2026-09-04T00:00")),
        ("25-11-2026 14:00", "25-11-2026 16:00", ("2026-11-25T14:00", "2026-11-25T16:00")),
        ("2026-11-25T14:00", None, ("2026-11-25T14:00", "2026-11-25T15:00")),
        ("2026-11-25 2:00 PM", "2026-11-25 4:00 p.m.", ("2026-11-25T14:00", "2026-11-25T16:00")),
        ("November 25, 2026 at 14:00", "November 25th, 2026 16:00", ("2026-11-25T14:00", "2026-11-25T16:00")),
        ("woensdag 25 november 2026 14:00", "25 nov. 2026, 16.00", ("2026-11-25T14:00", "2026-11-25T16:00")),
        ("Wed, 25 Nov 2026 14:00:00 +0100", "2026/11/25 16:00", ("2026-11-25T14:00", "2026-11-25T16:00")),
        ("2026-11-25T12:30 AM", "20261125T013000", ("2026-11-25T00:30", "2026-11-25T01:30")),
        ("2026-11-25T14:00", "", ("2026-11-25T14:00", "2026-11-25T15:00")),
        ("2026-11-25T14:00", "2026-11-25T13:00", ("2026-11-25T13:00", "2026-11-25T14:00")),
        ("2026-11-25T14:00", "2026-11-25T24:00", ("2026-11-25T14:00", "2026-11-26T00:00")),
        (["2026-11-25T14:00"], "2026-11-25T16:00", ("2026-11-25T14:00", "2026-11-25T16:00")),
        ({"@type": "Date", "@value": "2026-11-25T14:00"}, None, ("2026-11-25T14:00", "2026-11-25T15:00")),
    ],
)
def test_dates_are_read_with_their_slips(start: Any, end: Any, meant: tuple[str, str]) -> None:
    assert session(draft(read_jsonld, event(startDate=start, endDate=end))) == meant


def test_a_start_that_is_no_date_is_a_fault_and_none_at_all_a_warning() -> None:
    unclear = [
        event(name=text, startDate=text) for text in ("binnenkort", "2026-11", "2026", "31 foo 2026", "2026-02-30")
    ]
    rows = read(read_jsonld, [*unclear, event(name="Altijd", startDate=None, endDate=None)])
    assert [fault_codes(row) for row in rows] == [["start-unreadable"]] * 5 + [[]]
    assert codes(rows[-1]) == ["start-missing"]


def test_a_duration_gives_the_end() -> None:
    assert session(draft(read_jsonld, event(endDate=None, duration="PT90M")))[1] == "2026-11-25T15:30"


def test_a_duration_in_days_counts_the_first_day() -> None:
    found = draft(read_jsonld, event(startDate="2026-11-25", endDate=None, duration="P3D"))
    assert session(found) == ("2026-11-25T00:00", "2026-11-28T00:00")


def test_a_schedule_is_a_rule_from_its_first_day() -> None:
    schedule = {
        "@type": "Schedule",
        "startDate": "2026-11-01",
        "endDate": "2027-06-30",
        "repeatFrequency": "P1W",
        "byDay": ["https://schema.org/Wednesday", "schema:Friday"],
        "startTime": "15:00:00",
        "endTime": "16:30",
        "exceptDate": ["2026-12-25"],
        "scheduleTimezone": "Europe/London",
    }
    found = draft(read_jsonld, event(startDate=None, endDate=None, eventSchedule=schedule))
    assert found["schedule"] == {
        "rules": [
            {
                "startsAt": "2026-11-04T15:00:00",
                "endsAt": "2026-11-04T16:30:00",
                "rrule": "FREQ=WEEKLY;BYDAY=WE,FR;UNTIL=20270630",
            }
        ],
        "exceptions": [{"original": "2026-12-25T00:00:00", "status": "cancelled"}],
        "timezone": "Europe/London",
    }


@pytest.mark.parametrize(
    ("members", "rule"),
    [
        ({"repeatFrequency": "P7D", "byDay": "Wednesday"}, "FREQ=WEEKLY;BYDAY=WE"),
        ({"repeatFrequency": "P14D", "byDay": "WE"}, "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE"),
        ({"repeatFrequency": "Weekly", "byDay": "woensdag", "repeatCount": 10}, "FREQ=WEEKLY;BYDAY=WE;COUNT=10"),
        ({"repeatFrequency": "P1D"}, "FREQ=DAILY"),
        ({"repeatFrequency": "P1M", "byDay": "2WE"}, "FREQ=MONTHLY;BYDAY=2WE"),
        ({"repeatFrequency": "P1M", "byDay": "Wednesday", "byMonthWeek": 1}, "FREQ=MONTHLY;BYDAY=1WE"),
        ({"byDay": "Wednesday"}, "FREQ=WEEKLY;BYDAY=WE"),
    ],
)
def test_every_way_to_say_how_often_becomes_a_rule(members: Mapping[str, Any], rule: str) -> None:
    schedule = {"@type": "Schedule", "startDate": "2026-11-25", "startTime": "15:00", "duration": "PT1H", **members}
    [found] = rules(draft(read_jsonld, event(startDate=None, endDate=None, eventSchedule=schedule)))
    assert found["rrule"] == rule
    assert found["endsAt"][11:16] == "16:00"


def test_parts_without_a_name_are_dates_and_parts_with_one_are_events() -> None:
    dates = [
        {"@type": "Event", "startDate": f"2026-12-{day}T14:00", "endDate": f"2026-12-{day}T15:00"}
        for day in ("02", "09")
    ]
    dates[1]["eventStatus"] = "EventCancelled"
    concert = event(name="Slotconcert", startDate="2026-12-16T19:00", endDate="2026-12-16T20:00")
    rows = read(read_jsonld, event(subEvent=[*dates, concert]))
    assert [row.draft["title"] for row in rows if row.draft] == ["Techniekmiddag", "Slotconcert"]
    assert rows[0].draft is not None
    assert [item.get("status") for item in rows[0].draft["sessions"]] == [None, "cancelled"]


def test_a_course_takes_dates_place_and_price_from_its_instances() -> None:
    course = {
        "@type": "Course",
        "name": "Striptekenen",
        "provider": {"@type": "Organization", "name": "Kunsthuis"},
        "hasCourseInstance": {
            "@type": "CourseInstance",
            "courseMode": "onsite",
            "location": {"@type": "Place", "name": "Atelier"},
            "offers": {"@type": "Offer", "price": "60", "priceCurrency": "EUR"},
            "courseSchedule": {
                "@type": "Schedule", "repeatFrequency": "Weekly", "byDay": "Wednesday", "startDate": "2026-11-25",
                "repeatCount": 8, "startTime": "15:00", "duration": "PT1H",
            },
        },
    }  # fmt: skip
    found = draft(read_jsonld, course)
    assert (found["kind"], found["place"]["name"], found["organisation"]["name"]) == ("course", "Atelier", "Kunsthuis")
    assert found["prices"] == [{"amount": "60.00", "per": "course", "kind": "base"}]
    assert rules(found)[0]["rrule"] == "FREQ=WEEKLY;BYDAY=WE;COUNT=8"


# --- how much


@pytest.mark.parametrize(
    ("offers", "cost", "amounts"),
    [
        ({"price": ""}, None, []),
        ({"price": None}, None, []),
        ({"availability": "InStock"}, None, []),
        ({"price": "0"}, "free", ["0.00"]),
        ({"price": 0, "priceCurrency": "EUR"}, "free", ["0.00"]),
        ({"price": "30.00"}, "paid", ["30.00"]),
        ({"price": "€ 5"}, "paid", ["5.00"]),
        ({"price": "7,50"}, "paid", ["7.50"]),
        ({"price": "gratis"}, "free", []),
        ({"price": "op aanvraag"}, None, []),
        ([{"price": 10}, {"price": 5, "name": "Kinderen t/m 12"}], "paid", ["10.00", "5.00"]),
        ({"@type": "AggregateOffer", "lowPrice": "5", "highPrice": "8"}, "paid", ["5.00"]),
        ({"@type": "AggregateOffer", "lowPrice": "0.0", "highPrice": "25"}, "paid", ["0.00"]),
        ({"@type": "AggregateOffer", "offers": [{"price": 4}, {"price": 6}]}, "paid", ["4.00", "6.00"]),
        ({"priceSpecification": {"price": 3, "priceCurrency": "EUR"}}, "paid", ["3.00"]),
        ("12.50", "paid", ["12.50"]),
        (12, "paid", ["12.00"]),
    ],
)
def test_prices_are_read_and_a_missing_one_is_never_free(offers: Any, cost: str | None, amounts: list[str]) -> None:
    found = draft(read_jsonld, event(offers=offers))
    assert found.get("cost") == cost
    assert [price["amount"] for price in found.get("prices", ())] == amounts


@pytest.mark.parametrize(
    ("members", "cost"),
    [
        ({"isAccessibleForFree": True}, "free"),
        ({"isAccessibleForFree": "True"}, "free"),
        ({"isAccessibleForFree": "https://schema.org/True"}, "free"),
        ({"isAccessibleForFree": False}, "paid"),
        ({"isAccessibleForFree": True, "offers": {"price": "5"}}, "paid"),
        ({}, None),
    ],
)
def test_free_is_what_the_source_says(members: Mapping[str, Any], cost: str | None) -> None:
    assert draft(read_jsonld, event(**members)).get("cost") == cost


def test_a_foreign_currency_stays_itself_and_sold_out_is_full() -> None:
    offers = [
        {
            "price": 63.25,
            "priceCurrency": "USD",
            "availability": "https://schema.org/SoldOut",
            "url": "https://t.example",
        }
    ]
    found = draft(read_jsonld, event(offers=offers))
    assert found["prices"][0]["currency"] == "USD"
    assert found["enrolment"] == {"status": "full", "url": "https://t.example"}


# --- where


def test_a_postal_address_with_a_point() -> None:
    place = {
        "@type": "Place",
        "name": "Bibliotheek Oost",
        "address": {
            "@type": "PostalAddress", "streetAddress": "Dorpsstraat 1", "postalCode": "2526ah",
            "addressLocality": "Den Haag",
            "addressCountry": {"@type": "Country", "name": "NL"},
        },
        "geo": {"@type": "GeoCoordinates", "latitude": "52,0705", "longitude": "4.3007"},
    }  # fmt: skip
    found = draft(read_jsonld, event(location=[{"@type": "VirtualLocation", "url": "https://live.example"}, place]))
    assert found["place"] == {
        "name": "Bibliotheek Oost",
        "address": {"streetAddress": "Dorpsstraat 1", "postalCode": "2526 AH", "addressLocality": "Den Haag"},
        "location": {"lat": 52.0705, "lon": 4.3007, "precision": "address"},
    }
    assert found["attendance"] == "onsite"


@pytest.mark.parametrize(
    ("location", "name"),
    [
        ("Buurthuis De Kei", "Buurthuis De Kei"),
        ({"@type": "Place", "name": "De Kei", "address": "Achter de kerk"}, "De Kei"),
        ([{"@type": "Place", "name": ""}, {"@type": "Place", "name": "De Kei"}], "De Kei"),
        ({"@type": "Place", "name": {"@value": "De Kei", "@language": "nl"}}, "De Kei"),
    ],
)
def test_a_place_is_found_in_every_shape(location: Any, name: str) -> None:
    assert draft(read_jsonld, event(location=location))["place"]["name"] == name


def test_a_foreign_postcode_is_never_taken_for_a_dutch_one() -> None:
    address = {"@type": "PostalAddress", "postalCode": "3300", "addressLocality": "Tienen", "addressCountry": "BE"}
    [row] = read(read_jsonld, event(location={"@type": "Place", "name": "Zaal", "address": address}))
    assert row.draft is not None
    assert "postalCode" not in row.draft["place"]["address"]
    assert "postcode-abroad" in codes(row)


@pytest.mark.parametrize(
    ("members", "attendance"),
    [
        ({"eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode"}, "online"),
        ({"location": {"@type": "VirtualLocation", "url": "https://live.example"}}, "online"),
        ({"eventStatus": "EventMovedOnline", "location": "Zaal"}, "online"),
        ({"eventAttendanceMode": "MixedEventAttendanceMode", "location": "Zaal"}, "onsite"),
        ({"location": "Zaal"}, None),
    ],
)
def test_attendance_is_what_the_source_says(members: Mapping[str, Any], attendance: str | None) -> None:
    assert draft(read_jsonld, event(**members)).get("attendance") == attendance


def test_swapped_coordinates_are_put_right_and_impossible_ones_left_out() -> None:
    for latitude, longitude, code in ((4.3, 52.1, "point-swapped"), (100, 101, "point-outside")):
        place = {"@type": "Place", "name": "Zaal", "geo": {"latitude": latitude, "longitude": longitude}}
        [row] = read(read_jsonld, event(location=place))
        assert code in codes(row)


# --- the rest


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("7-9", 7, 9), ("18+", 18, None), ("12-", 12, None), ("-17", None, 17), ("6 t/m 12", 6, 12), ("0-100", 0, 100)],
)
def test_age_ranges(text: str, low: int | None, high: int | None) -> None:
    age = draft(read_jsonld, event(typicalAgeRange=text))["age"]
    assert (age.get("min"), age.get("max")) == (low, high)


def test_ages_of_an_audience_count_too() -> None:
    audience = {"@type": "PeopleAudience", "suggestedMinAge": 8, "suggestedMaxAge": "12"}
    assert draft(read_jsonld, event(audience=audience))["age"] == {"min": 8, "max": 12}


@pytest.mark.parametrize(
    ("status", "stored"),
    [
        ("EventCancelled", "cancelled"),
        ("https://schema.org/EventCancelled", "cancelled"),
        ("EventPostponed", "planned"),
        ("http://schema.org/EventScheduled", None),
    ],
)
def test_the_state_is_read_as_word_and_as_address(status: str, stored: str | None) -> None:
    assert draft(read_jsonld, event(eventStatus=status)).get("status") == stored


def test_a_moved_event_says_from_when() -> None:
    found = draft(read_jsonld, event(eventStatus="EventRescheduled", previousStartDate="2026-11-18T14:00+01:00"))
    assert found["sessions"][0]["status"] == "moved"
    assert found["sessions"][0]["movedFrom"] == "2026-11-18T14:00:00"


def test_text_is_plain_and_performers_are_not_read() -> None:
    [row] = read(
        read_jsonld,
        event(
            name="Knutselen &#8211; &amp; spelen",
            description="<p>Kom langs!</p>",
            performer={"@type": "Person", "name": "Jan Jansen"},
            organizer={"@type": "Person", "name": "Stichting X", "email": "jan@example.org"},
        ),
    )
    assert row.draft is not None
    assert (row.draft["title"], row.draft["summary"]) == ("Knutselen – & spelen", "Kom langs!")
    assert "Jan Jansen" not in repr(row)
    assert "jan@" not in repr(row)


def test_relative_links_are_resolved_against_the_page() -> None:
    context = replace(CONTEXT, url="https://club.example/agenda/")
    found = draft(read_jsonld, event(url="judo", image="/foto.jpg"), context)
    assert found["contact"]["url"] == "https://club.example/agenda/judo"
    assert found["image"]["url"] == "https://club.example/foto.jpg"


def test_texts_that_are_too_long_are_shortened_with_a_warning() -> None:
    [row] = read(read_jsonld, event(name="a " * 300, description="woord " * 5_000))
    assert codes(row) == ["text-shortened"] * 2


# --- microdata


def test_microdata_is_read_when_a_page_has_no_json() -> None:
    found = draft(
        read_jsonld,
        """<html><body><div itemscope itemtype="https://schema.org/Event">
        <h2 itemprop="name">Judo <b>proefles</b></h2>
        <time itemprop="startDate" datetime="2026-11-25T14:00">woensdag</time>
        <div itemprop="location" itemscope itemtype="https://schema.org/Place">
          <span itemprop="name">Dojo</span>
          <span itemprop="address">Dorpsstraat 1, 2526 AH Den Haag</span></div>
        <span itemprop="offers" itemscope itemtype="https://schema.org/Offer"><meta itemprop="price" content="5"></span>
        <a itemprop="url" href="https://dojo.example/proefles">meer</a>
        </div></body></html>""",
    )
    assert (found["title"], found["place"]["name"], found["cost"]) == ("Judo proefles", "Dojo", "paid")
    assert session(found)[0] == "2026-11-25T14:00"
    assert found["contact"]["url"] == "https://dojo.example/proefles"


def test_parts_with_a_name_of_their_own_take_place_where_the_whole_does() -> None:
    whole = {"@type": "EventSeries", "name": "Voorlezen", "typicalAgeRange": "4-8", "offers": {"price": 5},
             "location": {"@type": "Place", "name": "Bibliotheek", "address": "Dorpsstraat 1, 2531 AB Den Haag"},
             "organizer": {"@type": "Organization", "name": "De Bieb"},
             "subEvent": [{"@type": "Event", "name": "Beren", "startDate": "2026-12-02T14:00"},
                          {"@type": "Event", "name": "Katten", "startDate": "2026-12-09T14:00",
                           "location": {"@type": "Place", "name": "School"}}]}  # fmt: skip
    rows = read(read_jsonld, whole)
    drafts = [row.draft for row in rows if row.draft]
    assert [(one["title"], one["place"]["name"], one["age"]) for one in drafts] == [
        ("Voorlezen", "Bibliotheek", {"min": 4, "max": 8}), ("Beren", "Bibliotheek", {"min": 4, "max": 8}),
        ("Katten", "School", {"min": 4, "max": 8}),
    ]  # fmt: skip
    assert [one["organisation"] for one in drafts] == [{"name": "De Bieb"}] * 3
    assert ["prices" in one for one in drafts] == [True, False, False]


def test_an_event_inside_a_club_is_there_and_of_the_club() -> None:
    hall = {"@type": "SportsClub", "name": "VV Voorwaarts", "address": {"streetAddress": "Sportlaan 2"},
            "event": {"@type": "SportsEvent", "name": "Open training", "startDate": "2026-12-09T17:00"}}  # fmt: skip
    found = draft(read_jsonld, hall)
    assert (found["place"]["name"], found["place"]["address"]["streetAddress"]) == ("VV Voorwaarts", "Sportlaan 2")
    assert found["organisation"] == {"name": "VV Voorwaarts"}
    elsewhere = {**hall, "event": {**hall["event"], "location": "Zaal 3"}}  # type: ignore[dict-item]
    assert draft(read_jsonld, elsewhere)["place"]["name"] == "Zaal 3"


def test_a_data_set_only_points_to_its_feeds() -> None:
    feeds = [{"@type": "DataDownload", "contentUrl": f"https://feed.example/{name}"} for name in ("series", "dates")]
    [row] = read(read_jsonld, {"@type": "Dataset", "name": "Sport", "distribution": feeds})
    assert (row.draft, codes(row)) == (None, ["only-links"])
    assert "2: https://feed.example/series" in row.warnings[0].detail


def test_members_with_a_capital_and_ages_in_other_languages_are_read() -> None:
    found = draft(read_jsonld, {"@type": "Event", "Name": "Atelier", "StartDate": "2026-12-02T14:00",
                                "typicalAgeRange": "3-8 ans", "URL": "https://atelier.example"})  # fmt: skip
    assert (found["title"], found["age"]) == ("Atelier", {"min": 3, "max": 8})
    assert found["sessions"][0]["startsAt"] == "2026-12-02T14:00:00"


def test_an_event_is_found_however_much_stands_before_it() -> None:
    others = [{"@type": "WebPage", "name": "x"}] * 50_001
    assert draft(read_jsonld, {"@graph": [*others, EVENT]})["title"] == "Techniekmiddag"


def test_microdata_is_read_however_long_the_page_is() -> None:
    marked = '<div itemscope itemtype="https://schema.org/Event"><b itemprop="name">Judo</b></div>'
    [row] = read_jsonld(f"<html><body>{'<br> ' * 500_000}{marked}".encode(), CONTEXT)
    assert [fault.code for fault in (*row.warnings, *row.faults)] == ["start-missing"]


def test_events_that_are_part_of_each_other_are_offers_of_their_own() -> None:
    first = event(**{"@id": "a", "name": "Judo", "superEvent": {"@id": "b"}})
    second = event(**{"@id": "b", "name": "Dans", "superEvent": {"@id": "a"}})
    rows = read(read_jsonld, json.dumps([first, second]))
    assert [row.draft["title"] for row in rows if row.draft] == ["Judo", "Dans"]
