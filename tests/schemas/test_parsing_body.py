"""The POST twin: the same parameters as typed JSON, faults placed by JSON Pointer."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Fault, InvalidInput
from app.schemas.parameter_faults import place_in_body
from app.schemas.parameters import SEARCH
from app.schemas.parsing import parse_search, parse_search_body
from app.schemas.requests import SearchRequest
from tests.schemas.search_pairs import answer_or_faults


def _faults(body: object) -> list[tuple[str | None, str]]:
    with pytest.raises(InvalidInput) as refusal:
        parse_search_body(body)
    assert all(fault.parameter is None for fault in refusal.value.faults)
    return [(fault.pointer, fault.code) for fault in refusal.value.faults]


def test_an_empty_object_asks_everything() -> None:
    assert parse_search_body({}) == parse_search([])


@pytest.mark.parametrize(
    ("body", "pairs"),
    [
        ({"age": 9, "free": True}, [("age", "9"), ("free", "true")]),
        ({"wijk": "Moerwijk"}, [("wijk", "Moerwijk")]),
        ({"theme": ["nature", "art"]}, [("theme", "art"), ("theme", "nature")]),
        ({"near": ["52.05,4.29", "52.1,4.3"]}, [("near", "52.05,4.29"), ("near", "52.1,4.3")]),
        ({"maxPrice": "7.50"}, [("maxPrice", "7.50")]),
        ({"maxPrice": 7.5}, [("maxPrice", "7.50")]),
        ({"maxPrice": 1e-7}, [("maxPrice", "0")]),
        ({"age": 9.0}, [("age", "9")]),
        ({"status": "*"}, [("status", "*")]),
        ({"facets": ["wijk", "theme"]}, [("facets", "theme,wijk")]),
    ],
)
def test_a_body_asks_the_same_as_its_query(body: dict[str, Any], pairs: list[tuple[str, str]]) -> None:
    assert parse_search_body(body) == parse_search(pairs)


@pytest.mark.parametrize("body", [None, [], "age=9", 9, True])
def test_a_body_that_is_no_object_is_refused(body: object) -> None:
    assert _faults(body) == [("", "wrong-type")]


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ({"free": "false"}, ("/free", "wrong-type")),
        ({"free": 1}, ("/free", "wrong-type")),
        ({"age": True}, ("/age", "wrong-type")),
        ({"age": "9"}, ("/age", "wrong-type")),
        ({"age": 9.5}, ("/age", "invalid")),
        ({"age": None}, ("/age", "wrong-type")),
        ({"age": [9]}, ("/age", "wrong-type")),
        ({"age": 10**400}, ("/age", "out-of-range")),
        ({"age": -(10**400)}, ("/age", "out-of-range")),
        ({"age": float("nan")}, ("/age", "invalid")),
        ({"age": float("inf")}, ("/age", "invalid")),
        ({"maxPrice": float("nan")}, ("/maxPrice", "invalid")),
        ({"maxPrice": -1}, ("/maxPrice", "invalid")),
        ({"maxPrice": False}, ("/maxPrice", "wrong-type")),
        ({"theme": []}, ("/theme", "empty")),
        ({"theme": ["nature", 3]}, ("/theme/1", "wrong-type")),
        ({"theme": {"a": 1}}, ("/theme", "wrong-type")),
        ({"stage": ["discover", "nope"]}, ("/stage/1", "not-allowed")),
        ({"status": ["*", "open"]}, ("/status", "any-with-others")),
        ({"near": ["52,4", "52,5", "52,6"]}, ("/near", "too-many")),
        ({"age": 9, "ageMin": 3}, ("/age", "exclusive")),
        ({"a/b~c": 1}, ("/a~1b~0c", "unknown-parameter")),
        ({"q": "\ud800"}, ("/q", "control-character")),
    ],
)
def test_a_bad_member_is_refused_at_its_pointer(body: dict[str, Any], fault: tuple[str, str]) -> None:
    assert _faults(body) == [fault]


def test_a_flood_of_members_is_one_fault() -> None:
    with pytest.raises(InvalidInput) as refusal:
        parse_search_body({f"x{number}": 1 for number in range(301)})
    assert [fault.code for fault in refusal.value.faults] == ["too-many-parameters"]


def test_faults_found_later_are_placed_in_the_body_too() -> None:
    found = InvalidInput([Fault("area-unknown", "x", parameter="wijk"), Fault("required", "y")])
    placed = place_in_body(found).faults
    assert [(fault.parameter, fault.pointer, fault.code) for fault in placed] == [
        (None, "/wijk", "area-unknown"),
        (None, None, "required"),
    ]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
NAMES = st.one_of(st.sampled_from([row.name for row in SEARCH.rows]), st.text(max_size=8))


@given(st.one_of(JSON, st.dictionaries(NAMES, JSON, max_size=8)))
def test_any_json_gives_a_request_or_named_faults(body: object) -> None:
    answer = answer_or_faults(lambda: parse_search_body(body))
    assert isinstance(answer, SearchRequest) or all(fault.code and not fault.parameter for fault in answer)
