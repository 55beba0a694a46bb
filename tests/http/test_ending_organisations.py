"""An organisation that stops: what it has here goes with it or keeps it, and nothing of others is lost."""

from typing import Any

import httpx
import pytest

from app.domain.caller import Scope
from tests.support.keys import bearer, make_key
from tests.support.served import check_shape
from tests.support.site import CLUB, Site, code_of

ROUTE = "Van les naar club"


@pytest.fixture
def ids(site: Site) -> dict[str, str]:
    """An activity, two places and a route of the organisation; at one place another organisation has an activity."""
    mine = f"/v1/organisations/{site.organisation}"
    found = {name: site.send("PUT", f"{mine}/places/{name}", {"name": name}).json()["id"] for name in ("hut", "hal")}
    found["club"] = site.put(body={**CLUB, "place": {"id": found["hut"]}}).json()["id"]
    steps = {"title": ROUTE, "steps": [{"activityId": found["club"]}]}
    found["route"] = site.send("PUT", f"{mine}/routes/way", steps).json()["id"]
    other = as_admin(site, "POST", "/v1/organisations", {"name": "Buren"}).json()["id"]
    guest = as_admin(site, "PUT", f"/v1/organisations/{other}/activities/x", {**CLUB, "place": {"id": found["hal"]}})
    return {**found, "mine": mine, "other": other, "guest": guest.json()["id"]}


def as_admin(site: Site, method: str, path: str, body: Any = None) -> httpx.Response:
    return site.inside.request(method, path, json=body, headers=site.admin)


def test_while_it_offers_something_it_stays(site: Site, ids: dict[str, str]) -> None:
    refused = site.send("DELETE", ids["mine"])
    assert (refused.status_code, code_of(refused)) == (409, "in-use")
    check_shape("endOrganisation", refused)
    assert site.item().json()["status"] == "open"
    site.send("DELETE", f"{site.own}/club")
    assert site.send("DELETE", ids["mine"]).status_code == 409, "the route is still there"
    site.send("DELETE", f"/v1/routes/{ids['route']}")
    assert site.send("DELETE", ids["mine"]).json()["outcome"] == "updated"


def test_with_its_offers_everything_of_it_goes_and_nothing_of_others(site: Site, ids: dict[str, str]) -> None:
    feed = {"name": "bron", "url": "https://example.org/a.csv", "organisation": site.organisation}
    assert as_admin(site, "POST", "/v1/sources", feed).status_code == 201
    tried = site.send("DELETE", f"{ids['mine']}?offers=end&dryRun=true")
    assert (tried.status_code, tried.json()["dryRun"]) == (200, True)
    assert site.item().json()["status"] == "open"
    ended = site.send("DELETE", f"{ids['mine']}?offers=end")
    assert (ended.status_code, ended.json()["outcome"]) == (200, "updated")
    check_shape("endOrganisation", ended)
    assert site.item().json()["status"] == "ended"
    for gone in (ids["mine"], f"/v1/places/{ids['hut']}", f"/v1/routes/{ids['route']}"):
        assert site.inside.get(gone).status_code == 404
    assert site.inside.get("/v1/sources/bron", headers=site.admin).status_code == 404
    guest = site.inside.get(f"/v1/activities/{ids['guest']}").json()
    assert (guest["status"], guest["place"]["id"]) == ("open", ids["hal"])
    assert as_admin(site, "DELETE", f"/v1/organisations/{ids['other']}?offers=end").status_code == 200
    assert as_admin(site, "DELETE", f"/v1/places/{ids['hal']}").status_code == 200, "it was shared in the end"


