"""Ages and school groups in human words, Dutch and English: `8 t/m 12 jaar`, `groep 5-8`, `18 maanden tot 4 jaar`.

Completed years, inclusive. `tot 12 jaar` stops at 11 (DESIGN 3, Age); `8 - 12`, `t/m 12`, `max. 12` and English
`8 to 12` and `up to 12` include 12. School groups stay groups: the catalogue finds them by age itself.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from app.importers.age_groups import take_groups
from app.importers.age_words import (
    ALL_AGES,
    AUDIENCE,
    NOTHING,
    SCHOOL_TYPES,
    VAGUE,
    WORDS,
)
from app.importers.notes import Doubt

MAX_YEARS = 100
MAX_LENGTH = 1_000
_ENGLISH = re.compile(r"\b(?:ages?|aged|years?|yrs?|yo|under|over|up to|and over|and up|months?|older|grade|through)\b")
_UNIT = r"(?:jaar|jarigen?|jr|j|years?(?: olds?)?|yrs?|y\.?o\.?|y|maanden|maand|mnd|mths?|months?|m|weken|weeks?|wk)"
_AGE = rf"(\d{{1,3}}(?:[.,]5|½| ?1/2)?)(?:\s?-?\s?({_UNIT})\b\.?)?"
_TILL = r"\s?(?:-|–|—|/|t/?m|t\.?e\.?m\.?|t\.?/?m\.?|tot en met|tot & met|tot|until|till|to|through|à|a|en|and|of|>)\s?"
_RANGE = re.compile(
    rf"(?P<between>tussen (?:de )?|between )?(?<![\d.,]){_AGE}\s?\+?(?P<till>{_TILL}){_AGE}(?![\d])(?P<open>\s?\+)?"
)
_FROM = re.compile(
    rf"(?<![\w.,])(?:vanaf|v\.?a\.?|van|min(?:imaal|imum|\.)?|minimumleeftijd|from|ages?|aged|"
    rf">=?|≥|over|boven de|boven|ouder dan|older than|at least)\s?:?\s?(?:de )?(?:leeftijd van "
    rf"|groep )?{_AGE}"
)
_UP_TO = re.compile(
    rf"(?<![\w.,])(?P<word>t/?m|t\.?e\.?m\.?|tot en met|tot|max(?:imaal|imum|\.)?|up to(?: and "
    rf"including)?|until|under|onder de|onder|jonger dan|younger than|below|<=?|"
    rf"≤)\s?:?\s?(?:de )?(?:leeftijd van )?{_AGE}"
)
_PLUS = re.compile(
    rf"(?<![\d.,]){_AGE}\s?(?:\+|plus\b|en ouder|of ouder|e\.?o\.?\b|and (?:over|up|older|"
    rf"above)|or older|and upwards|jaar en ouder|>)"
)
_AND_UNDER = re.compile(rf"(?<![\d.,]){_AGE}\s?(?:en|of|and|or) (?:jonger|under|younger)")
_LIST = re.compile(rf"(?<![\d.,-])((?:\d{{1,2}}\s?[,/]\s?)+\d{{1,2}}\s?(?:en|of|&|and|or)?\s?\d{{0,2}})\s?({_UNIT})?\b")
_SINGLE = re.compile(rf"(?<![\d.,:/-]){_AGE}(?![\d:/]|[.,]\d|\s?[-–]\s*$)")
"""`18-` is under 18 to some and from 18 to others, so it says nothing."""
_SPREADSHEET_DATE = re.compile(
    r"(?:(\d{1,2})[- ](jan|feb|mrt|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec)\.?(?:[- "
    r"]\d{2,4})?|\d{4}-(\d{2})-(\d{2})(?:[t ]00:00(?::00)?)?)"
)
_GUIDED = re.compile(
    r"\([^()]{0,120}(?:begeleid|accompan|volwassene)[^()]{0,120}\)|[,.;][^,"
    r".;()]{0,120}(?:begeleid|accompan)[^,.;()]{0,120}"
)
"""`(kinderen onder de 8 met begeleiding)` bounds nobody's age."""
_TEAM = re.compile(r"\b(?:u|jo|mo|o)\s?-?(\d{1,2})(?:-\d|s)?\b")
"""`JO12`, `U12`: teams of children below that age."""
_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_MONTHS_EN = {"mar": 3, "may": 5, "oct": 10}
_ZERO = re.compile(r"(?:0|0[.,]0+)")
Bounds = tuple[int | None, int | None]
"""First and last month of life, inclusive; None is open."""


@dataclass(frozen=True, slots=True)
class AgeReading:
    """What a text says about who may join. Months are set beside years when the years do not say it all."""

    min: int | None = None
    max: int | None = None
    min_months: int | None = None
    max_months: int | None = None
    school_groups: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    school_types: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    def to_wire(self) -> dict[str, int]:
        """The member `age`; what is open or unknown is left out."""
        pairs = {"min": self.min, "max": self.max, "minMonths": self.min_months, "maxMonths": self.max_months}
        return {name: value for name, value in pairs.items() if value is not None}


