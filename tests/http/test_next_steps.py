"""What comes next, over HTTP on the starter catalogue: ten stories from real programmes, and what always holds.

Each story says what a child or class did and what people who know the offer would answer; the facts of the activities
are in `app/data/starter`.
"""

import re
from html import unescape
from typing import Any

import httpx
import pytest
import segno

from app.domain.ids import activity_id
from app.services.data_files import read_activities
from tests.support.served import BASE, check_shape

NAMES = {activity_id("starter", row.key): row.key for row in read_activities()}
Answer = dict[str, Any]


def key_id(key: str) -> str:
    return activity_id("starter", key)


def after(client: httpx.Client, key: str, **parameters: Any) -> Answer:
    """The next steps of one starter activity."""
    response = client.get(f"/v1/activities/{key_id(key)}/next-steps", params=parameters)
    check_shape("getActivityNextSteps", response)
    answer: Answer = response.json()
    return answer


def start(client: httpx.Client, **parameters: Any) -> Answer:
    response = client.get("/v1/next-steps", params=parameters)
    check_shape("getNextSteps", response)
    answer: Answer = response.json()
    return answer


def keys(answer: Answer) -> list[str]:
    return [NAMES.get(item["activity"]["id"], item["activity"]["title"]) for item in answer["items"]]


def item_of(answer: Answer, key: str) -> Answer:
    return next(item for item in answer["items"] if item["activity"]["id"] == key_id(key))


def codes(sentences: list[Answer]) -> set[str]:
    return {sentence["code"] for sentence in sentences}


def test_after_the_nature_club_a_harvest_day_and_something_that_lasts(client: httpx.Client) -> None:
    answer = after(client, "til-natuurclub-wekelijks", age=9, gemeente="Tilburg", maxPrice="0")
    harvest = item_of(answer, "til-appeloogst-un-bietje-groen")
    assert "oneOff" in codes(harvest["barriers"])
    lasting = item_of(answer, "til-natuurclub-4-6weken")
    assert lasting["activity"]["cost"] == "free"
    assert "oneOff" not in codes(lasting["barriers"])


def test_a_paid_club_in_the_centre_comes_with_help_and_with_something_free(client: httpx.Client) -> None:
    answer = after(client, "til-vogelhuisjes-ontdekstation", age=10, gemeente="Tilburg", maxPrice="0")
    club = item_of(answer, "til-ontdekclub")
    assert codes(club["barriers"]) >= {"paid", "elsewhere"}
    assert club["activity"]["place"]["wijk"]["name"] == "Centrum"
    assert club["help"]
    assert club["price"]["perSession"] is None, "no price was ever stated"
    assert any(item["activity"]["cost"] == "free" for item in answer["items"])


def test_a_guest_without_a_follow_up_is_said_plainly_and_counted(client: httpx.Client) -> None:
    answer = after(client, "til-bijen-beezzzz", age=8, gemeente="Tilburg", interest="bijen")
    assert "Stadsimkerij Beezzzz" in answer["none"]
    assert any("nature" in item["activity"]["themes"] for item in answer["items"])
    assert all(item["activity"]["individual"] for item in answer["items"])
    counted = client.get("/v1/next-steps/dead-ends", params={"gemeente": "Tilburg"})
    check_shape("listMissedNextSteps", counted)
    lines = counted.json()["items"]
    wanted = ("Tilburg", "8-11", "noFollowUp", "<5")
    assert wanted in [(line["areaName"], line["ageBand"], line["constraint"], line["count"]) for line in lines]


def test_of_a_partner_whose_club_goes_on_is_said_that_it_has_nothing_else(client: httpx.Client) -> None:
    answer = after(client, "den-wetenschapsclub", age=9, gemeente="Dinkelland")
    assert "nu niets anders" in answer["none"]
    assert "nothing else right now" in after(client, "den-wetenschapsclub", age=9, lang="en")["none"]


def test_something_else_than_what_was_asked_is_called_so(client: httpx.Client) -> None:
    answer = start(client, interest="voetbal", gemeente="Zandvoort", age=9)
    assert answer["items"], "something quite different is there"
    assert "Dit is iets anders" in answer["none"]


