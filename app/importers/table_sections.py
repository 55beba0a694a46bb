"""Rows that head a part of a table or remark on it: `MAANDAG`, `Sport`, `* Alleen in schoolweken`. They are no offers.

Only a row with one cell can be one, in a table whose rows usually have three or more; a name alone may be an offer too,
so something must tell: a day, capitals, a header below it, an address to ask, the end of the table.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from app.importers.headers import Columns
from app.importers.html_text import clean_line
from app.importers.table_margins import repeats_header
from app.importers.table_rows import RawRow
from app.importers.time_words import WEEKDAYS

LEAST_CELLS = 3
_DAY = re.compile(rf"\W*({'|'.join(name for name in WEEKDAYS if len(name) > 3)})\W*", re.IGNORECASE)
_REMARK = re.compile(
    r"\s*(?:\*|•|–|let op\b|n\.?b\.?\b|p\.?s\.?\b|vragen\?|kijk (?:op|voor)|zie ook|(?:voor )?meer info|"
    r"wijzigingen voorbehouden|aanmelden (?:kan|via|bij)|opgeven (?:kan|via|bij)|aan dit overzicht)|https?://\S+\s*$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r".{12,}[.!?:]\s*|(?:\S+\s+){4,}\S+.*|.*(?:https?://|www\.|@\w+\.|\d{3}[- ]?\d{6,7}).*", re.DOTALL
)
_OF_DAYS = ("weekday", "date", "start", "schedule", *(f"dag:{number}" for number in range(7)))
Place = tuple[str | None, int]
"""Sheet and line."""


def settle_sections(columns: Columns, rows: Sequence[RawRow]) -> tuple[Columns, Sequence[RawRow], frozenset[Place]]:
    """The table with the days of its headings in a column of their own, and where the rows that are no offers stand."""
    counts = [_count(row) for row in rows if _count(row) > 1]
    if not counts or median(counts) < LEAST_CELLS:
        return columns, rows, frozenset()
    last = max((at for at, row in enumerate(rows) if _count(row) > 1), default=0)
    has_capitals = sum(_title(row, columns).isupper() for row in rows if _count(row) > 1) * 2 > len(rows)
    aside: set[Place] = set()
    days: list[str] = []
    day = ""
    for at, row in enumerate(rows):
        text = _alone(row)
        is_before_header = at + 1 < len(rows) and repeats_header(rows[at + 1], columns)
        found = _DAY.fullmatch(text) if text else None
        is_heading = bool(text) and (is_before_header or (text.isupper() and len(text) > 3 and not has_capitals))
        is_remark = bool(text) and (_REMARK.match(text) or (at > last and _SENTENCE.fullmatch(text)))
        if found or is_heading or is_remark:
            aside.add((row.sheet, row.line))
        day = found[1] if found else day
        days.append("" if found else day)
    if not any(days) or columns.has(*_OF_DAYS):
        return columns, rows, frozenset(aside)
    wider = Columns((*columns.names, "dag"), (*columns.targets, "weekday"), columns.unused)
    width = len(columns.names)
    dated = [
        replace(row, cells=(*row.cells[:width], *[""] * (width - len(row.cells)), of_day, *row.cells[width:]))
        for row, of_day in zip(rows, days, strict=True)
    ]
    return wider, dated, frozenset(aside)


def _count(row: RawRow) -> int:
    return sum(bool(cell and cell.strip()) for cell in row.cells)


def _alone(row: RawRow) -> str:
    """The text of the only cell; empty when there are more."""
    said = [cell for cell in row.cells if cell and cell.strip()]
    return clean_line(said[0]) if len(said) == 1 else ""


def _title(row: RawRow, columns: Columns) -> str:
    at = columns.targets.index("title") if "title" in columns.targets else 0
    return row.cells[at] if at < len(row.cells) and row.cells[at] else ""
