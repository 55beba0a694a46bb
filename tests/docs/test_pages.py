"""Whoever follows our pages sees what they show: every command runs, every answer is the real one."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.docs.blocks import PAGES, Block, read_blocks
from tests.docs.reader import NOT_RUN, PDOK_URL, POSTGRES_URL, Reader, make_base_catalogue
from tests.support.postgres import PostgresCluster, find_postgres_bin
from tests.support.town import TOWN, serve_collection

KINDS = {"console", "json", "http", "csv", "ics", "html", "python", *NOT_RUN}
ON_POSTGRES = "postgresql"
"""The note of blocks that run with a PostgreSQL database."""
ON_PDOK = "pdok"
"""The note of blocks that read areas from PDOK; the tests put a server of their own in its place."""


def blocks_of(page: str, note: str = "") -> list[Block]:
    return [block for block in read_blocks(page) if block.note == note]


WITH_COMMANDS = [page for page in PAGES if any(block.kind == "console" for block in blocks_of(page))]
WITH_POSTGRES = [page for page in PAGES if blocks_of(page, ON_POSTGRES)]
WITH_PDOK = [page for page in PAGES if blocks_of(page, ON_PDOK)]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_base_catalogue(tmp_path_factory.mktemp("base"))


@pytest.fixture
def reader(base: Path, tmp_path: Path) -> Iterator[Reader]:
    with Reader(tmp_path, base) as reader:
        yield reader


def test_the_pages_a_newcomer_and_an_api_user_need_have_commands() -> None:
    assert {"README.md", "docs/api.md", "docs/operator.md", "docs/contributor.md"} <= set(WITH_COMMANDS)
    assert WITH_POSTGRES == WITH_PDOK == ["docs/operator.md"]


@pytest.mark.parametrize("page", PAGES)
def test_every_block_is_of_a_kind_that_is_tested(page: str) -> None:
    blocks = read_blocks(page)
    assert [str(block) for block in blocks if block.kind not in KINDS] == []
    notes = ("", ON_POSTGRES, ON_PDOK)
    assert [str(block) for block in blocks if block.kind != "python" and block.note not in notes] == []


@pytest.mark.parametrize("page", WITH_COMMANDS)
def test_who_follows_the_page_sees_what_it_shows(page: str, reader: Reader) -> None:
    for block in blocks_of(page):
        reader.follow(block)
    assert "\n".join(reader.wrong) == ""
    assert reader.commands > 0


@pytest.mark.parametrize("page", WITH_POSTGRES)
def test_the_commands_for_postgresql_run(
    page: str, base: Path, tmp_path: Path, postgres_cluster: PostgresCluster, postgres_database: str
) -> None:
    url = postgres_database.replace("+psycopg", "")
    with Reader(tmp_path, base, instead={POSTGRES_URL: url}, more_path=find_postgres_bin()) as reader:
        for block in blocks_of(page, ON_POSTGRES):
            reader.follow(block)
    assert "\n".join(reader.wrong) == ""
    assert reader.commands > 0


@pytest.mark.parametrize("page", WITH_PDOK)
@pytest.mark.parametrize("collection", ["wijken", "buurten"])
def test_areas_are_imported_from_an_api_of_the_shape_of_pdok(
    page: str, collection: str, base: Path, tmp_path: Path
) -> None:
    with serve_collection(TOWN, name=collection) as stub:
        stand_in = {PDOK_URL: f"{stub.url}/cbs/ogc/v1 --allow-private"}
        with Reader(tmp_path, base, instead=stand_in) as reader:
            for block in blocks_of(page, ON_PDOK):
                lines = [line for line in block.text.splitlines() if f"--collection {collection}" in line]
                reader.follow(replace(block, text="\n".join(lines)))
    assert "\n".join(reader.wrong) == ""
    assert reader.commands == 1
