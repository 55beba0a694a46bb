"""The API gives the answers that were worked out by hand from the design, on both databases."""

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import httpx
import pytest

from tests.cases.building import NOW
from tests.cases.case import Case, run_case
from tests.cases.searches import ALL_CASES
from tests.support.case_catalogue import write_case_catalogue
from tests.support.case_search import Search, search_over_http
from tests.support.server import ServerProcess
from tests.support.stored import open_engine


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def search(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Search]:
    """A server over the hand-written catalogue, at its fixed moment."""
    file: Path = tmp_path_factory.mktemp("cases") / "cases.sqlite"
    is_file = request.param == "sqlite"
    database = (
        nullcontext(f"sqlite:///{file}") if is_file else request.getfixturevalue("postgres_cluster").fresh_database()
    )
    with database as url:
        with open_engine(url) as engine:
            write_case_catalogue(url, engine)
        with (
            ServerProcess(url, env={"WEGWIJZER_NOW": NOW.isoformat()}) as server,
            httpx.Client(base_url=server.url) as client,
        ):
            yield search_over_http(client)


@pytest.mark.parametrize("case", ALL_CASES, ids=lambda case: case.name)
def test_the_api_answers(case: Case, search: Search) -> None:
    run_case(case, search)
