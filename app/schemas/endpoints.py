"""The endpoint table: every public operation of the API. The OpenAPI document is made of it and the parameter tables.

`/health/live`, `/health/ready` and `/metrics` are for the operator, lie outside `/v1` and are documented in `docs/`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from app.domain.caller import Scope
from app.schemas import list_parameters as tables
from app.schemas import next_step_parameters as steps
from app.schemas import parameter_examples as examples
from app.schemas.freshness_report import FRESHNESS
from app.schemas.insight_parameters import COVERAGE, DEAD_ENDS
from app.schemas.parameter import ParameterTable
from app.schemas.parameters import SEARCH

JSON, GEOJSON, JSONLD = "application/json", "application/geo+json", "application/ld+json"
CSV, ICALENDAR = "text/csv", "text/calendar"


@dataclass(frozen=True, slots=True)
class PathParameter:
    """One variable of a path. `pattern` describes every id there is; another one is simply not found."""

    name: str
    description: str
    pattern: str
    max_length: int
    example: str


ACTIVITY_ID = PathParameter("id", "Id of the activity.", "^[a-z2-7]{16}$", 16, examples.ACTIVITY)
ORGANISATION_ID = PathParameter("id", "Id of the organisation.", "^[a-z2-7]{16}$", 16, examples.ORGANISATION)
PLACE_ID = PathParameter("id", "Id of the place.", "^[a-z2-7]{16}$", 16, examples.PLACE)
ROUTE_ID = PathParameter("id", "Id of the learning route.", "^[a-z2-7]{16}$", 16, examples.ROUTE)
PASS_ID = PathParameter("id", "Id of the pass.", "^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$", 64, "ooievaarspas-den-haag")
THEME_ID = PathParameter("id", "Id of the theme.", "^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$", 64, "nature")
AREA_CODE = PathParameter("code", "Code of the area.", "^(GM|SD|WK|BU)[0-9A-Z]{2,12}$", 14, examples.WIJK)


SEARCH_EXAMPLE: Mapping[str, Any] = {"wijk": ["Moerwijk"], "age": 9, "free": True}


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One operation. `content`: media type of the 200 answer -> name of its component schema, None = text.

    `takes_body`: the parameters come as a JSON object. `is_conditional`: it has an entity tag, so 304 can happen.
    `scope`: what a key needs; None: no key. Other keyed reads and all writes: `app.schemas.operation`.
    """

    path: str
    operation_id: str
    summary: str
    tag: str
    table: ParameterTable[Any]
    content: dict[str, str | None]
    description: str = ""
    method: str = "get"
    path_parameter: PathParameter | None = None
    takes_body: bool = False
    body_example: Mapping[str, Any] = field(default_factory=lambda: SEARCH_EXAMPLE)
    is_conditional: bool = True
    statuses: tuple[int, ...] = field(default=(400, 405, 406, 503))
    scope: Scope | None = None


TAGS: dict[str, str] = {
    "Activities": "What a child or class can do.",
    "Next steps": "What a child could do after this.",
    "Areas and places": "Gemeenten, stadsdelen, wijken, buurten, and the places where things happen.",
    "Reference": "Themes, organisations, learning routes, passes and funds.",
    "Finding": "Type-ahead and geocoding.",
    "Insights": "Where the gaps are, for coordinators and policy makers.",
    "Imports": "Files and feeds of partners, and what became of every row.",
    "Writing": "What partners write: activities, organisations, places, routes, imports.",
    "Moderation": "What waits for a coordinator, and what the public reports.",
    "Keys and audit": "Partner keys, and who changed what.",
    "Service": "About this service itself.",
}

SEARCH_CONTENT: dict[str, str | None] = {
    JSON: "ActivityList",
    GEOJSON: "ActivityCollection",
    JSONLD: "LinkedData",
    CSV: None,
    ICALENDAR: None,
}
ITEM_CONTENT: dict[str, str | None] = {
    JSON: "Activity",
    GEOJSON: "ActivityFeature",
    JSONLD: "LinkedData",
    ICALENDAR: None,
}


