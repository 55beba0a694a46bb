"""From when until when a row goes on, its days off, school holidays and school time."""

import re
from dataclasses import replace
from datetime import date

from app.importers.fields import read_flag
from app.importers.notes import Doubt
from app.importers.schedule_building import MAX_PERIOD_DAYS, Plan
from app.importers.table_cells import read_months
from app.importers.table_clockwork import Clockwork
from app.importers.table_rows import Row
from app.importers.time_slots import Slot
from app.importers.time_text import TimeReading, read_times

_FROM_DAY = re.compile(r"\b(?:vanaf|start(?:t|datum)?|begint|from|starting)\b")
_WEEKLY = re.compile(
    r"\bwekelijks\w*|\b(?:elke|iedere|per|every) week\b|\bweekly\b|"
    r"\b(?:[2-9]|[1-4]\d)\s?(?:x\b|(?:\w{4,12} )?(?:lessen|keer|bijeenkomsten|weken|middagen|lessons|sessions|weeks)\b)"
)


def within_season(row: Row, reading: TimeReading, clockwork: Clockwork) -> TimeReading:
    """`van september t/m mei op woensdag` bounds the Wednesdays, and so does a column with a period."""
    if reading.season_from or reading.season_to or not any(slot.weekdays for slot in reading.slots):
        return reading
    if row.has("season"):
        period = _read_season(row, clockwork)
    else:
        period = read_months(row.get_text("schedule"), clockwork.today) if row.has("schedule") else None
    return replace(reading, season_from=period[0], season_to=period[1]) if period else reading


def weekly_from(text: str, reading: TimeReading) -> TimeReading:
    """`12 wekelijkse lessen vanaf di 12 jan` is every Tuesday from then on, and no single day."""
    dated = [slot for slot in reading.slots if slot.dates]
    lower = text.lower()
    if len(dated) != 1 or len(reading.slots) != 1 or len(dated[0].dates) != 1 or dated[0].ends_on:
        return reading
    if not (_FROM_DAY.search(lower) and _WEEKLY.search(lower)):
        return reading
    first = dated[0].dates[0]
    return replace(reading, slots=(Slot(weekdays=[first.weekday()], spans=dated[0].spans),), season_from=first)


def add_season(row: Row, plan: Plan, clockwork: Clockwork) -> None:
    """The period of a column as the season, where nothing else says it."""
    if row.has("season") and (period := _read_season(row, clockwork)):
        plan.season_from, plan.season_to = plan.season_from or period[0], plan.season_to or period[1]


def _read_season(row: Row, clockwork: Clockwork) -> tuple[date, date] | None:
    text = row.get("season")
    if period := read_months(text, clockwork.today):
        return period
    return next((slot.period for slot in clockwork.read(text).slots if slot.period), None)


def read_short_season(row: Row, clockwork: Clockwork, *, has_times: bool) -> tuple[date, date] | None:
    """`12 t/m 16 juli` in a column of periods beside times are the days of a camp."""
    if not has_times or not row.has("season") or row.has("weekday") or row.has("schedule") or row.has("rrule"):
        return None
    found = next((slot.period for slot in clockwork.read_dates(row.get("season")).slots if slot.period), None)
    return found if found and (found[1] - found[0]).days <= MAX_PERIOD_DAYS else None


def leave_out_days(row: Row, reading: TimeReading, clockwork: Clockwork) -> TimeReading:
    """The reading without the days of a column such as `geen les op`."""
    if not row.has("except"):
        return reading
    text = re.sub(r"[;\n]| \| ", ",", row.get_text("except"))
    found = clockwork.read(f"niet op {text}")
    named = clockwork.read_dates(text)
    days = found.excluded or tuple(day for slot in named.slots for day in slot.dates)
    period = next((slot.period for slot in named.slots if slot.period), None)
    if period and not found.excluded:
        days = tuple(date.fromordinal(day) for day in range(period[0].toordinal(), period[1].toordinal() + 1)[:60])
    holidays = "no" if "vakantie" in text.lower() else None
    if not days and not holidays:
        row.doubt("except", Doubt("date-not-understood"))
    return replace(reading, excluded=(*reading.excluded, *days), runs_in_holidays=reading.runs_in_holidays or holidays)


def read_holidays(row: Row) -> str | None:
    """Whether it goes on in school holidays, by a column of its own."""
    if not row.has("holidays"):
        return None
    flag = read_flag(row.get("holidays"))
    if flag is not None:
        return "yes" if flag else "no"
    return read_times(f"in de vakantie: {row.get('holidays')}", date(2000, 1, 1)).runs_in_holidays


def read_school_time(row: Row, clockwork: Clockwork) -> str | None:
    """During or outside lessons, by a column of its own."""
    if not row.has("schoolTime"):
        return None
    text = row.get("schoolTime").lower()
    has_during = "binnen" in text or "tijdens" in text or "onder" in text or "during" in text
    has_outside = "buiten" in text or "na " in text or text.startswith("nasch") or "after" in text or "outside" in text
    if has_during and has_outside:
        return "both"
    return "during" if has_during else "outside" if has_outside else clockwork.read(text).school_time
