"""iCalendar bytes to components and properties, forgiving: one broken line or block never costs the next one.

Read past are: folds in the middle of a letter, folds without a space, bare LF or CR, doubled lines, blocks that are not
closed, two calendars in one file, lines before BEGIN:VCALENDAR and the quoted-printable of vCalendar 1.0.
"""

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.importers.feed_bytes import decode_text

_FOLD = re.compile(rb"(?<![\r\n])[\r\n]++[ \t]")
_FOLD_BUT_SOFT = re.compile(rb"(?<![=\r\n])[\r\n]++[ \t]")
_QUOTED = re.compile(rb"QUOTED-PRINTABLE", re.IGNORECASE)
_NAME = re.compile(r"[A-Z][A-Z0-9-]*[;:]")
_SMALL_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*[;:]")
_SMALL_FILE = re.compile(rb"^[Bb]egin:", re.MULTILINE)
_FREE_TEXT = re.compile(r"(?:SUMMARY|DESCRIPTION|LOCATION|COMMENT|CONTACT|CATEGORIES|X-[A-Z0-9-]+)[;:]", re.IGNORECASE)
_BLOCK = re.compile(r"[A-Z0-9-]+")
_ESCAPED = re.compile(r"\\([\\;,nN\":])")
SECOND = frozenset({"VEVENT", "VTODO", "VJOURNAL", "VTIMEZONE", "VFREEBUSY"})
"""What lies in a calendar itself."""
MOST_LINE = 200_000


@dataclass(frozen=True, slots=True)
class Property:
    """One line: parameters by upper-case name, the value as written."""

    value: str
    parameters: dict[str, str]

    @property
    def text(self) -> str:
        """The value of a TEXT property, with its backslashes undone."""
        return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], self.value)


@dataclass(slots=True)
class Component:
    """A block with its properties by upper-case name, and the blocks inside. is_closed: its END was there."""

    name: str
    properties: dict[str, list[Property]] = field(default_factory=dict)
    children: list["Component"] = field(default_factory=list)
    is_closed: bool = False

    def first(self, name: str) -> Property | None:
        """The first property of that name that holds something, else None."""
        return next((found for found in self.properties.get(name, ()) if found.value.strip()), None)

    def text(self, name: str) -> str | None:
        """Its text, else None."""
        found = self.first(name)
        return None if found is None else found.text.strip() or None

    def all(self, name: str) -> list[Property]:
        """All properties of that name."""
        return self.properties.get(name, [])


def read_calendars(content: bytes) -> list[Component]:
    """The VCALENDAR blocks of a file, in order; events outside any get one of their own."""
    root = Component("")
    open_blocks = [root]
    for line in _lines(content):
        name, _, rest = line.partition(":")
        block = _BLOCK.match(rest.strip().upper())
        word = block[0] if block else ""
        match name.strip().upper():
            case "BEGIN":
                _begin(open_blocks, word)
            case "END":
                _end(open_blocks, word)
            case _:
                _add(open_blocks[-1], line)
    calendars = [child for child in root.children if child.name == "VCALENDAR"]
    loose = [child for child in root.children if child.name in SECOND]
    if loose:
        calendars.append(Component("VCALENDAR", dict(root.properties), loose))
    return calendars


def _begin(open_blocks: list[Component], word: str) -> None:
    """Events and calendars do not lie in each other: an open one is over when the next begins."""
    level = {"VCALENDAR": 1}.get(word, 2 if word in SECOND else 3)
    while len(open_blocks) > 1 and _level(open_blocks[-1]) >= level and level < 3:
        open_blocks.pop()
    if len(open_blocks) > 12:
        return
    block = Component(word)
    open_blocks[-1].children.append(block)
    open_blocks.append(block)


def _level(block: Component) -> int:
    if block.name == "VCALENDAR":
        return 1
    return 2 if block.name in SECOND else 3


def _end(open_blocks: list[Component], word: str) -> None:
    if not any(block.name == word for block in open_blocks[1:]):
        return
    while len(open_blocks) > 1:
        block = open_blocks.pop()
        if block.name == word:
            block.is_closed = True
            return


def _add(block: Component, line: str) -> None:
    head, value = _split_value(line)
    name, *given = _split_quoted(head, ";")
    parameters = {}
    for part in given[:40]:
        key, _, setting = part.partition("=")
        parameters[key.strip().upper()] = setting.strip().strip('"')
    if parameters.get("ENCODING", "").upper() == "QUOTED-PRINTABLE":
        value = _undo_quoted_printable(value, parameters.get("CHARSET", "utf-8"))
    kept = block.properties.setdefault(name.strip().upper(), [])
    if len(kept) < 2_000:
        kept.append(Property(value[:MOST_LINE], parameters))


def _split_value(line: str) -> tuple[str, str]:
    """At the first colon outside quotes; with quotes that do not pair, at the first one."""
    if '"' not in line.split(":", 1)[0]:
        head, _, value = line.partition(":")
        return head, value
    is_quoted = False
    for index, letter in enumerate(line[:10_000]):
        if letter == '"':
            is_quoted = not is_quoted
        elif letter == ":" and not is_quoted:
            return line[:index], line[index + 1 :]
    head, _, value = line.partition(":")
    return head, value


def _split_quoted(text: str, separator: str) -> list[str]:
    if '"' not in text:
        return text.split(separator)
    pieces, is_quoted, start = [], False, 0
    for index, letter in enumerate(text):
        if letter == '"':
            is_quoted = not is_quoted
        elif letter == separator and not is_quoted:
            pieces.append(text[start:index])
            start = index + 1
    return [*pieces, text[start:]]


def _undo_quoted_printable(value: str, charset: str) -> str:
    octets = quopri.decodestring(value.encode("utf-8", "replace"))
    try:
        return octets.decode(charset, "replace").replace("\r\n", "\n").replace("\n", "\\n")
    except LookupError:
        return octets.decode("utf-8", "replace")


def _lines(content: bytes) -> Iterator[str]:
    """Unfolded lines. Folds are undone in bytes, since some writers fold inside a letter; a line that starts no
    property belongs to the text before it, and is nothing behind a date or a name."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in content[:200]:
        content = decode_text(content).encode("utf-8", "replace")
    fold = _FOLD_BUT_SOFT if _QUOTED.search(content) else _FOLD
    name = _SMALL_NAME if _SMALL_FILE.search(content) else _NAME
    held: list[str] = []
    for line in re.split(r"\r\n|\n|\r", decode_text(fold.sub(b"", content))):
        if not line.strip():
            continue
        is_soft = bool(held) and held[-1].endswith("=") and "QUOTED-PRINTABLE" in held[0][:200].upper()
        if is_soft:
            held[-1] = held[-1][:-1]
            held.append(line.lstrip())
        elif held and not name.match(line):
            if _FREE_TEXT.match(held[0]):
                held.append(f"\\n{line.strip()}")
        else:
            if held:
                yield "".join(held)
            held = [line]
    if held:
        yield "".join(held)
