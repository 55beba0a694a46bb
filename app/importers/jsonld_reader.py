"""schema.org events and courses: JSON-LD in the scripts of a page or in a file, microdata when a page has none."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.errors import Fault
from app.importers.feed_bytes import MOST_DEPTH, decode_text, depth_of
from app.importers.feed_notes import note, refuse
from app.importers.json_repair import read_loose_json
from app.importers.microdata import read_microdata
from app.importers.original import bound_original
from app.importers.page_scripts import find_scripts, is_page
from app.importers.reading import ReadContext, ReadRow
from app.importers.schema_event import build_row, is_event, own_parts_of
from app.importers.schema_nodes import (
    Node,
    as_list,
    as_nodes,
    escape,
    member_text,
    normalise,
    text_of,
    types_of,
    url_of,
    walk,
)
from app.importers.schema_places import place_label
from app.importers.schema_series import Item, inherit, join_dates, own_id, stands_apart, with_dates

MOST_EVENTS = 20_000
_LINKED = ("location", "organizer", "provider", "offers", "superEvent", "subEvent", "eventSchedule", "image",
           "hasCourseInstance")  # fmt: skip
_LEFT_TO_SERIES = frozenset({"location", "organizer", "eventAttendanceMode", "typicalAgeRange", "audience"})
_OFFERERS = ("Organization", "Club", "School", "Library", "Museum", "NGO")
_HALLS = frozenset({
    "SportsActivityLocation", "SportsClub", "StadiumOrArena", "ExerciseGym", "PublicSwimmingPool", "TennisComplex",
    "BowlingAlley", "GolfCourse", "SkiResort", "HealthClub", "Playground", "Library", "Museum",
})  # fmt: skip
MOST_PLACES = 100
MOST_ALIKE = 100
"""With so many of the same name, start and place an event is compared; more of them are hardly written by people."""
_HELD = frozenset({"event", "events"})
_MENTIONS = ("Event", "Course", "Festival", "SessionSeries")


@dataclass(frozen=True, slots=True)
class _Block:
    """One piece of data with its place in the file. told: what was repaired. fault: why it could not be read."""

    name: str
    data: Any
    told: str | None = None
    fault: Fault | None = None


def read_jsonld(content: bytes, context: ReadContext) -> Iterator[ReadRow]:
    """One row an event, in the order of the file. Raises InvalidInput when the file holds no data of this kind."""
    text = decode_text(content)
    if not is_page(text):
        blocks = [_read_file(text)]
        return _first_that_holds(_read_blocks(blocks, context), _read_others(blocks))
    blocks = [_read_script(index, script) for index, script in enumerate(find_scripts(text), 1)]
    if all(block.data is None and block.fault is None for block in blocks) and not read_microdata(text):
        raise refuse(
            "page-without-data",
            "This page holds no schema.org data; give the address of a calendar, a feed or a page with JSON-LD.",
            "Op deze pagina staan geen gegevens die we kunnen lezen. Geef het adres van een agenda of een feed.",
        )
    return _first_that_holds(_read_blocks(blocks, context), _read_marked(text, context), _read_others(blocks))


def _read_marked(page: str, context: ReadContext) -> Iterator[ReadRow]:
    """The rows of microdata; it is looked at only when it is needed."""
    yield from _read_blocks([_Block("microdata", normalise(read_microdata(page)))], context)


def _first_that_holds(*sources: Iterator[ReadRow]) -> Iterator[ReadRow]:
    """The rows of the first source that has any."""
    for rows in sources:
        first = next(rows, None)
        if first is not None:
            yield first
            yield from rows
            return


def _read_file(text: str) -> _Block:
    try:
        data, told = read_loose_json(text)
    except ValueError as error:
        english = f"This is not readable JSON: {str(error)[:120]}."
        raise refuse("json-unreadable", english, "Dit is geen leesbare JSON.") from None
    if depth_of(data) > MOST_DEPTH:
        raise refuse("too-deep", "The data are nested too deeply.", "De gegevens zijn te diep genest.")
    return _Block("", normalise(data), told)


def _read_script(index: int, script: str) -> _Block:
    name = f"script {index}"
    if not script.strip():
        return _Block(name, None)
    try:
        data, told = read_loose_json(script)
    except ValueError as error:
        # Only a block that speaks of events can have lost one.
        is_lost = any(word in script for word in _MENTIONS)
        return _Block(name, None, fault=note("script-unreadable", value=error) if is_lost else None)
    if depth_of(data) > MOST_DEPTH:
        return _Block(name, None, fault=note("too-deep"))
    return _Block(name, normalise(data), told)


def _read_blocks(blocks: list[_Block], context: ReadContext) -> Iterator[ReadRow]:
    reader = _Rows(context)
    items, told = _open_items(blocks, _index(blocks))
    for item in join_dates(items, _LEFT_TO_SERIES):
        if reader.number >= MOST_EVENTS:
            yield ReadRow(reader.number + 1, item.location, None, None, (note("too-many", value=MOST_EVENTS),))
            return
        said = told[item.number]
        yield reader.fail(said) if item.data is None else reader.read(item, item.data, said.told)


def _open_items(blocks: list[_Block], known: Mapping[str, Node]) -> tuple[list[Item], dict[int, _Block]]:
    """(the events, and blocks that cannot be read as items without data; the block of each)."""
    items: list[Item] = []
    told: dict[int, _Block] = {}
    for block in blocks:
        prefix = "" if not block.name else f"{block.name} "
        found: Iterator[tuple[str, Node | None]] = (
            find_events(block.data) if block.fault is None else iter([("", None)])
        )
        for pointer, node in found:
            where, data = f"{prefix}{pointer}" if pointer else (block.name or "/"), None
            if node is not None:
                data = resolve(node, known)
            items.append(Item(len(items), where, own_id(data or {}), "", "", data, None))
            told[len(items) - 1] = block
            if len(items) > 4 * MOST_EVENTS:
                return items, told
    return items, told


def _read_others(blocks: list[_Block]) -> Iterator[ReadRow]:
    """What a file without events names instead: places to do sports, which nobody can join, and links to its events."""
    found = [(block, pointer, node) for block in blocks for pointer, node in walk(block.data)]
    number = 0
    for block, pointer, node in found:
        if set(types_of(node)) & _HALLS and number < MOST_PLACES:
            number += 1
            told = (note("not-an-offer", value=member_text(node, "name") or types_of(node)[0]),)
            yield ReadRow(number, _where(block, pointer), None, None, (), told, bound_original(node))
    listed = [one for _, _, node in found for one in _listed_in(node)]
    links = [url for one in listed if (url := url_of(one) or url_of(one.get("item")))]
    if links:
        told = (note("only-links", value=f"{len(links)}: {links[0]}"),)
        yield ReadRow(number + 1, _where(blocks[0], ""), None, None, (), told)


def _listed_in(node: Node) -> list[Node]:
    """What a list of events or a data set only points to."""
    if "ItemList" in types_of(node):
        return as_nodes(node.get("itemListElement"))
    return as_nodes(node.get("distribution")) if "Dataset" in types_of(node) else []


def _where(block: _Block, pointer: str) -> str:
    return " ".join(part for part in (block.name, pointer) if part) or "/"


class _Rows:
    """Numbers the rows and keeps their ids apart."""

    def __init__(self, context: ReadContext) -> None:
        self.number = 0
        self._context = context
        self._seen: dict[tuple[str | None, ...], list[tuple[str | None, str | None]]] = {}
        self._ids: set[str] = set()

    def fail(self, block: _Block) -> ReadRow:
        """The row of a block that cannot be read."""
        self.number += 1
        faults = (block.fault,) if block.fault else ()
        return ReadRow(self.number, block.name or "/", None, None, faults)

    def read(self, item: Item, data: Node, told: str | None) -> ReadRow:
        """The row of an event; the same one again is left out, another with the same id gets its start behind it."""
        self.number += 1
        node, location = with_dates(item) if item.dates else data, item.location
        if stands_apart(item, node):
            warnings = (note("editions-apart", value=member_text(node, "name")),)
            return ReadRow(self.number, location, None, None, (), warnings, bound_original(node))
        if self._is_repeated(node):
            return ReadRow(self.number, location, None, None, (), (note("repeated"),))
        row = build_row(node, self._context, self.number, location)
        repaired = (note("json-repaired", value=told),) if told else ()
        external_id = row.external_id
        if external_id in self._ids:
            external_id = f"{external_id}#{text_of(node.get('startDate')) or self.number}"[:200]
        if external_id in self._ids:
            external_id = row.content_id
        self._ids.add(external_id or "")
        return ReadRow(row.number, row.location, external_id, row.draft, row.faults,
                       (*row.warnings, *repaired), row.original,
                       content_id=row.content_id)  # fmt: skip

    def _is_repeated(self, node: Node) -> bool:
        """Whether an event of that name, start and place was there before, under no other address and no other id."""
        key = (member_text(node, "name"), text_of(node.get("startDate")), place_label(node))
        names = (text_of(node.get("url")), text_of(node.get("@id")))
        known = self._seen.setdefault(key, [])
        for index, held in enumerate(known[:MOST_ALIKE]):
            if all(one is None or other is None or one == other for one, other in zip(names, held, strict=True)):
                known[index] = (held[0] or names[0], held[1] or names[1])
                return True
        known.append(names)
        return False


def find_events(data: Any, pointer: str = "") -> Iterator[tuple[str, Node]]:
    """(JSON Pointer, event) of every event of its own; dates of an event are not events of their own."""
    if isinstance(data, list):
        for index, item in enumerate(data):
            yield from find_events(item, f"{pointer}/{index}")
    elif isinstance(data, dict):
        if is_event(data):
            yield pointer, data
            for member, index, part in own_parts_of(data):
                yield from find_events(inherit(part, data, _LEFT_TO_SERIES), f"{pointer}/{member}/{index}")
        else:
            for name, inner in data.items():
                if isinstance(inner, dict | list) and name != "@context":
                    held = _with_host(inner, data) if name in _HELD else inner
                    yield from find_events(held, f"{pointer}/{escape(name)}")


def _with_host(value: Any, host: Node) -> list[Any]:
    """Events that stand inside a place or an organisation: there they are, and it organises them."""
    shown = {name: host[name] for name in ("name", "address", "geo") if host.get(name)}
    kinds = types_of(host)
    given: dict[str, Any] = {}
    if "address" in shown or "geo" in shown:
        given["location"] = {"@type": "Place", **shown}
    if "name" in shown and any(kind.endswith(_OFFERERS) for kind in kinds):
        given["organizer"] = {"@type": "Organization", "name": shown["name"]}
    return [inherit(one, given) if isinstance(one, dict) and is_event(one) else one for one in as_list(value)]


def _index(blocks: list[_Block]) -> dict[str, Node]:
    """Objects by @id, those that say most."""
    known: dict[str, Node] = {}
    for block in blocks:
        for _, node in walk(block.data):
            name = node.get("@id")
            if isinstance(name, str) and len(node) > max(1, len(known.get(name, ()))):
                known[name] = node
    return known


def resolve(node: Node, known: Mapping[str, Node]) -> Node:
    """The event with what it refers to by @id in its place."""
    changed = {name: _resolved(node[name], known) for name in _LINKED if name in node}
    return {**node, **changed}


def _resolved(value: Any, known: Mapping[str, Node]) -> Any:
    found = []
    for item in as_list(value):
        whole = _follow(item, known)
        if isinstance(whole, dict) and "address" in whole:
            whole = {**whole, "address": [_follow(one, known) for one in as_list(whole["address"])]}
        found.append(whole)
    return found


def _follow(item: Any, known: Mapping[str, Node]) -> Any:
    reference = item.get("@id") if isinstance(item, dict) and len(item) <= 2 else None
    return known.get(reference, item) if isinstance(reference, str) else item
