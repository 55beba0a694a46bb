"""Labels within a sentence ("Voetbal" becomes voetbal, "DJ en beats maken" stays so), and the groups of a school."""

import re
from functools import lru_cache

_NAMES_OF_LANGUAGES = re.compile(
    r"(?:Nederlands|Engels|Frans|Duits|Spaans|Italiaans|Portugees|Turks|Arabisch|Marokkaans|Berbers|Pools|Fries|Chinees"
    r"|Japans|Latijn|Grieks|Surinaams|Caribisch|Oekraïens|Somalisch|Dutch|English|French|German|Spanish|Italian"
    r"|Portuguese|Turkish|Arabic|Moroccan|Berber|Polish|Frisian|Chinese|Japanese|Latin|Greek|Surinamese|Caribbean"
    r"|Ukrainian|Somali)e?\b"
)
"""What Dutch and English write with a capital anywhere, as far as a theme may begin with it."""


@lru_cache(maxsize=1_024)
def in_sentence(label: str) -> str:
    """The label without the capital that it only has for standing first. Abbreviations (AI, BMX, 3D) and names of
    languages keep theirs."""
    first = label.split(" ", 1)[0]
    size = 2 if first.startswith("IJ") else 1
    if any(letter.isupper() for letter in first[size:]) or _NAMES_OF_LANGUAGES.match(label):
        return label
    return label[:size].lower() + label[size:]


def say_group(name: str) -> str:
    """groep5 as "groep 5"."""
    return next((f"{word} {name[len(word) :]}" for word in ("groep", "klas") if name.startswith(word)), name)


def say_groups(first: str, last: str, lang: str = "nl") -> str:
    """From one school group to another, in Dutch unless `lang` is English: "groep 2 tot en met groep 4", or one."""
    if first == last:
        return say_group(first)
    return f"{say_group(first)} {'to' if lang == 'en' else 'tot en met'} {say_group(last)}"