def test_what_is_only_like_what_was_asked_is_called_so_with_what_would_give_the_thing_itself(
    client: httpx.Client,
) -> None:
    said = 0
    for wijk in ("Moerwijk", "Duindorp", "Ypenburg", "Scheveningen"):
        for interest in ("zwemmen", "dansen", "robots bouwen", "dieren"):
            answer = start(client, wijk=wijk, interest=interest, age=6)
            note = next((one for one in answer["notes"] if one["code"] == "onlyRelated"), None)
            if note is None:
                continue
            said += 1
            assert answer["none"].startswith("Wij vonden niets over ")
            asked = set(answer["meta"]["interpretedInterest"])
            assert not any(asked & set(item["activity"]["themes"]) for item in answer["items"])
            for one in answer["relax"]:
                if one["constraint"] == "reachM":
                    wider = start(client, wijk=wijk, interest=interest, age=6, reachM=one["value"])
                    assert "onlyRelated" not in codes(wider["notes"])
    assert said


def test_each_time_that_a_dead_end_is_asked_counts(client: httpx.Client) -> None:
    asked: dict[str, Any] = {"age": 6, "wijk": "Duindorp", "theme": "space", "free": "true", "reachM": 10}
    first = client.get("/v1/next-steps", params=asked)
    for _ in range(5):
        assert client.get("/v1/next-steps", params=asked).content == first.content
    same = client.get("/v1/next-steps", params=asked, headers={"If-None-Match": first.headers["etag"]})
    assert same.status_code == 304
    lines = client.get("/v1/next-steps/dead-ends", params={"wijk": "Duindorp"}).json()["items"]
    ours = [line for line in lines if (line["theme"], line["ageBand"]) == ("science", "4-7")]  # others ask here too
    assert [(line["ageBand"], line["count"]) for line in ours] == [("4-7", "7")]


def test_a_link_for_public_transport_leads_to_the_place_and_tells_nothing_of_the_child(client: httpx.Client) -> None:
    asked: dict[str, Any] = {"near": "52.0541,4.2987", "age": 12, "mode": "transit", "limit": 5}
    linked = 0
    for theme in ("music", "sport", "technology", "nature"):
        for item in start(client, **asked, theme=theme)["items"]:
            place = item["activity"]["place"]
            location = place["location"] if place else {}
            if item["transitUrl"] is None:
                continue
            linked += 1
            assert f"destination={location['lat']:.5f},{location['lon']:.5f}" in item["transitUrl"]
            assert "origin" not in item["transitUrl"]
            assert "52.0541" not in item["transitUrl"]
            assert item["activity"]["attendance"] not in ("online", "home", "mobile")
            assert location["precision"] in ("address", "postcode")
    assert linked > 0


def test_a_class_sees_the_film_and_its_children_get_the_short_club(client: httpx.Client) -> None:
    answer = after(client, "til-leskist-buitenles", schoolGroup="groep5", audience="schools")
    film, club = keys(answer)[:2]
    assert (film, club) == ("til-promotiefilm-natuurclub", "til-natuurclub-4-6weken")
    assert [item["role"] for item in answer["items"]][:2] == ["class", "child"]
    assert "til-natuurclub-museum" not in keys(answer)
    assert "Natuurclub van 4 of 6 weken in de wijk" in answer["messageForParents"]
    assert "groep" not in answer["messageForParents"]


@pytest.mark.parametrize("town", ["Tilburg", "Den Haag", "Westerkwartier", "Het Hogeland", "Leiden", "Eindhoven"])
def test_a_teacher_who_names_only_the_town_gets_something_for_the_class_and_for_after_school(
    client: httpx.Client, town: str
) -> None:
    assert {item["role"] for item in start(client, gemeente=town, audience="schools")["items"]} == {"class", "child"}


