"""The complete OpenAPI document, from the endpoint table, the parameter tables and the output models.

`openapi/wegwijzer-v1.json` is this document; it holds nothing of one installation (servers are relative), so that the
served document can be compared with it. OpenAPI 3.1, because the output models speak JSON Schema 2020-12; the Dutch API
Design Rules ask for 3.x.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from app.schemas.endpoints import ENDPOINTS, TAGS, Endpoint
from app.schemas.openapi_operations import (
    PROBLEM_HEADERS,
    PROBLEMS,
    SECURITY,
    operation_schemas,
    path_parameter,
    short_names,
    write_operation,
)
from app.schemas.openapi_parts import HAND_WRITTEN, HEADERS, Schema, body_schema, examples_together, query_parameter
from app.schemas.operations import OPERATIONS
from app.schemas.output import MODELS
from app.schemas.parameter import ParameterTable
from app.schemas.parameters import ACTIVITY_FIELDS

API_VERSION = "1.0.0"
SERVER = "/v1"
Models = Mapping[str, type[BaseModel]]
Examples = Mapping[str, Any]

INFO: Schema = {
    "title": "Wegwijzer",
    "summary": "Everything a child can join outside lessons, and the next step.",
    "description": (
        "The open catalogue behind a city's learning ecosystem. Search by wijk, age, theme, cost and distance.\n\n"
        "Every path that takes GET also takes HEAD, and every path takes OPTIONS. Answers carry an entity tag: send it "
        "back in If-None-Match and get 304 when nothing changed. Errors are problem details (RFC 9457) that name every "
        "fault at once. Parameters that describe a child (marked `x-personal`) are never logged or stored; send them "
        "in the body of `POST /v1/activities/_search` to keep them out of links."
    ),
    "version": API_VERSION,
    "contact": {"name": "Wegwijzer", "email": "wegwijzer@example.org", "url": "https://example.org/wegwijzer"},
    "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
}

_OK_HEADERS = ("API-Version", "ETag", "Cache-Control", "Vary", "Link")


def build_document(models: Models = MODELS, examples: Examples | None = None) -> Schema:
    """The document. `models`: name of a component -> output model; `examples`: operationId -> example of its answer.

    Raises LookupError naming the components that an endpoint answers with and that have no model.
    """
    schemas = operation_schemas(OPERATIONS) | component_schemas(models)
    wanted = {name for endpoint in ENDPOINTS for name in endpoint.content.values() if name is not None}
    wanted |= {name for each in OPERATIONS for name in (each.body, *each.answers.values()) if isinstance(name, str)}
    if missing := sorted(wanted - schemas.keys()):
        raise LookupError(f"no output model for {', '.join(missing)}")
    paths: dict[str, Schema] = {}
    for endpoint in ENDPOINTS:
        paths.setdefault(endpoint.path, {})[endpoint.method] = _operation(endpoint, examples or {})
    for each in OPERATIONS:
        paths.setdefault(each.path, {})[each.method] = write_operation(each)
    return {
        "openapi": "3.1.0",
        "info": INFO,
        "servers": [{"url": SERVER, "description": "This installation."}],
        "security": [{}],
        "tags": [{"name": name, "description": text} for name, text in TAGS.items()],
        "paths": paths,
        "components": {
            "schemas": dict(sorted(schemas.items())),
            "responses": {name: _problem_response(status) for status, (name, _) in PROBLEMS.items()}
            | {"NotModified": _not_modified()},
            "headers": HEADERS,
            "securitySchemes": {
                SECURITY: {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "Partner key, for writing. Reading needs none.",
                }
            },
        },
    }


def component_schemas(models: Models) -> dict[str, Schema]:
    """The schemas of the output models under their names, with what they refer to, and those written by hand."""
    by_model, definitions = models_json_schema(
        [(model, "serialization") for model in models.values()], ref_template="#/components/schemas/{model}"
    )
    generated: dict[str, Schema] = short_names(definitions.get("$defs", {}))
    for name, model in models.items():
        generated.setdefault(name, by_model[(model, "serialization")])
    return generated | _selections(generated) | HAND_WRITTEN | _bodies()


def body_name(table: ParameterTable[Any]) -> str:
    """The component of a table whose parameters come as a JSON object: SearchBody."""
    return f"{table.name[0].upper()}{table.name[1:]}Body"


def _bodies() -> dict[str, Schema]:
    tables = {endpoint.table.name: endpoint.table for endpoint in ENDPOINTS if endpoint.takes_body}
    return {body_name(table): body_schema(table) for table in tables.values()}


def _selections(generated: Mapping[str, Schema]) -> dict[str, Schema]:
    """With `fields` an item holds only what was asked: the same members, none of them required."""
    activity, listed = generated.get("Activity"), generated.get("ActivityList")
    if activity is None or listed is None:
        return {}
    members = {name: part for name, part in activity.items() if name != "required"}
    of_card = generated.get("Card", {}).get("properties", {})
    distance = of_card.get("distanceM")
    parts = {name.partition(".")[0] for name in ACTIVITY_FIELDS if "." in name} & of_card.keys()
    whole = members.get("properties", {})
    parted = {name: {"anyOf": [whole[name], of_card[name]]} for name in sorted(parts & whole.keys())}
    selection = members | {
        "title": "ActivitySelection",
        "description": "The members of the full shape that `fields` asked for.",
        "properties": whole | parted | ({} if distance is None else {"distanceM": distance}),
    }
    items = listed["properties"]["items"]
    either = {"anyOf": [items["items"], _ref("schemas", "ActivitySelection")]}
    properties = listed["properties"] | {"items": items | {"items": either}}
    features = {
        name: _feature_of_selection(generated[name])
        for name in ("ActivityFeature", "CardFeature")
        if "properties" in generated.get(name, {}).get("properties", {})
    }
    return {"ActivitySelection": selection, "ActivityList": listed | {"properties": properties}} | features


def _feature_of_selection(feature: Schema) -> Schema:
    members = feature["properties"]
    either = {"anyOf": [members["properties"], _ref("schemas", "ActivitySelection")]}
    return feature | {"properties": members | {"properties": either}}


def _ref(kind: str, name: str) -> Schema:
    return {"$ref": f"#/components/{kind}/{name}"}


def _operation(endpoint: Endpoint, examples: Examples) -> Schema:
    operation: Schema = {
        "operationId": endpoint.operation_id,
        "summary": endpoint.summary,
        "description": endpoint.description or f"{endpoint.summary}.",
        "tags": [endpoint.tag],
    }
    parameters = list(_parameters(endpoint))
    if parameters:
        operation["parameters"] = parameters
    if endpoint.takes_body:
        content = {"schema": _ref("schemas", body_name(endpoint.table)), "example": endpoint.body_example}
        operation["requestBody"] = {"required": True, "content": {"application/json": content}}
    if endpoint.scope is not None:
        operation["security"] = [{SECURITY: []}]
        operation["x-scope"] = endpoint.scope.value
    operation["responses"] = _responses(endpoint, examples)
    return operation


def _parameters(endpoint: Endpoint) -> Iterator[Schema]:
    if endpoint.path_parameter is not None:
        yield path_parameter(endpoint.path_parameter)
    if not endpoint.takes_body:
        together = examples_together(endpoint.table)
        yield from (query_parameter(row, has_example=row.name in together) for row in endpoint.table.rows)


def _responses(endpoint: Endpoint, examples: Examples) -> Schema:
    responses: Schema = {"200": _ok_response(endpoint, examples)}
    if endpoint.is_conditional:
        responses["304"] = _ref("responses", "NotModified")
    for status in endpoint.statuses:
        responses[str(status)] = _ref("responses", PROBLEMS[status][0])
    return responses


def _ok_response(endpoint: Endpoint, examples: Examples) -> Schema:
    names = _OK_HEADERS if endpoint.is_conditional else ("API-Version", "Cache-Control")
    content: Schema = {}
    for media_type, name in endpoint.content.items():
        content[media_type] = {"schema": {"type": "string"} if name is None else _content_schema(name)}
    if endpoint.operation_id in examples:
        content["application/json"]["example"] = examples[endpoint.operation_id]
    return {
        "description": "The answer.",
        "headers": {name: _ref("headers", name) for name in names},
        "content": content,
    }


def _content_schema(name: str) -> Schema:
    if name == "Activity":
        return {"anyOf": [_ref("schemas", "Activity"), _ref("schemas", "ActivitySelection")]}
    return _ref("schemas", name)


def _not_modified() -> Schema:
    names = ("API-Version", "ETag", "Cache-Control", "Vary")
    return {
        "description": "Nothing changed since the entity tag in If-None-Match. No body.",
        "headers": {name: _ref("headers", name) for name in names},
    }


def _problem_response(status: int) -> Schema:
    names = ("API-Version", *PROBLEM_HEADERS.get(status, ()))
    return {
        "description": PROBLEMS[status][1],
        "headers": {name: _ref("headers", name) for name in names},
        "content": {"application/problem+json": {"schema": _ref("schemas", "Problem")}},
    }
