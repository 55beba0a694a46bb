"""Dates, clocks and durations as cells of their own hold them: one value, in whatever way a spreadsheet wrote it."""

import re
from datetime import date, time
from zoneinfo import ZoneInfo

from app.importers.date_text import DateOrder, make_date, order_period, read_serial
from app.importers.notes import Doubt
from app.importers.time_slots import Slot, add_minutes
from app.importers.time_text import TimeReading, read_times
from app.importers.time_tokens import tokenize
from app.importers.time_words import MONTHS

_FRACTION = re.compile(r"0[.,]\d{1,15}")
_BARE_HOUR = re.compile(r"(\d{1,2})(?:[.,]([05])0?)?")
_COMPACT_CLOCK = re.compile(r"([01]?\d|2[0-3])([0-5]\d)")
_HOURS_MINUTES = re.compile(r"(\d{1,2}):([0-5]\d)(?::[0-5]\d)?")
_NUMBER = re.compile(r"(\d{1,3}(?:[.,]\d{1,2})?)\s?(uur|uren|u|h|hours?|hrs?|min\w{0,6}|minutes?|m|kwartier)?\b")
_COLON_PM = re.compile(r"(\d):([ap]m)\b")
"""`2:00:PM`, as EventON writes it."""
_EPOCH_STAMP = re.compile(r"1(?:899|900)-\d\d-\d\dt(\d\d:\d\d)")
_SHORT_DATES = re.compile(r"\d{1,2}[-/]\d{1,2}(?:\s?(?:,|;|&|en)\s?\d{1,2}[-/]\d{1,2})*")
_SHORT_RANGE = re.compile(r"(\d{1,2}[-/]\d{1,2})\s?(?:t/m|tot en met|tot|–)\s?(\d{1,2}[-/]\d{1,2})")
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_MONTH_RANGE = re.compile(
    rf"\b({_MONTH})\b\.?\s?((?:19|20)\d\d)?\s?(?:t/?m|tot en met|tot|-|–|to|until)\s?(?:eind |"
    rf"begin |half )?({_MONTH})\b\.?\s?((?:19|20)\d\d)?"
)


def read_clock(text: str) -> time | None:
    """A time of day: 14:00, 14.00 uur, 14u, 1400, 2 PM, 0.5833 of a day, 9. None when it is none."""
    lower = text.strip().lower().replace("\u00a0", " ")
    lower = _COLON_PM.sub(r"\1 \2", lower)
    if found := _EPOCH_STAMP.match(lower):
        lower = found[1]
    if _FRACTION.fullmatch(lower):
        return add_minutes(time(), round(float(lower.replace(",", ".")) * 1_440))
    if (found := _BARE_HOUR.fullmatch(lower)) and int(found[1]) < 24:
        return time(int(found[1]), 30 if found[2] == "5" else 0)
    if found := _COMPACT_CLOCK.fullmatch(lower):
        return time(int(found[1]), int(found[2]))
    tokens = tokenize(lower, date(2000, 1, 1), DateOrder.DAY_FIRST).items
    return next((token.value for token in tokens if token.kind == "clock"), None)


def read_minutes(text: str) -> int | None:
    """How long, in minutes: `60`, `1,5 uur`, `01:30`, `90 min`."""
    lower = text.strip().lower()
    if found := _HOURS_MINUTES.fullmatch(lower):
        minutes = int(found[1]) * 60 + int(found[2])
    elif found := _NUMBER.search(lower):
        number, unit = float(found[1].replace(",", ".")), found[2] or ""
        is_hours = unit[:1] in {"u", "h"} or (not unit and number <= 8)
        minutes = round(number * (60 if is_hours else 15 if unit == "kwartier" else 1))
    else:
        return None
    return minutes if 5 <= minutes <= 1_440 else None


def read_date_cell(text: str, today: date, order: DateOrder, zone: ZoneInfo) -> TimeReading:
    """The days of a cell that holds dates; numbers count as the days of a spreadsheet."""
    stamp = read_serial(text)
    if stamp is not None:
        clock = f"T{stamp:%H:%M}" if stamp.time() != time() else ""
        return read_times(f"{stamp:%Y-%m-%d}{clock}", today, order, zone)
    if found := _SHORT_RANGE.fullmatch(text.strip()):
        return _read_short_range(found[1], found[2], today, order)
    if _SHORT_DATES.fullmatch(text.strip()):
        return _read_short_dates(text, today, order)
    return read_times(re.sub(r"(\d)[t ]00:00(?::00)?(?:\.0+)?$", r"\1", text.strip().lower()), today, order, zone)


def _read_short_dates(text: str, today: date, order: DateOrder) -> TimeReading:
    """`9/12` in a column of dates is a day, whatever it may be in a text."""
    tokens = [token for token in tokenize(text, today, order).items if token.kind == "short"]
    days = [token.value[2] for token in tokens]
    if not days or None in days:
        return TimeReading(doubts=(Doubt("date-not-understood"),))
    return TimeReading((Slot(dates=days),), doubts=(Doubt("year-assumed", str(days[0].year)),))


def _read_short_range(first: str, last: str, today: date, order: DateOrder) -> TimeReading:
    """`14/1 t/m 4/2` from the first to the second, `1/9 t/m 1/6` in the school year that runs."""
    days = [day for slot in _read_short_dates(f"{first}, {last}", today, order).slots for day in slot.dates]
    if len(days) != 2:
        return TimeReading(doubts=(Doubt("date-not-understood"),))
    begin, end = order_period(*days)
    return TimeReading((Slot(period=(begin, end)),), doubts=(Doubt("year-assumed", str(begin.year)),))


def read_months(text: str, today: date) -> tuple[date, date] | None:
    """`september t/m juni`: the first and last day of these months, of the school year when no year is written."""
    found = _MONTH_RANGE.search(text.lower())
    if found is None:
        return None
    first, last = MONTHS[found[1]], MONTHS[found[3]]
    if found[4]:
        last_year = int(found[4])
        first_year = int(found[2]) if found[2] else last_year - (first > last)
    elif found[2]:
        first_year = int(found[2])
        last_year = first_year + (last < first)
    else:
        school_year = today.year if today.month >= 8 else today.year - 1
        first_year = school_year if first >= 8 or first > last else school_year + 1
        last_year = first_year + (last < first)
    begin = make_date(first_year, first, 1)
    end = next((day for number in (31, 30, 29, 28) if (day := make_date(last_year, last, number))), None)
    return (begin, end) if begin and end and begin <= end else None
