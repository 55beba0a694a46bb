"""One activity, area, theme, organisation, place, route or pass."""

from datetime import UTC

import httpx
import pytest

from app.schemas.endpoints import ENDPOINTS, Endpoint
from app.schemas.negotiation import MEDIA_TYPES
from app.schemas.parameters import ACTIVITY_FIELDS
from app.services.activities import end_activity
from app.store.unit_of_work import write_transaction
from tests.support.served import NOW, check_shape, draft, in_process, write
from tests.support.stored import open_engine

FORMAT_OF = {media_type.partition(";")[0]: name for name, media_type in MEDIA_TYPES.items()}
ITEMS = [endpoint for endpoint in ENDPOINTS if endpoint.path_parameter is not None and endpoint.method == "get"]
REPRESENTED = [
    pytest.param(endpoint, media_type, id=f"{endpoint.operation_id}-{FORMAT_OF[media_type]}")
    for endpoint in ITEMS
    for media_type in endpoint.content
]


def path_of(endpoint: Endpoint, value: str | None = None) -> str:
    """The path of the documented example, or of another id."""
    variable = endpoint.path_parameter
    assert variable is not None
    return f"/v1{endpoint.path}".replace(f"{{{variable.name}}}", value or variable.example)


@pytest.mark.parametrize(("endpoint", "media_type"), REPRESENTED)
def test_the_documented_item_exists_and_has_its_shape(
    endpoint: Endpoint, media_type: str, either_client: httpx.Client
) -> None:
    response = either_client.get(path_of(endpoint), headers={"Accept": media_type})
    assert response.status_code == 200
    assert response.headers["content-type"].partition(";")[0] == media_type
    check_shape(endpoint.operation_id, response)


@pytest.mark.parametrize("endpoint", ITEMS, ids=lambda e: e.operation_id)
@pytest.mark.parametrize("value", ["aaaaaaaaaaaaaaaa", "nee", "%00", "%ff%fe", "a%2Fb", "x" * 5000, "%F0%9F%A6%8B"])
def test_an_id_that_is_not_there_is_not_found(endpoint: Endpoint, value: str, either_client: httpx.Client) -> None:
    response = either_client.get(path_of(endpoint, value))
    assert response.status_code == 404, response.text
    assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("endpoint", ITEMS, ids=lambda e: e.operation_id)
def test_an_item_refuses_what_it_does_not_know(endpoint: Endpoint, client: httpx.Client) -> None:
    response = client.get(path_of(endpoint), params={"nope": "1", "lang": "!!", "minSeq": "-1"})
    assert response.status_code == 400
    check_shape(endpoint.operation_id, response)
    assert {fault["parameter"] for fault in response.json()["errors"]} == {"nope", "lang", "minSeq"}


def test_every_field_of_an_activity_is_always_there(client: httpx.Client) -> None:
    items = client.get("/v1/activities?limit=20").json()["items"]
    wanted = {name.partition(".")[0] for name in ACTIVITY_FIELDS} - {"distanceM"}
    for item in items:
        assert set(client.get(f"/v1/activities/{item['id']}").json()) == wanted


@pytest.mark.parametrize("name", ["json", "geojson", "jsonld", "ics"])
@pytest.mark.parametrize("fields", ["title", "attendance", "place,sessions"])
def test_fields_go_with_every_representation(name: str, fields: str, client: httpx.Client) -> None:
    item = client.get("/v1/activities?wijk=Moerwijk&limit=1").json()["items"][0]
    path = f"/v1/activities/{item['id']}"
    response = client.get(path, params={"fields": fields, "format": name})
    assert response.status_code == 200, response.text
    check_shape("getActivity", response)
    if name == "json":
        assert set(response.json()) == set(fields.split(","))
    if name == "geojson":
        whole = client.get(path, params={"format": name}).json()
        assert response.json() | {"properties": None} == whole | {"properties": None}
        assert set(response.json()["properties"]) == set(fields.split(","))


def test_an_item_is_what_the_card_said(client: httpx.Client) -> None:
    for card in client.get("/v1/activities?near=52.05,4.29&limit=30").json()["items"]:
        item = client.get(f"/v1/activities/{card['id']}").json()
        same = set(card) - {"distanceM", "place", "schedule", "enrolment", "organisation"}
        assert {name: item[name] for name in same} == {name: card[name] for name in same}


def test_a_write_shows_whole_before_the_catalogue_has_followed(own_catalogue: str) -> None:
    with in_process(own_catalogue, follow_interval_ms=10_000, response_cache_bytes=0) as (client, _):
        result = write(own_catalogue, draft("fresh", "Gloednieuw"))[0]
        item = client.get(f"/v1/activities/{result.id}").json()
        assert (item["title"], item["status"], item["version"]) == ("Gloednieuw", "open", 1)
        write(own_catalogue, draft("fresh", "Gestopt", status="cancelled"))
        item = client.get(f"/v1/activities/{result.id}").json()
        assert (item["title"], item["status"], item["version"]) == ("Gestopt", "cancelled", 2)


@pytest.mark.parametrize("shape", ["fields=title,description", "format=csv", "format=jsonld"])
def test_a_list_of_full_items_is_of_the_state_it_names(shape: str, own_catalogue: str) -> None:
    write(own_catalogue, draft("listed", "Eerste naam"))
    with in_process(own_catalogue, follow_interval_ms=10_000) as (client, runtime):
        before = runtime.catalogue.applied_seq
        seq = write(own_catalogue, draft("listed", "Tweede naam"))[0].seq or 0
        response = client.get(f"/v1/activities?externalId=listed&{shape}")
        assert response.status_code == 200
        assert ("Tweede naam" in response.text, "Eerste naam" in response.text) == (True, False)
        assert runtime.catalogue.applied_seq == seq > before
        if "fields" in shape:
            assert response.json()["meta"]["appliedSeq"] == seq


def test_a_deleted_activity_keeps_its_page_and_says_it_has_ended(own_catalogue: str) -> None:
    with in_process(own_catalogue) as (client, _):
        result = write(own_catalogue, draft("gone", "Verdwenen"))[0]
        assert client.get(f"/v1/activities/{result.id}").json()["status"] == "open"
        with open_engine(own_catalogue) as engine, write_transaction(engine) as session:
            seq = end_activity(session, result.id, now=NOW).seq
        response = client.get(f"/v1/activities/{result.id}?minSeq={seq}")
        assert response.status_code == 200
        assert response.json()["status"] == "ended"
        assert response.json()["freshness"]["confirmedAt"] == NOW.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        check_shape("getActivity", response)


@pytest.mark.parametrize("name", ["aaaaaaaaaaaaaaaa", "AAAAAAAAAAAAAAAA", "a"])
def test_an_unknown_id_is_told_alike_whatever_its_shape(name: str, client: httpx.Client) -> None:
    response = client.get(f"/v1/activities/{name}")
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json() == client.get("/v1/activities/zzzzzzzzzzzzzzzz").json() | {
        "instance": f"/v1/activities/{name}"
    }
