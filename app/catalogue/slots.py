"""Sessions as columns: dates of one row at the same weekday and time, of the same length, form one slot.

Within a slot sessions are in order of time, so that their starts, ends and days all ascend.
"""

import numpy as np

from app.catalogue.bitmaps import Array

DAY = 1440
WEEK = 7 * DAY
THURSDAY = 3 * DAY
"""1970-01-01 was a Thursday; slots count from Monday."""


def make_slots(owner: Array, table: Array, row_count: int) -> dict[str, Array]:
    """Columns of the sessions that are not cancelled.

    owner [n]: row of each session, ascending. table [n, 6]: start, length, offset (minutes), status number, original
    start and places left (both -1 when there is none).

    Returns slot_of_row [rows+1], slot_session [slots+1] (first session of each), slot_row, slot_when (minutes from
    Monday), slot_length; session_start (UTC), session_local, session_state (status number), and session_extra
    [few, 3] = number of the session, original start, places left.
    """
    start, length, offset = table[:, 0], table[:, 1], table[:, 2]
    local = start + offset
    when = (local + THURSDAY) % WEEK
    order = np.lexsort((start, length, when, owner))
    owner, start, length, local, when = (column[order] for column in (owner, start, length, local, when))
    is_new = np.ones(order.size, dtype=np.bool_)
    is_new[1:] = (owner[1:] != owner[:-1]) | (when[1:] != when[:-1]) | (length[1:] != length[:-1])
    firsts = np.flatnonzero(is_new)
    slot_row = owner[firsts]
    rest = table[order]
    special = np.flatnonzero((rest[:, 4] != -1) | (rest[:, 5] != -1))
    return {
        "slot_of_row": np.searchsorted(slot_row, np.arange(row_count + 1)).astype(np.int32),
        "slot_session": np.append(firsts, order.size).astype(np.int32),
        "slot_row": slot_row.astype(np.int32),
        "slot_when": when[firsts].astype(np.int16),
        "slot_length": length[firsts].astype(np.int32),
        "session_start": start.astype(np.int32),
        "session_local": local.astype(np.int32),
        "session_state": rest[:, 3].astype(np.uint8),
        "session_extra": np.stack([special, rest[special, 4], rest[special, 5]], axis=1).astype(np.int64),
    }
