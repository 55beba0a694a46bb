"""A listing that does not say what, for which age, when, where, at what cost or how to join says that it does not."""

from typing import Any

import pytest

from app.domain.missing import MISSING_PARTS, find_missing
from app.schemas.drafts import parse_activity
from tests.schemas import examples


def missing(**body: Any) -> tuple[str, ...]:
    return find_missing(examples.resolve(parse_activity({**examples.small_body(), **body})))


def test_a_title_alone_misses_everything() -> None:
    assert missing() == MISSING_PARTS


def test_a_complete_listing_misses_nothing() -> None:
    assert find_missing(examples.full()) == ()


STATED: list[tuple[str, dict[str, Any]]] = [
    ("what", {"summary": "Je zoekt dieren."}),
    ("what", {"description": "Je zoekt dieren."}),
    ("age", {"age": {"min": 0}}),
    ("age", {"age": {"maxMonths": 47}}),
    ("age", {"schoolGroups": ["groep5"]}),
    ("when", {"schedule": {"summary": "Na schooltijd"}}),
    ("when", {"sessions": [{"startsAt": "2026-12-05T10:00", "endsAt": "2026-12-05T11:00"}]}),
    ("when", {"enrolment": {"startAnyTime": True}}),
    ("when", {"kind": "loan"}),
    ("where", {"attendance": "online"}),
    ("where", {"attendance": "home"}),
    ("where", {"attendance": "mobile", "serviceArea": ["GM0518"]}),
    ("where", {"attendance": "atSchool", "openTo": {"kind": "pupilsOf", "organisationIds": ["abcdefghijklmnop"]}}),
    ("where", {"place": {"name": "Buurthuis"}}),
    ("where", {"place": {"wijk": "WK051838"}}),
    ("where", {"place": {"location": {"lat": 52, "lon": 4}}}),
    ("cost", {"cost": "free"}),
    ("cost", {"prices": [{"amount": 5, "per": "session"}]}),
    ("howToJoin", {"enrolment": {"how": ["walkIn"]}}),
    ("howToJoin", {"enrolment": {"phone": "070 123 45 67"}}),
]


@pytest.mark.parametrize(("part", "body"), STATED)
def test_a_part_that_is_stated_is_not_missing(part: str, body: dict[str, Any]) -> None:
    assert part not in missing(**body)


NOT_STATED: list[tuple[str, dict[str, Any]]] = [
    ("cost", {"cost": "paid"}),
    ("cost", {"cost": "paid", "prices": [{"amount": 5, "per": "once", "kind": "registration"}]}),
    ("where", {"place": {"gemeente": "GM0518", "location": {"lat": 52, "lon": 4, "precision": "gemeente"}}}),
    ("where", {"attendance": "atSchool"}),
    ("when", {"enrolment": {"startAnyTime": False}}),
    ("howToJoin", {"contact": {"email": "info@example.org"}}),
    ("age", {"age": {"min": None, "max": None}}),
]


@pytest.mark.parametrize(("part", "body"), NOT_STATED)
def test_a_part_that_is_only_hinted_at_is_missing(part: str, body: dict[str, Any]) -> None:
    assert part in missing(**body)
