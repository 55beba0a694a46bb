"""What the present minute makes of single activities: the part of a card or item that no file can hold."""

from collections.abc import Sequence
from typing import NamedTuple

from app.catalogue.clock import Tick
from app.catalogue.encoder import STATES
from app.catalogue.entries import Entry, Hit
from app.catalogue.segment import Segment
from app.domain.listing import SessionTime
from app.domain.query import Surroundings


class Moment(NamedTuple):
    """One activity at one minute. confirmed_at: seconds since the epoch; until: the minute its session or itself ends;
    sort: what help depends on, equal for rows of one segment with the same gemeente, themes and cost."""

    next_session: SessionTime | None
    status: str
    freshness: str
    confirmed_at: int
    until: int
    segment: Segment
    sort: tuple[int, bytes, bytes]


def look_at(hits: Sequence[Hit], around: Surroundings) -> list[Moment]:
    """A moment for each hit, in order."""
    ticks: dict[int, Tick] = {}
    found = []
    for hit in hits:
        tick = ticks.get(id(hit.segment))
        if tick is None:
            tick = ticks[id(hit.segment)] = hit.tick(around)
        found.append(_moment(hit.segment, hit.row, tick))
    return found


def look_at_one(entry: Entry, around: Surroundings) -> Moment:
    """The moment of one entry."""
    return _moment(entry.segment, entry.row, entry.tick(around))


def _moment(segment: Segment, row: int, tick: Tick) -> Moment:
    """Single numbers are read one by one: for a page that is quicker than arrays of twenty."""
    arrays = segment.arrays
    numbers, starts, ends = tick.next()
    number, end = numbers.item(row), ends.item(row)
    session = None
    if number >= 0:
        start = starts.item(row)
        offset = arrays["session_local"].item(number) - start
        moved, left = segment.session_extra(number)
        session = SessionTime(start, end, offset, STATES[arrays["session_state"].item(number)], moved, left)
    status, freshness = tick.states_of(row)
    until = min(end, arrays["ends_at"].item(row))
    confirmed_at = arrays["confirmed_at"].item(row)
    return Moment(session, status, freshness, confirmed_at, until, segment, segment.sort_of(row))
