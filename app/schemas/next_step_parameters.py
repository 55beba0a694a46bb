"""The parameter tables of next steps. Most rows are those of search, so that a parameter means the same everywhere."""

from dataclasses import replace
from typing import Any

from app.domain.travel import Mode
from app.domain.vocabulary import Moment, OpenTo
from app.schemas import parameter_examples as examples
from app.schemas.contradictions import SEARCH_CONTRADICTIONS
from app.schemas.next_step_requests import (
    DEFAULT_STEPS,
    MOST_STEPS,
    CardRequest,
    MissedRequest,
    NextStepsRequest,
    StepQuestion,
)
from app.schemas.parameter import BAD, Contradiction, Given, Parameter, ParameterTable
from app.schemas.parameter import ValueKind as V
from app.schemas.parameters import LANG, MAX_RADIUS_M, MIN_SEQ, SEARCH, limit

POINTS = ("near", "postcode", "place")
AREAS = ("wijk", "buurt", "area", "stadsdeel")
PLACES = (*POINTS, *AREAS, "gemeente")
SUBJECTS = ("after", "interest", "theme", "energy")
MAX_PLACES, MAX_CHILDREN = 2, 8
WEEKEND_DAYS = frozenset({5, 6})
CARD_FORMATS = ("html", "text")

_ROWS = {row.name: row for row in SEARCH.rows}


def _as_in_search(name: str, **changes: Any) -> Parameter:
    return replace(_ROWS[name], **changes)


_AFTER = Parameter("after", V.ID, "after", "What", "Id of an activity the child did; several at once.",
                   examples.ACTIVITY, max_repeats=10, keeps_order=True)  # fmt: skip

_WHAT = (
    _as_in_search("interest"),
    _as_in_search("theme", max_repeats=10, keeps_order=True, description="Theme id of what the child likes."),
    Parameter("energy", V.SLUG, "energy", "What", "What gives the child energy, an id of `energies.csv`.",
              "make_with_hands", max_repeats=5, keeps_order=True),
    Parameter("direction", V.ENUM, "direction", "What", "Only steps that go deeper, or only those that go broader.",
              "deepen", values=("deepen", "broaden", "any"), default="any"),
)  # fmt: skip

_WHERE = (
    *(_as_in_search(name, max_repeats=2) for name in ("area", "wijk", "buurt", "stadsdeel", "gemeente")),
    _as_in_search("near", keeps_order=True,
                  description="Latitude and longitude in degrees (WGS84). Given twice: home first, then school; the "
                  "nearest of both counts, nearer to home ranks higher."),
    _as_in_search("postcode", keeps_order=True),
    _as_in_search("place", keeps_order=True),
    Parameter("mode", V.ENUM, "mode", "Where", "How the child travels. Decides the reach when `reachM` is left out.",
              "bike", values=tuple(Mode), is_personal=True),
    Parameter("reachM", V.INT, "reach_m", "Where",
              "Largest distance in metres. Left out, the age decides: 4-7 1000, 8-11 2500, 12 and up 5000; of several "
              "children the youngest, and more by bike, by public transport and in the weekend.",
              "2500", minimum=0, maximum=MAX_RADIUS_M, is_personal=True),
)  # fmt: skip

_WHO = (
    _as_in_search("age", max_repeats=MAX_CHILDREN,
                  description="Age in completed years; of a family once for each child."),
    _as_in_search("schoolGroup"),
    _as_in_search("schoolType", description="School type of the child or class: what is made for another one is left "
                  "out. Without age or schoolGroup it says the age as well; so and vso also ask accessibility "
                  "specialNeeds."),
    _as_in_search("school"),
    Parameter("audience", V.ENUM, "audience", "Who",
              "schools: for a class and its teacher, what the class can do and what a child can do after school.",
              "schools", values=("children", "families", "schools")),
    _as_in_search("language"),
    _as_in_search("accessibility"),
    _as_in_search("openTo", is_personal=True, description="Closed groups the child belongs to; left out, only what is "
                  "open to everyone is shown, and what is for pupils of the named school or residents of the named "
                  "area.",
                  values=tuple(OpenTo), max_repeats=len(OpenTo)),
)  # fmt: skip

_COST = (
    _as_in_search("free", description="true: only what is stated free."),
    _as_in_search("maxPrice", description="Highest price in euro a session. 0 also shows what has no known price, "
                  "after what is free, and what is paid only with the help that pays it."),
    _as_in_search("passes"),
)  # fmt: skip

