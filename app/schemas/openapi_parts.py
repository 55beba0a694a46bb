"""JSON Schemas of parameters, and the components written by hand: headers, problems, the search body."""

from typing import Any

from app.errors import InvalidInput
from app.schemas.parameter import ANY_VALUE, Parameter, ParameterTable, ValueKind
from app.schemas.parameter_faults import describe_repeats
from app.schemas.parsing import Parser
from app.schemas.values import DOCUMENTED_PATTERNS, TEXT_PATTERN

Schema = dict[str, Any]

_MAX_LENGTHS: dict[ValueKind, int] = {
    ValueKind.SLUG: 64,
    ValueKind.ID: 16,
    ValueKind.AREA_CODE: 14,
    ValueKind.MONEY: 26,
    ValueKind.TIME: 8,
    ValueKind.POINT: 60,
    ValueKind.BOX: 120,
    ValueKind.POSTCODE: 7,
    ValueKind.LANGUAGE: 30,
    ValueKind.CURSOR: 2000,
}


def value_schema(row: Parameter) -> Schema:
    """The schema of one value as written in a query."""
    match row.kind:
        case ValueKind.TEXT:
            return _string(row.max_length, TEXT_PATTERN)
        case ValueKind.ENUM | ValueKind.WEEKDAY:
            return {"type": "string", "enum": [*map(str, row.values), *([ANY_VALUE] if row.allows_any else [])]}
        case ValueKind.BOOL:
            return {"type": "boolean"}
        case ValueKind.INT:
            return {"type": "integer", "minimum": row.minimum, "maximum": row.maximum}
        case ValueKind.DATE:
            return {"type": "string", "format": "date", "minLength": 10, "maxLength": 10}
        case kind:
            pattern = _time_pattern(row) if kind is ValueKind.TIME else DOCUMENTED_PATTERNS[kind]
            return _string(_MAX_LENGTHS[kind], pattern)


def _string(max_length: int, pattern: str) -> Schema:
    return {"type": "string", "minLength": 1, "maxLength": max_length, "pattern": pattern}


def _time_pattern(row: Parameter) -> str:
    """00:00 to 23:59 where a window begins, 00:01 to 24:00 where it ends."""
    if row.minimum == 0:
        return r"^([01][0-9]|2[0-3]):[0-5][0-9](:00)?$"
    return r"^((0[1-9]|1[0-9]|2[0-3]):[0-5][0-9]|00:(0[1-9]|[1-5][0-9])|24:00)(:00)?$"


def example_of(row: Parameter) -> Any:
    """The example of the row as a JSON value."""
    if row.is_comma_list:
        return row.example.split(",")
    values: dict[ValueKind, Any] = {ValueKind.BOOL: row.example == "true"}
    if row.kind is ValueKind.INT:
        values[ValueKind.INT] = int(row.example)
    value = values.get(row.kind, row.example)
    return [value] if row.is_repeatable else value


def _with_default(schema: Schema, row: Parameter) -> Schema:
    if row.default is None:
        return schema
    return schema | {"default": {"true": True, "false": False}.get(str(row.default), row.default)}


def _array(row: Parameter, items: Schema) -> Schema:
    return {"type": "array", "items": items, "minItems": 1, "maxItems": row.max_repeats}


def examples_together(table: ParameterTable[Any]) -> frozenset[str]:
    """Names of rows whose examples can all be asked in one request, as tools that fill in every example do.

    A row that would contradict an earlier one is left out, and so is a cursor: it belongs to one question.
    """
    parser = Parser(table)
    pairs: list[tuple[str, str]] = [(row.name, row.example) for row in table.rows if row.is_required]
    for row in table.rows:
        if row.kind is ValueKind.CURSOR or row.is_required:
            continue
        try:
            parser.parse_pairs([*pairs, (row.name, row.example)])
        except InvalidInput:
            continue
        pairs.append((row.name, row.example))
    return frozenset(name for name, _ in pairs)


def query_parameter(row: Parameter, *, has_example: bool = True) -> Schema:
    """The Parameter Object of a row."""
    repeats = describe_repeats(row)
    schema = value_schema(row)
    parameter: Schema = {
        "name": row.name,
        "in": "query",
        "description": row.description + (f" Several: {repeats}." if repeats else ""),
        "required": row.is_required,
        "style": "form",
        "explode": not row.is_comma_list,
        "schema": _with_default(_array(row, schema) if row.is_repeatable else schema, row),
    }
    if has_example:
        parameter["example"] = example_of(row)
    if row.is_personal:
        parameter["x-personal"] = True
    return parameter


