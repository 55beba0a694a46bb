"""The pieces of a text about time: dates, days, clock times, ordinals and the marks between them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from app.importers.date_text import (
    COMPACT,
    DAY_MONTH,
    ISO,
    MONTH_DAY,
    NUMERIC,
    SHORT_NUMERIC,
    YEAR_FIRST,
    DateOrder,
    expand_days,
    make_date,
    nearest_year,
    order_period,
    read_numeric,
)
from app.importers.notes import Doubt
from app.importers.time_words import DAY_SETS, MONTHS, ORDINALS, PARTS_OF_DAY, WEEKDAYS

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_DAY_NAMES = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
_CLOCK = (
    r"(?P<hour>\d{1,2})(?:(?:[:.](?P<minute>[0-5]\d)(?::[0-5]\d)?|"
    r"\s?[uh](?P<uminute>[0-5]\d))\s?(?P<unit>uur|u\b|h\b|hrs?\b|[ap]\.?\s?m\b\.?)?"
    r"|\s?(?P<unit2>uur|u\b|h\b|hrs?\b|o'clock|[ap]\.?\s?m\b\.?))(?!\d|[.:]\d)"
)
_TOKEN = re.compile(
    "|".join(
        (
            ISO,
            rf"(?<!\d){COMPACT}",
            rf"(?<![\d.,:]){YEAR_FIRST}",
            rf"(?<![\d.,:/]){NUMERIC}",
            rf"(?<![\d.,:/]){DAY_MONTH}",
            rf"\b{MONTH_DAY}",
            rf"(?P<dayset>\b(?:{'|'.join(sorted(DAY_SETS, key=len, reverse=True))})\b)",
            rf"(?P<nth>\b(?:{'|'.join(sorted(ORDINALS, key=len, reverse=True))})\b)",
            rf"\b(?P<weekday>{_DAY_NAMES})(?:-?(?P<part>{PARTS_OF_DAY}))?\b\.?",
            rf"(?<![\d.,:]){_CLOCK}",
            r"(?P<digital>(?<!\d)(?!(?:19|20)\d\d(?!\s?(?:uur|u\b|h\b)))(?:[01]\d|"
            r"2[0-3])[0-5]\d(?:(?=\s?(?:-|–|uur|u\b|h\b|hrs))|(?<=[-–]\d{4})(?!\d)|"
            r"(?<=[-–]\s\d{4})(?!\d)))",
            rf"(?<![\d.,:/-]){SHORT_NUMERIC}",
            r"(?P<number>(?<![\d.,:/])\d{1,2}(?![\d]|[.,]\d))",
            r"(?P<till>-|–|—|→|\btot en met\b|\bt/?m\b|\btot\b|\buntil\b|\btill?\b|\bto\b|\bthrough\b|>)",
            r"(?P<mark>[,;/&+|\n•]|\ben\b|\band\b|\bof\b)",
            r"(?P<noon>\b(?:12 uur 's middags|noon|middaguur)\b)",
            r"(?P<word>[^\W\d_]+)",
        )
    )
)

_DASHES = "-–—→>"
_HOURS_BEFORE = re.compile(r"(\d{1,2})\s?[-–]\s?(\d{1,2})\s?,\s?(?=\d)")
"""`elke dag 10-17, 25 december gesloten`: hours, and then a day."""
Group = Mapping[str, str | None]
"""What the pattern found, by the names of its parts."""


@dataclass(frozen=True, slots=True)
class Token:
    """One piece. `kind`: date, period, weekday, days, nth, clock, number, till, mark or word; `value` fits it."""

    kind: str
    value: Any
    text: str
    is_pm: bool | None = None
    has_year: bool = True


@dataclass(slots=True)
class Tokens:
    """The pieces of a text, and what is not sure about them."""

    items: list[Token]
    doubts: list[Doubt]


def tokenize(lower: str, today: date, order: DateOrder, zone: ZoneInfo = AMSTERDAM) -> Tokens:
    """Cuts a folded text up. Dates without a year lie near `today`; stamps with an offset become local in `zone`."""
    tokenizer = _Tokenizer(today, order, zone)
    items = _date_periods(list(tokenizer.run(lower)), tokenizer.doubts)
    return Tokens(_order_periods(_share_years(items, tokenizer.doubts)), tokenizer.doubts)


def _date_periods(items: list[Token], doubts: list[Doubt]) -> list[Token]:
    """`1-9 t/m 1-6` are days, for until is said in letters; `10-12` alone may be hours."""
    dated = list(items)
    for at, first in enumerate(items[:-2]):
        until = _until(items, at)
        if until is None or items[at + 1].text in _DASHES or (first.kind, items[until].kind) != ("short", "short"):
            continue
        last = items[until]
        if first.value[2] and last.value[2]:
            for place, token in ((at, first), (until, last)):
                dated[place] = replace(token, kind="date", value=token.value[2], has_year=False)
            doubts.append(Doubt("year-assumed", str(order_period(first.value[2], last.value[2])[0].year)))
    return dated


def _until(items: list[Token], at: int) -> int | None:
    """Where the second of `a t/m [weekday] b` stands; None when no until follows."""
    until = at + 2 + (at + 3 < len(items) and items[at + 2].kind == "weekday")
    return until if until < len(items) and items[at + 1].kind == "till" else None


def _order_periods(items: list[Token]) -> list[Token]:
    """The days of a period without years lie in their order."""
    for at, token in enumerate(items):
        until = _until(items, at)
        if until is None or token.has_year or items[until].has_year:
            continue
        if (token.kind, items[until].kind) == ("date", "date"):
            items[at] = replace(token, value=order_period(token.value, items[until].value)[0])
    return items


def _share_years(items: list[Token], doubts: list[Doubt]) -> list[Token]:
    """`28 nov, 5 en 12 dec 2026`: the year that is written holds for the dates before it."""
    if all(token.has_year for token in items):
        return items
    shared: list[Token] = []
    written: date | None = None
    for token in reversed(items):
        if token.kind == "date" and token.has_year:
            written = token.value
        elif token.kind == "date" and written is not None:
            year = written.year - ((token.value.month, token.value.day) > (written.month, written.day))
            if found := make_date(year, token.value.month, token.value.day):
                token = replace(token, value=found, has_year=True)  # noqa: PLW2901
        shared.append(token)
    doubts[:] = [doubt for doubt in doubts if doubt.code != "year-assumed"]
    assumed = [token.value.year for token in shared if not token.has_year]
    doubts.extend(Doubt("year-assumed", str(year)) for year in assumed[:1])
    return shared[::-1]


class _Tokenizer:
    """Makes tokens of what the pattern finds; remembers the weekday just read, which tells the year of a date."""

    def __init__(self, today: date, order: DateOrder, zone: ZoneInfo) -> None:
        self.doubts: list[Doubt] = []
        self._today = today
        self._order = order
        self._zone = zone
        self._weekday: int | None = None
        self._follows_days = False

    def run(self, lower: str) -> Iterator[Token]:
        """The tokens in order."""
        for found in _TOKEN.finditer(lower):
            for token in self._read(found.groupdict(), found.group()):
                yield token
                self._follows_days = token.kind in {"weekday", "days"}
                if token.kind == "weekday":
                    self._weekday = token.value
                elif token.kind != "mark":
                    self._weekday = None

    def _read(self, group: Group, text: str) -> Iterator[Token]:
        if group["iso"] or group["compact"]:
            return self._stamp(group, text)
        if group["yf"] or group["numeric"]:
            return self._day(self._numeric(group), text)
        if group["days"]:
            return self._listed_days(group, text)
        if group["emonth"]:
            return self._month_day(int(group["eday"] or 0), MONTHS[group["emonth"]], group["eyear"], text)
        if group["hour"] or group["digital"]:
            return _clock(group, text)
        return self._small(group, text)

    def _small(self, group: Group, text: str) -> Iterator[Token]:
        if name := group["dayset"]:
            yield Token("days", DAY_SETS[name], text)
        elif name := group["nth"]:
            yield Token("nth", ORDINALS[name], text)
        elif name := group["weekday"]:
            yield Token("weekday", WEEKDAYS[name], text)
        elif short := group["short"]:
            first, second = (int(part) for part in re.split(r"[-/]", short))
            day, month = (second, first) if self._order is DateOrder.MONTH_FIRST or second > 12 else (first, second)
            found = nearest_year(day, month, self._today, self._weekday) if 1 <= month <= 12 else None
            yield Token("short", (first, second, found), text)
        elif number := group["number"]:
            yield Token("number", int(number), text)
        elif group["noon"]:
            yield Token("clock", time(12), text)
        else:
            yield Token("till" if group["till"] else "mark" if group["mark"] else "word", text.strip(), text)

    def _numeric(self, group: Group) -> date | None:
        if written := group["yf"]:
            year, month, day = (int(part) for part in re.split(r"[/.]", written))
            return make_date(year, month, day)
        return read_numeric(group["numeric"] or "", self._order)

    def _day(self, found: date | None, text: str) -> Iterator[Token]:
        if found is None:
            self.doubts.append(Doubt("date-not-understood"))
        else:
            yield Token("date", found, text)

    def _stamp(self, group: Group, text: str) -> Iterator[Token]:
        written = group["iso"] or ""
        if compact := group["compact"]:
            written = f"{compact[:4]}-{compact[4:6]}-{compact[6:]}"
        year, month, day = (int(part) for part in written.split("-"))
        found = make_date(year, month, day)
        clock = group["isotime"] or group["compacttime"]
        if found is None or clock is None:
            yield from self._day(found, text)
            return
        hour, minute = (int(clock[:-2].rstrip(":")), int(clock[-2:]))
        if hour > 23 or minute > 59:
            yield from self._day(found, text)
            return
        moment = datetime.combine(found, time(hour, minute))
        if offset := group["isozone"] or group["compactzone"]:
            iso = "+00:00" if offset.strip() == "z" else f"{offset.strip()[:3]}:{offset.strip()[-2:]}"
            try:
                moment = (
                    datetime.fromisoformat(f"{moment:%Y-%m-%dT%H:%M}{iso}").astimezone(self._zone).replace(tzinfo=None)
                )
            except ValueError:
                self.doubts.append(Doubt("clock-not-understood"))
        yield Token("date", moment.date(), text)
        yield Token("clock", moment.time(), text)

    def _month_day(self, day: int, month: int, year: str | None, text: str) -> Iterator[Token]:
        if year:
            number = int(year)
            yield from self._day(make_date(number + 2000 if number < 100 else number, month, day), text)
            return
        found = nearest_year(day, month, self._today, self._weekday)
        if found is None:
            self.doubts.append(Doubt("date-not-understood"))
        else:
            self.doubts.append(Doubt("year-assumed", str(found.year)))
            yield Token("date", found, text, has_year=False)

    def _listed_days(self, group: Group, text: str) -> Iterator[Token]:
        month = MONTHS[group["month"] or ""]
        written = group["days"] or ""
        hours = _HOURS_BEFORE.match(written) if self._follows_days else None
        if hours and int(hours[1]) < int(hours[2]) <= 24:
            written = written[hours.end() :]
            yield Token("number", int(hours[1]), hours[1])
            yield Token("till", "-", "-")
            yield Token("number", int(hours[2]), hours[2])
            yield Token("mark", ",", ",")
        numbers, pair = expand_days(written)
        for number in (*numbers, *(pair or ())):
            yield from self._month_day(number, month, group["year"], text)
            if pair and number == pair[0]:
                yield Token("till", "t/m", "t/m")


def _clock(group: Group, text: str) -> Iterator[Token]:
    if digits := group["digital"]:
        yield Token("clock", time(int(digits[:2]), int(digits[2:])), text)
        return
    hour, minute = int(group["hour"] or 0), int(group["minute"] or group["uminute"] or 0)
    unit = (group["unit"] or group["unit2"] or "").replace(".", "").replace(" ", "")
    is_pm = True if unit == "pm" else False if unit == "am" else None
    if is_pm is not None and hour <= 12:
        hour = hour % 12 + 12 * is_pm
    if hour == 24 and minute == 0:
        yield Token("clock", time(23, 59), text)
    elif hour < 24:
        yield Token("clock", time(hour, minute), text, is_pm)
