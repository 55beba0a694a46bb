"""One prepared catalogue behind the real server, and one browser, for all tests of pages."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from app.domain.caller import Scope
from app.domain.ids import organisation_id
from tests.support.browser import run_chromium
from tests.support.chromium import NOT_FOUND, find_chromium
from tests.support.keys import make_key
from tests.support.needs import go_without
from tests.support.served import FIXED, SOURCE, draft, prepare, write
from tests.support.server import ServerProcess

LONG = "Zomervakantiemiddag vol buitenspelactiviteiten, knutselworkshops en gezamenlijk koken met verse groenten "


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Skips (or fails when required) where no Chromium is installed.

    Gone when its module is done: while it is there its event loop runs, and no other test could run one of its own.
    """
    path = find_chromium()
    if path is None:
        go_without(NOT_FOUND, required_by="WEGWIJZER_REQUIRE_BROWSER")
    with run_chromium(path) as browser:
        yield browser


@pytest.fixture(scope="session")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('pages') / 'wegwijzer.sqlite'}"
    prepare(url)
    return url


@pytest.fixture(scope="session")
def long_ids(catalogue: str) -> list[str]:
    """Three activities with the longest texts that are let in, and something in the way of each."""
    texts = {"summary": LONG * 3, "prerequisites": [{"code": "swimDiplomaA"}, {"code": "ownBike"}]}
    drafts = [draft(f"lang-{n}", (LONG * 2)[: 200 - n].strip(), **texts) for n in range(3)]
    return [result.id for result in write(catalogue, *drafts)]


@pytest.fixture(scope="session")
def partner_key(catalogue: str, long_ids: list[str]) -> str:
    return make_key(catalogue, (Scope.ACTIVITIES_WRITE, Scope.IMPORTS_WRITE), [organisation_id(SOURCE, "toets")])


@pytest.fixture(scope="session")
def site(catalogue: str, long_ids: list[str]) -> Iterator[str]:
    """The address of the running site; its own links begin with it too."""
    with ServerProcess(catalogue, env={**FIXED, "WEGWIJZER_FORMS_PER_HOUR": "0"}) as running:
        yield f"http://localhost:{running.port}"
