"""The sentences of parameter faults, Dutch and English. Values are never repeated: they may describe a child."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from difflib import get_close_matches

from app.errors import Fault, InvalidInput
from app.schemas.parameter import Contradiction, Given, Parameter, ValueKind

Where = Callable[[str], dict[str, str]]

SENTENCES: dict[str, tuple[str, str]] = {
    "unknown-parameter": ("There is no parameter {name} here.", "De parameter {name} bestaat hier niet."),
    "required": ("{name} is required.", "{name} is nodig."),
    "empty": ("{name} is empty: give a value or leave it out.", "{name} is leeg. Geef een waarde of laat het weg."),
    "invalid": ("{name} is not written as expected.", "{name} is niet goed geschreven."),
    "wrong-type": ("{name} has the wrong JSON type.", "{name} heeft het verkeerde JSON-type."),
    "not-allowed": ("{name} does not know this value.", "{name} kent deze waarde niet."),
    "out-of-range": ("{name} lies outside the bounds.", "{name} valt buiten de grenzen."),
    "box-order": (
        "{name} must have minLon <= maxLon and minLat <= maxLat.",
        "{name} moet eerst de laagste en dan de hoogste waarden noemen.",
    ),
    "too-long": ("{name} is too long.", "{name} is te lang."),
    "control-character": ("{name} holds a character that is no text.", "{name} bevat een teken dat geen tekst is."),
    "repeated": ("{name} may be given only once.", "{name} mag maar één keer."),
    "too-many": ("{name} is given too often.", "{name} is te vaak gegeven."),
}

_KIND_HINTS: dict[ValueKind, str] = {
    ValueKind.SLUG: "an id of letters, digits, _, - and .",
    ValueKind.ID: "an id of 16 characters a-z and 2-7",
    ValueKind.AREA_CODE: "an area code such as GM0518 or WK051836",
    ValueKind.BOOL: "true or false",
    ValueKind.DATE: "a date such as 2026-11-25",
    ValueKind.TIME: "a local time such as 14:00",
    ValueKind.POINT: "latitude,longitude in degrees, such as 52.0545,4.2942",
    ValueKind.BOX: "minLon,minLat,maxLon,maxLat in degrees, such as 4.25,52.03,4.33,52.09",
    ValueKind.POSTCODE: "four digits, or four digits and two letters, such as 2531 or 2531 AB",
    ValueKind.LANGUAGE: "a language tag such as nl or en-GB",
    ValueKind.CURSOR: "the cursor of links.next, unchanged",
}


def at_parameter(name: str) -> dict[str, str]:
    """Places a fault at a query parameter."""
    return {"parameter": name}


def at_pointer(name: str) -> dict[str, str]:
    """Places a fault at a member of the body (RFC 6901)."""
    return {"pointer": "/" + name.replace("~", "~0").replace("/", "~1")}


def place_in_body(refusal: InvalidInput) -> InvalidInput:
    """The same refusal for a request whose parameters came in the body: each parameter as a JSON Pointer."""
    return InvalidInput(
        replace(fault, parameter=None, **at_pointer(fault.parameter)) if fault.parameter is not None else fault
        for fault in refusal.faults
    )


def describe_values(row: Parameter) -> str:
    """What is allowed, as one phrase."""
    match row.kind:
        case ValueKind.TEXT:
            allowed = f"text of 1 to {row.max_length} characters"
        case ValueKind.ENUM | ValueKind.WEEKDAY:
            names = [*row.values, *(["*"] if row.allows_any else [])]
            allowed = "one of " + ", ".join(names)
        case ValueKind.INT:
            allowed = f"a whole number from {row.minimum} to {row.maximum}"
        case ValueKind.MONEY:
            allowed = f"an amount in euro from 0 to {row.maximum // 100}, such as 7.50"
        case kind:
            allowed = _KIND_HINTS[kind]
    return allowed


def describe_repeats(row: Parameter) -> str:
    """How often it may be given, as one phrase; empty when once."""
    if row.is_comma_list:
        return "several with commas between them or by repeating the parameter"
    return f"at most {row.max_repeats}, by repeating the parameter (no commas)" if row.is_repeatable else ""


def row_fault(code: str, row: Parameter, where: dict[str, str], text: str = "") -> Fault:
    """The fault of one value of a row."""
    hint = describe_values(row)
    if row.is_repeatable:
        repeats = f"at most {row.max_repeats}, as an array" if "pointer" in where else describe_repeats(row)
        hint = f"{hint}; {repeats}"
    if code == "not-allowed" and (nearest := _nearest(text, row.values)):
        hint = f"did you mean {nearest}? {hint}"
    return _fault(code, row.name, where, hint)


def unknown_fault(name: object, known: Iterable[str], where: Where) -> Fault:
    """The fault of a name that is no parameter, with the nearest one that is."""
    shown = _printable(name)
    names = sorted(known)
    nearest = _nearest(shown, names)
    hint = f"did you mean {nearest}?" if nearest else "known here: " + (", ".join(names) or "none")
    return _fault("unknown-parameter", shown, where(shown), hint)


def contradiction_fault(rule: Contradiction, given: Given, where: Where) -> Fault:
    """The fault of values that cannot go together, placed at the first one given."""
    place = next((where(name) for name in rule.names if name in given), {})
    hint = "concerns " + ", ".join(rule.names) if len(rule.names) > 1 else None
    return Fault(rule.code, rule.detail, hint=hint, detail_nl=rule.detail_nl, **place)


def _fault(code: str, name: str, where: dict[str, str], hint: str) -> Fault:
    english, dutch = (sentence.format(name=name) for sentence in SENTENCES[code])
    return Fault(code, english, hint=hint, detail_nl=dutch, **where)


def _nearest(text: str, known: Iterable[str]) -> str | None:
    folded = {name.casefold(): name for name in known}
    close = get_close_matches(text[:100].casefold(), folded, n=1, cutoff=0.6)
    return folded[close[0]] if close else None


def _printable(name: object) -> str:
    """A name that can stand in any answer: bounded, no lone surrogates, no control characters."""
    kept = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in str(name)[:60])
    return kept.encode("utf-8", "replace").decode("utf-8")
