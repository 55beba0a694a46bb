"""Pages and files with schema.org data in the style of real sites, each with what it says worked out by hand."""

import json
from dataclasses import replace
from typing import Any

import pytest

from app.importers.schema_schedules import MOST_EXCEPT_DATES
from tests.importers.feeds import CONTEXT
from tests.importers.outcomes import differences, outcome, rows_of

HALL: dict[str, Any] = {"@type": "Place", "name": "Buurthuis", "address": {
    "@type": "PostalAddress", "streetAddress": "Dorpsstraat 1", "postalCode": "2526 AH", "addressLocality": "Den Haag",
    "addressCountry": "NL"}}  # fmt: skip
CLUB: dict[str, Any] = {"@context": "https://schema.org", "@type": "Event", "name": "Knutselclub",
                        "startDate": "2026-12-02T15:00:00+01:00", "endDate": "2026-12-02T16:00:00+01:00",
                        "location": HALL}  # fmt: skip
DAY = ["2026-12-02 15:00-16:00"]
WEEKLY: dict[str, Any] = {
    "@type": "Schedule", "startDate": "2026-12-01", "endDate": "2026-12-20", "repeatFrequency": "P1W",
    "byDay": "https://schema.org/Wednesday", "startTime": "15:00:00", "endTime": "16:00:00",
    "scheduleTimezone": "Europe/Amsterdam",
}  # fmt: skip
WEDNESDAYS = ["2026-12-02 15:00-16:00", "2026-12-09 15:00-16:00", "2026-12-16 15:00-16:00"]


def page(*blocks: Any) -> str:
    scripts = (block if isinstance(block, str) else json.dumps(block) for block in blocks)
    found = "".join(f'<script type="application/ld+json">{script}</script>' for script in scripts)
    return f"<!DOCTYPE html><html><head>{found}</head><body>Welkom</body></html>"


def club(**members: Any) -> dict[str, Any]:
    return {name: value for name, value in {**CLUB, **members}.items() if value != "-"}


def check(content: Any, *expected: dict[str, Any]) -> None:
    rows = rows_of(content if isinstance(content, str) else json.dumps(content))
    assert len(rows) == len(expected), [outcome(row) for row in rows]
    assert [differences(row, one) for row, one in zip(rows, expected, strict=True)] == [{}] * len(expected)


def test_a_graph_of_a_wordpress_plugin_links_its_parts() -> None:
    graph = {"@context": "https://schema.org", "@graph": [
        {"@type": "WebPage", "@id": "https://club.example/agenda/", "name": "Agenda"},
        {"@type": "Organization", "@id": "https://club.example/#org", "name": "Stichting Kei",
         "email": "info@kei.example", "url": "https://club.example"},
        {"@type": "Place", "@id": "https://club.example/#zaal", **{k: v for k, v in HALL.items() if k != "@type"}},
        {"@type": "ChildrensEvent", "@id": "https://club.example/knutselen/#event",
         "name": "Kunst &amp; Klei &#8211; 6+",
         "startDate": "2026-12-02T15:00", "endDate": "2026-12-02T16:00", "location": {"@id": "https://club.example/#zaal"},
         "organizer": {"@id": "https://club.example/#org"}, "typicalAgeRange": "6-12",
         "offers": {"@type": "Offer", "price": "7,50", "priceCurrency": "EUR",
                    "availability": "https://schema.org/InStock"}},
    ]}  # fmt: skip
    check(page(graph), {
        "id": "https://club.example/knutselen/#event", "title": "Kunst & Klei – 6+", "age": "6-12", "cost": "paid",
        "prices": ["7.50 session base"], "organisation": "Stichting Kei", "place": "Buurthuis", "postcode": "2526 AH",
        "sessions": DAY,
    })  # fmt: skip


def test_one_broken_block_never_costs_the_others() -> None:
    check(
        page(CLUB, 'Event {% include "agenda" %}', club(name="Judo")),
        {"title": "Knutselclub", "sessions": DAY}, {"faults": ["script-unreadable"]}, {"title": "Judo"},
    )  # fmt: skip


