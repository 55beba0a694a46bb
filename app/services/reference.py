"""Loading what searches need beside the activities, in one read of one moment."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection
from sqlmodel import Session

from app.catalogue.reference import GuideFacts, Reference, RouteFacts
from app.domain.arrangements import Arrangement
from app.domain.postcodes import PostcodeTable
from app.services.areas import read_area_index
from app.services.holidays import load_calendar
from app.services.themes import load_interest_index, load_themes
from app.store import areas, organisations, passes, routes
from app.store.changes import read_changed_ids
from app.store.organisations import StoredOrganisation
from app.store.passes import StoredPass

AREA = areas.KIND
KINDS = frozenset({organisations.KIND, routes.KIND, passes.KIND, AREA})
"""Kinds of the change log after which the reference is renewed."""


def load_reference(connection: Connection) -> Reference:
    """The reference as the connection sees the database."""
    with Session(bind=connection, autoflush=False) as session:
        organised = organisations.list_all(session)
        return Reference(
            themes=load_themes(),
            interests=load_interest_index(),
            calendar=load_calendar(),
            organisations={found.id: found.name for found in organised},
            guides=tuple(_guide(found) for found in organised if _guides(found)),
            **_areas(session),
            **_passes(session),
            **_routes(session),
        )


def renew_reference(
    connection: Connection, held: Reference, kinds: Collection[str], after: int, until: int
) -> Reference:
    """`load_reference` at the change `until`, out of the one held at `after`: only `kinds` are read, and of the
    organisations, which are many, only those that changed."""
    parts: dict[str, Any] = {}
    with Session(bind=connection, autoflush=False) as session:
        for kind, read in ((AREA, _areas), (passes.KIND, _passes), (routes.KIND, _routes)):
            if kind in kinds:
                parts |= read(session)
        if organisations.KIND in kinds:
            changed = read_changed_ids(session, organisations.KIND, after, until)
            parts |= _renew_organisations(held, changed, organisations.find_many(session, changed))
    return replace(held, **parts)


def _renew_organisations(
    held: Reference, changed: Collection[str], found: Mapping[str, StoredOrganisation]
) -> dict[str, Any]:
    there = [row for row in found.values() if not row.is_deleted]
    names = {key: name for key, name in held.organisations.items() if key not in changed}
    guides = [guide for guide in held.guides if guide.id not in changed]
    names |= {row.id: row.name for row in there}
    guides += [_guide(row) for row in there if _guides(row)]
    return {"organisations": dict(sorted(names.items())), "guides": tuple(sorted(guides, key=attrgetter("id")))}


def _areas(session: Session) -> dict[str, Any]:
    return {"areas": read_area_index(session), "postcodes": PostcodeTable(areas.list_postcodes(session))}


def _passes(session: Session) -> dict[str, Any]:
    return {"passes": {found.id: _facts(found) for found in passes.list_all(session) if found.is_published}}


def _routes(session: Session) -> dict[str, Any]:
    facts = {
        route.id: RouteFacts(
            route.id,
            route.title,
            route.translations.get("en", {}).get("title"),
            tuple(step.activity_id for step in route.steps),
            tuple(step.relation for step in route.steps),
        )
        for route in routes.list_all(session)
    }
    return {"routes": facts, "routes_of": _positions(facts)}


def _facts(found: StoredPass) -> Arrangement:
    facts = found.facts
    return Arrangement(
        id=found.id,
        arrangement=found.arrangement,
        name=found.name,
        kind=found.kind,
        areas=tuple(found.area_codes),
        pays=tuple(found.pays),
        asked_by=tuple(part for part in (found.asked_by or "").split(";") if part),
        effect=found.effect,
        age_min=found.age_min,
        age_max=found.age_max,
        must_provider_join=facts.get("providerMustJoin"),
        is_for_activities=bool(facts.get("forActivities", True)),
        confidence=found.confidence,
        checked_on=facts.get("checkedOn") or facts.get("lookedUpOn"),
        how=_text(found, "how"),
        for_whom=_text(found, "forWhom"),
        limits=_text(found, "limits"),
        doubt=_text(found, "doubt") or (NOT_SURE if found.confidence == "uncertain" else {}),
    )


NOT_SURE = {"nl": "Dit weten we niet zeker. Vraag het na.", "en": "We are not sure of this. Please check."}


def _text(found: StoredPass, name: str) -> dict[str, str]:
    return {lang: texts[name] for lang, texts in found.texts.items() if name in texts}


def _guides(found: StoredOrganisation) -> bool:
    return bool(found.guide_for or found.hub_for) or "networkPartner" in found.roles


def _guide(found: StoredOrganisation) -> GuideFacts:
    return GuideFacts(
        id=found.id,
        name=found.name,
        sector=found.sector,
        gemeente=found.gemeente,
        guide_for=tuple(found.guide_for),
        hub_for=tuple(found.hub_for),
        is_partner="networkPartner" in found.roles and "provider" not in found.roles,
        referral_role=found.referral_role,
        contact={"email": found.contact_email, "phone": found.contact_phone, "url": found.contact_url},
    )


def _positions(routes_by_id: dict[str, RouteFacts]) -> dict[str, tuple[tuple[str, int], ...]]:
    found: dict[str, list[tuple[str, int]]] = {}
    for route in routes_by_id.values():
        for position, activity_id in enumerate(route.activity_ids, start=1):
            found.setdefault(activity_id, []).append((route.id, position))
    return {activity_id: tuple(places) for activity_id, places in found.items()}
