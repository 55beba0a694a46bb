"""The two stored representations of an activity: the full document and the card for lists (DESIGN 3).

Both hold everything that stays true until the next write. What depends on the moment, the asker or the address of this
server (`schemas.served`) is added when they are served. Their last member is always `translations`, which is cut off.
"""

from datetime import datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from app.domain.calendar import AMSTERDAM, offset_minutes
from app.domain.calendar import minutes as to_minutes
from app.domain.draft import ActivityDraft, Contact, Location, Texts
from app.domain.missing import find_missing
from app.domain.resolved import NamedArea, OrganisationFacts, PlaceFacts, Resolved
from app.domain.schedule import zone_named
from app.domain.vocabulary import PassEffect
from app.schemas.times import local_text, millis_text, money_text, session_wire

Wire = dict[str, Any]
CARD_TEXTS = ("title", "summary")


def to_json(wire: Wire) -> bytes:
    """JSON as it is stored: `translations` stays the last member."""
    return orjson.dumps(wire)


def build_document(resolved: Resolved) -> Wire:
    """The full shape without url, shortUrl, nextSession, status, freshness, routes and help."""
    draft, texts = resolved.draft, resolved.draft.texts
    return {
        "id": resolved.id,
        "title": texts.title,
        "summary": texts.summary,
        "description": texts.description,
        "languages": [draft.language, *(language for language, _ in draft.translations)],
        "organisation": _organisation(resolved.organisation) if resolved.organisation else None,
        "partners": [{"id": facts.id, "name": facts.name, "role": role} for facts, role in resolved.partners],
        "place": write_place(resolved.place) if resolved.place else None,
        **_whom(draft),
        **_money(draft),
        **_when(resolved),
        "enrolment": _enrolment(draft),
        "prerequisites": [{"code": needed.code, "note": needed.note} for needed in draft.prerequisites],
        "accessibility": {
            "wheelchair": draft.accessibility.wheelchair,
            "features": draft.accessibility.features,
            "note": draft.accessibility.note,
        },
        "spokenLanguages": draft.spoken_languages,
        "firstVisit": texts.first_visit,
        "noExperienceNeeded": draft.no_experience_needed,
        "parentsMayStay": draft.parents_may_stay,
        "bring": texts.bring,
        "takesHome": texts.takes_home,
        "supervision": {"by": draft.supervision_by, "note": draft.supervision_note},
        "group": {"size": draft.group_size, "together": draft.group_together},
        "partOfChildcare": draft.part_of_childcare,
        "school": _school(draft),
        "loan": _loan(draft),
        "followUp": draft.follow_up,
        "replacedBy": draft.replaced_by,
        "image": _image(draft),
        "contact": _contact(draft.contact),
        "missing": find_missing(resolved),
        "isExample": draft.is_example,
        "source": {"name": draft.source.name, "externalId": draft.source.external_id, "url": draft.source.url},
        "createdAt": millis_text(resolved.created_at),
        "modifiedAt": millis_text(resolved.modified_at),
        "version": resolved.version,
        "translations": {language: _texts(translated) for language, translated in draft.translations},
    }


def build_card(document: Wire) -> Wire:
    """The card of a document, without url, nextSession, status, freshness, help and distanceM."""
    place = document["place"]
    return {
        "id": document["id"],
        "title": document["title"],
        "summary": document["summary"],
        "organisation": document["organisation"],
        "place": {name: place[name] for name in ("name", "location", "gemeente", "wijk")} if place else None,
        **{name: document[name] for name in ("attendance", "themes", "stage", "kind", "audience", "individual")},
        **{name: document[name] for name in ("openTo", "age", "schoolGroups", "cost", "prices", "freeTrial")},
        "schedule": {"summary": document["schedule"]["summary"]},
        "sessionCount": document["sessionCount"],
        "enrolment": {"status": document["enrolment"]["status"]},
        "missing": document["missing"],
        "isExample": document["isExample"],
        "image": document["image"],
        "translations": {
            language: {name: texts[name] for name in CARD_TEXTS} for language, texts in document["translations"].items()
        },
    }


def _texts(texts: Texts) -> Wire:
    return {
        "title": texts.title,
        "summary": texts.summary,
        "description": texts.description,
        "firstVisit": texts.first_visit,
        "bring": texts.bring,
        "takesHome": texts.takes_home,
    }


def _organisation(facts: OrganisationFacts) -> Wire:
    return {"id": facts.id, "name": facts.name, "roles": facts.roles, "sector": facts.sector}


def _area(area: NamedArea | None) -> Wire | None:
    return {"code": area.code, "name": area.name} if area else None


def _location(location: Location | None) -> Wire | None:
    return {"lat": location.lat, "lon": location.lon, "precision": location.precision} if location else None


def write_place(place: PlaceFacts) -> Wire:
    """A place as activities and `/v1/places` show it; a hidden address appears nowhere."""
    is_shown = not place.is_hidden
    wijk = place.wijk
    return {
        "id": place.id,
        "name": place.name,
        "kind": place.kind,
        "address": {
            "streetAddress": place.street_address if is_shown else None,
            "postalCode": place.postal_code if is_shown else None,
            "addressLocality": place.address_locality,
        },
        "addressShown": place.address_shown,
        "location": _location(place.shown_location),
        "gemeente": _area(place.gemeente),
        "stadsdeel": _area(place.stadsdeel),
        "wijk": {"code": wijk.code, "name": wijk.name, "basis": place.wijk_basis} if wijk else None,
        "buurt": _area(place.shown_buurt),
    }


