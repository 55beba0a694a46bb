"""Tables that systems save as `.xls` but write as HTML or as the XML of Excel 2003: their rows.

Cut at every `<` instead of parsed as a page: in time that grows with the size alone, whatever somebody sends.
"""

import html
import re

from app.importers.table_rows import RawRow
from app.importers.workbook_checks import refuse

MAX_SPAN = 200
MAX_CELLS = 3_000_000
_ROWS, _CELLS = frozenset({"tr", "row"}), frozenset({"td", "th", "cell"})
_BREAKS = frozenset({"br", "p", "div", "li"})
_HIDDEN = frozenset({"script", "style"})
_NAME = re.compile(r"/?[A-Za-z][\w:]{0,40}")
_ATTRIBUTE = re.compile(r"([\w:]{1,40})=[\"']?([\w.-]{1,20})")
MAX_ATTRIBUTES = 2_000
_OF_EXCEL = re.compile(r"urn:schemas-microsoft-com:office:(?:excel|spreadsheet)", re.IGNORECASE)
_TABLE = re.compile(r"<(?:table|\w{0,4}:?worksheet)\b", re.IGNORECASE)


def is_saved_table(text: str, media_type: str | None, name: str | None) -> bool:
    """Whether a page or XML is a table that calls itself a workbook."""
    if text.lstrip()[:1] != "<" or not _TABLE.search(text[:100_000]) or "ld+json" in text[:100_000]:
        return False
    is_named = (name or "").lower().endswith((".xls", ".xlsx")) or "excel" in (media_type or "")
    return is_named or _OF_EXCEL.search(text[:10_000]) is not None


def read_html_rows(text: str) -> list[RawRow]:
    """Every row of every table, with the line of the file on which it begins; what is merged holds in each of its rows.

    Raises InvalidInput beyond `MAX_CELLS`: merged cells can stand for far more than they take to write.
    """
    rows = _Rows()
    line, end = 1, ""
    for at, piece in enumerate(text.split("<")):
        name, attributes, said = _cut(piece) if at else ("", "", piece)
        if end:
            _, found, rest = piece.partition(end)
            end, name, said = ("", "", rest) if found else (end, "", "")
        elif name.startswith("!--"):
            _, found, said = piece[3:].partition("-->")
            end, said = ("", said) if found else ("-->", "")
        elif name in _HIDDEN:
            end, said = f"/{name}>", ""
        elif name.startswith("/"):
            rows.end(name[1:].rpartition(":")[2])
        elif name:
            rows.begin(name.rpartition(":")[2], dict(_ATTRIBUTE.findall(attributes)), line)
        rows.say(said)
        line += piece.count("\n")
    rows.end("table")
    return rows.rows


def _cut(piece: str) -> tuple[str, str, str]:
    """Name, attributes and the text behind a tag; a `<` that begins none is text."""
    tag, closed, said = piece.partition(">")
    if piece.startswith("!--"):
        return "!--", "", ""
    if closed and tag[:1] in {"!", "?"}:
        return "", "", said
    found = _NAME.match(tag)
    if not closed or found is None:
        return "", "", f"<{piece}"
    return found.group().lower(), tag[found.end() : found.end() + MAX_ATTRIBUTES], said


class _Rows:
    """Gathers cells; a cell that is never closed ends where the next one begins."""

    def __init__(self) -> None:
        self.rows: list[RawRow] = []
        self._cells: list[str] = []
        self._text: list[str] | None = None
        self._line = 1
        self._width = 1
        self._rest: dict[int, tuple[int, str]] = {}
        self._height = 1
        self._left = MAX_CELLS

    def begin(self, name: str, said: dict[str, str], line: int) -> None:
        """A tag that opens."""
        if name in _ROWS:
            self._end_row()
            self._line = line
        elif name in _CELLS:
            self._end_cell()
            self._text = []
            self._width = _number(said.get("colspan"), _number(said.get("ss:MergeAcross"), 0) + 1)
            self._height = _number(said.get("rowspan"), _number(said.get("ss:MergeDown"), 0) + 1)
            skipped = min(_number(said.get("ss:Index"), 0) - 1 - len(self._cells), MAX_SPAN)
            self._cells += [""] * max(skipped, 0)
        elif name in _BREAKS:
            self.say("\n")

    def end(self, name: str) -> None:
        """A tag that closes."""
        if name in _ROWS or name == "table":
            self._end_row()
            if name == "table":
                self._rest = {}
        elif name in _CELLS:
            self._end_cell()

    def say(self, text: str) -> None:
        """Text, which counts inside a cell."""
        if self._text is not None and text:
            self._text.append(text)

    def _end_cell(self) -> None:
        if self._text is None:
            return
        text = html.unescape("".join(self._text)).replace("\xa0", " ").strip()
        self._text = None
        self._fill_from_above()
        covered = [text, *[""] * (min(self._width, MAX_SPAN) - 1)]
        if self._height > 1:
            below = min(self._height, MAX_SPAN * 25) - 1
            self._rest |= {len(self._cells) + at: (below, part) for at, part in enumerate(covered)}
        self._cells += covered

    def _fill_from_above(self) -> None:
        while (at := len(self._cells)) in self._rest:
            rows, text = self._rest.pop(at)
            self._cells.append(text)
            if rows > 1:
                self._rest[at] = (rows - 1, text)

    def _end_row(self) -> None:
        self._end_cell()
        if self._cells:
            self._fill_from_above()
            self._left -= len(self._cells)
            if self._left < 0:
                raise refuse("too-large")
            self.rows.append(RawRow(self._line, tuple(self._cells)))
        self._cells = []


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 5 else otherwise
