"""Changes of one date and all later ones (RANGE=THISANDFUTURE, RFC 5545 3.2.13): the series is cut in two.

Only a series that stays on its days is cut; what else is meant by other changes nobody can know from the file.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from app.domain.recurrence import split_rule
from app.importers.ical_lines import Component
from app.importers.moments import write_local
from app.importers.rule_repair import MOST_STEPS, expand_rule

Rule = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shift:
    """From `at` on (planned wall time) every date starts `delta` later."""

    at: datetime
    delta: timedelta


def has_range(event: Component) -> bool:
    """Whether the change holds for all later dates too."""
    given = event.first("RECURRENCE-ID")
    return given is not None and "THISANDFUTURE" in given.parameters.get("RANGE", "").upper()


def write_rule(starts_at: datetime, ends_at: datetime, rrule: str | None = None) -> Rule:
    """A member of `schedule.rules`."""
    rule = {"startsAt": write_local(starts_at), "endsAt": write_local(ends_at)}
    return rule if rrule is None else {**rule, "rrule": rrule}


def cut_rules(
    rules: list[Rule], at: datetime, span: tuple[datetime, datetime], zone: ZoneInfo
) -> tuple[list[Rule], Shift] | None:
    """(the rules with the last series cut at a planned start, how much later it goes on); None when that cannot be."""
    index = max((number for number, rule in enumerate(rules) if "rrule" in rule), default=None)
    if index is None or span[0].date() != at.date():
        return None
    rule = rules[index]
    starts_at, ends_at = (datetime.fromisoformat(rule[name]) for name in ("startsAt", "endsAt"))
    planned = at.replace(hour=starts_at.hour, minute=starts_at.minute, second=starts_at.second)
    before = expand_rule(rule["rrule"], starts_at, zone, MOST_STEPS, planned)
    if len(before) < 2 or before[-1] != planned:
        return None
    parts = split_rule(rule["rrule"])
    count = parts.pop("COUNT", None)
    earlier = {**parts, "UNTIL": f"{before[-2]:%Y%m%dT%H%M%S}"}
    later = {**parts, **({"COUNT": str(int(count) - len(before) + 1)} if count else {})}
    cut = [write_rule(starts_at, ends_at, _join(earlier)), write_rule(*span, _join(later))]
    return [*rules[:index], *cut, *rules[index + 1 :]], Shift(at, span[0] - at)


def shift_original(original: datetime, shifts: list[Shift]) -> datetime:
    """When a date that the file calls by its first plan starts after the changes."""
    last = max((shift for shift in shifts if shift.at <= original), key=lambda shift: shift.at, default=None)
    return original if last is None else original + last.delta


def _join(parts: Mapping[str, str]) -> str:
    return ";".join(f"{name}={value}" for name, value in parts.items())