@pytest.mark.parametrize(
    "block",
    [
        '// agenda\n{"@type":"Event","name":"Judo","startDate":"2026-12-02T15:00","duration":"PT1H",}',
        '/* cms */ {"@type":"Event","name":"Judo","startDate":"2026-12-02T15:00",,"duration":"PT1H"};',
        '<![CDATA[ {"@type":"Event","name":"Judo","startDate":"2026-12-02T15:00","duration":"PT1H"} ]]>',
        '//<![CDATA[\n{"@type":"Event","name":"Judo","startDate":"2026-12-02T15:00","duration":"PT1H"}\n//]]>',
        "{'@type':'Event','name':'Judo','startDate':'2026-12-02T15:00','duration':'PT1H'}",
        '{"@type":"Event","name":"Judo","description":"een\ntwee","startDate":"2026-12-02T15:00","duration":"PT1H"}',
        '{"@type":"Event","name":"Judo","startDate":"2026-12-02T15:00","duration":"PT1H"}'.replace('"', "&quot;"),
        '[{"@type":"Event","name":"Judo","startDate":"2026-12-02T15:00","duration":"PT1H"}',
        '{"@type":"Event","name":"Judo","startDate":"2026-12-02T15:00","duration":"PT1H"',
    ],
)  # fmt: skip
def test_a_block_that_is_slightly_broken_is_put_right(block: str) -> None:
    check(page(block), {"title": "Judo", "sessions": DAY, "faults": []})


@pytest.mark.parametrize(
    ("schedule", "sessions"),
    [
        (WEEKLY, WEDNESDAYS),
        ({**WEEKLY, "byDay": ["Wednesday"]}, WEDNESDAYS),
        ({**WEEKLY, "byDay": "WE", "repeatFrequency": "weekly"}, WEDNESDAYS),
        ({**WEEKLY, "byDay": ["schema:Wednesday"], "repeatFrequency": "P7D"}, WEDNESDAYS),
        ({**WEEKLY, "startDate": "2026-12-02", "byDay": None}, WEDNESDAYS),
        ({**WEEKLY, "endDate": None, "repeatCount": 3}, WEDNESDAYS),
        ({**WEEKLY, "repeatFrequency": "P2W", "startDate": "2026-12-02"}, [WEDNESDAYS[0], WEDNESDAYS[2]]),
        ({**WEEKLY, "endTime": None, "duration": "PT1H"}, WEDNESDAYS),
        ({**WEEKLY, "exceptDate": ["2026-12-09"]}, [WEDNESDAYS[0], f"{WEDNESDAYS[1]} cancelled", WEDNESDAYS[2]]),
        ({**WEEKLY, "exceptDate": "2026-12-09T15:00:00+01:00"},
         [WEDNESDAYS[0], f"{WEDNESDAYS[1]} cancelled", WEDNESDAYS[2]]),
        ([{**WEEKLY, "endDate": "2026-12-02"}, {**WEEKLY, "startDate": "2026-12-05", "endDate": "2026-12-05",
                                                "byDay": "Saturday", "startTime": "10:00", "endTime": "11:00"}],
         [WEDNESDAYS[0], "2026-12-05 10:00-11:00"]),
        ({**WEEKLY, "repeatFrequency": "P1M", "byMonthWeek": 1, "endDate": "2027-01-31"},
         [WEDNESDAYS[0], "2027-01-06 15:00-16:00"]),
        ({**WEEKLY, "repeatFrequency": "P1D", "byDay": None, "startDate": "2026-12-02", "endDate": "2026-12-03"},
         [WEDNESDAYS[0], "2026-12-03 15:00-16:00"]),
        ({**WEEKLY, "repeatFrequency": None, "byDay": None, "startDate": "2026-12-02", "endDate": None}, DAY),
    ],
)  # fmt: skip
def test_a_schedule_gives_its_dates(schedule: Any, sessions: list[str]) -> None:
    check(club(startDate="-", endDate="-", eventSchedule=schedule), {"sessions": sessions})


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"endDate": "2026-12-01", "startDate": "2026-12-05"}, "rule-unreadable"),
        ({"exceptDate": ["2026-12-09"] * (MOST_EXCEPT_DATES + 1)}, "too-many-dates"),
        ({"exceptDate": ["tweede kerstdag"]}, "exceptions-dropped"),
        ({"byDay": ["Wednesday", "feestdagen"]}, "value-unreadable"),
    ],
)
def test_what_a_schedule_says_in_vain_is_said(members: dict[str, Any], code: str) -> None:
    [row] = rows_of(json.dumps(club(startDate="-", endDate="-", eventSchedule={**WEEKLY, **members})))
    assert code in [warning.code for warning in row.warnings]


