"""`docs/parameters.md`, made of the parameter tables. Pure; `wegwijzer docs parameters` writes it."""

from itertools import groupby
from typing import Any

from app.schemas.endpoints import ENDPOINTS
from app.schemas.openapi import SERVER
from app.schemas.parameter import Contradiction, Parameter, ParameterTable
from app.schemas.parameter_faults import describe_repeats, describe_values
from app.schemas.parameters import SEARCH

INTRODUCTION = """# Parameters

This page is made from the parameter tables of the code (`wegwijzer docs parameters`); do not edit it by
hand.

An unknown parameter, a bad value or a contradiction gives one `400` (`application/problem+json`) that names every
fault, each with parameter, code and hint. Values in a query are text; in the body of `POST /v1/activities/_search`
numbers and `true`/`false` are JSON values, a repeat is an array, and faults carry a JSON Pointer.

Repeating a parameter means *any of*; different parameters must all hold. Only `facets` and `fields` take commas.
Parameters marked (p) describe a child or a household: they are never logged or stored. Use the POST twin to keep them
out of links."""


def write_parameters_page() -> str:
    """The whole page, ending in a newline."""
    parts = [INTRODUCTION, f"## Search\n\n`GET {SERVER}/activities` and `POST {SERVER}/activities/_search`"]
    for group, rows in groupby(SEARCH.rows, key=lambda row: row.group):
        parts.append(f"### {group}\n\n{_write_rows(list(rows))}")
    parts.append(f"### Contradictions\n\n{_write_contradictions(SEARCH.contradictions)}")
    others: dict[str, tuple[ParameterTable[Any], list[str]]] = {}
    for endpoint in ENDPOINTS:
        if endpoint.table is not SEARCH and endpoint.table.rows:
            paths = others.setdefault(endpoint.table.name, (endpoint.table, []))[1]
            paths.append(f"`GET {SERVER}{endpoint.path}`")
    parts.append("## The other paths")
    for table, paths in others.values():
        parts.append(f"### {', '.join(paths)}\n\n{_write_rows(table.rows)}")
        if table.contradictions:
            parts.append(_write_contradictions(table.contradictions))
    return "\n\n".join(parts) + "\n"


def _write_rows(rows: tuple[Parameter, ...] | list[Parameter]) -> str:
    lines = ["| parameter | meaning | value | example |", "|---|---|---|---|", *map(_write_row, rows)]
    return "\n".join(lines)


def _write_row(row: Parameter) -> str:
    marks = " (p)" if row.is_personal else ""
    if row.is_required:
        marks += " (required)"
    values = [describe_values(row), describe_repeats(row), "" if row.default is None else f"default {row.default}"]
    cells = [f"`{row.name}`{marks}", row.description, "; ".join(filter(None, values)), f"`{row.name}={row.example}`"]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _write_contradictions(rules: tuple[Contradiction, ...]) -> str:
    lines = ["| code | rule |", "|---|---|", *(f"| `{rule.code}` | {rule.detail} |" for rule in rules)]
    return "\n".join(lines)
