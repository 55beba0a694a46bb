"""What a card says in words."""

from typing import Any

import pytest

from app.web.cards import describe_for_whom


@pytest.mark.parametrize(
    ("age", "groups", "shown"),
    [
        ((8, 12), [], "8 tot en met 12 jaar"),
        ((8, 12), ["groep5"], "8 tot en met 12 jaar"),
        ((None, None), ["groep2", "groep3", "groep4"], "Groep 2 tot en met groep 4"),
        ((None, None), ["groep7"], "Groep 7"),
        ((None, None), [], "Leeftijd niet bekend"),
    ],
)
def test_an_age_is_only_unknown_where_the_groups_are_too(age: tuple[Any, Any], groups: list[str], shown: str) -> None:
    card = {"age": {"min": age[0], "max": age[1]}, "schoolGroups": groups}
    assert describe_for_whom(card, "nl") == shown
