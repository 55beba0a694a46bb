"""What we write as linked data, our own reader of other people's pages reads back as it was."""

import json
from datetime import date
from typing import Any

import pytest

from app.importers.jsonld_reader import read_jsonld
from app.schemas.drafts import parse_activity
from app.schemas.jsonld import build_linked_data
from tests.importers.feeds import draft
from tests.importers.outcomes import sessions_of
from tests.schemas import examples
from tests.schemas.test_formats import Item, item, item_of

FIRST, LAST = date(2026, 11, 22), date(2027, 9, 30)
WEEKLY = {"startsAt": "2026-12-02T15:00:00+01:00", "endsAt": "2026-12-02T16:00:00+01:00"}


def read_back(served: Item) -> Any:
    return draft(read_jsonld, json.dumps(build_linked_data(served)))


def shown(served: Item) -> list[str]:
    """The coming dates of a served item, cancelled ones apart."""
    return [f"{one['startsAt'][:16].replace('T', ' ')}-{one['endsAt'][11:16]}" for one in served["sessions"]
            if str(FIRST) <= one["startsAt"][:10] <= str(LAST) and one["status"] != "cancelled"]  # fmt: skip


def kept(found: Any) -> list[str]:
    dates = sessions_of(found, FIRST, LAST)
    return [one.removesuffix(" moved").removesuffix(" full") for one in dates if "cancelled" not in one]


def clubs(rule: str, **members: Any) -> Item:
    schedule = {"summary": None, "rules": [{**WEEKLY, "rrule": rule}], "exceptions": []}
    return item_of(schedule=schedule, season=None, **members)


def test_all_that_a_page_says_comes_back() -> None:
    served = item()
    found = read_back(served)
    assert kept(found) == shown(served)
    assert [one["amount"] for one in found["prices"]] == ["7.50"]
    assert (found["title"], found["cost"], found["prices"][0]["per"]) == (served["title"], "paid", "month")
    assert (found["age"], found["attendance"]) == ({"min": 8, "max": 12}, "onsite")
    assert found["place"]["address"] == served["place"]["address"]
    assert found["organisation"] == {"name": served["organisation"]["name"]}


@pytest.mark.parametrize("away", [[0], [1], [-1], [0, 1, -2, -1]])
@pytest.mark.parametrize("rule", ["FREQ=WEEKLY;COUNT=6", "FREQ=WEEKLY;BYDAY=WE;UNTIL=20270110T225959Z"])
def test_dates_in_a_holiday_are_left_out_also_before_the_first_and_after_the_last_one(
    rule: str, away: list[int]
) -> None:
    served = clubs(rule)
    gone = {served["sessions"][at]["id"] for at in away}
    sessions = [one for one in served["sessions"] if one["id"] not in gone]
    first = {name: sessions[0][name] for name in ("id", "startsAt", "endsAt")}
    holiday = {**served, "sessions": sessions, "nextSession": first}
    assert len(shown(holiday)) == 6 - len(away)
    assert kept(read_back(holiday)) == shown(holiday)


def test_what_goes_on_without_an_end_is_given_none() -> None:
    node = build_linked_data(clubs("FREQ=WEEKLY"))["hasCourseInstance"]
    assert "endDate" not in node
    assert "endDate" in build_linked_data(clubs("FREQ=WEEKLY;COUNT=3"))["hasCourseInstance"]
    assert len(kept(read_back(clubs("FREQ=WEEKLY")))) == 44


def test_every_date_that_no_rule_gives_is_written_and_a_full_one_is_full() -> None:
    dates = [{"startsAt": f"2026-12-{day:02}T15:00:00+01:00", "endsAt": f"2026-12-{day:02}T16:00:00+01:00"}
             for day in range(1, 31)]  # fmt: skip
    dates[4]["status"] = "full"
    schedule: Item = {"summary": None, "rules": [], "exceptions": []}
    served = item_of(kind="event", schedule=schedule, sessions=dates)
    found = read_back({**served, "nextSession": served["sessions"][0]})
    assert kept(found) == shown(served)
    assert [one["startsAt"] for one in found["sessions"] if one.get("status") == "full"] == ["2026-12-05T15:00:00"]
    only = item_of(kind="event", schedule=schedule, sessions=[dates[4]])
    assert read_back(only)["sessions"][0]["status"] == "full"


@pytest.mark.parametrize("per", ["session", "month", "halfYear", "season", "year", "course"])
def test_what_an_amount_buys_comes_back(per: str) -> None:
    price = {**examples.full_body()["prices"][0], "per": per, "note": None}
    assert read_back(item_of(prices=[price]))["prices"][0]["per"] == per
    assert parse_activity({**examples.full_body(), "prices": [price]}).prices[0].per == per


def test_a_late_date_beside_the_rule_is_written_and_so_are_those_of_what_is_cancelled() -> None:
    extra = {"startsAt": "2027-05-08T10:00:00+02:00", "endsAt": "2027-05-08T12:00:00+02:00", "rrule": None}
    schedule = {"summary": None, "rules": [{**WEEKLY, "rrule": "FREQ=WEEKLY;UNTIL=20270601"}, extra], "exceptions": []}
    served = item_of(schedule=schedule, season=None)
    assert "2027-05-08 10:00-12:00" in kept(read_back(served))
    assert kept(read_back(served)) == shown(served)
    days = [
        {"startsAt": f"2026-12-{day}T11:00:00+01:00", "endsAt": f"2026-12-{day}T16:00:00+01:00"} for day in (12, 13)
    ]
    off = item_of(kind="event", schedule={**schedule, "rules": []}, sessions=days)
    off = {**off, "status": "cancelled", "nextSession": None}
    assert [one["endsAt"] for one in read_back(off)["sessions"]] == ["2026-12-12T16:00:00", "2026-12-13T16:00:00"]
