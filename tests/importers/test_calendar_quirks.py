"""Calendars with the oddities that exports and their test suites are known for, each worked out by hand."""

import pytest

from app.importers.ical_series import MOST_RULES
from tests.importers.outcomes import differences, outcome, rows_of
from tests.importers.test_system_calendars import AMSTERDAM_ZONE, LOCAL, LOCAL_END, calendar, event, one

CLUB = ("UID:1", "SUMMARY:Club")


def test_whole_days_of_exchange_move_though_their_exception_has_a_time() -> None:
    content = calendar(
        AMSTERDAM_ZONE.format(name="W. Europe Standard Time"),
        event(*CLUB, "RRULE:FREQ=WEEKLY;UNTIL=20261215T230000Z;INTERVAL=1;BYDAY=TU,TH;WKST=MO",
              "DTSTART;VALUE=DATE:20261203", "DTEND;VALUE=DATE:20261204"),
        event(*CLUB, "RECURRENCE-ID;TZID=W. Europe Standard Time:20261210T000000", "DTSTART;VALUE=DATE:20261211",
              "DTEND;VALUE=DATE:20261212"),
    )  # fmt: skip
    [row] = rows_of(content)
    days = [
        "2026-12-03 00:00-00:00",
        "2026-12-08 00:00-00:00",
        "2026-12-11 00:00-00:00 moved",
        "2026-12-15 00:00-00:00",
    ]
    assert differences(row, {"sessions": days}) == {}


def test_whole_days_move_on_with_all_later_ones() -> None:
    content = calendar(
        event(*CLUB, "DTSTART;VALUE=DATE:20270327", "DURATION:P1D", "RRULE:FREQ=DAILY;COUNT=4"),
        event(*CLUB, "RECURRENCE-ID;VALUE=DATE;RANGE=THISANDFUTURE:20270328", "DTSTART;VALUE=DATE:20270330",
              "DURATION:P1D"),
    )  # fmt: skip
    [row] = rows_of(content)
    days = [f"2027-{day} 00:00-00:00" for day in ("03-27", "03-30", "03-31", "04-01")]
    assert differences(row, {"sessions": days}) == {}


def test_two_changes_of_all_later_dates_that_name_another_hour() -> None:
    content = calendar(
        event(*CLUB, LOCAL, LOCAL_END, "RRULE:FREQ=DAILY;INTERVAL=2;UNTIL=20261212"),
        event(*CLUB, "RECURRENCE-ID;TZID=Europe/Amsterdam;RANGE=THISANDFUTURE:20261206T120000",
              "DTSTART;TZID=Europe/Amsterdam:20261206T120000", "DURATION:PT2H"),
        event(*CLUB, "RECURRENCE-ID;TZID=Europe/Amsterdam;RANGE=THISANDFUTURE:20261210T120000",
              "DTSTART;TZID=Europe/Amsterdam:20261210T090000", "DURATION:PT1H"),
    )  # fmt: skip
    [row] = rows_of(content)
    assert differences(row, {"sessions": [
        "2026-12-02 15:00-16:00", "2026-12-04 15:00-16:00", "2026-12-06 12:00-14:00", "2026-12-08 12:00-14:00",
        "2026-12-10 09:00-10:00", "2026-12-12 09:00-10:00",
    ]}) == {}  # fmt: skip


@pytest.mark.parametrize(
    ("newest", "second"), [(3, "2026-12-09 15:00-16:00 cancelled"), (1, "2026-12-10 15:00-16:00 moved")]
)
def test_of_a_date_taken_out_and_changed_the_newer_counts(newest: int, second: str) -> None:
    content = calendar(
        event(*CLUB, LOCAL, LOCAL_END, "RRULE:FREQ=WEEKLY;COUNT=3", f"SEQUENCE:{newest}",
              "EXDATE;TZID=Europe/Amsterdam:20261209T150000"),
        event(*CLUB, "RECURRENCE-ID;TZID=Europe/Amsterdam:20261209T150000", "SEQUENCE:2",
              "DTSTART;TZID=Europe/Amsterdam:20261210T150000", "DURATION:PT1H"),
    )  # fmt: skip
    [row] = rows_of(content)
    assert differences(row, {"sessions": ["2026-12-02 15:00-16:00", second, "2026-12-16 15:00-16:00"]}) == {}


