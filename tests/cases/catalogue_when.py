"""Dates: series, single dates, drop-in, moved, cancelled and full dates, holidays, nights and clock changes."""

from tests.cases.building import TILBURG, Draft, activity, exception, once, rule, schedule, weekly


def _date(external_id: str, number: str, times: Draft, *, one_off: bool | None, **members: object) -> Draft:
    return activity(external_id, f"Agenda {number}", "dates", schedule=times, isOneOff=one_off, **members)


DATES: list[Draft] = [
    _date("we-1400-1530", "een", weekly("2026-09-02T14:00", "15:30"), one_off=False, runsInHolidays="no"),
    _date("we-1215-1315", "twee", weekly("2026-09-02T12:15", "13:15"), one_off=False, runsInHolidays="yes"),
    _date(
        "we-drop-in-1100-1830",
        "drie",
        weekly("2026-09-02T11:00", "18:30"),
        one_off=False,
        runsInHolidays="no",
        kind="dropIn",
    ),
    _date("mo-1530-1630", "vier", weekly("2026-09-07T15:30", "16:30"), one_off=False, runsInHolidays="no"),
    _date("th-1330-1430", "vijf", weekly("2026-09-03T13:30", "14:30"), one_off=False, runsInHolidays="no"),
    _date(
        "sa-drop-in-1000-1300",
        "zes",
        weekly("2026-09-05T10:00", "13:00"),
        one_off=False,
        runsInHolidays="yes",
        kind="dropIn",
    ),
    _date(
        "sa-1000-1100-cancelled-28-nov",
        "zeven",
        weekly("2026-11-21T10:00", "11:00", "20261212", (exception("2026-11-28T10:00", "cancelled"),)),
        one_off=False,
    ),
    _date(
        "su-1400-1500-moved-29-to-30-nov",
        "acht",
        weekly(
            "2026-11-22T14:00",
            "15:00",
            "20261206",
            (exception("2026-11-29T14:00", "moved", "2026-11-30T19:00", "2026-11-30T20:00"),),
        ),
        one_off=False,
    ),
    _date(
        "fr-1600-1700-full-27-nov",
        "negen",
        weekly("2026-11-20T16:00", "17:00", "20261211", (exception("2026-11-27T16:00", "full"),)),
        one_off=False,
    ),
    _date("fr-1400-1800", "tien", once("2026-11-27T14:00", "18:00"), one_off=True),
    _date("fr-1700-1830", "elf", once("2026-11-27T17:00", "18:30"), one_off=True),
    _date("today-1300-1500", "twaalf", once("2026-11-25T13:00", "15:00"), one_off=True),
    _date("today-1430-1500", "dertien", once("2026-11-25T14:30", "15:00"), one_off=True),
    _date("today-1431-1531", "veertien", once("2026-11-25T14:31", "15:31"), one_off=True),
    _date(
        "mo-morning-and-th-afternoon",
        "vijftien",
        schedule(rule("2026-11-30T10:00", "11:00"), rule("2026-12-03T15:00", "16:00")),
        one_off=False,
    ),
    _date(
        "2-dec-cancelled",
        "zestien",
        schedule(rule("2026-12-02T14:00", "15:00"), exceptions=(exception("2026-12-02T14:00", "cancelled"),)),
        one_off=True,
    ),
    _date("fr-night-2000-0800", "zeventien", once("2026-12-04T20:00", "2026-12-05T08:00"), one_off=True),
    _date("su-0030-0130", "achttien", once("2026-12-06T00:30", "01:30"), one_off=True),
    _date(
        "su-1000-1100-all-year", "negentien", weekly("2026-09-06T10:00", "11:00"), one_off=False, runsInHolidays="yes"
    ),
    _date("22-dec-1000", "twintig", once("2026-12-22T10:00", "12:00"), one_off=True),
    _date(
        "22-dec-1500-online",
        "eenentwintig",
        once("2026-12-22T15:00", "16:00"),
        one_off=True,
        attendance="online",
        place=None,
    ),
    _date("15-feb-den-haag", "tweeentwintig", once("2027-02-15T15:00", "16:00"), one_off=True),
    _date("15-feb-tilburg", "drieentwintig", once("2027-02-15T15:00", "16:00"), one_off=True, place=TILBURG),
    _date("no-dates", "vierentwintig", schedule(summary="In overleg"), one_off=None),
]
