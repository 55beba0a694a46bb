"""The pages for people: first page, one activity, API reference. No script, no other server, plain words."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise

import httpx
import pytest

from app.schemas.endpoints import ENDPOINTS
from app.services.activities import end_activity
from app.store.unit_of_work import write_transaction
from tests.support.served import NOW, draft, server, write
from tests.support.stored import open_engine

EVIL = "<script>alert(\"x\")</script> & 'knutselen'"
PAGES = [
    "/", "/?lang=en", "/?place=Moerwijk&age=9&free=true", "/?age=nine", "/docs", "/docs?lang=en", "/a/{id}",
    "/volgende", "/volgende?place=Moerwijk&age=9&after={id}", "/volgende?age=x&lang=en",
]  # fmt: skip


class Page(HTMLParser):
    """The elements of a page, with their attributes, and its text."""

    def __init__(self, response: httpx.Response) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(response.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += f"{data} "

    def all(self, *tags: str) -> list[dict[str, str]]:
        return [attributes for tag, attributes in self.found if tag in tags]


@pytest.fixture(scope="module")
def item_id(client: httpx.Client) -> str:
    found: str = client.get("/v1/activities?wijk=Moerwijk&limit=1").json()["items"][0]["id"]
    return found


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest, client: httpx.Client, item_id: str) -> httpx.Response:
    return client.get(request.param.replace("{id}", item_id))


def test_a_page_needs_no_script_and_asks_no_other_server(page: httpx.Response) -> None:
    shown = Page(page)
    assert not shown.all("script", "iframe", "object", "embed", "base")
    assert not [name for _, attributes in shown.found for name in attributes if name.startswith("on")]
    for element in shown.all("link", "img", "form", "source", "use"):
        for address in (element.get("href"), element.get("src"), element.get("action")):
            assert address is None or address.startswith(("/", "data:")), address
            assert address is None or not address.startswith("//")
    assert "url(" not in page.text
    assert "@import" not in page.text


def test_a_page_forbids_what_it_does_not_need(page: httpx.Response) -> None:
    policy = page.headers["content-security-policy"]
    for part in ("default-src 'none'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'self'"):
        assert part in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert page.headers["cache-control"] == "no-store"
    assert "set-cookie" not in page.headers


def test_links_of_a_page_stay_here(page: httpx.Response, client: httpx.Client) -> None:
    for address in {link["href"] for link in Page(page).all("a")}:
        if address.startswith("#"):
            assert address[1:] in {attributes.get("id") for _, attributes in Page(page).found}
        elif address.startswith("/"):
            needs_words = address in {"/v1/geocode", "/v1/suggest"}
            expected = {400} if needs_words else {200, page.status_code}  # a page of faults links to its other language
            assert client.get(address).status_code in expected, address
        else:
            assert 'rel="noopener nofollow"' in page.text  # the site of a provider, and nothing else


def test_a_page_has_what_assistive_technology_needs(page: httpx.Response) -> None:
    shown = Page(page)
    assert shown.all("html")[0]["lang"] == page.headers["content-language"]
    assert len(shown.all("main")) == len(shown.all("h1")) == len(shown.all("title")) == 1
    labelled = {label["for"] for label in shown.all("label")}
    for field in shown.all("input", "select", "textarea"):
        assert field.get("type") == "hidden" or field["id"] in labelled
    ids = [attributes["id"] for _, attributes in shown.found if "id" in attributes]
    assert len(ids) == len(set(ids))
    levels = [int(tag[1]) for tag, _ in shown.found if re.fullmatch(r"h[1-6]", tag)]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_style_sheet_asks_no_other_server(client: httpx.Client) -> None:
    style = client.get("/static/site.css")
    assert style.headers["content-type"].startswith("text/css")
    assert "http" not in style.text
    assert "@import" not in style.text


def cards_of(page: httpx.Response) -> list[list[str]]:
    """Ids of the offers on each card of a page of results, the folded ones after the first."""
    cards = re.findall(r"(?s)<li>\s*<h3>.*?</h3>.*?(?=<li>\s*<h3>|</ol>)", page.text)
    return [re.findall(r'href="/a/(\w{16})\?', card) for card in cards]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_form_finds_what_the_api_finds(lang: str, client: httpx.Client) -> None:
    asked = {"place": "Moerwijk", "age": "9", "free": "true", "lang": lang}
    shown = client.get("/", params=asked)
    near = asked | {"individual": "true", "radius": "5000", "attendance": ["onsite", "atSchool"], "limit": "100"}
    items = {item["id"]: item for item in client.get("/v1/activities", params=near).json()["items"]}
    total = client.get("/v1/activities", params=asked | {"individual": "true"}).json()["total"]
    assert total > len(items) > 0
    assert str(total) in Page(shown).text
    cards = cards_of(shown)
    offers = [id_ for card in cards for id_ in card]
    assert set(offers) == set(list(items)[: len(offers)]), "the first ones, and each once"
    assert len(offers) == len(set(offers))
    assert [card[0] for card in cards] == [id_ for id_ in items if id_ in {card[0] for card in cards}]


def test_a_parent_starts_from_an_age_a_wijk_and_a_free_afternoon(client: httpx.Client) -> None:
    child = {"place": "Moerwijk", "age": "9"}
    page = client.get("/", params={**child, "when": "we"})
    asked = {**child, "individual": "true", "weekday": "we", "moment": "afterSchool", "limit": "100"}
    found = client.get("/v1/activities", params=asked).json()
    assert 0 < found["total"] < client.get("/v1/activities", params=child | {"individual": "true"}).json()["total"]
    offers = {id_ for card in cards_of(page) for id_ in card}
    assert offers
    assert offers <= {item["id"] for item in found["items"]}
    assert '<option value="we" selected>' in page.text
    steps = client.get("/volgende", params={**child, "when": "we"})
    api = client.get("/v1/next-steps", params={**child, "weekday": "we", "moment": "afterSchool"}).json()["items"]
    assert api
    assert [item["activity"]["id"] for item in api if f"/a/{item['activity']['id']}?" not in steps.text] == []
    wrong = client.get("/", params={**child, "when": "nooit"})
    assert wrong.status_code == 400
    assert "Kies een moment uit de lijst." in wrong.text


def test_a_child_sees_five_cards_of_five_providers(client: httpx.Client) -> None:
    for place in ("Moerwijk", "Centrum, Den Haag", "2511"):
        cards = cards_of(client.get("/", params={"place": place, "age": "9"}))
        who = [
            {client.get(f"/v1/activities/{id_}?fields=organisation").json()["organisation"]["id"] for id_ in card}
            for card in cards
        ]
        assert [len(names) for names in who] == [1] * 5, "what one provider has is folded in one card"
        assert len(set.union(*who)) == 5


def test_what_a_child_reaches_comes_before_what_is_further_away(client: httpx.Client) -> None:
    child = {"place": "Moerwijk", "age": "5"}
    asked = {**child, "individual": "true", "attendance": ["onsite", "atSchool"], "limit": "100"}
    reached = {
        item["id"] for item in client.get("/v1/activities", params={**asked, "radius": "2000"}).json()["items"]
    }  # twice as far by bike as the 1 000 m on foot of a child of five
    page = client.get("/", params=child)
    assert {id_ for card in cards_of(page) for id_ in card} <= reached
    assert client.get("/v1/activities", params=asked).json()["total"] > len(reached)
    everything = next(link["href"] for link in Page(page).all("a") if "far=true" in link["href"])
    assert cards_of(client.get(everything))


def test_where_little_is_near_what_needs_no_travel_comes_first(client: httpx.Client) -> None:
    page = client.get("/", params={"place": "Zandvoort", "age": "9"})
    text = " ".join(Page(page).text.split())
    assert 0 < text.index("Hiervoor hoef je niet te reizen") < text.index("Verder weg")
    cards = cards_of(page)
    assert 3 < len(cards) <= 5
    at_home = cards[0][0]
    attendance = client.get(f"/v1/activities/{at_home}?fields=attendance").json()["attendance"]
    assert attendance in ("home", "online", "mobile")


def test_the_form_keeps_what_was_typed(client: httpx.Client) -> None:
    typed = {"place": 'Moer"wijk<b>', "age": "9", "q": "dieren & planten", "free": "true"}
    fields = {field["name"]: field for field in Page(client.get("/", params=typed)).all("input")}
    assert {name: fields[name]["value"] for name in typed} == typed
    assert "checked" in fields["free"]


@pytest.mark.parametrize(
    ("lang", "query", "words"),
    [
        ("nl", "age=nine", "Schrijf de leeftijd als een getal van 0 tot en met 99"),
        ("en", "age=nine", "Write the age as a number from 0 to 99"),
        ("nl", "age=300", "Schrijf de leeftijd als een getal van 0 tot en met 99"),
        ("en", "place=Atlantis", "We do not know that place."),
        ("nl", "q=%3F%3F", "Schrijf een woord"),
    ],
)
def test_faults_are_said_in_words_at_their_field(lang: str, query: str, words: str, client: httpx.Client) -> None:
    response = client.get(f"/?{query}&lang={lang}")
    assert response.status_code == 400
    shown, name = Page(response), query.partition("=")[0]
    assert [element for element in shown.all("div") if element.get("role") == "alert"]
    assert [link for link in shown.all("a") if link["href"] == f"#{name}"]
    assert words in shown.text
    field = next(field for field in shown.all("input") if field["name"] == name)
    assert f"{name}-fault" in field["aria-describedby"].split()
    assert field["aria-invalid"] == "true"


@pytest.mark.parametrize("asked", ["place=Moerwijk&age=9", "place=Moerwijk&age=9&far=true", "age=9", "q=club"])
def test_turning_the_pages_shows_each_offer_once(asked: str, client: httpx.Client) -> None:
    seen: list[str] = []
    page = client.get(f"/?{asked}")
    for _ in range(40):
        cards = cards_of(page)
        assert len(cards) <= 5
        seen += [id_ for card in cards for id_ in card]
        more = [link["href"] for link in Page(page).all("a") if link["href"].endswith("#resultaten")]
        more = [address for address in more if "cursor=" in address]
        if not more:
            break
        page = client.get(more[0])
    assert len(seen) == len(set(seen)) > 20


def test_a_wish_in_a_childs_words_finds_what_it_means(client: httpx.Client) -> None:
    wish = "ik hou van beestjes"
    assert client.get("/v1/activities", params={"q": wish}).json()["total"] == 0
    shown = Page(client.get("/", params={"q": wish}))
    assert "We zochten op: " in shown.text
    assert [link for link in shown.all("a") if link["href"].startswith("/a/")]


def test_nothing_found_gives_a_way_on_that_finds_something(client: httpx.Client) -> None:
    shown = Page(client.get("/?place=Moerwijk&age=9&q=zzzzqqq"))
    ways = [link["href"] for link in shown.all("a") if link["href"].startswith("/?") and "age=9" in link["href"]]
    assert [way for way in ways if "zzzzqqq" not in way and "/a/" in client.get(way).text]


def test_the_language_follows_the_browser_until_another_is_asked(client: httpx.Client) -> None:
    english = {"Accept-Language": "en-GB,en;q=0.9"}
    assert client.get("/", headers=english).headers["content-language"] == "en"
    assert client.get("/?lang=nl", headers=english).headers["content-language"] == "nl"
    assert client.get("/").headers["content-language"] == "nl"


def test_the_reference_lists_every_operation_with_its_parameters(client: httpx.Client) -> None:
    shown = Page(client.get("/docs"))
    ids = {attributes.get("id") for _, attributes in shown.found}
    for endpoint in ENDPOINTS:
        assert endpoint.operation_id in ids
        assert f"{endpoint.method.upper()} /v1{endpoint.path}" in shown.text
        assert [row.name for row in endpoint.table.rows if f" {row.name} " not in shown.text] == []


@pytest.fixture
def writable(own_catalogue: str) -> Iterator[tuple[str, httpx.Client]]:
    with server(own_catalogue) as running, httpx.Client(base_url=running.url, trust_env=False) as client:
        yield own_catalogue, client


def test_text_of_partners_is_shown_as_text(writable: tuple[str, httpx.Client]) -> None:
    url, client = writable
    texts = {"summary": EVIL, "description": EVIL, "firstVisit": EVIL, "bring": EVIL}
    result = write(url, draft("evil", EVIL, **texts))[0]
    for address in (f"/a/{result.id}", "/?q=knutselen&place=Moerwijk&age=9"):
        client.get(f"/v1/themes?minSeq={result.seq}")
        response = client.get(address)
        assert response.status_code == 200
        assert not Page(response).all("script")
        assert "alert(" in Page(response).text


def test_an_ended_activity_keeps_its_page_and_says_so(writable: tuple[str, httpx.Client]) -> None:
    url, client = writable
    ended, gone = write(url, draft("over", "Voorbij", status="ended"), draft("weg", "Weggehaald"))
    with open_engine(url) as engine, write_transaction(engine) as session:
        seq = end_activity(session, gone.id, now=NOW).seq
    assert client.get(f"/v1/themes?minSeq={seq}").status_code == 200
    for result, title in ((ended, "Voorbij"), (gone, "Weggehaald")):
        for lang, word in (("nl", "Gestopt"), ("en", "Ended")):
            response = client.get(f"/a/{result.id}?lang={lang}")
            assert response.status_code == 200
            assert title in Page(response).text
            assert word in Page(response).text
    assert client.get("/a/aaaaaaaaaaaaaaaa").status_code == 404
