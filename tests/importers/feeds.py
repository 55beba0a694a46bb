"""What the tests of the feed readers share: one moment, reading, and the check that the wire takes every draft."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from app.importers.reading import ReadContext, Reader, ReadRow
from app.schemas.drafts import parse_activity

NOW = datetime(2026, 11, 21, 14, tzinfo=UTC)
CONTEXT = ReadContext(now=NOW)


def read(reader: Reader, content: bytes | str | Any, context: ReadContext = CONTEXT) -> list[ReadRow]:
    """All rows; every draft is one that PUT takes. Objects are written as JSON."""
    if not isinstance(content, bytes):
        content = (content if isinstance(content, str) else json.dumps(content)).encode()
    rows = list(reader(content, context))
    for row in rows:
        if row.draft is not None:
            accept(row)
    return rows


def accept(row: ReadRow) -> None:
    """Raises InvalidInput when the draft of the row is not one that PUT takes."""
    assert row.draft is not None
    assert row.external_id
    source = {"name": "a-source", "externalId": row.external_id}
    parse_activity({**row.draft, "source": source}, ignore_read_only=False)


def draft(reader: Reader, content: Any, context: ReadContext = CONTEXT) -> Mapping[str, Any]:
    """The draft of the only row."""
    [row] = read(reader, content, context)
    assert row.draft is not None, row.faults
    return row.draft


def codes(row: ReadRow) -> list[str]:
    """The codes of its warnings."""
    return [warning.code for warning in row.warnings]


def fault_codes(row: ReadRow) -> list[str]:
    """The codes of its faults."""
    return [fault.code for fault in row.faults]


def rules(found: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """The rules of its schedule."""
    listed: Sequence[Mapping[str, Any]] = found["schedule"]["rules"]
    return listed
