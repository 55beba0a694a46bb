"""When sample activities happen: weekly rules in the school year, courses, single dates, camps in the holidays."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from app.domain.draft_parts import ExceptionDraft, RuleDraft, ScheduleDraft
from app.domain.vocabulary import SessionStatus
from app.services.data_files import HolidayRow

DAYS_NL = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
AFTER_SCHOOL = (time(14, 30), time(15, 0), time(15, 30), time(16, 0), time(16, 30))
WEDNESDAY = (time(12, 30), time(13, 0), time(13, 30), time(14, 0), time(15, 0))
EVENING = (time(18, 30), time(19, 0))
WEEKEND = (time(9, 30), time(10, 0), time(11, 0), time(13, 0), time(14, 0))
DAY_WEIGHTS = (12, 14, 34, 12, 10, 14, 4)


@dataclass(frozen=True, slots=True)
class Year:
    """The school year around `today`, with the holidays of one region."""

    today: date
    first: date
    last: date
    holidays: tuple[HolidayRow, ...]

    def is_holiday(self, day: date) -> bool:
        """Whether schools are closed."""
        return any(row.starts_on <= day <= row.ends_on for row in self.holidays)

    def coming_holiday(self, rng: Random) -> HolidayRow | None:
        """One of the next three holidays; None when the file knows none."""
        coming = sorted((row for row in self.holidays if row.starts_on > self.today), key=lambda row: row.starts_on)
        return rng.choice(coming[:3]) if coming else None


def build_year(today: date, holidays: list[HolidayRow], region: str) -> Year:
    """From July on the school year that starts in September counts."""
    start = today.year if today.month >= 7 else today.year - 1
    return Year(
        today=today,
        first=date(start, 9, 1),
        last=date(start + 1, 7, 10),
        holidays=tuple(row for row in holidays if row.region == region),
    )


@dataclass(frozen=True, slots=True)
class Slot:
    """A weekday (0 = Monday), a start and a length in minutes."""

    weekday: int
    start: time
    minutes: int

    def on(self, day: date, rrule: str | None = None) -> RuleDraft:
        """The rule whose first date is that day."""
        first = datetime.combine(day, self.start)
        return RuleDraft(first, first + timedelta(minutes=self.minutes), rrule)

    @property
    def label(self) -> str:
        """Woensdag van 14.00 tot 15.30 uur."""
        end = (datetime.combine(date(2000, 1, 1), self.start) + timedelta(minutes=self.minutes)).time()
        return f"{DAYS_NL[self.weekday].capitalize()} van {self.start:%H.%M} tot {end:%H.%M} uur"


def pick_slot(rng: Random, *, minutes: tuple[int, ...] = (60, 75, 90), evening: float = 0.1) -> Slot:
    """A moment children are free: most often Wednesday afternoon, then after school, then the weekend."""
    weekday = rng.choices(range(7), DAY_WEIGHTS)[0]
    starts: tuple[time, ...] = EVENING if rng.random() < evening else AFTER_SCHOOL
    if weekday >= 5:
        starts = WEEKEND
    elif weekday == 2:
        starts = WEDNESDAY
    return Slot(weekday, rng.choice(starts), rng.choice(minutes))


def next_day(day: date, weekday: int) -> date:
    """The first such weekday on or after the day."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def make_weekly(year: Year, slot: Slot, *, is_endless: bool = False) -> ScheduleDraft:
    """Every week of the school year, or without an end."""
    first = next_day(year.first, slot.weekday)
    weeks = (year.last - first).days // 7 + 1
    rrule = "FREQ=WEEKLY" if is_endless else f"FREQ=WEEKLY;COUNT={weeks}"
    return ScheduleDraft(summary=f"{slot.label}, elke week.", rules=(slot.on(first, rrule),))


def make_course(rng: Random, year: Year, slot: Slot, times: int) -> ScheduleDraft:
    """A number of weeks on end; most still have to begin, some are running."""
    first = next_day(year.today + timedelta(days=7 * rng.randint(-4, 12)), slot.weekday)
    rule = slot.on(first, f"FREQ=WEEKLY;COUNT={times}")
    return ScheduleDraft(summary=f"{slot.label}, {times} weken achter elkaar.", rules=(rule,))


def make_single(rng: Random, year: Year, slot: Slot, *, days: int = 1, past: bool = False) -> ScheduleDraft:
    """One date, or some days in a row, in the coming months (`past`: in the last months)."""
    ahead = -rng.randint(2, 16) if past else rng.randint(0, 26)
    first = next_day(year.today + timedelta(days=7 * ahead + 1), slot.weekday)
    rules = tuple(slot.on(first + timedelta(days=number)) for number in range(days))
    when = f"{slot.label}, één keer." if days == 1 else f"{days} dagen achter elkaar."
    return ScheduleDraft(summary=when, rules=rules)


def make_camp(holiday: HolidayRow, days: int) -> ScheduleDraft:
    """Whole days from the first Monday of a school holiday on."""
    monday = next_day(holiday.starts_on, 0)
    rule = Slot(0, time(9, 30), 390).on(monday, f"FREQ=DAILY;COUNT={days}")
    return ScheduleDraft(summary=f"{days} dagen in de {holiday.name}, van 9.30 tot 16.00 uur.", rules=(rule,))


def upset(rng: Random, year: Year, schedule: ScheduleDraft, slot: Slot) -> ScheduleDraft:
    """The same weekly schedule with one or two coming dates cancelled, moved or full."""
    statuses = (SessionStatus.CANCELLED, SessionStatus.MOVED, SessionStatus.FULL, SessionStatus.SCHEDULED)
    exceptions = []
    rule = schedule.rules[0]
    for week in sorted(rng.sample(range(1, 7), rng.randint(1, 2))):
        day = next_day(year.today + timedelta(days=7 * week), slot.weekday)
        if day < rule.starts_at.date() or year.is_holiday(day):
            continue
        original = datetime.combine(day, slot.start)
        status = rng.choice(statuses)
        moved = original + timedelta(days=rng.choice((-1, 1)), hours=rng.choice((0, 1)))
        is_moved = status is SessionStatus.MOVED
        exceptions.append(
            ExceptionDraft(
                original=original,
                status=status,
                starts_at=moved if is_moved else None,
                ends_at=moved + timedelta(minutes=slot.minutes) if is_moved else None,
                places_left=rng.randint(1, 6) if status is SessionStatus.SCHEDULED else None,
                note="De begeleider is er niet." if status is SessionStatus.CANCELLED else None,
            )
        )
    return ScheduleDraft(schedule.summary, schedule.timezone, schedule.rules, tuple(exceptions))
