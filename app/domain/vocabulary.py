"""The closed word lists of the catalogue. Values are the wire values (camelCase); order is the order shown to
people."""

from enum import StrEnum


class Attendance(StrEnum):
    """How a child takes part. `mobile` comes to you; `home` and `online` need no travel."""

    ONSITE = "onsite"
    AT_SCHOOL = "atSchool"
    MOBILE = "mobile"
    HOME = "home"
    ONLINE = "online"


class Stage(StrEnum):
    """Rung of the ladder: discover (kennismaken), deepen (verdiepen), join (erbij blijven)."""

    DISCOVER = "discover"
    DEEPEN = "deepen"
    JOIN = "join"


class Kind(StrEnum):
    """Form of the activity. `kit` is lent to a class, `loan` to a family."""

    WORKSHOP = "workshop"
    COURSE = "course"
    CLUB = "club"
    EVENT = "event"
    DROP_IN = "dropIn"
    OPEN_DAY = "openDay"
    CAMP = "camp"
    LESSON = "lesson"
    PROGRAMME = "programme"
    KIT = "kit"
    LOAN = "loan"


class SchoolTime(StrEnum):
    """During lessons, outside them, or both."""

    DURING = "during"
    OUTSIDE = "outside"
    BOTH = "both"


class Audience(StrEnum):
    """Who the offer addresses."""

    CHILDREN = "children"
    FAMILIES = "families"
    SCHOOLS = "schools"
    TEACHERS = "teachers"


class OpenTo(StrEnum):
    """Which children may join; everything but `everyone` is a closed group."""

    EVERYONE = "everyone"
    PUPILS_OF = "pupilsOf"
    BSO_OF = "bsoOf"
    MEMBERS_OF = "membersOf"
    RESIDENTS_OF = "residentsOf"
    GIRLS = "girls"
    BOYS = "boys"
    DISABILITY = "disability"


class SchoolType(StrEnum):
    """Dutch school types, special (so, vso) and special primary (sbo) education apart."""

    VVE = "vve"
    PO = "po"
    SBO = "sbo"
    SO = "so"
    VSO = "vso"
    PRO = "pro"
    VMBO = "vmbo"
    HAVO = "havo"
    VWO = "vwo"
    ISK = "isk"
    MBO = "mbo"


class Cost(StrEnum):
    """`free` = no obligatory cost. `unknown` is never treated as free."""

    FREE = "free"
    PAID = "paid"
    UNKNOWN = "unknown"


class PricePer(StrEnum):
    """What one amount buys."""

    SESSION = "session"
    COURSE = "course"
    CARD = "card"
    MONTH = "month"
    TERM = "term"
    HALF_YEAR = "halfYear"
    SEASON = "season"
    YEAR = "year"
    WEEK = "week"
    DAY = "day"
    HOUR = "hour"
    GROUP = "group"
    ONCE = "once"


class PriceKind(StrEnum):
    """What the amount is for; only `base` takes part in price comparison."""

    BASE = "base"
    REDUCED = "reduced"
    REGISTRATION = "registration"
    MATERIALS = "materials"
    DEPOSIT = "deposit"
    EQUIPMENT = "equipment"
    VOLUNTARY = "voluntary"
    SECOND_CHILD = "secondChild"
    TRIAL = "trial"


class PassEffect(StrEnum):
    """What showing a pass does: nothing to pay, `value` per cent off, or a fixed price of `value` euro."""

    FREE = "free"
    DISCOUNT = "discount"
    PRICE = "price"


class PlaceKind(StrEnum):
    """Kind of place; school, library, communityCentre and cityFarm are familiar to children."""

    SCHOOL = "school"
    LIBRARY = "library"
    COMMUNITY_CENTRE = "communityCentre"
    MUSEUM = "museum"
    CITY_FARM = "cityFarm"
    SPORTS = "sports"
    OUTDOORS = "outdoors"
    WORKSHOP = "workshop"
    THEATRE = "theatre"
    OTHER = "other"


class Precision(StrEnum):
    """How well a point is known. Only address, postcode and wijk give a distance and a wijk."""

    ADDRESS = "address"
    POSTCODE = "postcode"
    WIJK = "wijk"
    STADSDEEL = "stadsdeel"
    GEMEENTE = "gemeente"


