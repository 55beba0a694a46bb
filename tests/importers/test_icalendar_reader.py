"""Calendars as they really come: each test is one quirk of one kind of software, on a file made for it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.errors import InvalidInput
from app.importers.icalendar_reader import read_icalendar
from tests.importers.feeds import CONTEXT, codes, draft, fault_codes, read, rules

AMSTERDAM = "DTSTART;TZID=Europe/Amsterdam:20261125T140000"
AMSTERDAM_END = "DTEND;TZID=Europe/Amsterdam:20261125T153000"


def calendar(*blocks: str, head: str = "") -> str:
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{head}{''.join(blocks)}END:VCALENDAR\r\n"


def event(*lines: str, title: str = "Knutselclub", uid: str | None = "1@club") -> str:
    named = [f"SUMMARY:{title}", *([f"UID:{uid}"] if uid else [])]
    return "\r\n".join(["BEGIN:VEVENT", *named, *lines, "END:VEVENT", ""])


def one(*lines: str, head: str = "") -> str:
    return calendar(event(*lines), head=head)


def test_a_weekly_club_keeps_its_zone_rule_and_place() -> None:
    found = draft(
        read_icalendar,
        one(
            AMSTERDAM,
            AMSTERDAM_END,
            "RRULE:FREQ=WEEKLY;BYDAY=WE;UNTIL=20270630T120000Z",
            "LOCATION:Buurthuis De Kei\\, Dorpsstraat 1\\, 2526 AH Den Haag\\, Nederland",
            "DESCRIPTION:Neem een schort mee\\; verf is er.",
            "URL:https://club.example/knutselen",
        ),
    )
    assert rules(found) == [
        {
            "startsAt": "2026-11-25T14:00:00",
            "endsAt": "2026-11-25T15:30:00",
            "rrule": "FREQ=WEEKLY;BYDAY=WE;UNTIL=20270630T120000Z",
        }
    ]
    assert found["schedule"]["timezone"] == "Europe/Amsterdam"
    assert found["place"] == {
        "name": "Buurthuis De Kei",
        "address": {"streetAddress": "Dorpsstraat 1", "postalCode": "2526 AH", "addressLocality": "Den Haag"},
    }
    assert found["summary"] == "Neem een schort mee; verf is er."
    assert found["contact"] == {"url": "https://club.example/knutselen"}
    assert "cost" not in found


def test_dates_taken_out_are_cancelled_whatever_zone_names_them() -> None:
    found = draft(
        read_icalendar,
        one(
            AMSTERDAM,
            AMSTERDAM_END,
            "RRULE:FREQ=WEEKLY",
            "EXDATE:20261202T130000Z,20261209T130000Z",
            "EXDATE;VALUE=DATE:20261216",
            "EXDATE;TZID=Europe/Amsterdam:20270101T140000",
        ),
    )
    assert [(item["original"], item["status"]) for item in found["schedule"]["exceptions"]] == [
        ("2026-12-02T14:00:00", "cancelled"),
        ("2026-12-09T14:00:00", "cancelled"),
        ("2026-12-16T14:00:00", "cancelled"),
    ]


def test_an_exception_with_a_wrong_time_takes_out_the_date_of_its_day_and_says_so() -> None:
    [row] = read(read_icalendar, one(AMSTERDAM, AMSTERDAM_END, "RRULE:FREQ=WEEKLY", "EXDATE:20261202T060000"))
    assert row.draft is not None
    assert row.draft["schedule"]["exceptions"] == [{"original": "2026-12-02T14:00:00", "status": "cancelled"}]
    assert "exception-without-time" in codes(row)


def test_changed_dates_before_their_series_move_and_cancel_dates() -> None:
    moved = event(
        "RECURRENCE-ID;TZID=Europe/Amsterdam:20261202T140000",
        "DTSTART;TZID=Europe/Amsterdam:20261203T160000",
        "DTEND;TZID=Europe/Amsterdam:20261203T173000",
        title="Knutselclub in de bieb",
    )
    cancelled = event("RECURRENCE-ID:20261209T130000Z", "DTSTART:20261209T130000Z", "STATUS:CANCELLED")
    found = draft(
        read_icalendar, calendar(moved, cancelled, event(AMSTERDAM, AMSTERDAM_END, "RRULE:FREQ=WEEKLY;COUNT=5"))
    )
    assert found["title"] == "Knutselclub"
    assert found["schedule"]["exceptions"] == [
        {
            "original": "2026-12-02T14:00:00",
            "status": "moved",
            "startsAt": "2026-12-03T16:00:00",
            "endsAt": "2026-12-03T17:30:00",
            "note": "Knutselclub in de bieb",
        },
        {"original": "2026-12-09T14:00:00", "status": "cancelled"},
    ]


def test_changed_dates_without_their_series_are_dates() -> None:
    rows = read(
        read_icalendar,
        calendar(
            event("RECURRENCE-ID:20261125T130000Z", "DTSTART:20261126T130000Z", "DTEND:20261126T140000Z"),
            event("RECURRENCE-ID:20261202T130000Z", "DTSTART:20261202T130000Z", "STATUS:CANCELLED"),
        ),
    )
    [row] = rows
    assert row.draft is not None
    assert [rule["startsAt"] for rule in rules(row.draft)] == ["2026-11-26T14:00:00", "2026-12-02T14:00:00"]
    assert row.draft["schedule"]["exceptions"] == [{"original": "2026-12-02T14:00:00", "status": "cancelled"}]
    assert "status" not in row.draft
    assert "master-missing" in codes(row)


def test_extra_dates_and_periods_come_beside_the_rule() -> None:
    found = draft(
        read_icalendar,
        one(
            AMSTERDAM,
            AMSTERDAM_END,
            "RDATE;VALUE=PERIOD:20261202T130000Z/PT2H,20261209T130000Z/20261209T160000Z",
            "RDATE;VALUE=DATE:20261216",
        ),
    )
    assert [(rule["startsAt"][:16], rule["endsAt"][11:16]) for rule in rules(found)] == [
        ("2026-11-25T14:00", "15:30"),
        ("2026-12-02T14:00", "16:00"),
        ("2026-12-09T14:00", "17:00"),
        ("2026-12-16T14:00", "15:30"),
    ]


def test_a_first_date_outside_its_rule_is_a_date_too() -> None:
    found = draft(read_icalendar, one(AMSTERDAM, AMSTERDAM_END, "RRULE:FREQ=WEEKLY;BYDAY=FR"))
    assert [rule.get("rrule") for rule in rules(found)] == [None, "FREQ=WEEKLY;BYDAY=FR"]


@pytest.mark.parametrize(
    ("given", "read_as"),
    [
        ("RRULE:RRULE:Anything;FREQ=WEEKLY;BYDAY=WE", "FREQ=WEEKLY;BYDAY=WE"),
        ("RRULE;X-REGENERATE=TRASH:FREQ=WEEKLY;BYDAY=WE", "FREQ=WEEKLY;BYDAY=WE"),
        ("RRULE:FREQ=WEEKLY;COUNT=3;UNTIL=20271231", "FREQ=WEEKLY;COUNT=3"),
        ("RRULE:FREQ=WEEKLY;COUNT=300;UNTIL=20261231", "FREQ=WEEKLY;UNTIL=20261231"),
        ("RRULE:FREQ=WEEKLY;UNTIL=2027-06-30T12:00:00Z", "FREQ=WEEKLY;UNTIL=20270630T120000Z"),
        ("RRULE:FREQ=WEEKLY;BYDAY=1WE,;INTERVAL=0", "FREQ=WEEKLY;BYDAY=WE"),
        ("RRULE:freq=weekly;byday=we;X-PART=1", "FREQ=WEEKLY;BYDAY=WE"),
        ("RRULE:FREQ=WEEKLY;BYMONTHDAY=3", "FREQ=WEEKLY"),
        ("RRULE:FREQ=MONTHLY;BYDAY=4WE;BYSETPOS=", "FREQ=MONTHLY;BYDAY=4WE"),
    ],
)
def test_a_rule_that_breaks_the_standard_is_read_as_it_was_meant(given: str, read_as: str) -> None:
    found = draft(read_icalendar, one(AMSTERDAM, AMSTERDAM_END, given))
    assert [rule["rrule"] for rule in rules(found) if "rrule" in rule] == [read_as]


@pytest.mark.parametrize(
    "given",
    [
        "FREQ=HOURLY;COUNT=3",
        "FREQ=WEEKLY;UNTIL=20201001",
        "nonsense",
        "FREQ=DAILY;BYHOUR=1,2,3,4,5;BYMINUTE=1,2,3,4,5,6",
    ],
)
def test_a_rule_that_cannot_be_used_leaves_the_first_date_and_says_so(given: str) -> None:
    [row] = read(read_icalendar, one(AMSTERDAM, AMSTERDAM_END, f"RRULE:{given}"))
    assert row.draft is not None
    assert rules(row.draft) == [{"startsAt": "2026-11-25T14:00:00", "endsAt": "2026-11-25T15:30:00"}]
    assert "rule-unreadable" in codes(row)


def test_an_end_before_the_start_is_swapped_with_a_warning() -> None:
    [row] = read(read_icalendar, one(AMSTERDAM, "DTEND;TZID=Europe/Amsterdam:20261125T133000"))
    assert row.draft is not None
    assert rules(row.draft) == [{"startsAt": "2026-11-25T13:30:00", "endsAt": "2026-11-25T14:00:00"}]
    assert codes(row) == ["end-before-start"]


@pytest.mark.parametrize(
    ("lines", "span"),
    [
        (("DTSTART;VALUE=DATE:20261125", "DTEND;VALUE=DATE:20261127"), ("2026-11-25T00:00:00", "2026-11-27T00:00:00")),
        (("DTSTART;VALUE=DATE:20261125", "DTEND;VALUE=DATE:20261125"), ("2026-11-25T00:00:00", "2026-11-26T00:00:00")),
        (("DTSTART;VALUE=DATE:20261125",), ("2026-11-25T00:00:00", "2026-11-26T00:00:00")),
        (("DTSTART;VALUE=DATE:20261125", "DTEND:20261127T000000Z"), ("2026-11-25T00:00:00", "2026-11-27T00:00:00")),
        (("DTSTART:20261125", "DURATION:P2D"), ("2026-11-25T00:00:00", "2026-11-27T00:00:00")),
    ],
)
def test_whole_days_run_from_midnight_to_midnight(lines: tuple[str, ...], span: tuple[str, str]) -> None:
    [row] = read(read_icalendar, one(*lines))
    assert row.draft is not None
    assert (rules(row.draft)[0]["startsAt"], rules(row.draft)[0]["endsAt"]) == span
    assert "time-unknown" in codes(row)


@pytest.mark.parametrize(
    ("lines", "minutes", "is_assumed"),
    [
        (("DURATION:PT1H30M",), "15:30", False),
        (("DURATION:PT0S", AMSTERDAM_END), "15:30", False),
        ((), "15:00", True),
        (("DTEND;TZID=Europe/Amsterdam:20261125T140000",), "15:00", True),
        (("DTEND:later",), "15:00", True),
    ],
)
def test_the_end_comes_from_what_is_said_else_it_is_an_hour(
    lines: tuple[str, ...], minutes: str, is_assumed: bool
) -> None:
    [row] = read(read_icalendar, one(AMSTERDAM, *lines))
    assert row.draft is not None
    assert rules(row.draft)[0]["endsAt"] == f"2026-11-25T{minutes}:00"
    assert ("end-unknown" in codes(row)) is is_assumed


def test_one_broken_event_never_costs_the_others() -> None:
    rows = read(
        read_icalendar,
        calendar(
            event("DTSTART:tomorrow", uid="a"),
            event(uid="b"),
            "BEGIN:VEVENT\r\nUID:c\r\nDTSTART:20261125T140000Z\r\n",
            event(AMSTERDAM, AMSTERDAM_END, uid="d"),
            "END:VALARM\r\ngarbage without a colon\r\n",
            event(AMSTERDAM, AMSTERDAM_END, uid="e"),
        ),
    )
    assert [(row.external_id, fault_codes(row)) for row in rows] == [
        ("a", ["start-unreadable"]),
        ("b", ["start-missing"]),
        ("c", ["title-missing"]),
        ("d", []),
        ("e", []),
    ]


def test_a_file_that_is_cut_off_keeps_what_it_has() -> None:
    content = calendar(event(AMSTERDAM, uid="a")) + f"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:b\nSUMMARY:B\n{AMSTERDAM}\n"
    rows = read(read_icalendar, content)
    assert [(row.external_id, "end-missing" in codes(row)) for row in rows] == [("a", False), ("b", True)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("newline", ["\r\n", "\n", "\r"])
def test_every_encoding_and_line_end_reads_the_same(encoding: str, newline: str) -> None:
    content = calendar(event(AMSTERDAM, AMSTERDAM_END, title="Café ’s middags")).replace("\r\n", newline)
    assert draft(read_icalendar, content.encode(encoding))["title"] == "Café ’s middags"


def test_lines_folded_inside_a_letter_or_without_a_space_are_put_together() -> None:
    inside = "SUMMARY:Caf\u00e9 open".encode().replace(b"\xc3\xa9", b"\xc3\r\n \xa9")
    content = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\n" + inside + f"\r\n{AMSTERDAM}\r\n".encode()
    content += b"DESCRIPTION:First line\r\nsecond line: without a space\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    found = draft(read_icalendar, content)
    assert found["title"] == "Café open"
    assert found["summary"] == "First line\nsecond line: without a space"


def test_the_quoted_printable_of_old_phones_is_read() -> None:
    found = draft(
        read_icalendar,
        "BEGIN:VCALENDAR\r\nVERSION:1.0\r\nBEGIN:VEVENT\r\n"
        "SUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Caf=C3=A9 en =\r\nmeer\r\n"
        "DTSTART:20261125T140000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    )
    assert found["title"] == "Café en meer"


def test_text_with_commas_that_are_not_escaped_stays_whole() -> None:
    found = draft(read_icalendar, one(AMSTERDAM, "LOCATION:Zaal 2; boven, links", "DESCRIPTION:verf, lijm; en meer"))
    assert found["place"]["name"] == "Zaal 2; boven, links"
    assert found["summary"] == "verf, lijm; en meer"


def test_dates_that_share_a_uid_and_title_are_one_offer_and_other_titles_another() -> None:
    rows = read(
        read_icalendar,
        calendar(
            *(event(f"DTSTART:202612{day}T130000Z", f"DTEND:202612{day}T140000Z") for day in ("02", "09", "16")),
            event("DTSTART:20261223T130000Z", title="Kerstfeest"),
        ),
    )
    assert [(row.external_id, len(rules(row.draft or {}))) for row in rows] == [("1@club", 3), ("1@club#2", 1)]


def test_of_two_versions_the_newer_is_read() -> None:
    [row] = read(
        read_icalendar,
        calendar(
            event("SEQUENCE:2", "DTSTART:20261202T130000Z", title="New"),
            event("SEQUENCE:1", "DTSTART:20261125T130000Z", title="Old"),
        ),
    )
    assert row.draft is not None
    assert row.draft["title"] == "New"
    assert "older-revision" in codes(row)


@pytest.mark.parametrize(
    ("lines", "head"), [(("STATUS:CANCELLED",), ""), ((), "METHOD:CANCEL\r\n")], ids=["event", "calendar"]
)
def test_a_cancelled_event_is_cancelled_and_not_gone(lines: tuple[str, ...], head: str) -> None:
    assert draft(read_icalendar, one(AMSTERDAM, *lines, head=head))["status"] == "cancelled"


def test_a_private_event_is_refused_without_telling_what_it_is() -> None:
    [row] = read(read_icalendar, one(AMSTERDAM, "CLASS:PRIVATE"))
    assert fault_codes(row) == ["private-event"]
    assert not row.original


def test_people_are_never_taken_over() -> None:
    [row] = read(
        read_icalendar,
        one(AMSTERDAM, "ORGANIZER;CN=Jan Jansen:mailto:jan@example.org", "ATTENDEE;CN=Piet:mailto:piet@example.org"),
    )
    assert "Jan" not in repr(row)
    assert "piet" not in repr(row)


def test_to_dos_are_left_out_and_reported() -> None:
    rows = read(read_icalendar, calendar("BEGIN:VTODO\r\nSUMMARY:Verf kopen\r\nEND:VTODO\r\n", event(AMSTERDAM)))
    assert [(row.draft is None, codes(row)) for row in rows if not row.faults] == [
        (False, ["end-unknown"]),
        (True, ["not-an-offer"]),
    ]


@pytest.mark.parametrize("name", ["VTODO", "VJOURNAL", "VFREEBUSY"])
def test_what_is_no_event_is_told_without_a_calendar_around_it_too(name: str) -> None:
    [row] = read(read_icalendar, f"BEGIN:{name}\r\nUID:1\r\nEND:{name}\r\n")
    assert (row.draft, codes(row)) == (None, ["not-an-offer"])


def test_what_is_over_is_still_a_row() -> None:
    [row] = read(read_icalendar, one("DTSTART:20200101T130000Z", "DTEND:20200101T140000Z"))
    assert "over" in codes(row)
    [row] = read(read_icalendar, one("DTSTART:20200101T130000Z", "RRULE:FREQ=WEEKLY"))
    assert "over" not in codes(row)


def test_a_file_without_a_calendar_is_refused() -> None:
    with pytest.raises(InvalidInput) as refused:
        read(read_icalendar, "SUMMARY:nothing")
    assert refused.value.faults[0].detail_nl


def test_an_empty_calendar_has_no_rows() -> None:
    assert read(read_icalendar, calendar()) == []


# --- identity


def fetched(seconds: int, *, is_random: bool) -> str:
    """A calendar as a plugin prints it at a moment: PHP's uniqid() as UID, DTSTAMP the moment of the fetch."""
    stamp = datetime.fromtimestamp(seconds, UTC).strftime("%Y%m%dT%H%M%SZ")
    uids = [f"{seconds:x}{part}@site" if is_random else f"post-{part}@site" for part in ("0a1b2", "0a1c3")]
    return calendar(
        event(f"DTSTAMP:{stamp}", AMSTERDAM, uid=uids[0]),
        event(f"DTSTAMP:{stamp}", AMSTERDAM, uid=uids[1], title="Zaagclub"),
    )


