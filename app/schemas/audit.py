"""The audit trail on the wire, and the parameters of its list."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field

from app.domain.auditing import AuditAction, AuditKind
from app.schemas.output_base import Code, Count, Id, Links, Output, Stamp, Text, about
from app.schemas.parameter import Parameter, ParameterTable
from app.schemas.parameter import ValueKind as V
from app.schemas.parameters import CURSOR, limit

MOST_LINES, USUAL_LINES = 200, 50


@dataclass(frozen=True, slots=True)
class AuditRequest:
    """`GET /v1/audit`. Days are local days from 1970-01-01, both inclusive."""

    organisation: str | None = None
    kind: str | None = None
    object_id: str | None = None
    action: str | None = None
    key_id: str | None = None
    import_id: str | None = None
    date_from: int | None = None
    date_to: int | None = None
    limit: int = USUAL_LINES
    cursor: str | None = None


AUDIT: ParameterTable[AuditRequest] = ParameterTable(
    "audit",
    (
        Parameter("organisation", V.ID, "organisation", "Filter", "Changes of this organisation's objects.",
                  "x77bvj3pbl5dqqak"),
        Parameter("kind", V.ENUM, "kind", "Filter", "Kind of object.", "activity", values=tuple(AuditKind)),
        Parameter("objectId", V.SLUG, "object_id", "Filter", "Id of the object.", "x77bvj3pbl5dqqak"),
        Parameter("action", V.ENUM, "action", "Filter", "What was done.", "updated", values=tuple(AuditAction)),
        Parameter("keyId", V.SLUG, "key_id", "Filter", "Changes made with this key.", "key_7qk5m2zpd3xfu"),
        Parameter("importId", V.SLUG, "import_id", "Filter", "Changes made by this import.", "x77bvj3pbl5dqqak"),
        Parameter("dateFrom", V.DATE, "date_from", "Filter", "From this day on.", "2026-11-01"),
        Parameter("dateTo", V.DATE, "date_to", "Filter", "Up to and including this day.", "2026-11-30"),
        limit(MOST_LINES, USUAL_LINES),
        CURSOR,
    ),
    AuditRequest,
)  # fmt: skip


class AuditLine(Output):
    """One change."""

    id: Count = about("Number of the line; later lines have higher numbers.", 41)
    at: Stamp = about("When.")
    actor: Literal["key", "operator", "system", "link"] = about(
        "Who: the holder of a key, a command of the operator, the system itself, or a signed link in a mail."
    )
    key_id: Code | None = about("The key, when it was a key.", "key_7qk5m2zpd3xfu")
    organisation_id: Id | None = about("Whose object it is.")
    on_behalf_of: Id | None = about("The organisation a coordinator wrote for.")
    kind: AuditKind = about("Kind of object.", "activity")
    object_id: Code = about("Id of the object.", "x77bvj3pbl5dqqak")
    action: AuditAction = about("What was done.", "updated")
    version: Annotated[int, Field(ge=0, le=1_000_000_000)] | None = about("Version of the object after it.", 3)
    import_id: Code | None = about("The import it came from.")
    diff: dict[str, Any] = about("{member: [before, after]}; empty for something new.", {"title": ["Oud", "Nieuw"]})
    reason: Text | None = about("Why, in words.")


class AuditList(Output):
    """Changes, newest first."""

    items: Annotated[list[AuditLine], Field(max_length=MOST_LINES)] = about("The lines.")
    links: Links = about("This page and the next one.")
