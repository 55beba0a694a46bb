"""The dates of one calendar item: its rules and its extra dates.

Of an item without a rule whose series stands elsewhere the dates are kept as they are.
"""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from app.importers.draft_building import MOST_DATES, DraftBuilder
from app.importers.ical_dates import (
    UTC_ZONE,
    Series,
    Stamp,
    is_cancelled,
    read_periods,
    read_stamp,
    read_stamps,
    span_of,
)
from app.importers.ical_exceptions import differences_of, read_exceptions
from app.importers.ical_lines import Component
from app.importers.ical_ranges import (
    Shift,
    cut_rules,
    end_rules,
    has_range,
    shift_original,
    write_rule,
)
from app.importers.ical_zones import ZoneFinder
from app.importers.rule_repair import expand_rule, repair_rule

MOST_RULES = 100
MOST_GIVEN, MOST_RANGES = 10, 50
"""So many RRULEs of one event, and changes from a date on, are read; the standard asks for one rule at most."""


def write_dates(series: Series, zones: ZoneFinder, builder: DraftBuilder) -> bool:
    """Fills `schedule` or `sessions`; False when the item has no start that can be read, and then the fault is said."""
    start = read_stamp(series.master.first("DTSTART"), zones)
    if start is None:
        given = series.master.text("DTSTART")
        builder.fail(*(("start-unreadable",) if given else ("start-missing",)), **({"value": given} if given else {}))
        return False
    builder.zone = _zone_of(start, series.master, zones)
    if start.unknown_zone:
        builder.warn("zone-unknown", value=start.unknown_zone, used=builder.zone)
    rules = [rule for one in series.members for rule in _dates_of(one, series, zones, builder)]
    rules = list({tuple(rule.values()): rule for rule in rules}.values())
    if too_many := {id(rule) for rule in [rule for rule in rules if "rrule" in rule][MOST_RULES:]}:
        builder.warn("rule-unreadable", value=f"{MOST_RULES} + {len(too_many)}")
        rules = [rule for rule in rules if id(rule) not in too_many]
    rules, shifts, used = _cut_at_ranges(series, rules, zones, builder)
    exceptions = read_exceptions(series, rules, shifts, used, zones=zones, builder=builder)
    builder.set_schedule(rules=rules[:MOST_DATES], exceptions=exceptions, timezone=str(builder.zone))
    if len(rules) > MOST_DATES:
        builder.warn("too-many-dates", value=MOST_DATES)
    return True


def _zone_of(start: Stamp, master: Component, zones: ZoneFinder) -> ZoneInfo:
    """The zone the series repeats in. A whole day is a day here, whatever the zone of the calendar. One date in UTC is
    shown in the zone of the calendar: it is the same moment."""
    zone = start.moment.zone
    if start.is_date:
        return zones.home
    if start.is_floating or not isinstance(zone, ZoneInfo):
        return zones.usual
    return zones.shown if zone == UTC_ZONE and not master.all("RRULE") else zone


def _dates_of(event: Component, series: Series, zones: ZoneFinder, builder: DraftBuilder) -> list[dict[str, Any]]:
    """Its rules, its first date when no rule holds it, and its RDATEs. A changed date has no rule of its own."""
    start = read_stamp(event.first("DTSTART"), zones)
    if start is None:
        builder.warn("exceptions-dropped", value=1)
        return []
    span = span_of(event, start, zones, builder)
    if event is not series.master and event.first("RECURRENCE-ID"):
        return [write_rule(*span)]
    return [*_rules(event, span, builder), *_more_dates(event, span, zones, builder)]


def _rules(event: Component, span: tuple[datetime, datetime], builder: DraftBuilder) -> list[dict[str, Any]]:
    starts_at, ends_at = span
    zone = builder.zone
    rules: list[dict[str, Any]] = []
    is_first_in_rule = False
    stated = event.all("RRULE")
    if len(stated) > MOST_GIVEN:
        builder.warn("rule-unreadable", value=f"{MOST_GIVEN} + {len(stated) - MOST_GIVEN}")
    for given in stated[:MOST_GIVEN]:
        if not given.value.strip():
            continue
        rrule, is_changed = repair_rule(given.value, starts_at, zone)
        if rrule is None:
            builder.warn("rule-unreadable", value=given.value)
            continue
        if is_changed:
            builder.warn("rule-repaired", value=given.value, used=rrule)
        first = expand_rule(rrule, starts_at, zone, 1)
        if not first:
            builder.warn("rule-unreadable", value=given.value)
            continue
        is_first_in_rule |= first[0] == starts_at
        rules.append(write_rule(starts_at, ends_at, rrule))
    return rules if is_first_in_rule else [write_rule(starts_at, ends_at), *rules]


def _more_dates(
    event: Component, span: tuple[datetime, datetime], zones: ZoneFinder, builder: DraftBuilder
) -> list[dict[str, Any]]:
    given = event.all("RDATE")
    stamps, unreadable = read_stamps(given, zones)
    if unreadable:
        builder.warn("exceptions-dropped", value=unreadable)
    lengths = list(read_periods(given)) if not unreadable else [None] * len(stamps)
    length = span[1] - span[0]
    added = []
    for stamp, own_length in zip(stamps, lengths, strict=False):
        starts_at = stamp.local(builder.zone)
        if stamp.is_date and length < timedelta(days=1):
            starts_at = datetime.combine(starts_at.date(), span[0].time())
        added.append(write_rule(starts_at, starts_at + (own_length or length)))
    return added


def _cut_at_ranges(
    series: Series, rules: list[dict[str, Any]], zones: ZoneFinder, builder: DraftBuilder
) -> tuple[list[dict[str, Any]], list[Shift], list[Component]]:
    """(the rules after the changes that hold for all later dates, how they moved, the changes that were used so)."""
    shifts: list[Shift] = []
    used: list[Component] = []
    zone, now = builder.zone, builder.context.now
    ranged = [one for one in series.overrides if has_range(one)]
    if len(ranged) > MOST_RANGES:
        builder.warn("exceptions-dropped", value=len(ranged) - MOST_RANGES)
    for event in sorted(ranged[:MOST_RANGES], key=lambda one: one.text("RECURRENCE-ID") or ""):
        at, start = read_stamp(event.first("RECURRENCE-ID"), zones), read_stamp(event.first("DTSTART"), zones)
        if at is None:
            continue
        original = shift_original(at.local(builder.zone), shifts)
        if is_cancelled(event):
            ended = end_rules(rules, original, zone, now)
            rules, used = (ended, [*used, event]) if ended else (rules, used)
            continue
        cut = cut_rules(rules, original, span_of(event, start, zones, builder), zone, now) if start else None
        if cut is not None:
            rules = cut[0]
            shifts.append(Shift(at.local(builder.zone), cut[1].at + cut[1].delta - at.local(builder.zone)))
            used.append(event)
            if told := differences_of(event, series.master):
                builder.warn("later-differs", value=original.date(), used=told)
    return rules, shifts, used
