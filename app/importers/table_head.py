"""Where the header of a table is: after a preamble of title rows, over one row or two."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.importers.headers import MAX_QUESTION, Columns, guess_loosely, guess_target, read_columns
from app.importers.html_text import clean_line
from app.importers.table_rows import RawRow, is_blank

LOOK_AHEAD, LEAST_NAMES = 40, 3
MAX_COLUMNS = 500
MAX_HEADER_LENGTH = 80
_DATA = re.compile(r"\d{3,}|https?://|@|€")


_OF_GROUP = {"age": "leeftijd", "schoolGroups": "leeftijd", "audience": "leeftijd", "date": "datum", "time": "tijd"} | {
    "schedule": "tijd",
    "price": "prijs",
}
"""What the upper of two headers says of the lower: `Wanneer` over `Van` and `Tot` are times."""


@dataclass(frozen=True, slots=True)
class Head:
    """The columns, and how many rows of the table come before the first offer; height: how many of these it takes."""

    columns: Columns
    rows_before: int
    line: int
    height: int = 1


def find_head(rows: Sequence[RawRow], mapping: Mapping[str, str]) -> Head | None:
    """The header among the first rows, None when there is no column that can name an offer."""
    best: Head | None = None
    best_score = 0.0
    for at, row in enumerate(rows[:LOOK_AHEAD]):
        if is_blank(row.cells):
            continue
        for names, height in _candidates(rows, at):
            score = _score(names, mapping) - 0.05 * at
            if score > best_score:
                columns = read_columns(names, mapping)
                if columns.has("title", "title+organisation"):
                    best, best_score = Head(columns, at + height, row.line, height), score
        if best is not None and best.rows_before >= at + 1 and is_header(clean_names(row.cells)):
            break  # a later header with more columns is that of another table
    return best


def is_header(names: Sequence[str]) -> bool:
    """Whether nearly every cell is the name of another column."""
    said = [name for name in names if name]
    known = {guess_target(name) for name in said} - {None}
    return len(known) >= LEAST_NAMES and len(known) * 5 >= len(said) * 4 and not any(map(str.isdigit, "".join(said)))


def _candidates(rows: Sequence[RawRow], at: int) -> list[tuple[list[str], int]]:
    names = clean_names(rows[at].cells)
    found = [(names, 1)]
    if at + 1 < len(rows):
        below = clean_names(rows[at + 1].cells)
        if _is_second_header(names, below):
            found.append((_join_headers(names, below), 2))
    return found


def clean_names(cells: Sequence[str]) -> list[str]:
    """The cells of a header as one line each, without the empty ones at the end."""
    names = [clean_line(cell)[:200] if cell else "" for cell in cells[:MAX_COLUMNS]]
    while names and not names[-1]:
        names.pop()
    return names


def _is_second_header(above: list[str], below: list[str]) -> bool:
    """Two rows make one header when both are short words and the upper one has holes (merged cells)."""
    filled = [name for name in below if name]
    first = next((at for at, name in enumerate(below) if name), 0)
    if sum(map(bool, above)) == 1 and above[first : first + 1] != [""] and above[first:]:
        return False  # a title above the first column heads the whole table
    looks_like_names = len(filled) >= 2 and all(len(name) <= 30 and not _DATA.search(name) for name in filled)
    has_holes = any(not above[at : at + 1] or not above[at] for at in range(len(below)) if below[at])
    return looks_like_names and has_holes and sum(guess_target(name) is not None for name in filled) >= 1


def _join_headers(above: list[str], below: list[str]) -> list[str]:
    joined: list[str] = []
    group = ""
    for at in range(max(len(above), len(below))):
        top = above[at] if at < len(above) else ""
        sub = below[at] if at < len(below) else ""
        group = top or group
        both = f"{group} {sub}".strip()
        if not sub:
            joined.append(top)
        elif guess_target(both) is not None:
            joined.append(both)
        elif (named := _name_bound(group, sub)) is not None:
            joined.append(named)
        else:
            joined.append(sub if guess_target(sub) is not None else both)
    return joined


def _name_bound(group: str, sub: str) -> str | None:
    """`Doelgroep` over `Van` and `Tot en met` are the youngest and the oldest."""
    word = _OF_GROUP.get(guess_target(group) or "")
    name = f"{word} {sub}" if word else ""
    return name if name and guess_target(name) is not None else None


def _score(names: list[str], mapping: Mapping[str, str]) -> float:
    """How many columns are understood; long cells and numbers belong to an offer, not to a header."""
    understood = 0.0
    settled = {name.casefold() for name in mapping}
    for name in names:
        if not name:
            continue
        if name.casefold() in settled:
            understood += 2
        elif len(name) <= MAX_HEADER_LENGTH and guess_target(name) is not None:
            understood += 1
        elif len(name) <= MAX_QUESTION and guess_loosely(name) is not None:
            understood += 0.5
        elif _DATA.search(name) or len(name) > MAX_HEADER_LENGTH:
            understood -= 1
    return understood
