"""One keyed or writing operation: the row of the table that the OpenAPI document, the access tests and the docs share.

Open reads stand in `app.schemas.endpoints`. A part of the API lists its own operations in `endpoints_<part>.py`;
`app.schemas.operations` puts them together.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from app.domain.caller import Scope
from app.schemas.endpoints import PathParameter
from app.schemas.list_parameters import NONE
from app.schemas.parameter import ParameterTable

JSON = "application/json"
ALWAYS = (400, 405, 406, 503)
KEYED = (401, 403)


@dataclass(frozen=True, slots=True)
class Operation:
    """A keyed read or a write.

    scope: what the key needs; None: any key. is_open: no key needed (a public form). path_parameters: in the order of
    the path. table: its query parameters. body: the model of a JSON body, or the name of a component written by hand;
    body_type: its media type; is_body_optional: it may be left out; other_bodies: media type ->
    schema of what may be sent instead. answers: status -> model or component of the JSON
    answer, None without one. content: media type -> component of other answers with 200. request_headers: of
    `REQUEST_HEADERS`. headers: of `openapi_parts.HEADERS`, on every answer. statuses: problems beside 400, 405, 406,
    503 and, with a key, 401, 403 and 429; those of a body (413, 415, 408) are added by themselves.
    """

    method: str
    path: str
    operation_id: str
    summary: str
    tag: str
    answers: Mapping[int, type[BaseModel] | str | None]
    description: str = ""
    scope: Scope | None = None
    is_open: bool = False
    path_parameters: tuple[PathParameter, ...] = ()
    table: ParameterTable[Any] = NONE
    body: type[BaseModel] | str | None = None
    body_type: str = JSON
    body_example: Mapping[str, Any] | None = None
    is_body_optional: bool = False
    other_bodies: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    content: Mapping[str, str | None] = field(default_factory=dict)
    request_headers: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    statuses: tuple[int, ...] = ()

    @property
    def problems(self) -> tuple[int, ...]:
        """Every problem status, ascending."""
        of_body = (408, 413, 415) if self.body is not None else ()
        of_key = () if self.is_open else KEYED
        of_path = (404,) if self.path_parameters else ()
        return tuple(sorted({*ALWAYS, *of_body, *of_key, *of_path, *self.statuses, 429}))
