"""Who may do what: one row for every operation that needs a key or writes. The access matrix asks each of them.

A part of the API that adds an operation adds its row here; a test compares this table with the operations there are.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from app.domain.caller import Scope

Objects = dict[str, str]
"""Everything that belongs to the organisation `owner`, by name; `other` is another organisation."""


class Whose(StrEnum):
    """What decides beside the scope."""

    NOBODYS = "nobodys"
    """It concerns no object of an organisation: the scope alone decides."""
    OWNERS = "owners"
    """Only the organisation the object belongs to, or an admin."""
    ANY_KEY = "any key"
    """Whoever holds a key; what is shown differs."""
    ANYONE = "anyone"
    """Open to all, without a key."""


@dataclass(frozen=True, slots=True)
class Row:
    """One operation. path: as in the OpenAPI document; fill: variable of the path -> name in `Objects`; body: what to
    send about the owner's object. is_hidden: others are told that it does not exist. shows: a list that has the owner's
    objects of this name (in `Objects`) in it, for the owner and for nobody else's key."""

    method: str
    path: str
    whose: Whose
    scope: Scope | None = None
    fill: dict[str, str] = field(default_factory=dict)
    body: Callable[[Objects], Any] | None = None
    is_hidden: bool = False
    shows: str | None = None


def _club(_: Objects) -> dict[str, Any]:
    return {"title": "Natuurclub", "age": {"min": 6, "max": 9}, "cost": "free", "themes": ["nature"]}


def _text(**members: Any) -> Callable[[Objects], Any]:
    return lambda _: members


def _one(name: str, of: str) -> Callable[[Objects], Any]:
    return lambda objects: {name: [objects[of]]}


def _route(objects: Objects) -> dict[str, Any]:
    return {"title": "Van les naar club", "steps": [{"activityId": objects["activity"]}]}


OWNERS, NOBODYS, ANY_KEY, ANYONE = Whose.OWNERS, Whose.NOBODYS, Whose.ANY_KEY, Whose.ANYONE
A, O, R, I = Scope.ACTIVITIES_WRITE, Scope.ORGANISATION_WRITE, Scope.ROUTES_WRITE, Scope.IMPORTS_WRITE  # noqa: E741
_OWN = {"organisationId": "owner"}
_OWN_CLUB = {**_OWN, "externalId": "club"}
_CLUB = {"id": "activity"}
_KEY, _EDIT, _REPORT = {"keyId": "key"}, {"editId": "edit"}, {"reportId": "report"}
_IMPORT, _SOURCE = {"importId": "import"}, {"sourceName": "source"}
_UNDER = "/organisations/{organisationId}"

