"""Every problem document is there in Dutch and in English; a refusal in English alone helps no volunteer."""

import json
import socket

import httpx
import pytest

from app.errors import PROBLEMS
from tests.support.served import check_shape
from tests.support.server import ServerProcess
from tests.support.site import Site

ENGLISH = {kind.code: kind.title for kind in PROBLEMS}
DUTCH = {kind.code: kind.title_nl for kind in PROBLEMS}
JSON = {"Content-Type": "application/json"}


def send(client: httpx.Client, status: int, **headers: str) -> httpx.Response:
    """A request that is refused with this status."""
    asked = {
        400: ("GET", "/v1/activities?age=nine&theme=nonsense", {}, None),
        401: ("POST", "/v1/keys", {}, b"{}"),
        404: ("GET", "/v1/nothing", {}, None),
        405: ("PUT", "/v1/activities", {}, b"{}"),
        406: ("GET", "/v1/activities", {"Accept": "image/png"}, None),
        413: ("POST", "/v1/activities/_search", JSON, b" " * 3_000_000),
        415: ("POST", "/v1/activities/_search", {"Content-Type": "text/plain"}, b"{}"),
    }[status]
    method, path, own, content = asked
    return client.request(method, path, content=content, headers={**own, **headers})


@pytest.mark.parametrize("status", [400, 401, 404, 405, 406, 413, 415])
def test_a_problem_speaks_the_language_of_the_request(status: int, client: httpx.Client) -> None:
    plain, dutch = send(client, status), send(client, status, **{"Accept-Language": "nl-NL,nl;q=0.9,en;q=0.8"})
    for response, titles, language in ((plain, ENGLISH, "en"), (dutch, DUTCH, "nl")):
        assert response.status_code == status
        problem = response.json()
        assert problem["title"] == titles[problem["type"].rpartition("/")[2]]
        assert response.headers["content-language"] == language
        assert "Accept-Language" in response.headers["vary"]
    english, problem = plain.json(), dutch.json()
    assert english["detail"] != english["detailNl"] == problem["detail"] == problem["detailNl"]
    for fault, twin in zip(english["errors"], problem["errors"], strict=True):
        assert fault["detail"] != fault["detailNl"] == twin["detail"]
    assert {name: english[name] for name in ("type", "status", "instance")} == {
        name: problem[name] for name in ("type", "status", "instance")
    }


@pytest.mark.parametrize(
    ("query", "header", "language"),
    [
        ("lang=nl", "en", "nl"), ("lang=en", "nl", "en"), ("lang=tr", "nl", "nl"), ("lang=tr", "tr", "en"),
        ("", "*", "en"), ("", "en-GB,en;q=0.9,nl;q=0.8", "en"), ("", "de,nl;q=0.4", "en"), ("", "nl-BE", "nl"),
    ],
)  # fmt: skip
def test_lang_wins_over_the_header_and_english_is_for_who_asks_for_nothing(
    query: str, header: str, language: str, client: httpx.Client
) -> None:
    for path in ("/v1/activities", "/v1/organisations", "/v1/themes"):
        refused = client.get(f"{path}?limit=x&{query}", headers={"Accept-Language": header})
        assert (refused.status_code, refused.headers["content-language"]) == (400, language)


def test_the_shape_of_the_document_is_the_served_one(client: httpx.Client) -> None:
    check_shape("searchActivities", client.get("/v1/activities?age=nine&lang=nl"))


def test_a_body_that_is_not_read_is_refused_in_dutch_too(sqlite_server: ServerProcess) -> None:
    head = "POST /v1/activities/_search?lang=nl HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
    with socket.create_connection(("127.0.0.1", sqlite_server.port), timeout=10) as connection:
        connection.sendall(f"{head}Content-Length: 4000000\r\n\r\n".encode())
        answer = b"".join(iter(lambda: connection.recv(4000), b"")).decode()
    assert answer.startswith("HTTP/1.1 413")
    assert json.loads(answer.partition("\r\n\r\n")[2])["title"] == DUTCH["payload-too-large"]


def test_what_the_state_refuses_is_told_in_dutch_too(site: Site) -> None:
    site.put()
    path, dutch = f"{site.own}/club", {"Accept-Language": "nl"}
    refused = {
        404: site.send("PATCH", f"{path}/sessions/20200101T0000", {"status": "cancelled"}, **dutch),
        412: site.send("PATCH", path, {"title": "x"}, **{"If-Match": '"9"'}, **dutch),
        403: site.send("PATCH", f"/v1/organisations/{site.organisation}/trust", {}, **dutch),
    }
    refused[403] = site.send("PUT", f"/v1/organisations/{site.organisation}/trust", {"trust": "trusted"}, **dutch)
    site.send("DELETE", path)
    refused[409] = site.send("PATCH", path, {"title": "x"}, **dutch)
    for status, response in refused.items():
        problem = response.json()
        assert (response.status_code, problem["title"]) == (status, DUTCH[problem["type"].rpartition("/")[2]])
        assert problem["detail"] == problem["detailNl"]


@pytest.mark.parametrize("kind", PROBLEMS, ids=lambda kind: kind.code)
def test_the_page_of_a_problem_is_there_in_both_languages(kind: type, client: httpx.Client) -> None:
    for lang, title in (("nl", kind.title_nl), ("en", kind.title)):  # type: ignore[attr-defined]
        page = client.get(f"/problems/{kind.code}?lang={lang}")  # type: ignore[attr-defined]
        assert title in page.text
