"""A migrated database of each kind."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from tests.support.stored import migrated_engine


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    with migrated_engine(database_url) as engine:
        yield engine
