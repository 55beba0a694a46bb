"""Cost, prices and free trial of a row."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from app.domain.text import words
from app.importers.fields import read_flag
from app.importers.html_text import clean_text
from app.importers.money_text import MoneyReading, Price, read_money, unit_of
from app.importers.notes import Doubt
from app.importers.table_rows import Entry, Row

_SAYS_PAID = {"ja": "paid", "j": "paid", "yes": "paid", "y": "paid", "nee": "free", "n": "free", "no": "free"}
"""`Kosten: nee` says that there are none."""
_UNIT_IN_HEADER = re.compile(
    r"\b(?:per |prijs (?=blok\b)|kosten (?=blok\b))(les|keer|maand|jaar|half ?jaar|seizoen|kwartaal|dag|week|cursus|"
    r"uur|klas|groep|gezin|school|blok|middag|workshop|bezoek|session|class|lesson|visit|month|year|term|day|hour|course|season|"
    r"group)\b"
)
_NO_LABEL = frozenset(
    {"", "prijs", "prijzen", "kosten", "tarief", "price", "cost", "entree", "in", "euro", "eur", "€", "normale"}
)
_INCLUDED = frozenset({"inclusief", "incl", "inbegrepen", "bij de prijs inbegrepen", "included", "geen"})


def fill_money(row: Row, draft: dict[str, Any], default_per: str, tickets: Sequence[Row] = ()) -> None:
    """Cost, prices and free trial. Unknown stays unknown. tickets: rows with other prices of the same."""
    readings: list[MoneyReading] = []
    if tickets:
        readings.append(_read_tickets([row, *tickets]))
    for entry in () if tickets else _cells_of_prices(row):
        if entry.text.lower() in _SAYS_PAID:
            readings.append(MoneyReading(_SAYS_PAID[entry.text.lower()]))
            continue
        text = _with_unit(row, entry.text, entry.column)
        reading = read_money(text)
        row.note(reading.doubts, entry.column, entry.text)
        readings.append(_label(reading, entry.column) if len(row.entries["price"]) > 1 else reading)
    prices = [price for reading in readings for price in reading.prices]
    units = {price.per for price in prices if price.kind == "base"}
    prices += _other_prices(row, units.pop() if len(units) == 1 else None)
    costs = [reading.cost for reading in readings if reading.cost]
    is_free: bool | None = read_flag(row.get("isFree")) if row.has("isFree") else None
    if row.has("isFree") and is_free is None:
        reading = read_money(row.get("isFree"))
        is_free = True if reading.cost == "free" else None
        prices += reading.prices
        row.doubt("isFree", *reading.doubts)
    cost = _settle_cost(row, costs, prices, is_free)
    if cost:
        draft["cost"] = cost
    if cost == "paid" and row.has("priceReduced") and read_money(row.get("priceReduced")).cost == "free":
        prices.append(Price(0, kind="reduced"))
    if cost == "free":
        prices = [price for price in prices if not price.amount or price.kind not in {"base", "registration"}]
    if any(price.per is None and price.kind == "base" for price in prices) and default_per == "once":
        row.doubt("price", Doubt("price-unit-missing"))
    if prices:
        draft["prices"] = [price.to_wire(default_per) for price in dict.fromkeys(prices)][:40]
    trial: bool | None = next((reading.free_trial for reading in readings if reading.free_trial), None)
    if trial is None and row.has("freeTrial"):
        trial = _read_trial(row)
    if trial is not None:
        draft["freeTrial"] = trial


def _read_tickets(rows: Sequence[Row]) -> MoneyReading:
    """The prices of tickets by their names; free for a child and not for adults is not free for everyone."""
    prices: list[Price] = []
    doubts: list[Doubt] = []
    for ticket in rows:
        text, name = ticket.get("price"), ticket.get("priceName")
        reading = read_money(_with_unit(ticket, text, ""))
        if not reading.prices and reading.cost != "free":
            ticket.doubt("price", *reading.doubts)
            rows[0].notes += [note for note in ticket.notes if note not in rows[0].notes]
        found = reading.prices or ((Price(0),) if reading.cost == "free" else ())
        prices += [replace(price, note=name[:200] or price.note) for price in found]
    due = [price for price in prices if price.amount]
    if due and len(due) < len(prices):
        prices = [price if price.amount else replace(price, kind="reduced") for price in prices]
    return MoneyReading("paid" if due else "free" if prices else None, tuple(prices), None, tuple(doubts))


def _with_unit(row: Row, text: str, column: str) -> str:
    """A bare amount takes the unit of its own column (`per half day`) or of its header (`Prijs per les`)."""
    currency = row.get("currency")
    if currency and currency.upper() not in {"EUR", "€"} and re.fullmatch(r"[\d.,]+", text):
        text = f"{text} {currency}"
    unit = row.get("priceUnit")
    if unit and unit.lower() not in text.lower():
        return f"{text} {unit}" if unit.lower().startswith(("per", "a ", "/")) else f"{text} per {unit}"
    found = _UNIT_IN_HEADER.search(column.lower())
    return f"{text} per {found[1]}" if found and len(text) <= 60 and unit_of(text.lower()) is None else text


def _cells_of_prices(row: Row) -> list[Entry]:
    """The lines of a cell are prices apart."""
    row.used.add("price")
    return [
        Entry(entry.column, " | ".join(line for line in clean_text(entry.text).split("\n") if line))
        for entry in row.entries.get("price", ())
    ]


def _label(reading: MoneyReading, column: str) -> MoneyReading:
    """Of several columns with prices each says in its header whose or when: `Prijs kind`, `Kosten voorverkoop`."""
    label = " ".join(word for word in column.split() if word.strip("():.,€").lower() not in _NO_LABEL)[:200]
    prices = tuple(price if price.note or not label else replace(price, note=label) for price in reading.prices)
    return replace(reading, prices=prices)


def _other_prices(row: Row, unit: str | None) -> list[Price]:
    """Prices of columns of their own. unit: what the price buys, and so the reduced one that does not say it."""
    found: list[Price] = []
    for target, kind in (
        ("priceReduced", "reduced"),
        ("priceRegistration", "registration"),
        ("priceMaterials", "materials"),
    ):
        if not row.has(target):
            continue
        reading = read_money(row.get(target))
        if " ".join(words(row.get(target))) not in _INCLUDED:
            row.doubt(target, *reading.doubts)
        for price in reading.prices:
            per = "once" if kind != "reduced" else price.per or unit
            found.append(Price(price.amount, per, kind, price.amount_max, price.currency, note=price.note))
    low, high = read_money(row.get("priceMin")).prices, read_money(row.get("priceMax")).prices
    if low or high:
        first = (low or high)[0]
        most = high[0].amount if low and high and (high[0].amount or 0) > (first.amount or 0) else None
        found.append(Price(first.amount, first.per, "base", most, first.currency))
    return found


def _settle_cost(row: Row, costs: list[str], prices: list[Price], is_free: bool | None) -> str | None:
    has_due = any(price.amount and price.kind in {"base", "registration"} for price in prices)
    if is_free and has_due:
        row.doubt("isFree", Doubt("price-contradiction"))
        return "paid"
    if is_free:
        return "free"
    if "paid" in costs or has_due:
        return "paid"
    if is_free is False:
        return "paid" if not costs else None
    return "free" if "free" in costs else None


def _read_trial(row: Row) -> bool | None:
    text = row.get("freeTrial")
    flag = read_flag(text)
    if flag is None:
        flag = True if read_money(text).cost == "free" or read_money(text).free_trial else None
    if flag is None:
        row.doubt("freeTrial", Doubt("not-yes-no"))
    return flag
