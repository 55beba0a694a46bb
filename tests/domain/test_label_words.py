"""A theme's label in the middle of a sentence keeps the capitals that are not there for standing first."""

import pytest

from app.domain.label_words import in_sentence


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
