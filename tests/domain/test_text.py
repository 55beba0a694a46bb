"""Folding and splitting of words, and the public ids made from them."""

import hashlib
from base64 import b32encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.ids import PLACE_SOURCE, activity_id, organisation_id, place_external_id, place_id, route_id
from app.domain.text import STOP_WORDS, fold, fold_words, title_key, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Café", "cafe"),
        ("STRASSE Straße", "strasse strasse"),
        ("İstanbul", "istanbul"),
        ("ﬁets", "fiets"),
        ("Oekraïne é", "oekraine e"),
    ],
)
def test_folding_takes_away_case_and_marks(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_words_are_split_on_everything_that_is_no_letter_or_digit() -> None:
    assert words("Foto's maken: 3D-printen & DJ'en_nu!") == ["foto", "s", "maken", "3d", "printen", "dj", "en", "nu"]


def test_fold_words_are_distinct_in_order_and_without_stop_words() -> None:
    assert fold_words("De hut van het Bos", None, "hut in de boom") == ("hut", "bos", "boom")


def test_stop_words_are_folded_themselves() -> None:
    assert all(fold(word) == word for word in STOP_WORDS)


def test_titles_are_ordered_by_their_words() -> None:
    assert sorted(["'Zingen'", "Écht koken", "bakken!"], key=title_key) == ["bakken!", "Écht koken", "'Zingen'"]
    assert title_key("***") == "***"


def test_an_activity_id_is_the_start_of_base32_of_sha256_over_source_and_external_id() -> None:
    expected = b32encode(hashlib.sha256(b"starter\x00a1").digest()).decode().lower()[:16]
    assert activity_id("starter", "a1") == expected
    assert len(expected) == 16


def test_kinds_and_parts_never_share_an_id() -> None:
    made = [make("s", "x") for make in (activity_id, organisation_id, place_id, route_id)] + [activity_id("sx", "")]
    assert len(set(made)) == len(made)


def test_a_place_without_a_source_is_known_by_its_words_and_point() -> None:
    one = place_external_id(name="Buurthuis De Mussen", postal_code="2526 AB", locality="Den Haag", lat=52.07, lon=4.3)
    same = place_external_id(name="buurthuis  de mussen", postal_code="2526ab", locality="den haag", lat=52.07, lon=4.3)
    other = place_external_id(
        name="Buurthuis De Mussen", postal_code="2526 AB", locality="Den Haag", lat=52.08, lon=4.3
    )
    assert one == same != other
    assert place_id(PLACE_SOURCE, one) == place_id(PLACE_SOURCE, same)


def test_places_that_are_only_an_area_are_as_many_as_the_areas() -> None:
    laak, again, escamp = (
        place_external_id(locality="Den Haag", areas=(None, wijk, None, None)) for wijk in ("Laak", "laak", "Escamp")
    )
    assert laak == again != escamp
    named = [place_external_id(name="De Kern", postal_code="2526 AB", areas=areas) for areas in ((), ("", "Laak"))]
    assert named[0] == named[1]
