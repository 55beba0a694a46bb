"""Locating places and importing areas, against a real database of each kind."""

from collections.abc import Iterator

import pytest
import shapely.geometry
from sqlalchemy import Engine
from sqlmodel import Session

from app.clients.areas_source import read_areas
from app.domain.areas import AreaIndex
from app.domain.draft import Location, PlaceDraft
from app.domain.query import Point
from app.domain.vocabulary import AreaLevel, HolidayRegion, Precision, WijkBasis
from app.errors import InvalidInput
from app.services.area_import import ImportReport, import_areas
from app.services.areas import AreaLocator, load_gazetteer, make_locator
from app.services.gazetteer import read_holiday_regions, read_starter_areas, read_starter_postcodes, starter_area_index
from app.store import areas as store
from app.store.changes import read_changes
from app.store.unit_of_work import read_session, write_transaction
from tests.support.gazetteer import starter_locator
from tests.support.stored import migrated_engine
from tests.support.town import TOWN, WHOLE_COUNTRY, serve_collection, square, whole_country, wijk

IN_MOERWIJK = Location(52.0505, 4.3005)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    with migrated_engine(database_url) as engine:
        yield engine


@pytest.fixture(scope="module")
def gazetteer() -> AreaLocator:
    return starter_locator()


@pytest.fixture(scope="module")
def bounded() -> AreaLocator:
    """The gazetteer with boundaries of two wijken, which leave a gap of some 20 m."""
    plain = starter_locator()
    boundaries = [
        ("WK051836", shapely.to_wkb(shapely.box(4.29, 52.04, 4.31, 52.06))),
        ("WK051834", shapely.to_wkb(shapely.box(4.27, 52.04, 4.2897, 52.06))),
    ]
    return AreaLocator(plain.areas, plain.postcodes, boundaries, read_holiday_regions())


def bring_in(engine: Engine, features: list[dict[str, object]], **options: object) -> ImportReport:
    with serve_collection(features, page_size=500) as stub:
        found = list(read_areas(f"{stub.url}/cbs/ogc/v1", level=AreaLevel.WIJK, allow_private=True))
    with write_transaction(engine) as session:
        return import_areas(session, found, **options)  # type: ignore[arg-type]


# --- the gazetteer ----------------------------------------------------------------------------------------------------


def test_the_gazetteer_is_whole_and_every_alias_names_an_area_of_it() -> None:
    areas = read_starter_areas()
    levels = [area.level for area in areas]
    assert [levels.count(level) for level in (AreaLevel.GEMEENTE, AreaLevel.STADSDEEL, AreaLevel.WIJK)] == [22, 8, 266]
    index = starter_area_index()
    for area in areas:
        assert index.get(area.gemeente)
        for alias in area.aliases:
            assert area in index.find(alias, area.level), alias


def test_no_alias_makes_a_name_of_one_wijk_ambiguous() -> None:
    index = starter_area_index()
    for area in read_starter_areas():
        for alias in area.aliases:
            assert [found.code for found in index.find(alias, area.level)] == [area.code]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Schilderswijk", "WK051829"),
        ("Bouwlust", "WK051833"),
        ("Beijum", "WK001411"),
        ("Transvaal", "WK051830"),
        ("Mariahoeve", "WK051825"),
        ("Woensel-Noord", "WK077215"),
        ("Statenkwartier", "WK051809"),
    ],
)
def test_the_names_people_use_find_their_wijk(name: str, code: str) -> None:
    filters, _ = starter_area_index().resolve({"wijk": [name]})
    assert [found.code for found in filters] == [code]


def test_every_postcode_lies_near_others_of_its_first_digit() -> None:
    """The source had 5217 ('s-Hertogenbosch) in Den Haag and 9999 (a filler) in Zwolle; both were taken out."""
    postcodes = read_starter_postcodes()
    lonely = [
        one.code
        for one in postcodes
        if not any(
            other is not one
            and other.code[0] == one.code[0]
            and abs(other.lat - one.lat) + abs(other.lon - one.lon) < 0.2
            for other in postcodes
        )
    ]
    assert lonely == []


def test_a_wijk_of_den_haag_lies_in_its_stadsdeel() -> None:
    holders = [area.code for area in starter_area_index().ancestors("WK051836")]
    assert holders == ["SD051802", "GM0518"]


def test_every_gemeente_of_the_gazetteer_has_a_holiday_region_and_others_have_none(gazetteer: AreaLocator) -> None:
    gemeenten = [area.code for area in gazetteer.areas.all() if area.level == AreaLevel.GEMEENTE]
    assert all(gazetteer.holiday_region_of(code) is not None for code in gemeenten)
    assert gazetteer.holiday_region_of("GM0518") == HolidayRegion.MIDDEN
    assert gazetteer.holiday_region_of("GM0014") == HolidayRegion.NOORD
    assert gazetteer.holiday_region_of("GM0855") == HolidayRegion.ZUID
    assert gazetteer.holiday_region_of("GM0344") is None
    assert gazetteer.holiday_region_of(None) is None


