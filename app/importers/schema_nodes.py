"""Objects of schema.org and OpenActive however their JSON-LD is spelled: `@type` or `type`, one value or a list, names
with or without a prefix, plain text or `{"@value": …}`."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from app.importers.feed_bytes import MOST_DEPTH
from app.importers.feed_text import read_line

Node = Mapping[str, Any]
_LANGUAGE = re.compile(r"[a-z]{2}(?:-[A-Za-z]{2})?")
_USUAL = frozenset({"nl", "en", "nl-NL", "en-US", "en-GB"})
MOST_NODES = 1_000_000


def bare_name(name: str) -> str:
    """EventScheduled of https://schema.org/EventScheduled, schema:EventScheduled or EventScheduled."""
    text = name.strip()
    for mark in ("/", "#", ":"):
        text = text.rpartition(mark)[2] or text
    return text


def normalise(value: Any, depth: int = 0) -> Any:
    """The same data with bare member names; `type` and `id` of OpenActive 1.0 become `@type` and `@id`."""
    if depth > MOST_DEPTH:
        return None
    if isinstance(value, list):
        listed = sorted(value, key=_is_foreign) if _has_languages(value) else value
        return [normalise(item, depth + 1) for item in listed]
    if not isinstance(value, dict):
        return value
    if "@value" in value:
        return value["@value"]
    if _is_language_map(value):
        return value.get("nl") or next(iter(value.values()))
    return {_member(name): normalise(item, depth + 1) for name, item in value.items() if isinstance(name, str)}


def _has_languages(listed: list[Any]) -> bool:
    return any(isinstance(item, dict) and "@language" in item for item in listed[:20])


def _is_foreign(item: Any) -> bool:
    return not (isinstance(item, dict) and str(item.get("@language", "")).lower().startswith("nl"))


def _is_language_map(value: dict[Any, Any]) -> bool:
    """{"nl": "Judo", "en": "Judo for kids"}: one text in several languages."""
    is_coded = all(isinstance(name, str) and _LANGUAGE.fullmatch(name) for name in value)
    return (
        bool(value) and is_coded and bool(value.keys() & _USUAL) and all(isinstance(one, str) for one in value.values())
    )


def _member(name: str) -> str:
    if name in ("type", "id"):
        return f"@{name}"
    if name.startswith("@"):
        return name
    bare = bare_name(name)
    return bare[:1].lower() + bare[1:] if bare[1:2].islower() else bare


def types_of(node: Any) -> tuple[str, ...]:
    """The bare names of its types."""
    if not isinstance(node, Mapping):
        return ()
    return tuple(bare_name(name) for name in as_list(node.get("@type")) if isinstance(name, str))


def as_list(value: Any) -> list[Any]:
    """One value, a list or nothing, as a list."""
    if value is None or value == "":
        return []
    return value if isinstance(value, list) else [value]


def as_nodes(value: Any) -> list[Node]:
    """The objects among the values."""
    return [item for item in as_list(value) if isinstance(item, Mapping)]


def text_of(value: Any) -> str | None:
    """The text of a value: itself, or the name of an object, or the first of a list."""
    for item in as_list(value)[:20]:
        found = item.get("name") if isinstance(item, Mapping) else item
        line = read_line(found if not isinstance(found, list | Mapping) else text_of(found))
        if line:
            return line
    return None


def member_text(node: Node, *names: str) -> str | None:
    """The text of the first member that has one."""
    return next((text for name in names if (text := text_of(node.get(name)))), None)


def states_of(node: Node) -> set[str]:
    """The bare names of its eventStatus, which may be several."""
    return {bare_name(text) for value in as_list(node.get("eventStatus")) if (text := text_of(value))}


def url_of(value: Any) -> str | None:
    """The address in a value: itself, or url, contentUrl or @id of an object, or the first of a list."""
    for item in as_list(value)[:20]:
        if isinstance(item, str):
            return item
        if isinstance(item, Mapping):
            found = next((item[name] for name in ("url", "contentUrl", "@id") if isinstance(item.get(name), str)), None)
            found = found or url_of(item.get("url"))
            if found:
                return str(found)
    return None


def walk(value: Any, pointer: str = "") -> Iterator[tuple[str, Node]]:
    """Every object with its JSON Pointer, outer ones first, in order."""
    pending: list[tuple[str, Any]] = [(pointer, value)]
    for _ in range(MOST_NODES):
        if not pending:
            return
        at, item = pending.pop()
        if isinstance(item, Mapping):
            yield at, item
            pending.extend(
                (f"{at}/{escape(name)}", inner) for name, inner in reversed(list(item.items())) if _is_nest(inner)
            )
        elif isinstance(item, list):
            pending.extend(
                (f"{at}/{index}", inner) for index, inner in reversed(list(enumerate(item))) if _is_nest(inner)
            )


def _is_nest(value: Any) -> bool:
    return isinstance(value, Mapping | list)


def escape(name: str) -> str:
    """A member name in a JSON Pointer (RFC 6901)."""
    return name.replace("~", "~0").replace("/", "~1")[:200]
