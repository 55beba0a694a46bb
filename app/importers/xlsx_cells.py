"""Values of a workbook as the text a person sees, and its merged ranges."""

import math
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta
from itertools import islice
from typing import Any

from openpyxl.utils.cell import column_index_from_string

from app.importers.workbook_checks import refuse

MAX_MERGED, MAX_MERGED_ROWS = 50_000, 5_000
LAST_ROW = 1_048_576
CHUNK = 1 << 16
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CURRENCY = re.compile(r"€|£|\[\$([^\]-]{1,4})|\$|EUR")
_MERGE = re.compile(rb"<(?:\w{1,20}:)?mergeCell\s{1,5}ref=\"([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})\"")
_ROW = re.compile(rb"<(?:\w{1,20}:)?row\s([^<>]{1,300})>")
_NUMBER_OF_ROW, _IS_HIDDEN = re.compile(rb"\br=\"(\d{1,7})\""), re.compile(rb"\bhidden=\"(?:1|true)\"")
Range = tuple[int, int, int, int]
"""First column, first row, last column, last row; all from 1."""


def write_value(value: Any, number_format: str) -> str:
    """The text of one value; dates in ISO form, so that nobody needs to guess their order."""
    match value:
        case None:
            return ""
        case str():
            text = _ESCAPED.sub(_unescape, value) if "_x" in value else value
        case bool():
            text = "TRUE" if value else "FALSE"
        case int() | float():
            text = _write_number(value, number_format)
        case datetime():
            text = value.date().isoformat() if value.time() == time() else value.strftime("%Y-%m-%dT%H:%M")
        case time():
            text = value.strftime("%H:%M")
        case timedelta():
            minutes = round(value.total_seconds() / 60)
            text = f"{minutes // 60:02d}:{minutes % 60:02d}"
        case _:
            text = str(value)
    return text


def _unescape(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return chr(code) if code in {9, 10} or 32 <= code < 0xD800 or code >= 0xE000 else ""


def _write_number(value: float, number_format: str) -> str:
    if not math.isfinite(value):
        return ""
    if "%" in number_format:
        return f"{value * 100:.10g}%"
    if number_format != "General" and (mark := _CURRENCY.search(number_format)):
        symbol = mark[1] or mark[0].removeprefix("[$")
        return f"{symbol} {value:.2f}"
    if float(value).is_integer() and abs(value) < 1e15:
        digits = number_format.strip('"')
        whole = str(int(value))
        return whole.zfill(len(digits)) if digits and set(digits) == {"0"} else whole
    return f"{value:.10g}" if abs(value) < 1e15 else repr(value)


def find_merged(archive: zipfile.ZipFile, path: str) -> list[Range]:
    """The ranges of a sheet that are merged over several rows. The reader of rows does not tell them, so they are
    looked for apart. Raises InvalidInput when there are too many."""
    try:
        with archive.open(path.lstrip("/")) as part:
            found = list(islice(_search(part), MAX_MERGED + 1))
    except (KeyError, zipfile.BadZipFile, OSError, EOFError, ValueError):
        return []
    if len(found) > MAX_MERGED:
        raise refuse("too-large")
    return [one for one in found if 0 < one[3] - one[1] <= MAX_MERGED_ROWS]


def find_hidden(archive: zipfile.ZipFile, path: str) -> frozenset[int]:
    """The lines of a sheet that a person has hidden, or filtered out. The reader of rows does not tell them either."""
    try:
        with archive.open(path.lstrip("/")) as part:
            numbers = (
                int(number[1])
                for found in find_all(_ROW, part, 400)
                if _IS_HIDDEN.search(found[1]) and (number := _NUMBER_OF_ROW.search(found[1]))
            )
            return frozenset(number for number in numbers if number <= LAST_ROW)
    except (KeyError, zipfile.BadZipFile, OSError, EOFError, ValueError):
        return frozenset()


def _search(part: Any) -> Iterator[Range]:
    for found in find_all(_MERGE, part, 80):
        first, _, last = found[1].decode().partition(":")
        yield (*position_of(first), *position_of(last))


def find_all(pattern: re.Pattern[bytes], part: Any, longest: int) -> Iterator[re.Match[bytes]]:
    """Every match in a part that is read in pieces. longest: of what may lie over the end of a piece."""
    tail = b""
    while chunk := part.read(CHUNK):
        data = tail + chunk
        end = 0
        for found in pattern.finditer(data):
            end = found.end()
            yield found
        tail = data[max(end, len(data) - longest) :]


def position_of(name: str) -> tuple[int, int]:
    """Column and row of `B12`, both from 1."""
    letters = name.rstrip("0123456789")
    return column_index_from_string(letters), int(name[len(letters) :])


class Merged:
    """Fills what a merged cell covers downwards: `Judoclub Kano` over three rows is the club of all three. Rows are
    given in order. What a range costs does not grow with the rows that it says it covers."""

    def __init__(self, ranges: Iterable[Range]) -> None:
        self._last_rows = {(first_row, column): last_row for column, first_row, _, last_row in ranges}
        self._open: dict[int, tuple[int, str]] = {}

    def fill(self, line: int, cells: list[str]) -> list[str]:
        """The cells of a row with what is merged from above; remembers what rows below will need."""
        if not self._last_rows:
            return cells
        self._open = {column: held for column, held in self._open.items() if held[0] >= line}
        for column, (_, text) in self._open.items():
            cells += [""] * (column - len(cells))
            cells[column - 1] = cells[column - 1] or text
        for column, text in enumerate(cells, start=1):
            last_row = self._last_rows.get((line, column))
            if text and last_row is not None:
                self._open[column] = last_row, text
        return cells
