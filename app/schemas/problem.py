"""Problem documents (RFC 9457): the one shape in which every error leaves."""

from typing import Any

import orjson

from app.errors import WegwijzerError


def build_problem(error: WegwijzerError, *, instance: str | None = None) -> dict[str, Any]:
    """type (a relative reference to the page of this code), title, status, detail, instance and `errors[]`."""
    return {
        "type": f"/problems/{error.code}",
        "title": error.title,
        "status": error.status,
        "detail": error.detail,
        "instance": instance,
        "errors": [fault.to_wire() for fault in error.faults],
    }


def problem_body(error: WegwijzerError, *, instance: str | None = None) -> bytes:
    """The same as JSON bytes. Text that is no Unicode (a lone surrogate echoed from a request) is replaced."""
    problem = build_problem(error, instance=instance)
    try:
        return orjson.dumps(problem)
    except TypeError:
        return orjson.dumps(_replace_surrogates(problem))


def _replace_surrogates(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {_replace_surrogates(name): _replace_surrogates(member) for name, member in value.items()}
    if isinstance(value, list):
        return [_replace_surrogates(member) for member in value]
    return value
