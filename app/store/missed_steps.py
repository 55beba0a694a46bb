"""Aggregate counts of questions for a next step that found nothing."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Table, insert, select, update
from sqlmodel import Session

from app.models.dead_end import DeadEndCount
from app.store.unit_of_work import connection_of

_table: Table = DeadEndCount.__table__  # type: ignore[attr-defined]
_KEY = ("week", "wijk", "age_band", "theme", "failing_constraint")

Key = tuple[date, str, str, str, str]


def add_counts(session: Session, counts: Mapping[Any, int]) -> None:
    """Add to the counts of (week, wijk, age band, theme, constraint). In the caller's writing transaction, which has
    its turn alone, so that no count is lost."""
    connection = connection_of(session)
    for key, number in counts.items():
        values = dict(zip(_KEY, key, strict=True))
        conditions = [_table.c[name] == value for name, value in values.items()]
        found = connection.execute(update(_table).where(*conditions).values(count=_table.c.count + number))
        if not found.rowcount:
            connection.execute(insert(_table).values(**values, count=number))


def list_counts(session: Session) -> list[tuple[Key, int]]:
    """All of them, newest week first, then by key."""
    columns = [_table.c[name] for name in _KEY]
    order = (_table.c.week.desc(), *columns[1:])
    rows = connection_of(session).execute(select(*columns, _table.c.count).order_by(*order)).all()
    return [((row[0], row[1], row[2], row[3], row[4]), row[5]) for row in rows]
