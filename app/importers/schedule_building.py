"""From slots to the members `schedule` and `sessions` of the wire.

Dates become sessions, weekdays become weekly or monthly rules. A rule needs a first date: the first fitting day of the
season, else of the school year that runs (from 1 August), so that the same file gives the same rule all year.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from app.domain.recurrence import DAY_CODES
from app.importers.notes import Doubt
from app.importers.time_slots import Slot, Span, days_between
from app.importers.time_text import TimeReading

MAX_DATES = 500
MAX_PERIOD_DAYS = 16
MAX_STRETCH_DAYS = 31
ASSUMED_MINUTES = 60
_DAY = timedelta(days=1)
_MIDNIGHT = time()


@dataclass(slots=True)
class Plan:
    """Rules and single dates in the making. `cancelled`: dates of the rules that do not take place. Moments are local
    and naive."""

    rules: list[dict[str, Any]] = field(default_factory=list)
    dates: list[tuple[datetime, datetime]] = field(default_factory=list)
    cancelled: list[datetime] = field(default_factory=list)
    season_from: date | None = None
    season_to: date | None = None
    doubts: list[Doubt] = field(default_factory=list)

    def to_wire(self, summary: str | None) -> dict[str, Any]:
        """The members `schedule`, `sessions` and `season`; what is empty is left out."""
        dates = sorted(set(self.dates))
        if len(dates) > MAX_DATES:
            self.doubts.append(Doubt("too-many-dates", str(MAX_DATES)))
            dates = dates[:MAX_DATES]
        moments = [{"startsAt": write_moment(starts), "endsAt": write_moment(ends)} for starts, ends in dates]
        wire: dict[str, Any] = {}
        schedule: dict[str, Any] = {"summary": summary} if summary else {}
        if self.rules:
            schedule["rules"] = [*self.rules, *moments]
            if self.cancelled:
                missed = sorted(set(self.cancelled))[:MAX_DATES]
                schedule["exceptions"] = [{"original": write_moment(day), "status": "cancelled"} for day in missed]
        elif moments:
            wire["sessions"] = moments
        if schedule:
            wire["schedule"] = schedule
        season = {"from": self.season_from, "to": self.season_to}
        if any(season.values()):
            wire["season"] = {name: day.isoformat() for name, day in season.items() if day}
        return wire


def write_moment(moment: datetime) -> str:
    """Local time without an offset."""
    return moment.strftime("%Y-%m-%dT%H:%M")


def school_year_start(today: date) -> date:
    """The first of August that was last."""
    return date(today.year if (today.month, today.day) >= (8, 1) else today.year - 1, 8, 1)


def plan_times(reading: TimeReading, today: date, *, is_all_day: bool = False) -> Plan:
    """The dates and rules of a reading, with the doubts of making them; those of the reading are not repeated."""
    plan = Plan(season_from=reading.season_from, season_to=reading.season_to)
    for slot in reading.slots:
        if slot.weekdays:
            _plan_rules(slot, reading, today, plan)
        elif slot.ends_on and slot.dates and not is_all_day:
            _plan_stretch(slot, reading, plan)
        elif slot.period or slot.dates:
            _plan_dates(slot, reading, plan, is_all_day)
        elif slot.spans:
            plan.doubts.append(Doubt("time-not-understood"))
    return plan


def _plan_dates(slot: Slot, reading: TimeReading, plan: Plan, is_all_day: bool) -> None:
    days = list(slot.dates)
    if slot.period:
        first, last = slot.period
        if (last - first).days > MAX_PERIOD_DAYS:
            plan.season_from, plan.season_to = first, last
            plan.doubts.append(Doubt("period-without-days"))
        else:
            days += days_between(first, last)
    if slot.ends_on and days and is_all_day:
        days = (
            days_between(days[0], min(slot.ends_on, days[0] + MAX_STRETCH_DAYS * _DAY))
            if slot.ends_on > days[0]
            else days
        )
    if days and not slot.spans and not is_all_day:
        plan.doubts.append(Doubt("clock-missing"))
    for day in days:
        if is_all_day or not slot.spans:
            plan.dates.append((datetime.combine(day, _MIDNIGHT), datetime.combine(day + _DAY, _MIDNIGHT)))
        else:
            plan.dates += [_moments(day, span, reading.minutes, plan.doubts) for span in slot.spans]


def _plan_stretch(slot: Slot, reading: TimeReading, plan: Plan) -> None:
    """One date with an end on another day: a camp or a night; a long one is a season."""
    first, last = slot.dates[0], slot.ends_on or slot.dates[0]
    span = slot.spans[0] if slot.spans else None
    if last <= first:
        spans = [span] if span else []
        _plan_dates(Slot(dates=[first], spans=spans), reading, plan, False)
    elif (last - first).days > MAX_STRETCH_DAYS:
        plan.season_from, plan.season_to = first, last
        plan.doubts.append(Doubt("period-without-days"))
    elif span is None or span.ends is None:
        starts = span.starts if span else _MIDNIGHT
        plan.dates.append((datetime.combine(first, starts), datetime.combine(last + _DAY, _MIDNIGHT)))
        plan.doubts.append(Doubt("clock-missing"))
    else:
        plan.dates.append((datetime.combine(first, span.starts), datetime.combine(last, span.ends)))


def _moments(day: date, span: Span, minutes: int | None, doubts: list[Doubt]) -> tuple[datetime, datetime]:
    starts = datetime.combine(day, span.starts)
    if span.ends is None:
        if minutes is None:
            doubts.append(Doubt("end-assumed"))
        return starts, starts + timedelta(minutes=minutes or ASSUMED_MINUTES)
    ends = datetime.combine(day, span.ends)
    if ends > starts:
        return starts, ends
    if ends + _DAY - starts <= timedelta(hours=12):
        return starts, ends + _DAY
    doubts.append(Doubt("end-before-start"))
    return starts, starts + timedelta(minutes=ASSUMED_MINUTES)


def _plan_rules(slot: Slot, reading: TimeReading, today: date, plan: Plan) -> None:
    if not slot.spans:
        plan.doubts.append(Doubt("days-without-times"))
        return
    begin = _first_day(slot, reading, today)
    if begin is None:
        plan.doubts.append(Doubt("weeks-unclear"))
        return
    if reading.season_to is not None and begin > reading.season_to:
        plan.doubts.append(Doubt("period-without-days"))
        return
    rule = _write_rule(slot, reading)
    for span in slot.spans:
        starts, ends = _moments(begin, span, reading.minutes, plan.doubts)
        plan.rules.append({"startsAt": write_moment(starts), "endsAt": write_moment(ends), "rrule": rule})
        missed = [day for day in reading.excluded if day.weekday() in slot.weekdays]
        plan.cancelled += [datetime.combine(day, span.starts) for day in missed]


def _first_day(slot: Slot, reading: TimeReading, today: date) -> date | None:
    """The day a rule begins on; None when nobody can know which weeks are meant."""
    if (reading.is_monthly and not slot.nth) or (reading.is_holiday_only and reading.season_from is None):
        return None
    if reading.interval > 1 and reading.season_from is None and reading.parity is None:
        return None
    begin = reading.season_from or school_year_start(today)
    for day in (begin + step * _DAY for step in range(80)):
        fits_week = reading.parity is None or day.isocalendar().week % 2 == reading.parity
        if day.weekday() in slot.weekdays and fits_week and (not slot.nth or _nth_of_month(day) & set(slot.nth)):
            return day
    return None


def _nth_of_month(day: date) -> set[int]:
    is_last = (day + 7 * _DAY).month != day.month
    return {(day.day - 1) // 7 + 1} | ({-1} if is_last else set())


def _write_rule(slot: Slot, reading: TimeReading) -> str:
    codes = [DAY_CODES[day] for day in sorted(set(slot.weekdays))]
    if slot.nth:
        days = [f"{number}{code}" for number in sorted(set(slot.nth)) for code in codes]
        rule = f"FREQ=MONTHLY;BYDAY={','.join(days)}"
    elif reading.interval > 1:
        rule = f"FREQ=WEEKLY;INTERVAL={reading.interval};BYDAY={','.join(codes)}"
    else:
        rule = f"FREQ=WEEKLY;BYDAY={','.join(codes)}"
    return rule if reading.season_to is None else f"{rule};UNTIL={reading.season_to:%Y%m%d}T235959"


def merge_plans(plans: Iterable[Plan]) -> Plan:
    """The dates and rules of several rows of one offer, each once."""
    merged = Plan()
    for plan in plans:
        merged.rules += [rule for rule in plan.rules if rule not in merged.rules]
        merged.dates += plan.dates
        merged.cancelled += plan.cancelled
        merged.season_from = _pick(min, merged.season_from, plan.season_from)
        merged.season_to = _pick(max, merged.season_to, plan.season_to)
    return merged


def _pick(choose: Any, first: date | None, second: date | None) -> date | None:
    found = [day for day in (first, second) if day is not None]
    return choose(found) if found else None
