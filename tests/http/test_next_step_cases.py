"""More stories of next steps over HTTP on the starter catalogue: other cities, groups, budgets and times.

What is right was decided from `app/data/starter` and DESIGN 5 before the answers were seen.
"""

from typing import Any

import httpx
import pytest

from tests.http.test_next_steps import after, codes, item_of, keys, start

Answer = dict[str, Any]


def towns(answer: Answer) -> set[str]:
    """The cities that the keys of the shown activities begin with."""
    return {key.partition("-")[0] for key in keys(answer)}


def test_a_girl_who_wants_to_box_hears_that_nothing_on_it_is_known(client: httpx.Client) -> None:
    answer = start(client, interest="ik wil boksen", age=11, gemeente="Leiden", openTo="girls")
    assert "onlyOther" in codes(answer["notes"])
    assert towns(answer) == {"lei"}
    assert answer["guides"]


def test_where_nothing_is_stated_free_it_says_so_and_what_loosening_gives(client: httpx.Client) -> None:
    answer = start(client, age=9, gemeente="Zandvoort", free="true")
    assert not answer["items"]
    assert answer["none"]
    assert "free" in {option["constraint"] for option in answer["relax"]}
    assert "place" not in {option["constraint"] for option in answer["relax"]}  # nothing else says where to start


def test_only_a_place_gives_what_is_in_that_town(client: httpx.Client) -> None:
    answer = start(client, age=10, stadsdeel="Escamp")
    assert len(answer["items"]) == 3
    assert {item["activity"]["place"]["gemeente"]["code"] for item in answer["items"]} == {"GM0518"}


def test_a_vmbo_class_gets_what_was_made_for_it_and_no_training_of_teachers(client: httpx.Client) -> None:
    answer = start(client, audience="schools", schoolGroup="klas2", gemeente="Haarlem", theme="theatre", limit=5)
    assert keys(answer)[0] == "haa-cultuur023"
    assert not {"haa-scholing-icc", "haa-studiemiddag-10-14", "haa-training-vve"} & set(keys(answer))
    roles = [item["role"] for item in answer["items"]]
    assert roles == sorted(roles, reverse=False, key=lambda role: role != "class")
    assert set(roles) == {"class", "child"}


def test_a_special_school_gets_the_adapted_visit(client: httpx.Client) -> None:
    answer = start(client, audience="schools", gemeente="Haarlem", theme="heritage", accessibility="specialNeeds")
    assert keys(answer)[0] == "haa-teylers-so"
    assert "accessStated" in codes(item_of(answer, "haa-teylers-so")["reasons"])


def test_a_town_without_anything_for_a_class_says_so(client: httpx.Client) -> None:
    answer = start(client, audience="schools", schoolGroup="groep6", gemeente="Leeuwarden", theme="science")
    assert keys(answer) == ["lee-wetenschapsclub"]
    assert "nothingForClass" in codes(answer["notes"])
    assert "nothingAfterSchool" not in codes(answer["notes"])


def test_what_a_class_does_comes_first_for_a_teacher_also_in_a_longer_list(client: httpx.Client) -> None:
    answer = start(client, audience="schools", schoolGroup="groep7", gemeente="Eindhoven", theme="technology", limit=5)
    assert set(keys(answer)[:2]) == {"ehv-watalsstad-school", "ehv-projecten-met-makers"}
    assert "child" in {item["role"] for item in answer["items"]}


@pytest.mark.parametrize("moment", [{"timeFrom": "19:00", "timeTo": "21:00", "weekday": "we"}, {"moment": "weekend"}])
def test_without_known_dates_the_time_is_a_question_and_nothing_vanishes(
    client: httpx.Client, moment: dict[str, str]
) -> None:
    answer = start(client, age=12, gemeente="Groningen", theme="technology", **moment)
    assert len(answer["items"]) == 3
    assert all("timeUnknown" in codes(item["barriers"]) for item in answer["items"])


def test_three_children_see_for_whom_it_is(client: httpx.Client) -> None:
    answer = start(client, age=[5, 10, 14], gemeente="Zwolle", theme="nature", limit=5)
    for item in answer["items"]:
        is_for_all = "allChildren" in codes(item["reasons"])
        assert is_for_all is codes(item["barriers"]).isdisjoint({"notForAll", "ageUnknown"})
    gardening = [item for item in answer["items"] if item["activity"]["age"]["max"] == 12]
    assert gardening
    assert [
        barrier["params"]["ages"] for item in gardening for barrier in item["barriers"] if "ages" in barrier["params"]
    ]


def test_thirteen_is_too_old_for_nine_to_twelve(client: httpx.Client) -> None:
    answer = after(client, "zwo-kettingreactie", age=13, gemeente="Zwolle", limit=5)
    assert answer["items"]
    assert all(item["activity"]["age"]["max"] != 12 for item in answer["items"])


def test_a_kit_is_never_for_one_child(client: httpx.Client) -> None:
    answer = start(client, interest="koken", age=8, gemeente="Zwolle", limit=5)
    assert not {"zwo-smaakplezier-bso", "zwo-smaakplezier-school"} & set(keys(answer))


