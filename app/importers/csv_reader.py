"""CSV and TSV as people and systems make them: any of four delimiters, any encoding, quotes gone wrong.

Line numbers are those of the file as an editor counts them, also after cells with line breaks in them.
"""

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from app.errors import Fault, InvalidInput
from app.importers.encodings import decode_text
from app.importers.headers import guess_target
from app.importers.html_tables import is_saved_table, read_html_rows
from app.importers.notes import Cell, Doubt, write_note
from app.importers.reading import ReadContext, ReadRow
from app.importers.table_books import read_tables
from app.importers.table_head import LOOK_AHEAD
from app.importers.table_rows import RawRow, is_blank
from app.importers.table_shapes import find_tables
from app.importers.workbook_checks import refuse

DELIMITERS = (";", ",", "\t", "|")
MAX_LINES_IN_CELL = 400
MAX_ROWS = 500_000
SAMPLE_LINES = 60
_SEP_LINE = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)
_OPEN_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,5})$")
_ARCHIVE, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def read_csv(content: bytes, context: ReadContext) -> Iterator[ReadRow]:
    """The offers of a CSV or TSV file. Raises InvalidInput when it is no text or no column names the offers."""
    decoded = None if content.startswith((_ARCHIVE, _OLD_OFFICE)) else decode_text(content)
    if decoded is None:
        raise InvalidInput(
            [
                _file_fault(
                    "not-text",
                    "This is no text file. Send CSV, or Excel as .xlsx.",
                    "Dit is geen tekstbestand. Stuur CSV, of Excel als .xlsx.",
                )
            ]
        )
    if is_saved_table(decoded.text, None, ".xls"):
        rows = read_html_rows(decoded.text)
    else:
        lines = _unwrap(list(io.StringIO(decoded.text, newline="")))
        rows = list(islice(_read_rows(lines, *_find_delimiter(lines)), MAX_ROWS + 1))
    if len(rows) > MAX_ROWS:
        raise refuse("too-large")
    filled = [row for row in rows if not is_blank(row.cells)]
    if not any(letter.isalnum() for row in filled for cell in row.cells for letter in cell):
        raise InvalidInput([_file_fault("empty-file", "The file has no rows.", "Het bestand heeft geen regels.")])
    found = find_tables(filled, context.mapping)
    if not found:
        raise InvalidInput([missing_header_fault(filled[0])])
    damage = (write_note(Doubt("text-damaged"), Cell(1)),) if decoded.is_damaged else ()
    notes = (*damage, *(write_note(doubt, Cell(table.head.line)) for table in found for doubt in table.doubts))
    return read_tables([(table.head.columns, table.rows) for table in found], notes, context)


def missing_header_fault(first: RawRow) -> Fault:
    """Says which names the first row has, when none of them names an offer."""
    names = ", ".join(cell for cell in first.cells if cell)[:200]
    return _file_fault(
        "header-missing",
        f"No column names the offers. The first row says: {names}. Name one column titel, or say it in the mapping.",
        f"Geen kolom geeft het aanbod een naam. De eerste regel zegt: {names}. Noem een kolom "
        f"titel, of zeg het bij de koppeling.",
    )


def _file_fault(code: str, english: str, dutch: str) -> Fault:
    return Fault(code, english, detail_nl=dutch)


def _unwrap(lines: list[str]) -> list[str]:
    """A sheet saved from one column has every whole line between quotes: the lines inside are the table."""
    sample = [line.strip() for line in lines[:SAMPLE_LINES] if line.strip()]
    is_wrapped = len(sample) > 1 and all(len(line) > 2 and line[0] == line[-1] == '"' for line in sample)
    if not is_wrapped or any(len(next(csv.reader([line]), [])) != 1 for line in sample):
        return lines
    inner = [next(csv.reader([line.strip()]), [""]) for line in lines]
    return [f"{cells[0] if cells else ''}\n" for cells in inner]


