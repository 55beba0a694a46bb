"""The filter that docs/contributor.md adds: the lines it names are all that is needed, and it answers right."""

import re
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

import httpx
import orjson
import pytest

from tests.docs.blocks import Block, read_blocks
from tests.docs.reader import NOW
from tests.support.server import REPOSITORY, ServerProcess

PAGE = "docs/contributor.md"
_NOTE = re.compile(r"(\S+) below `(.+)`")


def insertions() -> list[tuple[Block, str, str]]:
    """Each block of code with its file and the beginning of the line it goes below."""
    blocks = [block for block in read_blocks(PAGE) if block.kind == "python"]
    found = [(block, _NOTE.fullmatch(block.note)) for block in blocks]
    assert all(match for _, match in found)
    return [(block, match[1], match[2]) for block, match in found if match]


def insert(file: Path, anchor: str, text: str) -> None:
    lines = file.read_text(encoding="utf-8").splitlines()
    at = [number for number, line in enumerate(lines) if line.startswith(anchor)]
    assert len(at) == 1, f"{anchor!r} begins {len(at)} lines of {file.name}"
    lines[at[0] + 1 : at[0] + 1] = text.splitlines()
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the code with the lines of the page in it."""
    root = tmp_path / "copy"
    for folder in ("app", "migrations", "tests"):
        shutil.copytree(REPOSITORY / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(REPOSITORY / "pyproject.toml", root)
    for block, file, anchor in insertions():
        insert(root / file, anchor, block.text)
    return root


def run_copy(copy: Path, *arguments: str) -> list[str]:
    """The command line of the changed code, whatever is installed."""
    start = f"import sys; sys.path.insert(0, {str(copy)!r}); from app.cli import app; app()"
    return [sys.executable, "-c", start, *arguments]


def _serve(copy: Path, port: int, workers: int) -> list[str]:
    return run_copy(copy, "serve", "--port", str(port), "--workers", str(workers))


def test_the_new_filter_answers_as_the_stored_activities_say(copy: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/wegwijzer.db"
    environment = {"WEGWIJZER_DATABASE_URL": url, "WEGWIJZER_NOW": NOW, "PATH": ""}
    run = partial(subprocess.run, env=environment, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    run(run_copy(copy, "prepare"))
    dumped = [orjson.loads(line) for line in run(run_copy(copy, "dump")).stdout.splitlines()]
    asked = "/v1/activities?status=*&freshness=*&limit=1"
    with (
        ServerProcess(url, env={"WEGWIJZER_NOW": NOW}, command=partial(_serve, copy)) as server,
        httpx.Client(base_url=server.url, trust_env=False) as client,
    ):
        answers = {value: client.get(f"{asked}&noExperience={value}").json() for value in ("true", "false")}
        refused = client.get(f"{asked}&noExperience=perhaps")
    for value, is_needed in (("true", True), ("false", False)):
        assert answers[value]["total"] == sum(item["noExperienceNeeded"] is is_needed for item in dumped)
        unknown = sum(item["noExperienceNeeded"] is None for item in dumped)
        assert answers[value]["meta"]["excludedUnknown"].get("noExperience", 0) == unknown
    assert answers["true"]["total"] > 0
    assert refused.status_code == httpx.codes.BAD_REQUEST


def test_the_random_questions_of_the_tests_ask_the_new_filter(copy: Path) -> None:
    code = "from tests.support.strategies import *; import tests.support.strategies as s; print(s.__file__)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=copy,
        env={"PYTHONPATH": str(copy)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith(str(copy))
    assert Path(done.stdout.strip()).read_text(encoding="utf-8").count("no_experience") == 2


def test_the_page_names_every_file_of_the_application_that_knows_a_filter_of_its_kind() -> None:
    """`oneOff` is such a filter; its other places are those of the draft and of the words on the wire."""
    knows = re.compile(r"\b(oneOff|one_off|is_one_off)\b")
    files = {
        str(path.relative_to(REPOSITORY))
        for room in ("domain", "catalogue", "schemas", "services")
        for path in (REPOSITORY / "app" / room).rglob("*.py")
        if knows.search(path.read_text(encoding="utf-8"))
    }
    of_the_draft = {"app/domain/draft.py", "app/schemas/activity.py", "app/schemas/drafts.py", "app/schemas/labels.py"}
    of_the_draft |= {"app/services/activity_holds.py"}  # the members of a draft that a coordinator can hold
    of_the_data = {"app/schemas/output_activity.py", "app/services/starter_drafts.py"}
    of_the_data |= {path for path in files if path.startswith("app/services/sample/")}
    of_the_next_step = {path for path in files if "/next_step" in path or "/reason" in path or "/gathering" in path}
    of_the_next_step |= {path for path in files if "/step_" in path}  # the same over a segment
    named = {file for _, file, _ in insertions() if file.startswith("app/")}
    assert files - of_the_draft - of_the_data - of_the_next_step == named


def test_the_page_names_every_file_that_knows_a_plain_member_of_an_activity() -> None:
    """`parentsMayStay` is such a member; the sample and the pages for people show it, but need not."""
    knows = re.compile(r"\b(parentsMayStay|parents_may_stay)\b")
    files = {
        str(path.relative_to(REPOSITORY))
        for room in ("domain", "catalogue", "schemas", "services", "store", "models")
        for path in (REPOSITORY / "app" / room).rglob("*.py")
        if knows.search(path.read_text(encoding="utf-8")) and "sample" not in path.parts
    }
    page = (REPOSITORY / PAGE).read_text(encoding="utf-8")
    assert files == set(re.findall(r"^- `(app/\S+)`: ", page, re.MULTILINE))
