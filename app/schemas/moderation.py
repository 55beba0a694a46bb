"""Moderation, reports and claims on the wire: what is sent, what is shown, and the parameters of the lists."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from app.domain.moderation import EditStatus
from app.domain.reporting import NOTE_LENGTH, Reason, ReportStatus, Resolution
from app.schemas.base import TEXT_PATTERN, Line, MaybeLine, Positive, Wire
from app.schemas.base import Id as IdIn
from app.schemas.output_base import Code, Count, Email, Id, Links, Output, Stamp, Text, Url, about
from app.schemas.output_base import Line as LineOut
from app.schemas.parameter import Parameter, ParameterTable
from app.schemas.parameter import ValueKind as V
from app.schemas.parameters import CURSOR, limit
from app.schemas.writes import FaultOut

MOST, USUAL = 200, 50
ALL = "all"
Version = Annotated[int, Field(ge=0, le=1_000_000_000)]
NoteIn = Annotated[
    str, StringConstraints(strict=True, strip_whitespace=True, max_length=NOTE_LENGTH, pattern=TEXT_PATTERN)
]
PublicReason = Literal[
    "cancelled", "full", "wrongTime", "wrongPlace", "wrongPrice", "wrongAge", "noContact", "unsafe", "notForChildren",
    "other",
]  # fmt: skip
"""`domain.reporting.PUBLIC_REASONS`, as a type."""


class ApprovalIn(Wire):
    """Approving. `baseVersion`: the published version you looked at, when it is not the one the edit was made on."""

    base_version: Positive | None = None
    reason: MaybeLine = None


class RejectionIn(Wire):
    """Why not; its organisation reads this."""

    reason: Line


class TrustIn(Wire):
    """trusted: edits are live at once. reviewed: a coordinator sees them first."""

    trust: Literal["trusted", "reviewed"]


class ReportIn(Wire):
    """What is not right with an activity. `website` is a trap for robots: leave it out."""

    reason: PublicReason
    note: NoteIn | None = None
    website: Annotated[str, StringConstraints(strict=True, max_length=500)] | None = None


class HandlingIn(Wire):
    """What was done about a report."""

    resolution: Resolution


class ClaimIn(Wire):
    """Who keeps the activity from now on; only a coordinator names another organisation than the present one."""

    organisation_id: IdIn | None = None


class OrganisationName(Output):
    """An organisation by id and name."""

    id: Id = about("Id.")
    name: LineOut = about("Name.", "Bibliotheek De Vos")


class Edit(Output):
    """An edit and what it would change."""

    id: Id = about("Id of the edit.")
    kind: Code = about("Kind of object.", "activity")
    object_id: Id = about("Id of the object.")
    url: Url = about("The object as it is published; 404 while it is new.", "https://example.org/v1/activities/x")
    action: Literal["create", "update", "delete"] = about("What it does.", "update")
    status: EditStatus = about("What became of it.", "waiting")
    organisation: OrganisationName | None = about("Whose it is; null for a provider that is not known yet.")
    title: LineOut | None = about("Title or name.", "Robotclub")
    submitted_at: Stamp = about("When it was sent.")
    base_version: Version | None = about("The version it was made on; null for something new.", 3)
    current_version: Version | None = about("The version that is published; null when there is none.", 3)
    is_outdated: bool = about("Whether what is published changed since; approve it with `baseVersion` then.", False)
    changes: dict[str, Any] = about("{member: [published, proposed]}.", {"title": ["Robotclub", "Robotlab"]})
    contact_email: Email | None = about("Role address of a provider without a key; for coordinators.")
    warnings: Annotated[list[FaultOut], Field(max_length=MOST)] = about("What to look at before it is approved.")
    decided_at: Stamp | None = about("When it was decided.")
    reason: LineOut | None = about("Why it was decided so.")


class EditList(Output):
    """Edits, oldest first."""

    items: Annotated[list[Edit], Field(max_length=MOST)] = about("The edits.")
    links: Links = about("This page and the next one.")


class Trust(Output):
    """Whether edits of an organisation are live at once."""

    organisation_id: Id = about("Id of the organisation.")
    trust: Literal["trusted", "reviewed"] = about("trusted: live at once.", "trusted")


class Received(Output):
    """A report was received. It says nothing of who sent it, and there is nothing to look up."""

    status: Code = about("Always `received`.", "received")


class ProblemReport(Output):
    """What somebody reported."""

    id: Id = about("Id of the report.")
    activity_id: Id = about("The activity.")
    url: Url = about("The activity.", "https://example.org/v1/activities/x77bvj3pbl5dqqak")
    organisation_id: Id | None = about("Whose activity it is.")
    reason: Reason = about("What is not right; notRight comes from the organisation itself.", "wrongTime")
    note: Text | None = about("In words; erased when the report is handled.")
    status: ReportStatus = about("Whether somebody looked at it.", "open")
    reported_at: Stamp = about("When.")
    handled_at: Stamp | None = about("When it was handled.")
    resolution: Resolution | None = about("What was done.")


class ProblemReportList(Output):
    """Reports, oldest first."""

    items: Annotated[list[ProblemReport], Field(max_length=MOST)] = about("The reports.")
    links: Links = about("This page and the next one.")


class ActivityClaim(Output):
    """Who keeps an imported activity."""

    activity_id: Id = about("The activity.")
    organisation_id: Id | None = about("Who keeps it.")
    claim: Literal["claimed", "released"] = about("claimed: imports leave it alone.", "claimed")
    version: Version = about("Its version now.", 3)


class Confirmation(Output):
    """What a bulk confirmation did."""

    organisation_id: Id = about("Whose activities.")
    confirmed: Count = about("How many are confirmed now.", 12)
    unchanged: Count = about("How many were confirmed already, or are examples.", 1)
    left_out: Count = about("How many had ended or were cancelled, or were left out on purpose.", 2)
    confirmed_at: Stamp = about("The moment that now stands beside them.")
    dry_run: bool = about("Whether nothing was kept.", False)


class ConfirmationIn(Wire):
    """Activities to leave out."""

    exclude: Annotated[tuple[IdIn, ...], Field(max_length=1_000)] = ()


@dataclass(frozen=True, slots=True)
class QueueRequest:
    """A list of edits or reports."""

    status: str = "waiting"
    organisation: str | None = None
    limit: int = USUAL
    cursor: str | None = None


@dataclass(frozen=True, slots=True)
class ReportsRequest(QueueRequest):
    """A list of reports."""

    status: str = "open"


_ORGANISATION = Parameter("organisation", V.ID, "organisation", "Filter", "Of this organisation.", "x77bvj3pbl5dqqak")

EDITS: ParameterTable[QueueRequest] = ParameterTable(
    "moderation",
    (
        Parameter("status", V.ENUM, "status", "Filter", "What became of the edit; all = whatever.", "waiting",
                  values=(*(status.value for status in EditStatus), ALL), default="waiting"),
        _ORGANISATION,
        limit(MOST, USUAL),
        CURSOR,
    ),
    QueueRequest,
)  # fmt: skip

REPORTS: ParameterTable[ReportsRequest] = ParameterTable(
    "reports",
    (
        Parameter("status", V.ENUM, "status", "Filter", "Whether somebody looked at it; all = either.", "open",
                  values=(*(status.value for status in ReportStatus), ALL), default="open"),
        _ORGANISATION,
        limit(MOST, USUAL),
        CURSOR,
    ),
    ReportsRequest,
)  # fmt: skip