def test_a_class_is_shown_money_for_schools_and_a_child_money_for_families(client: httpx.Client) -> None:
    arrangements = client.get("/v1/passes", params={"limit": 100}).json()["items"]
    for_schools = {one["id"] for one in arrangements if one["askedBy"] == ["school"]}
    seen: dict[str, list[Answer]] = {"class": [], "child": []}
    for town in ("Den Haag", "Haarlem", "Groningen", "Eindhoven", "Tilburg"):
        for limit in (3, 5):
            for item in start(client, gemeente=town, audience="schools", schoolGroup="groep6", limit=limit)["items"]:
                seen[item["role"]].append(item)
    for role, items in seen.items():
        paid = [item for item in items if item["help"]]
        assert paid, role
        for item in paid:
            assert all((one["id"] in for_schools) is (role == "class") for one in item["help"])
            if role == "class":
                assert item["activity"]["help"] == item["help"]
                assert "fonds" not in item["price"]["note"]


def test_what_only_a_class_can_do_shows_no_money_for_families_anywhere(client: httpx.Client) -> None:
    found = client.get("/v1/activities", params={"kind": "kit", "limit": 100}).json()["items"]
    lent = [item for item in found if item["cost"] != "free" and not item["individual"]]
    assert lent
    for item in lent:
        assert {tuple(one["askedBy"]) for one in item["help"]} <= {("school",)}
        whole = client.get(f"/v1/activities/{item['id']}").json()
        assert whole["help"] == item["help"]


def test_a_school_type_leaves_out_what_is_made_for_another_and_says_the_age(client: httpx.Client) -> None:
    asked: dict[str, Any] = {"audience": "schools", "gemeente": "Haarlem", "limit": 5}
    for school_type in ("so", "vmbo"):
        answer = start(client, **asked, schoolType=school_type)
        body = client.post("/v1/next-steps/_search", json={**asked, "schoolType": [school_type]})
        check_shape("getNextStepsByBody", body)
        assert body.json() == answer
        assert answer["items"]
        for item in answer["items"]:
            whole = client.get(f"/v1/activities/{item['activity']['id']}").json()
            assert not whole["schoolTypes"] or school_type in whole["schoolTypes"]
            told = codes(item["reasons"]) | codes(item["barriers"])
            assert ("schoolTypeStated" in told) is (school_type in whole["schoolTypes"])
            if school_type == "vmbo" and whole["age"]["max"] is not None:
                assert whole["age"]["max"] >= 12
    special = start(client, **asked, schoolType="so")
    assert "haa-teylers-so" in keys(special), "made together with special schools"
    assert client.get("/v1/next-steps", params={**asked, "schoolType": "school"}).status_code == 400


def test_what_the_class_did_is_not_taken_for_the_next_thing_it_can_do(client: httpx.Client) -> None:
    answer = after(client, "haa-teylers-so", wijk="WK039206", age=8, audience="schools")
    assert {item["role"] for item in answer["items"]} == {"class", "child"}


def test_a_direction_asked_still_gives_two_organisations(client: httpx.Client) -> None:
    answer = after(client, "til-stadsimker-un-bietje-groen", wijk="WK085506", age=15, direction="deepen")
    assert len({item["activity"]["organisation"]["id"] for item in answer["items"]}) > 1


def test_a_club_that_stopped_leads_to_borrowing_or_measuring_with_unknown_cost(client: httpx.Client) -> None:
    answer = after(client, "gro-roots-science-club", age=9, wijk="Beijum", weekday="sa", maxPrice="0")
    assert {"gro-leen-microscoop", "gro-meetactie-kruisspinnen"} & set(keys(answer))
    assert "gro-roots-science-club" not in keys(answer)
    for item in answer["items"]:
        if item["activity"]["cost"] == "unknown":
            assert "costUnknown" in codes(item["barriers"])
            assert "free" not in codes(item["reasons"])


def test_a_village_teacher_gets_cases_that_travel_and_at_most_five(client: httpx.Client) -> None:
    answer = start(client, audience="schools", schoolGroup="groep7", gemeente="Het Hogeland", theme="science", limit=5)
    assert keys(answer)[0] == "gro-leskoffers-vakland"
    assert len(answer["items"]) <= 5
    for item in answer["items"]:
        place, attendance = item["activity"]["place"], item["activity"]["attendance"]
        gemeente = place["gemeente"]["name"] if place and place["gemeente"] else None
        assert gemeente in (None, "Het Hogeland") or attendance in ("online", "home", "mobile")


