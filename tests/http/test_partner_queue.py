"""A coordinator with a browser: what waits, put in the guide or not, without a line of JSON."""

from collections.abc import Iterator

import pytest

from app.domain.caller import Scope
from app.domain.ids import organisation_id
from app.errors import Unavailable
from app.services.following import Follower
from tests.http.test_partner_page import Browser
from tests.http.test_propose import OFFER, found, link_in, waiting
from tests.support.keys import bearer, make_key
from tests.support.served import SOURCE, draft, in_process, write

Site = tuple[Browser, dict[str, str]]
"""A browser, and the headers of a coordinator for what is asked over the API."""


@pytest.fixture
def site(own_catalogue: str) -> Iterator[Site]:
    write(own_catalogue, draft("club", "Timmerclub"))
    with in_process(own_catalogue) as (inside, _):
        yield Browser(inside), bearer(make_key(own_catalogue))


@pytest.fixture
def link(site: Site, own_catalogue: str) -> str:
    """Something was proposed with this link, and the coordinator looks at the queue."""
    link = link_in(site[0].post("/aanmelden", OFFER).text)
    site[0].sign_in(make_key(own_catalogue))
    site[0].get("/partner/wachtrij")
    return link


def decide(site: Site, **fields: str) -> str:
    """Send the form of what waits; the text of the page after it."""
    (edit,) = waiting(site)
    path = f"/partner/wachtrij/{edit['id']}"
    return site[0].post(path, site[0].form(path) | {"decision": "approve"} | fields).text


def test_an_offer_goes_from_the_form_to_the_guide(site: Site, link: str) -> None:
    browser = site[0]
    page = browser.page.text
    for shown in (OFFER["title"], OFFER["contactEmail"], "6 t/m 10 jaar", "Hoe heet het?"):
        assert shown in page
    assert "themes" not in page
    assert "onsite" not in page
    assert "Het staat in de gids." in decide(site)
    (item,) = found(site)
    assert item["title"] == OFFER["title"]
    assert "Uw aanbod staat in de gids." in browser.get(link).text
    assert "Er wacht niets." in browser.get("/partner/wachtrij").text


def test_a_no_needs_a_reason_that_the_provider_reads(site: Site, link: str) -> None:
    browser = site[0]
    page = decide(site, decision="reject")
    assert browser.page.status_code == 400
    assert 'aria-invalid="true"' in page
    assert "Het komt niet in de gids." in decide(site, decision="reject", reason="Te ver weg.")
    assert "Te ver weg." in browser.get(link).text


def test_a_decision_is_acknowledged_while_the_catalogue_cannot_show_it_yet(
    site: Site, link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lag(*_: object) -> int:
        raise Unavailable("Not visible here yet.")

    monkeypatch.setattr(Follower, "catch_up", lag)
    assert "Het staat in de gids." in decide(site)
    assert "Uw aanbod staat in de gids." in site[0].get(link).text


def test_what_was_decided_elsewhere_is_said(site: Site, link: str) -> None:
    browser = site[0]
    path = f"/partner/wachtrij/{'a' * 16}"
    token = browser.page.text.partition('name="formToken" value="')[2].partition('"')[0]
    page = browser.post(path, {"formToken": token, "decision": "approve"})
    assert page.status_code == 404
    assert "Dit is al beslist of weggehaald." in page.text


def test_a_partner_and_a_foreign_form_decide_nothing(site: Site, own_catalogue: str) -> None:
    browser = site[0]
    browser.post("/aanmelden", OFFER)
    (edit,) = waiting(site)
    browser.sign_in(make_key(own_catalogue, (Scope.ACTIVITIES_WRITE,), [organisation_id(SOURCE, "toets")]))
    assert OFFER["contactEmail"] not in browser.get("/partner/wachtrij").text
    token = browser.hidden(0)["formToken"]
    for fields in ({"formToken": token}, {"formToken": "x"}, {}):
        browser.post(f"/partner/wachtrij/{edit['id']}", fields | {"decision": "approve"})
    assert len(waiting(site)) == 1