def body_schema(table: ParameterTable[Any]) -> Schema:
    """The same parameters as the members of a JSON object: numbers and truths typed, repeats in arrays."""
    together = examples_together(table)
    return {
        "type": "object",
        "description": "The parameters of the search, by name. A repeated parameter is an array.",
        "properties": {row.name: _body_member(row, has_example=row.name in together) for row in table.rows},
        "additionalProperties": False,
    }


def _body_member(row: Parameter, *, has_example: bool) -> Schema:
    schema = value_schema(row)
    if row.kind is ValueKind.MONEY:
        schema = {"anyOf": [{"type": "number", "minimum": 0, "maximum": row.maximum // 100}, schema]}
    if row.is_repeatable:
        schema = {"anyOf": [schema, _array(row, schema)]}
    member = {"description": row.description, **_with_default(schema, row)}
    return member | {"examples": [example_of(row)]} if has_example else member


def _header(description: str, schema: Schema, example: Any) -> Schema:
    return {"description": description, "schema": schema, "example": example}


def _text(max_length: int, **more: Any) -> Schema:
    return {"type": "string", "maxLength": max_length, **more}


HEADERS: dict[str, Schema] = {
    "API-Version": _header(
        "Full version of the API.", _text(20, pattern=r"^[0-9]+\.[0-9]+\.[0-9]+$"), "1.0.0"
    ),
    "ETag": _header("Strong entity tag.", _text(100), '"5d1c9a0b3f7e2a4c61"'),
    "Cache-Control": _header("How long the answer may be kept.", _text(100), "public, max-age=30"),
    "Vary": _header("What the answer depends on beside its address.", _text(200),
                    "Accept, Accept-Language, Accept-Encoding"),
    "Link": _header("Links of the answer (RFC 8288): self, next.", _text(8000),
                    '</v1/activities?limit=20>; rel="self"'),
    "Location": _header("Where the object is.", _text(2000), "/v1/activities/x77bvj3pbl5dqqak"),
    "X-Rehearsal": _header("`true`: everything was checked and nothing was kept (a test key, or dryRun).",
                           _text(4), "true"),
    "Idempotency-Replayed": _header("`true`: this is the answer to the first request with this key.", _text(4), "true"),
    "RateLimit": _header("What is left: `r` requests, whole again in `t` seconds.", _text(100),
                         '"default";r=58;t=1'),
    "RateLimit-Policy": _header("What is allowed: `q` requests in `w` seconds.", _text(100),
                                '"default";q=60;w=60'),
    "WWW-Authenticate": _header("How to send a key.", _text(200), 'Bearer realm="wegwijzer"'),
    "Allow": _header("Every method of the path.", _text(100), "GET, HEAD, OPTIONS"),
    "Retry-After": _header("Seconds to wait before trying again.",
                           {"type": "integer", "minimum": 1, "maximum": 3600}, 1),
}  # fmt: skip

_FAULT: Schema = {
    "type": "object",
    "description": "One thing that is wrong. `parameter` names a query parameter, `pointer` is a JSON Pointer into the "
    "body; at most one of both is there.",
    "properties": {
        "parameter": _text(100),
        "pointer": _text(500),
        "code": _text(60, description="Stable, for programs."),
        "detail": _text(500, description="What to do, in English."),
        "detailNl": _text(500, description="The same in Dutch."),
        "hint": _text(2000, description="What is allowed."),
    },
    "required": ["code", "detail"],
}

_PROBLEM: Schema = {
    "type": "object",
    "description": "Problem details (RFC 9457).",
    "properties": {
        "type": _text(200, format="uri-reference"),
        "title": _text(200),
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": _text(4000, description="In English, or in Dutch when `lang` or Accept-Language asks for it."),
        "detailNl": _text(4000, description="The same in Dutch."),
        "instance": {"type": ["string", "null"], "maxLength": 4000},
        "errors": {"type": "array", "items": {"$ref": "#/components/schemas/Fault"}, "maxItems": 1000},
    },
    "required": ["type", "title", "status", "detail", "detailNl", "instance", "errors"],
}

HAND_WRITTEN: dict[str, Schema] = {
    "Fault": _FAULT,
    "Problem": _PROBLEM,
    "LinkedData": {"type": "object", "description": "schema.org as JSON-LD.", "additionalProperties": True},
    "OpenapiDocument": {"type": "object", "description": "OpenAPI 3.1.", "additionalProperties": True},
}
"""Component schemas that no output model stands for."""
