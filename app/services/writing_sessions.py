"""One date of an activity: cancelled, moved, full, or how many places are left."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import orjson

from app.domain.precondition import NO_CONDITION, Precondition
from app.errors import NotFound
from app.schemas.session_change import SessionChange, read_change
from app.services.turn import Turn
from app.services.write_report import WriteReport
from app.services.writing import find_writable, patch_activity
from app.store.activities import StoredActivity

NAME_FORMAT = "%Y%m%dT%H%M"


def change_session(
    turn: Turn,
    id_: str,
    session_id: str,
    change: Mapping[str, Any],
    *,
    precondition: Precondition = NO_CONDITION,
) -> WriteReport:
    """Change one date, named by the local start it was planned at (`20261125T1400`), which it keeps when it is moved.

    The change goes over what was changed before (RFC 7396): `status`, `startsAt`, `endsAt`, `placesLeft`, `note`;
    `status: scheduled` puts the date back as planned. Raises as `patch_activity`, and NotFound for a date it does not
    have.
    """
    held = find_writable(turn.session, turn.caller, id_)
    precondition.check(held.version)
    original = _find_date(held, session_id)
    schedule: dict[str, Any] = orjson.loads(held.document)["schedule"]
    exceptions = list(schedule["exceptions"])
    known = next((one for one in exceptions if _name_of(one["original"]) == session_id), None)
    wanted = read_change(change, known, original, schedule["timezone"])
    changed = [one for one in exceptions if one is not known] + _as_exceptions(wanted, original)
    patch = {"schedule": {"exceptions": sorted(changed, key=lambda one: str(one["original"]))}}
    report = patch_activity(turn, id_, patch)
    return replace(report, session_id=session_id)


def _as_exceptions(wanted: SessionChange | None, original: str) -> list[dict[str, Any]]:
    return [] if wanted is None else [{"original": original, **wanted.to_wire()}]


def _find_date(held: StoredActivity, session_id: str) -> str:
    """The local start the date was planned at, with its offset."""
    for one in orjson.loads(held.document)["sessions"]:
        if one["id"] == session_id:
            return str(one["movedFrom"] or one["startsAt"])
    raise NotFound(
        "This activity has no date with this id. See `sessions` of the activity.",
        detail_nl="Deze activiteit heeft geen datum met dit id. Kijk bij `sessions` van de activiteit.",
    )


def _name_of(local: str) -> str:
    return datetime.fromisoformat(local).strftime(NAME_FORMAT)