@lru_cache(maxsize=4_096)
def read_age(text: str) -> AgeReading:
    """The ages in a text. An empty text, a dash or `n.v.t.` says nothing and gives no doubt."""
    lower = " ".join(text.lower().replace("\u00a0", " ").replace("’", "'").split())[:MAX_LENGTH]
    if not lower or NOTHING.fullmatch(lower):
        return AgeReading()
    if found := _SPREADSHEET_DATE.fullmatch(lower):
        return _read_mangled(found)
    audience = tuple(name for name, pattern in AUDIENCE if pattern.search(lower))
    types = tuple(name for name, pattern in SCHOOL_TYPES if pattern.search(lower))
    groups, rest = take_groups(_GUIDED.sub(" ", lower))
    doubts: list[Doubt] = []
    spans = _meet(list(_find_bounds(rest, doubts)))
    if not spans and not groups:
        spans, groups, is_sure = _read_words(rest)
        if spans and not is_sure:
            doubts.append(Doubt("age-rounded"))
    if not spans and not groups and ALL_AGES.search(lower):
        spans = [(0, None)]
    if not spans and not groups and not doubts and not (VAGUE.search(lower) or audience or types):
        doubts.append(Doubt("age-not-understood"))
    return _conclude(spans, groups, audience, types, doubts)


def _meet(spans: list[Bounds]) -> list[Bounds]:
    """`minimaal 8, maximaal 14 jaar` is one range; other ages beside each other are added up."""
    low, high = (next((span[at] for span in spans if span[1 - at] is None), None) for at in (0, 1))
    return [(low, high)] if len(spans) == 2 and low is not None and high is not None and low <= high else spans


def read_age_bounds(low: str, high: str) -> AgeReading:
    """The ages of two columns, youngest and oldest; a highest of 0 or above 100 counts as open."""
    doubts: list[Doubt] = []
    first = _read_bound(low, doubts)
    last = _read_bound(high, doubts)
    if first is not None and first > MAX_YEARS * 12 + 11:
        doubts.append(Doubt("age-out-of-range"))
        first = None
    if last is not None and (last > MAX_YEARS * 12 or (last == 0 and first not in {None, 0})):
        last = None
    top = None if last is None else last + 11 if last % 12 == 0 else last
    spans: list[Bounds] = [] if first is None and top is None else [_ordered(first, top, doubts)]
    return _conclude(spans, (), (), (), doubts)


def _read_bound(text: str, doubts: list[Doubt]) -> int | None:
    word = text.strip().lower()
    word = word.removesuffix(",0").removesuffix(".0")
    if not word or NOTHING.fullmatch(word):
        return None
    if _ZERO.fullmatch(word):
        return 0
    found = re.fullmatch(rf"\D{{0,12}}{_AGE}\s?\+?\.?", word)
    months = _to_months(found[1], found[2]) if found else None
    if months is None or months > (MAX_YEARS + 100) * 12:
        doubts.append(Doubt("age-not-understood"))
        return None
    return months


def _read_mangled(found: re.Match[str]) -> AgeReading:
    """`8-12` becomes 8 December in a spreadsheet: day and month are the two ages, the lower first."""
    if found[1]:
        month = _MONTHS_EN.get(found[2]) or _MONTHS.index(found[2]) + 1
        pair = sorted((int(found[1]), month))
    else:
        pair = sorted((int(found[3]), int(found[4])))
    return AgeReading(pair[0], pair[1], doubts=(Doubt("age-was-date", f"{pair[0]} t/m {pair[1]}"),))


def _find_bounds(text: str, doubts: list[Doubt]) -> Iterator[Bounds]:
    """Every age or range in the text, the most telling form first; what is taken is taken out."""
    is_english = _ENGLISH.search(text) is not None
    for match in _take(_TEAM, text):
        yield from _bounded([(None, max(0, int(match[1]) * 12 - 1))], doubts)
        text = text.replace(match.group(), " | ", 1)
    for match in _take(_LIST, text):
        numbers = [int(number) for number in re.findall(r"\d+", match[1])]
        if len(numbers) > 2 or "/" in match[1]:
            yield from _bounded([_ordered(min(numbers) * 12, max(numbers) * 12 + 11, doubts)], doubts)
            text = text.replace(match.group(), " | ", 1)
    for match in _take(_RANGE, text):
        yield from _bounded([_range_of(match, is_english, doubts)], doubts)
        text = text.replace(match.group(), " | ", 1)
    for pattern, make in ((_PLUS, _plus_of), (_AND_UNDER, _under_of), (_UP_TO, _up_to_of), (_FROM, _from_of)):
        for match in _take(pattern, text):
            yield from _bounded([make(match)], doubts)
            text = text.replace(match.group(), " | ", 1)
    if "|" in text:
        return
    for match in _take(_SINGLE, text):
        months = _to_months(match[1], match[2])
        yield from _bounded([(months, _last_month(match[1], match[2]))], doubts)
        return


