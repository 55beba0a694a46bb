"""From a schedule to its sessions: wall time in the schedule's own zone, safe through clock changes (DESIGN 3, Time).

A lesson at 22:30 stays at 22:30 all year. A start that the spring change skips moves forward by the length of the gap,
a start that the autumn change repeats is the first of the two. An end is wall time as well.

A session is known by the local start it was planned for: that is what an exception names and what its id is made of.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from app.domain.calendar import minutes, offset_minutes, to_local, to_utc
from app.domain.draft_parts import ExceptionDraft, RuleDraft, ScheduleDraft
from app.domain.listing import SessionTime
from app.domain.recurrence import MAX_OCCURRENCES, find_rule_faults, is_bounded
from app.domain.rule_starts import LAST_YEAR, too_many, walk_starts, whole_minute
from app.domain.vocabulary import SessionStatus
from app.errors import Fault, InvalidInput

DAYS_BACK, DAYS_AHEAD = 31, 400
SESSION_ID = "%Y%m%dT%H%M"
"""How the local start that a session was planned for is written in its id."""
MOST_WORK = 250_000
"""Dates that are walked along for one schedule, whether or not they lie where somebody looks: a second or two."""
_TO_START = 25
"""What beginning to walk along a rule costs, in dates."""
Period = tuple[date, date]
_DAY = timedelta(days=1)
_YEAR = timedelta(days=366)


def session_window(today: date, season_from: date | None = None, season_to: date | None = None) -> Period:
    """First and last day to expand: today - 31 … today + 400, within the season where one is stated."""
    first, last = today - DAYS_BACK * _DAY, today + DAYS_AHEAD * _DAY
    return max(first, season_from or first), min(last, season_to or last)


def session_id(session: SessionTime) -> str:
    """The id of a session within its activity: the local start it was planned for, as 20261125T1400."""
    planned = session.starts_at if session.moved_from is None else session.moved_from
    return to_local(planned).strftime(SESSION_ID)


def find_schedule_faults(schedule: ScheduleDraft, pointer: str = "/schedule") -> list[Fault]:
    """Everything that would make `expand_sessions` refuse the schedule, but for the number of dates."""
    faults = []
    if zone_named(schedule.timezone) is None:
        detail = f"{schedule.timezone} is not a time zone; use a name such as Europe/Amsterdam."
        dutch = f"{schedule.timezone} is geen tijdzone. Geef een naam zoals Europe/Amsterdam."
        faults.append(Fault("unknown-timezone", detail, pointer=f"{pointer}/timezone", detail_nl=dutch))
    for number, rule in enumerate(schedule.rules):
        at = f"{pointer}/rules/{number}"
        faults += _order_faults(rule.starts_at, rule.ends_at, at)
        if rule.rrule is not None:
            faults += find_rule_faults(rule.rrule, rule.starts_at, f"{at}/rrule")
    for number, exception in enumerate(schedule.exceptions):
        starts_at = exception.starts_at or exception.original
        at = f"{pointer}/exceptions/{number}"
        faults += _order_faults(starts_at, exception.ends_at or starts_at, at) or _order_faults(
            exception.original, exception.original, at
        )
    return faults


def _order_faults(starts_at: datetime, ends_at: datetime, pointer: str) -> list[Fault]:
    if starts_at.tzinfo is not None or ends_at.tzinfo is not None:
        detail, dutch = (
            "Times of a schedule are local, without an offset.",
            "Geef lokale tijden, zonder verschil met UTC.",
        )
        return [Fault("local-time-needed", detail, pointer=pointer, detail_nl=dutch)]
    if ends_at < starts_at:
        detail = f"It ends at {ends_at}, before it starts at {starts_at}."
        dutch = f"Het eindigt op {ends_at}, vóór het begint op {starts_at}."
        return [Fault("ends-before-start", detail, pointer=pointer, detail_nl=dutch)]
    if not 1970 <= starts_at.year <= ends_at.year <= LAST_YEAR:
        detail, dutch = f"Dates lie from 1970 to {LAST_YEAR}.", f"Datums liggen van 1970 tot en met {LAST_YEAR}."
        return [Fault("date-out-of-range", detail, pointer=pointer, detail_nl=dutch)]
    return []


@lru_cache(maxsize=64)
def zone_named(name: str) -> ZoneInfo | None:
    """The time zone, None when it does not exist."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


@dataclass(frozen=True, slots=True)
class _Series:
    """The dates of one rule; `originals` are the local starts they were planned for, in step with `sessions`. work: how
    many dates were walked along."""

    originals: tuple[datetime, ...]
    sessions: tuple[SessionTime, ...]
    work: int


