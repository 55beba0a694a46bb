"""The operator's bulk path in: a JSON object a line, drafts or full items, through the one write path."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Engine

from app.domain.draft import ActivityDraft
from app.errors import Fault, InvalidInput
from app.schemas.drafts import parse_activity
from app.services.activities import BATCH, ActivityWriter, Outcome, WriteResult, open_writer
from app.store.unit_of_work import write_transaction

MAX_LINE_BYTES = 1024 * 1024
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class LineReport:
    """What became of a line (counted from 1). `id` is None when the line could not be read as an activity."""

    line: int
    outcome: Outcome
    id: str | None = None
    seq: int | None = None
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()

    def to_wire(self) -> dict[str, Any]:
        """For reports that programs read."""
        return {
            "line": self.line,
            "outcome": self.outcome.value,
            "id": self.id,
            "seq": self.seq,
            "errors": [fault.to_wire() for fault in self.faults],
            "warnings": [fault.to_wire() for fault in self.warnings],
        }


def load_lines(
    engine: Engine,
    lines: Iterable[bytes],
    *,
    now: datetime,
    batch: int = BATCH,
    writer: ActivityWriter | None = None,
) -> Iterator[LineReport]:
    """Write what the lines hold; a report for each line that is not blank, in order, after its batch is committed.

    A line that is refused stops no other. What was reported is stored, also when the process is killed afterwards.
    Raises Unavailable when the database is busy or away.
    """
    chosen = writer or open_writer(engine)
    waiting: list[tuple[int, ActivityDraft | tuple[Fault, ...]]] = []
    for number, line in enumerate(lines, start=1):
        text = line.removeprefix(_BYTE_ORDER_MARK).strip() if number == 1 else line.strip()
        if not text:
            continue
        waiting.append((number, read_line(text)))
        if len(waiting) >= batch:
            yield from _write(engine, chosen, waiting, now)
            waiting.clear()
    if waiting:
        yield from _write(engine, chosen, waiting, now)


def read_line(text: bytes) -> ActivityDraft | tuple[Fault, ...]:
    """The draft on a line, or everything that is wrong with it."""
    if len(text) > MAX_LINE_BYTES:
        return (Fault("too-large", f"A line holds at most {MAX_LINE_BYTES} bytes.", pointer=""),)
    try:
        data = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        return (Fault("invalid-json", f"This is no JSON: {error}.", pointer=""),)
    if not isinstance(data, dict):
        return (Fault("not-an-object", "A line holds one JSON object.", pointer=""),)
    try:
        return parse_activity(data)
    except InvalidInput as refused:
        return refused.faults


def _write(
    engine: Engine,
    writer: ActivityWriter,
    waiting: list[tuple[int, ActivityDraft | tuple[Fault, ...]]],
    now: datetime,
) -> list[LineReport]:
    drafts = [read for _, read in waiting if isinstance(read, ActivityDraft)]
    results: list[WriteResult] = []
    if drafts:
        with write_transaction(engine) as session:
            results = writer.write(session, drafts, now=now)
    coming = iter(results)
    return [
        _report(number, next(coming))
        if isinstance(read, ActivityDraft)
        else LineReport(number, Outcome.REJECTED, faults=read)
        for number, read in waiting
    ]


def _report(number: int, result: WriteResult) -> LineReport:
    return LineReport(number, result.outcome, result.id, result.seq, result.faults, result.warnings)
