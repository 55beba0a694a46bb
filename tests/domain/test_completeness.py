"""The score counts what families need, and says what would raise it."""

from typing import Any

from app.domain.completeness import PARTS, assess
from app.domain.missing import MISSING_PARTS
from app.schemas.write_texts import GAIN_TEXTS

NOTHING: dict[str, Any] = {"missing": list(MISSING_PARTS)}
EVERYTHING: dict[str, Any] = {
    "missing": [],
    "themes": ["nature"],
    "firstVisit": "Je krijgt laarzen.",
    "supervision": {"by": None, "note": "Een vakdocent."},
    "stage": "deepen",
    "kind": "club",
    "contact": {"email": "info@example.org"},
    "individual": False,
    "accessibility": {"wheelchair": "no", "features": []},
    "bring": "Niets",
    "noExperienceNeeded": True,
    "image": {"url": "https://example.org/a.jpg"},
}


def test_the_parts_make_one_hundred() -> None:
    assert sum(part.points for part in PARTS) == 100
    assert assess(EVERYTHING).score == 100
    assert assess(EVERYTHING).gains == ()
    assert assess(NOTHING).score == 0


def test_each_gain_adds_what_it_promises() -> None:
    for gain in assess(NOTHING).gains:
        rest = assess({**EVERYTHING, **_without(gain.member)})
        assert (rest.score, rest.gains) == (100 - gain.points, (gain,))


def _without(member: str) -> dict[str, Any]:
    parts = {"summary": "what", "schedule": "when", "place": "where", "age": "age", "cost": "cost"}
    parts["enrolment"] = "howToJoin"
    return {"missing": [parts[member]]} if member in parts else {member: None}


def test_what_weighs_most_comes_first_and_every_part_has_words() -> None:
    points = [part.points for part in PARTS]
    assert points == sorted(points, reverse=True)
    assert {part.member for part in PARTS} == GAIN_TEXTS.keys()


def test_a_stated_no_counts_and_unknown_does_not() -> None:
    assert assess({**EVERYTHING, "individual": None}).score < 100
    assert assess({**EVERYTHING, "accessibility": {"wheelchair": "unknown", "features": []}}).score < 100
