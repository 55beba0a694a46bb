"""What a child can really join after something, as separate named constraints (DESIGN 5, Hard).

Each constraint is one pure question about a listing, so that a next step, the reports on gaps and the offline judge ask
the same, and each can say which one stood in the way. Unknown is never taken for yes.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.ages import months_of_years
from app.domain.geo import nearest_distance_m
from app.domain.listing import Listing
from app.domain.query import Point, Query, Surroundings
from app.domain.rule import NO_TRAVEL, judge_age
from app.domain.state import effective_status, freshness_state
from app.domain.travel import reach_m
from app.domain.verdict import Verdict
from app.domain.vocabulary import Attendance, Audience, Cost, Freshness, OpenTo, Stage, Status


class Constraint(StrEnum):
    """What can stand in the way, in the order it is told."""

    THEME = "theme"
    STATUS = "status"
    INDIVIDUAL = "individual"
    OPEN_TO = "openTo"
    AGE = "age"
    REACH = "reach"
    COST = "cost"
    SEVERAL = "several"


@dataclass(frozen=True, slots=True)
class AgeBand:
    """Children of these completed years, inclusive."""

    name: str
    first: int
    last: int

    @property
    def months(self) -> tuple[int, int]:
        """The same in months."""
        return months_of_years(self.first, self.last)

    @property
    def reach_m(self) -> int:
        """How far on foot the youngest of them goes on a weekday."""
        return reach_m(self.first)


AGE_BANDS = (AgeBand("4-7", 4, 7), AgeBand("8-11", 8, 11), AgeBand("12-14", 12, 14), AgeBand("15-17", 15, 17))
"""The bands of the reports: the three of `travel.REACH_M`, the last split where secondary school changes."""


@dataclass(frozen=True, slots=True)
class Child:
    """Who asks. age_months: inclusive. areas: the codes of the wijk and everything it lies in and holds. groups: closed
    groups the caller named (girls, boys, disability). organisations: schools and clubs it named as its own."""

    age_months: tuple[int, int] | None = None
    points: tuple[Point, ...] = ()
    reach_m: int | None = None
    areas: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()
    is_free_only: bool = False
    _age: Query = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_age", Query(age_months=self.age_months))

    @property
    def age_query(self) -> Query:
        """The age as the matching rule takes it."""
        return self._age


def is_running(item: Listing, around: Surroundings) -> bool:
    """Open at this moment and not stale: not planned, cancelled or ended."""
    return effective_status(item, around.now) is Status.OPEN and freshness_state(item, around) is not Freshness.STALE


def is_for_one_child(item: Listing) -> bool:
    """One child can simply join; not only schools or teachers."""
    for_children = not item.audience or not {Audience.CHILDREN, Audience.FAMILIES}.isdisjoint(item.audience)
    return item.individual is True and for_children


def is_open_to(item: Listing, child: Child) -> bool:
    """Open to everyone, or to a group the caller named itself."""
    match item.open_to:
        case OpenTo.EVERYONE:
            return True
        case OpenTo.RESIDENTS_OF:
            return not child.areas.isdisjoint(item.open_to_areas)
        case OpenTo.PUPILS_OF | OpenTo.BSO_OF | OpenTo.MEMBERS_OF:
            return not child.organisations.isdisjoint(item.open_to_organisations)
        case _:
            return item.open_to in child.groups


def fits_age(item: Listing, child: Child) -> bool:
    """As the search has it: overlap; no range stated fits."""
    return child.age_months is None or judge_age(item, child.age_query, _NO_SURROUNDINGS) is Verdict.YES


def is_reachable(item: Listing, child: Child) -> bool:
    """No travel, comes to where the child is, or near enough. Without a place of the child everything is."""
    if not child.points or child.reach_m is None or item.attendance in NO_TRAVEL:
        return True
    if item.attendance == Attendance.MOBILE and not child.areas.isdisjoint(item.service_areas):
        return True
    if item.attendance == Attendance.AT_SCHOOL and not child.organisations.isdisjoint(item.open_to_organisations):
        return True
    return is_near(item, child)


def is_near(item: Listing, child: Child) -> bool:
    """A point that is known and lies within reach of one of the child's."""
    if item.lat is None or item.lon is None or child.reach_m is None:
        return False
    return nearest_distance_m(Point(item.lat, item.lon), child.points) <= child.reach_m


def is_affordable(item: Listing, child: Child) -> bool:
    """Stated free where only that will do."""
    return not child.is_free_only or item.cost == Cost.FREE


CONSTRAINTS: tuple[tuple[Constraint, Callable[[Listing, Child, Surroundings], bool]], ...] = (
    (Constraint.STATUS, lambda item, child, around: is_running(item, around)),
    (Constraint.INDIVIDUAL, lambda item, child, around: is_for_one_child(item)),
    (Constraint.OPEN_TO, lambda item, child, around: is_open_to(item, child)),
    (Constraint.AGE, lambda item, child, around: fits_age(item, child)),
    (Constraint.REACH, lambda item, child, around: is_reachable(item, child)),
    (Constraint.COST, lambda item, child, around: is_affordable(item, child)),
)
"""(name, whether the listing keeps it)."""


def find_broken(item: Listing, child: Child, around: Surroundings) -> tuple[Constraint, ...]:
    """The constraints the listing breaks for this child; empty when the child can join."""
    return tuple(name for name, holds in CONSTRAINTS if not holds(item, child, around))


STAGE_RANK = {Stage.DISCOVER.value: 2, None: 3, Stage.DEEPEN.value: 4, Stage.JOIN.value: 6}
"""Rungs of the ladder; an unknown stage ranks between discover and deepen."""


class Onward(StrEnum):
    """How one activity leads on to another."""

    ROUTE = "route"
    DEEPEN = "deepen"
    BROADEN = "broaden"


def leads_on(stage: str | None, themes: frozenset[str], near_themes: frozenset[str], to: Listing) -> Onward | None:
    """How an activity with this stage and these themes leads on to another one; None when it does not.

    Deepen: a shared theme on a higher rung (at most one skipped, which three rungs cannot exceed). Broaden: no shared
    theme but a near one (`near_themes`), at an entry rung: discover, or unknown.
    """
    if not themes.isdisjoint(to.themes):
        return Onward.DEEPEN if STAGE_RANK[to.stage] > STAGE_RANK[stage] else None
    is_entry = STAGE_RANK[to.stage] <= STAGE_RANK[None]
    return Onward.BROADEN if is_entry and not near_themes.isdisjoint(to.themes) else None


_NO_SURROUNDINGS = Surroundings(now=0, now_offset_min=0)
