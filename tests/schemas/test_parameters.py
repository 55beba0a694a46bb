"""The parameter tables are complete, consistent, and their examples are real."""

import re
from dataclasses import fields
from typing import Any

import orjson
import pytest

from app.domain.rule import JUDGES
from app.errors import InvalidInput
from app.schemas.activity import build_document
from app.schemas.list_parameters import AREAS, GEOCODE, SUGGEST, TABLES
from app.schemas.next_step_parameters import NEXT_STEP_TABLES
from app.schemas.parameter import Parameter, ParameterTable, ValueKind
from app.schemas.parameters import ACTIVITY_FIELDS, ANSWER_ONLY, SEARCH
from app.schemas.parsing import Parser
from app.schemas.served import item_members
from app.schemas.values import PATTERNS, make_reader
from tests.schemas.examples import full

# Every parameter the contract names for search (DESIGN 4), and the two that rows of the needs ask for, by hand.
CONTRACT = {
    "q", "area", "wijk", "buurt", "stadsdeel", "gemeente", "near", "postcode", "place", "radius", "bbox", "age",
    "ageMin", "ageMax", "schoolGroup", "schoolType", "school", "theme", "themeAll", "interest", "free",
    "freeTrial", "maxPrice", "passes", "stage", "kind", "schoolTime", "attendance", "audience", "individual",
    "language", "accessibility", "openTo", "organisation", "route", "placeKind", "oneOff",
    "together", "adapted", "externalId", "example", "dateFrom", "dateTo", "weekday", "timeFrom", "timeTo",
    "moment", "enrolmentOpen", "status",
    "freshness", "sort", "limit", "cursor", "facets", "facetZeros", "fields", "lang", "format", "minSeq",
}  # fmt: skip
ROWS = [pytest.param(table, row, id=f"{table.name}-{row.name}") for table in TABLES for row in table.rows]


def test_search_takes_exactly_the_parameters_of_the_contract() -> None:
    assert {row.name for row in SEARCH.rows} == CONTRACT


def test_every_filter_of_the_matching_rule_can_be_asked() -> None:
    names = {row.name for row in SEARCH.rows} | {"time"}  # one filter of six parameters
    assert {name for name, _, _ in JUDGES} <= names


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_names_and_fields_are_unique_and_fill_the_whole_result(table: ParameterTable[Any]) -> None:
    names = [row.name for row in table.rows]
    assert len(set(names)) == len(names)
    accepted = {field.name for field in fields(table.result)}  # type: ignore[arg-type]
    wanted = {row.field for row in table.rows}
    assert wanted <= accepted
    if table.name != "reference":  # shares its result with the tables that know a format
        assert wanted == accepted


@pytest.mark.parametrize(("table", "row"), ROWS)
def test_the_example_of_a_row_is_accepted(table: ParameterTable[Any], row: Parameter) -> None:
    read = make_reader(row)
    for part in row.example.split(",") if row.is_comma_list else [row.example]:
        read(part)
        if row.kind in PATTERNS:
            assert re.search(PATTERNS[row.kind], part)


@pytest.mark.parametrize(("table", "row"), ROWS)
def test_a_row_is_bounded_described_and_in_camel_case(table: ParameterTable[Any], row: Parameter) -> None:
    assert re.fullmatch("[a-z]+([A-Z][a-z]*)*", row.name)
    assert row.description.endswith((".", "?"))
    assert 1 <= row.max_repeats <= 200
    if row.kind in (ValueKind.INT, ValueKind.MONEY, ValueKind.TIME):
        assert row.minimum < row.maximum
    assert bool(row.values) == (row.kind in (ValueKind.ENUM, ValueKind.WEEKDAY))
    assert not row.allows_any or row.is_repeatable


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_documented_default_is_the_one_in_force(table: ParameterTable[Any]) -> None:
    filled = {"q": "x"} if any(row.is_required for row in table.rows) else {}
    request = table.result(**filled)
    for row in table.rows:
        if row.default is not None and row.name != "lang":  # lang falls back on Accept-Language first
            expected = {"false": False}.get(str(row.default), row.default)
            assert getattr(request, row.field) == expected


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_contradictions_name_parameters_of_their_own_table(table: ParameterTable[Any]) -> None:
    names = {row.name for row in table.rows}
    for rule in table.contradictions:
        assert set(rule.names) <= names
        assert rule.detail.endswith(".")
        assert rule.detail_nl.endswith(".")
        assert rule.detail != rule.detail_nl


def test_what_describes_a_child_is_marked_personal() -> None:
    personal = {row.name for row in SEARCH.rows if row.is_personal}
    assert personal >= {"age", "ageMin", "ageMax", "schoolGroup", "school", "near", "postcode", "place", "passes"}
    assert personal >= {"area", "wijk", "buurt", "stadsdeel", "gemeente", "accessibility", "language"}


def test_answer_only_parameters_exist() -> None:
    assert {row.name for row in SEARCH.rows} >= ANSWER_ONLY


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_refuses_unknown_names(table: ParameterTable[Any]) -> None:
    with pytest.raises(Exception, match="There is no parameter nope here"):
        Parser(table).parse_pairs([("nope", "1")])


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_canonical_form_of_every_table_reads_back(table: ParameterTable[Any]) -> None:
    parser = Parser(table)
    for row in table.rows:
        required = [(other.name, other.example) for other in table.rows if other.is_required and other is not row]
        needs_place = row.name in ("radius", "reachM") or (table is GEOCODE and row.name == "limit")
        extra = [("near", "52,4")] if needs_place else []
        if table in NEXT_STEP_TABLES and "theme" in {other.name for other in table.rows} - {row.name}:
            extra.append(("theme", "nature"))
        request = parser.parse_pairs([*required, *extra, (row.name, row.example)])
        assert parser.parse_pairs(parser.to_pairs(request)) == request


@pytest.mark.parametrize(
    ("table", "query", "faults"),
    [
        (SUGGEST, [], {("q", "required")}),
        (SUGGEST, [("q", "")], {("q", "empty")}),
        (SUGGEST, [("limit", "21")], {("q", "required"), ("limit", "out-of-range")}),
        (GEOCODE, [], {(None, "required")}),
        (GEOCODE, [("q", "Moerwijk"), ("near", "52,4")], {("q", "exclusive")}),
        (AREAS, [("level", "provincie"), ("parent", "gm0518")], {("level", "not-allowed"), ("parent", "invalid")}),
    ],
    ids=lambda value: value.name if isinstance(value, ParameterTable) else str(sorted(value, key=str)),
)
def test_the_small_tables_name_every_fault(
    table: ParameterTable[Any], query: list[tuple[str, str]], faults: set[tuple[str | None, str]]
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        Parser(table).parse_pairs(query)
    assert {(fault.parameter, fault.code) for fault in refusal.value.faults} == faults


def test_fields_name_the_members_of_the_full_shape() -> None:
    resolved = full()
    served = item_members("", resolved.id, next_session=None, status="open", confirmed_at=0, freshness="fresh")
    members = {*build_document(resolved), *orjson.loads(b"{" + served[1:] + b"}")} - {"translations"}
    assert {name for name in ACTIVITY_FIELDS if "." not in name} - {"distanceM"} == members
