"""Writing places, with every activity that takes place there."""

from dataclasses import replace

from app.domain.caller import Scope
from app.domain.ids import place_id
from app.domain.merge_patch import merge
from app.domain.precondition import NO_CONDITION, Precondition
from app.errors import Conflict, Fault, InvalidInput, NotFound
from app.schemas.drafts import parse_place
from app.schemas.faults import Problem
from app.services.activities import Outcome
from app.services.activity_checks import warn_of_place
from app.services.keys import refuse_foreign, require
from app.services.record_writing import Body, find_faults, hold, hold_end, outcome_of, renew, writable
from app.services.registry import KEPT_ID, Identity, update_place
from app.services.turn import Turn
from app.services.write_report import WriteReport
from app.services.writing import find_organisation
from app.store import activities, organisations, places
from app.store.changes import current_seq
from app.store.places import StoredPlace

KIND = places.KIND
OF_THE_ADDRESS = ("location", "gemeente", "stadsdeel", "wijk", "buurt")
WHERE = ("name", "address", "location")
"""A place of its own says at least one of these; a gemeente alone is no place."""
Settled = tuple[StoredPlace, tuple[Fault, ...]]


def put_place(
    turn: Turn, owner_id: str, external_id: str, body: Body, *, precondition: Precondition = NO_CONDITION
) -> WriteReport:
    """Write a place of an organisation as the body says; made when it is new.

    Raises Forbidden, NotFound, InvalidInput, PreconditionFailed.
    """
    require(turn.caller, Scope.ORGANISATION_WRITE, owner_id)
    owner = find_organisation(turn.session, owner_id)
    id_ = place_id(owner.id, external_id)
    held = places.find_one(turn.session, id_)
    precondition.check(None if held is None or held.is_deleted else held.version)
    stated = writable(body, id_, ("source",), parse_place)
    if not any(stated.get(member) for member in WHERE):
        raise InvalidInput([Problem(("name",), "required").to_fault(), *find_faults(parse_place, stated)])
    own = {**stated, "source": {"name": owner.id, "externalId": external_id}}
    return _write(turn, id_, own, held, owner_id)


def patch_place(turn: Turn, id_: str, patch: Body, *, precondition: Precondition = NO_CONDITION) -> WriteReport:
    """Change the members that the patch names (RFC 7396). A place that belongs to nobody is a coordinator's to change.

    A new address without a point is looked up anew. Raises Forbidden, NotFound, InvalidInput, PreconditionFailed.
    """
    held = _find_own(turn, id_)
    if held.is_deleted:
        raise NotFound("There is no place with this id.", detail_nl="Er is geen plek met dit id.")
    precondition.check(held.version)
    base = body_of(held)
    if "address" in patch and "location" not in patch:
        base = {name: value for name, value in base.items() if name not in OF_THE_ADDRESS}
    wanted = merge(base, writable(patch, id_, ("source",)))
    source = {"name": held.source_name, "externalId": held.external_id}
    return _write(turn, id_, {**wanted, "source": source}, held, held.organisation_id)


def end_place(turn: Turn, id_: str, *, precondition: Precondition = NO_CONDITION) -> WriteReport:
    """Take a place away that no activity uses any more.

    Raises Forbidden, NotFound, PreconditionFailed, Conflict while activities are there.
    """
    held = _find_own(turn, id_)
    precondition.check(held.version)
    if held.is_deleted:
        return WriteReport(KIND, id_, Outcome.UNCHANGED, held.version)
    if activities.find_by_place(turn.session, id_):
        english = "Activities take place here: give them another place first."
        dutch = "Hier zijn nog activiteiten. Geef die eerst een andere plek."
        raise Conflict(english, faults=[Fault("in-use", english, detail_nl=dutch)])
    owner = None if held.organisation_id is None else organisations.find_one(turn.session, held.organisation_id)
    return hold_end(turn, KIND, held, owner) or bury(turn, held)


def bury(turn: Turn, held: StoredPlace) -> WriteReport:
    """Leave a tombstone."""
    row = replace(held, is_deleted=True, version=held.version + 1, modified_at=turn.now)
    return save(turn, held, (row, ()))


def body_of(held: StoredPlace) -> dict[str, object]:
    """A stored place as it is written, the hidden address included."""
    has_point = held.lat is not None and held.lon is not None
    return {
        "name": held.name,
        "kind": held.kind,
        "address": {
            "streetAddress": held.street_address,
            "postalCode": held.postal_code,
            "addressLocality": held.address_locality,
        },
        "addressShown": held.address_shown,
        "location": {"lat": held.lat, "lon": held.lon, "precision": held.precision} if has_point else None,
        "gemeente": held.gemeente,
        "stadsdeel": held.stadsdeel,
        "wijk": {"code": held.wijk, "basis": held.wijk_basis} if held.wijk else None,
        "buurt": held.buurt,
    }


def _find_own(turn: Turn, id_: str) -> StoredPlace:
    require(turn.caller, Scope.ORGANISATION_WRITE)
    held = places.find_one(turn.session, id_)
    if held is None:
        raise NotFound("There is no place with this id.", detail_nl="Er is geen plek met dit id.")
    if not turn.caller.owns(held.organisation_id):
        raise refuse_foreign()
    return held


def _write(turn: Turn, id_: str, body: Body, held: StoredPlace | None, owner_id: str | None) -> WriteReport:
    row, warnings = settle(turn, id_, body, held, owner_id)
    owner = None if owner_id is None else find_organisation(turn.session, owner_id)
    is_held_back = owner is not None and owner.is_reviewed and not turn.caller.is_admin
    if is_held_back and outcome_of(held, row) is not Outcome.UNCHANGED:
        plain = {name: str(value) if name == "kind" and value else value for name, value in body.items()}
        return replace(hold(turn, KIND, held, row, owner_id=owner_id, body=plain), warnings=warnings)
    return save(turn, held, (row, warnings))


def settle(turn: Turn, id_: str, body: Body, held: StoredPlace | None, owner_id: str | None) -> Settled:
    """The row as the body says it should be, with what is worth a look. Raises InvalidInput with every fault."""
    draft = parse_place(dict(body))
    located = turn.writer.locator.locate_place(draft)
    identity = (
        Identity(id_, draft.source.name, draft.source.external_id) if draft.source else Identity(id_, KEPT_ID, id_)
    )
    stated = replace(update_place(draft, identity, None, turn.now, located), organisation_id=owner_id)
    return renew(held, stated, turn.now), warn_of_place(located.unresolved)


def save(turn: Turn, held: StoredPlace | None, settled: Settled) -> WriteReport:
    """Write it and what shows it."""
    row, warnings = settled
    outcome, seq = outcome_of(held, row), None
    if row is not held:
        turn.writer.resite(turn.session, row, now=turn.now, caller=turn.caller)
        seq = current_seq(turn.session)
    return WriteReport(KIND, row.id, outcome, row.version, seq, warnings=warnings)


def find_owner(turn: Turn, source_name: str) -> str | None:
    """The organisation whose place it is: the one that is its source."""
    return source_name if organisations.find_one(turn.session, source_name) is not None else None
