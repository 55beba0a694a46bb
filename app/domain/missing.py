"""What a listing does not say (REQUIREMENTS, find-what-it-means-for-me): a family must be able to read what you do, for
which age, when, where, at what cost and how to join. A listing without one of these is shown as incomplete."""

from app.domain.resolved import PlaceFacts, Resolved
from app.domain.vocabulary import Attendance, Cost, Kind, Precision, PriceKind

MISSING_PARTS: tuple[str, ...] = ("what", "age", "when", "where", "cost", "howToJoin")
NEEDS_NO_VENUE = frozenset({Attendance.HOME, Attendance.ONLINE})
VAGUE = frozenset({Precision.STADSDEEL, Precision.GEMEENTE})


def find_missing(resolved: Resolved) -> tuple[str, ...]:
    """The parts of `MISSING_PARTS` that nobody stated, in that order."""
    stated = (
        _says_what(resolved),
        _says_age(resolved),
        _says_when(resolved),
        _says_where(resolved),
        _says_cost(resolved),
        _says_how(resolved),
    )
    return tuple(part for part, is_stated in zip(MISSING_PARTS, stated, strict=True) if not is_stated)


def _says_what(resolved: Resolved) -> bool:
    """A title names it; a sentence says what you do."""
    return bool(resolved.draft.texts.summary or resolved.draft.texts.description)


def _says_age(resolved: Resolved) -> bool:
    age = resolved.draft.age
    bounds = (age.min, age.max, age.min_months, age.max_months)
    return bool(resolved.draft.school_groups) or any(bound is not None for bound in bounds)


def _says_when(resolved: Resolved) -> bool:
    """Dates, words about them, or that one can start (or borrow) at any time."""
    draft = resolved.draft
    is_any_time = bool(draft.enrolment.start_any_time) or draft.kind is Kind.LOAN
    return is_any_time or bool(resolved.sessions or draft.schedule.rules or draft.schedule.summary)


def _says_where(resolved: Resolved) -> bool:
    """A named place or one known at least by its wijk; at a school which one; what travels says where it goes."""
    draft, place = resolved.draft, resolved.place
    if draft.attendance in NEEDS_NO_VENUE:
        return True
    if draft.service_area or (place is not None and _is_findable(place)):
        return True
    return draft.attendance is Attendance.AT_SCHOOL and bool(draft.open_to.organisation_ids)


def _is_findable(place: PlaceFacts) -> bool:
    has_point = place.location is not None and place.location.precision not in VAGUE
    return bool(place.name or place.street_address or place.postal_code or place.wijk or has_point)


def _says_cost(resolved: Resolved) -> bool:
    """Free, or paid with an amount. That something must be paid is not yet what it costs."""
    draft = resolved.draft
    if draft.cost is Cost.PAID:
        return any(price.amount is not None for price in draft.prices if price.kind is PriceKind.BASE)
    return draft.cost is Cost.FREE


def _says_how(resolved: Resolved) -> bool:
    enrolment = resolved.draft.enrolment
    return bool(enrolment.how or enrolment.url or enrolment.email or enrolment.phone)
