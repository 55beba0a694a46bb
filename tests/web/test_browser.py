"""The pages in a real browser: everything works with script off, nobody else is asked, nothing stands in the way."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.support.browser import Visitor, visit

SHEET = (
    "titel;leeftijd;dag en tijd;prijs;plek;postcode\nKleiclub;8 t/m 12 jaar;woensdag 14:00-15:30;gratis;Hof;2531 AB\n"
)
PAGES = re.compile(rb"/Type\s*/Page\b(?!s)")
BOX = re.compile(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]")
MM_OF_POINT = 25.4 / 72
PAPER = {"a6": (105, 148), "a5": (148, 210)}

Step = Callable[[Visitor], object]


def send(page: Page, name: str) -> None:
    """Press the button with this name."""
    page.get_by_role("button", name=name, exact=True).first.click()


def search(visitor: Visitor) -> Page:
    page = visitor.go("/")
    page.get_by_label("Waar woon je?").fill("Moerwijk")
    page.get_by_label("Hoe oud ben je?").fill("9")
    page.get_by_label("Alleen gratis").check()
    send(page, "Zoek")
    return page


def sign_in(visitor: Visitor, key: str) -> Page:
    page = visitor.go("/partner")
    page.get_by_label("Uw sleutel").fill(key)
    send(page, "Log in")
    return page


def test_a_guide_gets_from_a_place_and_an_age_to_a_card(chromium: Browser, site: str) -> None:
    with visit(chromium, site) as guide:
        page = search(guide)
        assert page.locator("ol.results > li").count() == 5
        page.locator("button[name=after]").first.click()
        assert page.get_by_role("heading", level=1).inner_text() == "De volgende stap"
        ticked = page.locator("input[name=id]:checked").evaluate_all("all => all.map(one => one.value)")
        assert 1 <= len(ticked) <= 3
        send(page, "Maak een kaartje")
        assert page.url == f"{site}/kaart"
        assert page.locator(".link").inner_text().endswith("/k/" + ".".join(ticked))
        page.go_back()
        assert page.locator("input[name=id]").count() == len(ticked)
        assert guide.strayed == []


def test_a_provider_proposes_changes_and_withdraws_an_offer(chromium: Browser, site: str) -> None:
    with visit(chromium, site) as provider:
        page = provider.go("/aanmelden")
        page.get_by_label("Hoe heet het?").fill("Kleien bij Noor")
        page.get_by_label("Leeftijd of groep").fill("van alles en nog wat")
        page.get_by_label("Wie biedt dit aan?").fill("Atelier Noor")
        page.get_by_label("Uw e-mailadres").fill("info@noor.example")
        send(page, "Meld aan")
        assert "“Leeftijd of groep”" in page.get_by_role("alert").inner_text()
        page.get_by_role("alert").get_by_role("link").click()
        assert page.url.endswith("#age")
        page.get_by_label("Leeftijd of groep").fill("8 t/m 12 jaar")
        send(page, "Meld aan")
        page.get_by_role("link", name="Uw link").click()
        page.get_by_label("Wat kost het?").fill("gratis")
        send(page, "Stuur de wijziging")
        assert "Een coördinator kijkt naar uw wijziging." in page.get_by_role("status").inner_text()
        send(page, "Haal weg")
        assert page.locator("#sure-fault").is_visible()
        page.get_by_label("Ja, haal dit aanbod weg").check()
        send(page, "Haal weg")
        assert "Dit aanbod is weggehaald." in page.locator("main").inner_text()
        assert provider.strayed == []


def test_a_partner_sends_a_file_after_seeing_what_it_does(
    chromium: Browser, site: str, partner_key: str, tmp_path: Path
) -> None:
    sheet = tmp_path / "aanbod.csv"
    sheet.write_text(SHEET)
    with visit(chromium, site) as partner:
        page = sign_in(partner, partner_key)
        page.get_by_role("link", name="Bestand sturen").click()
        page.get_by_label("Kies een bestand").set_input_files(sheet)
        send(page, "Kijk wat er gebeurt")
        assert "Er is nog niets veranderd." in page.get_by_role("status").inner_text()
        assert "nieuw: 1" in page.locator("main").inner_text()
        send(page, "Stuur dit bestand")
        page.get_by_role("link", name="Terug naar uw aanbod").click()
        page.get_by_role("link", name="Kleiclub", exact=True).click()
        page.get_by_label("Wat kost het?").fill("€ 5 per keer")
        send(page, "Bewaar")
        assert "Het is bewaard." in page.get_by_role("status").inner_text()
        page.get_by_role("link", name="Terug naar uw aanbod").click()
        send(page, "Alles klopt nog")
        assert "is bevestigd" in page.get_by_role("status").inner_text()
        send(page, "Log uit")
        assert page.get_by_label("Uw sleutel").is_visible()
        assert partner.strayed == []


def test_anybody_can_say_that_something_is_not_right(chromium: Browser, site: str, long_ids: list[str]) -> None:
    with visit(chromium, site) as reader:
        page = reader.go(f"/a/{long_ids[0]}")
        page.get_by_text("Klopt er iets niet? Meld het").click()
        page.get_by_label("Het is vol").check()
        send(page, "Verstuur")
        assert page.get_by_role("heading", level=1).inner_text() == "Dank je wel"


@pytest.mark.parametrize("size", ["a6", "a5"])
@pytest.mark.parametrize("many", [1, 2, 3])
def test_a_card_is_one_page_whatever_is_on_it(
    many: int, size: str, chromium: Browser, site: str, long_ids: list[str]
) -> None:
    ids = long_ids[:many]
    with visit(chromium, site) as guide:
        page = guide.page
        address = f"{site}/kaart"
        page.route(address, lambda route: route.continue_(
            method="POST", headers={**route.request.headers, "content-type": "application/x-www-form-urlencoded"},
            post_data="&".join([f"size={size}", *(f"id={one}" for one in ids)]),
        ))  # fmt: skip
        page.goto(address)
        paper = page.pdf(prefer_css_page_size=True)
        page.emulate_media(media="print")
        cut_off = page.evaluate("(c => c.scrollHeight - c.clientHeight)(document.querySelector('.card'))")
        link = page.locator(".link").inner_text()
    assert len(PAGES.findall(paper)) == 1
    (box,) = set(BOX.findall(paper))
    assert tuple(round(float(side) * MM_OF_POINT) for side in box) == PAPER[size]
    assert cut_off <= 0
    assert link.endswith("/k/" + ".".join(ids))


def faulty_form(visitor: Visitor) -> None:
    page = visitor.go("/aanmelden")
    page.locator("form[action^='/aanmelden']").evaluate("form => { form.noValidate = true; }")
    page.get_by_label("Leeftijd of groep").fill("van alles")
    send(page, "Meld aan")


def next_steps(visitor: Visitor) -> None:
    search(visitor).locator("button[name=after]").first.click()


def card(visitor: Visitor) -> None:
    next_steps(visitor)
    send(visitor.page, "Maak een kaartje")


STATES: dict[str, Step] = {
    "first page": lambda one: one.go("/"),
    "results": search,
    "nothing found": lambda one: one.go("/?place=Moerwijk&age=9&q=zzzzqqq"),
    "faults": lambda one: one.go("/?age=nine&place=Atlantis"),
    "next steps": next_steps,
    "card": card,
    "proposal": lambda one: one.go("/aanmelden"),
    "faulty proposal": faulty_form,
    "sign in": lambda one: one.go("/partner"),
    "reference": lambda one: one.go("/docs"),
    "not there": lambda one: one.go("/nergens"),
}


@pytest.mark.parametrize(("width", "dark"), [(320, False), (1000, True)], ids=["narrow", "dark"])
def test_no_page_has_a_barrier(width: int, dark: bool, chromium: Browser, site: str) -> None:
    found = {}
    with visit(chromium, site, script=True, width=width, dark=dark) as visitor:
        for name, reach in STATES.items():
            reach(visitor)
            found[name] = visitor.find_barriers()
        assert visitor.strayed == []
    assert {name: barriers for name, barriers in found.items() if barriers} == {}


def test_no_page_of_a_partner_has_a_barrier(
    chromium: Browser, site: str, partner_key: str, long_ids: list[str]
) -> None:
    with visit(chromium, site, script=True, width=320) as partner:
        sign_in(partner, partner_key)
        found = {"offers": partner.find_barriers()}
        for path in (
            "/partner/aanbod/nieuw",
            f"/partner/aanbod/{long_ids[0]}",
            "/partner/bestand",
            f"/a/{long_ids[0]}",
        ):
            partner.go(path)
            found[path] = partner.find_barriers()
        assert partner.strayed == []
    assert {name: barriers for name, barriers in found.items() if barriers} == {}
