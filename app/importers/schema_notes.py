"""What schema.org and OpenActive say to those who come: where to meet, what to know, for whom it is accessible, whether
a beginner can join."""

from typing import Any

from app.importers.draft_building import DraftBuilder
from app.importers.feed_text import MOST_LINE, MOST_TEXT, read_line, read_text, shorten_text
from app.importers.schema_nodes import Node, as_list, text_of

_VISIT = ("meetingPoint", "attendeeInstructions")
_WHEELCHAIR = {"true": "yes", "false": "no"}
MOST_FEATURES = 20


def set_notes(node: Node, builder: DraftBuilder) -> None:
    """firstVisit, accessibility, noExperienceNeeded, and a note on when in the summary of the schedule."""
    said = dict.fromkeys(text for name in _VISIT if (text := _whole_text(node.get(name))))
    if said:
        builder.members["firstVisit"] = shorten_text("\n\n".join(said), MOST_TEXT)
    if note := read_line(node.get("schedulingNote")):
        builder.set_schedule(summary=note)
    levels = {(text_of(level) or "").casefold() for level in as_list(node.get("level"))[:MOST_FEATURES]}
    if "beginner" in levels:
        builder.members["noExperienceNeeded"] = True
    _set_accessibility(node, builder)


def _set_accessibility(node: Node, builder: DraftBuilder) -> None:
    found: dict[str, Any] = {}
    support = as_list(node.get("accessibilitySupport"))[:MOST_FEATURES]
    labels = (one.get("prefLabel") if isinstance(one, dict) else one for one in support)
    features = list(
        dict.fromkeys(line[:MOST_LINE] for label in labels if (line := read_line(label)) and "/" not in line)
    )
    wheelchair = _WHEELCHAIR.get(str(node.get("isWheelchairAccessible")).lower())
    note = _whole_text(node.get("accessibilityInformation"))
    for name, value in (("wheelchair", wheelchair), ("features", features), ("note", note)):
        if value:
            found[name] = value
    if found:
        builder.members["accessibility"] = found


def _whole_text(value: Any) -> str | None:
    text = next((text for one in as_list(value) if (text := read_text(one))), None)
    return shorten_text(text, MOST_TEXT) if text else None
