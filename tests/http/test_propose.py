"""A one-person provider without a key proposes an offer, and keeps it right with the link that was mailed."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import httpx
import pytest

from tests.http.test_partner_page import Browser
from tests.support.keys import bearer, make_key
from tests.support.postgres import PostgresCluster
from tests.support.served import BASE, in_process, prepare
from tests.support.smtp import mail_server

OFFER = {
    "title": "Boetseren in mijn atelier", "summary": "Je maakt een dier van klei.", "theme": "clay_sculpture",
    "age": "6 t/m 10 jaar", "when": "za 10:00-11:30", "costs": "€ 7,50 per keer", "attendance": "onsite",
    "placeName": "Atelier Klei", "street": "Kleistraat 12", "postcode": "2531 AB", "town": "Den Haag",
    "hideAddress": "1", "email": "info@atelierklei.example", "organisation": "Atelier Klei",
    "contactEmail": "balie@atelierklei.example",
}  # fmt: skip
Site = tuple[Browser, dict[str, str]]


@pytest.fixture
def site(own_catalogue: str) -> Iterator[Site]:
    headers = bearer(make_key(own_catalogue))
    with in_process(own_catalogue) as (inside, _):
        yield Browser(inside), headers


def link_in(text: str) -> str:
    found = re.search(rf"{BASE}(/aanmelden/[\w-]{{43}})", text)
    assert found, text
    return found[1]


def waiting(site: Site) -> list[dict[str, Any]]:
    answer: list[dict[str, Any]] = site[0].inside.get("/v1/moderation", headers=site[1]).json()["items"]
    return [edit for edit in answer if edit["status"] == "waiting"]


def decide(site: Site, edit_id: str, decision: str, **body: str) -> httpx.Response:
    return site[0].inside.post(f"/v1/moderation/{edit_id}/{decision}", headers=site[1], json=body)


def found(site: Site) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = site[0].inside.get("/v1/activities", params={"q": "boetseren"}).json()["items"]
    return [item for item in items if item["organisation"]["name"] == "Atelier Klei"]


def test_without_a_mail_server_the_page_says_so_and_shows_the_link(site: Site) -> None:
    page = site[0].post("/aanmelden", OFFER)
    assert page.status_code == 200, page.text
    assert "kunnen u nu geen mail sturen" in page.text
    mine = site[0].get(link_in(page.text))
    assert "nog niet in de gids" in mine.text
    assert "Boetseren in mijn atelier" in mine.text


def test_nothing_is_public_until_a_coordinator_says_so_who_sees_the_role_address(site: Site) -> None:
    link = link_in(site[0].post("/aanmelden", OFFER).text)
    assert found(site) == []
    (edit,) = waiting(site)
    assert edit["contactEmail"] == "balie@atelierklei.example"
    answer = decide(site, edit["id"], "approve")
    assert answer.status_code == 200, answer.text
    (item,) = found(site)
    assert item["age"]["min"] == 6
    assert item["place"]["wijk"]["name"] == "Moerwijk"
    whole = site[0].inside.get(f"/v1/activities/{item['id']}").text
    for secret in ("balie@atelierklei.example", "Kleistraat", "2531"):
        assert secret not in whole
    assert "staat in de gids" in site[0].get(link).text


def test_the_mailed_link_is_the_login_and_stands_on_no_page(own_catalogue: str) -> None:
    with mail_server() as (postbox, options), in_process(own_catalogue, **options) as (inside, _):
        browser = Browser(inside)
        page = browser.post("/aanmelden", OFFER)
        assert "Wij hebben een mail gestuurd naar balie@atelierklei.example" in page.text
        assert "/aanmelden/" not in page.text.replace('action="/aanmelden', "")
        (letter,) = postbox.letters
        assert postbox.recipients == ["balie@atelierklei.example"]
        text = letter.get_content()
        assert browser.get(link_in(text)).status_code == 200


def test_the_button_pressed_twice_is_one_proposal_and_one_mail(own_catalogue: str) -> None:
    headers = bearer(make_key(own_catalogue))
    with mail_server() as (postbox, options), in_process(own_catalogue, **options) as (inside, _):
        site = Browser(inside), headers
        pages = [site[0].post("/aanmelden", OFFER) for _ in range(2)]
        assert pages[0].text == pages[1].text
        assert (len(waiting(site)), len(postbox.letters)) == (1, 1)
        assert "nog niet in de gids" in site[0].get(link_in(postbox.letters[0].get_content())).text
        site[0].post("/aanmelden", {**OFFER, "age": "8 t/m 12 jaar"})
        assert len(waiting(site)) == 2, "a second group is another offer"


def test_a_change_waits_and_the_published_offer_stays_as_it_is(site: Site) -> None:
    browser = site[0]
    link = link_in(browser.post("/aanmelden", OFFER).text)
    decide(site, waiting(site)[0]["id"], "approve")
    browser.get(link)
    page = browser.post(link, browser.form(link) | {"costs": "€ 9 per keer"})
    assert "kijkt naar uw wijziging" in page.text
    assert found(site)[0]["prices"][0]["amount"] == "7.50"
    assert decide(site, waiting(site)[0]["id"], "approve").status_code == 200
    (item,) = found(site)
    assert item["prices"][0]["amount"] == "9.00"
    assert item["place"]["wijk"]["name"] == "Moerwijk", "a change of the price moves nothing"


def test_a_proposal_can_be_changed_while_it_waits_and_waits_once(site: Site) -> None:
    browser = site[0]
    link = link_in(browser.post("/aanmelden", OFFER).text)
    browser.get(link)
    browser.post(link, browser.form(link) | {"title": "Boetseren met klei"})
    (edit,) = waiting(site)
    assert edit["title"] == "Boetseren met klei"
    assert edit["changes"]["place"][1]["address"]["streetAddress"] == "Kleistraat 12"
    browser.get(link)
    assert "Er is niets veranderd" in browser.post(link, browser.form(link)).text


def test_withdrawing_ends_what_is_public_and_what_waits_after_a_tick(site: Site) -> None:
    browser = site[0]
    link = link_in(browser.post("/aanmelden", OFFER).text)
    decide(site, waiting(site)[0]["id"], "approve")
    item = found(site)[0]["id"]
    browser.get(link)
    browser.post(link, browser.form(link) | {"costs": "€ 9 per keer"})
    assert browser.post(f"{link}/weg", {"sure": ""}).status_code == 400
    assert found(site)
    assert "is weggehaald" in browser.post(f"{link}/weg", {"sure": "1"}).text
    assert found(site) == []
    assert waiting(site) == []
    assert browser.inside.get(f"/v1/activities/{item}").json()["status"] == "ended"
    assert browser.post(f"{link}/weg", {"sure": "1"}).status_code == 200


def test_a_refused_proposal_tells_why_and_can_be_sent_again(site: Site) -> None:
    browser = site[0]
    link = link_in(browser.post("/aanmelden", OFFER).text)
    assert decide(site, waiting(site)[0]["id"], "reject", reason="Zeg ook wie het doet.").status_code == 200
    page = browser.get(link)
    assert "niet in de gids gezet" in page.text
    assert "Zeg ook wie het doet." in page.text
    browser.post(link, browser.form(link) | {"summary": "Je maakt een dier van klei met Anna."})
    assert len(waiting(site)) == 1


def test_opening_the_link_changes_nothing_and_the_offer_can_be_confirmed(site: Site) -> None:
    browser = site[0]
    link = link_in(browser.post("/aanmelden", OFFER).text)
    decide(site, waiting(site)[0]["id"], "approve")
    before = browser.inside.get("/v1/activities?limit=1").json()["meta"]["appliedSeq"]
    for _ in range(3):
        assert browser.inside.get(link).status_code == 200
        assert browser.inside.request("HEAD", link).status_code == 200
    assert browser.inside.get("/v1/activities?limit=2").json()["meta"]["appliedSeq"] == before
    assert "is bevestigd" in browser.post(f"{link}/klopt", {"right": "1"}).text


def test_the_whole_way_on_postgresql(postgres_cluster: PostgresCluster) -> None:
    with postgres_cluster.fresh_database() as url:
        prepare(url)
        key = make_key(url)
        with in_process(url) as (inside, _):
            browser = Browser(inside)
            site = browser, bearer(key)
            link = link_in(browser.post("/aanmelden", OFFER).text)
            decide(site, waiting(site)[0]["id"], "approve")
            browser.get(link)
            browser.post(link, browser.form(link) | {"costs": "€ 9 per keer"})
            decide(site, waiting(site)[0]["id"], "approve")
            (item,) = found(site)
            assert item["prices"][0]["amount"] == "9.00"
            browser.sign_in(key)
            owner = item["organisation"]["id"]
            browser.get(f"/partner/aanbod/{item['id']}?org={owner}")
            fields = browser.form(f"/partner/aanbod/{item['id']}") | {"title": "Boetseren op zaterdag"}
            assert "Het is bewaard" in browser.post(f"/partner/aanbod/{item['id']}", fields).text
            assert "is weggehaald" in browser.post(f"{link}/weg", {"sure": "1"}).text
            assert found(site) == []


def test_what_opens_every_address_in_a_mail_confirms_nothing(site: Site) -> None:
    link = link_in(site[0].post("/aanmelden", OFFER).text)
    decide(site, waiting(site)[0]["id"], "approve")
    address = f"/v1/activities/{found(site)[0]['id']}"
    before = site[0].inside.get(address).json()
    for path in (link, f"{link}/klopt", f"{link}/weg"):
        site[0].inside.get(path)
        site[0].inside.post(path)
        assert "is bevestigd" not in site[0].post(path, {"x": "1"}).text
    assert site[0].inside.get(address).json() == before
    audit = site[0].inside.get("/v1/audit", params={"kind": "activity"}, headers=site[1]).json()["items"]
    assert "confirmed" not in {line["action"] for line in audit}


@pytest.mark.parametrize("token", ["x", "a" * 43, "..%2f"])
def test_an_unknown_link_says_so(token: str, site: Site) -> None:
    assert site[0].get(f"/aanmelden/{token}").status_code == 404


def test_a_program_that_fills_in_everything_is_thanked_and_nothing_is_kept(site: Site) -> None:
    page = site[0].post("/aanmelden", OFFER | {"homepage": "https://spam.example"})
    assert page.status_code == 200
    assert waiting(site) == []


def test_faults_stand_at_their_fields_and_what_was_typed_stays(site: Site) -> None:
    page = site[0].post(
        "/aanmelden", OFFER | {"title": "", "contactEmail": "niks", "organisation": "", "costs": "veel"}
    )
    assert page.status_code == 400
    for name in ("title", "contactEmail", "organisation", "costs"):
        assert f'<a href="#{name}">' in page.text
        assert f'id="{name}-fault"' in page.text
    assert "Je maakt een dier van klei." in page.text
    assert waiting(site) == []


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_form_has_a_label_for_every_field_and_no_script(lang: str, site: Site) -> None:
    page = site[0].get(f"/aanmelden?lang={lang}")
    assert page.headers["content-language"] == lang
    assert "set-cookie" not in page.headers
    assert "<script" not in page.text
    ids = re.findall(r'\bid="([^"]+)"', page.text)
    assert len(ids) == len(set(ids))
    for tag in re.findall(r"<(?:input|select|textarea)[^>]*>", page.text):
        name = re.search(r'id="([^"]+)"', tag)
        if 'type="hidden"' not in tag:
            assert name, tag
            assert f'for="{unescape(name[1])}"' in page.text


def test_a_name_that_is_there_already_is_pointed_out_to_the_coordinator(site: Site) -> None:
    name = site[0].inside.get("/v1/organisations?limit=1").json()["items"][0]["name"]
    site[0].post("/aanmelden", OFFER | {"organisation": name.upper()})
    site[0].post("/aanmelden", OFFER | {"organisation": "Nergens Bekend"})
    taken, free = sorted(waiting(site), key=lambda edit: not edit["warnings"])  # sent in the same moment
    (warning,) = taken["warnings"]
    assert warning["code"] == "organisation-name-taken"
    assert "al een organisatie met deze naam" in warning["detailNl"]
    theirs = site[0].inside.get(warning["hint"].removeprefix(BASE)).json()
    assert theirs["name"] == name
    assert free["warnings"] == []


def ask_link(browser: Browser, email: str) -> httpx.Response:
    return browser.post("/aanmelden/nieuwe-link", {"contactEmail": email})


def test_a_lost_link_is_mailed_again_and_the_old_one_ends(own_catalogue: str) -> None:
    email = "kwijt@atelierklei.example"
    with mail_server() as (postbox, options), in_process(own_catalogue, **options) as (inside, _):
        browser = Browser(inside)
        browser.post("/aanmelden", OFFER | {"contactEmail": email})
        old = link_in(postbox.letters[0].get_content())
        known, unknown = ask_link(browser, email.upper()), ask_link(browser, "niemand@elders.example")
        assert known.text.replace(email.upper(), "") == unknown.text.replace("niemand@elders.example", "")
        assert postbox.recipients[1:] == [email.upper()]
        text = postbox.letters[1].get_content()
        assert OFFER["title"] in text
        assert browser.get(link_in(text)).status_code == 200
        assert browser.get(old).status_code == 404
        for _ in range(4):
            ask_link(browser, email)
        assert len(postbox.letters) == 4, "one address gets at most three such mails an hour"


def test_asking_a_link_without_an_address_or_without_mail_says_what_to_do(site: Site) -> None:
    assert '<a href="#contactEmail">' in ask_link(site[0], "niks").text
    assert "kunnen nu geen mail sturen" in ask_link(site[0], "balie@atelierklei.example").text


@pytest.mark.parametrize(
    ("decision", "body", "said"), [("approve", {}, "Goed nieuws"), ("reject", {"reason": "Te ver weg."}, "Te ver weg.")]
)
def test_a_decision_is_mailed_once(own_catalogue: str, decision: str, body: dict[str, str], said: str) -> None:
    headers = bearer(make_key(own_catalogue))
    with mail_server() as (postbox, options), in_process(own_catalogue, **options) as (inside, _):
        site = Browser(inside), headers
        site[0].post("/aanmelden", OFFER)
        (edit,) = waiting(site)
        rehearsed = inside.post(f"/v1/moderation/{edit['id']}/{decision}?dryRun=true", headers=headers, json=body)
        assert rehearsed.status_code == 200
        assert len(postbox.letters) == 1
        for _ in range(2):
            assert decide(site, edit["id"], decision, **body).status_code == 200
        assert postbox.recipients[1:] == [OFFER["contactEmail"]]
        text = postbox.letters[1].get_content()
        assert said in text
        assert OFFER["title"] in text
