"""Calendars in the style of the systems that partners use, each with what it says worked out by hand."""

from typing import Any

import pytest

from tests.importers.outcomes import differences, rows_of


def calendar(*lines: str, prodid: str = "-//Test//NL") -> str:
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{prodid}", *lines, "END:VCALENDAR", ""])


def event(*lines: str) -> str:
    return "\r\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT"])


AMSTERDAM_ZONE = "\r\n".join([
    "BEGIN:VTIMEZONE", "TZID:{name}", "BEGIN:DAYLIGHT", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200",
    "DTSTART:16010101T020000", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3", "END:DAYLIGHT", "BEGIN:STANDARD",
    "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "DTSTART:16010101T030000", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
    "END:STANDARD", "END:VTIMEZONE",
])  # fmt: skip

GOOGLE = calendar(
    "CALSCALE:GREGORIAN", "METHOD:PUBLISH", "X-WR-CALNAME:Buurthuis", "X-WR-TIMEZONE:Europe/Amsterdam",
    event("DTSTART;TZID=Europe/Amsterdam:20261202T150000", "DTEND;TZID=Europe/Amsterdam:20261202T163000",
          "RRULE:FREQ=WEEKLY;WKST=MO;UNTIL=20261223T225959Z;BYDAY=WE", "DTSTAMP:20261101T100000Z",
          "EXDATE;TZID=Europe/Amsterdam:20261216T150000", "UID:abc123@google.com", "CREATED:20260901T080000Z",
          "DESCRIPTION:<b>Knutselen</b><br>Voor kinderen van 6 t/m 9 jaar.<br>Kosten: &euro; 2\\,50 per keer",
          "LAST-MODIFIED:20261001T080000Z",
          "LOCATION:Buurthuis De Kei\\, Dorpsstraat 1\\, 2526 AH Den Haag\\, Nederland",
          "SEQUENCE:1", "STATUS:CONFIRMED", "SUMMARY:Knutselclub", "TRANSP:OPAQUE"),
    event("DTSTART:20261205T130000Z", "DTEND:20261205T143000Z", "UID:def456@google.com", "SUMMARY:Sinterklaasfeest",
          "TRANSP:TRANSPARENT", "LAST-MODIFIED:20261001T080000Z"),
    event("DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20261228", "UID:ghi789@google.com", "SUMMARY:Kerstkamp",
          "LAST-MODIFIED:20261001T080000Z"),
    prodid="-//Google Inc//Google Calendar 70.9054//EN",
)  # fmt: skip

OUTLOOK = calendar(
    "METHOD:PUBLISH", "X-WR-CALNAME:Agenda", AMSTERDAM_ZONE.format(name="W. Europe Standard Time"),
    event("DESCRIPTION:\\n", "RRULE:FREQ=MONTHLY;UNTIL=20270531T120000Z;INTERVAL=1;BYDAY=-1WE",
          "UID:040000008200E00074C5B7101A82E00800000000F0B1", "SUMMARY:Filmmiddag", "CLASS:PUBLIC", "PRIORITY:5",
          "DTSTART;TZID=W. Europe Standard Time:20270127T143000", "DTEND;TZID=W. Europe Standard Time:20270127T163000",
          "DTSTAMP:20261101T100000Z", "TRANSP:OPAQUE", "STATUS:CONFIRMED", "SEQUENCE:0",
          "LOCATION:Filmzaal\\; 1e etage",
          "X-ALT-DESC;FMTTYPE=text/html:<html><body><p>Film voor kinderen (8+)</p><p>Entree gratis</p></body></html>",
          "X-MICROSOFT-CDO-BUSYSTATUS:BUSY"),
    prodid="Microsoft Exchange Server 2010",
)  # fmt: skip

EXCHANGE = calendar(
    "METHOD:PUBLISH",
    AMSTERDAM_ZONE.format(name="(UTC+01:00) Amsterdam\\, Berlin\\, Bern\\, Rome\\, Stockholm\\, Vienna"),
    event('DTSTART;TZID="(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna":20270405T093000',
          'DTEND;TZID="(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna":20270405T113000',
          "SUMMARY;LANGUAGE=nl-NL:Paaseieren zoeken", "UID:x1", "DTSTAMP:20261101T100000Z", "CREATED:20261001T100000Z"),
    prodid="-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN",
)  # fmt: skip

