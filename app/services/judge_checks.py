"""What a suggestion may never do, checked against the raw listing, apart from the rule that made the suggestion.

Written from DESIGN 5 (Hard) with nothing of `domain.next_step_limits`, so that a mistake there shows here.
"""

from collections.abc import Callable

from app.domain.geo import distance_m
from app.domain.listing import Listing
from app.domain.query import Point, Surroundings
from app.domain.situation import Place, Situation, Step

CheckStep = Callable[[Step, Situation, Surroundings], bool]


def _is_over(item: Listing, around: Surroundings) -> bool:
    return item.status != "open" or (item.ends_at is not None and item.ends_at <= around.now)


def _is_stale(item: Listing, around: Surroundings) -> bool:
    return not item.is_example and item.confirmed_day <= around.stale_days[item.holiday_region or ""][2]


def _is_not_joinable(item: Listing, situation: Situation) -> bool:
    if situation.for_school and (item.school_time == "during" or item.kind == "kit" or "schools" in item.audience):
        return False
    if situation.for_school and "teachers" in item.audience:
        return False
    return item.individual is not True


def _is_closed_to(item: Listing, situation: Situation) -> bool:
    if item.open_to == "everyone":
        return False
    if item.open_to in ("pupilsOf", "bsoOf"):
        return situation.school is None or situation.school not in item.open_to_organisations
    if item.open_to == "residentsOf":
        return not any(place.areas & set(item.open_to_areas) for place in situation.places)
    return item.open_to not in situation.groups


def _is_outside_age(item: Listing, situation: Situation) -> bool:
    if not situation.ages or not item.has_age_range:
        return False
    low, high = item.age_min_months or 0, item.age_max_months
    return not any(12 * age + 11 >= low and (high is None or 12 * age <= high) for age in situation.ages)


def _is_out_of_reach(item: Listing, situation: Situation) -> bool:
    if item.attendance == "online" or not situation.places:
        return False
    if item.attendance in ("home", "mobile") or item.kind == "kit":
        return item.lat is None and not any(_serves(item, place) for place in situation.places) and _is_bound(item)
    if situation.school is not None and situation.school in item.open_to_organisations:
        return False
    points = [place.point for place in situation.places if place.point is not None]
    if item.lat is not None and item.lon is not None and points:
        here = Point(item.lat, item.lon)
        is_far = all(distance_m(here, point) > situation.reach_m for point in points)
        return is_far and not (situation.for_school and item.attendance == "atSchool")
    return not any(_serves(item, place) for place in situation.places)


def _is_bound(item: Listing) -> bool:
    is_fetched = item.attendance == "home" and item.kind == "loan"
    return item.gemeente is not None or bool(item.service_areas) or is_fetched


def _serves(item: Listing, place: Place) -> bool:
    own = place.areas | {code for code in (place.gemeente, place.stadsdeel, place.wijk) if code is not None}
    return item.gemeente in own or not own.isdisjoint(item.service_areas)


def _is_not_free(step: Step, situation: Situation) -> bool:
    return situation.is_free_only and step.candidate.listing.cost != "free"


def _is_too_dear(step: Step, situation: Situation) -> bool:
    item, most = step.candidate.listing, situation.max_price
    if most is None or item.cost == "free":
        return False
    home = situation.home.gemeente if situation.home is not None else None
    others = {name for name, codes in item.pass_residents if home is not None and home not in codes}
    named = set(situation.passes) - others
    prices = [item.session_price, *(cents for name, cents in item.pass_prices if name in named)]
    known = [cents for cents in prices if cents is not None]
    if known and min(known) <= most:
        return False
    codes = {barrier.code for barrier in step.barriers}
    if item.cost == "unknown":
        return bool(known) or "costUnknown" not in codes
    return not (step.candidate.help_ids and "paid" in codes and (most == 0 or not known))


VIOLATIONS: dict[str, CheckStep] = {
    "notOpen": lambda step, situation, around: _is_over(step.candidate.listing, around),
    "stale": lambda step, situation, around: _is_stale(step.candidate.listing, around),
    "notJoinable": lambda step, situation, around: _is_not_joinable(step.candidate.listing, situation),
    "closedGroup": lambda step, situation, around: _is_closed_to(step.candidate.listing, situation),
    "age": lambda step, situation, around: _is_outside_age(step.candidate.listing, situation),
    "reach": lambda step, situation, around: _is_out_of_reach(step.candidate.listing, situation),
    "notFree": lambda step, situation, around: _is_not_free(step, situation),
    "price": lambda step, situation, around: _is_too_dear(step, situation),
}
"""Name of a violation -> whether the step commits it."""


def find_violations(step: Step, situation: Situation, around: Surroundings, done: frozenset[str]) -> list[str]:
    """Names of what the step does wrong; `done`: ids of what the child did."""
    found = [name for name, is_wrong in VIOLATIONS.items() if is_wrong(step, situation, around)]
    return [*found, "sameAgain"] if step.candidate.listing.id in done else found
