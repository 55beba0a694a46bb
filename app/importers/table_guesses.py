"""Columns under headers that nobody knows, read by what their cells say: `Opkomst` full of days and times, `Bijdrage`
full of euros. Only what no other column holds, and only when nearly every cell says it; the report tells."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from app.errors import Fault
from app.importers.date_text import DateOrder
from app.importers.fields import read_email, read_postcode, read_url
from app.importers.headers import Columns, fold_header, is_of_others
from app.importers.html_text import clean_line
from app.importers.notes import Cell, Doubt, write_note
from app.importers.reading import ReadContext
from app.importers.table_rows import RawRow
from app.importers.time_text import read_times

_SAMPLE = 40
LEAST = 2
"""Cells that must say it: one may be chance."""
_NOT_OF_OFFER = re.compile(
    r"\b(?:parke|parking|"
    r"laatst|toegevoegd|aangemaakt|gemaakt|gewijzigd|wijziging|"
    r"bewerk|bijgewerkt|ontvangen|verstuurd|verzonden|gepubliceerd|publicatie|geplaatst|aangemeld|aanmelding|inschrijving|"
    r"ingediend|ingevoerd|ingevuld|ingeschreven|ingezonden|deadline|sluit|created|modified|updated|submitted|received|added|"
    r"published|posted|registered|tijdstempel|timestamp|medewerk|personeel|begeleid|oppas|staff)"
)
"""Parking, moments of the paper work, and persons who are no children."""
_OFFICE = re.compile(
    r"(?:info|contact|aanmeld|inschrij|opgave|secretariaat|administratie|ledenadministratie|bestuur|receptie|balie|mail|post|"
    r"hallo|hello|welkom|welcome|kantoor|office|jeugd|reserver)\w*(?:[-._]\w+)*@",
    re.IGNORECASE,
)
"""A mail address that is plainly of no single person; under a header that nobody knows only such a one is a contact."""
_YEARS = re.compile(r"\d{1,2}")
_GROWN, _OLDEST = 18, 99
_AMOUNT = re.compile(r"\d")
_MONEY = re.compile(r"(?:€|\beur\b)\s?\d|\d(?:,-|\s?euro\b)|^\W*gratis\b", re.IGNORECASE)
_AGE = re.compile(
    r"^(?:kinderen|tieners|jongeren|jeugd|peuters|kleuters|meiden|jongens)\b\D{0,8}\d{1,2}\s?(?:-|–|t/?m|tot|\+)|"
    r"\b\d{1,2}\s?(?:-|–|t/?m|tot)\s?\d{1,2}\s?(?:jaar|jr)\b|\b(?:vanaf|t/m|tot)\s\d{1,2}\s?(?:jaar|jr)\b|^\d{1,2}\s?\+$|"
    r"\bgroep(?:en)?\s\d|\bgr\.?\s?\d",
    re.IGNORECASE,
)
_ROOM = re.compile(
    r"(?:(?:vol|volgeboekt|uitverkocht|wachtlijst)\b|beschikbaar\W*$|"
    r"(?:nog|\d{1,3}) (?:\d{1,3} )?(?:plek|plaats)\w{0,3}\b)",
    re.IGNORECASE,
)
_WHEN = frozenset(
    {"schedule", "weekday", "date", "start", "time", "startTime", "rrule"} | {f"dag:{n}" for n in range(7)}
)
_WHO = frozenset({"age", "ageMin", "ageMax", "schoolGroups", "audience"})
_COST = frozenset({"price", "isFree", "priceMin", "priceReduced"})


def guess_columns(columns: Columns, rows: Sequence[RawRow], context: ReadContext) -> tuple[Columns, tuple[Fault, ...]]:
    """The columns with those that their cells explain, and a note of each."""
    settled = {fold_header(name) for name in context.mapping}
    targets, unused = list(columns.targets), list(columns.unused)
    notes: list[Fault] = []
    for at, member in _find_ages(columns, rows, settled).items():
        targets[at] = member
        unused.remove(columns.names[at])
        notes.append(
            write_note(Doubt("column-guessed", member), Cell(rows[0].line, columns.names[at], None, rows[0].sheet))
        )
    for at, name in enumerate(columns.names):
        if targets[at] is not None or name not in unused or fold_header(name) in settled:
            continue
        if _NOT_OF_OFFER.search(fold_header(name)) or is_of_others(name):
            continue
        cells = [cell for row in rows[:_SAMPLE] if at < len(row.cells) and (cell := clean_line(row.cells[at]))]
        target = _guess(cells, targets, context)
        if target is not None:
            targets[at] = target
            unused.remove(name)
            notes.append(write_note(Doubt("column-guessed", target), Cell(rows[0].line, name, sheet=rows[0].sheet)))
    return replace(columns, targets=tuple(targets), unused=tuple(unused)), tuple(notes)


def _guess(cells: Sequence[str], targets: Sequence[str | None], context: ReadContext) -> str | None:
    if len(cells) < LEAST or max(map(len, cells)) > 200:
        return None
    day = context.now.date()
    has_amount = any(map(_AMOUNT.search, cells))  # `Koffie: gratis` says not that all is free

    def says_when(cell: str) -> bool:
        slots = read_times(cell, day, DateOrder.DAY_FIRST).slots
        return any(slot.spans and slot.has_days for slot in slots)

    tests: tuple[tuple[str, frozenset[str], Callable[[str], object]], ...] = (
        ("price", _COST, lambda cell: has_amount and _MONEY.search(cell)),
        ("age", _WHO, _AGE.search),
        ("email", frozenset({"email", "contact"}), lambda cell: _OFFICE.match(cell) and read_email(cell)),
        ("url", frozenset({"url", "enrolUrl"}), lambda cell: " " not in cell and "@" not in cell and read_url(cell)),
        ("postalCode", frozenset({"postalCode", "address"}), lambda cell: len(cell) > 5 and read_postcode(cell)),
        ("schedule", _WHEN, says_when),
        ("placesLeft", frozenset({"placesLeft", "isFull", "status"}), _ROOM.match),
    )
    for target, taken, says in tests:
        if not taken & set(targets) and sum(bool(says(cell)) for cell in cells) * 4 >= len(cells) * 3:
            return target
    return None


def _find_ages(columns: Columns, rows: Sequence[RawRow], settled: Collection[str]) -> dict[int, str]:
    """`Min; Max` are ages when nothing else says these and they differ as ages do; else ages or sizes of a group:
    nobody knows."""
    names = [fold_header(name) for name in columns.names]
    if names.count("min") != 1 or names.count("max") != 1 or columns.has(*_WHO) or {"min", "max"} & set(settled):
        return {}
    low, high = names.index("min"), names.index("max")
    if columns.targets[low] or columns.targets[high]:
        return {}
    pairs = [(row.cells[low].strip(), row.cells[high].strip()) for row in rows if max(low, high) < len(row.cells)]
    said = [pair for pair in pairs if any(pair)]
    is_known = all(_YEARS.fullmatch(cell) for pair in said for cell in pair if cell)
    ages = {(int(first or 0), int(last or _OLDEST)) for first, last in said} if is_known else set()
    is_age = len(ages) >= LEAST and all(first < last and (last <= _GROWN or last >= _OLDEST) for first, last in ages)
    return {low: "ageMin", high: "ageMax"} if is_age else {}
