"""Whatever is sent, the answer names every fault as problem+json, and it is never a 500."""

import json
import socket
import time
from typing import Any

import httpx
import pytest

from tests.support.served import check_shape
from tests.support.server import ServerProcess

SEARCH = "/v1/activities/_search"


def faults(response: httpx.Response, status: int = 400) -> list[tuple[str, str]]:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert set(problem) == {"type", "title", "status", "detail", "detailNl", "instance", "errors"}
    assert problem["status"] == status
    return sorted((row.get("parameter", row.get("pointer", "")), row["code"]) for row in problem["errors"])


def test_every_fault_is_named_at_once_with_what_helps(client: httpx.Client) -> None:
    query = (
        "age=nine&ageMin=4&raduis=5&theme=natuur&weekday=zo&limit=0&maxPrice=-1&near=99,4&sort=distance&wijk=Nergens"
    )
    response = client.get(f"/v1/activities?{query}")
    check_shape("searchActivities", response)
    assert faults(response) == [
        ("age", "exclusive"),
        ("age", "invalid"),
        ("limit", "out-of-range"),
        ("maxPrice", "invalid"),
        ("near", "out-of-range"),
        ("raduis", "unknown-parameter"),
        ("theme", "unknown-theme"),
        ("weekday", "not-allowed"),
        ("wijk", "area-unknown"),
    ]
    rows = {row["code"]: row for row in response.json()["errors"]}
    assert rows["unknown-parameter"]["hint"] == "did you mean radius?"
    assert "mo, tu, we" in rows["not-allowed"]["hint"]
    assert all(row["detailNl"] for row in rows.values())


def test_names_that_are_not_known_are_all_named(client: httpx.Client) -> None:
    query = "theme=natuur&wijk=Nergens&passes=nee&organisation=aaaaaaaaaaaaaaaa&route=aaaaaaaaaaaaaaaa&place=Atlantis"
    found = faults(client.get(f"/v1/activities?{query}"))
    assert [name for name, _ in found] == ["organisation", "passes", "place", "route", "theme", "wijk"]


def test_a_body_gets_the_same_faults_with_pointers(client: httpx.Client) -> None:
    body = {"age": "nine", "ageMin": 4, "raduis": 5, "free": 1, "theme": ["natuur", 3], "a/b~c": 1, "limit": True}
    response = client.post(SEARCH, json=body)
    check_shape("searchActivitiesByBody", response)
    assert faults(response) == [
        ("/age", "exclusive"),
        ("/age", "wrong-type"),
        ("/a~1b~0c", "unknown-parameter"),
        ("/free", "wrong-type"),
        ("/limit", "wrong-type"),
        ("/raduis", "unknown-parameter"),
        ("/theme", "unknown-theme"),
        ("/theme/1", "wrong-type"),
    ]
    assert faults(client.post(SEARCH, json={"theme": "natuur", "wijk": ["Nergens"]})) == [
        ("/theme", "unknown-theme"),
        ("/wijk", "area-unknown"),
    ]


BAD_QUERIES = [
    "q=%ff%fe", "q=%00", "q=a%00b", "q=%ed%a0%80", "q=%c3%28", "%00=1", "%ff=1", "q", "=", "&&&q=&", "q=%20", "q=...",
    "q=%25", "age=9&age=9", "lang=nl&lang=en", "limit=1e3", "limit=99999999999999999999999", "age=%D9%A9",
    "near=nan,inf", "near=1,2,3", "bbox=5,52,4,53", "dateFrom=2026-02-30", "dateFrom=0000-01-01", "timeFrom=25:00",
    "cursor=%ff", "cursor=AAAA", "facets=theme,,", "fields=nope", "format=xml", "minSeq=99999999999999999999",
    "minSeq=9007199254740991",
    "postcode=0000", "postcode=25311", "wijk=%00", "theme=" + "a" * 9000, "q=" + "a" * 10_000, "a" * 10_000 + "=1",
    "&".join(f"x{number}=1" for number in range(299)), "&".join("theme=nature" for _ in range(299)),
    "&".join(f"x{number}=1" for number in range(2000)), "externalId=%ed%a0%80", "organisation='%20OR%201=1--",
]  # fmt: skip


