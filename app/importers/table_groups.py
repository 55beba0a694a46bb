"""Which rows of a table are one offer: rows on other dates, rows that repeat, rows that belong to another.

Rows are one offer on several dates when an id or series says so, or else when what names and describes it (title,
organisation, place, price, ages, texts) is the same. Rows with ids of their own stay apart: whoever numbers them means
it. A page, a picture or a state (full, cancelled) may belong to one date. Kinds of tickets are prices of one offer.

Identity (`external_id`): the id column; without one a hash of title, organisation and place, never of dates, prices or
ages, so that a correction changes the offer instead of making another one. Of offers with the same three the first
keeps that hash, the others are told apart by their page, else by their ages, else by their order.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from app.domain.text import fold
from app.importers.headers import Columns, fold_header
from app.importers.html_text import clean_line
from app.importers.table_parts import read_part
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
LOOSE_TARGETS = TIME_TARGETS | {"placesLeft", "sessionsCount", "externalId", "seriesId"}
"""What may differ between rows of one offer."""
DATE_TARGETS = frozenset({"url", "enrolUrl", "enrolOpens", "enrolCloses", "image", "imageAlt", "imageCredit"}) | {
    "status",
    "isCancelled",
    "isFull",
    "capacity",
}
"""What may differ between rows of one offer on different dates, and what nobody reads may too."""
LINKS = DATE_TARGETS - {"status", "isCancelled", "isFull"}
PRICE_TARGETS = frozenset({"price", "priceName", "priceNote", "priceMin", "priceMax", "capacity", "isFree"})
"""What may differ between the tickets of one date, when a column names the tickets."""
_COUNTERS = frozenset({"nr", "no", "nummer", "volgnummer", "volgnr", "rijnummer", "regelnummer", "number"})
_PLACE_TARGETS = ("place", "address", "streetAddress")
MAX_ID = 200


@dataclass(slots=True)
class Group:
    """Rows that are one offer, in the order of the file. `repeats`: lines that said nothing new. `tickets`: rows with
    other prices. `parts`: it is in numbered parts (`dag 1`, `dag 2`). `apart`: lines of the same on other dates, that
    have ids of their own."""

    external_id: str | None
    rows: list[RawRow]
    children: list[RawRow] = field(default_factory=list)
    repeats: list[int] = field(default_factory=list)
    tickets: list[RawRow] = field(default_factory=list)
    parts: bool = False
    apart: list[int] = field(default_factory=list)
    twin_of: int | None = None
    id_clash: int | None = None
    missing_parent: str | None = None


class Grouper:
    """Reads the cells that decide who belongs to whom."""

    def __init__(self, columns: Columns) -> None:
        self._is_counting = any(
            target == "externalId" and fold_header(name) in _COUNTERS
            for name, target in zip(columns.names, columns.targets, strict=True)
        )
        self._at: dict[str, list[int]] = {}
        for at, target in enumerate(columns.targets):
            for part in (target or "").split("+"):
                self._at.setdefault(part, []).append(at)
        loose, of_a_date, priced = (self._places(kind) for kind in (LOOSE_TARGETS, DATE_TARGETS, PRICE_TARGETS))
        unread = {at for at, target in enumerate(columns.targets) if target is None}
        everything = set(range(len(columns.targets)))
        self._firm = sorted(everything - loose - of_a_date - unread)
        self._soft = sorted((of_a_date | unread) - loose)
        self._named = sorted(everything - loose - of_a_date - unread - priced)
        self._priced = sorted(priced)
        self._timed = [at for target in TIME_TARGETS for at in self._at.get(target, ())]

    def _places(self, targets: Iterable[str]) -> set[int]:
        return {at for target in targets for at in self._at.get(target, ())}

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
        self._name_those_apart(groups, uses_ids)
        return groups if uses_ids else self._join_parts(groups)

    def _is_identity(self, rows: Sequence[RawRow]) -> bool:
        """An id column names offers unless most of its values stand beside several titles. Numbers that only count the
        rows go with the next row as soon as somebody sorts the list."""
        if not self._at.keys() & {"externalId", "seriesId"}:
            return False
        titles: dict[str, set[str]] = {}
        for row in rows:
            if found := self._own_id(row):
                titles.setdefault(found, set()).add(self._bare_title(row))
        if self._is_counting and [self._own_id(row) for row in rows] == [str(at + 1) for at in range(len(rows))]:
            return False
        shared = sum(len(names) > 1 for names in titles.values())
        return bool(titles) and shared * 2 <= len(titles)

    def _own_id(self, row: RawRow) -> str:
        return self.value(row, "seriesId") or self.value(row, "externalId")

    def _bare_title(self, row: RawRow) -> str:
        return fold(read_part(self.value(row, "title"))[0])

    def _place(
        self, row: RawRow, uses_ids: bool, groups: list[Group], by_key: dict[str, list[Group]], by_id: dict[str, Group]
    ) -> None:
        own_id = self._own_id(row)[:MAX_ID] if uses_ids else ""
        if not own_id and not self.value(row, "title"):
            groups.append(Group(None, [row]))
            return
        key = own_id or self._key(row)
        twins = by_key.setdefault(key, [])
        clash = None
        if own_id and twins and self._bare_title(twins[0].rows[0]) != self._bare_title(row):
            clash = twins[0].rows[0].line
            own_id, key = "", self._key(row)
            twins = by_key.setdefault(key, [])
        for group in twins:
            if self._is_ticket(group.rows[0], row):
                self._join_ticket(group, row)
                return
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
            group.parts |= self.value(row, "title") != self.value(group.rows[0], "title")
            group.rows.append(row)

    def _join_ticket(self, group: Group, row: RawRow) -> None:
        known = [group.rows[0], *group.tickets]
        is_new = all(self._cells(row, self._priced) != self._cells(other, self._priced) for other in known)
        is_new_date = all(self._times(row) != self._times(other) for other in group.rows)
        if is_new:
            group.tickets.append(row)
        if is_new_date:
            group.rows.append(row)
        if not is_new and not is_new_date and self._times(row) == self._times(group.rows[0]):
            group.repeats.append(row.line)

    def _name_those_apart(self, groups: Sequence[Group], uses_ids: bool) -> None:
        """Offers that differ in their ids and dates alone: perhaps they are one."""
        if not uses_ids or "seriesId" in self._at:
            return
        alike: dict[tuple[str, ...], list[Group]] = {}
        for group in groups:
            if len(group.rows) == 1 and self._has_date(group.rows[0]):
                alike.setdefault(self._cells(group.rows[0], self._firm), []).append(group)
        for same in alike.values():
            if len({self._times(group.rows[0]) for group in same}) > 1:
                same[0].apart = [group.rows[0].line for group in same]

    def _join_parts(self, groups: list[Group]) -> list[Group]:
        """`Robotkamp dag 1`, `Robotkamp dag 2` on dates in that order are one offer."""
        titles = set(self._at.get("title", ()))
        firm = [at for at in self._firm if at not in titles]
        runs: dict[tuple[str, ...], list[Group]] = {}
        for group in groups:
            row = group.rows[0]
            if len(group.rows) == 1 and self._has_date(row) and read_part(self.value(row, "title"))[1] is not None:
                runs.setdefault((self._bare_title(row), *self._cells(row, firm)), []).append(group)
        joined = {id(group) for run in runs.values() if self._is_run(run) for group in run[1:]}
        for run in runs.values():
            if self._is_run(run):
                first = run[0]
                first.rows = [group.rows[0] for group in run]
                first.parts, first.twin_of, first.external_id = True, None, self._key(first.rows[0], is_part=True)
        return [group for group in groups if id(group) not in joined]

    def _is_run(self, run: Sequence[Group]) -> bool:
        """Numbered from one on without a gap, each on another date."""
        numbers = [read_part(self.value(group.rows[0], "title"))[1] for group in run]
        dates = {self._times(group.rows[0]) for group in run}
        return len(run) > 1 and numbers == list(range(1, len(run) + 1)) and len(dates) == len(run)

    def _key(self, row: RawRow, *, is_part: bool = False) -> str:
        place = next((found for target in _PLACE_TARGETS if (found := self.value(row, target))), "")
        parts = [fold(self.value(row, target)) for target in ("title", "titleExtra", "organisation")]
        parts[0] = self._bare_title(row) if is_part else parts[0]
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
        if self._cells(first, self._firm) != self._cells(second, self._firm):
            return False
        if self._cells(first, self._soft) == self._cells(second, self._soft):
            return True
        return self._has_date(first) and self._has_date(second) and self._has_other_times(first, second)

    def _is_ticket(self, first: RawRow, second: RawRow) -> bool:
        """Whether a column names tickets and the rest is the same."""
        if not self.value(first, "priceName") or not self.value(second, "priceName"):
            return False
        return self._cells(first, self._named) == self._cells(second, self._named)

    def _has_date(self, row: RawRow) -> bool:
        return bool(self.value(row, "date") or self.value(row, "start"))

    def _has_other_times(self, first: RawRow, second: RawRow) -> bool:
        """The same id and title on another date is another date of it, whatever else was corrected."""
        return bool(self._timed) and self._times(first) != self._times(second)

    def _times(self, row: RawRow) -> tuple[str, ...]:
        return self._cells(row, self._timed)

    def _cells(self, row: RawRow, places: Iterable[int]) -> tuple[str, ...]:
        return tuple(_cell(row, at) for at in places)

    def find_differences(self, group: Group) -> list[tuple[int, list[int], str]]:
        """Column, lines and first value of what rows on other dates say otherwise than the first row of a group."""
        found = []
        shown = self._named if group.tickets else self._firm
        kept = [*shown, *sorted(self._places(LINKS))]
        titles = set(self._at.get("title", ())) if group.parts else set()
        for at in kept:
            own = _cell(group.rows[0], at)
            others = [row for row in group.rows[1:] if _cell(row, at) and _cell(row, at) != own]
            if others and at not in titles:
                found.append((at, [row.line for row in others], _cell(others[0], at)))
        return found


def _cell(row: RawRow, at: int) -> str:
    return row.cells[at].strip() if at < len(row.cells) and row.cells[at] else ""


def _hash(parts: Sequence[str]) -> str:
    return hashlib.sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