def test_loading_the_gazetteer_twice_writes_it_once(engine: Engine) -> None:
    for expected in (296, 0):
        with write_transaction(engine) as session:
            assert len(load_gazetteer(session).new) == expected
    with read_session(engine) as session:
        assert sum(change.kind == "area" for change in read_changes(session, 0, 1000)) == 296
        held = AreaIndex(store.list_areas(session))
        assert len(store.list_postcodes(session)) == 377
    assert held.get("GM0518") == starter_area_index().get("GM0518")


def test_loading_the_gazetteer_leaves_what_was_imported_since(engine: Engine) -> None:
    with write_transaction(engine) as session:
        load_gazetteer(session)
    bring_in(engine, [wijk("WK051836", "Moerwijk (nieuw)", square(4.29, 52.04))])
    with write_transaction(engine) as session:
        load_gazetteer(session)
    with read_session(engine) as session:
        area = AreaIndex(store.list_areas(session)).get("WK051836")
    assert area is not None
    assert (area.name, area.year) == ("Moerwijk (nieuw)", 2024)


# --- locating a place -------------------------------------------------------------------------------------------------


def test_an_exact_point_inside_a_boundary_beats_what_is_stated(bounded: AreaLocator) -> None:
    found = bounded.locate_place(PlaceDraft(location=IN_MOERWIJK, wijk="Loosduinen", postal_code="2595AA"))
    assert (found.gemeente, found.stadsdeel, found.wijk) == ("GM0518", "SD051802", "WK051836")
    assert found.basis == WijkBasis.BOUNDARY


def test_without_a_boundary_the_stated_wijk_counts(gazetteer: AreaLocator) -> None:
    found = gazetteer.locate_place(
        PlaceDraft(location=IN_MOERWIJK, gemeente="Den Haag", wijk="Centrum", postal_code="2531AB")
    )
    assert (found.wijk, found.stadsdeel, found.basis) == ("WK051828", "SD051801", WijkBasis.STATED)


def test_then_the_postcode(gazetteer: AreaLocator) -> None:
    found = gazetteer.locate_place(PlaceDraft(location=IN_MOERWIJK, postal_code="2531 ab"))
    assert (found.gemeente, found.wijk, found.basis) == ("GM0518", "WK051836", WijkBasis.POSTCODE)


def test_then_the_nearest_wijk(gazetteer: AreaLocator) -> None:
    found = gazetteer.locate_place(PlaceDraft(location=IN_MOERWIJK))
    assert (found.gemeente, found.wijk, found.basis) == ("GM0518", "WK051836", WijkBasis.NEAREST)


def test_a_point_in_the_gap_between_two_boundaries_gets_the_nearest(bounded: AreaLocator) -> None:
    found = bounded.locate_place(PlaceDraft(location=Location(52.05, 4.28995)))
    assert (found.wijk, found.basis) == ("WK051836", WijkBasis.NEAREST)


@pytest.mark.parametrize(
    "place",
    [
        PlaceDraft(location=Location(50.851, 5.691)),  # Maastricht, far from every gemeente of the gazetteer
        PlaceDraft(location=Location(52.036, 4.322), postal_code="2281AB"),  # Rijswijk, next to Den Haag
        PlaceDraft(location=Location(52.036, 4.322), gemeente="Rijswijk"),
    ],
)
def test_a_place_outside_the_gazetteer_is_not_drawn_into_its_nearest_wijk(
    gazetteer: AreaLocator, place: PlaceDraft
) -> None:
    found = gazetteer.locate_place(place)
    assert (found.wijk, found.basis) == (None, None)
    assert found.location == place.location


@pytest.mark.parametrize("precision", [Precision.GEMEENTE, Precision.STADSDEEL])
def test_a_coarse_point_has_no_wijk_even_where_a_boundary_holds_it(bounded: AreaLocator, precision: Precision) -> None:
    found = bounded.locate_place(PlaceDraft(location=Location(52.0505, 4.3005, precision)))
    assert (found.gemeente, found.wijk, found.buurt, found.basis) == ("GM0518", None, None, None)
    assert found.stadsdeel == ("SD051802" if precision == Precision.STADSDEEL else None)


def test_a_stated_wijk_sharpens_a_coarse_point(gazetteer: AreaLocator) -> None:
    coarse = Location(52.0684, 4.3002, Precision.GEMEENTE)
    found = gazetteer.locate_place(PlaceDraft(location=coarse, wijk="WK051836"))
    assert (found.wijk, found.basis) == ("WK051836", WijkBasis.STATED)
    assert found.location == Location(52.0507, 4.2983, Precision.WIJK)


