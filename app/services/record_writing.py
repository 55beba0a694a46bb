"""What writing organisations, places and routes have in common."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime
from typing import Any, TypeVar

from app.domain.moderation import EditAction
from app.errors import Fault, InvalidInput
from app.services.activities import Outcome
from app.services.moderation import hold_edit
from app.services.turn import Turn
from app.services.write_report import WriteReport
from app.store.organisations import StoredOrganisation
from app.store.places import StoredPlace
from app.store.routes import StoredRoute

Body = Mapping[str, Any]
R = TypeVar("R", StoredOrganisation, StoredPlace, StoredRoute)
D = TypeVar("D")
READ_ONLY = frozenset({"url", "version", "createdAt", "modifiedAt", "isExample", "activityCount", "languages"})
"""Members of the full shapes that the catalogue works out: read past, so that what was read can be sent back."""
_KEPT = ("version", "created_at", "modified_at", "seq", "is_example", "source_name", "external_id", "is_reviewed")


def writable(
    body: Body, id_: str | None, others: Collection[str] = (), parse: Callable[[Body], object] | None = None
) -> dict[str, Any]:
    """The body without what is worked out, without `id` and `others`. Raises InvalidInput for the id of another.

    parse: of a whole body; with it the other faults are named too.
    """
    own = {name: value for name, value in body.items() if name not in READ_ONLY and name not in ("id", *others)}
    if body.get("id") not in (None, id_):
        raise InvalidInput([_other_id(), *(find_faults(parse, own) if parse else ())])
    return own


def find_faults(parse: Callable[[Body], object], body: Body) -> Sequence[Fault]:
    """What parsing the body finds wrong with it."""
    try:
        parse(body)
    except InvalidInput as refused:
        return refused.faults
    return ()


def find_faults_in_parts(
    parse: Callable[[Body], D], find: Callable[[D], Iterable[Fault]], base: Body, parts: Body
) -> list[Fault]:
    """What `find` (which knows the catalogue) says of a body that has other faults, so that neither hides the other.

    Each of `parts` is read alone, over `base`; one that is itself at fault is passed by.
    """
    found: list[Fault] = []
    for name, part in parts.items():
        try:
            draft = parse({**base, name: part})
        except InvalidInput:
            continue
        found += find(draft)
    return found


def _other_id() -> Fault:
    return Fault(
        "not-of-this-address",
        "Leave out id, or give the one in the address: this is another one.",
        pointer="/id",
        detail_nl="Laat id weg, of geef hetzelfde als in het adres: dit is een ander.",
    )


def unknown(kind: str, pointer: str) -> Fault:
    """A gemeente, wijk, theme, activity or organisation that is not there."""
    dutch = {
        "area": "Kies een bekend gebied: dit bestaat niet.",
        "theme": "Kies een bekend thema: dit bestaat niet.",
        "activity": "Kies een activiteit die er is: deze bestaat niet.",
        "organisation": "Kies een organisatie die er is: deze bestaat niet.",
    }
    detail = f"Choose a known {kind}: this one is not there."
    plural = "activities" if kind == "activity" else f"{kind}s"
    return Fault(f"unknown-{kind}", detail, pointer=pointer, hint=f"See /v1/{plural}.", detail_nl=dutch[kind])


def renew(held: R | None, stated: R, now: datetime) -> R:
    """What is stated, with the stamps of what is there; the very row that is there when nothing differs."""
    if held is None:
        return stated
    names = [field.name for field in fields(held)]
    same = replace(stated, **{name: getattr(held, name) for name in _KEPT if name in names})
    if all(getattr(same, name) == getattr(held, name) for name in names):
        return held
    return replace(same, version=held.version + 1, modified_at=now)


def hold_end(turn: Turn, kind: str, held: R, owner: StoredOrganisation | None) -> WriteReport | None:
    """Keep the end of something for a coordinator; None when nobody has to look at it first."""
    if owner is None or not owner.is_reviewed or turn.caller.is_admin:
        return None
    return hold(turn, kind, held, held, owner_id=owner.id, body={}, action=EditAction.DELETE)


def outcome_of(held: R | None, row: R) -> Outcome:
    """Of writing the row in place of the held one."""
    if held is None or held.is_deleted:
        return Outcome.CREATED
    return Outcome.UNCHANGED if row is held else Outcome.UPDATED


def hold(
    turn: Turn,
    kind: str,
    held: R | None,
    row: R,
    *,
    owner_id: str | None,
    body: Body,
    action: EditAction | None = None,
) -> WriteReport:
    """Keep the edit for a coordinator. action: when it does not follow from what is there."""
    edit_id = hold_edit(
        turn.session,
        turn.caller,
        kind,
        row.id,
        action or (EditAction.CREATE if held is None else EditAction.UPDATE),
        organisation_id=owner_id,
        base_version=None if held is None else held.version,
        draft=dict(body),
        now=turn.now,
    )
    return WriteReport(kind, row.id, Outcome.PENDING, 0 if held is None else held.version, edit_id=edit_id)
