"""The operations of coordinators, of the public that reports, and of organisations that take over or confirm."""

from dataclasses import replace

from app.domain.caller import Scope
from app.schemas.endpoints import ACTIVITY_ID, ORGANISATION_ID, PathParameter
from app.schemas.moderation import (
    EDITS,
    REPORTS,
    ActivityClaim,
    ApprovalIn,
    ClaimIn,
    Confirmation,
    ConfirmationIn,
    Edit,
    EditList,
    HandlingIn,
    ProblemReport,
    ProblemReportList,
    Received,
    RejectionIn,
    ReportIn,
    Trust,
    TrustIn,
)
from app.schemas.operation import Operation
from app.schemas.write_parameters import WRITE
from app.schemas.writes import WriteReportOut

TAG = "Moderation"
EDIT_ID = PathParameter("editId", "Id of the edit.", "^[a-z2-7]{16}$", 16, "x77bvj3pbl5dqqak")
REPORT_ID = PathParameter("reportId", "Id of the report.", "^[a-z2-7]{16}$", 16, "x77bvj3pbl5dqqak")

_OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "get", "/moderation", "listEdits", "Edits that wait", TAG, {200: EditList},
        "Oldest first, each beside what is published. An admin key sees all, another key those of its organisations.",
        table=EDITS,
    ),
    Operation(
        "get", "/moderation/{editId}", "getEdit", "One edit", TAG, {200: Edit}, path_parameters=(EDIT_ID,),
    ),
    Operation(
        "post", "/moderation/{editId}/approve", "approveEdit", "Approve an edit", TAG, {200: WriteReportOut},
        "Publishes it through the same checks as every write. 409 when what is published changed since the edit was "
        "made: look at both, and send the version you looked at as `baseVersion`.",
        scope=Scope.ADMIN, body=ApprovalIn, is_body_optional=True, body_example={"reason": "Gebeld, klopt."},
        path_parameters=(EDIT_ID,), statuses=(409,),
    ),
    Operation(
        "post", "/moderation/{editId}/reject", "rejectEdit", "Reject an edit", TAG, {200: Edit},
        "What is published stays. Its organisation reads the reason.", scope=Scope.ADMIN, body=RejectionIn,
        body_example={"reason": "De prijs klopt niet met de site."}, path_parameters=(EDIT_ID,), statuses=(409,),
    ),
    Operation(
        "post", "/moderation/{editId}/withdraw", "withdrawEdit", "Withdraw one's own edit", TAG, {200: Edit},
        path_parameters=(EDIT_ID,), statuses=(409,),
    ),
    Operation(
        "put", "/organisations/{id}/trust", "setTrust", "Trust an organisation, or review its edits", TAG,
        {200: Trust}, "trusted: edits are live at once. reviewed: the last approved version stays until a coordinator "
        "approves.", scope=Scope.ADMIN, body=TrustIn, body_example={"trust": "reviewed"},
        path_parameters=(ORGANISATION_ID,),
    ),
    Operation(
        "post", "/organisations/{id}/confirm", "confirmOrganisation", "Everything is still right", "Writing",
        {200: Confirmation}, "Confirms every running activity of the organisation, but for those in `exclude`.",
        scope=Scope.ACTIVITIES_WRITE, body=ConfirmationIn, is_body_optional=True, body_example={"exclude": []},
        path_parameters=(ORGANISATION_ID,),
    ),
    Operation(
        "post", "/activities/{id}/claim", "claimActivity", "Take over an imported activity", "Writing",
        {200: ActivityClaim}, "Later syncs of its source leave it alone. To take it away instead, DELETE it: no sync "
        "brings it back. A coordinator may name another organisation.", scope=Scope.ACTIVITIES_WRITE, body=ClaimIn,
        is_body_optional=True, body_example={}, path_parameters=(ACTIVITY_ID,), statuses=(409,),
    ),
    Operation(
        "delete", "/activities/{id}/claim", "releaseActivity", "Let imports write to an activity again", "Writing",
        {200: ActivityClaim}, scope=Scope.ACTIVITIES_WRITE, path_parameters=(ACTIVITY_ID,),
    ),
    Operation(
        "post", "/activities/{id}/reports", "reportProblem", "Say that something is not right", TAG, {201: Received},
        "No login, no personal data, and nothing is kept about who sent it.", is_open=True, body=ReportIn,
        body_example={"reason": "wrongTime", "note": "Het begint om 15.00 uur."}, path_parameters=(ACTIVITY_ID,),
    ),
    Operation(
        "get", "/reports", "listReports", "What the public reported", TAG, {200: ProblemReportList},
        "Oldest first. An admin key sees all, another key those on its own activities.", table=REPORTS,
    ),
    Operation(
        "post", "/reports/{reportId}/handle", "handleReport", "Handle a report", TAG, {200: ProblemReport},
        "Its note is erased.", scope=Scope.ADMIN, body=HandlingIn, body_example={"resolution": "fixed"},
        path_parameters=(REPORT_ID,), statuses=(409,),
    ),
)  # fmt: skip

OPERATIONS: tuple[Operation, ...] = tuple(
    one if one.method == "get" else replace(one, table=WRITE) for one in _OPERATIONS
)
"""Every write can be rehearsed."""
