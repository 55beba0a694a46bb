"""The matching rule: the oracle that snapshot and HTTP answers are tested against (DESIGN 8).

Each filter of a query gives a verdict over a listing. A listing matches when every verdict is YES. A filter is named
after the parameter that asks it; the filters on time are one, since one session must satisfy them all.
"""

from collections.abc import Callable

from app.domain.ages import months_of_group, overlaps, overlaps_groups
from app.domain.geo import is_in_box, nearest_distance_m
from app.domain.listing import Listing
from app.domain.query import Point, Query, Surroundings
from app.domain.rule_text import score_words
from app.domain.rule_time import judge_time
from app.domain.state import effective_status, freshness_state
from app.domain.verdict import Verdict, all_of, any_of, any_shared, either, equals, of
from app.domain.vocabulary import Attendance, Cost, EnrolmentStatus, Freshness, OpenTo, Status

CLOSED_GROUPS = (OpenTo.PUPILS_OF, OpenTo.BSO_OF, OpenTo.MEMBERS_OF)
NO_TRAVEL = (Attendance.HOME, Attendance.ONLINE)


def judge_areas(item: Listing, query: Query, around: Surroundings) -> Verdict:
    """The place's own area, or a serviceArea that equals, contains or lies in the asked one; home and online always.

    Who states the areas served leaves nothing unknown.
    """
    if item.attendance in NO_TRAVEL:
        return Verdict.YES
    own = {"gemeente": item.gemeente, "stadsdeel": item.stadsdeel, "wijk": item.wijk, "buurt": item.buurt}
    answers = []
    for area in query.areas:
        stated = own[area.level.value]
        if stated == area.code or not area.related.isdisjoint(item.service_areas):
            return Verdict.YES
        is_open = stated is None and not item.service_areas and _may_lie_in(own, area.related)
        answers.append(Verdict.UNKNOWN if is_open else Verdict.NO)
    return Verdict.UNKNOWN if Verdict.UNKNOWN in answers else Verdict.NO


def _may_lie_in(own: dict[str, str | None], related: frozenset[str]) -> bool:
    """Whether the place could lie in the area for all that is known: no known level of it contradicts."""
    known = [code for code in own.values() if code is not None]
    return all(code in related for code in known)


def judge_radius(item: Listing, query: Query, around: Surroundings) -> Verdict:
    """Within the radius of the nearest origin; home and online always, at school for the asked school's own pupils."""
    if item.attendance in NO_TRAVEL or _is_at_own_school(item, query):
        return Verdict.YES
    distance = distance_of(item, query)
    if distance is None or query.radius_m is None:
        return Verdict.UNKNOWN
    return of(distance <= query.radius_m)


def _is_at_own_school(item: Listing, query: Query) -> bool:
    return (
        query.school is not None
        and item.attendance == Attendance.AT_SCHOOL
        and query.school in item.open_to_organisations
    )


def distance_of(item: Listing, query: Query) -> int | None:
    """Whole metres to the nearest origin; None without an origin or without a point known well enough."""
    if not query.near or item.lat is None or item.lon is None:
        return None
    return nearest_distance_m(Point(item.lat, item.lon), query.near)


def judge_bbox(item: Listing, query: Query, around: Surroundings) -> Verdict:
    """A map shows what has a point: home and online without one are UNKNOWN here too."""
    if item.lat is None or item.lon is None or query.bbox is None:
        return Verdict.UNKNOWN
    return of(is_in_box(Point(item.lat, item.lon), query.bbox))


def judge_age(item: Listing, query: Query, around: Surroundings) -> Verdict:
    """Overlap in months; a stated range first, else the ages of the stated groups; no range at all matches."""
    if query.age_months is None or item.has_age_range:
        asked = query.age_months or (0, 0)
        return of(overlaps(asked, item.age_min_months, item.age_max_months))
    return of(not item.school_groups or overlaps_groups(query.age_months, item.school_groups))


def judge_school_groups(item: Listing, query: Query, around: Surroundings) -> Verdict:
    """Stated groups first, else the stated age against the ages of the asked groups; neither stated matches."""
    if item.school_groups:
        return of(not set(query.school_groups).isdisjoint(item.school_groups))
    asked = [months_of_group(group) for group in query.school_groups]
    return of(any(overlaps(months, item.age_min_months, item.age_max_months) for months in asked))


