"""What the parameters of each endpoint become: typed and bounded, names not yet resolved (services do that).

None and () mean: not asked. Days count from 1970-01-01, times are minutes of the local day, money is cents.
"""

from dataclasses import dataclass

from app.domain.query import Box, Point
from app.domain.vocabulary import Moment, SortField

DEFAULT_LIMIT = 20


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """`GET /v1/activities` and its POST twin. Tuples mean any-of and are sorted, except `interest`.

    statuses, freshness: None = the default filter, () = everything ("*"). sort None = the default order.
    """

    q: str | None = None
    area: tuple[str, ...] = ()
    wijk: tuple[str, ...] = ()
    buurt: tuple[str, ...] = ()
    stadsdeel: tuple[str, ...] = ()
    gemeente: tuple[str, ...] = ()
    near: tuple[Point, ...] = ()
    postcode: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    radius_m: int | None = None
    bbox: Box | None = None
    age: int | None = None
    age_min: int | None = None
    age_max: int | None = None
    school_group: tuple[str, ...] = ()
    school_type: tuple[str, ...] = ()
    school: str | None = None
    theme: tuple[str, ...] = ()
    theme_all: tuple[str, ...] = ()
    interest: tuple[str, ...] = ()
    free: bool | None = None
    free_trial: bool | None = None
    max_price_cents: int | None = None
    passes: tuple[str, ...] = ()
    stage: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    school_time: tuple[str, ...] = ()
    attendance: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    individual: bool | None = None
    language: tuple[str, ...] = ()
    accessibility: tuple[str, ...] = ()
    open_to: tuple[str, ...] = ()
    organisation: tuple[str, ...] = ()
    route: tuple[str, ...] = ()
    place_kind: tuple[str, ...] = ()
    one_off: bool | None = None
    together: bool | None = None
    adapted: bool | None = None
    external_id: tuple[str, ...] = ()
    example: bool | None = None
    from_day: int | None = None
    to_day: int | None = None
    weekdays: tuple[int, ...] = ()
    time_from: int | None = None
    time_to: int | None = None
    moment: Moment | None = None
    enrolment_open: bool | None = None
    statuses: tuple[str, ...] | None = None
    freshness: tuple[str, ...] | None = None
    sort: SortField | None = None
    limit: int = DEFAULT_LIMIT
    cursor: str | None = None
    facets: tuple[str, ...] = ()
    facet_zeros: bool = False
    fields: tuple[str, ...] = ()
    lang: str | None = None
    format: str | None = None
    min_seq: int | None = None


@dataclass(frozen=True, slots=True)
class ItemRequest:
    """`GET /v1/activities/{id}`."""

    fields: tuple[str, ...] = ()
    lang: str | None = None
    format: str | None = None
    min_seq: int | None = None


@dataclass(frozen=True, slots=True)
class ReferenceRequest:
    """One area, theme, organisation, place, route or pass."""

    lang: str | None = None
    format: str | None = None
    min_seq: int | None = None


@dataclass(frozen=True, slots=True)
class AreasRequest:
    """`GET /v1/areas`. `parent`: an area code; `gemeente`: code or name; `q`: beginning of a name."""

    q: str | None = None
    level: tuple[str, ...] = ()
    gemeente: str | None = None
    parent: str | None = None
    limit: int = 100
    cursor: str | None = None
    min_seq: int | None = None


@dataclass(frozen=True, slots=True)
class ThemesRequest:
    """`GET /v1/themes`: the whole scheme, or the children of one theme."""

    broader: str | None = None
    lang: str | None = None
    format: str | None = None
    min_seq: int | None = None


@dataclass(frozen=True, slots=True)
class OrganisationsRequest:
    """`GET /v1/organisations`."""

    q: str | None = None
    role: tuple[str, ...] = ()
    gemeente: str | None = None
    guide_for: str | None = None
    hub_for: str | None = None
    offers: tuple[str, ...] = ()
    limit: int = DEFAULT_LIMIT
    cursor: str | None = None
    lang: str | None = None
    min_seq: int | None = None


@dataclass(frozen=True, slots=True)
class PlacesRequest:
    """`GET /v1/places`."""

    q: str | None = None
    kind: tuple[str, ...] = ()
    gemeente: str | None = None
    bbox: Box | None = None
    limit: int = DEFAULT_LIMIT
    cursor: str | None = None
    format: str | None = None
    min_seq: int | None = None


@dataclass(frozen=True, slots=True)
class RoutesRequest:
    """`GET /v1/routes`."""

    q: str | None = None
    limit: int = DEFAULT_LIMIT
    cursor: str | None = None
    lang: str | None = None
    min_seq: int | None = None


@dataclass(frozen=True, slots=True)
class PassesRequest:
    """`GET /v1/passes`: passes, schemes and funds. `gemeente`: code or name."""

    gemeente: str | None = None
    kind: tuple[str, ...] = ()
    limit: int = DEFAULT_LIMIT
    cursor: str | None = None
    lang: str | None = None
    min_seq: int | None = None


@dataclass(frozen=True, slots=True)
class SuggestRequest:
    """`GET /v1/suggest`."""

    q: str
    kind: tuple[str, ...] = ()
    limit: int = 10
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class GeocodeRequest:
    """`GET /v1/geocode`: exactly one of `q` (address or place name), `postcode` or `near` (reverse)."""

    q: str | None = None
    postcode: str | None = None
    near: Point | None = None
    limit: int = 5


@dataclass(frozen=True, slots=True)
class NoParameters:
    """For endpoints that take none."""
