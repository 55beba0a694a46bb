"""What a partner may write beside its own activities: nothing of others, and of shared places only what is missing."""

from datetime import datetime

from app.domain.caller import Caller
from app.domain.draft import PlaceDraft
from app.domain.ids import place_id
from app.domain.vocabulary import AddressShown
from app.errors import Fault
from app.services.registry import KEPT_ID, Identity, complete_shared_place, identify_place
from app.store.places import StoredPlace

_STAMPS = ("version", "modified_at", "is_deleted")
_UNKNOWN = {
    "organisation": (
        "There is no organisation with this id. Give its name, or look the id up at /v1/organisations.",
        "Er is geen organisatie met dit id. Geef de naam, of zoek het id op in /v1/organisations.",
    ),
    "place": (
        "There is no place with this id. Give its name and address, or look the id up at /v1/places.",
        "Er is geen plek met dit id. Geef naam en adres, of zoek het id op in /v1/places.",
    ),
}


def refuse_organisation() -> Fault:
    """This activity is, or would be, of an organisation the caller does not write for."""
    return Fault(
        "not-yours",
        "This activity belongs to another organisation than those you write for.",
        pointer="/organisation",
        detail_nl="Deze activiteit hoort bij een andere organisatie dan die waarvoor u schrijft.",
    )


def refuse_unknown(kind: str, pointer: str) -> Fault:
    """An id that names nothing: only a coordinator chooses ids."""
    english, dutch = _UNKNOWN[kind]
    return Fault(f"unknown-{kind}", english, pointer=pointer, detail_nl=dutch)


def identify_named_place(caller: Caller, draft: PlaceDraft, organisation_id: str | None) -> Identity:
    """As `identify_place`; a partner names places of its own by their source, others by id, words and point.

    organisation_id: who speaks of the place. A hidden address is a place of its own organisation, so that the same
    address as others know it stays visible and the hidden one stays hidden.
    """
    if caller.is_admin:
        return identify_place(draft)
    if draft.source is not None and caller.owns(draft.source.name):
        made = place_id(draft.source.name, draft.source.external_id)
        return Identity(made, draft.source.name, draft.source.external_id)
    if draft.id is not None:
        return Identity(draft.id, KEPT_ID, draft.id)
    words = identify_place(
        PlaceDraft(
            name=draft.name,
            street_address=draft.street_address,
            postal_code=draft.postal_code,
            address_locality=draft.address_locality,
            location=draft.location,
            gemeente=draft.gemeente,
            stadsdeel=draft.stadsdeel,
            wijk=draft.wijk,
            buurt=draft.buurt,
        )
    )
    if draft.address_shown is AddressShown.ON_ENROLMENT and organisation_id is not None:
        return Identity(place_id(organisation_id, words.external_id), organisation_id, words.external_id)
    return words


def find_owner(caller: Caller, identity: Identity) -> str | None:
    """Whose a new place is: of the organisation that is its source, else everybody's."""
    return identity.source_name if identity.source_name in caller.organisation_ids else None


def settle_foreign_place(
    held: StoredPlace, wanted: StoredPlace, now: datetime
) -> tuple[StoredPlace, tuple[Fault, ...]]:
    """A place of another organisation stays as it is; a shared one gets what was not known. With a warning where the
    draft says something else."""
    row = held if held.organisation_id is not None else complete_shared_place(held, wanted, now)
    names = [name for name in held.__dataclass_fields__ if name not in _STAMPS]
    if all(getattr(row, name) == getattr(wanted, name) for name in names):
        return row, ()
    return row, (
        Fault(
            "place-kept",
            "Others use this place too, so it stays as it is known. Ask the coordinator to change it.",
            pointer="/place",
            detail_nl="Ook anderen gebruiken deze plek. Daarom blijft zij zoals ze bekend is. Vraag de coördinator om "
            "haar te veranderen.",
        ),
    )
