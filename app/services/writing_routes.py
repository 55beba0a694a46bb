"""Writing learning routes, and copying one to another city with its origin kept."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import Any

from app.domain.caller import Scope
from app.domain.draft import Contact
from app.domain.ids import activity_id, route_id
from app.domain.merge_patch import merge
from app.domain.precondition import NO_CONDITION, Precondition
from app.domain.route import RouteDraft
from app.errors import Fault, InvalidInput, NotFound
from app.schemas.drafts import parse_route
from app.services.activities import Outcome
from app.services.audit import record
from app.services.keys import refuse_foreign, require
from app.services.record_writing import Body, find_faults_in_parts, hold, hold_end, outcome_of, renew, unknown, writable
from app.services.recording import describe_record
from app.services.turn import Turn
from app.services.write_report import WriteReport
from app.services.writing import find_organisation
from app.store import activities, organisations, routes
from app.store.routes import StoredRoute, StoredStep

KIND = routes.KIND
OF_A_STEP = frozenset({"position", "title", "organisation", "url"})
WORKED_OUT = ("partners",)
FIRST_RELATION, NEXT_RELATION = "discover", "deepen"


def put_route(
    turn: Turn, owner_id: str, external_id: str, body: Body, *, precondition: Precondition = NO_CONDITION
) -> WriteReport:
    """Write a route of an organisation as the body says; made when it is new.

    Raises Forbidden, NotFound, InvalidInput, PreconditionFailed.
    """
    require(turn.caller, Scope.ROUTES_WRITE, owner_id)
    find_organisation(turn.session, owner_id)
    id_ = route_id(owner_id, external_id)
    held = routes.find_one(turn.session, id_)
    precondition.check(None if held is None or held.is_deleted else held.version)
    own = _own(body, id_, owner_id, external_id)
    own.setdefault("copiedFrom", held.copied_from if held is not None else None)
    return _write(turn, id_, {**own, "organisationId": owner_id}, held)


def patch_route(turn: Turn, id_: str, patch: Body, *, precondition: Precondition = NO_CONDITION) -> WriteReport:
    """Change the members that the patch names (RFC 7396). Raises Forbidden, NotFound, InvalidInput, 412."""
    held = _find_own(turn, id_)
    if held.is_deleted:
        raise NotFound("There is no route with this id.", detail_nl="Er is geen route met dit id.")
    precondition.check(held.version)
    wanted = merge(body_of(held), _own(patch, id_, held.source_name, held.external_id, base=body_of(held)))
    if "organisationId" in patch:
        _require_new_owner(turn, patch["organisationId"])
    return _write(turn, id_, wanted, held)


def _require_new_owner(turn: Turn, stated: object) -> None:
    """A route is handed over only to another organisation of the same key."""
    if not turn.caller.is_admin:
        require(turn.caller, Scope.ROUTES_WRITE, str(stated or ""))


def end_route(turn: Turn, id_: str, *, precondition: Precondition = NO_CONDITION) -> WriteReport:
    """Take a route away; its activities stay. That of a reviewed organisation stays until a coordinator agrees.

    Raises Forbidden, NotFound, PreconditionFailed.
    """
    held = _find_own(turn, id_)
    precondition.check(held.version)
    if held.is_deleted:
        return WriteReport(KIND, id_, Outcome.UNCHANGED, held.version)
    owner = None if held.organisation_id is None else organisations.find_one(turn.session, held.organisation_id)
    return hold_end(turn, KIND, held, owner) or bury(turn, held)


def bury(turn: Turn, held: StoredRoute) -> WriteReport:
    """Leave a tombstone."""
    return save(turn, held, replace(held, is_deleted=True, version=held.version + 1, modified_at=turn.now))


def copy_route(turn: Turn, id_: str, owner_id: str, external_id: str, changes: Body) -> WriteReport:
    """A route taken over to another place: steps, texts and translations of the original with `changes` over them, its
    origin kept in `copiedFrom`, its contact that of its new organisation.

    changes: writable members of a route; `replace` maps activities (ids) of the original to those that take their
    place. Raises Forbidden, NotFound, InvalidInput.
    """
    require(turn.caller, Scope.ROUTES_WRITE, owner_id)
    owner = find_organisation(turn.session, owner_id)
    origin = routes.find_one(turn.session, id_)
    if origin is None or origin.is_deleted:
        raise NotFound("There is no route with this id.", detail_nl="Er is geen route met dit id.")
    swaps = changes.get("replace")
    swapped = swaps if isinstance(swaps, Mapping) else {}
    contact = {"email": owner.contact_email, "phone": owner.contact_phone, "url": owner.contact_url}
    base = body_of(origin) | {"contact": contact, "gemeente": owner.gemeente}
    base["steps"] = [
        step | {"activityId": swapped.get(step["activityId"], step["activityId"])} for step in base["steps"]
    ]
    wanted = merge(base, {name: value for name, value in changes.items() if name != "replace"})
    made = route_id(owner_id, external_id)
    own = _own(wanted, made, owner_id, external_id) | {"copiedFrom": origin.id, "organisationId": owner_id}
    faults = _unknown_swaps(swaps, {step.activity_id for step in origin.steps})
    return _write(turn, made, own, routes.find_one(turn.session, made), faults)


def _unknown_swaps(swaps: object, known: set[str]) -> list[Fault]:
    if swaps is None:
        return []
    if not isinstance(swaps, Mapping):
        english, dutch = "Give replace as an object: {old id: new id}.", "Geef replace als object: {oud id: nieuw id}."
        return [Fault("not-object", english, pointer="/replace", detail_nl=dutch)]
    english = "Leave this out: the route has no step with this activity."
    dutch = "Laat dit weg: de route heeft geen stap met deze activiteit."
    return [
        Fault("unknown-step", english, pointer=f"/replace/{str(name)[:40]}", detail_nl=dutch)
        for name in swaps
        if name not in known
    ]


def body_of(held: StoredRoute) -> dict[str, Any]:
    """A stored route as it is written."""
    return {
        "source": {"name": held.source_name, "externalId": held.external_id},
        "title": held.title,
        "summary": held.summary,
        "language": held.language,
        "translations": {
            language: {"title": texts.get("title"), "summary": texts.get("summary") or None}
            for language, texts in held.translations.items()
        },
        "gemeente": held.gemeente,
        "organisationId": held.organisation_id,
        "contact": {"email": held.contact_email, "phone": held.contact_phone, "url": held.contact_url},
        "copiedFrom": held.copied_from,
        "steps": [
            {"activityId": step.activity_id, "relation": step.relation, "note": step.note} for step in held.steps
        ],
    }


def _own(
    body: Body, id_: str, source_name: str, external_id: str, *, base: Body = MappingProxyType({})
) -> dict[str, Any]:
    """Without what is worked out, from its own source. base: what a patch goes over."""
    named = {"name": source_name, "externalId": external_id}
    own = writable({**body, "source": named}, id_, WORKED_OUT, parse=lambda stated: parse_route(merge(base, stated)))
    if body.get("isExample") is not None:
        own["isExample"] = body["isExample"]
    steps = own.get("steps")
    if isinstance(steps, list):
        own["steps"] = [
            {name: value for name, value in step.items() if name not in OF_A_STEP} if isinstance(step, dict) else step
            for step in steps
        ]
    return own


def _find_own(turn: Turn, id_: str) -> StoredRoute:
    require(turn.caller, Scope.ROUTES_WRITE)
    held = routes.find_one(turn.session, id_)
    if held is None:
        raise NotFound("There is no route with this id.", detail_nl="Er is geen route met dit id.")
    if not turn.caller.owns(held.organisation_id):
        raise refuse_foreign()
    return held


def _write(
    turn: Turn, id_: str, body: Body, held: StoredRoute | None, faults: list[Fault] | None = None
) -> WriteReport:
    row = settle(turn, id_, body, held, faults)
    owner = None if row.organisation_id is None else find_organisation(turn.session, row.organisation_id)
    is_held_back = owner is not None and owner.is_reviewed and not turn.caller.is_admin
    if is_held_back and outcome_of(held, row) is not Outcome.UNCHANGED:
        return hold(turn, KIND, held, row, owner_id=row.organisation_id, body=body)
    return save(turn, held, row)


def settle(
    turn: Turn, id_: str, body: Body, held: StoredRoute | None, faults: list[Fault] | None = None
) -> StoredRoute:
    """The row as the body says it should be. Raises InvalidInput with every fault, `faults` among them."""
    found = list(faults or ())
    try:
        draft = parse_route(body)
    except InvalidInput as refused:
        parts = {name: body[name] for name in ("gemeente", "organisationId", "steps") if name in body}
        spare: Body = {"title": "-", "source": body.get("source"), "steps": []}
        more = find_faults_in_parts(parse_route, partial(_find_unknown, turn), spare, parts)
        raise InvalidInput([*found, *refused.faults, *more]) from None
    found += _find_unknown(turn, draft)
    if found:
        raise InvalidInput(found)
    gemeente = turn.writer.locator.areas.gemeente_by_name(draft.gemeente) if draft.gemeente else None
    return renew(held, _row_of(turn, id_, draft, gemeente.code if gemeente else None), turn.now)


def _find_unknown(turn: Turn, draft: RouteDraft) -> list[Fault]:
    """A gemeente, organisation or activity that never was. What has ended may stay in a route: its page names what
    replaces it."""
    found: list[Fault] = []
    if draft.gemeente and turn.writer.locator.areas.gemeente_by_name(draft.gemeente) is None:
        found.append(unknown("area", "/gemeente"))
    if draft.organisation_id and organisations.find_one(turn.session, draft.organisation_id) is None:
        found.append(unknown("organisation", "/organisationId"))
    ids = [_activity_of(draft, at) for at in range(len(draft.steps))]
    known = activities.find_many(turn.session, ids)
    return found + [unknown("activity", f"/steps/{at}") for at, id_ in enumerate(ids) if id_ not in known]


def _activity_of(draft: RouteDraft, at: int) -> str:
    step = draft.steps[at]
    return step.activity_id or activity_id(draft.source.name, step.external_id or "")


def _row_of(turn: Turn, id_: str, draft: RouteDraft, gemeente: str | None) -> StoredRoute:
    contact: Contact = draft.contact
    return StoredRoute(
        id=id_,
        source_name=draft.source.name,
        external_id=draft.source.external_id,
        title=draft.title,
        version=1,
        created_at=turn.now,
        modified_at=turn.now,
        summary=draft.summary,
        language=draft.language,
        translations={name: {"title": title, "summary": text or ""} for name, title, text in draft.translations},
        gemeente=gemeente,
        organisation_id=draft.organisation_id,
        contact_email=contact.email,
        contact_phone=contact.phone,
        contact_url=contact.url,
        copied_from=draft.copied_from,
        is_example=draft.is_example,
        steps=tuple(
            StoredStep(_activity_of(draft, at), step.relation or (NEXT_RELATION if at else FIRST_RELATION), step.note)
            for at, step in enumerate(draft.steps)
        ),
    )


def save(turn: Turn, held: StoredRoute | None, row: StoredRoute) -> WriteReport:
    """Write it."""
    outcome, seq = outcome_of(held, row), None
    if row is not held:
        row = replace(row, is_deleted=row.is_deleted)
        (seq,) = routes.upsert_many(turn.session, [row], key_id=turn.caller.key_id)
        record(turn.session, [describe_record(held, row)], caller=turn.caller, now=turn.now)
        outcome = Outcome.UPDATED if row.is_deleted else outcome
    return WriteReport(KIND, row.id, outcome, row.version, seq)