def test_a_point_that_stands_for_a_wijk_gives_way_to_the_stated_one(bounded: AreaLocator) -> None:
    middle = Location(52.0505, 4.3005, Precision.WIJK)
    assert bounded.locate_place(PlaceDraft(location=middle)).wijk == "WK051836"
    assert bounded.locate_place(PlaceDraft(location=middle, wijk="WK051835")).wijk == "WK051835"


@pytest.mark.parametrize(
    ("place", "precision", "wijk_code"),
    [
        (PlaceDraft(postal_code="2531"), Precision.POSTCODE, "WK051836"),
        (PlaceDraft(wijk="Moerwijk"), Precision.WIJK, "WK051836"),
        (PlaceDraft(stadsdeel="Escamp"), Precision.STADSDEEL, None),
        (PlaceDraft(gemeente="Den Haag"), Precision.GEMEENTE, None),
        (PlaceDraft(address_locality="Den Haag"), Precision.GEMEENTE, None),
    ],
)
def test_without_a_point_the_best_of_what_is_stated_gives_one(
    gazetteer: AreaLocator, place: PlaceDraft, precision: Precision, wijk_code: str | None
) -> None:
    found = gazetteer.locate_place(place)
    assert found.location is not None
    assert (found.location.precision, found.wijk, found.gemeente) == (precision, wijk_code, "GM0518")


def test_a_place_that_says_nothing_stays_unknown(gazetteer: AreaLocator) -> None:
    found = gazetteer.locate_place(PlaceDraft(name="Ergens"))
    assert (found.gemeente, found.wijk, found.location) == (None, None, None)


def test_names_that_are_unknown_or_ambiguous_are_told_and_stop_nothing(gazetteer: AreaLocator) -> None:
    found = gazetteer.locate_place(PlaceDraft(gemeente="Den Haag", wijk="Nergensland", postal_code="2531"))
    assert (found.wijk, found.unresolved) == ("WK051836", ("wijk",))
    assert gazetteer.locate_place(PlaceDraft(wijk="Centrum")).unresolved == ("wijk",)


def test_a_basis_that_was_told_before_survives_a_reload(gazetteer: AreaLocator) -> None:
    place = PlaceDraft(location=IN_MOERWIJK, wijk="WK051836", wijk_basis=WijkBasis.BOUNDARY)
    assert gazetteer.locate_place(place).basis == WijkBasis.BOUNDARY


def test_a_merged_gemeente_keeps_its_new_name_beside_the_old_wijk(gazetteer: AreaLocator) -> None:
    found = gazetteer.locate_place(PlaceDraft(gemeente="Westerkwartier", wijk="WK002200"))
    assert (found.gemeente, found.wijk) == ("GM1969", "WK002200")


# --- importing --------------------------------------------------------------------------------------------------------


def test_an_import_says_what_became_of_every_feature(engine: Engine) -> None:
    with write_transaction(engine) as session:
        load_gazetteer(session)
    report = bring_in(engine, TOWN)
    assert (report.read, report.kept, report.water) == (6, 5, 1)
    assert report.new == ["WK999801", "WK999802", "WK999803", "GM9998"]
    assert report.changed == ["WK051834", "WK051836"]
    assert report.matched == ["WK051836", "WK051834"]
    assert report.added_gemeenten == ["GM9998"]
    assert report.without_geometry == ["WK999803"]
    assert report.repaired == ["WK999802"]
    assert report.missing_parents == []
    assert len(report.unmatched) == 42, "the other wijken of Den Haag"
    assert report.years == [2024]


def test_the_same_import_again_changes_nothing_and_logs_nothing(engine: Engine) -> None:
    bring_in(engine, TOWN)
    with read_session(engine) as session:
        logged = len(read_changes(session, 0, 1000))
    report = bring_in(engine, TOWN)
    assert (report.new, report.changed, len(report.unchanged)) == ([], [], 5)
    with read_session(engine) as session:
        assert len(read_changes(session, 0, 1000)) == logged


def test_imported_boundaries_locate_points_and_names_can_be_asked(engine: Engine) -> None:
    bring_in(engine, TOWN)
    with read_session(engine) as session:
        locator = make_locator(session)
    found = locator.locate_place(PlaceDraft(location=Location(52.41, 5.01)))
    assert (found.gemeente, found.wijk, found.basis) == ("GM9998", "WK999801", WijkBasis.BOUNDARY)
    filters, _ = locator.areas.resolve({"wijk": ["Vlinderwijk"], "gemeente": ["Polderstad"]})
    assert [area.code for area in filters] == ["WK999802"]


