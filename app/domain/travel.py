"""How far a child goes and how long it takes: reach by age and way of travelling, minutes, a public-transport link.

Every number here is a rule of thumb in one place, not a measurement of anybody. Reach on a weekday on foot (or when
nobody said how) is DESIGN 5. Who cycles or rides gets further, and in the weekend, when a grown-up can come along,
everybody does. Distances are straight lines (`domain.geo`); the way there is longer by the detour factor. Minutes are
always said as "about".
"""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.query import Point
from app.domain.vocabulary import Moment


class Mode(StrEnum):
    """How the child gets there."""

    WALK = "walk"
    BIKE = "bike"
    TRANSIT = "transit"


REACH_M: tuple[tuple[int, int], ...] = ((12, 5_000), (8, 2_500), (0, 1_000))
"""(from this age in completed years, metres in a straight line), oldest first."""

AGE_WHEN_UNKNOWN = 8
"""Nobody named an age: the middle of the primary school."""

WIDER_PER_CENT = {Mode.WALK: 100, Mode.BIKE: 200, Mode.TRANSIT: 300}
"""Reach in per cent of the reach on foot: a bike doubles it, a tram or bus triples it."""

WEEKEND_PER_CENT = 150
"""Reach in the weekend in per cent of that on a weekday."""

DETOUR_PER_CENT = 130
"""Length of the way in per cent of the straight line: a usual figure for streets of a town."""

METRES_PER_MINUTE = {Mode.WALK: 75, Mode.BIKE: 200}
"""4.5 km/h on foot and 12 km/h by bike: the pace of a child of primary school age."""

TRANSIT_LINK = "https://www.google.com/maps/dir/?"
"""A planner that takes a destination in a documented link; the page decides when to follow it, we never call it."""


@dataclass(frozen=True, slots=True)
class Minutes:
    """About how long, in whole minutes, at least one."""

    walk: int
    bike: int


def reach_m(age: int | None, mode: Mode | str | None = None, moment: Moment | str | None = None) -> int:
    """How far a child of this age (completed years) goes, in metres of straight line.

    No mode counts as on foot, no age as `AGE_WHEN_UNKNOWN`. Raises ValueError for an unknown mode.
    """
    years = AGE_WHEN_UNKNOWN if age is None else max(age, 0)
    metres = next(metres for first, metres in REACH_M if years >= first)
    metres = metres * WIDER_PER_CENT[Mode.WALK if mode is None else Mode(mode)] // 100
    return metres * WEEKEND_PER_CENT // 100 if moment == Moment.WEEKEND else metres


def travel_minutes(distance_m: int) -> Minutes:
    """About how long it takes to cover a straight line of so many metres, rounded up."""
    return Minutes(walk=_minutes(distance_m, Mode.WALK), bike=_minutes(distance_m, Mode.BIKE))


def _minutes(distance_m: int, mode: Mode) -> int:
    centimetres = distance_m * DETOUR_PER_CENT
    return max(1, -(-centimetres // (METRES_PER_MINUTE[mode] * 100)))


def say_minutes(minutes: int, lang: str = "nl") -> str:
    """A number of minutes as people read it, in Dutch unless `lang` is English: "1 minuut", "3 minuten"."""
    one, more = ("minute", "minutes") if lang == "en" else ("minuut", "minuten")
    return f"{minutes} {one if minutes == 1 else more}"


def transit_url(origin: Point | None, destination: Point) -> str:
    """A link to plan the way by public transport. No request is made here.

    `origin` may only be a public point that was not given by a family (a wijk, a school on a poster): where a child
    lives never goes into a link (DESIGN 1, Privacy). None lets the planner ask for it.
    """
    link = f"{TRANSIT_LINK}api=1&destination={_write(destination)}&travelmode=transit"
    return link if origin is None else f"{link}&origin={_write(origin)}"


def _write(point: Point) -> str:
    return f"{point.lat:.5f},{point.lon:.5f}"
