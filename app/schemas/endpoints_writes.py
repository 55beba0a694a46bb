"""The operations that write activities, organisations, places and learning routes."""

from dataclasses import replace
from typing import Any

from app.domain.caller import Scope
from app.schemas import parameter_examples as examples
from app.schemas import write_models as models
from app.schemas.endpoints import ACTIVITY_ID, ORGANISATION_ID, PLACE_ID, ROUTE_ID, PathParameter
from app.schemas.json_body import MERGE_PATCH
from app.schemas.operation import Operation
from app.schemas.session_change import SessionChangeIn
from app.schemas.write_parameters import END, END_ORGANISATION, WRITE
from app.schemas.writes import EndIn, IdsIn, WriteReportList, WriteReportOut

TAG = "Writing"
OF = replace(ORGANISATION_ID, name="organisationId")
NAME = PathParameter("externalId", "Your own name for it, kept for good.", r"^[^\x00-\x1f]+$", 200, "natuurclub-wo")
DATE = PathParameter("sessionId", "The local start it was planned at.", "^[0-9]{8}T[0-9]{4}$", 13, "20261125T1400")
OWN, NAMED = "/organisations/{organisationId}/activities", "/organisations/{organisationId}/activities/{externalId}"
CONDITION: dict[str, Any] = {
    "request_headers": ("If-Match",),
    "headers": ("ETag", "Location"),
    "statuses": (412, 428),
    "table": WRITE,
}
ONCE: dict[str, Any] = {
    "request_headers": ("Idempotency-Key",),
    "headers": ("ETag", "Location"),
    "statuses": (409, 412, 422, 428),
    "table": WRITE,
}
MADE = {200: WriteReportOut, 201: WriteReportOut, 202: WriteReportOut}
CHANGED = {200: WriteReportOut, 202: WriteReportOut}
EXAMPLE = {
    "title": "Natuurclub",
    "summary": "Elke woensdag zoek je dieren in het park.",
    "age": {"min": 6, "max": 9},
    "cost": "free",
    "themes": ["nature"],
}
_WRITES = Scope.ACTIVITIES_WRITE
_PATCHES = "Only the members in the body change (RFC 7396); null makes one unknown."

