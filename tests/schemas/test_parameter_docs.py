"""`docs/parameters.md` is what the tables say, and its examples name what is in the starter catalogue."""

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import app
from app.commands.docs import docs_app, openapi_document
from app.domain.ids import activity_id, organisation_id, place_id, route_id
from app.schemas import parameter_examples as examples
from app.schemas.list_parameters import TABLES
from app.schemas.openapi import build_document
from app.schemas.parameter_docs import write_parameters_page

ROOT = Path(app.__file__).parent.parent
STARTER = ROOT / "app" / "data" / "starter"


def test_the_committed_page_is_the_one_the_tables_make() -> None:
    assert (ROOT / "docs" / "parameters.md").read_text(encoding="utf-8") == write_parameters_page()


def test_every_parameter_of_every_table_is_on_the_page() -> None:
    page = write_parameters_page()
    assert not [row.name for table in TABLES for row in table.rows if f"| `{row.name}`" not in page]


def test_the_command_prints_or_writes_the_page(tmp_path: Path) -> None:
    printed = CliRunner().invoke(docs_app, ["parameters"])
    assert printed.stdout == write_parameters_page()
    target = tmp_path / "docs" / "parameters.md"
    CliRunner().invoke(docs_app, ["parameters", "--output", str(target)], catch_exceptions=False)
    assert target.read_text(encoding="utf-8") == printed.stdout


def test_the_openapi_command_writes_the_document(tmp_path: Path) -> None:
    target = tmp_path / "openapi" / "wegwijzer-v1.json"
    openapi_document(target)
    assert json.loads(target.read_text(encoding="utf-8")) == build_document()


def _column(file: str, column: str) -> set[str]:
    with (STARTER / file).open(encoding="utf-8", newline="") as lines:
        return {row[column] for row in csv.DictReader(lines)}


@pytest.mark.parametrize(
    ("example", "ids"),
    [
        (examples.EXTERNAL_ID, _column("activities.csv", "key")),
        (examples.ACTIVITY, {activity_id("starter", key) for key in _column("activities.csv", "key")}),
        (examples.ORGANISATION, {organisation_id("starter", key) for key in _column("organisations.csv", "key")}),
        (examples.SCHOOL, {organisation_id("starter", key) for key in _column("organisations.csv", "key")}),
        (examples.PLACE, {place_id("starter", key) for key in _column("places.csv", "key")}),
        (examples.ROUTE, {route_id("starter", key) for key in _column("routes.csv", "route_key")}),
        (examples.WIJK, _column("gazetteer.csv", "code")),
    ],
)
def test_the_example_ids_are_of_the_starter_catalogue(example: str, ids: set[str]) -> None:
    assert example in ids
