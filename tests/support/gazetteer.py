"""The gazetteer of the product alone, without a database."""

from functools import lru_cache

from app.domain.postcodes import PostcodeTable
from app.services.areas import AreaLocator
from app.services.gazetteer import read_holiday_regions, read_starter_postcodes, starter_area_index


def starter_locator() -> AreaLocator:
    return AreaLocator(starter_area_index(), starter_postcode_table(), (), read_holiday_regions())


@lru_cache(maxsize=1)
def starter_postcode_table() -> PostcodeTable:
    return PostcodeTable(read_starter_postcodes())
