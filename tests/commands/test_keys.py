"""`wegwijzer keys`: the key alone goes to standard output, once; everything else says no secrets."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from app.cli import app
from app.domain.api_keys import parse_key
from app.services.keys import read_key
from app.settings import get_settings
from tests.support.stored import ORGANISATION, migrated_engine, open_engine


@pytest.fixture
def url(database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    with migrated_engine(database_url):
        pass
    monkeypatch.setenv("WEGWIJZER_DATABASE_URL", database_url)
    monkeypatch.setenv("WEGWIJZER_NOW", "2026-11-25T12:00:00Z")
    get_settings.cache_clear()
    return database_url


@pytest.fixture(autouse=True)
def settings_are_read_again() -> object:
    yield
    get_settings.cache_clear()
    return None


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["keys", *arguments])


def create(*more: str) -> str:
    done = run("create", "Museum", "--scope", "activities:write", "--organisation", ORGANISATION, *more)
    assert done.exit_code == 0, done.output
    return done.stdout.strip()


def listed(*arguments: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(run("list", "--json", *arguments).stdout)
    return found


def test_only_the_key_goes_to_standard_output(url: str) -> None:
    live, test = create(), create("--test", "--days", "30")
    assert [parse_key(text) is not None for text in (live, test)] == [True, True]
    assert (live[:8], test[:8]) == ("ww_live_", "ww_test_")
    assert {str(key["expiresAt"]) for key in listed()} == {"None", "2026-12-25T12:00:00Z"}


def test_the_list_shows_no_secret(url: str) -> None:
    secret = create()
    shown = run("list").stdout
    assert "Museum" in shown
    assert ORGANISATION in shown
    assert "never used" in shown
    assert secret[-4:] in shown
    for text in (shown, run("list", "--json").stdout):
        assert secret not in text
        assert secret[8:40] not in text
    assert listed("--organisation", "another000000000") == []


def test_rotating_gives_a_second_key_and_an_end_to_the_first(url: str) -> None:
    create()
    (first,) = listed()
    done = run("rotate", str(first["id"]), "--overlap-days", "2")
    assert parse_key(done.stdout.strip()) is not None
    assert [(key["replaces"], key["expiresAt"]) for key in listed()] in (
        [(None, "2026-11-27T12:00:00Z"), (first["id"], None)],
        [(first["id"], None), (None, "2026-11-27T12:00:00Z")],
    )
    assert run("rotate", str(first["id"])).exit_code == 2


def test_revoking_ends_it_and_says_so(url: str) -> None:
    create()
    (key,) = listed()
    assert run("revoke", str(key["id"]), "--reason", "toets").exit_code == 0
    with open_engine(url) as engine:
        assert read_key(engine, str(key["id"])).revoked_reason == "toets"
    assert listed()[0]["state"] == "revoked"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("create", "x", "--scope", "activities:write"), "at least one organisation"),
        (("create", "x", "--scope", "activities:write", "--organisation", "unknown000000000"), "that exist"),
        (("create", "x", "--scope", "admin", "--organisation", ORGANISATION), "Leave out the organisations"),
        (("revoke", "key_aaaaaaaaaaaaa"), "no such key"),
        (("rotate", "key_aaaaaaaaaaaaa"), "no such key"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_in_one_line(url: str, arguments: tuple[str, ...], expected: str) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert expected in done.output
    assert listed() == []
