"""Areas, the names people use for them, their boundaries, and postcodes."""

from sqlalchemy import Column, LargeBinary
from sqlmodel import Field, SQLModel

from app.domain.vocabulary import AreaLevel
from app.models.base import enum_by_value


class AreaRow(SQLModel, table=True):
    """One gemeente, stadsdeel, wijk or buurt; `domain.area_names.Area` says what the columns mean.

    The parent has no foreign key: a source of wijken may be read before that of its gemeenten.
    """

    __tablename__ = "area"

    code: str = Field(primary_key=True)
    level: AreaLevel = Field(sa_type=enum_by_value(AreaLevel), index=True)
    name: str
    parent_code: str | None = Field(default=None, index=True)
    gemeente_code: str = Field(index=True)
    lat: float | None = None
    lon: float | None = None
    year: int


class AreaAliasRow(SQLModel, table=True):
    """Another name of an area, such as Den Haag for 's-Gravenhage."""

    __tablename__ = "area_alias"

    code: str = Field(primary_key=True, foreign_key="area.code", ondelete="CASCADE")
    alias: str = Field(primary_key=True)


class AreaBoundaryRow(SQLModel, table=True):
    """The polygon of an area: well-known binary, WGS84, longitude first, valid."""

    __tablename__ = "area_boundary"

    code: str = Field(primary_key=True, foreign_key="area.code", ondelete="CASCADE")
    wkb: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class PostcodeRow(SQLModel, table=True):
    """A postcode (four digits, or with two letters), the wijk it mostly lies in and a representative point."""

    __tablename__ = "postcode"

    code: str = Field(primary_key=True)
    gemeente_code: str = Field(index=True)
    wijk_code: str | None = Field(default=None)
    lat: float
    lon: float