def test_a_date_taken_out_that_was_never_planned_is_said() -> None:
    [row] = rows_of(one(LOCAL, LOCAL_END, "RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE;TZID=America/New_York:20261209T150000"))
    assert differences(row, {"warnings": ["exception-unmatched"]}) == {}
    assert "2026-12-09" in " ".join(warning.detail for warning in row.warnings)


def test_a_date_taken_out_of_a_series_of_decades_is_found() -> None:
    times = ("DTSTART;TZID=Europe/Amsterdam:19701202T150000", "DTEND;TZID=Europe/Amsterdam:19701202T160000")
    [row] = rows_of(
        one(*times, "RRULE:FREQ=DAILY;UNTIL=20261203T230000Z", "EXDATE;TZID=Europe/Amsterdam:20261202T150000")
    )
    last = ("2026-12-01 15:00-16:00", "2026-12-02 15:00-16:00 cancelled", "2026-12-03 15:00-16:00")
    assert tuple(outcome(row)["sessions"][-3:]) == last
    assert not row.warnings


def test_more_rules_than_anybody_writes_for_one_series_are_said_to_be_left_out() -> None:
    rules = (f"DTSTART:20261202T{n // 60:02d}{n % 60:02d}00" for n in range(MOST_RULES + 2))
    [row] = rows_of(calendar(*(event("UID:x", "SUMMARY:Judo", start, "RRULE:FREQ=WEEKLY;COUNT=2") for start in rules)))
    assert "rule-unreadable" in {warning.code for warning in row.warnings}
    assert row.draft is not None
    assert len(row.draft["schedule"]["rules"]) == MOST_RULES


def test_two_rules_of_one_event_both_hold() -> None:
    rules = ("RRULE:FREQ=WEEKLY;BYDAY=WE;COUNT=3", "RRULE:FREQ=MONTHLY;BYDAY=2MO;COUNT=2")
    [row] = rows_of(one(LOCAL, LOCAL_END, *rules))
    days = ("2026-12-02", "2026-12-09", "2026-12-14", "2026-12-16", "2027-01-11")
    assert differences(row, {"sessions": [f"{day} 15:00-16:00" for day in days]}) == {}


def test_the_newest_of_versions_counts_whatever_their_titles() -> None:
    content = calendar(
        event("UID:1", "SEQUENCE:2", "SUMMARY:Nieuw", LOCAL, LOCAL_END),
        event("UID:1", "SEQUENCE:0", "SUMMARY:Oud", "DTSTART:20261203T080000Z", "DURATION:PT1H"),
    )
    [row] = rows_of(content)
    assert (
        differences(row, {"title": "Nieuw", "sessions": ["2026-12-02 15:00-16:00"], "warnings": ["older-revision"]})
        == {}
    )


@pytest.mark.parametrize(
    ("lines", "session", "told"),
    [
        (("DTSTART;TZID=Europe/Germany:20261202T230000", "DTEND;TZID=TZID=Europe/Germany:20261203T000000"),
         "2026-12-02 23:00-00:00", ["zone-unknown"]),
        (("DTSTART;VALUE=DATE:20261202", "DURATION:-PT1W1D2H"), "2026-12-02 00:00-00:00", ["end-unreadable"]),
        (("DTSTART:20261202", "DTEND:20261203"), "2026-12-02 00:00-00:00", ["time-unknown"]),
        (("DTSTART;TZID=\"Amsterdam, Belgrade, Berlin, Brussels\":20261202T190000", "DURATION:PT2H"),
         "2026-12-02 19:00-21:00", []),
        (("DTSTART;TZID=\"(UTC-05:00) Eastern Time (US and Canada)\":20261202T120000", "DURATION:PT1H"),
         "2026-12-02 18:00-19:00", []),
        (("DTSTART;VALUE=DATE:20261202", "DTEND:20261203T040000"), "2026-12-02 00:00-00:00", []),
        (("DTSTART:20261202T000000", "DTEND;VALUE=DATE:20261203"), "2026-12-02 00:00-00:00", []),
        (("DTSTART:20261202T150000Z", "DURATION:P1DT2H"), "2026-12-02 16:00-18:00", []),
    ],
)  # fmt: skip
def test_ends_and_zones_that_break_the_standard(lines: tuple[str, ...], session: str, told: list[str]) -> None:
    [row] = rows_of(one(*lines))
    assert differences(row, {"sessions": [session], "warnings": told}) == {}


