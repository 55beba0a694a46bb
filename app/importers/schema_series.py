"""Which events of a feed or a page belong together: a series and its dates are one offer, wherever they stand.

https://openactive.io/modelling-opportunity-data/ (superEvent, inheritance) and https://www.openactive.io/realtime-paged-
data-exchange/ (modified, state) say what the members mean.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.importers.feed_text import first_text, read_line, read_number
from app.importers.schema_event import is_date_of, is_event
from app.importers.schema_nodes import Node, as_nodes, bare_name, normalise, text_of, types_of

_DATE_KINDS = frozenset({"ScheduledSession"})
_PARENT_MEMBERS = ("superEvent", "instanceOfCourse", "course")
# fmt: off
_NOT_INHERITED = frozenset({
    "@id", "@type", "@context", "identifier", "subEvent", "hasCourseInstance", "eventSchedule", "courseSchedule",
    "startDate", "endDate", "startTime", "endTime", "previousStartDate", "eventStatus", "superEvent",
    "remainingAttendeeCapacity", "instanceOfCourse", "course",
})
# fmt: on
_WHEN = ("subEvent", "startDate", "hasCourseInstance", "eventSchedule", "courseSchedule")
MOST_LEVELS = 5


@dataclass(slots=True)
class Item:
    """One item. data: None when it holds no object. dates: items that are dates of this one. has_instances: other
    offers are editions of this one. is_embedded: it stands only inside its dates, which may call it otherwise."""

    number: int
    location: str
    id: str | None
    kind: str
    state: str
    data: Node | None
    modified: Any
    is_older: bool = False
    dates: list[Node] = field(default_factory=list)
    has_instances: bool = False
    is_embedded: bool = False

    @property
    def is_deleted(self) -> bool:
        """Whether the feed says that it has gone."""
        return self.state == "deleted"

    @property
    def is_date(self) -> bool:
        """Whether its kind is that of a single date of something."""
        return bare_name(self.kind) in _DATE_KINDS or bool(_DATE_KINDS & set(types_of(self.data)))

    @property
    def external_id(self) -> str | None:
        """The id; that of a single date is kept apart, since ids are unique within their kind only."""
        return f"ScheduledSession/{self.id}" if self.id is not None and self.is_date else self.id


def open_item(given: Any, number: int, location: str) -> Item:
    """The item as it stands in the feed."""
    if not isinstance(given, Mapping):
        return Item(number, location, None, "", "", None, None)
    data = normalise(given.get("data"))
    kind, state = read_line(given.get("kind")) or "", (read_line(given.get("state")) or "").lower()
    data = data if isinstance(data, Mapping) else None
    return Item(number, location, id_of(given), kind, state, data, given.get("modified"))


def id_of(item: Mapping[str, Any]) -> str | None:
    """`id`, or `@id` of early drafts; numbers are ids too. An item without is named by its data."""
    data = item.get("data")
    return first_text(item.get("id"), item.get("@id")) or (own_id(data) if isinstance(data, Mapping) else None)


def own_id(data: Node) -> str | None:
    """What the data call themselves."""
    return first_text(data.get("@id"), data.get("id"), data.get("identifier"))


def mark_older(items: Sequence[Item]) -> None:
    """Of items of one kind and id the one that was modified last counts; without such stamps the later one."""
    newest: dict[tuple[str, str | None], Item] = {}
    for item in items:
        key = (item.kind, item.id)
        held = newest.get(key)
        if item.id is None:
            continue
        if held is not None and not _is_newer(item.modified, held.modified):
            item.is_older = True
            continue
        if held is not None:
            held.is_older = True
        newest[key] = item


def _is_newer(given: Any, held: Any) -> bool:
    first, second = read_number(given), read_number(held)
    if first is not None and second is not None:
        return first >= second
    return str(given) >= str(held) if isinstance(given, str) and isinstance(held, str) else True


def join_dates(items: Sequence[Item], left: frozenset[str] | None = None) -> list[Item]:
    """The items that are offers or say something of their own, in order; dates are with their series.

    A date that holds its whole series stands for it when the series is no item itself. `left`: what an event with a
    name of its own may leave to the one it belongs to; None is all.
    """
    known = _index_parents(items)
    kept: list[Item] = []
    for item in items:
        parent = None if item.is_older or item.is_deleted or item.data is None else _parent_of(item.data, known)
        if parent is None or item.data is None or parent.data is None or _belongs_to_itself(item, known):
            kept.append(item)
        elif is_date_of(item.data, parent.data):
            parent.dates.append(item.data)
            if parent.number == item.number:
                kept.append(parent)
        else:
            parent.has_instances = True
            item.data = inherit(item.data, parent.data, left)
            kept.append(item)
    return kept


def _index_parents(items: Sequence[Item]) -> dict[str, Item]:
    """Series by every name that a date may call them: those that are items, else those that the dates hold."""
    known: dict[str, Item] = {}
    living = [item for item in items if not (item.is_older or item.is_deleted)]
    for item in living:
        if item.data is not None and is_event(item.data) and not item.is_date:
            for name in (own_id(item.data), item.id):
                if name:
                    known.setdefault(name, item)
    for item in living:
        for parent in _embedded_parents(item.data):
            name = _name_of(parent)
            if is_event(parent) and name not in known and item.data is not None and is_date_of(item.data, parent):
                known[name] = Item(item.number, item.location, own_id(parent), "", "", parent, None, is_embedded=True)
    return known


def _embedded_parents(data: Node | None) -> list[Node]:
    """Series that a date holds whole, not only by name."""
    listed = [one for name in _PARENT_MEMBERS for one in as_nodes((data or {}).get(name))]
    return [one for one in listed if len(one) > 2]


def _name_of(parent: Node) -> str:
    """Its id, else what it says."""
    return own_id(parent) or repr(sorted((name, str(value)) for name, value in parent.items()))


def _parent_of(data: Node, known: Mapping[str, Item]) -> Item | None:
    for name in _PARENT_MEMBERS:
        given = data.get(name)
        for one in [given] if isinstance(given, str) else as_nodes(given):
            found = known.get(one if isinstance(one, str) else _name_of(one))
            if found is not None:
                return found
    return None


def _belongs_to_itself(item: Item, known: Mapping[str, Item]) -> bool:
    """Whether it is part of what is part of it: then none of them is a date of another, and none may go."""
    above: Item | None = item
    for _ in range(MOST_LEVELS):
        above = None if above is None or above.data is None else _parent_of(above.data, known)
        if above is item:
            return True
    return False


def stands_apart(item: Item, node: Node) -> bool:
    """Whether only its editions or parts, which are offers of their own, say when it is."""
    return item.has_instances and not any(node.get(name) for name in _WHEN)


def missing_parent(data: Node) -> str | None:
    """The series that is only referred to; None when there is none."""
    for name in _PARENT_MEMBERS:
        given = data.get(name)
        listed = [given] if isinstance(given, str) else as_nodes(given)
        for one in listed:
            reference = one if isinstance(one, str) else own_id(one) if len(one) <= 2 else None
            if reference:
                return reference
    return None


def inherit(data: Node, parent: Node, left: frozenset[str] | None = None) -> Node:
    """An event with what it leaves to the one it belongs to; when it takes place it says itself."""
    own = {name: value for name, value in data.items() if value not in (None, "", [])}
    shared = {
        name: value for name, value in parent.items() if name not in _NOT_INHERITED and (left is None or name in left)
    }
    return {**shared, **own}


def inherit_all(data: Node) -> Node:
    """An event with what it leaves to those that it holds itself, level by level."""
    for _ in range(MOST_LEVELS):
        parents = _embedded_parents(data)
        if not parents:
            break
        bare = {name: value for name, value in data.items() if name not in _PARENT_MEMBERS}
        data = inherit(bare, parents[0])
    return data


def with_dates(item: Item) -> Node:
    """A series with its dates; of a date that it holds itself and that is an item too, the item counts."""
    data = inherit_all(item.data or {})
    if not item.dates:
        return data
    said = {name for date in item.dates for name in (own_id(date), text_of(date.get("startDate"))) if name}
    held = [
        date for date in as_nodes(data.get("subEvent")) if not said & {own_id(date), text_of(date.get("startDate"))}
    ]
    dates = sorted([*held, *item.dates], key=lambda date: text_of(date.get("startDate")) or "")
    names = {text_of(date.get("name")) for date in item.dates}
    own = {"name": names.pop()} if item.is_embedded and len(names) == 1 and None not in names else {}
    return {**inherit(data, item.dates[0]), **own, "subEvent": dates}
