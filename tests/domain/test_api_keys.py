"""A key has one form, a typo in it is recognised offline, and nothing prints the secret."""

import string
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.api_keys import ENTROPY_BYTES, KeySecret, form_key, form_key_id, parse_key

ENTROPY = st.binary(min_size=ENTROPY_BYTES, max_size=ENTROPY_BYTES)
FORM = string.ascii_lowercase + "234567"


@given(ENTROPY, st.booleans())
def test_a_key_is_read_back_and_says_which_kind_it_is(entropy: bytes, is_test: bool) -> None:
    key = form_key(entropy, is_test=is_test)
    assert key.text.startswith("ww_test_" if is_test else "ww_live_")
    assert parse_key(key.text) == key
    assert key.is_test is is_test
    assert key.sha256 == sha256(key.text.encode()).hexdigest()
    assert key.text.endswith(key.hint)


@given(ENTROPY, st.integers(8, 45), st.sampled_from(FORM))
def test_one_wrong_character_is_recognised(entropy: bytes, position: int, other: str) -> None:
    text = form_key(entropy, is_test=False).text
    changed = text[:position] + other + text[position + 1 :]
    assert (parse_key(changed) is None) == (changed != text)


@given(ENTROPY, st.integers(8, 44))
def test_two_swapped_neighbours_are_recognised(entropy: bytes, at: int) -> None:
    text = form_key(entropy, is_test=True).text
    changed = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    assert (parse_key(changed) is None) == (changed != text)


@given(ENTROPY)
def test_live_never_passes_for_test(entropy: bytes) -> None:
    text = form_key(entropy, is_test=False).text
    assert parse_key(text.replace("ww_live_", "ww_test_")) is None


@pytest.mark.parametrize("change", [str.upper, str.title, lambda t: t[:-1], lambda t: t + "a", lambda t: t + "\n",
                                    lambda t: t[3:], lambda t: t.replace("ww_", "vv_"), lambda t: ""])  # fmt: skip
def test_another_form_is_no_key(change: object) -> None:
    assert callable(change)
    assert parse_key(change(form_key(bytes(20), is_test=False).text)) is None


@pytest.mark.parametrize("text", ["ww_live_" + "é" * 38, "ww_live_" + "\x00" * 38, "ww_live_" + "a" * 10_000_000])
def test_strange_and_huge_texts_are_no_keys(text: str) -> None:
    assert parse_key(text) is None


def test_the_secret_does_not_show_when_it_is_printed() -> None:
    key = form_key(bytes(range(20)), is_test=False)
    assert key.text not in f"{key} {key!r} {[key]}"


@given(st.lists(ENTROPY, unique=True, min_size=2, max_size=20))
def test_other_chance_gives_another_key_and_another_hash(chances: list[bytes]) -> None:
    keys = [form_key(chance, is_test=False) for chance in chances]
    assert len({key.text for key in keys}) == len({key.sha256 for key in keys}) == len(chances)


@pytest.mark.parametrize("length", [0, 16, 19, 21])
def test_too_little_chance_is_refused(length: int) -> None:
    with pytest.raises(ValueError, match="random bytes"):
        form_key(bytes(length), is_test=False)
    with pytest.raises(ValueError, match="random bytes"):
        form_key_id(bytes(length))


def test_a_key_id_is_a_name_and_no_secret() -> None:
    assert form_key_id(bytes(8)) == "key_aaaaaaaaaaaaa"
    assert KeySecret("x").hint == "x"
