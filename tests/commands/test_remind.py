"""`wegwijzer remind`: who is asked, how it leaves, and that the link in the letter is the one that works."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from standardwebhooks.webhooks import Webhook
from typer.testing import CliRunner, Result

from app.cli import app
from app.domain.ids import organisation_id
from app.services.reminder_answers import read_reminder
from app.settings import get_settings
from app.store import organisations
from app.store.unit_of_work import write_transaction
from tests.support.gazetteer import engine_with_areas
from tests.support.served import NOW, SOURCE, draft, write
from tests.support.smtp import PASSWORD, mail_server, text_of
from tests.support.stub_http import Answer, serve_stub

runner = CliRunner()
LONG_AGO = (NOW - timedelta(days=165)).isoformat()
SECRET = "whsec_" + "c2VjcmV0LXZhbi1kZS1nZW1lZW50ZS0xMjM0"
BASE = "https://wegwijzer.example"
LINK = re.compile(rf"{BASE}/klopt-het/([\w-]+)")
ADDRESSES = {"a": "info@een.example", "b": "info@twee.example", "c": None}


@pytest.fixture
def engine(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """Three organisations with something due: two have an address."""
    for name, value in {"DATABASE_URL": database_url, "NOW": NOW.isoformat(), "PUBLIC_URL": BASE}.items():
        monkeypatch.setenv(f"WEGWIJZER_{name}", value)
    get_settings.cache_clear()
    with engine_with_areas(database_url) as engine:
        for name in ADDRESSES:
            club = {"name": f"Club {name}", "source": {"name": SOURCE, "externalId": name}}
            write(database_url, draft(f"offer-{name}", f"Les <{name}>", organisation=club, confirmedAt=LONG_AGO))
        with write_transaction(engine) as session:
            ids = {name: organisation_id(SOURCE, name) for name in ADDRESSES}
            held = organisations.find_many(session, list(ids.values()))
            changed = [replace(held[ids[name]], contact_email=address) for name, address in ADDRESSES.items()]
            organisations.upsert_many(session, changed)
        yield engine
    get_settings.cache_clear()


def run(*words: str, code: int = 0, **settings: object) -> Result:
    env = {f"WEGWIJZER_{name.upper()}": str(value) for name, value in settings.items()}
    get_settings.cache_clear()
    result = runner.invoke(app, ["remind", *words], env=env)
    assert result.exit_code == code, f"{result.output}\n{result.exception!r}"
    return result


def token_in(letter: EmailMessage) -> str:
    found = LINK.search(text_of(letter))
    assert found is not None
    return found.group(1)


def test_plan_says_who_would_be_asked_and_stores_nothing(engine: Engine) -> None:
    for _ in range(2):
        result = run("plan", smtp_host="mail.example")
        lines = [line.split("\t") for line in result.stdout.splitlines()]
        assert sorted((line[0], line[1], line[3]) for line in lines) == [
            ("list", "due", "1 unconfirmed"), ("mail", "due", "1 unconfirmed"), ("mail", "due", "1 unconfirmed")
        ]  # fmt: skip
        assert "3 organisations to ask" in result.stderr
    one = organisation_id(SOURCE, "a")
    (line,) = run("plan", "--json", "--organisation", one).stdout.splitlines()
    planned = json.loads(line)
    assert (planned["organisationId"], planned["channel"], planned["offers"][0]["title"]) == (one, "list", "Les <a>")


def test_mail_goes_to_each_organisation_once_and_its_link_works(engine: Engine) -> None:
    with mail_server() as (postbox, options):
        result = run("send", **options)
        assert sorted(postbox.recipients) == ["info@een.example", "info@twee.example"]
        assert "1 list, 2 mail" in result.stderr
        assert "Club c" in result.stdout
        for letter in postbox.letters:
            opened = read_reminder(engine, token_in(letter), NOW)
            assert opened.organisation_name in text_of(letter)
            assert opened.organisation_name in letter["Subject"]
            html = letter.get_body(("html",))
            assert html is not None
            assert "&lt;" in html.get_content()
            assert "<img" not in html.get_content()
        again = run("send", **options)
        assert "nothing" in again.stderr
        assert len(postbox.letters) == 2


def test_an_address_that_is_refused_is_told_and_asked_again_next_time(engine: Engine) -> None:
    with mail_server(refused=frozenset({"info@een.example"})) as (postbox, options):
        result = run("send", code=1, **options)
        assert postbox.recipients == ["info@twee.example"]
        assert "Club a" in result.stderr
    with mail_server() as (postbox, options):
        run("send", **options)
        assert postbox.recipients == ["info@een.example"]


def test_a_mail_server_that_is_away_asks_nobody(engine: Engine) -> None:
    result = run("send", code=2, smtp_host="127.0.0.1", smtp_port=1, smtp_timeout_s=1)
    assert "cannot be reached" in result.stderr
    assert len(run("plan").stdout.splitlines()) == 3


def test_a_login_that_fails_tells_no_password(engine: Engine) -> None:
    with mail_server(has_login=True) as (_, options):
        result = run("send", code=2, smtp_user="ik", smtp_password=f"{PASSWORD}-fout", **options)
    assert PASSWORD not in result.output


@pytest.mark.parametrize("suffix", [".txt", ".html"])
def test_the_printed_list_has_a_letter_for_each_with_its_own_link(engine: Engine, tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"brieven{suffix}"
    run("send", "--channel", "list", "--output", str(file))
    text = file.read_text(encoding="utf-8")
    tokens = set(LINK.findall(text))
    names = {read_reminder(engine, token, NOW).organisation_name for token in tokens}
    assert names == {"Club a", "Club b", "Club c"}
    if suffix == ".html":
        assert text.count("<svg") == 3
        assert "Les &lt;a&gt;" in text
        assert "<script" not in text
    else:
        assert "Les <a>" in text


def test_a_list_that_cannot_be_written_asks_nobody(engine: Engine, tmp_path: Path) -> None:
    result = run("send", "--channel", "list", "--output", str(tmp_path / "nergens" / "x.txt"), code=2)
    assert "cannot be written" in result.stderr
    assert len(run("plan").stdout.splitlines()) == 3


def test_only_so_many_and_only_who_is_named(engine: Engine) -> None:
    run("send", "--channel", "list", "--organisation", organisation_id(SOURCE, "b"))
    assert len(run("plan").stdout.splitlines()) == 2
    run("send", "--channel", "list", "--limit", "1")
    assert len(run("plan").stdout.splitlines()) == 1
    run("send", "--channel", "duif", code=2)


def test_the_webhook_gets_a_signed_call_with_the_link(engine: Engine) -> None:
    with serve_stub(lambda path, query: Answer({}, 202)) as stub:
        options: dict[str, Any] = {
            "reminder_webhook_url": f"{stub.url}/haak",
            "reminder_webhook_secret": SECRET,
            "fetch_private": "true",
        }
        result = run("send", "--organisation", organisation_id(SOURCE, "c"), **options)
    assert "1 webhook" in result.stderr
    ((path, headers, body),) = stub.posted
    assert path == "/haak"
    # The library refuses stamps far from the present, and the clock of this test stands still.
    signed = Webhook(SECRET).sign(headers["webhook-id"], NOW.astimezone(UTC), body.decode())
    assert headers["webhook-signature"] == signed
    assert headers["webhook-timestamp"] == str(int(NOW.timestamp()))
    data = json.loads(body)["data"]
    found = LINK.fullmatch(data["link"])
    assert found is not None
    assert read_reminder(engine, found.group(1), NOW).organisation_name == data["name"] == "Club c"


@pytest.mark.parametrize(
    ("status", "private", "words"),
    [(500, "true", "answered 500"), (302, "true", "answered 302"), (202, "false", "not called")],
)
def test_a_webhook_that_does_not_take_it_is_told_and_asked_again(
    engine: Engine, status: int, private: str, words: str
) -> None:
    with serve_stub(lambda path, query: Answer({}, status, {"Location": "http://127.0.0.1:1/"})) as stub:
        options: dict[str, Any] = {
            "reminder_webhook_url": stub.url,
            "reminder_webhook_secret": SECRET,
            "fetch_private": private,
        }
        result = run("send", "--channel", "webhook", code=1, **options)
    assert result.stderr.count(words) == 3
    assert len(run("plan").stdout.splitlines()) == 3


def test_a_webhook_without_a_secret_is_refused_at_once(engine: Engine) -> None:
    run("send", "--channel", "webhook", code=2, reminder_webhook_url="https://haak.example")
    run("send", "--channel", "webhook", code=2, reminder_webhook_url="https://haak.example",
        reminder_webhook_secret="geen geheim!")  # fmt: skip
    assert len(run("plan").stdout.splitlines()) == 3
