"""One activity with every member filled, and the facts the catalogue would look up for it."""

from datetime import UTC, date, datetime
from typing import Any

from app.domain.draft import ActivityDraft
from app.domain.resolved import NamedArea, OrganisationFacts, PlaceFacts, Resolved
from app.domain.schedule import expand_sessions
from app.schemas.drafts import parse_activity

ORGANISATION_ID = "abcdefghijklmnop"
PLACE_ID = "bcdefghijklmnopq"
ACTIVITY_ID = "cdefghijklmnopqr"
STREET, POSTCODE = "Heeswijkplein 12", "2531 AB"
TODAY = date(2026, 11, 21)
CREATED_AT = datetime(2026, 9, 1, 8, 30, 0, 120_000, tzinfo=UTC)
MODIFIED_AT = datetime(2026, 11, 20, 9, 15, 30, 456_000, tzinfo=UTC)


def full_body() -> dict[str, Any]:
    """A fresh body in the writable wire shape, canonical: parsing and printing it gives the same values."""
    return {
        "source": {"name": "example", "externalId": "nature-club-1", "url": "https://example.org/nature-club"},
        "language": "nl",
        "title": "Natuurclub Moerwijk",
        "summary": "Elke woensdag met een groepje de natuur in.",
        "description": "We zoeken dieren en planten in het park.\nDaarna maken we er iets van.",
        "firstVisit": "Kom gewoon langs en zeg je naam.",
        "bring": "Laarzen",
        "takesHome": "Een schrift met wat je vond",
        "translations": {
            "en": {
                "title": "Moerwijk nature club",
                "summary": "Every Wednesday into nature with a small group.",
                "description": None,
                "firstVisit": "Just come by.",
                "bring": "Boots",
                "takesHome": None,
            }
        },
        "organisation": {"id": ORGANISATION_ID, "name": "De Wijkboerderij", "roles": ["provider"], "sector": "nature"},
        "partners": [{"id": "defghijklmnopqrs", "name": "Basisschool De Linde", "role": "host"}],
        "place": {
            "id": PLACE_ID,
            "name": "Buurthuis Moerwijk",
            "kind": "communityCentre",
            "address": {"streetAddress": STREET, "postalCode": POSTCODE, "addressLocality": "Den Haag"},
            "addressShown": "full",
            "location": {"lat": 52.0545, "lon": 4.2942, "precision": "address"},
            "gemeente": {"code": "GM0518", "name": "'s-Gravenhage"},
            "stadsdeel": {"code": "SD051802", "name": "Escamp"},
            "wijk": {"code": "WK051838", "name": "Moerwijk", "basis": "boundary"},
            "buurt": {"code": "BU05183821", "name": "Moerwijk-Oost"},
        },
        "attendance": "onsite",
        "serviceArea": ["WK051838"],
        "themes": ["nature", "animals"],
        "stage": "deepen",
        "kind": "club",
        "schoolTime": "outside",
        "audience": ["children", "families"],
        "individual": True,
        "openTo": {"kind": "residentsOf", "organisationIds": [], "areaCodes": ["GM0518"], "note": "Kom uit de buurt."},
        "invites": ["Kinderen die nog nooit een dier verzorgd hebben"],
        "schoolTypes": ["po", "sbo"],
        "schoolGroups": ["groep5", "groep6"],
        "age": {"min": 8, "max": 12, "minMonths": None, "maxMonths": None},
        "cost": "paid",
        "prices": [
            {
                "amount": "7.50",
                "amountMax": "12.00",
                "currency": "EUR",
                "per": "month",
                "times": 10,
                "sessions": 38,
                "validMonths": None,
                "kind": "base",
                "isFrom": True,
                "note": "Broers en zussen betalen minder.",
            },
            {
                "amount": "0.05",
                "amountMax": None,
                "currency": "EUR",
                "per": "once",
                "times": None,
                "sessions": None,
                "validMonths": 6,
                "kind": "deposit",
                "isFrom": False,
                "note": None,
            },
        ],
        "commitment": {"minimumMonths": 3, "noticeMonths": 1, "renewsItself": False},
        "freeTrial": True,
        "accepts": [
            {
                "passId": "ooievaarspas-den-haag",
                "effect": "price",
                "value": "2.50",
                "limit": "1 per jaar",
                "conditions": "Laat de pas zien.",
                "residentsOf": ["GM0518"],
            },
            {
                "passId": "stadjerspas-groningen",
                "effect": "discount",
                "value": 50,
                "limit": None,
                "conditions": None,
                "residentsOf": [],
            },
        ],
        "schedule": {
            "summary": "Woensdag van 14 tot 16 uur",
            "timezone": "Europe/Amsterdam",
            "rules": [
                {
                    "startsAt": "2026-09-02T14:00:00+02:00",
                    "endsAt": "2026-09-02T16:00:00+02:00",
                    "rrule": "FREQ=WEEKLY;BYDAY=WE;UNTIL=20270630T215959Z",
                }
            ],
            "exceptions": [
                {
                    "original": "2026-12-02T14:00:00+01:00",
                    "status": "cancelled",
                    "startsAt": None,
                    "endsAt": None,
                    "placesLeft": None,
                    "note": "De begeleider is weg.",
                },
                {
                    "original": "2026-12-09T14:00:00+01:00",
                    "status": "moved",
                    "startsAt": "2026-12-10T15:00:00+01:00",
                    "endsAt": "2026-12-10T17:00:00+01:00",
                    "placesLeft": 4,
                    "note": None,
                },
            ],
        },
        "season": {"from": "2026-09-01", "to": "2027-06-30"},
        "runsInHolidays": "no",
        "isOneOff": False,
        "enrolment": {
            "how": ["form", "phone"],
            "url": "https://example.org/join",
            "email": "join@example.org",
            "phone": "070 123 45 67",
            "opensAt": "2026-08-15T09:00:00+02:00",
            "closesAt": "2027-01-31T23:59:00+01:00",
            "startAnyTime": True,
            "allocation": "firstCome",
            "status": "open",
            "minimum": 6,
            "goesAhead": True,
            "trial": {"count": 2, "amount": "0.00", "bookNeeded": False},
        },
        "prerequisites": [{"code": "ownBike", "note": "We fietsen naar het park."}],
        "accessibility": {"wheelchair": "limited", "features": ["quietRoom"], "note": "Eén drempel."},
        "spokenLanguages": ["nl", "tr"],
        "noExperienceNeeded": True,
        "parentsMayStay": True,
        "supervision": {"by": "Een boswachter", "note": "Met twee vrijwilligers"},
        "group": {"size": 12, "together": True},
        "partOfChildcare": False,
        "school": {
            "lessons": 4,
            "maxPupils": 30,
            "preparation": "Lees het blad voor.",
            "pricePer": "class",
            "adaptedWith": ["Natuurmuseum"],
            "bookingWindows": ["september"],
        },
        "loan": {"days": 21, "deposit": "10.00", "cardNeeded": True, "reserveUrl": "https://example.org/reserve"},
        "followUp": ["efghijklmnopqrst"],
        "replacedBy": "fghijklmnopqrstu",
        "image": {
            "url": "https://example.org/club.jpg",
            "alt": "Kinderen bij een sloot",
            "licence": "CC BY 4.0",
            "creator": "De Wijkboerderij",
        },
        "contact": {"email": "info@example.org", "phone": None, "url": "https://example.org"},
        "status": "open",
        "isExample": True,
        "confirmedAt": "2026-11-01T10:00:00Z",
    }