ACTIVITIES: tuple[Operation, ...] = (
    Operation(
        "put", NAMED, "putActivity", "Make an activity or bring it up to date", TAG, MADE,
        "The body is the whole activity: what it leaves out is unknown. `unchanged` when nothing differs. It confirms "
        "the activity, once a day. A reviewed organisation's change waits for a coordinator: 202.",
        scope=_WRITES, path_parameters=(OF, NAME), body=models.ActivityBody, body_example=EXAMPLE, **CONDITION,
    ),
    Operation(
        "get", NAMED, "getOwnActivity", "One activity, by your own name", TAG, {200: "Activity"},
        "As `GET /activities/{id}`. No key needed.", is_open=True, path_parameters=(OF, NAME), headers=("ETag",),
    ),
    Operation(
        "post", OWN, "createActivity", "Make an activity", TAG, MADE,
        "As PUT, for who has no names of his own. Send an Idempotency-Key, so that sending it again makes no second "
        "one.", scope=_WRITES, path_parameters=(OF,), body=models.ActivityBody, body_example=EXAMPLE, **ONCE,
    ),
    Operation(
        "patch", NAMED, "patchOwnActivity", "Change some members, by your own name", TAG, CHANGED, _PATCHES,
        scope=_WRITES, path_parameters=(OF, NAME), body=models.ActivityPatch, body_type=MERGE_PATCH,
        body_example={"cost": "free", "prices": []}, **{**CONDITION, "statuses": (409, 412, 428)},
    ),
    Operation(
        "delete", NAMED, "endOwnActivity", "End an activity, by your own name", TAG, CHANGED,
        "It leaves the lists. Its page stays, says that it has ended and names what replaces it.",
        scope=_WRITES, path_parameters=(OF, NAME), body=EndIn, is_body_optional=True,
        body_example={"replacedBy": examples.ACTIVITY}, **{**CONDITION, "table": END},
    ),
    Operation(
        "post", f"{NAMED}/confirm", "confirmOwnActivity", "Still right, by your own name", TAG, {200: WriteReportOut},
        "Says that everything in it is still right. Nothing else changes.",
        scope=_WRITES, path_parameters=(OF, NAME), table=WRITE, statuses=(409,), headers=("ETag", "Location"),
    ),
    Operation(
        "patch", f"{NAMED}/sessions/{{sessionId}}", "patchOwnSession", "Change one date, by your own name", TAG,
        CHANGED, "Cancel, move, full, or places left. `status: scheduled` puts the date back as planned.",
        scope=_WRITES, path_parameters=(OF, NAME, DATE), body=SessionChangeIn, body_type=MERGE_PATCH,
        body_example={"status": "cancelled"}, **{**CONDITION, "statuses": (409, 412, 428)},
    ),
    Operation(
        "patch", "/activities/{id}", "patchActivity", "Change some members", TAG, CHANGED, _PATCHES,
        scope=_WRITES, path_parameters=(ACTIVITY_ID,), body=models.ActivityPatch, body_type=MERGE_PATCH,
        body_example={"title": "Natuurclub in het park"}, **{**CONDITION, "statuses": (409, 412, 428)},
    ),
    Operation(
        "delete", "/activities/{id}", "endActivity", "End an activity", TAG, CHANGED,
        "It leaves the lists. Its page stays, says that it has ended and names what replaces it.",
        scope=_WRITES, path_parameters=(ACTIVITY_ID,), body=EndIn, is_body_optional=True,
        body_example={"replacedBy": examples.ACTIVITY}, **{**CONDITION, "table": END},
    ),
    Operation(
        "post", "/activities/{id}/confirm", "confirmActivity", "Still right", TAG, {200: WriteReportOut},
        "Says that everything in it is still right. Nothing else changes.",
        scope=_WRITES, path_parameters=(ACTIVITY_ID,), table=WRITE, statuses=(409,), headers=("ETag", "Location"),
    ),
    Operation(
        "post", "/activities/_confirm", "confirmActivities", "Several are still right", TAG, {200: WriteReportList},
        "All of them or, when one is not yours, none.",
        scope=_WRITES, body=IdsIn, body_example={"ids": [examples.ACTIVITY]}, table=WRITE, statuses=(404,),
    ),
    Operation(
        "patch", "/activities/{id}/sessions/{sessionId}", "patchSession", "Change one date", TAG, CHANGED,
        "Cancel, move, full, or places left. `status: scheduled` puts the date back as planned.",
        scope=_WRITES, path_parameters=(ACTIVITY_ID, DATE), body=SessionChangeIn, body_type=MERGE_PATCH,
        body_example={"placesLeft": 3}, **{**CONDITION, "statuses": (409, 412, 428)},
    ),
)  # fmt: skip