def judge_school(item: Listing, query: Query, around: Surroundings) -> Verdict:
    """Pupils of the school can join: what is for pupils, BSO or members of other organisations falls out. What is for
    girls, boys, residents or children with a disability stays, since it depends on the child and not on the school."""
    if item.open_to not in CLOSED_GROUPS:
        return Verdict.YES
    if not item.open_to_organisations:
        return Verdict.UNKNOWN
    return of(query.school in item.open_to_organisations)


def judge_themes(asked: frozenset[str], item: Listing) -> Verdict:
    """Any shared theme; `asked` already holds the children of each asked theme."""
    return of(not asked.isdisjoint(item.themes)) if item.themes else Verdict.UNKNOWN


def judge_theme_all(item: Listing, query: Query, around: Surroundings) -> Verdict:
    """Each asked theme, or a child of it, is stated."""
    if not item.themes:
        return Verdict.UNKNOWN
    return of(all(not asked.isdisjoint(item.themes) for asked in query.theme_all))


def judge_cost(item: Listing, query: Query, around: Surroundings) -> Verdict:
    """free=true is stated free, or free with a named pass; freeTrial=true adds (or alone: asks) a free trial.

    free=false is stated paid, freeTrial=false no free trial. Unknown cost is never free.
    """
    if query.free is not True:
        paid = Verdict.YES if query.free is None else _judge_cost_is(Cost.PAID, item)
        trial = Verdict.YES if query.free_trial is None else equals(query.free_trial, item.has_free_trial)
        return all_of(paid, trial)
    if any(cents == 0 and name in query.passes for name, cents in item.pass_prices):
        return Verdict.YES
    free = _judge_cost_is(Cost.FREE, item)
    return either(free, equals(True, item.has_free_trial)) if query.free_trial is True else free


def _judge_cost_is(asked: Cost, item: Listing) -> Verdict:
    return Verdict.UNKNOWN if item.cost == Cost.UNKNOWN else of(item.cost == asked)


def judge_max_price(item: Listing, query: Query, around: Surroundings) -> Verdict:
    """Cents per session, with the named passes; what cannot be compared is UNKNOWN."""
    price = price_with(item, query.passes)
    if price is None or query.max_price is None:
        return Verdict.UNKNOWN
    return of(price <= query.max_price)


def price_with(item: Listing, passes: tuple[str, ...]) -> int | None:
    """Cents per session, at best with one of these passes; None when it cannot be compared."""
    prices = (item.session_price, *(cents for name, cents in item.pass_prices if name in passes))
    return min((cents for cents in prices if cents is not None), default=None)


def judge_accessibility(item: Listing, query: Query, around: Surroundings) -> Verdict:
    """Any asked feature is stated; "wheelchair" means wheelchair=yes. Nothing stated about it is UNKNOWN."""
    if any(_has_feature(item, feature) for feature in query.accessibility):
        return Verdict.YES
    is_refused = query.accessibility == ("wheelchair",) and item.wheelchair != "unknown"
    return Verdict.NO if is_refused else Verdict.UNKNOWN


def _has_feature(item: Listing, feature: str) -> bool:
    return feature in item.accessibility or (feature == "wheelchair" and item.wheelchair == "yes")


def judge_enrolment_open(item: Listing, query: Query, around: Surroundings) -> Verdict:
    """One can join now: no sign-up needed, or sign-up is open and the moment lies in its window.

    A stated window says itself whether sign-up is open where nobody states its status.
    """
    opens_at, closes_at = item.enrolment_opens_at, item.enrolment_closes_at
    if item.is_walk_in:
        answer = True
    elif item.enrolment_status is None and opens_at is None and closes_at is None:
        return Verdict.UNKNOWN
    else:
        has_opened = opens_at is None or opens_at <= around.now
        is_before_close = closes_at is None or around.now < closes_at
        answer = item.enrolment_status in (EnrolmentStatus.OPEN, None) and has_opened and is_before_close
    return of(answer is query.enrolment_open)


def judge_status(item: Listing, query: Query, around: Surroundings) -> Verdict:
    """Default: open, and planned when it collects interest. An explicit list is exact; empty ("*") is everything."""
    status = effective_status(item, around.now)
    if query.statuses is None:
        collects = status is Status.PLANNED and item.enrolment_status == EnrolmentStatus.INTEREST
        return of(status is Status.OPEN or collects)
    return of(not query.statuses or status.value in query.statuses)


def judge_freshness(item: Listing, query: Query, around: Surroundings) -> Verdict:
    """Default: not stale. An explicit list is exact; empty ("*") is everything."""
    state = freshness_state(item, around)
    if query.freshness is None:
        return of(state is not Freshness.STALE)
    return of(not query.freshness or state.value in query.freshness)


