"""Status, ends, freshness and enrolment."""

from tests.cases.building import BEIJUM, Draft, activity, once, rule, schedule, weekly


def _state(external_id: str, number: str, **members: object) -> Draft:
    return activity(external_id, f"Loop {number}", "states", **members)


def _stamp(external_id: str, number: str, confirmed_at: str, **members: object) -> Draft:
    return activity(external_id, f"Stempel {number}", "stamps", confirmedAt=confirmed_at, **members)


def _joining(external_id: str, number: str, **enrolment: object) -> Draft:
    return activity(external_id, f"Mat {number}", "joining", enrolment=enrolment)


STATES: list[Draft] = [
    _state("open-without-dates", "een"),
    _state("planned", "twee", status="planned"),
    _state("planned-with-interest", "drie", status="planned", enrolment={"how": ["form"], "status": "interest"}),
    _state("cancelled-coming", "vier", status="cancelled", schedule=once("2026-12-10T14:00", "15:00")),
    _state("cancelled-past", "vijf", status="cancelled", schedule=once("2026-11-10T14:00", "15:00")),
    _state("ended-as-stored", "zes", status="ended"),
    _state("ended-by-season-yesterday", "zeven", season={"from": "2026-09-01", "to": "2026-11-24"}),
    _state("season-ends-today", "acht", season={"from": "2026-09-01", "to": "2026-11-25"}),
    _state("ended-this-morning", "negen", schedule=once("2026-11-25T10:00", "12:00")),
    _state("ended-this-minute", "tien", schedule=once("2026-11-25T12:30", "13:30")),
    _state("ends-next-minute", "elf", schedule=once("2026-11-25T12:30", "13:31")),
    _state(
        "planned-past",
        "twaalf",
        status="planned",
        season={"from": "2026-09-01", "to": "2026-11-01"},
        enrolment={"how": ["form"], "status": "interest"},
    ),
    _state(
        "last-session-past-season-going-on",
        "dertien",
        schedule=weekly("2026-09-02T10:00", "11:00", "20261118"),
        season={"from": "2026-09-01", "to": "2027-06-30"},
    ),
    _state(
        "course-of-january", "veertien", schedule=schedule(rule("2026-01-07T14:00", "15:00", "FREQ=WEEKLY;COUNT=3"))
    ),
]

STAMPS: list[Draft] = [
    _stamp("confirmed-today", "een", "2026-11-25T08:00:00Z"),
    _stamp("confirmed-15-jul-just-after-midnight", "twee", "2026-07-14T22:30:00Z"),
    _stamp("confirmed-14-jul", "drie", "2026-07-14T10:00:00Z"),
    _stamp("confirmed-15-jun", "vier", "2026-06-15T10:00:00Z"),
    _stamp("confirmed-14-jun", "vijf", "2026-06-14T10:00:00Z"),
    _stamp("confirmed-16-apr", "zes", "2026-04-16T10:00:00Z"),
    _stamp("confirmed-15-apr", "zeven", "2026-04-15T10:00:00Z"),
    _stamp("confirmed-last-year", "acht", "2025-01-10T10:00:00Z"),
    _stamp("confirmed-27-aug-den-haag", "negen", "2026-08-27T10:00:00Z"),
    _stamp("confirmed-27-aug-groningen", "tien", "2026-08-27T10:00:00Z", place=BEIJUM),
    _stamp("confirmed-14-jul-online", "elf", "2026-07-14T10:00:00Z", attendance="online", place=None),
    _stamp("example-of-2024", "twaalf", "2024-01-01T10:00:00Z", isExample=True),
]

JOINING: list[Draft] = [
    _joining("join-open", "een", how=["form"], status="open"),
    _joining("join-walk-in", "twee", how=["walkIn"]),
    _joining("join-walk-in-full", "dertien", how=["walkIn"], status="full"),
    _joining("join-full", "drie", how=["form"], status="full"),
    _joining("join-waitlist", "vier", how=["form"], status="waitlist"),
    _joining("join-closed", "vijf", how=["phone"], status="closed"),
    _joining("join-opens-in-december", "zes", how=["form"], status="open", opensAt="2026-12-01T09:00:00+01:00"),
    _joining("join-opens-this-minute", "zeven", how=["form"], status="open", opensAt="2026-11-25T13:30:00+01:00"),
    _joining("join-closes-this-minute", "acht", how=["form"], status="open", closesAt="2026-11-25T13:30:00+01:00"),
    _joining("join-closes-next-minute", "negen", how=["form"], status="open", closesAt="2026-11-25T13:31:00+01:00"),
    _joining("join-unsaid", "tien", how=["mail"]),
    _joining("join-says-only-until-when", "elf", how=["mail"], closesAt="2026-12-01T09:00:00+01:00"),
    _joining("join-says-only-a-window-gone-by", "twaalf", how=["mail"], closesAt="2026-11-01T09:00:00+01:00"),
]

STATE: list[Draft] = STATES + STAMPS + JOINING
