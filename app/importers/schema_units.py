"""What the amount of an offer buys: a month, a lesson, a year. https://schema.org/UnitPriceSpecification names the
members, UN/CEFACT the codes of units."""

import re
from typing import Any

from app.domain.vocabulary import PricePer
from app.importers.feed_text import read_line
from app.importers.money_text import unit_of
from app.importers.schema_nodes import Node, as_nodes, text_of

_CODES = {"MON": "month", "ANN": "year", "WEE": "week", "DAY": "day", "HUR": "hour"}
_LENGTHS = {"P1M": "month", "P1Y": "year", "P12M": "year", "P6M": "halfYear", "P1W": "week", "P7D": "week",
            "P1D": "day", "PT1H": "hour", "PT60M": "hour"}  # fmt: skip
_OWN = frozenset(per.value for per in PricePer)
_PER = re.compile(r"\bp(?:er|/)\s?[a-zë-]{3,20}(?:\s[a-z]{3,10})?", re.IGNORECASE)


def unit_of_offer(offer: Node) -> str | None:
    """The unit as it is stated in a code, a length or words; None when nothing is."""
    prices = [offer, *as_nodes(offer.get("priceSpecification"))]
    sources = [*prices, *(one for price in prices for one in as_nodes(price.get("referenceQuantity")))]
    return next((unit for source in sources if (unit := _stated(source))), None) or _said(offer)


def _stated(source: Node) -> str | None:
    code, length = _text(source.get("unitCode")).upper(), _text(source.get("billingDuration")).upper()
    category = _text(source.get("category"))
    return (
        _CODES.get(code)
        or _LENGTHS.get(length)
        or unit_of(_text(source.get("unitText")).lower()[:40])
        or (category if category in _OWN else None)
    )


def _said(offer: Node) -> str | None:
    found = (_PER.search(_text(offer.get(name))[:200]) for name in ("name", "description"))
    return next((unit for match in found if match and (unit := unit_of(match.group().lower()))), None)


def _text(value: Any) -> str:
    return read_line(text_of(value)) or ""
