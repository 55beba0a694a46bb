"""One case: a question as it is typed, and the answer worked out by hand from the design."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from app.errors import InvalidInput
from tests.cases.building import ORGANISATIONS, org_id, public_id, route

ALL = "100"
"""The page asked when a case does not ask its own, so that a case sees every hit."""

Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Result:
    """What a searcher answered: external ids in order, and what the list says beside its items.

    relax: parameter to total. location: codes of `meta.interpretedLocation` that have one.
    """

    ids: tuple[str, ...]
    total: int
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    excluded_unknown: Mapping[str, int] = field(default_factory=dict)
    relax: Mapping[str, int] = field(default_factory=dict)
    location: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """`name` is a behaviour. `query`: a query string in which @key stands for the id of an organisation and @route:key
    for that of a route.

    ids: external ids, in order when `is_ordered`, else as a set. total: when it is not the number of ids.
    unknown: what `meta.excludedUnknown` must say for these filters (0 = nothing). facets: counts that must be there
    (0 = absent or zero). relax: what `meta.relax` must offer. errors: (parameter, code) of every fault, then nothing
    else is answered.
    """

    name: str
    query: str
    ids: Sequence[str] = ()
    is_ordered: bool = False
    total: int | None = None
    unknown: Mapping[str, int] = field(default_factory=dict)
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    relax: Mapping[str, int] = field(default_factory=dict)
    location: tuple[str, ...] = ()
    errors: tuple[tuple[str, str], ...] = ()

    def pairs(self) -> Pairs:
        """The decoded query pairs."""
        pairs = [(name, _resolve(value)) for name, value in parse_qsl(self.query, keep_blank_values=True)]
        return pairs if any(name == "limit" for name, _ in pairs) else [*pairs, ("limit", ALL)]


def _resolve(value: str) -> str:
    key = value.removeprefix("@")
    if key == value:
        return value
    return route(key.removeprefix("route:")) if key.startswith("route:") else org_id(_known(key))


def _known(key: str) -> str:
    if key not in ORGANISATIONS:
        raise KeyError(f"no organisation {key} in the catalogue")
    return key


def tied(*external_ids: str) -> tuple[str, ...]:
    """External ids in the order of their public ids: how equal sort values are ordered."""
    return tuple(sorted(external_ids, key=public_id))


def ordered(name: str, query: str, *ids: str, **expected: object) -> Case:
    """A case whose order counts."""
    return Case(name, query, ids, is_ordered=True, **expected)  # type: ignore[arg-type]


def refused(name: str, query: str, *errors: tuple[str, str]) -> Case:
    """A case that names its faults."""
    return Case(name, query, errors=errors)


def run_case(case: Case, search: Callable[[Pairs], Result]) -> None:
    """Ask, and compare. `search` raises InvalidInput with the faults of a refused question."""
    if case.errors:
        _run_refused(case, search)
        return
    result = search(case.pairs())
    if case.is_ordered:
        assert list(result.ids) == list(case.ids)
    else:
        assert sorted(result.ids) == sorted(case.ids)
    assert result.total == (len(case.ids) if case.total is None else case.total)
    assert {name: result.excluded_unknown.get(name, 0) for name in case.unknown} == dict(case.unknown)
    assert {name: result.relax.get(name, 0) for name in case.relax} == dict(case.relax)
    for name, counts in case.facets.items():
        found = result.facets.get(name, {})
        assert {value: found.get(value, 0) for value in counts} == dict(counts), name
    if case.location:
        assert result.location == case.location


def _run_refused(case: Case, search: Callable[[Pairs], Result]) -> None:
    try:
        search(case.pairs())
    except InvalidInput as error:
        found = sorted((fault.parameter or "", fault.code) for fault in error.faults)
        assert found == sorted(case.errors)
    else:
        raise AssertionError(f"not refused: {case.query}")
