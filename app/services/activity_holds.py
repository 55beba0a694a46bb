"""Members that a coordinator has set: a sync leaves them alone unless the partner means to change them.

A partner's system sends everything every night, so that it sends a member says nothing. It means to change one when it
sends another value than it did before the coordinator set it, or names it in a PATCH; then the hold is gone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import orjson
from sqlmodel import Session

from app.domain.caller import Caller
from app.domain.draft import ActivityDraft, PlaceDraft
from app.domain.resolved import Resolved
from app.errors import Fault
from app.schemas.activity import build_document, to_json
from app.services.activity_checks import Checked
from app.services.activity_rendering import read_back
from app.services.registry import identify_place
from app.store import holds
from app.store.activities import StoredActivity
from app.store.holds import Hold

TEXTS: Mapping[str, str] = {
    "title": "title",
    "summary": "summary",
    "description": "description",
    "firstVisit": "first_visit",
    "bring": "bring",
    "takesHome": "takes_home",
}
MEMBERS: Mapping[str, tuple[str, ...]] = {
    **{
        name: (name,)
        for name in (
            "translations", "partners", "attendance", "themes", "stage", "kind", "audience", "individual", "invites",
            "age", "cost", "prices", "commitment", "accepts", "schedule", "enrolment", "prerequisites", "accessibility",
            "school", "loan", "image", "contact", "status",
        )
    },
    "serviceArea": ("service_area",),
    "schoolTime": ("school_time",),
    "openTo": ("open_to",),
    "schoolTypes": ("school_types",),
    "schoolGroups": ("school_groups",),
    "freeTrial": ("free_trial",),
    "season": ("season_from", "season_to"),
    "runsInHolidays": ("runs_in_holidays",),
    "isOneOff": ("is_one_off",),
    "spokenLanguages": ("spoken_languages",),
    "noExperienceNeeded": ("no_experience_needed",),
    "parentsMayStay": ("parents_may_stay",),
    "supervision": ("supervision_by", "supervision_note"),
    "group": ("group_size", "group_together"),
    "partOfChildcare": ("part_of_childcare",),
    "followUp": ("follow_up",),
    "replacedBy": ("replaced_by",),
}  # fmt: skip
"""Members of the wire that are one or more fields of a draft. `place` is looked after apart."""
PLACE = "place"


def is_bound(caller: Caller) -> bool:
    """Whether what a coordinator has set binds this caller: partners and every import, not the coordinators."""
    return not caller.is_admin or caller.import_id is not None


def sets_holds(caller: Caller) -> bool:
    """Whether what this caller changes by hand is to last: a coordinator in another's activity, not on its behalf."""
    is_own = bool(caller.organisation_ids) or caller.on_behalf_of is not None
    return caller.is_admin and caller.key_id is not None and caller.import_id is None and not is_own


def settle_holds(
    session: Session, caller: Caller, ids: Sequence[str], checked: Sequence[Checked], rows: Mapping[str, StoredActivity]
) -> list[Checked]:
    """The drafts with what is held put back, and a warning for each such member. Holds that the partner means to
    change are forgotten."""
    if not is_bound(caller):
        return list(checked)
    held = holds.find_holds(session, [id_ for id_ in ids if id_ in rows])
    if not held:
        return list(checked)
    released: dict[str, set[str]] = {}
    settled = []
    for id_, one in zip(ids, checked, strict=True):
        if id_ not in held or one.faults:
            settled.append(one)
            continue
        put_back, changed = _settle_one(one, held[id_], rows[id_])
        released.setdefault(id_, set()).update(changed)
        settled.append(put_back)
    holds.release_holds(session, {id_: members for id_, members in released.items() if members})
    return settled


def _settle_one(one: Checked, held: Mapping[str, Hold], row: StoredActivity) -> tuple[Checked, set[str]]:
    sent, stored, (kept, _) = _wire_of(one.draft), _stored_wire(row), read_back(row)
    changed: set[str] = set()
    warnings: list[Fault] = []
    draft = one.draft
    for member, hold in held.items():
        if sent.get(member) == stored.get(member):
            continue
        if sent.get(member) != hold.was:
            changed.add(member)
            continue
        draft = _put_back(draft, kept, row, member)
        warnings.append(_warn(member))
    return replace(one, draft=draft, warnings=(*one.warnings, *warnings)), changed


def _put_back(draft: ActivityDraft, kept: ActivityDraft, row: StoredActivity, member: str) -> ActivityDraft:
    if member == PLACE:
        return replace(draft, place=PlaceDraft(id=row.place_id) if row.place_id else None)
    if member in TEXTS:
        return replace(draft, texts=replace(draft.texts, **{TEXTS[member]: getattr(kept.texts, TEXTS[member])}))
    return replace(draft, **{name: getattr(kept, name) for name in MEMBERS[member]})


def _warn(member: str) -> Fault:
    return Fault(
        "set-by-coordinator",
        f"A coordinator has set {member}; it stays. Send it with PATCH to change it.",
        pointer=f"/{member}",
        detail_nl=f"Een coördinator heeft {member} ingevuld. Dat blijft zo. Stuur het met PATCH om het te veranderen.",
    )


def hold_changes(
    session: Session, caller: Caller, before: StoredActivity, after: StoredActivity, now: datetime
) -> None:
    """Remember what a coordinator changed, with the value the partner had sent."""
    was, is_now = _stored_wire(before), _stored_wire(after)
    known = holds.find_holds(session, [before.id]).get(before.id, {})
    holds.keep_holds(
        session,
        [
            Hold(before.id, member, was[member], caller.key_id, now)
            for member in (*TEXTS, *MEMBERS, PLACE)
            if was[member] != is_now[member] and member not in known
        ],
    )


def release(session: Session, activity_id: str, members: Iterable[str]) -> None:
    """The partner names these members on purpose."""
    holds.release_holds(session, {activity_id: list(members)})


def _wire_of(draft: ActivityDraft) -> dict[str, Any]:
    """The holdable members as a draft gives them."""
    stamp = datetime(2000, 1, 1, tzinfo=UTC)
    resolved = Resolved("", draft, None, None, (), 0, stamp, stamp)
    wire: dict[str, Any] = orjson.loads(to_json(build_document(resolved)))
    place = None if draft.place is None else identify_place(draft.place).id
    return wire | {PLACE: place, "status": draft.status.value, "partners": _partner_names(draft)}


def _stored_wire(row: StoredActivity) -> dict[str, Any]:
    wire: dict[str, Any] = orjson.loads(row.document)
    partners = sorted([part["name"], part["role"]] for part in wire["partners"])
    return wire | {PLACE: row.place_id, "status": row.status.value, "partners": partners}


def _partner_names(draft: ActivityDraft) -> list[list[str]]:
    return sorted([partner.organisation.name, partner.role] for partner in draft.partners)