def _take(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    return list(pattern.finditer(text))


def _bounded(spans: list[Bounds], doubts: list[Doubt]) -> Iterator[Bounds]:
    for low, high in spans:
        if (low or 0) > MAX_YEARS * 12 + 11 or ((high or 0) > MAX_YEARS * 12 + 11 and low is None):
            doubts.append(Doubt("age-out-of-range"))
        else:
            yield low, None if high is not None and high > MAX_YEARS * 12 + 11 else high


def _to_months(number: str, unit: str | None) -> int:
    halves = any(mark in number for mark in (",5", ".5", "½", "1/2"))
    whole = int(re.match(r"\d+", number).group())  # type: ignore[union-attr]
    if unit and unit[0] == "w":
        return whole * 12 // 52
    if unit and unit[0] == "m":
        return whole
    return whole * 12 + (6 if halves else 0)


def _last_month(number: str, unit: str | None) -> int:
    """The last month of that age: 12 years runs to the eve of turning thirteen, 18 months is one month."""
    months = _to_months(number, unit)
    return months + 11 if months % 12 == 0 and not (unit and unit[0] in "mw") else months


def _range_of(match: re.Match[str], is_english: bool, doubts: list[Doubt]) -> Bounds:
    low_number, low_unit, till, number, unit = match[2], match[3], match["till"].strip(), match[5], match[6]
    low = _to_months(low_number, low_unit or unit)
    if match["open"]:
        return low, None
    if till == "tot" and not match["between"] and not is_english:
        return _ordered(low, max(low, _to_months(number, unit) - 1), doubts)
    return _ordered(low, _last_month(number, unit), doubts)


def _ordered(low: int | None, high: int | None, doubts: list[Doubt]) -> Bounds:
    if low is not None and high is not None and high < low:
        doubts.append(Doubt("age-swapped"))
        return high // 12 * 12, low + 11 if low % 12 == 0 else low
    return low, high


def _plus_of(match: re.Match[str]) -> Bounds:
    return _to_months(match[1], match[2]), None


def _under_of(match: re.Match[str]) -> Bounds:
    return None, _last_month(match[1], match[2])


def _up_to_of(match: re.Match[str]) -> Bounds:
    word = match["word"]
    is_exclusive = word in {"tot", "under", "onder", "onder de", "jonger dan", "younger than", "below", "<"}
    if is_exclusive:
        return None, max(0, _to_months(match[2], match[3]) - 1)
    return None, _last_month(match[2], match[3])


def _from_of(match: re.Match[str]) -> Bounds:
    months = _to_months(match[1], match[2])
    is_exclusive = re.match(r"boven|ouder dan|older than|>(?!=)", match.group())
    is_exact = re.match(r"ages?|aged", match.group())
    if is_exact:
        return months, _last_month(match[1], match[2])
    return (months + 12 if is_exclusive else months), None


def _read_words(text: str) -> tuple[list[Bounds], tuple[str, ...], bool]:
    spans: list[Bounds] = []
    groups: list[str] = []
    is_sure = True
    for pattern, years, names, sure in WORDS:
        if pattern.search(text):
            text = pattern.sub(" ", text)
            groups += names
            is_sure = is_sure and sure
            if years is not None:
                spans.append((years[0] * 12, None if years[1] is None else years[1] * 12 + 11))
    return spans, tuple(dict.fromkeys(groups)), is_sure


def _conclude(
    spans: list[Bounds], groups: tuple[str, ...], audience: tuple[str, ...], types: tuple[str, ...], doubts: list[Doubt]
) -> AgeReading:
    low = high = None
    if spans:
        ordered = sorted(spans, key=lambda span: span[0] or 0)
        reach = ordered[0][1]
        for start, stop in ordered[1:]:
            if reach is not None and (start or 0) > reach + 12:
                doubts.append(Doubt("age-gap"))
            reach = None if reach is None or stop is None else max(reach, stop)
        low = None if any(span[0] is None for span in spans) else ordered[0][0]
        high = reach
    has_low_months = low is not None and low % 12 != 0
    has_high_months = high is not None and high % 12 != 11
    return AgeReading(
        min=None if low is None else low // 12,
        max=None if high is None else high // 12,
        min_months=low if has_low_months else None,
        max_months=high if has_high_months else None,
        school_groups=groups,
        audience=audience,
        school_types=types,
        doubts=tuple(dict.fromkeys(doubts)),
    )