@dataclass(slots=True)
class _Budget:
    """How much of `MOST_WORK` is left for one schedule."""

    left: int = MOST_WORK

    def pay(self, series: _Series) -> _Series:
        """The same series. Raises InvalidInput when it is one too many."""
        self.left -= series.work
        if self.left < 0:
            raise too_many()
        return series


def expand_sessions(
    schedule: ScheduleDraft, *, first_day: date, last_day: date, skip: Sequence[Period] = ()
) -> tuple[SessionTime, ...]:
    """The sessions that start on first_day … last_day (local days of the schedule, inclusive), sorted and distinct.

    `skip`: periods, both days included, in which recurring dates do not take place. A date that stands by itself does,
    and so does one that an exception calls scheduled, full or moved. Raises InvalidInput for a schedule with faults
    (`find_schedule_faults`) or with more than 2000 dates.
    """
    window, periods, budget = (first_day, last_day), tuple(skip), _Budget()
    try:
        if len(schedule.rules) == 1 and not schedule.exceptions:
            return _expand_rule(schedule.rules[0], schedule.timezone, window, periods).sessions
        planned = _plan(schedule, window, periods, budget)
        if schedule.exceptions:
            planned = _apply_exceptions(schedule, planned, window, budget)
    except InvalidInput as refused:
        raise InvalidInput(find_schedule_faults(schedule) or refused.faults) from refused
    if len(planned) > MAX_OCCURRENCES:
        raise too_many()
    return tuple(sorted(planned.values(), key=lambda session: (session.starts_at, session.ends_at)))


def _plan(
    schedule: ScheduleDraft, window: Period, skip: tuple[Period, ...], budget: _Budget
) -> dict[datetime, SessionTime]:
    """The dates of all rules by planned start; of two that start together the longer stays. More than exceptions could
    take away again are refused at once."""
    planned: dict[datetime, SessionTime] = {}
    for rule in schedule.rules:
        series = budget.pay(_expand_rule(rule, schedule.timezone, window, skip))
        for original, session in zip(series.originals, series.sessions, strict=True):
            other = planned.get(original)
            if other is None or other.ends_at < session.ends_at:
                planned[original] = session
        if len(planned) > MAX_OCCURRENCES + len(schedule.exceptions):
            raise too_many()
    return planned


@lru_cache(maxsize=1024)
def _expand_rule(rule: RuleDraft, timezone: str, window: Period, skip: tuple[Period, ...]) -> _Series:
    """The dates of one rule; bulk loads repeat few rules, so they are computed once.

    A thousand of the longest series take some hundreds of megabytes, of a season each a few."""
    zone = zone_named(timezone)
    faults = _order_faults(rule.starts_at, rule.ends_at, "")
    if rule.rrule is not None:
        faults += find_rule_faults(rule.rrule, rule.starts_at)
    if zone is None or faults:
        raise InvalidInput(faults)
    begin, end = (datetime.combine(day, time()) for day in (window[0], window[1] + _DAY))
    duration = rule.ends_at - rule.starts_at
    walked = list(walk_starts(rule, zone, end, begin))
    originals = [start for start in walked if start >= begin and not _is_skipped(rule, start, skip)]
    if len(originals) > MAX_OCCURRENCES:
        raise too_many()
    work = len(walked) + (0 if rule.rrule is None else _TO_START)
    return _Series(tuple(originals), tuple(_session_at(start, duration, zone) for start in originals), work)


def _is_skipped(rule: RuleDraft, start: datetime, skip: tuple[Period, ...]) -> bool:
    return rule.rrule is not None and any(first <= start.date() <= last for first, last in skip)


def _session_at(start: datetime, duration: timedelta, zone: ZoneInfo) -> SessionTime:
    """Wall time to minutes. When a clock change leaves no time between start and end, the duration counts."""
    starts_at = minutes(start.replace(tzinfo=zone))
    ends_at = minutes((start + duration).replace(tzinfo=zone))
    if ends_at <= starts_at:
        ends_at = starts_at + duration // timedelta(minutes=1)
    return SessionTime(starts_at, ends_at, offset_minutes(starts_at))


def _checked_zone(schedule: ScheduleDraft) -> ZoneInfo:
    zone, faults = zone_named(schedule.timezone), find_schedule_faults(schedule)
    if zone is None or faults:
        raise InvalidInput(faults)
    return zone


def _apply_exceptions(
    schedule: ScheduleDraft, planned: dict[datetime, SessionTime], window: Period, budget: _Budget
) -> dict[datetime, SessionTime]:
    """Each exception changes the date it names or adds one; what ends up outside the window is left out."""
    zone = _checked_zone(schedule)
    changed = dict(planned)
    for exception in schedule.exceptions:
        named = _named_dates(exception, schedule, planned, budget)
        for original, session in named:
            changed[original] = _change(session, exception, zone)
        added = None if named else _add(exception, schedule, zone)
        if added is not None:
            changed[whole_minute(exception.original)] = added
    low, high = (minutes(datetime.combine(day, time(), zone)) for day in (window[0], window[1] + _DAY))
    return {original: session for original, session in changed.items() if low <= session.starts_at < high}


