"""Words and rules of the reports on gaps: age bands, what counts as a follow-up, and what can stand in its way."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.situation import Place, Situation
from app.domain.travel import reach_m


@dataclass(frozen=True, slots=True)
class AgeBand:
    """Children of these completed years, inclusive."""

    name: str
    first: int
    last: int

    @property
    def ages(self) -> tuple[int, ...]:
        """Each age of the band."""
        return tuple(range(self.first, self.last + 1))

    @property
    def reach_m(self) -> int:
        """How far the youngest of them goes on foot on a weekday."""
        return reach_m(self.first)

    def situation(self, place: Place | None = None) -> Situation:
        """A child of the band that lives there and names nothing else."""
        return Situation(ages=self.ages, places=() if place is None else (place,), reach_m=self.reach_m)


AGE_BANDS = (AgeBand("4-7", 4, 7), AgeBand("8-11", 8, 11), AgeBand("12-14", 12, 14), AgeBand("15-17", 15, 17))
"""The bands of `travel.REACH_M`, the last one split where secondary school changes."""


class Direction(StrEnum):
    """Which follow-ups are looked for: deeper, broader, or either."""

    DEEPEN = "deepen"
    BROADEN = "broaden"
    ANY = "any"


FOLLOW_UPS: dict[Direction, frozenset[str]] = {
    Direction.DEEPEN: frozenset({"nextRung", "skippedRung", "unknownRung"}),
    Direction.BROADEN: frozenset({"relatedEntry", "relatedUnknown"}),
}
"""Relations (names of `next_step_weights.WEIGHTS`) that make something a follow-up: the same theme higher up, or a
related theme at its entry. Another thing at the same rung, a far theme or a new edition does not take a child further.
A step of a created route, or a follow-up the provider names, always counts."""


MOST_AHEAD = 2
"""Along a created route, so many steps ahead count: the next one, and one further when that is skipped."""


class Obstacle(StrEnum):
    """Why there is no follow-up: nothing on the theme at all, the one limit (named as in `next_step_limits`) that keeps
    most of it away, or several limits together."""

    THEME = "theme"
    STATUS = "status"
    JOINABLE = "joinable"
    GROUP = "group"
    ENROLMENT = "enrolment"
    AGE = "age"
    PLACE = "place"
    FREE = "free"
    SEVERAL = "several"


LIMITS = (
    Obstacle.STATUS,
    Obstacle.JOINABLE,
    Obstacle.GROUP,
    Obstacle.ENROLMENT,
    Obstacle.AGE,
    Obstacle.PLACE,
    Obstacle.FREE,
)
"""The limits a report tells apart, in the order that decides between equals."""
