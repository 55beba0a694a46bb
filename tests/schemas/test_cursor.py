"""Cursors: opaque, for one question only, and never a reason to fail."""

from base64 import urlsafe_b64decode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.vocabulary import SortField
from app.errors import InvalidInput
from app.schemas.cursor import (
    Cursor,
    decode_cursor,
    decode_list_cursor,
    encode_cursor,
    encode_list_cursor,
    hash_pairs,
    hash_text,
)
from app.schemas.parsing import parse_search, to_query_pairs

IDS = st.text("abcdefghijklmnopqrstuvwxyz234567", min_size=16, max_size=16)
NUMBERS = st.integers(-(2**53), 2**53)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
HASH = hash_text("age=9")
CURSOR = Cursor(SortField.START, 29_900_000, (0, 2), (0, 0, 29_901_000, "abcdefghijklmnop"))


@st.composite
def cursors(draw: st.DrawFn) -> Cursor:
    sort = draw(st.sampled_from(SortField))
    is_missing = draw(st.booleans())
    values: st.SearchStrategy[int | str] = TEXTS if sort is SortField.TITLE else NUMBERS
    value = 0 if is_missing else draw(values)
    after = (draw(st.integers(0, 1)), int(is_missing), value, draw(IDS))
    return Cursor(sort, draw(st.integers(0, 2**40)), tuple(draw(st.lists(st.integers(0, 50), max_size=9))), after)


@given(cursors(), TEXTS)
def test_decoding_gives_back_what_was_encoded(cursor: Cursor, question: str) -> None:
    text = encode_cursor(cursor, hash_text(question))
    assert decode_cursor(text, query_hash=hash_text(question), sort=cursor.sort) == cursor


@given(cursors())
def test_a_cursor_is_a_valid_value_of_the_cursor_parameter(cursor: Cursor) -> None:
    text = encode_cursor(cursor, HASH)
    assert parse_search([("cursor", text)]).cursor == text


@given(st.one_of(st.text(), st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")))
def test_any_other_text_is_refused_with_one_fault(text: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        decode_cursor(text, query_hash=HASH, sort=SortField.START)
    assert [(fault.code, fault.parameter) for fault in refusal.value.faults] == [("cursor", "cursor")]


@given(st.data())
def test_one_changed_character_is_noticed(data: st.DataObject) -> None:
    text = encode_cursor(CURSOR, HASH)
    at = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.characters(codec="ascii").filter(lambda char: char != text[at]))
    with pytest.raises(InvalidInput):
        decode_cursor(text[:at] + other + text[at + 1 :], query_hash=HASH, sort=CURSOR.sort)


@pytest.mark.parametrize(
    ("query_hash", "sort"), [(hash_text("age=10"), SortField.START), (HASH, SortField.TITLE), (HASH, SortField.PRICE)]
)
def test_another_question_or_sort_is_refused_and_says_so(query_hash: str, sort: SortField) -> None:
    with pytest.raises(InvalidInput) as refusal:
        decode_cursor(encode_cursor(CURSOR, HASH), query_hash=query_hash, sort=sort)
    assert [fault.code for fault in refusal.value.faults] == ["cursor-of-other-query"]


@pytest.mark.parametrize(
    "cursor",
    [
        Cursor(SortField.START, 1, (), (0, 0, "not a number", "abcdefghijklmnop")),
        Cursor(SortField.TITLE, 1, (), (0, 0, 7, "abcdefghijklmnop")),
        Cursor(SortField.START, 1, (), (0, 1, 7, "abcdefghijklmnop")),
        Cursor(SortField.START, 1, (), (2, 0, 7, "abcdefghijklmnop")),
        Cursor(SortField.START, 1, (), (True, 0, 7, "abcdefghijklmnop")),
        Cursor(SortField.START, -1, (), (0, 0, 7, "abcdefghijklmnop")),
        Cursor(SortField.START, 1, (-1,), (0, 0, 7, "abcdefghijklmnop")),
        Cursor(SortField.START, 1, (), (0, 0, 7, "")),
    ],
)
def test_a_well_formed_cursor_with_an_impossible_key_is_refused(cursor: Cursor) -> None:
    with pytest.raises(InvalidInput):
        decode_cursor(encode_cursor(cursor, HASH), query_hash=HASH, sort=cursor.sort)


def hash_of(*pairs: tuple[str, str]) -> str:
    return hash_pairs(to_query_pairs(parse_search(pairs)))


@pytest.mark.parametrize(
    "pair",
    [("limit", "5"), ("fields", "title"), ("facets", "wijk"), ("lang", "en"), ("format", "csv"), ("minSeq", "3")],
)
def test_the_form_of_the_answer_is_no_part_of_the_question(pair: tuple[str, str]) -> None:
    assert hash_of(("age", "9"), pair) == hash_of(("age", "9"))


@pytest.mark.parametrize("pair", [("sort", "title"), ("free", "true"), ("status", "*"), ("q", "club")])
def test_every_filter_and_the_sort_are_part_of_the_question(pair: tuple[str, str]) -> None:
    assert hash_of(("age", "9"), pair) != hash_of(("age", "9"))


@given(st.text("abcdefgh234567WKBU", min_size=1, max_size=64), TEXTS)
def test_a_list_cursor_gives_back_the_last_id(last_id: str, question: str) -> None:
    text = encode_list_cursor(last_id, hash_text(question))
    assert decode_list_cursor(text, query_hash=hash_text(question)) == last_id


def test_a_list_cursor_is_refused_elsewhere() -> None:
    text = encode_list_cursor("WK051838", hash_text("areas?level=wijk"))
    for decode in (
        lambda: decode_list_cursor(text, query_hash=hash_text("areas?level=buurt")),
        lambda: decode_list_cursor(encode_cursor(CURSOR, HASH), query_hash=HASH),
        lambda: decode_cursor(text, query_hash=HASH, sort=SortField.START),
    ):
        with pytest.raises(InvalidInput):
            decode()


def test_a_cursor_does_not_hold_what_was_asked() -> None:
    request = parse_search([("age", "9"), ("near", "52.0545,4.2942"), ("passes", "ooievaarspas-den-haag")])
    text = encode_cursor(CURSOR, hash_pairs(to_query_pairs(request)))
    held = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    assert not [part for part in (b"52.0545", b"4.2942", b"ooievaarspas", b"age") if part in held]