def test_a_zone_may_be_called_by_a_number_and_stand_behind_its_event() -> None:
    content = calendar(event(*CLUB, "DTSTART;TZID= 1:20261202T150000", "DTEND;TZID= 1:20261202T160000"),
                       AMSTERDAM_ZONE.format(name=" 1"))  # fmt: skip
    [row] = rows_of(content)
    assert differences(row, {"sessions": ["2026-12-02 15:00-16:00"]}) == {}


def test_a_zone_of_several_eras_is_that_of_today() -> None:
    old = ("BEGIN:STANDARD", "DTSTART:16711029T020000", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=9", "TZOFFSETFROM:+0200",
           "TZOFFSETTO:+0100", "END:STANDARD")  # fmt: skip
    zone = AMSTERDAM_ZONE.format(name="Zone 1").replace("BEGIN:DAYLIGHT", "\r\n".join(old) + "\r\nBEGIN:DAYLIGHT")
    content = calendar(zone, event(*CLUB, "DTSTART;TZID=Zone 1:20261010T150000", "DURATION:PT1H"))
    [row] = rows_of(content)
    assert differences(row, {"sessions": ["2026-10-10 15:00-16:00"]}) == {}


def test_backslashes_that_are_meant_stay() -> None:
    [row] = rows_of(
        one(LOCAL, LOCAL_END, "DESCRIPTION:Schrijf \\\\n zelf.\\nRegel twee.", "LOCATION:Map\\\\\\, zaal\\; links")
    )
    assert differences(row, {"text": "Schrijf \\n zelf.\nRegel twee.", "place": "Map\\, zaal; links"}) == {}


def test_what_is_no_event_is_said_and_a_wrong_end_costs_nothing() -> None:
    content = calendar(
        "\r\n".join(["BEGIN:VTODO", "UID:t", "SUMMARY:Opruimen", "END:VTOOD"]),
        event(*CLUB, LOCAL, LOCAL_END),
        "\r\n".join(["BEGIN:VFREEBUSY", "UID:f", "FREEBUSY:20261202T140000Z/PT1H", "END:VFREEBUSY"]),
    )
    found = [outcome(row) for row in rows_of(content)]
    assert [one.get("title") or one["warnings"] for one in found] == ["Club", ["not-an-offer"], ["not-an-offer"]]


def test_a_changed_date_says_where_it_is_when_that_differs() -> None:
    content = calendar(
        event(*CLUB, LOCAL, LOCAL_END, "RRULE:FREQ=WEEKLY;COUNT=2", "LOCATION:Buurthuis"),
        event(*CLUB, "RECURRENCE-ID;TZID=Europe/Amsterdam:20261209T150000", "LOCATION:Sporthal",
              "DTSTART;TZID=Europe/Amsterdam:20261209T150000", "DURATION:PT1H"),
    )  # fmt: skip
    [row] = rows_of(content)
    assert row.draft is not None
    assert row.draft["schedule"]["exceptions"][0]["note"] == "Sporthal"


def test_a_place_that_is_only_a_point_is_on_the_map() -> None:
    [row] = rows_of(one(LOCAL, LOCAL_END, "LOCATION:52.07010\\, 4.30010"))
    assert differences(row, {"point": [52.07, 4.3]}) == {}


@pytest.mark.parametrize("between", ["\r\n", "\n\n", "\r\r\n", "\n\n\n"])
def test_lines_doubled_on_their_way_are_still_folded(between: str) -> None:
    content = one(LOCAL, LOCAL_END, "LOCATION:Het Brede\r\n  Huis", "DESCRIPTION\r\n :Neem een\r\n  schort mee")
    [row] = rows_of(content.replace("\r\n", between))
    assert differences(row, {"place": "Het Brede Huis", "text": "Neem een schort mee", "title": "Club"}) == {}


