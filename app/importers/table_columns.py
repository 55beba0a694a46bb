"""What the cells of a column say it holds, where its name can mean two things."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from app.importers.headers import Columns, fold_header
from app.importers.table_rows import RawRow
from app.importers.time_words import MONTHS, WEEKDAYS

_SAMPLE = 60
_OF_DAYS = {"startTime": "date", "endTime": "endDate"}
"""`Van` and `Tot` hold clocks in one table and days in another."""
_OF_CLOCKS = {"start": "startTime", "end": "endTime"}
"""So do `Start` and `Eind`."""
_CLOCK = re.compile(r"0[.,]\d{1,15}|\d{1,2}[.:]\d\d(?::\d\d)?(?:\s?u(?:ur)?\.?)?", re.IGNORECASE)
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
DAY = re.compile(
    rf"(?:[a-z]{{2,9}}\.?,?\s)?(?:\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:\d{{4}}|\d{{2}})|\d{{4}}-\d{{2}}-\d{{2}}"
    rf"|\d{{1,2}}\s(?:{_MONTH})\b\.?(?:\s\d{{4}})?)(?P<clock>[t ,]+\d{{1,2}}[:.]\d\d(?::\d\d)?)?",
    re.IGNORECASE,
)
BARE_DAY = re.compile(
    rf"(?:(?:{'|'.join(sorted(WEEKDAYS, key=len, reverse=True))})\.?\s)?(?:0?[1-9]|[12]\d|3[01])\.?", re.IGNORECASE
)
"""`3` or `wo 3` below the name of a month."""
MOSTLY = 0.75
"""Of the cells: beside days people write `vervalt`, beside crosses `in overleg`; of such a one the row then tells."""


def list_open(columns: Columns, mapping: Mapping[str, str]) -> list[int]:
    """The places of the columns that a partner has not mapped."""
    settled = {fold_header(name) for name in mapping}
    return [at for at, name in enumerate(columns.names) if fold_header(name) not in settled]


def list_cells(at: int, rows: Sequence[RawRow]) -> list[str]:
    """What the cells of a column say, without the empty ones."""
    return [cell for row in rows if at < len(row.cells) and (cell := row.cells[at].strip())]


def list_said(row: RawRow, places: Iterable[int]) -> list[str]:
    """What a row says in these columns, without the empty ones."""
    return [cell for at in places for cell in list_cells(at, [row])]


def join_columns(columns: Columns, places: Sequence[int], target: str) -> Columns:
    """The columns with those of these places read as one more behind them."""
    taken = {columns.names[at] for at in places}
    targets = tuple(None if at in places else target for at, target in enumerate(columns.targets))
    unused = tuple(name for name in columns.unused if name not in taken)
    return Columns((*columns.names, f"{columns.names[min(places)]} …"), (*targets, target), unused)


def widen(row: RawRow, width: int, *added: str) -> RawRow:
    """The row with cells for columns that came behind the width of the table."""
    return replace(row, cells=(*row.cells[:width], *[""] * (width - len(row.cells)), *added, *row.cells[width:]))


def settle_days(columns: Columns, rows: Sequence[RawRow], mapping: Mapping[str, str]) -> Columns:
    """Columns of times that hold days alone are columns of days, and those of moments that hold clocks alone of times.
    What a partner has mapped is left alone."""
    settled = {fold_header(name) for name in mapping}
    targets = list(columns.targets)
    for at, target in enumerate(columns.targets):
        wanted = _OF_DAYS.get(target or "") or _OF_CLOCKS.get(target or "")
        said = DAY if target in _OF_DAYS else _CLOCK
        if wanted is None or wanted in targets or fold_header(columns.names[at]) in settled:
            continue
        cells = [cell for row in rows[:_SAMPLE] if at < len(row.cells) and (cell := row.cells[at].strip())]
        if cells and all(map(said.fullmatch, cells)):
            targets[at] = wanted
    if "weekday" in targets and "date" not in targets:
        at = targets.index("weekday")
        cells = [
            cell
            for row in rows[:_SAMPLE]
            if len(list_said(row, range(len(row.cells)))) > 1
            for cell in list_said(row, [at])
        ]
        is_open = fold_header(columns.names[at]) not in settled
        if is_open and cells and all(BARE_DAY.fullmatch(cell) or DAY.fullmatch(cell) for cell in cells):
            targets[at] = "date"  # `dag` with 3, 10 and 17 below the name of a month
    unused = list(columns.unused)
    if {"date", "start"} <= set(targets):
        date, start = targets.index("date"), targets.index("start")
        cells = [cell for row in rows[:_SAMPLE] if start < len(row.cells) and (cell := row.cells[start].strip())]
        if cells and fold_header(columns.names[date]) not in settled and all(map(DAY.match, cells)):
            targets[date] = None  # beside whole starts another date is when the page was made
            unused.append(columns.names[date])
    return replace(columns, targets=tuple(targets), unused=tuple(unused))
