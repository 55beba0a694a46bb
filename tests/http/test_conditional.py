"""What HTTP itself promises: entity tags, HEAD, OPTIONS, caching, coding, and the headers of every answer."""

import gzip
import re
from typing import Any

import httpx
import pytest

from app.schemas.endpoints import ENDPOINTS, Endpoint
from app.schemas.openapi import API_VERSION
from app.schemas.operations import OPERATIONS
from tests.support.served import BASE, draft, in_process, server, write
from tests.support.server import ServerProcess
from tests.support.stored import wait_until

LIST = "/v1/activities?wijk=Moerwijk&limit=5"
GETS = [
    endpoint for endpoint in ENDPOINTS if endpoint.method == "get" and endpoint.is_conditional and not endpoint.scope
]
REQUIRED = {"suggest": "?q=natuu", "geocode": "?q=Moerwijk", "getNextSteps": "?theme=nature"}
OUTSIDE = ["/", "/docs", "/health/live", "/health/ready", "/metrics", "/static/site.css"]
WRONG = ["/v1/activities?nope=1", "/v1/nothing", "/v1/activities/aaaaaaaaaaaaaaaa", "/v1/activities/_search"]
EVERYWHERE = {
    "api-version": API_VERSION,
    "access-control-allow-origin": "*",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
}


def url_of(endpoint: Endpoint) -> str:
    variable = endpoint.path_parameter
    path = endpoint.path if variable is None else endpoint.path.replace(f"{{{variable.name}}}", variable.example)
    return f"/v1{path}{REQUIRED.get(endpoint.operation_id, '')}"


READS = [pytest.param(url_of(endpoint), id=endpoint.operation_id) for endpoint in GETS]


def stable(response: httpx.Response) -> dict[str, str]:
    return {name: value for name, value in response.headers.items() if name != "date"}


@pytest.mark.parametrize("url", READS)
def test_a_read_has_a_strong_tag_and_says_how_long_and_on_what_it_depends(url: str, client: httpx.Client) -> None:
    headers = client.get(url).headers
    assert headers["etag"].startswith('"')
    assert headers["etag"].endswith('"')
    assert headers["cache-control"].startswith("public, max-age=")
    assert headers["vary"] == "Accept, Accept-Language, Accept-Encoding"


@pytest.mark.parametrize("url", READS)
@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', "*"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_who_holds_the_answer_gets_304_without_a_body(url: str, form: str, method: str, client: httpx.Client) -> None:
    whole = client.get(url)
    response = client.request(method, url, headers={"If-None-Match": form.format(whole.headers["etag"])})
    assert response.status_code == 304
    assert response.content == b""
    for name in ("etag", "cache-control", "vary", "api-version", "access-control-allow-origin"):
        assert response.headers[name] == whole.headers[name]
    assert not {"content-type", "link", "x-content-type-options", "referrer-policy"} & set(response.headers)


def test_a_tag_of_another_state_gets_the_answer(client: httpx.Client) -> None:
    response = client.get(LIST, headers={"If-None-Match": '"other", W/"another"'})
    assert response.status_code == 200
    assert response.json()["items"]


def test_two_if_none_match_headers_are_one_list(client: httpx.Client) -> None:
    tag = client.get(LIST).headers["etag"]
    response = client.get(LIST, headers=[("If-None-Match", '"other"'), ("If-None-Match", tag)])
    assert response.status_code == 304


@pytest.mark.parametrize("url", [*[p.values[0] for p in READS], *OUTSIDE, *WRONG])
def test_head_answers_as_get_does_without_the_body(url: Any, client: httpx.Client) -> None:
    for coding in ("identity", "gzip"):
        headers = {"Accept-Encoding": coding}
        got, head = client.get(url, headers=headers), client.head(url, headers=headers)
        assert head.status_code == got.status_code
        assert head.content == b""
        differs = {"content-length"} if url in ("/health/ready", "/metrics") else set()
        assert {k: v for k, v in stable(head).items() if k not in differs} == {
            k: v for k, v in stable(got).items() if k not in differs
        }


