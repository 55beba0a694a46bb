"""`wegwijzer import`, `imports` and `sources`: what they tell, and how they end."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from app.cli import app
from app.settings import get_settings
from app.store import migrations, organisations
from app.store.unit_of_work import write_transaction
from tests.support.stored import make_organisation, open_engine
from tests.support.stub_http import Answer, Stub, serve_stub

FILE = "id;Titel;Leeftijd;Prijs\n1;Timmeren;8 t/m 12 jaar;gratis\n2;;6;\n"
ORGANISATION = "organisationaaaa"
runner = CliRunner()


@pytest.fixture
def file(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file to import, in a catalogue with one organisation."""
    monkeypatch.setenv("WEGWIJZER_DATABASE_URL", database_url)
    monkeypatch.setenv("WEGWIJZER_NOW", "2026-11-21")
    get_settings.cache_clear()
    migrations.upgrade(database_url)
    with open_engine(database_url) as engine, write_transaction(engine) as session:
        organisations.upsert_many(session, [make_organisation(id=ORGANISATION)])
    path = tmp_path / "aanbod.csv"
    path.write_text(FILE, encoding="utf-8")
    yield path
    get_settings.cache_clear()


def run(*words: str, stdin: str | None = None, code: int = 0) -> Result:
    result = runner.invoke(app, words, input=stdin)
    assert result.exit_code == code, f"{result.output}\n{result.exception}"
    return result


def test_an_import_tells_of_its_rows_and_ends_with_1_when_one_is_refused(file: Path) -> None:
    dry = run("import", str(file), "--organisation", "Stadsboerderij", "--dry-run", code=1)
    assert "csv: would be: 1 created, 1 rejected" in dry.stderr
    first = run("import", str(file), "--organisation", ORGANISATION, "--all", code=1)
    assert "1 created " in first.stdout
    assert "2 rejected - line 3" in first.stdout
    again = run("import", "-", "--organisation", ORGANISATION, "--json", stdin=FILE, code=1)
    *rows, report = [json.loads(line) for line in again.stdout.splitlines()]
    assert [row["outcome"] for row in rows] == ["unchanged", "rejected"]
    assert (report["status"], report["counts"]["unchanged"]) == ("done", 1)
    listed = run("imports", "list").stdout.splitlines()
    assert len(listed) == 3
    shown = run("imports", "show", report["id"]).stdout
    assert "2 rejected" in shown
    assert "1 unchanged" not in shown


def test_a_mapping_says_what_columns_mean(file: Path, tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.json"
    mapping.write_text('{"Watzit": "title"}')
    for given in (str(mapping), mapping.read_text()):
        run("import", "-", "--organisation", ORGANISATION, "--mapping", given, stdin="id;Watzit;Leeftijd\n7;Zagen;9\n")
    for wrong in ("{", "[1]", '{"a": 1}', "nowhere.json"):
        run("import", str(file), "--organisation", ORGANISATION, "--mapping", wrong, code=2)


@pytest.mark.parametrize(
    "words",
    [
        ("nowhere.csv", "--organisation", ORGANISATION),
        ("FILE", "--organisation", "Nobody"),
        ("FILE", "--organisation", ORGANISATION, "--format", "fax"),
        ("http://127.0.0.1/x.csv", "--organisation", ORGANISATION),
    ],
)
def test_what_cannot_be_read_ends_with_2_and_one_line(file: Path, words: tuple[str, ...]) -> None:
    result = run("import", *(str(file) if word == "FILE" else word for word in words), code=2)
    assert result.stderr.startswith("wegwijzer: ")
    assert "Traceback" not in result.output


def test_a_file_of_many_organisations_has_a_source(file: Path) -> None:
    text = "id;Titel;Organisatie\n1;Timmeren;Werkplaats\n2;Zagen;Zagerij\n"
    run("import", "-", "--source", "stad", stdin=text)
    run("import", "-", stdin=text, code=2)


@pytest.fixture
def stub() -> Iterator[tuple[Stub, dict[str, Answer]]]:
    answers = {"": Answer(b"id;Titel\n" + b"".join(b"%d;Club %d\n" % (n, n) for n in range(10)))}
    with serve_stub(lambda path, query: answers[""]) as made:
        yield made, answers


def test_a_source_is_followed_held_released_and_left(file: Path, stub: tuple[Stub, dict[str, Answer]]) -> None:
    made, answers = stub
    url, private = f"{made.url}/clubs.csv", "--allow-private"
    run("sources", "add", "clubs", url, "--organisation", ORGANISATION, code=2)
    run("sources", "add", "clubs", url, "--organisation", ORGANISATION, private)
    assert "clubs\tnew" in run("sources", "list").stdout
    assert "clubs\tdone\t10 created" in run("sources", "run", private).stdout
    assert run("sources", "run", private).stdout == ""
    answers[""] = Answer(b"id;Titel\n1;Club 1\n")
    assert "It held 10 items and now 1." in run("sources", "run", "clubs", private, code=1).stdout
    assert "clubs\theld" in run("sources", "list").stdout
    answers[""] = Answer(status=500)
    assert "answers 500" in run("sources", "run", "clubs", private, code=1).stdout, "not why it was held before"
    answers[""] = Answer(b"id;Titel\n1;Club 1\n")
    run("sources", "hold-release", "clubs")
    assert "9 ended" in run("sources", "run", private).stdout
    run("sources", "hold-release", "clubs", code=2)
    answers[""] = Answer(status=500)
    assert "clubs\tfailed" in run("sources", "run", "--all", private, code=1).stdout
    run("sources", "remove", "clubs")
    assert run("sources", "list").stdout == ""
