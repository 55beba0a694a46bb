"""Dead ends and coverage over HTTP: shapes, pages, filters and what a coordinator of Escamp reads."""

import csv
from io import StringIO
from typing import Any

import httpx
import pytest

from app.domain.caller import Scope
from tests.support.keys import bearer, make_key
from tests.support.served import check_shape, follow
from tests.support.server import ServerProcess

REPORTS = {"dead-ends": "listDeadEnds", "coverage": "listCoverage"}
ESCAMP = {"WK051831", "WK051832", "WK051833", "WK051834", "WK051835", "WK051836", "WK051840"}
Json = dict[str, Any]


@pytest.fixture
def client(keyed_client: httpx.Client) -> httpx.Client:
    return keyed_client


@pytest.fixture
def postgres_client(keyed_postgres_client: httpx.Client) -> httpx.Client:
    return keyed_postgres_client


def ask(client: httpx.Client, report: str, **parameters: Any) -> Json:
    response = client.get(f"/v1/insights/{report}", params=parameters)
    assert response.status_code == 200, response.text
    check_shape(REPORTS[report], response)
    found: Json = response.json()
    return found


@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize("form", ["json", "geojson", "csv"])
def test_each_report_has_its_documented_shape(report: str, form: str, either_client: httpx.Client) -> None:
    response = either_client.get(f"/v1/insights/{report}", params={"gemeente": "Den Haag", "format": form})
    assert response.status_code == 200
    check_shape(REPORTS[report], response)


@pytest.mark.parametrize("report", REPORTS)
def test_both_databases_give_the_same_report(report: str, client: httpx.Client, postgres_client: httpx.Client) -> None:
    asked = {"stadsdeel": "Escamp", "limit": 1000}
    one, other = (ask(each, report, **asked) for each in (client, postgres_client))
    assert one["items"] == other["items"]
    assert one["wijken"] == other["wijken"]


@pytest.mark.parametrize("report", REPORTS)
def test_a_coordinator_of_escamp_sees_its_wijken_and_no_others(report: str, client: httpx.Client) -> None:
    found = ask(client, report, stadsdeel="Escamp", limit=1000)
    codes = {row["wijk"]["code"] for row in found["wijken"]}
    assert {row["wijk"]["code"] for row in found["items"]} <= codes
    assert codes == ESCAMP


@pytest.mark.parametrize("report", REPORTS)
def test_following_the_pages_gives_every_row_once(report: str, client: httpx.Client) -> None:
    asked = {"wijk": "Moerwijk", "theme": "nature"}
    whole = ask(client, report, **asked, limit=1000)
    page = ask(client, report, **asked, limit=7)
    rows = list(page["items"])
    while page["links"]["next"]:
        page = follow(client, page["links"]["next"]).json()
        rows += page["items"]
    assert rows == whole["items"]
    assert len(rows) == whole["total"] > 7


def test_the_table_holds_every_row(client: httpx.Client) -> None:
    asked = {"wijk": "Moerwijk"}
    response = client.get("/v1/insights/dead-ends", params={**asked, "format": "csv"})
    rows = list(csv.DictReader(StringIO(response.content.decode("utf-8-sig"))))
    listed = ask(client, "dead-ends", **asked, limit=1000)
    assert [(row["activityId"], row["ageBandName"], row["obstacle"]) for row in rows] == [
        (item["activity"]["id"], item["ageBand"]["name"], item["obstacle"]) for item in listed["items"]
    ]


def test_dead_ends_add_up_per_wijk_and_per_obstacle(client: httpx.Client) -> None:
    found = ask(client, "dead-ends", gemeente="Den Haag")
    assert sum(row["deadEnds"] for row in found["wijken"]) == found["total"]
    assert sum(row["count"] for row in found["obstacles"]) == found["total"]
    most = found["obstacles"][0]
    only = ask(client, "dead-ends", gemeente="Den Haag", obstacle=most["value"])
    assert only["total"] == most["count"]
    assert {item["obstacle"] for item in only["items"]} == {most["value"]}


def test_asking_more_of_a_follow_up_never_gives_fewer_dead_ends(client: httpx.Client) -> None:
    anything = ask(client, "dead-ends", gemeente="Den Haag")["total"]
    for more in ({"direction": "deepen"}, {"direction": "broaden"}, {"free": "true"}):
        assert ask(client, "dead-ends", gemeente="Den Haag", **more)["total"] >= anything


