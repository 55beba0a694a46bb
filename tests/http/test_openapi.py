"""The served document is the committed one, its examples are real, and no fuzzing finds it wrong."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import jsonschema  # type: ignore[import-untyped]
import pytest

from app.schemas.endpoints import ENDPOINTS, Endpoint
from app.schemas.openapi_parts import example_of
from app.schemas.parameter import Parameter
from tests.http.test_lists import REQUIRED
from tests.support.keys import make_key
from tests.support.served import check_shape, document
from tests.support.server import REPOSITORY, ServerProcess

COMMITTED = REPOSITORY / "openapi" / "wegwijzer-v1.json"
WITHOUT_EXAMPLE = {"cursor"}  # belongs to one question
NEEDS_BOUNDARIES = {"buurt"}  # the starter knows no buurten; `wegwijzer areas import` brings them
COMPANIONS = {"radius": {"near": "52.0545,4.2942"}, "reachM": {"near": "52.0545,4.2942"}}


def test_the_served_document_is_the_committed_one(client: httpx.Client) -> None:
    response = client.get("/v1/openapi.json")
    assert response.headers["content-type"] == "application/json"
    assert response.headers["access-control-allow-origin"] == "*"
    assert response.json() == json.loads(COMMITTED.read_text(encoding="utf-8")) == document()


def url_of(endpoint: Endpoint) -> str:
    variable = endpoint.path_parameter
    path = endpoint.path if variable is None else endpoint.path.replace(f"{{{variable.name}}}", variable.example)
    return f"/v1{path}"


EXAMPLES = [
    pytest.param(endpoint, row, id=f"{endpoint.operation_id}-{row.name}")
    for endpoint in ENDPOINTS
    for row in endpoint.table.rows
    if row.name not in WITHOUT_EXAMPLE | NEEDS_BOUNDARIES
]


@pytest.mark.parametrize(("endpoint", "row"), EXAMPLES)
def test_the_example_of_every_parameter_is_answered(
    endpoint: Endpoint, row: Parameter, client: httpx.Client, keyed_client: httpx.Client
) -> None:
    client = client if endpoint.scope is None else keyed_client
    required = REQUIRED.get(endpoint.operation_id.removesuffix("ByBody"), {})
    example = {**required, **COMPANIONS.get(row.name, {}), row.name: row.example}
    if endpoint.operation_id == "geocode" and row.name not in {"q", "limit"}:
        del example["q"]
    if endpoint.takes_body:
        response = client.post(url_of(endpoint), json={**example, row.name: example_of(row)})
    else:
        response = client.get(url_of(endpoint), params=example)
    assert response.status_code == 200, response.text
    check_shape(endpoint.operation_id, response)


def test_the_examples_of_the_search_find_something(client: httpx.Client) -> None:
    nothing = []
    for row in next(endpoint for endpoint in ENDPOINTS if endpoint.operation_id == "searchActivities").table.rows:
        if row.name in WITHOUT_EXAMPLE | NEEDS_BOUNDARIES | {"format"}:
            continue
        parameters = {**COMPANIONS.get(row.name, {}), row.name: row.example}
        if client.get("/v1/activities", params=parameters).json()["total"] == 0:
            nothing.append(row.name)
    assert nothing == []


def test_the_example_of_the_body_finds_something(client: httpx.Client) -> None:
    operation = document()["paths"]["/activities/_search"]["post"]
    response = client.post(
        "/v1/activities/_search", json=operation["requestBody"]["content"]["application/json"]["example"]
    )
    assert response.json()["total"] > 0


def test_examples_of_answers_have_the_shape_that_is_served(client: httpx.Client) -> None:
    shown = {
        operation["operationId"]: content["example"]
        for path in document()["paths"].values()
        for operation in path.values()
        for content in operation["responses"].get("200", {"content": {}})["content"].values()
        if "example" in content
    }
    for endpoint in ENDPOINTS:
        if endpoint.operation_id in shown and not endpoint.takes_body:
            served = client.get(url_of(endpoint), params=REQUIRED.get(endpoint.operation_id)).json()
            assert set(shown[endpoint.operation_id]) == set(served)


@pytest.mark.parametrize(
    ("schema", "body"),
    [("PlacePatch", {"location": {}}), ("ActivityPatch", {"place": {"location": {"precision": "postcode"}}})],
)
def test_a_patch_may_name_a_part_of_what_stands_within(schema: str, body: dict[str, Any]) -> None:
    """RFC 7396 merges level by level, so the document asks no member of a point."""
    whole = document()
    of_this = {"$ref": f"#/components/schemas/{schema}", "components": whole["components"]}
    jsonschema.validate(body, of_this, cls=jsonschema.Draft202012Validator)
    named = {"PlacePatch": "patchPlace", "ActivityPatch": "patchActivity"}[schema]
    operations = [one for path in whole["paths"].values() for one in path.values() if one["operationId"] == named]
    assert schema in json.dumps(operations[0]["requestBody"])


FUZZED = {
    "reads": ["--include-method", "GET", "--max-examples", "10"],
    "writes": ["--exclude-method", "GET", "--max-examples", "5", "--phases", "examples,fuzzing,stateful"],
}


@pytest.mark.parametrize("part", FUZZED)
def test_fuzzing_finds_nothing(
    part: str, sqlite_server: ServerProcess, sqlite_catalogue: str, client: httpx.Client, tmp_path: Path
) -> None:
    """`schemathesis.toml` says which refusals of well-formed parameters are answers as they should be. Everything is
    asked with a test key: it may do all and changes nothing."""
    key = make_key(sqlite_catalogue, is_test=True)
    command = [
        str(Path(sys.executable).with_name("schemathesis")), "--config-file", str(REPOSITORY / "schemathesis.toml"),
        "run", f"{sqlite_server.url}/v1/openapi.json", "--checks", "all", "--seed", "1", *FUZZED[part],
        "--generation-database", ":memory:", "--no-color", "--header", f"Authorization: Bearer {key}",
    ]  # fmt: skip
    found = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=900, check=False)
    assert found.returncode == 0, found.stdout[-6000:] + found.stderr[-2000:]
    assert "No issues found" in found.stdout
    metrics = client.get("/metrics").text
    assert "wegwijzer_server_errors_total 0.0" in metrics
