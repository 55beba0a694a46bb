"""Changes of one date and all later ones (RANGE=THISANDFUTURE, RFC 5545 3.2.13), and rules for dates that do not take
place (EXRULE, RFC 2445 4.8.5.2).

A series is cut in two where the change begins. What follows is a rule again when one says exactly the moved dates, else
the dates themselves, as far as they can be known.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from app.domain.recurrence import DAY_CODES, is_bounded, split_rule
from app.importers.ical_lines import Component
from app.importers.moments import write_local
from app.importers.rule_repair import MOST_STEPS, expand_rule, repair_rule

Rule = dict[str, Any]
YEARS_AHEAD = 3
MOST_COMPARED = 60
MOST_LISTED = 400


@dataclass(frozen=True, slots=True)
class Shift:
    """From `at` on (planned wall time) every date starts `delta` later."""

    at: datetime
    delta: timedelta


@dataclass(frozen=True, slots=True)
class _Found:
    """The series that a change falls in: the dates up to and with the changed one, and those from it on."""

    index: int
    before: list[datetime]
    after: list[datetime]


def has_range(event: Component) -> bool:
    """Whether the change holds for all later dates too."""
    given = event.first("RECURRENCE-ID")
    return given is not None and "THISANDFUTURE" in given.parameters.get("RANGE", "").upper()


def write_rule(starts_at: datetime, ends_at: datetime, rrule: str | None = None) -> Rule:
    """A member of `schedule.rules`."""
    rule = {"startsAt": write_local(starts_at), "endsAt": write_local(ends_at)}
    return rule if rrule is None else {**rule, "rrule": rrule}


def horizon(now: datetime) -> datetime:
    """Up to when dates of endless rules are worked out; the end of a year, so that a file reads the same all year."""
    return datetime(now.year + YEARS_AHEAD, 12, 31, 23, 59)


def cut_rules(
    rules: list[Rule], at: datetime, span: tuple[datetime, datetime], zone: ZoneInfo, now: datetime
) -> tuple[list[Rule], Shift] | None:
    """(the rules with the series cut at a planned start, how much later it goes on); None when nothing is planned
    then."""
    found = _find(rules, at, zone, now)
    planned = found.before[-1] if found else _single_on(rules, at)
    if planned is None:
        return None
    shift = Shift(planned, span[0] - planned)
    shifted = [_shift_single(rule, shift, span) for rule in rules]
    if found is not None:
        rule = rules[found.index]
        shifted[found.index : found.index + 1] = [*_earlier(rule, found), *_later(rule, found, span, zone)]
    return shifted, shift


def _single_on(rules: Sequence[Rule], at: datetime) -> datetime | None:
    """The date that stands by itself on that day."""
    starts = (datetime.fromisoformat(rule["startsAt"]) for rule in rules if "rrule" not in rule)
    return next((start for start in starts if start.date() == at.date()), None)


def _shift_single(rule: Rule, shift: Shift, span: tuple[datetime, datetime]) -> Rule:
    """A date that stands by itself moves with the others when it lies behind the change."""
    starts_at = datetime.fromisoformat(rule["startsAt"])
    if "rrule" in rule or starts_at < shift.at:
        return rule
    moved = starts_at + shift.delta
    return write_rule(moved, moved + (span[1] - span[0]))


def end_rules(rules: list[Rule], at: datetime, zone: ZoneInfo, now: datetime) -> list[Rule] | None:
    """The rules with the series ended before a planned start; None when nothing is planned then."""
    found = _find(rules, at, zone, now)
    if found is None:
        return None
    return [*rules[: found.index], *_earlier(rules[found.index], found), *rules[found.index + 1 :]]


def _find(rules: list[Rule], at: datetime, zone: ZoneInfo, now: datetime) -> _Found | None:
    """The last series with a date on that day."""
    until = at.replace(hour=23, minute=59, second=59)
    for index in range(len(rules) - 1, -1, -1):
        rrule = rules[index].get("rrule")
        if rrule is None:
            continue
        starts_at = datetime.fromisoformat(rules[index]["startsAt"])
        if not expand_rule(rrule, starts_at, zone, MOST_STEPS, until, until.replace(hour=0, minute=0, second=0)):
            continue
        before = expand_rule(rrule, starts_at, zone, MOST_STEPS, until)
        if before and before[-1].date() == at.date():
            last = None if is_bounded(rrule) else max(horizon(now), at + timedelta(days=366))
            return _Found(index, before, expand_rule(rrule, starts_at, zone, MOST_STEPS, last)[len(before) - 1 :])
    return None


def _earlier(rule: Rule, found: _Found) -> list[Rule]:
    if len(found.before) < 2:
        return []
    parts = split_rule(rule["rrule"])
    parts.pop("COUNT", None)
    return [{**rule, "rrule": _join({**parts, "UNTIL": f"{found.before[-2]:%Y%m%dT%H%M%S}"})}]


def _later(rule: Rule, found: _Found, span: tuple[datetime, datetime], zone: ZoneInfo) -> list[Rule]:
    """A rule that says exactly the moved dates, else the dates."""
    delta = span[0] - found.after[0]
    moved = [start + delta for start in found.after]
    parts = split_rule(rule["rrule"])
    if "COUNT" in parts:
        parts["COUNT"] = str(len(moved))
    shifted = _shift_days(parts, (span[0].date() - found.after[0].date()).days)
    for given in (shifted, {**{k: v for k, v in shifted.items() if k != "UNTIL"}, "COUNT": str(len(moved))}):
        most = len(moved) + 1 if is_bounded(rule["rrule"]) else min(MOST_COMPARED, len(moved))
        repaired, _ = repair_rule(_join(given), span[0], zone)
        if repaired is not None and expand_rule(repaired, span[0], zone, most) == moved[:most]:
            return [write_rule(*span, repaired)]
        if not is_bounded(rule["rrule"]):
            break
    length = span[1] - span[0]
    return [write_rule(start, start + length) for start in moved[:MOST_LISTED]]


def _shift_days(parts: Mapping[str, str], days: int) -> dict[str, str]:
    """A weekly rule on the days that lie so much later."""
    if parts.get("FREQ") != "WEEKLY" or "BYDAY" not in parts or not days:
        return dict(parts)
    moved = sorted((DAY_CODES.index(day) + days) % 7 for day in parts["BYDAY"].split(",") if day in DAY_CODES)
    return {**parts, "BYDAY": ",".join(DAY_CODES[day] for day in moved)}


def shift_original(original: datetime, shifts: Sequence[Shift]) -> datetime:
    """When a date that the file calls by its first plan starts after the changes."""
    last = max((shift for shift in shifts if shift.at <= original), key=lambda shift: shift.at, default=None)
    return original if last is None else original + last.delta


def _join(parts: Mapping[str, str]) -> str:
    return ";".join(f"{name}={value}" for name, value in parts.items())


def expand_exclusions(
    given: str, starts_at: datetime, zone: ZoneInfo, now: datetime
) -> tuple[list[datetime], bool] | None:
    """(the dates that a rule takes out, whether it goes on beyond them); None when it cannot be used."""
    rrule, _ = repair_rule(given, starts_at, zone)
    if rrule is None:
        return None
    first, is_endless = datetime(now.year - 1, 1, 1), not is_bounded(rrule)
    dates = expand_rule(rrule, starts_at, zone, MOST_STEPS, horizon(now))
    return [start for start in dates if start >= first or not is_endless], is_endless
