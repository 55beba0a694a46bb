"""Dates in human words: `21-11-2026`, `za 21 nov`, `7, 14 en 21 november 2026`, `November 21st, 2026`, Excel serials.

`DateOrder` settles 11/10/2014 for a whole column: one date that can be read in one way only decides for all.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.importers.time_words import MONTHS

FIRST_YEAR, LAST_YEAR = 1990, 2099
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_TH = r"(?:\s?(?:e|ste|de|st|nd|rd|th))?"
_DATED = (
    rf"(?:\s?en met)?\s?(?:(?:ma|di|wo|do|vr|za|zo)[a-z]{{0,8}}\s)?\d{{1,2}}{_TH}\s"
    rf"(?:{_MONTH})\b\.?\s'?(?:20)?\d\d(?!\d)"
)
"""What makes the 26 of `1 sept 26 t/m 1 juni 27` a year."""
_YEAR = (
    r"(?:(?:\s|,|-|')\s?'?(?P<{0}>(?:19|20)\d\d|(?<!,)(?<!,\s)\d\d(?![\d.:uh/]|\s?(?:uur|u\b|h\b|am\b|pm\b|"
    rf"(?:-|–|tot|t/m)(?!{_DATED})|jaar|jr\b|x\b|keer|lessen|kinderen|(?:en\s|&\s?|,\s?)?(?:\d\d?\s)?(?:{_MONTH})\b))))?"
)
"""`15 januari, 12 februari` are two days and no January of 2012."""
ISO = (
    r"(?P<iso>(?:19|20)\d\d-\d{1,2}-\d{1,2})(?:[t "
    r"]\s?(?P<isotime>\d{1,2}:\d\d)(?::\d\d(?:\.\d{1,9})?)?(?P<isozone>z|"
    r"\s?[+-]\d\d:?\d\d(?!\d))?)?(?!\d)"
)
COMPACT = r"(?P<compact>(?:19|20)\d{6})(?:t(?P<compacttime>\d{4})(?:\d\d)?(?P<compactzone>z)?)?(?!\d)"
YEAR_FIRST = r"(?P<yf>(?:19|20)\d\d[/.]\d{1,2}[/.]\d{1,2})(?!\d)"
NUMERIC = r"(?P<numeric>\d{1,2}(?P<sep>[-/.])\d{1,2}(?P=sep)(?:(?:19|20)\d\d|'?\d\d))(?![\d:])"
DAY_MONTH = (
    rf"(?P<days>\d{{1,2}}{_TH}(?:\s?(?:,|/|&|\+|-|–|t/?m\s|tot en met\s|tot\s|en\s|and\s|of\s|"
    rf"to\s)\s?(?:(?:ma|di|wo|do|vr|za|zo)[a-z]{{0,8}}\s)?\d{{1,2}}{_TH}){{0,40}})[ "
    rf".-]{{0,2}}(?:of )?(?P<month>{_MONTH})\b\.?" + _YEAR.replace("{0}", "year")
)
MONTH_DAY = (
    rf"(?P<emonth>{_MONTH})\.?\s(?P<eday>\d{{1,2}}){_TH}(?![\d.:uh]|\s?(?:uur|am\b|pm\b))(?:,"
    rf"?\s(?P<eyear>(?:19|20)\d\d))?"
)
SHORT_NUMERIC = (
    r"(?P<short>\d{1,2}[-/]\d{1,2})(?![-/\d.:]|\s?(?:uur|u\b|h\b|[ap]\.?m\b|jaar|jr\b|jarigen|"
    r"x\b|lessen|personen|kinderen))"
)
EXCEL_DAY_ZERO = date(1899, 12, 30)
EXCEL_1904_DAY_ZERO = date(1904, 1, 1)
SHORT_DAYS = 28
"""Shorter than from any day of a month to the same day of the next."""
FIRST_SERIAL, LAST_SERIAL = 32_874, 73_050
"""Days of 1990 to 2099 as a spreadsheet counts them."""
_ANY_NUMERIC = re.compile(r"(?<![\d])(\d{1,2})[-/.](\d{1,2})[-/.](?:\d{4}|'?\d{2})(?!\d)")
_UNTIL = re.compile(r"-|–|t/?m|tot|to\s")
_BETWEEN_DAYS = re.compile(r",|/(?!m)|&|\+|\ben\b(?! met)|\band\b|\bof\b")
_SERIAL = re.compile(r"\d{5}(?:[.,]\d{1,12})?")


class DateOrder(StrEnum):
    """Which of the first two numbers is the day."""

    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"


@dataclass(frozen=True, slots=True)
class OrderFound:
    """The order of a column. `is_sure` False: no date decides, so the default is assumed."""

    order: DateOrder
    is_sure: bool


def find_order(texts: Iterable[str], default: DateOrder = DateOrder.DAY_FIRST) -> OrderFound:
    """The order in which a column writes day and month: the first number above 12 tells. Both ways: the default."""
    is_day_first = is_month_first = False
    for text in texts:
        for found in _ANY_NUMERIC.finditer(text):
            is_day_first |= int(found[1]) > 12 >= int(found[2])
            is_month_first |= int(found[2]) > 12 >= int(found[1])
    if is_day_first != is_month_first:
        return OrderFound(DateOrder.DAY_FIRST if is_day_first else DateOrder.MONTH_FIRST, True)
    return OrderFound(default, False)


def find_order_of_spans(spans: Iterable[tuple[str, str]], otherwise: OrderFound) -> OrderFound:
    """The order in which first and last dates lie close together: 12/05 to 12/06 is a weekend in December, no month.

    `otherwise` when no span tells, or they tell different things.
    """
    votes: set[DateOrder] = set()
    for first, last in spans:
        near = {order for order in DateOrder if _is_short(first, last, order)}
        votes |= near if len(near) == 1 else set()
    return OrderFound(votes.pop(), True) if len(votes) == 1 else otherwise


def _is_short(first: str, last: str, order: DateOrder) -> bool:
    found = [_ANY_NUMERIC.search(text or "") for text in (first, last)]
    days = [read_numeric(match.group(), order) for match in found if match]
    if len(days) != 2 or days[0] is None or days[1] is None:
        return False
    return 0 <= (days[1] - days[0]).days < SHORT_DAYS


def make_date(year: int, month: int, day: int) -> date | None:
    """The day, None when it does not exist or lies outside 1990 … 2099."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_numeric(text: str, order: DateOrder) -> date | None:
    """21-11-2026, 21/11/26, 11/21/2026 (month first only when the column says so or nothing else can be meant)."""
    first, second, year = (int(part.removeprefix("'")) for part in re.split(r"[-/.]", text))
    year += 2000 if year < 100 else 0
    day, month = (second, first) if order is DateOrder.MONTH_FIRST else (first, second)
    return make_date(year, month, day) or make_date(year, day, month)


