"""Who asks for a next step and what the child did: plain values, resolved, with nothing that is ever stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.ages import groups_of_school_types, months_of_group
from app.domain.listing import Listing
from app.domain.query import Point, TimeFilter

Params = Mapping[str, str | int | tuple[int, ...] | None]


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the child, the first one is home. point: None when only a gemeente or stadsdeel was named.

    areas: codes the caller named, with what they lie in; empty for a bare point, from which nobody's residence is
    concluded. is_given: False for the gemeente of what the child did, which stands in when no place was named.
    """

    point: Point | None = None
    gemeente: str | None = None
    stadsdeel: str | None = None
    wijk: str | None = None
    areas: frozenset[str] = frozenset()
    is_given: bool = True


@dataclass(frozen=True, slots=True)
class Situation:
    """ages: completed years, one per child. reach_m: metres as the crow flies. max_price: cents a session.

    themes: what was asked by theme, interest or energy, best first. words: folded words of the interest.
    groups: closed groups the caller named (`OpenTo` values). direction: deepen, broaden or any.
    """

    ages: tuple[int, ...] = ()
    school_groups: tuple[str, ...] = ()
    school_types: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    reach_m: int = 0
    school: str | None = None
    is_free_only: bool = False
    max_price: int | None = None
    passes: tuple[str, ...] = ()
    time: TimeFilter | None = None
    accessibility: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    groups: frozenset[str] = frozenset()
    for_school: bool = False
    direction: str = "any"
    themes: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()
    limit: int = 3

    @property
    def asked_groups(self) -> tuple[str, ...]:
        """The school groups asked for; where neither age nor group is, those of the school types that were named."""
        if self.ages or self.school_groups:
            return self.school_groups
        return groups_of_school_types(self.school_types)

    @property
    def years(self) -> tuple[int, ...]:
        """The ages of the children in completed years, as far as age, group or school type says."""
        if self.ages:
            return self.ages
        spans = [months_of_group(group) for group in self.asked_groups]
        return tuple(sorted({year for low, high in spans for year in range(low // 12, high // 12 + 1)}))

    @property
    def points(self) -> tuple[Point, ...]:
        """The places a distance can be told from."""
        return tuple(place.point for place in self.places if place.point is not None)

    @property
    def home(self) -> Place | None:
        """Where the child lives, as far as the caller said."""
        return self.places[0] if self.places and self.places[0].is_given else None


@dataclass(frozen=True, slots=True)
class Done:
    """What the child did. words: folded words of title and summary. follow_up: ids that its provider named."""

    id: str
    title: str = ""
    organisation_id: str = ""
    organisation: str | None = None
    themes: tuple[str, ...] = ()
    stage: str | None = None
    gemeente: str | None = None
    title_key: str = ""
    words: frozenset[str] = frozenset()
    replaced_by: str | None = None
    follow_up: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Authored:
    """A step that people laid out: the next one on a route (ahead 1), one further (ahead 2, ...), or a follow-up named
    by the provider (route_id None)."""

    after: str
    ahead: int = 1
    relation: str | None = None
    route_id: str | None = None
    route_title: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """An activity that might come next. help_ids: arrangements that can pay it where it is. is_on_route: part of any
    created route."""

    listing: Listing
    authored: Authored | None = None
    help_ids: tuple[str, ...] = ()
    is_on_route: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """Why this step, or what stands in the way: a code of `reason_words` and what its sentence needs."""

    code: str
    params: Params = field(default_factory=dict)


UNRELATED = ("otherTheme", "themeUnknown")
"""The weights of what does not follow from what was done or asked."""


@dataclass(frozen=True, slots=True)
class Step:
    """One suggestion. direction: route, deepen, broaden or again. role: child, or class for what a school does. sense:
    whether it deepens or broadens, also along a route. relation: the weight that says how it follows."""

    candidate: Candidate
    direction: str
    sense: str
    relation: str
    role: str
    score: int
    distance_m: int | None
    reasons: tuple[Reason, ...] = ()
    barriers: tuple[Reason, ...] = ()

    @property
    def is_related(self) -> bool:
        """Whether it follows from what was done or asked: neither quite different, nor without a theme to tell."""
        return self.relation not in UNRELATED


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The steps in the order shown, how many candidates broke no limit, and how many of those follow from what was done
    or asked."""

    steps: tuple[Step, ...]
    allowed: int
    related: int

    @property
    def has_related(self) -> bool:
        """Whether any step follows from what was done or asked."""
        return any(step.is_related for step in self.steps)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many activities break no limit and lead on, how many of those follow from what was done or asked, and how
    many are on a theme that was asked for by name."""

    allowed: int = 0
    related: int = 0
    asked: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.allowed + other.allowed, self.related + other.related, self.asked + other.asked)
