"""What a suggestion never violates (DESIGN 5, Hard). Each limit has a name; what breaks none may be suggested.

The names are those of `relax` in the answer, so that it can say which single one to loosen.
"""

from collections.abc import Callable
from functools import lru_cache

from app.domain.ages import months_of_years, overlaps, overlaps_groups
from app.domain.arrangements import Payer
from app.domain.geo import nearest_distance_m
from app.domain.listing import Listing
from app.domain.query import Point, Query, Surroundings
from app.domain.rule import judge_school_groups
from app.domain.rule_time import judge_time
from app.domain.situation import Candidate, Place, Situation
from app.domain.state import effective_status, freshness_state
from app.domain.verdict import Verdict
from app.domain.vocabulary import (
    Attendance,
    Audience,
    Cost,
    EnrolmentStatus,
    Freshness,
    Kind,
    OpenTo,
    SchoolTime,
    Status,
)

GROUP_AUDIENCES = frozenset({Audience.SCHOOLS.value, Audience.TEACHERS.value})
TEACHING_KINDS = frozenset({Kind.KIT.value, Kind.LESSON.value, Kind.WORKSHOP.value, Kind.PROGRAMME.value})
NO_PLACES_LEFT = frozenset({EnrolmentStatus.FULL.value, EnrolmentStatus.CLOSED.value})


def find_broken(candidate: Candidate, situation: Situation, around: Surroundings) -> frozenset[str]:
    """Names of the limits that the candidate breaks; empty when it may be suggested."""
    return frozenset(name for name, is_kept in LIMITS.items() if not is_kept(candidate, situation, around))


def is_allowed(candidate: Candidate, situation: Situation, around: Surroundings) -> bool:
    """Whether it breaks no limit."""
    for is_kept in LIMITS.values():  # noqa: SIM110  # asked of every step shown, and the quickest so
        if not is_kept(candidate, situation, around):
            return False
    return True


def is_open(item: Listing, around: Surroundings) -> bool:
    """Not planned, cancelled, ended or stale."""
    return effective_status(item, around.now) is Status.OPEN and freshness_state(item, around) is not Freshness.STALE


def role_of(item: Listing, situation: Situation) -> str | None:
    """child: one child can simply join; class: a school does it; None: neither, or a class offer asked for a child."""
    if situation.for_school and is_for_class(item):
        return "class"
    is_for_groups = bool(item.audience) and GROUP_AUDIENCES.issuperset(item.audience)
    is_joinable = item.individual is True and not is_for_groups and item.kind != Kind.KIT
    return "child" if is_joinable and item.school_time != SchoolTime.DURING else None


def is_for_class(item: Listing) -> bool:
    """In lessons, or lent to or made for classes; training for teachers is not."""
    if item.audience == (Audience.TEACHERS.value,):
        return item.kind in TEACHING_KINDS or item.school_time == SchoolTime.DURING
    is_in_lessons = item.school_time == SchoolTime.DURING or item.kind == Kind.KIT
    return is_in_lessons or Audience.SCHOOLS.value in item.audience


def is_open_to(item: Listing, situation: Situation) -> bool:
    """Everyone, or a closed group that the caller named: the school, a group, or an area it lies in."""
    match item.open_to:
        case OpenTo.EVERYONE:
            return True
        case OpenTo.PUPILS_OF | OpenTo.BSO_OF:
            return situation.school is not None and situation.school in item.open_to_organisations
        case OpenTo.RESIDENTS_OF:
            named = frozenset().union(*(place.areas for place in situation.places if place.is_given))
            return not named.isdisjoint(item.open_to_areas)
        case _:
            return item.open_to in situation.groups


def has_room(item: Listing, around: Surroundings) -> bool:
    """A waiting list is a barrier, full and closed are a no."""
    if item.is_walk_in:
        return True
    is_over = item.enrolment_closes_at is not None and item.enrolment_closes_at <= around.now
    return item.enrolment_status not in NO_PLACES_LEFT and not is_over


def fits_age(item: Listing, situation: Situation) -> bool:
    """At least one of the children fits; no range stated fits."""
    groups = situation.asked_groups
    if groups:
        return judge_school_groups(item, Query(school_groups=groups), _NO_SURROUNDINGS) is Verdict.YES
    return not situation.ages or any(fits_child(item, age) for age in situation.ages)


_NO_SURROUNDINGS = Surroundings(0, 0)


def fits_child(item: Listing, age: int) -> bool:
    """Whether a child of this age (completed years) can take part."""
    asked = months_of_years(age, age)
    if item.has_age_range:
        return overlaps(asked, item.age_min_months, item.age_max_months)
    return not item.school_groups or overlaps_groups(asked, item.school_groups)


def distance_of(item: Listing, situation: Situation) -> int | None:
    """Whole metres to the nearest place of the child; None where it cannot be told."""
    points = situation.points
    if not points or item.lat is None or item.lon is None:
        return None
    return _measure(item.lat, item.lon, points)


@lru_cache(maxsize=16_384)
def _measure(lat: float, lon: float, points: tuple[Point, ...]) -> int:
    """One question measures the same distance several times."""
    return nearest_distance_m(Point(lat, lon), points)


def is_reachable(item: Listing, situation: Situation) -> bool:
    """No travel, or within reach. Where no distance can be told: in an area it serves, or in the same gemeente."""
    if needs_no_travel(item, situation):
        return True
    distance = distance_of(item, situation)
    if distance is not None:
        return distance <= situation.reach_m
    return not situation.places or any(_lies_near(item, place) for place in situation.places)


