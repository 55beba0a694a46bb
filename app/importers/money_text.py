"""Prices in human words, Dutch and English: `€ 46,58 per kwartaal & 7,50 inschrijfgeld`.

What is not understood stays unknown and is doubted aloud; nothing is free unless the text says so. A voluntary
contribution is no obligatory cost, so the offer counts as free (DESIGN 3, Cost).
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from app.domain.pricing import write_amount
from app.importers.money_amounts import WORDS, Item, find_items, share_words
from app.importers.money_words import (
    ELSEWHERE,
    FOR_SOME,
    FROM,
    INCLUDED,
    KINDS,
    NO_PRICE,
    NOT_FREE,
    OFTEN,
    SESSIONS,
    UNITS,
)
from app.importers.notes import Doubt, shorten

MAX_CENTS = 100_000_00
MAX_PRICES = 12
MAX_LENGTH = 2_000
_ONLY_UNIT = re.compile(
    r"(?:(?:per|voor|a|each|for|p\.?|/)?\s?(?:les|keer|maand|half jaar|jaar|kwartaal|uur|dag|"
    r"week|seizoen|schooljaar|cursus|kind"
    r"|persoon|deelnemer|middag|avond|ochtend|workshop|training|sessie|bezoek|reeks|session|"
    r"month|year|class|hour)\.?\s?)+"
)
"""Words that the unit of the price says already."""
_AGES = re.compile(r"t/m\s?\d|\d\s?\+|[<>]\s?\d")
OBLIGATORY = frozenset({"base", "registration", "materials", "equipment"})

_NUMBERWORDS = {
    "een": "1",
    "één": "1",
    "twee": "2",
    "drie": "3",
    "vier": "4",
    "vijf": "5",
    "zes": "6",
    "zeven": "7",
    "acht": "8",
    "negen": "9",
    "tien": "10",
    "twaalf": "12",
    "vijftien": "15",
    "twintig": "20",
}
_SPELLED = re.compile(rf"\b({'|'.join(_NUMBERWORDS)})(?=\s+euro\b)")


@dataclass(frozen=True, slots=True)
class Price:
    """One amount in cents as `PriceIn` of the wire takes it. `per` None = not said what it buys."""

    amount: int | None
    per: str | None = None
    kind: str = "base"
    amount_max: int | None = None
    currency: str = "EUR"
    sessions: int | None = None
    is_from: bool = False
    note: str | None = None

    def to_wire(self, default_per: str = "once") -> dict[str, Any]:
        """The member of `prices`; what is not stated is left out."""
        wire: dict[str, Any] = {"per": self.per or default_per, "kind": self.kind}
        if self.amount is not None:
            wire["amount"] = write_amount(self.amount)
        if self.amount_max is not None:
            wire["amountMax"] = write_amount(self.amount_max)
        if self.currency != "EUR":
            wire["currency"] = self.currency
        if self.sessions:
            wire["sessions"] = self.sessions
        if self.is_from:
            wire["isFrom"] = True
        if self.note:
            wire["note"] = self.note
        return wire


@dataclass(frozen=True, slots=True)
class MoneyReading:
    """What a text says about money. `cost`: free, paid or None = not said. `free_trial`: a first time costs nothing."""

    cost: str | None = None
    prices: tuple[Price, ...] = ()
    free_trial: bool | None = None
    doubts: tuple[Doubt, ...] = ()


@lru_cache(maxsize=4_096)
def read_money(text: str) -> MoneyReading:
    """The prices in a text. An empty text, a dash or `n.v.t.` says nothing and gives no doubt."""
    lower = " ".join(text.lower().split(" "))[:MAX_LENGTH].replace("\u00a0", " ").strip()
    if not lower or NO_PRICE.fullmatch(lower):
        return MoneyReading()
    lower = _SPELLED.sub(lambda found: _NUMBERWORDS[found[1]], lower)
    items = find_items(lower)
    if not items:
        return _read_without_amounts(lower)
    share_words(lower, items)
    prices, free_trial, doubts = _judge_items(items)
    cost = _conclude_cost(prices, items)
    has_free = any(item.is_free_word for item in items)
    if cost is None and has_free and not free_trial:
        doubts.append(Doubt("price-for-some"))
    prices = _settle_free(prices, cost, doubts)
    if len(prices) > MAX_PRICES:
        doubts.append(Doubt("price-not-understood"))
    return MoneyReading(cost, tuple(prices[:MAX_PRICES]), free_trial, tuple(dict.fromkeys(doubts)))


def _read_without_amounts(lower: str) -> MoneyReading:
    if NOT_FREE.search(lower):
        return MoneyReading("paid", doubts=(Doubt("price-not-understood"),))
    for kind, pattern in KINDS:
        if kind == "voluntary" and pattern.search(lower):
            return MoneyReading("free", (Price(None, "session", "voluntary"),))
    is_elsewhere = ELSEWHERE.search(lower) is not None
    return MoneyReading(doubts=(Doubt("price-elsewhere" if is_elsewhere else "price-not-understood"),))


def _judge_items(items: list[Item]) -> tuple[list[Price], bool | None, list[Doubt]]:
    prices: list[Price] = []
    doubts: list[Doubt] = []
    free_trial: bool | None = None
    for item in items:
        price = _price_of(item)
        if (item.cents or 0) > MAX_CENTS or (item.most or 0) > MAX_CENTS:
            doubts.append(Doubt("price-too-high"))
            continue
        if (price.kind == "trial" and not price.amount) or (item.is_free_word and _is_discovery(item)):
            free_trial = True
        else:
            prices.append(price)
        if item.currency != "EUR":
            doubts.append(Doubt("other-currency", item.currency))
    return _fill_units(prices), free_trial, doubts


def _is_discovery(item: Item) -> bool:
    """`ontdek gratis` invites to try: it does not say that staying is free."""
    return bool(re.search(r"\b(?:ontdek|probeer|kom)\s*$", item.before))


def _price_of(item: Item) -> Price:
    words = OFTEN.sub(" ", f"{item.before} {item.after}")
    said = INCLUDED.sub(" ", words)
    kind = next((name for name, pattern in KINDS if pattern.search(said)), "base")
    if item.is_free_word and kind == "base" and _is_for_some(item):
        kind = "reduced"
    per = next(
        filter(None, (unit_of(OFTEN.sub(" ", INCLUDED.sub(" ", part))) for part in (item.after, item.before))), None
    )
    counted = SESSIONS.search(words)
    sessions = int(counted[1]) if counted and int(counted[1]) > 1 else None
    if sessions and per in {None, "session", "once"}:
        per = "course"
    if kind in {"registration", "deposit", "materials", "equipment"}:
        per, sessions = per if kind in {"materials", "equipment"} and per else "once", None
    elif kind == "trial":
        per = per if per == "month" else "session"
    if sessions and per not in {"course", "card"}:
        sessions = None
    is_from = bool(FROM.search(item.before)) and item.most is None
    cents = None if kind == "voluntary" and item.is_free_word else item.cents
    return Price(cents, per, kind, item.most, item.currency, sessions, is_from, _note_of(item))


def unit_of(words: str) -> str | None:
    """The unit that is named first in words of small letters, None without one; of two at the same place the one that
    comes first in the table."""
    found = [
        (match.start(), place, per) for place, (per, pattern) in enumerate(UNITS) if (match := pattern.search(words))
    ]
    return min(found)[2] if found else None


def _is_for_some(item: Item) -> bool:
    if FOR_SOME.search(item.after):
        return True
    label = re.search(r"\b(?:volwassenen|ouders?|begeleiders?|baby'?s|adults|parents|senioren)\W{0,3}$", item.before)
    return label is not None


def _note_of(item: Item) -> str | None:
    kept = [part.strip(" ,.;:-–—=/&+()") for part in (item.before, item.after)]
    note = ", ".join(part for part in kept if WORDS.search(part) or _AGES.search(part))
    note = re.sub(r"^(?:daarna|anders|en|of)\b[,\s]*", "", note)
    note = f"{note})" if note.count("(") > note.count(")") else note
    note = re.sub(r"^(?:kosten|prijs|price|cost|tarief|vanaf|entree|from)\b[:\s,]*", "", note)
    is_only_unit = _ONLY_UNIT.fullmatch(note)
    return None if not note or is_only_unit else shorten(note, 200)


def _fill_units(prices: list[Price]) -> list[Price]:
    """`leden € 3, niet-leden € 5 per keer`: a unit said once holds for the amounts that name none."""
    said = {price.per for price in prices if price.per and price.kind in {"base", "reduced", "secondChild"}}
    if len(said) != 1:
        return prices
    (per,) = said
    if per in {"course", "card", "group", "once"}:
        return prices
    return [replace(price, per=per) if price.per is None else price for price in prices]


def _conclude_cost(prices: list[Price], items: list[Item]) -> str | None:
    due = [price for price in prices if price.kind in OBLIGATORY]
    if any(price.amount or price.amount_max for price in due):
        return "paid"
    if any(price.kind == "base" for price in due):
        return "free"
    has_reduced_amount = any(price.kind in {"reduced", "secondChild"} and price.amount for price in prices)
    if has_reduced_amount or due:
        return "paid" if has_reduced_amount else None
    return "free" if any(price.kind == "voluntary" for price in prices) else None


def _settle_free(prices: list[Price], cost: str | None, doubts: list[Doubt]) -> list[Price]:
    if cost == "free":
        return [
            price
            for price in prices
            if price.amount or price.kind == "voluntary" or (price.note and price.kind != "base")
        ]
    zero_base = [price for price in prices if price.kind == "base" and not price.amount and not price.amount_max]
    if cost == "paid" and zero_base:
        if not any(price.kind == "base" and price.amount for price in prices):
            return [price for price in prices if price not in zero_base]
        if all(price.note is None for price in zero_base):
            doubts.append(Doubt("price-contradiction"))
        prices = [replace(price, kind="reduced") if price in zero_base else price for price in prices]
    return prices
