"""`Dag 1; Tijd 1; Dag 2; Tijd 2`: numbered columns that belong together become one column of days and times."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.importers.headers import Columns, fold_header, guess_target
from app.importers.html_text import clean_line
from app.importers.notes import Doubt
from app.importers.table_columns import DAY
from app.importers.table_rows import RawRow

_NUMBERED = re.compile(r"(.{2,60}?)\s?([1-9])")
_NUMBERED_DATE = re.compile(
    r"(?:les|lesdatum|datum|data|date|bijeenkomst|keer|sessie|session|lesson|workshop|dag|middag|week|moment)s? \d{1,2}"
    r"|\d{1,2}(?:e|ste|de) (?:les|datum|bijeenkomst|keer|sessie|workshop|dag|middag|moment)"
)
MOSTLY = 0.75
"""Of the cells: beside days people write `vervalt` or `n.v.t.`, of which the row then says that it is not a day."""
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
    joined = {at for slot in slots for at in slot.values()}
    stray = {at for at, target in enumerate(columns.targets) if target in _TIMES and at not in joined}
    targets = tuple(None if at in joined | stray else target for at, target in enumerate(columns.targets))
    kept = [name for name in columns.unused if name not in {columns.names[at] for at in joined}]
    name = f"{columns.names[min(joined)]} …"
    unused = (*kept, *(columns.names[at] for at in sorted(stray)))
    wider = Columns((*columns.names, name), (*targets, "schedule"), unused)
    return wider, [_widen(row, len(columns.names), slots) for row in rows]


def join_dates(
    columns: Columns, rows: Sequence[RawRow], mapping: Mapping[str, str]
) -> tuple[Columns, Sequence[RawRow]]:
    """`Les 1; Les 2; Les 3` or `Datum 1; Datum 2` with days in their cells are the dates of one offer."""
    settled = {fold_header(name) for name in mapping}
    places = [
        at
        for at, name in enumerate(columns.names)
        if _NUMBERED_DATE.fullmatch(fold_header(name)) and fold_header(name) not in settled
    ]
    if len(places) < 2 or "date" in {t for at, t in enumerate(columns.targets) if at not in places}:
        return columns, rows
    cells = [cell for row in rows for at in places if at < len(row.cells) and (cell := row.cells[at].strip())]
    if not cells or sum(DAY.fullmatch(cell) is not None for cell in cells) < MOSTLY * len(cells):
        return columns, rows
    targets = tuple(None if at in places else target for at, target in enumerate(columns.targets))
    kept = tuple(name for name in columns.unused if name not in {columns.names[at] for at in places})
    width = len(columns.names)
    wider = Columns((*columns.names, f"{columns.names[places[0]]} …"), (*targets, "date"), kept)
    return wider, [_append(_doubt(row, places), width, "; ".join(_filled(row, places))) for row in rows]


def _doubt(row: RawRow, places: Sequence[int]) -> RawRow:
    """Says which cells are neither a day nor say that there is none."""
    odd = [cell for cell in _filled(row, places) if not DAY.fullmatch(cell) and not _NO_DAY.fullmatch(cell)]
    return replace(row, doubts=(*row.doubts, *(Doubt("time-not-understood", cell[:60]) for cell in odd)))


def _filled(row: RawRow, places: Sequence[int]) -> list[str]:
    return [cell for at in places if at < len(row.cells) and (cell := row.cells[at].strip())]


def _append(row: RawRow, width: int, text: str) -> RawRow:
    return replace(row, cells=(*row.cells[:width], *[""] * (width - len(row.cells)), text, *row.cells[width:]))


def _find_slots(columns: Columns, mapping: Mapping[str, str]) -> list[dict[str, int]]:
    """By number the places of a day and its time or times; those without either are no slot."""
    settled = {fold_header(name) for name in mapping}
    found: dict[int, dict[str, int]] = {}
    for at, name in enumerate(columns.names):
        numbered = _NUMBERED.fullmatch(fold_header(name))
        target = guess_target(numbered[1]) if numbered else None
        if numbered and target in _TIMES and fold_header(name) not in settled:
            found.setdefault(int(numbered[2]), {}).setdefault(target, at)
    return [slot for _, slot in sorted(found.items()) if "weekday" in slot and slot.keys() & {"time", "startTime"}]


def _widen(row: RawRow, width: int, slots: Sequence[Mapping[str, int]]) -> RawRow:
    cells = (*row.cells[:width], *[""] * (width - len(row.cells)))
    return _append(row, width, "; ".join(text for slot in slots if (text := _say(cells, slot))))


def _say(cells: Sequence[str], slot: Mapping[str, int]) -> str:
    day, time, starts, ends = (clean_line(cells[slot[name]] or "") if name in slot else "" for name in _TIMES)
    return f"{day} {time or ' - '.join(filter(None, (starts, ends)))}".strip()