def test_uids_made_at_every_fetch_give_way_to_what_the_event_says() -> None:
    first, later = (
        read(read_icalendar, fetched(seconds, is_random=True)) for seconds in (1_796_000_000, 1_796_090_000)
    )
    assert [row.external_id for row in first] == [row.external_id for row in later]
    assert len({row.external_id for row in first}) == 2
    assert all("id-changes" in codes(row) for row in first)


def test_uids_that_last_are_kept_and_the_content_is_known_beside_them() -> None:
    first, later = (
        read(read_icalendar, fetched(seconds, is_random=False)) for seconds in (1_796_000_000, 1_796_090_000)
    )
    assert [row.external_id for row in first] == ["post-0a1b2@site", "post-0a1c3@site"]
    assert [row.content_id for row in first] == [row.content_id for row in later]


def test_a_random_uid_of_a_database_is_kept_though_every_stamp_says_the_moment_of_the_fetch() -> None:
    uids = ["6d1c1d0e-9d0f-4a57-8f2c-0e5a3f6b7c11@club", "b0b7a3a4-52a6-4f0e-9a55-3f1de0f1c922@club"]
    content = calendar(*(event("DTSTAMP:20261121T140000Z", AMSTERDAM, uid=uid, title=uid[:3]) for uid in uids))
    assert [row.external_id for row in read(read_icalendar, content)] == uids