def _named_dates(
    exception: ExceptionDraft, schedule: ScheduleDraft, planned: Mapping[datetime, SessionTime], budget: _Budget
) -> list[tuple[datetime, SessionTime]]:
    """The planned dates an exception names: by local start, or all of a day when it says midnight.

    A date that is not in `planned` (a skipped holiday, outside the window) is looked up in the rules, unless it is
    cancelled: then it stays away.
    """
    original = whole_minute(exception.original)
    found = _on(original, planned)
    if not found and exception.status != SessionStatus.CANCELLED:
        day = original.date()
        found = _on(original, _plan(schedule, (day, day), (), budget))
    return found[:1] if exception.starts_at is not None else found


def _on(original: datetime, planned: Mapping[datetime, SessionTime]) -> list[tuple[datetime, SessionTime]]:
    if original in planned:
        return [(original, planned[original])]
    if original.time() != time():
        return []
    return [(start, session) for start, session in sorted(planned.items()) if start.date() == original.date()]


def _change(session: SessionTime, exception: ExceptionDraft, zone: ZoneInfo) -> SessionTime:
    """The session as the exception has it. A cancelled one keeps its own time, whatever else is said."""
    status, places = exception.status, exception.places_left
    if status == SessionStatus.CANCELLED:
        return session._replace(status=status.value, places_left=places)
    start = to_utc(session.starts_at).astimezone(zone).replace(tzinfo=None)
    new_start = whole_minute(exception.starts_at or start)
    duration = timedelta(minutes=session.ends_at - session.starts_at)
    moved = _session_at(new_start, exception.ends_at - new_start if exception.ends_at else duration, zone)
    is_moved = status == SessionStatus.MOVED or moved.starts_at != session.starts_at
    if status == SessionStatus.SCHEDULED and is_moved:
        status = SessionStatus.MOVED
    origin = session.starts_at if is_moved else None
    return moved._replace(status=status.value, moved_from=origin, places_left=places)


def _add(exception: ExceptionDraft, schedule: ScheduleDraft, zone: ZoneInfo) -> SessionTime | None:
    """A date no rule gives. Without a time of its own it has that of the first rule; a cancelled one needs a time."""
    status = exception.status
    if status == SessionStatus.CANCELLED and exception.starts_at is None and exception.ends_at is None:
        return None
    usual = schedule.rules[0] if schedule.rules else None
    start = whole_minute(exception.starts_at or exception.original)
    if usual is not None and exception.starts_at is None and start.time() == time() and exception.ends_at is None:
        start = datetime.combine(start.date(), whole_minute(usual.starts_at).time())
    duration = timedelta() if usual is None else usual.ends_at - usual.starts_at
    session = _session_at(start, exception.ends_at - start if exception.ends_at else duration, zone)
    origin = minutes(whole_minute(exception.original).replace(tzinfo=zone)) if status == SessionStatus.MOVED else None
    return session._replace(status=status.value, moved_from=origin, places_left=exception.places_left)


def bounds_end(schedule: ScheduleDraft, season_to: date | None) -> datetime | None:
    """When the activity is over (aware, UTC): the end of its last session that goes ahead or of the season's last day,
    whichever comes first. None when neither bounds it. Raises InvalidInput as `expand_sessions` does."""
    zone = _checked_zone(schedule)
    ends = [_last_session_end(schedule)]
    if season_to is not None and season_to.year <= LAST_YEAR:
        ends.append(datetime.combine(season_to + _DAY, time(), zone).astimezone(UTC))
    return min((end for end in ends if end is not None), default=None)


def _last_session_end(schedule: ScheduleDraft) -> datetime | None:
    if any(rule.rrule is not None and not is_bounded(rule.rrule) for rule in schedule.rules):
        return None
    days = [day for rule in schedule.rules if (day := _last_day(rule, schedule.timezone)) is not None]
    days += [(exception.starts_at or exception.original).date() for exception in schedule.exceptions]
    if not days:
        return None
    sessions = expand_sessions(schedule, first_day=max(days) - _YEAR, last_day=max(days))
    going = [session for session in sessions if not session.is_cancelled] or sessions
    return max((to_utc(session.ends_at) for session in going), default=None)


@lru_cache(maxsize=4096)
def _last_day(rule: RuleDraft, timezone: str) -> date | None:
    """The local day of the last date of a bounded rule without faults; None when it has none."""
    zone = ZoneInfo(timezone)
    return max((start.date() for start in walk_starts(rule, zone, datetime(LAST_YEAR + 1, 1, 1))), default=None)