def test_a_club_that_ended_leads_on_both_deeper_and_broader(client: httpx.Client) -> None:
    answer = after(client, "gro-swas-club", age=12, gemeente="Groningen")
    assert "gro-swas-club" not in keys(answer)
    assert {"deepen", "broaden"} <= {item["direction"] for item in answer["items"]}


def test_two_asked_themes_together_come_before_one(client: httpx.Client) -> None:
    answer = start(client, age=11, interest="iets bouwen met de computer", gemeente="Groningen")
    assert {"digital", "making"} <= set(answer["meta"]["themes"])
    assert keys(answer)[0] in {"gro-fablab", "gro-e-labs-stad", "gro-e-labs-bibliotheek"}


def test_after_drawing_comes_photography_before_the_vegetable_garden(client: httpx.Client) -> None:
    answer = after(client, "zwo-stencil-graffiti", age=11, gemeente="Zwolle")
    assert "zwo-fotografie" in keys(answer)


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ({"theme": "science", "age": 10, "gemeente": "Leeuwarden"}, "lee-wetenschapsclub"),
        ({"interest": "programmeren", "age": 11, "gemeente": "Amsterdam"}, "ams-maakplaats021"),
    ],
)
def test_what_another_town_put_online_fills_no_list(client: httpx.Client, asked: Answer, first: str) -> None:
    answer = start(client, **asked)
    assert keys(answer)[0] == first
    assert towns(answer) == {first.partition("-")[0]}
    assert answer["noTravel"]  # there it may stand, and is called so


def test_after_the_six_times_the_club_and_nothing_of_another_town(client: httpx.Client) -> None:
    answer = after(client, "lei-vodh-verdiepen", age=9, gemeente="Leiden")
    assert keys(answer)[0] == "lei-vodh-club"
    assert towns(answer) == {"lei"}


def test_after_a_yearly_event_in_a_small_town_it_says_that_nothing_like_it_is_there(client: httpx.Client) -> None:
    answer = after(client, "zan-kinderkunstlijn", age=9, gemeente="Zandvoort")
    assert keys(answer) == ["zan-monumentendagen"]
    assert "onlyOther" in codes(answer["notes"])


def test_after_a_lesson_something_free_to_do_at_home(client: httpx.Client) -> None:
    answer = after(client, "gro-next-education", age=9, gemeente="Westerkwartier", free="true")
    assert keys(answer) == ["gro-wormenboekje"]
    (item,) = answer["items"]
    assert item["direction"] == "route"
    assert {"free", "noTravel"} <= codes(item["reasons"])


def test_who_asks_the_fund_is_said_with_the_paid_club(client: httpx.Client) -> None:
    answer = after(client, "til-vogelhuisjes-ontdekstation", age=10, gemeente="Tilburg", maxPrice="0")
    club = item_of(answer, "til-ontdekclub")
    help_of = {way["id"]: way for way in club["help"]}
    assert {"leergeld-tilburg", "jeugdfonds-sport-cultuur"} <= help_of.keys()
    assert all(way["askedBy"] and way["how"] for way in help_of.values())
    assert club["price"]["perSession"] is None  # nobody said what it costs: no price is made up


def test_a_child_of_another_town_sees_the_help_of_its_own(client: httpx.Client) -> None:
    answer = start(
        client, wijk="Boerhaavedistrict", near="51.5606,5.0836", theme="technology", age=10, maxPrice="0", limit=5
    )
    club = item_of(answer, "til-ontdekclub")
    ways = {way["id"] for way in club["help"]}
    assert "jeugdfonds-leiden" in ways
    assert not {"leergeld-tilburg", "meedoenregeling-tilburg"} & ways


def test_access_that_is_not_recorded_is_asked_and_a_one_off_never_stands_alone(client: httpx.Client) -> None:
    answer = start(client, theme="nature", age=9, gemeente="Tilburg", accessibility="wheelchair")
    assert all("askAccess" in codes(item["barriers"]) for item in answer["items"])
    assert any("oneOff" not in codes(item["barriers"]) for item in answer["items"])
    assert towns(answer) == {"til"}


def test_every_unknown_name_is_told_with_every_wrong_value(client: httpx.Client) -> None:
    asked = {"foo": "1", "age": "x", "wijk": "Nergenshuizen", "theme": "nee", "passes": "geen", "energy": "niks"}
    refusal = client.get("/v1/next-steps", params=asked)
    assert refusal.status_code == 400
    assert {fault["parameter"] for fault in refusal.json()["errors"]} == asked.keys()


@pytest.mark.parametrize("asked", [{"gemeente": "Rotterdam"}, {"place": "Rotterdam"}, {"postcode": "3011"}])
def test_who_asks_about_a_town_that_is_not_here_hears_which_are(client: httpx.Client, asked: dict[str, str]) -> None:
    refusal = client.get("/v1/next-steps", params={"interest": "robots", **asked})
    assert refusal.status_code == 400
    (fault,) = refusal.json()["errors"]
    assert [fault["parameter"]] == list(asked)
    assert "Tilburg" in fault["hint"]


def test_a_pass_is_known_however_its_capitals_are_written(client: httpx.Client) -> None:
    asked = {"theme": "technology", "gemeente": "Tilburg"}
    plain, shouted = (start(client, **asked, passes=name) for name in ("ooievaarspas", "Ooievaarspas"))
    assert plain["items"] == shouted["items"]