def small_body() -> dict[str, Any]:
    """The least that is accepted."""
    return {
        "source": {"name": "example", "externalId": "small"},
        "title": "Iets doen",
        "organisation": {"name": "De Wijkboerderij"},
    }


def place_facts(draft: ActivityDraft) -> PlaceFacts | None:
    """The place of the draft, with areas as if looked up."""
    place = draft.place
    if place is None:
        return None
    return PlaceFacts(
        id=place.id or PLACE_ID,
        name=place.name,
        kind=place.kind,
        street_address=place.street_address,
        postal_code=place.postal_code,
        address_locality=place.address_locality,
        address_shown=place.address_shown,
        location=place.location,
        gemeente=_named(place.gemeente),
        stadsdeel=_named(place.stadsdeel),
        wijk=_named(place.wijk),
        wijk_basis=place.wijk_basis,
        buurt=_named(place.buurt),
        wijk_point=(52.05, 4.3) if place.wijk else None,
    )


def resolve(draft: ActivityDraft) -> Resolved:
    """As the write path would."""
    organisation = draft.organisation
    return Resolved(
        id=ACTIVITY_ID,
        draft=draft,
        organisation=None
        if organisation is None
        else OrganisationFacts(
            organisation.id or ORGANISATION_ID, organisation.name, organisation.roles, organisation.sector
        ),
        partners=tuple(
            (OrganisationFacts(ref.organisation.id or ORGANISATION_ID, ref.organisation.name), ref.role)
            for ref in draft.partners
        ),
        place=place_facts(draft),
        sessions=expand_sessions(draft.schedule, first_day=date(2026, 10, 21), last_day=date(2027, 12, 26)),
        version=3,
        created_at=CREATED_AT,
        modified_at=MODIFIED_AT,
    )


def full() -> Resolved:
    """Everything filled."""
    return resolve(parse_activity(full_body()))


def small() -> Resolved:
    """Nearly everything unknown."""
    return resolve(parse_activity(small_body()))


def _named(text: str | None) -> NamedArea | None:
    return NamedArea(text, f"Name of {text}") if text else None
