"""`wegwijzer judge` from the outside: what it asks, prints and ends with."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from app.cli import app
from app.services.judge_promises import PROMISES
from app.settings import get_settings

runner = CliRunner()
GRADED = Path(__file__).parent.parent / "cases" / "next_steps.yaml"
CASES = """
- id: after the nature club
  given: {after: [til-natuurclub-wekelijks], age: 9, gemeente: Tilburg}
  expect: [til-natuurclub-4-6weken]
  grades: {til-natuurclub-4-6weken: 3}
"""


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The starter catalogue."""
    url = f"sqlite:///{tmp_path_factory.mktemp('judge') / 'wegwijzer.sqlite'}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WEGWIJZER_DATABASE_URL", url)
        patch.setenv("WEGWIJZER_NOW", "2026-11-25")
        for words in (("db", "upgrade"), ("starter", "load")):
            get_settings.cache_clear()
            assert runner.invoke(app, words).exit_code == 0
    return url


def judge(database: str, patch: pytest.MonkeyPatch, *words: str) -> Result:
    patch.setenv("WEGWIJZER_DATABASE_URL", database)
    patch.setenv("WEGWIJZER_NOW", "2026-11-25")
    get_settings.cache_clear()
    result = runner.invoke(app, ["judge", *words])
    get_settings.cache_clear()
    return result


def values(result: Result) -> dict[str, str]:
    lines = (line.split("\t") for line in result.stdout.splitlines())
    return {line[0]: line[1] for line in lines if len(line) > 1}


def test_random_situations_break_no_hard_constraint(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    result = judge(database, monkeypatch, "--random", "150", "--seed", "7")
    assert result.exit_code == 0, result.output
    told = values(result)
    assert told["questions"] == "150"
    assert told["hard violations"] == told["untrue"] == "0"
    assert int(told["steps"]) > 100
    assert int(told["reasons and barriers"]) > int(told["steps"])
    for promise in PROMISES:
        assert told[promise] in ("100.0%", "-"), result.stdout
    assert told["deepen and broaden"] == told["two organisations"] == "100.0%"


def test_the_same_seed_prints_the_same(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = (judge(database, monkeypatch, "--random", "20", "--seed", "3").stdout for _ in range(2))
    assert one == other


def test_cases_are_replayed_and_their_order_is_weighed(
    database: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "cases.yaml"
    file.write_text(CASES, encoding="utf-8")
    result = judge(database, monkeypatch, "--cases", str(file), "--random", "0")
    assert result.exit_code == 0, result.output
    told = values(result)
    assert told["case after the nature club"] == "ok"
    assert float(told["nDCG"]) > float(told["nDCG, random"])


def test_the_graded_questions_are_answered_better_than_nearest_first_and_than_chance(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = judge(database, monkeypatch, "--cases", str(GRADED), "--random", "0")
    assert result.exit_code == 0, result.output
    told = values(result)
    assert float(told["nDCG"]) > 0.75
    assert float(told["nDCG"]) > 2 * max(float(told["nDCG, nearest first"]), float(told["nDCG, random"]))


def test_a_case_that_does_not_hold_is_told_and_ends_with_1(
    database: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "cases.yaml"
    file.write_text(CASES.replace("expect:", "never:"), encoding="utf-8")
    result = judge(database, monkeypatch, "--cases", str(file), "--random", "0")
    assert result.exit_code == 1
    assert values(result)["case after the nature club"] == "til-natuurclub-4-6weken is shown"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- {id: C1}", "/0/given"),
        ("- {id: C1, given: {age: nine}}", "/age"),
        ("- {id: C1, given: {after: [aaaaaaaaaaaaaaaa]}}", "no activity with this id"),
    ],
)
def test_a_file_that_cannot_be_asked_is_refused_in_a_line(
    text: str, expected: str, database: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "cases.yaml"
    file.write_text(text, encoding="utf-8")
    result = judge(database, monkeypatch, "--cases", str(file))
    assert result.exit_code == 2
    assert expected in result.stderr


def test_a_file_that_is_not_there_is_refused(database: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert judge(database, monkeypatch, "--cases", str(tmp_path / "none.yaml")).exit_code == 2
