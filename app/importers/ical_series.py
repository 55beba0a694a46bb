"""The dates of one calendar item: its rules, its extra dates and what happens to single ones.

A date that EXDATE takes out is shown as cancelled: families see that there is no lesson in the holidays. Of an item
without a rule whose series stands elsewhere the dates are kept as they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from app.importers.draft_building import MOST_DATES, DraftBuilder
from app.importers.feed_text import read_line, shorten_text
from app.importers.ical_dates import UTC_ZONE, Stamp, end_moment, read_periods, read_stamp, read_stamps
from app.importers.ical_lines import Component
from app.importers.ical_ranges import (
    Shift,
    cut_rules,
    end_rules,
    expand_exclusions,
    has_range,
    horizon,
    shift_original,
    write_rule,
)
from app.importers.ical_zones import ZoneFinder
from app.importers.moments import write_local
from app.importers.rule_repair import MOST_STEPS, expand_rule, repair_rule

MOST_EXCEPTIONS = 1_900
_ONE_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Series:
    """The VEVENTs of one UID: the one the series is made from, more dates of the same, and changed single dates."""

    master: Component
    others: tuple[Component, ...]
    overrides: tuple[Component, ...]


def is_cancelled(event: Component) -> bool:
    """STATUS:CANCELLED, also with one l."""
    return (event.text("STATUS") or "").upper() in ("CANCELLED", "CANCELED")


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
    starts_at, ends_at = _span(series.master, start, zones, builder)
    rules = _rules(series, (starts_at, ends_at), zones, builder)
    rules += _more_dates(series, ends_at - starts_at, zones, builder)
    rules, shifts, used = _cut_at_ranges(series, rules, zones, builder)
    exceptions = _exceptions(series, rules, shifts, used, zones=zones, builder=builder)
    builder.set_schedule(rules=rules[:MOST_DATES], exceptions=exceptions, timezone=str(builder.zone))
    if len(rules) > MOST_DATES:
        builder.warn("too-many-dates", value=MOST_DATES)
    return True


def _zone_of(start: Stamp, master: Component, zones: ZoneFinder) -> ZoneInfo:
    """The zone the series repeats in. One date in UTC is shown in the zone of the calendar: it is the same moment."""
    zone = start.moment.zone
    if start.is_floating or not isinstance(zone, ZoneInfo):
        return zones.usual
    return zones.usual if zone == UTC_ZONE and not master.all("RRULE") else zone


def _span(event: Component, start: Stamp, zones: ZoneFinder, builder: DraftBuilder) -> tuple[datetime, datetime]:
    end, is_unreadable = end_moment(event, start, zones)
    if is_unreadable:
        builder.warn("end-unreadable", value=event.text("DTEND"))
    return builder.read_span(start.moment, end)


def _rules(
    series: Series, span: tuple[datetime, datetime], zones: ZoneFinder, builder: DraftBuilder
) -> list[dict[str, Any]]:
    starts_at, ends_at = span
    zone = _wall_zone(builder)
    rules: list[dict[str, Any]] = []
    is_first_in_rule = False
    for given in series.master.all("RRULE")[:10]:
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


def _more_dates(series: Series, length: timedelta, zones: ZoneFinder, builder: DraftBuilder) -> list[dict[str, Any]]:
    """RDATEs, and items that repeat the UID for another date."""
    given = series.master.all("RDATE")
    stamps, unreadable = read_stamps(given, zones)
    if unreadable:
        builder.warn("exceptions-dropped", value=unreadable)
    lengths = list(read_periods(given)) if not unreadable else [None] * len(stamps)
    added = []
    for stamp, own_length in zip(stamps, lengths, strict=False):
        starts_at = stamp.local(builder.zone)
        if stamp.is_date and length < timedelta(days=1):
            starts_at = datetime.combine(starts_at.date(), _usual_time(series.master, zones, builder))
        added.append(write_rule(starts_at, starts_at + (own_length or length)))
    for other in series.others:
        start = read_stamp(other.first("DTSTART"), zones)
        if start is None:
            builder.warn("exceptions-dropped", value=1)
            continue
        added.append(write_rule(*_span(other, start, zones, builder)))
    return added


def _usual_time(master: Component, zones: ZoneFinder, builder: DraftBuilder) -> time:
    start = read_stamp(master.first("DTSTART"), zones)
    return start.local(builder.zone).time() if start else time()


def _wall_zone(builder: DraftBuilder) -> ZoneInfo:
    return builder.zone if isinstance(builder.zone, ZoneInfo) else UTC_ZONE


def _cut_at_ranges(
    series: Series, rules: list[dict[str, Any]], zones: ZoneFinder, builder: DraftBuilder
) -> tuple[list[dict[str, Any]], list[Shift], list[Component]]:
    """(the rules after the changes that hold for all later dates, how they moved, the changes that were used so)."""
    shifts: list[Shift] = []
    used: list[Component] = []
    zone, now = _wall_zone(builder), builder.context.now
    ranged = [one for one in series.overrides if has_range(one)][:50]
    for event in sorted(ranged, key=lambda one: one.text("RECURRENCE-ID") or ""):
        at, start = read_stamp(event.first("RECURRENCE-ID"), zones), read_stamp(event.first("DTSTART"), zones)
        if at is None:
            continue
        original = shift_original(at.local(builder.zone), shifts)
        if is_cancelled(event):
            ended = end_rules(rules, original, zone, now)
            rules, used = (ended, [*used, event]) if ended else (rules, used)
            continue
        cut = cut_rules(rules, original, _span(event, start, zones, builder), zone, now) if start else None
        if cut is not None:
            rules = cut[0]
            shifts.append(Shift(at.local(builder.zone), cut[1].at + cut[1].delta - at.local(builder.zone)))
            used.append(event)
            if told := _differences(event, series.master):
                builder.warn("later-differs", value=original.date(), used=told)
    return rules, shifts, used


# --- exceptions


def _exceptions(
    series: Series,
    rules: Sequence[dict[str, Any]],
    shifts: list[Shift],
    used: list[Component],
    *,
    zones: ZoneFinder,
    builder: DraftBuilder,
) -> list[dict[str, Any]]:
    excluded, unreadable = read_stamps(series.master.all("EXDATE"), zones)
    done = {id(one) for one in used}
    waiting = [one for one in series.overrides if id(one) not in done]
    overrides = [(stamp, one) for one in waiting if (stamp := read_stamp(one.first("RECURRENCE-ID"), zones))]
    unreadable += len(waiting) - len(overrides)
    if unreadable:
        builder.warn("exceptions-dropped", value=unreadable)
    by_rule = [shift_original(one, shifts) for one in _excluded_by_rules(series.master, zones, builder)]
    named = [*by_rule, *(stamp.local(builder.zone) for stamp in (*excluded, *(one for one, _ in overrides)))]
    planned = _planned(rules, max(named, default=None), builder)
    found = {one: {"original": write_local(one), "status": "cancelled"} for one in by_rule if one in planned}
    for stamp in excluded:
        original = _match_excluded(stamp, planned, shifts, builder)
        if original is not None:
            found[original] = {"original": write_local(original), "status": "cancelled"}
    for stamp, event in overrides:
        original = _match_override(stamp, planned, builder)
        original = original if original in planned else shift_original(original, shifts)
        change = _change(event, original, planned, master=series.master, zones=zones, builder=builder)
        if change is not None:
            found[original] = change
    for other in series.others:
        start = read_stamp(other.first("DTSTART"), zones) if is_cancelled(other) else None
        if start is not None:
            original = start.local(builder.zone)
            found[original] = {"original": write_local(original), "status": "cancelled"}
    if len(found) > MOST_EXCEPTIONS:
        builder.warn("too-many-dates", value=MOST_EXCEPTIONS)
    return [found[original] for original in sorted(found)][-MOST_EXCEPTIONS:]


def _excluded_by_rules(master: Component, zones: ZoneFinder, builder: DraftBuilder) -> list[datetime]:
    """The dates that EXRULEs take out; of endless ones those of the coming years."""
    start = read_stamp(master.first("DTSTART"), zones)
    found: list[datetime] = []
    for given in master.all("EXRULE")[:5]:
        if start is None:
            break
        read = expand_exclusions(given.value, start.local(builder.zone), _wall_zone(builder), builder.context.now)
        if read is None:
            builder.warn("exclusion-unreadable", value=given.value)
            continue
        found += read[0]
        if read[1]:
            builder.warn("exclusion-rule", value=given.value, used=horizon(builder.context.now).date())
    return found


def _planned(rules: Sequence[dict[str, Any]], last: datetime | None, builder: DraftBuilder) -> dict[datetime, datetime]:
    """Planned start to end, up to the last date that an exception names."""
    planned: dict[datetime, datetime] = {}
    if last is None:
        return planned
    until = datetime.combine(last.date(), time(23, 59, 59))
    for rule in rules:
        starts_at, ends_at = (datetime.fromisoformat(rule[name]) for name in ("startsAt", "endsAt"))
        rrule = rule.get("rrule")
        dates = expand_rule(rrule, starts_at, _wall_zone(builder), MOST_STEPS, until) if rrule else [starts_at]
        planned.update((start, start + (ends_at - starts_at)) for start in dates)
    return planned


def _match_excluded(
    stamp: Stamp, planned: dict[datetime, datetime], shifts: list[Shift], builder: DraftBuilder
) -> datetime | None:
    """The planned date an EXDATE means: the exact one, or that of its day when it says a day, midnight or a time
    without a zone. None when nothing is planned then: such an EXDATE is left over from an earlier rule."""
    local = stamp.local(builder.zone)
    for exact in (local, shift_original(local, shifts)):
        if exact in planned:
            return exact
    same_day = [start for start in planned if start.date() == local.date()]
    is_loose = stamp.is_date or stamp.is_floating or local.time() == time()
    if not same_day or not is_loose:
        return None
    if not stamp.is_date:
        builder.warn("exception-without-time", value=local.date())
    return same_day[0] if len(same_day) == 1 else datetime.combine(local.date(), time())


def _match_override(stamp: Stamp, planned: dict[datetime, datetime], builder: DraftBuilder) -> datetime:
    local = stamp.local(builder.zone)
    same_day = [start for start in planned if start.date() == local.date()]
    if local not in planned and len(same_day) == 1 and (stamp.is_date or stamp.is_floating):
        return same_day[0]
    return local


def _change(
    event: Component,
    original: datetime,
    planned: dict[datetime, datetime],
    *,
    master: Component,
    zones: ZoneFinder,
    builder: DraftBuilder,
) -> dict[str, Any] | None:
    """What a changed date says; None when it says nothing new."""
    if has_range(event):
        builder.warn("range-exception", value=original.date())
    change: dict[str, Any] = {"original": write_local(original), "status": "scheduled"}
    if is_cancelled(event):
        return {**change, "status": "cancelled"}
    start = read_stamp(event.first("DTSTART"), zones)
    if start is not None:
        starts_at, ends_at = _span(event, start, zones, builder)
        if starts_at != original:
            change |= {"status": "moved", "startsAt": write_local(starts_at), "endsAt": write_local(ends_at)}
        elif ends_at != planned.get(original, ends_at + _ONE_MINUTE):
            change["endsAt"] = write_local(ends_at)
    note = _differences(event, master)
    if note:
        change["note"] = shorten_text(note, 1_000)
    return change if len(change) > 2 or original not in planned else None


def _differences(event: Component, master: Component) -> str:
    """Another title or place on this date, for people."""
    names = ("SUMMARY", "LOCATION")
    told = [text for name in names if (text := event.text(name)) and text != master.text(name)]
    return ". ".join(line for text in told if (line := read_line(text)))
