"""From query pairs or a JSON body to a typed request, with every fault at once; and back to the one canonical form.

The tables say what is read; this module only walks them. `compile_table` does the work that can be done once.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from operator import attrgetter
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from app.errors import Fault, InvalidInput
from app.schemas.parameter import ANY_VALUE, BAD, Parameter, ParameterTable
from app.schemas.parameter_faults import Where, at_parameter, at_pointer, contradiction_fault, row_fault, unknown_fault
from app.schemas.parameters import ANSWER_ONLY, SEARCH
from app.schemas.requests import SearchRequest
from app.schemas.values import Refused, Writer, get_writer, make_json_reader, make_reader

Result = TypeVar("Result")
Pairs = Sequence[tuple[str, str]]

MAX_PAIRS = 300


class PartlyRead(InvalidInput):
    """Some parameters are at fault. sound: the request that the others ask, so that what is wrong with the names in it
    can be told in the same answer; None when there is none."""

    def __init__(self, faults: Iterable[Fault], sound: Any) -> None:
        super().__init__(faults)
        self.sound = sound


_TOO_MANY = Fault(
    "too-many-parameters",
    f"Give at most {MAX_PAIRS} parameters.",
    detail_nl=f"Geef hooguit {MAX_PAIRS} parameters.",
)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A row with its ready-made functions. `default` is that of the field, so that it can be left out again."""

    row: Parameter
    read: Callable[[str], Any]
    read_json: Callable[[object], Any]
    write: Writer
    default: Any


class Parser(Generic[Result]):
    """Reads the parameters of one table. Safe to share between threads."""

    def __init__(self, table: ParameterTable[Result]) -> None:
        defaults = {field.name: field.default for field in fields(table.result)}  # type: ignore[arg-type]
        self.table = table
        self._entries = {
            row.name: _Entry(
                row, make_reader(row), make_json_reader(row), get_writer(row.kind), defaults.get(row.field, MISSING)
            )
            for row in table.rows
        }
        self._sorted = tuple(entry for _, entry in sorted(self._entries.items()))
        self._defaults = tuple(entry.default for entry in self._sorted)
        members = [entry.row.field for entry in self._sorted]
        self._values = attrgetter(*members) if len(members) > 1 else lambda request: (getattr(request, *members),)
        self._required = tuple(row for row in table.rows if row.is_required)
        self._contradictions = tuple((frozenset(rule.names), rule) for rule in table.contradictions)

    def parse_pairs(self, pairs: Pairs) -> Result:
        """The request that decoded query pairs ask. Raises InvalidInput with every fault."""
        given: dict[str, Any] = {}
        faults: list[Fault] = []
        if len(pairs) > MAX_PAIRS:
            raise InvalidInput([_TOO_MANY])
        entries = self._entries
        for name, text in pairs:
            entry = entries.get(name)
            if entry is None:
                if name not in given:
                    given[name] = BAD
                    faults.append(unknown_fault(name, entries, at_parameter))
                continue
            row = entry.row
            if row.max_repeats == 1:
                if name in given:
                    given[name] = BAD
                    faults.append(row_fault("repeated", row, at_parameter(name)))
                    continue
                try:
                    given[name] = entry.read(text)
                except Refused as refused:
                    given[name] = BAD
                    faults.append(row_fault(refused.code, row, at_parameter(name), text))
            else:
                _read_into(given, entry, text, faults)
        return self._finish(given, faults, at_parameter)

    def parse_body(self, body: object) -> Result:
        """The same request from a JSON object. Raises InvalidInput with every fault, each with a JSON Pointer."""
        if not isinstance(body, Mapping):
            detail = "The body must be a JSON object with the parameters as members."
            dutch = "Stuur één JSON-object, met de parameters als onderdelen."
            raise InvalidInput([Fault("wrong-type", detail, pointer="", detail_nl=dutch)])
        if len(body) > MAX_PAIRS:
            raise InvalidInput([_TOO_MANY])
        given: dict[str, Any] = {}
        faults: list[Fault] = []
        for name, value in body.items():
            entry = self._entries.get(name)
            if entry is None:
                faults.append(unknown_fault(name, self._entries, at_pointer))
            elif isinstance(value, list | tuple) and entry.row.is_repeatable:
                _read_array(given, entry, value, faults)
            else:
                _read_member(given, entry, value, at_pointer(name), faults)
        return self._finish(given, faults, at_pointer)

    def _finish(self, given: dict[str, Any], faults: list[Fault], where: Where) -> Result:
        entries = self._entries
        faults.extend(row_fault("required", row, where(row.name)) for row in self._required if row.name not in given)
        for names, rule in self._contradictions:
            if (not names or not names.isdisjoint(given)) and rule.holds(given):
                faults.append(contradiction_fault(rule, given, where))
        values: dict[str, Any] = {}
        for name, value in given.items():
            if value is BAD:
                continue
            row = entries[name].row
            if row.max_repeats > 1:
                if len(value) > row.max_repeats:
                    faults.append(row_fault("too-many", row, where(name)))
                value = _tidy(row, value)  # noqa: PLW2901  # one pass over the request is the point here
            values[row.field] = value
        if faults:
            raise PartlyRead(faults, self._read_sound(values))
        return self.table.result(**values)

    def _read_sound(self, values: dict[str, Any]) -> Result | None:
        """The request without what is at fault; None when it lacks what is required."""
        given = {row.field for row in self._required}
        return self.table.result(**values) if given <= values.keys() else None

    def to_pairs(self, request: Result, *, without: frozenset[str] = frozenset()) -> list[tuple[str, str]]:
        """The canonical query pairs: sorted by name, values in one written form, defaults left out."""
        pairs: list[tuple[str, str]] = []
        values: tuple[Any, ...] = self._values(request)
        for entry, value, default in zip(self._sorted, values, self._defaults, strict=True):
            if value is default or value == default:
                continue
            row = entry.row
            if row.name in without:
                continue
            if row.max_repeats == 1:
                pairs.append((row.name, entry.write(value)))
            elif row.is_comma_list:
                pairs.append((row.name, ",".join(map(entry.write, value))))
            else:
                pairs.extend((row.name, entry.write(part)) for part in value or (ANY_VALUE,))
        return pairs


