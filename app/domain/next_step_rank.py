"""The score of one candidate: the sum of the weights that hold for it, each named in `next_step_weights.WEIGHTS`."""

from collections.abc import Iterator

from app.domain.geo import distance_m
from app.domain.listing import Listing
from app.domain.next_step_limits import (
    best_price,
    distance_of,
    fits_child,
    needs_no_travel,
    role_of,
)
from app.domain.next_step_relation import Ground, Relation
from app.domain.next_step_waiting import days_ahead, days_waited
from app.domain.next_step_weights import (
    FAMILIAR_PLACES,
    LATE_DAYS,
    SOON_DAYS,
    VERY_LATE_DAYS,
    VERY_SOON_DAYS,
    WEIGHTS,
)
from app.domain.query import Point, Surroundings
from app.domain.rule_time import judge_time
from app.domain.situation import Candidate, Situation
from app.domain.state import freshness_state
from app.domain.verdict import Verdict
from app.domain.vocabulary import Attendance, Cost, EnrolmentStatus, Freshness, Kind

MOST_SHARED_WORDS, MOST_ASKED_WORDS = 5, 2
RELATED = ("relatedEntry", "relatedUnknown", "relatedLater")


def score(candidate: Candidate, relation: Relation, ground: Ground, situation: Situation, around: Surroundings) -> int:
    """The sum of all weights that hold, those that are a share of their weight rounded down."""
    item = candidate.listing
    named = [relation.weight, *_where(item, situation), *_cost(candidate, situation), *_who(item, situation)]
    named += [*_when(item, situation, around), *_hurdles(candidate, around)]
    named += _what(candidate, relation, ground)
    total = sum(WEIGHTS[name] for name in named)
    return total + _words(item, ground, situation) + _closeness(item, ground) + _near(item, situation)


def most_of_other_theme(ground: Ground, situation: Situation) -> int:
    """No candidate on a quite different theme scores higher than this."""
    may_hold = {
        "onRoute": True,
        "ownWijk": situation.home is not None and situation.home.wijk is not None,
        "familiarPlace": True,
        "free": True,
        "freeWithoutBudget": situation.max_price == 0,
        "soonDays14": True,
        "momentFits": situation.time is not None,
        "easyStart": True,
        "statedAge": True,
        "everyChild": len(situation.ages) > 1,
        "schoolTypeStated": bool(situation.school_types),
        "accessStated": bool(situation.accessibility),
        "languageStated": bool(situation.languages),
    }
    total = WEIGHTS["otherTheme"] + sum(WEIGHTS[name] for name, may in may_hold.items() if may)
    total += max(WEIGHTS["near"] + WEIGHTS["nearHome"] if situation.points else 0, WEIGHTS["noTravel"])
    total += MOST_ASKED_WORDS * WEIGHTS["askedWord"] if situation.words else 0
    return total + (MOST_SHARED_WORDS * WEIGHTS["sharedWord"] if ground.words else 0)


def _what(candidate: Candidate, relation: Relation, ground: Ground) -> Iterator[str]:
    item = candidate.listing
    asked = sum(theme in ground.asked for theme in item.themes)
    if asked:
        yield "askedTheme"
        if asked > 1:
            yield "askedAlso"
    elif any(theme in ground.asked_line for theme in item.themes):
        yield "askedNearTheme"
    if relation.weight in RELATED and not ground.in_field.isdisjoint(item.themes):
        yield "sameField"
    if candidate.is_on_route:
        yield "onRoute"
    step = ground.rung_step(item.stage)
    if relation.weight in ("route", "laterOnRoute") and step is not None and step > 0:
        yield "higherRung"


def _words(item: Listing, ground: Ground, situation: Situation) -> int:
    own = frozenset((*item.title_words, *item.summary_words))
    asked = min(len(own & situation.words), MOST_ASKED_WORDS)
    shared = min(len(own & ground.words), MOST_SHARED_WORDS)
    return asked * WEIGHTS["askedWord"] + shared * WEIGHTS["sharedWord"]


def _closeness(item: Listing, ground: Ground) -> int:
    if not item.themes:
        return 0
    known = sum(theme in ground.same for theme in item.themes)
    return WEIGHTS["closeness"] * known // len(item.themes)


