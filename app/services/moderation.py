"""Edits of reviewed organisations: held until a coordinator decides; what is public stays until then."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session

from app.domain.caller import Caller
from app.domain.moderation import EditAction, EditStatus
from app.models.moderation import PendingEdit
from app.services.new_ids import make_id
from app.store import moderation as store


def hold_edit(
    session: Session,
    caller: Caller,
    kind: str,
    object_id: str,
    action: EditAction | str,
    *,
    organisation_id: str | None,
    base_version: int | None,
    draft: Mapping[str, Any],
    now: datetime,
    contact_email: str | None = None,
) -> str:
    """Keep an edit for a coordinator and return its id; it takes the place of an edit of the same object that waits.

    draft: all that is needed to apply it later, as the write path takes it: for an activity the whole wire shape with
    its `source` and `organisation`. base_version: the published version it was made on, None when there is none. The
    same edit sent again while it waits keeps its id and its place in the queue.
    """
    action = EditAction(action)
    wanted = dict(draft)
    waiting = store.list_waiting_on(session, kind, object_id)
    for edit in waiting:
        if (edit.action, edit.base_version, edit.draft) == (action, base_version, wanted):
            return edit.id
    for edit in waiting:
        edit.status = EditStatus.SUPERSEDED
        edit.decided_at = now
    made = PendingEdit(
        id=make_id(),
        kind=kind,
        object_id=object_id,
        action=action,
        organisation_id=organisation_id,
        key_id=caller.key_id,
        contact_email=contact_email,
        base_version=base_version,
        draft=wanted,
        status=EditStatus.WAITING,
        submitted_at=now,
    )
    store.add_edit(session, made)
    return made.id


def find_waiting(session: Session, kind: str, object_id: str) -> PendingEdit | None:
    """The edit of this object that waits; a PATCH goes over its `draft`, so that two of them add up."""
    waiting = store.list_waiting_on(session, kind, object_id)
    return waiting[-1] if waiting else None