RECORDS: tuple[Operation, ...] = (
    Operation(
        "post", "/organisations", "createOrganisation", "Make an organisation", TAG, MADE,
        "For coordinators. With `source` its id follows from that; the same source gives the same organisation.",
        scope=Scope.ADMIN, body=models.OrganisationBody, body_example={"name": "Speeltuin De Linde"}, **ONCE,
    ),
    Operation(
        "put", "/organisations/{id}", "putOrganisation", "Write an organisation whole", TAG, MADE,
        "What the body leaves out is unknown. A new name reaches every activity that shows it.",
        scope=Scope.ORGANISATION_WRITE, path_parameters=(ORGANISATION_ID,), body=models.OrganisationBody,
        body_example={"name": "Speeltuin De Linde", "gemeente": "Den Haag"}, **CONDITION,
    ),
    Operation(
        "patch", "/organisations/{id}", "patchOrganisation", "Change some members of an organisation", TAG, CHANGED,
        _PATCHES, scope=Scope.ORGANISATION_WRITE, path_parameters=(ORGANISATION_ID,), body=models.OrganisationPatch,
        body_type=MERGE_PATCH, body_example={"website": "https://example.org/linde"}, **CONDITION,
    ),
    Operation(
        "delete", "/organisations/{id}", "endOrganisation", "Take an organisation away", TAG, CHANGED,
        "Refused while it has activities or routes, unless `offers=end`: then they end with it. Their pages stay and "
        "say so. Its places go when nothing takes place there any more; others go on with the rest as shared places. "
        "Its feeds are followed no longer. A coordinator brings it back with PUT.",
        scope=Scope.ORGANISATION_WRITE, path_parameters=(ORGANISATION_ID,),
        **{**CONDITION, "table": END_ORGANISATION, "statuses": (409, 412, 428)},
    ),
    Operation(
        "put", "/organisations/{organisationId}/places/{externalId}", "putPlace", "Make a place or bring it up to date",
        TAG, MADE, "Its gemeente and wijk are looked up. A hidden address appears nowhere in public.",
        scope=Scope.ORGANISATION_WRITE, path_parameters=(OF, NAME), body=models.PlaceBody,
        body_example={"name": "Buurthuis Moerwijk", "kind": "communityCentre"}, **CONDITION,
    ),
    Operation(
        "patch", "/places/{id}", "patchPlace", "Change some members of a place", TAG, CHANGED,
        f"{_PATCHES} A place that belongs to no organisation is for coordinators.",
        scope=Scope.ORGANISATION_WRITE, path_parameters=(PLACE_ID,), body=models.PlacePatch, body_type=MERGE_PATCH,
        body_example={"name": "Buurthuis Moerwijk"}, **CONDITION,
    ),
    Operation(
        "delete", "/places/{id}", "endPlace", "Take a place away", TAG, CHANGED,
        "Only when no activity takes place there any more.",
        scope=Scope.ORGANISATION_WRITE, path_parameters=(PLACE_ID,), **{**CONDITION, "statuses": (409, 412, 428)},
    ),
    Operation(
        "post", "/organisations/{organisationId}/routes", "createRoute", "Make a learning route", TAG, MADE,
        "As PUT, for who has no names of his own.", scope=Scope.ROUTES_WRITE, path_parameters=(OF,),
        body=models.RouteBody,
        body_example={"title": "Van les naar club", "steps": [{"activityId": examples.ACTIVITY}]}, **ONCE,
    ),
    Operation(
        "put", "/organisations/{organisationId}/routes/{externalId}", "putRoute",
        "Make a learning route or bring it up to date", TAG, MADE, "Steps over activities of any organisation.",
        scope=Scope.ROUTES_WRITE, path_parameters=(OF, NAME), body=models.RouteBody,
        body_example={"title": "Van les naar club", "steps": [{"activityId": examples.ACTIVITY}]}, **CONDITION,
    ),
    Operation(
        "patch", "/routes/{id}", "patchRoute", "Change some members of a learning route", TAG, CHANGED, _PATCHES,
        scope=Scope.ROUTES_WRITE, path_parameters=(ROUTE_ID,), body=models.RoutePatch, body_type=MERGE_PATCH,
        body_example={"title": "Van les naar club"}, **CONDITION,
    ),
    Operation(
        "delete", "/routes/{id}", "endRoute", "Take a learning route away", TAG, CHANGED,
        "Its activities stay.", scope=Scope.ROUTES_WRITE, path_parameters=(ROUTE_ID,), **CONDITION,
    ),
    Operation(
        "post", "/routes/{id}/_copy", "copyRoute", "Copy a learning route to another place", TAG, MADE,
        "The copy belongs to the organisation you name and keeps its origin in `copiedFrom`. `replace` puts local "
        "activities where those of the original stood.",
        scope=Scope.ROUTES_WRITE, path_parameters=(ROUTE_ID,), body=models.RouteCopy,
        body_example={"organisationId": examples.ORGANISATION, "gemeente": "Rotterdam"}, **ONCE,
    ),
)  # fmt: skip

OPERATIONS: tuple[Operation, ...] = (*ACTIVITIES, *RECORDS)