def read_serial(text: str, is_1904: bool = False) -> datetime | None:
    """A day (with its time) as the number a spreadsheet keeps, None for other numbers."""
    if not _SERIAL.fullmatch(text.strip()):
        return None
    number = float(text.strip().replace(",", "."))
    if not FIRST_SERIAL <= number <= LAST_SERIAL:
        return None
    zero = EXCEL_1904_DAY_ZERO if is_1904 else EXCEL_DAY_ZERO
    minutes = round((number - int(number)) * 1_440)
    return datetime.combine(zero + timedelta(days=int(number)), datetime.min.time()) + timedelta(minutes=minutes)


def nearest_year(day: int, month: int, today: date, weekday: int | None = None) -> date | None:
    """The day without its year: the one with that weekday close by, else the first one not over a month ago."""
    nearby = [found for year in range(today.year - 1, today.year + 3) if (found := make_date(year, month, day))]
    if weekday is not None:
        fitting = [found for found in nearby if found.weekday() == weekday]
        if fitting:
            return min(fitting, key=lambda found: abs((found - today).days))
    return next((found for found in nearby if found >= today - timedelta(days=31)), None)


def expand_days(days: str) -> tuple[list[int], tuple[int, int] | None]:
    """`7, 14 en 21` as its days, and so `5 t/m 7 en 12 t/m 14`; `21 t/m 25` as the pair of a period."""
    numbers = [int(number) for number in re.findall(r"\d{1,2}", days)]
    if len(numbers) == 2 and _UNTIL.search(days):
        return [], (numbers[0], numbers[1])
    return list(_list_days(days)), None


def _list_days(days: str) -> Iterator[int]:
    """`5-12-19` is a list with hyphens; beside other marks a hyphen is until."""
    for part in _BETWEEN_DAYS.split(days) if _BETWEEN_DAYS.search(days) else [days]:
        numbers = [int(number) for number in re.findall(r"\d{1,2}", part)]
        is_until = len(numbers) == 2 and numbers[0] < numbers[1] and _UNTIL.search(part)
        yield from range(numbers[0], numbers[1] + 1) if is_until else numbers


def order_period(first: date, last: date) -> tuple[date, date]:
    """Two days without a written year as a period: `1 sept t/m 1 juni` is the school year that runs, not the next."""
    before = make_date(first.year - 1, first.month, first.day) if first > last else None
    return before or first, last
