"""THE weights of next steps: one public table. A higher sum ranks higher; ties go by id.

Popularity, and who runs the platform, are not in it and never will be (DESIGN 5). `docs/next-step-weights.md` is made
from this file.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weight:
    """What is added to the score when it holds. meaning: in words, for the public page."""

    name: str
    value: int
    meaning: str


GROUPS: tuple[tuple[str, tuple[Weight, ...]], ...] = (
    (
        "How it goes on from what the child did (exactly one of these counts)",
        (
            Weight("route", 1000, "the next step of a created route, or the follow-up the provider names"),
            Weight("laterOnRoute", 700, "further along such a route"),
            Weight("nextRung", 600, "the same theme, one rung on"),
            Weight("skippedRung", 480, "the same theme, a rung skipped"),
            Weight("unknownRung", 420, "the same theme, stage not stated"),
            Weight("sameRung", 300, "the same theme at the same rung"),
            Weight("lowerRung", 240, "the same theme at an earlier rung"),
            Weight("relatedEntry", 400, "a related theme, to get to know"),
            Weight("relatedUnknown", 330, "a related theme, stage not stated"),
            Weight("relatedLater", 260, "a related theme, at a later rung"),
            Weight("siblingTheme", 220, "another child of the same top"),
            Weight("anyTheme", 60, "nothing is known of what the child likes"),
            Weight("themeUnknown", 60, "it states no theme"),
            Weight("otherTheme", -300, "something quite different: only where little else fits"),
            Weight("again", -2000, "a new edition of what the child did: last"),
        ),
    ),
    (
        "What was asked",
        (
            Weight("askedTheme", 250, "a theme that was asked for by name, interest or energy"),
            Weight("askedAlso", 200, "beside `askedTheme`: a second theme that was asked for"),
            Weight("askedNearTheme", 150, "its parent or child in the scheme"),
            Weight("askedWord", 300, "a word of the interest in title or summary, at most twice"),
            Weight("sharedWord", 15, "a word in common with what the child did, at most five times"),
            Weight("sameField", 40, "a related theme of the same field (culture, nature, science and technology ...)"),
            Weight("closeness", 20, "share of its themes that the child knows"),
            Weight("higherRung", 100, "an authored step that is also a rung on"),
            Weight("onRoute", 40, "part of a created route"),
        ),
    ),
    (
        "Where",
        (
            Weight("near", 150, "full at the door, nothing at the edge of the reach"),
            Weight("ownWijk", 120, "in the wijk of the child"),
            Weight("nearHome", 80, "of two places: nearer to the first one, home"),
            Weight("noTravel", 130, "nothing to travel for"),
            Weight("fetched", 100, "to borrow, and to fetch in the own town"),
            Weight("online", -150, "a screen is not the neighbourhood"),
            Weight("whereUnknown", -60, "a place was asked, and nobody said where this is"),
            Weight("familiarPlace", 40, "school, library, community centre, city farm"),
        ),
    ),
    (
        "What it costs",
        (
            Weight("free", 90, "stated free"),
            Weight("freeWithPass", 80, "free with a pass that was named"),
            Weight("costUnknown", -20, "nobody said what it costs"),
            Weight("paid", -60, "costs money, also with the passes named"),
            Weight("freeWithoutBudget", 210, "beside `free`, when nothing may be spent"),
            Weight("unknownWithoutBudget", -60, "beside `costUnknown`, when nothing may be spent"),
            Weight("paidWithoutBudget", -90, "beside `paid`, when nothing may be spent"),
        ),
    ),
    (
        "When, how and for whom",
        (
            Weight("soonDays14", 40, "the next date is within two weeks"),
            Weight("soonDays42", 20, "the next date is within six weeks"),
            Weight("lateDays42", -60, "one waits more than six weeks for the next date"),
            Weight("lateDays91", -160, "one waits more than three months for it"),
            Weight("momentFits", 80, "a date fits the free moments that were asked"),
            Weight("momentUnknown", -40, "free moments were asked, and no dates are known"),
            Weight("easyStart", 25, "walk in, drop in, or a free trial"),
            Weight("forClass", 120, "asked for a class, and something that the class does"),
            Weight("statedAge", 30, "the age or school groups are stated"),
            Weight("everyChild", 60, "of several children, all fit"),
            Weight("schoolTypeStated", 60, "made for a school type that was asked"),
            Weight("accessStated", 100, "what was asked for access is recorded"),
            Weight("languageStated", 60, "a language that was asked is spoken"),
            Weight("forDisability", -150, "made for children with a disability, which nobody asked"),
            Weight("waitlist", -120, "there is a waiting list"),
            Weight("prerequisite", -60, "something is needed before (a diploma, an own bike)"),
            Weight("needsSignUps", -30, "it only goes ahead with enough sign-ups"),
            Weight("unconfirmed", -40, "nobody confirmed it for long"),
        ),
    ),
)
"""Title of a group and its weights."""

WEIGHTS: dict[str, int] = {weight.name: weight.value for _, weights in GROUPS for weight in weights}

FAR_SHARE = 0.6
"""From this share of the reach on, and at least `FAR_FROM_M`, a step is called far."""
FAR_FROM_M = 1_000

VERY_SOON_DAYS, SOON_DAYS = 14, 42
"""Days until the next date that are soon."""
LATE_DAYS, VERY_LATE_DAYS = 42, 91
"""From more days of waiting on (`domain.next_step_waiting`), a step is late."""

RUNGS = {"discover": 0, "deepen": 1, "join": 2}
FAMILIAR_PLACES = ("school", "library", "communityCentre", "cityFarm")