@pytest.mark.parametrize(
    ("schedule", "first"),
    [
        (
            {"repeatFrequency": "P1M", "byMonthDay": [1, 15], "startTime": "09:00", "endTime": "10:00"},
            "2026-09-01 09:00",
        ),
        ({"repeatFrequency": "P1D", "byDay": ["Monday", "Friday"], "startTime": "09:00"}, "2026-09-04 09:00"),
        ({"repeatFrequency": "P1M", "byDay": "2MO", "startTime": "18:00", "endTime": "19:30"}, "2026-09-14 18:00"),
        ({"repeatFrequency": "daily", "startTime": "18:00", "endTime": "19:30"}, "2026-09-01 18:00"),
    ],
)
def test_a_schedule_without_a_first_day_counts_from_the_first_of_january(schedule: dict[str, Any], first: str) -> None:
    [row] = rows_of(json.dumps(club(startDate="-", endDate="-", eventSchedule={"@type": "Schedule", **schedule})))
    found = outcome(row)
    assert (found["sessions"][0].startswith(first), "start-assumed" in found["warnings"]) == (True, True)


def test_a_schedule_that_says_nothing_is_said() -> None:
    check(
        club(startDate="-", endDate="-", eventSchedule=[WEEKLY, {"@type": "Schedule", "repeatFrequency": "P1W"}]),
        {"sessions": WEDNESDAYS, "warnings": ["rule-unreadable"]},
    )


@pytest.mark.parametrize(
    ("start", "end", "session"),
    [
        ("2026-12-02T14:00:00Z", "2026-12-02T15:00:00Z", DAY),
        ("2026-12-02T15:00", "2026-12-02T16:00", DAY),
        ("2026-12-02 15:00:00", "2026-12-02 16:00:00", DAY),
        ("2026-12-02T15:00:00.000+0100", "2026-12-02T16:00:00.000+0100", DAY),
        ("20261202T150000", "20261202T160000", DAY),
        ("02-12-2026 15:00", "02-12-2026 16:00", DAY),
        ("2 december 2026 15:00", "2 december 2026 16:00", DAY),
        ("wo, 02/12/2026 - 15:00", "wo, 02/12/2026 - 16:00", DAY),
        ("12/02/2026 3:00 PM", "12/02/2026 4pm", DAY),
        ("2026-12-02T15", "2026-12-02T16", DAY),
        (1796220000, 1796223600, DAY),
        ({"@type": "DateTime", "@value": "2026-12-02T15:00"}, {"@value": "2026-12-02T16:00"}, DAY),
        ("2026-12-02", None, ["2026-12-02 00:00-00:00"]),
        ("2026-12-02", "2026-12-04", ["2026-12-02 00:00-00:00"]),
        ("2026-12-02T16:00", "2026-12-02T15:00", DAY),
        (["2026-12-02T15:00", "2026-12-09T15:00"], ["2026-12-02T16:00", "2026-12-09T16:00"], WEDNESDAYS[:2]),
    ],
)
def test_every_way_to_write_a_date_is_read(start: Any, end: Any, session: list[str]) -> None:
    check(club(startDate=start, endDate=end), {"sessions": session, "faults": []})


def test_a_series_takes_its_dates_from_its_parts() -> None:
    parts = [{"@type": "Event", "startDate": f"2026-12-{day}T15:00", "endDate": f"2026-12-{day}T16:00", **more}
             for day, more in (("02", {}), ("09", {"eventStatus": "EventCancelled"}),
                               ("17", {"eventStatus": "https://schema.org/EventRescheduled",
                                       "previousStartDate": "2026-12-16T15:00"}))]  # fmt: skip
    series = {**club(startDate="2026-12-02", endDate="2026-12-17"), "@type": "EventSeries", "subEvent": parts}
    check(series, {"sessions": [WEDNESDAYS[0], f"{WEDNESDAYS[1]} cancelled", "2026-12-17 15:00-16:00 moved"]})


@pytest.mark.parametrize("whole", [True, False])
def test_events_that_name_their_series_are_its_dates(whole: bool) -> None:
    series = {"@type": "EventSeries", "@id": "https://club.example/#reeks", "name": "Knutselclub", "location": HALL}
    link = series if whole else {"@id": series["@id"]}
    dates = [club(startDate=f"{day[:10]}T15:00", endDate=f"{day[:10]}T16:00", superEvent=link) for day in WEDNESDAYS]
    check(
        {"@context": "https://schema.org", "@graph": [*dates, *([] if whole else [series])]},
        {"id": "https://club.example/#reeks", "title": "Knutselclub", "sessions": WEDNESDAYS, "place": "Buurthuis"},
    )


