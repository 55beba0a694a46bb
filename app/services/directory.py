"""The small lists beside the activities: areas, themes, organisations, places, routes, passes. Read once, then kept.

Rows come from SQL the first time a list is asked and are kept as JSON bytes with what they are filtered by; a change of
that kind in the log makes a new directory.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import orjson
from sqlalchemy import Engine

from app.catalogue.reference import Reference
from app.domain.query import Box
from app.domain.text import fold, words
from app.schemas.activity import write_place
from app.schemas.directory import COUNTRY, pick_text, write_area_name
from app.schemas.times import millis_text
from app.services.areas import AreaLocator
from app.services.registry import place_facts
from app.store import organisations as organisation_store
from app.store import passes as pass_store
from app.store import places as place_store
from app.store import routes as route_store
from app.store.unit_of_work import read_session

Wire = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """One record. names: folded words; tags: what closed filters compare with, by parameter; wire: by language."""

    id: str
    names: tuple[str, ...]
    tags: dict[str, frozenset[str]]
    wire: Callable[[str], Wire] = field(repr=False)
    point: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is filtered by; empty lets everything through. `tags`: any of the values, by name."""

    words: tuple[str, ...] = ()
    tags: dict[str, frozenset[str]] = field(default_factory=dict)
    bbox: Box | None = None


def select_rows(rows: Iterable[Row], asked: Asked) -> Iterator[Row]:
    """The rows that fit, in their order."""
    for row in rows:
        if all(not wanted.isdisjoint(row.tags.get(name, ())) for name, wanted in asked.tags.items()) and (
            _names_fit(row.names, asked.words) and _lies_in(row.point, asked.bbox)
        ):
            yield row


def _names_fit(names: tuple[str, ...], asked: tuple[str, ...]) -> bool:
    """Every word occurs; the last one may be a beginning."""
    return all(word in names for word in asked[:-1]) and (
        not asked or any(name.startswith(asked[-1]) for name in names)
    )


def _lies_in(point: tuple[float, float] | None, box: Box | None) -> bool:
    if box is None:
        return True
    return point is not None and box.min_lat <= point[0] <= box.max_lat and box.min_lon <= point[1] <= box.max_lon


