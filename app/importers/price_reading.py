"""What feeds say about money: offers with amounts, and words. A price that is missing or cannot be read is unknown,
never free."""

import re
from typing import Any

from app.domain.pricing import write_amount
from app.importers.draft_building import DraftBuilder
from app.importers.feed_text import read_line, shorten_text
from app.importers.money_text import read_money

MOST_CENTS = 100_000_00
MOST_PRICES = 60
_PLAIN = re.compile(r"\d{1,7}(?:\.\d{1,4})?")
_REDUCED = re.compile(
    r"\b(?:concession|reduc|korting|discount|child|kind|junior|jeugd|youth|student|cjp|senior|65\+?|60\+?|member|lid|leden|"
    r"early ?bird|vroegboek|pas\b|ooievaarspas|stadspas|uitpas|kansentarief|family|gezin|unwaged|leisure ?card)",
    re.IGNORECASE,
)
_NOT_REDUCED = re.compile(r"\bnon[- ]?members?\b|\bniet[- ]?leden\b|\bniet[- ]?lid\b", re.IGNORECASE)
_PAID = frozenset({"paid", "betaald", "tegen betaling"})
_CURRENCY = re.compile(r"[A-Z]{3}")


def read_cents(value: object) -> int | None:
    """Cents of 30, "30.00", "7,50" or "€ 5"; None for nothing and for words."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _to_cents(float(value)) if 0 <= value <= MOST_CENTS / 100 else None
    line = read_line(value)
    if not line:
        return None
    if _PLAIN.fullmatch(line):
        return _to_cents(float(line)) if float(line) <= MOST_CENTS / 100 else None
    amounts = [price for price in read_money(line[:300]).prices if price.amount is not None]
    return amounts[0].amount if len(amounts) == 1 else None


def _to_cents(euros: float) -> int:
    return int(euros * 100 + 0.5)


def read_currency(value: object, cents_text: object = None) -> str | None:
    """The code when it is another than the euro."""
    line = (read_line(value) or "").upper()
    if not line and isinstance(cents_text, str):
        line = "GBP" if "£" in cents_text else "USD" if "$" in cents_text else ""
    return line if _CURRENCY.fullmatch(line) and line != "EUR" else None


def kind_of_tariff(name: str | None) -> str:
    """`reduced` when the name says that it is for some people only."""
    return "reduced" if name and _REDUCED.search(_NOT_REDUCED.sub("", name)) else "base"


def add_price(
    builder: DraftBuilder,
    cents: int,
    *,
    per: str,
    most: int | None = None,
    kind: str = "base",
    currency: str | None = None,
    name: str | None = None,
) -> None:
    """One amount."""
    prices: list[dict[str, Any]] = builder.members.setdefault("prices", [])
    price: dict[str, Any] = {"amount": write_amount(cents), "per": per, "kind": kind}
    if most is not None and most > cents:
        price |= {"amountMax": write_amount(most)}
    if currency is not None:
        price["currency"] = currency
    if name:
        price["note"] = shorten_text(name, 300)
    if price not in prices and len(prices) < MOST_PRICES:
        prices.append(price)


def settle_cost(builder: DraftBuilder, is_free: bool | None = None) -> None:
    """Says `free` when the source does, or when every amount that must be paid is nothing; `paid` when one is not. When
    all tariffs are for some people only, the first is what is known."""
    prices = builder.members.get("prices", ())
    if prices and all(price["kind"] == "reduced" for price in prices):
        prices[0]["kind"] = "base"
    amounts = [
        float(price.get("amountMax", price["amount"]))
        for price in prices
        if price["kind"] == "base" and "amount" in price
    ]
    asked = [amount for amount in amounts if amount > 0]
    if is_free and asked:
        builder.warn("price-contradiction", value=asked[0])
    if asked or is_free is False:
        builder.members["cost"] = "paid"
    elif is_free or amounts:
        builder.members["cost"] = "free"


def says_more(value: object) -> bool:
    """Whether a price in words holds more than one amount: up to how much, from how much, or what it buys."""
    line = read_line(value)
    if not line or _PLAIN.fullmatch(line):
        return False
    return any(price.amount_max or price.is_from or price.per for price in read_money(line[:300]).prices)


def says_nothing(text: str) -> bool:
    """Whether a text in a field for prices is only a dash or `n.v.t.`."""
    reading = read_money(text[:2_000])
    return not (reading.prices or reading.cost or reading.doubts or reading.free_trial) and len(text.split()) < 3


def set_price_text(builder: DraftBuilder, value: object, per: str = "once") -> None:
    """Prices in words, as people write them in a field of their own."""
    line = read_line(value)
    if not line or says_nothing(line):
        return
    if line.casefold() in _PAID:
        builder.members["cost"] = "paid"
        return
    reading = read_money(line[:2_000])
    for price in reading.prices:
        wire = price.to_wire(per)
        if wire not in builder.members.setdefault("prices", []):
            builder.members["prices"].append(wire)
    if reading.cost:
        builder.members["cost"] = reading.cost
    if not reading.prices and not reading.cost:
        builder.warn("price-unreadable", value=line)
    if builder.members.get("prices") == []:
        del builder.members["prices"]
