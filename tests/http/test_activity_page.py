"""The page of one activity: what a family, a guide and a child must find on it before they go, and what comes after."""

import shutil
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from app.web.activity_times import day_text
from tests.http.test_pages import Page
from tests.support.served import draft, server, write

RICH: dict[str, Any] = {
    "summary": "Je bouwt een robot die kan rijden.",
    "audience": ["children"],
    "age": {"min": 8, "max": 12},
    "individual": True,
    "kind": "course",
    "stage": "deepen",
    "themes": ["robots"],
    "cost": "paid",
    "prices": [
        {"amount": "60.00", "per": "course", "sessions": 6},
        {"amount": "10.00", "per": "once", "kind": "registration"},
        {"amount": "25.00", "per": "once", "kind": "deposit"},
        {"amount": "4.50", "per": "once", "kind": "materials", "note": "Voor batterijen."},
    ],
    "accepts": [{"passId": "ooievaarspas-den-haag", "effect": "free", "limit": "één cursus per jaar"}],
    "commitment": {"minimumMonths": 3, "noticeMonths": 1, "renewsItself": True},
    "openTo": {"kind": "girls"},
    "prerequisites": [{"code": "ownBike"}],
    "accessibility": {
        "wheelchair": "limited",
        "features": ["specialNeeds"],
        "note": "De begeleider kent het sbo.",
    },
    "spokenLanguages": ["nl", "ar"],
    "supervision": {"by": "Twee begeleiders met een VOG"},
    "group": {"size": 8, "together": True},
    "parentsMayStay": True,
    "takesHome": "Je robot mag mee.",
    "enrolment": {"how": ["form"], "url": "https://robots.example.org/mee", "minimum": 5},
    "contact": {"email": "info@robots.example.org", "phone": "070 123 45 67"},
    "noExperienceNeeded": True,
    "schedule": {
        "rules": [
            {
                "startsAt": "2026-11-25T14:00:00+01:00",
                "endsAt": "2026-11-25T15:30:00+01:00",
                "rrule": "FREQ=WEEKLY;COUNT=6",
            }
        ],
        "exceptions": [{"original": "2026-12-02T14:00:00+01:00", "status": "cancelled"}],
    },
}


@pytest.fixture(scope="module")
def written(
    sqlite_catalogue: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[httpx.Client, dict[str, str]]]:
    """Offers with everything said about them, by name."""
    path = tmp_path_factory.mktemp("page") / "wegwijzer.sqlite"
    shutil.copy(sqlite_catalogue.removeprefix("sqlite:///"), path)
    url = f"sqlite:///{path}"
    with server(url) as running, httpx.Client(base_url=running.url, trust_env=False, timeout=30) as client:
        results = write(
            url,
            draft("rijk", "Robotcursus", **RICH),
            draft("thuis", "Thuis knutselen", attendance="home", themes=["crafts"]),
            draft("nieuw", "Robotclub", themes=["robots"]),
        )
        ids = dict(zip(("rich", "home", "new"), (result.id for result in results), strict=True))
        gone = write(url, draft("oud", "Oude robotclub", status="ended", replacedBy=ids["new"], themes=["robots"]))[0]
        client.get(f"/v1/themes?minSeq={gone.seq}")
        yield client, ids | {"gone": gone.id}


def text_of(response: httpx.Response) -> str:
    return " ".join(Page(response).text.split())


@pytest.fixture(scope="module")
def rich(written: tuple[httpx.Client, dict[str, str]]) -> str:
    client, ids = written
    return text_of(client.get(f"/a/{ids['rich']}"))


@pytest.mark.parametrize(
    "told",
    [
        "€ 60 voor de hele cursus (6 keer).",
        "Dat is ongeveer € 10 per keer.",
        "Inschrijven: € 10 eenmalig.",
        "Borg, die krijg je terug: € 25 eenmalig.",
        "Materiaal: € 4,50 eenmalig. Voor batterijen.",
        "is het gratis. Grens: één cursus per jaar.",
        "U zit er minstens 3 maanden aan vast.",
        "U zegt 1 maand van tevoren op.",
        "Het loopt vanzelf door.",
        "Geld hoeft geen reden te zijn om niet mee te doen.",
    ],
)
def test_every_amount_and_every_way_to_have_it_paid_is_on_the_page(rich: str, told: str) -> None:
    assert told in rich


