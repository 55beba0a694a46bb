"""Areas, the names people use for them, their boundaries, and postcodes."""

from sqlalchemy import Column, LargeBinary
from sqlmodel import Field, SQLModel


class AreaRow(SQLModel, table=True):
    """One gemeente, stadsdeel, wijk or buurt; `domain.area_names.Area` says what the columns mean.

    The parent has no foreign key: a source of wijken may be read before that of its gemeenten.
    """

    __tablename__ = "area"

    code: str = Field(primary_key=True, max_length=12)
    level: str = Field(max_length=12, index=True)
    name: str = Field(max_length=200)
    parent_code: str | None = Field(default=None, max_length=12, index=True)
    gemeente_code: str = Field(max_length=12, index=True)
    lat: float | None = None
    lon: float | None = None
    year: int


class AreaAliasRow(SQLModel, table=True):
    """Another name of an area, such as Den Haag for 's-Gravenhage."""

    __tablename__ = "area_alias"

    code: str = Field(primary_key=True, max_length=12, foreign_key="area.code", ondelete="CASCADE")
    alias: str = Field(primary_key=True, max_length=200)


class AreaBoundaryRow(SQLModel, table=True):
    """The polygon of an area: well-known binary, WGS84, longitude first, valid."""

    __tablename__ = "area_boundary"

    code: str = Field(primary_key=True, max_length=12, foreign_key="area.code", ondelete="CASCADE")
    wkb: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class PostcodeRow(SQLModel, table=True):
    """A postcode (four digits, or with two letters), the wijk it mostly lies in and a representative point."""

    __tablename__ = "postcode"

    code: str = Field(primary_key=True, max_length=6)
    gemeente_code: str = Field(max_length=12, index=True)
    wijk_code: str | None = Field(default=None, max_length=12)
    lat: float
    lon: float