def test_a_dead_end_is_explained_in_both_languages(client: httpx.Client) -> None:
    dutch = ask(client, "dead-ends", gemeente="Den Haag", obstacle="place", limit=1)["items"][0]
    english = ask(client, "dead-ends", gemeente="Den Haag", obstacle="place", limit=1, lang="en")["items"][0]
    assert dutch["text"] == "Er is een vervolg, maar dat is te ver weg."
    assert english["text"] == "There is a follow-up, but it is too far away."


def test_coverage_shows_zeros_and_splits_into_gaps_and_the_rest(client: httpx.Client) -> None:
    asked = {"wijk": "Moerwijk", "limit": 1000}
    whole = ask(client, "coverage", **asked)
    gaps, rest = (ask(client, "coverage", **asked, gaps=value) for value in ("true", "false"))
    assert gaps["total"] + rest["total"] == whole["total"] == 18 * 4 * 4
    assert {row["count"] for row in gaps["items"]} == {0}
    assert 0 not in {row["count"] for row in rest["items"]}
    for row in whole["items"]:
        assert row["free"] <= row["count"]
        assert (row["freeShare"] is None) == (row["count"] == 0)


def test_coverage_agrees_with_a_search_for_clubs(client: httpx.Client) -> None:
    found = ask(client, "coverage", gemeente="Den Haag")
    for row in found["wijken"][:8]:
        asked = {"wijk": row["wijk"]["code"], "kind": "club", "individual": "true", "limit": 100}
        clubs = client.get("/v1/activities", params=asked).json()["items"]
        there = [club for club in clubs if club["place"] and club["place"]["wijk"]["code"] == row["wijk"]["code"]]
        assert row["clubs"] <= len(there)
        assert row["hasClub"] == (row["clubs"] > 0)


@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize(
    ("parameters", "name"),
    [
        ({"wijk": "Nergenshuizen"}, "wijk"),
        ({"theme": "quidditch"}, "theme"),
        ({"ageBand": "9"}, "ageBand"),
        ({"limit": "0"}, "limit"),
        ({"colour": "red"}, "colour"),
        ({"cursor": "bm9uc2Vuc2U"}, "cursor"),
    ],
)
def test_a_wrong_question_names_what_is_wrong(
    report: str, parameters: dict[str, str], name: str, client: httpx.Client
) -> None:
    response = client.get(f"/v1/insights/{report}", params=parameters)
    assert response.status_code == 400
    assert [fault["parameter"] for fault in response.json()["errors"]] == [name]


def test_a_cursor_of_another_question_is_refused(client: httpx.Client) -> None:
    link = ask(client, "coverage", wijk="Moerwijk", limit=5)["links"]["next"]
    other = link.replace("Moerwijk", "Morgenstond")
    assert follow(client, other).status_code == 400


@pytest.mark.parametrize("report", REPORTS)
def test_an_unchanged_report_is_not_sent_again(report: str, client: httpx.Client) -> None:
    path = f"/v1/insights/{report}?wijk=Moerwijk"
    tag = client.get(path).headers["etag"]
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 304


def test_coverage_is_open_and_dead_ends_need_a_key_that_may_read_them(
    sqlite_server: ServerProcess, sqlite_catalogue: str
) -> None:
    dead_ends, coverage = (f"{sqlite_server.url}/v1/insights/{name}?gemeente=Den+Haag&limit=1" for name in REPORTS)
    assert httpx.get(coverage).status_code == 200
    refused = httpx.get(dead_ends)
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (401, "key-missing")
    assert refused.headers["www-authenticate"].startswith("Bearer")
    owner = httpx.get(f"{sqlite_server.url}/v1/organisations?limit=1").json()["items"][0]["id"]
    writer = bearer(make_key(sqlite_catalogue, [Scope.ACTIVITIES_WRITE], [owner]))
    forbidden = httpx.get(dead_ends, headers=writer)
    assert (forbidden.status_code, forbidden.json()["errors"][0]["code"]) == (403, "insufficient-scope")
    assert httpx.get(dead_ends, headers=bearer(make_key(sqlite_catalogue))).status_code == 200


def test_what_a_key_may_read_is_never_kept_for_somebody_without(client: httpx.Client) -> None:
    url = "/v1/insights/dead-ends?gemeente=Den+Haag&limit=2"
    first = client.get(url)
    assert first.headers["cache-control"] == "private, max-age=30"
    assert "Authorization" in first.headers["vary"]
    unchanged = client.get(url, headers={"If-None-Match": first.headers["etag"]})
    assert unchanged.status_code == 304
    for headers in ({}, {"If-None-Match": first.headers["etag"]}, {"If-None-Match": "*"}):
        assert httpx.get(f"{client.base_url}{url}", headers=headers).status_code == 401
    assert client.head(url).headers["etag"] == first.headers["etag"]
