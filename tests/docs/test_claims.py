"""What our pages say about the code is so: settings, links, decision records, the embed, the sources of the data."""

import ast
import re
from functools import lru_cache
from pathlib import Path

import httpx
import pytest

from app.settings import Settings
from tests.docs.blocks import PAGES, path_of, read_blocks, read_page, strip_code
from tests.docs.reader import NOW, make_base_catalogue
from tests.support.server import REPOSITORY, ServerProcess

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
DECISIONS = sorted(page for page in PAGES if re.match(r"docs/decisions/\d{4}-", page))
SECTIONS = ["Context", "Decision", "Consequences", "Check"]
ONE_PAGE = 60


def slug(heading: str) -> str:
    """The anchor GitHub gives a heading."""
    kept = re.sub(r"[^\w\- ]", "", heading.strip().lower())
    return kept.replace(" ", "-")


def anchors(text: str) -> set[str]:
    return {slug(match) for match in re.findall(r"^#+ (.+)$", strip_code(text), re.MULTILINE)}


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page: str) -> None:
    dead = []
    for link in LINK.findall(strip_code(read_page(page))):
        if re.match(r"https?://|mailto:", link):
            continue
        name, _, anchor = link.partition("#")
        target = (path_of(page).parent / name).resolve() if name else path_of(page)
        is_page = target.suffix == ".md" and target.is_file()
        if not target.exists() or (anchor and not (is_page and anchor in anchors(target.read_text(encoding="utf-8")))):
            dead.append(link)
    assert dead == []


def test_every_page_is_reached_from_the_index() -> None:
    def links(page: str) -> set[str]:
        found = (link.partition("#")[0] for link in LINK.findall(strip_code(read_page(page))))
        return {
            str((path_of(page).parent / name).resolve().relative_to(REPOSITORY))
            for name in found
            if name.endswith(".md")
        }

    reached = links("docs/README.md") | links("docs/decisions/README.md")
    assert {page for page in PAGES if page.startswith("docs/")} - reached <= {"docs/README.md"}


def test_the_settings_table_is_what_the_settings_are() -> None:
    rows = re.findall(r"^\| `WEGWIJZER_(\w+)` \| (.+?) \|", read_page("docs/operator.md"), re.MULTILINE)
    shown = {name.lower(): default.strip("`") for name, default in rows}
    words = {None: "none", "": "empty"}
    real = {name: str(words.get(field.default, field.default)) for name, field in Settings.model_fields.items()}
    assert shown == real


def test_every_setting_on_our_pages_exists() -> None:
    known = {f"WEGWIJZER_{name.upper()}" for name in Settings.model_fields}
    of_others = {"WEGWIJZER_DB_PASSWORD"}  # of compose.yaml
    named = {name for page in PAGES for name in re.findall(r"\bWEGWIJZER_[A-Z_]+\b", read_page(page))}
    assert named - known - of_others == set()
    assert "WEGWIJZER_DB_PASSWORD" in (REPOSITORY / "compose.yaml").read_text(encoding="utf-8")


@lru_cache
def functions_of(file: str) -> set[str]:
    tree = ast.parse((REPOSITORY / file).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("page", DECISIONS)
def test_a_decision_record_is_one_page_and_names_tests_that_exist(page: str) -> None:
    text = read_page(page)
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == SECTIONS
    assert len(text.splitlines()) <= ONE_PAGE
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", text.partition("## Check")[2])
    assert named
    assert [test for file, test in named if test not in functions_of(file)] == []
    assert [
        file for file in re.findall(r"`((?:tests|app)/[\w/]+\.(?:py|csv))", text) if not path_of(file).exists()
    ] == []


def test_every_decision_record_is_listed_under_its_own_number() -> None:
    listed = re.findall(r"\| \[(\d{4})\]\((\S+)\)", read_page("docs/decisions/README.md"))
    assert [f"docs/decisions/{name}" for _, name in listed] == DECISIONS
    assert all(name.startswith(number) for number, name in listed)
    assert [number for number, _ in listed] == [f"{n:04}" for n in range(1, len(listed) + 1)]
    assert all(read_page(page).startswith(f"# {Path(page).name[:4]} · ") for page in DECISIONS)


def test_the_embed_shows_members_that_are_there_and_sets_no_cookie(tmp_path: Path) -> None:
    (snippet,) = (block.text for block in read_blocks("README.md") if block.kind == "html")
    api, asked = (re.findall(rf'const {name} = "(.+?)"', snippet)[0] for name in ("api", "asked"))
    used = set(re.findall(r"activity\.([\w.]+)", snippet))
    assert used
    base = make_base_catalogue(tmp_path)
    with ServerProcess(f"sqlite:///{base}", env={"WEGWIJZER_NOW": NOW}) as server:
        url = server.url + "/" + api.partition("//")[2].partition("/")[2]
        answer = httpx.get(f"{url}?{asked}", headers={"Origin": "null"}, trust_env=False)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in answer.headers
    items = answer.json()["items"]
    assert len(items) == 5
    assert [path for item in items for path in used if not has(item, path)] == []
    assert set(re.findall(r"https?://[^/\"`]+", snippet)) == {"http://localhost:8000"}


def has(item: object, path: str) -> bool:
    """Whether a script that reads this path meets no missing member on its way."""
    for name in path.split("."):
        if not isinstance(item, dict) or name not in item:
            return False
        item = item[name]
    return True


def test_every_file_of_the_starter_data_has_a_named_source() -> None:
    folder = REPOSITORY / "app" / "data" / "starter"
    sources = (folder / "SOURCES.md").read_text(encoding="utf-8")
    assert [file.name for file in sorted(folder.glob("*.csv")) if f"`{file.name}`" not in sources] == []


def test_the_pages_hold_no_other_port_or_local_address() -> None:
    found = {match for page in PAGES for match in re.findall(r"(?:localhost|127\.0\.0\.1):(\d+)", read_page(page))}
    assert found <= {"8000"}
