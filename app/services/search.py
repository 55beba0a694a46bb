"""Finding: from a request as it was typed to a question the catalogue can answer, and advice when nothing fits."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from typing import Any, Protocol

from app.catalogue.reference import Reference
from app.domain.ages import months_of_years
from app.domain.areas import AREA_PARAMETERS
from app.domain.query import Point, Query, TimeFilter
from app.domain.vocabulary import Moment, SortField
from app.errors import Fault, InvalidInput
from app.schemas.requests import SearchRequest

NOTHING = frozenset({"?"})
"""A theme no listing can have: an interest we do not understand finds nothing, and says so, instead of everything."""
INTEREST_THEMES = 3
AGE_OPEN_END = 99
MAX_RADIUS_M = 200_000

Record = dict[str, Any]


class FoundPlace(Protocol):
    """What geocoding gives."""

    @property
    def lat(self) -> float: ...
    @property
    def lon(self) -> float: ...
    @property
    def label(self) -> str: ...


Geocode = Callable[[str], FoundPlace | None]


@dataclass(frozen=True, slots=True)
class Question:
    """The query and how its words were understood."""

    query: Query
    interpreted_location: tuple[Record, ...] = ()
    interpreted_interest: tuple[str, ...] = ()


def understand(request: SearchRequest, reference: Reference, words: Callable[[str], Any], geocode: Geocode) -> Question:
    """Resolve every name. Raises InvalidInput naming every unknown or ambiguous one at once.

    `words` turns q into query words; `geocode` turns a place text into a point or None.
    """
    faults: list[Fault] = []
    locations: list[Record] = []
    asked = {name: getattr(request, name) for name in AREA_PARAMETERS if getattr(request, name)}
    areas: tuple[Any, ...] = ()
    if asked:
        try:
            areas, records = reference.areas.resolve(asked)
            locations += records
        except InvalidInput as error:
            faults += error.faults
    near = _points(request, reference, geocode, locations, faults)
    themes = [_theme(name, "theme", reference, faults) for name in request.theme]
    theme_all = [_theme(name, "themeAll", reference, faults) for name in request.theme_all]
    interest_ids = _interests(request, reference)
    query = Query(
        words=words(request.q) if request.q else (),
        areas=areas,
        near=near,
        themes=frozenset().union(*themes),
        theme_all=tuple(theme_all),
        interest=_interest_filter(request, interest_ids, reference),
        passes=_passes(request, reference, faults),
        route_activities=_routes(request, reference, faults),
        **_plain(request),
    )
    _check_known("organisation", request.organisation, reference.organisations, faults)
    if request.school:
        _check_known("school", (request.school,), reference.organisations, faults)
    if faults:
        raise InvalidInput(faults)
    return Question(query, tuple(locations), interest_ids)


def _plain(request: SearchRequest) -> dict[str, Any]:
    """The parts of the query that need no looking up."""
    return {
        "radius_m": request.radius_m,
        "bbox": request.bbox,
        "age_months": _age(request),
        "school_groups": request.school_group,
        "school_types": request.school_type,
        "school": request.school,
        "free": request.free,
        "free_trial": request.free_trial,
        "max_price": request.max_price_cents,
        "stages": request.stage,
        "kinds": request.kind,
        "school_times": request.school_time,
        "attendances": request.attendance,
        "audiences": request.audience,
        "individual": request.individual,
        "languages": request.language,
        "accessibility": request.accessibility,
        "open_to": request.open_to,
        "organisations": request.organisation,
        "place_kinds": request.place_kind,
        "one_off": request.one_off,
        "together": request.together,
        "adapted": request.adapted,
        "external_ids": request.external_id,
        "example": request.example,
        "time": _time(request),
        "enrolment_open": request.enrolment_open,
        "statuses": None if request.statuses is None else frozenset(request.statuses),
        "freshness": None if request.freshness is None else frozenset(request.freshness),
        "sort": None if request.sort is None else SortField(request.sort),
    }


def _age(request: SearchRequest) -> tuple[int, int] | None:
    if request.age is not None:
        return months_of_years(request.age, request.age)
    if request.age_min is None and request.age_max is None:
        return None
    return months_of_years(request.age_min or 0, AGE_OPEN_END if request.age_max is None else request.age_max)


def _time(request: SearchRequest) -> TimeFilter | None:
    moment = None if request.moment is None else Moment(request.moment)
    asked = TimeFilter(
        request.from_day, request.to_day, frozenset(request.weekdays), request.time_from, request.time_to, moment
    )
    return None if asked == TimeFilter() else asked


def _points(
    request: SearchRequest, reference: Reference, geocode: Geocode, locations: list[Record], faults: list[Fault]
) -> tuple[Point, ...]:
    points = list(request.near)
    for parameter, texts in (("postcode", request.postcode), ("place", request.place)):
        for text in texts:
            found = geocode(text)
            if found is None:
                hint = "Give a Dutch postcode, wijk, town or address, or use near=lat,lon."
                hint = " ".join(filter(None, (hint, reference.areas.tell_known())))
                dutch = f"We vonden geen plek bij {parameter}={text}."
                detail = f"{parameter}={text} was not found."
                faults.append(Fault("unknown-place", detail, parameter, hint=hint, detail_nl=dutch))
                continue
            points.append(Point(found.lat, found.lon))
            record = {"parameter": parameter, "asked": text, "name": found.label, "lat": found.lat, "lon": found.lon}
            locations.append(record)
    return tuple(points)


def _theme(name: str, parameter: str, reference: Reference, faults: list[Fault]) -> frozenset[str]:
    if name in reference.themes:
        return reference.themes.expand(name)
    near = get_close_matches(name, list(reference.themes.ids()), n=3)
    hint = f"Did you mean {', '.join(near)}?" if near else "See /v1/themes; for plain words use interest=."
    dutch = f"{parameter}={name} is geen thema."
    faults.append(Fault("unknown-theme", f"{parameter}={name} is not a theme.", parameter, hint=hint, detail_nl=dutch))
    return frozenset()


def _interests(request: SearchRequest, reference: Reference) -> tuple[str, ...]:
    found = dict.fromkeys(theme for text in request.interest for theme in reference.interests.interpret(text))
    return tuple(found)[: INTEREST_THEMES * max(1, len(request.interest))]


def interests_of_words(request: SearchRequest, reference: Reference) -> tuple[str, ...]:
    """The themes that the words of q lead to, for who meant a wish and not words of a title."""
    return _interests(replace(request, interest=(request.q,)), reference) if request.q else ()


def _interest_filter(request: SearchRequest, ids: tuple[str, ...], reference: Reference) -> frozenset[str]:
    if not request.interest:
        return frozenset()
    return frozenset().union(*(reference.themes.expand(theme) for theme in ids)) or NOTHING


def _passes(request: SearchRequest, reference: Reference, faults: list[Fault]) -> tuple[str, ...]:
    found: list[str] = []
    for name in request.passes:
        ids = reference.pass_ids(name)
        if not ids:
            detail, dutch = f"passes={name} is not known.", f"De pas {name} kennen we niet."
            faults.append(Fault("unknown-pass", detail, "passes", hint="See /v1/passes.", detail_nl=dutch))
        found += [name, *ids]
    return tuple(dict.fromkeys(found))


def _routes(request: SearchRequest, reference: Reference, faults: list[Fault]) -> frozenset[str] | None:
    if not request.route:
        return None
    _check_known("route", request.route, reference.routes, faults)
    known = [reference.routes[route] for route in request.route if route in reference.routes]
    return frozenset(activity for route in known for activity in route.activity_ids)


def _check_known(parameter: str, ids: tuple[str, ...], known: Mapping[str, Any], faults: list[Fault]) -> None:
    for name in ids:
        if name not in known:
            detail, dutch = f"{parameter}={name} is not known.", f"{parameter}={name} kennen we niet."
            faults.append(Fault(f"unknown-{parameter}", detail, parameter, detail_nl=dutch))


_EMPTY = SearchRequest()
_NOT_FILTERS = frozenset(
    {"near", "postcode", "place", "passes", "sort", "limit", "cursor", "facets", "facet_zeros"}
    | {"fields", "lang", "format", "min_seq"}
)


def relaxations(request: SearchRequest, count: Callable[[SearchRequest], int]) -> list[Record]:
    """Which single filter to loosen, and what that gives: best gain first, gains of nothing left out.

    value None = leave the parameter out; for radius the smallest doubling that finds something; interest: ask the words
    of q as a wish. What is no question
    without the filter (the name of a wijk that only its gemeente tells apart) is no advice.
    """
    found = _as_interest(request, count)
    for item in fields(SearchRequest):
        name = item.name
        if name in _NOT_FILTERS or getattr(request, name) == getattr(_EMPTY, name):
            continue
        try:
            total = count(replace(request, **{name: getattr(_EMPTY, name)}))
        except InvalidInput:
            continue
        if not total:
            continue
        value = None
        if name == "radius_m":
            value, total = _wider(request, count) or (None, total)
        found.append((total, name, value))
    found.sort(key=lambda row: (-row[0], row[1]))
    return [{"parameter": _wire_name(name), "value": value, "total": total} for total, name, value in found]


def _as_interest(request: SearchRequest, count: Callable[[SearchRequest], int]) -> list[tuple[int, str, Any]]:
    """The words of q taken as a wish in plain words."""
    if request.q is None or request.interest:
        return []
    total = count(replace(request, q=None, interest=(request.q,)))
    return [(total, "interest", request.q)] if total else []


def _wider(request: SearchRequest, count: Callable[[SearchRequest], int]) -> tuple[int, int] | None:
    radius = request.radius_m or 0
    while 0 < radius < MAX_RADIUS_M:
        radius *= 2
        total = count(replace(request, radius_m=radius))
        if total:
            return radius, total
    return None


_WIRE = {
    "radius_m": "radius",
    "max_price_cents": "maxPrice",
    "from_day": "dateFrom",
    "to_day": "dateTo",
    "weekdays": "weekday",
    "statuses": "status",
}


def _wire_name(name: str) -> str:
    if name in _WIRE:
        return _WIRE[name]
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)
