"""The filters over a segment, one function each: which rows say yes, and which we do not know (`domain.rule` explains
why).

A tomorrow's filter is one function and one row of `FILTERS` here, and one row of `rule.JUDGES`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from app.catalogue.area_filter import judge_areas
from app.catalogue.bitmaps import Rows, Words, count, expand, from_rows, pack, rows_of, words_for
from app.catalogue.clock import Tick
from app.catalogue.columns import NEVER
from app.catalogue.nearness import chord_of, leaves_within, rows_in_box, rows_within
from app.catalogue.prices import prices_with
from app.catalogue.segment import Segment
from app.catalogue.sessions import fits_time, holidays_key
from app.domain.ages import months_of_group, overlaps
from app.domain.query import Query, Surroundings, TimeFilter
from app.domain.rule import CLOSED_GROUPS, NO_TRAVEL
from app.domain.vocabulary import SCHOOL_GROUPS, Attendance, Cost, Moment

Verdicts = tuple[Words, Words | None]
"""(rows that say yes, rows we do not know or None when there are none); no row is in both."""


@dataclass(slots=True)
class Asked:
    """One query over one segment at one minute."""

    segment: Segment
    tick: Tick
    query: Query
    around: Surroundings


def _column(name: str, values: tuple[str, ...], segment: Segment) -> Verdicts:
    return segment.any_value(name, values), segment.unstated(name)


def _flag(name: str, is_asked: bool | None, segment: Segment) -> Verdicts:
    return segment.value(name, "true" if is_asked else "false"), segment.unstated(name)


def judge_age(asked: Asked) -> Verdicts:
    """A stated range first, else the ages of the stated groups; no range at all matches."""
    segment, months = asked.segment, asked.query.age_months
    assert months is not None

    def find() -> Words:
        ranged = segment.value("ageRange", "true")
        groups = tuple(g for g in SCHOOL_GROUPS if overlaps(months, *months_of_group(g)))
        by_group = segment.any_value("schoolGroup", groups) | segment.unstated("schoolGroup")
        return (ranged & _in_range(segment, months)) | (segment.value("ageRange", "false") & by_group)

    return segment.cached(("age", months), find), None


def judge_school_groups(asked: Asked) -> Verdicts:
    """Stated groups first, else the stated age against the ages of the asked groups; neither stated matches."""
    segment, groups = asked.segment, asked.query.school_groups

    def find() -> Words:
        by_age = _in_range(segment, months_of_group(groups[0]))
        for group in groups[1:]:
            by_age = by_age | _in_range(segment, months_of_group(group))
        return segment.any_value("schoolGroup", groups) | (segment.unstated("schoolGroup") & by_age)

    return segment.cached(("schoolGroup", groups), find), None


def _in_range(segment: Segment, months: tuple[int, int]) -> Words:
    low, high = months
    return pack((segment.arrays["age_min"] <= high) & (segment.arrays["age_max"] >= low), segment.words)


def judge_school(asked: Asked) -> Verdicts:
    """Everything but the groups of other schools, BSOs and clubs."""
    segment = asked.segment
    closed = segment.any_value("openTo", CLOSED_GROUPS)
    own = segment.keyed("openToOrganisation", (asked.query.school or "",))
    unnamed = segment.value("openToOrganisations", "false")
    return (segment.every & ~closed) | (closed & own), closed & unnamed


def _themes(themes: frozenset[str], segment: Segment) -> Verdicts:
    found = segment.cached(("themes", themes), lambda: segment.any_value("theme", tuple(themes)))
    return found, segment.unstated("theme")


def judge_theme_all(asked: Asked) -> Verdicts:
    """Each asked theme, or a child of it, is stated."""
    rows = asked.segment.every
    for themes in asked.query.theme_all:
        rows = rows & _themes(themes, asked.segment)[0]
    return rows & asked.segment.stated("theme"), asked.segment.unstated("theme")


def judge_cost(asked: Asked) -> Verdicts:
    """`rule.judge_cost` explains free and freeTrial together."""
    query, segment = asked.query, asked.segment
    unknown = segment.value("cost", Cost.UNKNOWN)
    if query.free is not True:
        paid = (segment.every, segment.nothing) if query.free is None else (segment.value("cost", Cost.PAID), unknown)
        if query.free_trial is None:
            return paid
        trial = segment.value("freeTrial", "true" if query.free_trial else "false")
        yes = paid[0] & trial
        return yes, (paid[0] | paid[1]) & (trial | segment.unstated("freeTrial")) & ~yes
    yes = segment.value("cost", Cost.FREE)
    if query.passes:
        yes = yes | segment.any_value("freeWith", query.passes)
    if query.free_trial is True:
        yes = yes | segment.value("freeTrial", "true")
        unknown = unknown | segment.unstated("freeTrial")
    return yes, unknown & ~yes


def judge_max_price(asked: Asked) -> Verdicts:
    """Cents per session, with the named passes; what cannot be compared is not known."""
    query, segment = asked.query, asked.segment
    most = query.max_price or 0

    def find() -> Verdicts:
        price = prices_with(segment, query.passes)
        return pack(price <= most, segment.words), pack(price == NEVER, segment.words)

    found: Verdicts = segment.cached(("maxPrice", most, query.passes), find)
    return found


def judge_accessibility(asked: Asked) -> Verdicts:
    """Any asked feature is stated; only a stated wheelchair=limited or no is a no."""
    segment, features = asked.segment, asked.query.accessibility
    yes = segment.any_value("accessibility", features)
    if features != ("wheelchair",):
        return yes, segment.every & ~yes
    return yes, segment.value("wheelchair", "unknown") & ~yes


def judge_organisation(asked: Asked) -> Verdicts:
    """The provider or a partner."""
    segment = asked.segment
    unknown = segment.derived("no organisation", lambda: segment.every & ~segment.keyed_at_all("organisation"))
    return segment.keyed("organisation", asked.query.organisations), unknown


def judge_route(asked: Asked) -> Verdicts:
    """One of the activities on the route."""
    return rows_of_ids(asked.segment, asked.query.route_activities or ()), None


def rows_of_ids(segment: Segment, names: Iterable[str]) -> Words:
    """The rows with these ids."""
    rows = [row for name in names if (row := segment.row_of(name)) is not None]
    return from_rows(np.array(rows, dtype=np.int64), segment.words)


def judge_bbox(asked: Asked) -> Verdicts:
    """What has no point is not known."""
    segment, box = asked.segment, asked.query.bbox
    assert box is not None
    return pack(rows_in_box(segment, box), segment.words), segment.every & ~segment.has_point


def judge_time(asked: Asked, time: TimeFilter, wanted: Words, window: Rows | None) -> tuple[Words, Words]:
    """One session satisfies all. The answer is right for the `wanted` rows only; all is in words of the window."""
    segment = asked.segment
    dateless = segment.value("sessions", "false")
    placeless = segment.unstated("region") if time.moment is Moment.HOLIDAY else None
    if window is not None:
        dateless = dateless.take(window)
        placeless = None if placeless is None else placeless.take(window)
    if count(wanted) * ROWS_WORTH_A_SCAN < segment.rows:
        rows = rows_of(wanted, window)
        bounds = segment.arrays["slot_of_row"]
        first = bounds[rows]
        slots, _ = expand(first, bounds[rows + 1] - first)
        yes = _rows_that_fit(asked, time, slots)
    else:
        key = ("time", time, None if _is_timeless(time) else asked.around.now, holidays_key(asked.around))
        every = np.arange(segment.arrays["slot_row"].size)
        yes = segment.cached(key, lambda: _rows_that_fit(asked, time, every))
    if window is not None:
        yes = yes.take(window)
    yes = yes & ~dateless
    return yes, dateless if placeless is None else dateless | placeless & ~yes


ROWS_WORTH_A_SCAN = 8
"""From one in so many rows on, all are looked at, and the answer is kept."""


def _rows_that_fit(asked: Asked, time: TimeFilter, slots: Rows) -> Words:
    segment = asked.segment
    fits = fits_time(segment, slots, time, asked.around)
    return from_rows(segment.arrays["slot_row"][slots[fits]], segment.words)


def _is_timeless(time: TimeFilter) -> bool:
    """Whether the answer stays the same when minutes pass."""
    return time.from_day is not None and time.moment not in (Moment.NOW, Moment.TODAY)


def near_window(asked: Asked) -> tuple[Rows, Verdicts]:
    """The filter on radius: the only words where it is not a plain no, and its verdicts on those words.

    Those are the words of rows that no distance excludes, which come first in a segment, and the leaves near an origin.
    """
    segment, query = asked.segment, asked.query
    assert query.radius_m is not None
    no_travel = segment.derived("no travel", lambda: segment.any_value("attendance", NO_TRAVEL))
    if query.school is not None:
        own = segment.keyed("openToOrganisation", (query.school,))
        no_travel = no_travel | (own & segment.value("attendance", Attendance.AT_SCHOOL))
    if not query.near or query.school is not None:
        return _near_everywhere(asked, no_travel)
    free = words_for(segment.unplaced)
    leaves = leaves_within(segment, query.near, chord_of(query.radius_m + 0.5))
    inside = rows_within(segment, leaves, query.near, query.radius_m)
    in_free = int(leaves.searchsorted(free))
    window = np.concatenate((np.arange(free), leaves[in_free:]))
    yes = no_travel.take(window)
    yes[free:] |= inside[in_free:]
    yes[leaves[:in_free]] |= inside[:in_free]
    unknown = segment.derived("no point", lambda: segment.every & ~segment.has_point).take(window)
    unknown &= ~yes
    return window, (yes, unknown)


def _near_everywhere(asked: Asked, no_travel: Words) -> tuple[Rows, Verdicts]:
    """The same over all words: the pupils of a school may be anywhere, and without an origin nothing is known."""
    segment, query = asked.segment, asked.query
    yes, placed = no_travel.copy(), segment.nothing
    if query.near and query.radius_m is not None:
        placed = segment.has_point
        leaves = leaves_within(segment, query.near, chord_of(query.radius_m + 0.5))
        yes[leaves] |= rows_within(segment, leaves, query.near, query.radius_m)
    return np.arange(segment.words), (yes, segment.every & ~placed & ~yes)


def judge_enrolment(asked: Asked) -> Verdicts:
    """Whether one can join now."""
    yes, unknown = asked.tick.enrolment()
    return (yes, unknown) if asked.query.enrolment_open else (asked.segment.every & ~yes & ~unknown, unknown)


Judge = Callable[[Asked], Verdicts]

FILTERS: dict[str, tuple[Callable[[Query], object], Judge]] = {
    "area": (lambda q: q.areas, lambda a: judge_areas(a.segment, a.query.areas)),
    "bbox": (lambda q: q.bbox, judge_bbox),
    "age": (lambda q: q.age_months, judge_age),
    "schoolGroup": (lambda q: q.school_groups, judge_school_groups),
    "schoolType": (lambda q: q.school_types, lambda a: _column("schoolType", a.query.school_types, a.segment)),
    "school": (lambda q: q.school is not None, judge_school),
    "theme": (lambda q: q.themes, lambda a: _themes(a.query.themes, a.segment)),
    "themeAll": (lambda q: q.theme_all, judge_theme_all),
    "interest": (lambda q: q.interest, lambda a: _themes(a.query.interest, a.segment)),
    "free": (lambda q: q.free is not None or q.free_trial is not None, judge_cost),
    "maxPrice": (lambda q: q.max_price is not None, judge_max_price),
    "stage": (lambda q: q.stages, lambda a: _column("stage", a.query.stages, a.segment)),
    "kind": (lambda q: q.kinds, lambda a: _column("kind", a.query.kinds, a.segment)),
    "schoolTime": (lambda q: q.school_times, lambda a: _column("schoolTime", a.query.school_times, a.segment)),
    "attendance": (lambda q: q.attendances, lambda a: _column("attendance", a.query.attendances, a.segment)),
    "audience": (lambda q: q.audiences, lambda a: _column("audience", a.query.audiences, a.segment)),
    "individual": (lambda q: q.individual is not None, lambda a: _flag("individual", a.query.individual, a.segment)),
    "language": (lambda q: q.languages, lambda a: _column("language", a.query.languages, a.segment)),
    "accessibility": (lambda q: q.accessibility, judge_accessibility),
    "openTo": (lambda q: q.open_to, lambda a: _column("openTo", a.query.open_to, a.segment)),
    "organisation": (lambda q: q.organisations, judge_organisation),
    "route": (lambda q: q.route_activities is not None, judge_route),
    "placeKind": (lambda q: q.place_kinds, lambda a: _column("placeKind", a.query.place_kinds, a.segment)),
    "oneOff": (lambda q: q.one_off is not None, lambda a: _flag("oneOff", a.query.one_off, a.segment)),
    "together": (lambda q: q.together is not None, lambda a: _flag("together", a.query.together, a.segment)),
    "adapted": (lambda q: q.adapted is not None, lambda a: _flag("adapted", a.query.adapted, a.segment)),
    "externalId": (
        lambda q: q.external_ids,
        lambda a: (a.segment.keyed("externalId", a.query.external_ids), None),
    ),
    "example": (lambda q: q.example is not None, lambda a: _flag("example", a.query.example, a.segment)),
    "enrolmentOpen": (lambda q: q.enrolment_open is not None, judge_enrolment),
}
"""Filter name to (whether it is asked, its judge). Words, radius, time, status and freshness are worked out by
`search`."""
