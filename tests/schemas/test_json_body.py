"""A JSON body that is too deep, holds absurd numbers or is no JSON is refused in plain words."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import InvalidInput, UnsupportedMediaType
from app.schemas.json_body import JSON, MAX_DEPTH, MAX_NUMBER, MERGE_PATCH, read_json, read_json_object


def codes(body: bytes) -> list[tuple[str, str | None]]:
    with pytest.raises(InvalidInput) as caught:
        read_json(body, JSON)
    assert all(fault.detail and fault.detail_nl for fault in caught.value.faults)
    return [(fault.code, fault.pointer) for fault in caught.value.faults]


def nested(levels: int) -> bytes:
    return b"[" * levels + b"]" * levels


def test_what_fits_is_read() -> None:
    body = '{"a": [1, 2.5, "é"]}'.encode()
    assert read_json(body, "Application/JSON; charset=utf-8") == {"a": [1, 2.5, "é"]}
    assert read_json(nested(MAX_DEPTH), JSON)
    assert read_json(str(MAX_NUMBER).encode(), JSON) == MAX_NUMBER


@pytest.mark.parametrize("levels", [MAX_DEPTH + 1, 500, 30_000])
def test_too_deep_is_said(levels: int) -> None:
    ((code, pointer),) = codes(nested(levels))
    assert code == "too-deep"
    assert pointer is not None


def test_depth_is_counted_through_objects_and_lists_together() -> None:
    body = b'{"a":[' * (MAX_DEPTH // 2) + b"[]" + b"]}" * (MAX_DEPTH // 2)
    assert codes(body)[0][0] == "too-deep"


@pytest.mark.parametrize("number", ["9007199254740993", "-9007199254740993", "1" * 30, "1e300", "-1e17"])
def test_every_number_that_is_too_large_is_pointed_at(number: str) -> None:
    assert codes(f'{{"a": {{"b/c": [0, {number}]}}, "d": {number}}}'.encode()) == [
        ("number-too-large", "/d"),
        ("number-too-large", "/a/b~1c/1"),
    ]


@pytest.mark.parametrize("number", ["1e400", "1" * 5000, "-1e999999999"])
def test_a_number_beyond_every_float_is_too_large(number: str) -> None:
    assert codes(number.encode()) == [("number-too-large", "")]


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b'{"a":1}}', b"NaN", b"Infinity", b"\xff", b"\xef\xbb\xbf{}", b'{"name": Jan de Vries}', b'"\\ud800"'],
)
def test_no_json_is_said_without_repeating_it(body: bytes) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_json(body, JSON)
    (fault,) = caught.value.faults
    assert fault.code == "not-json"
    assert "Jan" not in fault.detail + (fault.detail_nl or "")


@pytest.mark.parametrize("stated", [None, "", "text/plain", "application/jsonx", "multipart/form-data"])
def test_another_type_is_unsupported(stated: str | None) -> None:
    with pytest.raises(UnsupportedMediaType, match="application/json"):
        read_json(b"{}", stated)


def test_a_patch_has_a_type_of_its_own() -> None:
    kinds = (MERGE_PATCH, JSON)
    assert read_json_object(b'{"title": null}', MERGE_PATCH, kinds) == {"title": None}
    with pytest.raises(UnsupportedMediaType):
        read_json_object(b"{}", MERGE_PATCH)


@pytest.mark.parametrize("body", [b"[]", b"null", b"3", b'"{}"'])
def test_what_must_be_an_object_is_one(body: bytes) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_json_object(body, JSON)
    assert caught.value.faults[0].code == "not-object"


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_any_json_is_read_or_refused(value: Any) -> None:
    with suppress(InvalidInput):
        assert read_json(json.dumps(value).encode(), JSON) == value
