"""OpenActive RPDE 1.0 pages (and the older drafts): session series, scheduled sessions, courses and events; what is
hired by the hour (facilities and their slots) is left out with a warning.

A page is not the whole feed: follow `RpdePage.next_url` until it is None.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from app.importers.feed_bytes import load_json
from app.importers.feed_notes import note, refuse
from app.importers.feed_text import first_text, read_line, read_url
from app.importers.original import bound_original
from app.importers.reading import ReadContext, ReadRow
from app.importers.schema_event import build_row, is_event
from app.importers.schema_nodes import Node, as_nodes, bare_name, member_text, normalise, types_of

MOST_ITEMS = 20_000
_PARENTS = ("SessionSeries", "EventSeries", "Event", "HeadlineEvent", "CourseInstance", "Course")
_LOOSE_KINDS = frozenset({"session", "event", "sessions", "events", "course", "class"})


@dataclass(frozen=True, slots=True)
class RpdePage:
    """The rows of one page. next_url: where the feed goes on, None at its end."""

    rows: Iterator[ReadRow]
    next_url: str | None


def read_page(content: bytes, context: ReadContext) -> RpdePage:
    """One page of a feed, a bare list of its items or one item. Raises InvalidInput when it is none of these."""
    data = load_json(content)
    if isinstance(data, Mapping) and isinstance(data.get("items"), list):
        items = data["items"]
        return RpdePage(_read_items(items, context, "/items"), _next_of(data, context) if items else None)
    if _is_item(data):
        return RpdePage(_read_items([data], context, ""), None)
    if isinstance(data, list) and data and all(_is_item(item) for item in data):
        return RpdePage(_read_items(data, context, ""), None)
    raise refuse(
        "not-rpde",
        "This is not an RPDE page: items with state, kind, id and data are expected.",
        "Dit is geen RPDE-pagina.",
    )


def _is_item(data: Any) -> bool:
    """An item of a feed, also one that was cut out of it without its state."""
    return isinstance(data, Mapping) and ("state" in data or isinstance(data.get("data"), Mapping))


def read_rpde(content: bytes, context: ReadContext) -> Iterator[ReadRow]:
    """The rows of one page."""
    return read_page(content, context).rows


def _next_of(page: Mapping[str, Any], context: ReadContext) -> str | None:
    given = page.get("next")
    if not isinstance(given, str) or not given.strip():
        return None
    address = read_url(urljoin(context.url or "", given.strip()))
    return None if address == context.url else address


def _read_items(items: list[Any], context: ReadContext, prefix: str) -> Iterator[ReadRow]:
    last = {_id_of(item): index for index, item in enumerate(items)}
    parents = _index_parents(items[:MOST_ITEMS])
    for index, item in enumerate(items[:MOST_ITEMS]):
        location = f"{prefix}/{index}" if len(items) > 1 or prefix else "/"
        external_id = _id_of(item)
        if not isinstance(item, Mapping) or external_id is None:
            yield ReadRow(index + 1, location, None, None, (note("not-an-object", location),))
        elif last[external_id] != index:
            yield ReadRow(index + 1, location, external_id, None, (), (note("older-revision"),))
        else:
            yield _read_item(item, context, index + 1, location=location, external_id=external_id, parents=parents)
    if len(items) > MOST_ITEMS:
        yield ReadRow(MOST_ITEMS + 1, f"{prefix}/{MOST_ITEMS}", None, None, (note("too-many", value=MOST_ITEMS),))


def _id_of(item: Any) -> str | None:
    """`id`, or `@id` of early drafts; numbers are ids too. An item without is named by its data."""
    if not isinstance(item, Mapping):
        return None
    data = item.get("data")
    inner = data if isinstance(data, Mapping) else {}
    return first_text(item.get("id"), item.get("@id"), inner.get("@id"), inner.get("id"), inner.get("identifier"))


def _read_item(
    item: Mapping[str, Any],
    context: ReadContext,
    number: int,
    *,
    location: str,
    external_id: str,
    parents: Mapping[str, Node],
) -> ReadRow:
    if str(item.get("state", "")).lower() == "deleted":
        return ReadRow(number, location, external_id, None, is_deleted=True)
    data = normalise(item.get("data"))
    if not isinstance(data, Mapping):
        return ReadRow(number, location, external_id, None, (note("not-an-object", f"{location}/data"),))
    kind = read_line(item.get("kind")) or ""
    if not _is_offer(data, kind):
        told = (note("not-an-offer", value=(types_of(data) or (kind or "?",))[0]),)
        return ReadRow(number, location, external_id, None, (), told, bound_original(data))
    node = _with_parent(data, parents)
    if member_text(node, "name") is None and isinstance(node.get("superEvent"), str):
        faults = (note("parent-elsewhere", location, value=node["superEvent"]),)
        return ReadRow(number, location, external_id, None, faults, (), bound_original(data))
    return build_row(node, context, number, location, external_id)


def _is_offer(data: Node, kind: str) -> bool:
    """By the type of the data; without one by the kind of the item."""
    if types_of(data):
        return is_event(data)
    first = kind.partition(".")[0]
    return first.casefold() in _LOOSE_KINDS or is_event({"@type": bare_name(first)})


def _index_parents(items: list[Any]) -> dict[str, Node]:
    """Series in this page by every name that a session may call them."""
    found: dict[str, Node] = {}
    for item in items:
        data = normalise(item.get("data")) if isinstance(item, Mapping) else None
        if isinstance(data, Mapping) and set(types_of(data)) & set(_PARENTS):
            for name in (data.get("@id"), _id_of(item)):
                if isinstance(name, str):
                    found[name] = data
    return found


def _with_parent(data: Node, parents: Mapping[str, Node]) -> Node:
    """The session with the series it belongs to in place of the reference to it."""
    reference = data.get("superEvent")
    if not isinstance(reference, str):
        nodes = as_nodes(reference)
        reference = str(nodes[0].get("@id", "")) if nodes and len(nodes[0]) <= 2 else None
    parent = parents.get(reference) if reference else None
    return data if parent is None or parent is data else {**data, "superEvent": parent}