def test_an_event_whose_first_line_ran_on_is_not_lost() -> None:
    content = calendar(event(*CLUB, LOCAL, LOCAL_END).replace("UID:1\r\n", "UID 1\r\n"))
    [row] = rows_of(content)
    assert differences(row, {"title": "Club", "sessions": ["2026-12-02 15:00-16:00"], "warnings": ["id-missing"]}) == {}


def test_a_rule_whose_semicolons_are_escaped_is_read() -> None:
    [row] = rows_of(one(LOCAL, LOCAL_END, "RRULE:FREQ=DAILY\\;COUNT=2"))
    assert differences(row, {"sessions": ["2026-12-02 15:00-16:00", "2026-12-03 15:00-16:00"]}) == {}


@pytest.mark.parametrize(
    ("start", "ends"),
    [
        ("DTSTART;TZID=Europe/Amsterdam:20261202T150000", "2026-12-04T00:00:00"),
        ("DTSTART:20261202T140000Z", "2026-12-04T00:00:00"),
    ],
)
def test_an_end_that_is_a_day_ends_before_that_day(start: str, ends: str) -> None:
    [row] = rows_of(one(start, "DTEND;VALUE=DATE:20261204"))
    assert row.draft is not None
    [rule] = row.draft["schedule"]["rules"]
    assert (rule["startsAt"], rule["endsAt"]) == ("2026-12-02T15:00:00", ends)


def test_a_first_date_that_is_named_again_is_there_once() -> None:
    [row] = rows_of(one(LOCAL, LOCAL_END, "RDATE;TZID=Europe/Amsterdam:20261202T150000,20261209T150000"))
    assert row.draft is not None
    assert [rule["startsAt"] for rule in row.draft["schedule"]["rules"]] == [
        "2026-12-02T15:00:00",
        "2026-12-09T15:00:00",
    ]


@pytest.mark.parametrize("stray", ["X-RADIUS=49.9", "<<<<<<< mine", "Let op: vol"])
def test_a_stray_line_belongs_to_no_identity_and_no_date(stray: str) -> None:
    content = calendar(
        "\r\n".join(["BEGIN:VEVENT", "SUMMARY:Club", LOCAL, stray, LOCAL_END, "UID:1", stray, "END:VEVENT"])
    )
    [row] = rows_of(content)
    assert differences(row, {"id": "1", "title": "Club", "sessions": ["2026-12-02 15:00-16:00"]}) == {}


def test_a_text_whose_lines_were_not_folded_stays_whole_whatever_its_lines_begin_with() -> None:
    lines = (
        "DESCRIPTION:Programma",
        "Location: de zaal",
        "Contact: de balie",
        "Status: er is plek",
        "LOCATION:Buurthuis",
    )
    [row] = rows_of(one(LOCAL, LOCAL_END, *lines))
    text = "Programma\nLocation: de zaal\nContact: de balie\nStatus: er is plek"
    assert differences(row, {"text": text, "place": "Buurthuis"}) == {}


def test_names_in_small_letters_are_names_too() -> None:
    content = one(LOCAL, LOCAL_END, "RRULE:FREQ=WEEKLY;COUNT=2", "EXDATE;TZID=Europe/Amsterdam:20261209T150000",
                  "LOCATION:Buurthuis", "PRIORITY:3", "COLOR:red")  # fmt: skip
    [row] = rows_of(
        "\r\n".join(line.partition(":")[0].lower() + ":" + line.partition(":")[2] for line in content.splitlines())
    )
    days = ["2026-12-02 15:00-16:00", "2026-12-09 15:00-16:00 cancelled"]
    assert differences(row, {"sessions": days, "place": "Buurthuis"}) == {}


