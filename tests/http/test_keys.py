"""Keys over HTTP: managed by an administrator, shown once, refused everywhere at once when withdrawn, never logged."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.domain.caller import Scope
from app.services.keys import read_key
from tests.support.keys import bearer, make_key
from tests.support.served import check_shape, server
from tests.support.server import ServerProcess
from tests.support.stored import open_engine

KEY = {"label": "Bibliotheek", "scopes": ["activities:write"]}


@pytest.fixture
def running(own_catalogue: str) -> Iterator[ServerProcess]:
    with server(own_catalogue, workers=2) as running:
        yield running


@pytest.fixture
def asker(running: ServerProcess) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"{running.url}/v1", trust_env=False, timeout=30) as client:
        yield client


@pytest.fixture
def admin(own_catalogue: str) -> dict[str, str]:
    return bearer(make_key(own_catalogue))


def find_organisation(client: httpx.Client) -> str:
    return str(client.get("/organisations", params={"limit": 1}).json()["items"][0]["id"])


def make(client: httpx.Client, admin: dict[str, str], **changes: Any) -> dict[str, Any]:
    body = {**KEY, "organisationIds": [find_organisation(client)], **changes}
    response = client.post("/keys", json=body, headers=admin)
    assert response.status_code == 201, response.text
    check_shape("createKey", response)
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["location"].endswith(response.json()["id"])
    made: dict[str, Any] = response.json()
    return made


def code_of(response: httpx.Response) -> str:
    assert response.headers["content-type"] == "application/problem+json"
    return str(response.json()["errors"][0]["code"])


def test_the_secret_is_in_one_answer_only(
    asker: httpx.Client, admin: dict[str, str], running: ServerProcess, own_catalogue: str
) -> None:
    made = make(asker, admin)
    own = asker.get("/keys/me", headers=bearer(made["key"]))
    check_shape("getOwnKey", own)
    assert own.json() == {name: value for name, value in made.items() if name != "key"}
    listed, one = asker.get("/keys", headers=admin), asker.get(f"/keys/{made['id']}", headers=admin)
    check_shape("listKeys", listed)
    check_shape("getKey", one)
    audit = asker.get("/audit", params={"keyId": made["id"]}, headers=admin)
    stored = Path(own_catalogue.removeprefix("sqlite:///")).read_bytes().decode("latin-1")
    for text in (listed.text, one.text, audit.text, running.log_text, stored):
        assert made["key"] not in text
    assert made["id"] in listed.text


def test_a_revocation_is_seen_by_every_worker_within_a_second(asker: httpx.Client, admin: dict[str, str]) -> None:
    made = make(asker, admin)
    headers = bearer(made["key"])
    for _ in range(40):
        assert asker.get("/keys/me", headers=headers).status_code == 200
    ended = asker.post(f"/keys/{made['id']}/revoke", headers=admin, json={"reason": "toets"})
    check_shape("revokeKey", ended)
    assert (ended.json()["state"], ended.json()["revokedReason"]) == ("revoked", "toets")
    time.sleep(1.0)

    def ask(_: int) -> httpx.Response:
        return httpx.get(f"{asker.base_url}keys/me", headers=headers, trust_env=False)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(40)))
    assert {(answer.status_code, code_of(answer)) for answer in answers} == {(401, "key-revoked")}


def test_both_keys_work_while_rotating(asker: httpx.Client, admin: dict[str, str]) -> None:
    old = make(asker, admin)
    response = asker.post(f"/keys/{old['id']}/rotate", headers=admin, json={"overlapDays": 3})
    check_shape("rotateKey", response)
    new = response.json()
    assert new["replaces"] == old["id"]
    for key in (old, new):
        assert asker.get("/keys/me", headers=bearer(key["key"])).status_code == 200
    assert asker.get(f"/keys/{old['id']}", headers=admin).json()["expiresAt"] == "2026-11-28T12:30:00Z"
    again = asker.post(f"/keys/{old['id']}/rotate", headers=admin)
    assert (again.status_code, code_of(again)) == (409, "key-rotating")


def test_who_finds_a_key_can_end_it_without_a_login(asker: httpx.Client, admin: dict[str, str]) -> None:
    made = make(asker, admin)
    assert asker.post("/keys/report-leaked", json={"key": made["key"]}).status_code == 204
    assert asker.get(f"/keys/{made['id']}", headers=admin).json()["revokedReason"] == "reported leaked"
    typo = asker.post("/keys/report-leaked", json={"key": made["key"][:-1]})
    assert (typo.status_code, code_of(typo)) == (400, "key-typo")
    unknown = asker.post("/keys/report-leaked", json={"key": "ww_test_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaanfyjdf"})
    assert unknown.status_code == 404
    for response in (typo, unknown):
        assert "ww_" not in response.text


def test_a_test_key_gets_every_answer_and_changes_nothing(asker: httpx.Client, own_catalogue: str) -> None:
    rehearsing = bearer(make_key(own_catalogue, is_test=True))
    before = asker.get("/keys", headers=rehearsing).json()["total"]
    made = asker.post("/keys", json={"label": "x", "scopes": ["admin"]}, headers=rehearsing)
    assert (made.status_code, made.headers["x-rehearsal"]) == (201, "true")
    assert asker.get("/keys", headers=rehearsing).json()["total"] == before
    assert code_of(asker.get("/keys/me", headers=bearer(made.json()["key"]))) == "key-unknown"


def test_a_dry_run_is_the_same_for_a_live_key(asker: httpx.Client, admin: dict[str, str]) -> None:
    made = asker.post("/keys?dryRun=true", json={"label": "x", "scopes": ["admin"]}, headers=admin)
    assert (made.status_code, made.headers["x-rehearsal"]) == (201, "true")
    assert asker.get(f"/keys/{made.json()['id']}", headers=admin).status_code == 404
    real = asker.post("/keys?dryRun=false", json={"label": "x", "scopes": ["admin"]}, headers=admin)
    assert "x-rehearsal" not in real.headers
    assert asker.get(f"/keys/{real.json()['id']}", headers=admin).status_code == 200
    doubt = asker.post("/keys?dryRun=ja", json=KEY, headers=admin)
    assert (doubt.status_code, code_of(doubt)) == (400, "not-boolean")


def test_every_fault_of_a_body_is_named(asker: httpx.Client, admin: dict[str, str]) -> None:
    response = asker.post("/keys", json={"label": 3, "scopes": ["everything"], "colour": "red"}, headers=admin)
    assert response.status_code == 400
    faults = response.json()["errors"]
    assert {fault["pointer"] for fault in faults} == {"/label", "/scopes/0", "/colour"}
    assert all(fault["detailNl"] for fault in faults)
    unknown = asker.post("/keys", json={**KEY, "organisationIds": ["aaaaaaaaaaaaaaaa"]}, headers=admin)
    assert (unknown.status_code, code_of(unknown)) == (400, "unknown-organisation")


def test_the_day_of_use_is_kept_when_the_server_stops(own_catalogue: str) -> None:
    secret = make_key(own_catalogue, [Scope.INSIGHTS_READ])
    with server(own_catalogue) as running:
        own = httpx.get(f"{running.url}/v1/keys/me", headers=bearer(secret), trust_env=False).json()
    assert own["lastUsedOn"] is None
    with open_engine(own_catalogue) as engine:
        assert str(read_key(engine, own["id"]).last_used_on) == "2026-11-25"


def test_keys_never_reach_a_log(asker: httpx.Client, admin: dict[str, str], running: ServerProcess) -> None:
    secret = make(asker, admin)["key"]
    for headers in (bearer(secret), bearer(secret[:-1]), bearer(secret.upper()), {"Authorization": secret}):
        asker.get("/keys/me", headers=headers)
        asker.post("/keys", content=b"{", headers=headers)
        asker.get("/audit?cursor=x", headers=headers)
        asker.get("/nowhere", headers=headers)
    running.stop()
    assert secret[8:30] not in running.log_text.lower()
