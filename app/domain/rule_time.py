"""The part of the matching rule about dates, weekdays and free moments (DESIGN 3, Time)."""

from collections.abc import Iterator

from app.domain.listing import Listing, SessionTime
from app.domain.query import Surroundings, TimeFilter
from app.domain.verdict import Verdict, of
from app.domain.vocabulary import Moment

DAY = 1440
STARTS_WITHIN = 60
FOREVER = 10**9
"""Minutes: no end was asked. A camp or a loan may last for weeks."""
WEDNESDAY, SATURDAY = 2, 5
AFTER_SCHOOL_FROM, AFTER_SCHOOL_FROM_WEDNESDAY, AFTER_SCHOOL_TO = 14 * 60, 12 * 60, 18 * 60


def weekday_of(day: int) -> int:
    """0 = Monday; 1970-01-01 was a Thursday."""
    return (day + 3) % 7


def is_holiday(day: int, region: str | None, around: Surroundings) -> bool:
    """Whether the day lies in a school holiday of the region; of every region when it is not known."""
    return any(first <= day <= last for first, last in around.holidays.get(region or "", ()))


def judge_time(listing: Listing, asked: TimeFilter, around: Surroundings) -> Verdict:
    """YES when one not-cancelled session satisfies all; UNKNOWN when no session is known at all.

    Without an explicit first date only sessions that have not ended count: nobody can join the past.
    `holiday` needs the region of the place; without it the answer is UNKNOWN, unless every region has one that day.
    """
    if not listing.sessions:
        return Verdict.UNKNOWN
    fits = any(True for _ in fitting_sessions(listing, asked, around))
    if asked.moment is Moment.HOLIDAY and listing.holiday_region is None and not fits:
        return Verdict.UNKNOWN
    return of(fits)


def fitting_sessions(listing: Listing, asked: TimeFilter, around: Surroundings) -> Iterator[SessionTime]:
    """The sessions that satisfy all that is asked of time."""
    return (session for session in listing.sessions if _fits(session, listing, asked, around))


def _fits(session: SessionTime, listing: Listing, asked: TimeFilter, around: Surroundings) -> bool:
    if session.is_cancelled or (asked.from_day is None and session.ends_at <= around.now):
        return False
    day = session.local_start // DAY
    if asked.from_day is not None and day < asked.from_day:
        return False
    if asked.to_day is not None and day > asked.to_day:
        return False
    if asked.weekdays and weekday_of(day) not in asked.weekdays:
        return False
    if not _in_window(session, listing.is_drop_in, asked.time_from, asked.time_to):
        return False
    return asked.moment is None or _fits_moment(session, day, listing, asked.moment, around)


def _in_window(session: SessionTime, is_drop_in: bool, time_from: int | None, time_to: int | None) -> bool:
    """Fixed sessions are contained in the window of the day, drop-in overlaps it by at least a minute."""
    start = session.local_start % DAY
    end = start + session.ends_at - session.starts_at
    low, high = 0 if time_from is None else time_from, FOREVER if time_to is None else time_to
    if is_drop_in:
        return start < high and max(end, start + 1) > low
    return start >= low and end <= high


def _fits_moment(session: SessionTime, day: int, listing: Listing, moment: Moment, around: Surroundings) -> bool:
    weekday = weekday_of(day)
    match moment:
        case Moment.NOW:
            return session.starts_at <= around.now + STARTS_WITHIN and session.ends_at > around.now
        case Moment.TODAY:
            return day == around.today
        case Moment.WEEKEND:
            return weekday >= SATURDAY
        case Moment.HOLIDAY:
            return is_holiday(day, listing.holiday_region, around)
        case Moment.AFTER_SCHOOL:
            opens = AFTER_SCHOOL_FROM_WEDNESDAY if weekday == WEDNESDAY else AFTER_SCHOOL_FROM
            is_school_day = weekday < SATURDAY and not is_holiday(day, listing.holiday_region, around)
            return is_school_day and _in_window(session, listing.is_drop_in, opens, AFTER_SCHOOL_TO)
