"""The operations on keys and the audit trail."""

from app.domain.caller import Scope
from app.schemas.audit import AUDIT, AuditList
from app.schemas.endpoints import PathParameter
from app.schemas.keys import KeyIn, LeakIn, MadeKey, PartnerKey, PartnerKeyList, RevocationIn, RotationIn
from app.schemas.operation import Operation
from app.schemas.write_parameters import WRITE

TAG = "Keys and audit"
KEY_ID = PathParameter("keyId", "Public name of the key.", "^key_[a-z2-7]{13}$", 17, "key_7qk5m2zpd3xfu")
_LEAKED_EXAMPLE = {"key": "ww_test_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaanfyjdf"}

OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "get", "/keys", "listKeys", "List partner keys", TAG, {200: PartnerKeyList},
        "Every key with its rights and the day it was last used, ended ones too. No secrets.", scope=Scope.ADMIN,
    ),
    Operation(
        "post", "/keys", "createKey", "Make a key", TAG, {201: MadeKey},
        "The answer holds the key itself, this once: only its hash is stored.", scope=Scope.ADMIN, body=KeyIn,
        body_example={"label": "Nachtelijke aanlevering", "scopes": ["insights:read"]}, headers=("Location",),
        table=WRITE,
    ),
    Operation(
        "get", "/keys/me", "getOwnKey", "The key of this request", TAG, {200: PartnerKey},
        "What the key you send may do, and until when.",
    ),
    Operation(
        "get", "/keys/{keyId}", "getKey", "One partner key", TAG, {200: PartnerKey}, scope=Scope.ADMIN,
        path_parameters=(KEY_ID,),
    ),
    Operation(
        "post", "/keys/{keyId}/rotate", "rotateKey", "Rotate a key", TAG, {201: MadeKey},
        "A second key with the same rights. The first one goes on for `overlapDays`, so that nothing stops.",
        scope=Scope.ADMIN, body=RotationIn, is_body_optional=True, body_example={"overlapDays": 7},
        path_parameters=(KEY_ID,), headers=("Location",), statuses=(409,), table=WRITE,
    ),
    Operation(
        "post", "/keys/{keyId}/revoke", "revokeKey", "Revoke a key", TAG, {200: PartnerKey},
        "It stops everywhere within a second, for good.", scope=Scope.ADMIN, body=RevocationIn, is_body_optional=True,
        body_example={"reason": "Medewerker uit dienst"}, path_parameters=(KEY_ID,), table=WRITE,
    ),
    Operation(
        "post", "/keys/report-leaked", "reportLeakedKey", "Report a leaked key", TAG, {204: None},
        "For whoever finds a key in a public place: send it and it is revoked at once. No login.", is_open=True,
        body=LeakIn, body_example=_LEAKED_EXAMPLE, statuses=(404,),
    ),
    Operation(
        "get", "/audit", "listAudit", "Who changed what", TAG, {200: AuditList},
        "Every change of your own organisations' objects, newest first: which key, what, when, from which import. An "
        "admin key sees all.", table=AUDIT,
    ),
)  # fmt: skip
