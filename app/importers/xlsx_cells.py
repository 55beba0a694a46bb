"""Values of a workbook as the text a person sees, and its merged ranges."""

import math
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from openpyxl.utils.cell import column_index_from_string

MAX_MERGED_ROWS = 5_000
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
    """The merged ranges of a sheet. The reader of rows does not tell them, so they are looked for apart."""
    try:
        with archive.open(path.lstrip("/")) as part:
            return list(_search(part))
    except (KeyError, zipfile.BadZipFile, OSError, EOFError, ValueError):
        return []


def find_hidden(archive: zipfile.ZipFile, path: str) -> frozenset[int]:
    """The lines of a sheet that a person has hidden, or filtered out. The reader of rows does not tell them either."""
    try:
        with archive.open(path.lstrip("/")) as part:
            return frozenset(
                int(number[1])
                for found in find_all(_ROW, part, 400)
                if _IS_HIDDEN.search(found[1]) and (number := _NUMBER_OF_ROW.search(found[1]))
            )
    except (KeyError, zipfile.BadZipFile, OSError, EOFError, ValueError):
        return frozenset()


def _search(part: Any) -> Iterator[Range]:
    for found in find_all(_MERGE, part, 80):
        first, _, last = found[1].decode().partition(":")
        (first_column, first_row), (last_column, last_row) = map(position_of, (first, last))
        if last_row - first_row <= MAX_MERGED_ROWS:
            yield first_column, first_row, last_column, last_row


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
    """Fills what a merged cell covers downwards: `Judoclub Kano` over three rows is the club of all three."""

    def __init__(self, ranges: list[Range]) -> None:
        self._by_row: dict[int, list[tuple[int, int]]] = {}
        for first_column, first_row, _, last_row in ranges:
            for row in range(first_row + 1, last_row + 1):
                self._by_row.setdefault(row, []).append((first_column, first_row))
        self._sources = {
            (first_row, first_column) for first_column, first_row, _, last_row in ranges if last_row > first_row
        }
        self._values: dict[tuple[int, int], str] = {}

    def fill(self, line: int, cells: list[str]) -> list[str]:
        """The cells of a row with what is merged from above; remembers what rows below will need."""
        if not self._sources:
            return cells
        for column, source_line in self._by_row.get(line, ()):
            text = self._values.get((source_line, column), "")
            if text:
                cells += [""] * (column - len(cells))
                cells[column - 1] = cells[column - 1] or text
        for at, text in enumerate(cells, start=1):
            if text and (line, at) in self._sources:
                self._values[line, at] = text
        return cells
