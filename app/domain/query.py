"""What is asked: one immutable value, already parsed and resolved (names to codes, words to themes, places to
points)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from app.domain.vocabulary import AreaLevel, Moment, SortField


@dataclass(frozen=True, slots=True)
class Point:
    """WGS84 degrees."""

    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Box:
    """A bounding box in degrees, edges included. min_lon > max_lon does not occur (refused by the parser)."""

    min_lon: float
    min_lat: float
    max_lon: float
    max_lat: float


@dataclass(frozen=True, slots=True)
class AreaFilter:
    """One area asked for. `related` = the code itself, its ancestors and its descendants: what a serviceArea may
    name."""

    code: str
    level: AreaLevel
    related: frozenset[str]


@dataclass(frozen=True, slots=True)
class QueryWord:
    """One folded word of `q`. The last one typed also matches as a prefix. `is_fuzzy` is set by the searcher when the
    word matches nothing in the whole catalogue by stem, prefix or compound, so that one edit may be forgiven."""

    word: str
    stem: str
    is_last: bool
    is_fuzzy: bool = False


@dataclass(frozen=True, slots=True)
class TimeFilter:
    """One and the same not-cancelled session must satisfy all of this.

    Days count from 1970-01-01 (local), `weekdays` 0 = Monday, minutes are of the local day (time_to may be 1440).
    """

    from_day: int | None = None
    to_day: int | None = None
    weekdays: frozenset[int] = frozenset()
    time_from: int | None = None
    time_to: int | None = None
    moment: Moment | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """Every filter left at its default lets everything through. Tuples mean any-of. Filters AND.

    themes: asked themes with their children; theme_all: one such set per asked theme; interest: themes of plain words.
    age_months: inclusive interval. max_price: cents per session. route_activities: ids of the activities on the route.
    statuses/freshness None = the default (open, and planned when it collects interest; not stale); empty =
    everything ("*").
    sort None = the default order: distance with a place, relevance with words, else start.
    """

    words: tuple[QueryWord, ...] = ()
    areas: tuple[AreaFilter, ...] = ()
    near: tuple[Point, ...] = ()
    radius_m: int | None = None
    bbox: Box | None = None
    age_months: tuple[int, int] | None = None
    school_groups: tuple[str, ...] = ()
    school_types: tuple[str, ...] = ()
    school: str | None = None
    themes: frozenset[str] = frozenset()
    theme_all: tuple[frozenset[str], ...] = ()
    interest: frozenset[str] = frozenset()
    free: bool | None = None
    free_trial: bool | None = None
    max_price: int | None = None
    passes: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    school_times: tuple[str, ...] = ()
    attendances: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    individual: bool | None = None
    languages: tuple[str, ...] = ()
    accessibility: tuple[str, ...] = ()
    open_to: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    route_activities: frozenset[str] | None = None
    place_kinds: tuple[str, ...] = ()
    one_off: bool | None = None
    together: bool | None = None
    adapted: bool | None = None
    external_ids: tuple[str, ...] = ()
    example: bool | None = None
    time: TimeFilter | None = None
    enrolment_open: bool | None = None
    statuses: frozenset[str] | None = None
    freshness: frozenset[str] | None = None
    sort: SortField | None = None

    @property
    def order(self) -> SortField:
        """The order in force."""
        if self.sort is not None:
            return self.sort
        if self.near:
            return SortField.DISTANCE
        return SortField.RELEVANCE if self.words else SortField.START

    @property
    def ranks_age_fit(self) -> bool:
        """In the default order, with an age or group asked, a stated fit comes before no range at all (DESIGN 3,
        Age)."""
        return self.sort is None and (self.age_months is not None or bool(self.school_groups))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the rule must know beside listing and query: the moment and the facts of the place and language.

    now: minutes since the epoch. now_offset_min: UTC offset of Europe/Amsterdam at that moment.
    holidays: region -> ((first day, last day), ...) all school holidays, days since 1970-01-01, inclusive.
    stale_days: region -> (due, unconfirmed, stale): confirmed on or before that day means that state
    (`domain.freshness`);
    the key "" serves listings without a region.
    theme_words: theme id -> folded words of its labels and synonyms. stem: folded word -> its Dutch stem.
    """

    now: int
    now_offset_min: int
    holidays: Mapping[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    stale_days: Mapping[str, tuple[int, int, int]] = field(default_factory=dict)
    theme_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    stem: Callable[[str], str] = str

    @property
    def today(self) -> int:
        """The local day, counted from 1970-01-01."""
        return (self.now + self.now_offset_min) // 1440
