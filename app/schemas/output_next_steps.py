"""Next steps as the OpenAPI document describes them (DESIGN 5)."""

from typing import Any, Literal

from pydantic import Field

from app.schemas.output_activity import Card, InterpretedArea, InterpretedPoint
from app.schemas.output_base import Code, Contact, Count, Day, Id, Line, Many, Output, Small, Stamp, Text, Url, about
from app.schemas.output_money import FamilyPrice
from app.schemas.output_parts import Help


class Sentence(Output):
    """A reason, barrier or note: a code, what it is about, and one plain sentence."""

    code: Code = about("Stable code.", "nextOnRoute")
    params: dict[str, Any] = about("What the sentence is made of; it can be worked out again.", {"theme": "nature"})
    text: Text = about("In the asked language, Dutch or English.", "Meedoen is gratis.")


class TravelMinutes(Output):
    """About how long."""

    walk: Small = about("Minutes on foot.", 8)
    bike: Small = about("Minutes by bike.", 3)


class NextStep(Output):
    """One suggestion."""

    activity: Card = about("What to do.")
    direction: Literal["route", "deepen", "broaden", "again"] = about("How it follows.", "deepen")
    role: Literal["child", "class"] = about("Who does it: a child, or the class in lessons.", "child")
    reasons: Many[Sentence] = about("Why; the most telling first, never empty.")
    barriers: Many[Sentence] = about("What stands in the way or must be asked; hides nothing.")
    help: Many[Help] = about("What makes it payable here.")
    distance_m: Small | None = Field(
        alias="distanceM", description="About how far, in metres.", le=20_100_000, examples=[640]
    )
    travel_minutes: TravelMinutes | None = about("About how long; null without a distance.")
    transit_url: Url | None = about(
        "A planner for public transport to this place, without a starting point; null where nobody can or need travel.",
        "https://www.google.com/maps/dir/?api=1&destination=52.05450,4.29420&travelmode=transit",
    )
    price: FamilyPrice = about("What it costs this family, as an indication.")


class RelaxStep(Output):
    """One constraint to loosen, and what that gives."""

    constraint: Code = about("Parameter to change, or `place`, `time`.", "reachM")
    value: Count | None = about("Value to try; null leaves it out.", 5000)
    total: Count = about("How many of the whole catalogue then fit.", 4)


class GuideRef(Output):
    """An organisation that helps on."""

    id: Id = about("Id of the organisation.")
    name: Line = about("Name.", "Bibliotheek Moerwijk")
    role: Literal["guide", "hub", "networkPartner"] = about("What it does in the network.", "guide")
    text: Text = about("Its role in one sentence.")
    contact: Contact = about("How to reach it.")
    url: Url = about("Its record.", "https://example.org/v1/organisations/x77bvj3pbl5dqqak")


class NextStepsMeta(Output):
    """About the answer."""

    now: Stamp = about("Minute the answer is exact for.")
    applied_seq: Count = about("Last change in it.", 1234, le=9_000_000_000_000_000)
    interpreted_location: Many[InterpretedArea | InterpretedPoint] = about("How places were understood.")
    interpreted_interest: Many[Code] = about("Themes of plain words, best first.", ["nature"])
    themes: Many[Code] = about("Themes it goes on from: asked ones, then those of what was done.", ["nature"])
    reach_m: Count | None = Field(alias="reachM", description="Reach in force; null without a point.", examples=[2500])
    considered: Count = about("How many of the whole catalogue fit.", 31)


class NextSteps(Output):
    """What this child, family or class could do next."""

    items: list[NextStep] = Field(description="In the order to show.", max_length=5)
    none: Text | None = about("The honest sentence when nothing fits, or the partner itself has nothing.")
    notes: Many[Sentence] = about("What else must be said.")
    relax: Many[RelaxStep] = about("When nothing fits: which single constraint to loosen, most gain first.")
    no_travel: Many[Card] = about("Options without travel, when the list is short or far.")
    guides: Many[GuideRef] = about("Who can help in the wijk or town.")
    questions: Many[Line] = about("What a guide can ask the child.", ["Welke vraag heb je nu in je hoofd?"])
    message_for_parents: Text | None = about("For schools: a message to send on; tells of no child.")
    meta: NextStepsMeta = about("About the answer.")


class MissedStep(Output):
    """How often a question for a next step found nothing."""

    week: Day = about("Monday of the week.", "2026-11-23")
    area: Code | None = about("Code of the wijk, else the gemeente; null when none was named.", "WK051838")
    area_name: Line | None = about("Its name.", "Moerwijk")
    age_band: Code | None = about("Age band; null when unknown.", "8-11")
    theme: Code | None = about("Top theme; null when unknown.", "nature")
    constraint: Code = about("What stood in the way.", "free")
    count: Code = about("How often; below five it is <5.", "<5")


class MissedStepList(Output):
    """All of them, newest week first."""

    items: list[MissedStep] = Field(description="Newest week first.", max_length=100_000)
    total: Count = about("How many lines.", 12)
