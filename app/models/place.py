"""Places: address, point, kind and the areas they lie in."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from app.domain.vocabulary import AddressShown, PlaceKind, Precision, WijkBasis
from app.models.base import Seq, UtcDateTime, enum_by_value


class Place(SQLModel, table=True):
    """lat, lon: WGS84 degrees. gemeente, stadsdeel, wijk, buurt: area codes; wijk_basis: where the wijk comes from.
    organisation_id: who may change it, None for a shared place."""

    __tablename__ = "place"
    __table_args__ = (UniqueConstraint("source_name", "external_id"),)

    id: str = Field(primary_key=True)
    source_name: str
    external_id: str
    organisation_id: str | None = Field(default=None, foreign_key="organisation.id", index=True)
    name: str | None = None
    kind: PlaceKind | None = Field(default=None, sa_type=enum_by_value(PlaceKind))
    street_address: str | None = None
    postal_code: str | None = None
    address_locality: str | None = None
    address_shown: AddressShown = Field(sa_type=enum_by_value(AddressShown))
    lat: float | None = None
    lon: float | None = None
    precision: Precision | None = Field(default=None, sa_type=enum_by_value(Precision))
    gemeente: str | None = Field(default=None, index=True)
    stadsdeel: str | None = None
    wijk: str | None = None
    wijk_basis: WijkBasis | None = Field(default=None, sa_type=enum_by_value(WijkBasis))
    buurt: str | None = None
    is_example: bool = False
    version: int
    is_deleted: bool = False
    seq: int = Field(sa_type=Seq, index=True)
    created_at: datetime = Field(sa_type=UtcDateTime)
    modified_at: datetime = Field(sa_type=UtcDateTime)