def _find_delimiter(lines: list[str]) -> tuple[str, int]:
    """The delimiter and how many lines to skip: Excel's own `sep=;` line decides, else the header does."""
    first = next((number for number, line in enumerate(lines[:5]) if line.strip()), 0)
    if lines and (found := _SEP_LINE.fullmatch(lines[first].strip("\ufeff\r\n "))):
        return found[1], first + 1
    if lines and lines[first].strip().lower() in {"sep=", '"sep="'}:
        return "\t", first + 1
    sample = lines[:SAMPLE_LINES]
    scored = [(_score_delimiter(sample, delimiter), -place, delimiter) for place, delimiter in enumerate(DELIMITERS)]
    return max(scored)[2], 0


def _score_delimiter(sample: list[str], delimiter: str) -> float:
    rows = [row.cells for row in islice(_read_rows(sample, delimiter, 0), LOOK_AHEAD) if not is_blank(row.cells)]
    if not rows:
        return 0.0
    understood = max(sum(guess_target(cell) is not None for cell in row) for row in rows[:15])
    widths = [len(row) for row in rows]
    common = max(set(widths), key=widths.count)
    steadiness = widths.count(common) / len(widths) if common > 1 else 0.0
    return understood * 4 + steadiness * 3 + min(common, 30) * 0.1


def _read_rows(lines: list[str], delimiter: str, skip: int) -> Iterator[RawRow]:
    """Every record with the number of its first line."""
    at = skip
    width = 0
    while at < len(lines):
        reader = csv.reader(_iterate(lines, at), delimiter=delimiter)
        restart = None
        before = at
        try:
            for cells in reader:
                used = at + reader.line_num - before
                if _is_broken(cells, used, lines[before], delimiter, width):
                    restart = before
                    break
                if len(cells) == 1 and width > 1 and delimiter in cells[0]:
                    cells = next(csv.reader([cells[0]], delimiter=delimiter), cells)  # noqa: PLW2901
                if len(cells) > width > 1 and delimiter == ";":
                    cells = _join_entities(cells, width)  # noqa: PLW2901
                width = max(width, len(cells)) if not width or before < skip + LOOK_AHEAD else width
                is_cut = at + reader.line_num == len(lines) and "".join(lines[before:]).count('"') % 2 == 1
                yield RawRow(before + 1, tuple(cells), (Doubt("quote-repaired"),) if is_cut else ())
                before = at + reader.line_num
        except csv.Error:
            restart = before
        if restart is None:
            return
        yield _repair(lines[restart], restart, delimiter)
        at = restart + 1


def _join_entities(cells: list[str], width: int) -> list[str]:
    """The semicolon of `&amp;` in a cell without quotes ends no cell; only in a row that is too long."""
    joined = list(cells)
    at = 0
    while at + 1 < len(joined) and len(joined) > width:
        if _OPEN_ENTITY.search(joined[at]):
            joined[at : at + 2] = [f"{joined[at]};{joined[at + 1]}"]
        else:
            at += 1
    return joined


def _iterate(lines: list[str], start: int) -> Iterator[str]:
    return (lines[at] for at in range(start, len(lines)))


def _is_broken(cells: list[str], used: int, first_line: str, delimiter: str, width: int) -> bool:
    """A quote that nobody closed swallows the lines below: the first line alone would have been a row."""
    if width < 2:
        return used > MAX_LINES_IN_CELL
    if used == 1:
        is_short = len(cells) < width == first_line.count(delimiter) + 1
        return is_short and any('"' in cell for cell in cells)
    alone = first_line.count(delimiter) + 1
    if used > MAX_LINES_IN_CELL or (alone >= width and len(cells) != width):
        return True
    swallowed = (line for cell in cells if "\n" in cell for line in cell.split("\n"))
    return width > 2 and any(line.count(delimiter) >= width - 1 for line in swallowed)


def _repair(line: str, number: int, delimiter: str) -> RawRow:
    cells = next(csv.reader([line.replace('"', "")], delimiter=delimiter, quoting=csv.QUOTE_NONE), [])
    return RawRow(number + 1, tuple(cells), (Doubt("quote-repaired"),))
