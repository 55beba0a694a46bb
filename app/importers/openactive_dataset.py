"""The page of an OpenActive data set names its feeds: series, their dates, courses, events, and halls for hire.

https://developer.openactive.io/publishing-data/dataset-sites says how such a page is made.
"""

import json
from collections.abc import Iterator
from typing import Any

from app.errors import InvalidInput
from app.importers.feed_bytes import decode_text
from app.importers.feed_text import read_url
from app.importers.json_repair import read_loose_json
from app.importers.page_scripts import find_scripts, is_page
from app.importers.schema_nodes import Node, as_nodes, bare_name, member_text, normalise, types_of, walk

MOST_FEEDS = 20
LEFT_OUT = "feedsLeftOut"
"""The member of a joined page with the addresses of the feeds that were not read."""
_NOTHING_TO_JOIN = frozenset({"FacilityUse", "IndividualFacilityUse", "Slot", "Place"})


def find_feeds(content: bytes, url: str | None) -> list[str]:
    """The addresses of all feeds with something to join, each once; none when this is no page of a data set. Of more
    than `MOST_FEEDS` the first are read, and the report names the others."""
    if b"DataDownload" not in content:
        return []
    try:
        text = decode_text(content)
        blocks = list(find_scripts(text)) if is_page(text) else [text]
    except InvalidInput:
        return []
    sets = [node for block in blocks for node in _sets_in(block)]
    found = (address for node in sets for address in _feeds_of(node, url))
    return list(dict.fromkeys(found))


def _sets_in(block: str) -> Iterator[Node]:
    try:
        data: Any = normalise(read_loose_json(block)[0])
    except ValueError:
        return
    yield from (node for _, node in walk(data) if "Dataset" in types_of(node))


def _feeds_of(node: Node, url: str | None) -> Iterator[str]:
    if "openactive" not in json.dumps(node, default=str).lower():
        return
    for feed in as_nodes(node.get("distribution")):
        kind = bare_name(member_text(feed, "additionalType", "identifier", "name") or "")
        address = read_url(feed.get("contentUrl"), url)
        if "DataDownload" in types_of(feed) and address and not _is_for_hire(kind):
            yield address


def _is_for_hire(kind: str) -> bool:
    return kind in _NOTHING_TO_JOIN or kind.endswith("Slot")
