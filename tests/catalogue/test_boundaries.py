"""Which areas a point lies in, on a small town drawn by hand."""

import shapely

from app.catalogue.boundaries import BoundaryIndex, Located, prepare_boundary
from app.domain.areas import Area, AreaIndex
from app.domain.vocabulary import AreaLevel


def area(code: str, parent: str | None, year: int = 2024) -> Area:
    level = {"GM": "gemeente", "SD": "stadsdeel", "WK": "wijk", "BU": "buurt"}[code[:2]]
    return Area(code, AreaLevel(level), code, parent, "GM9999", None, None, year)


def box(west: float, south: float, east: float, north: float) -> bytes:
    return shapely.to_wkb(shapely.box(west, south, east, north))


AREAS = [
    area("GM9999", None),
    area("SD999901", "GM9999"),
    area("WK999901", "SD999901"),
    area("WK999902", "GM9999"),
    area("BU99990101", "WK999901"),
]
BOUNDARIES = [
    ("WK999901", box(4.00, 52.00, 4.10, 52.10)),
    ("WK999902", box(4.0999, 52.00, 4.12, 52.10)),  # overlaps its neighbour by a strip, as simplified ones do
    ("BU99990101", box(4.00, 52.00, 4.05, 52.05)),
]


def index(*extra: tuple[Area, bytes]) -> BoundaryIndex:
    areas = [*AREAS, *(area for area, _ in extra)]
    return BoundaryIndex(AreaIndex(areas), [*BOUNDARIES, *((area.code, wkb) for area, wkb in extra)])


def test_a_point_gets_its_buurt_and_everything_above_it() -> None:
    assert index().locate(52.02, 4.02) == Located("GM9999", "SD999901", "WK999901", "BU99990101")


def test_a_point_outside_every_buurt_gets_its_wijk() -> None:
    assert index().locate(52.08, 4.02) == Located("GM9999", "SD999901", "WK999901", None)


def test_a_point_on_an_edge_lies_inside() -> None:
    assert index().locate(52.10, 4.02) == Located("GM9999", "SD999901", "WK999901", None)


def test_where_wijken_overlap_the_smallest_holds_the_point() -> None:
    assert index().locate(52.08, 4.09995) == Located("GM9999", None, "WK999902", None)


def test_where_years_overlap_the_newest_holds_the_point() -> None:
    small_and_old = (area("WK999903", "GM9999", 2016), box(4.01, 52.06, 4.03, 52.09))
    found = index(small_and_old).locate(52.08, 4.02)
    assert found is not None
    assert found.wijk == "WK999901"


def test_a_buurt_of_before_the_wijk_was_redrawn_does_not_count() -> None:
    old = (area("BU99990301", "WK999903", 2016), box(4.06, 52.06, 4.09, 52.09))
    assert index(old).locate(52.08, 4.08) == Located("GM9999", "SD999901", "WK999901", None)


def test_a_point_outside_everything_is_nowhere() -> None:
    assert index().locate(53.0, 6.0) is None


def test_an_index_without_boundaries_locates_nothing() -> None:
    empty = BoundaryIndex(AreaIndex(AREAS), [])
    assert empty.locate(52.02, 4.02) is None
    assert empty.nearest(52.02, 4.02, AreaLevel.WIJK, 50) is None


def test_boundaries_of_areas_that_are_not_known_are_left_out() -> None:
    assert len(BoundaryIndex(AreaIndex(AREAS[:3]), BOUNDARIES)) == 1


def test_the_nearest_boundary_is_measured_in_metres_both_ways() -> None:
    one = index()
    # 0.0005 degrees is 56 m to the north but 34 m to the west.
    assert one.nearest(52.1005, 4.02, AreaLevel.WIJK, 50) is None
    assert one.nearest(52.1005, 4.02, AreaLevel.WIJK, 60) == "WK999901"
    assert one.nearest(52.08, 3.9995, AreaLevel.WIJK, 50) == "WK999901"
    assert one.nearest(52.08, 3.9995, AreaLevel.WIJK, 30) is None


def test_a_bow_tie_is_repaired_and_its_point_lies_inside() -> None:
    tie = shapely.Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])
    boundary = prepare_boundary([shapely.to_wkb(tie)])
    assert boundary is not None
    repaired = shapely.from_wkb(boundary.wkb)
    assert boundary.was_repaired
    assert shapely.is_valid(repaired)
    assert shapely.intersects(repaired, shapely.Point(boundary.inside.lon, boundary.inside.lat))


def test_the_parts_of_an_area_become_one_surface() -> None:
    boundary = prepare_boundary([box(4.0, 52.0, 4.1, 52.1), box(4.1, 52.0, 4.2, 52.1)])
    assert boundary is not None
    assert not boundary.was_repaired
    assert shapely.equals(shapely.from_wkb(boundary.wkb), shapely.box(4.0, 52.0, 4.2, 52.1))


def test_a_line_or_an_empty_geometry_is_no_boundary() -> None:
    assert prepare_boundary([shapely.to_wkb(shapely.LineString([(4, 52), (5, 53)]))]) is None
    assert prepare_boundary([shapely.to_wkb(shapely.Polygon())]) is None


def test_heights_are_dropped() -> None:
    high = shapely.Polygon([(4, 52, 7), (4.1, 52, 7), (4.1, 52.1, 7)])
    boundary = prepare_boundary([shapely.to_wkb(high, output_dimension=3)])
    assert boundary is not None
    assert not shapely.has_z(shapely.from_wkb(boundary.wkb))
