"""When: the columns of a row for dates, weekdays, times and free text, put together into one plan."""

from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Any

from app.importers.fields import read_count, read_flag
from app.importers.headers import fold_header
from app.importers.notes import Doubt
from app.importers.schedule_building import MAX_PERIOD_DAYS, Plan, plan_times
from app.importers.table_cells import read_clock
from app.importers.table_clockwork import Clockwork
from app.importers.table_hours import NOTHING, read_begins, read_clock_cell, read_duration, write_hours
from app.importers.table_rows import Row
from app.importers.table_rules import plan_rrule
from app.importers.table_seasons import (
    add_season,
    leave_out_days,
    read_holidays,
    read_school_time,
    read_short_season,
    weekly_from,
    within_season,
)
from app.importers.time_slots import Slot, Span
from app.importers.time_text import TimeReading
from app.importers.time_words import CLOSED

_SERIES_HEADERS = frozenset((
    "startdatum", "start date", "start", "begin", "begindatum", "ingangsdatum", "eerste les", "datum eerste les",
    "vanaf datum", "datum vanaf", "eerste bijeenkomst", "startdatum activiteit", "first date", "start datum",
))  # fmt: skip
_NO_DAY = NOTHING | CLOSED | {"n.v.t", "geen les", "vervalt", "vakantie", ""}
WEEKLY = ("week", "wekelijks", "elke", "iedere", "weekly", "every")
SUMMARY_LENGTH = 1_000


@dataclass(slots=True)
class _Parts:
    """What the separate columns say."""

    dates: list[date]
    last: date | None
    span: Span | None
    spans: list[Span]
    weekdays: TimeReading
    free: TimeReading


def plan_row(row: Row, clockwork: Clockwork) -> tuple[Plan, dict[str, Any]]:
    """The plan of a row, and the members about time that stand beside it."""
    parts = _read_parts(row, clockwork)
    reading = leave_out_days(row, within_season(row, _combine(row, parts, clockwork), clockwork), clockwork)
    is_all_day = row.has("allDay") and read_flag(row.get("allDay")) is True
    first = parts.dates[0] if parts.dates else None
    repeated = plan_rrule(row, first, parts.span, parts.last, reading.minutes)
    plan = repeated or plan_times(reading, clockwork.today, is_all_day=is_all_day)
    add_season(row, plan, clockwork)
    plan.dates = [pair for pair in plan.dates if pair[0].date() not in reading.excluded]
    if not plan.dates and not plan.rules and plan.season_to is None:
        plan.season_to = parts.last
    target = next((name for name in ("date", "start", "schedule", "weekday", "time") if row.has(name)), "schedule")
    row.doubt(target, *plan.doubts)
    extras: dict[str, Any] = {}
    holidays = read_holidays(row) or reading.runs_in_holidays or parts.free.runs_in_holidays
    if holidays:
        extras["runsInHolidays"] = holidays
    school_time = read_school_time(row, clockwork) or parts.free.school_time or reading.school_time
    if school_time:
        extras["schoolTime"] = school_time
    return plan, extras


def summarise(row: Row, plan: Plan) -> str | None:
    """The words about time as people wrote them; without free text those of the columns, when it repeats."""
    free = row.get_text("schedule")
    if not free and (plan.rules or not plan.dates):
        times = row.get("time") or " - ".join(filter(None, (row.get("startTime"), row.get("endTime"))))
        written = () if plan.dates or row.has("endDate") else (row.get("date"),)
        free = " ".join(filter(None, (*written, row.get("frequency"), _all(row, "weekday"), times, row.get("season"))))
    elif row.has("frequency") and free:
        free = f"{row.get('frequency')}, {free}"
    return free[:SUMMARY_LENGTH].strip() or None


def _all(row: Row, target: str) -> str:
    return ", ".join(entry.text for entry in row.all(target))


