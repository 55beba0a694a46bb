"""The limits of a next step over a segment: which rows break none of `domain.next_step_limits`, without reading one.

Each function here is the counterpart of the one of the same name there; a test holds them to the same answers.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from app.catalogue.bitmaps import Array, Rows, Words, from_rows, pack, rows_of, test_rows
from app.catalogue.clock import Tick
from app.catalogue.columns import NEVER
from app.catalogue.filters import Asked, judge_age, judge_school_groups, judge_time
from app.catalogue.parts import Part
from app.catalogue.prices import prices_with
from app.catalogue.segment import Segment
from app.catalogue.step_groups import for_class, is_joinable
from app.catalogue.step_travel import is_reachable, needs_no_travel
from app.domain.ages import months_of_years
from app.domain.arrangements import Payer
from app.domain.next_step_limits import NO_PLACES_LEFT
from app.domain.query import Query, Surroundings
from app.domain.situation import Situation
from app.domain.vocabulary import Cost, OpenTo, Status

OPEN = Query(statuses=frozenset({Status.OPEN.value}))
BY_NAME = frozenset({OpenTo.EVERYONE.value, OpenTo.PUPILS_OF.value, OpenTo.BSO_OF.value, OpenTo.RESIDENTS_OF.value})
"""Groups that are not judged by the group alone."""

FindHelped = Callable[[Segment, Rows, Payer], Array]
"""Which of the rows some arrangement may pay for."""


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


def find_fits(part: Part, situation: Situation, around: Surroundings, find_helped: FindHelped) -> Fits | None:
    """The rows of a part that break no limit; None when there are none. Most are left out by what needs no sums."""
    segment, tick = part.segment, part.tick(around)
    found = part.live & may_join(tick, situation)
    if situation.ages or situation.asked_groups:
        found &= fits_age(segment, tick, situation, around)
    if situation.school_types:
        found &= segment.any_value("schoolType", situation.school_types) | segment.unstated("schoolType")
    if situation.is_free_only:
        found &= segment.value("cost", Cost.FREE)
    if "wheelchair" in situation.accessibility:
        found &= ~segment.value("wheelchair", "no")
    if situation.languages:
        found &= segment.any_value("language", situation.languages) | segment.unstated("language")
    if not found.any():
        return None
    no_travel = needs_no_travel(segment, situation)
    if situation.places:
        found &= is_reachable(segment, situation, no_travel)
    if not found.any():
        return None
    price = best_price(segment, situation)
    if situation.time is not None:
        yes, unknown = judge_time(Asked(segment, tick, OPEN, around), situation.time, found, None)
        found &= yes | unknown
    if situation.max_price is not None:
        found &= is_payable(segment, price, situation, found, find_helped)
    return Fits(part, tick, situation, around, found, no_travel, price)


def may_join(tick: Tick, situation: Situation) -> Words:
    """What is open, with room, for whoever asks; the same for a whole minute for most who ask."""
    named = frozenset[str]().union(*(place.areas for place in situation.places if place.is_given))
    segment = tick.segment
    if named.isdisjoint(residents_named(segment)):
        named = frozenset()
    key = ("may join", tick.now, tick.stale_days, situation.for_school, situation.school, situation.groups, named)

    def find() -> Words:
        found: Words = tick.shown(OPEN) & has_room(tick) & is_joinable(segment, situation)
        return found & is_open_to(segment, situation)

    found: Words = segment.cached(key, find)
    return found


def residents_named(segment: Segment) -> frozenset[str]:
    """The areas whose residents any row is closed to all others for."""
    keys = segment.arrays["key_openToArea"]
    found: frozenset[str] = segment.derived("residents named", lambda: frozenset(key.decode() for key in keys.tolist()))
    return found


def has_room(tick: Tick) -> Words:
    """Walk in, or neither full nor closed."""
    segment = tick.segment

    def find() -> Words:
        is_over = pack(segment.arrays["closes_at"] <= tick.now, segment.words)
        refused = segment.any_value("enrolment", tuple(sorted(NO_PLACES_LEFT))) | is_over
        return segment.value("walkIn", "true") | (segment.every & ~refused)

    found: Words = segment.cached(("has room", tick.now), find)
    return found


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
    groups = situation.asked_groups
    if groups:
        query = replace(OPEN, school_groups=groups)
        return judge_school_groups(Asked(segment, tick, query, around))[0]
    found = fits_child(segment, tick, situation.ages[0], around)
    for age in situation.ages[1:]:
        found = found | fits_child(segment, tick, age, around)
    return found


def fits_child(segment: Segment, tick: Tick, age: int, around: Surroundings) -> Words:
    """A child of this age can take part."""
    return judge_age(Asked(segment, tick, _of_age(age), around))[0]


@lru_cache(maxsize=128)
def _of_age(age: int) -> Query:
    return replace(OPEN, age_months=months_of_years(age, age))


def best_price(segment: Segment, situation: Situation) -> Array:
    """Cents a session with the named passes that count for this family."""
    gemeente = None if situation.home is None else situation.home.gemeente
    return prices_with(segment, situation.passes, gemeente)


def is_payable(segment: Segment, price: Array, situation: Situation, among: Words, find_helped: FindHelped) -> Words:
    """Of some rows those that are free, within the budget, not known to cost more, or with the help that pays it."""
    most = situation.max_price
    unpriced = pack(price == NEVER, segment.words)
    found = segment.value("cost", Cost.FREE) | pack(price <= most, segment.words)
    found = found | (segment.value("cost", Cost.UNKNOWN) & unpriced)
    left = among & ~found & segment.value("cost", Cost.PAID) & (segment.every if most == 0 else unpriced)
    rows = rows_of(left)
    return found | from_rows(rows[is_helped(segment, rows, situation, find_helped)], segment.words)


def is_helped(segment: Segment, rows: Rows, situation: Situation, find_helped: FindHelped) -> Array:
    """Which of the rows some arrangement may pay for: for the children, or for the class where a class does it."""
    home = situation.home
    payer = Payer(None if home is None else home.gemeente, situation.years)
    found = find_helped(segment, rows, payer)
    if not situation.for_school:
        return found
    by_class = find_helped(segment, rows, replace(payer, is_class=True))
    return np.where(test_rows(for_class(segment), rows), by_class, found)
