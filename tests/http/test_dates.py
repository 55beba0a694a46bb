"""One date of a weekly activity is cancelled, moved, full: on a version, rehearsed, undone, and seen by readers."""

from typing import Any

import pytest

from tests.support.site import CLUB, Site, code_of

DATE, NEXT = "20261202T1400", "20261209T1400"
SESSION = dict[str, Any]


def change(site: Site, body: dict[str, Any], date: str = DATE, query: str = "", **headers: str) -> Any:
    return site.send("PATCH", f"{site.own}/club/sessions/{date}{query}", body, **headers)


def session(site: Site, date: str = DATE) -> SESSION:
    found: SESSION = next(one for one in site.item().json()["sessions"] if one["id"] == date)
    return found


PLANNED = {
    "id": DATE, "startsAt": "2026-12-02T14:00:00+01:00", "endsAt": "2026-12-02T15:30:00+01:00", "status": "scheduled",
    "movedFrom": None, "placesLeft": None,
}  # fmt: skip
CHANGES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "cancelled": ({"status": "cancelled"}, {"status": "cancelled"}),
    "full": ({"status": "full"}, {"status": "full"}),
    "no places": ({"placesLeft": 0}, {"status": "full", "placesLeft": 0}),
    "three places": ({"placesLeft": 3}, {"placesLeft": 3}),
    "moved": (
        {"startsAt": "2026-12-03T15:00"},
        {"status": "moved", "startsAt": "2026-12-03T15:00:00+01:00", "endsAt": "2026-12-03T16:30:00+01:00",
         "movedFrom": "2026-12-02T14:00:00+01:00"},
    ),
    "moved, in UTC": (
        {"startsAt": "2026-12-03T14:00:00Z", "endsAt": "2026-12-03T15:00:00Z"},
        {"status": "moved", "startsAt": "2026-12-03T15:00:00+01:00", "endsAt": "2026-12-03T16:00:00+01:00",
         "movedFrom": "2026-12-02T14:00:00+01:00"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_of_one_date_is_seen_once_and_undone(name: str, site: Site) -> None:
    body, shown = CHANGES[name]
    site.put()
    assert change(site, body, query="?dryRun=true").json()["outcome"] == "updated"
    assert change(site, body, **site.test).json()["dryRun"] is True
    assert session(site) == PLANNED
    assert change(site, body, **{"If-Match": '"7"'}).status_code == 412
    assert change(site, body, **{"If-Match": '"1"'}).json()["version"] == 2
    assert session(site) == {**PLANNED, **shown}
    assert change(site, body).json()["outcome"] == "unchanged"
    assert session(site, NEXT)["status"] == "scheduled", "the other dates stay"
    undone = change(site, {"status": "scheduled", "placesLeft": None})
    assert undone.json()["outcome"] == "updated"
    assert session(site) == PLANNED
    assert site.item().json()["schedule"]["exceptions"] == []


def test_what_readers_see_of_a_cancelled_and_of_a_moved_date(site: Site) -> None:
    site.put()
    change(site, {"status": "cancelled"}, "20261125T1400")
    change(site, {"startsAt": "2026-12-04T10:00"})
    search = f"/v1/activities?organisation={site.organisation}"
    item, card = site.item().json(), site.inside.get(search).json()["items"][0]
    feature = site.inside.get(f"{search}&format=geojson").json()["features"][0]["properties"]
    assert item["nextSession"] == card["nextSession"] == feature["nextSession"]
    assert (card["nextSession"]["id"], card["nextSession"]["status"]) == (DATE, "moved")
    assert item["sessionCount"] == 9
    by_day = {day: site.inside.get(f"{search}&dateFrom={day}&dateTo={day}").json()["total"] for day in
              ("2026-11-25", "2026-12-02", "2026-12-04", "2026-12-09")}  # fmt: skip
    assert by_day == {"2026-11-25": 0, "2026-12-02": 0, "2026-12-04": 1, "2026-12-09": 1}
    calendar = site.inside.get(f"/v1/activities/{item['id']}?format=ics").text
    assert "RECURRENCE-ID;TZID=Europe/Amsterdam:20261202T140000" in calendar
    assert "DTSTART;TZID=Europe/Amsterdam:20261204T100000" in calendar


def test_a_date_that_is_not_there_is_not_changed(site: Site) -> None:
    site.put()
    for date in ("20261203T1400", "20200101T0000", "20261202", "zzz", "2026-12-02T14:00"):
        assert change(site, {"status": "cancelled"}, date).status_code == 404
    change(site, {"startsAt": "2026-12-03T15:00"})
    assert change(site, {"status": "cancelled"}, "20261203T1500").status_code == 404, "it keeps its name"


@pytest.mark.parametrize("day", ["2020-12-09", "2026-10-24", "2028-01-01", "2190-12-09"])
def test_a_date_is_not_moved_out_of_sight(day: str, site: Site) -> None:
    site.put()
    refused = change(site, {"startsAt": f"{day}T14:00"})
    assert (refused.status_code, code_of(refused)) == (400, "out-of-range")
    assert "2026-10-25 – 2027-12-30" in refused.json()["errors"][0]["detailNl"]
    assert session(site) == PLANNED


def test_a_date_is_not_moved_out_of_its_season(site: Site) -> None:
    site.put(body={**CLUB, "season": {"from": "2026-09-01", "to": "2027-01-31"}})
    assert code_of(change(site, {"startsAt": "2027-02-03T14:00"})) == "out-of-range"
    assert change(site, {"startsAt": "2027-01-31T14:00"}).status_code == 200


def test_a_date_that_was_moved_out_of_sight_before_can_be_put_back(site: Site) -> None:
    gone = {"original": "2026-12-02T14:00", "status": "moved", "startsAt": "2028-12-02T14:00"}
    rules = CLUB["schedule"]["rules"]
    site.put(body={**CLUB, "schedule": {"rules": rules, "exceptions": [gone]}})
    assert DATE not in [one["id"] for one in site.item().json()["sessions"]]
    assert change(site, {"status": "scheduled"}).json()["outcome"] == "updated"
    assert session(site) == PLANNED


def test_a_full_date_has_no_places(site: Site) -> None:
    site.put()
    both = change(site, {"status": "full", "placesLeft": 5})
    assert (both.status_code, code_of(both)) == (400, "places-when-full")
    change(site, {"placesLeft": 5})
    assert change(site, {"status": "full"}).status_code == 200
    assert (session(site)["status"], session(site)["placesLeft"]) == ("full", None)
    assert change(site, {"placesLeft": 2}).status_code == 200
    assert (session(site)["status"], session(site)["placesLeft"]) == ("scheduled", 2)


def test_every_fault_of_a_change_is_named_at_once(site: Site) -> None:
    site.put()
    refused = change(site, {"status": "gone", "placesLeft": -1, "startsAt": "2020-01-01T10:00", "when": 1})
    found = {fault["pointer"]: fault["code"] for fault in refused.json()["errors"]}
    assert found == {
        "/status": "not-allowed", "/placesLeft": "out-of-range", "/startsAt": "out-of-range", "/when": "unknown-member",
    }  # fmt: skip
    assert code_of(change(site, {"status": "moved"})) == "new-time-missing"
    assert code_of(change(site, {"endsAt": "2026-12-02T13:00"})) == "time-order"


def test_sending_the_whole_again_tells_which_changed_dates_it_puts_back(site: Site) -> None:
    site.put()
    change(site, {"status": "cancelled"})
    change(site, {"status": "full"}, NEXT)
    kept = site.item().json()["schedule"]
    told = site.put().json()
    assert told["outcome"] == "updated"
    (warning,) = [fault for fault in told["warnings"] if fault["code"] == "dates-put-back"]
    assert warning["pointer"] == "/schedule/exceptions"
    assert f"{DATE}, {NEXT}" in warning["detail"]
    assert f"{DATE}, {NEXT}" in warning["detailNl"]
    change(site, {"status": "cancelled"})
    kept["exceptions"] = site.item().json()["schedule"]["exceptions"]
    with_them = site.put(body={**CLUB, "bring": "laarzen", "schedule": kept}).json()
    assert (with_them["outcome"], session(site)["status"]) == ("updated", "cancelled")
    assert "dates-put-back" not in [fault["code"] for fault in with_them["warnings"]]