EVENTS_CALENDAR = calendar(
    "X-WR-CALNAME:Bibliotheek", "X-ORIGINAL-URL:https://bieb.example", AMSTERDAM_ZONE.format(name="Europe/Amsterdam"),
    event("DTSTART;TZID=Europe/Amsterdam:20261128T103000", "DTEND;TZID=Europe/Amsterdam:20261128T113000",
          "DTSTAMP:20261121T130000", "CREATED:20261001T100000Z", "LAST-MODIFIED:20261102T100000Z",
          "UID:4711-1795858200-1795861800@bieb.example", "SUMMARY:Voorlezen &#8211; ABC",
          "DESCRIPTION:Kom luisteren!\\n\\nToegang: gratis", "URL:https://bieb.example/event/voorlezen/",
          "LOCATION:Bibliotheek Zuid\\, Laan 5\\, Den Haag\\, Zuid-Holland\\, 2533 AB\\, Nederland",
          "GEO:52.0512;4.3001", "CATEGORIES:Voorlezen,Taal",
          "ORGANIZER;CN=\"Bibliotheek%20Zuid\":MAILTO:zuid@bieb.example",
          "ATTACH;FMTTYPE=image/jpeg:https://bieb.example/img/abc.jpg"),
    prodid="-//Bibliotheek - ECPv6.8.1//NONSGML v1.0//EN",
)  # fmt: skip

APPLE = calendar(
    "X-WR-TIMEZONE:Europe/Amsterdam",
    event("UID:8A1B-1", "SUMMARY:Zwemclub", "DTSTART;TZID=Europe/Amsterdam:20270322T170000", "DURATION:PT45M",
          "RRULE:FREQ=WEEKLY;COUNT=3", "LOCATION:Zwembad West\\nSportlaan 9\\, 2552 LM Den Haag\\, Nederland",
          "X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-ADDRESS=\"Sportlaan 9\\n2552 LM Den Haag\";X-APPLE-RADIUS=70;"
          "X-TITLE=\"Zwembad West\":geo:52.060100,4.250200", "BEGIN:VALARM", "TRIGGER:-PT15M", "ACTION:DISPLAY",
          "DESCRIPTION:Herinnering", "END:VALARM"),
)  # fmt: skip

NEXTCLOUD = calendar(
    "CALSCALE:GREGORIAN", AMSTERDAM_ZONE.format(name="Europe/Amsterdam"),
    event("CREATED:20261001T100000Z", "DTSTAMP:20261121T100000Z", "LAST-MODIFIED:20261121T100000Z", "SEQUENCE:4",
          "UID:nc-1", "DTSTART;TZID=Europe/Amsterdam:20261201T190000", "DTEND;TZID=Europe/Amsterdam:20261201T203000",
          "SUMMARY:Improv voor tieners", "RRULE:FREQ=WEEKLY;COUNT=4;BYDAY=TU", "STATUS:CONFIRMED"),
    event("UID:nc-1", "RECURRENCE-ID;TZID=Europe/Amsterdam:20261208T190000", "SEQUENCE:5",
          "SUMMARY:Improv voor tieners",
          "DTSTART;TZID=Europe/Amsterdam:20261209T193000", "DTEND;TZID=Europe/Amsterdam:20261209T210000"),
    event("UID:nc-1", "RECURRENCE-ID;TZID=Europe/Amsterdam:20261215T190000", "SEQUENCE:5",
          "SUMMARY:Improv voor tieners",
          "DTSTART;TZID=Europe/Amsterdam:20261215T190000", "DTEND;TZID=Europe/Amsterdam:20261215T203000",
          "STATUS:CANCELLED"),
    prodid="-//IDN nextcloud.com//Calendar app 4.7//EN",
)  # fmt: skip

MEETUP = calendar(
    "X-WR-CALNAME:Events - Den Haag Coding", "X-MS-OLK-FORCEINSPECTOROPEN:TRUE",
    event("DTSTAMP:20261121T100000Z", "DTSTART;TZID=Europe/Amsterdam:20261212T100000",
          "DTEND;TZID=Europe/Amsterdam:20261212T120000", "STATUS:CONFIRMED", "SUMMARY:CoderDojo #12",
          "DESCRIPTION:Den Haag Coding\\nSaturday\\, December 12 at 10:00 AM\\n\\nVoor kinderen van 7-17 jaar.",
          "CLASS:PUBLIC", "CREATED:20261001T100000Z", "GEO:52.08;4.31",
          "LOCATION:Bibliotheek (Spui 68\\, 2511 BT Den Haag\\, Netherlands)",
          "URL:https://meetup.example/events/1/", "LAST-MODIFIED:20261001T100000Z", "UID:event_1@meetup.com"),
)  # fmt: skip