class Directory:
    """The rows of one state of the database. `base_url` begins every link."""

    def __init__(self, engine: Engine, reference: Reference, base_url: str) -> None:
        self._engine = engine
        self._reference = reference
        self._base = base_url

    def without_places(self) -> "Directory":
        """The same, but places are read again when they are asked for: only they have changed."""
        fresh = Directory(self._engine, self._reference, self._base)
        fresh.__dict__.update({name: rows for name, rows in self.__dict__.items() if name != "places"})
        return fresh

    @cached_property
    def organisations(self) -> dict[str, Row]:
        """By id. `activityCount` is filled in by the router, since it changes with the clock."""
        with read_session(self._engine) as session:
            return {found.id: self._organisation(found) for found in organisation_store.list_all(session)}

    @cached_property
    def places(self) -> dict[str, Row]:
        """By id; a hidden address is in none of them."""
        locator = AreaLocator(self._reference.areas, self._reference.postcodes)
        with read_session(self._engine) as session:
            return {found.id: self._place(found, locator) for found in place_store.list_all(session)}

    @cached_property
    def routes(self) -> dict[str, Row]:
        """By id. What the steps are and who takes part comes from the catalogue (`route_steps`)."""
        with read_session(self._engine) as session:
            return {found.id: self._route(found) for found in route_store.list_all(session)}

    @cached_property
    def passes(self) -> dict[str, Row]:
        """By id, published ones only."""
        with read_session(self._engine) as session:
            return {found.id: self._pass(found) for found in pass_store.list_all(session) if found.is_published}

    def _organisation(self, found: organisation_store.StoredOrganisation) -> Row:
        contact = {"email": found.contact_email, "phone": found.contact_phone, "url": found.contact_url}
        wire = {
            "id": found.id,
            "name": found.name,
            "roles": list(found.roles),
            "sector": found.sector,
            "gemeente": write_area_name(found.gemeente, self._reference.areas),
            "summary": found.summary,
            "referralRole": found.referral_role,
            "contact": contact,
            "website": found.website,
            "hubFor": list(found.hub_for),
            "guideFor": list(found.guide_for),
            "offers": list(found.offers),
            "activityCount": 0,
            "isExample": found.is_example,
            **_record(found),
            "url": f"{self._base}/v1/organisations/{found.id}",
        }
        tags = {
            "role": frozenset(found.roles),
            "gemeente": _one(found.gemeente),
            "guideFor": frozenset(found.guide_for),
            "hubFor": frozenset(found.hub_for),
            "offers": frozenset(fold(text) for text in found.offers),
        }
        return Row(found.id, tuple(words(found.name)), tags, _same(wire))

    def _place(self, found: place_store.StoredPlace, locator: AreaLocator) -> Row:
        wire = write_place(place_facts(found, locator)) | {
            "isExample": found.is_example,
            "version": found.version,
            "url": f"{self._base}/v1/places/{found.id}",
        }
        location = wire["location"]
        is_vague = location is None or location["precision"] in ("gemeente", "stadsdeel")
        tags = {"kind": _one(wire["kind"]), "gemeente": _one(found.gemeente)}
        point = None if is_vague else (location["lat"], location["lon"])
        return Row(found.id, tuple(words(found.name or "")), tags, _same(wire), point)

    def _route(self, found: route_store.StoredRoute) -> Row:
        steps = [
            {
                "position": position,
                "activityId": step.activity_id,
                "title": None,
                "organisation": None,
                "relation": step.relation,
                "note": step.note,
                "url": f"{self._base}/v1/activities/{step.activity_id}",
            }
            for position, step in enumerate(found.steps, start=1)
        ]
        texts = {found.language: {"title": found.title, "summary": found.summary or ""}, **found.translations}

        def wire(lang: str) -> Wire:
            return {
                "id": found.id,
                "title": texts.get(lang, {}).get("title") or found.title,
                "summary": texts.get(lang, {}).get("summary") or found.summary,
                "languages": list(texts),
                "gemeente": write_area_name(found.gemeente, self._reference.areas),
                "organisationId": found.organisation_id,
                "contact": {"email": found.contact_email, "phone": found.contact_phone, "url": found.contact_url},
                "copiedFrom": found.copied_from,
                "steps": [dict(step) for step in steps],
                "partners": [],
                "isExample": found.is_example,
                **_record(found),
                "url": f"{self._base}/v1/routes/{found.id}",
            }

        names = tuple(word for text in texts.values() for word in words(text.get("title") or ""))
        return Row(found.id, names, {}, wire)

    def _pass(self, found: pass_store.StoredPass) -> Row:
        areas = [write_area_name(code, self._reference.areas) for code in found.area_codes if code != COUNTRY]

        def wire(lang: str) -> Wire:
            return {
                "id": found.id,
                "arrangement": found.arrangement,
                "name": found.name,
                "kind": found.kind,
                "issuer": found.issuer,
                "areas": areas,
                "ageMin": found.age_min,
                "ageMax": found.age_max,
                "forWhom": pick_text(found.texts, lang, "forWhom"),
                "pays": list(found.pays),
                "effect": found.effect if found.effect in ("free", "discount", "price") else None,
                "summary": pick_text(found.texts, lang, "summary"),
                "how": pick_text(found.texts, lang, "how"),
                "limits": pick_text(found.texts, lang, "limits"),
                "askedBy": [part for part in (found.asked_by or "").split(";") if part],
                "website": found.website,
                "status": found.facts.get("status"),
                "confidence": found.confidence,
                "checkedOn": found.checked_on.isoformat() if found.checked_on else None,
                **_how_sure(found, lang),
                "url": f"{self._base}/v1/passes/{found.id}",
            }

        tags = {"kind": frozenset({found.kind}), "gemeente": frozenset(found.area_codes)}
        return Row(found.id, tuple(words(found.name)), tags, wire)


def _how_sure(found: pass_store.StoredPass, lang: str) -> Wire:
    """Amounts where they may be shown, who may use it, and how sure all of this is."""
    facts, texts = found.facts, found.texts
    return {
        "residentsOf": pick_text(texts, lang, "residentsOf"),
        "amounts": pick_text(texts, lang, "amounts"),
        "providerMustJoin": facts.get("providerMustJoin"),
        "providerNote": pick_text(texts, lang, "providerNote"),
        "needsIntermediary": facts.get("needsIntermediary"),
        "validPeriod": facts.get("validPeriod"),
        "doubt": pick_text(texts, lang, "doubt"),
        "unverified": list(facts.get("unverified") or ()),
        "statedOn": facts.get("checkedOn"),
        "lookedUpOn": facts.get("lookedUpOn"),
        "source": facts.get("source"),
    }


def _record(found: organisation_store.StoredOrganisation | route_store.StoredRoute) -> Wire:
    return {
        "source": {"name": found.source_name, "externalId": found.external_id, "url": None},
        "createdAt": millis_text(found.created_at),
        "modifiedAt": millis_text(found.modified_at),
        "version": found.version,
    }


def _one(value: str | None) -> frozenset[str]:
    return frozenset() if value is None else frozenset({value})


def _same(wire: Wire) -> Callable[[str], Wire]:
    """The same in every language; kept as bytes, since there can be many."""
    kept = orjson.dumps(wire)

    def read(lang: str) -> Wire:
        read_back: Wire = orjson.loads(kept)
        return read_back

    return read
