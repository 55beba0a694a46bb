"""A foreign format of the tests' own: a JSON object a line, each a row as a reader yields it."""

import json
from collections.abc import Iterator
from typing import Any

from app.errors import Fault, InvalidInput
from app.importers.reading import ReadContext, ReadRow


def read_lines(content: bytes, context: ReadContext) -> Iterator[ReadRow]:
    """`{"id","draft","faults","warnings","deleted","says","crash"}`; a file that begins with `!` cannot be read."""
    if content.startswith(b"!"):
        raise InvalidInput([Fault("not-readable", "This is not our format.", detail_nl="Dit formaat kennen we niet.")])
    for number, line in enumerate(content.splitlines(), 1):
        item: dict[str, Any] = json.loads(line)
        if item.get("crash"):
            raise RuntimeError("a fault of the reader")
        yield ReadRow(
            number,
            f"line {number}",
            item.get("id"),
            item.get("draft"),
            tuple(Fault(code, f"It is {code}.") for code in item.get("faults", ())),
            tuple(Fault(code, f"Mind {code}.") for code in item.get("warnings", ())),
            {"line": line.decode()},
            is_deleted=bool(item.get("deleted")),
            content_id=item.get("says"),
        )


def offer(id_: str | None, title: str = "Robotclub", **changes: Any) -> dict[str, Any]:
    """One row: an activity at a place of its own name."""
    row: dict[str, Any] = {
        name: changes.pop(name) for name in ("faults", "warnings", "deleted", "says", "crash") if name in changes
    }
    draft = {"title": title, "themes": ["robots"], "place": {"name": "Buurthuis"}, **changes}
    return {"id": id_, "draft": None if row.get("deleted") else draft, **row}


def lines(*rows: dict[str, Any]) -> bytes:
    """The file."""
    return b"\n".join(json.dumps(row).encode() for row in rows)
