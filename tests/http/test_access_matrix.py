"""Every operation × role × an organisation's object: nobody reads or writes what is not theirs."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
import pytest

from app.domain.caller import OPERATOR, Scope
from app.main import make_api
from app.schemas.endpoints import ENDPOINTS
from app.schemas.operations import OPERATIONS
from app.services.keys import revoke_key
from app.settings import Settings
from app.store.unit_of_work import write_transaction
from tests.support.access import ROWS, Objects, Row, Whose
from tests.support.keys import add_key, bearer
from tests.support.served import NOW, Inside, in_process, prepare
from tests.support.stored import open_engine

WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
REFUSED = (401, 403)
CLUB = {
    "title": "Natuurclub De Linde", "age": {"min": 6, "max": 9}, "cost": "free", "themes": ["nature"],
    "schedule": {"rules": [{"startsAt": "2026-11-25T14:00", "endsAt": "2026-11-25T15:00", "rrule": "FREQ=WEEKLY"}]},
}  # fmt: skip


@dataclass
class World:
    """Two organisations; everything there is to reach belongs to `owner`."""

    inside: Inside
    url: str
    objects: Objects
    admin: dict[str, str]

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> httpx.Response:
        kind = "application/merge-patch+json" if method.upper() == "PATCH" else "application/json"
        content = None if body is None else json.dumps(body).encode()
        sent = headers if body is None else {"Content-Type": kind, **headers}
        return self.inside.request(method.upper(), f"/v1{path}", content=content, headers=sent)

    def ask(self, row: Row, **headers: str) -> httpx.Response:
        """The operation on the owner's object, rehearsed."""
        path = row.path
        for variable, name in row.fill.items():
            path = path.replace(f"{{{variable}}}", self.objects[name])
        query = "?dryRun=true" if row.method.upper() in WRITES else ""
        body = row.body(self.objects) if row.body is not None else None
        return self.send(row.method, path + query, body, **headers)

    def key(self, scopes: set[Scope], organisation: str | None, **changes: Any) -> dict[str, str]:
        with open_engine(self.url) as engine:
            owners = [] if organisation is None else [self.objects[organisation]]
            return bearer(add_key(engine, scopes, owners, **changes).secret.text)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    url = f"sqlite:///{tmp_path_factory.mktemp('access') / 'wegwijzer.sqlite'}"
    prepare(url)
    with open_engine(url) as engine:
        made = add_key(engine)
    admin = bearer(made.secret.text)
    with in_process(url, forms_per_hour=0, writes_per_minute=0) as (inside, _):
        world = World(inside, url, {"club": "club", "house": "house", "way": "way", "source": "bron"}, admin)
        fill(world, made.key.id)
        yield world


def fill(world: World, key_id: str) -> None:
    """One object of each kind, all of the owner's."""
    objects, admin = world.objects, world.admin

    def made(response: httpx.Response) -> Any:
        assert response.status_code < 300, response.text
        return response.json()

    for name in ("owner", "other"):
        objects[name] = made(world.send("POST", "/organisations", {"name": f"Speeltuin {name}"}, **admin))["id"]
    own = f"/organisations/{objects['owner']}"
    objects["activity"] = made(world.send("PUT", f"{own}/activities/club", CLUB, **admin))["id"]
    objects["session"] = world.send("GET", f"/activities/{objects['activity']}").json()["sessions"][0]["id"]
    house = {"name": "Huis", "kind": "communityCentre", "gemeente": "Den Haag"}
    objects["place"] = made(world.send("PUT", f"{own}/places/house", house, **admin))["id"]
    route = {"title": "Van les naar club", "steps": [{"activityId": objects["activity"]}]}
    objects["route"] = made(world.send("PUT", f"{own}/routes/way", route, **admin))["id"]
    objects["key"] = key_id
    made(world.send("PUT", f"{own}/trust", {"trust": "reviewed"}, **admin))
    writer = world.key({Scope.ACTIVITIES_WRITE}, "owner")
    made(world.send("PATCH", f"/activities/{objects['activity']}", {"title": "Wacht"}, **writer))
    objects["edit"] = made(world.send("GET", "/moderation", **admin))["items"][0]["id"]
    made(world.send("PUT", f"{own}/trust", {"trust": "trusted"}, **admin))
    reports = f"/activities/{objects['activity']}/reports"
    made(world.send("POST", reports, {"reason": "wrongTime"}))
    objects["report"] = made(world.send("GET", "/reports", **admin))["items"][0]["id"]
    feed = {"name": "bron", "url": "https://example.org/a.csv", "organisation": objects["owner"]}
    made(world.send("POST", "/sources", feed, **admin))
    sent = {"file": ("aanbod.csv", "Titel;Prijs\r\nTimmeren;gratis\r\n", "text/csv")}
    form = {"organisation": objects["owner"], "dryRun": "true"}
    objects["import"] = made(world.inside.post("/v1/imports", files=sent, data=form, headers=admin))["id"]


def rows(*whose: Whose) -> list[Any]:
    return [pytest.param(row, id=f"{row.method} {row.path}") for row in ROWS if row.whose in whose]


KEYED = rows(Whose.NOBODYS, Whose.OWNERS, Whose.ANY_KEY)
SCOPED = [param for param in KEYED if param.values[0].scope is not None]
ALL = set(Scope) - {Scope.ADMIN}


def code_of(response: httpx.Response) -> str:
    assert response.headers["content-type"] == "application/problem+json", response.text
    assert response.json()["errors"], response.text
    return str(response.json()["errors"][0]["code"])