def test_one_event_whose_uid_holds_the_moment_it_was_written_is_known_by_it() -> None:
    [row] = read(read_icalendar, calendar(event("DTSTAMP:20261121T140000Z", AMSTERDAM, uid="20261121T140000Z-1@pc")))
    assert (row.external_id, "id-changes" in codes(row)) == ("20261121T140000Z-1@pc", False)


def test_an_event_without_uid_is_known_by_its_content() -> None:
    rows = read(read_icalendar, calendar(event(AMSTERDAM, uid=None), event(AMSTERDAM, uid=None)))
    assert rows[0].external_id == rows[0].content_id
    assert rows[1].external_id == f"{rows[0].content_id}#2"
    assert "id-missing" in codes(rows[0])


# --- other members


def test_online_with_something_in_brackets_is_online() -> None:
    found = draft(read_icalendar, one(AMSTERDAM, "LOCATION:Online (je krijgt een link)"))
    assert ("place" in found, found["attendance"]) == (False, "online")


def test_an_online_place_is_no_place() -> None:
    found = draft(read_icalendar, one(AMSTERDAM, "LOCATION:https://meet.example.org/abc"))
    assert "place" not in found
    assert (found["attendance"], found["enrolment"]["url"]) == ("online", "https://meet.example.org/abc")


