"""Reading tables in tests: files are made here, and every draft must be one that the wire accepts."""

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

from openpyxl import Workbook

from app.importers.csv_reader import read_csv
from app.importers.reading import ReadContext, ReadRow
from app.importers.theme_words import theme_phrases
from app.importers.xlsx_reader import read_xlsx
from app.schemas.drafts import parse_activity
from app.services.themes import load_aliases, load_themes

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@cache
def known_phrases() -> dict[str, str]:
    """Words of people -> theme, made once."""
    return theme_phrases(load_themes(), load_aliases())


def make_context(**changes: Any) -> ReadContext:
    """Saturday 21 November 2026, with the themes of the catalogue."""
    return ReadContext(now=NOW, themes=known_phrases(), **changes)


def accept(rows: list[ReadRow]) -> list[ReadRow]:
    """The rows as they are, when the wire accepts every draft. Raises InvalidInput."""
    for row in rows:
        if row.draft is not None:
            parse_activity({**row.draft, "source": {"name": "test", "externalId": row.external_id}})
    ids = [row.external_id for row in rows if row.draft is not None]
    assert len(set(ids)) == len(ids), "two offers with one id"
    return rows


def read_lines(*lines: str, encoding: str = "utf-8", **changes: Any) -> list[ReadRow]:
    """The rows of a CSV of these lines."""
    return accept(list(read_csv("\n".join(lines).encode(encoding), make_context(**changes))))


def read_one(*lines: str, **changes: Any) -> dict[str, Any]:
    """The only draft of a CSV."""
    (row,) = read_lines(*lines, **changes)
    assert row.draft is not None, row.faults
    return dict(row.draft)


def codes_of(row: ReadRow) -> list[str]:
    """The codes of its warnings."""
    return [warning.code for warning in row.warnings]


def make_workbook(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Workbook:
    """A workbook with these sheets, to be changed further."""
    workbook = Workbook()
    for number, (name, rows) in enumerate(sheets.items()):
        sheet = workbook.create_sheet(name, number)
        for row in rows:
            sheet.append(list(row))
    del workbook["Sheet"]
    return workbook


def save(workbook: Workbook) -> bytes:
    """The bytes of the file."""
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def read_sheets(sheets: Mapping[str, Sequence[Sequence[Any]]], **changes: Any) -> list[ReadRow]:
    """The rows of a workbook with these sheets."""
    return accept(list(read_xlsx(save(make_workbook(sheets)), make_context(**changes))))
