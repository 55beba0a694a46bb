"""A theme's label in the middle of a sentence keeps the capitals that are not there for standing first."""

import pytest

from app.domain.label_words import in_sentence, say_groups


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("Voetbal", "voetbal"),
        ("Dino's, stenen en vulkanen", "dino's, stenen en vulkanen"),
        ("Slimme computers en AI", "slimme computers en AI"),
        ("Fietsen en BMX", "fietsen en BMX"),
        ("DJ en beats maken", "DJ en beats maken"),
        ("3D-printen en lasersnijden", "3D-printen en lasersnijden"),
        ("Nederlands oefenen", "Nederlands oefenen"),
        ("Arabische muziek", "Arabische muziek"),
        ("Engelstalig", "engelstalig"),
        ("Practising Dutch", "practising Dutch"),
        ("IJshockey", "ijshockey"),
        ("Écriture", "écriture"),
        ("", ""),
    ],
)
def test_only_the_capital_of_standing_first_goes(label: str, shown: str) -> None:
    assert in_sentence(label) == shown


def test_groups_of_a_school_are_said_from_the_first_to_the_last() -> None:
    assert say_groups("groep2", "groep4") == "groep 2 tot en met groep 4"
    assert say_groups("groep8", "klas1", "en") == "groep 8 to klas 1"
    assert say_groups("klas3", "klas3") == "klas 3"
    assert say_groups("peuters", "groep1") == "peuters tot en met groep 1"
