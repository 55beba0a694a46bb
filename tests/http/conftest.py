"""One prepared catalogue per kind of database for the whole run; servers that only read are shared."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from app.domain.caller import Scope
from tests.support.keys import bearer, make_key
from tests.support.postgres import PostgresCluster
from tests.support.served import prepare, server
from tests.support.server import ServerProcess
from tests.support.site import Site, open_site


@pytest.fixture(scope="session")
def sqlite_catalogue(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of a prepared SQLite file that nobody writes to."""
    url = f"sqlite:///{tmp_path_factory.mktemp('catalogue') / 'wegwijzer.sqlite'}"
    prepare(url)
    return url


@pytest.fixture(scope="session")
def postgres_catalogue(postgres_cluster: PostgresCluster) -> Iterator[str]:
    """The URL of a prepared PostgreSQL database that nobody writes to."""
    with postgres_cluster.fresh_database() as url:
        prepare(url)
        yield url


@pytest.fixture(scope="session")
def sqlite_server(sqlite_catalogue: str) -> Iterator[ServerProcess]:
    with server(sqlite_catalogue) as running:
        yield running


@pytest.fixture(scope="session")
def postgres_server(postgres_catalogue: str) -> Iterator[ServerProcess]:
    with server(postgres_catalogue) as running:
        yield running


@pytest.fixture(scope="session")
def client(sqlite_server: ServerProcess) -> Iterator[httpx.Client]:
    """Asks a server that nobody writes to."""
    with httpx.Client(base_url=sqlite_server.url, trust_env=False, timeout=30) as client:
        yield client


@pytest.fixture(scope="session")
def postgres_client(postgres_server: ServerProcess) -> Iterator[httpx.Client]:
    """As `client`, on PostgreSQL."""
    with httpx.Client(base_url=postgres_server.url, trust_env=False, timeout=30) as client:
        yield client


@pytest.fixture(scope="session")
def keyed_client(sqlite_server: ServerProcess, sqlite_catalogue: str) -> Iterator[httpx.Client]:
    """As `client`, with a key that may read the insights."""
    headers = bearer(make_key(sqlite_catalogue, [Scope.INSIGHTS_READ]))
    with httpx.Client(base_url=sqlite_server.url, headers=headers, trust_env=False, timeout=30) as client:
        yield client


@pytest.fixture(scope="session")
def keyed_postgres_client(postgres_server: ServerProcess, postgres_catalogue: str) -> Iterator[httpx.Client]:
    """As `keyed_client`, on PostgreSQL."""
    headers = bearer(make_key(postgres_catalogue, [Scope.INSIGHTS_READ]))
    with httpx.Client(base_url=postgres_server.url, headers=headers, trust_env=False, timeout=30) as client:
        yield client


@pytest.fixture(params=["sqlite", "postgresql"])
def either_client(request: pytest.FixtureRequest) -> httpx.Client:
    """The same question on each kind of database."""
    found: httpx.Client = request.getfixturevalue("client" if request.param == "sqlite" else "postgres_client")
    return found


@pytest.fixture
def own_catalogue(sqlite_catalogue: str, tmp_path: Path) -> str:
    """A copy of the prepared SQLite file, to write to or to break."""
    target = tmp_path / "own.sqlite"
    source = sqlite_catalogue.removeprefix("sqlite:///")
    for suffix in ("", "-wal"):
        if Path(source + suffix).exists():
            shutil.copy(source + suffix, f"{target}{suffix}")
    return f"sqlite:///{target}"


@pytest.fixture
def site(own_catalogue: str) -> Iterator[Site]:
    """An application of this test alone, with an organisation and its keys."""
    with open_site(own_catalogue) as opened:
        yield opened