def test_a_rough_point_is_known_to_the_wijk() -> None:
    found = draft(read_icalendar, one(AMSTERDAM, "GEO:52.08;4.31", "LOCATION:Zaal"))
    assert found["place"]["location"] == {"lat": 52.08, "lon": 4.31, "precision": "wijk"}


@pytest.mark.parametrize(
    ("line", "cost"), [("X-COST-TYPE:free", "free"), ("X-COST:€ 7\\,50 per les", "paid"), ("X-COST:", None)]
)
def test_a_price_is_read_where_a_plugin_prints_one(line: str, cost: str | None) -> None:
    assert draft(read_icalendar, one(AMSTERDAM, line)).get("cost") == cost


def test_categories_are_themes_only_when_the_catalogue_knows_the_word() -> None:
    context = replace(CONTEXT, themes={"muziek": "music"})
    found = draft(read_icalendar, one(AMSTERDAM, "CATEGORIES:Muziek,Overig"), context)
    assert found["themes"] == ["music"]


@pytest.mark.parametrize(
    "location",
    [
        "Het Huis\\, Kerkstraat 12\\, Tilburg\\, Noord-Brabant\\, 5038 AB\\, Nederland",
        "Het Huis\\, Kerkstraat 12\\, Tilburg\\, 5038 AB",
        "Het Huis\\nKerkstraat 12\\n5038 AB Tilburg\\nNederland",
        "Het Huis (Kerkstraat 12\\, 5038 AB Tilburg\\, Netherlands)",
    ],
)
def test_an_address_is_read_in_the_order_of_each_system(location: str) -> None:
    place = draft(read_icalendar, one("DTSTART:20261129T130000", f"LOCATION:{location}"))["place"]
    address = {"streetAddress": "Kerkstraat 12", "postalCode": "5038 AB", "addressLocality": "Tilburg"}
    assert (place["name"], place["address"]) == ("Het Huis", address)


def test_a_name_and_a_postcode_alone_make_no_town() -> None:
    place = draft(read_icalendar, one("DTSTART:20261129T130000", "LOCATION:Het Huis\\, 5038 AB"))["place"]
    assert (place["name"], place["address"]) == ("Het Huis", {"postalCode": "5038 AB"})


def test_the_point_of_an_apple_calendar_is_read() -> None:
    line = 'X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-ADDRESS="Hoefkade 602";X-TITLE=De Mus:geo:52.0671,4.3012'
    location = draft(read_icalendar, one("DTSTART:20261129T130000", line))["place"]["location"]
    assert location == {"lat": 52.0671, "lon": 4.3012, "precision": "address"}
