"""An address that is told after enrolment leaves the catalogue in no format, at no address, in no language."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

import pytest

from app.domain.caller import Scope
from app.domain.ids import activity_id, organisation_id, place_id
from tests.support.keys import bearer, make_key
from tests.support.served import FIXED, SOURCE, Inside, draft, in_process, write
from tests.support.server import REPOSITORY

HOME = {
    "name": "Atelier aan huis",
    "source": {"name": SOURCE, "externalId": "thuis"},
    "address": {"streetAddress": "Verborgenpad 7", "postalCode": "2531 XZ", "addressLocality": "Den Haag"},
    "location": {"lat": 52.054321, "lon": 4.298765, "precision": "address"},
    "addressShown": "onEnrolment",
    "wijk": "WK051836",
}
TELLING = ("Verborgenpad", "verborgenpad", "2531XZ", "2531 XZ", "2531xz", "52.0543", "4.2987")
CLUB, OTHER = activity_id(SOURCE, "klei"), activity_id(SOURCE, "naast")
PLACE, OWNER = place_id(SOURCE, "thuis"), organisation_id(SOURCE, "toets")
WHEN = {"rules": [{"startsAt": "2026-12-02T14:00", "endsAt": "2026-12-02T15:30", "rrule": "FREQ=WEEKLY;COUNT=8"}]}
NEAR = "52.0541,4.2980"

PATHS = [
    *(f"/v1/activities/{CLUB}?format={name}" for name in ("json", "geojson", "jsonld", "ics")),
    f"/v1/activities/{CLUB}?lang=en",
    f"/v1/activities/{CLUB}?fields=place",
    *(f"/v1/activities?q=boetseren&format={name}" for name in ("json", "geojson", "jsonld", "csv", "ics")),
    "/v1/activities?q=boetseren&fields=place,schedule,organisation",
    f"/v1/activities?near={NEAR}&radius=2500&facets=wijk,buurt&limit=100",
    f"/v1/activities?near={NEAR}&radius=2500&sort=distance&format=csv&limit=100",
    "/v1/activities?wijk=WK051836&format=geojson&limit=100",
    f"/v1/organisations/{OWNER}",
    "/v1/organisations?q=toets",
    f"/v1/places/{PLACE}",
    f"/v1/places/{PLACE}?format=geojson",
    "/v1/places?q=atelier",
    "/v1/places?q=atelier&format=geojson",
    "/v1/places?bbox=4.1,52.0,4.5,52.2&limit=100",
    "/v1/suggest?q=atelier",
    "/v1/suggest?q=boetseren",
    "/v1/geocode?q=Atelier%20aan%20huis",
    f"/v1/activities/{OTHER}/next-steps?near={NEAR}&age=8&limit=5",
    f"/v1/next-steps?near={NEAR}&age=8&theme=clay_sculpture&mode=transit&limit=5",
    f"/v1/next-steps/card?near={NEAR}&age=8&theme=clay_sculpture",
    f"/v1/next-steps/card?near={NEAR}&age=8&theme=clay_sculpture&format=text",
    "/v1/insights/coverage?wijk=WK051836",
    "/v1/insights/coverage?wijk=WK051836&format=geojson",
    f"/a/{CLUB}",
    f"/a/{CLUB}?lang=en",
    f"/k/{CLUB}.{OTHER}",
    "/?q=boetseren",
    "/?place=Moerwijk&age=8",
]
"""Every kind of answer that an activity or place is in."""

WORDS_THAT_FIND_NOTHING = ("verborgenpad", "2531XZ", "Verborgenpad 7")


@pytest.fixture(scope="module")
def catalogue(sqlite_catalogue: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    target = tmp_path_factory.mktemp("hidden") / "own.sqlite"
    for suffix in ("", "-wal"):
        if Path(f"{sqlite_catalogue.removeprefix('sqlite:///')}{suffix}").exists():
            shutil.copy(f"{sqlite_catalogue.removeprefix('sqlite:///')}{suffix}", f"{target}{suffix}")
    url = f"sqlite:///{target}"
    made = write(
        url,
        draft("klei", "Boetseren aan huis", place=HOME, themes=["clay_sculpture"], schedule=WHEN, stage="deepen"),
        draft("naast", "Klei proberen", place={**HOME, "source": None}, themes=["clay_sculpture"], stage="discover"),
    )
    assert [result.faults for result in made] == [(), ()]
    return url


@pytest.fixture(scope="module")
def inside(catalogue: str) -> Iterator[Inside]:
    with in_process(catalogue) as (inside, _):
        yield inside


@pytest.mark.parametrize("path", PATHS)
def test_no_answer_tells_the_address_or_its_point(path: str, inside: Inside) -> None:
    answer = inside.get(path)
    assert answer.status_code == 200, answer.text
    text = answer.text.replace("\r\n ", "")
    assert [part for part in TELLING if part in text] == []


def test_the_offer_itself_is_found_and_told_by_its_wijk(inside: Inside) -> None:
    (item, *_) = inside.get("/v1/activities?q=boetseren aan huis").json()["items"]
    assert item["id"] == CLUB
    assert item["place"]["wijk"]["name"] == "Moerwijk"
    assert item["place"]["location"]["precision"] == "wijk"
    listed = inside.get(f"/v1/next-steps?near={NEAR}&age=8&theme=clay_sculpture&limit=5").json()["items"]
    mine = [step for step in listed if step["activity"]["id"] in (CLUB, OTHER)]
    assert mine
    assert [step["transitUrl"] for step in mine] == [None] * len(mine)


@pytest.mark.parametrize("word", WORDS_THAT_FIND_NOTHING)
def test_searching_for_the_address_does_not_find_it(word: str, inside: Inside) -> None:
    assert inside.get(f"/v1/activities?q={quote(word)}").json()["total"] == 0
    assert CLUB not in inside.get(f"/v1/suggest?q={quote(word)}").text
    assert PLACE not in inside.get(f"/v1/places?q={quote(word)}").text


@pytest.mark.parametrize("path", ["/v1/activities", "/v1/places"])
def test_a_box_around_the_point_does_not_find_it(path: str, inside: Inside) -> None:
    assert inside.get(f"{path}?bbox=4.2987,52.0543,4.2988,52.0544").json()["items"] == []


def test_distances_are_those_of_the_wijk_so_that_no_series_of_them_gives_the_point_away(inside: Inside) -> None:
    middle = inside.get(f"/v1/activities/{CLUB}").json()["place"]["location"]
    for near in ("52.0543,4.2987", "52.06,4.30", f"{middle['lat']},{middle['lon']}"):
        found = inside.get(f"/v1/activities?q=boetseren aan huis&near={near}").json()["items"]
        distance = next(item["distanceM"] for item in found if item["id"] == CLUB)
        assert (distance == 0) == near.startswith(str(middle["lat"]))


def test_the_dump_tells_it_neither(catalogue: str) -> None:
    env = {**os.environ, **FIXED, "WEGWIJZER_DATABASE_URL": catalogue}
    command = [sys.executable, "-m", "app.cli", "dump"]
    printed = subprocess.run(command, cwd=REPOSITORY, env=env, check=True, capture_output=True, text=True).stdout
    assert CLUB in printed
    assert [part for part in TELLING if part in printed] == []


def test_the_partner_page_of_its_own_organisation_tells_it_neither(catalogue: str, inside: Inside) -> None:
    """Whoever looks over a shoulder at the page sees no more than the public does."""
    from tests.http.test_partner_page import Browser

    browser = Browser(inside)
    browser.sign_in(make_key(catalogue, [Scope.ACTIVITIES_WRITE], [OWNER]))
    for page in (browser.get("/partner"), browser.get(f"/partner/aanbod/{CLUB}")):
        assert page.status_code == 200
        assert [part for part in TELLING if part in page.text] == []


def test_the_audit_trail_of_a_change_tells_it_to_nobody_else(catalogue: str, inside: Inside) -> None:
    headers = bearer(make_key(catalogue))
    text = inside.get("/v1/audit", headers=headers).text
    assert [part for part in TELLING if part in text] == []


def test_what_is_hidden_later_stays_public_nowhere(own_catalogue: str) -> None:
    """The place it was known by before goes, and the log does not tell it either; a place of others stays."""
    write(own_catalogue, draft("klei", "Boetseren aan huis", place=None))
    shown = {name: HOME[name] for name in ("name", "address", "location")}
    elsewhere = {"name": "Bibliotheek", "address": {"streetAddress": "Samenweg 3", "addressLocality": "Den Haag"}}
    with in_process(own_catalogue) as (inside, _):
        headers = bearer(make_key(own_catalogue, [Scope.ACTIVITIES_WRITE], [OWNER]))
        admin = bearer(make_key(own_catalogue))

        def put(name: str, place: Mapping[str, object]) -> str:
            path = f"/v1/organisations/{OWNER}/activities/{name}"
            answer = inside.request("PUT", path, json={"title": f"Aan huis {name}", "place": place}, headers=headers)
            assert answer.status_code in (200, 201), answer.text
            item = inside.get(f"/v1/activities/{answer.json()['id']}").json()
            return str(item["place"]["id"])

        before, shared = put("een", shown), put("twee", elsewhere)
        assert put("drie", elsewhere) == shared
        assert put("een", {**shown, "addressShown": "onEnrolment"}) != before
        assert put("twee", {**elsewhere, "addressShown": "onEnrolment"}) != shared
        assert inside.get(f"/v1/places/{before}").status_code == 404
        assert inside.get(f"/v1/places/{shared}").status_code == 200, "somebody else is there"
        for path, key in [
            ("/v1/places?limit=100", {}),
            ("/v1/places?q=atelier", {}),
            ("/v1/places?bbox=4.2987,52.0543,4.2988,52.0544", {}),
            ("/v1/suggest?q=atelier", {}),
            ("/v1/audit?limit=100", headers),
            ("/v1/audit?limit=100", admin),
        ]:
            answer = inside.get(path, headers=key)
            assert answer.status_code == 200, answer.text
            told = json.dumps(answer.json()["items"], ensure_ascii=False)
            assert [part for part in TELLING if part in told] == [], path
        assert put("vier", shown) == before
        assert inside.get(f"/v1/places/{before}").json()["address"]["streetAddress"] == "Verborgenpad 7", "said openly"
