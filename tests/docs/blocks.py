"""Reads the fenced blocks of our pages: what a reader is told to type, and what they are told to see."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.support.server import REPOSITORY

PAGES: tuple[str, ...] = (
    "README.md",
    "CHANGELOG.md",
    "DATA-LICENCE.md",
    *sorted(str(path.relative_to(REPOSITORY)) for path in (REPOSITORY / "docs").rglob("*.md")),
)
"""Every page a reader may open, by its path in the repository."""

_FENCE = re.compile(r"^```(.*)$")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block. `kind` is the first word of its info string, `note` the rest; `line` is where its text begins."""

    page: str
    line: int
    kind: str
    note: str
    text: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


@dataclass(frozen=True, slots=True)
class Command:
    """One line to type, and the lines a reader is told to see after it."""

    text: str
    shown: tuple[str, ...]


def read_page(page: str) -> str:
    """The text of a page."""
    return (REPOSITORY / page).read_text(encoding="utf-8")


def read_blocks(page: str) -> list[Block]:
    """The fenced blocks of a page, in order. Raises ValueError for a fence that is not closed."""
    blocks: list[Block] = []
    inside: tuple[int, str] | None = None
    lines: list[str] = []
    for number, line in enumerate(read_page(page).splitlines(), 1):
        match = _FENCE.match(line)
        if match is None:
            lines.append(line)
        elif inside is None:
            inside, lines = (number + 1, match[1].strip()), []
        else:
            kind, _, note = inside[1].partition(" ")
            blocks.append(Block(page, inside[0], kind, note.strip(), "\n".join(lines)))
            inside = None
    if inside is not None:
        raise ValueError(f"{page}:{inside[0]} is not closed")
    return blocks


def read_commands(block: Block) -> Iterator[Command]:
    """The `$ ` lines of a console block (a trailing backslash continues), each with the lines below it."""
    command: str | None = None
    shown: list[str] = []
    for line in block.text.splitlines():
        if command is not None and command.endswith("\\"):
            command = f"{command[:-1].rstrip()} {line.strip().removeprefix('> ')}"
        elif line.startswith("$ "):
            if command is not None:
                yield Command(command, tuple(shown))
            command, shown = line[2:], []
        elif command is None:
            raise ValueError(f"{block} begins with a line that is no command")
        else:
            shown.append(line)
    if command is not None:
        yield Command(command, tuple(shown))


def strip_code(text: str) -> str:
    """The page without its fenced blocks and code spans, for what concerns only prose."""
    kept, is_inside = [], False
    for line in text.splitlines():
        if line.startswith("```"):
            is_inside = not is_inside
        elif not is_inside:
            kept.append(re.sub(r"`[^`]*`", "", line))
    return "\n".join(kept)


def path_of(page: str) -> Path:
    """Where a page lies."""
    return REPOSITORY / page
