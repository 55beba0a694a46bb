"""The zones that calendars name, and those they only describe."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from app.importers.icalendar_reader import read_icalendar
from tests.importers.feeds import codes, read

WINTER = "20261125T140000"
CALENDAR = (
    "BEGIN:VCALENDAR\r\n{}BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Club\r\n{}\r\nDURATION:PT1H\r\nEND:VEVENT\r\n"
    "END:VCALENDAR\r\n"
)


def zone_block(name: str, standard: str, daylight: str | None = None) -> str:
    """A VTIMEZONE as Exchange writes it: changes on the last Sunday of October and March."""
    lines = [
        "BEGIN:VTIMEZONE", f"TZID:{name}", "BEGIN:STANDARD", "DTSTART:16010101T030000",
        f"TZOFFSETFROM:{daylight or standard}",
        f"TZOFFSETTO:{standard}", *(["RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10"] if daylight else []), "END:STANDARD",
    ]  # fmt: skip
    if daylight:
        lines += [
            "BEGIN:DAYLIGHT", "DTSTART:16010101T020000", f"TZOFFSETFROM:{standard}", f"TZOFFSETTO:{daylight}",
            "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3", "END:DAYLIGHT",
        ]  # fmt: skip
    return "\r\n".join([*lines, "END:VTIMEZONE", ""])


def start_of(dtstart: str, head: str = "", after: str = "") -> tuple[datetime, list[str]]:
    """(the first start in UTC, the codes of the warnings)."""
    content = (
        f"BEGIN:VCALENDAR\r\n{head}BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Club\r\n{dtstart}\r\nDURATION:PT1H\r\n{after}"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    [row] = read(read_icalendar, content)
    assert row.draft is not None
    schedule = row.draft["schedule"]
    local = datetime.fromisoformat(schedule["rules"][0]["startsAt"]).replace(tzinfo=ZoneInfo(schedule["timezone"]))
    return local.astimezone(UTC), codes(row)


@pytest.mark.parametrize(
    ("name", "hour"),
    [
        ("Europe/Amsterdam", 13),
        ("europe/amsterdam", 13),
        ("W. Europe Standard Time", 13),
        ("Romance Standard Time", 13),
        ("GMT Standard Time", 14),
        ("Eastern Standard Time", 19),
        ("/mozilla.org/20070129_1/Europe/Berlin", 13),
        ("/freeassociation.sourceforge.net/Europe/Helsinki", 12),
        ("(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", 13),
        ("(GMT-05.00) New York", 19),
        ("GMT+0100", 13),
        ("UTC-3", 17),
        ("UTC", 14),
        ("US/Central", 20),
        ("CET", 13),
        ("CEST", 13),
        ("+01:00", 13),
        ("UTC+02:00", 12),
        ("America_New_York", 19),
        ("Romance Standard Time 1", 13),
        ("Central European Time", 13),
        ("Western/Central Europe", 13),
        ("tzone://Microsoft/Utc", 14),
        ("(UTC) Coordinated Universal Time", 14),
        ("Nederland", 13),
    ],
)
def test_a_zone_is_found_by_the_name_that_software_gives_it(name: str, hour: int) -> None:
    found, warnings = start_of(f'DTSTART;TZID="{name}":{WINTER}')
    assert found == datetime(2026, 11, 25, hour, tzinfo=UTC)
    assert "zone-unknown" not in warnings


@pytest.mark.parametrize(
    ("name", "hour"),
    [
        ("GMT+01.00/+02.00", 12),
        ("GMT -0500 (Standard) / GMT -0400 (Daylight)", 18),
        ("(GMT-05.00) New York", 18),
        ("(UTC-05:00) Eastern Time (US & Canada)", 18),
        ("West-Europa (standaardtijd)", 12),
        ("(UTC+01:00) West- en Centraal-Afrika", 13),
    ],
)
def test_a_name_that_tells_of_a_summer_time_keeps_it(name: str, hour: int) -> None:
    assert start_of(f'DTSTART;TZID="{name}":20260725T140000')[0].hour == hour


@pytest.mark.parametrize("name", ["Western/Central Zone", "Eastern Group Calendar", "Sydney Street School"])
def test_a_block_goes_before_what_its_name_only_reminds_of(name: str) -> None:
    head = zone_block(name, "+0100", "+0200")
    assert start_of(f"DTSTART;TZID={name}:{WINTER}", head)[0].hour == 13


def test_a_numbered_zone_of_exchange_is_another_one_when_its_block_says_so() -> None:
    head = zone_block("Romance Standard Time", "+0100", "+0200") + zone_block("Romance Standard Time 1", "+0200")
    assert start_of(f"DTSTART;TZID=Romance Standard Time 1:{WINTER}", head)[0].hour == 12
    assert start_of(f"DTSTART;TZID=Romance Standard Time:{WINTER}", head)[0].hour == 13


def test_a_city_goes_before_the_block_that_describes_it() -> None:
    content = f"DTSTART;TZID=Club in Madrid:{WINTER}"
    [row] = read(read_icalendar, CALENDAR.format(zone_block("Club in Madrid", "+0100", "+0200"), content))
    assert row.draft is not None
    assert row.draft["schedule"]["timezone"] == "Europe/Madrid"


def dated_block(*observances: str) -> str:
    """A VTIMEZONE that says single changes, as `DAYLIGHT 20260329T020000 +0200`, with further years as RDATE."""
    lines = ["BEGIN:VTIMEZONE", "TZID:Own Zone"]
    for kind, start, offset, *more in (one.split() for one in observances):
        further = [f"RDATE:{one}" for one in more]
        lines += [f"BEGIN:{kind}", f"DTSTART:{start}", "TZOFFSETFROM:+0100", f"TZOFFSETTO:{offset}", *further]
        lines.append(f"END:{kind}")
    return "\r\n".join([*lines, "END:VTIMEZONE", ""])


@pytest.mark.parametrize(
    "head",
    [
        dated_block("DAYLIGHT 20260329T020000 +0200", "STANDARD 20261025T030000 +0100"),
        dated_block("STANDARD 20251026T030000 +0100 20261025T030000", "DAYLIGHT 20250330T020000 +0200 20260329T020000"),
        dated_block("STANDARD 19770925T030000 +0100", "DAYLIGHT 19770403T020000 +0200",
                    "DAYLIGHT 20260329T020000 +0200", "STANDARD 20261025T030000 +0100"),
        dated_block("STANDARD 19710101T000000 +0100", "DAYLIGHT 19710101T000000 +0200"),
    ],
)  # fmt: skip
def test_a_block_that_names_single_changes_has_a_summer_time_too(head: str) -> None:
    winter, summer = (start_of(f"DTSTART;TZID=Own Zone:{day}T140000", head)[0] for day in ("20261125", "20260725"))
    assert (winter.hour, summer.hour) == (13, 12)


def test_a_clock_that_is_no_longer_kept_is_found_in_its_years() -> None:
    head = zone_block("Own Zone", "+0500", "+0600")
    summer, warnings = start_of("DTSTART;TZID=Own Zone:20080725T140000", head)
    assert (summer.hour, "zone-unknown" in warnings) == (8, False)


def test_a_zone_without_summer_time_never_had_one() -> None:
    head = dated_block("STANDARD 19110601T000000 +0400 19110601T000000")
    assert start_of("DTSTART;TZID=Own Zone:20140725T140000", head)[0].hour == 10


@pytest.mark.parametrize(
    ("standard", "daylight", "winter_hour", "summer_hour"),
    [("+0100", "+0200", 13, 12), ("+0000", "+0100", 14, 13), ("-0700", None, 21, 21), ("+0530", None, 8, 8)],
)
def test_a_zone_without_a_known_name_is_what_its_block_describes(
    standard: str, daylight: str | None, winter_hour: int, summer_hour: int
) -> None:
    head = zone_block("Customized Time Zone", standard, daylight)
    winter, warnings = start_of(f"DTSTART;TZID=Customized Time Zone:{WINTER}", head)
    summer, _ = start_of("DTSTART;TZID=Customized Time Zone:20260725T140000", head)
    assert (winter.hour, summer.hour) == (winter_hour, summer_hour)
    assert "zone-unknown" not in warnings


def test_a_zone_that_is_nowhere_described_is_the_only_one_of_the_calendar_and_said() -> None:
    head = zone_block("GMT Standard Time", "+0000", "+0100") + zone_block("UTC", "+0000")
    found, warnings = start_of(f"DTSTART;TZID=Customized Time Zone:{WINTER}", head)
    assert found.hour == 14
    assert "zone-unknown" in warnings


def test_a_zone_nobody_knows_is_the_usual_one_and_said() -> None:
    found, warnings = start_of(f"DTSTART;TZID=Middle-earth:{WINTER}")
    assert found.hour == 13
    assert "zone-unknown" in warnings


@pytest.mark.parametrize(("head", "hour"), [("", 13), ("X-WR-TIMEZONE:Europe/London\r\n", 14)])
def test_a_time_without_zone_is_that_of_the_calendar_else_of_the_source(head: str, hour: int) -> None:
    assert start_of(f"DTSTART:{WINTER}", head)[0].hour == hour


def test_a_series_in_utc_repeats_in_utc_and_one_date_is_shown_local() -> None:
    content = (
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:Club\nDTSTART:20261125T130000Z\n{}END:VEVENT\nEND:VCALENDAR"
    )
    [series] = read(read_icalendar, content.format("RRULE:FREQ=WEEKLY\n"))
    [single] = read(read_icalendar, content.format(""))
    assert series.draft is not None
    assert single.draft is not None
    assert series.draft["schedule"]["timezone"] == "UTC"
    assert single.draft["schedule"]["timezone"] == "Europe/Amsterdam"
    assert single.draft["schedule"]["rules"][0]["startsAt"] == "2026-11-25T14:00:00"


def test_a_time_without_zone_is_in_the_only_zone_that_the_calendar_describes() -> None:
    assert start_of(f"DTSTART:{WINTER}", zone_block("Customized Time Zone 1", "+0000", "+0100"))[0].hour == 14
    both = zone_block("A", "+0000", "+0100") + zone_block("B", "-0700")
    assert start_of(f"DTSTART:{WINTER}", both)[0].hour == 13
