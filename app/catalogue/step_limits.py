"""The limits of a next step over a segment: which rows break none of `domain.next_step_limits`, without reading one.

Each function here is the counterpart of the one of the same name there; a test holds them to the same answers.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial

from app.catalogue.area_filter import rows_of_runs
from app.catalogue.bitmaps import Array, Words, pack
from app.catalogue.clock import Tick
from app.catalogue.columns import NEVER
from app.catalogue.filters import Asked, judge_age, judge_school_groups, judge_time
from app.catalogue.nearness import chord_of, leaves_within, rows_within
from app.catalogue.parts import Part
from app.catalogue.prices import prices_with
from app.catalogue.segment import Segment
from app.domain.ages import months_of_years
from app.domain.next_step_limits import GROUP_AUDIENCES, NO_PLACES_LEFT, TEACHING_KINDS
from app.domain.query import Query, Surroundings
from app.domain.situation import Place, Situation
from app.domain.vocabulary import Attendance, Audience, Cost, Kind, OpenTo, SchoolTime, Status

OPEN = Query(statuses=frozenset({Status.OPEN.value}))
BY_NAME = frozenset({OpenTo.EVERYONE.value, OpenTo.PUPILS_OF.value, OpenTo.BSO_OF.value, OpenTo.RESIDENTS_OF.value})
"""Groups that are not judged by the group alone."""

FindHelped = Callable[[Segment], Words]
"""The rows for which some arrangement may pay."""


@dataclass(frozen=True, slots=True)
class Fits:
    """One situation over one part at one minute. allowed: rows that break no limit. no_travel: rows one need not travel
    for. price: cents a session with the passes that count, NEVER where it cannot be compared."""

    part: Part
    tick: Tick
    situation: Situation
    around: Surroundings
    allowed: Words
    no_travel: Words
    price: Array

    @property
    def segment(self) -> Segment:
        """The segment of the part."""
        return self.part.segment


def find_fits(part: Part, situation: Situation, around: Surroundings, find_helped: FindHelped) -> Fits:
    """The rows of a part that break no limit."""
    segment, tick = part.segment, part.tick(around)
    no_travel = needs_no_travel(segment, situation)
    price = best_price(segment, situation)
    found = part.live & tick.shown(OPEN) & has_room(tick) & is_joinable(segment, situation)
    found &= is_open_to(segment, situation)
    if situation.places:
        found &= is_reachable(segment, situation, no_travel)
    if situation.ages or situation.school_groups:
        found &= fits_age(segment, tick, situation, around)
    if situation.is_free_only:
        found &= segment.value("cost", Cost.FREE)
    if situation.max_price is not None:
        found &= is_payable(segment, price, situation.max_price, find_helped(segment))
    if "wheelchair" in situation.accessibility:
        found &= ~segment.value("wheelchair", "no")
    if situation.languages:
        found &= segment.any_value("language", situation.languages) | segment.unstated("language")
    if situation.time is not None:
        yes, unknown = judge_time(Asked(segment, tick, OPEN, around), situation.time, found, None)
        found &= yes | unknown
    return Fits(part, tick, situation, around, found, no_travel, price)


def has_room(tick: Tick) -> Words:
    """Walk in, or neither full nor closed."""
    segment = tick.segment

    def find() -> Words:
        is_over = pack(segment.arrays["closes_at"] <= tick.now, segment.words)
        refused = segment.any_value("enrolment", tuple(sorted(NO_PLACES_LEFT))) | is_over
        return segment.value("walkIn", "true") | (segment.every & ~refused)

    found: Words = segment.cached(("has room", tick.now), find)
    return found


def is_joinable(segment: Segment, situation: Situation) -> Words:
    """What one child can simply join; for a school what a class can do as well."""
    child: Words = segment.cached(("for a child",), partial(_for_child, segment))
    return child | for_class(segment) if situation.for_school else child


def _for_child(segment: Segment) -> Words:
    for_groups = segment.stated("audience") & ~_other_audience(segment, GROUP_AUDIENCES)
    refused = for_groups | segment.value("kind", Kind.KIT) | segment.value("schoolTime", SchoolTime.DURING)
    return segment.value("individual", "true") & ~refused


def for_class(segment: Segment) -> Words:
    """In lessons, or lent to or made for classes."""

    def find() -> Words:
        during = segment.value("schoolTime", SchoolTime.DURING)
        teachers: Words = segment.value("audience", Audience.TEACHERS) & ~_other_audience(
            segment, {Audience.TEACHERS.value}
        )
        taught: Words = segment.any_value("kind", tuple(sorted(TEACHING_KINDS))) | during
        lent: Words = during | segment.value("kind", Kind.KIT) | segment.value("audience", Audience.SCHOOLS)
        classes: Words = (teachers & taught) | (lent & ~teachers)
        return classes

    found: Words = segment.cached(("for a class",), find)
    return found


def _other_audience(segment: Segment, known: Iterable[str]) -> Words:
    others = [segment.values[at][1] for at in segment.span["audience"] if segment.values[at][1] not in known]
    return segment.any_value("audience", tuple(others))


def is_open_to(segment: Segment, situation: Situation) -> Words:
    """Everyone, or a closed group that was named: the school, a group, or an area."""
    found = segment.any_value("openTo", (OpenTo.EVERYONE.value, *sorted(situation.groups - BY_NAME)))
    if situation.school is not None:
        closed = segment.any_value("openTo", (OpenTo.PUPILS_OF.value, OpenTo.BSO_OF.value))
        found = found | (closed & segment.keyed("openToOrganisation", (situation.school,)))
    named = frozenset[str]().union(*(place.areas for place in situation.places if place.is_given))
    if named:
        own = segment.keyed("openToArea", tuple(sorted(named)))
        found = found | (segment.value("openTo", OpenTo.RESIDENTS_OF) & own)
    return found


def fits_age(segment: Segment, tick: Tick, situation: Situation, around: Surroundings) -> Words:
    """At least one of the children."""
    if situation.school_groups:
        query = replace(OPEN, school_groups=situation.school_groups)
        return judge_school_groups(Asked(segment, tick, query, around))[0]
    found = fits_child(segment, tick, situation.ages[0], around)
    for age in situation.ages[1:]:
        found = found | fits_child(segment, tick, age, around)
    return found


def fits_child(segment: Segment, tick: Tick, age: int, around: Surroundings) -> Words:
    """A child of this age can take part."""
    query = replace(OPEN, age_months=months_of_years(age, age))
    return judge_age(Asked(segment, tick, query, around))[0]


def is_reachable(segment: Segment, situation: Situation, no_travel: Words) -> Words:
    """No travel, or within reach; where no distance can be told, in an area it serves or in the same gemeente."""
    found = no_travel.copy()
    points = situation.points
    if not points:
        return found | lies_near_any(segment, situation)
    leaves = leaves_within(segment, points, chord_of(situation.reach_m + 0.5))
    found[leaves] |= rows_within(segment, leaves, points, situation.reach_m)
    return found | (lies_near_any(segment, situation) & ~segment.has_point)


def is_somewhere(segment: Segment, situation: Situation, no_travel: Words) -> Words:
    """As `is_reachable`, for a child that goes any distance."""
    if not situation.places:
        return segment.every
    anywhere: Words = no_travel | lies_near_any(segment, situation)
    return anywhere | segment.has_point if situation.points else anywhere


def needs_no_travel(segment: Segment, situation: Situation) -> Words:
    """Online, at home, comes to you, or at the child's own school."""
    near = lies_near_any(segment, situation) if situation.places else segment.every
    found: Words = segment.value("attendance", Attendance.ONLINE)
    found = found | (segment.value("attendance", Attendance.MOBILE) & near)
    found = found | (segment.value("attendance", Attendance.HOME) & (near | _anywhere(segment)))
    at_school = segment.value("attendance", Attendance.AT_SCHOOL)
    if situation.school is not None:
        found = found | (at_school & segment.keyed("openToOrganisation", (situation.school,)))
    if situation.for_school:
        beside = near if situation.places else segment.nothing
        found = found | (at_school & for_class(segment) & beside)
        travels = (Attendance.ONLINE, Attendance.HOME, Attendance.MOBILE, Attendance.AT_SCHOOL)
        kits = segment.value("kind", Kind.KIT) & ~segment.any_value("attendance", tuple(one.value for one in travels))
        found = found | (kits & near)
    return found