_WHEN = tuple(_as_in_search(name) for name in ("dateFrom", "dateTo", "weekday", "timeFrom", "timeTo", "moment"))
_STEPS = limit(MOST_STEPS, DEFAULT_STEPS)
_CARD_ROWS = (
    replace(limit(3, 3), description="Most steps on the card."),
    Parameter("size", V.ENUM, "size", "Answer", "Paper size of the card.", "a6", values=("a6", "a5"), default="a6"),
    Parameter("format", V.ENUM, "format", "Answer", "html: a page to print. text: a message for parents.", "text",
              values=CARD_FORMATS),
)  # fmt: skip


def _count_places(given: Given) -> int:
    return sum(1 if given[name] is BAD else len(given[name]) for name in (*POINTS, *AREAS) if name in given)


def _is_never(given: Given) -> bool:
    """Weekend on weekdays, or after school in the weekend."""
    days, moment = given.get("weekday", BAD), given.get("moment", BAD)
    if days is BAD or moment is BAD:
        return False
    in_weekend = WEEKEND_DAYS.intersection(days)
    if moment == Moment.WEEKEND:
        return not in_weekend
    return moment == Moment.AFTER_SCHOOL and WEEKEND_DAYS.issuperset(days)


_SHARED = tuple(
    rule for rule in SEARCH_CONTRADICTIONS if rule.names in (("dateFrom", "dateTo"), ("timeFrom", "timeTo"))
)
_RULES = (
    *_SHARED,
    Contradiction(
        ("age", "schoolGroup"),
        "exclusive",
        lambda given: "age" in given and "schoolGroup" in given,
        "Ask age or schoolGroup, not both.",
        "Vraag age of schoolGroup, niet allebei.",
    ),
    Contradiction(
        (*POINTS, *AREAS),
        "too-many-places",
        lambda given: _count_places(given) > MAX_PLACES,
        "Ask at most two places in all.",
        "Vraag samen niet meer dan twee plekken.",
    ),
    Contradiction(
        ("weekday", "moment"),
        "never",
        _is_never,
        "No day is both this moment and this weekday.",
        "Er is geen dag die zowel dit moment als deze weekdag is.",
    ),
)
_NEEDS_POINT = Contradiction(
    ("reachM",),
    "needs-place",
    lambda given: not any(name in given for name in PLACES),
    "A reach needs a place: add near, postcode, place or wijk.",
    "Een afstand (reachM) kan alleen met een plek: geef near, postcode, place of wijk.",
)
_NEEDS_START = Contradiction(
    (),
    "required",
    lambda given: not any(name in given for name in (*SUBJECTS, *PLACES)),
    "Say where to start: after, interest, theme, energy, or a place.",
    "Zeg waar je begint: after, interest, theme, energy of een plek.",
)
_NEEDS_SUBJECT = Contradiction(
    ("direction",),
    "needs-subject",
    lambda given: given["direction"] not in ("any", BAD) and not any(name in given for name in SUBJECTS),
    "Deeper or broader than what? Add after, interest, theme or energy.",
    "Verder of breder dan wat? Geef after, interest, theme of energy.",
)
_ALONE = (*_RULES, _NEEDS_POINT, _NEEDS_START, _NEEDS_SUBJECT)

ACTIVITY_NEXT_STEPS: ParameterTable[StepQuestion] = ParameterTable(
    "activityNextSteps",
    (*_WHAT, *_WHERE, *_WHO, *_COST, *_WHEN, _STEPS, LANG, MIN_SEQ),
    StepQuestion,
    (*_RULES, _NEEDS_POINT),
)
"""`GET /v1/activities/{id}/next-steps` and its POST twin."""

NEXT_STEPS: ParameterTable[NextStepsRequest] = ParameterTable(
    "nextSteps", (_AFTER, *_WHAT, *_WHERE, *_WHO, *_COST, *_WHEN, _STEPS, LANG, MIN_SEQ), NextStepsRequest, _ALONE
)
"""`GET /v1/next-steps` and its POST twin."""

CARD: ParameterTable[CardRequest] = ParameterTable(
    "nextStepsCard",
    (_AFTER, *_WHAT, *_WHERE, *_WHO, *_COST, *_WHEN, *_CARD_ROWS, LANG, MIN_SEQ),
    CardRequest,
    _ALONE,
)
"""`GET /v1/next-steps/card` and its POST twin."""

MISSED: ParameterTable[MissedRequest] = ParameterTable(
    "missedSteps",
    (
        Parameter("gemeente", V.TEXT, "gemeente", "Filter", "Code or name of a gemeente.", "Den Haag"),
        Parameter("wijk", V.TEXT, "wijk", "Filter", "Code or name of a wijk.", "Moerwijk"),
        LANG,
        MIN_SEQ,
    ),
    MissedRequest,
)
"""`GET /v1/next-steps/dead-ends`."""

NEXT_STEP_TABLES: tuple[ParameterTable[Any], ...] = (ACTIVITY_NEXT_STEPS, NEXT_STEPS, CARD, MISSED)
