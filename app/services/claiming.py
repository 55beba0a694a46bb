"""Taking an imported activity over, letting it go again, and confirming all activities of an organisation at once."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

import orjson
from sqlmodel import Session

from app.domain.auditing import AuditAction
from app.domain.caller import Caller, Scope
from app.domain.claims import ClaimOutcome
from app.domain.vocabulary import Status
from app.errors import Conflict, Fault, InvalidInput
from app.schemas.drafts import parse_activity
from app.services import claims
from app.services.activities import Outcome
from app.services.audit import AuditEntry, record
from app.services.keys import require
from app.services.turn import Turn
from app.services.write_bodies import own_body, stored_body
from app.services.writing import confirm_activities, find_organisation, find_own, has_ended
from app.store import activities
from app.store.activities import KIND, StoredActivity

CONFIRMED_STATUSES = frozenset({Status.OPEN, Status.PLANNED})


@dataclass(frozen=True, slots=True)
class Claimed:
    """Who keeps the activity. seq: the last change, None when nothing public changed."""

    row: StoredActivity
    seq: int | None = None


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What a bulk confirmation did. seq: the last change, None when there was none."""

    confirmed: int
    unchanged: int
    left_out: int
    seq: int | None


def claim_activity(turn: Turn, activity_id: str, organisation_id: str | None = None) -> Claimed:
    """From now on no import writes to this activity: its organisation keeps it. Twice is once.

    organisation_id: only a coordinator gives the activity to another organisation than the present one.

    Raises Forbidden, NotFound, and Conflict for an activity that has ended or that nobody imported.
    """
    held = find_own(turn.session, turn.caller, activity_id)
    if held.is_deleted:
        raise has_ended()
    wanted = organisation_id or held.organisation_id
    if wanted is None:
        english, dutch = "Say which organisation keeps it.", "Zeg welke organisatie dit bijhoudt."
        raise InvalidInput([replace(_fault("missing", english, dutch), pointer="/organisationId")])
    if held.source_name == wanted:
        english, dutch = "The organisation keeps this activity itself already.", "De organisatie houdt dit zelf al bij."
        raise Conflict(english, faults=[_fault("not-imported", english, dutch)])
    given = Claimed(held)
    if wanted != held.organisation_id:
        require(turn.caller, Scope.ADMIN)
        given = _hand_over(turn, held, wanted)
    claims.save_claim(turn.session, given.row, ClaimOutcome.CLAIMED, turn.caller, turn.now)
    _note(turn, given.row, AuditAction.CLAIMED)
    return given


def release_activity(turn: Turn, activity_id: str) -> Claimed:
    """Let imports write to the activity again. Raises Forbidden, NotFound."""
    held = find_own(turn.session, turn.caller, activity_id)
    if claims.release(turn.session, activity_id):
        _note(turn, held, AuditAction.RELEASED)
    return Claimed(held)


def _hand_over(turn: Turn, held: StoredActivity, organisation_id: str) -> Claimed:
    organisation = find_organisation(turn.session, organisation_id)
    body = {**stored_body(held), "source": orjson.loads(held.document)["source"]}
    whole, _ = own_body(organisation, held.external_id, body, source_name=held.source_name)
    draft = parse_activity(orjson.loads(orjson.dumps(whole)))
    (result,) = turn.writer.write(turn.session, [draft], now=turn.now, caller=turn.caller)
    if result.faults:
        raise InvalidInput(result.faults)
    seq = result.seq if result.outcome is Outcome.UPDATED else None
    return Claimed(activities.find_many(turn.session, [held.id])[held.id], seq)


def _note(turn: Turn, row: StoredActivity, action: AuditAction) -> None:
    entry = AuditEntry(KIND, row.id, action, row.organisation_id, row.version)
    record(turn.session, [entry], caller=turn.caller, now=turn.now)


def _fault(code: str, english: str, dutch: str) -> Fault:
    return Fault(code, english, detail_nl=dutch)


def confirm_organisation(
    session: Session, caller: Caller, organisation_id: str, exclude: Collection[str], now: datetime
) -> Confirmed:
    """Say that all running activities of an organisation are still right, but for some.

    Raises Forbidden, NotFound, and InvalidInput for an excluded id that is not of this organisation.
    """
    require(caller, Scope.ACTIVITIES_WRITE, organisation_id)
    find_organisation(session, organisation_id)
    rows = activities.find_by_organisation(session, organisation_id)
    unknown = set(exclude) - {row.id for row in rows}
    if unknown:
        english, dutch = "This is no activity of this organisation.", "Dit is geen activiteit van deze organisatie."
        fault = _fault("unknown-activity", english, dutch)
        raise InvalidInput([replace(fault, pointer="/exclude", hint=id_) for id_ in sorted(unknown)])
    chosen = [row.id for row in rows if row.status in CONFIRMED_STATUSES and row.id not in exclude]
    reports = confirm_activities(session, caller, chosen, now)
    seqs = [report.seq for report in reports if report.seq is not None]
    return Confirmed(len(seqs), len(reports) - len(seqs), len(rows) - len(chosen), max(seqs, default=None))
