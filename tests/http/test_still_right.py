"""The page behind a reminder's link, as an organisation and as whatever opens links in mail sees it."""

import logging
import re
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlencode

import orjson
import pytest

from app.deps import Runtime
from app.domain.calendar import AMSTERDAM
from app.domain.ids import activity_id
from app.domain.reminding import FreshnessClock
from app.services.holidays import load_calendar
from app.services.reminders import Channel, mark_sent, plan_reminders, prepare_reminder
from tests.support.served import NOW, SOURCE, Inside, draft, in_process, write

LONG_AGO = (NOW - timedelta(days=165)).isoformat()
FIRST, SECOND = activity_id(SOURCE, "first"), activity_id(SOURCE, "second")
FORM = {"content-type": "application/x-www-form-urlencoded"}


class Link:
    """A server with two offers that are due, and the link that asks about them."""

    def __init__(self, inside: Inside, runtime: Runtime, token: str) -> None:
        self.inside, self.runtime, self.path = inside, runtime, f"/klopt-het/{token}"

    def seq(self) -> int:
        self.runtime.follower.catch_up()
        return self.runtime.catalogue.applied_seq

    def page(self, lang: str = "nl") -> str:
        return self.inside.get(self.path, params={"lang": lang}).text

    def send(self, **fields: str) -> tuple[int, str]:
        answer = self.inside.post(self.path, content=urlencode(fields), headers=FORM)
        return answer.status_code, answer.text

    def state(self, id_: str) -> tuple[str, str]:
        item = orjson.loads(self.inside.get(f"/v1/activities/{id_}").content)
        return item["status"], item["freshness"]["state"]


@pytest.fixture
def link(own_catalogue: str) -> Iterator[Link]:
    write(
        own_catalogue,
        draft("first", "Figuurzagen", confirmedAt=LONG_AGO),
        draft("second", "<b>Solderen</b>", confirmedAt=LONG_AGO),
    )
    with in_process(own_catalogue) as (inside, runtime):
        planned = next(
            each
            for each in plan_reminders(runtime.engine, FreshnessClock(load_calendar()), now=NOW)
            if each.organisation.name == "Stichting Toets"
        )
        ready = prepare_reminder(runtime.engine, planned, Channel.MAIL, now=NOW)
        assert ready is not None
        mark_sent(runtime.engine, ready.id, now=NOW)
        yield Link(inside, runtime, ready.token)


def test_the_page_shows_every_offer_and_chooses_nothing_beforehand(link: Link) -> None:
    page = link.page()
    assert "Figuurzagen" in page
    assert "&lt;b&gt;Solderen&lt;/b&gt;" in page
    assert page.count('type="radio"') == 6
    assert " checked" not in page
    assert '<html lang="nl">' in page
    assert "<script" not in page
    assert not re.search(r'(?:src|href|action)="https?://', page)


def test_it_speaks_english_when_asked_and_the_answer_stays_in_that_language(link: Link) -> None:
    page = link.page("en")
    assert '<html lang="en">' in page
    assert "Yes, still right" in page
    answer = link.inside.post(
        f"{link.path}?lang=en", content=urlencode({f"answer-{FIRST}": "stillRight"}), headers=FORM
    )
    assert (answer.status_code, answer.headers["location"]) == (303, f"{link.path}?saved=1&lang=en")


