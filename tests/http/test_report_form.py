"""The form to report a problem, without script, login or trace of who sent it."""

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest

from app.domain.ids import activity_id
from app.store import moderation
from app.store.unit_of_work import read_session
from tests.support.served import SOURCE, Inside, draft, in_process, write

ONE = activity_id(SOURCE, "one")
FORM = {
    "content-type": "application/x-www-form-urlencoded",
    "user-agent": "Zeldzame Browser",
    "x-forwarded-for": "1.2.3.4",
}


class Site:
    def __init__(self, inside: Inside, engine: object) -> None:
        self.inside, self.engine = inside, engine

    def send(self, **fields: str) -> tuple[int, str]:
        answer = self.inside.post(f"/a/{ONE}/melden", content=urlencode(fields), headers=FORM)
        return answer.status_code, answer.text

    def kept(self) -> list[tuple[str, str | None]]:
        with read_session(self.engine) as session:  # type: ignore[arg-type]
            return [(report.reason, report.note) for report in moderation.list_open_on(session, ONE)]


@pytest.fixture
def site(own_catalogue: str) -> Iterator[Site]:
    write(own_catalogue, draft("one", "<i>Robotclub</i>"))
    with in_process(own_catalogue) as (inside, runtime):
        yield Site(inside, runtime.engine)


@pytest.mark.parametrize(("lang", "words"), [("nl", "Klopt er iets niet?"), ("en", "Is something not right?")])
def test_the_form_stands_on_the_page_of_the_activity_and_on_its_own(site: Site, lang: str, words: str) -> None:
    for path in (f"/a/{ONE}", f"/a/{ONE}/melden"):
        page = site.inside.get(path, params={"lang": lang}).text
        assert words in page
        assert f'action="/a/{ONE}/melden?lang={lang}"' in page
        assert "&lt;i&gt;Robotclub&lt;/i&gt;" in page
        assert " checked" not in page
        assert "<script" not in page


def test_a_report_is_kept_and_thanked_for(site: Site) -> None:
    answer = site.inside.post(
        f"/a/{ONE}/melden?lang=en", content=urlencode({"reason": "full", "note": "Al weken."}), headers=FORM
    )
    assert answer.status_code == 303
    assert "Thank you" in site.inside.get(answer.headers["location"]).text
    assert site.kept() == [("full", "Al weken.")]
    assert "set-cookie" not in answer.headers


def test_nothing_is_kept_about_who_sent_it(site: Site) -> None:
    site.send(reason="full")
    with read_session(site.engine) as session:  # type: ignore[arg-type]
        (report,) = moderation.list_open_on(session, ONE)
    stored = report.model_dump_json()
    assert "1.2.3.4" not in stored
    assert "Zeldzame" not in stored


def test_without_a_reason_the_form_comes_back_with_what_was_written(site: Site) -> None:
    status, page = site.send(note="Er is niemand </textarea>")
    assert status == 400
    assert "Kies wat er niet klopt." in page
    assert "Er is niemand &lt;/textarea&gt;</textarea>" in page
    assert site.send(reason="notRight")[0] == 400
    assert site.kept() == []


def test_a_robot_that_fills_in_everything_is_thanked_and_nothing_is_kept(site: Site) -> None:
    assert site.send(reason="full", note="Koop nu", website="http://spam.example")[0] == 303
    assert site.kept() == []


def test_opening_the_form_changes_nothing_and_an_unknown_activity_has_none(site: Site) -> None:
    for method in ("GET", "HEAD", "OPTIONS"):
        site.inside.request(method, f"/a/{ONE}/melden?reason=full&sent=1")
    assert site.kept() == []
    assert site.inside.get("/a/aaaaaaaaaaaaaaaa/melden").status_code == 404
    answer = site.inside.post("/a/aaaaaaaaaaaaaaaa/melden", content="reason=full", headers=FORM)
    assert answer.status_code == 404
