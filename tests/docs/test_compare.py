"""A page that shows what is not so is caught."""

from typing import Any

import httpx
import pytest

from tests.docs.compare import differences, header_differences, missing_lines

REAL = {"total": 2, "items": [{"id": "a", "n": 1}, {"id": "b"}], "themes": ["x", "y"], "none": None, "is": True}


@pytest.mark.parametrize(
    "shown",
    [
        {},
        {"total": 2},
        {"items": [{"id": "a"}]},
        {"items": [{"n": 1}, {"id": "b"}]},
        {"themes": ["x", "y"], "none": None, "is": True},
    ],
)
def test_an_answer_may_be_trimmed(shown: Any) -> None:
    assert differences(shown, REAL) == []


@pytest.mark.parametrize(
    "shown",
    [
        {"total": 3},
        {"total": "2"},
        {"count": 2},
        {"items": [{"id": "b"}]},
        {"items": [{"id": "a"}, {"id": "b"}, {"id": "c"}]},
        {"items": []},
        {"themes": ["x"]},
        {"none": False},
        {"is": 1},
        ["total"],
    ],
)
def test_a_wrong_answer_is_caught(shown: Any) -> None:
    assert differences(shown, REAL) != []


def test_the_end_of_a_text_may_be_left_out() -> None:
    assert differences("eyJ...", "eyJ2IjoxfQ") == []
    assert differences("eyK...", "eyJ2IjoxfQ") != []


def test_lines_must_come_in_their_order() -> None:
    real = "one\ntwo 2\nthree"
    assert missing_lines(["one", "...", "three"], real) == []
    assert missing_lines(["two..."], real) == []
    assert missing_lines(["three", "one"], real) != []
    assert missing_lines(["four"], real) != []


def test_a_status_and_headers_must_be_the_real_ones() -> None:
    real = httpx.Response(304, headers={"ETag": '"3-ab"', "API-Version": "1.0.0"})
    assert header_differences('HTTP/1.1 304 Not Modified\netag: "3-...', real) == []
    assert header_differences("HTTP/1.1 200 OK", real) != []
    assert header_differences("HTTP/1.1 304 Not Modified\nvary: Accept", real) != []
