"""`wegwijzer areas` from the outside: what it prints and how it ends."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from app.cli import app
from app.settings import get_settings
from app.store import migrations
from tests.support.town import TOWN, serve_collection

runner = CliRunner()


def run(*words: str) -> Result:
    return runner.invoke(app, ["areas", *words])


@pytest.fixture
def catalogue(sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("WEGWIJZER_DATABASE_URL", sqlite_database)
    get_settings.cache_clear()
    migrations.upgrade(sqlite_database)
    yield sqlite_database
    get_settings.cache_clear()


@pytest.fixture
def town_file(tmp_path: Path) -> str:
    path = tmp_path / "wijken.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": TOWN}), encoding="utf-8")
    return str(path)


def test_importing_an_api_reports_what_matched_and_points_can_be_located(catalogue: str) -> None:
    with serve_collection(TOWN) as stub:
        source = f"{stub.url}/cbs/ogc/v1"
        refused = run("import", source, "--collection", "wijken")
        done = run("import", source, "--collection", "wijken", "--allow-private")
    assert refused.exit_code == 2
    assert "not a public address" in refused.stderr
    assert done.exit_code == 0, done.output
    assert "6 features read, 5 kept (year 2024): 4 new, 2 changed, 0 unchanged." in done.stdout
    assert "2 were in the catalogue already: WK051836, WK051834" in done.stdout
    located = run("locate", "52.05", "4.30")
    assert located.stdout.splitlines() == [
        "gemeente\tGM0518\t's-Gravenhage",
        "stadsdeel\tSD051802\tEscamp",
        "wijk\tWK051836\tMoerwijk",
        "buurt\t-\t-",
        "basis\tboundary",
    ]


def test_importing_a_file_of_one_gemeente_leaves_the_others(catalogue: str, town_file: str) -> None:
    done = run("import", town_file, "--gemeente", "Den Haag")
    assert done.exit_code == 0, done.output
    assert "6 features read, 2 kept" in done.stdout


def test_a_mistake_ends_with_one_sentence_and_status_2(catalogue: str, town_file: str, tmp_path: Path) -> None:
    table = tmp_path / "areas.csv"
    table.write_text("code,name\nWK051836,Moerwijk\n", encoding="utf-8")
    for words in (
        ("import", "/nowhere.gpkg"),
        ("import", str(table)),
        ("import", town_file, "--gemeente", "Atlantis"),
        ("postcode", "9999"),
        ("list", "--parent", "XX"),
    ):
        done = run(*words)
        assert done.exit_code == 2, words
        assert done.stderr.startswith("wegwijzer: ")
        assert len(done.stderr.splitlines()) == 1


def test_a_database_that_is_not_there_or_was_never_migrated_is_a_sentence_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "city.db"
    monkeypatch.setenv("WEGWIJZER_DATABASE_URL", f"sqlite:///{file}")
    get_settings.cache_clear()
    absent = run("list")
    assert not file.exists()
    file.touch()
    empty = run("list")
    get_settings.cache_clear()
    for done in (absent, empty):
        assert done.exit_code == 2
        assert "wegwijzer db upgrade" in done.stderr


def test_listing_and_postcodes_show_what_was_brought_in(catalogue: str, town_file: str) -> None:
    run("import", town_file)
    wijken = run("list", "--parent", "sd051802").stdout.splitlines()
    assert "WK051836\twijk\tMoerwijk\t's-Gravenhage\t2024\t" in wijken
    assert run("postcode", "2531AB").stdout.startswith("2531\tWK051836\tMoerwijk\t")
