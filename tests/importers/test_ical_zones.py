"""The zones that calendars name, and those they only describe."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from app.importers.icalendar_reader import read_icalendar
from tests.importers.feeds import codes, read

WINTER = "20261125T140000"


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
    ],
)
def test_a_zone_is_found_by_the_name_that_software_gives_it(name: str, hour: int) -> None:
    found, warnings = start_of(f'DTSTART;TZID="{name}":{WINTER}')
    assert found == datetime(2026, 11, 25, hour, tzinfo=UTC)
    assert "zone-unknown" not in warnings


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
