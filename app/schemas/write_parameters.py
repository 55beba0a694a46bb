"""The query parameters of writes."""

from dataclasses import dataclass

from app.schemas.parameter import Parameter, ParameterTable
from app.schemas.parameter import ValueKind as V

END_OFFERS = "end"


@dataclass(frozen=True, slots=True)
class WriteRequest:
    """dry_run: everything is checked and reported, nothing is kept. replaced_by: id of the activity that takes the
    place of one that ends. offers: `end` when what an organisation offers ends with it."""

    dry_run: bool = False
    replaced_by: str | None = None
    offers: str | None = None


_DRY_RUN = Parameter(
    "dryRun", V.BOOL, "dry_run", "Writing", "Report exactly what would happen, and keep nothing of it.", "true",
    default="false",
)  # fmt: skip
_REPLACED_BY = Parameter(
    "replacedBy", V.ID, "replaced_by", "Writing", "Activity that takes its place.", "x77bvj3pbl5dqqak"
)

_OFFERS = Parameter(
    "offers", V.ENUM, "offers", "Writing", "`end`: its activities end and its routes go with it.", "end",
    values=(END_OFFERS,),
)  # fmt: skip

WRITE: ParameterTable[WriteRequest] = ParameterTable("write", (_DRY_RUN,), WriteRequest)
END: ParameterTable[WriteRequest] = ParameterTable("end", (_DRY_RUN, _REPLACED_BY), WriteRequest)
END_ORGANISATION: ParameterTable[WriteRequest] = ParameterTable("endOrganisation", (_DRY_RUN, _OFFERS), WriteRequest)