def test_parts_with_a_name_of_their_own_are_offers() -> None:
    parts = [club(name="Concert"), club(name="Workshop", location="-")]
    festival = {**club(name="Cultuurweekend"), "@type": "Festival", "subEvent": parts}
    rows = rows_of(json.dumps(festival))
    assert [outcome(row).get("title") for row in rows] == ["Cultuurweekend", "Concert", "Workshop"]


@pytest.mark.parametrize(
    ("members", "cost", "prices"),
    [
        ({"offers": {"@type": "Offer", "price": 5, "priceCurrency": "EUR"}}, "paid", ["5.00 session base"]),
        ({"offers": [{"name": "Kind", "price": "5.00"}, {"name": "Volwassene", "price": "8.00"}]}, "paid",
         ["5.00 session reduced", "8.00 session base"]),
        ({"offers": {"@type": "AggregateOffer", "lowPrice": "5", "highPrice": "10", "priceCurrency": "EUR"}}, "paid",
         ["5.00 session base"]),
        ({"offers": {"priceSpecification": {"@type": "UnitPriceSpecification", "price": "4.50"}}}, "paid",
         ["4.50 session base"]),
        ({"offers": {"price": "€ 7,50"}}, "paid", ["7.50 session base"]),
        ({"offers": {"price": "Gratis"}}, "free", None),
        ({"offers": {"price": "€ 45 per maand"}}, "paid", ["45.00 month base"]),
        ({"offers": "vanaf € 7,50"}, "paid", ["7.50 session base"]),
        ({"offers": {"price": "0"}}, "free", ["0.00 session base"]),
        ({"offers": {"price": ""}}, None, None),
        ({"offers": {"url": "https://tickets.example"}}, None, None),
        ({"isAccessibleForFree": True}, "free", None),
        ({"isAccessibleForFree": "True"}, "free", None),
        ({"isAccessibleForFree": "https://schema.org/True"}, "free", None),
        ({"isAccessibleForFree": False}, "paid", None),
        ({"isAccessibleForFree": False, "description": "Kosten: € 3 per kind"}, "paid", ["3.00 session base"]),
        ({"isAccessibleForFree": True, "offers": {"price": 5}}, "paid", ["5.00 session base"]),
        ({"description": "Entree € 4,-"}, "paid", ["4.00 session base"]),
    ],
)  # fmt: skip
def test_what_an_event_costs(members: dict[str, Any], cost: str | None, prices: list[str] | None) -> None:
    check(club(**members), {"cost": cost, "prices": prices})


