"""Themes, kind, ages, money and image of a row."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from app.domain.text import words
from app.importers.age_text import AgeReading, read_age, read_age_bounds
from app.importers.age_words import GROUPS
from app.importers.fields import read_count, read_flag, read_url
from app.importers.money_text import MoneyReading, Price, read_money
from app.importers.notes import Doubt
from app.importers.table_rows import Row
from app.importers.table_who import says_full
from app.importers.table_words import KINDS, STAGES
from app.importers.theme_words import find_themes, fold_phrase, split_list

MAX_THEMES = 8
_SAYS_PAID = {"ja": "paid", "j": "paid", "yes": "paid", "y": "paid", "nee": "free", "n": "free", "no": "free"}
"""`Kosten: nee` says that there are none."""
_PER_ALL = frozenset({"course", "card", "season", "year", "once"})
_NO_NUMBER = frozenset({"", "geen", "n v t", "nvt", "onbeperkt", "onbekend"})
_INCLUDED = frozenset({"inclusief", "incl", "inbegrepen", "bij de prijs inbegrepen", "included", "geen"})
_LESSONS = re.compile(
    r"(?<![\d.,:/-])([2-9]|[1-9]\d)\s?(?:x|×|keer|lessen|bijeenkomsten|woensdagen|zaterdagen)(?=[\s,:;().]|$)"
    r"(?!\s?(?:per|in de|in een|p/|/|a))"
)
"""`4x op wo vanaf 4 november`, but not `2x per week`."""
_NO_THEME = frozenset({"camp", "dropIn", "course", "club", "workshop", "lesson", "programme", "openDay"})
"""Words for these forms are no themes, whatever else they may mean: a camp is not always scouting."""


def fill_kind(row: Row, draft: dict[str, Any]) -> None:
    """Themes and kind, only from words that are sure."""
    themes: list[str] = []
    unknown: list[str] = []
    kind = None
    for target in ("kind", "themes"):
        for entry in row.all(target):
            found, strange = find_themes(_without_forms(entry.text), row.context.themes)
            forms = [form for word in split_list(entry.text) if (form := KINDS.get(fold_phrase(word)))]
            kind = kind or next(iter(forms), None)
            themes += found
            for word in strange:
                folded = " ".join(words(word))
                kind = kind or KINDS.get(folded)
                if folded not in KINDS:
                    unknown.append(word)
    if themes:
        draft["themes"] = list(dict.fromkeys(themes))[:MAX_THEMES]
    if kind:
        draft["kind"] = kind
    if unknown:
        row.doubt(
            "themes" if row.has("themes") else "kind", Doubt("word-unknown", ", ".join(dict.fromkeys(unknown))[:160])
        )
    if row.has("stage"):
        stage = STAGES.get(" ".join(words(row.get("stage"))))
        if stage:
            draft["stage"] = stage
        else:
            row.doubt("stage", Doubt("word-unknown", row.get("stage")[:60]))


def _without_forms(text: str) -> str:
    """The list without words that only name a form."""
    return ", ".join(word for word in split_list(text) if KINDS.get(fold_phrase(word)) not in _NO_THEME)


def fill_ages(row: Row, draft: dict[str, Any]) -> None:
    """Ages, school groups, school types and audience."""
    groups: list[str] = []
    audience: list[str] = []
    types: list[str] = []
    age: dict[str, int] = {}
    if row.has("ageMin") or row.has("ageMax"):
        bounds = read_age_bounds(row.get("ageMin"), row.get("ageMax"))
        age = bounds.to_wire()
        row.doubt("ageMin" if row.has("ageMin") else "ageMax", *bounds.doubts)
    for target in ("age", "schoolGroups", "audience", "schoolTypes"):
        for entry in row.all(target):
            reading = _read_age_cell(target, entry.text)
            groups += reading.school_groups
            audience += reading.audience
            types += reading.school_types
            if not age and (target != "schoolGroups" or _holds_ages(entry.text)):
                age = reading.to_wire()
            row.note(reading.doubts, entry.column, entry.text)
    for name, found in (("schoolGroups", groups), ("audience", audience), ("schoolTypes", types)):
        if found:
            draft[name] = list(dict.fromkeys(found))
    if age:
        draft["age"] = age


def _read_age_cell(target: str, text: str) -> AgeReading:
    if target == "schoolGroups" and re.match(r"\s*\d", text) and not _holds_ages(text):
        return read_age(f"groep {text.strip()}")
    reading = read_age(text)
    if target in {"audience", "schoolTypes"}:
        kept = tuple(doubt for doubt in reading.doubts if doubt.code != "age-not-understood")
        return AgeReading(
            reading.min,
            reading.max,
            reading.min_months,
            reading.max_months,
            reading.school_groups,
            reading.audience,
            reading.school_types,
            kept,
        )
    return reading


def _holds_ages(text: str) -> bool:
    """`6 t/m 12` in a column of groups: there is no group above 8."""
    numbers = [int(number) for number in re.findall(r"\d{1,3}", text)]
    other_words = re.sub(r"t/?m|tot|en|jaar|jr|[\d\s.,/&+–-]", "", text.lower())
    return not other_words and max(numbers, default=0) > len(GROUPS)


def fill_money(row: Row, draft: dict[str, Any], default_per: str, tickets: Sequence[Row] = ()) -> None:
    """Cost, prices and free trial. Unknown stays unknown. tickets: rows with other prices of the same."""
    readings: list[MoneyReading] = []
    if tickets:
        readings.append(_read_tickets([row, *tickets]))
    for entry in () if tickets else row.all("price"):
        if entry.text.lower() in _SAYS_PAID:
            readings.append(MoneyReading(_SAYS_PAID[entry.text.lower()]))
            continue
        text = _with_unit(row, entry.text, entry.column)
        reading = read_money(text)
        row.note(reading.doubts, entry.column, entry.text)
        readings.append(reading)
    prices = [price for reading in readings for price in reading.prices] + _other_prices(row)
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


def add_counts(row: Row, draft: dict[str, Any]) -> None:
    """The number of lessons makes the price of a course comparable; places left belong to the only date."""
    if row.has("sessionsCount"):
        count = read_count(row.get("sessionsCount"))
        rules = draft.get("schedule", {}).get("rules", ())
        courses = [price for price in draft.get("prices", ()) if price["kind"] == "base" and price["per"] in _PER_ALL]
        if not count:
            row.doubt("sessionsCount", Doubt("not-number"))
        elif courses or _bound_series(rules, draft, count):
            for price in courses:
                price.setdefault("sessions", count)
            _bound_series(rules, draft, count)
        else:
            row.doubt("sessionsCount", Doubt("cell-not-used"))
    elif counted := _LESSONS.search(row.get("schedule").lower()):
        _bound_series(draft.get("schedule", {}).get("rules", ()), draft, int(counted[1]))
    if row.has("placesLeft"):
        left, sessions = read_count(row.get("placesLeft")), draft.get("sessions", ())
        if left is None and says_full(row.get("placesLeft")):
            return
        if left is None:
            row.doubt("placesLeft", *_doubt_number(row.get("placesLeft")))
        elif len(sessions) == 1:
            sessions[0]["placesLeft"] = left
        elif not any("placesLeft" in session for session in sessions):
            row.doubt("placesLeft", Doubt("cell-not-used"))


def _doubt_number(text: str) -> tuple[Doubt, ...]:
    return () if " ".join(words(text)) in _NO_NUMBER else (Doubt("not-number"),)


def _bound_series(rules: Sequence[dict[str, Any]], draft: dict[str, Any], count: int) -> bool:
    """Ten lessons from a known first day end by themselves."""
    if len(rules) != 1 or "from" not in draft.get("season", {}):
        return False
    rule = rules[0].get("rrule", "")
    if rule and "UNTIL" not in rule and "COUNT" not in rule:
        rules[0]["rrule"] = f"{rule};COUNT={min(count, 400)}"
    return True


def _with_unit(row: Row, text: str, column: str) -> str:
    """A bare amount takes the unit of its own column (`per half day`) or of its header (`Prijs per les`)."""
    currency = row.get("currency")
    if currency and currency.upper() not in {"EUR", "€"} and re.fullmatch(r"[\d.,]+", text):
        text = f"{text} {currency}"
    unit = row.get("priceUnit")
    if unit and unit.lower() not in text.lower():
        return f"{text} {unit}" if unit.lower().startswith(("per", "a ", "/")) else f"{text} per {unit}"
    found = re.search(r"\bper (?:les|keer|maand|jaar|seizoen|kwartaal|dag|week|cursus|persoon|uur)\b", column.lower())
    return f"{text} {found.group()}" if found and re.fullmatch(r"[€\d.,\s-]+", text) else text


def _other_prices(row: Row) -> list[Price]:
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
            per = "once" if kind != "reduced" else price.per
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


def fill_image(row: Row, draft: dict[str, Any]) -> None:
    """A picture by its web address."""
    if not row.has("image"):
        return
    url = read_url(row.get("image"))
    if url is None:
        row.doubt("image", Doubt("not-url"))
        return
    image: dict[str, Any] = {"url": url}
    if alt := row.get("imageAlt"):
        image["alt"] = alt[:2_000]
    if credit := row.get("imageCredit"):
        image["creator"] = credit[:300]
    draft["image"] = image
