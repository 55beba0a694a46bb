"""Loading what searches need beside the activities, in one read of one moment."""

from sqlalchemy import Connection
from sqlmodel import Session

from app.catalogue.reference import GuideFacts, Reference, RouteFacts
from app.domain.arrangements import Arrangement
from app.domain.postcodes import PostcodeTable
from app.services.areas import read_area_index
from app.services.holidays import load_calendar
from app.services.themes import load_interest_index, load_themes
from app.store import organisations, passes, routes
from app.store.areas import list_postcodes
from app.store.organisations import StoredOrganisation
from app.store.passes import StoredPass

KINDS = frozenset({"organisation", "route", "pass", "area"})
"""Kinds of the change log after which the reference is loaded again."""


def load_reference(connection: Connection) -> Reference:
    """The reference as the connection sees the database."""
    with Session(bind=connection, autoflush=False) as session:
        stored = routes.list_all(session)
        route_facts = {
            route.id: RouteFacts(
                route.id,
                route.title,
                route.translations.get("en", {}).get("title"),
                tuple(step.activity_id for step in route.steps),
                tuple(step.relation for step in route.steps),
            )
            for route in stored
        }
        organised = organisations.list_all(session)
        reference = Reference(
            areas=read_area_index(session),
            themes=load_themes(),
            interests=load_interest_index(),
            calendar=load_calendar(),
            organisations={found.id: found.name for found in organised},
            routes=route_facts,
            passes={found.id: _facts(found) for found in passes.list_all(session) if found.is_published},
            postcodes=PostcodeTable(list_postcodes(session)),
            routes_of=_positions(route_facts),
            guides=tuple(_guide(found) for found in organised if _guides(found)),
        )
    return reference


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
