"""One row of a table by what its cells hold, gathering the notes that people see."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from app.errors import Fault
from app.importers.fields import read_email, read_flag, read_phone, read_url
from app.importers.headers import Columns
from app.importers.html_text import clean_line, clean_text
from app.importers.notes import Cell, Doubt, shorten, write_note
from app.importers.reading import ReadContext

EMPTY = frozenset(
    {"", "#n/a", "#n/b", "null", "nan", "none", "#value!", "#ref!", "#div/0!", "#name?", "#verw!", "#naam?", "#waarde!"}
)
_ADDRESSES = frozenset({"url", "enrolUrl", "organisationUrl", "image", "email"})
_TALKS = frozenset({"enrolment", "contact"})
_BEHIND = {"title": "url", "title+organisation": "url", "description": "url", "summary": "url", "note": "url"} | {
    "organisation": "organisationUrl",
    "enrolment": "enrolment",
    "contact": "contact",
}
"""Where the address behind a cell goes that holds words."""
_HREF = re.compile(r"<a\s[^<>]{0,400}?href\s?=\s?[\"']?([^\"'\s<>]{4,2000})", re.IGNORECASE)
_SAYS_ADDRESS = re.compile(r"https?://|www\.|@")
_IDENTITY = frozenset({"externalId", "parentId"})
MAX_ORIGINAL_CELLS = 80
MAX_ORIGINAL = 300


@dataclass(frozen=True, slots=True)
class RawRow:
    """Cells as they stand in the file. `line` counts from 1 as a person's editor does; `sheet` only in workbooks;
    `links`: web addresses behind cells, by place."""

    line: int
    cells: tuple[str, ...]
    doubts: tuple[Doubt, ...] = ()
    sheet: str | None = None
    links: tuple[tuple[int, str], ...] = ()

    @property
    def location(self) -> str:
        """Where a person finds it."""
        return f"{self.sheet}, line {self.line}" if self.sheet else f"line {self.line}"


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell that says something."""

    column: str
    text: str


@dataclass(slots=True)
class Row:
    """The entries of a row by member. `notes` are warnings about it, `used` the members somebody asked for."""

    line: int
    entries: Mapping[str, list[Entry]]
    context: ReadContext
    sheet: str | None = None
    notes: list[Fault] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def get(self, target: str) -> str:
        """The first entry as one line of clean text; empty when there is none."""
        self.used.add(target)
        found = self.entries.get(target)
        return clean_line(found[0].text) if found else ""

    def get_text(self, target: str) -> str:
        """All entries as clean text with paragraphs."""
        self.used.add(target)
        return "\n\n".join(clean_text(entry.text) for entry in self.entries.get(target, ()))

    def all(self, target: str) -> list[Entry]:
        """Every entry, cleaned to one line."""
        self.used.add(target)
        return [Entry(entry.column, clean_line(entry.text)) for entry in self.entries.get(target, ())]

    def has(self, target: str) -> bool:
        """Whether it says anything."""
        return target in self.entries

    def note_unused(self) -> None:
        """Says of every cell that nobody asked for that it is left out."""
        for target, entries in self.entries.items():
            if target not in self.used and target not in _IDENTITY:
                for entry in entries:
                    self.note([Doubt("cell-not-used")], entry.column, entry.text)

    def doubt(self, target: str, *doubts: Doubt) -> None:
        """Notes about the first entry of a member."""
        self.used.add(target)
        found = self.entries.get(target)
        column, value = (found[0].column, found[0].text) if found else (None, None)
        self.note(doubts, column, value)

    def note(self, doubts: Iterable[Doubt], column: str | None = None, value: str | None = None) -> None:
        """Notes about a cell, each once."""
        for doubt in doubts:
            fault = write_note(doubt, Cell(self.line, column, value, self.sheet))
            if fault not in self.notes:
                self.notes.append(fault)


def make_row(raw: RawRow, columns: Columns, context: ReadContext) -> Row:
    """The row by member; cells beyond the last column and errors of a spreadsheet are noted."""
    entries: dict[str, list[Entry]] = {}
    row = Row(raw.line, entries, context, raw.sheet)
    for name, target, text in zip(columns.names, columns.targets, raw.cells, strict=False):
        if target is None or not text or not text.strip():
            continue
        if text.strip().lower() in EMPTY:
            if text.startswith("#"):
                row.note([Doubt("formula-error")], name, text)
            continue
        for part in target.split("+"):
            entries.setdefault(part, []).append(Entry(name, text))
    _add_links(raw, columns, entries)
    row.note(raw.doubts)
    left_over = [text for text in raw.cells[len(columns.names) :] if text and text.strip()]
    if left_over:
        row.note([Doubt("row-too-long")], value=", ".join(left_over))
    return row


def _add_links(raw: RawRow, columns: Columns, entries: dict[str, list[Entry]]) -> None:
    """The address behind a cell is what a column of addresses holds; behind a name it is the page of the offer."""
    for at, target, text in zip(range(len(columns.targets)), columns.targets, raw.cells, strict=False):
        if target in _ADDRESSES and "<a " in text and (found := _HREF.search(text)):
            _put_link(entries, columns.names[at], target, found[1])
    for at, address in raw.links:
        if at < len(columns.targets):
            _put_link(entries, columns.names[at], columns.targets[at], address)


def _put_link(entries: dict[str, list[Entry]], column: str, target: str | None, address: str) -> None:
    is_mail = address.lower().startswith("mailto:")
    wanted = target if target in _ADDRESSES else _BEHIND.get(target or "")
    if is_mail:
        wanted = target if target in _TALKS else "email"
    if wanted is None:
        return
    own = address.removeprefix("mailto:").partition("?")[0] if is_mail else address
    known = entries.get(wanted)
    if known and wanted in _TALKS:
        known[0] = Entry(known[0].column, f"{known[0].text} {own}")
    elif not known or (wanted == target and not _SAYS_ADDRESS.search(known[0].text)):
        entries[wanted] = [Entry(column, own)]


def is_blank(cells: Iterable[str]) -> bool:
    """Whether a row says nothing."""
    return not any(cell and not cell.isspace() for cell in cells)


_OF_PERSONS = frozenset({"secret", "person"})
_TO_REACH = frozenset({"contact", "email", "phone"})


def list_original(raw: RawRow, columns: Columns) -> dict[str, str]:
    """The cells by their header, bounded, for the report; without persons and what the source keeps private."""
    told = zip(columns.names, columns.targets, raw.cells, strict=False)
    pairs = [
        (name, _without_names(text) if target in _TO_REACH else text)
        for name, target, text in told
        if target not in _OF_PERSONS and not (target in _TO_REACH and _hides_contact(raw, columns))
    ]
    kept = [(name, text) for name, text in pairs if text and text.strip()]
    return {name: shorten(text, MAX_ORIGINAL) for name, text in kept[:MAX_ORIGINAL_CELLS]}


def _without_names(text: str) -> str:
    """Of who may be asked only what is shown: where they can be reached."""
    return " ".join(found for read in (read_email, read_phone, read_url) if (found := read(text)))


def _hides_contact(raw: RawRow, columns: Columns) -> bool:
    told = zip(columns.targets, raw.cells, strict=False)
    return any(target == "contactVisible" and read_flag(text) is False for target, text in told)
