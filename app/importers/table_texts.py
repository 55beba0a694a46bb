"""What stands only in the running text of a row, and whether its source shows it at all."""

import re
from dataclasses import dataclass
from itertools import chain
from typing import Any

from app.domain.text import words
from app.importers.fields import read_flag
from app.importers.free_text import complete_from_text
from app.importers.notes import Doubt
from app.importers.table_rows import Entry, Row

_PRIVATE = frozenset({"private", "prive", "besloten", "confidential", "vertrouwelijk", "personal", "intern"}) | {
    "niet publiceren",
    "niet openbaar",
    "alleen intern",
}
_YES, _NO = (
    frozenset({"ja", "yes", "akkoord", "ok", "oke", "toegestaan"}),
    frozenset({"nee", "no", "niet", "nog", "geen"}),
)
_REMARK = re.compile(
    r"\W*(?:nog )?niet (?:publiceren|openbaar(?: maken)?|"
    r"(?:plaatsen |tonen )?op (?:de )?(?:web)?site(?: plaatsen| zetten)?)\W*",
    re.IGNORECASE,
)


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


def find_private(row: Row) -> str | None:
    """The member that says that the source keeps the row to itself: private, no to publishing, yes to not publishing.
    What it merely does not show yet is another thing (`find_hidden`)."""
    text = row.get("isPrivate")
    if text and (read_flag(text) is True or _fold(text) in _PRIVATE):
        return "isPrivate"
    if row.has("mayPublish") and _may_publish(row.get("mayPublish")) is False:
        return "mayPublish"
    if _fold(row.get("status")) in _PRIVATE:
        return "status"
    told = (entry for entry in row.entries.get("note", ()) if _REMARK.fullmatch(entry.text))
    return "note" if any(told) else None


def find_hidden(row: Row) -> Entry | None:
    """The cell that says that the source does not show the row, or says neither yes nor no to publishing it."""
    hidden = (entry for entry in row.all("isVisible") if read_flag(entry.text) is False)
    unsure = (entry for entry in row.all("mayPublish") if _may_publish(entry.text) is None)
    return next(chain(hidden, unsure), None)


def _may_publish(text: str) -> bool | None:
    flag = read_flag(text)
    first = _fold(text).partition(" ")[0]
    return flag if flag is not None else True if first in _YES else False if first in _NO else None


def _fold(text: str) -> str:
    return " ".join(words(text))
