"""schema.org as JSON-LD: what search engines and other catalogues read.

A course, club, lesson or programme is a Course with an instance; what one goes to is an Event; what one borrows is a
LearningResource. Unknown is left out, never guessed.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.domain.vocabulary import EXACT
from app.schemas.jsonld_schedule import build_schedules, find_ruled, is_endless

CONTEXT = "https://schema.org"
MAX_DATES = 12
Item = Mapping[str, Any]
Node = dict[str, Any]

COURSES = frozenset({"course", "club", "lesson", "programme"})
THINGS = frozenset({"kit", "loan"})
LESSONS = frozenset({"workshop", "camp"})
AVAILABILITY = {
    "open": "InStock",
    "waitlist": "BackOrder",
    "full": "SoldOut",
    "closed": "OutOfStock",
    "interest": "PreOrder",
}
FREE = {"free": True, "paid": False}
SESSION_STATUS = {"cancelled": "EventCancelled", "moved": "EventRescheduled"}


def build_linked_data(item: Item) -> Node:
    """One served item with its context."""
    return {"@context": CONTEXT, **build_node(item)}


def build_graph(items: Iterable[Item]) -> Node:
    """Several served items."""
    return {"@context": CONTEXT, "@graph": [build_node(item) for item in items]}


def build_node(item: Item) -> Node:
    """One served item without context."""
    kind = item["kind"]
    if kind in THINGS:
        return _known({"@type": "LearningResource", **_common(item), "provider": _organisation(item)})
    if kind in COURSES or (kind is None and not item["sessions"]):
        instance = {"@type": "CourseInstance", **_event(item), "courseMode": _course_mode(item)}
        return _known(
            {
                "@type": "Course",
                **_common(item),
                "provider": _organisation(item),
                "offers": _offers(item),
                "hasCourseInstance": _known(instance),
            }
        )
    event = {"@type": "EducationEvent" if kind in LESSONS else "Event", **_common(item), **_event(item)}
    return _known({**event, "offers": _offers(item)})


def _known(node: Node) -> Node:
    return {name: value for name, value in node.items() if value not in (None, [], {}, "")}


def _common(item: Item) -> Node:
    image = item["image"]
    return {
        "@id": item["url"],
        "identifier": item["id"],
        "url": item["url"],
        "name": item["title"],
        "description": item["description"] or item["summary"],
        "image": image["url"] if image else None,
        "inLanguage": item["spokenLanguages"],
        "typicalAgeRange": _age_range(item["age"]),
        "audience": _audience(item),
        "isAccessibleForFree": FREE.get(item["cost"]),
        "keywords": item["themes"],
        "dateModified": item["modifiedAt"],
    }


def _age_range(age: Item) -> str | None:
    if age["min"] is None and age["max"] is None:
        return None
    return f"{age['min'] or 0}-{'' if age['max'] is None else age['max']}"


def _audience(item: Item) -> Node:
    age = item["age"]
    return _known(
        {
            "@type": "PeopleAudience",
            "audienceType": ", ".join(item["audience"]),
            "suggestedMinAge": age["min"],
            "suggestedMaxAge": age["max"],
        }
    )


def _organisation(item: Item) -> Node | None:
    organisation, contact = item["organisation"], item["contact"]
    if organisation is None:
        return None
    return _known(
        {
            "@type": "Organization",
            "name": organisation["name"],
            "url": contact["url"],
            "email": contact["email"],
            "telephone": contact["phone"],
        }
    )


def _event(item: Item) -> Node:
    dates = [session for session in item["sessions"] if session["status"] != "cancelled"] or item["sessions"]
    only = item["sessions"][0] if len(item["sessions"]) == 1 else None
    is_online = item["attendance"] == "online"
    mode = "OnlineEventAttendanceMode" if is_online else "OfflineEventAttendanceMode"
    return {
        "startDate": dates[0]["startsAt"] if dates else item["season"]["from"],
        "endDate": _end(item, dates),
        "eventStatus": f"{CONTEXT}/{_event_status(item, only)}",
        "previousStartDate": only["movedFrom"] if only else None,
        "eventAttendanceMode": f"{CONTEXT}/{mode}" if item["attendance"] else None,
        "location": _location(item),
        "organizer": _organisation(item),
        "maximumAttendeeCapacity": item["group"]["size"],
        "remainingAttendeeCapacity": _places_left(only) if only else None,
        "eventSchedule": build_schedules(item),
        "subEvent": _sub_events(item) if only is None else None,
    }


def _end(item: Item, dates: Sequence[Item]) -> str | None:
    """When the last date ends; what goes on without an end has none."""
    last: str | None = item["season"]["to"]
    if not dates or (last is None and is_endless(item["schedule"])):
        return last
    return str(dates[-1]["endsAt"])


def _places_left(session: Item) -> int | None:
    left: int | None = session["placesLeft"]
    return 0 if session["status"] == "full" else left


def _event_status(item: Item, only: Item | None) -> str:
    if item["status"] == "cancelled":
        return "EventCancelled"
    return SESSION_STATUS.get(only["status"], "EventScheduled") if only else "EventScheduled"


def _sub_events(item: Item) -> list[Node]:
    """The coming dates, so that a cancelled, full or moved one is seen; later ones only where no rule says the same."""
    coming = _coming(item)
    ruled = find_ruled(item) if len(coming) > MAX_DATES else set()
    later = [one for one in coming[MAX_DATES:] if one["status"] != "scheduled" or one["id"] not in ruled]
    return [
        _known(
            {
                "@type": "Event",
                "name": item["title"],
                "startDate": session["startsAt"],
                "endDate": session["endsAt"],
                "eventStatus": f"{CONTEXT}/{SESSION_STATUS.get(session['status'], 'EventScheduled')}",
                "previousStartDate": session["movedFrom"],
                "location": _location(item),
                "remainingAttendeeCapacity": _places_left(session),
            }
        )
        for session in [*coming[:MAX_DATES], *later]
    ]


def _coming(item: Item) -> list[Item]:
    """From the next date on; of what is cancelled, which has no next date, all that are known."""
    following = item["nextSession"]
    if following is None:
        return list(item["sessions"]) if item["status"] == "cancelled" else []
    return [session for session in item["sessions"] if session["startsAt"] >= following["startsAt"]]


def _location(item: Item) -> Node | None:
    place = item["place"]
    if item["attendance"] == "online":
        return _known({"@type": "VirtualLocation", "url": item["enrolment"]["url"] or item["url"]})
    if place is None:
        return None
    address, gemeente, location = place["address"], place["gemeente"], place["location"]
    postal = {
        "@type": "PostalAddress",
        "streetAddress": address["streetAddress"],
        "postalCode": address["postalCode"],
        "addressLocality": address["addressLocality"] or (gemeente["name"] if gemeente else None),
        "addressCountry": "NL",
    }
    is_exact = location is not None and location["precision"] in EXACT
    geo = {"@type": "GeoCoordinates", "latitude": location["lat"], "longitude": location["lon"]} if is_exact else None
    return _known({"@type": "Place", "name": place["name"], "address": _known(postal), "geo": geo})


def _course_mode(item: Item) -> str | None:
    if item["attendance"] is None:
        return None
    return "online" if item["attendance"] in ("online", "home") else "onsite"


def _offers(item: Item) -> list[Node]:
    if item["cost"] == "free":
        return [_offer(item, {"amount": "0.00", "currency": "EUR", "note": None, "per": None})]
    priced = [price for price in item["prices"] if price["kind"] in ("base", "reduced") and price["amount"] is not None]
    return [_offer(item, price) for price in priced]


def _offer(item: Item, price: Item) -> Node:
    enrolment = item["enrolment"]
    availability = AVAILABILITY.get(enrolment["status"])
    return _known(
        {
            "@type": "Offer",
            "price": price["amount"],
            "priceCurrency": price["currency"],
            "description": price["note"],
            "category": price["per"],
            "availability": f"{CONTEXT}/{availability}" if availability else None,
            "validFrom": enrolment["opensAt"],
            "validThrough": enrolment["closesAt"],
            "url": enrolment["url"] or item["url"],
        }
    )
