"""What all tables share: names of constraints, column types that behave the same on both databases, common columns."""

import json
from collections.abc import Callable
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Dialect, Enum, Text, TypeDecorator
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import UTCDateTime

SQLModel.metadata.naming_convention = {
    "pk": "pk_%(table_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}

UtcDateTime = UTCDateTime
"""Aware stamps, stored and returned in UTC: SQLite drops zones, and a naive datetime is refused on the way in."""

Seq = BigInteger
"""A place in the change log; below 2^53 so that it survives JSON."""


class JsonText(TypeDecorator[Any]):
    """A JSON value kept as compact text, byte for byte the same on both databases; arrays come back as tuples."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any | None, dialect: Dialect) -> str | None:
        """None is SQL NULL, never JSON null."""
        if value is None:
            return None
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any | None:
        """The inverse; only the outermost array becomes a tuple."""
        if value is None:
            return None
        found = json.loads(value)
        return tuple(found) if isinstance(found, list) else found

    def __repr__(self) -> str:
        return "JsonText()"


def enum_by_value(kind: type[StrEnum]) -> Enum:
    """A text column that holds the wire value of `kind`, not its Python name; an unknown value is refused."""
    values: Callable[[type[StrEnum]], list[str]] = lambda members: [member.value for member in members]  # noqa: E731
    return Enum(kind, native_enum=False, validate_strings=True, length=20, values_callable=values)
