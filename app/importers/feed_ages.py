"""Ages as feeds state them: `6-12`, `12-`, `-17`, `18+`, words, or numbers in an object."""

import re

from app.importers.age_text import read_age
from app.importers.draft_building import DraftBuilder
from app.importers.feed_text import read_line, read_number
from app.importers.schema_nodes import Node, as_list, as_nodes

_FROM = re.compile(r"(\d{1,3})\s?[-–]")
_TO = re.compile(r"[-–]\s?(\d{1,3})")
_RANGE = re.compile(r"(\d{1,3})\s?[-–]\s?(\d{1,3})")


def set_age_text(builder: DraftBuilder, value: object) -> None:
    """A range as schema.org and UiTdatabank write it, or words."""
    line = read_line(value)
    if not line or line == "-":
        return
    both, low, high = _RANGE.fullmatch(line), _FROM.fullmatch(line), _TO.fullmatch(line)
    if both is not None:
        builder.set_age(int(both[1]), int(both[2]))
    elif low is not None:
        builder.set_age(int(low[1]), None)
    elif high is not None:
        builder.set_age(None, int(high[1]))
    else:
        _set_words(builder, line)


def _set_words(builder: DraftBuilder, line: str) -> None:
    reading = read_age(line[:300])
    if reading.to_wire():
        builder.members["age"] = reading.to_wire()
    if reading.school_groups:
        builder.members["schoolGroups"] = list(reading.school_groups)
    if not reading.to_wire() and not reading.school_groups:
        builder.warn("value-unreadable", value=line, member="age")


def states_age(node: Node) -> bool:
    """Whether it says anything about ages."""
    return any(as_list(node.get(name)) for name in ("typicalAgeRange", "ageRange", "ageRestriction", "audience"))


def set_ages(node: Node, builder: DraftBuilder) -> None:
    """The first statement that gives a range: typicalAgeRange, ageRange or ageRestriction, audience."""
    for value in as_list(node.get("typicalAgeRange"))[:3]:
        set_age_text(builder, value)
    for name in ("ageRange", "ageRestriction"):
        for bounds in as_nodes(node.get(name)):
            _set_numbers(builder, bounds.get("minValue"), bounds.get("maxValue"))
        for text in (item for item in as_list(node.get(name)) if isinstance(item, str)):
            set_age_text(builder, text)
    for audience in as_nodes(node.get("audience")):
        _set_numbers(builder, audience.get("suggestedMinAge"), audience.get("suggestedMaxAge"))
        for bounds in as_nodes(audience.get("suggestedAge")):
            _set_numbers(builder, bounds.get("minValue"), bounds.get("maxValue"))


def _set_numbers(builder: DraftBuilder, low: object, high: object) -> None:
    least, most = read_number(low), read_number(high)
    if "age" not in builder.members and (least is not None or most is not None):
        builder.set_age(int(least) if least is not None else None, int(most) if most is not None else None)