ROWS: tuple[Row, ...] = (
    Row("get", "/insights/dead-ends", NOBODYS, Scope.INSIGHTS_READ),
    # keys and audit
    Row("get", "/keys", NOBODYS, Scope.ADMIN),
    Row("post", "/keys", NOBODYS, Scope.ADMIN, body=_text(label="x", scopes=["admin"])),
    Row("get", "/keys/me", ANY_KEY),
    Row("get", "/keys/{keyId}", NOBODYS, Scope.ADMIN, _KEY),
    Row("post", "/keys/{keyId}/rotate", NOBODYS, Scope.ADMIN, _KEY),
    Row("post", "/keys/{keyId}/revoke", NOBODYS, Scope.ADMIN, _KEY),
    Row("post", "/keys/report-leaked", ANYONE, body=_text(key="ww_test_typo")),
    Row("get", "/audit", ANY_KEY, shows="owner"),
    # activities
    Row("get", f"{_UNDER}/activities/{{externalId}}", ANYONE, fill=_OWN_CLUB),
    Row("put", f"{_UNDER}/activities/{{externalId}}", OWNERS, A, _OWN_CLUB, _club),
    Row("post", f"{_UNDER}/activities", OWNERS, A, _OWN, _club),
    Row("patch", f"{_UNDER}/activities/{{externalId}}", OWNERS, A, _OWN_CLUB, _text(title="Anders")),
    Row("delete", f"{_UNDER}/activities/{{externalId}}", OWNERS, A, _OWN_CLUB),
    Row("post", f"{_UNDER}/activities/{{externalId}}/confirm", OWNERS, A, _OWN_CLUB),
    Row("patch", f"{_UNDER}/activities/{{externalId}}/sessions/{{sessionId}}", OWNERS, A,
        {**_OWN_CLUB, "sessionId": "session"}, _text(status="cancelled")),
    Row("patch", "/activities/{id}", OWNERS, A, _CLUB, _text(title="Anders")),
    Row("delete", "/activities/{id}", OWNERS, A, _CLUB),
    Row("post", "/activities/{id}/confirm", OWNERS, A, _CLUB),
    Row("post", "/activities/_confirm", OWNERS, A, body=_one("ids", "activity")),
    Row("patch", "/activities/{id}/sessions/{sessionId}", OWNERS, A, {**_CLUB, "sessionId": "session"},
        _text(placesLeft=3)),
    Row("post", "/activities/{id}/claim", OWNERS, A, _CLUB),
    Row("delete", "/activities/{id}/claim", OWNERS, A, _CLUB),
    Row("post", "/activities/{id}/reports", ANYONE, fill=_CLUB, body=_text(reason="wrongTime")),
    # organisations, places, routes
    Row("post", "/organisations", NOBODYS, Scope.ADMIN, body=_text(name="Nieuw")),
    Row("put", "/organisations/{id}", OWNERS, O, {"id": "owner"}, _text(name="Anders")),
    Row("patch", "/organisations/{id}", OWNERS, O, {"id": "owner"}, _text(website="https://example.org/")),
    Row("delete", "/organisations/{id}", OWNERS, O, {"id": "owner"}),
    Row("put", "/organisations/{id}/trust", NOBODYS, Scope.ADMIN, {"id": "owner"}, _text(trust="trusted")),
    Row("post", "/organisations/{id}/confirm", OWNERS, A, {"id": "owner"}),
    Row("put", f"{_UNDER}/places/{{externalId}}", OWNERS, O, {**_OWN, "externalId": "house"},
        _text(name="Huis", kind="communityCentre")),
    Row("patch", "/places/{id}", OWNERS, O, {"id": "place"}, _text(name="Anders")),
    Row("delete", "/places/{id}", OWNERS, O, {"id": "place"}),
    Row("post", f"{_UNDER}/routes", OWNERS, R, _OWN, _route),
    Row("put", f"{_UNDER}/routes/{{externalId}}", OWNERS, R, {**_OWN, "externalId": "way"}, _route),
    Row("patch", "/routes/{id}", OWNERS, R, {"id": "route"}, _text(title="Anders")),
    Row("delete", "/routes/{id}", OWNERS, R, {"id": "route"}),
    Row("post", "/routes/{id}/_copy", OWNERS, R, {"id": "route"},
        lambda objects: {"organisationId": objects["owner"], "gemeente": "Rotterdam"}),
    # imports and sources
    Row("post", "/imports", OWNERS, I,
        body=lambda objects: {"url": "https://example.org/a.csv", "organisation": objects["owner"], "dryRun": True}),
    Row("get", "/imports", NOBODYS, I, shows="import"),
    Row("get", "/imports/{importId}", OWNERS, I, _IMPORT),
    Row("get", "/imports/{importId}/rows", OWNERS, I, _IMPORT),
    Row("get", "/sources", NOBODYS, I, shows="source"),
    Row("post", "/sources", OWNERS, I,
        body=lambda objects: {"name": "x", "url": "https://example.org/a.csv", "organisation": objects["owner"]}),
    Row("get", "/sources/{sourceName}", OWNERS, I, _SOURCE),
    Row("delete", "/sources/{sourceName}", OWNERS, I, _SOURCE),
    Row("post", "/sources/{sourceName}/release", OWNERS, I, _SOURCE),
    Row("post", "/sources/{sourceName}/dry-run", OWNERS, I, _SOURCE),
    # moderation
    Row("get", "/moderation", ANY_KEY, shows="edit"),
    Row("get", "/moderation/{editId}", OWNERS, None, _EDIT, is_hidden=True),
    Row("post", "/moderation/{editId}/approve", NOBODYS, Scope.ADMIN, _EDIT),
    Row("post", "/moderation/{editId}/reject", NOBODYS, Scope.ADMIN, _EDIT, _text(reason="Toets")),
    Row("post", "/moderation/{editId}/withdraw", OWNERS, None, _EDIT),
    Row("get", "/reports", ANY_KEY, shows="report"),
    Row("post", "/reports/{reportId}/handle", NOBODYS, Scope.ADMIN, _REPORT, _text(resolution="fixed")),
)  # fmt: skip
