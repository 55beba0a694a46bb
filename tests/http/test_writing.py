"""Writing over HTTP: statuses, headers, repeats and conditions; what is written is seen at once."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from app.domain.ids import activity_id
from tests.support.keys import bearer, make_key
from tests.support.served import BASE, check_shape, in_process
from tests.support.site import CLUB, Site, code_of


def test_put_makes_leaves_and_changes(site: Site) -> None:
    made, same, other = site.put(), site.put(), site.put(body={**CLUB, "title": "Natuurclub"})
    id_ = activity_id(site.organisation, "club")
    assert [answer.status_code for answer in (made, same, other)] == [201, 200, 200]
    assert [answer.json()["outcome"] for answer in (made, same, other)] == ["created", "unchanged", "updated"]
    assert [answer.headers["etag"] for answer in (made, same, other)] == ['"1"', '"1"', '"2"']
    assert made.headers["location"] == made.json()["url"] == f"{BASE}/v1/activities/{id_}"
    assert made.headers["cache-control"] == "no-store"
    for answer in (made, same, other):
        check_shape("putActivity", answer)


def test_what_is_written_is_seen_at_once_past_every_cache(site: Site) -> None:
    site.put()
    search = f"/v1/activities?organisation={site.organisation}"
    for number in range(5):
        title = f"Natuurclub {number}"
        seq = site.put(body={**CLUB, "title": title}).json()["seq"]
        for _ in range(2):  # once worked out, once from the cache in front
            assert site.item().json()["title"] == title
            found = site.inside.get(search).json()
            assert [item["title"] for item in found["items"]] == [title]
            assert found["meta"]["appliedSeq"] >= seq
    site.send("PATCH", f"/v1/organisations/{site.organisation}", {"name": "De Nieuwe Linde"})
    assert site.item().json()["organisation"]["name"] == "De Nieuwe Linde"
    assert site.inside.get(f"/v1/organisations/{site.organisation}").json()["name"] == "De Nieuwe Linde"
    site.send("DELETE", f"{site.own}/club")
    assert site.inside.get(search).json()["items"] == []
    assert site.item().json()["status"] == "ended"


def test_the_name_may_be_any_line_and_reads_back(site: Site) -> None:
    for name in ("2026/club 1", "urn:uuid:1", "café"):
        assert site.put(name).status_code == 201
        assert site.inside.get(f"{site.own}/{name}").json()["source"]["externalId"] == name
        assert site.send("POST", f"{site.own}/{name}/confirm").status_code == 200
        date = site.send("PATCH", f"{site.own}/{name}/sessions/20261202T1400", {"status": "cancelled"})
        assert date.status_code == 200, date.text
        assert site.send("PATCH", f"{site.own}/{name}", {"title": "x"}).json()["version"] == 3
        assert site.send("DELETE", f"{site.own}/{name}").status_code == 200


def test_what_an_action_ends_in_is_no_name(site: Site) -> None:
    for path in ("club/confirm", "club/sessions/20261202T1400"):
        refused = site.put(path)
        assert refused.status_code == 405
        assert "PUT" not in refused.headers["allow"]
    assert site.put("sessions/2026").status_code == 201


def test_an_item_as_it_is_read_is_put_back_unchanged(site: Site) -> None:
    site.put()
    read = site.item()
    assert site.put(body=read.json(), **{"If-Match": read.headers["etag"]}).json()["outcome"] == "unchanged"


def test_only_the_version_that_was_seen_is_changed(site: Site) -> None:
    site.put()
    path, tag = f"{site.own}/club", site.item().headers["etag"]
    assert site.send("PATCH", path, {"title": "Eerst"}, **{"If-Match": tag}).status_code == 200
    late = site.send("PATCH", path, {"title": "Later"}, **{"If-Match": tag})
    assert (late.status_code, late.headers["etag"], code_of(late)) == (412, '"2"', "version-changed")
    check_shape("patchOwnActivity", late)
    assert site.put(**{"If-None-Match": "*"}).status_code == 412
    assert site.put("new", **{"If-Match": '"1"'}).status_code == 412
    assert site.send("DELETE", path, **{"If-Match": '"1"'}).status_code == 412
    assert site.item().json()["title"] == "Eerst"


def test_the_tags_of_organisations_places_and_routes_carry_their_version(site: Site) -> None:
    place = site.send("PUT", f"/v1/organisations/{site.organisation}/places/hut", {"name": "Hut"}).json()["id"]
    site.put()
    steps = {"title": "Route", "steps": [{"activityId": activity_id(site.organisation, "club")}]}
    route = site.send("PUT", f"/v1/organisations/{site.organisation}/routes/r", steps).json()["id"]
    for path in (f"/v1/organisations/{site.organisation}", f"/v1/places/{place}", f"/v1/routes/{route}"):
        tag = site.inside.get(path).headers["etag"]
        member = "title" if "routes" in path else "name"
        assert site.send("PATCH", path, {member: "Anders"}, **{"If-Match": tag}).status_code == 200
        assert site.send("PATCH", path, {member: "Nog"}, **{"If-Match": tag}).status_code == 412
        assert site.inside.get(path).json()[member] == "Anders"


def test_a_condition_is_asked_for_where_the_operator_wants_it(own_catalogue: str) -> None:
    admin = bearer(make_key(own_catalogue))
    with in_process(own_catalogue, requires_if_match=True) as (inside, _):
        organisation = inside.get("/v1/organisations?limit=1").json()["items"][0]["id"]
        path = f"/v1/organisations/{organisation}/activities/x"
        refused = inside.request("PUT", path, json=CLUB, headers=admin)
        assert (refused.status_code, code_of(refused)) == (428, "condition-missing")
        assert inside.request("PUT", path, json=CLUB, headers={**admin, "If-None-Match": "*"}).status_code == 201
        assert inside.request("PUT", path, json=CLUB, headers={**admin, "If-Match": '"1"'}).status_code == 200


def test_the_same_post_again_gets_the_same_answer_and_makes_nothing(site: Site) -> None:
    first = site.send("POST", site.own, CLUB, **{"Idempotency-Key": '"abc-1"'})
    again = site.send("POST", site.own, dict(reversed(CLUB.items())), **{"Idempotency-Key": "abc-1"})
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    assert {name: first.headers[name] for name in ("location", "etag")} == {
        name: again.headers[name] for name in ("location", "etag")
    }
    assert again.headers["idempotency-replayed"] == "true"
    other = site.send("POST", site.own, {**CLUB, "title": "x"}, **{"Idempotency-Key": "abc-1"})
    assert (other.status_code, code_of(other)) == (422, "idempotency-key-reused")
    check_shape("createActivity", other)
    found = site.inside.get(f"/v1/activities?organisation={site.organisation}").json()
    assert found["total"] == 1
    assert site.send("POST", site.own, CLUB).status_code == 201, "without a key it is another one"


def test_a_refused_post_is_not_kept(site: Site) -> None:
    wrong = site.send("POST", site.own, {"title": ""}, **{"Idempotency-Key": "a"})
    assert wrong.status_code == 400
    assert site.send("POST", site.own, CLUB, **{"Idempotency-Key": "a"}).status_code == 201
    bad = site.send("POST", site.own, CLUB, **{"Idempotency-Key": "x" * 300})
    assert (bad.status_code, code_of(bad)) == (400, "not-a-key")


def test_of_the_same_post_at_once_one_is_done(site: Site) -> None:
    with ThreadPoolExecutor(6) as threads:
        sent = [threads.submit(site.send, "POST", site.own, CLUB, **{"Idempotency-Key": "x"}) for _ in range(6)]
    answers = [each.result() for each in sent]
    assert {answer.status_code for answer in answers} <= {201, 409}
    for answer in answers:
        if answer.status_code == 409:
            assert (code_of(answer), answer.headers["retry-after"]) == ("in-progress", "1")
    assert len({answer.content for answer in answers if answer.status_code == 201}) == 1
    assert site.inside.get(f"/v1/activities?organisation={site.organisation}").json()["total"] == 1


@pytest.mark.parametrize("by", ["dryRun", "test key"])
def test_a_rehearsal_answers_the_same_and_keeps_nothing(site: Site, by: str) -> None:
    key, query = (site.test, "") if by == "test key" else (site.partner, "?dryRun=true")
    rehearsed = site.put(query=query, **key)
    assert rehearsed.headers["x-rehearsal"] == "true"
    assert site.item().status_code == 404
    real = site.put()
    assert "x-rehearsal" not in real.headers
    assert (rehearsed.status_code, rehearsed.headers["location"]) == (real.status_code, real.headers["location"])
    assert {**real.json(), "dryRun": True, "seq": None} == rehearsed.json()
    for method, path, body in (("DELETE", f"{site.own}/club", None), ("PATCH", f"{site.own}/club", {"title": "x"})):
        assert site.send(method, path + query, body, **key).status_code == 200
    posted = site.send("POST", site.own + query, CLUB, **key, **{"Idempotency-Key": "r"})
    assert posted.status_code == 201
    assert site.inside.get(f"/v1/activities?organisation={site.organisation}").json()["total"] == 1
    assert site.item().json()["title"] == CLUB["title"]
    assert site.send("POST", site.own, CLUB, **{"Idempotency-Key": "r"}).status_code == 201, "nothing was kept"


def test_bodies_and_queries_are_what_they_should_be(site: Site) -> None:
    site.put()
    path = f"{site.own}/club"
    as_json = {"Content-Type": "application/json"}
    assert site.send("PATCH", path, {"title": "x"}, **as_json).status_code == 415
    assert code_of(site.put(body=b"{")) == "not-json"
    assert code_of(site.put(body=b"[]")) == "not-object"
    assert code_of(site.put(query="?dryrun=true")) == "unknown-parameter"
    assert code_of(site.put(query="?dryRun=yes")) == "not-boolean"
    faults = site.put(body={"titel": "x", "themes": ["nonsense"]}).json()["errors"]
    assert {fault["pointer"] for fault in faults} == {"/title", "/titel", "/themes/0"}
    assert all(fault["detail"] and fault["detailNl"] for fault in faults)
    assert site.put("x" * 201).status_code == 400
    missing = site.inside.request("PUT", path, json=CLUB)
    assert (missing.status_code, code_of(missing)) == (401, "key-missing")
    check_shape("putActivity", missing)


def test_what_has_ended_names_what_replaces_it(site: Site) -> None:
    site.put()
    next_ = site.put("next").json()["id"]
    ended = site.send("DELETE", f"{site.own}/club?replacedBy={next_}")
    assert (ended.status_code, ended.json()["outcome"]) == (200, "updated")
    page = site.item().json()
    assert (page["status"], page["replacedBy"], page["version"]) == ("ended", next_, 2)
    assert site.send("DELETE", f"{site.own}/club").json()["outcome"] == "unchanged"
    refused = site.send("PATCH", f"{site.own}/club", {"title": "x"})
    assert (refused.status_code, code_of(refused)) == (409, "ended")
    assert site.put().status_code == 201


def test_several_are_confirmed_or_none(site: Site) -> None:
    ids = [site.put(name).json()["id"] for name in ("a", "b")]
    answer = site.send("POST", "/v1/activities/_confirm", {"ids": ids})
    assert (answer.status_code, answer.json()["total"]) == (200, 2)
    check_shape("confirmActivities", answer)
    theirs = next(
        item["id"]
        for item in site.inside.get("/v1/activities?limit=20").json()["items"]
        if item["organisation"]["id"] != site.organisation
    )
    assert site.send("POST", "/v1/activities/_confirm", {"ids": [*ids, theirs]}).status_code == 403


def test_a_route_is_copied_with_its_origin(site: Site) -> None:
    origin = site.inside.get("/v1/routes?limit=1").json()["items"][0]
    club = site.put().json()["id"]
    body = {
        "organisationId": site.organisation,
        "gemeente": "Zwolle",
        "replace": {origin["steps"][0]["activityId"]: club},
    }
    path = f"/v1/routes/{origin['id']}/_copy"
    made = site.send("POST", path, body, **{"Idempotency-Key": "copy"})
    again = site.send("POST", path, body, **{"Idempotency-Key": "copy"})
    assert (made.status_code, again.content) == (201, made.content)
    check_shape("copyRoute", made)
    copied = site.inside.get(f"/v1/routes/{made.json()['id']}").json()
    assert (copied["copiedFrom"], copied["gemeente"]["name"]) == (origin["id"], "Zwolle")
    assert copied["steps"][0]["activityId"] == club
    assert [step["activityId"] for step in copied["steps"][1:]] == [step["activityId"] for step in origin["steps"][1:]]
    assert site.item().json()["routes"][0]["id"] == made.json()["id"]


@pytest.mark.parametrize(
    ("path", "body", "pointers"),
    [
        ("", {"id": "aaaaaaaaaaaaaaaa", "name": "", "nmae": "x"}, {"/id", "/name", "/nmae"}),
        ("/places/hal", {"id": "aaaaaaaaaaaaaaaa", "address": {"postalCode": "9"}}, {"/id", "/address/postalCode"}),
        ("/places/hal", {"name": "", "gemeente": "Den Haag", "nmae": "x"}, {"/name", "/nmae"}),
        ("/routes/weg", {"id": "aaaaaaaaaaaaaaaa", "title": "", "steps": [3]}, {"/id", "/title", "/steps/0"}),
    ],
)
def test_no_fault_of_an_organisation_place_or_route_hides_another(
    path: str, body: dict[str, Any], pointers: set[str], site: Site
) -> None:
    answer = site.send("PUT", f"/v1/organisations/{site.organisation}{path}", body)
    assert answer.status_code == 400
    assert {fault["pointer"] for fault in answer.json()["errors"]} == pointers
    assert all(fault["detailNl"] for fault in answer.json()["errors"])
