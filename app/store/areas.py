"""Areas in the database: bulk upserts that tell new from changed, and the reads that fill the look-ups in memory."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import insert, update
from sqlmodel import Session, SQLModel, select

from app.domain.areas import Area
from app.domain.postcodes import Postcode
from app.models.area import AreaAliasRow, AreaBoundaryRow, AreaRow, PostcodeRow

KIND = "area"
T = TypeVar("T")
BATCH = 500
"""Rows in one statement; boundaries are large."""


@dataclass(frozen=True, slots=True)
class Upserted:
    """The keys an upsert found new, different and equal."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()


def upsert_areas(session: Session, areas: Sequence[Area]) -> Upserted:
    """Write areas by code, without their aliases. Of two with one code the last stands."""
    rows = {
        area.code: {
            "code": area.code,
            "level": area.level,
            "name": area.name,
            "parent_code": area.parent,
            "gemeente_code": area.gemeente,
            "lat": area.lat,
            "lon": area.lon,
            "year": area.year,
        }
        for area in areas
    }
    held = {row.code: row.model_dump() for row in session.exec(select(AreaRow))}
    return _upsert(session, AreaRow, rows, held.get)


def add_aliases(session: Session, aliases: Iterable[tuple[str, str]]) -> int:
    """Add (code, alias) pairs that are not there yet; a pair of an unknown code is left out. Gives the number added."""
    known = set(session.exec(select(AreaRow.code)))
    held = {(row.code, row.alias) for row in session.exec(select(AreaAliasRow))}
    new = [pair for pair in dict.fromkeys(aliases) if pair not in held and pair[0] in known]
    for batch in _batches(new):
        session.execute(insert(AreaAliasRow), [{"code": code, "alias": alias} for code, alias in batch])
    return len(new)


def upsert_boundaries(session: Session, boundaries: Mapping[str, bytes]) -> Upserted:
    """Write boundaries (WKB) by the code of an area that is there."""
    rows = {code: {"code": code, "wkb": wkb} for code, wkb in boundaries.items()}
    found: list[Upserted] = []
    for batch in _batches(list(rows)):
        wanted = select(AreaBoundaryRow).where(AreaBoundaryRow.code.in_(batch))  # type: ignore[attr-defined]
        held = {row.code: row.model_dump() for row in session.exec(wanted)}
        found.append(_upsert(session, AreaBoundaryRow, {code: rows[code] for code in batch}, held.get))
    return Upserted(
        tuple(code for part in found for code in part.new),
        tuple(code for part in found for code in part.changed),
        tuple(code for part in found for code in part.unchanged),
    )


def upsert_postcodes(session: Session, postcodes: Sequence[Postcode]) -> Upserted:
    """Write postcodes by code."""
    rows = {
        postcode.code: {
            "code": postcode.code,
            "gemeente_code": postcode.gemeente,
            "wijk_code": postcode.wijk,
            "lat": postcode.lat,
            "lon": postcode.lon,
        }
        for postcode in postcodes
    }
    held = {row.code: row.model_dump() for row in session.exec(select(PostcodeRow))}
    return _upsert(session, PostcodeRow, rows, held.get)


def _upsert(
    session: Session,
    table: type[SQLModel],
    rows: Mapping[str, dict[str, Any]],
    held: Callable[[str], dict[str, Any] | None],
) -> Upserted:
    new = [code for code in rows if held(code) is None]
    changed = [code for code, row in rows.items() if held(code) not in (None, row)]
    for batch in _batches(new):
        session.execute(insert(table), [rows[code] for code in batch])
    for batch in _batches(changed):
        session.execute(update(table), [rows[code] for code in batch])
    session.expire_all()
    written = {*new, *changed}
    return Upserted(tuple(new), tuple(changed), tuple(code for code in rows if code not in written))


def _batches(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]


def list_areas(session: Session) -> list[Area]:
    """All areas with their aliases, by code."""
    aliases: dict[str, list[str]] = {}
    for row in session.exec(select(AreaAliasRow).order_by(AreaAliasRow.code, AreaAliasRow.alias)):
        aliases.setdefault(row.code, []).append(row.alias)
    return [
        Area(
            code=row.code,
            level=row.level,
            name=row.name,
            parent=row.parent_code,
            gemeente=row.gemeente_code,
            lat=row.lat,
            lon=row.lon,
            year=row.year,
            aliases=tuple(aliases.get(row.code, ())),
        )
        for row in session.exec(select(AreaRow).order_by(AreaRow.code))
    ]


def iterate_boundaries(session: Session) -> Iterator[tuple[str, bytes]]:
    """(code, WKB) of every area with a boundary, by code, in batches."""
    wanted = select(AreaBoundaryRow.code, AreaBoundaryRow.wkb).order_by(AreaBoundaryRow.code)
    yield from session.exec(wanted.execution_options(yield_per=BATCH))


def list_postcodes(session: Session) -> list[Postcode]:
    """All postcodes, by code."""
    return [
        Postcode(row.code, row.gemeente_code, row.wijk_code, row.lat, row.lon)
        for row in session.exec(select(PostcodeRow).order_by(PostcodeRow.code))
    ]
