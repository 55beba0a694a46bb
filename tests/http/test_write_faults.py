"""What is wrong with a write is said in one way, with nothing of it lost without a word."""

import json
from typing import Any

import pytest

from app.domain.ids import activity_id
from tests.support.served import check_shape
from tests.support.site import CLUB, Site, code_of


def test_what_has_ended_is_refused_by_every_verb_in_the_same_way(site: Site) -> None:
    site.put()
    id_ = activity_id(site.organisation, "club")
    site.send("DELETE", f"{site.own}/club")
    for path, operation in ((f"{site.own}/club", "confirmOwnActivity"), (f"/v1/activities/{id_}", "confirmActivity")):
        confirmed = site.send("POST", f"{path}/confirm")
        assert (confirmed.status_code, code_of(confirmed)) == (409, "ended")
        check_shape(operation, confirmed)
        refused = [
            site.send("PATCH", path, {"title": "x"}),
            site.send("PATCH", f"{path}/sessions/20261202T1400", {"status": "cancelled"}),
            site.send("POST", f"/v1/activities/{id_}/claim", {}),
        ]
        assert [(answer.status_code, code_of(answer)) for answer in refused] == [(409, "ended")] * 3


def test_of_several_confirmed_at_once_the_one_that_ended_says_so_itself(site: Site) -> None:
    ids = [site.put(name).json()["id"] for name in ("a", "b")]
    site.send("DELETE", f"{site.own}/a")
    answer = site.send("POST", "/v1/activities/_confirm", {"ids": ids})
    assert answer.status_code == 200
    assert [item["outcome"] for item in answer.json()["items"]] == ["rejected", "unchanged"]
    assert [fault["code"] for fault in answer.json()["items"][0]["errors"]] == ["ended"]


def test_a_member_that_stands_twice_is_refused_where_it_stands(site: Site) -> None:
    body = (
        b'{"title": "Een", "title": "Twee", "age": {"min": 6, "max": 8, "max": 80}, "prices": [{"note": 1, "note": 2}]}'
    )
    refused = site.put(body=body)
    assert refused.status_code == 400
    found = [(fault["pointer"], fault["code"]) for fault in refused.json()["errors"]]
    assert found == [
        ("/title", "repeated-member"),
        ("/age/max", "repeated-member"),
        ("/prices/0/note", "repeated-member"),
    ]
    assert all(fault["detailNl"] for fault in refused.json()["errors"])
    for twice in (b'{"age": 9, "age": 8}', b'{"a": 1, "\\u0061": 2}'):
        asked = site.inside.post("/v1/activities/_search", content=twice, headers={"Content-Type": "application/json"})
        assert code_of(asked) == "repeated-member"


GOOD_KEYS = {
    '"8e03978e-40d5-43dd-bc93-6894a57f9324"': "8e03978e-40d5-43dd-bc93-6894a57f9324",
    '"with space"': "with space",
    r'"say \"hi\" \\"': r'say "hi" \ '.strip(),
    '"abc";version=1': "abc",
    "9d2f:2026/11/21": "9d2f:2026/11/21",
}


@pytest.mark.parametrize("header", GOOD_KEYS)
def test_an_idempotency_key_is_a_structured_string_or_bare_text(site: Site, header: str) -> None:
    first = site.send("POST", site.own, CLUB, **{"Idempotency-Key": header})
    assert first.status_code == 201, first.text
    again = site.send("POST", site.own, CLUB, **{"Idempotency-Key": f"  {header} "})
    assert (again.headers["idempotency-replayed"], again.content) == ("true", first.content)
    bare = GOOD_KEYS[header]
    if '"' not in bare:
        assert site.send("POST", site.own, CLUB, **{"Idempotency-Key": bare}).content == first.content


BAD_KEYS = ["", '""', '"abc', 'ab"c', '"abc"d', '"a\\b"', "caf\xe9", "a\tb", '"' + "x" * 256 + '"', "x" * 256]


@pytest.mark.parametrize("header", BAD_KEYS, ids=range(len(BAD_KEYS)))
def test_anything_else_is_no_idempotency_key(site: Site, header: str) -> None:
    sent = [*site.partner.items(), ("Content-Type", "application/json"), ("Idempotency-Key", header.encode("latin-1"))]
    refused = site.inside.request("POST", site.own, content=json.dumps(CLUB).encode(), headers=sent)
    assert (refused.status_code, code_of(refused)) == (400, "not-a-key")


def test_two_idempotency_keys_are_none(site: Site) -> None:
    sent = [
        *site.partner.items(),
        ("Content-Type", "application/json"),
        ("Idempotency-Key", "a"),
        ("Idempotency-Key", "b"),
    ]
    refused = site.inside.request("POST", site.own, content=json.dumps(CLUB).encode(), headers=sent)
    assert (refused.status_code, code_of(refused)) == (400, "not-a-key")


def test_what_nobody_sees_is_taken_out_of_what_is_shown(site: Site) -> None:
    body = {
        **CLUB,
        "title": "\u202eRobot\u200bclub\u202c 👩🏽‍🚀",
        "summary": "\ufeffEen kinder\u00adclub نادي.",
        "bring": "\u200b",
    }
    assert site.put(body=body).status_code == 201
    item = site.item().json()
    assert (item["title"], item["summary"], item["bring"]) == ("Robotclub 👩🏽‍🚀", "Een kinderclub نادي.", None)
    assert site.put(body=body).json()["outcome"] == "unchanged"
    assert code_of(site.put("other", {**CLUB, "title": "\u200b\u2060\u202e"})) == "empty"
    for letter in ("\u0000", "\u0007", "\u001b", "\u0085"):
        refused = site.put("other", {**CLUB, "title": f"Cl{letter}ub"})
        fault = refused.json()["errors"][0]
        assert (refused.status_code, fault["pointer"], fault["code"]) == (400, "/title", "not-line")


