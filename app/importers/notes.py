"""What a reader says about a cell: one sentence in English and one in Dutch (B1), with line, column and value.

A reader of text returns doubts, which know no line; `write_note` makes the fault or warning that people see.
"""

from dataclasses import dataclass

from app.errors import Fault
from app.importers.note_sentences import SENTENCES

__all__ = ["MAX_VALUE", "SENTENCES", "Cell", "Doubt", "shorten", "write_note"]
MAX_VALUE = 120


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something about a text that a person should know. `code` is in `SENTENCES`, `part` fills its `{part}`."""

    code: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a value stands. `sheet` only in workbooks with several; `column` as its header is written."""

    line: int
    column: str | None = None
    value: str | None = None
    sheet: str | None = None


def write_note(doubt: Doubt, cell: Cell) -> Fault:
    """The fault or warning for people. Raises KeyError for an unknown code."""
    english, dutch = SENTENCES[doubt.code]
    value = shorten(cell.value) if cell.value else ""
    quoted = f" (“{value}”)" if value else ""
    sheet_en = f"Sheet {cell.sheet}, line" if cell.sheet else "Line"
    sheet_nl = f"Blad {cell.sheet}, regel" if cell.sheet else "Regel"
    column_en = f", column {cell.column}" if cell.column else ""
    column_nl = f", kolom {cell.column}" if cell.column else ""
    return Fault(
        doubt.code,
        f"{sheet_en} {cell.line}{column_en}{quoted}: {english.format(part=doubt.part)}",
        detail_nl=f"{sheet_nl} {cell.line}{column_nl}{quoted}: {dutch.format(part=doubt.part)}",
    )


def shorten(value: str, limit: int = MAX_VALUE) -> str:
    """One line of at most `limit` characters."""
    line = " ".join(value.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
