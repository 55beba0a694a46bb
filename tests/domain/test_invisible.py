"""What nobody sees is taken out of a text, and what makes an emoji or a name in another script stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.invisible import take_out_invisible

KEPT = {
    "plain": "Robotclub voor jou",
    "marks": "Café Ücretsiz é",
    "family of an emoji": "👨‍👩‍👧 Gezinsdag",
    "skin and profession": "👩🏽‍🚀",
    "flag of tags": "🏴󠁧󠁢󠁷󠁬󠁳󠁿",
    "heart with its form": "❤️ dansen ☕️",
    "flag of letters": "🇳🇱",
    "Arabic": "نادي العلوم",
    "Arabic with a mark for its full stop": "مرحبا\u200f.",
    "Persian, which needs a non-joiner": "می‌خواهم",
    "Hindi, which needs a joiner": "क्‍ष",
    "Hebrew": "חוג רובוטיקה",
}


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_what_means_something_stays(text: str) -> None:
    assert take_out_invisible(text) == text


GONE = {
    "turned around": ("\u202egnilddim\u202c club", "gnilddim club"),
    "isolated": ("\u2066Club\u2069", "Club"),
    "zero width": ("Ro\u200bbot\u2060club", "Robotclub"),
    "soft hyphen": ("kinder\u00adclub", "kinderclub"),
    "byte order mark": ("\ufeffClub", "Club"),
    "joiner without anything to join": ("Club\u200d \u200cx", "Club x"),
    "direction where all goes one way": ("Club\u200f\u200e", "Club"),
    "letters of tags": ("Club\U000e0041\U000e0042", "Club"),
    "fillers": ("\u3164\u115f\uffa0", ""),
    "line separator": ("een\u2028twee", "een\ntwee"),
}


@pytest.mark.parametrize(("text", "seen"), GONE.values(), ids=GONE)
def test_what_is_not_seen_goes(text: str, seen: str) -> None:
    assert take_out_invisible(text) == seen


@given(st.text())
def test_twice_is_once(text: str) -> None:
    once = take_out_invisible(text)
    assert take_out_invisible(once) == once


@given(
    st.text(
        alphabet=st.characters(
            exclude_categories=["Cf", "Cn", "Cs", "Zl", "Zp"],
            exclude_characters="\u3164\uffa0\u115f\u1160\u034f\u17b4\u17b5\ufffc",
        )
    )
)
def test_what_is_seen_is_never_touched(text: str) -> None:
    assert take_out_invisible(text) == text
