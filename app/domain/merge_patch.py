"""JSON Merge Patch (RFC 7396)."""

from collections.abc import Mapping
from typing import Any


def merge(target: Any, patch: Any) -> Any:
    """`target` with `patch` applied: null removes a member, objects merge, all else replaces. Neither is changed."""
    if not isinstance(patch, Mapping):
        return patch
    merged = dict(target) if isinstance(target, Mapping) else {}
    for name, value in patch.items():
        if value is None:
            merged.pop(name, None)
        else:
            merged[name] = merge(merged.get(name), value)
    return merged
