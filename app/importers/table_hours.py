"""Times and durations of a row in cells of their own."""

import re
from datetime import time

from app.importers.notes import Doubt
from app.importers.table_cells import read_clock, read_minutes
from app.importers.table_clockwork import Clockwork
from app.importers.table_rows import Row
from app.importers.time_slots import Span

NOTHING = frozenset({"-", "?", "n.v.t.", "nvt"})
_HOURS = re.compile(r"(\d{1,2})\s?(?:-|–|/|t/m|tot)\s?(\d{1,2})(?:\s?(?:uur|u|h)\.?)?")
_HOURS_AS_DATE = re.compile(r"\d{4}-(\d\d)-(\d\d)(?:T00:00)?")


def write_hours(row: Row) -> str:
    """`10-12` in a column of times is from ten to twelve, also where a spreadsheet has made 10 December of it."""
    text = row.get("time")
    if found := _HOURS.fullmatch(text):
        return f"{found[1]}.00-{found[2]}.00 uur" if int(found[1]) < int(found[2]) <= 24 else text
    if found := _HOURS_AS_DATE.fullmatch(text):
        month, day = int(found[1]), int(found[2])
        row.doubt("time", Doubt("clock-was-date", f"{day}-{month} uur"))
        return f"{day}.00-{month}.00 uur"
    return text


def read_begins(row: Row, clockwork: Clockwork, *, is_alone: bool) -> list[Span]:
    """`11.00 en 14.00` in a column of starts are two, and `14.00-15.30` says the end; is_alone: also one start."""
    spans = [span for slot in clockwork.read(row.get("startTime")).slots for span in slot.spans]
    says_more = len(spans) > 1 or any(span.ends for span in spans)
    return spans if is_alone or (says_more and not row.has("endTime")) else []


def read_clock_cell(row: Row, target: str) -> time | None:
    """The clock of a cell; what is none is told."""
    if not row.has(target):
        return None
    clock = read_clock(row.get(target))
    if clock is None and row.get(target) not in NOTHING:
        row.doubt(target, Doubt("clock-not-understood"))
    return clock


def read_duration(row: Row) -> int | None:
    """How long in minutes; what is no duration is told."""
    if not row.has("duration"):
        return None
    minutes = read_minutes(row.get("duration"))
    if minutes is None and row.get("duration").lower() not in NOTHING:
        row.doubt("duration", Doubt("clock-not-understood"))
    return minutes
