"""Who and where, as partners write it: source, organisation and place."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from app.domain.draft import Contact, Location, OrganisationDraft, PartnerRef, PlaceDraft, Source
from app.domain.vocabulary import AddressShown, PlaceKind, Precision, WijkBasis
from app.schemas.base import (
    ExternalId,
    Id,
    Latitude,
    Line,
    Longitude,
    Many,
    MaybeLine,
    MaybeName,
    MaybePostcode,
    MaybeSummary,
    MaybeUrl,
    Name,
    Slug,
    Wire,
)
from app.schemas.draft_parts import ContactIn

Role = Literal["provider", "networkPartner"]
PartnerRole = Literal["host", "coOrganiser"]


MAX_AREA_CODE = 20


def _area_name(value: Any) -> Any:
    """The code of {code, name}, or its name, or the text itself."""
    if isinstance(value, dict):
        is_text = all(isinstance(part, str | None) for part in value.values())
        if not value.keys() <= {"code", "name"} or not is_text or len(value.get("code") or "") > MAX_AREA_CODE:
            raise PydanticCustomError("not-area", "not an area")
        value = value.get("code") or value.get("name")
    return value.strip() or None if isinstance(value, str) else value


_AREA_SCHEMA = {
    "anyOf": [
        {"type": "string", "maxLength": 300},
        {
            "type": "object",
            "properties": {
                "code": {"type": ["string", "null"], "maxLength": MAX_AREA_CODE},
                "name": {"type": ["string", "null"], "maxLength": 300},
            },
        },
        {"type": "null"},
    ]
}
AreaName = Annotated[Line | None, BeforeValidator(_area_name), WithJsonSchema(_AREA_SCHEMA)]


class SourceIn(Wire):
    """Where the record comes from; name and externalId are its identity."""

    name: Name
    external_id: ExternalId
    url: MaybeUrl = None

    def to_draft(self) -> Source:
        """As in the domain."""
        return Source(self.name, self.external_id, self.url)


class OrganisationRefIn(Wire):
    """The organisation of an activity: an id to keep, or a name to find it by."""

    id: Id | None = None
    name: Name
    roles: Many[Role] = ()
    sector: MaybeLine = None
    source: SourceIn | None = None

    def to_draft(self) -> OrganisationDraft:
        """As in the domain; a role that nobody states is provider."""
        return OrganisationDraft(
            name=self.name,
            id=self.id,
            source=self.source.to_draft() if self.source else None,
            roles=self.roles or ("provider",),
            sector=self.sector,
        )


class PartnerIn(Wire):
    """An organisation that takes part in somebody else's activity."""

    id: Id | None = None
    name: Name
    role: PartnerRole

    def to_draft(self) -> PartnerRef:
        """As in the domain."""
        return PartnerRef(OrganisationDraft(name=self.name, id=self.id), self.role)


class OrganisationIn(OrganisationRefIn):
    """An organisation with everything that can be said of it."""

    gemeente: AreaName = None
    summary: MaybeSummary = None
    referral_role: MaybeLine = None
    contact: ContactIn | None = None
    website: MaybeUrl = None
    hub_for: Many[Slug] = ()
    guide_for: Many[Line] = ()
    offers: Many[Line] = ()

    def to_draft(self) -> OrganisationDraft:
        """As in the domain."""
        return OrganisationDraft(
            name=self.name,
            id=self.id,
            source=self.source.to_draft() if self.source else None,
            roles=self.roles or ("provider",),
            sector=self.sector,
            gemeente=self.gemeente,
            summary=self.summary,
            referral_role=self.referral_role,
            contact=self.contact.to_draft() if self.contact else Contact(),
            website=self.website,
            hub_for=self.hub_for,
            guide_for=self.guide_for,
            offers=self.offers,
        )


class WijkIn(Wire):
    """A wijk by code or name; `basis` says where that knowledge comes from."""

    code: MaybeLine = None
    name: MaybeLine = None
    basis: WijkBasis | None = None


_WIJK_SCHEMA = {
    "anyOf": [
        *_AREA_SCHEMA["anyOf"][:1],
        {
            "type": "object",
            "description": "By code or name; `basis` says where that knowledge comes from.",
            "properties": {
                "code": {"type": ["string", "null"], "maxLength": 300},
                "name": {"type": ["string", "null"], "maxLength": 300},
                "basis": {"enum": [*(basis.value for basis in WijkBasis), None]},
            },
            "additionalProperties": False,
        },
        {"type": "null"},
    ]
}
"""A code or name alone will do."""


def _wijk(value: Any) -> Any:
    return {"code": value} if isinstance(value, str) else value


class AddressIn(Wire):
    """A Dutch address."""

    street_address: MaybeLine = None
    postal_code: MaybePostcode = None
    address_locality: MaybeName = None


class LocationIn(Wire):
    """A point in WGS84 degrees."""

    lat: Latitude
    lon: Longitude
    precision: Precision | None = None

    def to_draft(self) -> Location:
        """As in the domain, six decimals."""
        return Location(round(self.lat, 6), round(self.lon, 6), self.precision or Precision.ADDRESS)


class PlaceIn(Wire):
    """Where."""

    id: Id | None = None
    source: SourceIn | None = None
    name: MaybeName = None
    kind: PlaceKind | None = None
    address: AddressIn | None = None
    address_shown: AddressShown | None = None
    location: LocationIn | None = None
    gemeente: AreaName = None
    stadsdeel: AreaName = None
    wijk: Annotated[WijkIn | None, BeforeValidator(_wijk), WithJsonSchema(_WIJK_SCHEMA)] = None
    buurt: AreaName = None

    def to_draft(self) -> PlaceDraft:
        """As in the domain."""
        address, wijk = self.address or AddressIn(), self.wijk or WijkIn()
        return PlaceDraft(
            name=self.name,
            id=self.id,
            source=self.source.to_draft() if self.source else None,
            kind=self.kind,
            street_address=address.street_address,
            postal_code=_postcode(address.postal_code),
            address_locality=address.address_locality,
            address_shown=self.address_shown or AddressShown.FULL,
            location=self.location.to_draft() if self.location else None,
            gemeente=self.gemeente,
            stadsdeel=self.stadsdeel,
            wijk=wijk.code or wijk.name,
            wijk_basis=wijk.basis,
            buurt=self.buurt,
        )


def _postcode(given: str | None) -> str | None:
    """The official notation: 2531 AB."""
    if given is None:
        return None
    letters = given[4:].strip().upper()
    return f"{given[:4]} {letters}" if letters else given[:4]
