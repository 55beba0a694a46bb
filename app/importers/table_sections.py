"""Rows that head a part of a table or remark on it: `MAANDAG`, `Wijk Laak`, `DECEMBER 2026`, `* Alleen in schoolweken`.
They are no offers, but a day, an area or a month that heads a part, or a sheet, holds for the rows below it.

Only a row with one cell can be one, in a table whose rows usually have three or more; a name alone may be an offer too,
so something must tell: a day, an area, a month, capitals, a header below it, an address to ask, the end of the table.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from app.importers.headers import Columns, fold_header
from app.importers.html_text import clean_line
from app.importers.table_columns import BARE_DAY, list_cells, list_said, widen
from app.importers.table_margins import repeats_header
from app.importers.table_rows import RawRow
from app.importers.time_words import MONTHS, WEEKDAYS

LEAST_CELLS = 3
_MONTH_HEADERS = frozenset({"maand", "month"})
LONGEST_NAME = 60
_DAY = re.compile(rf"\W*({'|'.join(name for name in WEEKDAYS if len(name) > 3)})\W*", re.IGNORECASE)
_AREA = re.compile(r"\W*(wijk|buurt|stadsdeel)\s?[:–-]?\s(?P<name>[^\d;|]{2,60})", re.IGNORECASE)
_MONTH = re.compile(rf"\W*({'|'.join(name for name in MONTHS if len(name) > 2)})\W*((?:20)\d\d)?\W*", re.IGNORECASE)
_REMARK = re.compile(
    r"\s*(?:\*|•|–|let op\b|n\.?b\.?\b|p\.?s\.?\b|vragen\?|kijk (?:op|voor)|zie ook|(?:voor )?meer info|"
    r"wijzigingen voorbehouden|aanmelden (?:kan|via|bij)|opgeven (?:kan|via|bij)|aan dit overzicht)|https?://\S+\s*$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r".{12,}[.!?:]\s*|(?:\S+\s+){4,}\S+.*|.*(?:https?://|www\.|@\w+\.|\d{3}[- ]?\d{6,7}).*", re.DOTALL
)
_OF_DAYS = ("weekday", "date", "start", "schedule", *(f"dag:{number}" for number in range(7)))
_MONTH_ABOVE = re.compile(
    rf"(?<!\d\s)(?<!\d)\b({'|'.join(name for name in MONTHS if len(name) > 3 or name == 'mei')})\b(?:\s((?:20)\d\d))?",
    re.IGNORECASE,
)
_OF_PAPER = re.compile(
    r"\b(?:versie|bijgewerkt|gewijzigd|peildatum|stand|updated|afgedrukt|geprint|besluit)\b", re.IGNORECASE
)
Place = tuple[str | None, int]
"""Sheet and line."""


@dataclass(slots=True)
class _Part:
    """What heads the rows below: a weekday, the member and name of an area, a month."""

    day: str = ""
    area: tuple[str, str] | None = None
    month: str = ""


def settle_sections(
    columns: Columns, rows: Sequence[RawRow], level_of: Callable[[str], str | None]
) -> tuple[Columns, Sequence[RawRow], frozenset[Place]]:
    """The table with the days and areas of its headings in columns of their own, and where the rows that are no offers
    stand. level_of: whether a name is that of an area, as `ReadContext` has it."""
    counts = [_count(row) for row in rows if _count(row) > 1]
    if not counts or median(counts) < LEAST_CELLS:
        return columns, rows, frozenset()
    last = max((at for at, row in enumerate(rows) if _count(row) > 1), default=0)
    has_capitals = sum(_title(row, columns).isupper() for row in rows if _count(row) > 1) * 2 > len(rows)
    aside: set[Place] = set()
    parts: list[_Part] = []
    part, sheet = _Part(), None
    for at, row in enumerate(rows):
        if row.sheet != sheet:
            sheet = row.sheet
            part = _read_heading(sheet or "", _Part(), level_of) or _Part()
        text = _alone(row)
        heading = _read_heading(text, part, level_of) if text else None
        is_before_header = at + 1 < len(rows) and repeats_header(rows[at + 1], columns)
        is_heading = bool(text) and (is_before_header or (text.isupper() and len(text) > 3 and not has_capitals))
        is_remark = bool(text) and (_REMARK.match(text) or (at > last and _SENTENCE.fullmatch(text)))
        if heading or is_heading or is_remark:
            aside.add((row.sheet, row.line))
        part = heading or part
        parts.append(_Part() if heading else part)
    return *_write_parts(columns, rows, parts), frozenset(aside)


def date_below(columns: Columns, rows: Sequence[RawRow], above: Sequence[RawRow]) -> Sequence[RawRow]:
    """The rows with the month that a title above the table says in their bare days: `September 2026` over a 3. Until a
    row that heads another month; two months above say nothing."""
    texts = (clean_line(cell) for row in above for cell in row.cells if cell and not _OF_PAPER.search(cell))
    months = {" ".join(filter(None, found.groups())).lower() for text in texts for found in _MONTH_ABOVE.finditer(text)}
    at = next((columns.targets.index(target) for target in ("date", "weekday") if target in columns.targets), None)
    if len(months) != 1 or at is None:
        return rows
    until = next((place for place, row in enumerate(rows) if _MONTH.fullmatch(_alone(row))), len(rows))
    part = _Part(month=months.pop())
    return [*_write_months(at, rows[:until], [part] * until), *rows[until:]]


def join_months(columns: Columns, rows: Sequence[RawRow]) -> tuple[Columns, Sequence[RawRow]]:
    """`Maand; Dag` with `januari; 6`: the months of a column in the bare days of another."""
    month = next((at for at, name in enumerate(columns.names) if fold_header(name) in _MONTH_HEADERS), None)
    day = next((columns.targets.index(target) for target in ("date", "weekday") if target in columns.targets), None)
    if month is None or day is None or columns.targets[month] is not None:
        return columns, rows
    cells = list_cells(month, rows)
    if not cells or not all(map(_MONTH.fullmatch, cells)) or not any(map(BARE_DAY.fullmatch, list_cells(day, rows))):
        return columns, rows
    parts: list[_Part] = []
    for row in rows:
        said = list_said(row, [month])
        parts.append(_Part(month=said[0]) if said else parts[-1] if parts else _Part())
    unused = tuple(name for name in columns.unused if name != columns.names[month])
    return replace(columns, unused=unused), list(_write_months(day, rows, parts))


def names_part(text: str) -> bool:
    """Whether a cell alone in its row says the weekday, area or month of the rows below it."""
    return any(pattern.fullmatch(text) for pattern in (_DAY, _AREA, _MONTH))


def _read_heading(text: str, above: _Part, level_of: Callable[[str], str | None]) -> _Part | None:
    """The part that a heading opens; what it does not name goes on, but for a day under another area."""
    if found := _DAY.fullmatch(text):
        return replace(above, day=found[1])
    if found := _AREA.fullmatch(text):
        return replace(above, area=(found[1].lower(), found["name"].strip()), day="")
    if found := _MONTH.fullmatch(text):
        return replace(above, month=" ".join(filter(None, found.groups())))
    if text and len(text) <= LONGEST_NAME and (level := level_of(text)):
        return replace(above, area=(level, text), day="")
    return None


def _write_parts(columns: Columns, rows: Sequence[RawRow], parts: Sequence[_Part]) -> tuple[Columns, Sequence[RawRow]]:
    added: list[tuple[str, str, list[str]]] = []
    if any(part.day for part in parts) and not columns.has(*_OF_DAYS):
        added.append(("dag", "weekday", [part.day for part in parts]))
    for area in ("wijk", "buurt", "stadsdeel"):
        named = [part.area[1] if part.area and part.area[0] == area else "" for part in parts]
        if any(named) and not columns.has(area):
            added.append((area, area, named))
    if any(part.month for part in parts) and columns.has("date"):
        rows = list(_write_months(columns.targets.index("date"), rows, parts))
    if not added:
        return columns, rows
    width = len(columns.names)
    names = (*columns.names, *(name for name, _, _ in added))
    wider = Columns(names, (*columns.targets, *(target for _, target, _ in added)), columns.unused)
    written = zip(*(values for _, _, values in added), strict=True)
    return wider, [widen(row, width, *values) for row, values in zip(rows, written, strict=True)]


def _write_months(at: int, rows: Sequence[RawRow], parts: Sequence[_Part]) -> Iterator[RawRow]:
    """`6` under `JANUARI 2027` is the sixth of January."""
    for row, part in zip(rows, parts, strict=True):
        cell = row.cells[at].strip() if at < len(row.cells) else ""
        if part.month and BARE_DAY.fullmatch(cell):
            day = f"{cell.rstrip('.')} {part.month.lower()}"
            row = replace(row, cells=(*row.cells[:at], day, *row.cells[at + 1 :]))  # noqa: PLW2901
        yield row


def _count(row: RawRow) -> int:
    return sum(bool(cell and cell.strip()) for cell in row.cells)


def _alone(row: RawRow) -> str:
    """The text of the only cell; empty when there are more."""
    said = [cell for cell in row.cells if cell and cell.strip()]
    return clean_line(said[0]) if len(said) == 1 else ""


def _title(row: RawRow, columns: Columns) -> str:
    at = columns.targets.index("title") if "title" in columns.targets else 0
    return row.cells[at] if at < len(row.cells) and row.cells[at] else ""
