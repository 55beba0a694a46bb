"""An offer of the catalogue in the words of the short form, so that somebody can change them."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from babel.dates import format_date

Document = Mapping[str, Any]
WAYS = {"url": "form", "email": "mail", "phone": "phone", "walkIn": "walkIn"}
MORE_WAYS = "moreWays"
"""Ways to join for which the form has no field; they stay."""
KEPT_COSTS = "keptCosts"
"""What an offer costs as it is, in JSON: it stays when only the answer for who has little money changes."""
PER = {
    "session": "per keer", "course": "voor de hele cursus", "card": "per kaart", "month": "per maand",
    "term": "per blok", "halfYear": "per half jaar", "season": "per seizoen", "year": "per jaar", "week": "per week",
    "day": "per dag", "hour": "per uur", "group": "per groep", "once": "eenmalig",
}  # fmt: skip
"""In Dutch, whatever the language of the page: the form reads both."""


def write_fields(document: Document) -> dict[str, str]:
    """Every field of the form that says something. A hidden address is not in it, because it leaves the catalogue
    nowhere."""
    fields = {
        "title": document.get("title"),
        "summary": document.get("summary"),
        "stage": document.get("stage"),
        "firstVisit": document.get("firstVisit"),
        "age": write_age(document),
        "when": write_when(document),
        "firstDay": _part(document, "season").get("from"),
        "lastDay": _part(document, "season").get("to"),
        "costs": write_costs(document),
        "everyone": next((price["note"] for price in document.get("prices") or () if is_agreed(price)), None),
        "supervision": _write_supervision(document),
        KEPT_COSTS: _write_kept(document),
        **dict(zip(("theme", "theme2"), document.get("themes") or (), strict=False)),
        "moreThemes": " ".join((document.get("themes") or ())[2:]),
        **_write_where(document),
        **_write_join(document),
    }
    return {name: str(value) for name, value in fields.items() if value}


def write_age(document: Document) -> str:
    """`8 t/m 12 jaar`, else the school groups."""
    low, high = _part(document, "age").get("min"), _part(document, "age").get("max")
    if low is None and high is None:
        groups = document.get("schoolGroups") or ()
        return ", ".join(name.replace("groep", "groep ").replace("klas", "klas ") for name in groups)
    if high is None:
        return f"vanaf {low} jaar"
    return f"t/m {high} jaar" if low is None else f"{low} t/m {high} jaar"


def write_when(document: Document) -> str:
    """In the words of the provider, else the first date with how many follow."""
    summary, sessions = _part(document, "schedule").get("summary"), document.get("sessions") or ()
    if summary or not sessions:
        return summary or ""
    first = sessions[0]
    start, end = datetime.fromisoformat(first["startsAt"]), datetime.fromisoformat(first["endsAt"])
    more = len(sessions) - 1
    text = f"{format_date(start, 'd MMMM y', locale='nl')} {start:%H:%M}-{end:%H:%M}"
    return f"{text} en nog {more} keer" if more else text


def write_costs(document: Document) -> str:
    """`gratis`, the prices, or nothing when nobody said."""
    if document.get("cost") == "free":
        return "gratis"
    parts = [
        f"€ {price['amount'].replace('.', ',')} {PER.get(price.get('per') or '', '')}".strip()
        for price in document.get("prices") or ()
        if price.get("amount")
    ]
    return ", ".join(parts)


def agree_price(text: str) -> dict[str, Any]:
    """How who has little money can join, in the words of the provider: a lower price without one amount."""
    return {"amount": None, "per": "session", "kind": "reduced", "note": text}


def is_agreed(price: Document) -> bool:
    """Whether a price is such an answer."""
    return price.get("kind") == "reduced" and price.get("amount") is None and bool(price.get("note"))


def _write_kept(document: Document) -> str:
    prices = [dict(price) for price in document.get("prices") or () if not is_agreed(price)]
    kept = {"cost": document.get("cost"), "prices": prices or None, "freeTrial": document.get("freeTrial")}
    return json.dumps(kept)


def _write_supervision(document: Document) -> str:
    supervision = _part(document, "supervision")
    return ". ".join(text.rstrip(".") for text in (supervision.get("by"), supervision.get("note")) if text)


def _write_where(document: Document) -> dict[str, Any]:
    place = _part(document, "place")
    address = place.get("address") or {}
    return {
        "attendance": document.get("attendance"),
        "placeName": place.get("name"),
        "street": address.get("streetAddress"),
        "postcode": address.get("postalCode"),
        "town": address.get("addressLocality"),
        "hideAddress": "1" if place.get("addressShown") == "onEnrolment" else "",
    }


def _write_join(document: Document) -> dict[str, Any]:
    enrolment, contact = _part(document, "enrolment"), _part(document, "contact")
    return {
        "website": enrolment.get("url") or contact.get("url"),
        "email": enrolment.get("email") or contact.get("email"),
        "phone": enrolment.get("phone") or contact.get("phone"),
        "walkIn": "1" if "walkIn" in (enrolment.get("how") or ()) else "",
        MORE_WAYS: " ".join(way for way in enrolment.get("how") or () if way not in WAYS),
    }


def _part(document: Document, name: str) -> Document:
    """A member with members of its own; a draft may leave it out."""
    found: Document = document.get(name) or {}
    return found
