"""Who changed what, when and from which import. Written in the transaction of the change itself, so none is missing."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import Session

from app.domain.auditing import AuditAction
from app.domain.caller import Caller
from app.store import audit as store

Diff = dict[str, list[Any]]
_ABSENT: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One change. kind: a value of `AuditKind`; organisation_id: whose it is, so who may read this line; version: after
    the change; diff: of `diff`; reason: in words, as a moderator gave it."""

    kind: str
    object_id: str
    action: AuditAction
    organisation_id: str | None = None
    version: int | None = None
    diff: Mapping[str, Any] = field(default_factory=dict)
    reason: str | None = None


def diff(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None, without: Collection[str] = ()) -> Diff:
    """What differs: {member: [before, after]}, members of members as "place.name", lists as a whole.

    Something new has no diff: it is itself what was written, and each later line holds what was before. `without`:
    members that are worked out, such as stamps. Values must be JSON.
    """
    if before is None:
        return {}
    found: Diff = {}
    _compare(before, after or _ABSENT, "", frozenset(without), found)
    return found


def _compare(
    before: Mapping[str, Any], after: Mapping[str, Any], prefix: str, without: frozenset[str], found: Diff
) -> None:
    for name in dict.fromkeys([*before, *after]):
        path, old, new = f"{prefix}{name}", before.get(name), after.get(name)
        if old == new or path in without:
            continue
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            _compare(old, new, f"{path}.", without, found)
        else:
            found[path] = [old, new]


def record(session: Session, entries: Sequence[AuditEntry], *, caller: Caller, now: datetime) -> None:
    """Append the changes a caller made, in one statement."""
    who = {
        "recorded_at": now,
        "actor": caller.actor.value,
        "key_id": caller.key_id,
        "on_behalf_of": caller.on_behalf_of,
        "import_id": caller.import_id,
    }
    rows = [
        who
        | {
            "organisation_id": entry.organisation_id,
            "kind": entry.kind,
            "object_id": entry.object_id,
            "action": entry.action.value,
            "version": entry.version,
            "diff": entry.diff,
            "reason": entry.reason,
        }
        for entry in entries
    ]
    store.add_entries(session, rows)
