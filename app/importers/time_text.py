"""Days and times in human words: `elke woensdag van 14.00 tot 15.30 uur`, `za 21 november 2026 14.00 uur`.

The text becomes slots: days (weekdays or dates) with the times on them. Nothing is made up: what is assumed (a year,
the afternoon) is doubted aloud, and words that are not understood stay words.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from zoneinfo import ZoneInfo

from app.importers.date_text import DateOrder
from app.importers.notes import Doubt
from app.importers.time_parser import Parser
from app.importers.time_phrases import (
    leave_out_doors,
    leave_out_zone,
    take_excluded,
    write_between,
    write_spoken_clocks,
)
from app.importers.time_slots import Slot
from app.importers.time_tokens import AMSTERDAM, tokenize
from app.importers.time_words import (
    AFTER_SCHOOL,
    ALSO_IN_HOLIDAYS,
    DURING_SCHOOL,
    EVEN_WEEKS,
    EVERY_OTHER,
    EVERY_SO_MANY,
    EXCEPT_DAYS,
    HOLIDAYS,
    IN_HOLIDAYS_ONLY,
    NO_TIMES,
    NOT_IN_HOLIDAYS,
    OF_THE_MONTH,
    SO_MANY,
    SUMMER,
    WEEKDAYS,
    WINTER,
)

MAX_LENGTH = 3_000
_DAYS = frozenset({"date", "short"})
_FRIDAY = re.compile(r"\bvrij(?=\.?,?\s?\d{1,2}[.:u])")
"""`vrij. 18u00` is Friday, `vrij entree` is not."""
_DURATION = re.compile(
    r"\b(?:duur|duurt|duration|lestijd|lesduur)\W{0,3}(?:ca\.? |circa |ongeveer "
    r")?(?P<n1>\d{1,3}(?:[.,]\d)?)\s?(?P<u1>uur|uren|u\b|hours?|min\w{0,6})"
    r"|\b(?P<n2>\d{1,3}(?:[.,]\d)?)\s?(?P<u2>uur|uren|hours?|min\w{0,6})\s(?:per (?:week|keer|"
    r"les|dag|training|sessie)|lang|durend\w?|long)"
    r"|(?P<n3>\b\d{2,3})\s?(?P<u3>min(?:uten|utes|\.)?)\b|(?P<n4>\b\d,5)\s?(?P<u4>uur|hours?)"
)


@dataclass(frozen=True, slots=True)
class TimeReading:
    """What a text says about time. `parity`: 0 even weeks, 1 odd weeks. `interval`: 2 = every other week.
    `excluded`: days it does not take place. `is_holiday_only`: in school holidays and no other weeks."""

    slots: tuple[Slot, ...] = ()
    season_from: date | None = None
    season_to: date | None = None
    interval: int = 1
    parity: int | None = None
    runs_in_holidays: str | None = None
    school_time: str | None = None
    minutes: int | None = None
    is_monthly: bool = False
    excluded: tuple[date, ...] = ()
    is_holiday_only: bool = False
    doubts: tuple[Doubt, ...] = ()


@lru_cache(maxsize=2_048)
def read_times(
    text: str, today: date, order: DateOrder = DateOrder.DAY_FIRST, zone: ZoneInfo = AMSTERDAM
) -> TimeReading:
    """The slots in a text; `today` decides which year is meant when none is written. An empty text says nothing."""
    lower = " ".join(text.lower().replace("\u00a0", " ").replace("\n", " ; ").split())[:MAX_LENGTH]
    if not lower or lower in {"-", "--", "?", "n.v.t.", "nvt", "n/a", "onbekend", "x"}:
        return TimeReading()
    minutes, plain = _take_duration(_FRIDAY.sub("vrijdag", lower))
    spelled = leave_out_zone(write_between(write_spoken_clocks(plain)))
    free = EXCEPT_DAYS.search(spelled)
    spelled = spelled if free is None else f"{spelled[: free.start()]} {spelled[free.end() :]}"
    kept, days = take_excluded(spelled)
    excluded = _read_days(days, today, order, zone)
    tokens = tokenize(leave_out_doors(kept if excluded else spelled), today, order, zone)
    parser = Parser(tokens.items, tokens.doubts)
    parser.run()
    parity = EVEN_WEEKS.search(lower)
    is_monthly = OF_THE_MONTH.search(lower) is not None
    slots = tuple(slot if is_monthly or not slot.nth else replace(slot, nth=[]) for slot in parser.slots)
    if free is not None:
        slots = _without_days(slots, free["days"])
    if len(slots) > 1 and SUMMER.search(lower) and WINTER.search(lower):
        slots, parser.season_from, parser.season_to = (), None, None  # which times hold when is not said in dates
        parser.doubts.append(Doubt("time-not-understood"))
    school_time = "during" if DURING_SCHOOL.search(lower) else "outside" if AFTER_SCHOOL.search(lower) else None
    holidays = _read_holidays(lower)
    doubts = list(parser.doubts)
    says_something = holidays or school_time or NO_TIMES.search(lower) or parser.season_from or parser.season_to
    if not slots and not doubts and not says_something and not minutes:
        doubts.append(Doubt("time-not-understood"))
    return TimeReading(
        slots=slots,
        season_from=parser.season_from,
        season_to=parser.season_to,
        interval=2 if EVERY_OTHER.search(lower) or parity else _read_interval(lower),
        parity=None if parity is None else int(bool(parity[1] or parity[2])),
        runs_in_holidays=holidays,
        school_time=school_time,
        minutes=minutes,
        is_monthly=is_monthly,
        excluded=(*excluded, *parser.excluded),
        is_holiday_only=holidays == "yes" and _is_holiday_only(lower),
        doubts=tuple(dict.fromkeys(doubts)),
    )


def _read_days(text: str, today: date, order: DateOrder, zone: ZoneInfo) -> tuple[date, ...]:
    items = tokenize(text, today, order, zone).items
    days = (token.value[2] if token.kind == "short" else token.value for token in items if token.kind in _DAYS)
    return tuple(day for day in days if day is not None)


def _without_days(slots: tuple[Slot, ...], named: str) -> tuple[Slot, ...]:
    """`dagelijks behalve maandag`: what is left of the days; a slot of no other days is left as it is."""
    free = {WEEKDAYS[word] for word in re.findall(r"[a-z]+", named) if word in WEEKDAYS}
    kept = ((slot, [day for day in slot.weekdays if day not in free]) for slot in slots)
    return tuple(replace(slot, weekdays=days) if days else slot for slot, days in kept)


def _read_interval(lower: str) -> int:
    found = EVERY_SO_MANY.search(lower)
    said = next(filter(None, found.groups()), "1") if found else "1"
    return SO_MANY.get(said) or int(said)


def _is_holiday_only(lower: str) -> bool:
    return IN_HOLIDAYS_ONLY.search(lower) is not None and ALSO_IN_HOLIDAYS.search(lower) is None


def _read_holidays(lower: str) -> str | None:
    if NOT_IN_HOLIDAYS.search(lower):
        return "no"
    if not HOLIDAYS.search(lower):
        return None
    return "yes" if ALSO_IN_HOLIDAYS.search(lower) or re.search(r"\b(?:in|tijdens|during)\b", lower) else "some"


def _take_duration(lower: str) -> tuple[int | None, str]:
    """How long it takes, in minutes, and the text without it: `1 uur per week` is no clock time."""
    found = _DURATION.search(lower)
    if found is None:
        return None, lower
    number = found["n1"] or found["n2"] or found["n3"] or found["n4"]
    unit = found["u1"] or found["u2"] or found["u3"] or found["u4"]
    minutes = round(float(number.replace(",", ".")) * (1 if unit.startswith("min") else 60))
    return (minutes if 5 <= minutes <= 720 else None), _DURATION.sub(" ", lower)