def _read_parts(row: Row, clockwork: Clockwork) -> _Parts:
    begin = _read_day_cell(row, ("date", "start"), clockwork)
    finish = _read_day_cell(row, ("endDate", "end"), clockwork)
    dates = [day for slot in begin.slots for day in slot.dates]
    period = next((slot.period for slot in begin.slots if slot.period), None)
    if period:
        dates.append(period[0])
    last = next((day for slot in finish.slots for day in slot.dates), period[1] if period else begin.season_to)
    starts = read_clock_cell(row, "startTime") or _first_start(begin)
    ends = read_clock_cell(row, "endTime") or _first_start(finish) or _first_end(begin)
    is_whole = row.has("allDay") and read_flag(row.get("allDay")) is True
    if is_whole and dates and last and last > dates[0] and ends == time():
        last -= timedelta(days=1)  # a whole day ends at midnight, which is the next day to a computer
    clock = clockwork.read(write_hours(row))
    timed = [span for slot in clock.slots for span in slot.spans]
    if row.has("time") and not timed and (alone := read_clock(row.get("time"))):
        timed = [Span(alone)]
    if starts is None and ends is not None and len(timed) == 1 and timed[0].ends is None:
        timed = [Span(timed[0].starts, ends)]
    if row.has("time") and not timed:
        row.doubt("time", Doubt("clock-not-understood"))
    if row.has("startTime") and not timed and (begins := read_begins(row, clockwork, is_alone=starts is None)):
        starts, timed = None, begins
    spoken = " ".join(filter(None, (row.get("frequency"), _all(row, "weekday"))))
    often = clockwork.read(spoken)
    says_days = any(slot.weekdays for slot in clock.slots)
    is_often = row.has("weekday") or any(slot.weekdays for slot in often.slots) or not says_days
    spoken_days = often if is_often else clock
    weekdays = _add_day_columns(row, spoken_days, clockwork)
    free = clockwork.read(row.get_text("schedule")) if row.has("schedule") else clockwork.read("")
    free = weekly_from(row.get_text("schedule"), free)
    if row.has("schedule") and not free.slots and (listed := clockwork.read_dates(row.get("schedule"))).slots:
        free = listed
    if not dates and free.slots and all(slot.dates and not slot.spans for slot in free.slots):
        dates = [day for slot in free.slots for day in slot.dates]
    period = next((slot.period for slot in free.slots if slot.period and not slot.spans), None)
    period = period or read_short_season(row, clockwork, has_times=bool(starts or timed))
    if not dates and period:
        dates, last = [period[0]], last or period[1]
    if row.has("weekday"):
        row.doubt("weekday", *weekdays.doubts)
    if not dates and not free.slots and any(slot.weekdays for slot in begin.slots):
        free = begin
    span = Span(starts, ends) if starts is not None else None
    return _Parts(
        dates,
        last,
        span,
        timed if span is None else [span, *(timed if span.ends is None and not timed else [])],
        weekdays,
        free,
    )


def _read_day_cell(row: Row, targets: tuple[str, str], clockwork: Clockwork) -> TimeReading:
    target = next((name for name in targets if row.has(name)), None)
    if target is None:
        return TimeReading()
    reading = clockwork.read_dates(row.get(target))
    doubts = [doubt for doubt in reading.doubts if doubt.code != "time-not-understood" or not reading.slots]
    if not reading.slots and not doubts and not reading.season_from and read_clock(row.get(target)) is None:
        doubts = [Doubt("time-not-understood")]
    row.doubt(target, *doubts)
    return reading


def _first_start(reading: TimeReading) -> time | None:
    return next((span.starts for slot in reading.slots for span in slot.spans), None)


def _first_end(reading: TimeReading) -> time | None:
    return next((span.ends for slot in reading.slots for span in slot.spans), None)


def _add_day_columns(row: Row, weekdays: TimeReading, clockwork: Clockwork) -> TimeReading:
    """A column for each weekday holds times, or a mark that it is on."""
    slots = list(weekdays.slots)
    for number in range(7):
        text = row.get(f"dag:{number}")
        if not text or read_flag(text) is False:
            continue
        spans = [span for slot in clockwork.read(text).slots for span in slot.spans]
        if spans or read_flag(text):
            slots.append(Slot(weekdays=[number], spans=spans))
        elif text.lower().strip(" .!()") not in _NO_DAY:
            row.doubt(f"dag:{number}", Doubt("time-not-understood"))
    return replace(weekdays, slots=tuple(slots))