@pytest.mark.parametrize("url", [*[p.values[0] for p in READS], *OUTSIDE, *WRONG])
def test_every_answer_carries_the_version_and_the_security_headers(url: Any, client: httpx.Client) -> None:
    response = client.get(url)
    assert {name: response.headers.get(name) for name in EVERYWHERE} == EVERYWHERE
    for name in EVERYWHERE:
        assert len(response.headers.get_list(name)) == 1
    assert "set-cookie" not in response.headers
    assert "server" not in response.headers


def test_an_error_is_kept_by_nobody(client: httpx.Client) -> None:
    for url in WRONG:
        assert client.get(url).headers["cache-control"] == "no-store"


@pytest.mark.parametrize("url", ["/v1/activities/", "/v1/themes/", "/v1/", "/v1/activities/_search/", "/docs/"])
def test_a_trailing_slash_is_another_path_where_nothing_is(url: str, client: httpx.Client) -> None:
    response = client.get(url, follow_redirects=False)
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"


def allowed(endpoint: Endpoint) -> str:
    """What the path takes, writes included."""
    path = re.sub(r"{\w+}", "{}", endpoint.path)
    writes = {each.method.upper() for each in OPERATIONS if re.sub(r"{\w+}", "{}", each.path) == path}
    return ", ".join(sorted({"GET", "HEAD", "OPTIONS"} | writes))


ALLOWED = {url_of(endpoint): allowed(endpoint) for endpoint in GETS} | {
    "/v1/activities/_search": "OPTIONS, POST",
    "/": "GET, HEAD, OPTIONS",
    "/health/live": "GET, HEAD, OPTIONS",
}


@pytest.mark.parametrize("url", ALLOWED)
def test_what_a_path_does_not_take_is_refused_with_what_it_takes(url: str, client: httpx.Client) -> None:
    for method in {"GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"} - set(ALLOWED[url].split(", ")):
        response = client.request(method, url)
        assert response.status_code == 405, method
        assert response.headers["allow"] == ALLOWED[url]
        assert response.json()["status"] == 405