@pytest.mark.parametrize("query", BAD_QUERIES, ids=lambda query: query[:24])
def test_a_query_that_makes_no_sense_is_refused(query: str, either_client: httpx.Client) -> None:
    response = either_client.get(f"/v1/activities?{query}")
    assert faults(response)
    assert len(response.content) < 250_000


STRANGE_BUT_FINE = ["q=%F0%9F%A6%8B+club", "q=;DROP TABLE activity", "", "wijk=Moerwijk&wijk=moerwijk", "&"]


@pytest.mark.parametrize("query", STRANGE_BUT_FINE)
def test_a_query_that_is_merely_strange_is_answered(query: str, either_client: httpx.Client) -> None:
    response = either_client.get(f"/v1/activities?{query}")
    assert response.status_code == 200, response.text


DEEP = 30_000
BAD_BODIES = {
    "empty": b"", "no json": b"{", "latin1": '{"q":"caf\xe9"}'.encode("latin-1"), "lone surrogate": rb'{"q":"\ud800"}',
    "nul": rb'{"q":"\u0000"}', "array": b"[]", "null": b"null", "text": b'"q"', "number": b"1", "nan": b'{"age":NaN}',
    "deep": b"[" * DEEP + b"]" * DEEP, "deep member": b'{"q":' * 9000 + b"1" + b"}" * 9000,
    "big number": b'{"age":' + b"9" * 5000 + b"}", "float": b'{"age":9.5}', "exponent": b'{"limit":1e400}',
    "list of lists": b'{"theme":[["nature"]]}', "object": b'{"wijk":{"a":1}}', "null value": b'{"age":null}',
    "empty list": b'{"theme":[]}', "long list": json.dumps({"theme": ["nature"] * 900}).encode(),
    "many members": json.dumps({f"x{number}": 1 for number in range(3000)}).encode(), "bom": b"\xef\xbb\xbf{}",
    "cursor and more": b'{"cursor":"AAAA","limit":2}', "never made": b'{"minSeq":9007199254740991}',
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_BODIES)
def test_a_body_that_makes_no_sense_is_refused(name: str, either_client: httpx.Client) -> None:
    response = either_client.post(SEARCH, content=BAD_BODIES[name], headers={"Content-Type": "application/json"})
    assert faults(response)
    check_shape("searchActivitiesByBody", response)


def test_parameters_of_the_body_do_not_belong_in_its_link(client: httpx.Client) -> None:
    found = faults(client.post(f"{SEARCH}?age=9&near=52,4&age=8&cursor=%00", json={"limit": 0}))
    assert found == [
        ("/limit", "out-of-range"),
        ("age", "in-body"),
        ("cursor", "invalid"),
        ("near", "in-body"),
    ]


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "", "json"])
def test_a_body_of_another_kind_is_refused(kind: str, client: httpx.Client) -> None:
    assert faults(client.post(SEARCH, content=b"{}", headers={"Content-Type": kind}), 415) == []


def test_the_kind_of_a_body_is_read_without_its_parameters(client: httpx.Client) -> None:
    headers = {"Content-Type": "Application/JSON; charset=utf-8"}
    assert client.post(SEARCH, content=b"{}", headers=headers).status_code == 200


def test_a_body_above_the_limit_is_refused_unread(client: httpx.Client) -> None:
    large = b'{"q":"' + b"a" * 2_000_000 + b'"}'
    headers = {"Content-Type": "application/json"}
    assert faults(client.post(SEARCH, content=large, headers=headers), 413) == []
    in_parts = (large[at : at + 64_000] for at in range(0, len(large), 64_000))
    assert faults(client.post(SEARCH, content=in_parts, headers=headers), 413) == []
    assert client.get("/v1/status").status_code == 200