def _combine(row: Row, parts: _Parts, clockwork: Clockwork) -> TimeReading:
    minutes = read_duration(row) or parts.free.minutes or parts.weekdays.minutes
    spans = parts.spans or [span for slot in parts.free.slots for span in slot.spans]
    week_slots = [slot for slot in parts.weekdays.slots if slot.weekdays]
    is_long = parts.dates and parts.last and (parts.last - parts.dates[0]).days > MAX_PERIOD_DAYS
    if not week_slots and (is_long or (len(parts.dates) == 1 and _begins_series(row, parts))):
        week_slots = [slot for slot in parts.free.slots if slot.weekdays]
    if parts.dates and not _is_series(row, parts, week_slots):
        dated = _dated_slot(parts, spans)
        if len(parts.dates) == 1 and any(word in row.get("frequency").lower() for word in WEEKLY):
            row.doubt("frequency", Doubt("cell-not-used"))
        if dated.period and dated.spans and row.has("end"):
            row.doubt("end", Doubt("days-assumed"))
        return TimeReading((dated,), minutes=minutes)
    if parts.dates and not week_slots:
        week_slots = [Slot(weekdays=[parts.dates[0].weekday()])]
    if week_slots:
        slots = tuple(
            Slot(weekdays=slot.weekdays, nth=slot.nth, spans=list(slot.spans or spans)) for slot in week_slots
        )
        source = parts.weekdays if parts.weekdays.slots or parts.weekdays.interval > 1 else parts.free
        return replace(
            source,
            slots=slots,
            minutes=minutes,
            season_from=parts.dates[0] if parts.dates else source.season_from,
            season_to=parts.last or source.season_to,
        )
    if row.has("schedule"):
        row.doubt("schedule", *parts.free.doubts)
    free = replace(
        parts.free, minutes=minutes, slots=tuple(_with_spans(slot, parts.spans) for slot in parts.free.slots)
    )
    if not free.slots and parts.spans:
        row.doubt("startTime" if row.has("startTime") else "time", Doubt("time-not-understood"))
    return free


def _with_spans(slot: Slot, spans: list[Span]) -> Slot:
    return slot if slot.spans or not spans else replace(slot, spans=list(spans))


def _is_series(row: Row, parts: _Parts, week_slots: list[Slot]) -> bool:
    """Whether the dates are the ends of a series rather than the days themselves."""
    first = parts.dates[0]
    is_longer = parts.last is not None and parts.last > first
    frequency = row.get("frequency").lower()
    is_weekly = any(word in frequency for word in WEEKLY)
    if is_weekly and (is_longer or (len(parts.dates) == 1 and _begins_series(row, parts))):
        return True
    if not week_slots and len(parts.dates) == 1 and _counts_lessons(row) and _begins_series(row, parts):
        row.doubt("sessionsCount", Doubt("weekly-assumed"))
        return True
    if not week_slots or len(parts.dates) > 1:
        return False
    if is_longer:
        return True
    return _begins_series(row, parts)


def _begins_series(row: Row, parts: _Parts) -> bool:
    """Whether one date is the first of several: its header says so, or the number of lessons does."""
    if parts.last is not None:
        return False
    name = next((name for name in ("date", "start") if row.has(name)), None)
    header = fold_header(row.entries[name][0].column) if name else ""
    return header in _SERIES_HEADERS or (bool(parts.weekdays.slots or parts.free.slots) and _counts_lessons(row))


def _counts_lessons(row: Row) -> bool:
    return (read_count(row.get("sessionsCount")) or 0) > 1


def _dated_slot(parts: _Parts, spans: list[Span]) -> Slot:
    first = parts.dates[0]
    weekday_slots = [slot for slot in parts.weekdays.slots if slot.spans]
    spans = spans or [span for slot in weekday_slots for span in slot.spans]
    if parts.last is None or parts.last <= first or len(parts.dates) > 1:
        return Slot(dates=list(parts.dates), spans=spans)
    span = spans[0] if spans else None
    is_overnight = span is not None and span.ends is not None and span.ends <= span.starts
    if is_overnight or (parts.last - first).days > MAX_PERIOD_DAYS:
        return Slot(dates=[first], spans=spans, ends_on=parts.last)
    return Slot(period=(first, parts.last), spans=spans)
