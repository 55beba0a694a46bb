"""Who may write to an imported offer that its organisation took over or took away."""

from enum import StrEnum

from app.domain.caller import Actor, Caller


class ClaimOutcome(StrEnum):
    """claimed: its organisation keeps it from now on. removed: its organisation does not want it here."""

    CLAIMED = "claimed"
    REMOVED = "removed"


def is_withheld_from(caller: Caller) -> bool:
    """Whether this caller's writes leave claimed and removed offers alone.

    Imports do, whoever started them, and so do the operator's files and the system itself: what a file says of the
    offer is older than what its organisation said. A person with a key or a signed link does not.
    """
    return caller.import_id is not None or caller.actor in (Actor.OPERATOR, Actor.SYSTEM)
