"""Reminders in words: a letter by mail, and a page or text to print with a code to scan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import segno
from babel.dates import format_date

from app.domain.calendar import AMSTERDAM
from app.domain.reminding import LINK_DAYS, Occasion
from app.domain.vocabulary import Freshness
from app.schemas.times import millis_text
from app.services.reminders import AskedOffer, Ready
from app.web.rendering import templates

MOST_NAMED = 15
"""Offers named in a letter; the page behind the link has them all."""

STATES: dict[Freshness, str] = {
    Freshness.FRESH: "",
    Freshness.DUE: "wacht op een bevestiging",
    Freshness.UNCONFIRMED: "niet bevestigd: dat staat er nu bij",
    Freshness.STALE: "niet meer te vinden in de zoeklijst",
}


@dataclass(frozen=True, slots=True)
class Written:
    """One letter. html is a whole page without anything from elsewhere."""

    subject: str
    text: str
    html: str


def link_of(ready: Ready, base_url: str) -> str:
    """The signed link."""
    return f"{base_url}/klopt-het/{ready.token}"


def write_letter(ready: Ready, base_url: str) -> Written:
    """Dutch, with a line of English and a link to the page in English."""
    values = _values(ready, base_url)
    text = templates.get_template("reminder.txt").render(**values)
    html = templates.get_template("reminder.html").render(**values, code="")
    return Written(f"Klopt het nog? {ready.planned.organisation.name} in Wegwijzer", text, html)


def print_text(ready: Sequence[Ready], base_url: str) -> str:
    """Every reminder as plain text, one after another."""
    line = "\n" + "=" * 72 + "\n\n"
    return line.join(templates.get_template("reminder.txt").render(**_values(one, base_url)) for one in ready)


def print_html(ready: Sequence[Ready], base_url: str) -> str:
    """Every reminder as a page of its own to print, with a code to scan."""
    letters = [_values(one, base_url) | {"code": _draw(link_of(one, base_url))} for one in ready]
    return templates.get_template("reminder_list.html").render(letters=letters)


def _draw(link: str) -> str:
    return segno.make_qr(link, error="m").svg_inline(scale=3, border=2, title="Link naar de vragen")


def _values(ready: Ready, base_url: str) -> dict[str, object]:
    planned, link = ready.planned, link_of(ready, base_url)
    offers = planned.offers[:MOST_NAMED]
    return {
        "name": planned.organisation.name,
        "is_due": planned.occasion is Occasion.DUE,
        "offers": [_describe(offer) for offer in offers],
        "more": len(planned.offers) - len(offers),
        "count": len(planned.offers),
        "link": link,
        "link_en": f"{link}?lang=en",
        "until": _day(ready.expires_at - timedelta(days=1)),
    }


def _describe(offer: AskedOffer) -> dict[str, str]:
    confirmed = format_date(offer.confirmed_on, "d MMMM y", locale="nl")
    return {"title": offer.title, "confirmed": str(confirmed), "state": STATES[offer.state]}


def _day(moment: datetime) -> str:
    return str(format_date(moment.astimezone(AMSTERDAM), "d MMMM y", locale="nl"))


def write_payload(ready: Ready, base_url: str) -> dict[str, Any]:
    """A reminder for the municipality's own system. It holds the link: whoever gets it can answer."""
    organisation = ready.planned.organisation
    return {
        "type": "reminder.due",
        "timestamp": millis_text(ready.expires_at - timedelta(days=LINK_DAYS)),
        "data": {
            "organisationId": organisation.id,
            "name": organisation.name,
            "email": organisation.contact_email,
            "occasion": ready.planned.occasion.value,
            "link": link_of(ready, base_url),
            "expiresAt": millis_text(ready.expires_at),
            "offers": [
                {
                    "id": offer.id,
                    "title": offer.title,
                    "confirmedOn": str(offer.confirmed_on),
                    "state": offer.state.value,
                }
                for offer in ready.planned.offers
            ],
        },
    }