def test_the_second_step_is_on_the_subject_with_the_club_as_the_third(client: httpx.Client) -> None:
    answer = after(client, "lei-vodh-kennismaken", age=9, theme="technology")
    assert keys(answer)[0] == "lei-vodh-verdiepen"
    assert item_of(answer, "lei-vodh-verdiepen")["direction"] == "route"
    assert "lei-vodh-club" in keys(answer)
    for item in answer["items"]:
        place = item["activity"]["place"]
        is_elsewhere = place is not None and place["gemeente"] and place["gemeente"]["name"] != "Leiden"
        assert not is_elsewhere or item["activity"]["attendance"] == "online"


def test_a_wijk_without_a_club_is_said(client: httpx.Client) -> None:
    answer = after(client, "lei-vodh-kennismaken", age=9, theme="technology", postcode="2331", direction="broaden")
    assert "noClub" in codes(answer["notes"]) or any(item["activity"]["stage"] == "join" for item in answer["items"])


def test_a_child_may_skip_to_the_club(client: httpx.Client) -> None:
    assert set(keys(after(client, "lei-vodh-kennismaken", age=11))) >= {"lei-vodh-club", "lei-vodh-verdiepen"}


def test_near_home_comes_before_near_a_school_far_away(client: httpx.Client) -> None:
    answer = start(client, age=9, wijk="Schilderswijk", near="51.9225,4.4792", accessibility="specialNeeds")
    assert keys(answer)[0] == "dh-octopus-workshops"
    octopus = item_of(answer, "dh-octopus-workshops")
    assert "grote mensen" in octopus["activity"]["summary"], "mixed ages are told"
    assert codes(octopus["reasons"]) >= {"ownWijk", "nearHome", "accessStated"}
    wheels = start(client, age=9, wijk="Schilderswijk", accessibility=["specialNeeds", "wheelchair"])
    asked = item_of(wheels, "dh-octopus-workshops")["barriers"]
    assert [barrier["params"] for barrier in asked if barrier["code"] == "askAccess"] == [{"feature": "wheelchair"}]


def test_a_minute_at_the_desk_gives_three_with_a_reason_and_a_question(client: httpx.Client) -> None:
    answer = start(client, age=8, interest="microscoop", gemeente="Groningen")
    assert keys(answer)[0] == "gro-leen-microscoop"
    assert len(answer["items"]) == 3
    assert all(item["reasons"][0]["text"] for item in answer["items"])
    assert answer["questions"]
    card = client.get("/v1/next-steps/card", params={"age": 8, "interest": "microscoop", "gemeente": "Groningen"})
    assert card.status_code == 200
    assert "Microscoop lenen" in card.text


def test_an_activity_that_never_was_is_not_found_and_an_unknown_one_in_a_row_neither(client: httpx.Client) -> None:
    missing = "a" * 16
    assert client.get(f"/v1/activities/{missing}/next-steps").status_code == 404
    assert client.get("/v1/next-steps", params={"after": missing}).status_code == 404


def test_a_contradictory_situation_names_every_fault(client: httpx.Client) -> None:
    asked: dict[str, Any] = {
        "age": 9,
        "schoolGroup": "groep5",
        "weekday": "mo",
        "moment": "weekend",
        "reachM": 500,
        "energy": "x",
    }
    response = client.get("/v1/next-steps", params=asked)
    check_shape("getNextSteps", response)
    assert {error["code"] for error in response.json()["errors"]} == {
        "exclusive",
        "never",
        "needs-place",
        "unknown-energy",
    }
    unknown = client.get("/v1/next-steps", params={"energy": "x", "theme": "nope", "wijk": "Nergenshuizen"})
    assert {error["parameter"] for error in unknown.json()["errors"]} == {"energy", "theme", "wijk"}


