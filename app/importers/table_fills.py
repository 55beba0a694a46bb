"""Cells that people leave empty because the row above says it: the wijk, the day or the club before a list of rows."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from app.importers.headers import Columns
from app.importers.notes import Doubt
from app.importers.table_margins import is_margin
from app.importers.table_rows import RawRow
from app.importers.table_sections import names_part

_FILLED = frozenset(
    {"wijk", "stadsdeel", "buurt", "gemeente", "weekday", "date", "organisation", "place", "themes", "season"}
)
_SURE = frozenset({"weekday", "date", "title"})
"""Without these an offer is none; without an area it still is one."""
_TIMES = frozenset({"weekday", "date", "start", "startTime", "time", "schedule"})
_DITTO = re.compile(r"idem(?: dito)?\.?|dito\.?|ditto\.?|id\.|\"|''|„|”|〃|,,", re.IGNORECASE)
Place = tuple[str | None, int]
"""Sheet and line."""


def fill_down(columns: Columns, rows: Sequence[RawRow]) -> tuple[Sequence[RawRow], frozenset[Place]]:
    """The rows with what the first columns say once for all rows below, and where rows stand that say only that.

    Only in the columns before the first other one, and only where groups of rows show the habit: the first row says
    it, and at least every fourth row is empty there. An area, an organisation and the like need two groups of two rows
    or more; with one they stay empty, and the report tells. A title is filled in for a row that says when.
    """
    leading = [at for at in _find_leading(columns) if _is_habit(at, rows) and not _is_repeated(at, rows)]
    habits = [at for at in leading if columns.targets[at] in _SURE or _count_groups(at, rows) > 1]
    rows = _tell_empty([at for at in leading if at not in habits], columns, rows)
    if not habits:
        return rows, frozenset()
    title = columns.targets.index("title") if "title" in columns.targets else -1
    timed = [at for at, target in enumerate(columns.targets) if target in _TIMES]
    filled: list[RawRow] = []
    aside: set[Place] = set()
    above: dict[int, str] = {}
    sheet: str | None = None
    for row in rows:
        if row.sheet != sheet:
            sheet, above = row.sheet, {}
        said = [at for at, cell in enumerate(row.cells) if cell.strip()]
        if not said or is_margin(row, columns):
            filled.append(row)
            continue
        first = min((at for at in habits if at in said), default=None)
        if first is not None:
            above = {at: text for at, text in above.items() if at < first}
        if len(said) == 1 and first is not None and first != title:
            aside.add((row.sheet, row.line))
        missing = [at for at in habits if at not in said and at in above]
        is_heading = len(said) == 1 and names_part(row.cells[said[0]])
        if title in missing and (is_heading or not any(at in said for at in timed)):
            missing.remove(title)
        above |= {at: row.cells[at] for at in habits if at in said}
        filled.append(_fill(row, missing, above) if missing and (row.sheet, row.line) not in aside else row)
    return filled, frozenset(aside)


def repeat_above(rows: Sequence[RawRow]) -> Sequence[RawRow]:
    """`idem` and the marks for it are what the cell above says."""
    written: list[RawRow] = []
    for row in rows:
        at = [at for at, cell in enumerate(row.cells) if _DITTO.fullmatch(cell.strip())]
        above = {place: _cell(written[-1], place) for place in at} if written and written[-1].sheet == row.sheet else {}
        missing = [place for place in at if above.get(place)]
        written.append(_fill(row, missing, above) if missing else row)
    return written


def _cell(row: RawRow, at: int) -> str:
    return row.cells[at] if at < len(row.cells) else ""


def _find_leading(columns: Columns) -> list[int]:
    """The columns from the left that head groups of rows, and a title right behind them."""
    leading: list[int] = []
    for at, target in enumerate(columns.targets):
        if target in _FILLED or target == "title":
            leading.append(at)
        if target == "title" or target not in _FILLED:
            break
    return leading


def _is_habit(at: int, rows: Sequence[RawRow]) -> bool:
    cells = [row.cells[at].strip() if at < len(row.cells) else "" for row in rows]
    empty = cells.count("")
    return bool(cells) and bool(cells[0]) and empty * 4 >= len(cells) and empty < len(cells)


def _count_groups(at: int, rows: Sequence[RawRow]) -> int:
    """How often a row that says it has rows below it that do not; a row that says nothing else is as sure as two."""
    heads = [above for above, row in pairwise(rows) if _cell(above, at).strip() and not _cell(row, at).strip()]
    return sum(2 if sum(bool(cell.strip()) for cell in head.cells) == 1 else 1 for head in heads)


def _tell_empty(places: Sequence[int], columns: Columns, rows: Sequence[RawRow]) -> Sequence[RawRow]:
    """Says once of each of these columns that its empty cells stay empty."""
    told = list(rows)
    for at in places:
        first = next((place for place, row in enumerate(rows) if not _cell(row, at).strip()), 0)
        doubt = Doubt("empty-not-filled", columns.names[at][:40])
        told[first] = replace(told[first], doubts=(*told[first].doubts, doubt))
    return told


def _is_repeated(at: int, rows: Sequence[RawRow]) -> bool:
    """Whether the file writes out what the row above says too, so that an empty cell says that nothing holds."""
    pairs = ((_cell(above, at).strip(), _cell(row, at).strip(), row) for above, row in pairwise(rows))
    return any(said and said == own and not any(map(str.strip, row.cells[:at])) for said, own, row in pairs)


def _fill(row: RawRow, missing: Sequence[int], above: dict[int, str]) -> RawRow:
    cells = list(row.cells) + [""] * (max(missing) + 1 - len(row.cells))
    for at in missing:
        cells[at] = above[at]
    said = ", ".join(above[at].strip()[:40] for at in missing)
    return replace(row, cells=tuple(cells), doubts=(*row.doubts, Doubt("filled-from-above", said)))
