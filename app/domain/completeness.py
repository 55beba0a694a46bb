"""How complete an activity is, 0 to 100, and what would raise it.

What a family must be able to read (`domain.missing`) weighs most, what helps a shy or a poor child comes next, the rest
is what makes a listing good. One table, so that everybody can see what counts.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Document = Mapping[str, Any]
"""The full wire shape of an activity."""


@dataclass(frozen=True, slots=True)
class Part:
    """member: where to fill it in. points: what it adds. is_there: whether the document says it."""

    member: str
    points: int
    is_there: Callable[[Document], bool]


@dataclass(frozen=True, slots=True)
class Gain:
    """A member that would add points."""

    member: str
    points: int


@dataclass(frozen=True, slots=True)
class Completeness:
    """score: 0 to 100. gains: what is not there, most points first."""

    score: int
    gains: tuple[Gain, ...]


def _has(member: str) -> Callable[[Document], bool]:
    return lambda document: bool(document.get(member))


def _says(member: str) -> Callable[[Document], bool]:
    """A truth that is stated, be it true or false."""
    return lambda document: document.get(member) is not None


def _knows(part: str) -> Callable[[Document], bool]:
    return lambda document: part not in (document.get("missing") or ())


def _has_wheelchair(document: Document) -> bool:
    accessibility = document.get("accessibility") or {}
    return accessibility.get("wheelchair") not in (None, "unknown") or bool(accessibility.get("features"))


def _says_supervision(document: Document) -> bool:
    supervision = document.get("supervision") or {}
    return bool(supervision.get("by") or supervision.get("note"))


def _is_reachable(document: Document) -> bool:
    contact = document.get("contact") or {}
    return any(contact.get(way) for way in ("email", "phone", "url"))


PARTS: tuple[Part, ...] = (
    Part("summary", 12, _knows("what")),
    Part("schedule", 12, _knows("when")),
    Part("place", 12, _knows("where")),
    Part("age", 12, _knows("age")),
    Part("cost", 12, _knows("cost")),
    Part("enrolment", 10, _knows("howToJoin")),
    Part("themes", 6, _has("themes")),
    Part("firstVisit", 5, _has("firstVisit")),
    Part("supervision", 3, _says_supervision),
    Part("stage", 2, _has("stage")),
    Part("kind", 2, _has("kind")),
    Part("contact", 2, _is_reachable),
    Part("individual", 2, _says("individual")),
    Part("accessibility", 2, _has_wheelchair),
    Part("bring", 2, _has("bring")),
    Part("noExperienceNeeded", 2, _says("noExperienceNeeded")),
    Part("image", 2, _has("image")),
)
"""In the order in which they are worth filling in; together 100."""


def assess(document: Document) -> Completeness:
    """Of one activity in its full shape, `missing` included."""
    return score_without(part.member for part in PARTS if not part.is_there(document))


def score_without(members: Iterable[str]) -> Completeness:
    """Of an activity that lacks these members."""
    absent = frozenset(members)
    gains = tuple(Gain(part.member, part.points) for part in PARTS if part.member in absent)
    return Completeness(100 - sum(gain.points for gain in gains), gains)
