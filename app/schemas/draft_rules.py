"""Rules between the fields of a draft: what each field may hold alone, but not together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, tzinfo
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from app.domain.recurrence import find_rule_faults
from app.domain.vocabulary import Cost, PassEffect, PriceKind, SessionStatus
from app.errors import Fault
from app.schemas.draft_parts import AcceptsIn, AgeIn, PriceIn, to_utc, to_wall_time
from app.schemas.draft_schedule import AMSTERDAM, ExceptionIn, ScheduleIn, SessionIn, find_zone
from app.schemas.faults import Loc, Problem

if TYPE_CHECKING:
    from app.schemas.drafts import ActivityIn

OBLIGATORY = frozenset({None, PriceKind.BASE, PriceKind.REGISTRATION})
"""Kinds of price that everybody pays who joins (None is base)."""


def check_activity(wire: ActivityIn) -> Iterator[Problem]:
    """Every broken rule, in the order of the shape."""
    base_language = wire.language or "nl"
    if wire.translations and base_language in wire.translations:
        yield Problem(("translations", base_language), "base-language")
    if wire.age:
        yield from _check_age(wire.age)
    for index, price in enumerate(wire.prices):
        yield from _check_price(price, ("prices", index), is_free=wire.cost is Cost.FREE)
    for index, accepted in enumerate(wire.accepts):
        yield from _check_accepted(accepted, ("accepts", index))
    yield from _check_times(wire)
    season = wire.season
    if season and season.from_ and season.to and season.to < season.from_:
        yield Problem(("season", "to"), "date-order", {"other": "from"})


def _check_age(age: AgeIn) -> Iterator[Problem]:
    if age.min is not None and age.max is not None and age.max < age.min:
        yield Problem(("age", "max"), "range-order", {"other": "min"})
    if age.min_months is not None and age.max_months is not None and age.max_months < age.min_months:
        yield Problem(("age", "maxMonths"), "range-order", {"other": "minMonths"})


def _check_price(price: PriceIn, loc: Loc, *, is_free: bool) -> Iterator[Problem]:
    is_agreed = price.kind is PriceKind.REDUCED and price.note  # with each family apart
    if price.amount is None and price.kind is not PriceKind.VOLUNTARY and not is_agreed:
        yield Problem((*loc, "amount"), "amount-missing")
    if price.amount is not None and price.amount_max is not None and price.amount_max < price.amount:
        yield Problem((*loc, "amountMax"), "range-order", {"other": "amount"})
    if is_free and price.kind in OBLIGATORY and price.amount:
        yield Problem((*loc, "amount"), "free-with-price")


def _check_accepted(accepted: AcceptsIn, loc: Loc) -> Iterator[Problem]:
    where = (*loc, "value")
    if accepted.effect is PassEffect.FREE:
        if accepted.value is not None:
            yield Problem(where, "value-unexpected")
    elif accepted.value is None:
        yield Problem(where, "value-missing")
    elif accepted.effect is PassEffect.DISCOUNT and (accepted.value % 100 or not 100 <= accepted.value <= 10_000):
        yield Problem(where, "not-per-cent")


def _check_times(wire: ActivityIn) -> Iterator[Problem]:
    schedule = wire.schedule or ScheduleIn()
    zone: tzinfo | None = find_zone(schedule.timezone)
    if zone is None:
        yield Problem(("schedule", "timezone"), "unknown-zone")
        zone = ZoneInfo(AMSTERDAM)
    for index, rule in enumerate(schedule.rules):
        loc: Loc = ("schedule", "rules", index)
        yield from _check_order(rule.starts_at, rule.ends_at, zone, loc)
        if rule.rrule:
            for fault in _find_rule_faults(rule.rrule, to_wall_time(rule.starts_at, zone)):
                yield Problem(
                    (*loc, "rrule"), fault.code, {"problem": fault.detail, "problem_nl": fault.detail_nl}, fault.hint
                )
    for index, exception in enumerate(schedule.exceptions):
        yield from _check_exception(exception, zone, ("schedule", "exceptions", index))
    if not schedule.rules:
        for index, session in enumerate(wire.sessions):
            yield from _check_session(session, zone, ("sessions", index))
    enrolment = wire.enrolment
    opens_at, closes_at = (enrolment.opens_at, enrolment.closes_at) if enrolment else (None, None)
    if opens_at and closes_at and to_utc(closes_at, zone) < to_utc(opens_at, zone):
        yield Problem(("enrolment", "closesAt"), "date-order", {"other": "opensAt"})


@lru_cache(maxsize=256)
def _find_rule_faults(rrule: str, starts_at: datetime) -> tuple[Fault, ...]:
    """Partners repeat a handful of rules over thousands of rows."""
    return tuple(find_rule_faults(rrule, starts_at))


def _check_exception(exception: ExceptionIn, zone: tzinfo, loc: Loc) -> Iterator[Problem]:
    starts_at, ends_at = exception.starts_at, exception.ends_at
    if exception.status is SessionStatus.MOVED and starts_at is None:
        yield Problem((*loc, "startsAt"), "new-time-missing")
    if starts_at and ends_at:
        yield from _check_order(starts_at, ends_at, zone, loc)
    elif ends_at and exception.status is not SessionStatus.MOVED:
        yield from _check_order(exception.original, ends_at, zone, loc, "original")


def _check_session(session: SessionIn, zone: tzinfo, loc: Loc) -> Iterator[Problem]:
    if session.status is SessionStatus.MOVED and session.moved_from is None:
        yield Problem((*loc, "movedFrom"), "required")
    yield from _check_order(session.starts_at, session.ends_at, zone, loc)


def _check_order(
    starts_at: datetime, ends_at: datetime, zone: tzinfo, loc: Loc, other: str = "startsAt"
) -> Iterator[Problem]:
    if to_utc(ends_at, zone) <= to_utc(starts_at, zone):
        yield Problem((*loc, "endsAt"), "time-order", {"other": other})
