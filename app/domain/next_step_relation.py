"""How an activity follows on from what a child did: along a route, deeper, broader, or once again."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from app.domain.next_step_weights import RUNGS
from app.domain.situation import Candidate, Done, Situation
from app.domain.themes import ThemeScheme

DEEPENING = ("deepen", "join")
_EDITION = re.compile(
    r"\b(19|20)\d\d\b|\b\d{1,2}e editie\b|\beditie \d{1,3}\b|\b(voorjaar|najaar|zomer|winter|herfst|lente)\b"
)


@dataclass(frozen=True, slots=True)
class Relation:
    """direction: route, deepen, broaden or again. weight: a name of `WEIGHTS`. theme: the one that links the two (what
    is new in it for broaden), source: the known theme it goes with. after: the done activity it follows. sense: deepen
    or broaden, also for a step of a route."""

    direction: str
    weight: str
    theme: str | None = None
    source: str | None = None
    after: str | None = None
    sense: str = "broaden"


class Ground:
    """What the child did and asked, prepared once for all candidates."""

    def __init__(self, done: Sequence[Done], situation: Situation, scheme: ThemeScheme) -> None:
        self.done = tuple(done)
        self.scheme = scheme
        self.asked = tuple(theme for theme in situation.themes if theme in scheme)
        known = dict.fromkeys((*self.asked, *(theme for one in done for theme in one.themes if theme in scheme)))
        self.themes = tuple(known)
        stages = [RUNGS[one.stage] for one in done if one.stage in RUNGS]
        self.rung = max(stages, default=0 if done else -1)
        self.words = frozenset().union(*(one.words for one in done)) if done else frozenset()

    @cached_property
    def same(self) -> frozenset[str]:
        """The known themes with their parents and children."""
        return frozenset(name for theme in self.themes for name in line_of(theme, self.scheme))

    @cached_property
    def asked_line(self) -> frozenset[str]:
        """The asked themes with their parents and children."""
        return frozenset(name for theme in self.asked for name in line_of(theme, self.scheme))

    @cached_property
    def related(self) -> dict[str, str]:
        """Related theme (its children included) to the known theme it goes with; never a known one."""
        found: dict[str, str] = {}
        for theme in self.themes:
            own = self.scheme.related(theme) or self.scheme.related(self.scheme.top_of(theme))
            for other in own:
                for name in self.scheme.expand(other):
                    if name not in self.same:
                        found.setdefault(name, theme)
        return found

    @cached_property
    def in_field(self) -> frozenset[str]:
        """The related themes of the same field (`Theme.domain`) as the known theme they go with."""
        field = {name: self.scheme[name].domain for pair in self.related.items() for name in pair}
        return frozenset(name for name, known in self.related.items() if field[name] == field[known] is not None)

    @cached_property
    def siblings(self) -> dict[str, str]:
        """Other children of the same tops, to the known theme beside them."""
        found: dict[str, str] = {}
        for theme in self.themes:
            for name in self.scheme.expand(self.scheme.top_of(theme)):
                if name not in self.same and name not in self.related:
                    found.setdefault(name, theme)
        return found

    def rung_step(self, stage: str | None) -> int | None:
        """Rungs up from where the child is; None when the stage is not stated."""
        return None if stage not in RUNGS else RUNGS[stage] - self.rung

    def relate(self, candidate: Candidate) -> Relation:
        """How the candidate follows."""
        again = self._edition_of(candidate)
        if again is not None:
            return Relation("again", "again", after=again)
        if candidate.authored is not None:
            return self._along_route(candidate)
        return self._by_theme(candidate)

    def _edition_of(self, candidate: Candidate) -> str | None:
        item = candidate.listing
        for one in self.done:
            is_same = bool(one.organisation_id) and one.organisation_id == item.organisation_id
            if one.replaced_by == item.id or (is_same and series_of(one.title_key) == series_of(item.title_key)):
                return one.id
        return None

    def _along_route(self, candidate: Candidate) -> Relation:
        authored = candidate.authored
        assert authored is not None
        theme = next((name for name in candidate.listing.themes if name in self.same), None)
        if authored.relation is not None:
            sense = "deepen" if authored.relation in DEEPENING else "broaden"
        else:
            sense = self._by_theme(candidate).direction
        if authored.ahead == 1:
            return Relation("route", "route", theme=theme, after=authored.after, sense=sense)
        return Relation(sense, "laterOnRoute", theme=theme, after=authored.after, sense=sense)

    def _by_theme(self, candidate: Candidate) -> Relation:
        item = candidate.listing
        shared = [name for name in item.themes if name in self.same]
        step = self.rung_step(item.stage)
        if shared:
            shared.sort(key=lambda name: name not in self.asked_line)
            return self.same_theme(shared[0], [name for name in item.themes if name not in self.same], step)
        for name in item.themes:
            if name in self.related:
                return Relation("broaden", related_weight(item.stage), theme=name, source=self.related[name])
        for name in item.themes:
            if name in self.siblings:
                return Relation("broaden", "siblingTheme", theme=name, source=self.siblings[name])
        if not item.themes:
            return Relation("broaden", "themeUnknown")
        return Relation("broaden", "otherTheme" if self.themes else "anyTheme", theme=item.themes[0])

    def same_theme(self, theme: str, new: list[str], step: int | None) -> Relation:
        """On a known theme, so many rungs up (None: not known), with the themes that are new in it."""
        if step is None:
            return Relation("deepen", "unknownRung", theme=theme, sense="deepen")
        if step > 0:
            weight = {1: "nextRung", 2: "skippedRung"}.get(step, "sameRung")
            return Relation("deepen", weight, theme=theme, sense="deepen")
        weight = "sameRung" if step == 0 else "lowerRung"
        if new:
            return Relation("broaden", weight, theme=new[0], source=theme)
        return Relation("deepen", weight, theme=theme, sense="deepen")


def related_weight(stage: str | None) -> str:
    """How a related theme at this stage counts."""
    if stage == "discover":
        return "relatedEntry"
    return "relatedUnknown" if stage is None else "relatedLater"


def line_of(theme: str, scheme: ThemeScheme) -> frozenset[str]:
    """The theme with its parent and its children."""
    parent = scheme[theme].broader
    return scheme.expand(theme) | (frozenset() if parent is None else frozenset({parent}))


def series_of(title_key: str) -> str:
    """The title without what tells one edition from another: years, numbers of editions, seasons."""
    return " ".join(_EDITION.sub(" ", title_key).split()) or title_key