EVENTBRITE = calendar(
    event("UID:1043@eventbrite", "DTSTAMP:20261121T100000Z", "DTSTART:20261219T120000Z", "DTEND:20261219T150000Z",
          "SUMMARY:Workshop robots bouwen", "DESCRIPTION:For details\\, click here: https://eventbrite.example/e/1043",
          "LOCATION:Online", "CREATED:20261001T100000Z"),
)  # fmt: skip

TEAMUP = calendar(
    "X-WR-CALNAME:Sporthal", "X-PUBLISHED-TTL:PT15M", "X-WR-TIMEZONE:Europe/Amsterdam",
    event("UID:TU140", "DTSTART;TZID=Europe/Amsterdam:20261130T160000", "DTEND;TZID=Europe/Amsterdam:20261130T170000",
          "CREATED:20261001T100000Z", "SUMMARY:Turnen groep 3-4", "CATEGORIES:Zaal 1", "X-TEAMUP-WHO:Juf Anna",
          "RRULE:FREQ=WEEKLY;BYDAY=MO;WKST=MO;COUNT=2"),
)  # fmt: skip

SYSTEMS: dict[str, tuple[str, list[dict[str, Any]]]] = {
    "Google": (GOOGLE, [
        {"id": "abc123@google.com", "title": "Knutselclub", "age": "6-9", "cost": "paid",
         "prices": ["2.50 session base"], "place": "Buurthuis De Kei", "street": "Dorpsstraat 1",
         "postcode": "2526 AH", "town": "Den Haag",
         "sessions": ["2026-12-02 15:00-16:30", "2026-12-09 15:00-16:30", "2026-12-16 15:00-16:30 cancelled",
                      "2026-12-23 15:00-16:30"]},
        {"title": "Sinterklaasfeest", "sessions": ["2026-12-05 14:00-15:30"], "cost": None, "age": None},
        {"title": "Kerstkamp", "sessions": ["2026-12-24 00:00-00:00"], "warnings": ["time-unknown"]},
    ]),
    "Outlook": (OUTLOOK, [
        {"title": "Filmmiddag", "age": "8-", "cost": "free", "place": "Filmzaal; 1e etage",
         "sessions": [f"2027-{day} 14:30-16:30" for day in ("01-27", "02-24", "03-31", "04-28", "05-26")]},
    ]),
    "Exchange": (EXCHANGE, [{"title": "Paaseieren zoeken", "sessions": ["2027-04-05 09:30-11:30"], "faults": []}]),
    "The Events Calendar": (EVENTS_CALENDAR, [
        {"title": "Voorlezen – ABC", "organisation": "Bibliotheek Zuid", "cost": "free", "place": "Bibliotheek Zuid",
         "street": "Laan 5", "postcode": "2533 AB", "town": "Den Haag", "point": [52.051, 4.3],
         "url": "https://bieb.example/event/voorlezen/", "sessions": ["2026-11-28 10:30-11:30"]},
    ]),
    "Apple": (APPLE, [
        {"title": "Zwemclub", "place": "Zwembad West", "street": "Sportlaan 9", "postcode": "2552 LM",
         "town": "Den Haag", "point": [52.06, 4.25],
         "sessions": [f"2027-{day} 17:00-17:45" for day in ("03-22", "03-29", "04-05")]},
    ]),
    "Nextcloud": (NEXTCLOUD, [
        {"id": "nc-1", "title": "Improv voor tieners",
         "sessions": ["2026-12-01 19:00-20:30", "2026-12-09 19:30-21:00 moved", "2026-12-15 19:00-20:30 cancelled",
                      "2026-12-22 19:00-20:30"]},
    ]),
    "Meetup": (MEETUP, [
        {"title": "CoderDojo #12", "age": "7-17", "place": "Bibliotheek", "street": "Spui 68", "postcode": "2511 BT",
         "town": "Den Haag", "sessions": ["2026-12-12 10:00-12:00"]},
    ]),
    "Eventbrite": (EVENTBRITE, [
        {"title": "Workshop robots bouwen", "attendance": "online", "place": None,
         "sessions": ["2026-12-19 13:00-16:00"]},
    ]),
    "Teamup": (TEAMUP, [
        {"title": "Turnen groep 3-4", "groups": ["groep3", "groep4"],
         "sessions": ["2026-11-30 16:00-17:00", "2026-12-07 16:00-17:00"]},
    ]),
}  # fmt: skip


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_calendar_of_a_known_system_says_what_a_person_reads_in_it(system: str) -> None:
    content, expected = SYSTEMS[system]
    rows = rows_of(content)
    assert len(rows) == len(expected)
    assert [differences(row, one) for row, one in zip(rows, expected, strict=True)] == [{}] * len(expected)


