"""When an activity takes place, as partners write it: series with exceptions, or just a list of dates."""

from dataclasses import dataclass
from datetime import tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from app.domain.draft_parts import ExceptionDraft, RuleDraft, ScheduleDraft
from app.domain.recurrence import find_rule_faults
from app.domain.vocabulary import SessionStatus
from app.errors import Fault
from app.schemas.base import Count, Dates, Day, MaybeLine, MaybeSummary, MaybeText, RuleText, WallTime, Wire
from app.schemas.draft_parts import to_wall_time

AMSTERDAM = "Europe/Amsterdam"


@lru_cache(maxsize=1)
def _zone_names() -> frozenset[str]:
    return frozenset(available_timezones())


@lru_cache(maxsize=64)
def find_zone(name: str | None) -> ZoneInfo | None:
    """The zone of the IANA database; Amsterdam when none is named, None when there is no such zone."""
    wanted = name or AMSTERDAM
    return ZoneInfo(wanted) if wanted == AMSTERDAM or wanted in _zone_names() else None


@lru_cache(maxsize=256)
def _find_rule_faults(rrule: str) -> tuple[Fault, ...]:
    """Partners repeat a handful of rules over thousands of rows."""
    return tuple(find_rule_faults(rrule))


class SeasonIn(Wire):
    """First and last day of the season."""

    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None


class RuleIn(Wire):
    """A series, or one date when there is no rrule."""

    starts_at: WallTime
    ends_at: WallTime
    rrule: RuleText | None = None

    @field_validator("rrule")
    @classmethod
    def _check_rule(cls, rrule: str | None) -> str | None:
        """Here and not among the rules between fields, so that a wrong start does not hide a wrong rule."""
        faults = _find_rule_faults(rrule) if rrule else ()
        if faults:
            dutch = " ".join(fault.detail_nl or fault.detail for fault in faults)
            told = {"problem": " ".join(fault.detail for fault in faults), "problem_nl": dutch, "hint": faults[0].hint}
            raise PydanticCustomError("invalid-rrule", "not a rule of repetition", told)
        return rrule

    def to_draft(self, zone: tzinfo) -> RuleDraft:
        """As in the domain, in local time of `zone`."""
        return RuleDraft(to_wall_time(self.starts_at, zone), to_wall_time(self.ends_at, zone), self.rrule)


class ExceptionIn(Wire):
    """What happens to one date of a series."""

    original: WallTime
    status: SessionStatus
    starts_at: WallTime | None = None
    ends_at: WallTime | None = None
    places_left: Count | None = None
    note: MaybeText = None

    def to_draft(self, zone: tzinfo) -> ExceptionDraft:
        """As in the domain, in local time of `zone`."""
        return ExceptionDraft(
            original=to_wall_time(self.original, zone),
            status=self.status,
            starts_at=to_wall_time(self.starts_at, zone) if self.starts_at else None,
            ends_at=to_wall_time(self.ends_at, zone) if self.ends_at else None,
            places_left=self.places_left,
            note=self.note,
        )


class ScheduleIn(Wire):
    """Words for people, and the rules behind them."""

    summary: MaybeSummary = None
    timezone: MaybeLine = None
    rules: Dates[RuleIn] = ()
    exceptions: Dates[ExceptionIn] = ()


class SessionIn(Wire):
    """One date. `id` is derived from the start and not read."""

    id: MaybeLine = None
    starts_at: WallTime
    ends_at: WallTime
    status: SessionStatus | None = None
    moved_from: WallTime | None = None
    places_left: Count | None = None


@dataclass(frozen=True, slots=True)
class _Date:
    rule: RuleDraft
    exception: ExceptionDraft | None


def build_schedule(schedule: ScheduleIn | None, sessions: tuple[SessionIn, ...], zone: tzinfo) -> ScheduleDraft:
    """The schedule as given; the sessions count only when it has no rules (they are what rules expand to)."""
    given = schedule or ScheduleIn()
    rules = [rule.to_draft(zone) for rule in given.rules]
    exceptions = [exception.to_draft(zone) for exception in given.exceptions]
    if not rules:
        dates = [_date_of(session, zone) for session in sessions]
        rules = [date.rule for date in dates]
        exceptions += [date.exception for date in dates if date.exception]
    return ScheduleDraft(given.summary, given.timezone or AMSTERDAM, tuple(rules), tuple(exceptions))


def _date_of(session: SessionIn, zone: tzinfo) -> _Date:
    starts_at, ends_at = to_wall_time(session.starts_at, zone), to_wall_time(session.ends_at, zone)
    original = to_wall_time(session.moved_from, zone) if session.moved_from else starts_at
    status = session.status or (SessionStatus.MOVED if session.moved_from else SessionStatus.SCHEDULED)
    rule = RuleDraft(original, original + (ends_at - starts_at))
    if status is SessionStatus.SCHEDULED and session.places_left is None and original == starts_at:
        return _Date(rule, None)
    is_elsewhere = original != starts_at
    return _Date(
        rule,
        ExceptionDraft(
            original=original,
            status=status,
            starts_at=starts_at if is_elsewhere else None,
            ends_at=ends_at if is_elsewhere else None,
            places_left=session.places_left,
        ),
    )
