"""Facets: what can be counted, which filters each count ignores, and which values one listing adds to.

A facet counts the distribution of the listings' own values, so that its own filter does not hide the alternatives.
The filters over one thing form a group that its facets ignore together: areas; themes; cost (DESIGN 4).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from app.domain.listing import Listing
from app.domain.query import Query, Surroundings, TimeFilter
from app.domain.rule import JUDGES
from app.domain.rule_time import DAY, fitting_sessions, weekday_of
from app.domain.state import effective_status, freshness_state
from app.domain.verdict import Verdict
from app.domain.vocabulary import WEEKDAYS

Values = Callable[[Listing], Iterable[str | None]]

AREA_FACETS: dict[str, Values] = {
    "gemeente": lambda i: (i.gemeente,),
    "stadsdeel": lambda i: (i.stadsdeel,),
    "wijk": lambda i: (i.wijk,),
    "buurt": lambda i: (i.buurt,),
}

STATED_FACETS: dict[str, Values] = {
    "theme": lambda i: i.themes,
    "stage": lambda i: (i.stage,),
    "kind": lambda i: (i.kind,),
    "cost": lambda i: (i.cost,),
    "schoolTime": lambda i: (i.school_time,),
    "attendance": lambda i: (i.attendance,),
    "audience": lambda i: i.audience,
    "schoolType": lambda i: i.school_types,
    "schoolGroup": lambda i: i.school_groups,
    "language": lambda i: i.spoken_languages,
    "accessibility": lambda i: (*i.accessibility, "wheelchair" if i.wheelchair == "yes" else None),
    "openTo": lambda i: (i.open_to,),
    "placeKind": lambda i: (i.place_kind,),
}
"""What a listing states in a few fixed words."""

FACETS: tuple[str, ...] = (*AREA_FACETS, *STATED_FACETS, "organisation", "weekday", "status", "freshness")

IGNORED_FILTERS: dict[str, frozenset[str]] = {
    **{name: frozenset({name}) for name in FACETS},
    **{name: frozenset({"area"}) for name in AREA_FACETS},
    "theme": frozenset({"theme", "themeAll", "interest"}),
    "cost": frozenset({"free", "maxPrice"}),
    "weekday": frozenset(),
}
"""Facet name to the filters (names of `domain.rule.JUDGES`) it ignores; "free" is also freeTrial. `status` and
`freshness` ignore their filter also when it is the default one, so that they tell what a default search hides."""


MOST_VALUES = 200
"""A facet of organisations names so many at most, the most counted; there may be tens of thousands, and nobody chooses
from more. How many are left out is told. All other facets are closed lists, or areas, which a map needs whole."""


def query_for_facet(name: str, query: Query) -> Query:
    """The facet of weekdays asks the same question without weekdays; the dates and times asked stay in force."""
    if name != "weekday" or query.time is None:
        return query
    rest = replace(query.time, weekdays=frozenset())
    return replace(query, time=None if rest == TimeFilter() else rest)


def counts_for(name: str, item: Listing, query: Query, around: Surroundings) -> bool:
    """Whether the listing takes part in the count: every filter the facet does not ignore says yes."""
    asked = query_for_facet(name, query)
    ignored = IGNORED_FILTERS[name]
    return all(
        rule(item, asked, around) is Verdict.YES
        for judge, is_asked, rule in JUDGES
        if judge not in ignored and is_asked(asked)
    )


def values_of(
    name: str, item: Listing, query: Query, around: Surroundings, broader: Mapping[str, str]
) -> frozenset[str]:
    """The values of one listing, each once. `broader`: theme to its parent; a theme counts for its parent too.

    Weekdays are those of the sessions that satisfy all else that is asked of time, so that each count is what choosing
    that day gives.
    """
    if name == "weekday":
        sessions = fitting_sessions(item, query_for_facet(name, query).time or TimeFilter(), around)
        return frozenset(WEEKDAYS[weekday_of(session.local_start // DAY)] for session in sessions)
    if name == "status":
        return frozenset({effective_status(item, around.now).value})
    if name == "freshness":
        return frozenset({freshness_state(item, around).value})
    if name == "organisation":
        return frozenset(filter(None, (item.organisation_id, *item.partner_ids)))
    stated = frozenset(value for value in (AREA_FACETS | STATED_FACETS)[name](item) if value is not None)
    return stated | {broader[value] for value in stated if value in broader} if name == "theme" else stated
