"""What searches need beside the activities: areas, themes, holidays, names, routes and passes. Immutable, swapped
whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.areas import AreaIndex
from app.domain.arrangements import Arrangement
from app.domain.calendar import HolidayCalendar
from app.domain.interest import InterestIndex
from app.domain.postcodes import PostcodeTable
from app.domain.themes import ThemeScheme


@dataclass(frozen=True, slots=True)
class RouteFacts:
    """A learning route as search, items and next steps need it: the activities in order, and how each follows the one
    before (discover, deepen, broaden, join)."""

    id: str
    title: str
    title_en: str | None
    activity_ids: tuple[str, ...]
    relations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GuideFacts:
    """An organisation that helps children on: a guide for areas, a hub for themes, or a network partner. contact:
    email, phone and url of the role, never of a person."""

    id: str
    name: str
    sector: str | None
    gemeente: str | None
    guide_for: tuple[str, ...]
    hub_for: tuple[str, ...]
    is_partner: bool
    referral_role: str | None
    contact: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Reference:
    """One consistent view. organisations: id to name. routes_of: activity id to (route id, position from 1)."""

    areas: AreaIndex
    themes: ThemeScheme
    interests: InterestIndex
    calendar: HolidayCalendar
    organisations: Mapping[str, str] = field(default_factory=dict)
    routes: Mapping[str, RouteFacts] = field(default_factory=dict)
    passes: Mapping[str, Arrangement] = field(default_factory=dict)
    postcodes: PostcodeTable = field(default_factory=PostcodeTable)
    routes_of: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    guides: tuple[GuideFacts, ...] = ()

    def pass_ids(self, name: str) -> tuple[str, ...]:
        """A pass by its id, or every pass of that arrangement (Ooievaarspas), in any case; empty when not known."""
        if name in self.passes:
            return (name,)
        wanted = name.casefold()
        return tuple(facts.id for facts in self.passes.values() if wanted in (facts.id, facts.arrangement))