def needs_no_travel(item: Listing, situation: Situation) -> bool:
    """Online, at home, comes to you, or at the child's own school; not what must be fetched in another town, or nobody
    says where."""
    match item.attendance:
        case Attendance.ONLINE:
            return True
        case Attendance.HOME:
            is_anywhere = item.gemeente is None and not item.service_areas and item.kind != Kind.LOAN
            return not situation.places or is_anywhere or _lies_near_any(item, situation)
        case Attendance.MOBILE:
            return not situation.places or _lies_near_any(item, situation)
        case Attendance.AT_SCHOOL:
            is_own = situation.school is not None and situation.school in item.open_to_organisations
            return is_own or (situation.for_school and is_for_class(item) and _lies_near_any(item, situation))
        case _:
            is_kit = situation.for_school and item.kind == Kind.KIT
            return is_kit and (not situation.places or _lies_near_any(item, situation))


def is_of_another_town(item: Listing, situation: Situation) -> bool:
    """Online, but made for another town than those of the child: by the areas it serves, else by its own gemeente."""
    if item.attendance != Attendance.ONLINE or not situation.places:
        return False
    if item.service_areas:
        return not _lies_near_any(item, situation)
    return item.gemeente not in {None, *(place.gemeente for place in situation.places)}


def _lies_near_any(item: Listing, situation: Situation) -> bool:
    return any(_lies_near(item, place) for place in situation.places)


def _lies_near(item: Listing, place: Place) -> bool:
    """Without a distance: the areas served hold the place, else the same gemeente and no other stadsdeel."""
    if item.service_areas:
        own = {code for code in (place.gemeente, place.stadsdeel, place.wijk) if code} | place.areas
        return not own.isdisjoint(item.service_areas)
    if place.gemeente is None:
        return not place.is_given
    is_elsewhere = None not in (place.stadsdeel, item.stadsdeel) and place.stadsdeel != item.stadsdeel
    return item.gemeente == place.gemeente and not is_elsewhere


def counting_passes(item: Listing, situation: Situation) -> list[tuple[str, int | None]]:
    """The named passes that count for this family, with what a session costs then: one for the residents of another
    gemeente does not."""
    gemeente = None if situation.home is None else situation.home.gemeente
    residents = dict(item.pass_residents)
    named = [(name, cents) for name, cents in item.pass_prices if name in situation.passes]
    return [(name, cents) for name, cents in named if gemeente is None or gemeente in residents.get(name, (gemeente,))]


def best_price(item: Listing, situation: Situation) -> int | None:
    """Cents a session with the named passes; None when it cannot be compared."""
    prices = [item.session_price, *(cents for _, cents in counting_passes(item, situation))]
    return min((cents for cents in prices if cents is not None), default=None)


def is_payable(candidate: Candidate, situation: Situation) -> bool:
    """Within the budget, not known to cost more, or with the help that pays it where nothing may be spent."""
    item, most = candidate.listing, situation.max_price
    if most is None or item.cost == Cost.FREE:
        return True
    price = best_price(item, situation)
    if price is not None and price <= most:
        return True
    if item.cost == Cost.UNKNOWN:
        return price is None
    return bool(candidate.help_ids) and (price is None or most == 0)


def payer_of(item: Listing, situation: Situation) -> Payer:
    """For whom it must be paid: the children, or the class where a class does it."""
    home = situation.home
    is_class = role_of(item, situation) == "class"
    return Payer(None if home is None else home.gemeente, situation.years, is_class)


def fits_time(item: Listing, situation: Situation, around: Surroundings) -> bool:
    """A date fits the free moments; without known dates it is a question to ask, not a no."""
    return situation.time is None or judge_time(item, situation.time, around) is not Verdict.NO


def is_accessible(item: Listing, situation: Situation) -> bool:
    """Only a stated no is a no; what is not recorded is asked, never promised."""
    return not ("wheelchair" in situation.accessibility and item.wheelchair == "no")


def is_free_enough(item: Listing, situation: Situation) -> bool:
    """Stated free, when only that is asked."""
    return not situation.is_free_only or item.cost == Cost.FREE


def is_of_school_type(item: Listing, situation: Situation) -> bool:
    """Made for one of the asked school types, or for none in particular."""
    asked = situation.school_types
    return not asked or not item.school_types or not set(asked).isdisjoint(item.school_types)


def speaks(item: Listing, situation: Situation) -> bool:
    """A shared language, or none stated."""
    if not situation.languages or not item.spoken_languages:
        return True
    return not set(situation.languages).isdisjoint(item.spoken_languages)


LIMITS: dict[str, Callable[[Candidate, Situation, Surroundings], bool]] = {
    "status": lambda c, s, around: is_open(c.listing, around),
    "joinable": lambda c, s, around: role_of(c.listing, s) is not None,
    "group": lambda c, s, around: is_open_to(c.listing, s),
    "enrolment": lambda c, s, around: has_room(c.listing, around),
    "age": lambda c, s, around: fits_age(c.listing, s),
    "schoolType": lambda c, s, around: is_of_school_type(c.listing, s),
    "free": lambda c, s, around: is_free_enough(c.listing, s),
    "place": lambda c, s, around: is_reachable(c.listing, s),
    "maxPrice": lambda c, s, around: is_payable(c, s),
    "time": lambda c, s, around: fits_time(c.listing, s, around),
    "accessibility": lambda c, s, around: is_accessible(c.listing, s),
    "language": lambda c, s, around: speaks(c.listing, s),
}
"""Name of a limit -> whether a candidate keeps it."""
