"""Organisations and places named by drafts: found by identity, made when new, changed only by what a draft states."""

from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import TypeVar

from app.domain.draft import Location, OrganisationDraft, PlaceDraft
from app.domain.ids import PLACE_SOURCE, organisation_id, place_external_id, place_id
from app.domain.resolved import NamedArea, OrganisationFacts, PlaceFacts
from app.domain.text import words
from app.domain.vocabulary import AddressShown, Precision, WijkBasis
from app.services.areas import AreaLocator, LocatedPlace
from app.store.organisations import StoredOrganisation
from app.store.places import StoredPlace

KEPT_ID = "id"
"""Source of what is known by its public id alone, such as the organisation of an item that was dumped elsewhere."""

PRECISIONS = list(Precision)
"""Best first."""

_DESCRIBING = ("name", "kind", "street_address", "postal_code", "address_locality")
_SPELLED = ("name", "street_address", "postal_code", "address_locality")
"""What the id of a place without a source is made of, folded."""
_LOCATING = ("lat", "lon", "precision", "gemeente", "stadsdeel", "wijk", "wijk_basis", "buurt")
_STAMPS = {"version", "created_at", "modified_at", "seq"}
Stored = TypeVar("Stored", StoredOrganisation, StoredPlace)


@dataclass(frozen=True, slots=True)
class Identity:
    """The id of a record and the source and external id it is made of."""

    id: str
    source_name: str
    external_id: str


def identify_organisation(draft: OrganisationDraft, source_name: str) -> Identity:
    """By id, else by its own source, else by name within the source of the activity."""
    if draft.source is not None:
        made = organisation_id(draft.source.name, draft.source.external_id)
        if draft.id in (None, made):
            return Identity(made, draft.source.name, draft.source.external_id)
    if draft.id is not None:
        return Identity(draft.id, KEPT_ID, draft.id)
    external_id = f"name:{' '.join(words(draft.name)) or draft.name}"
    return Identity(organisation_id(source_name, external_id), source_name, external_id)


def identify_place(draft: PlaceDraft) -> Identity:
    """By id, else by its own source, else by its words and point."""
    if draft.source is not None:
        made = place_id(draft.source.name, draft.source.external_id)
        if draft.id in (None, made):
            return Identity(made, draft.source.name, draft.source.external_id)
    if draft.id is not None:
        return Identity(draft.id, KEPT_ID, draft.id)
    external_id = place_external_id(
        name=draft.name,
        street_address=draft.street_address,
        postal_code=draft.postal_code,
        locality=draft.address_locality,
        lat=draft.location.lat if draft.location else None,
        lon=draft.location.lon if draft.location else None,
        areas=(draft.buurt, draft.wijk, draft.stadsdeel, draft.gemeente),
    )
    return Identity(place_id(PLACE_SOURCE, external_id), PLACE_SOURCE, external_id)


def update_organisation(
    draft: OrganisationDraft, identity: Identity, held: StoredOrganisation | None, now: datetime, locator: AreaLocator
) -> StoredOrganisation:
    """The record as it should be; `held` itself when nothing changes. What the draft leaves out stays as it was, and so
    does the spelling of the name by which alone it is known."""
    gemeente = draft.gemeente and locator.areas.gemeente_by_name(draft.gemeente)
    identity = _known_identity(identity, held)
    stated = StoredOrganisation(
        id=identity.id,
        source_name=identity.source_name,
        external_id=identity.external_id,
        name=draft.name,
        version=1,
        created_at=now,
        modified_at=now,
        roles=draft.roles,
        sector=draft.sector,
        gemeente=gemeente.code if gemeente else None,
        summary=draft.summary,
        referral_role=draft.referral_role,
        contact_email=draft.contact.email,
        contact_phone=draft.contact.phone,
        contact_url=draft.contact.url,
        website=draft.website,
        hub_for=draft.hub_for,
        guide_for=draft.guide_for,
        offers=draft.offers,
    )
    if held is not None and draft.source is None and draft.id is None:
        stated = replace(stated, name=held.name)
    return stated if held is None else _overlay(held, stated, now)


def update_place(
    draft: PlaceDraft, identity: Identity, held: StoredPlace | None, now: datetime, located: LocatedPlace
) -> StoredPlace:
    """The record as it should be; `held` itself when nothing changes."""
    location = located.location
    if held is not None and identity.source_name == PLACE_SOURCE:
        # Known by its words alone: another spelling of them is no news, and two spellings in one file would take turns.
        draft = replace(draft, **{name: getattr(held, name) or getattr(draft, name) for name in _SPELLED})
    identity = _known_identity(identity, held)
    stated = StoredPlace(
        id=identity.id,
        source_name=identity.source_name,
        external_id=identity.external_id,
        version=1,
        created_at=now,
        modified_at=now,
        organisation_id=held.organisation_id if held is not None else None,
        name=draft.name,
        kind=draft.kind,
        street_address=draft.street_address,
        postal_code=draft.postal_code,
        address_locality=draft.address_locality,
        address_shown=draft.address_shown,
        lat=location.lat if location else None,
        lon=location.lon if location else None,
        precision=location.precision if location else None,
        gemeente=located.gemeente,
        stadsdeel=located.stadsdeel,
        wijk=located.wijk,
        wijk_basis=located.basis,
        buurt=located.buurt,
    )
    return stated if held is None else _settle(held, stated, now)


