"""A coordinator decides about edits that wait: what is public stays until one is approved."""

from dataclasses import replace
from typing import Any

import orjson
from sqlmodel import Session

from app.domain.auditing import AuditAction
from app.domain.caller import Caller, Scope
from app.domain.moderation import EditAction, EditStatus, changed_members, decide, is_outdated
from app.errors import Conflict, Fault, InvalidInput, NotFound
from app.models.moderation import PendingEdit
from app.schemas.drafts import parse_activity
from app.schemas.times import millis_text
from app.services import activities as write_path
from app.services.activities import Outcome
from app.services.activity_holds import release
from app.services.audit import AuditEntry, record
from app.services.keys import refuse_foreign, require
from app.services.new_ids import is_id
from app.services.published import RECORDS, read_published, read_version
from app.services.turn import Turn
from app.services.write_report import PATHS, WriteReport
from app.services.writing import find_organisation
from app.store import activities, organisations
from app.store import moderation as store

MOST_NAMESAKES = 5
UNSHOWN = frozenset({"source", "id"})
"""Members of a draft that say which object it is, not what is edited."""


def approve_edit(turn: Turn, edit_id: str, *, seen_version: int | None, reason: str | None) -> WriteReport:
    """Publish an edit. seen_version: the published version the coordinator looked at, when it is not the one the edit
    was made on.

    Raises Forbidden, NotFound, InvalidInput when the draft no longer fits the catalogue, and Conflict when it was
    decided otherwise, or when what is published changed since the edit was made and `seen_version` does not name it.
    """
    require(turn.caller, Scope.ADMIN)
    edit = _find(turn.session, edit_id)
    current = read_version(turn.session, edit.kind, edit.object_id)
    if edit.status == EditStatus.APPROVED:
        return WriteReport(edit.kind, edit.object_id, Outcome.UNCHANGED, current or 0)
    status = decide(EditStatus(edit.status), EditStatus.APPROVED)
    if is_outdated(edit.base_version, current) and seen_version != current:
        raise _outdated(edit, current)
    caller = replace(turn.caller, on_behalf_of=edit.organisation_id)
    report = _apply(replace(turn, caller=caller), edit)
    _settle(turn, edit, status, reason)
    return report


def reject_edit(turn: Turn, edit_id: str, *, reason: str) -> PendingEdit:
    """Leave what is public as it is. Raises Forbidden, NotFound, Conflict when it was decided otherwise."""
    require(turn.caller, Scope.ADMIN)
    return _decide(turn, _find(turn.session, edit_id), EditStatus.REJECTED, reason)


def withdraw_edit(turn: Turn, edit_id: str) -> PendingEdit:
    """Take one's own edit back. Raises Forbidden, NotFound, Conflict when it was decided already."""
    edit = _find(turn.session, edit_id)
    if not turn.caller.owns(edit.organisation_id):
        raise refuse_foreign()
    return _decide(turn, edit, EditStatus.WITHDRAWN, None)


def set_trust(turn: Turn, organisation_id: str, *, is_reviewed: bool) -> None:
    """Whether edits of an organisation wait for a coordinator from now on; those that wait already go on waiting.

    Raises Forbidden, NotFound.
    """
    require(turn.caller, Scope.ADMIN)
    held = find_organisation(turn.session, organisation_id)
    if held.is_reviewed is is_reviewed:
        return
    organisations.upsert_many(turn.session, [replace(held, is_reviewed=is_reviewed)], key_id=turn.caller.key_id)
    said: dict[str, Any] = {"isReviewed": [held.is_reviewed, is_reviewed]}
    entry = AuditEntry(organisations.KIND, held.id, AuditAction.TRUST, held.id, held.version, said)
    record(turn.session, [entry], caller=turn.caller, now=turn.now)


def _find(session: Session, edit_id: str) -> PendingEdit:
    edit = store.find_edit(session, edit_id) if is_id(edit_id) else None
    if edit is None:
        raise NotFound("There is no edit with this id.", detail_nl="Er is geen wijziging met dit id.")
    return edit


def _decide(turn: Turn, edit: PendingEdit, decision: EditStatus, reason: str | None) -> PendingEdit:
    if edit.status != decision:
        _settle(turn, edit, decide(EditStatus(edit.status), decision), reason)
    return edit


def _settle(turn: Turn, edit: PendingEdit, status: EditStatus, reason: str | None) -> None:
    edit.status, edit.reason = status, reason
    edit.decided_at, edit.decided_by = turn.now, turn.caller.key_id
    turn.session.flush()
    action = AuditAction(status.value)
    entry = AuditEntry(edit.kind, edit.object_id, action, edit.organisation_id, edit.base_version, {}, reason)
    record(turn.session, [entry], caller=turn.caller, now=turn.now)


