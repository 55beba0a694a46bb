"""The web addresses behind the cells of a sheet. The reader of rows does not tell them, so they are looked for apart:
`<hyperlink>` with its relation, and formulas of the kind HYPERLINK("https://…";"words")."""

import html
import re
import zipfile
from typing import Any

from app.importers.fields import read_email, read_url
from app.importers.xlsx_cells import find_all, position_of

MAX_LINKS = 50_000
MAX_RELATIONS = 16 << 20
_LONGEST = 2_600
_LINK = re.compile(rb"<(?:\w{1,20}:)?hyperlink\s([^<>]{1,2400})>")
_FORMULA = re.compile(
    rb"<(?:\w{1,20}:)?c\s[^<>]{0,200}?r=\"([A-Z]{1,3}\d{1,7})\"[^<>]{0,200}>\s{0,5}<(?:\w{1,20}:)?f[^<>]{0,200}>"
    rb"=?(?:_xlfn\.)?HYPERLINK\((?:&quot;|\")(.{4,2000}?)(?:&quot;|\")"
)
_RELATION = re.compile(rb"<(?:\w{1,20}:)?Relationship\s([^<>]{1,2400})>")
_ATTRIBUTE = re.compile(rb"([\w:]{1,40})=\"([^\"]{0,2000})\"")
Links = dict[int, tuple[tuple[int, str], ...]]
"""By line the places of cells, from 0, with the addresses behind them."""


def find_links(archive: zipfile.ZipFile, path: str) -> Links:
    """The addresses of the web and of mail behind the cells of a sheet; places inside the workbook are none."""
    found: dict[int, dict[int, str]] = {}
    try:
        relations = _read_relations(archive, path)
        with archive.open(path.lstrip("/")) as part:
            for cell, address in _search(part, relations):
                column, line = position_of(cell)
                found.setdefault(line, {})[column - 1] = address
    except (KeyError, zipfile.BadZipFile, OSError, EOFError, ValueError):
        return {}
    return {line: tuple(sorted(cells.items())) for line, cells in found.items()}


def _search(part: Any, relations: dict[bytes, str]) -> list[tuple[str, str]]:
    listed: list[tuple[str, str]] = []
    both = re.compile(b"|".join((_LINK.pattern, _FORMULA.pattern)), re.DOTALL)
    for match in find_all(both, part, _LONGEST):
        if match[2]:
            listed.append((match[2].decode(), _read_address(_decode(match[3])) or ""))
        elif relations:
            said = dict(_ATTRIBUTE.findall(match[1]))
            first = said.get(b"ref", b"").partition(b":")[0].decode()
            target = next((relations.get(value) for name, value in said.items() if name.endswith(b":id")), None)
            if re.fullmatch(r"[A-Z]{1,3}\d{1,7}", first) and target:
                listed.append((first, target))
        if len(listed) >= MAX_LINKS:
            break
    return [(cell, address) for cell, address in listed if address]


def _read_relations(archive: zipfile.ZipFile, path: str) -> dict[bytes, str]:
    folder, _, name = path.lstrip("/").rpartition("/")
    try:
        with archive.open(f"{folder}/_rels/{name}.rels") as part:
            content = part.read(MAX_RELATIONS)
    except KeyError:
        return {}
    listed = (dict(_ATTRIBUTE.findall(found[1])) for found in _RELATION.finditer(content))
    pairs = ((said.get(b"Id", b""), _read_address(_decode(said.get(b"Target", b"")))) for said in listed)
    return {key: address for key, address in pairs if key and address}


def _decode(octets: bytes) -> str:
    return html.unescape(octets.decode("utf-8", "replace")).strip()


def _read_address(text: str) -> str | None:
    if text.lower().startswith("mailto:"):
        mail = read_email(text)
        return f"mailto:{mail}" if mail else None
    return read_url(text) if text.lower().startswith(("http://", "https://", "www.")) else None
