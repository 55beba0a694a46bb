"""The gazetteer that comes with the product: areas with the names people use, postcodes, holiday regions."""

from collections.abc import Iterable
from functools import lru_cache

from app.domain.areas import Area, AreaIndex
from app.domain.mergers import Merger, bring_up_to_date
from app.domain.postcodes import Postcode
from app.domain.vocabulary import AreaLevel, HolidayRegion
from app.services.data_files import read_gazetteer, read_postcodes, read_rows, read_stadsdelen


@lru_cache(maxsize=1)
def read_starter_areas() -> tuple[Area, ...]:
    """Gemeenten, stadsdelen and wijken of the gazetteer. A wijk's parent is its stadsdeel where there is one."""
    aliases: dict[str, list[str]] = {}
    for row in read_rows("starter/area_aliases.csv"):
        code, alias = row["code"], row["alias"]
        if code is not None and alias is not None:
            aliases.setdefault(code, []).append(alias)
    stadsdeel_of = {row.wijk_code: row.stadsdeel_code for row in read_stadsdelen()}
    rows = read_gazetteer()
    gemeenten = {row.name: row.code for row in rows if row.level == AreaLevel.GEMEENTE}
    return tuple(
        Area(
            code=row.code,
            level=AreaLevel(row.level),
            name=row.name,
            parent=stadsdeel_of.get(row.code, row.parent_code),
            gemeente=gemeenten[row.gemeente],
            lat=row.lat,
            lon=row.lon,
            year=row.year,
            aliases=tuple(aliases.get(row.code, ())),
        )
        for row in rows
    )


@lru_cache(maxsize=1)
def read_starter_postcodes() -> tuple[Postcode, ...]:
    """The four-digit postcodes of the gazetteer's gemeenten."""
    return tuple(Postcode(row.pc4, row.gemeente_code, row.wijk_code, row.lat, row.lon) for row in read_postcodes())


@lru_cache(maxsize=1)
def read_holiday_regions() -> dict[str, HolidayRegion]:
    """Gemeente code -> school holiday region. A gemeente that is not in the file has none: it is not guessed."""
    return {str(row["gemeente_code"]): HolidayRegion(str(row["region"])) for row in read_rows("gemeente_regions.csv")}


@lru_cache(maxsize=1)
def read_mergers() -> dict[str, Merger]:
    """Old gemeente (or wijk of a divided one), by code -> where it lies today."""
    rows = ({name: str(text) for name, text in row.items()} for row in read_rows("gemeente_mergers.csv"))
    return {
        row["code"]: Merger(row["code"], row["name"], row["into_code"], row["into_name"], int(row["year"]))
        for row in rows
    }


def index_areas(areas: Iterable[Area]) -> AreaIndex:
    """The tree and names of these areas, of whatever year, with the gemeenten of today."""
    return AreaIndex(bring_up_to_date(areas, read_mergers()))


@lru_cache(maxsize=1)
def starter_area_index() -> AreaIndex:
    """The tree and names of the gazetteer alone, without a database."""
    return index_areas(read_starter_areas())
