"""Freshness per organisation and wijk: the report, its CSV, and the numbers in the status; against plain counting."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from app.domain.ids import organisation_id
from tests.support.served import NOW, SOURCE, Inside, check_shape, draft, in_process, write

STATES = ("fresh", "due", "unconfirmed", "stale")
CLUB = organisation_id(SOURCE, "toets")


@pytest.fixture
def inside(own_catalogue: str) -> Iterator[Inside]:
    ages = {"one": 3, "two": 100, "three": 170, "four": 240, "five": 240}
    write(
        own_catalogue,
        *[draft(name, confirmedAt=(NOW - timedelta(days=age)).isoformat()) for name, age in ages.items()],
        draft("ended", status="cancelled"),
        draft("example", isExample=True),
        draft("nobody", organisation=None, confirmedAt=(NOW - timedelta(days=240)).isoformat()),
        draft("nowhere", place=None, attendance="online"),
    )
    with in_process(own_catalogue) as (inside, _):
        yield inside


def items(inside: Inside, path: str) -> list[dict[str, Any]]:
    """Every item of a list, page by page."""
    found: list[dict[str, Any]] = []
    following: str | None = path
    while following:
        page = inside.get(following.removeprefix("http://catalogue.test")).json()
        found += page["items"]
        following = page["links"]["next"]
    return found


def counted(inside: Inside, member: str) -> dict[str | None, Counter[str]]:
    """The same from the plain search, one activity at a time."""
    found: dict[str | None, Counter[str]] = {}
    for item in items(inside, "/v1/activities?status=open&status=planned&freshness=*&example=false&limit=100"):
        part = (item["organisation"] or {}).get("id") if member == "organisation" else _wijk(item)
        found.setdefault(part, Counter())[item["freshness"]["state"]] += 1
    return found


def _wijk(item: dict[str, Any]) -> str | None:
    wijk = (item["place"] or {}).get("wijk")
    return wijk["code"] if wijk else None


@pytest.mark.parametrize(("by", "key"), [("organisation", "id"), ("wijk", "code")])
def test_the_rows_are_what_counting_gives(inside: Inside, by: str, key: str) -> None:
    answer = inside.get("/v1/insights/freshness", params={"by": by, "limit": "1000"})
    check_shape("listFreshness", answer)
    shown = {
        None if row[by] is None else row[by][key]: Counter({state: row[state] for state in STATES if row[state]})
        for row in answer.json()["items"]
    }
    expected = counted(inside, by)
    assert None in expected
    assert shown == expected
    assert answer.json()["total"] == len(expected)
    assert all(row["total"] == sum(row[state] for state in STATES) for row in answer.json()["items"])


def test_who_needs_most_comes_first_and_pages_hold_every_row_once(inside: Inside) -> None:
    rows = items(inside, "/v1/insights/freshness?limit=7")
    needs = [(row["stale"], row["unconfirmed"], row["due"]) for row in rows]
    assert needs == sorted(needs, reverse=True)
    names = [(row["organisation"] or {}).get("id") for row in rows]
    assert len(names) == len(set(names)) > 7


def test_an_organisation_and_an_area_narrow_what_is_counted(inside: Inside) -> None:
    (row,) = items(inside, f"/v1/insights/freshness?organisation={CLUB}")
    assert row["total"] == 6 == sum(counted(inside, "organisation")[CLUB].values())
    by_wijk = items(inside, f"/v1/insights/freshness?by=wijk&organisation={CLUB}")
    assert [(row["wijk"] or {}).get("name") for row in by_wijk] == ["Moerwijk", None]
    town = items(inside, "/v1/insights/freshness?by=wijk&wijk=Moerwijk")
    assert [row["wijk"]["name"] for row in town if row["wijk"]] == ["Moerwijk"]
    assert inside.get("/v1/insights/freshness?wijk=Nergenshuizen").status_code == 400
    assert inside.get("/v1/insights/freshness?cursor=onzin").status_code == 400


def test_csv_has_every_row(inside: Inside) -> None:
    answer = inside.get("/v1/insights/freshness", params={"format": "csv", "limit": "1"})
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    wanted = items(inside, "/v1/insights/freshness?limit=1000")
    assert [(row["organisationId"], row["stale"]) for row in rows] == [
        ((row["organisation"] or {"id": ""})["id"], str(row["stale"])) for row in wanted
    ]


def test_the_status_tells_the_same_in_numbers(inside: Inside) -> None:
    answer = inside.get("/v1/status")
    check_shape("getStatus", answer)
    told = answer.json()["freshness"]
    rows = items(inside, "/v1/insights/freshness?limit=1000")
    assert {state: told[state] for state in STATES} == {state: sum(row[state] for row in rows) for state in STATES}
    first = next(row for row in rows if row["organisation"])
    assert told["organisations"][0] == {"id": first["organisation"]["id"]} | {state: first[state] for state in STATES}
    assert all(set(row) == {"code", *STATES} for row in told["wijken"])


def test_a_confirmation_shows(inside: Inside, own_catalogue: str) -> None:
    (before,) = items(inside, f"/v1/insights/freshness?organisation={CLUB}")
    (result,) = write(own_catalogue, draft("four", confirmedAt=NOW.isoformat()))
    (after,) = items(inside, f"/v1/insights/freshness?organisation={CLUB}&minSeq={result.seq}")
    assert (after["fresh"], after["total"]) == (before["fresh"] + 1, before["total"])


def test_an_activity_with_partners_counts_once_for_who_offers_it(inside: Inside, own_catalogue: str) -> None:
    other = {"name": "Een ander", "source": {"name": SOURCE, "externalId": "ander"}}
    partner = {"id": CLUB, "name": "Stichting Toets", "role": "host"}
    (result,) = write(own_catalogue, draft("shared", organisation=other, partners=[partner]))
    assert result.faults == ()
    rows = items(inside, f"/v1/insights/freshness?limit=1000&minSeq={result.seq}")
    told = {row["organisation"]["id"]: row["total"] for row in rows if row["organisation"]}
    assert (told[organisation_id(SOURCE, "ander")], told[CLUB]) == (1, 6)