Answers = tuple[ParameterTable[Any], dict[str, str | None]]
Pair = tuple[Endpoint, Endpoint]


def _pair(noun: str, singular: str, tag: str, *, listed: Answers, one: Answers, variable: PathParameter) -> Pair:
    """A collection and its members."""
    path = f"/{noun}/{{{variable.name}}}"
    statuses = (400, 404, 405, 406, 503)
    return (
        Endpoint(f"/{noun}", f"list{noun.title()}", f"List {noun}", tag, *listed),
        Endpoint(
            path, f"get{singular.title()}", f"One {singular}", tag, *one, path_parameter=variable, statuses=statuses
        ),
    )


HTML, TEXT = "text/html", "text/plain"
_STEPS: dict[str, str | None] = {JSON: "NextSteps"}
_CARDS: dict[str, str | None] = {HTML: None, TEXT: None}
_STEP_EXAMPLE = {"interest": ["dieren"], "wijk": ["Moerwijk"], "age": [9]}


def _with_twin(get: Endpoint, example: Mapping[str, Any]) -> Pair:
    """A question about a child, and the same with its parameters in the body."""
    twin = replace(
        get,
        path=f"{get.path}/_search",
        operation_id=f"{get.operation_id}ByBody",
        summary=f"{get.summary}, with the parameters in the body",
        description="The same with its parameters as JSON, so that age, place and passes stay out of links and logs.",
        method="post",
        takes_body=True,
        body_example=example,
        is_conditional=False,
        statuses=(400, 404, 405, 406, 413, 415, 503),
    )
    return get, twin


