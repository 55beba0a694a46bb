"""What happens to single dates of a calendar item: taken out (EXDATE, EXRULE), moved, cancelled (RECURRENCE-ID).

A date that is taken out is shown as cancelled: families see that there is no lesson in the holidays.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from app.importers.draft_building import DraftBuilder
from app.importers.feed_text import read_line, shorten_text
from app.importers.ical_dates import (
    Series,
    Stamp,
    is_cancelled,
    read_stamp,
    read_stamps,
    sequence_of,
    span_of,
)
from app.importers.ical_lines import Component
from app.importers.ical_ranges import Shift, expand_exclusions, has_range, horizon, shift_original
from app.importers.ical_zones import ZoneFinder
from app.importers.moments import write_local
from app.importers.rule_repair import MOST_STEPS, expand_rule

MOST_EXCEPTIONS = 1_900
MOST_EXCLUSIONS = 5
MOST_PLANNED = 3 * MOST_STEPS
_ONE_MINUTE = timedelta(minutes=1)


def read_exceptions(
    series: Series,
    rules: Sequence[dict[str, Any]],
    shifts: list[Shift],
    used: list[Component],
    *,
    zones: ZoneFinder,
    builder: DraftBuilder,
) -> list[dict[str, Any]]:
    """The members of `schedule.exceptions`, in order. `used`: changes that the rules hold already."""
    excluded, unreadable = _excluded_dates(series, zones)
    done = {id(one) for one in used}
    waiting = [one for one in series.overrides if id(one) not in done]
    overrides = [(stamp, one) for one in waiting if (stamp := read_stamp(one.first("RECURRENCE-ID"), zones))]
    start = read_stamp(series.master.first("DTSTART"), zones)
    if start is not None and start.is_date:
        excluded = {stamp.as_day(): version for stamp, version in excluded.items()}
        overrides = [(stamp.as_day(), one) for stamp, one in overrides]
    unreadable += len(waiting) - len(overrides)
    if unreadable:
        builder.warn("exceptions-dropped", value=unreadable)
    by_rule = [
        shift_original(date, shifts) for one in series.members for date in _excluded_by_rules(one, zones, builder)
    ]
    named = [*by_rule, *(stamp.local(builder.zone) for stamp in (*excluded, *(one for one, _ in overrides)))]
    named += [shift_original(one, shifts) for one in named]
    planned = _planned(rules, named, builder)
    days = _by_day(planned)
    found = {one: {"original": write_local(one), "status": "cancelled"} for one in by_rule if one in planned}
    versions: dict[datetime, int] = {}
    for stamp, version in excluded.items():
        original = _match_excluded(stamp, days, shifts, builder)
        if original is not None:
            found[original] = {"original": write_local(original), "status": "cancelled"}
            versions[original] = version
    _warn_unmatched(excluded, found, builder)
    for stamp, event in overrides:
        original = _match_override(stamp, days, builder)
        shifted = shift_original(original, shifts)
        original = shifted if shifted in planned or original not in planned else original
        if versions.get(original, 0) > sequence_of(event):
            continue
        change = _change(event, original, planned, master=series.master, zones=zones, builder=builder)
        if change is not None:
            found[original] = change
    for other in series.members[1:]:
        start = read_stamp(other.first("DTSTART"), zones) if is_cancelled(other) else None
        if start is not None:
            original = start.local(builder.zone)
            found[original] = {"original": write_local(original), "status": "cancelled"}
    if len(found) > MOST_EXCEPTIONS:
        builder.warn("too-many-dates", value=MOST_EXCEPTIONS)
    return [found[original] for original in sorted(found)][-MOST_EXCEPTIONS:]


def _excluded_dates(series: Series, zones: ZoneFinder) -> tuple[dict[Stamp, int], int]:
    """(EXDATEs with the version of the item that says them, how many could not be read)."""
    found: dict[Stamp, int] = {}
    unreadable = 0
    for one in series.members:
        stamps, wrong = read_stamps(one.all("EXDATE"), zones)
        found |= dict.fromkeys(stamps, sequence_of(one))
        unreadable += wrong
    return found, unreadable


def _excluded_by_rules(master: Component, zones: ZoneFinder, builder: DraftBuilder) -> list[datetime]:
    """The dates that EXRULEs take out; of endless ones those of the coming years."""
    start = read_stamp(master.first("DTSTART"), zones)
    found: list[datetime] = []
    stated = master.all("EXRULE")
    if len(stated) > MOST_EXCLUSIONS:
        builder.warn("exclusion-unreadable", value=f"{MOST_EXCLUSIONS} + {len(stated) - MOST_EXCLUSIONS}")
    for given in stated[:MOST_EXCLUSIONS]:
        if start is None:
            break
        read = expand_exclusions(given.value, start.local(builder.zone), builder.zone, builder.context.now)
        if read is None:
            builder.warn("exclusion-unreadable", value=given.value)
            continue
        found += read[0]
        if read[1]:
            builder.warn("exclusion-rule", value=given.value, used=horizon(builder.context.now).date())
    return found


def _planned(
    rules: Sequence[dict[str, Any]], named: Sequence[datetime], builder: DraftBuilder
) -> dict[datetime, datetime]:
    """Planned start to end, from the first to the last date that an exception names."""
    planned: dict[datetime, datetime] = {}
    if not named:
        return planned
    begin, until = datetime.combine(min(named).date(), time()), datetime.combine(max(named).date(), time(23, 59, 59))
    for rule in rules:
        starts_at, ends_at = (datetime.fromisoformat(rule[name]) for name in ("startsAt", "endsAt"))
        rrule = rule.get("rrule")
        dates = expand_rule(rrule, starts_at, builder.zone, MOST_STEPS, until, begin) if rrule else [starts_at]
        planned.update((start, start + (ends_at - starts_at)) for start in dates)
        if len(planned) > MOST_PLANNED:
            break
    return planned


def _by_day(planned: Iterable[datetime]) -> dict[date, list[datetime]]:
    days: dict[date, list[datetime]] = {}
    for start in planned:
        days.setdefault(start.date(), []).append(start)
    return days


def _match_excluded(
    stamp: Stamp, days: Mapping[date, list[datetime]], shifts: list[Shift], builder: DraftBuilder
) -> datetime | None:
    """The planned date an EXDATE means: the exact one, or that of its day when it says a day, midnight or a time
    without a zone. None when nothing is planned then: such an EXDATE is left over from an earlier rule."""
    local = stamp.local(builder.zone)
    for exact in (shift_original(local, shifts), local):
        if exact in days.get(exact.date(), ()):
            return exact
    same_day = days.get(local.date())
    is_loose = stamp.is_date or stamp.is_floating or local.time() == time()
    if not same_day or not is_loose:
        return None
    if not stamp.is_date:
        builder.warn("exception-without-time", value=local.date())
    return same_day[0] if len(same_day) == 1 else datetime.combine(local.date(), time())


def _warn_unmatched(excluded: Iterable[Stamp], found: Mapping[datetime, Any], builder: DraftBuilder) -> None:
    """Says which days are taken out on which nothing was planned."""
    days = {original.date() for original in found}
    odd = sorted({day for stamp in excluded if (day := stamp.local(builder.zone).date()) not in days})
    if odd:
        builder.warn("exception-unmatched", value=", ".join(str(day) for day in odd[:5]))


def _match_override(stamp: Stamp, days: Mapping[date, list[datetime]], builder: DraftBuilder) -> datetime:
    local = stamp.local(builder.zone)
    same_day = days.get(local.date(), [])
    if local not in same_day and len(same_day) == 1 and (stamp.is_date or stamp.is_floating):
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
        starts_at, ends_at = span_of(event, start, zones, builder)
        if starts_at != original:
            change |= {"status": "moved", "startsAt": write_local(starts_at), "endsAt": write_local(ends_at)}
        elif ends_at != planned.get(original, ends_at + _ONE_MINUTE):
            change["endsAt"] = write_local(ends_at)
    note = differences_of(event, master)
    if note:
        change["note"] = shorten_text(note, 1_000)
    return change if len(change) > 2 or original not in planned else None


def differences_of(event: Component, master: Component) -> str:
    """Another title or place on this date, for people; of a series that has no texts nothing differs."""
    names = ("SUMMARY", "LOCATION") if master.text("SUMMARY") else ()
    told = [text for name in names if (text := event.text(name)) and text != master.text(name)]
    return ". ".join(line for text in told if (line := read_line(text)))
