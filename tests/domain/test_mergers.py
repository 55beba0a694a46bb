"""Gemeenten that merged: old codes and names lead to the gemeente of today."""

import pytest

from app.domain.area_names import Area
from app.domain.areas import AreaIndex
from app.domain.mergers import Merger, bring_up_to_date
from app.domain.vocabulary import AreaLevel

MERGERS = {
    "GM0053": Merger("GM0053", "Winsum", "GM1966", "Het Hogeland", 2019),
    "WK005301": Merger("WK005301", "Ezinge", "GM1969", "Westerkwartier", 2019),
}


def area(code: str, name: str, parent: str | None, gemeente: str) -> Area:
    level = {"GM": AreaLevel.GEMEENTE, "WK": AreaLevel.WIJK, "BU": AreaLevel.BUURT}[code[:2]]
    return Area(code, level, name, parent, gemeente, 53.3, 6.5, 2016)


OLD = (
    area("GM0053", "Winsum", None, "GM0053"),
    area("WK005300", "Winsum", "GM0053", "GM0053"),
    area("WK005301", "Ezinge", "GM0053", "GM0053"),
    area("BU00530102", "Garnwerd", "WK005301", "GM0053"),
)
INDEX = AreaIndex(bring_up_to_date(OLD, MERGERS))


@pytest.mark.parametrize(
    ("code", "gemeente"),
    [("WK005300", "GM1966"), ("WK005301", "GM1969"), ("BU00530102", "GM1969"), ("GM0053", "GM1966")],
)
def test_an_area_lies_in_the_gemeente_of_today(code: str, gemeente: str) -> None:
    assert INDEX.ancestor_at(code, AreaLevel.GEMEENTE) == gemeente


def test_a_wijk_keeps_its_code_and_a_merged_gemeente_is_no_area() -> None:
    assert [found.code for found in INDEX.all()] == ["WK005300", "WK005301", "BU00530102", "GM1966", "GM1969"]


@pytest.mark.parametrize("asked", ["Winsum", "GM0053", "gm0053", "Het Hogeland", "GM1966"])
def test_the_old_code_and_name_of_a_gemeente_mean_the_new_one(asked: str) -> None:
    filters, records = INDEX.resolve({"gemeente": [asked]})
    assert [found.code for found in filters] == ["GM1966"]
    assert records[0]["name"] == "Het Hogeland"


def test_an_area_of_that_name_goes_before_a_gemeente_that_is_no_more() -> None:
    assert [found.code for found in INDEX.find("Winsum")] == ["WK005300"]


def test_who_serves_the_old_gemeente_serves_the_new_one() -> None:
    assert "GM0053" in INDEX.related("GM1966")


def test_areas_of_today_stay_as_they_are() -> None:
    today = (area("GM0518", "Den Haag", None, "GM0518"), area("WK051836", "Moerwijk", "GM0518", "GM0518"))
    assert bring_up_to_date(today, MERGERS) == today
