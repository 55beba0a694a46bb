"""The small parameter tables of the endpoints beside search."""

from typing import Any

from app.domain.vocabulary import AreaLevel, PlaceKind
from app.schemas import requests
from app.schemas.contradictions import GEOCODE_CONTRADICTIONS
from app.schemas.insight_parameters import COVERAGE, DEAD_ENDS
from app.schemas.next_step_parameters import NEXT_STEP_TABLES
from app.schemas.parameter import Parameter, ParameterTable
from app.schemas.parameter import ValueKind as V
from app.schemas.parameters import CURSOR, FIELDS, LANG, MIN_SEQ, SEARCH, limit, representation
from app.schemas.requests import DEFAULT_LIMIT

ORGANISATION_ROLES = ("provider", "networkPartner")
PASS_KINDS = ("pass", "scheme", "fund", "programme")
SUGGESTION_KINDS = ("theme", "area", "place", "organisation", "activity")

_NAME = Parameter("q", V.TEXT, "q", "Filter", "Words of the name; the last one may be a beginning.", "moer")
_GEMEENTE = Parameter("gemeente", V.TEXT, "gemeente", "Filter", "Code or name of a gemeente.", "Den Haag")

ITEM: ParameterTable[requests.ItemRequest] = ParameterTable(
    "item", (FIELDS, LANG, representation("json", "geojson", "jsonld", "ics"), MIN_SEQ), requests.ItemRequest
)

REFERENCE_ITEM: ParameterTable[requests.ReferenceRequest] = ParameterTable(
    "reference", (LANG, MIN_SEQ), requests.ReferenceRequest
)

GEO_ITEM: ParameterTable[requests.ReferenceRequest] = ParameterTable(
    "geoItem", (LANG, representation("json", "geojson"), MIN_SEQ), requests.ReferenceRequest
)

AREAS: ParameterTable[requests.AreasRequest] = ParameterTable(
    "areas",
    (
        _NAME,
        Parameter("level", V.ENUM, "level", "Filter", "Level of the area.", "wijk",
                  values=tuple(AreaLevel), max_repeats=len(AreaLevel)),
        _GEMEENTE,
        Parameter("parent", V.AREA_CODE, "parent", "Filter", "Code of the area they lie in.", "GM0518"),
        limit(1000, 100), CURSOR, MIN_SEQ,
    ),
    requests.AreasRequest,
)  # fmt: skip

THEMES: ParameterTable[requests.ThemesRequest] = ParameterTable(
    "themes",
    (
        Parameter("broader", V.SLUG, "broader", "Filter", "Theme id: only its children.", "nature"),
        LANG, representation("json", "jsonld"), MIN_SEQ,
    ),
    requests.ThemesRequest,
)  # fmt: skip

ORGANISATIONS: ParameterTable[requests.OrganisationsRequest] = ParameterTable(
    "organisations",
    (
        _NAME,
        Parameter("role", V.ENUM, "role", "Filter", "What it does in the network.", "provider",
                  values=ORGANISATION_ROLES, max_repeats=len(ORGANISATION_ROLES)),
        _GEMEENTE,
        Parameter("guideFor", V.TEXT, "guide_for", "Filter",
                  "Code or name of an area: who guides children there, or in all of what it lies in.", "Moerwijk"),
        Parameter("hubFor", V.SLUG, "hub_for", "Filter",
                  "Theme id: who answers questions on it, on its parent or on one of its children.", "nature"),
        Parameter("offers", V.TEXT, "offers", "Filter", "What it can contribute, such as space, guides or materials.",
                  "space", max_repeats=10),
        limit(100, DEFAULT_LIMIT), CURSOR, LANG, MIN_SEQ,
    ),
    requests.OrganisationsRequest,
)  # fmt: skip

PLACES: ParameterTable[requests.PlacesRequest] = ParameterTable(
    "places",
    (
        _NAME,
        Parameter("kind", V.ENUM, "kind", "Filter", "Kind of place.", "library",
                  values=tuple(PlaceKind), max_repeats=len(PlaceKind)),
        _GEMEENTE,
        Parameter("bbox", V.BOX, "bbox", "Filter", "minLon,minLat,maxLon,maxLat in degrees (WGS84), edges included.",
                  "4.25,52.03,4.33,52.09"),
        limit(100, DEFAULT_LIMIT), CURSOR, representation("json", "geojson"), MIN_SEQ,
    ),
    requests.PlacesRequest,
)  # fmt: skip

ROUTES: ParameterTable[requests.RoutesRequest] = ParameterTable(
    "routes", (_NAME, limit(100, DEFAULT_LIMIT), CURSOR, LANG, MIN_SEQ), requests.RoutesRequest
)

PASSES: ParameterTable[requests.PassesRequest] = ParameterTable(
    "passes",
    (
        _GEMEENTE,
        Parameter("kind", V.ENUM, "kind", "Filter", "Pass, scheme, fund or programme.", "pass",
                  values=PASS_KINDS, max_repeats=len(PASS_KINDS)),
        limit(100, DEFAULT_LIMIT), CURSOR, LANG, MIN_SEQ,
    ),
    requests.PassesRequest,
)  # fmt: skip

SUGGEST: ParameterTable[requests.SuggestRequest] = ParameterTable(
    "suggest",
    (
        Parameter("q", V.TEXT, "q", "Filter", "What was typed so far.", "natuu", is_required=True),
        Parameter("kind", V.ENUM, "kind", "Filter", "Only suggestions of this kind.", "theme",
                  values=SUGGESTION_KINDS, max_repeats=len(SUGGESTION_KINDS)),
        limit(20, 10), LANG,
    ),
    requests.SuggestRequest,
)  # fmt: skip

GEOCODE: ParameterTable[requests.GeocodeRequest] = ParameterTable(
    "geocode",
    (
        Parameter("q", V.TEXT, "q", "Filter", "Address or name of a place.", "Moerwijk, Den Haag", max_length=200,
                  is_personal=True),
        Parameter("postcode", V.POSTCODE, "postcode", "Filter", "Dutch postcode.", "2531", is_personal=True),
        Parameter("near", V.POINT, "near", "Filter", "Latitude and longitude: which area is this?", "52.0545,4.2942",
                  is_personal=True),
        limit(10, 5),
    ),
    requests.GeocodeRequest,
    GEOCODE_CONTRADICTIONS,
)  # fmt: skip

NONE: ParameterTable[requests.NoParameters] = ParameterTable("none", (), requests.NoParameters)

TABLES: tuple[ParameterTable[Any], ...] = (
    SEARCH, ITEM, REFERENCE_ITEM, GEO_ITEM, AREAS, THEMES, ORGANISATIONS, PLACES, ROUTES, PASSES, SUGGEST, GEOCODE,
    DEAD_ENDS, COVERAGE, *NEXT_STEP_TABLES, NONE,
)  # fmt: skip
"""Every table there is."""
