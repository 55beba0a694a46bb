"""What the public may report about an offer, without saying who they are."""

from enum import StrEnum

NOTE_LENGTH = 500


class Reason(StrEnum):
    """Why an offer is not right."""

    CANCELLED = "cancelled"
    FULL = "full"
    WRONG_TIME = "wrongTime"
    WRONG_PLACE = "wrongPlace"
    WRONG_PRICE = "wrongPrice"
    WRONG_AGE = "wrongAge"
    NO_CONTACT = "noContact"
    UNSAFE = "unsafe"
    NOT_FOR_CHILDREN = "notForChildren"
    OTHER = "other"
    NOT_RIGHT = "notRight"


PUBLIC_REASONS = tuple(reason for reason in Reason if reason is not Reason.NOT_RIGHT)
"""What the public chooses from; the other one comes from the organisation itself."""


class ReportStatus(StrEnum):
    """handled: a coordinator looked at it; its note is gone then."""

    OPEN = "open"
    HANDLED = "handled"


class Resolution(StrEnum):
    """What a coordinator did."""

    FIXED = "fixed"
    ENDED = "ended"
    NO_PROBLEM = "noProblem"
    DUPLICATE = "duplicate"
    SPAM = "spam"


def clean_note(note: str | None) -> str | None:
    """One paragraph of plain text within bounds; None when nothing is left."""
    text = "".join(character if character.isprintable() else " " for character in note or "")
    return " ".join(text.split())[:NOTE_LENGTH].rstrip() or None