@pytest.mark.parametrize(
    ("members", "age"),
    [
        ({"typicalAgeRange": "8-12"}, "8-12"),
        ({"typicalAgeRange": "8+"}, "8-"),
        ({"typicalAgeRange": "8-"}, "8-"),
        ({"typicalAgeRange": "-12"}, "-12"),
        ({"typicalAgeRange": "t/m 12 jaar"}, "-12"),
        ({"typicalAgeRange": "8 – 12 jaar"}, "8-12"),
        ({"typicalAgeRange": 8}, "8-8"),
        ({"typicalAgeRange": ["4-6", "7-9"]}, "4-9"),
        ({"typicalAgeRange": "Alle leeftijden"}, "0-"),
        ({"audience": {"@type": "PeopleAudience", "suggestedMinAge": 6, "suggestedMaxAge": "10"}}, "6-10"),
        ({"audience": [{"@type": "Audience", "audienceType": "kinderen van 4 t/m 6 jaar"}]}, "4-6"),
        ({"audience": {"suggestedAge": {"@type": "QuantitativeValue", "minValue": 9}}}, "9-"),
        ({"name": "Knutselclub (6-9 jaar)"}, "6-9"),
    ],
)
def test_for_whom_an_event_is(members: dict[str, Any], age: str | None) -> None:
    check(club(**members), {"age": age})


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({"eventStatus": "https://schema.org/EventCancelled"}, {"status": "cancelled"}),
        ({"eventStatus": "EventPostponed"}, {"status": "planned", "warnings": ["postponed"]}),
        ({"eventStatus": ["EventRescheduled"], "previousStartDate": "2026-11-25T15:00+01:00"},
         {"sessions": [f"{DAY[0]} moved"], "status": None}),
        ({"eventStatus": "EventMovedOnline", "location": {"@type": "VirtualLocation", "url": "https://live.example"}},
         {"attendance": "online", "place": None}),
        ({"eventStatus": ["EventMovedOnline", "EventRescheduled"], "previousStartDate": "2026-11-25"},
         {"sessions": [f"{DAY[0]} moved"], "attendance": "online"}),
        ({"remainingAttendeeCapacity": 0}, {"sessions": [f"{DAY[0]} full"]}),
        ({"offers": {"price": 5, "availability": "SoldOut"}}, {"enrolment": "full"}),
    ],
)  # fmt: skip
def test_the_state_of_an_event(members: dict[str, Any], expected: dict[str, Any]) -> None:
    check(club(**members), expected)


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("Buurthuis De Kei, Dorpsstraat 1, 2526 AH Den Haag",
         {"place": "Buurthuis De Kei", "street": "Dorpsstraat 1", "postcode": "2526 AH", "town": "Den Haag"}),
        ({"@type": "Place", "name": "Kei", "address": "Dorpsstraat 1, 2526 AH Den Haag"},
         {"place": "Kei", "street": "Dorpsstraat 1", "postcode": "2526 AH", "town": "Den Haag"}),
        ({"@type": "Place", "name": "Kei", "address": "Dorpsstraat 1\nDen Haag, ZH, 2526 AH\nNetherlands"},
         {"place": "Kei", "street": "Dorpsstraat 1", "postcode": "2526 AH", "town": "Den Haag"}),
        ({"@type": "Place", "name": "Kei", "address": "Gebouw B, Dorpsstraat 1, 2526 AH, Den Haag, Nederland"},
         {"place": "Kei", "street": "Gebouw B, Dorpsstraat 1", "postcode": "2526 AH", "town": "Den Haag"}),
        ({"@type": "Place", "name": "Kei", "address": ["Dorpsstraat 1", "2526 AH Den Haag"]},
         {"place": "Kei", "street": "Dorpsstraat 1", "postcode": "2526 AH", "town": "Den Haag"}),
        ({"@type": "Place", "name": "", "address": "", "image": ""}, {"place": None, "faults": []}),
        ({"@type": "PostalAddress", "streetAddress": "Dorpsstraat 1", "postalCode": "2526AH"},
         {"place": None, "street": "Dorpsstraat 1", "postcode": "2526 AH"}),
        ([HALL, {"@type": "VirtualLocation", "url": "https://live.example"}],
         {"place": "Buurthuis", "attendance": "onsite"}),
        ({"@type": "VirtualLocation", "url": "https://live.example"}, {"place": None, "attendance": "online"}),
        ([HALL, {"@type": "Place", "name": "Sporthal"}], {"place": "Buurthuis", "warnings": ["more-places"]}),
        ([{"@type": "Place", "name": "Kei"}, {"@type": "PostalAddress", "streetAddress": "Laan 2"}],
         {"place": "Kei", "street": "Laan 2"}),
        ({**HALL, "geo": {"@type": "GeoCoordinates", "latitude": "52.0701", "longitude": "4,3001"}},
         {"point": [52.07, 4.3]}),
        ({"@type": "Place", "address": {"@type": "PostalAddress", "name": "Dorpsstraat 1, 2526 AH Den Haag"}},
         {"street": "Dorpsstraat 1", "postcode": "2526 AH", "town": "Den Haag"}),
    ],
)  # fmt: skip
def test_where_an_event_is(location: Any, expected: dict[str, Any]) -> None:
    check(club(location=location), expected)


@pytest.mark.parametrize(
    ("organizer", "name"),
    [
        ({"@type": "Organization", "name": "Kei"}, "Kei"),
        ("Kei", "Kei"),
        ([{"@type": "Person", "name": "Jan Jansen"}, {"@type": "Organization", "name": "Kei"}], "Kei"),
        ({"@type": "Organization", "department": {"name": "Jeugd"}, "legalName": "Stichting Kei"}, "Stichting Kei"),
    ],
)
def test_who_organises_an_event(organizer: Any, name: str | None) -> None:
    check(club(organizer=organizer), {"organisation": name})


