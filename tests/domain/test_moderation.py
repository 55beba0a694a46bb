"""What may become of an edit that waits."""

import pytest

from app.domain.moderation import EditStatus, changed_members, decide, is_outdated
from app.errors import Conflict


@pytest.mark.parametrize("decision", [EditStatus.APPROVED, EditStatus.REJECTED, EditStatus.SUPERSEDED])
def test_an_edit_that_waits_can_be_decided_and_deciding_the_same_again_changes_nothing(decision: EditStatus) -> None:
    assert decide(EditStatus.WAITING, decision) is decision
    assert decide(decision, decision) is decision


@pytest.mark.parametrize(
    ("status", "decision"),
    [
        (EditStatus.APPROVED, EditStatus.REJECTED),
        (EditStatus.REJECTED, EditStatus.APPROVED),
        (EditStatus.SUPERSEDED, EditStatus.APPROVED),
        (EditStatus.WITHDRAWN, EditStatus.APPROVED),
        (EditStatus.APPROVED, EditStatus.WAITING),
        (EditStatus.WAITING, EditStatus.WAITING),
    ],
)
def test_a_decision_is_not_turned_around(status: EditStatus, decision: EditStatus) -> None:
    with pytest.raises(Conflict):
        decide(status, decision)


@pytest.mark.parametrize(
    ("base", "current", "outdated"),
    [(3, 3, False), (3, 4, True), (None, None, False), (None, 1, True), (3, None, True)],
)
def test_an_edit_is_outdated_when_what_is_published_is_not_what_it_was_made_on(
    base: int | None, current: int | None, outdated: bool
) -> None:
    assert is_outdated(base, current) is outdated


def test_only_stated_members_that_differ_are_changes() -> None:
    before = {"title": "Robotclub", "cost": "free", "age": {"min": 6, "max": 12}}
    after = {"title": "Robotclub", "cost": "paid", "age": {"min": 6, "max": None}, "summary": "Bouwen"}
    assert changed_members(before, after) == {
        "age": ({"min": 6, "max": 12}, {"min": 6, "max": None}),
        "cost": ("free", "paid"),
        "summary": (None, "Bouwen"),
    }
