"""When: the columns of a row for dates, weekdays, times and free text, put together into one plan."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from app.domain.recurrence import find_rule_faults
from app.importers.date_text import OrderFound
from app.importers.fields import read_flag
from app.importers.headers import fold_header
from app.importers.notes import Doubt
from app.importers.schedule_building import ASSUMED_MINUTES, MAX_PERIOD_DAYS, Plan, plan_times, write_moment
from app.importers.table_cells import read_clock, read_date_cell, read_minutes, read_months
from app.importers.table_rows import Row
from app.importers.time_slots import Slot, Span
from app.importers.time_text import TimeReading, read_times

_SERIES_HEADERS = frozenset((
    "startdatum", "start date", "begindatum", "ingangsdatum", "eerste les", "datum eerste les", "vanaf datum",
    "datum vanaf", "eerste bijeenkomst", "startdatum activiteit", "first date", "start datum",
))  # fmt: skip
_NOTHING = frozenset({"-", "?", "n.v.t.", "nvt"})
WEEKLY = ("week", "elke", "iedere", "weekly", "every")
SUMMARY_LENGTH = 1_000


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
    reading = _within_months(row, _combine(row, parts, clockwork), clockwork)
    is_all_day = row.has("allDay") and read_flag(row.get("allDay")) is True
    plan = _plan_rrule(row, parts, reading) or plan_times(reading, clockwork.today, is_all_day=is_all_day)
    _add_season(row, plan, clockwork)
    if not plan.dates and not plan.rules and plan.season_to is None:
        plan.season_to = parts.last
    target = next((name for name in ("date", "start", "schedule", "weekday", "time") if row.has(name)), "schedule")
    row.doubt(target, *plan.doubts)
    extras: dict[str, Any] = {}
    holidays = _read_holidays(row) or reading.runs_in_holidays or parts.free.runs_in_holidays
    if holidays:
        extras["runsInHolidays"] = holidays
    school_time = _read_school_time(row, clockwork) or parts.free.school_time or reading.school_time
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
    starts = _read_clock_cell(row, "startTime") or _first_start(begin)
    ends = _read_clock_cell(row, "endTime") or _first_start(finish) or _first_end(begin)
    is_whole = row.has("allDay") and read_flag(row.get("allDay")) is True
    if is_whole and dates and last and last > dates[0] and ends == time():
        last -= timedelta(days=1)  # a whole day ends at midnight, which is the next day to a computer
    clock = clockwork.read(row.get("time"))
    timed = [span for slot in clock.slots for span in slot.spans]
    if row.has("time") and not timed and (alone := read_clock(row.get("time"))):
        timed = [Span(alone)]
    if starts is None and ends is not None and len(timed) == 1 and timed[0].ends is None:
        timed = [Span(timed[0].starts, ends)]
    if row.has("time") and not timed:
        row.doubt("time", Doubt("clock-not-understood"))
    if starts is None and row.has("startTime"):
        spans_of = clockwork.read(row.get("startTime")).slots
        timed = timed or [span for slot in spans_of for span in slot.spans]
    spoken = " ".join(filter(None, (row.get("frequency"), _all(row, "weekday"))))
    says_days = any(slot.weekdays for slot in clock.slots)
    spoken_days = clockwork.read(spoken) if row.has("weekday") else clock if says_days else clockwork.read("")
    weekdays = _add_day_columns(row, spoken_days, clockwork)
    free = clockwork.read(row.get_text("schedule")) if row.has("schedule") else clockwork.read("")
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


def _read_clock_cell(row: Row, target: str) -> time | None:
    if not row.has(target):
        return None
    clock = read_clock(row.get(target))
    if clock is None and row.get(target) not in _NOTHING:
        row.doubt(target, Doubt("clock-not-understood"))
    return clock


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
    return replace(weekdays, slots=tuple(slots))


def _combine(row: Row, parts: _Parts, clockwork: Clockwork) -> TimeReading:
    minutes = _read_duration(row) or parts.free.minutes or parts.weekdays.minutes
    spans = parts.spans or [span for slot in parts.free.slots for span in slot.spans]
    week_slots = [slot for slot in parts.weekdays.slots if slot.weekdays]
    if parts.dates and not week_slots and parts.last and (parts.last - parts.dates[0]).days > MAX_PERIOD_DAYS:
        week_slots = [slot for slot in parts.free.slots if slot.weekdays]
    if parts.dates and not _is_series(row, parts, week_slots):
        dated = _dated_slot(parts, spans)
        if dated.period and dated.spans and row.has("end"):
            row.doubt("end", Doubt("days-assumed"))
        return TimeReading((dated,), minutes=minutes)
    if parts.dates and not week_slots:
        week_slots = [Slot(weekdays=[parts.dates[0].weekday()])]
    if week_slots:
        slots = tuple(
            Slot(weekdays=slot.weekdays, nth=slot.nth, spans=list(slot.spans or spans)) for slot in week_slots
        )
        source = parts.weekdays if parts.weekdays.slots else parts.free
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
    if is_longer and any(word in frequency for word in WEEKLY):
        return True
    if not week_slots or len(parts.dates) > 1:
        return False
    if is_longer:
        return True
    header = fold_header(row.entries["date"][0].column) if row.has("date") else ""
    return header in _SERIES_HEADERS and parts.last is None


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


def _read_duration(row: Row) -> int | None:
    if not row.has("duration"):
        return None
    minutes = read_minutes(row.get("duration"))
    if minutes is None and row.get("duration").lower() not in _NOTHING:
        row.doubt("duration", Doubt("clock-not-understood"))
    return minutes


def _plan_rrule(row: Row, parts: _Parts, reading: TimeReading) -> Plan | None:
    """A rule of repetition as calendars write it, when it holds."""
    text = row.get("rrule").removeprefix("RRULE:")
    if "FREQ=" not in text.upper() or not parts.dates or parts.span is None:
        return None
    starts = datetime.combine(parts.dates[0], parts.span.starts)
    if find_rule_faults(text, starts):
        row.doubt("rrule", Doubt("word-unknown", text[:80]))
        return None
    ends = datetime.combine(parts.dates[0], parts.span.ends or parts.span.starts)
    if ends <= starts:
        ends = starts + timedelta(minutes=reading.minutes or ASSUMED_MINUTES)
    return Plan(rules=[{"startsAt": write_moment(starts), "endsAt": write_moment(ends), "rrule": text}])


def _within_months(row: Row, reading: TimeReading, clockwork: Clockwork) -> TimeReading:
    """`van september t/m mei op woensdag` bounds the Wednesdays."""
    has_season = reading.season_from or reading.season_to or row.has("season")
    if has_season or not any(slot.weekdays for slot in reading.slots):
        return reading
    months = read_months(row.get_text("schedule"), clockwork.today) if row.has("schedule") else None
    return replace(reading, season_from=months[0], season_to=months[1]) if months else reading


def _add_season(row: Row, plan: Plan, clockwork: Clockwork) -> None:
    if not row.has("season"):
        return
    text = row.get("season")
    period = read_months(text, clockwork.today)
    if period is None:
        reading = clockwork.read(text)
        slot = next((slot for slot in reading.slots if slot.period), None)
        period = slot.period if slot else None
    if period:
        plan.season_from, plan.season_to = plan.season_from or period[0], plan.season_to or period[1]


def _read_holidays(row: Row) -> str | None:
    if not row.has("holidays"):
        return None
    flag = read_flag(row.get("holidays"))
    if flag is not None:
        return "yes" if flag else "no"
    return read_times(f"in de vakantie: {row.get('holidays')}", date(2000, 1, 1)).runs_in_holidays


def _read_school_time(row: Row, clockwork: Clockwork) -> str | None:
    if not row.has("schoolTime"):
        return None
    text = row.get("schoolTime").lower()
    has_during = "binnen" in text or "tijdens" in text or "onder" in text or "during" in text
    has_outside = "buiten" in text or "na " in text or text.startswith("nasch") or "after" in text or "outside" in text
    if has_during and has_outside:
        return "both"
    return "during" if has_during else "outside" if has_outside else clockwork.read(text).school_time