def test_other_organisers_are_said() -> None:
    check(club(organizer=["Kei", "Poort"]), {"organisation": "Kei", "warnings": ["more-organisers"]})
    [row] = rows_of(json.dumps(club(organizer=["Kei"], provider={"@type": "Organization", "name": "Kei"})))
    assert "more-organisers" not in outcome(row)["warnings"]


def test_a_course_takes_its_dates_from_its_instances() -> None:
    course = {"@context": "https://schema.org", "@type": "Course", "@id": "https://muziek.example/gitaar",
              "name": "Gitaar voor beginners", "provider": {"@type": "Organization", "name": "Muziekschool"},
              "hasCourseInstance": [
                  {"@type": "CourseInstance", "courseMode": "onsite", "location": HALL,
                   "courseSchedule": {**WEEKLY, "repeatCount": 3}, "offers": {"price": "120", "priceCurrency": "EUR"}},
              ]}  # fmt: skip
    check(course, {
        "kind": "course", "organisation": "Muziekschool", "sessions": WEDNESDAYS, "place": "Buurthuis", "cost": "paid",
        "prices": ["120.00 course base"], "attendance": "onsite",
    })  # fmt: skip


def test_an_edition_of_a_course_may_hold_a_schedule_and_its_next_dates() -> None:
    dates = [{"@type": "Event", "name": "Gitaar", "startDate": f"{day[:10]}T15:00:00+01:00",
              "endDate": f"{day[:10]}T16:00:00+01:00"} for day in WEDNESDAYS[:1]]  # fmt: skip
    edition = {"@type": "CourseInstance", "startDate": "2026-12-02T15:00:00+01:00",
               "endDate": "2026-12-16T16:00:00+01:00", "eventSchedule": [WEEKLY], "subEvent": dates,
               "eventStatus": "https://schema.org/EventCancelled"}  # fmt: skip
    check({"@type": "Course", "name": "Gitaar", "hasCourseInstance": edition},
          {"sessions": WEDNESDAYS, "status": "cancelled"})  # fmt: skip


def test_an_edition_that_only_says_from_when_until_when_is_a_season() -> None:
    edition = {
        "@type": "CourseInstance",
        "startDate": "2026-09-02T15:00:00+02:00",
        "endDate": "2027-06-30T16:00:00+02:00",
    }
    check({"@type": "Course", "name": "Gitaar", "hasCourseInstance": edition},
          {"sessions": None, "season": {"from": "2026-09-02", "to": "2027-06-30"}})  # fmt: skip


@pytest.mark.parametrize(
    "kind", ["EducationEvent", "ChildrensEvent", "SportsEvent", "http://schema.org/MusicEvent", ["Thing", "Event"]]
)
def test_every_kind_of_event_is_an_offer(kind: Any) -> None:
    check({**CLUB, "@type": kind}, {"title": "Knutselclub", "sessions": DAY})


@pytest.mark.parametrize(
    "name",
    [
        [{"@language": "en", "@value": "Pottery"}, {"@language": "nl", "@value": "Klei"}],
        {"en": "Pottery", "nl": "Klei"},
        {"@language": "nl-NL", "@value": "Klei"},
        ["Klei", "Pottery"],
    ],
)
def test_of_a_name_in_several_languages_the_dutch_one_is_read(name: Any) -> None:
    check(club(name=name), {"title": "Klei"})


def test_names_with_a_prefix_are_the_same() -> None:
    prefixed = {"@context": {"schema": "https://schema.org/"}, "@type": "schema:Event", "schema:name": "Judo",
                "schema:startDate": "2026-12-02T15:00", "schema:endDate": "2026-12-02T16:00"}  # fmt: skip
    check(prefixed, {"title": "Judo", "sessions": DAY})


def test_a_list_of_elements_gives_its_events() -> None:
    listed = {"@type": "ItemList", "itemListElement": [
        {"@type": "ListItem", "position": 1, "item": CLUB},
        {"@type": "ListItem", "position": 2, "item": club(name="Judo")},
    ]}  # fmt: skip
    check(page(listed), {"title": "Knutselclub"}, {"title": "Judo"})


def test_a_page_that_only_names_a_sports_hall_says_that_it_is_no_offer() -> None:
    hall = {"@context": "https://schema.org", "@type": "SportsActivityLocation", "name": "Sporthal West"}
    check(page({"@type": "WebSite", "name": "West"}, hall), {"warnings": ["not-an-offer"], "faults": []})


