"""One date of an activity: cancelled, moved, full, or how many places are left."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import orjson

from app.domain.calendar import AMSTERDAM
from app.domain.precondition import NO_CONDITION, Precondition
from app.domain.schedule import SESSION_ID, Period, session_window
from app.errors import NotFound
from app.schemas.session_change import SessionChange, read_change
from app.services.turn import Turn
from app.services.write_report import WriteReport
from app.services.writing import find_writable, patch_activity
from app.store.activities import StoredActivity


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
    document: dict[str, Any] = orjson.loads(held.document)
    schedule = document["schedule"]
    exceptions = list(schedule["exceptions"])
    known = next((one for one in exceptions if _name_of(one["original"]) == session_id), None)
    original = _find_date(held, session_id, known)
    window = _window_of(document.get("season"), turn.now.astimezone(AMSTERDAM).date())
    wanted = read_change(change, known, original, schedule["timezone"], window)
    changed = [one for one in exceptions if one is not known] + _as_exceptions(wanted, original)
    patch = {"schedule": {"exceptions": sorted(changed, key=lambda one: str(one["original"]))}}
    report = patch_activity(turn, id_, patch)
    return replace(report, session_id=session_id)


def _window_of(season: Mapping[str, str | None] | None, today: date) -> Period:
    """The days on which a date is shown at all."""
    first, last = ((season or {}).get(name) for name in ("from", "to"))
    return session_window(
        today, date.fromisoformat(first) if first else None, date.fromisoformat(last) if last else None
    )


def _as_exceptions(wanted: SessionChange | None, original: str) -> list[dict[str, Any]]:
    return [] if wanted is None else [{"original": original, **wanted.to_wire()}]


def _find_date(held: StoredActivity, session_id: str, known: Mapping[str, Any] | None) -> str:
    """The local start the date was planned at, with its offset; also of one that was moved out of sight."""
    for one in orjson.loads(held.document)["sessions"]:
        if one["id"] == session_id:
            return str(one["movedFrom"] or one["startsAt"])
    if known is not None:
        return str(known["original"])
    raise NotFound(
        "This activity has no date with this id. See `sessions` of the activity.",
        detail_nl="Deze activiteit heeft geen datum met dit id. Kijk bij `sessions` van de activiteit.",
    )


def _name_of(local: str) -> str:
    return datetime.fromisoformat(local).strftime(SESSION_ID)
