"""What the cells of a column say it holds, where its name can mean two things."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.importers.headers import Columns, fold_header
from app.importers.table_rows import RawRow
from app.importers.time_words import MONTHS

_SAMPLE = 60
_OF_DAYS = {"startTime": "date", "endTime": "endDate"}
"""`Van` and `Tot` hold clocks in one table and days in another."""
_OF_CLOCKS = {"start": "startTime", "end": "endTime"}
"""So do `Start` and `Eind`."""
_CLOCK = re.compile(r"\d{1,2}[.:]\d\d(?::\d\d)?(?:\s?u(?:ur)?\.?)?", re.IGNORECASE)
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
DAY = re.compile(
    rf"(?:[a-z]{{2,9}}\.?,?\s)?(?:\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:\d{{4}}|\d{{2}})|\d{{4}}-\d{{2}}-\d{{2}}"
    rf"|\d{{1,2}}\s(?:{_MONTH})\b\.?(?:\s\d{{4}})?)(?P<clock>[t ,]+\d{{1,2}}[:.]\d\d(?::\d\d)?)?",
    re.IGNORECASE,
)


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
    unused = list(columns.unused)
    if {"date", "start"} <= set(targets):
        date, start = targets.index("date"), targets.index("start")
        cells = [cell for row in rows[:_SAMPLE] if start < len(row.cells) and (cell := row.cells[start].strip())]
        if cells and fold_header(columns.names[date]) not in settled and all(map(DAY.match, cells)):
            targets[date] = None  # beside whole starts another date is when the page was made
            unused.append(columns.names[date])
    return replace(columns, targets=tuple(targets), unused=tuple(unused))
