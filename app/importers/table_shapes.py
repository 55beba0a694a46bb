"""Tables that are no plain list: a week with a column for each day, a sheet that lies on its side, a list whose column
of names has a header nobody knows. Each becomes a list with a header before its rows are read."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.importers.headers import Columns, guess_target, read_columns
from app.importers.html_text import clean_line, clean_text
from app.importers.notes import Doubt
from app.importers.table_head import LEAST_NAMES, LOOK_AHEAD, Head, clean_names, find_head, is_header
from app.importers.table_rows import RawRow
from app.importers.table_sections import date_below
from app.importers.time_words import MONTHS, PARTS_OF_DAY, WEEKDAYS

LEAST_DAYS = 3
MOST_TURNED = 300
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY = re.compile(
    rf"(?:{'|'.join(sorted(WEEKDAYS, key=len, reverse=True))})\.?,?"
    rf"(?:\s\d{{1,2}}(?:[-/.]\d{{1,2}}(?:[-/.]\d{{2,4}})?|\s(?:{_MONTH})\.?(?:\s\d{{4}})?))?",
    re.IGNORECASE,
)
_CLOCK = r"\d{1,2}(?:[.:u]\d{2}|\s?u(?:ur)?\b)"
_CLOCKS = re.compile(rf"\(?\b{_CLOCK}(?:\s?(?:-|–|tot|t/m)\s?\d{{1,2}}(?:[.:u]\d{{2}})?)?(?:\s?(?:uur|u\b\.?))?\)?:?")
_NOTHING = re.compile(r"\W*|[x×]|(?:gesloten|pauze|vrij|geen|lunch|leeg)\W*", re.IGNORECASE)
_OFFERS = ("age", "ageMin", "price", "schedule", "weekday", "date", "start", "time", "startTime", "schoolGroups")
_CONTACTS = {"title", "title+organisation", "organisation", "email", "phone", "contact", "person", "url", "secret"}
_MONTH_OF_YEAR = re.compile(rf"\b({_MONTH})\b\s(20\d\d)\b", re.IGNORECASE)
_NUMBER = re.compile(r"[1-9]|[12]\d|3[01]")
_PART = re.compile(rf"\W*(?:de |in de |'s ?|(?:vroege|late|na) ?)?(?:{PARTS_OF_DAY})s?\W*", re.IGNORECASE)
_OF_BOOKS = re.compile(r"\b(?:factu|grootboek|boekstuk|crediteur|debiteur|leverancier|invoice)", re.IGNORECASE)
"""A list of invoices offers nothing."""
_GRID = ("titel", "wanneer", "tijd", "opmerking")


@dataclass(frozen=True, slots=True)
class Found:
    """A header with the rows below it, and what had to be assumed to find them."""

    head: Head
    rows: Sequence[RawRow]
    doubts: tuple[Doubt, ...] = ()


def find_tables(rows: Sequence[RawRow], mapping: Mapping[str, str]) -> list[Found]:
    """The lists in the rows of a file or sheet, one below the other; a header with other columns begins another."""
    found = find_table(rows, mapping)
    if found is None:
        return []
    tables = [found]
    columns, start = found.head.columns, 0
    for at, row in enumerate(found.rows):
        names = clean_names(row.cells)
        if not is_header(names) or (own := read_columns(names, mapping)).targets == columns.targets:
            continue
        if not own.has("title", "title+organisation"):
            continue
        first = at - 1 if at > start and sum(map(bool, map(str.strip, found.rows[at - 1].cells))) == 1 else at
        tables[-1] = replace(tables[-1], rows=found.rows[start:first])
        tables.append(Found(Head(own, 0, row.line), found.rows[first:]))
        columns, start = own, first
    first_table, *below = [table for table in tables if table.rows] or tables[:1]
    kept = [table for table in below if not _is_of_contacts(table.head.columns)]
    if len(kept) < len(below):
        first_table = replace(first_table, doubts=(*first_table.doubts, Doubt("table-not-used")))
    return [first_table, *kept]


def _is_of_contacts(columns: Columns) -> bool:
    """Names with mail and phone numbers below a list of offers are persons."""
    targets = set(columns.targets) - {None}
    return bool(targets & {"email", "phone"}) and targets <= _CONTACTS


def find_table(rows: Sequence[RawRow], mapping: Mapping[str, str]) -> Found | None:
    """The list in the rows of a file or sheet; None when there is no column that can name an offer."""
    if (beside := _stack_blocks(rows, mapping)) is not None:
        return beside
    head = find_head(rows[:LOOK_AHEAD], mapping)
    score = head.columns.score if head else 0
    if score < LEAST_NAMES:
        turned = _turn(rows, mapping)
        if turned is not None and turned.head.columns.score > 2 * score:
            return turned
    week = _spread_week(rows)
    if week is not None and head is not None and score < LEAST_NAMES and week.head.line < head.line:
        return week
    # A word of an offer in the last row is no header: the rows above it would go in silence.
    if head is not None and (len(rows) > head.rows_before or head.rows_before <= LEAST_DAYS):
        below = date_below(head.columns, rows[head.rows_before :], rows[: head.rows_before])
        return Found(head, below, _tell_above(rows[: head.rows_before - head.height]))
    return week or _assume_title(rows, mapping)


def _tell_above(rows: Sequence[RawRow]) -> tuple[Doubt, ...]:
    """Says which rows above the header look like offers: titles and remarks have a cell or two."""
    lines = [str(row.line) for row in rows if sum(map(bool, map(str.strip, row.cells))) >= LEAST_NAMES]
    return (Doubt("rows-above", ", ".join(lines)[:200]),) if lines else ()


def _turn(rows: Sequence[RawRow], mapping: Mapping[str, str]) -> Found | None:
    """`Naam; Kookclub; Fietsles` with `Dag; wo; za` below it: each column is an offer."""
    if len(rows) < LEAST_NAMES or len(rows) > MOST_TURNED:
        return None
    width = min(max(len(row.cells) for row in rows), MOST_TURNED)
    columns = [tuple(row.cells[at] if at < len(row.cells) else "" for row in rows) for at in range(width)]
    turned = [
        RawRow(at, cells, sheet=rows[0].sheet) for at, cells in enumerate(columns, 1) if any(map(str.strip, cells))
    ]
    head = find_head(turned[:2], mapping)
    if head is None or head.columns.score < LEAST_NAMES or head.rows_before >= len(turned):
        return None
    return Found(head, turned[head.rows_before :], (Doubt("table-turned"),))


def _stack_blocks(rows: Sequence[RawRow], mapping: Mapping[str, str]) -> Found | None:
    """`Tijd; Les; Tijd; Les` with a day above each pair: lists beside each other become one below the other."""
    for at, row in enumerate(rows[:LOOK_AHEAD]):
        names = [name.casefold() for name in clean_names(row.cells)]
        width = next((width for width in range(2, len(names) // 2 + 2) if _repeats(names, width)), None)
        if width is None:
            continue
        own = clean_names(row.cells)[:width]
        above = clean_names(rows[at - 1].cells) if at else []
        starts = range(0, len(names), width)
        heads = [next(filter(None, above[start : start + width]), "") for start in starts]
        is_days = any(map(_DAY.fullmatch, heads))
        columns = read_columns([*own, *[""] * (width - len(own)), "dag" if is_days else "opmerking"], mapping)
        if columns.has("title", "title+organisation") and columns.score >= LEAST_NAMES:
            stacked = [
                replace(below, cells=(*cells, *[""] * (width - len(cells)), head))
                for start, head in zip(starts, heads, strict=True)
                for below in rows[at + 1 :]
                if any(map(str.strip, cells := below.cells[start : start + width]))
            ]
            return Found(Head(columns, at + 1, row.line), stacked) if stacked else None
    return None


def _repeats(names: Sequence[str], width: int) -> bool:
    """Whether names of that width come twice or more, the last without empty cells behind it."""
    block = list(names[:width])
    whole = block * (-(-len(names) // width))
    return (
        len(names) > width
        and sum(map(bool, block)) >= 2
        and list(names) == whole[: len(names)]
        and not any(whole[len(names) :])
    )


def _spread_week(rows: Sequence[RawRow]) -> Found | None:
    """A week or a holiday with a column for each day: every filled cell is an offer on that day."""
    for at, row in enumerate(rows[:LOOK_AHEAD]):
        names = clean_names(row.cells)
        days = {place: name for place, name in enumerate(names) if _DAY.fullmatch(name)}
        if len(days) >= LEAST_DAYS:
            said = " ".join(cell for above in rows[:at] for cell in above.cells)
            month = " ".join(found.groups()) if (found := _MONTH_OF_YEAR.search(said)) else ""
            spread = list(_spread_rows(rows[at + 1 :], names, days, month))
            columns = read_columns(_GRID, {})
            return Found(Head(columns, at + 1, row.line), spread) if spread else None
    return None


def _spread_rows(rows: Sequence[RawRow], names: Sequence[str], days: Mapping[int, str], month: str) -> Iterator[RawRow]:
    """A row of bare numbers, as calendars of a month have them, dates the rows below it."""
    dated, part = days, ""
    for row in rows:
        alone = [cell.strip() for cell in row.cells if cell.strip()]
        if len(alone) == 1 and _PART.fullmatch(alone[0]):
            part = alone[0]
            continue
        said = {at: row.cells[at].strip() for at in days if at < len(row.cells) and row.cells[at].strip()}
        if said and all(map(_NUMBER.fullmatch, said.values())):
            dated = {at: f"{number} {month}" for at, number in said.items()} if month else days
        else:
            yield from _spread_row(row, names, dated, part)


def _spread_row(row: RawRow, names: Sequence[str], days: Mapping[int, str], part: str) -> list[RawRow]:
    aside = [
        (names[at] if at < len(names) else "", clean_line(cell))
        for at, cell in enumerate(row.cells)
        if at not in days and cell.strip()
    ]
    if any(guess_target(text) == "person" for _, text in aside):
        return []
    times = " ".join(
        text for name, text in aside if guess_target(name) in {"time", "startTime"} or _CLOCKS.search(text)
    )
    part = next((text for _, text in aside if _PART.fullmatch(text)), part)
    said = "\n".join(f"{name}: {text}".strip(": ") for name, text in aside if text not in times and text != part)
    spread: list[RawRow] = []
    for at, day in days.items():
        cell = clean_text(row.cells[at]) if at < len(row.cells) else ""
        if _NOTHING.fullmatch(cell):
            continue
        own = " ".join(found.group().strip("():") for found in _CLOCKS.finditer(cell.lower()))
        lines = [line for text in cell.split("\n") if (line := _CLOCKS.sub(" ", text).strip(" -–,:;"))]
        if lines:
            note = "\n".join(filter(None, (*lines[1:], said)))
            named = f"{day} {part.lower()}".strip()
            when = (f"{named} {own}", "") if own else (named, times)
            spread.append(RawRow(row.line, (" ".join(lines[0].split()), *when, note), row.doubts, row.sheet))
    return spread


def _assume_title(rows: Sequence[RawRow], mapping: Mapping[str, str]) -> Found | None:
    """The first column of words that nobody knows names the offers of a table that says when, for whom or what it
    costs."""
    best: tuple[int, Columns, int] | None = None
    for at, row in enumerate(rows[:LOOK_AHEAD]):
        columns = read_columns(clean_names(row.cells), mapping)
        if (
            columns.score >= LEAST_NAMES - 1
            and columns.has(*_OFFERS)
            and (best is None or columns.score > best[1].score)
        ):
            best = at, columns, row.line
    if best is None:
        return None
    at, columns, _ = best
    if any(_OF_BOOKS.search(name) for name in columns.names):
        return None
    below = rows[at + 1 : at + 1 + LOOK_AHEAD]
    for place, target in enumerate(columns.targets):
        name = columns.names[place]
        if target is None and name in columns.unused and _names_offers([_cell(row, place) for row in below]):
            head = find_head(rows[:LOOK_AHEAD], {**mapping, name: "title"})
            if head is not None:
                return Found(head, rows[head.rows_before :], (Doubt("title-column-assumed", name[:60]),))
    return None


def _cell(row: RawRow, at: int) -> str:
    return clean_line(row.cells[at]) if at < len(row.cells) else ""


def _names_offers(cells: Sequence[str]) -> bool:
    """Whether nearly every cell holds a few words, and not always the same."""
    named = [cell for cell in cells if 2 < len(cell) <= 120 and sum(map(str.isalpha, cell)) * 2 > len(cell)]
    return len(named) * 4 >= len(cells) * 3 > 0 and len(set(named)) * 2 > len(named)
