"""Where a child can get to, over a segment: the counterparts of the functions of the same names in
`domain.next_step_limits`."""

import numpy as np

from app.catalogue.area_filter import rows_of_runs
from app.catalogue.bitmaps import Words
from app.catalogue.nearness import chord_of, leaves_within, rows_within
from app.catalogue.segment import Segment
from app.catalogue.step_groups import for_class
from app.domain.situation import Place, Situation
from app.domain.vocabulary import Attendance, Kind

FEW_LEAVES = 16
"""Up to so many leaves (what was written lately) all are looked at: to choose among them takes longer."""


def is_reachable(segment: Segment, situation: Situation, no_travel: Words) -> Words:
    """No travel, or within reach; where no distance can be told, in an area it serves or in the same gemeente."""
    points = situation.points
    if not points:
        return no_travel | lies_near_any(segment, situation)
    found = no_travel | (lies_near_any(segment, situation) & ~segment.has_point)
    if segment.words > FEW_LEAVES:
        leaves = leaves_within(segment, points, chord_of(situation.reach_m + 0.5))
    else:
        leaves = np.arange(segment.words)
    found[leaves] |= rows_within(segment, leaves, points, situation.reach_m)
    return found


def is_somewhere(segment: Segment, situation: Situation, no_travel: Words) -> Words:
    """As `is_reachable`, for a child that goes any distance."""
    if not situation.places:
        return segment.every
    anywhere: Words = no_travel | lies_near_any(segment, situation)
    return anywhere | segment.has_point if situation.points else anywhere


def needs_no_travel(segment: Segment, situation: Situation) -> Words:
    """Online, at home, comes to you, or at the child's own school."""
    key = ("needs no travel", situation.school, situation.for_school, _places_key(situation))
    found: Words = segment.cached(key, lambda: _needs_no_travel(segment, situation))
    return found


def _needs_no_travel(segment: Segment, situation: Situation) -> Words:
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

    found: Words = segment.derived("anywhere", find)
    return found


def lies_near_any(segment: Segment, situation: Situation) -> Words:
    """Where no distance counts: rows that serve a place of the child, or lie in its gemeente."""

    def find() -> Words:
        found = segment.nothing
        for place in situation.places:
            found = found | _lies_near(segment, place)
        return found

    held: Words = segment.cached(("lies near", _places_key(situation)), find)
    return held


def _places_key(situation: Situation) -> tuple[object, ...]:
    return tuple(
        (place.gemeente, place.stadsdeel, place.wijk, place.areas, place.is_given) for place in situation.places
    )


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


def of_another_town(segment: Segment, situation: Situation) -> Words:
    """Online, but made for another town than those of the child: by the areas it serves, else by its own gemeente."""
    if not situation.places:
        return segment.nothing

    def find() -> Words:
        towns = dict.fromkeys((None, *(place.gemeente for place in situation.places)))
        inside = segment.nothing
        for town in towns:
            inside = inside | in_area(segment, 0, town)
        inside = inside & segment.value("serviceAreas", "false")
        served = lies_near_any(segment, situation) & segment.value("serviceAreas", "true")
        return segment.value("attendance", Attendance.ONLINE) & ~(inside | served)

    found: Words = segment.cached(("of another town", _places_key(situation)), find)
    return found


def in_area(segment: Segment, level: int, code: str | None) -> Words:
    """Rows whose place lies in it; None: of which it is not known."""
    number = 0 if code is None else segment.area_numbers[level].get(code, -1)
    found: Words = segment.cached(
        ("in area", level, number), lambda: rows_of_runs(segment, segment.arrays["run_area"][level] == number)
    )
    return found
