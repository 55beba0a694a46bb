"""What the reading of times needs to know of a table: today, the zone, and the order of day and month in its dates."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.errors import Fault
from app.importers.date_text import DateOrder, OrderFound, find_order, find_order_of_spans, read_numeric
from app.importers.headers import Columns, fold_header
from app.importers.notes import Cell, Doubt, write_note
from app.importers.reading import ReadContext
from app.importers.table_cells import read_date_cell
from app.importers.table_rows import RawRow
from app.importers.time_text import TimeReading, read_times

_DATE_TARGETS = frozenset({"date", "endDate", "start", "end"})
_BOTH_WAYS = re.compile(r"(?<!\d)(0?[1-9]|1[0-2])/(0?[1-9]|1[0-2])/(?:\d{4}|\d{2})(?!\d)")
_CLOCK_TARGETS = frozenset({"date", "start", "startTime", "time"})
_AM_PM = re.compile(r"\d\s?[ap]\.?m\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Clockwork:
    """What the reading of times needs to know beside the row. `order`: of day and month in this file."""

    today: date
    zone: ZoneInfo
    order: OrderFound

    def read(self, text: str) -> TimeReading:
        """A free text about time."""
        return read_times(text, self.today, self.order.order, self.zone)

    def read_dates(self, text: str) -> TimeReading:
        """A cell of dates."""
        return read_date_cell(text, self.today, self.order.order, self.zone)


def make_clockwork(columns: Columns, rows: Sequence[RawRow], context: ReadContext) -> Clockwork:
    """What today is, the zone, and the order of day and month that the dates of the table show."""
    places = [at for at, target in enumerate(columns.targets) if target in _DATE_TARGETS]
    texts = (row.cells[at] for row in rows for at in places if at < len(row.cells) and row.cells[at])
    default = DateOrder.MONTH_FIRST if _is_american(columns, rows) else DateOrder.DAY_FIRST
    try:
        zone = ZoneInfo(context.timezone)
    except (ZoneInfoNotFoundError, ValueError):
        zone = ZoneInfo("Europe/Amsterdam")
    today = context.now.astimezone(zone).date() if context.now.tzinfo else context.now.date()
    order = find_order(texts, default)
    return Clockwork(today, zone, order if order.is_sure else find_order_of_spans(_list_spans(columns, rows), order))


def _list_spans(columns: Columns, rows: Sequence[RawRow]) -> Iterator[tuple[str, str]]:
    """The first and last date of each row that has both."""
    for pair in (("date", "endDate"), ("start", "end")):
        if not set(pair) <= set(columns.targets):
            continue
        first, last = (columns.targets.index(target) for target in pair)
        yield from ((row.cells[first], row.cells[last]) for row in rows if max(first, last) < len(row.cells))


def order_note(columns: Columns, rows: Sequence[RawRow], clockwork: Clockwork) -> tuple[Fault, ...]:
    """Once for the file: the first date with slashes that can be read both ways, when no other date decides."""
    if clockwork.order.is_sure:
        return ()
    places = [at for at, target in enumerate(columns.targets) if target in _DATE_TARGETS]
    for row in rows:
        for at in places:
            found = _BOTH_WAYS.search(row.cells[at]) if at < len(row.cells) else None
            if found is not None and found[1] != found[2]:
                day = read_numeric(found.group(), clockwork.order.order)
                doubt = Doubt("date-order-assumed", f"{found.group()} = {day}")
                return (write_note(doubt, Cell(row.line, columns.names[at], row.cells[at], row.sheet)),)
    return ()


def _is_american(columns: Columns, rows: Sequence[RawRow]) -> bool:
    """WordPress calendars write 11/19/2014 with slashes; a US state or a clock of twelve hours says the same."""
    names = {fold_header(name) for name in columns.names}
    is_wordpress = bool(names & {"event start date", "event startdate"}) and "event name" in names
    is_from_there = is_wordpress or bool(names & {"state", "zip code", "venue state"})
    dates, times = (
        [at for at, target in enumerate(columns.targets) if target in wanted]
        for wanted in ({"date", "start"}, _CLOCK_TARGETS)
    )
    seen = rows[:50]
    has_slash = any("/" in row.cells[at] for row in seen for at in dates if at < len(row.cells))
    is_twelve = any(_AM_PM.search(row.cells[at] or "") for row in seen for at in times if at < len(row.cells))
    return has_slash and (is_from_there or is_twelve)