def test_headers_are_strict(link: Link) -> None:
    headers = link.inside.get(link.path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-robots-tag"] == "noindex, nofollow"
    assert headers["content-language"] == "nl"
    assert "set-cookie" not in headers


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH"])
def test_opening_the_link_in_any_way_changes_nothing(link: Link, method: str) -> None:
    before = link.seq()
    for query in ("", "?saved=1", f"?answer-{FIRST}=stopped&all=stillRight", f"?undo={FIRST}"):
        link.inside.request(method, link.path + query)
    assert link.seq() == before
    assert link.page() == link.page()
    assert "Uw antwoord" not in link.page()


@pytest.mark.parametrize(
    ("content", "headers"),
    [
        ("", FORM),
        (f"note-{FIRST}=&answer-{FIRST}=&all=", FORM),
        (f"answer-{FIRST}=onzin&all=ja", FORM),
        (f"answer-{FIRST}=undo", FORM),
        (f"note-{FIRST}=hallo", FORM),
        ("answer-aaaaaaaaaaaaaaaa=stopped", FORM),
        ("%ff=%ff", FORM),
        (orjson.dumps({f"answer-{FIRST}": "stopped"}).decode(), {"content-type": "application/json"}),
        (f"answer-{FIRST}=stopped", {"content-type": "text/plain"}),
        ("&".join(f"a{number}=1" for number in range(2000)), FORM),
    ],
)
def test_a_bot_that_sends_the_form_without_a_choice_changes_nothing(
    link: Link, content: str, headers: dict[str, str]
) -> None:
    before = link.seq()
    answer = link.inside.post(link.path, content=content, headers=headers)
    assert answer.status_code in (400, 415)
    assert link.seq() == before
    assert "Uw antwoord" not in link.page()


def test_still_right_makes_the_offer_fresh_and_undo_makes_it_due_again(link: Link) -> None:
    before = link.state(FIRST)
    assert before[1] != "fresh"
    assert link.send(**{f"answer-{FIRST}": "stillRight"})[0] == 303
    assert link.state(FIRST) == ("open", "fresh")
    assert link.state(SECOND) == before
    page = link.page()
    assert "Uw antwoord: Ja, het klopt nog" in page
    assert " checked" not in page
    assert link.send(**{f"answer-{FIRST}": "undo"})[0] == 303
    assert link.state(FIRST) == before
    assert "Uw antwoord" not in link.page()


def test_one_choice_can_confirm_everything_that_has_no_answer_of_its_own(link: Link) -> None:
    assert link.send(**{"all": "stillRight", f"answer-{SECOND}": "stopped"})[0] == 303
    assert link.state(FIRST) == ("open", "fresh")
    assert link.state(SECOND)[0] == "ended"


def test_stopped_ends_the_offer_everywhere_and_can_be_undone(link: Link) -> None:
    before = link.state(FIRST)
    link.send(**{f"answer-{FIRST}": "stopped"})
    assert link.state(FIRST)[0] == "ended"
    assert "Uw antwoord: Dit is gestopt" in link.page()
    link.send(**{f"answer-{FIRST}": "undo"})
    assert link.state(FIRST) == before


def test_a_note_without_an_answer_is_not_lost(link: Link) -> None:
    status, page = link.send(**{f"note-{FIRST}": "Nu om 15.00 uur", f"answer-{SECOND}": "stillRight"})
    assert status == 400
    assert "Nu om 15.00 uur</textarea>" in page
    assert "Kies een antwoord bij: Figuurzagen" in page
    assert page.count(" checked") == 1
    assert link.state(SECOND)[1] != "fresh"


def test_a_link_nobody_made_and_one_that_is_over_say_so_and_take_no_answer(link: Link) -> None:
    unknown = link.inside.get("/klopt-het/nietbestaand")
    assert unknown.status_code == 404
    assert "Deze link kennen wij niet" in unknown.text
    link.runtime._fixed = (NOW + timedelta(days=14)).timestamp()
    before = link.seq()
    over = link.inside.post(link.path, content=f"answer-{FIRST}=stopped", headers=FORM)
    assert over.status_code == 410
    last_day = (NOW + timedelta(days=13)).astimezone(AMSTERDAM).day
    assert f"De link werkte tot en met {last_day} december" in over.text
    assert link.seq() == before


def test_an_offer_of_somebody_else_by_now_is_told(link: Link) -> None:
    url = link.runtime.settings.database_url
    write(
        url,
        draft("first", "Figuurzagen", organisation={"name": "Ander", "source": {"name": SOURCE, "externalId": "x"}}),
    )
    status, page = link.send(**{f"answer-{FIRST}": "stopped"})
    assert status == 409
    assert "Uw antwoord is niet bewaard: Figuurzagen" in page
    assert link.state(FIRST)[0] == "open"


def test_a_failure_is_logged_without_the_token(link: Link, caplog: pytest.LogCaptureFixture) -> None:
    link.runtime.view = None  # type: ignore[assignment]
    with caplog.at_level(logging.ERROR, "wegwijzer.http"):
        assert link.inside.get(link.path).status_code == 500
    (record,) = [each for each in caplog.records if each.name == "wegwijzer.http"]
    assert record.__dict__["fields"]["path"] == "/klopt-het/…"
