"""Small bodies of writes, and what every write answers."""

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import Field

from app.errors import Fault, InvalidInput
from app.schemas.base import ExternalId, Id, Wire
from app.schemas.faults import read_wire
from app.schemas.output_base import Code, Count, Line, Many, Output, Small, Text, Url, about
from app.schemas.output_base import Id as IdOut

W = TypeVar("W", bound=Wire)
MAX_IDS = 1_000


def read_value(model: type[W], data: Mapping[str, Any]) -> W:
    """An object as the model says. Raises InvalidInput with every fault."""
    return read_wire(model, data, lambda _: (), {})


def read_external_id(stated: object) -> str:
    """The name an organisation gives something, from the address or the body. Raises InvalidInput."""
    try:
        return read_value(ExternalIdIn, {"externalId": stated}).external_id
    except InvalidInput as refused:
        raise InvalidInput(
            [Fault(fault.code, fault.detail, "externalId", detail_nl=fault.detail_nl) for fault in refused.faults]
        ) from None


class EndIn(Wire):
    """How an activity ends: with another one in its place, or without."""

    replaced_by: Id | None = None


class ExternalIdIn(Wire):
    """The name an organisation gives its activity: one line."""

    external_id: ExternalId


class CopyIn(Wire):
    """Whose copy of a route it becomes; further members are those of a route, and `replace`."""

    organisation_id: Id
    external_id: ExternalId | None = None


class IdsIn(Wire):
    """Several activities."""

    ids: tuple[Id, ...] = Field(min_length=1, max_length=MAX_IDS)


class FaultOut(Output):
    """One thing that is wrong, or worth a look."""

    pointer: Line | None = Field(default=None, description="JSON Pointer into the body.", examples=["/age"])
    code: Code = about("Stable, for programs.", "missing-age")
    detail: Line = about("What to do, in English.", "Say for which age this is.")
    detail_nl: Line | None = Field(
        default=None, description="The same in Dutch.", examples=["Zeg voor welke leeftijd dit is."]
    )
    hint: Text | None = Field(default=None, description="What is allowed, or the address of what it looks like.")


class GainOut(Output):
    """Something to fill in."""

    member: Code = about("The member of the activity.", "firstVisit")
    points: Small = about("What it adds to the score.", 5)
    text: Line = about("What to do, in English.", "Tell what the first time is like.")
    text_nl: Line = about("The same in Dutch.", "Vertel hoe de eerste keer gaat.")


class CompletenessOut(Output):
    """How complete an activity is."""

    score: int = about("0 to 100.", 83, ge=0, le=100)
    raise_: Many[GainOut] = Field(alias="raise", description="What would raise it, most points first.")


class WriteReportOut(Output):
    """What became of a write."""

    id: IdOut = about("Id of what was written.")
    url: Url = about("Where to read it.", "https://wegwijzer.example/v1/activities/x77bvj3pbl5dqqak")
    outcome: Code = about("created, updated, unchanged or pending (it waits for a coordinator).", "updated")
    version: Small = about("The present version; 0 when nothing is published yet.", 3)
    seq: Count | None = about("Number of the change, to be read back with `minSeq`; null when nothing changed.", 4211)
    dry_run: bool = about("True: nothing was written.", False)
    pending_edit: IdOut | None = about("The edit that waits for a coordinator.")
    errors: Many[FaultOut] = about("Why it was refused; empty unless several were written at once.")
    warnings: Many[FaultOut] = about("What is worth a look; nothing of it stops a write.")
    completeness: CompletenessOut | None = about("Of an activity: how complete it is.")


class WriteReportList(Output):
    """What became of several writes."""

    items: Many[WriteReportOut] = about("In the order asked.")
    total: Small = about("How many.", 2)
