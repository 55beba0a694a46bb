"""Learning routes on a map, and the theme scheme as SKOS."""

import httpx

from app.domain.ids import activity_id, route_id
from tests.support.served import BASE, check_shape


def test_a_route_is_a_path_with_its_steps_in_order(client: httpx.Client) -> None:
    response = client.get(f"/v1/routes/{route_id('starter', 'lei-drietrapsraket')}", params={"format": "geojson"})
    check_shape("getRoute", response)
    path, *steps = response.json()["features"]
    assert path["geometry"] is None, "these places are known only to their town"
    assert [step["properties"]["activityId"] for step in steps] == [
        activity_id("starter", key) for key in ("lei-vodh-kennismaken", "lei-vodh-verdiepen", "lei-vodh-club")
    ]


def test_a_route_through_known_places_is_a_line(client: httpx.Client) -> None:
    key = route_id("starter", "gro-evenement-naar-meetotheek")
    path, *steps = client.get(f"/v1/routes/{key}", params={"format": "geojson"}).json()["features"]
    assert path["geometry"] == {"type": "LineString", "coordinates": [[6.5578, 53.2244], [6.5707, 53.2189]]}
    assert [step["properties"]["relation"] for step in steps] == ["discover", "deepen"]


def test_a_route_names_everybody_who_takes_part_alike(client: httpx.Client) -> None:
    routes = client.get("/v1/routes?limit=100").json()["items"]
    for route in routes:
        shown = client.get(f"/v1/routes/{route['id']}")
        check_shape("getRoute", shown)
        assert shown.json() == route
        names = [partner["name"] for partner in route["partners"]]
        assert names == sorted(names, key=str.casefold), "by name: nobody stands before another"
        assert all(set(partner) == {"id", "name"} for partner in route["partners"])
        expected: dict[str, str] = {}
        for step in route["steps"]:
            item = client.get(f"/v1/activities/{step['activityId']}").json()
            assert step["organisation"] == {name: item["organisation"][name] for name in ("id", "name")}
            expected |= {one["id"]: one["name"] for one in (item["organisation"], *item["partners"])}
        assert {one["id"]: one["name"] for one in route["partners"]} == expected
    assert any(len(route["partners"]) > 1 for route in routes)


def test_the_themes_are_a_skos_scheme(client: httpx.Client) -> None:
    response = client.get("/v1/themes", params={"format": "jsonld"})
    check_shape("listThemes", response)
    scheme, *concepts = response.json()["@graph"]
    by_id = {concept["id"]: concept for concept in concepts}
    assert len(scheme["hasTopConcept"]) == 18
    assert len(concepts) == 128
    insects = by_id[f"{BASE}/v1/themes/insects"]
    assert insects["broader"] == f"{BASE}/v1/themes/nature"
    assert "bijen" in insects["altLabel"]["nl"]
    for concept in concepts:
        for other in concept["related"]:
            assert concept["id"] in by_id[other]["related"], "related is symmetric"
