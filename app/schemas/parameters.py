"""THE parameter table of search: one row per parameter drives parser, OpenAPI document and `docs/parameters.md`.

A tomorrow's parameter is one row here and one field in `app.schemas.requests.SearchRequest`.
"""

from app.domain.facets import FACETS
from app.domain.vocabulary import (
    SCHOOL_GROUPS,
    WEEKDAYS,
    Attendance,
    Audience,
    Freshness,
    Kind,
    Moment,
    OpenTo,
    PlaceKind,
    SchoolTime,
    SchoolType,
    SortField,
    Stage,
    Status,
)
from app.schemas import parameter_examples as examples
from app.schemas.contradictions import SEARCH_CONTRADICTIONS
from app.schemas.parameter import Parameter, ParameterTable
from app.schemas.parameter import ValueKind as V
from app.schemas.requests import DEFAULT_LIMIT, SearchRequest

MAX_AGE_YEARS, MAX_RADIUS_M, MAX_PRICE_CENTS, MAX_LIMIT = 99, 500_000, 10_000_00, 100
MAX_SEQ = 2**53 - 1

FORMATS: tuple[str, ...] = ("json", "geojson", "jsonld", "csv", "ics")

ACTIVITY_FIELDS: tuple[str, ...] = (
    "id", "url", "shortUrl", "title", "summary", "description", "languages", "organisation", "partners",
    "place", "attendance", "serviceArea", "themes", "stage", "kind", "schoolTime", "audience", "individual",
    "openTo", "invites", "schoolTypes", "schoolGroups", "age", "cost", "prices", "commitment", "freeTrial",
    "accepts", "help", "schedule", "schedule.summary", "sessions", "nextSession", "sessionCount", "season",
    "runsInHolidays", "isOneOff", "enrolment", "enrolment.status", "prerequisites", "accessibility",
    "spokenLanguages", "firstVisit", "noExperienceNeeded", "parentsMayStay", "bring", "takesHome",
    "supervision", "group", "partOfChildcare", "school", "loan", "followUp", "routes", "replacedBy", "image",
    "contact", "status", "freshness", "missing", "isExample", "source", "createdAt", "modifiedAt", "version",
    "distanceM",
)  # fmt: skip
"""What `fields` may pick: the members of the full shape (DESIGN 3), two parts that cards show, and the distance."""

_WORDS = (
    Parameter(
        "q", V.TEXT, "q", "Words",
        "Every word must occur in title, summary, themes, organisation or place. Stems, compounds and the beginning of "
        "the last word count, and one typing error when nothing else matches.",
        "natuurclub", max_length=200,
    ),
    Parameter(
        "interest", V.TEXT, "interest", "Words",
        "Plain words of a child, turned into themes (see `meta.interpretedInterest`).",
        "iets met dieren", max_repeats=5, max_length=200, keeps_order=True,
    ),
)  # fmt: skip


def _area(name: str, description: str, example: str) -> Parameter:
    return Parameter(name, V.TEXT, name, "Where", description, example, max_repeats=50, is_personal=True)


_WHERE = (
    _area("area", "Code or name of an area of any level. All five area parameters are one group: any of them matches, "
          "but the name of a gemeente narrows the names in the others.", examples.WIJK),
    _area("wijk", "Code or name of a wijk (district).", "Moerwijk"),
    _area("buurt", "Code or name of a buurt (neighbourhood), once boundaries are imported.", "Moerwijk-West"),
    _area("stadsdeel", "Code or name of a stadsdeel (borough).", "Escamp"),
    _area("gemeente", "Code or name of a gemeente (municipality).", "Den Haag"),
    Parameter(
        "near", V.POINT, "near", "Where",
        "Latitude and longitude in degrees (WGS84). Adds `distanceM`; given twice: the nearest of both counts.",
        "52.0545,4.2942", max_repeats=2, is_personal=True,
    ),
    Parameter("postcode", V.POSTCODE, "postcode", "Where",
              "Dutch postcode of four digits, or four digits and two letters, as a place.",
              "2531", max_repeats=2, is_personal=True),
    Parameter("place", V.TEXT, "place", "Where", "Address or name of a place, looked up by the geocoder.",
              "Moerwijk, Den Haag", max_repeats=2, max_length=200, is_personal=True),
    Parameter("radius", V.INT, "radius_m", "Where",
              "Largest distance in metres to the place asked. Without it a place sorts, but does not cut.",
              "2000", minimum=0, maximum=MAX_RADIUS_M),
    Parameter("bbox", V.BOX, "bbox", "Where", "minLon,minLat,maxLon,maxLat in degrees (WGS84), edges included.",
              "4.25,52.03,4.33,52.09"),
)  # fmt: skip

