"""What was read, kept small enough for a report."""

from collections.abc import Mapping
from typing import Any

MOST_MEMBERS, MOST_TEXT = 30, 300


def bound_original(source: Mapping[str, Any]) -> dict[str, Any]:
    """The plain values of an object, shortened; of what is nested only that it is there."""
    kept: dict[str, Any] = {}
    for name, value in list(source.items())[:MOST_MEMBERS]:
        if isinstance(value, str):
            kept[name[:80]] = value if len(value) <= MOST_TEXT else value[:MOST_TEXT] + "…"
        elif value is None or isinstance(value, bool | int | float):
            kept[name[:80]] = value if abs(value or 0) < 1e18 else str(value)[:40]
        else:
            kept[name[:80]] = "{…}" if isinstance(value, Mapping) else "[…]"
    return kept
