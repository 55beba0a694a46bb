"""What may become of an edit that waits for a coordinator, and when it no longer fits what is published."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from app.errors import Conflict


class EditAction(StrEnum):
    """What the edit does to its object."""

    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"


class EditStatus(StrEnum):
    """waiting: nobody decided yet. superseded: a newer edit of the same object took its place. withdrawn: whoever made
    it took it back."""

    WAITING = "waiting"
    APPROVED = "approved"
    REJECTED = "rejected"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


DECISIONS = frozenset({EditStatus.APPROVED, EditStatus.REJECTED, EditStatus.SUPERSEDED, EditStatus.WITHDRAWN})


def decide(status: EditStatus, decision: EditStatus) -> EditStatus:
    """The status after a decision; deciding the same again changes nothing.

    Raises:
        Conflict: the edit was decided otherwise before, or the decision is none.
    """
    if decision not in DECISIONS:
        raise Conflict("An edit that was decided does not wait again.", detail_nl="Over deze wijziging is al beslist.")
    if status not in (EditStatus.WAITING, decision):
        raise Conflict(f"This edit is {status.value} already.", detail_nl="Over deze wijziging is al beslist.")
    return decision


def is_outdated(base_version: int | None, current_version: int | None) -> bool:
    """Whether what is published changed after the edit was made, so that approving it blindly would undo a change.

    `base_version`: what the edit was made on, None for something new. `current_version`: None when there is nothing.
    """
    return base_version != current_version


def changed_members(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """What an edit would change: the members it states that differ from what is published, as (before, after)."""
    return {name: (before.get(name), value) for name, value in sorted(after.items()) if before.get(name) != value}
