"""Valid search questions for hypothesis, and the same question as a JSON body."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from app.errors import Fault, InvalidInput
from app.schemas.parameter import Parameter, ValueKind
from app.schemas.parameters import SEARCH
from app.schemas.requests import SearchRequest

DAY_2026_11_25 = 20782
ROWS = {row.name: row for row in SEARCH.rows}
_WORDS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20)
_DEGREES = st.floats(-89, 89, allow_nan=False).map(lambda value: f"{value:.6f}")


def _box(corners: tuple[float, float, float, float]) -> str:
    lon_a, lat_a, lon_b, lat_b = corners
    numbers = (min(lon_a, lon_b), min(lat_a, lat_b), max(lon_a, lon_b), max(lat_a, lat_b))
    return ",".join(f"{number:.7f}" for number in numbers)


def _values(row: Parameter) -> st.SearchStrategy[str]:
    match row.kind:
        case ValueKind.TEXT:
            return st.lists(_WORDS, min_size=1, max_size=3).map(lambda words: " ".join(words)[: row.max_length])
        case ValueKind.ENUM | ValueKind.WEEKDAY:
            return st.sampled_from(row.values)
        case ValueKind.BOOL:
            return st.sampled_from(["true", "false"])
        case ValueKind.INT:
            return st.integers(row.minimum, row.maximum).map(str)
        case ValueKind.MONEY:
            return st.integers(0, row.maximum).map(lambda cents: f"{cents / 100:.2f}")
        case ValueKind.DATE:
            return st.dates().map(str)
        case ValueKind.TIME:
            return st.integers(max(1, row.minimum), 1439).map(lambda minute: f"{minute // 60:02d}:{minute % 60:02d}")
        case ValueKind.POINT:
            return st.tuples(_DEGREES, _DEGREES).map(",".join)
        case ValueKind.BOX:
            return st.tuples(*[st.floats(-90, 90)] * 4).map(_box)
        case ValueKind.POSTCODE:
            return st.from_regex(r"[1-9][0-9]{3}( ?[a-zA-Z]{2})?", fullmatch=True)
        case ValueKind.LANGUAGE:
            return st.from_regex(r"[a-zA-Z]{2,3}(-[a-zA-Z]{2,4})?", fullmatch=True)
        case ValueKind.ID:
            return st.from_regex(r"[a-z2-7]{16}", fullmatch=True)
        case _:
            return st.from_regex(r"[a-z][a-z0-9_-]{0,20}", fullmatch=True)


def _is_contradictory(pairs: list[tuple[str, str]]) -> bool:
    """Written apart from the table of contradictions, so that it can disagree with it."""
    given = {name: [text for other, text in pairs if other == name] for name, _ in pairs}
    places = sum(len(given.get(name, [])) for name in ("near", "postcode", "place"))
    ages = ("age" in given) + ("ageMin" in given or "ageMax" in given) + ("schoolGroup" in given)
    bounds = (("ageMin", "ageMax"), ("dateFrom", "dateTo"), ("timeFrom", "timeTo"))
    is_reversed = any(
        low in given and high in given and given[low][0].zfill(10) >= given[high][0].zfill(10) for low, high in bounds
    )
    needs_place = "radius" in given or given.get("sort") == ["distance"]
    needs_words = given.get("sort") == ["relevance"] and "q" not in given
    return places > 2 or ages > 1 or is_reversed or (needs_place and places == 0) or needs_words


@st.composite
def _pairs(draw: st.DrawFn) -> list[tuple[str, str]]:
    rows = draw(st.lists(st.sampled_from(SEARCH.rows), unique_by=lambda row: row.name, max_size=8))
    pairs: list[tuple[str, str]] = []
    for row in rows:
        texts = draw(st.lists(_values(row), min_size=1, max_size=min(row.max_repeats, 4)))
        if row.allows_any and draw(st.booleans()):
            texts = ["*"]
        pairs.extend((row.name, text) for text in texts)
    return pairs


def valid_pairs() -> st.SearchStrategy[list[tuple[str, str]]]:
    """Query pairs that every rule accepts."""
    return _pairs().filter(lambda pairs: not _is_contradictory(pairs))


def to_body(pairs: list[tuple[str, str]]) -> dict[str, Any]:
    """The JSON twin: numbers and truths typed, what repeats in arrays."""
    body: dict[str, Any] = {}
    for name, text in pairs:
        row = ROWS[name]
        value: Any = text
        if row.kind is ValueKind.BOOL:
            value = text == "true"
        elif row.kind is ValueKind.INT:
            value = int(text)
        elif row.kind is ValueKind.MONEY:
            value = float(text)
        if row.is_repeatable:
            body.setdefault(name, []).append(value)
        else:
            body[name] = value
    return body


def answer_or_faults(ask: Callable[[], SearchRequest]) -> SearchRequest | tuple[Fault, ...]:
    """What the question gives; any other exception than InvalidInput gets through. A refusal without faults fails."""
    try:
        return ask()
    except InvalidInput as refusal:
        if not refusal.faults:
            raise AssertionError("refused without a fault") from refusal
        return refusal.faults
