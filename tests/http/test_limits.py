"""What is sent is bounded in size, depth, pace and number, and every refusal says what to do."""

import json
import socket
import time
from collections.abc import Iterator

import httpx
import pytest

from tests.support.keys import bearer, make_key
from tests.support.served import server
from tests.support.server import ServerProcess

STRICT = {
    "WEGWIJZER_MAX_BODY_BYTES": "20000",
    "WEGWIJZER_BODY_PATIENCE_S": "1",
    "WEGWIJZER_WRITES_PER_MINUTE": "5",
    "WEGWIJZER_FORMS_PER_HOUR": "3",
}
LEAK = "/v1/keys/report-leaked"
SEARCH = "/v1/activities/_search"
UNKNOWN = {"key": "ww_test_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaanfyjdf"}


@pytest.fixture
def strict(own_catalogue: str) -> Iterator[ServerProcess]:
    with server(own_catalogue, env=STRICT) as running:
        yield running


@pytest.fixture
def asker(strict: ServerProcess) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=strict.url, trust_env=False, timeout=30) as client:
        yield client


def code_of(response: httpx.Response) -> str:
    assert response.headers["content-type"] == "application/problem+json"
    return str(response.json()["errors"][0]["code"])


def test_writes_are_counted_per_key_and_refused_with_a_time_to_come_back(
    asker: httpx.Client, own_catalogue: str
) -> None:
    first, second = bearer(make_key(own_catalogue)), bearer(make_key(own_catalogue))
    body = {"label": "x", "scopes": ["insights:read"]}
    answers = [asker.post("/v1/keys?dryRun=true", json=body, headers=first) for _ in range(7)]
    assert [answer.status_code for answer in answers[:5]] == [201] * 5
    assert answers[0].headers["ratelimit-policy"] == '"writes";q=5;w=60'
    assert answers[0].headers["ratelimit"].startswith('"writes";r=4;t=')
    refused = answers[-1]
    assert (refused.status_code, code_of(refused)) == (429, "too-many-requests")
    assert 1 <= int(refused.headers["retry-after"]) <= 12
    assert refused.json()["errors"][0]["detailNl"]
    assert refused.headers["ratelimit"].startswith('"writes";r=0;t=')
    assert asker.post("/v1/keys?dryRun=true", json=body, headers=second).status_code == 201
    for path in ("/v1/keys/me", "/v1/audit", "/v1/activities"):
        assert "ratelimit" not in asker.get(path, headers=first).headers


def test_public_forms_are_counted_per_address_and_reading_never_is(asker: httpx.Client) -> None:
    answers = [asker.post(LEAK, json=UNKNOWN) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [404, 404, 404, 429]
    assert answers[0].headers["ratelimit-policy"] == '"forms";q=3;w=3600'
    assert int(answers[-1].headers["retry-after"]) > 60
    assert {asker.post(SEARCH, json={}).status_code for _ in range(10)} == {200}
    assert {asker.get("/v1/activities?limit=1").status_code for _ in range(10)} == {200}


def test_no_address_is_written_down(asker: httpx.Client, strict: ServerProcess, own_catalogue: str) -> None:
    headers = {"X-Forwarded-For": "203.0.113.77"}
    for _ in range(5):
        asker.post(LEAK, json=UNKNOWN, headers=headers)
    strict.stop()
    assert "203.0.113.77" not in strict.log_text


def test_another_address_has_a_count_of_its_own(asker: httpx.Client) -> None:
    def report(address: str) -> int:
        return asker.post(LEAK, json=UNKNOWN, headers={"X-Forwarded-For": address}).status_code

    assert [report("203.0.113.77") for _ in range(4)][-1] == 429
    assert report("203.0.113.78") == 404
    assert [report(f"2001:db8:1:2::{n}") for n in range(4)][-1] == 429, "one household has a whole /64"
    assert report("2001:db8:1:3::1") == 404


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b'{"q":' + b"[" * 50 + b"]" * 50 + b"}", "too-deep"),
        (b'{"q":' + b'{"a":' * 3000 + b"1" + b"}" * 3001, "too-deep"),
        (b'{"limit": 1' + b"0" * 400 + b"}", "number-too-large"),
        (b'{"limit": 9007199254740993}', "number-too-large"),
        (b'{"limit": 1e999}', "number-too-large"),
        (b'{"limit": 1', "not-json"),
        (b'{"q": "\xff"}', "not-json"),
    ],
)
def test_strange_json_is_refused_in_plain_words(asker: httpx.Client, body: bytes, code: str) -> None:
    for path in (SEARCH, "/v1/next-steps/_search", LEAK):
        response = asker.post(path, content=body, headers={"Content-Type": "application/json"})
        assert (response.status_code, code_of(response)) == (400, code), path


def test_a_body_that_is_too_large_is_refused_declared_or_not(asker: httpx.Client, own_catalogue: str) -> None:
    large = json.dumps({"q": "a" * 30_000}).encode()
    headers = {"Content-Type": "application/json"}
    for content in (large, (large[at : at + 4000] for at in range(0, len(large), 4000))):
        response = asker.post(SEARCH, content=content, headers=headers)
        assert response.status_code == 413
        assert response.headers["connection"] == "close"
    keyed = asker.post("/v1/keys", content=large, headers=headers | bearer(make_key(own_catalogue)))
    assert keyed.status_code == 413


def send_slowly(running: ServerProcess, pieces: int, pause_s: float) -> bytes:
    """The answer to a POST whose body of 4000 bytes comes in pieces; empty when nothing came within ten seconds."""
    body = json.dumps({"limit": 1}).encode().ljust(4000)
    head = f"POST {SEARCH} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    size = len(body) // pieces
    with socket.create_connection(("127.0.0.1", running.port), timeout=10) as connection:
        connection.sendall(head.encode())
        try:
            for number in range(pieces):
                connection.sendall(body[number * size :][: size if number < pieces - 1 else None])
                time.sleep(pause_s)
        except OSError:
            pass
        return connection.recv(65536)


def test_a_body_that_comes_in_too_slowly_is_given_up(strict: ServerProcess, asker: httpx.Client) -> None:
    answer = send_slowly(strict, pieces=20, pause_s=0.2)
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b"request-timeout" in answer
    assert asker.get("/v1/status").status_code == 200


def test_a_body_that_takes_its_time_within_reason_is_read(strict: ServerProcess) -> None:
    assert send_slowly(strict, pieces=3, pause_s=0.1).startswith(b"HTTP/1.1 200 ")


def test_slow_senders_do_not_keep_writers_waiting(
    strict: ServerProcess, asker: httpx.Client, own_catalogue: str
) -> None:
    headers = bearer(make_key(own_catalogue))
    head = (
        "POST /v1/keys HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 500\r\n"
        f"Authorization: {headers['Authorization']}\r\n\r\n{{"
    )
    with socket.create_connection(("127.0.0.1", strict.port), timeout=10) as connection:
        connection.sendall(head.encode())
        time.sleep(0.3)
        body = {"label": "x", "scopes": ["insights:read"]}
        assert asker.post("/v1/keys", json=body, headers=headers, timeout=0.6).status_code == 201
