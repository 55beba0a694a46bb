"""The gazetteer of the product, without a database and in one."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from sqlalchemy import Engine

from app.domain.postcodes import PostcodeTable
from app.services.areas import AreaLocator, load_gazetteer
from app.services.gazetteer import read_holiday_regions, read_starter_postcodes, starter_area_index
from app.store import migrations
from app.store.unit_of_work import write_transaction
from tests.support.stored import open_engine


def starter_locator() -> AreaLocator:
    return AreaLocator(starter_area_index(), starter_postcode_table(), (), read_holiday_regions())


@lru_cache(maxsize=1)
def starter_postcode_table() -> PostcodeTable:
    return PostcodeTable(read_starter_postcodes())


@contextmanager
def engine_with_areas(url: str) -> Iterator[Engine]:
    """An engine on a database at this release's revision that knows the areas and nothing else."""
    migrations.upgrade(url)
    with open_engine(url) as engine:
        with write_transaction(engine) as session:
            load_gazetteer(session)
        yield engine
