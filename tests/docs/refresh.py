"""Writes the present answers into the pages: `python -m tests.docs.refresh`. Read the diff before you commit it.

What a page shows keeps its shape (which members, how many items); only the values become those of today's code.
"""

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.docs.blocks import PAGES, Block, path_of, read_blocks
from tests.docs.compare import ELLIPSIS
from tests.docs.reader import Reader, make_base_catalogue

WIDTH = 118


def renew(shown: Any, real: Any) -> Any:
    """The real values in the shape that is shown. Raises KeyError for a shown member that the answer does not have."""
    if isinstance(shown, dict) and isinstance(real, dict):
        return {name: renew(value, real[name]) for name, value in shown.items()}
    if isinstance(shown, list) and isinstance(real, list):
        if shown and isinstance(shown[0], dict):
            return [renew(one, other) for one, other in zip(shown, real, strict=False)]
        return real
    if isinstance(shown, str) and shown.endswith(ELLIPSIS) and isinstance(real, str):
        return real[: len(shown) - len(ELLIPSIS)] + ELLIPSIS
    return real


def lay_out(value: Any, indent: int = 0, first: int | None = None) -> str:
    """JSON in which what fits on a line stands on one line."""
    flat = json.dumps(value, ensure_ascii=False)
    used = indent if first is None else first
    is_top = indent == 0 and isinstance(value, dict)
    if not isinstance(value, dict | list) or not value or (used + len(flat) < WIDTH and not is_top):
        return flat
    inner = indent + 2
    pad = " " * inner
    if isinstance(value, list):
        parts = [pad + lay_out(one, inner) for one in value]
    else:
        heads = [(f"{pad}{json.dumps(name)}: ", one) for name, one in value.items()]
        parts = [head + lay_out(one, inner, len(head)) for head, one in heads]
    left, right = "[]" if isinstance(value, list) else "{}"
    return f"{left}\n" + ",\n".join(parts) + f"\n{' ' * indent}{right}"


def refresh_page(page: str, base: Path, folder: Path) -> bool:
    """Renew the answers of one page. Says whether it changed."""
    lines = path_of(page).read_text(encoding="utf-8").splitlines()
    renewed: list[tuple[Block, str]] = []
    with Reader(folder, base) as reader:
        for block in read_blocks(page):
            if block.note:
                continue
            reader.follow(block)
            if block.kind == "json" and reader.response is not None:
                renewed.append((block, lay_out(renew(json.loads(block.text), reader.response.json()))))
    for block, text in reversed(renewed):
        count = len(block.text.splitlines())
        lines[block.line - 1 : block.line - 1 + count] = text.splitlines()
    text = "\n".join(lines) + "\n"
    is_changed = text != path_of(page).read_text(encoding="utf-8")
    path_of(page).write_text(text, encoding="utf-8")
    return is_changed


def main(pages: list[str]) -> None:
    """Renew the pages named, or all."""
    with tempfile.TemporaryDirectory() as name:
        base = make_base_catalogue(Path(name))
        for number, page in enumerate(pages or PAGES):
            folder = Path(name) / str(number)
            folder.mkdir()
            print(page, "renewed" if refresh_page(page, base, folder) else "is right")


if __name__ == "__main__":
    main(sys.argv[1:])