def _whom(draft: ActivityDraft) -> Wire:
    open_to, age = draft.open_to, draft.age
    return {
        "attendance": draft.attendance,
        "serviceArea": draft.service_area,
        "themes": draft.themes,
        "stage": draft.stage,
        "kind": draft.kind,
        "schoolTime": draft.school_time,
        "audience": draft.audience,
        "individual": draft.individual,
        "openTo": {
            "kind": open_to.kind,
            "organisationIds": open_to.organisation_ids,
            "areaCodes": open_to.area_codes,
            "note": open_to.note,
        },
        "invites": draft.invites,
        "schoolTypes": draft.school_types,
        "schoolGroups": draft.school_groups,
        "age": {"min": age.min, "max": age.max, "minMonths": age.min_months, "maxMonths": age.max_months},
    }


def _money(draft: ActivityDraft) -> Wire:
    commitment = draft.commitment
    return {
        "cost": draft.cost,
        "prices": [
            {
                "amount": money_text(price.amount),
                "amountMax": money_text(price.amount_max),
                "currency": price.currency,
                "per": price.per,
                "times": price.times,
                "sessions": price.sessions,
                "validMonths": price.valid_months,
                "kind": price.kind,
                "isFrom": price.is_from,
                "note": price.note,
            }
            for price in draft.prices
        ],
        "commitment": commitment
        and {
            "minimumMonths": commitment.minimum_months,
            "noticeMonths": commitment.notice_months,
            "renewsItself": commitment.renews_itself,
        },
        "freeTrial": draft.free_trial,
        "accepts": [
            {
                "passId": accepted.pass_id,
                "effect": accepted.effect,
                "value": money_text(accepted.value) if accepted.effect is PassEffect.PRICE else accepted.value,
                "limit": accepted.limit,
                "conditions": accepted.conditions,
                "residentsOf": accepted.residents_of,
            }
            for accepted in draft.accepts
        ],
    }


def _local(moment: datetime | None, zone: tzinfo) -> str | None:
    """A local naive time with the offset of its zone."""
    return None if moment is None else moment.replace(tzinfo=zone, microsecond=0).isoformat()


def _when(resolved: Resolved) -> Wire:
    draft, schedule = resolved.draft, resolved.draft.schedule
    zone: ZoneInfo = zone_named(schedule.timezone) or AMSTERDAM
    return {
        "schedule": {
            "summary": schedule.summary,
            "timezone": schedule.timezone,
            "rules": [
                {
                    "startsAt": _local(rule.starts_at, zone),
                    "endsAt": _local(rule.ends_at, zone),
                    "rrule": rule.rrule,
                }
                for rule in schedule.rules
            ],
            "exceptions": [
                {
                    "original": _local(exception.original, zone),
                    "status": exception.status,
                    "startsAt": _local(exception.starts_at, zone),
                    "endsAt": _local(exception.ends_at, zone),
                    "placesLeft": exception.places_left,
                    "note": exception.note,
                }
                for exception in schedule.exceptions
            ],
        },
        "sessions": [session_wire(session) for session in resolved.sessions],
        "sessionCount": sum(not session.is_cancelled for session in resolved.sessions),
        "season": {"from": draft.season_from, "to": draft.season_to},
        "runsInHolidays": draft.runs_in_holidays,
        "isOneOff": draft.is_one_off,
    }


def _instant(moment: datetime | None) -> str | None:
    """An aware moment in Dutch local time."""
    if moment is None:
        return None
    at = to_minutes(moment)
    return local_text(at, offset_minutes(at))


def _enrolment(draft: ActivityDraft) -> Wire:
    enrolment, trial = draft.enrolment, draft.enrolment.trial
    return {
        "how": enrolment.how,
        "url": enrolment.url,
        "email": enrolment.email,
        "phone": enrolment.phone,
        "opensAt": _instant(enrolment.opens_at),
        "closesAt": _instant(enrolment.closes_at),
        "startAnyTime": enrolment.start_any_time,
        "allocation": enrolment.allocation,
        "status": enrolment.status,
        "minimum": enrolment.minimum,
        "goesAhead": enrolment.goes_ahead,
        "trial": trial and {"count": trial.count, "amount": money_text(trial.amount), "bookNeeded": trial.book_needed},
    }


def _school(draft: ActivityDraft) -> Wire | None:
    school = draft.school
    if school is None:
        return None
    return {
        "lessons": school.lessons,
        "maxPupils": school.max_pupils,
        "preparation": school.preparation,
        "pricePer": school.price_per,
        "adaptedWith": school.adapted_with,
        "bookingWindows": school.booking_windows,
    }


def _loan(draft: ActivityDraft) -> Wire | None:
    loan = draft.loan
    if loan is None:
        return None
    return {
        "days": loan.days,
        "deposit": money_text(loan.deposit),
        "cardNeeded": loan.card_needed,
        "reserveUrl": loan.reserve_url,
    }


def _image(draft: ActivityDraft) -> Wire | None:
    image = draft.image
    if image is None:
        return None
    return {"url": image.url, "alt": image.alt, "licence": image.licence, "creator": image.creator}


def _contact(contact: Contact) -> Wire:
    return {"email": contact.email, "phone": contact.phone, "url": contact.url}
