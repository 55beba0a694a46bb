"""Who helps a child on: the guide of a wijk, the hub of a theme, and what organisations can contribute."""

from typing import Any

import httpx
import pytest

from tests.support.served import BASE, check_shape


@pytest.fixture(scope="module")
def everybody(client: httpx.Client) -> list[dict[str, Any]]:
    """All organisations."""
    found: list[dict[str, Any]] = []
    address: str | None = "/v1/organisations?limit=100"
    while address is not None:
        page = client.get(address).json()
        found += page["items"]
        address = page["links"]["next"] and page["links"]["next"].removeprefix(BASE)
    return found


def ids_of(client: httpx.Client, **asked: str) -> set[str]:
    response = client.get("/v1/organisations", params={"limit": "100", **asked})
    check_shape("listOrganisations", response)
    return {item["id"] for item in response.json()["items"]}


def test_a_family_finds_the_guide_of_its_wijk(client: httpx.Client, everybody: list[dict[str, Any]]) -> None:
    moerwijk = client.get("/v1/areas?q=Moerwijk&level=wijk").json()["items"][0]
    over = {"WK051836", moerwijk["parent"], "GM0518"}
    expected = {one["id"] for one in everybody if over & set(one["guideFor"])}
    assert expected
    assert ids_of(client, guideFor="Moerwijk") == ids_of(client, guideFor="WK051836") == expected


def test_the_guides_of_a_city_are_those_of_all_its_wijken(
    client: httpx.Client, everybody: list[dict[str, Any]]
) -> None:
    expected = {one["id"] for one in everybody if any(code[2:6] == "0518" for code in one["guideFor"])}
    assert len(expected) > 1
    assert ids_of(client, guideFor="GM0518") == expected


def test_a_gemeente_tells_areas_of_one_name_apart(client: httpx.Client) -> None:
    assert client.get("/v1/organisations?guideFor=Centrum").status_code == 400
    assert client.get("/v1/organisations?guideFor=Centrum&gemeente=Tilburg").status_code == 200


def test_a_teacher_finds_the_hub_of_a_theme(client: httpx.Client, everybody: list[dict[str, Any]]) -> None:
    hubs = [one for one in everybody if one["hubFor"]]
    top = hubs[0]["hubFor"][0]
    children = {theme["id"] for theme in client.get(f"/v1/themes?broader={top}").json()["items"]}
    expected = {one["id"] for one in hubs if {top, *children} & set(one["hubFor"])}
    assert ids_of(client, hubFor=top) == expected
    assert ids_of(client, hubFor=min(children)) >= {one["id"] for one in hubs if top in one["hubFor"]}


def test_a_partner_finds_who_has_room(client: httpx.Client, everybody: list[dict[str, Any]]) -> None:
    expected = {one["id"] for one in everybody if "space" in one["offers"]}
    assert expected
    assert ids_of(client, offers="Space") == expected
    assert ids_of(client, offers="space", guideFor="Moerwijk") <= expected


def test_every_unknown_name_is_named_at_once(client: httpx.Client) -> None:
    response = client.get("/v1/organisations?guideFor=Nergenshuizen&hubFor=niets&gemeente=Atlantis")
    assert response.status_code == 400
    assert {fault["parameter"] for fault in response.json()["errors"]} == {"guideFor", "hubFor", "gemeente"}
