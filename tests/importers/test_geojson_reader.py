"""Maps of municipalities: shapes, coordinate systems and Dutch property names."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from app.errors import InvalidInput
from app.importers.geojson_fields import unshout
from app.importers.geojson_reader import read_geojson
from app.importers.projections import to_degrees
from tests.importers.feeds import CONTEXT, codes, draft, fault_codes, read

AMERSFOORT = {"type": "Point", "coordinates": [155000, 463000]}


def feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": {"naam": "Speelplek", **properties}}


def collection(*features: Any, **members: Any) -> Mapping[str, Any]:
    return {"type": "FeatureCollection", "features": list(features), **members}


def point(content: Any) -> tuple[float, float]:
    """Latitude and longitude of the only row."""
    location = draft(read_geojson, content)["place"]["location"]
    return location["lat"], location["lon"]


@pytest.mark.parametrize(
    "crs",
    [
        None,
        {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}},
        {"type": "name", "properties": {"name": "EPSG:28992"}},
    ],
)
def test_rd_coordinates_come_out_at_the_right_church_tower(crs: Any) -> None:
    lat, lon = point(collection(feature(AMERSFOORT), **({"crs": crs} if crs else {})))
    assert lat == pytest.approx(52.155174, abs=1e-5)
    assert lon == pytest.approx(5.387206, abs=1e-5)


def test_other_systems_are_read_when_the_file_names_them_or_their_size_tells() -> None:
    mercator = {"type": "Point", "coordinates": [599_700, 6_826_500]}
    lat, lon = point(collection(feature(mercator)))
    assert lat == pytest.approx(52.16, abs=0.02)
    assert lon == pytest.approx(5.387, abs=0.01)
    named = {"type": "name", "properties": {"name": "EPSG:25831"}}
    utm = {"type": "Point", "coordinates": [663_300, 5_781_000]}
    assert point(collection(feature(utm), crs=named))[0] == pytest.approx(52.16, abs=0.02)
    assert to_degrees(1e300, 1e300, 28992) is None


def test_degrees_stay_degrees_whatever_the_file_says() -> None:
    crs = {"type": "name", "properties": {"name": "EPSG:28992"}}
    assert point(collection(feature({"type": "Point", "coordinates": [4.3007, 52.0705]}), crs=crs)) == (52.0705, 4.3007)
    assert point(collection(feature({"type": "Point", "coordinates": [52.0705, 4.3007]}))) == (52.0705, 4.3007)


@pytest.mark.parametrize(
    "geometry",
    [
        {
            "type": "Polygon",
            "coordinates": [[[4.30, 52.07], [4.31, 52.07], [4.31, 52.08], [4.30, 52.08], [4.30, 52.07]]],
        },
        {"type": "MultiPoint", "coordinates": [[4.305, 52.075]]},
        {"type": "LineString", "coordinates": [[4.304, 52.074], [4.305, 52.075], [4.306, 52.076]]},
        {"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [4.305, 52.075]}]},
        {"type": "Point", "coordinates": ["4.305", "52.075", 3]},
    ],
)
def test_every_shape_has_a_point(geometry: Any) -> None:
    lat, lon = point(collection(feature(geometry)))
    assert lat == pytest.approx(52.075, abs=0.006)
    assert lon == pytest.approx(4.305, abs=0.006)


@pytest.mark.parametrize(
    "geometry",
    [
        None,
        {},
        {"type": "Point", "coordinates": []},
        {"type": "Polygon", "coordinates": [[1]]},
        {"type": "Circle", "coordinates": [4.3, 52.1]},
        {"type": "GeometryCollection", "geometries": [{"type": "Circle", "coordinates": [[1]]}]},
        "x",
    ],
)
def test_a_feature_without_a_place_on_the_map_is_still_an_offer(geometry: Any) -> None:
    [row] = read(read_geojson, collection(feature(geometry, adres="Dorpsstraat 1")))
    assert row.draft is not None
    assert row.draft["place"]["address"]["streetAddress"] == "Dorpsstraat 1"
    assert "geometry-missing" in codes(row)


def test_dutch_names_of_properties_are_understood_and_the_rest_is_told() -> None:
    found = draft(
        read_geojson,
        collection(
            feature(
                AMERSFOORT,
                NAAM="TRAPVELD AAN DE IJSSELLAAN",
                naam=None,
                Straatnaam="IJSSELLAAN",
                Huisnummer=12,
                Postcode="2526 ah",
                Plaats="DEN HAAG",
                Leeftijd="6 t/m 12 jaar",
                Website="www.sport.example/veld",
                Ondergrond="Kunstgras",
                Contactpersoon="Jan Jansen",
                Shape_Area=12.5,
                OBJECTID=41,
            )
        ),
    )
    assert found["title"] == "Trapveld aan de IJssellaan"
    assert found["place"]["address"] == {
        "streetAddress": "IJssellaan 12",
        "postalCode": "2526 AH",
        "addressLocality": "Den Haag",
    }
    assert found["age"]["max"] == 12
    assert found["contact"]["url"] == "https://www.sport.example/veld"
    assert found["description"] == "Ondergrond: Kunstgras"


def test_a_mapping_of_the_partner_goes_first() -> None:
    context = replace(CONTEXT, mapping={"veldsoort": "title", "tarief_2": "price"})
    found = draft(read_geojson, collection(feature(AMERSFOORT, veldsoort="Pannaveld", tarief_2="€ 2")), context)
    assert (found["title"], found["cost"]) == ("Pannaveld", "paid")


@pytest.mark.parametrize(
    ("properties", "cost"),
    [
        ({"Sportvoorziening": "Basketbal", "Locatie": "Plein"}, "free"),
        ({"Sportvoorziening": "Basketbal", "Locatie": "Plein", "Kosten": "€ 3 per uur"}, "paid"),
        ({"Sportvoorziening": "Tennis", "Locatie": "Sportpark"}, None),
        ({"soort": "Buurthuis", "Locatie": "Plein"}, None),
        ({"fee": "no"}, "free"),
        ({"prijs": "gratis"}, "free"),
        ({}, None),
    ],
)
def test_only_a_spot_in_public_space_is_free_without_a_word(properties: Mapping[str, str], cost: str | None) -> None:
    [row] = read(read_geojson, collection(feature(AMERSFOORT, **properties)))
    assert row.draft is not None
    assert row.draft.get("cost") == cost
    assert ("free-public-space" in codes(row)) is (cost == "free" and "Locatie" in properties)


def test_ids_come_from_the_feature_its_properties_or_its_content() -> None:
    first = {**feature(AMERSFOORT), "id": 7}
    rows = read(
        read_geojson,
        collection(first, feature(AMERSFOORT, objectid=12.0), feature(AMERSFOORT), feature(AMERSFOORT, objectid=12)),
    )
    assert [row.external_id for row in rows][:2] == ["7", "12"]
    assert rows[2].external_id == rows[2].content_id
    assert rows[3].external_id != "12"


def test_a_broken_feature_never_costs_the_others() -> None:
    rows = read(read_geojson, collection(None, {"type": "Feature"}, feature(AMERSFOORT)))
    assert [fault_codes(row) for row in rows] == [["not-an-object"], ["title-missing"], []]


def test_the_json_of_arcgis_is_read_too() -> None:
    data = {
        "spatialReference": {"wkid": 28992},
        "features": [{"attributes": {"NAAM": "Veld"}, "geometry": {"x": 155000, "y": 463000}}],
    }
    assert point(data)[0] == pytest.approx(52.155174, abs=1e-5)


@pytest.mark.parametrize(
    ("shouted", "said"),
    [
        ("NIEUWENDAM", "Nieuwendam"),
        ("VAN DER PEKPLEIN", "Van der Pekplein"),
        ("IJPLEIN", "IJplein"),
        ("SKV DE BRUG", "SKV de Brug"),
        ("Al goed", "Al goed"),
        ("BSO", "BSO"),
    ],
)
def test_capitals_are_made_readable(shouted: str, said: str) -> None:
    assert unshout(shouted) == said


@pytest.mark.parametrize(
    ("properties", "title"),
    [
        ({"SPEELPLEK_NAAM": "DE BEUK", "STRAATNAAM": "LAAN"}, "De Beuk"),
        ({"straatnaam": "Laan", "Soort": "Trapveld"}, "Trapveld"),
        ({"Omschrijving": "Pannaveld bij de school"}, "Pannaveld bij de school"),
    ],
)
def test_a_title_is_found_where_no_property_is_called_so(properties: Mapping[str, str], title: str) -> None:
    found = draft(read_geojson, collection({"type": "Feature", "geometry": AMERSFOORT, "properties": properties}))
    assert found["title"] == title


@pytest.mark.parametrize("content", [{}, [], {"type": "FeatureCollection"}, "text"])
def test_a_file_without_features_is_refused(content: Any) -> None:
    with pytest.raises(InvalidInput):
        read(read_geojson, content)


def test_the_youngest_and_the_oldest_may_be_two_properties() -> None:
    found = draft(read_geojson, collection(feature(AMERSFOORT, LEEFTIJD_VAN=6, LEEFTIJD_TOT="18")))
    assert found["age"] == {"min": 6, "max": 18}
    assert draft(read_geojson, collection(feature(AMERSFOORT, leeftijd_vanaf="4")))["age"] == {"min": 4, "max": None}


TOWER = (52.16, 5.39)
"""The tower that RD New is measured from stands at 155000, 463000."""


@pytest.mark.parametrize(
    ("geometry", "point"),
    [
        ({"rings": [[[154950, 462950], [155050, 462950], [155050, 463050], [154950, 463050], [154950, 462950]]]},
         TOWER),
        ({"paths": [[[154950, 463000], [155050, 463000]]]}, TOWER),
        ({"points": [[155000, 463000]]}, TOWER),
        ({"rings": []}, None),
    ],
)  # fmt: skip
def test_shapes_as_arcgis_writes_them_have_a_point_within(geometry: Any, point: Any) -> None:
    data = {"spatialReference": {"wkid": 28992}, "features": [{"attributes": {"NAAM": "Veld"}, "geometry": geometry}]}
    [row] = read(read_geojson, data)
    assert row.draft is not None
    found = row.draft["place"].get("location")
    assert (found and (round(found["lat"], 2), round(found["lon"], 2))) == point


@pytest.mark.parametrize("where", ["geometry", "feature"])
def test_a_shape_or_a_feature_may_name_its_own_coordinate_system(where: str) -> None:
    crs = {"crs": {"type": "name", "properties": {"name": "EPSG:31370"}}}
    geometry = {"type": "Point", "coordinates": [150_000, 170_000], **(crs if where == "geometry" else {})}
    one = {
        "type": "Feature",
        "properties": {"naam": "Plein"},
        "geometry": geometry,
        **(crs if where == "feature" else {}),
    }
    found = draft(read_geojson, {"type": "FeatureCollection", "features": [one]})["place"]["location"]
    assert (round(found["lat"], 2), round(found["lon"], 2)) == (50.84, 4.37)


@pytest.mark.parametrize(
    ("properties", "facts"),
    [
        ({"NAAM_SPEEL": "Het Kwartier", "LEEFTIJDSC": "6-12 jaar"}, ("Het Kwartier", "Het Kwartier", 6)),
        ({"Speelplek": "Het Kwartier"}, ("Het Kwartier", "Het Kwartier", None)),
        ({"soort": "Trapveld", "openbareruimtenaam": "Parkweg", "huisnummer": 12}, ("Trapveld", "Trapveld", None)),
        ({"SPORT": "VOETBAL", "COMPLEX": "Sportpark Zuid"}, ("Voetbal", "Sportpark Zuid", None)),
    ],
)
def test_names_that_a_shapefile_cut_off_and_names_of_spots_are_known(properties: Any, facts: Any) -> None:
    one = {"type": "Feature", "geometry": AMERSFOORT, "properties": properties}
    found = draft(read_geojson, collection(one))
    assert (found["title"], found["place"]["name"], found.get("age", {}).get("min")) == facts
    assert found["place"].get("address", {}).get("streetAddress") == (
        "Parkweg 12" if "huisnummer" in properties else None
    )


def test_what_the_partner_settled_goes_before_what_a_property_is_called() -> None:
    context = replace(CONTEXT, mapping={"bord": "title"})
    found = draft(read_geojson, collection(feature(AMERSFOORT, bord="Speelbos", naam="Perceel 12")), context)
    assert found["title"] == "Speelbos"
