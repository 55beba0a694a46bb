"""`Dag 1; Tijd 1; Dag 2; Tijd 2`: numbered columns that belong together become one column of days and times."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.importers.headers import Columns, fold_header, guess_target
from app.importers.html_text import clean_line
from app.importers.notes import Doubt
from app.importers.table_columns import DAY, MOSTLY, join_columns, list_cells, list_open, list_said, widen
from app.importers.table_rows import RawRow

_NUMBERED = re.compile(r"(.{2,60}?)\s?([1-9])")
_NUMBERED_DATE = re.compile(
    r"(?:les|lesdatum|datum|data|date|bijeenkomst|keer|sessie|session|lesson|workshop|dag|middag|week|moment)s? \d{1,2}"
    r"|\d{1,2}(?:e|ste|de) (?:les|datum|bijeenkomst|keer|sessie|workshop|dag|middag|moment)"
)
_NO_DAY = re.compile(r"(?:is )?verval(?:t|len)|n\.?v\.?t\.?|geen(?: les)?|vrij|vakantie|afgelast|[x\W]", re.IGNORECASE)
_TIMES = ("weekday", "time", "startTime", "endTime")


def join_numbered(
    columns: Columns, rows: Sequence[RawRow], mapping: Mapping[str, str]
) -> tuple[Columns, Sequence[RawRow]]:
    """The table with one more column when it numbers at least two days with their times, else as it was.

    A day or a time without a number (the day of matches beside two of training) then goes with none of them and is
    named as not used. Columns that a partner has mapped are left alone.
    """
    slots = _find_slots(columns, mapping)
    if len(slots) < 2:
        return columns, rows
    joined = sorted({at for slot in slots for at in slot.values()})
    stray = [at for at, target in enumerate(columns.targets) if target in _TIMES and at not in joined]
    wider = join_columns(columns, joined, "schedule")
    targets = tuple(None if at in stray else target for at, target in enumerate(wider.targets))
    unused = (*wider.unused, *(columns.names[at] for at in stray))
    return replace(wider, targets=targets, unused=unused), [_widen(row, len(columns.names), slots) for row in rows]


def join_dates(
    columns: Columns, rows: Sequence[RawRow], mapping: Mapping[str, str]
) -> tuple[Columns, Sequence[RawRow]]:
    """`Les 1; Les 2; Les 3` or `Datum 1; Datum 2` with days in their cells are the dates of one offer."""
    places = [at for at in list_open(columns, mapping) if _NUMBERED_DATE.fullmatch(fold_header(columns.names[at]))]
    if len(places) < 2 or "date" in {t for at, t in enumerate(columns.targets) if at not in places}:
        return columns, rows
    cells = [cell for at in places for cell in list_cells(at, rows)]
    if not cells or sum(DAY.fullmatch(cell) is not None for cell in cells) < MOSTLY * len(cells):
        return columns, rows
    width = len(columns.names)
    return join_columns(columns, places, "date"), [
        widen(_doubt(row, places), width, "; ".join(list_said(row, places))) for row in rows
    ]


def _doubt(row: RawRow, places: Sequence[int]) -> RawRow:
    """Says which cells are neither a day nor say that there is none."""
    odd = [cell for cell in list_said(row, places) if not DAY.fullmatch(cell) and not _NO_DAY.fullmatch(cell)]
    return replace(row, doubts=(*row.doubts, *(Doubt("time-not-understood", cell[:60]) for cell in odd)))


def _find_slots(columns: Columns, mapping: Mapping[str, str]) -> list[dict[str, int]]:
    """By number the places of a day and its time or times; those without either are no slot."""
    found: dict[int, dict[str, int]] = {}
    for at in list_open(columns, mapping):
        numbered = _NUMBERED.fullmatch(fold_header(columns.names[at]))
        target = guess_target(numbered[1]) if numbered else None
        if numbered and target in _TIMES:
            found.setdefault(int(numbered[2]), {}).setdefault(target, at)
    return [slot for _, slot in sorted(found.items()) if "weekday" in slot and slot.keys() & {"time", "startTime"}]


def _widen(row: RawRow, width: int, slots: Sequence[Mapping[str, int]]) -> RawRow:
    cells = widen(row, width).cells
    return widen(row, width, "; ".join(text for slot in slots if (text := _say(cells, slot))))


def _say(cells: Sequence[str], slot: Mapping[str, int]) -> str:
    day, time, starts, ends = (clean_line(cells[slot[name]] or "") if name in slot else "" for name in _TIMES)
    return f"{day} {time or ' - '.join(filter(None, (starts, ends)))}".strip()
