"""schema.org microdata (itemscope, itemprop) or RDFa Lite (typeof, property) of a page as the same objects that JSON-LD
gives.

Tags are found by a scan of our own: the parser of the standard library takes quadratic time on broken pages.
"""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import SEEK_END, StringIO
from typing import Any

MOST_TEXT, MOST_TAG, MOST_OPEN = 80_000, 5_000, 300
"""Letters of one property, letters of one tag, elements in each other."""
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_VALUE = {
    "meta": "content", "a": "href", "link": "href", "img": "src", "time": "datetime", "data": "value",
    "iframe": "src", "object": "data", "audio": "src", "video": "src", "source": "src",
}  # fmt: skip
_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]{0,20})((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_ATTRIBUTE = re.compile(r"([a-zA-Z-]{1,40})(?:\s{0,9}=\s{0,9}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_RDFA = {"typeof": "itemtype", "property": "itemprop"}
_ANY = re.compile(r"item|typeof|property", re.IGNORECASE)
_SKIPPED = frozenset({"script", "style", "template", "noscript"})


@dataclass(frozen=True, slots=True)
class _Tag:
    """A start tag, an end tag (is_end), or text between tags (name empty)."""

    name: str
    attributes: Mapping[str, str]
    text: str = ""
    is_end: bool = False


@dataclass(slots=True)
class _Element:
    """An open element: the item it is, and the property of an outer item that its text fills. begins: where that text
    begins in the text of the page."""

    name: str
    item: dict[str, Any] | None
    target: dict[str, Any] | None = None
    names: tuple[str, ...] = ()
    begins: int = 0


def read_microdata(page: str) -> list[dict[str, Any]]:
    """The outermost items of a page, in order; empty when it has none."""
    lower = page.lower()
    is_rdfa = "itemscope" not in lower
    if is_rdfa and not ("typeof=" in lower and "schema.org" in lower):
        return []
    items: list[dict[str, Any]] = []
    opened: list[_Element] = []
    read = StringIO()
    for tag in _scan(page):
        if not tag.name:
            read.write(tag.text)
        elif tag.is_end:
            _close(opened, tag.name, read)
        else:
            _open(opened, _Tag(tag.name, _as_microdata(tag.attributes)) if is_rdfa else tag, items, read.tell())
    while opened:
        _finish(opened.pop(), read)
    return items


def _as_microdata(attributes: Mapping[str, str]) -> dict[str, str]:
    """The attributes of RDFa Lite under the names of microdata."""
    found = {_RDFA.get(name, name): value for name, value in attributes.items()}
    return {**found, "itemscope": ""} if "typeof" in attributes else found


def _scan(page: str) -> Iterator[_Tag]:
    at = 0
    while (start := page.find("<", at)) >= 0:
        if start > at:
            yield _Tag("", {}, html.unescape(page[at:start]))
        if page.startswith("<!--", start):
            end = page.find("-->", start + 4)
            at = len(page) if end < 0 else end + 3
            continue
        found = _TAG.match(page, start, start + MOST_TAG)
        if found is None:
            end = page.find(">", start)
            if end < 0:
                return
            if page.startswith("</", start):
                yield _Tag(page[start + 2 : min(end, start + 30)].strip().lower(), {}, is_end=True)
            at = end + 1
            continue
        name, at = found[1].lower(), found.end()
        if name in _SKIPPED:
            end = page.find(f"</{name}", at)
            at = len(page) if end < 0 else end
        yield _Tag(name, _read_attributes(found[2]) if _ANY.search(found[2]) else {})


def _read_attributes(text: str) -> dict[str, str]:
    return {
        found[1].lower(): html.unescape(found[2] or found[3] or found[4] or "") for found in _ATTRIBUTE.finditer(text)
    }


def _open(opened: list[_Element], tag: _Tag, items: list[dict[str, Any]], at: int) -> None:
    parent = next((element.item for element in reversed(opened) if element.item is not None), None)
    names = tuple(tag.attributes.get("itemprop", "").split())
    element = _Element(tag.name, None)
    if "itemscope" in tag.attributes:
        element.item = {"@type": tag.attributes.get("itemtype", "").split()}
        if parent is not None and names:
            _add(parent, names, element.item)
        else:
            items.append(element.item)
    elif names and parent is not None:
        stated = tag.attributes.get("content") or tag.attributes.get(_VALUE.get(tag.name, ""))
        if stated:
            _add(parent, names, stated.strip())
        else:
            element.target, element.names, element.begins = parent, names, at
    if tag.name not in _VOID and len(opened) < MOST_OPEN:
        opened.append(element)


def _close(opened: list[_Element], name: str, read: StringIO) -> None:
    if not any(element.name == name for element in opened):
        return
    while opened:
        element = opened.pop()
        _finish(element, read)
        if element.name == name:
            return


def _finish(element: _Element, read: StringIO) -> None:
    if element.target is not None:
        read.seek(element.begins)
        text = read.read(MOST_TEXT)
        read.seek(0, SEEK_END)
        _add(element.target, element.names, " ".join(text.split()))


def _add(item: dict[str, Any], names: tuple[str, ...], value: Any) -> None:
    for name in names[:5]:
        known = item.get(name)
        if known is None:
            item[name] = value
        elif isinstance(known, list):
            known.append(value)
        else:
            item[name] = [known, value]
