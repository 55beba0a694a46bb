"""The gemeenten of today, from gazetteer and postcodes of an earlier year."""

import pytest

from app.domain.draft import Location, PlaceDraft
from app.domain.vocabulary import AreaLevel, Precision
from app.services.data_files import read_rows
from app.services.gazetteer import read_mergers, starter_area_index
from tests.support.gazetteer import starter_locator

IN_WINSUM = Location(53.3319, 6.5115, Precision.ADDRESS)


def test_no_row_of_the_data_file_leads_to_a_gemeente_that_merged_itself() -> None:
    mergers = read_mergers()
    assert len(mergers) == len(list(read_rows("gemeente_mergers.csv")))
    assert not {merger.into for merger in mergers.values()} & set(mergers)


@pytest.mark.parametrize(
    ("place", "gemeente", "wijk"),
    [
        (PlaceDraft(postal_code="9951 AA"), "GM1966", "WK005300"),
        (PlaceDraft(location=IN_WINSUM), "GM1966", "WK005300"),
        (PlaceDraft(address_locality="Winsum", wijk="Winsum"), "GM1966", "WK005300"),
        (PlaceDraft(gemeente="GM0053"), "GM1966", None),
        (PlaceDraft(postal_code="9891"), "GM1969", "WK005301"),
        (PlaceDraft(postal_code="9751"), "GM0014", "WK001700"),
        (
            PlaceDraft(gemeente="Het Hogeland", location=IN_WINSUM),
            "GM1966",
            "WK005300",
        ),
    ],
)
def test_a_place_lies_in_the_gemeente_of_today(place: PlaceDraft, gemeente: str, wijk: str | None) -> None:
    found = starter_locator().locate_place(place)
    assert (found.gemeente, found.wijk) == (gemeente, wijk)


def test_a_school_holiday_region_is_known_for_every_gemeente_of_the_gazetteer() -> None:
    locator = starter_locator()
    gemeenten = [found.code for found in starter_area_index().all() if found.level == AreaLevel.GEMEENTE]
    assert len(gemeenten) == 15
    assert all(locator.holiday_region_of(code) for code in gemeenten)
