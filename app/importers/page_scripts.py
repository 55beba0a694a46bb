"""The blocks of JSON-LD in a page, found in linear time without building a tree of it."""

import html
import re
from collections.abc import Iterator

from app.importers.feed_notes import refuse

_TYPE = re.compile(r"application/(?:ld\+json|activity\+json)", re.IGNORECASE)
MOST_BLOCKS = 2_000


def find_scripts(page: str) -> Iterator[str]:
    """The contents of `<script type="application/ld+json">`; what stands in comments is not part of the page."""
    lower, at, count = page.lower(), 0, 0
    while True:
        start, comment = lower.find("<script", at), lower.find("<!--", at)
        if start < 0:
            return
        if 0 <= comment < start:
            end = lower.find("-->", comment + 4)
            at = comment + 4 if end < 0 else end + 3
            continue
        opened = lower.find(">", start)
        if opened < 0:
            return
        closed = lower.find("</script", opened)
        if _TYPE.search(html.unescape(page[start : min(opened, start + 2_000)])):
            count += 1
            if count > MOST_BLOCKS:
                raise refuse("too-many-blocks", "The page holds too much JSON-LD.", "Deze pagina is te groot.")
            yield page[opened + 1 : closed if closed >= 0 else len(page)]
        if closed < 0:
            return
        at = closed + 8


def is_page(text: str) -> bool:
    """Whether this looks like HTML."""
    head = text[:20_000].lstrip().lower()
    return head.startswith(("<!doctype html", "<html", "<script", "<!--", "<head", "<body", "<div", "<?xml")) and (
        "<html" in head or "<script" in head or "<body" in head or "<div" in head or "doctype html" in head
    )