@pytest.mark.parametrize("url", ALLOWED)
def test_options_says_what_a_path_takes_to_any_origin(url: str, client: httpx.Client) -> None:
    asked = {
        "Origin": "null",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    response = client.options(url, headers=asked)
    assert response.status_code == 204
    assert response.content == b""
    assert response.headers["allow"] == response.headers["access-control-allow-methods"] == ALLOWED[url]
    assert "content-type" in response.headers["access-control-allow-headers"].lower()
    assert response.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in response.headers


def test_options_of_nothing_is_not_found(client: httpx.Client) -> None:
    assert client.options("/v1/nothing").status_code == 404


def test_a_page_without_an_origin_may_read_the_answer(client: httpx.Client) -> None:
    response = client.get(LIST, headers={"Origin": "null"})
    assert response.headers["access-control-allow-origin"] == "*"
    assert "ETag" in response.headers["access-control-expose-headers"]


def test_the_compressed_answer_is_the_same_with_a_tag_of_its_own(client: httpx.Client) -> None:
    plain = client.get(LIST, headers={"Accept-Encoding": "identity"})
    with client.stream("GET", LIST, headers={"Accept-Encoding": "gzip, br"}) as zipped:
        raw = b"".join(zipped.iter_raw())
    assert zipped.headers["content-encoding"] == "gzip"
    assert gzip.decompress(raw) == plain.content
    assert int(zipped.headers["content-length"]) == len(raw) < len(plain.content)
    assert zipped.headers["etag"] != plain.headers["etag"]
    for tag in (zipped.headers["etag"], plain.headers["etag"]):
        held = client.get(LIST, headers={"Accept-Encoding": "gzip", "If-None-Match": tag})
        assert (held.status_code, held.headers["etag"]) == (304, tag)


@pytest.mark.parametrize("refusal", ["gzip;q=0", "gzip; q=0", "gzip;q=0.000", "br", "identity", "x-gzip"])
def test_who_takes_no_gzip_gets_none(refusal: str, client: httpx.Client) -> None:
    assert "content-encoding" not in client.get(LIST, headers={"Accept-Encoding": refusal}).headers


def test_answers_of_one_address_are_not_mixed_up(client: httpx.Client) -> None:
    """Each is asked twice in turn, so that the second comes out of memory."""
    asked: list[dict[str, str]] = [
        {"Accept": accept, "Accept-Language": language, "Accept-Encoding": coding}
        for accept in ("application/json", "application/geo+json", "text/csv")
        for language in ("nl", "en")
        for coding in ("identity", "gzip")
    ]
    first = [client.get("/v1/activities?limit=40&facets=cost", headers=headers) for headers in asked]
    again = [client.get("/v1/activities?limit=40&facets=cost", headers=headers) for headers in asked]
    assert [response.content for response in first] == [response.content for response in again]
    assert len({response.headers["etag"] for response in first}) == len(asked)
    assert len({response.content for response in first}) == len(asked) // 2
    for headers, response in zip(asked, first, strict=True):
        assert response.headers["content-type"].partition(";")[0] == headers["Accept"]


def test_a_header_sent_twice_cannot_put_another_format_in_the_memory(client: httpx.Client) -> None:
    url = f"{LIST}&minSeq=2"
    double = client.get(url, headers=[("Accept", "text/csv"), ("Accept", "application/json;q=0.5")])
    plain = client.get(url, headers=[("Accept", "application/json;q=0.5")])
    assert double.headers["content-type"].startswith("text/csv")
    assert plain.headers["content-type"] == "application/json"


def test_another_host_gets_the_same_links(sqlite_server: ServerProcess) -> None:
    for host in ("one.example", "two.example"):
        response = httpx.get(f"{sqlite_server.url}{LIST}&lang=nl", headers={"Host": host})
        assert response.json()["links"]["self"].startswith(BASE)


def test_the_tag_of_an_item_begins_with_its_version(client: httpx.Client) -> None:
    for card in client.get(LIST).json()["items"]:
        response = client.get(f"/v1/activities/{card['id']}")
        assert response.headers["etag"].startswith(f'"{response.json()["version"]}-')


def test_a_write_is_seen_at_once_where_the_change_is_applied(own_catalogue: str) -> None:
    with in_process(own_catalogue) as (client, runtime):
        result = write(own_catalogue, draft("seen", "Zwaluwkunst"))[0]
        runtime.follower.catch_up()
        item, listed = f"/v1/activities/{result.id}", "/v1/activities?q=zwaluwkunst"
        tags = [client.get(url).headers["etag"] for url in (item, listed)]
        assert client.get(item).json()["title"] == "Zwaluwkunst"
        write(own_catalogue, draft("seen", "Daarna"))
        runtime.follower.catch_up()
        for url, tag in zip((item, listed), tags, strict=True):
            assert client.get(url, headers={"If-None-Match": tag}).status_code == 200
        assert client.get(item).json()["title"] == "Daarna"
        assert client.get(listed).json()["total"] == 0


def test_a_write_of_another_process_ends_what_was_kept(own_catalogue: str) -> None:
    result = write(own_catalogue, draft("seen", "Zwaluwkunst"))[0]
    with server(own_catalogue) as running, httpx.Client(base_url=running.url, trust_env=False) as client:
        urls = (f"/v1/activities/{result.id}", "/v1/activities?organisation=", "/v1/organisations?q=toets")
        organisation = client.get(urls[0]).json()["organisation"]["id"]
        urls = (urls[0], urls[1] + organisation, urls[2])
        before = [client.get(url) for url in urls]
        write(own_catalogue, draft("seen", "Daarna", organisation={"name": "Stichting Toetsing", "source": SOURCE_OF}))
        wait_until(lambda: "Daarna" in client.get(urls[0]).text)
        for url, old in zip(urls, before, strict=True):
            new = client.get(url, headers={"If-None-Match": old.headers["etag"]})
            assert new.status_code == 200
            assert "Toetsing" in new.text


SOURCE_OF = {"name": "http-tests", "externalId": "toets"}
