"""Small JSON bodies, read with every fault at once."""

from collections.abc import Mapping
from typing import Any, TypeVar

from app.schemas.base import Wire
from app.schemas.faults import read_wire
from app.schemas.json_body import JSON, read_json_object

W = TypeVar("W", bound=Wire)


def read_body(model: type[W], body: bytes, content_type: str | None, *, spare: Mapping[str, Any] | None = None) -> W:
    """The body as the model says. Raises InvalidInput with every fault, UnsupportedMediaType for another type."""
    return read_wire(model, read_json_object(body, content_type), lambda _: (), spare or {})


def read_optional_body(model: type[W], body: bytes, content_type: str | None) -> W:
    """As `read_body`; no body at all is an empty object."""
    return read_body(model, body or b"{}", content_type if body else JSON)
