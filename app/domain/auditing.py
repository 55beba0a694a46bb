"""What a line of the audit trail can be about, and what was done."""

from enum import StrEnum


class AuditKind(StrEnum):
    """Of the object that changed."""

    ACTIVITY = "activity"
    ORGANISATION = "organisation"
    PLACE = "place"
    ROUTE = "route"
    KEY = "key"


class AuditAction(StrEnum):
    """restored: something that had ended was sent again. trust: whether edits of an organisation wait was set. approved
    to superseded: what became of an edit that waited. claimed, released: whether imports write to an activity."""

    CREATED = "created"
    UPDATED = "updated"
    CANCELLED = "cancelled"
    ENDED = "ended"
    RESTORED = "restored"
    CONFIRMED = "confirmed"
    TRUST = "trust"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    CLAIMED = "claimed"
    RELEASED = "released"
    ROTATED = "rotated"
    REVOKED = "revoked"
