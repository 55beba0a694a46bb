"""draft → document → draft and dump → load lose nothing."""

from dataclasses import replace
from typing import Any

import orjson
import pytest

from app.domain.draft import ActivityDraft
from app.domain.listing import SessionTime
from app.schemas.activity import build_document, to_json
from app.schemas.drafts import parse_activity
from app.schemas.served import dump_item, item_members
from tests.schemas import examples


def printed(draft: ActivityDraft) -> dict[str, Any]:
    """The draft as `wegwijzer dump` prints it."""
    confirmed_at = 0 if draft.confirmed_at is None else int(draft.confirmed_at.timestamp())
    members = item_members(
        "https://example.org",
        examples.ACTIVITY_ID,
        next_session=SessionTime(29_661_420, 29_661_540, 60),
        status=draft.status,
        confirmed_at=confirmed_at,
        freshness="fresh",
    )
    stored = to_json(build_document(examples.resolve(draft)))
    item: dict[str, Any] = orjson.loads(dump_item(stored, members))
    return item


def test_a_full_item_as_dumped_is_read_back_without_loss() -> None:
    draft = parse_activity(examples.full_body())
    assert parse_activity(printed(draft)) == draft


def test_a_body_in_canonical_form_is_printed_as_it_was_given() -> None:
    body = examples.full_body()
    item = printed(parse_activity(body))
    unseen = {"language", "confirmedAt"}
    for area in ("gemeente", "stadsdeel", "wijk", "buurt"):
        body["place"][area]["name"] = f"Name of {body['place'][area]['code']}"
    assert {name: item[name] for name in body if name not in unseen} == {
        name: value for name, value in body.items() if name not in unseen
    }


def test_an_item_with_almost_everything_unknown_is_read_back_without_loss() -> None:
    draft = parse_activity({**examples.small_body(), "organisation": None})
    item = printed(draft)
    assert item["organisation"] is None
    assert replace(parse_activity(item), confirmed_at=None) == draft


def test_every_member_is_present_in_both_and_unknown_is_null_or_empty() -> None:
    full, small = (printed(parse_activity(body)) for body in (examples.full_body(), examples.small_body()))
    assert full.keys() == small.keys()
    assert small["summary"] is None
    assert small["place"] is None
    assert small["prices"] == []
    assert small["cost"] == "unknown"


@pytest.mark.parametrize(
    ("session", "rule", "exception"),
    [
        ({"status": "scheduled"}, "2026-11-25T14:00:00+01:00", None),
        ({"status": "cancelled"}, "2026-11-25T14:00:00+01:00", ("cancelled", None, None)),
        ({"status": "full", "placesLeft": 0}, "2026-11-25T14:00:00+01:00", ("full", None, 0)),
        (
            {"status": "moved", "movedFrom": "2026-11-24T10:00:00+01:00"},
            "2026-11-24T10:00:00+01:00",
            ("moved", "2026-11-25T14:00:00+01:00", None),
        ),
    ],
)
def test_dates_without_rules_become_rules_of_one_date(
    session: dict[str, Any], rule: str, exception: tuple[str, str | None, int | None] | None
) -> None:
    times = {"startsAt": "2026-11-25T14:00:00+01:00", "endsAt": "2026-11-25T15:30:00+01:00"}
    item = printed(parse_activity({**examples.small_body(), "sessions": [{**times, **session}]}))
    assert [given["startsAt"] for given in item["schedule"]["rules"]] == [rule]
    stated = [(each["status"], each["startsAt"], each["placesLeft"]) for each in item["schedule"]["exceptions"]]
    assert stated == ([] if exception is None else [exception])
    assert [(each["startsAt"], each["endsAt"], each["status"]) for each in item["sessions"]] == [
        (times["startsAt"], times["endsAt"], session["status"])
    ]


def test_sessions_are_read_past_when_there_are_rules() -> None:
    body = examples.full_body()
    body["sessions"] = [{"id": "x", "startsAt": "2026-01-01T10:00", "endsAt": "2026-01-01T11:00"}]
    assert parse_activity(body) == parse_activity(examples.full_body())
