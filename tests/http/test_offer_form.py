"""The short form asks what families need to know, and changing one answer leaves the rest of an offer alone."""

from collections.abc import Iterator
from typing import Any

import pytest

from app.domain.caller import Scope
from tests.http.test_partner_page import CLUB, OWN, PARTNER, Browser, read_item
from tests.support.keys import make_key
from tests.support.served import draft, in_process, write

PAID: dict[str, Any] = {
    "cost": "paid",
    "prices": [
        {"amount": "90.00", "per": "course", "sessions": 10, "note": "Met materiaal."},
        {"amount": "15.00", "per": "once", "kind": "registration"},
    ],
    "enrolment": {
        "how": ["form", "viaSchool"],
        "url": "https://smederij.example/meedoen",
        "opensAt": "2026-12-01T09:00",
    },
    "contact": {"url": "https://smederij.example", "email": "info@smederij.example"},
    "supervision": {"by": "Een smid", "note": "Met een VOG."},
}


@pytest.fixture
def site(own_catalogue: str) -> Iterator[tuple[Browser, str]]:
    write(own_catalogue, draft("club", "Smeden", **PAID))
    with in_process(own_catalogue) as (inside, _):
        browser = Browser(inside)
        browser.sign_in(make_key(own_catalogue, PARTNER, [OWN]))
        yield browser, own_catalogue


def change(browser: Browser, **fields: str) -> dict[str, Any]:
    browser.get(f"/partner/aanbod/{CLUB}?org={OWN}")
    page = browser.post(f"/partner/aanbod/{CLUB}", browser.form(f"/partner/aanbod/{CLUB}") | fields)
    assert page.status_code == 200, page.text
    return read_item(browser)


def test_how_every_child_can_join_stands_beside_the_prices_as_they_were(site: tuple[Browser, str]) -> None:
    browser, _ = site
    before = read_item(browser)
    said = "Vraag ons om een gratis plek."
    after = change(browser, everyone=said)
    assert after["prices"][:-1] == before["prices"]
    assert [after["prices"][-1][name] for name in ("kind", "amount", "note")] == ["reduced", None, said]
    assert after["cost"] == "paid"
    assert said in browser.inside.get(f"/a/{CLUB}").text
    assert change(browser, everyone="")["prices"] == before["prices"]


def test_new_costs_keep_the_answer_for_who_has_little_money(site: tuple[Browser, str]) -> None:
    browser, _ = site
    change(browser, everyone="Vraag ons.")
    prices = change(browser, costs="€ 5 per keer")["prices"]
    assert [(price["amount"], price["kind"], price["note"]) for price in prices] == [
        ("5.00", "base", None),
        (None, "reduced", "Vraag ons."),
    ]


def test_a_new_offer_says_who_is_there_and_how_every_child_can_join(site: tuple[Browser, str]) -> None:
    browser, _ = site
    browser.get("/partner/aanbod/nieuw")
    fields = browser.form("/partner/aanbod/nieuw") | {
        "title": "Lassen voor beginners", "costs": "€ 5 per keer", "everyone": "Vraag ons.",
        "supervision": "Een vakdocent",
        "keptCosts": '{"cost": "free", "prices": null, "freeTrial": null}',
    }  # fmt: skip
    assert browser.post("/partner/aanbod/nieuw", fields).status_code == 200
    (found,) = browser.inside.get("/v1/activities", params={"q": "lassen", "organisation": OWN}).json()["items"]
    item = read_item(browser, found["id"])
    assert item["supervision"] == {"by": "Een vakdocent", "note": None}
    assert [price["note"] for price in item["prices"]] == [None, "Vraag ons."]


def test_who_is_with_the_children_is_shown_and_changed_as_one_answer(site: tuple[Browser, str]) -> None:
    browser, _ = site
    browser.get(f"/partner/aanbod/{CLUB}")
    assert browser.form(f"/partner/aanbod/{CLUB}")["supervision"] == "Een smid. Met een VOG"
    assert change(browser, supervision="Twee smeden")["supervision"] == {"by": "Twee smeden", "note": None}
    assert change(browser, supervision="")["supervision"] == {"by": None, "note": None}


def test_ways_to_join_that_the_form_does_not_show_stay(site: tuple[Browser, str]) -> None:
    browser, _ = site
    before = read_item(browser)
    after = change(browser, phone="070 353 30 00")
    assert set(after["enrolment"]["how"]) == {"form", "phone", "viaSchool", "mail"}
    assert {name: after["enrolment"][name] for name in ("url", "opensAt")} == {
        name: before["enrolment"][name] for name in ("url", "opensAt")
    }
    assert after["contact"]["url"] == before["contact"]["url"]
    assert after["contact"]["phone"] == after["enrolment"]["phone"]


def test_a_coordinator_sees_who_has_not_said_how_every_child_can_join(site: tuple[Browser, str]) -> None:
    browser, url = site
    unsaid, said = "nog niet gezegd hoe ieder kind mee kan doen", "Weinig geld: Vraag ons."
    assert unsaid not in browser.get(f"/partner?org={OWN}").text
    browser.sign_in(make_key(url, [Scope.ADMIN]))
    assert unsaid in browser.get(f"/partner?org={OWN}").text
    change(browser, everyone="Vraag ons.")
    page = browser.get(f"/partner?org={OWN}").text
    assert said in page
    assert unsaid not in page


def test_a_row_that_looks_like_an_offer_leads_to_its_page(site: tuple[Browser, str]) -> None:
    browser, _ = site
    browser.get("/partner/bestand")
    table = "id;titel;plek;prijs\nnieuw-1;Smeden;Wijkcentrum;gratis\n"
    page = browser.post("/partner/bestand", browser.hidden(), files={"file": ("a.csv", table.encode(), "text/csv")})
    assert f'href="/a/{CLUB}?lang=nl"' in page.text, page.text


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [("", b"", "Kies eerst een bestand."), ("a.csv", b"", "Dit bestand is leeg."),
     ("a.csv", b"titel;leeftijd\n", "In dit bestand staat geen aanbod."), ("a.csv", b"titel\n;\n", "geen aanbod")],
)  # fmt: skip
def test_a_file_without_offers_is_not_ready_to_be_sent(
    name: str, content: bytes, said: str, site: tuple[Browser, str]
) -> None:
    browser, _ = site
    browser.get("/partner/bestand")
    page = browser.post("/partner/bestand", browser.hidden(), files={"file": (name, content, "text/csv")})
    assert page.status_code == 400
    assert said in page.text, page.text
    assert "Stuur dit bestand" not in page.text
