"""What the present minute makes of the activities of one page: all rows of a segment at once, by array."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from app.catalogue.bitmaps import Array
from app.catalogue.clock import Tick
from app.catalogue.columns import WITH_BROADER
from app.catalogue.encoder import STATES
from app.catalogue.entries import Hit
from app.catalogue.segment import Segment
from app.domain.listing import SessionTime
from app.domain.query import Surroundings
from app.domain.vocabulary import Freshness, Status

STATUSES = tuple(status.value for status in Status)
FRESHNESS = tuple(state.value for state in Freshness)


class Moment(NamedTuple):
    """One activity of a page. card: the stored JSON; confirmed_at: seconds since the epoch; until: the minute its
    session or itself ends; sort: what help depends on, equal for rows of one segment with the same gemeente, themes and
    cost."""

    card: bytes
    next_session: SessionTime | None
    status: str
    freshness: str
    confirmed_at: int
    until: int
    segment: Segment
    sort: tuple[int, bytes, bytes]


def look_at(hits: Sequence[Hit], around: Surroundings) -> list[Moment]:
    """A moment for each hit, in order."""
    found: list[Moment | None] = [None] * len(hits)
    groups: dict[int, list[int]] = {}
    for at, hit in enumerate(hits):
        groups.setdefault(id(hit.segment), []).append(at)
    for members in groups.values():
        first = hits[members[0]]
        rows = np.array([hits[at].row for at in members])
        for at, moment in zip(members, _moments(first.segment, rows, first.tick(around)), strict=True):
            found[at] = moment
    return [moment for moment in found if moment is not None]


def _moments(segment: Segment, rows: Array, tick: Tick) -> list[Moment]:
    arrays = segment.arrays
    statuses, states = tick.codes()
    run = arrays["run_start"].searchsorted(rows, "right") - 1
    columns = (
        _sessions(segment, *(column[rows] for column in tick.next())),
        statuses[rows].tolist(),
        states[rows].tolist(),
        arrays["confirmed_at"][rows].tolist(),
        np.minimum(tick.next()[2][rows], arrays["ends_at"][rows]).tolist(),
        zip(
            arrays["run_area"][0, run].tolist(),
            _values(segment, WITH_BROADER, rows),
            _values(segment, "cost", rows),
            strict=True,
        ),
    )
    card = segment.documents.card
    return [
        Moment(card(row), session, STATUSES[status], FRESHNESS[state], confirmed, until, segment, sort)
        for row, session, status, state, confirmed, until, sort in zip(rows.tolist(), *columns, strict=True)
    ]


def _values(segment: Segment, column: str, rows: Array) -> list[bytes]:
    """What each row states in a column, as something to compare."""
    return [stated.tobytes() for stated in segment.stated_numbers(rows, column)]


def _sessions(segment: Segment, number: Array, start: Array, end: Array) -> list[SessionTime | None]:
    """The session of each number; -1 = none."""
    arrays = segment.arrays
    if not arrays["session_local"].size:
        return [None] * number.size
    offset = (arrays["session_local"][number] - start).tolist()
    state = arrays["session_state"][number].tolist()
    extra = arrays["session_extra"]
    place = extra[:, 0].searchsorted(number)
    known = extra[np.minimum(place, max(extra.shape[0] - 1, 0)), 0] == number if extra.size else number < -1
    return [
        None
        if name < 0
        else SessionTime(at, until, shift, STATES[code], *(segment.session_extra(name) if is_special else (None, None)))
        for name, at, until, shift, code, is_special in zip(
            number.tolist(), start.tolist(), end.tolist(), offset, state, known.tolist(), strict=True
        )
    ]
