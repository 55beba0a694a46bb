"""Tables that systems save as `.xls` but write as HTML or as the XML of Excel 2003: their rows."""

import re
from html.parser import HTMLParser

from app.importers.table_rows import RawRow

MAX_SPAN = 200
MAX_CELLS = 3_000_000
_ROWS, _CELLS = frozenset({"tr", "row"}), frozenset({"td", "th", "cell"})
_BREAKS = frozenset({"br", "p", "div", "li"})
_HIDDEN = frozenset({"script", "style"})
_OF_EXCEL = re.compile(r"urn:schemas-microsoft-com:office:(?:excel|spreadsheet)", re.IGNORECASE)
_TABLE = re.compile(r"<(?:table|\w{0,4}:?worksheet)\b", re.IGNORECASE)


def is_saved_table(text: str, media_type: str | None, name: str | None) -> bool:
    """Whether a page or XML is a table that calls itself a workbook."""
    if text.lstrip()[:1] != "<" or not _TABLE.search(text[:100_000]) or "ld+json" in text[:100_000]:
        return False
    is_named = (name or "").lower().endswith((".xls", ".xlsx")) or "excel" in (media_type or "")
    return is_named or _OF_EXCEL.search(text[:10_000]) is not None


def read_html_rows(text: str) -> list[RawRow]:
    """Every row of every table, with the line of the file on which it begins; merged cells hold in all they cover."""
    parser = _Rows()
    parser.feed(text)
    parser.close()
    return parser.rows


class _Rows(HTMLParser):
    """Gathers cells; a cell that is never closed ends where the next one begins."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[RawRow] = []
        self._cells: list[str] = []
        self._text: list[str] | None = None
        self._line = 1
        self._width = 1
        self._rest: dict[int, tuple[int, str]] = {}
        self._height = 1
        self._hidden = 0
        self._left = MAX_CELLS

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begins a row or a cell."""
        name, said = tag.rpartition(":")[2], dict(attrs)
        if name in _ROWS:
            self._end_row()
            self._line = self.getpos()[0]
        elif name in _CELLS:
            self._end_cell()
            self._text = []
            self._width = _number(said.get("colspan"), _number(said.get("ss:mergeacross"), 0) + 1)
            self._height = _number(said.get("rowspan"), _number(said.get("ss:mergedown"), 0) + 1)
            skipped = min(_number(said.get("ss:index"), 0) - 1 - len(self._cells), MAX_SPAN)
            self._cells += [""] * max(skipped, 0)
        elif name in _BREAKS and self._text is not None:
            self._text.append("\n")
        self._hidden += name in _HIDDEN

    def handle_endtag(self, tag: str) -> None:
        """Ends a row or a cell."""
        name = tag.rpartition(":")[2]
        if name in _ROWS or name == "table":
            self._end_row()
        elif name in _CELLS:
            self._end_cell()
        self._hidden -= name in _HIDDEN and self._hidden > 0

    def handle_data(self, data: str) -> None:
        """Text of a cell."""
        if self._text is not None and not self._hidden:
            self._text.append(data)

    def close(self) -> None:
        """The last row may have no end."""
        super().close()
        self._end_row()

    def _end_cell(self) -> None:
        if self._text is None:
            return
        text = "".join(self._text).replace("\xa0", " ").strip()
        self._text = None
        self._fill_from_above()
        if self._height > 1:
            self._rest[len(self._cells)] = (min(self._height, MAX_SPAN * 25) - 1, text)
        self._cells += [text, *[""] * (min(self._width, MAX_SPAN) - 1)]

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
        if self._cells and self._left > 0:
            self.rows.append(RawRow(self._line, tuple(self._cells)))
        self._cells = []


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 5 else otherwise
