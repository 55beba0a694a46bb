"""JSON as templates print it, and what it must become."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.importers.json_repair import MOST_REPAIRED, read_loose_json

REPAIRED: list[tuple[str, Any]] = [
    ('{"a":1,}', {"a": 1}),
    ("[1,,2,]", [1, 2]),
    ('{"a":1};', {"a": 1}),
    ('var data = {"a":1};', {"a": 1}),
    ('/* one */ {"a":1} // two', {"a": 1}),
    ('{"a":"line\nbreak\tand tab"}', {"a": "line\nbreak\tand tab"}),
    ('{"a":"it\\\'s"}', {"a": "it's"}),
    ("{'a':'b \"c\"'}", {"a": 'b "c"'}),
    ("{a:1,b:undefined,c:NaN,}", {"a": 1, "b": None, "c": None}),
    ('<![CDATA[ {"a":1} ]]>', {"a": 1}),
    ('//<![CDATA[\n{"a":1}\n//]]>', {"a": 1}),
    ('<!-- {"a":1} -->', {"a": 1}),
    ("{&quot;a&quot;:&quot;b&quot;}", {"a": "b"}),
    ('{"a":"say "hi" now","b":"x"}', {"a": 'say "hi" now', "b": "x"}),
    ('{"a":1}{"b":2}', [{"a": 1}, {"b": 2}]),
    ('{"a":"b" "c":"d"}', {"a": "b", "c": "d"}),
    ('{"price": , "x":1}', {"price": None, "x": 1}),
    ('{"price": 7,50}', {"price": 7.5}),
    ('{"a":[1,2}', {"a": [1, 2]}),
    ('{"a":1}}', {"a": 1}),
    ('{"url":"https://a.example/b//c", /* x */ }', {"url": "https://a.example/b//c"}),
    ('\ufeff{"a":1}', {"a": 1}),
]


@pytest.mark.parametrize(("broken", "meant"), REPAIRED)
def test_broken_json_is_read_as_it_was_meant(broken: str, meant: Any) -> None:
    assert read_loose_json(broken)[0] == meant


def test_sound_json_is_not_called_repaired() -> None:
    assert read_loose_json('{"a": "b // no comment, }"}') == ({"a": "b // no comment, }"}, None)


@pytest.mark.parametrize("hopeless", ["", "{:}}", "[" * 100_000, '{"a":' * 100_000])
def test_what_cannot_be_repaired_is_said(hopeless: str) -> None:
    with pytest.raises(ValueError, match=r"nested|Expecting"):
        read_loose_json(hopeless)


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-1000, 1000) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)


@given(JSON_VALUES)
def test_every_sound_document_survives_a_comment_and_a_semicolon(value: Any) -> None:
    text = json.dumps(value, ensure_ascii=False)
    assert read_loose_json(text) == (value, None)
    assert read_loose_json(f"/* made by a plugin */\n{text};")[0] == value


def test_what_is_too_long_to_repair_is_read_whole_when_sound_and_never_cut() -> None:
    items = ["x" * 1_000] * (MOST_REPAIRED // 1_000)
    assert read_loose_json(json.dumps(items)) == (items, None)
    with pytest.raises(ValueError, match="Expecting"):
        read_loose_json(json.dumps(items)[:-1] + ",,]")