def test_twice_is_once_and_only_a_coordinator_brings_it_back(site: Site, ids: dict[str, str]) -> None:
    assert site.send("DELETE", f"{ids['mine']}?offers=end").json()["outcome"] == "updated"
    assert site.send("DELETE", f"{ids['mine']}?offers=end").json()["outcome"] == "unchanged"
    for method, path, body in (
        ("PUT", ids["mine"], {"name": "Terug"}), ("PATCH", ids["mine"], {"name": "Terug"}),
        ("PUT", f"{site.own}/club", CLUB), ("PUT", f"{ids['mine']}/places/hut", {"name": "Hut"}),
    ):  # fmt: skip
        assert site.send(method, path, body).status_code == 404, path
    back = as_admin(site, "PUT", ids["mine"], {"name": "Speeltuin De Linde"})
    assert (back.status_code, back.json()["outcome"]) == (201, "created")
    assert site.put().status_code == 201
    assert site.inside.get(ids["mine"]).json()["name"] == "Speeltuin De Linde"
    lines = site.inside.get(f"/v1/audit?kind=organisation&objectId={site.organisation}", headers=site.admin)
    assert [line["action"] for line in lines.json()["items"]] == ["restored", "ended", "created"]


def test_only_the_version_that_was_seen_ends(site: Site) -> None:
    path = f"/v1/organisations/{site.organisation}"
    assert site.send("DELETE", path, **{"If-Match": '"9"'}).status_code == 412
    assert site.send("DELETE", path, **{"If-Match": site.inside.get(path).headers["etag"]}).status_code == 200


def test_offers_of_a_reviewed_organisation_end_by_a_coordinator(site: Site, ids: dict[str, str]) -> None:
    as_admin(site, "PUT", f"{ids['mine']}/trust", {"trust": "reviewed"})
    refused = site.send("DELETE", f"{ids['mine']}?offers=end")
    assert (refused.status_code, code_of(refused)) == (403, "insufficient-scope")
    assert as_admin(site, "DELETE", f"{ids['mine']}?offers=end").status_code == 200


def test_the_right_to_activities_is_not_the_right_to_the_organisation(site: Site, own_catalogue: str) -> None:
    key = bearer(make_key(own_catalogue, [Scope.ACTIVITIES_WRITE], [site.organisation]))
    refused = site.inside.request("DELETE", f"/v1/organisations/{site.organisation}", headers=key)
    assert (refused.status_code, code_of(refused)) == (403, "insufficient-scope")
    wrong = site.send("DELETE", f"/v1/organisations/{site.organisation}?offers=keep&x=1")
    assert {fault["parameter"] for fault in wrong.json()["errors"]} == {"offers", "x"}


@pytest.mark.parametrize("what", ["route", "place", "organisation"])
def test_what_a_reviewed_organisation_takes_away_stays_until_a_coordinator_agrees(what: str, site: Site) -> None:
    mine = f"/v1/organisations/{site.organisation}"
    paths = {"organisation": mine}
    if what == "place":
        paths["place"] = f"/v1/places/{site.send('PUT', f'{mine}/places/hut', {'name': 'Hut'}).json()['id']}"
    if what == "route":
        steps = {"title": ROUTE, "steps": [{"activityId": site.put().json()["id"]}]}
        paths["route"] = f"/v1/routes/{site.send('PUT', f'{mine}/routes/way', steps).json()['id']}"
    as_admin(site, "PUT", f"{mine}/trust", {"trust": "reviewed"})
    asked = site.send("DELETE", paths[what])
    assert (asked.status_code, asked.json()["outcome"]) == (202, "pending")
    check_shape({"route": "endRoute", "place": "endPlace", "organisation": "endOrganisation"}[what], asked)
    assert site.inside.get(paths[what]).status_code == 200
    edit = asked.json()["pendingEdit"]
    waiting = as_admin(site, "GET", f"/v1/moderation/{edit}").json()
    assert (waiting["kind"], waiting["action"], waiting["title"] is not None) == (what, "delete", True)
    assert as_admin(site, "POST", f"/v1/moderation/{edit}/approve").status_code == 200
    assert site.inside.get(paths[what]).status_code == 404
