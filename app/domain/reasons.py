"""Why a step is suggested and what stands in its way: codes with parameters, each of which can be worked out again.

`find_reasons` and `find_barriers` make them; `holds` says whether one is true of a candidate, which is how the judge
and the tests check every answer.
"""

from collections.abc import Iterator

from app.domain.listing import Listing
from app.domain.next_step_limits import (
    best_price,
    counting_passes,
    distance_of,
    fits_child,
    needs_no_travel,
    role_of,
)
from app.domain.next_step_rank import is_nearer_home, stated_access
from app.domain.next_step_relation import Ground, Relation
from app.domain.next_step_waiting import days_ahead
from app.domain.next_step_weights import FAMILIAR_PLACES, FAR_FROM_M, FAR_SHARE, SOON_DAYS, VERY_SOON_DAYS
from app.domain.query import Surroundings
from app.domain.rule_time import DAY, judge_time
from app.domain.situation import Candidate, Reason, Situation
from app.domain.state import freshness_state, next_session
from app.domain.travel import travel_minutes
from app.domain.verdict import Verdict
from app.domain.vocabulary import Attendance, Cost, EnrolmentStatus, Freshness, Kind


def find_reasons(
    candidate: Candidate, relation: Relation, ground: Ground, situation: Situation, around: Surroundings
) -> tuple[Reason, ...]:
    """Why this one, the most telling first; never empty."""
    found = [
        *_why_it_follows(candidate, relation, ground),
        *_why_here(candidate.listing, situation),
        *_why_payable(candidate.listing, situation),
        *_why_for_you(candidate.listing, situation),
        *_why_now(candidate.listing, situation, around),
    ]
    return tuple(found)


def find_barriers(candidate: Candidate, situation: Situation, around: Surroundings) -> tuple[Reason, ...]:
    """What stands in the way or must be asked, the hardest first."""
    item = candidate.listing
    return (
        *_cost_barriers(item, situation),
        *_place_barriers(item, situation),
        *_time_barriers(item, situation, around),
        *_joining_barriers(item, around),
        *_person_barriers(item, situation),
    )


def holds(reason: Reason, candidate: Candidate, ground: Ground, situation: Situation, around: Surroundings) -> bool:
    """Whether this reason or barrier, with these parameters, is true of the candidate."""
    reasons = find_reasons(candidate, ground.relate(candidate), ground, situation, around)
    return reason in reasons or reason in find_barriers(candidate, situation, around)


def _why_it_follows(candidate: Candidate, relation: Relation, ground: Ground) -> Iterator[Reason]:
    item, authored = candidate.listing, candidate.authored
    if relation.direction == "again":
        yield Reason("newEdition", {"after": relation.after})
    elif authored is not None and authored.route_id is not None:
        code = "nextOnRoute" if authored.ahead == 1 else "laterOnRoute"
        yield Reason(code, {"route": authored.route_id, "title": authored.route_title, "after": authored.after})
    elif authored is not None:
        yield Reason("followUp", {"after": authored.after})
    elif relation.theme is not None and relation.source is not None:
        yield Reason("somethingNew", {"theme": relation.theme, "beside": relation.source})
    elif relation.theme is not None and relation.weight not in ("otherTheme", "anyTheme"):
        asked = relation.theme in ground.asked_line
        yield Reason("askedTheme" if asked else "sameTheme", {"theme": relation.theme})
    elif relation.theme is not None:
        yield Reason(relation.weight, {"theme": relation.theme})
    else:
        yield Reason("findOut", {})
    if relation.direction == "again" or item.is_one_off:
        return
    if item.stage == "join":
        yield Reason("canStay", {"stage": item.stage})
    elif item.stage == "deepen" and relation.sense == "deepen":
        yield Reason("goesDeeper", {"stage": item.stage})


def _why_here(item: Listing, situation: Situation) -> Iterator[Reason]:
    home, distance = situation.home, distance_of(item, situation)
    if needs_no_travel(item, situation):
        yield Reason("noTravel", {"attendance": item.attendance or "kit"})
        return
    if home is not None and home.wijk is not None and item.wijk == home.wijk:
        yield Reason("ownWijk", {"wijk": item.wijk})
    if distance is not None and not is_far(distance, situation):
        minutes = travel_minutes(distance)
        code = "near" if distance <= FAR_FROM_M else "withinReach"
        yield Reason(code, {"distanceM": distance, "walk": minutes.walk, "bike": minutes.bike})
    if is_nearer_home(item, situation):
        yield Reason("nearHome", {})
    if item.place_kind in FAMILIAR_PLACES:
        yield Reason("familiarPlace", {"kind": item.place_kind})


def is_far(distance: int, situation: Situation) -> bool:
    """Within reach, but a way to go."""
    return distance > far_from(situation)


def far_from(situation: Situation) -> int:
    """Metres beyond which a step is called far."""
    return max(FAR_FROM_M, int(FAR_SHARE * situation.reach_m))


