"""Excel workbooks (.xlsx): every visible sheet with offers, streamed row by row, within bounds."""

import io
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from openpyxl import load_workbook

from app.errors import Fault, InvalidInput
from app.importers.csv_reader import missing_header_fault
from app.importers.linked_sheets import join_sheets
from app.importers.notes import Cell, Doubt, write_note
from app.importers.reading import ReadContext, ReadRow
from app.importers.table_books import read_tables
from app.importers.table_head import Head
from app.importers.table_reading import Table, read_table
from app.importers.table_rows import RawRow, is_blank
from app.importers.table_shapes import Found, find_tables
from app.importers.workbook_checks import check_workbook, refuse
from app.importers.xlsx_cells import Merged, find_hidden, find_merged, write_value
from app.importers.xlsx_links import find_links

MAX_CELLS = 6_000_000
MAX_BLANK_ROWS = 100_000
MAX_SHEETS = 60
_OFFER_TARGETS = (
    "date",
    "start",
    "schedule",
    "weekday",
    "age",
    "ageMin",
    "price",
    "startTime",
    "time",
    "themes",
    "kind",
    "schoolGroups",
    "isFree",
    "description",
    "summary",
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one sheet that say something; a hidden one is not read."""

    name: str
    rows: list[RawRow]
    is_hidden: bool = False


def read_xlsx(content: bytes, context: ReadContext) -> Iterator[ReadRow]:
    """The offers of a workbook. Raises InvalidInput when it is none, is too large, or has no column with titles."""
    check_workbook(content)
    sheets = _read_sheets(content)
    filled = [sheet for sheet in sheets if sheet.rows]
    if not filled:
        raise InvalidInput([missing_header_fault(RawRow(1, ()))])
    joined = join_sheets({sheet.name: sheet.rows for sheet in filled})
    if joined is not None:
        columns, rows = joined
        return read_table(Table(columns, rows), context)
    hidden = tuple(
        write_note(Doubt("sheet-hidden", sheet.name), Cell(1, sheet=sheet.name)) for sheet in sheets if sheet.is_hidden
    )
    return _read_tables(filled, context, hidden)


def _read_tables(sheets: list[Sheet], context: ReadContext, hidden: tuple[Fault, ...]) -> Iterator[ReadRow]:
    found = [(sheet, table) for sheet in sheets for table in find_tables(sheet.rows, context.mapping) if table.rows]
    if not found:
        raise InvalidInput([missing_header_fault(sheets[0].rows[0])])
    offers = [(sheet, table) for sheet, table in found if table.head.columns.has(*_OFFER_TARGETS)] or found[:1]
    used = {sheet.name for sheet, _ in offers}
    notes = tuple(
        write_note(Doubt("sheet-not-used", sheet.name), Cell(1, sheet=sheet.name))
        for sheet in sheets
        if sheet.name not in used
    )
    notes += tuple(
        write_note(doubt, Cell(table.head.line, sheet=sheet.name)) for sheet, table in offers for doubt in table.doubts
    )
    has_sheets = len(sheets) > 1
    tables = [
        (head.columns, [replace(row, sheet=name if has_sheets else None) for name, row in named])
        for head, named in _join_alike(offers)
    ]
    return read_tables(tables, (*notes, *hidden), context)


def _join_alike(offers: list[tuple[Sheet, Found]]) -> list[tuple[Head, list[tuple[str, RawRow]]]]:
    """Sheets with the same columns (one for each month) are one table, so that dates of one offer come together."""
    tables: list[tuple[Head, list[tuple[str, RawRow]]]] = []
    for sheet, found in offers:
        head = found.head
        rows = [(sheet.name, row) for row in found.rows]
        known = next((table for table in tables if table[0].columns.targets == head.columns.targets), None)
        if known is not None:
            known[1].extend(rows)
        else:
            tables.append((head, rows))
    return tables


def _read_sheets(content: bytes) -> list[Sheet]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
                try:
                    return _read_worksheets(workbook, archive)
                finally:
                    workbook.close()
        except InvalidInput:
            raise
        # A damaged workbook makes the library raise nearly anything; for people it is one thing.
        except Exception:
            raise refuse("not-excel") from None


def _read_worksheets(workbook: Any, archive: zipfile.ZipFile) -> list[Sheet]:
    visible = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
    hidden_names = tuple(sheet.title for sheet in workbook.worksheets if visible and sheet not in visible)
    sheets: list[Sheet] = [Sheet(name, [], is_hidden=True) for name in hidden_names]
    cells_left = MAX_CELLS
    for worksheet in (visible or workbook.worksheets)[:MAX_SHEETS]:
        path = getattr(worksheet, "_worksheet_path", "")
        rows, used = _read_rows(worksheet, Merged(find_merged(archive, path)), cells_left)
        if links := find_links(archive, path):
            rows = [replace(row, links=links.get(row.line, ())) for row in rows]
        hidden = find_hidden(archive, path)
        rows = [replace(row, doubts=(Doubt("row-hidden"),)) if row.line in hidden else row for row in rows]
        cells_left -= used
        sheets.append(Sheet(worksheet.title, rows))
    return sheets


def _read_rows(worksheet: Any, merged: Merged, cells_left: int) -> tuple[list[RawRow], int]:
    # Some programs write A1 as the dimension of the whole sheet; without it the rows tell.
    worksheet.reset_dimensions()
    rows: list[RawRow] = []
    used = blank = 0
    for line, cells in enumerate(worksheet.iter_rows(), start=1):
        texts = merged.fill(line, [_write_cell(cell) for cell in cells])
        used += len(texts) + 1
        if used > cells_left:
            raise refuse("too-large")
        if is_blank(texts):
            blank += 1
            if blank > MAX_BLANK_ROWS:
                break
            continue
        blank = 0
        while texts and not texts[-1]:
            texts.pop()
        rows.append(RawRow(line, tuple(texts)))
    return rows, used


def _write_cell(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return write_value(value, "")
    return write_value(value, str(getattr(cell, "number_format", "General") or "General"))
