"""The full activity, the card and the list of cards, as the OpenAPI document describes them (DESIGN 3 and 4)."""

from typing import Any, Literal

from pydantic import Field

from app.domain import vocabulary as words
from app.schemas import output_parts as parts
from app.schemas import output_times as times
from app.schemas.output_base import (
    Code,
    Contact,
    Count,
    Dates,
    Id,
    Language,
    Line,
    Links,
    Many,
    Output,
    Small,
    Stamp,
    Text,
    Url,
    about,
)

Missing = Literal["what", "age", "when", "where", "cost", "howToJoin"]


class Card(Output):
    """An activity in a list."""

    id: Id = about("Id; stays the same for good.")
    title: Line = about("Title.", "Natuurclub Moerwijk")
    summary: Text | None = about("One or two sentences.", "Elke woensdag met een groepje de natuur in.")
    organisation: parts.OrganisationRef | None = about("Who offers it.")
    place: parts.CardPlace | None = about("Where it is.")
    attendance: words.Attendance | None = about("Where one takes part.", "onsite")
    themes: Many[Code] = about("Theme ids.", ["nature"])
    stage: words.Stage | None = about("Rung of the ladder.", "deepen")
    kind: words.Kind | None = about("Form.", "club")
    audience: Many[words.Audience] = about("Who it addresses.", ["children"])
    individual: bool | None = about("Whether one child can simply join.", True)
    open_to: parts.OpenTo = about("Which children may join.")
    age: parts.Age = about("Ages.")
    school_groups: Many[Code] = about("School groups.", ["groep5", "groep6"])
    cost: words.Cost = about("unknown is never free.", "paid")
    prices: Many[parts.Price] = about("Amounts.")
    free_trial: bool | None = about("Whether the first time is free.", True)
    schedule: times.ScheduleSummary = about("When, in words.")
    session_count: Count = about("Dates in the coming time that are not cancelled.", 38)
    enrolment: times.EnrolmentState = about("Whether one can sign up.")
    missing: Many[Missing] = about("What the listing does not say.", ["cost"])
    is_example: bool = about("Whether it is an example, no real offer.", False)
    image: parts.Image | None = about("Picture.")
    url: Url = about("This activity.", "https://example.org/v1/activities/x77bvj3pbl5dqqak")
    next_session: times.Session | None = about("The first date to come.")
    status: words.Status = about("State at this moment.", "open")
    freshness: parts.Freshness = about("How sure it is.")
    help: Many[parts.Help] = about("What makes it payable here.")
    distance_m: Small | None = Field(
        alias="distanceM",
        description="About how far as the crow flies, in metres; null without a place to measure from.",
        le=20_100_000,
        examples=[1240],
    )


class Activity(Output):
    """Everything known about one activity."""

    id: Id = about("Id; stays the same for good.")
    title: Line = about("Title.", "Natuurclub Moerwijk")
    summary: Text | None = about("One or two sentences.", "Elke woensdag met een groepje de natuur in.")
    description: Text | None = about("More words.")
    languages: Many[Language] = about(
        "Languages the texts exist in; the first is the one they were written in.", ["nl"]
    )
    organisation: parts.OrganisationRef | None = about("Who offers it.")
    partners: Many[parts.Partner] = about("Who takes part.")
    place: parts.ActivityPlace | None = about("Where it is.")
    attendance: words.Attendance | None = about("Where one takes part.", "onsite")
    service_area: Many[Line] = about("Areas it comes to or serves.", ["GM0518"])
    themes: Many[Code] = about("Theme ids.", ["nature"])
    stage: words.Stage | None = about("Rung of the ladder.", "deepen")
    kind: words.Kind | None = about("Form.", "club")
    school_time: words.SchoolTime | None = about("During lessons, outside them, or both.", "outside")
    audience: Many[words.Audience] = about("Who it addresses.", ["children"])
    individual: bool | None = about("Whether one child can simply join.", True)
    open_to: parts.OpenTo = about("Which children may join.")
    invites: Many[Line] = about("Who is warmly invited; excludes nobody.", [])
    school_types: Many[words.SchoolType] = about("School types.", ["po"])
    school_groups: Many[Code] = about("School groups.", ["groep5", "groep6"])
    age: parts.Age = about("Ages.")
    cost: words.Cost = about("unknown is never free.", "paid")
    prices: Many[parts.Price] = about("Amounts.")
    commitment: parts.Commitment | None = about("What one signs up for.")
    free_trial: bool | None = about("Whether the first time is free.", True)
    accepts: Many[parts.Accepts] = about("What passes do here.")
    schedule: times.Schedule = about("When.")
    sessions: Dates[times.Session] = about(
        "Dates, from 31 days back to 400 days ahead of the day they were worked out."
    )
    session_count: Count = about("Dates that are not cancelled.", 38)
    season: times.Season = about("First and last day.")
    runs_in_holidays: words.RunsInHolidays | None = about("Whether it goes on in school holidays.", "no")
    is_one_off: bool | None = about("Whether it happens once.", False)
    enrolment: times.Enrolment = about("How to join.")
    prerequisites: Many[parts.PrerequisiteNeeded] = about("What one needs.")
    accessibility: parts.Accessibility = about("For whom it is accessible.")
    spoken_languages: Many[Language] = about("Languages spoken there.", ["nl"])
    first_visit: Text | None = about("What happens the first time.", "Kom gewoon langs en zeg je naam.")
    no_experience_needed: bool | None = about("Whether beginners are welcome.", True)
    parents_may_stay: bool | None = about("Whether parents may stay.", True)
    bring: Text | None = about("What to bring.", "Laarzen")
    takes_home: Text | None = about("What a child takes home.")
    supervision: parts.Supervision = about("Who is with the children.")
    group: parts.Group = about("The group.")
    part_of_childcare: bool | None = about("Whether it is part of paid childcare.", False)
    school: parts.SchoolOffer | None = about("For offers to classes.")
    loan: parts.Loan | None = about("For things that are lent.")
    follow_up: Many[Id] = about("Activities that come next.")
    replaced_by: Id | None = about("What took its place.")
    image: parts.Image | None = about("Picture.")
    contact: Contact = about("Who to ask.")
    missing: Many[Missing] = about("What the listing does not say.", ["cost"])
    is_example: bool = about("Whether it is an example, no real offer.", False)
    source: parts.SourceOfRecord = about("Where the record comes from.")
    created_at: Stamp = about("First seen.")
    modified_at: Stamp = about("Last changed.")
    version: Small = about("Goes up with every change.", 3, le=2_000_000_000)
    url: Url = about("This activity.", "https://example.org/v1/activities/x77bvj3pbl5dqqak")
    short_url: Url = about("Short link, fits a flyer.", "https://example.org/a/x77bvj3pbl5dqqak")
    next_session: times.Session | None = about("The first date to come.")
    status: words.Status = about("State at this moment.", "open")
    freshness: parts.Freshness = about("How sure it is.")
    routes: Many[parts.ActivityRoute] = about("Learning routes it is on.")
    help: Many[parts.Help] = about("What makes it payable here.")


