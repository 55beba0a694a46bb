"""Fixtures every test may use: fresh SQLite and PostgreSQL databases, and an honest word when PostgreSQL is missing."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.support.chromium import NOT_FOUND as NO_BROWSER
from tests.support.needs import go_without
from tests.support.postgres import NOT_FOUND, PostgresCluster, find_postgres_bin, run_cluster

MEANT_FOR_TESTS = frozenset(
    {
        "WEGWIJZER_REQUIRE_POSTGRES",
        "WEGWIJZER_POSTGRES_BIN",
        "WEGWIJZER_REQUIRE_BROWSER",
        "WEGWIJZER_CHROMIUM",
        "WEGWIJZER_EXPLORE",
    }
)
# The settings of whoever runs the tests must not reach them; only these are meant for the tests themselves.
for name in [name for name in os.environ if name.startswith("WEGWIJZER_")]:
    if name not in MEANT_FOR_TESTS:
        del os.environ[name]

# Never assert on time. The same examples on every run, so that a red suite is red for everyone; `make explore` looks
# for new ones, and more of them.
EXPLORES = os.environ.get("WEGWIJZER_EXPLORE") == "1"
settings.register_profile("wegwijzer", deadline=None, print_blob=True, derandomize=not EXPLORES)
settings.load_profile("wegwijzer")


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[PostgresCluster]:
    """One throwaway server for the whole run; skips (or fails when required) where PostgreSQL is not installed."""
    bin_dir = find_postgres_bin()
    if bin_dir is None:
        go_without(NOT_FOUND, required_by="WEGWIJZER_REQUIRE_POSTGRES")
    with run_cluster(bin_dir) as cluster:
        yield cluster


@pytest.fixture(scope="session")
def postgres_url(postgres_cluster: PostgresCluster) -> str:
    """The URL of the throwaway server's own database; for tests that manage databases themselves."""
    return postgres_cluster.url()


@pytest.fixture
def postgres_database(postgres_cluster: PostgresCluster) -> Iterator[str]:
    """The URL of a fresh, empty PostgreSQL database."""
    with postgres_cluster.fresh_database() as url:
        yield url


@pytest.fixture
def sqlite_database(tmp_path: Path) -> str:
    """The URL of a SQLite file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'wegwijzer.sqlite'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The URL of a fresh, empty database; the test runs once on each kind."""
    name = "sqlite_database" if request.param == "sqlite" else "postgres_database"
    url: str = request.getfixturevalue(name)
    return url


MISSING = (
    ("databases", NOT_FOUND, "PostgreSQL", "apt-get install postgresql-15"),
    ("browser", NO_BROWSER, "Chromium", "apt-get install chromium"),
)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly what did not run for want of PostgreSQL or a browser."""
    skipped = [str(report.longrepr) for report in terminalreporter.stats.get("skipped", [])]
    for title, reason, name, command in MISSING:
        missed = sum(reason in why for why in skipped)
        if missed:
            terminalreporter.write_sep("!", title, red=True, bold=True)
            terminalreporter.write_line(f"{name} not found: {missed} tests not run.", red=True, bold=True)
            terminalreporter.write_line(f"Install it (Debian: {command}) and run the tests again.")
