"""A guide with one minute: search, what comes next, a card. Nothing of the child is on the card or in its address."""

import re
from html import unescape

import httpx
import pytest

from app.errors import Unavailable
from tests.support.served import in_process

CHILD = {"place": "Moerwijk", "age": "9", "free": "true"}
TICK = re.compile(r'<input type="checkbox" id="kies-(\w{16})" name="id" value="\1"( checked)?>')


@pytest.fixture(scope="module")
def found(client: httpx.Client) -> list[str]:
    """Ids of the first results for this child."""
    ids = [name for name, _ in TICK.findall(client.get("/", params=CHILD).text)]
    assert len(ids) >= 5
    return ids


def steps_of(page: httpx.Response) -> list[str]:
    return [name for name, _ in TICK.findall(page.text)]


def test_the_next_steps_of_the_page_are_those_of_the_api(client: httpx.Client, found: list[str]) -> None:
    asked = {**CHILD, "after": found[0]}
    page = client.get("/volgende", params=asked)
    answer = client.get("/v1/next-steps", params=asked).json()
    assert steps_of(page) == [item["activity"]["id"] for item in answer["items"]]
    text = unescape(page.text)
    for item in answer["items"]:
        assert item["reasons"][0]["text"] in text
        assert [one["text"] for one in item["barriers"] if one["text"] not in text] == []
    assert [one for one in answer["questions"] if one not in text] == []


def test_what_is_asked_with_a_form_is_answered_the_same(client: httpx.Client, found: list[str]) -> None:
    asked = {**CHILD, "after": found[0]}
    by_address, by_form = client.get("/volgende", params=asked), client.post("/volgende", data=asked)
    assert steps_of(by_form) == steps_of(by_address) != []
    assert by_form.headers["cache-control"] == "no-store"


def test_an_interest_is_understood_as_the_api_does(client: httpx.Client) -> None:
    page = client.get("/volgende", params={**CHILD, "q": "iets met dieren"})
    answer = client.get("/v1/next-steps", params={**CHILD, "interest": "iets met dieren"}).json()
    assert steps_of(page) == [item["activity"]["id"] for item in answer["items"]] != []


def test_a_button_loosens_what_the_api_advises(client: httpx.Client) -> None:
    asked = {"place": "Moerwijk", "age": "1", "q": "robots", "free": "true"}
    page = client.get("/volgende", params=asked)
    buttons = re.findall(r'<form class="plain" method="get" action="/volgende">(.*?)</form>', page.text)
    assert buttons
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', buttons[0]))
    assert client.get("/volgende", params=fields).status_code == 200


def test_a_card_holds_what_was_ticked_and_nothing_of_the_child(client: httpx.Client, found: list[str]) -> None:
    steps = steps_of(client.get("/volgende", params={**CHILD, "after": found[0]}))
    card = client.post("/kaart", data={**CHILD, "after": found[0], "id": steps[:2], "size": "a5"})
    assert card.status_code == 200
    on_paper = card.text.partition('<div class="tools">')[0]
    titles = [client.get(f"/v1/activities/{name}").json()["title"] for name in steps]
    assert [title in unescape(on_paper) for title in titles] == [name in steps[:2] for name in steps]
    assert f"/k/{steps[0]}.{steps[1]}<" in on_paper
    assert "?" not in str(card.url)
    for private in ("place=", "age=", ">9<", found[0]):
        assert private not in on_paper
    assert "148mm 210mm" in card.text


@pytest.mark.parametrize(("many", "words"), [(0, "Kies eerst een activiteit"), (4, "passen drie activiteiten")])
def test_a_card_takes_one_to_three(many: int, words: str, client: httpx.Client, found: list[str]) -> None:
    page = client.post("/kaart", data={**CHILD, "id": found[:many]})
    assert page.status_code == 400
    assert words in page.text


def test_a_card_of_what_never_was_says_so(client: httpx.Client) -> None:
    for data in ({"id": ["aaaaaaaaaaaaaaaa"]}, {"id": ["../x"]}):
        page = client.post("/kaart", data=data)
        assert page.status_code == 400
        assert "is er niet meer" in page.text


def test_a_start_that_is_missing_is_asked_for_at_its_field(client: httpx.Client) -> None:
    page = client.get("/volgende?age=9")
    assert page.status_code == 400
    assert '<a href="#place">Vul in waar je woont of wat je leuk vindt.</a>' in page.text


def test_an_activity_that_is_not_there_is_no_error_of_ours(client: httpx.Client) -> None:
    assert client.get("/volgende?after=aaaaaaaaaaaaaaaa").status_code == 400
    assert client.get("/volgende?after=nonsense").status_code == 400


@pytest.mark.parametrize(
    ("lang", "told", "other"), [("nl", "Even wachten.", "Just a moment."), ("en", "Just a moment.", "Even wachten.")]
)
def test_what_passes_over_is_told_in_the_language_of_the_page(
    lang: str, told: str, other: str, own_catalogue: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise Unavailable("Just a moment.", detail_nl="Even wachten.")

    monkeypatch.setattr("app.web.home._find", fail)
    with in_process(own_catalogue) as (client, _):
        page = client.get("/", params={**CHILD, "lang": lang})
    assert page.status_code == 503
    assert told in page.text
    assert other not in page.text
