"""OpenActive RPDE 1.0 pages (and the older drafts): session series, scheduled sessions, courses and events; what is
hired by the hour (facilities and their slots) is left out with a warning. A series and its dates are one row.

A page is not the whole feed. Dates find their series within what is read at once, so give all pages together: as one
page with all items, as `services.feeds` makes it, or as a list of pages.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from app.errors import Fault
from app.importers.feed_bytes import load_json
from app.importers.feed_notes import note, refuse
from app.importers.openactive_dataset import LEFT_OUT, MOST_FEEDS
from app.importers.original import bound_original
from app.importers.reading import ReadContext, ReadRow
from app.importers.schema_event import build_row, is_event, own_parts_of
from app.importers.schema_nodes import Node, bare_name, member_text, types_of
from app.importers.schema_series import (
    Item,
    inherit,
    join_dates,
    mark_older,
    missing_parent,
    open_item,
    own_id,
    stands_apart,
    with_dates,
)

MOST_ITEMS = 200_000
MOST_ROWS = 20_000
_LOOSE_KINDS = frozenset({"session", "event", "sessions", "events", "course", "class"})


def read_rpde(content: bytes, context: ReadContext) -> Iterator[ReadRow]:
    """The rows of one page, a list of pages, a bare list of items or one item. Raises InvalidInput when it is none of
    these."""
    data = load_json(content)
    if _is_page(data):
        return _tell_left_out(_read_items(_located(data["items"], "/items"), context), data.get(LEFT_OUT))
    if isinstance(data, list) and data and all(_is_page(page) for page in data):
        located = [one for at, page in enumerate(data) for one in _located(page["items"], f"/{at}/items")]
        return _read_items(located, context)
    if _is_item(data):
        return _read_items([("/", data)], context)
    if isinstance(data, list) and data and all(_is_item(item) for item in data):
        return _read_items(_located(data, "") if len(data) > 1 else [("/", data[0])], context)
    raise refuse(
        "not-rpde",
        "This is not an RPDE page: items with state, kind, id and data are expected.",
        "Dit is geen RPDE-pagina.",
    )


def _is_page(data: Any) -> bool:
    return isinstance(data, Mapping) and isinstance(data.get("items"), list)


def _is_item(data: Any) -> bool:
    """An item of a feed, also one that was cut out of it without its state."""
    return isinstance(data, Mapping) and ("state" in data or isinstance(data.get("data"), Mapping))


def _located(items: list[Any], prefix: str) -> list[tuple[str, Any]]:
    return [(f"{prefix}/{index}", item) for index, item in enumerate(items)]


def _read_items(located: list[tuple[str, Any]], context: ReadContext) -> Iterator[ReadRow]:
    items = [open_item(given, number, where) for number, (where, given) in enumerate(located[:MOST_ITEMS], 1)]
    mark_older(items)
    number = 0
    for item in join_dates(items):
        for row in _read_item(item, context):
            number += 1
            if number > MOST_ROWS:
                yield ReadRow(number, item.location, None, None, (note("too-many", value=MOST_ROWS),))
                return
            yield replace(row, number=number)
    if len(located) > MOST_ITEMS:
        where = located[MOST_ITEMS][0]
        yield ReadRow(number + 1, where, None, None, (note("too-many", value=MOST_ITEMS),))


def _tell_left_out(rows: Iterator[ReadRow], feeds: Any) -> Iterator[ReadRow]:
    """The rows, and behind them which feeds of the data set were not read."""
    number = 0
    for row in rows:
        number = row.number
        yield row
    if isinstance(feeds, list) and feeds:
        named = ", ".join(map(str, feeds[:10]))
        yield ReadRow(number + 1, f"/{LEFT_OUT}", None, None, (note("feeds-left-out", value=named, used=MOST_FEEDS),))


def _read_item(item: Item, context: ReadContext) -> Iterator[ReadRow]:
    """The row of an item, and one for every part of it that has a name of its own."""
    number, location, external_id = item.number, item.location, item.external_id
    if item.is_older:
        yield ReadRow(number, location, external_id, None, (), (note("older-revision"),))
    elif item.is_deleted and external_id is not None:
        yield ReadRow(number, location, external_id, None, is_deleted=True)
    elif item.data is None:
        where = f"{location}/data" if external_id is not None else location
        yield ReadRow(number, location, external_id, None, (note("not-an-object", where),))
    else:
        row = _read_data(item, item.data, context)
        yield row
        for member, index, part in own_parts_of(item.data) if row.draft is not None else ():
            where = f"{location.rstrip('/')}/data/{member}/{index}"
            named = own_id(part) or f"{external_id or location}#{member}/{index}"
            yield build_row(inherit(part, item.data), context, number, where, named)


def _read_data(item: Item, data: Node, context: ReadContext) -> ReadRow:
    number, location, external_id = item.number, item.location, item.external_id
    node, parent = with_dates(item), missing_parent(data)
    faults: tuple[Fault, ...] = ()
    told: tuple[Fault, ...] = ()
    if not _is_offer(data, item.kind):
        told = (note("not-an-offer", value=(types_of(data) or (item.kind or "?",))[0]),)
    elif member_text(node, "name") is None and parent is not None:
        faults = (note("parent-elsewhere", location, value=parent),)
    elif stands_apart(item, node):
        told = (note("editions-apart", value=member_text(node, "name")),)
    else:
        return build_row(node, context, number, location, external_id)
    return ReadRow(number, location, external_id, None, faults, told, bound_original(data))


def _is_offer(data: Node, kind: str) -> bool:
    """By the type of the data; without one by the kind of the item."""
    if types_of(data):
        return is_event(data)
    first = kind.partition(".")[0]
    return first.casefold() in _LOOSE_KINDS or is_event({"@type": bare_name(first)})