@pytest.mark.parametrize("head", ["X-WR-TIMEZONE:UTC", "X-WR-TIMEZONE:America/New_York", "X-WR-TIMEZONE:Asia/Tokyo"])
def test_a_whole_day_is_that_day_here_whatever_the_zone_of_its_calendar(head: str) -> None:
    content = calendar(
        head,
        event(*CLUB, "DTSTART;VALUE=DATE:20261202", "DTEND;VALUE=DATE:20261203", "RRULE:FREQ=DAILY;COUNT=5",
              "EXDATE;TZID=Asia/Tokyo:20261203T000000", "EXDATE:20261203T230000Z"),
        event(*CLUB, "RECURRENCE-ID;TZID=GMT Standard Time:20261206T000000", "DTSTART;VALUE=DATE:20261210",
              "DTEND;VALUE=DATE:20261211"),
    )  # fmt: skip
    [row] = rows_of(content)
    assert row.draft is not None
    assert row.draft["schedule"]["timezone"] == "Europe/Amsterdam"
    days = ["12-02 00:00-00:00", "12-03 00:00-00:00 cancelled", "12-04 00:00-00:00 cancelled", "12-05 00:00-00:00",
            "12-10 00:00-00:00 moved"]  # fmt: skip
    assert differences(row, {"sessions": [f"2026-{day}" for day in days]}) == {}


def test_one_date_in_utc_is_shown_in_the_zone_of_the_source_though_its_calendar_is_kept_in_utc() -> None:
    [row] = rows_of(one("DTSTART:20261202T140000Z", "DURATION:PT1H", head=("X-WR-TIMEZONE:UTC",)))
    assert row.draft is not None
    assert row.draft["schedule"]["timezone"] == "Europe/Amsterdam"


def test_a_date_before_the_years_of_the_catalogue_is_said_to_be_one() -> None:
    [row] = rows_of(one("DTSTART;VALUE=DATE:19410512", "RRULE:FREQ=YEARLY"))
    assert "1970" in row.faults[0].detail


@pytest.mark.parametrize(
    ("start", "end", "last"),
    [
        ("20261202T000000", "20261202T235900", "2026-12-03"),
        ("20261202T000000", "20261204T235959", "2026-12-05"),
        ("20261202T000000", "20261203T000000", "2026-12-03"),
    ],
)
def test_from_midnight_to_midnight_is_a_whole_day(start: str, end: str, last: str) -> None:
    [row] = rows_of(one(f"DTSTART;TZID=Europe/Amsterdam:{start}", f"DTEND;TZID=Europe/Amsterdam:{end}"))
    assert row.draft is not None
    assert row.draft["schedule"]["rules"] == [{"startsAt": "2026-12-02T00:00:00", "endsAt": f"{last}T00:00:00"}]
    assert outcome(row)["warnings"] == ["time-unknown"]


def test_a_series_whose_dates_alone_have_a_title_is_called_by_it() -> None:
    content = calendar(
        event("UID:1", LOCAL, LOCAL_END, "RDATE;TZID=Europe/Amsterdam:20261202T150000,20261209T150000"),
        event(*CLUB, "LOCATION:Buurthuis", "RECURRENCE-ID;TZID=Europe/Amsterdam:20261209T150000",
              "DTSTART;TZID=Europe/Amsterdam:20261209T150000", "DURATION:PT1H"),
    )  # fmt: skip
    [row] = rows_of(content)
    days = ["2026-12-02 15:00-16:00", "2026-12-09 15:00-16:00"]
    assert differences(row, {"title": "Club", "place": "Buurthuis", "sessions": days, "faults": []}) == {}
    assert row.draft is not None
    assert "exceptions" not in row.draft["schedule"]


@pytest.mark.parametrize(
    ("until", "days"),
    [
        ("UNTIL=09-12-2026", ["2026-12-02", "2026-12-09"]),
        ("UNTIL=9 dec 2026", ["2026-12-02", "2026-12-09"]),
        ("UNTIL=NaNNaNNaNTNaNNaN00Z", ["2026-12-02"]),
        ("UNTIL=forever", ["2026-12-02"]),
    ],
)
def test_an_end_that_cannot_be_read_makes_no_endless_series(until: str, days: list[str]) -> None:
    [row] = rows_of(one(LOCAL, LOCAL_END, f"RRULE:FREQ=WEEKLY;{until}"))
    told = "rule-repaired" if len(days) > 1 else "rule-unreadable"
    assert differences(row, {"sessions": [f"{day} 15:00-16:00" for day in days], "warnings": [told]}) == {}
