"""Which VEVENTs belong together: the versions, dates and changes of one UID, and the parts that Google makes of a
series when somebody changes “this and all following events”.

Such a part has the UID of the series with the first of its dates behind it (`abc_R20261125T140000@google.com`). For
families it is the same club, so parts of the same title and place are one offer, known by the UID of the first.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.importers.feed_text import first_text
from app.importers.ical_dates import Series, is_cancelled, is_void, sequence_of
from app.importers.ical_lines import Component
from app.importers.ical_zones import ZoneFinder
from app.importers.title_state import read_state

MOST_VERSIONS = 100
_PART = re.compile(r"(.{1,200}?)_R\d{8}(?:T\d{6}Z?)?(@.{0,200})?")


@dataclass(frozen=True, slots=True)
class Found:
    """One offer of a calendar. uid: "" when there is none. older: how many older versions were left out. parts: of how
    many parts it was put together."""

    uid: str
    series: Series
    older: int
    parts: int = 1


def group_events(events: Sequence[Component], zones: ZoneFinder) -> Iterator[Found]:
    """The offers in order of first mention."""
    groups: dict[tuple[object, ...], list[Component]] = {}
    for index, event in enumerate(events):
        uid = event.text("UID") or ""
        groups.setdefault((uid,) if uid else (index, ""), []).append(event)
    yield from _join_parts([found for key, members in groups.items() for found in _offers_of(key[0], members)], zones)


def _offers_of(key: object, members: list[Component]) -> Iterator[Found]:
    """What the events of one UID are, usually one offer."""
    uid = key if isinstance(key, str) else ""
    overrides, older = _newest([one for one in members if one.first("RECURRENCE-ID")], "RECURRENCE-ID")
    masters, older_masters = _newest([one for one in members if not one.first("RECURRENCE-ID")], "DTSTART")
    older += older_masters
    for series, left_out in _series_of(masters, overrides):
        yield Found(uid, series, older + left_out)
        older = 0


def _newest(events: Sequence[Component], name: str) -> tuple[list[Component], int]:
    """Of events that say the same date the last version; and how many were left out. Those of the same version with
    other titles are no versions of each other."""
    kept: dict[str, list[_Read]] = {}
    for event in events:
        given = event.first(name)
        date = f"{given.value.strip()} {given.parameters.get('RANGE', '')}" if given else ""
        same_date = kept.setdefault(date, [])
        one = _Read(_version(event), _title_of(event), event)
        at = next((at for at, other in enumerate(same_date[:MOST_VERSIONS]) if one.is_version_of(other)), None)
        if at is None:
            same_date.append(one)
        elif one.version >= same_date[at].version:
            same_date[at] = one
    newest = [one.event for same_date in kept.values() for one in same_date]
    return newest, len(events) - len(newest)


@dataclass(frozen=True, slots=True)
class _Read:
    version: tuple[int, str, str]
    title: str
    event: Component

    def is_version_of(self, other: "_Read") -> bool:
        return self.version != other.version or self.title == other.title


def _version(event: Component) -> tuple[int, str, str]:
    return sequence_of(event), event.text("LAST-MODIFIED") or "", event.text("DTSTAMP") or ""


def _title_of(event: Component) -> str:
    return read_state(first_text(event.text("SUMMARY")) or "")[0]


def _series_of(masters: list[Component], overrides: list[Component]) -> Iterator[tuple[Series, int]]:
    """(series, older versions left out), usually one.

    Several items with one UID are dates of the same when they share the title, a newer version when the sequence says
    so, and otherwise separate items whose writer gave them all one UID.
    """
    if not masters:
        first, *rest = sorted(overrides, key=is_cancelled)
        yield Series(first, tuple(rest), ()), 0
        return
    left_out = 0
    if len(masters) > 1 and len({_version(one)[0] for one in masters}) == len(masters):
        left_out = len(masters) - 1
        masters = [max(masters, key=_version)]
    by_title: dict[str, list[Component]] = {}
    for master in masters:
        by_title.setdefault(_title_of(master), []).append(master)
    for index, same in enumerate(by_title.values()):
        main = next((one for one in same if one.first("RRULE")), same[0])
        others = tuple(one for one in same if one is not main)
        yield Series(main, others, tuple(overrides) if not index else ()), left_out
        left_out = 0


# --- series that were cut


def _join_parts(found: list[Found], zones: ZoneFinder) -> Iterator[Found]:
    uids = {one.uid for one in found}
    cut = {_lineage(uid) for uid in uids if _lineage(uid) != uid}
    families: dict[tuple[object, ...], list[Found]] = {}
    for index, one in enumerate(found):
        lineage = _lineage(one.uid)
        key = (lineage, *_words_of(one.series.master)) if lineage in cut else (index,)
        families.setdefault(key, []).append(one)
    for parts in families.values():
        yield parts[0] if len(parts) == 1 else _join(parts, zones)


def _lineage(uid: str) -> str:
    """The UID of the series that a part was cut from; the UID itself when it is no part."""
    part = _PART.fullmatch(uid)
    return f"{part[1]}{part[2] or ''}" if part else uid


def _words_of(master: Component) -> tuple[str, str, bool]:
    place = first_text(master.text("LOCATION")) or ""
    return _title_of(master).casefold(), place.casefold(), is_cancelled(master)


def _join(parts: Iterable[Found], zones: ZoneFinder) -> Found:
    """One series: its texts are those of the part that begins last, which is the newest."""
    ordered = sorted(parts, key=lambda one: (one.uid != _lineage(one.uid), one.uid))
    masters = [master for one in ordered for master in (one.series.master, *one.series.others)]
    masters = [one for one in masters if not is_void(one, zones)] or masters
    newest = max(masters, key=lambda one: one.text("DTSTART") or "")
    others = tuple(one for one in masters if one is not newest)
    overrides = tuple(override for one in ordered for override in one.series.overrides)
    return Found(
        ordered[0].uid, Series(newest, others, overrides), sum(one.older for one in ordered), parts=len(ordered)
    )
