"""Reading areas from a PDOK-shaped OGC API over real HTTP, and from files."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
import shapely
from pyogrio.raw import write as write_layer

from app.clients.area_features import AreaFeature, read_feature
from app.clients.areas_source import read_areas
from app.clients.public_http import PublicTransport, find_public_address
from app.domain.vocabulary import AreaLevel
from app.errors import InvalidInput, Unavailable
from tests.support.stub_http import Answer, serve_stub
from tests.support.town import TOWN, WHOLE_COUNTRY, serve_collection, square, whole_country, wijk

SOURCES: dict[str, tuple[Callable[[], list[dict[str, Any]]], int]] = {"town": (lambda: TOWN, 2)}
if WHOLE_COUNTRY.is_file():
    SOURCES["country"] = (whole_country, 500)

ITEMS = "/cbs/ogc/v1/collections/wijken/items"


def codes(found: list[AreaFeature]) -> list[str | None]:
    return [feature.code for feature in found]


@pytest.mark.parametrize("is_relative", [False, True], ids=["absolute", "relative"])
@pytest.mark.parametrize("source", SOURCES)
def test_every_page_of_a_collection_is_followed_to_the_end(source: str, is_relative: bool) -> None:
    read, page_size = SOURCES[source]
    features = read()
    seen: list[tuple[int, int | None]] = []
    with serve_collection(features, page_size=page_size, is_relative=is_relative) as stub:
        found = list(
            read_areas(
                f"{stub.url}/cbs/ogc/v1",
                level=AreaLevel.WIJK,
                allow_private=True,
                progress=lambda count, expected: seen.append((count, expected)),
            )
        )
    assert codes(found) == [feature["properties"]["wijkcode"] for feature in features]
    assert seen[-1] == (len(features), len(features))
    assert len(seen) == -(-len(features) // page_size)


@pytest.mark.parametrize("end", ["", "/", "/collections", "/collections/wijken", "/collections/wijken/items"])
def test_the_source_may_be_the_root_the_collection_or_its_items(end: str) -> None:
    with serve_collection(TOWN) as stub:
        found = list(read_areas(f"{stub.url}/cbs/ogc/v1{end}", collection="wijken", allow_private=True))
    assert len(found) == len(TOWN)


def test_a_feature_keeps_its_attributes_and_shape() -> None:
    with serve_collection(TOWN) as stub:
        first = next(read_areas(f"{stub.url}{ITEMS}", allow_private=True))
    assert (first.code, first.level, first.name) == ("WK051836", AreaLevel.WIJK, "Moerwijk")
    assert (first.gemeente, first.gemeente_name, first.year) == ("GM0518", "'s-Gravenhage", 2024)
    assert first.geometry is not None
    assert shapely.from_wkb(first.geometry).bounds == pytest.approx((4.29, 52.04, 4.31, 52.06))


def test_without_a_collection_the_answer_lists_them() -> None:
    with serve_collection(TOWN) as stub, pytest.raises(InvalidInput) as caught:
        list(read_areas(f"{stub.url}/cbs/ogc/v1", allow_private=True))
    assert caught.value.faults[0].hint == "--collection gemeenten | wijken"


def test_a_collection_that_is_not_there_is_said() -> None:
    with serve_collection(TOWN) as stub, pytest.raises(Unavailable, match="answered 404"):
        list(read_areas(f"{stub.url}/cbs/ogc/v1", collection="wijkjes", allow_private=True))


def test_an_address_on_the_own_network_is_refused_unless_allowed() -> None:
    with serve_collection(TOWN) as stub:
        with pytest.raises(InvalidInput, match="not a public address"):
            list(read_areas(f"{stub.url}{ITEMS}"))
        assert stub.asked == []


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "10.1.2.3", "192.168.1.1", "169.254.169.254", "0.0.0.0", "::1", "fe80::1", "::ffff:10.0.0.1"]
)
def test_private_local_and_reserved_addresses_are_not_public(host: str) -> None:
    with pytest.raises(InvalidInput):
        find_public_address(host, 80)


def test_a_public_address_passes_as_it_is() -> None:
    assert find_public_address("9.9.9.9", 443) == "9.9.9.9"


def test_the_judged_address_is_the_one_called_and_the_name_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    with serve_stub(lambda path, query: Answer({"ok": True})) as stub:
        port = httpx.URL(stub.url).port
        monkeypatch.setattr("app.clients.public_http.find_public_address", lambda host, port: "127.0.0.1")
        with httpx.Client(transport=PublicTransport(), trust_env=False) as client:
            answer = client.get(f"http://areas.example:{port}/here")
    assert answer.json() == {"ok": True}
    assert answer.request.headers["Host"] == f"areas.example:{port}"


def test_a_redirect_is_followed_and_judged_again() -> None:
    with serve_collection(TOWN) as target:
        goto = {"Location": f"{target.url}{ITEMS}"}
        with serve_stub(lambda path, query: Answer(status=302, headers=goto)) as stub:
            found = list(read_areas(f"{stub.url}/x/items", allow_private=True))
    assert len(found) == len(TOWN)


def test_redirects_without_end_are_given_up() -> None:
    with (
        serve_stub(lambda path, query: Answer(status=302, headers={"Location": "/y/items"})) as stub,
        pytest.raises(InvalidInput, match="redirects more than"),
    ):
        list(read_areas(f"{stub.url}/x/items", allow_private=True))


def test_pages_that_lead_back_are_given_up() -> None:
    page = {"type": "FeatureCollection", "features": [], "links": [{"rel": "next", "href": "?again"}]}
    with serve_stub(lambda path, query: Answer(page)) as stub, pytest.raises(InvalidInput, match="do not end"):
        list(read_areas(f"{stub.url}/x/items", allow_private=True))


def test_fewer_areas_than_announced_is_an_error() -> None:
    page = {"type": "FeatureCollection", "features": TOWN, "numberMatched": 99}
    with serve_stub(lambda path, query: Answer(page)) as stub, pytest.raises(Unavailable, match="announced 99"):
        list(read_areas(f"{stub.url}/x/items", allow_private=True))


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(b"<html>"), "not JSON"),
        (Answer([1]), "not a JSON object"),
        (Answer({"type": "Feature"}), "not a GeoJSON FeatureCollection"),
        (Answer({"features": [7]}), "not an object"),
        (Answer({"features": [{"geometry": {"type": "Polygon", "coordinates": "x"}}]}), "cannot be read"),
        (Answer({"features": [wijk("WK051836", "X", square(80000, 455000, 100))]}), "not degrees"),
        (Answer({"features": [wijk("WK051836", "X", square(52.04, 4.29))]}), "latitude comes first"),
        (Answer({"features": []}, headers={"Content-Crs": "<http://www.opengis.net/def/crs/EPSG/0/28992>"}), "28992"),
        (Answer({"features": [], "links": [{"rel": "next", "href": "file:///etc/passwd"}]}), "no web address"),
    ],
)
def test_an_answer_that_is_no_collection_of_areas_is_said_clearly(answer: Answer, words: str) -> None:
    with serve_stub(lambda path, query: answer) as stub, pytest.raises(InvalidInput, match=words):
        list(read_areas(f"{stub.url}/x/items", allow_private=True))


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_source_that_is_busy_midway_is_asked_again(status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr("app.clients.areas_source.time.sleep", waits.append)
    refusals = [Answer(b"", status, {"Retry-After": "7"}), Answer(b"", status, {"Retry-After": "soon"})]
    with serve_collection(TOWN) as stub:
        answer = stub.respond
        stub.respond = lambda path, query: refusals.pop() if "cursor" in query and refusals else answer(path, query)
        found = list(read_areas(f"{stub.url}{ITEMS}", allow_private=True))
    assert len(found) == len(TOWN)
    assert waits == [1.0, 7.0]


def test_a_source_that_stays_busy_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.clients.areas_source.time.sleep", lambda _: None)
    with serve_stub(lambda path, query: Answer(b"", 503)) as stub:
        with pytest.raises(Unavailable, match="answered 503; nothing was imported"):
            list(read_areas(f"{stub.url}/x/items", allow_private=True))
        assert len(stub.asked) == 4


def test_a_page_that_is_too_large_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.clients.areas_source.MAX_PAGE_BYTES", 100)
    with serve_collection(TOWN) as stub, pytest.raises(InvalidInput, match="larger than 100"):
        list(read_areas(f"{stub.url}{ITEMS}", allow_private=True))


def test_a_source_that_is_not_there_is_said() -> None:
    with serve_stub(lambda path, query: Answer({})) as stub:
        url = stub.url
    with pytest.raises(Unavailable, match="does not answer"):
        list(read_areas(f"{url}/x/items", allow_private=True))


def test_a_geojson_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "wijken.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": TOWN}), encoding="utf-8")
    found = list(read_areas(str(path)))
    assert codes(found) == [feature["properties"]["wijkcode"] for feature in TOWN]
    assert [feature.geometry is None for feature in found] == [False, False, False, False, True, False]
    assert found[-1].is_water


def test_a_file_in_the_dutch_grid_is_converted_to_degrees(tmp_path: Path) -> None:
    """The origin of the grid, the tower of Amersfoort, is at 155 000, 463 000."""
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}
    features = [wijk("WK051836", "Moerwijk", square(155_000, 463_000, 1000))]
    path = tmp_path / "rd.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": features}), encoding="utf-8")
    (found,) = read_areas(str(path))
    assert found.geometry is not None
    west, south, east, north = shapely.from_wkb(found.geometry).bounds
    assert (west, south) == pytest.approx((5.38721, 52.15517), abs=2e-4)
    assert (east - west, north - south) == pytest.approx((0.0146, 0.0090), abs=2e-4)


def test_a_geopackage_in_the_dutch_grid_is_read_by_its_layer(tmp_path: Path) -> None:
    path = tmp_path / "wijkenbuurten.gpkg"
    for layer, key, code in (("wijken", "WK_CODE", "WK051836"), ("gemeenten", "GM_CODE", "GM0518")):
        write_layer(
            path,
            shapely.to_wkb([shapely.box(81_000, 452_000, 82_000, 453_000)]),
            field_data=[np.array([code], dtype=object)],
            fields=[key],
            geometry_type="Polygon",
            crs="EPSG:28992",
            layer=layer,
            driver="GPKG",
            append=path.exists(),
        )
    (found,) = read_areas(str(path), level=AreaLevel.WIJK)
    assert found.code == "WK051836"
    assert found.geometry is not None
    west, south, _, _ = shapely.from_wkb(found.geometry).bounds
    assert (west, south) == pytest.approx((4.31, 52.05), abs=0.01)
    with pytest.raises(InvalidInput) as caught:
        list(read_areas(str(path)))
    assert "wijken" in str(caught.value.faults[0].hint)


def test_a_file_that_is_missing_or_no_geography_is_said(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="no file"):
        list(read_areas(str(tmp_path / "none.gpkg")))
    text = tmp_path / "text.gpkg"
    text.write_text("hello", encoding="utf-8")
    with pytest.raises(InvalidInput, match="not a file of areas"):
        list(read_areas(str(text)))


@pytest.mark.parametrize(
    ("properties", "said"),
    [
        (
            {"buurtcode": "BU05183637", "buurtnaam": "Oost", "wijkcode": "WK051836", "gemeentecode": "GM0518"},
            ("BU05183637", "buurt", "Oost", "GM0518", None),
        ),
        (
            {"BU_CODE": "BU05183637", "BU_NAAM": "M", "WK_CODE": "WK051836", "GM_CODE": "GM0518", "JAAR": "2023"},
            ("BU05183637", "buurt", "M", "GM0518", 2023),
        ),
        (
            {"WK_CODE": "WK051836", "WK_NAAM": "Moerwijk", "GM_NAAM": "'s-Gravenhage"},
            ("WK051836", "wijk", "Moerwijk", "GM0518", None),
        ),
        (
            {"statcode": "WK051836", "statnaam": "Moerwijk", "jaarcode": 2022},
            ("WK051836", "wijk", "Moerwijk", "GM0518", 2022),
        ),
        ({"statcode": "GM0518", "statnaam": "Den Haag"}, ("GM0518", "gemeente", "Den Haag", "GM0518", None)),
        (
            {"gemeentecode": "0518", "gemeentenaam": "'s-Gravenhage", "jaarstatcode": "2024GM0518"},
            ("GM0518", "gemeente", "'s-Gravenhage", "GM0518", 2024),
        ),
        ({"gemeentecode": 518}, ("GM0518", "gemeente", None, "GM0518", None)),
        ({"stadsdeel": "Escamp", "gemeentecode": "GM0518"}, (None, "stadsdeel", "Escamp", "GM0518", None)),
        ({"wijkcode": "WK0363AB", "wijknaam": "Jordaan"}, ("WK0363AB", "wijk", "Jordaan", "GM0363", None)),
        ({"naam": "iets"}, (None, None, "iets", None, None)),
        ({"wijkcode": "nonsense"}, (None, None, None, None, None)),
        ({}, (None, None, None, None, None)),
    ],
)
def test_the_attributes_of_cbs_and_pdok_are_understood_in_their_variants(
    properties: dict[str, Any], said: tuple[str | int | None, ...]
) -> None:
    found = read_feature(properties, None)
    assert (found.code, found.level, found.name, found.gemeente, found.year) == said


def test_the_level_asked_beats_the_finest_one_present() -> None:
    found = read_feature({"buurtcode": "BU05183637", "wijkcode": "WK051836", "wijknaam": "M"}, None, AreaLevel.WIJK)
    assert (found.code, found.name) == ("WK051836", "M")


@pytest.mark.parametrize(("water", "is_water"), [("JA", True), ("NEE", False), (None, False), ("true", True)])
def test_water_is_told_from_land(water: str | None, is_water: bool) -> None:
    assert read_feature({"wijkcode": "WK051836", "water": water}, None).is_water is is_water
