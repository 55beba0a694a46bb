"""A label in the middle of a sentence: "Voetbal" becomes voetbal, "DJ en beats maken" and "Nederlands oefenen" stay."""

import re

_NAMES_OF_LANGUAGES = re.compile(
    r"(?:Nederlands|Engels|Frans|Duits|Spaans|Italiaans|Portugees|Turks|Arabisch|Marokkaans|Berbers|Pools|Fries|Chinees"
    r"|Japans|Latijn|Grieks|Surinaams|Caribisch|Oekraïens|Somalisch|Dutch|English|French|German|Spanish|Italian"
    r"|Portuguese|Turkish|Arabic|Moroccan|Berber|Polish|Frisian|Chinese|Japanese|Latin|Greek|Surinamese|Caribbean"
    r"|Ukrainian|Somali)e?\b"
)
"""What Dutch and English write with a capital anywhere, as far as a theme may begin with it."""


def in_sentence(label: str) -> str:
    """The label without the capital that it only has for standing first. Abbreviations (AI, BMX, 3D) and names of
    languages keep theirs."""
    first = label.split(" ", 1)[0]
    size = 2 if first.startswith("IJ") else 1
    if any(letter.isupper() for letter in first[size:]) or _NAMES_OF_LANGUAGES.match(label):
        return label
    return label[:size].lower() + label[size:]