NEXT_STEP_ENDPOINTS: tuple[Endpoint, ...] = (
    *_with_twin(
        Endpoint(
            "/activities/{id}/next-steps",
            "getActivityNextSteps",
            "What comes next after this activity",
            "Next steps",
            steps.ACTIVITY_NEXT_STEPS,
            _STEPS,
            "At most five steps a child can take, each with reasons and barriers in plain words. An activity that "
            "ended still has next steps.",
            path_parameter=ACTIVITY_ID,
            statuses=(400, 404, 405, 406, 503),
        ),
        {"wijk": ["Moerwijk"], "age": [9]},
    ),
    *_with_twin(
        Endpoint(
            "/next-steps",
            "getNextSteps",
            "What comes next",
            "Next steps",
            steps.NEXT_STEPS,
            _STEPS,
            "After several activities, or from an interest, a theme, what gives energy, or only a place.",
            statuses=(400, 404, 405, 406, 503),
        ),
        _STEP_EXAMPLE,
    ),
    *_with_twin(
        Endpoint(
            "/next-steps/card",
            "getNextStepsCard",
            "A card with one to three next steps, to print or to send",
            "Next steps",
            steps.CARD,
            _CARDS,
            "A page on A6 or A5 with a code to a short link, or a message for parents. Neither holds anything about "
            "the child: no age, place, budget or pass.",
            is_conditional=False,
            statuses=(400, 404, 405, 406, 503),
        ),
        _STEP_EXAMPLE,
    ),
    Endpoint(
        "/next-steps/dead-ends",
        "listMissedNextSteps",
        "How often nothing fitted",
        "Next steps",
        steps.MISSED,
        {JSON: "MissedStepList"},
        "Counts per week, wijk, age band, theme and what stood in the way. Nothing of any request is kept, and what "
        "happened less than five times shows as <5.",
        is_conditional=False,
    ),
)

ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        "/activities",
        "searchActivities",
        "Search activities",
        "Activities",
        SEARCH,
        SEARCH_CONTENT,
        "Different parameters must all hold; of a repeated parameter any value may. Unknown parameters, bad values and "
        "contradictions are refused with one 400 that names every fault.",
    ),
    Endpoint(
        "/activities/_search",
        "searchActivitiesByBody",
        "Search activities with the parameters in the body",
        "Activities",
        SEARCH,
        SEARCH_CONTENT,
        "The same search with the same parameters as JSON, so that age, place and passes stay out of links and logs.",
        method="post",
        takes_body=True,
        is_conditional=False,
        statuses=(400, 405, 406, 413, 415, 503),
    ),
    Endpoint(
        "/activities/{id}",
        "getActivity",
        "One activity",
        "Activities",
        tables.ITEM,
        ITEM_CONTENT,
        "The bare full shape. Cancelled and ended activities keep their page.",
        path_parameter=ACTIVITY_ID,
        statuses=(400, 404, 405, 406, 503),
    ),
    *NEXT_STEP_ENDPOINTS,
    *_pair("areas", "area", "Areas and places", variable=AREA_CODE,
           listed=(tables.AREAS, {JSON: "AreaList"}), one=(tables.REFERENCE_ITEM, {JSON: "Area"})),
    *_pair("themes", "theme", "Reference", variable=THEME_ID,
           listed=(tables.THEMES, {JSON: "ThemeList", JSONLD: "LinkedData"}),
           one=(tables.REFERENCE_ITEM, {JSON: "Theme"})),
    *_pair("organisations", "organisation", "Reference", variable=ORGANISATION_ID,
           listed=(tables.ORGANISATIONS, {JSON: "OrganisationList"}),
           one=(tables.REFERENCE_ITEM, {JSON: "Organisation"})),
    *_pair("places", "place", "Areas and places", variable=PLACE_ID,
           listed=(tables.PLACES, {JSON: "PlaceList", GEOJSON: "PlaceCollection"}),
           one=(tables.GEO_ITEM, {JSON: "Place", GEOJSON: "PlaceFeature"})),
    *_pair("routes", "route", "Reference", variable=ROUTE_ID,
           listed=(tables.ROUTES, {JSON: "RouteList"}), one=(tables.GEO_ITEM, {JSON: "Route", GEOJSON: "RoutePath"})),
    *_pair("passes", "pass", "Reference", variable=PASS_ID,
           listed=(tables.PASSES, {JSON: "PassList"}), one=(tables.REFERENCE_ITEM, {JSON: "Pass"})),
    Endpoint(
        "/suggest", "suggest", "Type-ahead", "Finding", tables.SUGGEST, {JSON: "SuggestionList"},
        "Themes, areas, places, organisations and titles that begin with, or hold, what was typed.",
    ),
    Endpoint(
        "/geocode", "geocode", "Look up a place", "Finding", tables.GEOCODE, {JSON: "GeocodeResult"},
        "From an address, a name or a postcode to a point with its area, or from a point to its area.",
    ),
    Endpoint(
        "/insights/dead-ends", "listDeadEnds", "Dead ends", "Insights", DEAD_ENDS,
        {JSON: "DeadEndList", GEOJSON: "DeadEndCollection", CSV: None},
        "Every activity, wijk and age band without a follow-up that a child can join, with what stands in the way. "
        "GeoJSON has the wijken; CSV has every row at once. Needs a key with the scope `insights:read`.",
        statuses=(400, 401, 403, 405, 406, 503), scope=Scope.INSIGHTS_READ,
    ),
    Endpoint(
        "/insights/coverage", "listCoverage", "Coverage", "Insights", COVERAGE,
        {JSON: "CoverageList", GEOJSON: "CoverageCollection", CSV: None},
        "What one child can join per wijk, theme, stage and age band, zeros included: how much is free, how much is "
        "within reach on foot; and each wijk at a glance, with its clubs. GeoJSON has the wijken; CSV has every row.",
    ),
    Endpoint(
        "/insights/freshness", "listFreshness", "Freshness", "Insights", FRESHNESS,
        {JSON: "FreshnessReport", CSV: None},
        "How many activities are fresh, due, unconfirmed or stale, per organisation or per wijk; those that need most "
        "first. Examples are left out. CSV has every row.",
    ),
    Endpoint(
        "/status", "getStatus", "State of this service", "Service", tables.NONE, {JSON: "ServiceStatus"},
        "Version, applied change number and how many activities there are.",
    ),
    Endpoint(
        "/openapi.json", "getOpenapiDocument", "This document", "Service", tables.NONE, {JSON: "OpenapiDocument"},
        "No login, any origin.", statuses=(400, 405, 503),
    ),
)  # fmt: skip
