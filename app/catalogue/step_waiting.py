"""From which minute on the next date of a row is late: `domain.next_step_waiting` over a segment."""

import numpy as np

from app.catalogue.bitmaps import WORD, Array, unpack
from app.catalogue.segment import Segment
from app.domain.next_step_waiting import days_for_wait
from app.domain.next_step_weights import LATE_DAYS, VERY_LATE_DAYS
from app.domain.query import Surroundings
from app.domain.rule_time import DAY


class LateFrom:
    """Works the days out once for each day and calendar."""

    def __init__(self) -> None:
        self._known: tuple[object, int, tuple[str, ...], Array] | None = None

    def find(self, segment: Segment, around: Surroundings) -> tuple[Array, Array, Array]:
        """Per row its way of waiting; and per way the minutes from which on a date is late, and very late."""
        known = self._known
        if known is None or known[0] is not around.holidays or known[1] != around.today:
            names = tuple(sorted({"", *around.holidays}))
            known = self._known = (around.holidays, around.today, names, _find_days(names, around))
        late, very_late = known[3] * DAY + around.now
        return ways_of_waiting(segment, known[2]), late, very_late


def _find_days(names: tuple[str, ...], around: Surroundings) -> Array:
    """The days ahead from which on a date is late and very late: for each region, and last without holidays."""
    periods = [*(around.holidays.get(name, ()) for name in names), ()]
    days = [[days_for_wait(most, off, around.today) for off in periods] for most in (LATE_DAYS, VERY_LATE_DAYS)]
    return np.array(days, dtype=np.int32)


def ways_of_waiting(segment: Segment, names: tuple[str, ...]) -> Array:
    """Per row the number of its region; len(names) for a single time, and where the region has no calendar."""

    def find() -> Array:
        numbers = np.full(segment.words * WORD, len(names), dtype=np.uint8)
        for at, name in enumerate(names):
            numbers[unpack(segment.value("region", name) if name else segment.unstated("region"))] = at
        numbers[unpack(segment.value("oneOff", "true"))] = len(names)
        return numbers

    found: Array = segment.cached(("waiting", names), find)
    return found
