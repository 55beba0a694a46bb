"""The amounts in a text about money, each with the words that belong to it."""

import re
from dataclasses import dataclass
from itertools import pairwise

from app.importers.money_words import FREE, NOT_FREE, UNITS

_CURRENCIES = {
    "€": "EUR",
    "eu": "EUR",
    "£": "GBP",
    "gb": "GBP",
    "po": "GBP",
    "$": "USD",
    "us": "USD",
    "do": "USD",
    "ch": "CHF",
    "zl": "PLN",
    "kr": "SEK",
}
_MARK = r"€|eur(?:o'?s?|os)?\b\.?|£|gbp\b|ponden\b|pounds?\b|\$|usd\b|dollars?\b|chf\b|zł|kr\b"
_DIGITS = (
    r"\d{1,3}(?:\.\d{3})+(?!\d)(?:,\d{1,2}(?!\d))?|\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d{1,2}(?!\d))?"
    r"|\d{1,7}(?:[.,]\d{1,2}(?!\d))?"
)
_AMOUNT = re.compile(
    rf"(?P<before>{_MARK})?\s{{0,3}}(?<![\w.,:/])(?P<digits>{_DIGITS})(?P<dash>\s?[,"
    rf".]\s?(?:-{{1,3}}|–|—|=|_)|-(?=\s|$))?"
    rf"(?!\d)\s{{0,2}}(?P<after>{_MARK}|cent\b|ct\b)?"
)
_NO_MONEY_AFTER = re.compile(
    r"\s{0,2}(?:[-/]?\s?(?:x\b|lessen|les\b|keer|maand|maanden|mnd|jaar|jr\b|jarigen?|weken|"
    r"week\b|uur|minuten|min\b|dagen|dag\b|kinderen|personen|deelnemers"
    r"|pers\b|bijeenkomsten|sessies|middagen|avonden|trainingen|workshops|ritten|strippen|"
    r"baden|beurten|lessons|sessions|classes|weeks|years?\b|months?"
    r"|hours?|people|kids|woensdagen|zaterdagen|maandagen|dinsdagen|donderdagen|vrijdagen|"
    r"zondagen|ochtenden|dagdelen|e\b|de\b|st\b|nd\b|th\b|ste\b|euro\s?pas)|%|\+|:\d|\.\d\d)"
)
_NO_MONEY_BEFORE = re.compile(
    r"(?:\bgroep(?:en)?|\bklas|\bt/m|\bleeftijd|\bjaar|\btel|\btelefoon|\bgeboren|\bu/m|\bnr\.?)\s{0,2}$"
)
_RANGE = re.compile(r"\s{0,2}(?:-|–|—|tot(?: en met)?|t/m|à|a|to|/)\s{0,2}")
_SPLIT = re.compile(r"[;\n&+|•·(]|\s[/–—-]\s|,\s|\.\s|\)\s?,?|\s(?:en|of|plus|and|or|daarna|anders)\s")
_YEARS_RANGE = re.compile(
    r"\s{0,2}(?:-|–|tot(?: en met)?|t/m|en|à)\s{0,2}\d{1,2}\s{0,2}(?:jaar|jr|jarig|lessen|keer|weken|personen|kinderen)"
)
_CLOCK_RANGE = re.compile(r"\d{1,2}[.:]\d\d\s{0,2}(?:uur\s{0,2})?(?:-|–|tot|t/m)\s{0,2}\d{1,2}[.:]\d\d")
WORDS = re.compile(r"[^\W\d_]{2,}")


@dataclass(slots=True)
class Item:
    """An amount or a word for free, with the words that belong to it."""

    start: int
    end: int
    cents: int | None
    most: int | None = None
    currency: str = "EUR"
    is_free_word: bool = False
    before: str = ""
    after: str = ""


def find_items(lower: str) -> list[Item]:
    """Amounts, ranges and words for free in a folded text, in order."""
    items = [item for found in _AMOUNT.finditer(lower) if (item := _item_of(lower, found)) is not None]
    if not NOT_FREE.search(lower):
        items += [Item(found.start(), found.end(), 0, is_free_word=True) for found in FREE.finditer(lower)]
    items.sort(key=lambda item: item.start)
    return _merge_ranges(lower, items)