_WHO = (
    Parameter("age", V.INT, "age", "Who", "Age in completed years, as the child would say it.",
              "9", maximum=MAX_AGE_YEARS, is_personal=True),
    Parameter("ageMin", V.INT, "age_min", "Who", "Youngest age in years of a range that must overlap.",
              "6", maximum=MAX_AGE_YEARS, is_personal=True),
    Parameter("ageMax", V.INT, "age_max", "Who", "Oldest age in years (inclusive) of a range that must overlap.",
              "12", maximum=MAX_AGE_YEARS, is_personal=True),
    Parameter("schoolGroup", V.ENUM, "school_group", "Who", "School group of the child or class.",
              "groep5", values=SCHOOL_GROUPS, max_repeats=len(SCHOOL_GROUPS), is_personal=True),
    Parameter("schoolType", V.ENUM, "school_type", "Who", "School type the offer is meant for.",
              "po", values=tuple(SchoolType), max_repeats=len(SchoolType), is_personal=True),
    Parameter("school", V.ID, "school", "Who",
              "Organisation id of the child's school: what its own pupils can join, and at school without travel.",
              examples.SCHOOL, is_personal=True),
    Parameter("audience", V.ENUM, "audience", "Who", "Who the offer addresses.",
              "children", values=tuple(Audience), max_repeats=len(Audience)),
    Parameter("individual", V.BOOL, "individual", "Who", "Whether one child can simply join.", "true"),
    Parameter("openTo", V.ENUM, "open_to", "Who", "Which children may join.",
              "everyone", values=tuple(OpenTo), max_repeats=len(OpenTo)),
    Parameter("language", V.LANGUAGE, "language", "Who", "Language spoken there (BCP 47).", "nl", max_repeats=10,
              is_personal=True),
    Parameter("accessibility", V.SLUG, "accessibility", "Who",
              "Recorded accessibility feature; `wheelchair` means stated accessible by wheelchair.",
              "wheelchair", max_repeats=20, is_personal=True),
)  # fmt: skip

_WHAT = (
    Parameter("theme", V.SLUG, "theme", "What", "Theme id; a parent includes its children.", "nature", max_repeats=50),
    Parameter("themeAll", V.SLUG, "theme_all", "What", "Theme ids that must all be there.", "nature", max_repeats=10),
    Parameter("stage", V.ENUM, "stage", "What", "Rung of the ladder: discover, deepen, join.",
              "discover", values=tuple(Stage), max_repeats=len(Stage)),
    Parameter("kind", V.ENUM, "kind", "What", "Form of the activity.",
              "club", values=tuple(Kind), max_repeats=len(Kind)),
    Parameter("schoolTime", V.ENUM, "school_time", "What", "During lessons, outside them, or both.",
              "outside", values=tuple(SchoolTime), max_repeats=len(SchoolTime)),
    Parameter("attendance", V.ENUM, "attendance", "What", "How a child takes part.",
              "onsite", values=tuple(Attendance), max_repeats=len(Attendance)),
    Parameter("placeKind", V.ENUM, "place_kind", "What", "Kind of place.",
              "library", values=tuple(PlaceKind), max_repeats=len(PlaceKind)),
    Parameter("organisation", V.ID, "organisation", "What", "Organisation id: who offers it or takes part in it.",
              examples.ORGANISATION, max_repeats=50),
    Parameter("route", V.ID, "route", "What", "Learning route id: the steps of that route.",
              examples.ROUTE, max_repeats=10),
    Parameter("oneOff", V.BOOL, "one_off", "What", "Whether it happens only once.", "false"),
    Parameter("together", V.BOOL, "together", "What",
              "Whether the group stays together, for who wants to belong somewhere.", "true"),
    Parameter("adapted", V.BOOL, "adapted", "What",
              "Whether it was adapted together with schools for special education.", "true"),
    Parameter("externalId", V.TEXT, "external_id", "What", "The source's own id.", examples.EXTERNAL_ID,
              max_repeats=100, max_length=200),
    Parameter("example", V.BOOL, "example", "What", "Whether it is example data.", "false"),
)  # fmt: skip

_COST = (
    Parameter("free", V.BOOL, "free", "Cost",
              "true: stated free, or free with a pass of `passes`; unknown is never free. false: stated paid.", "true"),
    Parameter("freeTrial", V.BOOL, "free_trial", "Cost",
              "With free=true: adds free trials. Alone: whether there is a free trial.", "true"),
    Parameter("maxPrice", V.MONEY, "max_price_cents", "Cost",
              "Highest price in euro per session. What cannot be compared is left out and counted.",
              "7.50", maximum=MAX_PRICE_CENTS),
    Parameter("passes", V.SLUG, "passes", "Cost", "Pass ids whose effect on the price counts.",
              "ooievaarspas-den-haag", max_repeats=20, is_personal=True),
)  # fmt: skip

