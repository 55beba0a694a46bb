"""The OpenAPI document: valid, complete, bounded, and saying what the tables say."""

import re
from collections.abc import Iterator
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from openapi_spec_validator import OpenAPIV31SpecValidator

from app.schemas.endpoints import ENDPOINTS, Endpoint
from app.schemas.openapi import API_VERSION, build_document
from app.schemas.openapi_parts import body_schema, query_parameter, value_schema
from app.schemas.parameter import Parameter
from app.schemas.parameters import SEARCH
from app.schemas.parsing import Parser
from tests.schemas.output_samples import sample_models
from tests.schemas.search_pairs import to_body, valid_pairs
from tests.schemas.test_parsing import BAD, GOOD

DOCUMENT = build_document(sample_models())
OPERATIONS = [pytest.param(endpoint, id=endpoint.operation_id) for endpoint in ENDPOINTS]


def _operation(endpoint: Endpoint) -> dict[str, Any]:
    operation: dict[str, Any] = DOCUMENT["paths"][endpoint.path][endpoint.method]
    return operation


def _resolve(part: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in part:
        return part
    found: Any = DOCUMENT
    for step in part["$ref"].removeprefix("#/").split("/"):
        found = found[step]
    return dict(found)


def _walk(value: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(value, dict):
        yield path, value
        for name, member in value.items():
            yield from _walk(member, f"{path}/{name.replace('/', '~1')}")
    elif isinstance(value, list):
        for position, member in enumerate(value):
            yield from _walk(member, f"{path}/{position}")


def test_the_document_is_valid_openapi_with_every_reference_resolving() -> None:
    OpenAPIV31SpecValidator(DOCUMENT).validate()


def test_it_names_a_contact_a_licence_a_version_and_the_major_version_in_the_server() -> None:
    info = DOCUMENT["info"]
    assert set(info["contact"]) == {"name", "email", "url"}
    assert info["license"]["name"]
    assert info["version"] == API_VERSION
    assert [server["url"] for server in DOCUMENT["servers"]] == [f"/v{API_VERSION.split('.')[0]}"]


def test_operation_ids_are_unique_and_paths_are_kebab_case_without_trailing_slash() -> None:
    ids = [endpoint.operation_id for endpoint in ENDPOINTS]
    assert len(set(ids)) == len(ids)
    kebab = re.compile(r"(/([a-z0-9-]+|{[^}]+}|_[a-z]+|openapi\.json))+")  # `_search` is the rules' own exception
    assert not [path for path in DOCUMENT["paths"] if not kebab.fullmatch(path)]


@pytest.mark.parametrize("endpoint", OPERATIONS)
def test_an_operation_documents_every_status_with_its_headers_and_its_problem(endpoint: Endpoint) -> None:
    operation = _operation(endpoint)
    assert operation["summary"]
    assert operation["description"].endswith(".")
    assert operation["tags"][0] in [tag["name"] for tag in DOCUMENT["tags"]]
    responses = {status: _resolve(response) for status, response in operation["responses"].items()}
    wanted = {"200", "400", "405", "503"} | ({"304"} if endpoint.is_conditional else set())
    assert responses.keys() >= wanted | ({"404"} if endpoint.path_parameter else set())
    for status, response in responses.items():
        assert "API-Version" in response["headers"]
        assert status < "400" or set(response["content"]) == {"application/problem+json"}
    assert "content" not in responses.get("304", {})
    assert "Allow" in responses["405"]["headers"]
    assert "Retry-After" in responses["503"]["headers"]


@pytest.mark.parametrize("endpoint", [e for e in ENDPOINTS if not e.takes_body], ids=lambda e: e.operation_id)
def test_an_operation_takes_the_parameters_of_its_table_and_no_others(endpoint: Endpoint) -> None:
    parameters = _operation(endpoint).get("parameters", [])
    query = [parameter["name"] for parameter in parameters if parameter["in"] == "query"]
    assert query == [row.name for row in endpoint.table.rows]
    variables = [parameter["name"] for parameter in parameters if parameter["in"] == "path"]
    assert variables == re.findall(r"{(\w+)}", endpoint.path)


BOUNDS = {
    "string": {"maxLength", "enum"},
    "integer": {"maximum"},
    "number": {"maximum"},
    "array": {"maxItems"},
}


def test_every_string_number_and_array_is_bounded() -> None:
    unbounded = [
        path
        for path, schema in _walk(DOCUMENT)
        if isinstance(schema.get("type"), str)
        and BOUNDS.get(schema["type"], schema.keys()).isdisjoint(schema)
        and not re.search(r"/text~1(csv|calendar|html|plain)/schema$", path)
    ]
    assert unbounded == []


def test_the_examples_fit_their_schemas() -> None:
    for _, part in _walk(DOCUMENT["paths"]):
        if "schema" in part and "example" in part:
            schema = part["schema"] | {"components": DOCUMENT["components"]}
            jsonschema.Draft202012Validator(schema).validate(part["example"])


LISTS = {row.name for row in SEARCH.rows if row.is_comma_list}  # these are documented as arrays
TAKEN = [(name, text) for name, text, *_ in GOOD if name not in LISTS and text == text.strip()]  # space is forgiven
REFUSED = [
    (name, text) for name, text, code in BAD if name not in LISTS and code != "box-order" and "\ud800" not in text
]


@pytest.mark.parametrize("endpoint", [e for e in ENDPOINTS if not e.takes_body], ids=lambda e: e.operation_id)
def test_all_examples_of_an_operation_can_be_asked_at_once(endpoint: Endpoint) -> None:
    shown = {part["name"] for part in _operation(endpoint).get("parameters", []) if "example" in part}
    rows = [row for row in endpoint.table.rows if row.name in shown]
    Parser(endpoint.table).parse_pairs([(row.name, row.example) for row in rows])
    assert len(rows) >= len(endpoint.table.rows) - 8


@pytest.mark.parametrize(("name", "text"), TAKEN)
def test_a_value_the_parser_takes_fits_the_documented_schema(name: str, text: str) -> None:
    row = next(row for row in SEARCH.rows if row.name == name)
    jsonschema.validate(_typed(row, text), value_schema(row))


@pytest.mark.parametrize(("name", "text"), REFUSED, ids=lambda value: ascii(value)[:30])
def test_a_value_the_parser_refuses_does_not_fit_the_documented_schema(name: str, text: str) -> None:
    row = next(row for row in SEARCH.rows if row.name == name)
    validator = jsonschema.Draft202012Validator(value_schema(row), format_checker=jsonschema.FormatChecker())
    assert not validator.is_valid(_typed(row, text))


def _typed(row: Parameter, text: str) -> Any:
    """A query value as the type its schema names, where it can be one."""
    kind = value_schema(row)["type"]
    if kind == "boolean":
        return {"true": True, "false": False}.get(text, text)
    digits = text.removeprefix("-")
    is_number = kind == "integer" and digits.isascii() and digits.isdigit() and len(digits) < 100
    return int(text) if is_number else text


def test_repeats_and_comma_lists_are_documented_as_they_are_read() -> None:
    by_name = {row.name: query_parameter(row) for row in SEARCH.rows}
    assert (by_name["theme"]["explode"], by_name["theme"]["schema"]["type"]) == (True, "array")
    assert (by_name["facets"]["explode"], by_name["facets"]["schema"]["type"]) == (False, "array")
    assert by_name["age"]["schema"] == {"type": "integer", "minimum": 0, "maximum": 99}
    assert by_name["limit"]["schema"]["default"] == 20
    assert by_name["age"]["x-personal"] is True


@given(valid_pairs())
def test_every_valid_body_fits_the_documented_body(pairs: list[tuple[str, str]]) -> None:
    jsonschema.validate(to_body(pairs), body_schema(SEARCH))


def test_a_selection_of_fields_is_documented_beside_the_full_shape() -> None:
    schemas = DOCUMENT["components"]["schemas"]
    assert "required" not in schemas["ActivitySelection"]
    assert {"id", "title", "distanceM"} <= schemas["ActivitySelection"]["properties"].keys()
    assert {"$ref": "#/components/schemas/ActivitySelection"} in schemas["ActivityList"]["properties"]["items"][
        "items"
    ]["anyOf"]


def test_an_endpoint_without_its_output_model_is_an_error() -> None:
    models = sample_models()
    del models["Theme"], models["Area"]
    with pytest.raises(LookupError, match="no output model for Area, Theme"):
        build_document(models)


def test_the_real_output_models_give_a_valid_document_with_readable_names() -> None:
    document = build_document()
    OpenAPIV31SpecValidator(document).validate()
    schemas = document["components"]["schemas"]
    assert not [name for name in schemas if not re.fullmatch("([A-Z][a-z]+)+", name)]
    assert not [name for name, schema in schemas.items() if schema.get("title", name) != name]  # clients use the title


def test_examples_of_answers_are_put_where_they_belong() -> None:
    document = build_document(sample_models(), {"getTheme": {"id": "nature"}})
    answer = document["paths"]["/themes/{id}"]["get"]["responses"]["200"]["content"]["application/json"]
    assert answer["example"] == {"id": "nature"}