def one(*lines: str, head: tuple[str, ...] = ()) -> str:
    return calendar(*head, event("UID:1", "SUMMARY:Club", "LAST-MODIFIED:20261001T100000Z", *lines))


LOCAL, LOCAL_END = "DTSTART;TZID=Europe/Amsterdam:20261202T150000", "DTEND;TZID=Europe/Amsterdam:20261202T160000"


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=WEEKLY;UNTIL=20261216", ["12-02", "12-09", "12-16"]),
        ("FREQ=WEEKLY;UNTIL=20261216T140000Z", ["12-02", "12-09", "12-16"]),
        ("FREQ=WEEKLY;UNTIL=20261216T135959Z", ["12-02", "12-09"]),
        ("FREQ=WEEKLY;UNTIL=20261216T150000", ["12-02", "12-09", "12-16"]),
        ("FREQ=WEEKLY;INTERVAL=2;COUNT=3", ["12-02", "12-16", "12-30"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=WE,SU;WKST=MO;COUNT=4", ["12-02", "12-06", "12-16", "12-20"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=WE,SU;WKST=SU;COUNT=4", ["12-02", "12-13", "12-16", "12-27"]),
        ("FREQ=MONTHLY;BYDAY=1WE;COUNT=3", ["12-02", "01-06", "02-03"]),
        ("FREQ=MONTHLY;BYDAY=WE;BYSETPOS=1;COUNT=3", ["12-02", "01-06", "02-03"]),
        ("FREQ=MONTHLY;BYSETPOS=-1;BYDAY=WE;COUNT=3", ["12-02", "12-30", "01-27", "02-24"]),
        ("FREQ=MONTHLY;BYDAY=-1FR;COUNT=2", ["12-02", "12-25", "01-29"]),
        ("FREQ=MONTHLY;BYMONTHDAY=31;COUNT=2", ["12-02", "12-31", "01-31"]),
        ("FREQ=DAILY;COUNT=3;BYDAY=MO,TU,WE,TH,FR", ["12-02", "12-03", "12-04"]),
        ("FREQ=YEARLY;BYMONTH=12;BYDAY=WE;COUNT=2", ["12-02", "12-09"]),
    ],
)
def test_every_rule_gives_its_dates(rule: str, days: list[str]) -> None:
    [row] = rows_of(one(LOCAL, LOCAL_END, f"RRULE:{rule}"))
    found = differences(row, {"sessions": [f"{2026 if day > '09' else 2027}-{day} 15:00-16:00" for day in days]})
    assert found == {}


@pytest.mark.parametrize(
    ("lines", "head", "session"),
    [
        (("DTSTART:20261202T150000", "DTEND:20261202T160000"), (), "2026-12-02 15:00-16:00"),
        (("DTSTART:20261202T150000", "DTEND:20261202T160000"), ("X-WR-TIMEZONE:Europe/London",),
         "2026-12-02 16:00-17:00"),
        (("DTSTART;TZID=Romance Standard Time:20261202T150000", "DURATION:PT1H30M"), (), "2026-12-02 15:00-16:30"),
        (("DTSTART;TZID=CET:20260902T150000", "DURATION:PT1H"), (), "2026-09-02 15:00-16:00"),
        (("DTSTART;TZID=GMT Standard Time:20261202T150000", "DURATION:PT1H"), (), "2026-12-02 16:00-17:00"),
        (("DTSTART;TZID=Central European Standard Time:20261202T150000", "DURATION:PT1H"), (),
         "2026-12-02 15:00-16:00"),
        (("DTSTART;TZID=UTC:20261202T140000", "DURATION:PT1H"), (),
         "2026-12-02 15:00-16:00"),
        (("DTSTART;TZID=Europe/Amsterdam;VALUE=DATE-TIME:20261202T150000", "DURATION:P0DT1H"), (),
         "2026-12-02 15:00-16:00"),
        (("DTSTART:2026-12-02T15:00:00", "DTEND:2026-12-02T16:00:00"), (), "2026-12-02 15:00-16:00"),
        (("DTSTART:20261202T1500", "DTEND:20261202T1600"), (), "2026-12-02 15:00-16:00"),
        (("DTSTART:20261202T150000+0100", "DTEND:20261202T160000+0100"), (), "2026-12-02 15:00-16:00"),
        (("DTSTART;VALUE=DATE:20261202", "DTEND;VALUE=DATE:20261202"), (), "2026-12-02 00:00-00:00"),
        (("DTSTART;VALUE=DATE:20261202",), (), "2026-12-02 00:00-00:00"),
        (("DTSTART;TZID=Europe/Amsterdam:20261202T230000", "DTEND;TZID=Europe/Amsterdam:20261202T010000"), (),
         "2026-12-02 01:00-23:00"),
        (("DTSTART;TZID=Europe/Amsterdam:20261202T150000", "DTEND:20261202T150000Z"), (), "2026-12-02 15:00-16:00"),
    ],
)  # fmt: skip
def test_every_way_to_write_a_time_is_read(lines: tuple[str, ...], head: tuple[str, ...], session: str) -> None:
    [row] = rows_of(one(*lines, head=head))
    assert differences(row, {"sessions": [session], "faults": []}) == {}


