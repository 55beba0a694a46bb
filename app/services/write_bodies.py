"""From what a partner sends to the draft it means: whose it is comes from the address, never from the body."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import orjson

from app.domain.draft import ActivityDraft, OrganisationDraft
from app.domain.merge_patch import merge
from app.errors import Fault, InvalidInput
from app.schemas.drafts import READ_ONLY, find_known_faults, parse_activity
from app.schemas.faults import Problem
from app.services.activities import ActivityWriter
from app.store.activities import StoredActivity
from app.store.organisations import StoredOrganisation

Body = Mapping[str, Any]
ANOTHER_PLACE = frozenset({"name", "address", "location"})
OF_THE_ADDRESS = ("id", "source", "location", "gemeente", "stadsdeel", "wijk", "buurt")


def reference_of(organisation: StoredOrganisation) -> dict[str, Any]:
    """The organisation of an activity as the write path takes it: it changes nothing of the organisation."""
    return {
        "id": organisation.id,
        "name": organisation.name,
        "roles": list(organisation.roles),
        "sector": organisation.sector,
    }


def own_body(
    organisation: StoredOrganisation, external_id: str, body: Body, *, source_name: str | None = None
) -> tuple[dict[str, Any], list[Fault]]:
    """The body with its source and organisation, and what is wrong about those it states itself."""
    faults = []
    stated, source = body.get("organisation"), body.get("source")
    if isinstance(stated, Mapping) and stated.get("id") not in (None, organisation.id):
        faults.append(_other("/organisation/id", "organisation"))
    name = source_name or organisation.id
    url = None
    if isinstance(source, Mapping):
        url = source.get("url")
        if source.get("externalId") not in (None, external_id):
            faults.append(_other("/source/externalId", "externalId"))
        if source.get("name") not in (None, name):
            faults.append(_other("/source/name", "source"))
    own = {"name": name, "externalId": external_id, "url": url}
    return {**body, "source": own, "organisation": reference_of(organisation)}, faults


def _other(pointer: str, name: str) -> Fault:
    return Fault(
        "not-of-this-address",
        f"Leave out {name}, or give the one in the address: this is another one.",
        pointer=pointer,
        detail_nl=f"Laat {name} weg, of geef dezelfde als in het adres: dit is een andere.",
    )


def read_draft(
    whole: Body,
    faults: Iterable[Fault] = (),
    *,
    organisation: StoredOrganisation | None = None,
    writer: ActivityWriter | None = None,
    now: datetime | None = None,
) -> ActivityDraft:
    """The draft in a whole body. Raises InvalidInput with `faults` and every other one."""
    found = list(faults)
    try:
        draft = parse_activity(whole)
    except InvalidInput as refused:
        found += refused.faults
        if writer is not None:
            found += find_known_faults(whole, writer.find_faults)
        raise InvalidInput(found) from None
    if now is not None and draft.confirmed_at is not None and draft.confirmed_at > now and "confirmedAt" in whole:
        found.append(_in_future())
    if writer is not None and found:
        found += writer.find_faults(draft)
    if found:
        raise InvalidInput(found)
    return draft if organisation is None else replace(draft, organisation=_keep(organisation))


def _keep(organisation: StoredOrganisation) -> OrganisationDraft:
    return OrganisationDraft(
        name=organisation.name, id=organisation.id, roles=organisation.roles, sector=organisation.sector
    )


def _in_future() -> Fault:
    return Fault(
        "in-future",
        "Give confirmedAt a moment that is over.",
        pointer="/confirmedAt",
        detail_nl="Geef bij confirmedAt een moment dat voorbij is.",
    )


def stored_body(row: StoredActivity) -> dict[str, Any]:
    """The writable members of a stored activity: what a PATCH goes over."""
    document: dict[str, Any] = orjson.loads(row.document)
    body = {name: value for name, value in document.items() if name not in READ_ONLY}
    return body | {"language": document["languages"][0], "status": row.status.value}


def patched_body(held: Body, patch: Body) -> tuple[dict[str, Any], list[Fault]]:
    """The held body with the patch over it, and a fault for each member in the patch that nobody can write."""
    faults = [Problem((name,), "read-only").to_fault() for name in patch if name in READ_ONLY]
    wanted = {name: value for name, value in patch.items() if name not in READ_ONLY}
    base = dict(held)
    if "sessions" in wanted and not _states(wanted, "schedule", "rules"):
        base["schedule"] = {
            name: value for name, value in (base.get("schedule") or {}).items() if name not in ("rules", "exceptions")
        }
    elif _states(wanted, "schedule", "rules"):
        base.pop("sessions", None)
    if "prices" in wanted and "cost" not in wanted and base.get("cost") == "unknown":
        base.pop("cost")
    place = wanted.get("place")
    if isinstance(place, Mapping):
        base["place"] = _base_of(base.get("place"), place)
    return merge(base, wanted), faults


def _states(patch: Body, part: str, name: str) -> bool:
    stated = patch.get(part)
    return isinstance(stated, Mapping) and name in stated


def _base_of(held: Any, patch: Body) -> Any:
    """What a patch of the place goes over. Another id is another place, and so is another name, address or point: what
    was worked out of the old ones goes. A hidden address is not in what was sent to the partner, so naming anything
    but the address keeps the place."""
    if not isinstance(held, Mapping) or patch.get("id", held.get("id")) != held.get("id"):
        return None
    if "id" in patch or ANOTHER_PLACE.isdisjoint(patch):
        return held
    if held.get("addressShown") == "onEnrolment" and not {"address", "location"} & patch.keys():
        return held
    gone = OF_THE_ADDRESS if {"address", "location"} & patch.keys() else ("id", "source")
    return {name: value for name, value in held.items() if name not in gone}
