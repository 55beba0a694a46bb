"""Counting the SQL statements a piece of code sends."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, event


@dataclass
class StatementLog:
    """The statements seen so far, in order."""

    statements: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many statements were sent."""
        return len(self.statements)


@contextlib.contextmanager
def count_statements(engine: Engine) -> Iterator[StatementLog]:
    """Record every statement that goes to the database through this engine, from any thread."""
    log = StatementLog()

    def record(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        log.statements.append(statement)

    event.listen(engine, "before_cursor_execute", record)
    try:
        yield log
    finally:
        event.remove(engine, "before_cursor_execute", record)
