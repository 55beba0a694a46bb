"""`docs/next-step-weights.md` says what the code does."""

from pathlib import Path

from typer.testing import CliRunner

import app
from app.commands.docs import docs_app
from app.domain.next_step_weights import WEIGHTS
from app.schemas.weights_page import write_weights_page

PAGE = Path(app.__file__).parent.parent / "docs" / "next-step-weights.md"


def test_the_committed_page_is_the_one_the_tables_make() -> None:
    assert PAGE.read_text(encoding="utf-8") == write_weights_page()


def test_every_weight_stands_there_with_its_points_and_its_meaning() -> None:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    for name, points in WEIGHTS.items():
        (line,) = [line for line in lines if line.startswith(f"| `{name}` |")]
        assert f"| {points} |" in line
        assert line.split("|")[3].strip()


def test_the_command_prints_the_page() -> None:
    assert CliRunner().invoke(docs_app, ["weights"]).stdout == write_weights_page()
