"""The nearest wijk, and postcodes."""

import pytest

from app.domain.areas import Area, AreaIndex
from app.domain.nearest import REACH_M, NearestSites
from app.domain.postcodes import Postcode, PostcodeTable, normalise_postcode
from app.domain.vocabulary import AreaLevel

EAST = Area("WK999901", AreaLevel.WIJK, "Oost", "GM9999", "GM9999", 52.00, 4.10, 2024)
WEST = Area("WK999902", AreaLevel.WIJK, "West", "GM9999", "GM9999", 52.00, 4.06, 2024)
OTHER = Area("WK888801", AreaLevel.WIJK, "Overkant", "GM8888", "GM8888", 52.00, 4.12, 2024)
FAR_CORNER = Postcode("2531", "GM9999", "WK999902", 52.00, 4.095)
INDEX = AreaIndex([EAST, WEST, OTHER])


def test_the_nearest_point_of_a_wijk_decides() -> None:
    sites = NearestSites(INDEX, PostcodeTable())
    assert sites.find(52.0, 4.09) == "WK999901"
    assert sites.find(52.0, 4.07) == "WK999902"


def test_the_points_of_postcodes_count_for_their_wijk() -> None:
    assert NearestSites(INDEX, PostcodeTable([FAR_CORNER])).find(52.0, 4.094) == "WK999902"


def test_a_known_gemeente_leaves_the_others_out() -> None:
    sites = NearestSites(INDEX, PostcodeTable())
    assert sites.find(52.0, 4.119) == "WK888801"
    assert sites.find(52.0, 4.119, "GM9999") == "WK999901"
    assert sites.find(52.0, 4.119, "GM7777") is None


@pytest.mark.parametrize(("lat", "found"), [(52.0269, "WK999901"), (52.0271, None)])
def test_beyond_the_reach_nothing_is_claimed(lat: float, found: str | None) -> None:
    """One degree of latitude is 111 195 m: the reach of 3 000 m ends at 0.02698 degrees."""
    assert REACH_M == 3_000
    assert NearestSites(INDEX, PostcodeTable()).find(lat, 4.10) == found


def test_points_on_either_side_of_a_grid_line_are_seen() -> None:
    """A cell begins at 4.10 degrees; the nearest wijk of a point just west of it lies just east."""
    assert NearestSites(INDEX, PostcodeTable()).find(52.0, 4.0999) == "WK999901"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2531", "2531"),
        (" 2531ab ", "2531AB"),
        ("2531 AB", "2531AB"),
        ("0531", None),
        ("25311", None),
        ("2531A", None),
        ("", None),
    ],
)
def test_postcodes_are_read_with_or_without_letters(text: str, code: str | None) -> None:
    assert normalise_postcode(text) == code


def test_letters_the_table_does_not_know_are_answered_by_the_digits() -> None:
    exact = Postcode("2531AB", "GM9999", "WK999901", 52.0, 4.1)
    table = PostcodeTable([FAR_CORNER, exact])
    assert table.find("2531 ab") == exact
    assert table.find("2531ZZ") == FAR_CORNER
    assert table.find("2599") is None
    assert table.find("nonsense") is None
