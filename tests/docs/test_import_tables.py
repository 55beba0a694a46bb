"""The page about tables shows what the readers really make of its examples."""

import json
import re
from itertools import pairwise

from app.importers.header_words import COLUMNS
from app.importers.headers import guess_target
from tests.docs.blocks import read_blocks, read_page
from tests.support.tables import read_lines

PAGE = "docs/import-tables.md"


def test_every_table_becomes_what_the_page_shows() -> None:
    blocks = read_blocks(PAGE)
    shown = [(table, answer) for table, answer in pairwise(blocks) if table.kind == "csv" and answer.kind == "json"]
    assert len(shown) == 3
    for table, answer in shown:
        drafts = [row.draft for row in read_lines(*table.text.strip().split("\n"))]
        assert drafts == json.loads(answer.text)


def test_the_warning_on_the_page_is_the_one_of_the_last_row() -> None:
    *_, table, _, warning = read_blocks(PAGE)
    *_, last = read_lines(*table.text.strip().split("\n"))
    assert [note.to_wire() for note in last.warnings] == json.loads(warning.text)


def test_the_page_names_every_column_by_names_that_work() -> None:
    rows = re.findall(r"^\| `(\w+)` \| .+? \| (.+) \|$", read_page(PAGE), re.MULTILINE)
    assert {target for target, _ in rows} == set(COLUMNS)
    assert [
        (name, target) for target, names in rows for name in names.split(", ") if guess_target(name) != target
    ] == []