def test_an_organisation_is_made_only_under_what_can_be_an_id(site: Site) -> None:
    for id_ in ("ìÄZ", "aaaa", "A" * 16, "aaaaaaaaaaaaaaa1"):
        for condition in ({}, {"If-Match": '"1"'}):
            answer = site.inside.request(
                "PUT", f"/v1/organisations/{id_}", json={"name": "Nieuw"}, headers={**site.admin, **condition}
            )
            assert answer.status_code == 404, answer.text
    made = site.inside.request("PUT", "/v1/organisations/aaaaaaaaaaaaaaaa", json={"name": "Nieuw"}, headers=site.admin)
    assert made.status_code == 201


def test_a_name_is_read_the_same_by_every_verb(site: Site) -> None:
    assert site.put("club%20").status_code == 201
    for name in ("club%20", "club"):
        assert site.inside.get(f"{site.own}/{name}").json()["source"]["externalId"] == "club"
        assert site.send("PATCH", f"{site.own}/{name}", {"bring": name}).status_code == 200


def test_a_name_at_fault_in_the_body_hides_nothing_else(site: Site) -> None:
    wrong = {"title": "", "themes": ["nonsense"], "source": {"externalId": 5}}
    refused = site.send("POST", site.own, wrong)
    assert {fault["pointer"] for fault in refused.json()["errors"]} == {"/source/externalId", "/title", "/themes/0"}
    only = site.send("POST", site.own, {**CLUB, "source": {"externalId": "a\u0007b"}})
    assert [fault["pointer"] for fault in only.json()["errors"]] == ["/source/externalId"]
    assert site.inside.get(f"/v1/activities?organisation={site.organisation}").json()["total"] == 0


def test_a_list_is_not_called_too_short_for_what_is_wrong_in_it(site: Site) -> None:
    refused = site.send("POST", "/v1/activities/_confirm", {"ids": ["x"]})
    assert [(fault["pointer"], fault["code"]) for fault in refused.json()["errors"]] == [("/ids/0", "not-id")]
    assert code_of(site.send("POST", "/v1/activities/_confirm", {"ids": []})) == "too-few"


def test_a_step_that_is_not_there_yet_is_told_and_blocks_nothing(site: Site) -> None:
    next_ = site.put("next").json()["id"]
    made = site.put(body={**CLUB, "followUp": ["aaaaaaaaaaaaaaaa", next_]})
    assert made.status_code == 201
    warnings = [(fault["pointer"], fault["code"]) for fault in made.json()["warnings"]]
    assert ("/followUp/0", "unknown-follow-up") in warnings
    assert "/followUp/1" not in [pointer for pointer, _ in warnings]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v1/keys"), ("GET", "/v1/keys/me"), ("POST", "/v1/keys"), ("POST", "/v1/keys/report-leaked"),
        ("GET", "/v1/sources"), ("POST", "/v1/sources"), ("GET", "/v1/imports"),
        ("GET", "/v1/imports/aaaaaaaaaaaaaaaa"),
        ("GET", "/v1/moderation/aaaaaaaaaaaaaaaa"), ("GET", "/v1/reports"), ("GET", "/v1/audit"),
    ],
)  # fmt: skip
def test_no_parameter_is_read_past(method: str, path: str, site: Site) -> None:
    body: dict[str, Any] = {"json": {}} if method == "POST" else {}
    refused = site.inside.request(method, f"{path}?raduis=1", headers=site.admin, **body)
    assert refused.status_code == 400
    assert {"parameter": "raduis", "code": "unknown-parameter"}.items() <= refused.json()["errors"][0].items()


def test_a_leaked_key_is_not_revoked_on_trial(site: Site) -> None:
    key = site.partner["Authorization"].removeprefix("Bearer ")
    tried = site.inside.request("POST", "/v1/keys/report-leaked?dryRun=true", json={"key": key})
    assert (tried.status_code, code_of(tried)) == (400, "unknown-parameter")
    assert site.put().status_code == 201


@pytest.mark.parametrize("header", ["If-Match", "If-None-Match"])
def test_an_empty_condition_is_no_leave_to_overwrite(header: str, site: Site) -> None:
    site.put()
    for value in ("", "  "):
        refused = site.send("PATCH", f"{site.own}/club", {"title": "x"}, **{header: value})
        assert (refused.status_code, code_of(refused)) == (400, "not-a-condition")
    assert site.item().json()["version"] == 1


@pytest.mark.parametrize("area", [{"code": {}, "name": ""}, {"code": []}, {"name": 0}, {"code": "0" * 21}])
def test_an_area_of_the_wrong_type_is_not_taken_for_unknown(area: dict[str, object], site: Site) -> None:
    mine = f"/v1/organisations/{site.organisation}"
    for path, body in ((mine, {"name": "x", "gemeente": area}), (f"{mine}/places/hut", {"name": "x", "buurt": area})):
        refused = site.send("PUT", path, body)
        assert (refused.status_code, code_of(refused)) == (400, "not-area")