def _anywhere(segment: Segment) -> Words:
    """Tied to no town, and nothing to fetch."""

    def find() -> Words:
        free = rows_of_runs(segment, segment.arrays["run_area"][0] == 0) & segment.value("serviceAreas", "false")
        return free & ~segment.value("kind", Kind.LOAN)

    found: Words = segment.cached(("anywhere",), find)
    return found


def lies_near_any(segment: Segment, situation: Situation) -> Words:
    """Where no distance counts: rows that serve a place of the child, or lie in its gemeente."""

    def find() -> Words:
        found = segment.nothing
        for place in situation.places:
            found = found | _lies_near(segment, place)
        return found

    held: Words = segment.cached(("lies near", tuple(map(_place_key, situation.places))), find)
    return held


def _place_key(place: Place) -> tuple[object, ...]:
    return (place.gemeente, place.stadsdeel, place.wijk, place.areas, place.is_given)


def _lies_near(segment: Segment, place: Place) -> Words:
    """The areas served hold the place, else the same gemeente and no other stadsdeel."""
    own = {code for code in (place.gemeente, place.stadsdeel, place.wijk) if code} | place.areas
    serves = segment.keyed("serviceArea", tuple(sorted(own))) if own else segment.nothing
    unserved = segment.value("serviceAreas", "false")
    if place.gemeente is None:
        return serves if place.is_given else serves | unserved
    town, borough = segment.arrays["run_area"][:2]
    inside = town == segment.area_numbers[0].get(place.gemeente, -1)
    if place.stadsdeel is not None:
        inside &= (borough == 0) | (borough == segment.area_numbers[1].get(place.stadsdeel, -1))
    return serves | (rows_of_runs(segment, inside) & unserved)


def best_price(segment: Segment, situation: Situation) -> Array:
    """Cents a session with the named passes that count for this family."""
    gemeente = None if situation.home is None else situation.home.gemeente
    return prices_with(segment, situation.passes, gemeente)


def is_payable(segment: Segment, price: Array, most: int, helped: Words) -> Words:
    """Free, within the budget, not known to cost more, or with the help that pays it."""
    unpriced = pack(price == NEVER, segment.words)
    found = segment.value("cost", Cost.FREE) | pack(price <= most, segment.words)
    found = found | (segment.value("cost", Cost.UNKNOWN) & unpriced)
    return found | (segment.value("cost", Cost.PAID) & helped & (segment.every if most == 0 else unpriced))
