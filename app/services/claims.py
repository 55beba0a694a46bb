"""An imported offer names its source; its organisation can take it over or away, and no later sync undoes that."""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session

from app.domain.caller import Caller
from app.domain.claims import ClaimOutcome, is_withheld_from
from app.errors import Fault
from app.store import claims as store
from app.store.activities import StoredActivity
from app.store.claims import Claim

_WORDS = {
    ClaimOutcome.CLAIMED: (
        "Its organisation took this offer over; an import leaves it as it is.",
        "De organisatie houdt deze activiteit zelf bij. De import laat haar zoals zij is.",
    ),
    ClaimOutcome.REMOVED: (
        "Its organisation removed this offer; an import does not bring it back.",
        "De organisatie heeft deze activiteit weggehaald. De import zet haar niet terug.",
    ),
}


def find_withheld(session: Session, ids: Collection[str], caller: Caller) -> dict[str, Fault]:
    """The activities that a write by this caller leaves alone, each with the warning that says why."""
    if not ids or not is_withheld_from(caller):
        return {}
    return {id_: _warn(claim) for id_, claim in store.find_many(session, ids).items()}


def _warn(claim: Claim) -> Fault:
    english, dutch = _WORDS[ClaimOutcome(claim.outcome)]
    return Fault(claim.outcome, english, detail_nl=dutch)


def keep_removed(session: Session, row: StoredActivity, caller: Caller, now: datetime) -> None:
    """Remember that somebody ended an imported activity on purpose, so that no sync resurrects it.

    Nothing is kept when an import or the operator ended it, nor for what an organisation writes under its own name:
    there the next write of that organisation is the one that knows.
    """
    if is_withheld_from(caller) or row.source_name == row.organisation_id:
        return
    save_claim(session, row, ClaimOutcome.REMOVED, caller, now)


def save_claim(session: Session, row: StoredActivity, outcome: ClaimOutcome, caller: Caller, now: datetime) -> None:
    """Remember that its organisation keeps this activity itself, or took it away."""
    store.save_claim(session, Claim(row.id, row.organisation_id, outcome, caller.key_id, now))


def release(session: Session, activity_id: str) -> bool:
    """Let imports write to the activity again; whether it was claimed or removed."""
    return store.delete_claim(session, activity_id)
