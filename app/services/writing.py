"""Writing one activity: the same for HTTP, the partner's page and signed links. Every rule of a write stands here.

Each function works in the caller's transaction, in which nobody else writes: what it read stays true until the commit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import orjson
from sqlmodel import Session

from app.domain.calendar import AMSTERDAM, amsterdam_day
from app.domain.caller import Caller, Scope
from app.domain.draft import ActivityDraft
from app.domain.ids import activity_id
from app.domain.listing import from_row, to_row
from app.domain.precondition import NO_CONDITION, Precondition
from app.errors import Conflict, Fault, InvalidInput, NotFound
from app.services import activities as write_path
from app.services.activities import Outcome
from app.services.activity_holds import hold_changes, is_bound, release, sets_holds
from app.services.audit import record
from app.services.keys import require
from app.services.moderation import find_waiting, hold_edit
from app.services.recording import describe_activity
from app.services.turn import Turn
from app.services.write_bodies import own_body, patched_body, read_draft, stored_body
from app.services.write_report import WriteReport, is_title_new, report_activity
from app.services.write_warnings import warn_of_dates
from app.store import activities, organisations
from app.store.activities import KIND, StoredActivity
from app.store.organisations import StoredOrganisation

Body = Mapping[str, Any]


def put_activity(
    turn: Turn,
    organisation_id: str,
    external_id: str,
    body: Body,
    *,
    precondition: Precondition = NO_CONDITION,
) -> WriteReport:
    """Write an activity of an organisation as the body says, and nothing that it leaves out; made when it is new.

    Sending it says that it is right: it confirms once a day, unless the body says when it was confirmed. Raises
    Forbidden, NotFound, InvalidInput with every fault, PreconditionFailed.
    """
    require(turn.caller, Scope.ACTIVITIES_WRITE, organisation_id)
    organisation = find_organisation(turn.session, organisation_id)
    id_ = activity_id(organisation.id, external_id)
    held = activities.find_many(turn.session, [id_], for_update=True).get(id_)
    precondition.check(None if held is None or held.is_deleted else held.version)
    whole, faults = own_body(organisation, external_id, body)
    draft = read_draft(whole, faults, writer=turn.writer, now=turn.now, organisation=organisation)
    if "confirmedAt" not in body:
        draft = replace(draft, confirmed_at=_confirm_once_a_day(held, turn.now))
    return _tell_of_dates(turn, held, write_draft(turn, organisation, draft, whole))


def _tell_of_dates(turn: Turn, held: StoredActivity | None, report: WriteReport) -> WriteReport:
    """With a warning when the write put back dates that were changed one by one."""
    if held is None or held.is_deleted or report.outcome is not Outcome.UPDATED:
        return report
    after = activities.find_many(turn.session, [held.id])[held.id]
    told = warn_of_dates(orjson.loads(held.document), orjson.loads(after.document), turn.now)
    return replace(report, warnings=(*report.warnings, *told))


def _confirm_once_a_day(held: StoredActivity | None, now: datetime) -> datetime | None:
    today = now.astimezone(AMSTERDAM).date()
    return now if held is None or held.confirmed_at.astimezone(AMSTERDAM).date() < today else None


def patch_activity(turn: Turn, id_: str, patch: Body, *, precondition: Precondition = NO_CONDITION) -> WriteReport:
    """Change the members that the patch names (RFC 7396) and no other.

    What a partner names it means: a hold of a coordinator on it is over. What a coordinator names in another's activity
    is held. Raises Forbidden, NotFound, Conflict for what has ended, InvalidInput, PreconditionFailed.
    """
    held = find_writable(turn.session, turn.caller, id_)
    precondition.check(held.version)
    organisation = None if held.organisation_id is None else find_organisation(turn.session, held.organisation_id)
    waiting = find_waiting(turn.session, KIND, id_) if _is_reviewed(organisation, turn.caller) else None
    base = stored_body(held) if waiting is None or waiting.action == "delete" else waiting.draft
    merged, faults = patched_body(base, patch)
    if organisation is not None:
        merged, more = own_body(organisation, held.external_id, merged, source_name=held.source_name)
        faults += more
    draft = read_draft(merged, faults, writer=turn.writer, now=turn.now, organisation=organisation)
    if "confirmedAt" not in patch:
        draft = replace(draft, confirmed_at=None)
    if is_bound(turn.caller) and not _is_reviewed(organisation, turn.caller):
        release(turn.session, id_, patch)
    return write_draft(turn, organisation, draft, merged)


def write_draft(turn: Turn, organisation: StoredOrganisation | None, draft: ActivityDraft, whole: Body) -> WriteReport:
    """Write one draft, or keep it for a coordinator when its organisation is reviewed. `whole`: the body of the draft.

    Raises InvalidInput with every fault.
    """
    id_ = activity_id(draft.source.name, draft.source.external_id)
    before = activities.find_many(turn.session, [id_], for_update=True).get(id_)
    savepoint = turn.session.begin_nested()
    (result,) = turn.writer.write(turn.session, [draft], now=turn.now, caller=turn.caller)
    if result.faults:
        savepoint.rollback()
        raise InvalidInput(result.faults)
    after = activities.find_many(turn.session, [id_]).get(id_)
    is_new_title = result.outcome is not Outcome.UNCHANGED and is_title_new(before, draft)
    if _is_reviewed(organisation, turn.caller) and result.outcome is not Outcome.UNCHANGED:
        report = report_activity(turn.session, result, after, is_new_title=is_new_title)
        savepoint.rollback()
        return _hold(turn, report, before, "create" if before is None else "update", whole)
    savepoint.commit()
    if before is not None and after is not None and sets_holds(turn.caller) and result.outcome is Outcome.UPDATED:
        hold_changes(turn.session, turn.caller, before, after, turn.now)
    return report_activity(turn.session, result, after, is_new_title=is_new_title)


def _hold(turn: Turn, report: WriteReport, before: StoredActivity | None, action: str, draft: Body) -> WriteReport:
    version = None if before is None else before.version
    organisation_id = next(iter(turn.caller.organisation_ids), None) if before is None else before.organisation_id
    stated = draft.get("organisation")
    if isinstance(stated, Mapping):
        organisation_id = stated["id"]
    edit_id = hold_edit(
        turn.session,
        turn.caller,
        KIND,
        report.id,
        action,
        organisation_id=organisation_id,
        base_version=version,
        draft=orjson.loads(orjson.dumps(draft)),
        now=turn.now,
    )
    return replace(report, outcome=Outcome.PENDING, version=version or 0, seq=None, edit_id=edit_id)


def end_activity(
    turn: Turn,
    id_: str,
    *,
    replaced_by: str | None = None,
    precondition: Precondition = NO_CONDITION,
) -> WriteReport:
    """End an activity: it leaves the lists, its page says that it has ended and what replaces it. Twice is once.

    Raises Forbidden, NotFound, InvalidInput when nothing has the id `replaced_by`, PreconditionFailed.
    """
    held = find_own(turn.session, turn.caller, id_)
    precondition.check(held.version)
    if replaced_by is not None and (replaced_by == id_ or not activities.find_many(turn.session, [replaced_by])):
        raise InvalidInput([_unknown_replacement()])
    organisation = None if held.organisation_id is None else find_organisation(turn.session, held.organisation_id)
    if _is_reviewed(organisation, turn.caller) and not held.is_deleted:
        draft = {} if replaced_by is None else {"replacedBy": replaced_by}
        report = WriteReport(KIND, id_, Outcome.PENDING, held.version)
        return _hold(turn, report, held, "delete", draft)
    row = write_path.end_activity(turn.session, id_, now=turn.now, caller=turn.caller, replaced_by=replaced_by)
    is_same = row.version == held.version
    outcome, seq = (Outcome.UNCHANGED, None) if is_same else (Outcome.UPDATED, row.seq)
    return WriteReport(KIND, id_, outcome, row.version, seq)


def _unknown_replacement() -> Fault:
    return Fault(
        "unknown-activity",
        "Give replacedBy the id of another activity that is there.",
        pointer="/replacedBy",
        detail_nl="Geef bij replacedBy het id van een andere activiteit die er is.",
    )


def confirm_activities(session: Session, caller: Caller, ids: Sequence[str], now: datetime) -> list[WriteReport]:
    """Say that activities are still right. Version and modification stay as they are; examples are never confirmed.

    Raises Forbidden and NotFound for the first that is not the caller's or never was; one that has ended is refused in
    its own report.
    """
    rows = activities.find_many(session, ids, for_update=True)
    for id_ in ids:
        _require_own(rows.get(id_), caller, id_)
    wanted = {
        id_: _confirm(row, now)
        for id_, row in rows.items()
        if not row.is_deleted and not row.is_example and row.confirmed_at < now
    }
    seqs = activities.upsert_many(session, list(wanted.values()), key_id=caller.key_id)
    entries = [entry for id_, row in wanted.items() if (entry := describe_activity(rows[id_], row)) is not None]
    record(session, entries, caller=caller, now=now)
    given = dict(zip(wanted, seqs, strict=True))
    return [_report_confirmed(rows[id_], given.get(id_)) for id_ in dict.fromkeys(ids)]


def _confirm(row: StoredActivity, now: datetime) -> StoredActivity:
    listing = from_row(orjson.loads(row.listing))
    listing = replace(listing, confirmed_at=int(now.timestamp()), confirmed_day=amsterdam_day(now))
    return replace(row, confirmed_at=now, listing=orjson.dumps(to_row(listing)).decode())


def _report_confirmed(row: StoredActivity, seq: int | None) -> WriteReport:
    if row.is_deleted:
        return WriteReport(KIND, row.id, Outcome.REJECTED, row.version, faults=(_ended_fault(),))
    outcome = Outcome.UNCHANGED if seq is None else Outcome.UPDATED
    return WriteReport(KIND, row.id, outcome, row.version, seq)


def find_organisation(session: Session, organisation_id: str) -> StoredOrganisation:
    """Raises NotFound."""
    found = organisations.find_one(session, organisation_id)
    if found is None or found.is_deleted:
        raise NotFound("There is no organisation with this id.", detail_nl="Er is geen organisatie met dit id.")
    return found


def find_own(session: Session, caller: Caller, id_: str) -> StoredActivity:
    """An activity the caller may write, ended ones too. Raises NotFound, Forbidden."""
    return _require_own(activities.find_many(session, [id_], for_update=True).get(id_), caller, id_)


def find_writable(session: Session, caller: Caller, id_: str) -> StoredActivity:
    """As `find_own`. Raises also Conflict for what has ended: PUT brings it back."""
    held = find_own(session, caller, id_)
    if held.is_deleted:
        raise has_ended()
    return held


def has_ended() -> Conflict:
    """Why an ended activity is not changed, confirmed or claimed."""
    fault = _ended_fault()
    return Conflict(fault.detail, faults=[fault])


def _ended_fault() -> Fault:
    return Fault(
        "ended",
        "This activity has ended. Send it again with PUT to bring it back.",
        detail_nl="Deze activiteit is gestopt. Stuur haar opnieuw met PUT om haar terug te halen.",
    )


def _require_own(held: StoredActivity | None, caller: Caller, id_: str) -> StoredActivity:
    require(caller, Scope.ACTIVITIES_WRITE)
    if held is None:
        raise NotFound("There is no activity with this id.", detail_nl="Er is geen activiteit met dit id.")
    if not caller.is_admin:
        require(caller, Scope.ACTIVITIES_WRITE, held.organisation_id or "")
    return held


def _is_reviewed(organisation: StoredOrganisation | None, caller: Caller) -> bool:
    """Whether a coordinator sees this first. A coordinator's own edits are approved as they are made."""
    return organisation is not None and organisation.is_reviewed and not caller.is_admin
