"""The partner page as a browser uses it: sign in, look, change, confirm, send a file. No script, no key in a link."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import httpx
import pytest

from app.deps import Runtime
from app.domain.caller import Scope
from app.domain.ids import activity_id, organisation_id
from tests.support.keys import make_key
from tests.support.served import SOURCE, Inside, draft, in_process, write
from tests.support.stored import open_engine

OWN = organisation_id(SOURCE, "toets")
PARTNER = (Scope.ACTIVITIES_WRITE, Scope.IMPORTS_WRITE)
CLUB = activity_id(SOURCE, "club")


class Browser:
    """Follows redirects within the site, keeps cookies, and sends the forms of the page it is on."""

    def __init__(self, inside: Inside) -> None:
        self.inside = inside
        self.page: httpx.Response = httpx.Response(200)

    def get(self, path: str) -> httpx.Response:
        self.page = self.inside.get(path, follow_redirects=True)
        return self.page

    def post(self, path: str, fields: dict[str, str], **options: Any) -> httpx.Response:
        self.page = self.inside.post(path, data=fields, follow_redirects=True, **options)
        return self.page

    def hidden(self, number: int = -1) -> dict[str, str]:
        """The hidden fields of one of the forms on the page."""
        forms = re.findall(r"<form.*?</form>", self.page.text, re.DOTALL)
        return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', forms[number]))

    def form(self, action: str) -> dict[str, str]:
        """What the form to this address would send, as it stands."""
        for form in re.findall(r"<form.*?</form>", self.page.text, re.DOTALL):
            found = re.search(r'action="([^"]*)"', form)
            if found and unescape(found[1]).partition("?")[0] == action:
                return {name: unescape(value) for name, value in _fields(form)}
        raise AssertionError(f"no form to {action}")

    def sign_in(self, key: str) -> httpx.Response:
        return self.post("/partner/inloggen", {"key": key})


def _fields(form: str) -> Iterator[tuple[str, str]]:
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and ('type="checkbox"' not in tag or " checked" in tag) and 'type="file"' not in tag:
            yield name[1], value[1] if value else ""
    for name_, text in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', form, re.DOTALL):
        yield name_, text
    for name_, options in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        yield name_, chosen[1] if chosen else ""


@pytest.fixture
def site(own_catalogue: str) -> Iterator[tuple[Browser, Runtime, str]]:
    write(own_catalogue, draft("club", "Timmerclub"))
    with in_process(own_catalogue) as (inside, runtime):
        yield Browser(inside), runtime, own_catalogue


def sign_in(site: tuple[Browser, Runtime, str], **options: Any) -> Browser:
    browser, _, url = site
    browser.sign_in(make_key(url, PARTNER, [OWN], **options))
    assert browser.page.status_code == 200, browser.page.text
    return browser


def read_item(browser: Browser, id_: str = CLUB) -> dict[str, Any]:
    item: dict[str, Any] = browser.inside.get(f"/v1/activities/{id_}").json()
    return item


def test_who_is_not_signed_in_sees_the_form_and_a_wrong_key_says_why(site: tuple[Browser, Runtime, str]) -> None:
    browser, _, url = site
    assert 'type="password"' in browser.get("/partner").text
    assert browser.get("/partner/aanbod/nieuw").text.count('name="key"') == 1
    assert "verkeerd getypt" in browser.sign_in("ww_live_nonsense").text
    assert browser.page.status_code == 401
    key = make_key(url, PARTNER, [OWN])
    assert key not in browser.sign_in(key[:-1] + "x").text


def test_the_cookie_is_strict_and_holds_nothing_of_the_key(site: tuple[Browser, Runtime, str]) -> None:
    browser, _, url = site
    key = make_key(url, PARTNER, [OWN])
    answer = browser.inside.post("/partner/inloggen", data={"key": key})
    assert answer.status_code == 303
    cookie = answer.headers["set-cookie"]
    assert {"HttpOnly", "SameSite=strict", "Path=/partner"} <= set(cookie.split("; "))
    assert key not in cookie
    assert key not in answer.headers["location"]
    page = browser.get("/partner")
    assert key not in page.text
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "<script" not in page.text
    assert page.headers["cache-control"] == "no-store"


def test_a_partner_sees_its_own_offers_with_freshness_and_completeness(site: tuple[Browser, Runtime, str]) -> None:
    page = sign_in(site).page.text
    assert "Stichting Toets" in page
    assert "Timmerclub" in page
    assert "van de 100 punten" in page
    assert "Het laatst bevestigd op 25 november 2026" in page


def test_a_new_offer_in_plain_words_is_understood_and_public_at_once(site: tuple[Browser, Runtime, str]) -> None:
    browser = sign_in(site)
    browser.get("/partner/aanbod/nieuw")
    fields = browser.form("/partner/aanbod/nieuw") | {
        "title": "Lassen voor beginners", "summary": "Je maakt een beeld van ijzer.", "theme": "making",
        "age": "8 t/m 12 jaar", "when": "wo 14:00-15:30", "firstDay": "2026-12-02", "lastDay": "2027-02-24",
        "costs": "€ 5 per keer", "placeName": "Smederij", "street": "Toetsstraat 1", "postcode": "2531 AB",
        "town": "Den Haag", "website": "smederij.example", "stage": "deepen",
    }  # fmt: skip
    page = browser.post("/partner/aanbod/nieuw", fields)
    assert page.status_code == 200, page.text
    assert "Het is bewaard" in page.text
    found = browser.inside.get("/v1/activities", params={"organisation": OWN, "q": "lassen"}).json()["items"]
    item = read_item(browser, found[0]["id"])
    assert (item["age"]["min"], item["age"]["max"]) == (8, 12)
    assert item["cost"] == "paid"
    assert [(price["amount"], price["per"]) for price in item["prices"]] == [("5.00", "session")]
    assert item["nextSession"]["startsAt"] == "2026-12-02T14:00:00+01:00"
    assert item["place"]["address"]["postalCode"] == "2531 AB"
    assert item["enrolment"]["url"] == "https://smederij.example"
    assert item["individual"] is True
    assert item["audience"] == ["children"]


def test_what_is_not_understood_is_asked_again_at_its_field_and_nothing_typed_is_lost(
    site: tuple[Browser, Runtime, str],
) -> None:
    browser = sign_in(site)
    browser.get("/partner/aanbod/nieuw")
    fields = browser.form("/partner/aanbod/nieuw") | {
        "title": "", "summary": "Leuk <b>voor</b> jou", "age": "voor de kleintjes en zo", "costs": "een beetje",
        "email": "geen adres", "postcode": "99",
    }  # fmt: skip
    page = browser.post("/partner/aanbod/nieuw", fields)
    assert page.status_code == 400
    for name in ("title", "costs", "email", "postcode"):
        assert f'<a href="#{name}">' in page.text
        assert f'id="{name}-fault"' in page.text
        assert re.search(rf'id="{name}"[^>]*aria-invalid="true"', page.text)
    assert browser.form("/partner/aanbod/nieuw")["summary"] == "Leuk <b>voor</b> jou"
    assert "<b>voor</b>" not in page.text


def test_changing_one_field_changes_nothing_else(site: tuple[Browser, Runtime, str]) -> None:
    browser = sign_in(site)
    before = read_item(browser)
    browser.get(f"/partner/aanbod/{CLUB}")
    fields = browser.form(f"/partner/aanbod/{CLUB}")
    assert fields["age"] == "6 t/m 12 jaar"
    assert fields["costs"] == "gratis"
    page = browser.post(f"/partner/aanbod/{CLUB}", fields | {"costs": "2,50 per keer"})
    assert page.status_code == 200, page.text
    after = read_item(browser)
    changed = {name for name in after if after[name] != before[name]}
    assert changed <= {"cost", "prices", "freeTrial", "modifiedAt", "version", "help", "missing", "freshness"}
    assert after["prices"][0]["amount"] == "2.50"
    again = browser.form(f"/partner/aanbod/{CLUB}")
    assert "Er is niets veranderd" in browser.post(f"/partner/aanbod/{CLUB}", again).text


def test_themes_that_the_form_has_no_room_for_stay(own_catalogue: str) -> None:
    write(own_catalogue, draft("club", "Timmerclub", themes=["making", "nature", "science"]))
    with in_process(own_catalogue) as (inside, runtime):
        browser = sign_in((Browser(inside), runtime, own_catalogue))
        browser.get(f"/partner/aanbod/{CLUB}")
        fields = browser.form(f"/partner/aanbod/{CLUB}")
        browser.post(f"/partner/aanbod/{CLUB}", fields | {"theme2": "technology"})
        assert read_item(browser)["themes"] == ["making", "technology", "science"]


def test_somebody_who_changed_it_meanwhile_is_not_overwritten(site: tuple[Browser, Runtime, str]) -> None:
    browser = sign_in(site)
    browser.get(f"/partner/aanbod/{CLUB}")
    fields = browser.form(f"/partner/aanbod/{CLUB}")
    browser.post(f"/partner/aanbod/{CLUB}", fields | {"title": "Timmerclub Zuid"})
    late = browser.post(f"/partner/aanbod/{CLUB}", fields | {"title": "Timmerclub Noord"})
    assert late.status_code == 409
    assert "intussen veranderd" in late.text
    assert read_item(browser)["title"] == "Timmerclub Zuid"


def test_confirm_all_makes_every_offer_fresh(own_catalogue: str) -> None:
    old = [draft(name, f"Club {name}", confirmedAt="2026-07-01T12:00:00+02:00") for name in ("een", "twee")]
    write(own_catalogue, *old)
    with in_process(own_catalogue) as (inside, _):
        browser = Browser(inside)
        browser.sign_in(make_key(own_catalogue, PARTNER, [OWN]))
        assert read_item(browser, activity_id(SOURCE, "een"))["freshness"]["state"] != "fresh"
        page = browser.post("/partner/klopt", browser.form("/partner/klopt"))
        assert "2 keer aanbod is bevestigd" in page.text
        for name in ("een", "twee"):
            assert read_item(browser, activity_id(SOURCE, name))["freshness"]["state"] == "fresh"


def test_an_offer_stops_only_after_a_tick(site: tuple[Browser, Runtime, str]) -> None:
    browser = sign_in(site)
    browser.get(f"/partner/aanbod/{CLUB}")
    action = f"/partner/aanbod/{CLUB}/stop"
    fields = browser.form(action)
    assert browser.post(action, fields).status_code == 400
    assert read_item(browser)["status"] == "open"
    assert "gestopt" in browser.post(action, fields | {"sure": "1"}).text
    assert read_item(browser)["status"] == "ended"


def test_a_form_of_another_site_or_session_changes_nothing(site: tuple[Browser, Runtime, str]) -> None:
    browser = sign_in(site)
    browser.get(f"/partner/aanbod/{CLUB}")
    fields = browser.form(f"/partner/aanbod/{CLUB}") | {"title": "Gekaapt"}
    for token in ("", "0" * 32):
        page = browser.post(f"/partner/aanbod/{CLUB}", fields | {"formToken": token})
        assert page.status_code == 403
    strange = {"Origin": "https://boos.example", "Sec-Fetch-Site": "cross-site"}
    assert browser.post("/partner/inloggen", {"key": "x"}, headers=strange).status_code == 403
    assert read_item(browser)["title"] == "Timmerclub"


def test_another_organisation_is_closed_and_a_revoked_key_ends_the_session(
    site: tuple[Browser, Runtime, str],
) -> None:
    browser, _, url = site
    other = httpx.URL(browser.inside.get("/v1/organisations?limit=1").json()["items"][0]["url"]).path.split("/")[-1]
    sign_in(site)
    assert browser.get(f"/partner?org={other}").status_code == 403
    strange = browser.inside.get("/v1/activities?limit=1").json()["items"][0]["id"]
    assert f"/partner/aanbod/{strange}/stop" not in browser.get(f"/partner/aanbod/{strange}").text
    from app.services.keys import revoke_key
    from app.store.unit_of_work import write_transaction

    with open_engine(url) as engine, write_transaction(engine) as session:
        from app.domain.caller import OPERATOR
        from app.store import keys

        for key in keys.list_keys(session):
            revoke_key(session, key.id, caller=OPERATOR, now=key.created_at)
    assert browser.get("/partner").status_code == 401


def test_a_test_key_may_try_everything_and_changes_nothing(site: tuple[Browser, Runtime, str]) -> None:
    browser = sign_in(site, is_test=True)
    assert "testsleutel" in browser.page.text
    browser.get(f"/partner/aanbod/{CLUB}")
    fields = browser.form(f"/partner/aanbod/{CLUB}") | {"title": "Anders"}
    assert "bewaren we niets" in browser.post(f"/partner/aanbod/{CLUB}", fields).text
    assert read_item(browser)["title"] == "Timmerclub"


def test_a_coordinator_writes_on_behalf_and_the_log_says_so(site: tuple[Browser, Runtime, str]) -> None:
    browser, _, url = site
    browser.sign_in(key := make_key(url))
    assert "Voor welke organisatie" in browser.page.text
    found = browser.get("/partner?q=stichting%20toets")
    assert f"org={OWN}" in found.text
    assert "namens Stichting Toets" in browser.get(f"/partner?org={OWN}").text
    browser.get(f"/partner/aanbod/{CLUB}?org={OWN}")
    fields = browser.form(f"/partner/aanbod/{CLUB}") | {"summary": "Je timmert een kist."}
    assert "Het is bewaard" in browser.post(f"/partner/aanbod/{CLUB}", fields).text
    log = browser.inside.get("/v1/audit", headers={"Authorization": f"Bearer {key}"}).json()["items"]
    assert any(entry["objectId"] == CLUB and entry["onBehalfOf"] == OWN for entry in log)


def test_a_file_is_rehearsed_before_it_is_sent(site: tuple[Browser, Runtime, str]) -> None:
    browser = sign_in(site)
    table = "titel;leeftijd;wanneer;prijs\nKookclub;8 t/m 12 jaar;do 15:00-16:30;gratis\n;;;\nBakken;xx;;€ 3\n"
    browser.get("/partner/bestand")
    fields = browser.hidden()
    page = browser.post("/partner/bestand", fields, files={"file": ("aanbod.csv", table.encode(), "text/csv")})
    assert page.status_code == 200, page.text
    assert "Er is nog niets veranderd" in page.text
    assert "Kookclub" in page.text
    asked = {"organisation": OWN, "q": "kookclub"}
    assert browser.inside.get("/v1/activities", params=asked).json()["total"] == 0
    sent = browser.post("/partner/bestand", browser.hidden(), files={"none": ("", b"")})
    assert sent.status_code == 200, sent.text
    assert "Dit is er met uw bestand gebeurd" in sent.text
    assert browser.inside.get("/v1/activities", params=asked).json()["total"] == 1


def test_what_others_do_nearby_at_the_same_time_is_told(own_catalogue: str) -> None:
    other = {"organisation": {"name": "Club Ernaast", "source": {"name": SOURCE, "externalId": "ernaast"}}}
    when = {"schedule": {"rules": [{"startsAt": "2026-12-02T14:00", "endsAt": "2026-12-02T15:30"}]}}
    write(own_catalogue, draft("club", "Timmerclub", **when), draft("naast", "Zagen", **other, **when))
    with in_process(own_catalogue) as (inside, _):
        browser = Browser(inside)
        browser.sign_in(make_key(own_catalogue, PARTNER, [OWN]))
        page = browser.get(f"/partner/aanbod/{CLUB}").text
        assert "Zagen" in page
        assert "Club Ernaast" in page
        assert "Op hetzelfde moment" in page


def test_leaving_ends_the_session(site: tuple[Browser, Runtime, str]) -> None:
    browser = sign_in(site)
    held = dict(browser.inside._client.cookies)
    browser.post("/partner/uitloggen", browser.form("/partner/uitloggen"))
    browser.inside._client.cookies.update(held)
    assert 'type="password"' in browser.get("/partner").text


@pytest.mark.parametrize("path", ["/partner", "/partner/aanbod/nieuw", f"/partner/aanbod/{CLUB}", "/partner/bestand"])
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_field_has_its_label_and_no_id_is_used_twice(
    path: str, lang: str, site: tuple[Browser, Runtime, str]
) -> None:
    browser = sign_in(site)
    page = browser.get(f"{path}?lang={lang}").text
    assert f'<html lang="{lang}"' in page
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    inputs = [tag for tag in re.findall(r"<(?:input|select|textarea)[^>]*>", page) if 'type="hidden"' not in tag]
    for tag in inputs:
        found = re.search(r'id="([^"]+)"', tag)
        assert found, tag
        assert f'for="{found[1]}"' in page
    for described in re.findall(r'aria-describedby="([^"]+)"', page):
        assert set(described.split()) <= set(ids)


def test_what_would_make_an_offer_better_is_said_in_the_words_of_the_form(
    site: tuple[Browser, Runtime, str],
) -> None:
    browser = sign_in(site)
    browser.get("/partner/aanbod/nieuw")
    page = browser.post("/partner/aanbod/nieuw", browser.form("/partner/aanbod/nieuw") | {"title": "Naaiclub"})
    assert "Zo wordt het nog beter" in page.text
    assert "Zeg voor welke leeftijd of groep het is." in page.text
    for member in ("firstVisit", "enrolment", "schoolGroups", "serviceArea", "prices"):
        assert f" {member}" not in page.text.partition("Zo wordt het nog beter")[2].partition("<form")[0]


def test_a_row_of_a_calendar_is_called_by_its_summary(site: tuple[Browser, Runtime, str]) -> None:
    browser = sign_in(site)
    browser.get("/partner/bestand")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", "BEGIN:VEVENT", "UID:98765432-abcd", "SUMMARY:Kleiclub"]
    lines += ["DTSTAMP:20261101T100000Z", "DTSTART:20261128T100000Z", "DTEND:20261128T110000Z", "END:VEVENT"]
    content = "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()
    fields = browser.hidden()
    page = browser.post("/partner/bestand", fields, files={"file": ("agenda.ics", content, "text/calendar")})
    assert page.text.count("98765432-abcd") + page.text.count("98765432-ABCD") <= 1
    assert re.search(r"<br>Kleiclub</th>", page.text), page.text