def _read_into(given: dict[str, Any], entry: _Entry, text: str, faults: list[Fault]) -> None:
    """One occurrence of a repeatable parameter."""
    row = entry.row
    parts: Sequence[str] = (text,)
    if row.is_comma_list:
        parts = text.split(",", row.max_repeats)
        if len(parts) > row.max_repeats:
            given[row.name] = BAD
            faults.append(row_fault("too-many", row, at_parameter(row.name)))
            return
    for part in parts:
        try:
            value = entry.read(part)
        except Refused as refused:
            faults.append(row_fault(refused.code, row, at_parameter(row.name), part))
            given.setdefault(row.name, BAD)
            continue
        known = given.get(row.name, BAD)
        if known is BAD:
            given[row.name] = [value]
        else:
            known.append(value)


def _read_array(given: dict[str, Any], entry: _Entry, values: Sequence[object], faults: list[Fault]) -> None:
    row = entry.row
    pointer = at_pointer(row.name)
    given[row.name] = BAD
    if not values:
        faults.append(row_fault("empty", row, pointer))
    if len(values) > row.max_repeats:
        faults.append(row_fault("too-many", row, pointer))
        return
    read: list[Any] = []
    for position, value in enumerate(values):
        try:
            read.append(entry.read_json(value))
        except Refused as refused:
            text = value if isinstance(value, str) else ""
            faults.append(row_fault(refused.code, row, {"pointer": f"{pointer['pointer']}/{position}"}, text))
    if read:
        given[row.name] = read


def _read_member(
    given: dict[str, Any], entry: _Entry, value: object, where: dict[str, str], faults: list[Fault]
) -> None:
    row = entry.row
    try:
        read = entry.read_json(value)
    except Refused as refused:
        given[row.name] = BAD
        faults.append(row_fault(refused.code, row, where, value if isinstance(value, str) else ""))
    else:
        given[row.name] = [read] if row.is_repeatable else read


def _tidy(row: Parameter, values: list[Any]) -> tuple[Any, ...]:
    """Distinct values, sorted unless their order means something; `*` becomes ()."""
    if row.allows_any and ANY_VALUE in values:
        return ()
    if len(values) == 1:
        return (values[0],)
    distinct = dict.fromkeys(values)
    return tuple(distinct) if row.keeps_order else tuple(sorted(distinct, key=_sort_key))


def _sort_key(value: Any) -> Any:
    return value if isinstance(value, str | int) else (value.lat, value.lon)


_SEARCH_PARSER = Parser(SEARCH)


def parse_search(pairs: Pairs) -> SearchRequest:
    """Query pairs of `GET /v1/activities`, percent-decoded. Raises InvalidInput naming every fault."""
    return _SEARCH_PARSER.parse_pairs(pairs)


def parse_search_body(body: object) -> SearchRequest:
    """The JSON body of `POST /v1/activities/_search`: the same parameters, repeats as arrays. Raises InvalidInput."""
    return _SEARCH_PARSER.parse_body(body)


def to_query_pairs(request: SearchRequest, *, without: frozenset[str] = frozenset()) -> list[tuple[str, str]]:
    """The canonical pairs of a search: what equal questions have in common. `without` leaves parameters out."""
    return _SEARCH_PARSER.to_pairs(request, without=without)


def encode_pairs(pairs: Pairs) -> str:
    """Pairs percent-encoded as in a link."""
    return urlencode(pairs, safe=",:*", encoding="utf-8")


def identify_search(pairs: Pairs) -> str:
    """What makes two searches the same list in the same order: the canonical pairs without the form of the answer.

    Lines of name=value, unambiguous because no value holds a line break.
    """
    return "\n".join([f"{name}={value}" for name, value in pairs if name not in ANSWER_ONLY])
