"""Columns whose header is the value and whose cells are crosses: `gr 1/2; gr 3/4; gr 5/6` with an x below, and titles
that say that something is off or full."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.importers.age_text import read_age
from app.importers.fields import NO, YES
from app.importers.headers import Columns, fold_header
from app.importers.html_text import clean_line
from app.importers.notes import Doubt
from app.importers.table_rows import RawRow
from app.importers.title_state import read_state

_MARKS = YES | NO | {"", "●", "•", "*", "o", "xx"}
_OPEN = frozenset({None, "age", "schoolGroups", "schoolTypes", "audience"})
_STATES = {"cancelled": "isCancelled", "full": "isFull"}


def join_marked(
    columns: Columns, rows: Sequence[RawRow], mapping: Mapping[str, str]
) -> tuple[Columns, Sequence[RawRow]]:
    """The table with the ages and groups that are crossed in a column of their own."""
    settled = {fold_header(name) for name in mapping}
    marked = [
        at
        for at, name in enumerate(columns.names)
        if columns.targets[at] in _OPEN
        and fold_header(name) not in settled
        and _says_who(name)
        and _is_crossed(at, rows)
    ]
    if len(marked) < 2:
        return columns, rows
    targets = tuple(None if at in marked else target for at, target in enumerate(columns.targets))
    taken = {columns.names[at] for at in marked}
    unused = tuple(name for name in columns.unused if name not in taken)
    width = len(columns.names)
    wider = Columns((*columns.names, f"{columns.names[marked[0]]} …"), (*targets, "age"), unused)
    return wider, [_widen(row, width, (_say(row, marked, columns),)) for row in rows]


def _says_who(name: str) -> bool:
    reading = read_age(name)
    return bool(reading.to_wire() or reading.school_groups)


def _is_crossed(at: int, rows: Sequence[RawRow]) -> bool:
    cells = {row.cells[at].strip().lower() for row in rows if at < len(row.cells)}
    return cells <= _MARKS and cells != {""}


def _say(row: RawRow, marked: Sequence[int], columns: Columns) -> str:
    crossed = (at for at in marked if at < len(row.cells) and row.cells[at].strip().lower() not in NO | {""})
    return "; ".join(columns.names[at] for at in crossed)


def settle_titles(columns: Columns, rows: Sequence[RawRow]) -> tuple[Columns, Sequence[RawRow]]:
    """`Judo (VOL)` is Judo and full: with its mark in a column of its own it stays the same offer when that changes."""
    if "title" not in columns.targets:
        return columns, rows
    place, width = columns.targets.index("title"), len(columns.names)
    read = [read_state(clean_line(row.cells[place])) if place < len(row.cells) else ("", None) for row in rows]
    if not any(state for _, state in read):
        return columns, rows
    names = tuple(f"{columns.names[place]} ({state})" for state in _STATES)
    wider = Columns((*columns.names, *names), (*columns.targets, *_STATES.values()), columns.unused)
    return wider, [
        _mark(_widen(row, width, tuple("ja" if state == name else "" for name in _STATES)), place, title, state)
        for row, (title, state) in zip(rows, read, strict=True)
    ]


def _mark(row: RawRow, place: int, title: str, state: str | None) -> RawRow:
    if state is None:
        return row
    doubt = Doubt("state-from-title", clean_line(row.cells[place])[:80])
    return replace(row, cells=(*row.cells[:place], title, *row.cells[place + 1 :]), doubts=(*row.doubts, doubt))


def _widen(row: RawRow, width: int, added: tuple[str, ...]) -> RawRow:
    return replace(row, cells=(*row.cells[:width], *[""] * (width - len(row.cells)), *added, *row.cells[width:]))