def test_the_same_event_by_two_plugins_is_read_once() -> None:
    bare, named = club(), club(**{"@id": "https://club.example/#e", "url": "https://club.example/e"})
    check(page(bare, named), {"title": "Knutselclub"}, {"warnings": ["repeated"]})
    check(page(named, bare), {"title": "Knutselclub"}, {"warnings": ["repeated"]})


def test_two_groups_at_the_same_hour_and_place_are_two_offers() -> None:
    groups = [club(url=f"https://club.example/groep-{letter}") for letter in "ab"]
    check(page(club(), *groups), {"title": "Knutselclub"}, {"warnings": ["repeated"]}, {"title": "Knutselclub"})


def test_an_id_within_a_page_counts_with_the_page() -> None:
    content = json.dumps(club(**{"@id": "#event"}))
    [row] = rows_of(content, replace(CONTEXT, url="https://club.example/judo"))
    [other] = rows_of(content, replace(CONTEXT, url="https://club.example/dans"))
    assert (row.external_id, other.external_id) == (
        "https://club.example/judo#event",
        "https://club.example/dans#event",
    )
    assert (rows_of(content)[0].external_id or "").startswith("content-")


def test_a_page_that_only_links_to_its_events_says_so() -> None:
    listed = {"@type": "ItemList", "itemListElement": [
        {"@type": "ListItem", "position": 1, "url": "https://club.example/judo"},
        {"@type": "ListItem", "position": 2, "item": "https://club.example/dans"},
    ]}  # fmt: skip
    [row] = rows_of(page(listed))
    assert (row.draft, outcome(row)["warnings"]) == (None, ["only-links"])
    assert "2: https://club.example/judo" in row.warnings[0].detail


def test_the_path_of_a_page_is_no_list_of_events() -> None:
    crumbs = {"@type": "BreadcrumbList", "itemListElement": [
        {"@type": "ListItem", "position": 1, "name": "Home", "item": "https://club.example/"}]}  # fmt: skip
    check(page(crumbs))


def test_a_price_range_in_words_keeps_its_top() -> None:
    [row] = rows_of(json.dumps(club(offers={"price": "€ 5 - € 10"})))
    assert row.draft is not None
    assert [(price["amount"], price["amountMax"]) for price in row.draft["prices"]] == [("5.00", "10.00")]


def test_the_rdfa_of_a_page_is_read_when_it_has_nothing_else() -> None:
    check(
        '<html><head><meta property="og:title" content="Agenda"></head><body vocab="https://schema.org/">'
        '<div typeof="Event"><h1 property="name">Judo</h1><time property="startDate" datetime="2026-12-02T15:00">2 dec'
        '</time><meta property="endDate" content="2026-12-02T16:00"><div property="location" typeof="Place">'
        '<span property="name">Dojo</span></div></div></body></html>',
        {"title": "Judo", "place": "Dojo", "sessions": DAY},
    )


@pytest.mark.parametrize(
    ("offer", "per"),
    [
        ({"priceSpecification": {"price": 12, "unitCode": "MON"}}, "month"),
        ({"price": 12, "priceSpecification": {"@type": "UnitPriceSpecification", "billingDuration": "P1Y"}}, "year"),
        ({"priceSpecification": {"price": 12, "referenceQuantity": {"value": 1, "unitCode": "WEE"}}}, "week"),
        ({"price": 12, "priceSpecification": {"unitText": "per uur"}}, "hour"),
        ({"price": 12, "name": "Jeugdlid, per maand"}, "month"),
        ({"price": 12, "name": "Kinderen 4-12 jaar"}, "session"),
        ({"price": 12, "category": "Jeugd"}, "session"),
    ],
)
def test_what_an_amount_buys_is_read_where_it_is_stated(offer: dict[str, Any], per: str) -> None:
    [row] = rows_of(json.dumps({"@type": "Event", "name": "Judo", "startDate": "2026-12-02T15:00", "offers": offer}))
    assert row.draft is not None
    assert [(price["amount"], price["per"]) for price in row.draft["prices"]] == [("12.00", per)]


def test_an_offer_on_back_order_has_a_waiting_list() -> None:
    offer = {"price": 12, "availability": "https://schema.org/BackOrder"}
    [row] = rows_of(json.dumps({"@type": "Event", "name": "Judo", "startDate": "2026-12-02T15:00", "offers": offer}))
    assert row.draft is not None
    assert row.draft["enrolment"]["status"] == "waitlist"