def test_a_wijk_keeps_its_stadsdeel_its_aliases_and_its_point(engine: Engine) -> None:
    with write_transaction(engine) as session:
        load_gazetteer(session)
    before = starter_area_index().get("WK051836")
    bring_in(engine, TOWN)
    with read_session(engine) as session:
        areas = AreaIndex(store.list_areas(session))
    after = areas.get("WK051836")
    assert before is not None
    assert after is not None
    assert (after.parent, after.lat, after.lon, after.year) == ("SD051802", before.lat, before.lon, 2024)
    assert areas.gemeente_by_name("Den Haag") is not None


@pytest.mark.parametrize("gemeente", ["Polderstad", "GM9998"])
def test_only_the_gemeenten_asked_are_kept(engine: Engine, gemeente: str) -> None:
    report = bring_in(engine, TOWN, gemeenten=[gemeente])
    assert (report.read, report.kept, report.other_gemeente, report.water) == (6, 3, 2, 1)


def test_a_gemeente_is_also_found_by_an_alias_of_the_catalogue(engine: Engine) -> None:
    with write_transaction(engine) as session:
        load_gazetteer(session)
    assert bring_in(engine, TOWN, gemeenten=["Den Haag"]).kept == 2


def test_a_gemeente_that_the_source_does_not_hold_is_refused_and_nothing_is_written(engine: Engine) -> None:
    with pytest.raises(InvalidInput, match="Atlantis"):
        bring_in(engine, TOWN, gemeenten=["Polderstad", "Atlantis"])
    with read_session(engine) as session:
        assert store.list_areas(session) == []


def test_without_a_year_an_import_is_refused(engine: Engine) -> None:
    undated = wijk("WK051836", "Moerwijk", square(4.29, 52.04), jaar=None)
    with pytest.raises(InvalidInput, match="which year"):
        bring_in(engine, [undated])
    assert bring_in(engine, [undated], year=2016).years == [2016]


def test_a_source_without_areas_is_refused(engine: Engine) -> None:
    nothing = wijk("WK051836", "Moerwijk", square(4.29, 52.04), wijkcode="x", gemeentecode="y")
    with pytest.raises(InvalidInput, match="no area with a code"):
        bring_in(engine, [nothing])


def test_two_features_of_one_area_are_joined(engine: Engine) -> None:
    parts = [wijk("WK999801", "Haven", square(5.0, 52.4)), wijk("WK999801", "Haven", square(5.1, 52.4))]
    assert bring_in(engine, parts).merged == 1
    with read_session(engine) as session:
        locator = make_locator(session)
    assert locator.boundaries.locate(52.41, 5.01) == locator.boundaries.locate(52.41, 5.11) is not None


def test_an_area_whose_parent_nobody_knows_is_reported(engine: Engine) -> None:
    orphan = wijk("WK999801", "Haven", square(5.0, 52.4), gemeentenaam=None)
    assert bring_in(engine, [orphan]).missing_parents == ["WK999801"]


def test_a_stadsdeel_known_only_by_name_finds_its_code(engine: Engine) -> None:
    with write_transaction(engine) as session:
        load_gazetteer(session)
    properties = {"stadsdeel": "Escamp", "gemeentecode": "GM0518", "jaar": 2016}
    feature = {"type": "Feature", "properties": properties, "geometry": square(4.25, 52.03, 0.08)}
    with serve_collection([feature]) as stub:
        found = list(read_areas(f"{stub.url}/cbs/ogc/v1", collection="wijken", allow_private=True))
    with write_transaction(engine) as session:
        assert import_areas(session, found).matched == ["SD051802"]


def check_the_whole_country(session: Session, report: ImportReport) -> None:
    assert (report.read, report.kept, len(report.matched)) == (2971, 2971, 266)
    assert (report.unmatched, report.without_geometry, report.missing_parents) == ([], [], [])
    locator = make_locator(session)
    assert len(locator.boundaries) == 2971
    points, stated = [], []
    for feature in whole_country():
        inside = shapely.point_on_surface(shapely.geometry.shape(feature["geometry"]))
        points.append(Point(inside.y, inside.x))
        stated.append(feature["properties"]["wijkcode"])
    located = [locator.boundaries.locate(point.lat, point.lon) for point in points]
    found = [each.wijk if each is not None else None for each in located]
    nested = {one: other for one, other in zip(stated, found, strict=True) if one != other}
    assert nested == {
        "WK036350": "WK036374",
        "WK036352": "WK036323",
        "WK077700": "WK077710",
        "WK170000": "WK170001",
    }, "where one wijk of the source lies over another the smaller is meant"


if WHOLE_COUNTRY.is_file():

    def test_all_wijken_of_the_country_are_read_page_by_page_and_match_the_gazetteer(sqlite_database: str) -> None:
        with migrated_engine(sqlite_database) as engine:
            with write_transaction(engine) as session:
                load_gazetteer(session)
            report = bring_in(engine, whole_country(), year=2016)
            with read_session(engine) as session:
                check_the_whole_country(session, report)