def _known_identity(identity: Identity, held: Stored | None) -> Identity:
    """Who names a record by its public id alone says nothing of the source it was made of."""
    if held is None or identity.source_name != KEPT_ID:
        return identity
    return Identity(identity.id, held.source_name, held.external_id)


def complete_shared_place(held: StoredPlace, wanted: StoredPlace, now: datetime) -> StoredPlace:
    """A place that belongs to nobody, with what was not known of it; what is known stays, and what had gone is there
    again. See `_settle`."""
    names = [name for name in _DESCRIBING if getattr(held, name) is None]
    if held.precision is None:
        names += _LOCATING
    return _settle(held, replace(held, is_deleted=False, **{name: getattr(wanted, name) for name in names}), now)


def relocate_place(held: StoredPlace, locator: AreaLocator, now: datetime) -> StoredPlace:
    """The place with the wijk whose boundary holds its address; `held` itself when no boundary says otherwise."""
    is_stated = held.wijk_basis is WijkBasis.STATED
    found = locator.locate_place(
        PlaceDraft(
            postal_code=held.postal_code,
            address_locality=held.address_locality,
            location=_location_of(held),
            gemeente=held.gemeente,
            wijk=held.wijk if is_stated else None,
        )
    )
    if held.precision is not Precision.ADDRESS or found.basis is not WijkBasis.BOUNDARY:
        return held
    wanted = replace(
        held,
        gemeente=found.gemeente,
        stadsdeel=found.stadsdeel,
        wijk=found.wijk,
        wijk_basis=found.basis,
        buurt=found.buurt,
    )
    return _settle(held, wanted, now)


def complete_place(draft: PlaceDraft, held: StoredPlace | None) -> PlaceDraft:
    """The draft with what is already known of the place where it says nothing itself."""
    if held is None:
        return draft
    filled = {
        name: getattr(held, name)
        for name in ("name", "kind", "street_address", "postal_code", "address_locality")
        if getattr(draft, name) is None and getattr(held, name) is not None
    }
    if _is_better(held, draft.location):
        areas = ("gemeente", "stadsdeel", "wijk", "wijk_basis", "buurt")
        filled |= {name: getattr(held, name) for name in areas}
        filled["location"] = _location_of(held)
    return replace(draft, **filled) if filled else draft


def _is_better(held: StoredPlace, location: Location | None) -> bool:
    """What is known beats no point at all, and beats the coarse point under which a hidden address is published."""
    if held.precision is None:
        return False
    is_hidden = held.address_shown is AddressShown.ON_ENROLMENT
    return location is None or (is_hidden and PRECISIONS.index(location.precision) > PRECISIONS.index(held.precision))


def _overlay(held: Stored, stated: Stored, now: datetime) -> Stored:
    """What is stated wins, what is not stated stays."""
    names = [field.name for field in fields(stated) if field.name not in _STAMPS]
    kept = {name: getattr(held, name) for name in names if getattr(stated, name) in (None, (), False)}
    return _settle(held, replace(stated, **kept), now)


def _settle(held: Stored, wanted: Stored, now: datetime) -> Stored:
    """`held` when nothing differs, else the next version. Whose example it was stays; a tombstone comes back."""
    same = replace(
        wanted,
        version=held.version,
        created_at=held.created_at,
        modified_at=held.modified_at,
        seq=held.seq,
        is_example=held.is_example,
    )
    return held if same == held else replace(same, version=held.version + 1, modified_at=now, is_deleted=False)


def organisation_facts(stored: StoredOrganisation) -> OrganisationFacts:
    """What an activity shows of its organisation."""
    return OrganisationFacts(stored.id, stored.name, tuple(stored.roles), stored.sector)


def place_facts(stored: StoredPlace, locator: AreaLocator) -> PlaceFacts:
    """What an activity shows of its place, with the names of the areas."""

    def named(code: str | None) -> NamedArea | None:
        name = locator.areas.name_of(code)
        return NamedArea(code, name or code) if code is not None else None

    wijk = locator.areas.get(stored.wijk)
    return PlaceFacts(
        id=stored.id,
        name=stored.name,
        kind=stored.kind,
        street_address=stored.street_address,
        postal_code=stored.postal_code,
        address_locality=stored.address_locality,
        address_shown=stored.address_shown,
        location=_location_of(stored),
        gemeente=named(stored.gemeente),
        stadsdeel=named(stored.stadsdeel),
        wijk=named(stored.wijk),
        wijk_basis=stored.wijk_basis,
        buurt=named(stored.buurt),
        wijk_point=(wijk.lat, wijk.lon) if wijk and wijk.lat is not None and wijk.lon is not None else None,
    )


def _location_of(stored: StoredPlace) -> Location | None:
    if stored.lat is None or stored.lon is None or stored.precision is None:
        return None
    return Location(stored.lat, stored.lon, stored.precision)
