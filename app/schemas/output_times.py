"""When an activity is, and how one joins."""

from pydantic import Field

from app.domain import vocabulary as words
from app.schemas.output_base import (
    Code,
    Dates,
    Day,
    Email,
    Line,
    LocalTime,
    Many,
    Money,
    Output,
    Phone,
    Small,
    Text,
    Url,
    about,
)


class Rule(Output):
    """A series of dates, or one date."""

    starts_at: LocalTime = about("First start.")
    ends_at: LocalTime = about("End of the first date.")
    rrule: Line | None = about("RFC 5545 rule.", "FREQ=WEEKLY;BYDAY=WE;UNTIL=20270630T215959Z", max_length=500)


class ScheduleException(Output):
    """What happens to one date of a series."""

    original: LocalTime = about("Start it was planned for.")
    status: words.SessionStatus = about("What becomes of it.", "cancelled")
    starts_at: LocalTime | None = about("New start of a moved date.")
    ends_at: LocalTime | None = about("New end of a moved date.")
    places_left: Small | None = about("Places left.")
    note: Text | None = about("In words.")


class Schedule(Output):
    """When, in words and as rules."""

    summary: Text | None = about("For people.", "Woensdag van 14 tot 16 uur")
    timezone: Code = about("IANA time zone of the rules.", "Europe/Amsterdam")
    rules: Dates[Rule] = about("Series and single dates.")
    exceptions: Dates[ScheduleException] = about("What differs.")


class ScheduleSummary(Output):
    """When, in words."""

    summary: Text | None = about("For people.", "Woensdag van 14 tot 16 uur")


class Session(Output):
    """One date."""

    id: Code = about("Local start it was planned for.", "20261125T1400")
    starts_at: LocalTime = about("Start.")
    ends_at: LocalTime = about("End.")
    status: words.SessionStatus = about("Cancelled, moved and full are different things.", "scheduled")
    moved_from: LocalTime | None = about("Start it was planned for, when moved.")
    places_left: Small | None = about("Places left; null when unknown.")


class Season(Output):
    """First and last day."""

    from_: Day | None = Field(alias="from", description="First day.", examples=["2026-09-01"])
    to: Day | None = about("Last day.", "2027-06-30")


class Trial(Output):
    """A first time to try."""

    count: Small | None = about("How many times.", 1)
    amount: Money | None = about("What it costs.", "0.00")
    book_needed: bool | None = about("Whether one must book.", True)


class Enrolment(Output):
    """How to join."""

    how: Many[words.EnrolmentHow] = about("Ways to join.", ["form"])
    url: Url | None = about("Form.", "https://example.org/join")
    email: Email | None = about("Mail address.")
    phone: Phone | None = about("Phone number.")
    opens_at: LocalTime | None = about("From when.")
    closes_at: LocalTime | None = about("Until when.")
    start_any_time: bool | None = about("Whether one can begin at any date.", True)
    allocation: words.Allocation | None = about("How places are given out.", "firstCome")
    status: words.EnrolmentStatus | None = about("Whether one can sign up.", "open")
    minimum: Small | None = about("Sign-ups it needs to go ahead.", 6)
    goes_ahead: bool | None = about("Whether it goes ahead.", True)
    trial: Trial | None = about("A first time to try.")


class EnrolmentState(Output):
    """Whether one can sign up."""

    status: words.EnrolmentStatus | None = about("Whether one can sign up.", "open")