def test_the_body_gives_the_same_answer_and_no_link_holds_the_child(client: httpx.Client) -> None:
    url = f"/v1/activities/{key_id('til-natuurclub-wekelijks')}/next-steps"
    asked = {"age": [9], "gemeente": ["Tilburg"], "maxPrice": 0, "limit": 5}
    body = client.post(f"{url}/_search", json=asked)
    check_shape("getActivityNextStepsByBody", body)
    assert body.headers["cache-control"] == "no-store"
    query = client.get(url, params={"age": 9, "gemeente": "Tilburg", "maxPrice": "0", "limit": 5})
    assert body.json() == query.json()
    refused = client.post("/v1/next-steps/_search", json={"age": [9], "nope": 1, "theme": ["nope"]}).json()
    assert {error["pointer"] for error in refused["errors"]} == {"/nope", "/theme"}


def test_a_family_sees_for_whom_each_step_is(client: httpx.Client) -> None:
    answer = start(client, age=[5, 14], wijk="Moerwijk", limit=5)
    for item in answer["items"]:
        age = item["activity"]["age"]
        outside: list[int] = []
        for barrier in item["barriers"]:
            outside += barrier["params"]["ages"] if barrier["code"] == "notForAll" else []
        for child in {5, 14} - set(outside):
            assert (age["min"] or 0) <= child <= (99 if age["max"] is None else age["max"])


def test_when_nothing_fits_it_says_what_to_loosen_and_that_works(client: httpx.Client) -> None:
    asked: dict[str, Any] = {"age": 9, "near": "53.45,6.95", "theme": "space", "reachM": 10, "free": "true"}
    answer = start(client, **asked)
    assert answer["relax"], answer
    best = answer["relax"][0]
    names = {"place": ("near", "reachM"), "reachM": (), "age": ("age",), "free": ("free",)}[best["constraint"]]
    looser = {name: value for name, value in asked.items() if name not in names}
    if best["value"] is not None:
        looser["reachM"] = best["value"]
    assert start(client, **looser)["items"]


@pytest.mark.parametrize("done", ["v3hl4qnrn727nej6", "ouwr7yti2vnut6qp", "2i23ywat5dvrrniq", "pzavh5kai6c5k4nc"])
def test_leaving_out_the_place_is_advised_only_when_asking_without_it_gives_something(
    client: httpx.Client, done: str
) -> None:
    asked: Answer = {"after": done, "age": 8, "free": "true", "weekday": "fr", "direction": "deepen"}
    advised = {one["constraint"] for one in start(client, **asked, near="52.0311,4.3405")["relax"]}
    assert "place" not in advised or start(client, **asked)["items"]


def test_energy_words_lead_to_their_themes(client: httpx.Client) -> None:
    answer = start(client, energy="make_with_hands", wijk="Moerwijk", age=9)
    assert answer["meta"]["themes"][:2] == ["crafts", "clay_sculpture"]
    assert answer["items"]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_card_asks_no_other_server_and_tells_nothing_of_the_child(client: httpx.Client, lang: str) -> None:
    asked: dict[str, Any] = {
        "age": 9,
        "wijk": "Moerwijk",
        "passes": "ooievaarspas-den-haag",
        "maxPrice": "4",
        "lang": lang,
    }
    page = client.get("/v1/next-steps/card", params=asked)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "@page { size: 105mm 148mm" in page.text
    assert not re.findall(r'(?:src|href)="(?!data:)', page.text)
    links = re.findall(rf"{BASE}/k/[a-z2-7.]+", page.text)
    assert len(links) == 1
    drawn = segno.make(links[0], error="m").svg_data_uri(scale=4, border=2)
    assert f'<img src="{drawn}"' in unescape(page.text), "the code to scan holds this link and nothing else"
    for word in ("?", "age", "wijk=", "passes", "Ooievaarspas", "minuten lopen"):
        assert word not in links[0]
    assert "Ooievaarspas is het gratis" not in page.text
    assert "minuten lopen" not in page.text
    shown = client.get(links[0].removeprefix(BASE), params={"lang": lang})
    assert shown.status_code == 200
    for title in re.findall("<h2>(.+?)</h2>", page.text):
        assert title in shown.text
    text = client.get("/v1/next-steps/card", params={**asked, "format": "text"})
    assert text.headers["content-type"] == "text/plain; charset=utf-8"
    assert links[0] in text.text


def test_a_short_link_to_what_never_was_is_not_found(client: httpx.Client) -> None:
    assert client.get(f"/k/{'a' * 16}").status_code == 404
