"""From the rows of a table to the rows every importer yields."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from app.errors import Fault
from app.importers.fields import read_flag, read_url
from app.importers.headers import Columns
from app.importers.notes import Cell, Doubt, write_note
from app.importers.reading import ReadContext, ReadRow
from app.importers.schedule_building import Plan, merge_plans
from app.importers.table_clockwork import Clockwork, make_clockwork, order_note
from app.importers.table_columns import settle_days
from app.importers.table_dates import fill_dates
from app.importers.table_days import fill_enrolment_days, fill_timezone
from app.importers.table_fills import fill_down, repeat_above
from app.importers.table_groups import Group, Grouper
from app.importers.table_guesses import guess_columns
from app.importers.table_margins import is_margin
from app.importers.table_marks import join_marked, settle_titles
from app.importers.table_money import fill_money
from app.importers.table_numbered import join_dates, join_numbered
from app.importers.table_parts import read_part
from app.importers.table_rows import RawRow, Row, list_original, make_row
from app.importers.table_sections import join_months, settle_sections
from app.importers.table_texts import complete_draft, find_private
from app.importers.table_times import plan_row, summarise
from app.importers.table_what import add_counts, fill_ages, fill_image, fill_kind
from app.importers.table_where import fill_accessibility, fill_place
from app.importers.table_who import (
    fill_contact,
    fill_enrolment,
    fill_languages,
    fill_open_to,
    fill_organisation,
    fill_status,
    fill_texts,
)

MAX_NOTES = 60
MAX_LINES_NAMED = 12
_FILLS: tuple[Callable[[Row, dict[str, Any]], None], ...] = (
    fill_organisation,
    fill_place,
    fill_kind,
    fill_ages,
    fill_contact,
    fill_enrolment,
    fill_accessibility,
    fill_languages,
    fill_open_to,
    fill_image,
    fill_status,
)


@dataclass(frozen=True, slots=True)
class Table:
    """A header and its rows. `first_number`: of its first offer, when other tables went before. `aside`: sheet and line
    of rows that are no offers."""

    columns: Columns
    rows: Sequence[RawRow]
    first_number: int = 1
    notes: tuple[Fault, ...] = ()
    aside: frozenset[tuple[str | None, int]] = frozenset()


def read_table(table: Table, context: ReadContext) -> Iterator[ReadRow]:
    """One row for each offer, in the order of the file; rows of one offer on several dates are one."""
    rows = repeat_above(table.rows)
    columns, guessed = guess_columns(table.columns, rows, context)
    columns, rows = join_months(columns, rows)
    settled = settle_days(columns, rows, context.mapping)
    columns, rows = join_numbered(settled, rows, context.mapping)
    columns, rows = join_dates(columns, rows, context.mapping)
    columns, rows = join_marked(columns, rows, context.mapping)
    rows, headings = fill_down(columns, rows)
    columns, rows, aside = settle_sections(columns, rows, context.level_of)
    columns, rows = settle_titles(columns, rows)
    table = replace(table, columns=columns, rows=rows, aside=aside | headings)
    clockwork = make_clockwork(table.columns, rows, context)
    grouper = Grouper(table.columns)
    groups = grouper.group(rows)
    maker = _Maker(table, context, clockwork, grouper)
    notes = (*table.notes, *guessed, *_unused_note(table, rows), *order_note(table.columns, rows, clockwork))
    for number, group in enumerate(groups, start=table.first_number):
        made = maker.make(number, group, notes)
        notes = ()
        yield made


def _unused_note(table: Table, rows: Sequence[RawRow]) -> tuple[Fault, ...]:
    """Columns nobody reads, once for the file; empty ones need no word."""
    used = frozenset(table.columns.unused)
    said = {
        name
        for at, name in enumerate(table.columns.names)
        if name in used and any(at < len(row.cells) and row.cells[at].strip() for row in rows)
    }
    names = [name for name in dict.fromkeys(table.columns.unused) if name in said]
    if not names or not rows:
        return ()
    return (write_note(Doubt("columns-not-used", ", ".join(names)[:400]), Cell(rows[0].line, sheet=rows[0].sheet)),)


class _Maker:
    """Makes drafts of groups."""

    def __init__(self, table: Table, context: ReadContext, clockwork: Clockwork, grouper: Grouper) -> None:
        self._grouper = grouper
        self._table = table
        self._context = context
        self._clockwork = clockwork

    def make(self, number: int, group: Group, notes: tuple[Fault, ...]) -> ReadRow:
        """The row of a group; a fault when it has no title or no parent."""
        columns = self._table.columns
        row = make_row(group.rows[0], columns, self._context)
        location = group.rows[0].location
        original = list_original(group.rows[0], columns)
        if (group.rows[0].sheet, group.rows[0].line) in self._table.aside or is_margin(group.rows[0], columns):
            cell = Cell(row.line, sheet=row.sheet, value=" | ".join(original.values()))
            told = write_note(Doubt("row-no-offer"), cell)
            return ReadRow(number, location, None, None, (), (*notes, told), original)
        if group.missing_parent is not None or not row.get("title"):
            doubt = Doubt("parent-missing", group.missing_parent) if group.missing_parent else Doubt("title-missing")
            fault = write_note(doubt, Cell(row.line, sheet=row.sheet, value=" | ".join(original.values())))
            return ReadRow(number, location, group.external_id, None, (fault,), (*notes, *row.notes), original)
        if said := find_private(row):
            row.doubt(said, Doubt("event-private"))
            return ReadRow(number, location, None, None, (), (*notes, *row.notes), original)
        draft = self._make_draft(row, group)
        self._note_group(row, group)
        if _is_over(draft, self._clockwork.today):
            row.note([Doubt("all-past")])
        return ReadRow(
            number=number,
            location=location,
            external_id=group.external_id,
            draft=draft,
            warnings=(*notes, *row.notes[:MAX_NOTES]),
            original=original,
            is_deleted=row.has("isDeleted") and read_flag(row.get("isDeleted")) is True,
        )

    def _make_draft(self, row: Row, group: Group) -> dict[str, Any]:
        draft: dict[str, Any] = {}
        fill_texts(row, draft)
        draft["title"] = read_part(draft["title"])[0] if group.parts else draft["title"]
        for fill in _FILLS:
            fill(row, draft)
        others = [make_row(raw, self._table.columns, self._context) for raw in group.rows[1:]]
        plan, extras, default_per = self._plan(row, others, group)
        draft |= plan.to_wire(summarise(row, plan))
        draft |= extras
        if others:
            fill_dates([row, *others], draft, self._clockwork)
        fill_timezone(row, draft)
        if not others:
            fill_enrolment_days(row, draft, self._clockwork)
        tickets = [make_row(raw, self._table.columns, self._context) for raw in group.tickets]
        fill_money(row, draft, default_per, tickets)
        add_counts(row, draft)
        complete_draft(row, draft)
        self._add_children(row, group, draft)
        self._add_note_of_link(row, draft)
        row.note_unused()
        return draft

    def _plan(self, row: Row, others: Sequence[Row], group: Group) -> tuple[Plan, dict[str, Any], str]:
        plan, extras = plan_row(row, self._clockwork)
        default_per = "course" if row.has("sessionsCount") else "once" if group.parts else _what_a_price_buys(plan)
        plans = [plan]
        children = [make_row(raw, self._table.columns, self._context) for raw in group.children]
        for other in (*others, *(child for child in children if child.has("weekday") or child.has("date"))):
            plans.append(plan_row(other, self._clockwork)[0])
            row.notes += [note for note in other.notes if note not in row.notes]
        return (merge_plans(plans) if len(plans) > 1 else plan), extras, default_per

    def _add_children(self, row: Row, group: Group, draft: dict[str, Any]) -> None:
        """Rows that belong to this one: more prices and texts are added, a second place is named."""
        for raw in group.children:
            child = make_row(raw, self._table.columns, self._context)
            if child.has("price"):
                added: dict[str, Any] = {}
                fill_money(child, added, "once")
                prices = added.get("prices") or [{"per": "session", "amount": "0.00"}] * (added.get("cost") == "free")
                draft["prices"] = [*draft.get("prices", []), *_as_reduced(prices, child)][:40]
            if text := child.get_text("note"):
                draft["description"] = "\n\n".join(filter(None, (draft.get("description"), text)))[:10_000]
            if place := child.get("place"):
                child.doubt("place", Doubt("more-places", place[:80]))
            if child.has("email") or child.has("phone") or child.has("person"):
                child.note([Doubt("private-left-out")])
            child.note([Doubt("child-row", str(row.line))])
            row.notes += [note for note in child.notes if note not in row.notes]

    def _add_note_of_link(self, row: Row, draft: dict[str, Any]) -> None:
        """Without any contact the page that the file came from is where one can ask."""
        if "contact" not in draft and self._context.url and (url := read_url(self._context.url)):
            draft["contact"] = {"url": url}

    def _note_group(self, row: Row, group: Group) -> None:
        columns = self._table.columns
        lines = [str(raw.line) for raw in group.rows]
        if len(lines) > 1:
            row.note([Doubt("rows-merged", _name_lines(lines))])
        for at, others, value in self._grouper.find_differences(group) if len(lines) > 1 else ():
            row.note([Doubt("rows-differ", _name_lines([str(line) for line in others]))], columns.names[at], value)
        if group.apart:
            row.note([Doubt("dates-apart", _name_lines([str(line) for line in group.apart]))])
        if group.repeats:
            row.note([Doubt("rows-repeated", _name_lines([lines[0], *map(str, group.repeats)]))])
        if group.twin_of is not None:
            row.note([Doubt("same-name", str(group.twin_of))])
        if group.id_clash is not None:
            row.doubt("externalId", Doubt("id-repeated", str(group.id_clash)))


def _is_over(draft: Mapping[str, Any], today: date) -> bool:
    """Whether dates are all it has, and each lies before today."""
    sessions, rules = draft.get("sessions", ()), draft.get("schedule", {}).get("rules", ())
    ends = [one["endsAt"][:10] for one in sessions] or list(filter(None, [draft.get("season", {}).get("to")]))
    return bool(ends) and not rules and max(ends) < today.isoformat()


def _what_a_price_buys(plan: Plan) -> str:
    """When the price does not say it: one date is one session, some days on end are one course."""
    if plan.rules or not plan.dates:
        return "once"
    if len(plan.dates) == 1:
        return "session"
    days = sorted({starts.date() for starts, _ in plan.dates})
    is_stretch = len(days) > 1 and (days[-1] - days[0]).days == len(days) - 1
    return "course" if is_stretch else "once"


def _as_reduced(prices: list[dict[str, Any]], child: Row) -> list[dict[str, Any]]:
    note = child.get("priceNote")
    return [price | {"kind": "reduced"} | ({"note": note} if note else {}) for price in prices]


def _name_lines(lines: list[str]) -> str:
    shown = ", ".join(lines[:MAX_LINES_NAMED])
    return f"{shown} …" if len(lines) > MAX_LINES_NAMED else shown
