"""Keyed and writing operations in the OpenAPI document: their paths, their bodies, their security."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from app.schemas.endpoints import PathParameter
from app.schemas.openapi_parts import Schema, query_parameter
from app.schemas.operation import JSON, Operation
from app.schemas.parameter import ValueKind

SECURITY = "apiKey"

PROBLEMS: dict[int, tuple[str, str]] = {
    400: ("BadRequest", "The request is wrong; `errors` names every fault."),
    401: ("Unauthorized", "No key, or one that does not hold: `errors[0].code` says why."),
    403: ("Forbidden", "The key may not do this (`insufficient-scope`) or not to this object (`not-yours`)."),
    404: ("NotFound", "There is nothing with this id."),
    405: ("MethodNotAllowed", "The path does not take this method; `Allow` lists those it does."),
    406: ("NotAcceptable", "None of the formats asked for exists here."),
    408: ("RequestTimeout", "The body came in too slowly."),
    409: ("Conflict", "The state of the object does not allow this."),
    412: ("PreconditionFailed", "`If-Match` names another version than the present one."),
    413: ("PayloadTooLarge", "The body is too large."),
    415: ("UnsupportedMediaType", "The body is of another type than is read here."),
    422: ("Unprocessable", "The Idempotency-Key was used before with another payload."),
    428: ("PreconditionRequired", "The write needs `If-Match`."),
    429: ("TooManyRequests", "Above the limit of this key or address. Retry-After says when."),
    503: ("Unavailable", "Passing: still loading, or a dependency does not answer. Retry-After says when."),
}
"""Status -> component and description. Whoever answers with a status that is not here adds it."""

PROBLEM_HEADERS: dict[int, tuple[str, ...]] = {
    401: ("WWW-Authenticate",),
    405: ("Allow",),
    429: ("Retry-After", "RateLimit", "RateLimit-Policy"),
    503: ("Retry-After",),
}

REQUEST_HEADERS: dict[str, tuple[str, Schema, Any]] = {
    "Idempotency-Key": (
        "A text of your own choice, between quotes or bare, that makes a repeated request safe: the same key with the "
        "same body gives the first answer again, for at least 24 hours.",
        {
            "type": "string",
            "minLength": 1,
            "maxLength": 255,
            "pattern": r'^("([ !#-\[\]-~]|\\["\\])+"|[!#-~]([ !#-~]*[!#-~])?)$',
        },
        '"2026-11-25-zwemles-1"',
    ),
    "If-Match": (
        'The entity tag or version last read, such as `"3"`: the write happens only when nothing changed since. '
        "`*`: it must exist.",
        {"type": "string", "minLength": 1, "maxLength": 200, "pattern": r"^[\x20-\x7e]+$"},
        "*",
    ),
}


def model_schemas(models: Iterable[type[BaseModel]], mode: JsonSchemaMode) -> dict[str, Schema]:
    """The schemas of models under short names, with all they refer to.

    Raises LookupError when two models share a name.
    """
    wanted = list(dict.fromkeys(models))
    by_model, definitions = models_json_schema(
        [(model, mode) for model in wanted], ref_template="#/components/schemas/{model}"
    )
    made: dict[str, Schema] = short_names(definitions.get("$defs", {}))
    for model in wanted:
        made.setdefault(model.__name__, by_model[(model, mode)])
    return made


def short_names(definitions: Mapping[str, Schema]) -> dict[str, Schema]:
    """Where a word list and a model share a name, pydantic writes out their modules; people read OpenToCode. The title
    is the name as well: generated clients name their classes after it."""
    names = {name: name.rpartition("__")[2] + ("Code" if "vocabulary__" in name else "") for name in definitions}
    if len(set(names.values())) < len(names):
        raise LookupError("two models share a name")
    refs = {f"#/components/schemas/{name}": f"#/components/schemas/{short}" for name, short in names.items()}

    def renamed(part: Any) -> Any:
        if isinstance(part, dict):
            return {key: refs[value] if key == "$ref" else renamed(value) for key, value in part.items()}
        return [renamed(member) for member in part] if isinstance(part, list) else part

    return {names[name]: renamed(schema) | {"title": names[name]} for name, schema in definitions.items()}


def operation_schemas(operations: Iterable[Operation]) -> dict[str, Schema]:
    """The components of all bodies and answers that are models.

    Raises LookupError when a body and an answer of the same name differ.
    """
    listed = list(operations)
    bodies = [each.body for each in listed if isinstance(each.body, type)]
    answers = [model for each in listed for model in each.answers.values() if isinstance(model, type)]
    taken, given = model_schemas(bodies, "validation"), model_schemas(answers, "serialization")
    if differing := sorted(name for name in taken.keys() & given.keys() if taken[name] != given[name]):
        raise LookupError(f"a body and an answer share a name: {', '.join(differing)}")
    return {name: _bounded(schema) for name, schema in (taken | given).items()}


def _bounded(part: Any) -> Any:
    """Dates have a length of their own; everything else must state its bounds."""
    if isinstance(part, list):
        return [_bounded(member) for member in part]
    if not isinstance(part, dict):
        return part
    longest = {"date": 10, "date-time": 35}.get(str(part.get("format")))
    more = {"maxLength": longest} if longest and part.get("type") == "string" and "maxLength" not in part else {}
    return {name: _bounded(member) for name, member in part.items()} | more


def write_operation(operation: Operation) -> Schema:
    """The Operation Object."""
    written: Schema = {
        "operationId": operation.operation_id,
        "summary": operation.summary,
        "description": _description(operation),
        "tags": [operation.tag],
        "security": [{}] if operation.is_open else [{SECURITY: []}],
    }
    if parameters := list(_parameters(operation)):
        written["parameters"] = parameters
    if operation.body is not None:
        content: Schema = {"schema": _schema_of(operation.body)}
        if operation.body_example is not None:
            content["example"] = operation.body_example
        written["requestBody"] = {
            "required": not operation.is_body_optional,
            "content": {operation.body_type: content}
            | {kind: {"schema": dict(schema)} for kind, schema in operation.other_bodies.items()},
        }
    written["responses"] = _responses(operation)
    if operation.scope is not None:
        written["x-scope"] = operation.scope.value
    return written


def _description(operation: Operation) -> str:
    said = operation.description or f"{operation.summary}."
    return said if operation.scope is None else f"{said} Needs a key with the scope `{operation.scope}`."


def path_parameter(variable: PathParameter) -> Schema:
    """The Parameter Object of a variable of the path."""
    return {
        "name": variable.name,
        "in": "path",
        "description": variable.description,
        "required": True,
        "schema": {"type": "string", "minLength": 1, "maxLength": variable.max_length, "pattern": variable.pattern},
        "example": variable.example,
    }


def _parameters(operation: Operation) -> Iterator[Schema]:
    yield from map(path_parameter, operation.path_parameters)
    for row in operation.table.rows:
        yield query_parameter(row, has_example=row.kind is not ValueKind.CURSOR)
    for name in operation.request_headers:
        description, schema, example = REQUEST_HEADERS[name]
        yield {
            "name": name,
            "in": "header",
            "description": description,
            "required": False,
            "schema": schema,
            "example": example,
        }


def _responses(operation: Operation) -> Schema:
    names = ("API-Version", "Cache-Control", *operation.headers, *_headers_of_write(operation))
    responses: Schema = {}
    for status, answer in sorted(operation.answers.items()):
        response: Schema = {
            "description": _MEANINGS.get(status, "The answer."),
            "headers": {name: _ref("headers", name) for name in names},
        }
        content = {} if answer is None else {JSON: {"schema": _schema_of(answer)}}
        if status == 200:
            others = operation.content.items()
            content |= {kind: {"schema": {"type": "string"} if name is None else _ref("schemas", name)}
                        for kind, name in others}  # fmt: skip
        responses[str(status)] = response | ({"content": content} if content else {})
    for status in operation.problems:
        responses[str(status)] = _ref("responses", PROBLEMS[status][0])
    return responses


def _headers_of_write(operation: Operation) -> tuple[str, ...]:
    if operation.method not in WRITES:
        return ()
    replayed = ("Idempotency-Replayed",) if "Idempotency-Key" in operation.request_headers else ()
    return ("X-Rehearsal", "RateLimit", "RateLimit-Policy", *replayed)


WRITES = frozenset({"post", "put", "patch", "delete"})

_MEANINGS = {
    200: "The answer.",
    201: "Made.",
    202: "Taken in; it becomes public when it is approved, or when the work is done.",
    204: "Done. No body.",
    303: "Done; the answer is elsewhere.",
}


def _schema_of(model: type[BaseModel] | str) -> Schema:
    return _ref("schemas", model if isinstance(model, str) else model.__name__)


def _ref(kind: str, name: str) -> Schema:
    return {"$ref": f"#/components/{kind}/{name}"}