def _item_of(lower: str, found: re.Match[str]) -> Item | None:
    mark, cents = found["before"] or found["after"] or "", _read_cents(found["digits"])
    has_decimals = re.search(r"[.,]\d{1,2}$", found["digits"]) is not None
    if found["after"] in {"cent", "ct"}:
        cents, mark = cents // 100, "€"
    if not mark and not found["dash"] and not _is_bare_amount(lower, found, has_decimals):
        return None
    start = found.start("before") if found["before"] else found.start("digits")
    return Item(
        start, found.end(), cents, currency=_CURRENCIES.get(mark[:2] if mark not in {"€", "£", "$"} else mark, "EUR")
    )


def _is_bare_amount(lower: str, found: re.Match[str], has_decimals: bool) -> bool:
    after, before = lower[found.end() :], lower[max(0, found.start("digits") - 24) : found.start("digits")]
    if _NO_MONEY_BEFORE.search(before) or _YEARS_RANGE.match(after):
        return False
    if has_decimals:
        around = lower[max(0, found.start("digits") - 14) : found.end() + 14]
        return not (_CLOCK_RANGE.search(around) or re.match(r"\s?(?:uur|u\b|h\b|am\b|pm\b)", after))
    if re.search(r"\btussen\s*$", before):
        return True
    return not _NO_MONEY_AFTER.match(after) and _is_price_position(lower, found)


def _is_price_position(lower: str, found: re.Match[str]) -> bool:
    """A bare whole number counts as money only when nothing else in the text does, or a unit or range follows it."""
    if not WORDS.search(lower):
        return len(found["digits"]) <= 5
    after = lower[found.end() : found.end() + 30]
    if any(pattern.match(after.lstrip(" ,")) for per, pattern in UNITS if per != "once") or _RANGE.match(after):
        return True
    return not re.search(r"[€£$]|\beuro?\b|\d[.,]\d\d\b|,-", lower)


def _read_cents(digits: str) -> int:
    whole, decimals = digits, ""
    if found := re.search(r"[.,](\d{1,2})$", digits):
        whole, decimals = digits[: found.start()], found[1]
    return int(whole.replace(".", "").replace(",", "")) * 100 + int(decimals.ljust(2, "0") or 0)


def _merge_ranges(lower: str, items: list[Item]) -> list[Item]:
    merged: list[Item] = []
    for item in items:
        last = merged[-1] if merged else None
        if last is not None and not (last.is_free_word or item.is_free_word) and last.most is None:
            gap = lower[last.end : item.start]
            is_between = "tussen" in lower[max(0, last.start - 10) : last.start] and gap.strip() in {"en", "and"}
            if (is_between or _RANGE.fullmatch(gap)) and (item.cents or 0) > (last.cents or 0):
                last.most, last.end = item.cents, item.end
                last.currency = item.currency if item.currency != "EUR" else last.currency
                continue
        merged.append(item)
    return merged


_ADDED = re.compile(r"\W*(?:met |en |exclusief |excl\.? |plus )?(?:waar)?borg|\W*(?:inschrijf|administratie|materiaal)")
_FOR_LESS = re.compile(r"\W*(?:met |voor )?(?:(?:\w{2,14})?pas\b|pashouders|stadspas|leden\b|lid\b|minima|korting)")
_RECURS = re.compile(r"\W*(?:per|p/|elke)\s?(?:les|keer|training|middag|dag|week|maand)\b")


def _labels_right(gap: str, behind: str, left: Item, right: Item) -> bool:
    """`€ 60 borg € 20`, `€ 3 Ooievaarspas: gratis`: the words name the amount behind them. What costs less is less, and
    what is paid each time is no fee of once. behind: what follows the right one."""
    if gap.rstrip().endswith(":"):
        return True
    if _ADDED.match(gap):
        return "materiaal" in gap or _RECURS.match(behind) is None
    return _FOR_LESS.match(gap) is not None and (right.cents or 0) < (left.cents or 0)


def share_words(lower: str, items: list[Item]) -> None:
    """Gives every amount the words before and after it that are its own."""
    items[0].before = lower[: items[0].start]
    items[-1].after = lower[items[-1].end :]
    is_label_first = bool(WORDS.search(items[0].before.replace("vanaf", "")))
    for left, right in pairwise(items):
        gap = lower[left.end : right.start]
        cuts = list(_SPLIT.finditer(gap))
        if not cuts and WORDS.search(gap) and _labels_right(gap, lower[right.end :][:24], left, right):
            right.before = gap
        elif cuts:
            left.after, right.before = gap[: cuts[-1].start() + (gap[cuts[-1].start()] == ")")], gap[cuts[-1].end() :]
        elif is_label_first:
            right.before = gap
        else:
            left.after = gap
