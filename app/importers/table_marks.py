"""Columns whose header is the value and whose cells are crosses: `gr 1/2; gr 3/4; gr 5/6` with an x below, and titles
that say that something is off or full."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.importers.age_text import read_age
from app.importers.fields import NO, YES
from app.importers.headers import Columns
from app.importers.html_text import clean_line
from app.importers.notes import Doubt
from app.importers.table_columns import MOSTLY, join_columns, list_cells, list_open, list_said, widen
from app.importers.table_rows import RawRow
from app.importers.title_state import may_be_full, read_state

_MARKS = YES | {"●", "•", "*", "o", "xx"}
_AROUND = " .!*()"
_OPEN = frozenset({None, "age", "schoolGroups", "schoolTypes", "audience"})
_STATES = {"cancelled": "isCancelled", "full": "isFull"}


def join_marked(
    columns: Columns, rows: Sequence[RawRow], mapping: Mapping[str, str]
) -> tuple[Columns, Sequence[RawRow]]:
    """The table with the ages and groups that are crossed in a column of their own. Most cells decide; an odd one is
    told."""
    named = [at for at in list_open(columns, mapping) if columns.targets[at] in _OPEN and _says_who(columns.names[at])]
    marked = [at for at in named if _is_crossed(list_cells(at, rows))]
    cells = [cell for at in marked for cell in list_cells(at, rows)]
    if len(marked) < 2 or not any(map(_read_mark, cells)) or sum(map(_is_mark, cells)) < MOSTLY * len(cells):
        return columns, rows
    width = len(columns.names)
    return join_columns(columns, marked, "age"), [
        widen(_doubt(row, marked), width, _say(row, marked, columns)) for row in rows
    ]


def _says_who(name: str) -> bool:
    reading = read_age(name)
    return bool(reading.to_wire() or reading.school_groups)


def _read_mark(cell: str) -> bool | None:
    """Whether a cell is crossed; None for words."""
    word = cell.lower().strip(_AROUND) or cell.lower()
    return False if word in NO else True if word in _MARKS else None


def _is_mark(cell: str) -> bool:
    return _read_mark(cell) is not None


def _is_crossed(cells: Sequence[str]) -> bool:
    """Whether crosses are no fewer than words; one odd cell alone may stand below any header."""
    return sum(map(_is_mark, cells)) * 2 >= len(cells) > 0 or len(cells) == 1


def _say(row: RawRow, marked: Sequence[int], columns: Columns) -> str:
    return "; ".join(columns.names[at] for at in marked if at < len(row.cells) and _read_mark(row.cells[at].strip()))


def _doubt(row: RawRow, marked: Sequence[int]) -> RawRow:
    """Says which cells are words where a cross is expected."""
    cells = [cell for cell in list_said(row, marked) if not _is_mark(cell)]
    return replace(row, doubts=(*row.doubts, *(Doubt("word-unknown", cell[:60]) for cell in cells)))


def settle_titles(columns: Columns, rows: Sequence[RawRow]) -> tuple[Columns, Sequence[RawRow]]:
    """`Judo (VOL)` is Judo and full: with its mark in a column of its own it stays the same offer when that changes."""
    if "title" not in columns.targets:
        return columns, rows
    place, width = columns.targets.index("title"), len(columns.names)
    read = [read_state(clean_line(row.cells[place])) if place < len(row.cells) else ("", None) for row in rows]
    rows = [_tell_unsure(row, place) for row in rows]
    if not any(state for _, state in read):
        return columns, rows
    names = tuple(f"{columns.names[place]} ({state})" for state in _STATES)
    wider = Columns((*columns.names, *names), (*columns.targets, *_STATES.values()), columns.unused)
    return wider, [
        _mark(widen(row, width, *("ja" if state == name else "" for name in _STATES)), place, title, state)
        for row, (title, state) in zip(rows, read, strict=True)
    ]


def _tell_unsure(row: RawRow, place: int) -> RawRow:
    title = clean_line(row.cells[place]) if place < len(row.cells) else ""
    return replace(row, doubts=(*row.doubts, Doubt("state-unsure", title[:80]))) if may_be_full(title) else row


def _mark(row: RawRow, place: int, title: str, state: str | None) -> RawRow:
    if state is None:
        return row
    doubt = Doubt("state-from-title", clean_line(row.cells[place])[:80])
    return replace(row, cells=(*row.cells[:place], title, *row.cells[place + 1 :]), doubts=(*row.doubts, doubt))
