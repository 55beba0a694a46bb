"""The commands an operator types: they do what they say, say what they did, and fail without a traceback."""

import json
import socket
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Engine, event
from typer.testing import CliRunner, Result

from app.cli import app
from app.settings import get_settings

runner = CliRunner()


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A SQLite file that does not exist yet, on a fixed day."""
    file = tmp_path / "wegwijzer.sqlite"
    monkeypatch.setenv("WEGWIJZER_DATABASE_URL", f"sqlite:///{file}")
    monkeypatch.setenv("WEGWIJZER_NOW", "2026-11-21")
    get_settings.cache_clear()
    return file


@pytest.fixture(autouse=True)
def forget_settings() -> None:
    """Settings are read once a process; each test has its own."""
    get_settings.cache_clear()


def run(*words: str, stdin: bytes | None = None, code: int = 0) -> Result:
    result = runner.invoke(app, words, input=stdin)
    assert result.exit_code == code, f"{result.output}\n{result.exception}"
    return result


def status() -> dict[str, int]:
    lines = (line.split("\t") for line in run("status").stdout.splitlines())
    return {name: int(count) for name, count in lines}


def test_help_names_every_command() -> None:
    text = run("--help").stdout
    for name in ("serve", "starter", "sample", "load", "dump", "refresh", "status", "bootstrap", "prepare", "db"):
        assert f" {name} " in text


def test_prepare_makes_and_fills_an_empty_catalogue_once(database: Path) -> None:
    assert "Loaded 734 activities" in run("prepare").stdout
    counts = status()
    assert counts["activities"] == 734
    assert counts["routes"] == 15
    assert "Nothing to load" in run("prepare").stdout
    assert status() == counts


def test_bootstrap_leaves_a_catalogue_in_use_alone(database: Path) -> None:
    run("db", "upgrade")
    line = {"source": {"name": "x", "externalId": "1"}, "title": "Club", "organisation": {"name": "De Das"}}
    run("load", "-", stdin=json.dumps(line).encode())
    assert "Nothing to load" in run("bootstrap").stdout
    assert status()["activities"] == 1


def test_starter_load_twice_changes_nothing(database: Path) -> None:
    run("db", "upgrade")
    assert "activities: 134 created" in run("starter", "load").stdout
    assert "activities: 134 unchanged" in run("starter", "load").stdout


def test_sample_is_the_same_for_the_same_seed_and_day(database: Path) -> None:
    run("db", "upgrade")
    words = ("sample", "--gemeente", "Den Haag", "--activities", "50", "--seed", "1")
    assert "50 created" in run(*words).stdout
    assert "50 unchanged" in run(*words).stdout
    assert "50 created" in run(*words[:-1], "2").stdout


def test_sample_without_gemeente_covers_the_gazetteer(database: Path) -> None:
    run("db", "upgrade")
    run("sample", "--activities", "300")
    found = {(item["place"] or {}).get("gemeente", {}).get("code") for item in dumped() if item["place"]}
    assert len(found) > 10


def test_a_misspelt_gemeente_gets_suggestions(database: Path) -> None:
    run("db", "upgrade")
    result = run("sample", "--gemeente", "Tilburgg", code=2)
    assert "Did you mean: Tilburg" in result.stderr
    assert status()["activities"] == 0


def dumped() -> list[dict[str, dict[str, dict[str, str]] | None]]:
    return [json.loads(line) for line in run("dump").stdout.splitlines()]


def test_load_reports_each_line_and_ends_with_one_when_some_are_refused(database: Path, tmp_path: Path) -> None:
    run("db", "upgrade")
    good = {"source": {"name": "x", "externalId": "1"}, "title": "Club", "organisation": {"name": "De Das"}}
    file = tmp_path / "drafts.jsonl"
    file.write_text(json.dumps(good) + "\n" + json.dumps(good | {"stage": "begin"}) + "\nnonsense\n", encoding="utf-8")
    result = run("load", str(file), code=1)
    lines = result.stdout.splitlines()
    assert lines[0].startswith("1 created ")
    assert lines[1].startswith("2 rejected /stage not-allowed: ")
    assert lines[2].startswith("3 rejected - invalid-json: ")
    assert "1 created, 2 rejected" in result.stderr
    quiet = run("load", "--quiet", str(file), code=1)
    assert [line.split()[0] for line in quiet.stdout.splitlines()] == ["2", "3"]
    as_json = [json.loads(line) for line in run("load", "--json", str(file), code=1).stdout.splitlines()]
    assert [report["outcome"] for report in as_json] == ["unchanged", "rejected", "rejected"]
    assert as_json[1]["errors"][0]["pointer"] == "/stage"


def test_dump_and_load_fit_together(database: Path) -> None:
    run("prepare")
    first = run("dump").stdout
    assert len(first.splitlines()) == 734
    assert "734 unchanged" in run("load", "-", stdin=first.encode()).stderr


def test_refresh_moves_the_horizon(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("db", "upgrade")
    run("sample", "--activities", "40", "--gemeente", "Leiden")
    assert "0 renewed" in run("refresh").stdout
    monkeypatch.setenv("WEGWIJZER_NOW", "2026-12-01")
    get_settings.cache_clear()
    assert "40 renewed" in run("refresh").stdout
    assert "0 renewed" in run("refresh").stdout


@pytest.mark.parametrize("command", ["status", "dump", "refresh", "bootstrap", "sample", "serve"])
def test_a_database_that_is_not_there_is_named_with_the_remedy(database: Path, command: str) -> None:
    result = run(command, code=2)
    assert "Run: wegwijzer db upgrade" in result.stderr
    assert not database.exists(), "nothing is made by accident"


def test_a_database_of_another_release_is_named_with_the_remedy(database: Path) -> None:
    run("db", "upgrade")
    run("db", "downgrade", "base", "--yes")
    assert "Run: wegwijzer db upgrade" in run("serve", code=2).stderr


def test_a_missing_file_is_named(database: Path) -> None:
    run("db", "upgrade")
    assert "No such file" in run("load", "/nowhere/at-all.jsonl", code=2).stderr


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("WEGWIJZER_NOW", "yesterday"),
        ("WEGWIJZER_NOW", "2026-11-21T12:00"),
        ("WEGWIJZER_NOW", "2026-13-01"),
        ("WEGWIJZER_NOW", "2026-W47-6x"),
        ("WEGWIJZER_WORKERS", "many"),
        ("WEGWIJZER_PUBLIC_URL", "wegwijzer.example.org"),
        ("WEGWIJZER_STALE_DAYS", "100"),
    ],
)
def test_a_wrong_setting_is_named(database: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str) -> None:
    monkeypatch.setenv(variable, value)
    get_settings.cache_clear()
    told = run("status", code=2).stderr
    assert told.startswith(f"wegwijzer: {variable}: ")
    assert "Value error" not in told
    if variable == "WEGWIJZER_NOW":
        assert "2026-11-21T12:00+01:00" in told, "says what is right"


@pytest.mark.parametrize(
    "words", [("status",), ("db", "upgrade"), ("db", "current"), ("db", "downgrade", "base", "--yes")]
)
@pytest.mark.parametrize(
    "url",
    [
        "mysql://localhost/x",
        "postgresql+asyncpg://localhost/x",
        "sqlite+aiosqlite:///{text}",
        "sqlite://",
        "nonsense",
        "sqlite:///{folder}",
        "sqlite:///{text}",
    ],
)
def test_a_database_that_cannot_be_used_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str, words: tuple[str, ...]
) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("This is no database.\n" * 50, encoding="utf-8")
    monkeypatch.setenv("WEGWIJZER_DATABASE_URL", url.format(folder=tmp_path, text=text))
    get_settings.cache_clear()
    told = run(*words, code=2).stderr
    assert told.startswith("wegwijzer: The database cannot be used: ")
    assert len(told.splitlines()) == 1


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("WEGWIJZER_DATABASE_URL", f"sqlite:///{tmp_path}/file/city.db")
    get_settings.cache_clear()
    told = run("prepare", code=2).stderr
    assert told.startswith("wegwijzer: The database cannot be used: ")
    assert len(told.splitlines()) == 1


def test_a_server_that_has_no_room_for_its_snapshot_does_not_start(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("db", "upgrade")
    (tmp_path / "file").touch()
    monkeypatch.setenv("WEGWIJZER_CACHE_DIR", str(tmp_path / "file"))
    get_settings.cache_clear()
    told = run("serve", code=2).stderr
    assert told.startswith(f"wegwijzer: The search snapshot cannot be made in {tmp_path / 'file'}: ")


def test_a_database_server_that_is_away_is_told_with_what_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEGWIJZER_DATABASE_URL", "postgresql://wegwijzer:geheim@127.0.0.1:1/city")
    get_settings.cache_clear()
    told = run("serve", code=2).stderr
    assert told.startswith("wegwijzer: The database is busy or away; try again in a moment. It says: ")
    assert "port 1" in told
    assert "geheim" not in told


def test_a_port_that_is_taken_is_told_before_anything_starts(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("db", "upgrade")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        monkeypatch.setenv("WEGWIJZER_PORT", port)  # taken back when the test ends, whatever the command sets
        told = run("serve", "--port", port, code=2).stderr
    assert told.startswith(f"wegwijzer: Port {port} of 127.0.0.1 cannot be listened on: Address already in use.")


def test_a_full_disk_is_told_in_one_line_and_nothing_half_is_kept(database: Path) -> None:
    run("db", "upgrade")
    run("sample", "--activities", "20", "--gemeente", "Leiden")
    held = status()

    def bound(connection: sqlite3.Connection, _record: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages + 5}")

    event.listen(Engine, "connect", bound)
    try:
        told = run("sample", "--activities", "500", "--gemeente", "Delft", code=2).stderr
    finally:
        event.remove(Engine, "connect", bound)
    assert told.splitlines() == ["wegwijzer: The database cannot be used: database or disk is full"]
    assert status() == held


@pytest.mark.parametrize("words", [("upgrade", "9999"), ("downgrade", "9999", "--yes")])
def test_a_revision_that_does_not_exist_is_named(database: Path, words: tuple[str, ...]) -> None:
    run("db", "upgrade")
    told = run("db", *words, code=2).stderr
    assert "9999" in told
    assert len(told.splitlines()) == 1


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    told = run("openapi", "--output", str(tmp_path / "file" / "api.json"), code=2).stderr
    assert "api.json cannot be written" in told
