"""Several tables of one file, one after the other: rows are counted on, and an id counts once."""

from collections.abc import Iterator, Sequence

from app.errors import Fault
from app.importers.headers import Columns
from app.importers.reading import ReadContext, ReadRow
from app.importers.table_reading import Table, read_table
from app.importers.table_rows import RawRow


def read_tables(
    tables: Sequence[tuple[Columns, Sequence[RawRow]]], notes: tuple[Fault, ...], context: ReadContext
) -> Iterator[ReadRow]:
    """The offers of all tables in their order; the notes stand with the first."""
    number = 1
    seen: dict[str, int] = {}
    for columns, rows in tables:
        for made in read_table(Table(columns, rows, number, notes), context):
            yield _with_own_id(made, seen)
            number += 1
            notes = ()


def _with_own_id(row: ReadRow, seen: dict[str, int]) -> ReadRow:
    """The same id on another kind of sheet is another offer. `seen`: ids with how often each was met."""
    if row.external_id is None or row.external_id not in seen:
        seen[row.external_id or ""] = 1
        return row
    number = seen[row.external_id] + 1
    while (own := f"{row.external_id[:180]}-blad{number}") in seen:
        number += 1
    seen[row.external_id] = number
    seen[own] = 1
    return ReadRow(row.number, row.location, own, row.draft, row.faults, row.warnings, row.original, row.is_deleted)
