"""Somebody with a browser gets a page when something cannot be shown; a program gets the problem document."""

from collections.abc import Iterator

import httpx
import pytest

from app.domain.caller import Scope
from app.domain.ids import organisation_id
from tests.support.keys import make_key
from tests.support.served import SOURCE, Inside, draft, in_process, write

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture
def inside(own_catalogue: str) -> Iterator[Inside]:
    write(own_catalogue, draft("club", "Timmerclub"))
    with in_process(own_catalogue) as (inside, _):
        yield inside


def is_page(answer: httpx.Response) -> bool:
    return answer.headers["content-type"].startswith("text/html") and "<h1>" in answer.text


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/nergens", 404), ("GET", "/a/aaaaaaaaaaaaaaaa", 404), ("POST", "/aanmelden", 415), ("PUT", "/", 405)],
)
def test_a_browser_gets_a_page_and_a_program_the_document(inside: Inside, method: str, path: str, status: int) -> None:
    page = inside.request(method, path, headers=BROWSER)
    assert page.status_code == status
    assert is_page(page)
    assert "default-src 'none'" in page.headers["content-security-policy"]
    document = inside.request(method, path, headers={"Accept": "*/*"})
    assert document.status_code == status
    assert document.headers["content-type"] == "application/problem+json"
    assert document.headers.get("allow") == page.headers.get("allow")


def test_the_api_always_answers_with_the_document(inside: Inside) -> None:
    answer = inside.get("/v1/nergens", headers=BROWSER)
    assert answer.headers["content-type"] == "application/problem+json"


def test_the_language_of_the_page_is_that_of_the_reader(inside: Inside) -> None:
    assert "Deze pagina is er niet" in inside.get("/nergens", headers=BROWSER).text
    assert "There is no such page" in inside.get("/nergens?lang=en", headers=BROWSER).text


def test_no_link_of_the_page_leads_to_another_site(inside: Inside) -> None:
    page = inside.get("http://wegwijzer.test//elsewhere.example/x", headers=BROWSER)
    assert is_page(page)
    assert 'href="//' not in page.text


def test_a_key_that_may_not_write_says_so_on_the_partner_page(inside: Inside, own_catalogue: str) -> None:
    key = make_key(own_catalogue, (Scope.INSIGHTS_READ,), [organisation_id(SOURCE, "toets")])
    inside.post("/partner/inloggen", data={"key": key})
    token = inside.get("/partner").text.partition('name="formToken" value="')[2].partition('"')[0]
    assert token
    page = inside.post("/partner/aanbod/nieuw", data={"formToken": token, "title": "Naaiclub"}, headers=BROWSER)
    assert page.status_code == 403
    assert is_page(page)
    assert "het recht activities:write ontbreekt" in page.text