def test_every_operation_that_writes_or_needs_a_key_stands_in_the_table() -> None:
    listed = [(row.method, row.path) for row in ROWS]
    assert len(set(listed)) == len(listed)
    keyed = {(each.method, each.path) for each in OPERATIONS} | {("get", e.path) for e in ENDPOINTS if e.scope}
    assert set(listed) == keyed


def test_the_document_says_of_every_operation_who_may() -> None:
    scopes = {(each.method, each.path): (each.scope, each.is_open) for each in OPERATIONS}
    for row in ROWS:
        if row.path != "/insights/dead-ends":
            assert scopes[row.method, row.path] == (row.scope, row.whose is Whose.ANYONE), row.path


def test_every_writing_route_of_the_application_is_documented_or_a_question() -> None:
    """A route that nobody wrote down would be asked by no test."""
    documented = {(each.method.upper(), shape(f"/v1{each.path}")) for each in OPERATIONS}
    documented |= {("POST", shape(f"/v1{each.path}")) for each in ENDPOINTS if each.takes_body}
    served = {
        (method, shape(route.path))
        for route in make_api(Settings()).state.known_routes
        for method in (getattr(route, "methods", None) or ())
        if method in WRITES and getattr(route, "path", "").startswith("/v1/")
    }
    assert served - documented == set()
    assert {(method, path) for method, path in documented if method in WRITES} <= served


def shape(path: str) -> str:
    """The path with its variables unnamed."""
    return "/".join("{}" if part.startswith("{") else part for part in path.split("/"))


@pytest.mark.parametrize("row", KEYED)
def test_without_a_key_that_holds_the_door_is_closed(row: Row, world: World) -> None:
    assert (world.ask(row).status_code, code_of(world.ask(row))) == (401, "key-missing")
    typo = world.ask(row, Authorization=world.admin["Authorization"][:-1])
    assert (typo.status_code, code_of(typo)) == (401, "key-typo")


def test_a_key_that_ended_opens_nothing(world: World) -> None:
    late = world.key({Scope.ADMIN}, None, expires_at=NOW - timedelta(days=1), now=NOW - timedelta(days=2))
    with open_engine(world.url) as engine:
        made = add_key(engine)
        with write_transaction(engine) as session:
            revoke_key(session, made.key.id, caller=OPERATOR, now=NOW)
    for param in KEYED:
        row = param.values[0]
        assert code_of(world.ask(row, **late)) == "key-expired", row.path
        assert code_of(world.ask(row, **bearer(made.secret.text))) == "key-revoked", row.path


@pytest.mark.parametrize("row", SCOPED)
def test_every_other_scope_is_not_enough_even_for_the_owner(row: Row, world: World) -> None:
    assert row.scope is not None
    response = world.ask(row, **world.key(ALL - {row.scope}, "owner"))
    assert (response.status_code, code_of(response)) == (403, "insufficient-scope")


@pytest.mark.parametrize("row", rows(Whose.OWNERS))
def test_another_organisation_never_reaches_it(row: Row, world: World) -> None:
    for is_test in (False, True):
        response = world.ask(row, **world.key(ALL, "other", is_test=is_test))
        if row.is_hidden:
            assert response.status_code == 404, response.text
        else:
            assert (response.status_code, code_of(response)) == (403, "not-yours"), response.text


@pytest.mark.parametrize("row", rows(Whose.OWNERS, Whose.ANY_KEY))
def test_its_owner_does(row: Row, world: World) -> None:
    for is_test in (False, True):
        response = world.ask(row, **world.key({row.scope} if row.scope else ALL, "owner", is_test=is_test))
        assert response.status_code not in REFUSED, response.text
        assert response.status_code < 500, response.text
        assert response.status_code != 404, response.text


@pytest.mark.parametrize("row", [param for param in KEYED if param.values[0].shows])
def test_a_list_shows_what_is_the_owners_to_the_owner_alone(row: Row, world: World) -> None:
    mark = f'"{world.objects[str(row.shows)]}"'
    assert mark in world.ask(row, **world.key(ALL, "owner")).text
    assert mark in world.ask(row, **world.admin).text
    other = world.key(ALL, "other")
    assert mark not in world.ask(row, **other).text
    asked = world.send("GET", f"{row.path}?organisation={world.objects['owner']}", **other)
    assert mark not in asked.text, "not when asked by name either"


@pytest.mark.parametrize("row", KEYED)
def test_an_administrator_does(row: Row, world: World) -> None:
    response = world.ask(row, **world.admin)
    assert response.status_code not in REFUSED, response.text
    assert response.status_code < 500, response.text


@pytest.mark.parametrize("row", rows(Whose.ANYONE))
def test_what_is_open_asks_for_no_key(row: Row, world: World) -> None:
    assert world.ask(row).status_code not in REFUSED


def test_nothing_was_changed_by_all_this(world: World) -> None:
    item = world.send("GET", f"/activities/{world.objects['activity']}").json()
    assert (item["title"], item["status"], item["version"]) == (CLUB["title"], "open", 1)
    for path in (f"/places/{world.objects['place']}", f"/routes/{world.objects['route']}"):
        assert world.send("GET", path).status_code == 200
    assert world.send("GET", "/sources/bron", **world.admin).status_code == 200
    waiting = world.send("GET", "/moderation", **world.admin).json()["items"]
    assert world.objects["edit"] in [edit["id"] for edit in waiting]
