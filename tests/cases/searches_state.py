"""Status, freshness, enrolment, examples (DESIGN 3, Cancelled and Freshness; 4, defaults)."""

from tests.cases.case import Case
from tests.cases.catalogue_state import STAMPS, STATES

OPEN = ("open-without-dates", "season-ends-today", "ends-next-minute")
PLANNED = ("planned", "planned-with-interest")
CANCELLED = ("cancelled-coming", "cancelled-past")
ENDED = (
    "ended-as-stored",
    "ended-by-season-yesterday",
    "ended-this-morning",
    "ended-this-minute",
    "planned-past",
    "last-session-past-season-going-on",
    "course-of-january",
)
FRESH = ("confirmed-today", "confirmed-15-jul-just-after-midnight", "confirmed-27-aug-den-haag", "example-of-2024")
DUE = ("confirmed-14-jul", "confirmed-15-jun", "confirmed-27-aug-groningen", "confirmed-14-jul-online")
UNCONFIRMED = ("confirmed-14-jun", "confirmed-16-apr")
STALE = ("confirmed-15-apr", "confirmed-last-year")
EVERY_STATE = [draft["source"]["externalId"] for draft in STATES]
EVERY_STAMP = [draft["source"]["externalId"] for draft in STAMPS]

STATE_CASES: tuple[Case, ...] = (
    Case(
        "by default planned without interest, cancelled and ended are hidden",
        "organisation=@states",
        [*OPEN, "planned-with-interest"],
        unknown={"status": 0},
    ),
    Case("the default can be switched off", "organisation=@states&status=*", EVERY_STATE),
    Case("open asked by name is open alone", "organisation=@states&status=open", OPEN),
    Case("planned asked by name is every planned offer", "organisation=@states&status=planned", PLANNED),
    Case("cancelled wins over past", "organisation=@states&status=cancelled", CANCELLED),
    Case(
        "ended is stored, or past the last date or the season, whichever comes first",
        "organisation=@states&status=ended",
        ENDED,
    ),
    Case("several states are any of them", "organisation=@states&status=open&status=ended", [*OPEN, *ENDED]),
    Case(
        "an ended offer is found by its own id when asked",
        "externalId=ended-as-stored&externalId=planned&status=ended",
        ["ended-as-stored"],
    ),
    Case("an ended offer is not found by its own id by default", "externalId=ended-as-stored&externalId=planned", []),
    Case(
        "the status facet tells what the default hides",
        "organisation=@states&facets=status",
        [*OPEN, "planned-with-interest"],
        facets={"status": {"open": 3, "planned": 2, "cancelled": 2, "ended": 7}},
    ),
    Case(
        "dates of a cancelled offer are not found by default",
        "organisation=@states&dateFrom=2026-12-10",
        [],
        unknown={"time": 3},
    ),
    Case(
        "dates of a cancelled offer are found when asked",
        "organisation=@states&dateFrom=2026-12-10&status=cancelled",
        ["cancelled-coming"],
    ),
    Case("a date that ends this minute is over", "organisation=@states&moment=today&status=*", ["ends-next-minute"]),
    Case("by default stale is hidden", "organisation=@stamps", [*FRESH, *DUE, *UNCONFIRMED], unknown={"freshness": 0}),
    Case("stale can be shown", "organisation=@stamps&freshness=*", EVERY_STAMP),
    Case(
        "fresh up to ninety days, by local day, the summer not counted", "organisation=@stamps&freshness=fresh", FRESH
    ),
    Case("due from ninety days, by the summer of the region", "organisation=@stamps&freshness=due", DUE),
    Case("unconfirmed from a hundred and twenty days", "organisation=@stamps&freshness=unconfirmed", UNCONFIRMED),
    Case("stale from a hundred and eighty days", "organisation=@stamps&freshness=stale", STALE),
    Case(
        "two kinds of freshness are any of both",
        "organisation=@stamps&freshness=unconfirmed&freshness=stale",
        [*UNCONFIRMED, *STALE],
    ),
    Case(
        "the freshness facet tells what the default hides",
        "organisation=@stamps&facets=freshness",
        [*FRESH, *DUE, *UNCONFIRMED],
        facets={"freshness": {"fresh": 4, "due": 4, "unconfirmed": 2, "stale": 2}},
    ),
    Case("an example never goes stale", "organisation=@stamps&example=true", ["example-of-2024"]),
    Case(
        "examples can be left out",
        "organisation=@stamps&example=false&freshness=fresh",
        [name for name in FRESH if name != "example-of-2024"],
    ),
    Case(
        "both defaults can be switched off at once",
        "organisation=@states&organisation=@stamps&status=*&freshness=*",
        [*EVERY_STATE, *EVERY_STAMP],
    ),
    Case(
        "no sign-up needed counts as open and the window counts to the minute",
        "organisation=@joining&enrolmentOpen=true",
        [
            "join-open",
            "join-walk-in",
            "join-opens-this-minute",
            "join-closes-next-minute",
            "join-says-only-until-when",
        ],
        unknown={"enrolmentOpen": 1},
    ),
    Case(
        "not open is full (also to walk in), waiting list, closed or outside the window",
        "organisation=@joining&enrolmentOpen=false",
        [
            "join-walk-in-full",
            "join-full",
            "join-waitlist",
            "join-closed",
            "join-opens-in-december",
            "join-closes-this-minute",
            "join-says-only-a-window-gone-by",
        ],
        unknown={"enrolmentOpen": 1},
    ),
    Case(
        "interest is not open",
        "organisation=@states&enrolmentOpen=false",
        ["planned-with-interest"],
        unknown={"enrolmentOpen": 3},
    ),
)