_WHEN = (
    Parameter("dateFrom", V.DATE, "from_day", "When", "First local day. Without it only what has not ended counts.",
              "2026-11-25"),
    Parameter("dateTo", V.DATE, "to_day", "When", "Last local day, inclusive.", "2026-12-31"),
    Parameter("weekday", V.WEEKDAY, "weekdays", "When", "Day of the week.", "we", values=WEEKDAYS, max_repeats=7),
    Parameter("timeFrom", V.TIME, "time_from", "When",
              "Not before this local time. One and the same session satisfies all that is asked about time; fixed "
              "sessions lie inside the window, drop-in overlaps it.", "13:00", maximum=1439),
    Parameter("timeTo", V.TIME, "time_to", "When", "Not after this local time; 24:00 is the end of the day.",
              "17:30", minimum=1, maximum=1440),
    Parameter("moment", V.ENUM, "moment", "When", "A named free moment.", "afterSchool", values=tuple(Moment)),
)  # fmt: skip

_STATE = (
    Parameter("enrolmentOpen", V.BOOL, "enrolment_open", "State",
              "Whether one can join now; no sign-up needed counts as open, and a stated window where no status is.",
              "true"),
    Parameter("status", V.ENUM, "statuses", "State",
              "Effective status. Default: open, and planned when it collects interest. `*` = every status.",
              "open", values=tuple(Status), max_repeats=len(Status), allows_any=True),
    Parameter("freshness", V.ENUM, "freshness", "State",
              "How long ago it was confirmed. Default: not stale. `*` = every state.",
              "fresh", values=tuple(Freshness), max_repeats=len(Freshness), allows_any=True),
)  # fmt: skip

MIN_SEQ = Parameter("minSeq", V.INT, "min_seq", "Answer",
                    "Answer only from a catalogue that has applied this change number (a write returns it).",
                    "1", maximum=MAX_SEQ)  # fmt: skip
LANG = Parameter("lang", V.LANGUAGE, "lang", "Answer", "Language of the texts (BCP 47); wins over Accept-Language.",
                 "nl", default="nl")  # fmt: skip
CURSOR = Parameter("cursor", V.CURSOR, "cursor", "Answer", "Where the next page begins, from `links.next`.",
                   "eyJ2IjoxfQ")  # fmt: skip
FIELDS = Parameter("fields", V.ENUM, "fields", "Answer", "Members of the full shape to answer with.", "title,place",
                   values=ACTIVITY_FIELDS, max_repeats=len(ACTIVITY_FIELDS), is_comma_list=True)  # fmt: skip


def limit(maximum: int, default: int) -> Parameter:
    """The row of `limit`."""
    return Parameter("limit", V.INT, "limit", "Answer", "Most items to answer with.", str(default),
                     minimum=1, maximum=maximum, default=default)  # fmt: skip


def representation(*formats: str) -> Parameter:
    """The row of `format`."""
    return Parameter("format", V.ENUM, "format", "Answer", "Representation; wins over the Accept header.",
                     formats[0], values=formats)  # fmt: skip


_ANSWER = (
    Parameter("sort", V.ENUM, "sort", "Answer",
              "Order; ties by id. Default: distance with a place, relevance with q, else start. price counts `passes`.",
              "start", values=tuple(SortField)),
    limit(MAX_LIMIT, DEFAULT_LIMIT),
    CURSOR,
    Parameter("facets", V.ENUM, "facets", "Answer", "What to count; each facet ignores its own group of filters.",
              "theme,wijk", values=FACETS, max_repeats=len(FACETS), is_comma_list=True),
    Parameter("facetZeros", V.BOOL, "facet_zeros", "Answer", "Whether facets also list values that count zero.",
              "true", default="false"),
    FIELDS,
    LANG,
    representation(*FORMATS),
    MIN_SEQ,
)  # fmt: skip

SEARCH: ParameterTable[SearchRequest] = ParameterTable(
    "search",
    (*_WORDS, *_WHERE, *_WHO, *_WHAT, *_COST, *_WHEN, *_STATE, *_ANSWER),
    SearchRequest,
    SEARCH_CONTRADICTIONS,
)
"""`GET /v1/activities` and `POST /v1/activities/_search`."""

ANSWER_ONLY: frozenset[str] = frozenset(
    {"limit", "cursor", "facets", "facetZeros", "fields", "lang", "format", "minSeq"}
)
"""Parameters that change how an answer looks, not which activities it holds in which order."""