# fmt: off
OTHER_PATHS: dict[str, list[tuple[str, str]]] = {
    "/v1/areas?level=dorp&gemeente=Nergens": [("gemeente", "area-unknown"), ("level", "not-allowed")],
    "/v1/areas?gemeente=Nergens": [("gemeente", "area-unknown")],
    "/v1/areas?parent=GM9999&gemeente=Nergens": [("gemeente", "area-unknown"), ("parent", "area-unknown")],
    "/v1/insights/coverage?theme=natuur&wijk=Nergens&x=1": [
        ("theme", "unknown-theme"), ("wijk", "area-unknown"), ("x", "unknown-parameter"),
    ],
    "/v1/insights/coverage?theme=natuur&wijk=Nergens": [("theme", "unknown-theme"), ("wijk", "area-unknown")],
    "/v1/next-steps?theme=natuur&age=x": [("age", "invalid"), ("theme", "unknown-theme")],
    "/v1/activities/aaaaaaaaaaaaaaaa/next-steps?wijk=Nergens&x=1": [
        ("wijk", "area-unknown"),
        ("x", "unknown-parameter"),
    ],
    "/v1/themes?broader=nee": [("broader", "unknown-theme")],
    "/v1/organisations?role=boss&limit=101": [("limit", "out-of-range"), ("role", "not-allowed")],
    "/v1/places?bbox=1,2,3": [("bbox", "invalid")],
    "/v1/routes?cursor=AAAA": [("cursor", "cursor")],
    "/v1/passes?kind=x": [("kind", "not-allowed")],
    "/v1/suggest": [("q", "required")],
    "/v1/geocode": [("", "required")],
    "/v1/geocode?q=a&near=52,4": [("q", "exclusive")],
    "/v1/status?x=1": [("x", "unknown-parameter")],
    "/v1/openapi.json?x=1": [("x", "unknown-parameter")],
}
# fmt: on


@pytest.mark.parametrize("url", OTHER_PATHS)
def test_the_other_lists_name_their_faults_too(url: str, client: httpx.Client) -> None:
    assert faults(client.get(url)) == OTHER_PATHS[url]


@pytest.mark.parametrize("path", ["/v1", "/v2/activities", "/v1/activities/x/y", "/nothing", "/v1/%00", "/%ff"])
def test_a_path_where_nothing_is(path: str, either_client: httpx.Client) -> None:
    assert faults(either_client.get(path), 404) == []


@pytest.mark.parametrize("path", ["/?age=nine", "/?q=%00", "/?place=Atlantis", "/?lang=%ff&free=x", "/a/%00", "/a/nee"])
def test_pages_do_not_break_either(path: str, either_client: httpx.Client) -> None:
    assert either_client.get(path).status_code in (400, 404)


def _half_a_request(port: int) -> socket.socket:
    head = f"POST {SEARCH} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n"
    connection = socket.create_connection(("127.0.0.1", port), timeout=10)
    connection.sendall(head.encode() + b'{"age":')
    return connection


def test_a_slow_body_is_answered_and_holds_up_nobody(sqlite_server: ServerProcess, client: httpx.Client) -> None:
    with _half_a_request(sqlite_server.port) as slow:
        assert client.get("/v1/status").status_code == 200
        time.sleep(0.3)
        slow.sendall(b"9          } ")
        assert slow.recv(12) == b"HTTP/1.1 200"


def test_a_body_that_breaks_off_is_no_error_of_the_server(sqlite_server: ServerProcess, client: httpx.Client) -> None:
    before = _server_errors(client)
    for _ in range(5):
        _half_a_request(sqlite_server.port).close()
    time.sleep(0.3)
    assert client.post(SEARCH, json={"age": 9}).status_code == 200
    assert _server_errors(client) == before
    assert "ClientDisconnect" not in sqlite_server.log_text


def _server_errors(client: httpx.Client) -> str:
    lines = client.get("/metrics").text.splitlines()
    return next(line for line in lines if line.startswith("wegwijzer_server_errors_total"))


@pytest.mark.parametrize(
    "raw",
    [b"GET / HTTP/1.1\r\n\r\n", b"NONSENSE\r\n\r\n", b"GET /v1/activities?q=\xff HTTP/1.1\r\nHost: x\r\n\r\n"],
)
def test_what_is_hardly_http_gets_an_answer_or_a_closed_door(raw: bytes, sqlite_server: ServerProcess) -> None:
    with socket.create_connection(("127.0.0.1", sqlite_server.port), timeout=10) as connection:
        connection.sendall(raw)
        assert not connection.recv(100).startswith(b"HTTP/1.1 5")


def test_no_answer_of_all_this_was_an_error_of_the_server(client: httpx.Client, sqlite_server: ServerProcess) -> None:
    assert _server_errors(client).endswith(" 0.0")
    log: list[Any] = [json.loads(line) for line in sqlite_server.log_text.splitlines()]
    assert [line for line in log if line["level"] == "error"] == []
