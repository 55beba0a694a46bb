"""Ages as feeds state them: `6-12`, `12-`, `-17`, `18+`, words, or numbers in an object."""

import re

from app.importers.age_text import read_age
from app.importers.draft_building import DraftBuilder
from app.importers.feed_text import read_line, read_number
from app.importers.schema_nodes import Node, as_list, as_nodes

_FROM = re.compile(r"(\d{1,3})\s?[-–]")
_TO = re.compile(r"[-–]\s?(\d{1,3})")
_RANGE = re.compile(r"(\d{1,3})\s?[-–]\s?(\d{1,3})(?:\s?(?:ans|jahren?|años|anni|anos|år|lat))?", re.IGNORECASE)


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
    _set_ranges(as_list(node.get("typicalAgeRange"))[:10], builder)
    for name in ("ageRange", "ageRestriction"):
        for bounds in as_nodes(node.get(name)):
            _set_numbers(builder, bounds.get("minValue"), bounds.get("maxValue"))
        for text in (item for item in as_list(node.get(name)) if isinstance(item, str)):
            set_age_text(builder, text)
    for audience in as_nodes(node.get("audience")):
        _set_numbers(builder, audience.get("suggestedMinAge"), audience.get("suggestedMaxAge"))
        for bounds in as_nodes(audience.get("suggestedAge")):
            _set_numbers(builder, bounds.get("minValue"), bounds.get("maxValue"))
        words = read_line(audience.get("audienceType"))
        if words and "age" not in builder.members and any(map(str.isdigit, words)) and _can_read(words):
            set_age_text(builder, words)


def _can_read(words: str) -> bool:
    reading = read_age(words[:300])
    return bool(reading.to_wire() or reading.school_groups)


def _set_ranges(given: list[object], builder: DraftBuilder) -> None:
    """One range, or from the youngest to the oldest of several."""
    found: list[dict[str, int | None]] = []
    for value in given:
        builder.members.pop("age", None)
        set_age_text(builder, value)
        if "age" in builder.members:
            found.append(builder.members["age"])
    if len(found) > 1:
        lows, highs = [one.get("min") for one in found], [one.get("max") for one in found]
        low = None if None in lows else min(number for number in lows if number is not None)
        high = None if None in highs else max(number for number in highs if number is not None)
        builder.members["age"] = {"min": low, "max": high}
    elif found:
        builder.members["age"] = found[0]


def _set_numbers(builder: DraftBuilder, low: object, high: object) -> None:
    least, most = read_number(low), read_number(high)
    if "age" not in builder.members and (least is not None or most is not None):
        builder.set_age(int(least) if least is not None else None, int(most) if most is not None else None)
