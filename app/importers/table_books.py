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
    seen: set[str] = set()
    for columns, rows in tables:
        for made in read_table(Table(columns, rows, number, notes), context):
            yield _with_own_id(made, seen)
            number += 1
            notes = ()


def _with_own_id(row: ReadRow, seen: set[str]) -> ReadRow:
    """The same id on another kind of sheet is another offer."""
    if row.external_id is None or row.external_id not in seen:
        seen.add(row.external_id or "")
        return row
    own = next(
        name for number in range(2, len(seen) + 3) if (name := f"{row.external_id[:180]}-blad{number}") not in seen
    )
    seen.add(own)
    return ReadRow(row.number, row.location, own, row.draft, row.faults, row.warnings, row.original, row.is_deleted)
