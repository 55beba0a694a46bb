"""Which rows of a table are one offer: rows on other dates, rows that repeat, rows that belong to another.

Identity (`external_id`): the id column; without one a hash of title, organisation and place, never of dates, prices or
ages, so that a correction changes the offer instead of making another one. Of offers with the same three the first
keeps that hash, the others are told apart by their page, else by their ages, else by their order.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from app.domain.text import fold
from app.importers.headers import Columns
from app.importers.html_text import clean_line
from app.importers.table_rows import RawRow

TIME_TARGETS = frozenset(
    [
        "date",
        "endDate",
        "start",
        "end",
        "startTime",
        "endTime",
        "time",
        "weekday",
        "schedule",
        "duration",
        "allDay",
        "season",
        "frequency",
    ]
) | {f"dag:{number}" for number in range(7)}
LOOSE_TARGETS = TIME_TARGETS | {"placesLeft", "sessionsCount", "isFull", "externalId"}
"""What may differ between rows of one offer."""
_PLACE_TARGETS = ("place", "address", "streetAddress")
MAX_ID = 200


@dataclass(slots=True)
class Group:
    """Rows that are one offer, in the order of the file. `repeats`: lines that said nothing new."""

    external_id: str | None
    rows: list[RawRow]
    children: list[RawRow] = field(default_factory=list)
    repeats: list[int] = field(default_factory=list)
    twin_of: int | None = None
    id_clash: int | None = None
    missing_parent: str | None = None


class Grouper:
    """Reads the cells that decide who belongs to whom."""

    def __init__(self, columns: Columns) -> None:
        self._at: dict[str, list[int]] = {}
        for at, target in enumerate(columns.targets):
            for part in (target or "").split("+"):
                self._at.setdefault(part, []).append(at)
        loose = {at for target in LOOSE_TARGETS for at in self._at.get(target, ())}
        self._firm = [at for at, target in enumerate(columns.targets) if at not in loose]
        self._timed = [at for target in TIME_TARGETS for at in self._at.get(target, ())]

    def value(self, row: RawRow, target: str) -> str:
        """The first cell of a member, as one line."""
        for at in self._at.get(target, ()):
            if at < len(row.cells) and row.cells[at] and row.cells[at].strip():
                return clean_line(row.cells[at])
        return ""

    def group(self, rows: Iterable[RawRow]) -> list[Group]:
        """The groups in the order of their first rows."""
        listed = list(rows)
        uses_ids = self._is_identity(listed)
        groups: list[Group] = []
        by_key: dict[str, list[Group]] = {}
        by_id: dict[str, Group] = {}
        orphans: list[tuple[str, RawRow]] = []
        for row in listed:
            if sum(bool(cell and cell.strip()) for cell in row.cells) == 1 and self.value(row, "externalId"):
                continue
            parent = self.value(row, "parentId")
            if parent and not self.value(row, "title"):
                orphans.append((parent, row))
                continue
            self._place(row, uses_ids, groups, by_key, by_id)
        for parent, row in orphans:
            if parent in by_id:
                by_id[parent].children.append(row)
            else:
                groups.append(Group(None, [row], missing_parent=parent))
        return groups

    def _is_identity(self, rows: Sequence[RawRow]) -> bool:
        """An id column names offers unless most of its values stand beside several titles."""
        if "externalId" not in self._at:
            return False
        titles: dict[str, set[str]] = {}
        for row in rows:
            if found := self.value(row, "externalId"):
                titles.setdefault(found, set()).add(fold(self.value(row, "title")))
        shared = sum(len(names) > 1 for names in titles.values())
        return bool(titles) and shared * 2 <= len(titles)

    def _place(
        self, row: RawRow, uses_ids: bool, groups: list[Group], by_key: dict[str, list[Group]], by_id: dict[str, Group]
    ) -> None:
        own_id = self.value(row, "externalId")[:MAX_ID] if uses_ids else ""
        key = own_id or self._key(row)
        twins = by_key.setdefault(key, [])
        clash = None
        if own_id and twins and fold(self.value(twins[0].rows[0], "title")) != fold(self.value(row, "title")):
            clash = twins[0].rows[0].line
            own_id, key = "", self._key(row)
            twins = by_key.setdefault(key, [])
        for group in twins:
            if self._is_same_offer(group.rows[0], row) or (own_id and self._has_other_times(group.rows[0], row)):
                self._join(group, row)
                return
        external_id = (
            own_id if own_id and not twins else key if not twins and not own_id else self._tell_apart(key, row, twins)
        )
        group = Group(external_id, [row], twin_of=twins[0].rows[0].line if twins else None, id_clash=clash)
        twins.append(group)
        groups.append(group)
        if own_id:
            by_id.setdefault(own_id, group)

    def _join(self, group: Group, row: RawRow) -> None:
        if any(self._times(row) == self._times(known) for known in group.rows):
            group.repeats.append(row.line)
        else:
            group.rows.append(row)

    def _key(self, row: RawRow) -> str:
        place = next((found for target in _PLACE_TARGETS if (found := self.value(row, target))), "")
        parts = [fold(self.value(row, target)) for target in ("title", "titleExtra", "organisation")]
        return "rij-" + _hash([*parts, fold(place)])

    def _tell_apart(self, key: str, row: RawRow, twins: list[Group]) -> str:
        taken = {group.external_id for group in twins}
        for targets in (("url",), ("age", "ageMin", "ageMax", "schoolGroups", "gender", "level")):
            said = [fold(self.value(row, target)) for target in targets]
            known = [[fold(self.value(group.rows[0], target)) for target in targets] for group in twins]
            candidate = f"{key[: MAX_ID - 20]}-{_hash(said)[:12]}"
            if any(said) and said not in known and candidate not in taken:
                return candidate
        number = next(number for number in range(2, len(twins) + 3) if f"{key[: MAX_ID - 20]}-{number}" not in taken)
        return f"{key[: MAX_ID - 20]}-{number}"

    def _is_same_offer(self, first: RawRow, second: RawRow) -> bool:
        return all(_cell(first, at) == _cell(second, at) for at in self._firm)

    def _has_other_times(self, first: RawRow, second: RawRow) -> bool:
        """The same id and title on another date is another date of it, whatever else was corrected."""
        return bool(self._timed) and self._times(first) != self._times(second)

    def _times(self, row: RawRow) -> tuple[str, ...]:
        return tuple(_cell(row, at) for at in self._timed)


def _cell(row: RawRow, at: int) -> str:
    return row.cells[at].strip() if at < len(row.cells) and row.cells[at] else ""


def _hash(parts: Sequence[str]) -> str:
    return hashlib.sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