@pytest.mark.parametrize(
    "told",
    [
        "8 tot en met 12 jaar",
        "Alleen voor meisjes.",
        "Toetsstraat 1, 2531 AB Den Haag",
        "Woensdag 25 november, 14:00 tot 15:30",
        "Woensdag 2 december, 14:00 tot 15:30: gaat niet door",
        "In totaal 5 keer.",
        "Meld je aan op de website.",
        "Het gaat door als 5 kinderen meedoen.",
        "Je hoeft nog niets te kunnen.",
        "Een eigen fiets.",
        "Met een rolstoel kun je een deel meedoen.",
        "De begeleider kent het sbo.",
        "Nederlands en Arabisch",
        "Je robot mag mee.",
    ],
)
def test_what_a_child_must_know_before_it_goes_is_on_the_page(rich: str, told: str) -> None:
    assert told in rich


def test_the_part_for_parents_says_who_is_there_what_it_costs_and_how_sure_it_is(rich: str) -> None:
    part = rich[rich.index("Voor ouders en verzorgers") : rich.index("De volgende stap")]
    for told in (
        "Twee begeleiders met een VOG",
        "Ongeveer 8 kinderen.",
        "Mogen ouders blijven? Ja.",
        "070 123 45 67",
        "zei de aanbieder dat dit klopt.",
    ):
        assert told in part


def test_unknown_supervision_is_said_not_left_out(written: tuple[httpx.Client, dict[str, str]]) -> None:
    client, ids = written
    assert "Begeleiding Dat weten we niet. Vraag het aan de aanbieder." in text_of(client.get(f"/a/{ids['new']}"))


def test_the_page_ends_with_next_steps_or_says_that_none_is_known(client: httpx.Client) -> None:
    items = client.get("/v1/activities?limit=12&individual=true").json()["items"]
    with_steps = 0
    for item in items:
        page = text_of(client.get(f"/a/{item['id']}"))
        part = page[page.index("De volgende stap") :]
        steps = client.get("/v1/next-steps", params={"after": item["id"], **_around(item)}).json()
        assert [step["activity"]["title"] for step in steps["items"] if step["activity"]["title"] not in part] == []
        if steps["items"]:
            with_steps += 1
            assert "bij jou in de buurt" not in part  # nobody said where they are
        else:
            assert "Wij weten nu geen volgende stap die past." in part
        assert all(question in part for question in steps["questions"])
    assert with_steps


def _around(item: dict[str, Any]) -> dict[str, str]:
    wijk = (item["place"] or {}).get("wijk")
    return {} if wijk is None else {"wijk": wijk["code"]}


def test_what_ended_leads_to_what_took_its_place(written: tuple[httpx.Client, dict[str, str]]) -> None:
    client, ids = written
    response = client.get(f"/a/{ids['gone']}")
    assert "Dit is er nu in de plaats: Robotclub" in text_of(response)
    assert [link for link in Page(response).all("a") if link["href"].startswith(f"/a/{ids['new']}")]


def test_how_far_it_is_comes_from_a_form_and_stays_out_of_every_address(
    written: tuple[httpx.Client, dict[str, str]],
) -> None:
    client, ids = written
    asked = client.post(f"/a/{ids['rich']}?lang=nl", data={"place": "Moerwijk"})
    assert asked.status_code == 200
    assert "Vanaf Moerwijk" in text_of(asked)
    assert "lopen of" in text_of(asked)
    shown = Page(asked)
    assert [link["href"] for link in shown.all("a", "form") if "oerwijk" in link.get("href", "").lower()] == []
    transit = next(link["href"] for link in shown.all("a") if "travelmode=transit" in link["href"])
    assert "origin" not in transit
    unknown = client.post(f"/a/{ids['rich']}", data={"place": "Atlantis"})
    assert unknown.status_code == 400
    assert "Die plek kennen we niet." in text_of(unknown)


def test_what_needs_no_travel_says_so_and_asks_nothing(written: tuple[httpx.Client, dict[str, str]]) -> None:
    client, ids = written
    response = client.get(f"/a/{ids['home']}")
    assert "Je doet dit thuis." in text_of(response)
    assert not [field for field in Page(response).all("input") if field.get("name") == "place"]


def test_the_page_exists_in_english(written: tuple[httpx.Client, dict[str, str]]) -> None:
    client, ids = written
    page = text_of(client.get(f"/a/{ids['rich']}?lang=en"))
    for told in ("That is about €10 each time.", "For parents and carers", "Only for girls.", "Dutch and Arabic"):
        assert told in page


@pytest.mark.parametrize(
    ("stamp", "told"),
    [
        ("2026-11-24T22:59:59Z", "dinsdag 24 november 2026"),
        ("2026-11-24T23:30:00Z", "woensdag 25 november 2026"),
        ("2026-11-25T00:10:00+01:00", "woensdag 25 november 2026"),
    ],
)
def test_a_day_is_the_day_it_was_in_the_netherlands(stamp: str, told: str) -> None:
    assert day_text(stamp, "nl") == told
