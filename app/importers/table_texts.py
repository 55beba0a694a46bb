"""What stands only in the running text of a row, and whether its source shows it at all."""

from dataclasses import dataclass
from typing import Any

from app.domain.text import words
from app.importers.fields import read_flag
from app.importers.free_text import complete_from_text
from app.importers.notes import Doubt
from app.importers.table_rows import Row

_PRIVATE = frozenset({"private", "prive", "besloten", "confidential", "vertrouwelijk", "personal", "intern"})


@dataclass(slots=True)
class _Draft:
    """The draft of a row as the readers of running text know it."""

    members: dict[str, Any]
    row: Row

    def warn(self, code: str, **said: object) -> None:
        """Notes it for the row."""
        self.row.note([Doubt(code, str(said.get("value", ""))[:200])])


def complete_draft(row: Row, draft: dict[str, Any]) -> None:
    """Age and price from the title and the texts, where no column says them."""
    complete_from_text(_Draft(draft, row))


def is_private(row: Row) -> bool:
    """Whether a calendar keeps the row to itself."""
    text = row.get("isPrivate")
    return bool(text) and (read_flag(text) is True or " ".join(words(text)) in _PRIVATE)