class FacetValue(Output):
    """One value of a facet."""

    value: Line = about("Value to filter by.", "nature")
    label: Line = about("In words.", "Natuur en dieren")
    count: Count = about("How many match.", 12)


class InterpretedArea(Output):
    """How an area of the question was understood."""

    parameter: Code = about("Parameter.", "wijk")
    asked: Line = about("As it was asked.", "Moerwijk")
    code: Code = about("Code of the area meant.", "WK051838")
    name: Line = about("Its name.", "Moerwijk")
    level: words.AreaLevel = about("Its level.", "wijk")
    gemeente: Line | None = about("Name of its gemeente.", "Den Haag")
    alternatives: Many["AlternativeArea"] = about("Other areas of that name.")


class AlternativeArea(Output):
    """Another area of the same name."""

    code: Code = about("Code.", "SD051804")
    name: Line = about("Name.", "Loosduinen")
    level: words.AreaLevel = about("Level.", "stadsdeel")
    gemeente: Line | None = about("Name of its gemeente.", "Den Haag")


class InterpretedPoint(Output):
    """How a place of the question was understood."""

    parameter: Code = about("Parameter.", "postcode")
    asked: Line = about("As it was asked.", "2531")
    name: Line | None = about("What was found.", "2531 Den Haag")
    lat: float = about("Degrees north.", 52.0545, ge=-90, le=90)
    lon: float = about("Degrees east.", 4.2942, ge=-180, le=180)


class Relax(Output):
    """One filter to loosen, and what that gives."""

    parameter: Code = about("Parameter.", "radius")
    value: Any = about("Value to try; null leaves the filter out.", 5000)
    total: Count = about("How many would match.", 4)


class Meta(Output):
    """About the answer."""

    now: Stamp = about("Minute the answer is exact for.")
    applied_seq: Count = about("Last change in it.", 1234, le=9_000_000_000_000_000)
    interpreted_location: Many[InterpretedArea | InterpretedPoint] = about("How places were understood.")
    interpreted_interest: Many[Code] = about("Themes of plain words, best first.", ["nature"])
    excluded_unknown: dict[str, Count] = about("Per filter, how many it dropped for lack of data.", {"maxPrice": 3})
    relax: Many[Relax] = about("When nothing matches: which single filter to loosen.")
    facets_left_out: dict[str, Count] = about(
        "Per facet, how many values are not in it: of organisations the 200 that count most are.", {"organisation": 12}
    )


class ActivityList(Output):
    """One page of activities."""

    items: list[Card] = Field(description="Activities in order.", max_length=100)
    total: Count = about("How many match.", 128)
    facets: dict[str, Many[FacetValue]] = about("Counts per value; each ignores its own group of filters.")
    meta: Meta = about("About the answer.")
    links: Links = about("Pages.")