def test_a_weekly_hour_stays_the_same_through_the_change_of_the_clock() -> None:
    [row] = rows_of(one("DTSTART;TZID=Europe/Amsterdam:20270321T100000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=3"))
    assert differences(row, {"sessions": [f"2027-{day} 10:00-11:00" for day in ("03-21", "03-28", "04-04")]}) == {}


@pytest.mark.parametrize(
    "out",
    ["EXDATE;TZID=Europe/Amsterdam:20261209T150000", "EXDATE:20261209T140000Z", "EXDATE;VALUE=DATE:20261209",
     "EXDATE:20261209T150000", "EXDATE;TZID=W. Europe Standard Time:20261209T150000",
     "EXDATE;TZID=Europe/Amsterdam:20261209T150000,20270113T150000", "EXDATE:20261209T000000"],
)  # fmt: skip
def test_every_way_to_take_out_a_date_is_read(out: str) -> None:
    [row] = rows_of(one(LOCAL, LOCAL_END, "RRULE:FREQ=WEEKLY;COUNT=3", out))
    days = ["2026-12-02 15:00-16:00", "2026-12-09 15:00-16:00 cancelled", "2026-12-16 15:00-16:00"]
    assert differences(row, {"sessions": days}) == {}


@pytest.mark.parametrize(
    ("newline", "ending"), [("\n", True), ("\r", True), ("\r\n", False), ("\n", False), ("\r\r\n", True)]
)
def test_line_ends_and_a_missing_end_change_nothing(newline: str, ending: bool) -> None:
    text = GOOGLE if ending else GOOGLE.replace("END:VCALENDAR\r\n", "")
    rows = rows_of(text.replace("\r\n", newline))
    assert [differences(row, expected) for row, expected in zip(rows, SYSTEMS["Google"][1], strict=True)] == [{}] * 3


def test_mixed_line_ends_and_folds_inside_letters_change_nothing() -> None:
    octets = one(LOCAL, LOCAL_END, "LOCATION:Café De Zoë\\, Oude Weg 3").encode()
    at = octets.index("ë".encode()) + 1
    folded = octets[:at] + b"\r\n " + octets[at:]
    [row] = rows_of(folded.replace(b"BEGIN:VEVENT\r\n", b"BEGIN:VEVENT\n").replace(b"UID:1\r\n", b"UID:1\r"))
    assert differences(row, {"place": "Café De Zoë, Oude Weg 3", "id": "1"}) == {}


def test_texts_keep_their_commas_and_lose_their_markup() -> None:
    [row] = rows_of(
        one(
            LOCAL, LOCAL_END, "DESCRIPTION:Verf\\, klei\\; lijm &amp\\; papier\\nBackslash \\\\ blijft\\N<p>Tot dan</p>"
        )
    )
    assert differences(row, {"text": "Verf, klei; lijm & papier\nBackslash \\ blijft\n\nTot dan"}) == {}


def test_a_second_place_is_said() -> None:
    [row] = rows_of(one(LOCAL, LOCAL_END, "LOCATION:Buurthuis", "LOCATION:Sporthal"))
    assert differences(row, {"place": "Buurthuis", "warnings": ["more-places"]}) == {}