def _judge_words(item: Listing, query: Query, around: Surroundings) -> Verdict:
    return of(score_words(item, query.words, around) is not None)


def _judge_time(item: Listing, query: Query, around: Surroundings) -> Verdict:
    return Verdict.YES if query.time is None else judge_time(item, query.time, around)


Judge = Callable[[Listing, Query, Surroundings], Verdict]

JUDGES: tuple[tuple[str, Callable[[Query], bool], Judge], ...] = (
    ("q", lambda q: bool(q.words), _judge_words),
    ("area", lambda q: bool(q.areas), judge_areas),
    ("radius", lambda q: q.radius_m is not None, judge_radius),
    ("bbox", lambda q: q.bbox is not None, judge_bbox),
    ("age", lambda q: q.age_months is not None, judge_age),
    ("schoolGroup", lambda q: bool(q.school_groups), judge_school_groups),
    ("schoolType", lambda q: bool(q.school_types), lambda i, q, s: any_shared(q.school_types, i.school_types)),
    ("school", lambda q: q.school is not None, judge_school),
    ("theme", lambda q: bool(q.themes), lambda i, q, s: judge_themes(q.themes, i)),
    ("themeAll", lambda q: bool(q.theme_all), judge_theme_all),
    ("interest", lambda q: bool(q.interest), lambda i, q, s: judge_themes(q.interest, i)),
    ("free", lambda q: q.free is not None or q.free_trial is not None, judge_cost),
    ("maxPrice", lambda q: q.max_price is not None, judge_max_price),
    ("stage", lambda q: bool(q.stages), lambda i, q, s: any_of(q.stages, i.stage)),
    ("kind", lambda q: bool(q.kinds), lambda i, q, s: any_of(q.kinds, i.kind)),
    ("schoolTime", lambda q: bool(q.school_times), lambda i, q, s: any_of(q.school_times, i.school_time)),
    ("attendance", lambda q: bool(q.attendances), lambda i, q, s: any_of(q.attendances, i.attendance)),
    ("audience", lambda q: bool(q.audiences), lambda i, q, s: any_shared(q.audiences, i.audience)),
    ("individual", lambda q: q.individual is not None, lambda i, q, s: equals(bool(q.individual), i.individual)),
    ("language", lambda q: bool(q.languages), lambda i, q, s: any_shared(q.languages, i.spoken_languages)),
    ("accessibility", lambda q: bool(q.accessibility), judge_accessibility),
    ("openTo", lambda q: bool(q.open_to), lambda i, q, s: any_of(q.open_to, i.open_to)),
    (
        "organisation",
        lambda q: bool(q.organisations),
        lambda i, q, s: any_shared(q.organisations, tuple(filter(None, (i.organisation_id, *i.partner_ids)))),
    ),
    ("route", lambda q: q.route_activities is not None, lambda i, q, s: of(i.id in (q.route_activities or ()))),
    ("placeKind", lambda q: bool(q.place_kinds), lambda i, q, s: any_of(q.place_kinds, i.place_kind)),
    ("oneOff", lambda q: q.one_off is not None, lambda i, q, s: equals(bool(q.one_off), i.is_one_off)),
    ("together", lambda q: q.together is not None, lambda i, q, s: equals(bool(q.together), i.is_together)),
    ("adapted", lambda q: q.adapted is not None, lambda i, q, s: equals(bool(q.adapted), i.is_adapted)),
    ("externalId", lambda q: bool(q.external_ids), lambda i, q, s: any_of(q.external_ids, i.external_id)),
    ("example", lambda q: q.example is not None, lambda i, q, s: equals(bool(q.example), i.is_example)),
    ("time", lambda q: q.time is not None, _judge_time),
    ("enrolmentOpen", lambda q: q.enrolment_open is not None, judge_enrolment_open),
    ("status", lambda q: True, judge_status),
    ("freshness", lambda q: True, judge_freshness),
)
"""(filter name, whether the query asks it, its judge). A tomorrow's filter is one row here and one in the snapshot."""


def judge(item: Listing, query: Query, around: Surroundings) -> dict[str, Verdict]:
    """The verdict of each filter the query asks, by filter name."""
    return {name: rule(item, query, around) for name, is_asked, rule in JUDGES if is_asked(query)}


def matches(item: Listing, query: Query, around: Surroundings) -> bool:
    """Whether every filter says yes."""
    return all(rule(item, query, around) is Verdict.YES for _, is_asked, rule in JUDGES if is_asked(query))