def _why_payable(item: Listing, situation: Situation) -> Iterator[Reason]:
    price = best_price(item, situation)
    if item.cost == Cost.FREE:
        yield Reason("free", {})
    elif price == 0 and item.session_price != 0:
        names = [name for name, cents in counting_passes(item, situation) if cents == 0]
        yield Reason("freeWithPass", {"pass": names[0]})
    elif price is not None and situation.max_price is not None and price <= situation.max_price:
        yield Reason("withinBudget", {"priceCents": price})


def _why_for_you(item: Listing, situation: Situation) -> Iterator[Reason]:
    if item.has_age_range and (situation.ages or situation.asked_groups):
        low, high = item.age_min_months, item.age_max_months
        yield Reason("age", {"min": None if low is None else low // 12, "max": None if high is None else high // 12})
    elif item.school_groups and (situation.ages or situation.asked_groups):
        yield Reason("schoolGroups", {"first": item.school_groups[0], "last": item.school_groups[-1]})
    is_stated = item.has_age_range or bool(item.school_groups)
    if len(situation.ages) > 1 and is_stated and all(fits_child(item, age) for age in situation.ages):
        yield Reason("allChildren", {"ages": situation.ages})
    for school_type in situation.school_types:
        if school_type in item.school_types:
            yield Reason("schoolTypeStated", {"schoolType": school_type})
    for feature in stated_access(item, situation):
        yield Reason("accessStated", {"feature": feature})
    for language in situation.languages:
        if language in item.spoken_languages:
            yield Reason("languageStated", {"language": language})


def _why_now(item: Listing, situation: Situation, around: Surroundings) -> Iterator[Reason]:
    if situation.time is not None and judge_time(item, situation.time, around) is Verdict.YES:
        yield Reason("momentFits", {})
    is_waiting = item.enrolment_status == EnrolmentStatus.WAITLIST
    if item.is_walk_in or (item.is_drop_in and not is_waiting):
        yield Reason("walkIn", {})
    elif item.has_free_trial and item.cost != Cost.FREE:
        yield Reason("freeTrial", {})
    session, days = next_session(item, around.now), days_ahead(item, around)
    if session is not None and days is not None and days <= SOON_DAYS:
        code = "soon" if days <= VERY_SOON_DAYS else "nextDate"
        yield Reason(code, {"day": session.local_start // DAY, "minute": session.local_start % DAY})


def costs_money(item: Listing, situation: Situation) -> bool:
    """Paid, also with the named passes."""
    return item.cost == Cost.PAID and best_price(item, situation) != 0


def _cost_barriers(item: Listing, situation: Situation) -> Iterator[Reason]:
    if item.cost == Cost.UNKNOWN:
        yield Reason("costUnknown", {})
    elif costs_money(item, situation):
        yield Reason("paid", {"priceCents": best_price(item, situation)})


def _place_barriers(item: Listing, situation: Situation) -> Iterator[Reason]:
    distance = distance_of(item, situation)
    if needs_no_travel(item, situation):
        if item.attendance == Attendance.HOME and item.kind == Kind.LOAN:
            yield Reason("fetch", {"distanceM": distance})
    elif distance is not None:
        if is_far(distance, situation):
            minutes = travel_minutes(distance)
            yield Reason("far", {"distanceM": distance, "walk": minutes.walk, "bike": minutes.bike})
    elif item.wijk is not None and situation.places:
        yield Reason("elsewhere", {"wijk": item.wijk})
    else:
        yield Reason("whereUnknown", {})


def _time_barriers(item: Listing, situation: Situation, around: Surroundings) -> Iterator[Reason]:
    if item.is_one_off:
        yield Reason("oneOff", {})
    session, days = next_session(item, around.now), days_ahead(item, around)
    if session is not None and days is not None and days > SOON_DAYS:
        yield Reason("later", {"day": session.local_start // DAY})
    if situation.time is not None and judge_time(item, situation.time, around) is Verdict.UNKNOWN:
        yield Reason("timeUnknown", {})
    opens = item.enrolment_opens_at
    if opens is not None and opens > around.now:
        yield Reason("opensLater", {"day": (opens + around.now_offset_min) // DAY})


def _joining_barriers(item: Listing, around: Surroundings) -> Iterator[Reason]:
    if item.enrolment_status == EnrolmentStatus.WAITLIST:
        yield Reason("waitlist", {})
    if item.needs_sign_ups:
        yield Reason("needsSignUps", {})
    for code in item.prerequisites:
        yield Reason("prerequisite", {"code": code})
    if item.is_example or freshness_state(item, around) is Freshness.UNCONFIRMED:
        yield Reason("askIfOpen", {"example": int(item.is_example)})


def _person_barriers(item: Listing, situation: Situation) -> Iterator[Reason]:
    outside = tuple(age for age in situation.ages if not fits_child(item, age))
    if outside:
        yield Reason("notForAll", {"ages": outside})
    if (situation.ages or situation.asked_groups) and not item.has_age_range and not item.school_groups:
        yield Reason("ageUnknown", {})
    if situation.school_types and not item.school_types and role_of(item, situation) == "class":
        yield Reason("schoolTypeUnknown", {})
    for feature in situation.accessibility:
        if feature not in stated_access(item, situation):
            yield Reason("askAccess", {"feature": feature})
    if situation.languages and not item.spoken_languages:
        yield Reason("languageUnknown", {})
