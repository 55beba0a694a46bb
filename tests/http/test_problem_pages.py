"""The `type` of every error leads to a page that says what it means."""

import httpx
import pytest

from app.errors import PROBLEMS
from tests.support.server import ServerProcess


@pytest.mark.parametrize("code", sorted({kind.code for kind in PROBLEMS}))
def test_every_kind_of_problem_has_a_page(sqlite_server: ServerProcess, code: str) -> None:
    page = httpx.get(f"{sqlite_server.url}/problems/{code}")
    assert page.status_code == 200
    assert code in page.text


def test_the_type_of_a_real_error_can_be_followed(sqlite_server: ServerProcess) -> None:
    problem = httpx.get(f"{sqlite_server.url}/v1/activities?age=oud").json()
    assert httpx.get(f"{sqlite_server.url}{problem['type']}").status_code == 200


def test_an_unknown_kind_of_problem_is_not_found(sqlite_server: ServerProcess) -> None:
    assert httpx.get(f"{sqlite_server.url}/problems/no-such-kind").status_code == 404
