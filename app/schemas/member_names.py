"""Which members may stand at a place in a body, to say what a slip of the pen was meant to be."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import Any

from pydantic import BaseModel

Loc = tuple[int | str, ...]
Node = Mapping[str, Any]
LONGEST = 60


def suggest_member(model: type[BaseModel], loc: Loc) -> str | None:
    """What the unknown member at `loc` probably is: one of the same object, or one that belongs an object deeper."""
    place = tuple(0 if isinstance(part, int) else part for part in loc[:-1])
    paths = _member_paths(model, place)
    close = get_close_matches(str(loc[-1])[:LONGEST], paths, n=1)
    return f"did you mean {paths[close[0]]}?" if close else None


@lru_cache(maxsize=256)
def _member_paths(model: type[BaseModel], place: Loc) -> dict[str, str]:
    """By name: the member's path from the object at `place`."""
    schema = _schema(model)
    parts: Mapping[str, Node] = schema.get("$defs", {})
    here: list[Node] = [schema]
    for step in place:
        here = [child for node in here for child in _children(node, step, parts)]
    names = _names(here, parts)
    deeper = {
        inner: f"{name}.{inner}"
        for name in names
        for node in here
        for inner in _names(_children(node, name, parts), parts)
    }
    return deeper | {name: name for name in names}


@cache
def _schema(model: type[BaseModel]) -> Node:
    return model.model_json_schema()


def _names(nodes: list[Node], parts: Mapping[str, Node]) -> list[str]:
    return sorted({name for node in nodes for each in _variants(node, parts) for name in each.get("properties", {})})


def _children(node: Node, step: int | str, parts: Mapping[str, Node]) -> list[Node]:
    found: list[Node] = []
    for each in _variants(node, parts):
        inner = each.get("additionalProperties")
        child = each.get("items") if isinstance(step, int) else each.get("properties", {}).get(step, inner)
        if isinstance(child, dict):
            found.append(child)
    return found


def _variants(node: Node, parts: Mapping[str, Node]) -> Iterator[Node]:
    """The node itself and whatever it may be besides."""
    yield node
    if "$ref" in node:
        yield from _variants(parts[node["$ref"].rpartition("/")[2]], parts)
    for each in (*node.get("anyOf", ()), *node.get("oneOf", ()), *node.get("allOf", ())):
        yield from _variants(each, parts)