def _near(item: Listing, situation: Situation) -> int:
    distance = distance_of(item, situation)
    if distance is None or not situation.reach_m or needs_no_travel(item, situation):
        return 0
    return WEIGHTS["near"] * max(0, situation.reach_m - distance) // situation.reach_m


def _where(item: Listing, situation: Situation) -> Iterator[str]:
    home = situation.home
    if home is not None and home.wijk is not None and item.wijk == home.wijk:
        yield "ownWijk"
    if needs_no_travel(item, situation):
        is_fetched = item.attendance == Attendance.HOME and item.kind == Kind.LOAN
        yield "online" if item.attendance == Attendance.ONLINE else "fetched" if is_fetched else "noTravel"
    elif situation.points and item.lat is None:
        yield "whereUnknown"
    elif is_nearer_home(item, situation):
        yield "nearHome"
    if item.place_kind in FAMILIAR_PLACES:
        yield "familiarPlace"


def is_nearer_home(item: Listing, situation: Situation) -> bool:
    """Of two places with a point: the first one is the nearer."""
    points = situation.points
    if len(points) < 2 or item.lat is None or item.lon is None:
        return False
    here = Point(item.lat, item.lon)
    return distance_m(here, points[0]) <= distance_m(here, points[1])


def _cost(candidate: Candidate, situation: Situation) -> Iterator[str]:
    item = candidate.listing
    has_nothing = situation.max_price == 0
    if item.cost == Cost.FREE:
        yield "free"
        if has_nothing:
            yield "freeWithoutBudget"
    elif best_price(item, situation) == 0:
        yield "freeWithPass"
        if has_nothing:
            yield "freeWithoutBudget"
    elif item.cost == Cost.UNKNOWN:
        yield "costUnknown"
        if has_nothing:
            yield "unknownWithoutBudget"
    else:
        yield "paid"
        if has_nothing:
            yield "paidWithoutBudget"


def _who(item: Listing, situation: Situation) -> Iterator[str]:
    if situation.for_school and role_of(item, situation) == "class":
        yield "forClass"
    if item.has_age_range or item.school_groups:
        yield "statedAge"
    if len(situation.ages) > 1 and all(fits_child(item, age) for age in situation.ages):
        yield "everyChild"
    if not set(situation.school_types).isdisjoint(item.school_types):
        yield "schoolTypeStated"
    stated = stated_access(item, situation)
    if stated:
        yield "accessStated"
    if "specialNeeds" in item.accessibility and not situation.accessibility:
        yield "forDisability"
    if situation.languages and not set(situation.languages).isdisjoint(item.spoken_languages):
        yield "languageStated"


def stated_access(item: Listing, situation: Situation) -> tuple[str, ...]:
    """The asked features that are recorded."""
    return tuple(
        name
        for name in situation.accessibility
        if name in item.accessibility or (name == "wheelchair" and item.wheelchair == "yes")
    )


def _when(item: Listing, situation: Situation, around: Surroundings) -> Iterator[str]:
    if situation.time is not None:
        verdict = judge_time(item, situation.time, around)
        yield "momentFits" if verdict is Verdict.YES else "momentUnknown"
    ahead, waited = days_ahead(item, around), days_waited(item, around)
    if ahead is not None and waited is not None:
        if ahead <= SOON_DAYS:
            yield "soonDays14" if ahead <= VERY_SOON_DAYS else "soonDays42"
        elif waited > LATE_DAYS:
            yield "lateDays42" if waited <= VERY_LATE_DAYS else "lateDays91"
    if item.is_drop_in or item.is_walk_in or item.has_free_trial:
        yield "easyStart"


def _hurdles(candidate: Candidate, around: Surroundings) -> Iterator[str]:
    item = candidate.listing
    if item.enrolment_status == EnrolmentStatus.WAITLIST:
        yield "waitlist"
    if item.prerequisites:
        yield "prerequisite"
    if item.needs_sign_ups:
        yield "needsSignUps"
    if freshness_state(item, around) is Freshness.UNCONFIRMED:
        yield "unconfirmed"
