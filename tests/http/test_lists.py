"""Every list of the API: shapes, representations, languages, counts, pages, and the twin that takes a body."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from app.schemas.endpoints import ENDPOINTS, Endpoint
from app.schemas.negotiation import MEDIA_TYPES
from app.schemas.operations import OPERATIONS
from tests.support.served import BASE, check_shape, document, draft, follow, server, write
from tests.support.server import ServerProcess

FORMAT_OF = {media_type.partition(";")[0]: name for name, media_type in MEDIA_TYPES.items()}
OPEN = [endpoint for endpoint in ENDPOINTS if endpoint.scope is None]
LISTS = [endpoint for endpoint in OPEN if endpoint.path_parameter is None and endpoint.method == "get"]
REQUIRED = {
    "suggest": {"q": "natuu"},
    "geocode": {"q": "Moerwijk, Den Haag"},
    "getNextSteps": {"theme": "nature"},
    "getNextStepsCard": {"theme": "nature"},
}
MAY_BE_EMPTY = ("getOpenapiDocument", "listMissedNextSteps")
REPRESENTED = [
    pytest.param(endpoint, media_type, id=f"{endpoint.operation_id}-{FORMAT_OF[media_type]}")
    for endpoint in LISTS
    for media_type in endpoint.content
]
SEARCHES: list[dict[str, Any]] = [
    {},
    {"wijk": "Moerwijk", "age": 9, "free": "true", "weekday": "we", "timeFrom": "12:00"},
    {"near": "52.0545,4.2942", "radius": 3000, "ageMin": 6, "ageMax": 9, "facets": "theme,wijk,stage,cost"},
    {"postcode": "2531", "passes": "ooievaarspas-den-haag", "maxPrice": "5", "sort": "price"},
    {"q": "natuur", "gemeente": "Den Haag", "lang": "en", "facets": "organisation", "facetZeros": "true"},
    {"interest": "iets met dieren", "status": "*", "freshness": "*", "sort": "title", "limit": 50},
    {"moment": "afterSchool", "schoolGroup": ["groep5", "groep6"], "attendance": ["onsite", "online"]},
    {"bbox": "4.25,52.03,4.33,52.09", "dateFrom": "2026-11-25", "dateTo": "2026-12-31", "fields": "title,sessions"},
    {"place": "Moerwijk, Den Haag", "free": "true", "age": 3, "q": "voetbal", "radius": 100},
]


def search(client: httpx.Client, **parameters: Any) -> dict[str, Any]:
    response = client.get("/v1/activities", params=parameters)
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


@pytest.mark.parametrize(("endpoint", "media_type"), REPRESENTED)
def test_a_list_has_its_documented_shape_by_accept(
    endpoint: Endpoint, media_type: str, either_client: httpx.Client
) -> None:
    parameters = REQUIRED.get(endpoint.operation_id, {})
    response = either_client.get(f"/v1{endpoint.path}", params=parameters, headers={"Accept": media_type})
    assert response.headers["content-type"].partition(";")[0] == media_type
    check_shape(endpoint.operation_id, response)
    if "json" in media_type and endpoint.operation_id not in MAY_BE_EMPTY:
        assert any(response.json().get(name) for name in ("items", "features", "@graph", "activities"))


@pytest.mark.parametrize(("endpoint", "media_type"), [p for p in REPRESENTED if len(p.values[0].content) > 1])  # type: ignore[union-attr]
def test_format_wins_over_accept(endpoint: Endpoint, media_type: str, client: httpx.Client) -> None:
    parameters = REQUIRED.get(endpoint.operation_id, {})
    asked = {**parameters, "format": FORMAT_OF[media_type]}
    response = client.get(f"/v1{endpoint.path}", params=asked, headers={"Accept": "image/png"})
    by_accept = client.get(f"/v1{endpoint.path}", params=parameters, headers={"Accept": media_type})
    assert response.headers["content-type"] == by_accept.headers["content-type"]
    check_shape(endpoint.operation_id, response)


@pytest.mark.parametrize("endpoint", [each for each in LISTS if 406 in each.statuses], ids=lambda e: e.operation_id)
def test_a_format_that_is_not_there_is_refused(endpoint: Endpoint, client: httpx.Client) -> None:
    parameters = REQUIRED.get(endpoint.operation_id, {})
    response = client.get(f"/v1{endpoint.path}", params=parameters, headers={"Accept": "image/png"})
    assert response.status_code == 406
    check_shape(endpoint.operation_id, response)


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "application/json"),
        ("application/*", "application/json"),
        ("application/json;q=0.2, text/csv;q=0.9", "text/csv"),
        ("application/json;q=0, */*", "application/geo+json"),
        ("TEXT/CALENDAR", "text/calendar"),
    ],
)
def test_the_best_format_both_know_is_chosen(accept: str, media_type: str, client: httpx.Client) -> None:
    response = client.get("/v1/activities?limit=1", headers={"Accept": accept})
    assert response.headers["content-type"].partition(";")[0] == media_type


@pytest.mark.parametrize("parameters", SEARCHES, ids=lambda p: "&".join(p) or "everything")
def test_a_search_has_its_documented_shape_in_every_representation(
    parameters: dict[str, Any], client: httpx.Client
) -> None:
    for name in ("json", "geojson", "jsonld", "csv", "ics"):
        response = client.get("/v1/activities", params=parameters | {"format": name})
        assert response.status_code == 200, response.text
        check_shape("searchActivities", response)


@pytest.mark.parametrize("parameters", SEARCHES, ids=lambda p: "&".join(p) or "everything")
def test_the_twin_with_a_body_answers_the_same(parameters: dict[str, Any], client: httpx.Client) -> None:
    typed = {"free": True, "facetZeros": True}
    body = {name: typed.get(name, value) for name, value in parameters.items()}
    for name in ("fields", "facets"):
        if name in body:
            body[name] = body[name].split(",")
    asked, twin = search(client, **parameters), client.post("/v1/activities/_search", json=body)
    check_shape("searchActivitiesByBody", twin)
    found = twin.json()
    assert {name: found[name] for name in ("items", "total", "facets", "meta")} == {
        name: asked[name] for name in ("items", "total", "facets", "meta")
    }
    assert found["links"]["self"] == f"{BASE}/v1/activities/_search"


def test_the_twin_goes_on_with_the_same_body_at_its_next_link(client: httpx.Client) -> None:
    body = {"near": "52.0545,4.2942", "age": 9, "limit": 7}
    wanted = [item["id"] for item in search(client, near="52.0545,4.2942", age=9, limit=100)["items"]]
    found: list[str] = []
    link: str | None = "/v1/activities/_search"
    while link:
        assert "age" not in link
        assert "near" not in link
        page = client.post(link.removeprefix(BASE), json=body)
        assert page.status_code == 200, page.text
        assert page.headers["cache-control"] == "no-store"
        found += [item["id"] for item in page.json()["items"]]
        link = page.json()["links"]["next"] if len(found) < len(wanted) else None
    assert found[: len(wanted)] == wanted


SELECTING = [
    "theme", "stage", "kind", "schoolTime", "attendance", "audience", "schoolType",
    "language", "accessibility", "openTo", "placeKind", "organisation", "weekday", "status", "freshness",
]  # fmt: skip
"""schoolGroup is not among them: a search for a group also finds by age (DESIGN 3), the facet counts what is stated."""


@pytest.mark.parametrize("base", [{}, {"age": "9", "gemeente": "Den Haag", "freeTrial": "false"}], ids=["all", "some"])
@pytest.mark.parametrize("name", SELECTING)
def test_a_facet_counts_what_selecting_its_value_gives(name: str, base: dict[str, str], client: httpx.Client) -> None:
    counted = search(client, **base, facets=name, limit=1)["facets"][name]
    assert counted
    for row in [*counted[:6], *counted[-2:]]:
        assert search(client, **base, **{name: row["value"]}, limit=1)["total"] == row["count"], row


@pytest.mark.parametrize("base", [{}, {"age": "9", "gemeente": "Den Haag"}], ids=["all", "some"])
@pytest.mark.parametrize("name", ["gemeente", "stadsdeel", "wijk"])
def test_a_facet_of_areas_counts_what_lies_there(name: str, base: dict[str, str], client: httpx.Client) -> None:
    """Selecting finds more: what travels to the area, and what is at home or online."""
    counted = {row["value"]: row["count"] for row in search(client, **base, facets=name, limit=1)["facets"][name]}
    kept = {key: value for key, value in base.items() if key != "gemeente"}
    places = [item["place"] or {} for item in read_all(client, "/v1/activities", **kept, limit=100, fields="place")]
    assert Counter(place[name]["code"] for place in places if place.get(name)) == counted


@pytest.mark.parametrize("base", [{}, {"age": "9", "wijk": "Moerwijk"}], ids=["all", "some"])
def test_the_facet_of_cost_counts_what_free_and_paid_give(base: dict[str, str], client: httpx.Client) -> None:
    counts = {row["value"]: row["count"] for row in search(client, **base, facets="cost")["facets"]["cost"]}
    assert search(client, **base, free="true")["total"] == counts.get("free", 0)
    assert search(client, **base, free="false")["total"] == counts.get("paid", 0)
    assert search(client, **base)["total"] == sum(counts.values())


def test_facets_have_words_in_the_asked_language(client: httpx.Client) -> None:
    for lang, word in (("nl", "Gratis"), ("en", "Free"), ("en-GB", "Free"), ("fr", "Gratis")):
        rows = search(client, facets="cost", lang=lang)["facets"]["cost"]
        assert word in [row["label"] for row in rows]


def test_texts_come_in_the_asked_language(client: httpx.Client) -> None:
    dutch = search(client, limit=100, fields="id,title,languages")["items"]
    translated = next(item for item in dutch if "en" in item["languages"])
    for asked in ({"lang": "en"}, {"lang": "en-GB"}, {"lang": "EN"}):
        title = client.get(f"/v1/activities/{translated['id']}", params=asked).json()["title"]
        assert title != translated["title"]
        by_header = client.get(f"/v1/activities/{translated['id']}", headers={"Accept-Language": "en-GB,en;q=0.9"})
        assert by_header.json()["title"] == title


@pytest.mark.parametrize("name", ["title", "schedule.summary", "description,sessions", "id,place,distanceM"])
def test_fields_choose_the_members(name: str, client: httpx.Client) -> None:
    items = search(client, fields=name, near="52.0545,4.2942", limit=3)["items"]
    assert {frozenset(item) for item in items} == {frozenset(part.partition(".")[0] for part in name.split(","))}


def test_what_was_left_out_for_lack_of_data_is_counted(client: httpx.Client) -> None:
    unknown = search(client, free="true", limit=1)["meta"]["excludedUnknown"]
    costs = {row["value"]: row["count"] for row in search(client, facets="cost")["facets"]["cost"]}
    assert unknown == {"free": costs["unknown"]}


def test_an_empty_list_says_what_to_loosen_and_what_that_gives(client: httpx.Client) -> None:
    asked: dict[str, Any] = {"wijk": "Moerwijk", "theme": "nature", "age": 9, "dateFrom": "2027-12-30", "free": "true"}
    answer = search(client, **asked)
    assert answer["total"] == 0
    assert "dateFrom" in [advice["parameter"] for advice in answer["meta"]["relax"]]
    for advice in answer["meta"]["relax"]:
        looser = {name: value for name, value in asked.items() if name != advice["parameter"]}
        assert search(client, **looser)["total"] == advice["total"] > 0


def test_a_wish_in_q_that_finds_no_words_says_which_themes_it_leads_to(client: httpx.Client) -> None:
    wish = "een robot bouwen die kan dansen"
    answer = client.get("/v1/activities", params={"q": wish}).json()
    assert answer["total"] == 0
    assert answer["meta"]["interpretedInterest"][0] == "robots"
    advice = {row["parameter"]: row for row in answer["meta"]["relax"]}["interest"]
    assert advice["value"] == wish
    assert client.get("/v1/activities", params={"interest": wish}).json()["total"] == advice["total"] > 0


def test_a_gemeente_that_tells_two_wijken_apart_is_not_advised_away(client: httpx.Client) -> None:
    answer = search(client, wijk="Centrum", gemeente="Tilburg", example="false", theme="nature", kind="loan", limit=1)
    assert answer["total"] == 0
    advice = {row["parameter"] for row in answer["meta"]["relax"]}
    assert "theme" in advice
    assert "gemeente" not in advice


def test_it_says_which_place_was_meant(client: httpx.Client) -> None:
    records = search(client, wijk="Centrum", gemeente="Den Haag")["meta"]["interpretedLocation"]
    assert ("wijk", "WK051828") in [(record["parameter"], record.get("code")) for record in records]
    place = search(client, place="Moerwijk, Den Haag")["meta"]["interpretedLocation"][0]
    assert place["parameter"] == "place"
    assert place["lat"] == pytest.approx(52.05, abs=0.05)


def read_all(client: httpx.Client, path: str, **parameters: Any) -> Iterator[dict[str, Any]]:
    response = client.get(path, params=parameters)
    while True:
        assert response.status_code == 200, response.text
        yield from response.json()["items"]
        link = response.json()["links"]["next"]
        if link is None:
            return
        assert f'<{link}>; rel="next"' in response.headers["link"]
        response = follow(client, link)


@pytest.mark.parametrize("sort", ["start", "-modified", "price", "title", "distance", "relevance"])
def test_pages_hold_each_activity_once_and_in_order(sort: str, client: httpx.Client) -> None:
    more = {"distance": {"near": "52.07,4.30"}, "relevance": {"q": "club"}}.get(sort, {})
    small = [item["id"] for item in read_all(client, "/v1/activities", sort=sort, limit=23, fields="id", **more)]
    large = [item["id"] for item in read_all(client, "/v1/activities", sort=sort, limit=100, fields="id", **more)]
    assert small == large
    assert len(set(small)) == len(small) == search(client, limit=1, **more)["total"]


@pytest.mark.parametrize("noun", ["areas", "organisations", "places", "routes", "passes"])
def test_reference_lists_are_whole_over_their_pages(noun: str, client: httpx.Client) -> None:
    key = "code" if noun == "areas" else "id"
    total = client.get(f"/v1/{noun}").json()["total"]
    found = [item[key] for item in read_all(client, f"/v1/{noun}", limit=7 if noun == "routes" else 90)]
    assert len(set(found)) == len(found) == total > 0


def test_an_activity_that_stays_as_it_is_is_seen_once_while_others_change(
    own_catalogue: str,
) -> None:
    write(own_catalogue, *(draft(f"new-{number}", f"Nieuw {number:03}") for number in range(40)))
    with server(own_catalogue) as running, httpx.Client(base_url=running.url, trust_env=False) as client:
        asked: dict[str, Any] = {"organisation": _organisation(client), "sort": "title", "limit": 7}
        seen: list[str] = []
        response, round_ = client.get("/v1/activities", params=asked), 0
        while response.json()["links"]["next"]:
            seen += [item["title"] for item in response.json()["items"]]
            round_ += 1
            moved = draft(f"new-{round_ * 5}", f"Aangepast {round_}" if round_ % 2 else f"Zeker {round_}")
            result = write(own_catalogue, moved, draft(f"later-{round_}", f"Later {round_}"))
            assert client.get("/v1/themes", params={"minSeq": str(result[-1].seq)}).status_code == 200
            response = follow(client, response.json()["links"]["next"])
            assert response.status_code == 200, response.text
        seen += [item["title"] for item in response.json()["items"]]
        changed = {f"Nieuw {number * 5:03}" for number in range(1, round_ + 1)}
        untouched = [f"Nieuw {number:03}" for number in range(40) if f"Nieuw {number:03}" not in changed]
        assert [title for title in seen if title in untouched] == untouched
        assert round_ > 4


def _organisation(client: httpx.Client) -> str:
    response = client.get("/v1/activities", params={"q": "Nieuw 001"})
    found: str = response.json()["items"][0]["organisation"]["id"]
    return found


@pytest.mark.parametrize("noun", ["suggest", "areas", "organisations", "places", "routes"])
def test_signs_that_are_no_words_name_nothing(noun: str, client: httpx.Client) -> None:
    for signs in ("...", "%F0%9F%8F%BB", "%25_%25"):
        assert client.get(f"/v1/{noun}?q={signs}").json()["items"] == []


@pytest.mark.parametrize("change", ["sort=title", "age=9", "limit=20&q=club"])
def test_a_cursor_of_another_question_is_refused(change: str, client: httpx.Client) -> None:
    cursor = search(client, limit=2)["links"]["next"].partition("cursor=")[2]
    response = client.get(f"/v1/activities?{change}&cursor={cursor}")
    assert response.status_code == 400
    assert [fault["code"] for fault in response.json()["errors"]] == ["cursor-of-other-query"]


def test_links_begin_with_the_public_address_whatever_host_was_asked(sqlite_server: ServerProcess) -> None:
    response = httpx.get(f"{sqlite_server.url}/v1/activities?limit=1", headers={"Host": "evil.example"})
    assert "evil.example" not in response.text
    assert response.json()["links"]["self"].startswith(BASE)


def test_every_documented_path_is_tested_here_or_with_the_items() -> None:
    paths = set(document()["paths"])
    elsewhere = {operation.path for operation in OPERATIONS}  # each has a row in the access matrix
    elsewhere |= {
        endpoint.path
        for endpoint in ENDPOINTS
        if endpoint.path_parameter is not None or endpoint.takes_body or endpoint.scope is not None
    }
    assert paths == {endpoint.path for endpoint in LISTS} | elsewhere