EXACT = frozenset({Precision.ADDRESS, Precision.POSTCODE})
"""Precision of a point that somebody can travel to."""


class WijkBasis(StrEnum):
    """Where the wijk of a place comes from, best first."""

    BOUNDARY = "boundary"
    STATED = "stated"
    POSTCODE = "postcode"
    NEAREST = "nearest"


class AddressShown(StrEnum):
    """`onEnrolment`: the address appears in no format at all before enrolment."""

    FULL = "full"
    ON_ENROLMENT = "onEnrolment"


class SessionStatus(StrEnum):
    """State of one date. Cancelled, full and ended are three different things."""

    SCHEDULED = "scheduled"
    CANCELLED = "cancelled"
    MOVED = "moved"
    FULL = "full"


class EnrolmentHow(StrEnum):
    """Ways to join."""

    WALK_IN = "walkIn"
    FORM = "form"
    PHONE = "phone"
    MAIL = "mail"
    WHATSAPP = "whatsapp"
    VIA_SCHOOL = "viaSchool"
    VIA_BSO = "viaBso"


class EnrolmentStatus(StrEnum):
    """Whether one can sign up now."""

    OPEN = "open"
    WAITLIST = "waitlist"
    FULL = "full"
    CLOSED = "closed"
    INTEREST = "interest"


class Allocation(StrEnum):
    """How places are given out."""

    FIRST_COME = "firstCome"
    LOTTERY = "lottery"
    INTAKE = "intake"


class Prerequisite(StrEnum):
    """Shown as a barrier, never asked of a child."""

    SWIM_DIPLOMA_A = "swimDiplomaA"
    SWIM_DIPLOMA_B = "swimDiplomaB"
    SWIM_DIPLOMA_C = "swimDiplomaC"
    AUDITION = "audition"
    PREVIOUS_ACTIVITY = "previousActivity"
    OWN_BIKE = "ownBike"
    OWN_INSTRUMENT = "ownInstrument"
    LIBRARY_CARD = "libraryCard"
    MEMBERSHIP = "membership"


class Wheelchair(StrEnum):
    """Whether a wheelchair user can take part."""

    YES = "yes"
    LIMITED = "limited"
    NO = "no"
    UNKNOWN = "unknown"


class RunsInHolidays(StrEnum):
    """Whether the offer goes on in school holidays."""

    YES = "yes"
    NO = "no"
    SOME = "some"


class Status(StrEnum):
    """State of the activity as stored; `domain.state.effective_status` gives the state at a moment."""

    PLANNED = "planned"
    OPEN = "open"
    CANCELLED = "cancelled"
    ENDED = "ended"


class Freshness(StrEnum):
    """How long ago somebody said it is still right."""

    FRESH = "fresh"
    DUE = "due"
    UNCONFIRMED = "unconfirmed"
    STALE = "stale"


class AreaLevel(StrEnum):
    """CBS levels plus the stadsdelen some cities use."""

    GEMEENTE = "gemeente"
    STADSDEEL = "stadsdeel"
    WIJK = "wijk"
    BUURT = "buurt"


class HolidayRegion(StrEnum):
    """School holiday regions set by the Dutch government."""

    NOORD = "noord"
    MIDDEN = "midden"
    ZUID = "zuid"


class Moment(StrEnum):
    """Named free moments of a family; `domain.rule_time` gives their exact hours."""

    NOW = "now"
    TODAY = "today"
    AFTER_SCHOOL = "afterSchool"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"


class SortField(StrEnum):
    """What a list can be ordered by; `-modified` is newest first."""

    RELEVANCE = "relevance"
    DISTANCE = "distance"
    START = "start"
    MODIFIED = "-modified"
    PRICE = "price"
    TITLE = "title"


SCHOOL_GROUPS: tuple[str, ...] = (
    "peuters",
    *(f"groep{number}" for number in range(1, 9)),
    *(f"klas{number}" for number in range(1, 7)),
)
"""Dutch school groups, youngest first."""

WEEKDAYS: tuple[str, ...] = ("mo", "tu", "we", "th", "fr", "sa", "su")
"""Monday first, as `date.weekday()` counts."""