def _outdated(edit: PendingEdit, current: int | None) -> Conflict:
    english = (
        f"Version {current or 0} is published; this edit was made on {edit.base_version or 0}. Look at both first."
    )
    dutch = "De activiteit is intussen veranderd. Bekijk eerst wat er nu staat."
    hint = f'Send {{"baseVersion": {current or 0}}} to approve it over that version.'
    return Conflict(english, faults=[Fault("edit-outdated", english, hint=hint, detail_nl=dutch)])


def _apply(turn: Turn, edit: PendingEdit) -> WriteReport:
    if edit.kind == activities.KIND:
        return _apply_activity(turn, edit)
    record_kind = RECORDS.get(edit.kind)
    if record_kind is None:
        dutch = "Deze wijziging kan hier niet worden goedgekeurd."
        raise Conflict(f"An edit of a {edit.kind} cannot be approved here.", detail_nl=dutch)
    if edit.action == EditAction.DELETE:
        return record_kind.end(turn, edit.object_id)
    return record_kind.apply(turn.session, edit.object_id, edit.draft, now=turn.now, caller=turn.caller)


def _apply_activity(turn: Turn, edit: PendingEdit) -> WriteReport:
    session, held = turn.session, activities.find_many(turn.session, [edit.object_id]).get(edit.object_id)
    if edit.action == EditAction.DELETE:
        replaced_by = edit.draft.get("replacedBy")
        row = write_path.end_activity(
            session, edit.object_id, now=turn.now, caller=turn.caller, replaced_by=replaced_by
        )
        is_same = held is not None and row.version == held.version
        return WriteReport(edit.kind, row.id, Outcome.UNCHANGED if is_same else Outcome.UPDATED, row.version, row.seq)
    draft = parse_activity(edit.draft)
    (result,) = turn.writer.write(session, [draft], now=turn.now, caller=turn.caller)
    if result.faults:
        raise InvalidInput(result.faults)
    if held is not None:
        release(session, held.id, changed_members(orjson.loads(held.document), edit.draft))
    return WriteReport(edit.kind, result.id, result.outcome, result.version, result.seq, warnings=result.warnings)


def write_edit(session: Session, edit: PendingEdit, caller: Caller, base_url: str) -> dict[str, Any]:
    """An edit as a coordinator or its own organisation sees it, beside what is published now."""
    current, published = (
        read_version(session, edit.kind, edit.object_id),
        read_published(session, edit.kind, edit.object_id),
    )
    organisation = organisations.find_one(session, edit.organisation_id) if edit.organisation_id else None
    is_waiting = edit.status == EditStatus.WAITING
    proposed = {name: value for name, value in edit.draft.items() if name not in UNSHOWN}
    changes = changed_members(published, proposed)
    return {
        "id": edit.id,
        "kind": edit.kind,
        "objectId": edit.object_id,
        "url": f"{base_url}/v1/{PATHS.get(edit.kind, edit.kind)}/{edit.object_id}",
        "action": edit.action,
        "status": edit.status,
        "organisation": None if organisation is None else {"id": organisation.id, "name": organisation.name},
        "title": edit.draft.get("title") or edit.draft.get("name") or published.get("title") or published.get("name"),
        "submittedAt": millis_text(edit.submitted_at),
        "baseVersion": edit.base_version,
        "currentVersion": current,
        "isOutdated": is_waiting and is_outdated(edit.base_version, current),
        "changes": {name: list(pair) for name, pair in changes.items()},
        "contactEmail": edit.contact_email if caller.is_admin else None,
        "warnings": [fault.to_wire() for fault in _find_namesakes(session, edit, base_url)] if is_waiting else [],
        "decidedAt": None if edit.decided_at is None else millis_text(edit.decided_at),
        "reason": edit.reason,
    }


def _find_namesakes(session: Session, edit: PendingEdit, base_url: str) -> list[Fault]:
    """Somebody without a key can write any name above an offer: the coordinator sees whose name it is too."""
    name = (edit.draft.get("organisation") or {}).get("name")
    if edit.organisation_id is not None or not name:
        return []
    english = "An organisation with this name is there already. Check whether this offer is really theirs."
    dutch = "Er is al een organisatie met deze naam. Kijk na of dit aanbod echt van haar is."
    return [
        Fault(
            "organisation-name-taken",
            english,
            pointer="/organisation/name",
            hint=f"{base_url}/v1/organisations/{id_}",
            detail_nl=dutch,
        )
        for id_ in organisations.find_named(session, str(name))[:MOST_NAMESAKES]
    ]


def read_edit(session: Session, caller: Caller, edit_id: str, base_url: str) -> dict[str, Any]:
    """One edit. Raises NotFound, also for one of another organisation: who may not see it need not know of it."""
    edit = store.find_edit(session, edit_id) if is_id(edit_id) else None
    if edit is None or not caller.owns(edit.organisation_id):
        raise NotFound("There is no edit with this id.", detail_nl="Er is geen wijziging met dit id.")
    return write_edit(session, edit, caller, base_url)
