"""Writing organisations, with every activity that shows them."""

from collections.abc import Mapping
from functools import partial

from app.domain.caller import Scope
from app.domain.draft import OrganisationDraft
from app.domain.ids import organisation_id
from app.domain.merge_patch import merge
from app.domain.precondition import NO_CONDITION, Precondition
from app.errors import Fault, InvalidInput, NotFound
from app.schemas.drafts import parse_organisation
from app.services.activities import ActivityWriter, Outcome
from app.services.keys import require
from app.services.new_ids import is_id
from app.services.record_writing import Body, find_faults_in_parts, hold, outcome_of, renew, unknown, writable
from app.services.registry import KEPT_ID, Identity, update_organisation
from app.services.turn import Turn
from app.services.write_report import WriteReport
from app.services.writing import find_organisation
from app.store import organisations
from app.store.changes import current_seq
from app.store.organisations import StoredOrganisation

KIND = organisations.KIND
HOME_SOURCE = "wegwijzer"
"""Source of organisations that were made here."""


def put_organisation(turn: Turn, id_: str, body: Body, *, precondition: Precondition = NO_CONDITION) -> WriteReport:
    """Write an organisation as the body says; what it leaves out is unknown. Only a coordinator makes a new one, or
    brings one back that had ended.

    Raises Forbidden, NotFound, InvalidInput, PreconditionFailed.
    """
    require(turn.caller, Scope.ORGANISATION_WRITE, id_)
    held = organisations.find_one(turn.session, id_)
    if (held is None or held.is_deleted) and not (turn.caller.is_admin and is_id(id_)):
        raise NotFound("There is no organisation with this id.", detail_nl="Er is geen organisatie met dit id.")
    precondition.check(None if held is None or held.is_deleted else held.version)
    return _write(turn, id_, writable(body, id_, ("source",), partial(_read, turn.writer)), held)


def create_organisation(turn: Turn, name: str, body: Body) -> WriteReport:
    """A new organisation, by a coordinator. name: what its id is made of when the body states no `source`.

    Raises Forbidden, InvalidInput with every fault.
    """
    require(turn.caller, Scope.ADMIN)
    whole = writable(body, None, (), partial(_read, turn.writer))
    stated = _read(turn.writer, whole).source
    source, external_id = (stated.name, stated.external_id) if stated else (HOME_SOURCE, name)
    id_ = organisation_id(source, external_id)
    own = {**whole, "source": {"name": source, "externalId": external_id}}
    return _write(turn, id_, own, organisations.find_one(turn.session, id_))


def patch_organisation(turn: Turn, id_: str, patch: Body, *, precondition: Precondition = NO_CONDITION) -> WriteReport:
    """Change the members that the patch names (RFC 7396). Raises as `put_organisation`."""
    require(turn.caller, Scope.ORGANISATION_WRITE, id_)
    held = find_organisation(turn.session, id_)
    precondition.check(held.version)
    own = writable(patch, id_, ("source",), lambda stated: _read(turn.writer, merge(body_of(held), stated)))
    return _write(turn, id_, merge(body_of(held), own), held)


def body_of(held: StoredOrganisation) -> dict[str, object]:
    """A stored organisation as it is written."""
    return {
        "name": held.name,
        "roles": list(held.roles),
        "sector": held.sector,
        "gemeente": held.gemeente,
        "summary": held.summary,
        "referralRole": held.referral_role,
        "contact": {"email": held.contact_email, "phone": held.contact_phone, "url": held.contact_url},
        "website": held.website,
        "hubFor": list(held.hub_for),
        "guideFor": list(held.guide_for),
        "offers": list(held.offers),
    }


def _write(turn: Turn, id_: str, body: Body, held: StoredOrganisation | None) -> WriteReport:
    row = settle(turn, id_, body, held)
    is_held_back = held is not None and held.is_reviewed and not turn.caller.is_admin
    if is_held_back and outcome_of(held, row) is not Outcome.UNCHANGED:
        return hold(turn, KIND, held, row, owner_id=id_, body=body)
    return save(turn, held, row)


def settle(turn: Turn, id_: str, body: Body, held: StoredOrganisation | None) -> StoredOrganisation:
    """The row as the body says it should be. Raises InvalidInput with every fault."""
    draft = _read(turn.writer, {**body, "id": id_})
    source = body.get("source")
    named = draft.source if isinstance(source, Mapping) else None
    identity = Identity(id_, named.name, named.external_id) if named else Identity(id_, KEPT_ID, id_)
    return renew(held, update_organisation(draft, identity, None, turn.now, turn.writer.locator), turn.now)


def _read(writer: ActivityWriter, body: Body) -> OrganisationDraft:
    """The draft in a body. Raises InvalidInput with every fault: of its form and of what it names in the catalogue."""
    find = partial(_find_faults, writer)
    try:
        draft = parse_organisation(body)
    except InvalidInput as refused:
        parts = {name: body[name] for name in ("gemeente", "guideFor", "hubFor") if name in body}
        more = find_faults_in_parts(parse_organisation, find, {"name": "-"}, parts)
        raise InvalidInput([*refused.faults, *more]) from None
    if faults := find(draft):
        raise InvalidInput(faults)
    return draft


def _find_faults(writer: ActivityWriter, draft: OrganisationDraft) -> list[Fault]:
    """A gemeente, wijk or theme that is not there."""
    areas = writer.locator.areas
    is_known = draft.gemeente is None or areas.gemeente_by_name(draft.gemeente) is not None
    faults = [] if is_known else [unknown("area", "/gemeente")]
    faults += [unknown("area", f"/guideFor/{at}") for at, name in enumerate(draft.guide_for) if not areas.find(name)]
    faults += [unknown("theme", f"/hubFor/{at}") for at, name in enumerate(draft.hub_for) if name not in writer.themes]
    return faults


def save(turn: Turn, held: StoredOrganisation | None, row: StoredOrganisation) -> WriteReport:
    """Write it and what shows it."""
    outcome, seq = outcome_of(held, row), None
    if outcome is not Outcome.UNCHANGED:
        turn.writer.rename(turn.session, row, now=turn.now, caller=turn.caller)
        seq = current_seq(turn.session)
    return WriteReport(KIND, row.id, outcome, row.version, seq)
