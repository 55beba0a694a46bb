"""The page about feeds names the formats, the example and the codes as they are."""

import json
import re
from datetime import UTC, datetime

from app.importers.feed_notes import CODES
from app.importers.reading import ReadContext
from app.importers.sniffing import READERS, choose_reader
from tests.docs.blocks import read_blocks, read_page

PAGE = "docs/import-feeds.md"


def listed(heading: str) -> list[str]:
    """The names in the first column of the table below a heading."""
    part = read_page(PAGE).split(f"## {heading}\n")[1].split("\n## ")[0]
    return re.findall(r"^\| `([a-z-]+)` \|", part, re.MULTILINE)


def test_every_format_is_listed() -> None:
    assert sorted(listed("Formats")) == sorted(READERS)


def test_every_code_is_listed() -> None:
    assert listed("What the report says") == list(CODES)


def test_the_example_becomes_what_the_page_shows() -> None:
    given, shown = [block for block in read_blocks(PAGE) if block.kind in ("ics", "json")]
    content = given.text.encode()
    name, reader = choose_reader(content)
    [row] = reader(content, ReadContext(now=datetime(2026, 11, 21, tzinfo=UTC)))
    assert name == "icalendar"
    assert row.draft == json.loads(shown.text)
    assert (row.faults, row.warnings) == ((), ())
