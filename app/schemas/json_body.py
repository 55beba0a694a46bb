"""The one place where a JSON body is read: its type, its form, its depth, its numbers and members that are there twice,
refused in plain words."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from app.errors import Fault, InvalidInput, UnsupportedMediaType

JSON, MERGE_PATCH = "application/json", "application/merge-patch+json"
MAX_DEPTH = 32
MAX_NUMBER = 2**53
"""Above it a number is no longer the same in every language; nothing here counts that far."""


def read_json(body: bytes, content_type: str | None, kinds: tuple[str, ...] = (JSON,)) -> Any:
    """What the body says.

    Raises:
        UnsupportedMediaType: it is said to be something else than one of `kinds`.
        InvalidInput: `not-json`, `too-deep` (more than 32 levels), `number-too-large` (beyond 2^53), `repeated-member`.
    """
    stated = (content_type or "").partition(";")[0].strip().lower()
    if stated not in kinds:
        english, dutch = f"Send the body as {' or '.join(kinds)}.", f"Stuur de inhoud als {' of '.join(kinds)}."
        raise UnsupportedMediaType(english, detail_nl=dutch)
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise InvalidInput([_explain(error)]) from None
    if faults := tuple(_find_excesses(value)) or _find_repeats(body):
        raise InvalidInput(faults)
    return value


def read_json_object(body: bytes, content_type: str | None, kinds: tuple[str, ...] = (JSON,)) -> dict[str, Any]:
    """As `read_json`, for a body that must be an object. Raises also InvalidInput `not-object`."""
    value = read_json(body, content_type, kinds)
    if not isinstance(value, dict):
        english, dutch = "Send one JSON object: { … }.", "Stuur één JSON-object: { … }."
        raise InvalidInput([Fault("not-object", english, pointer="", detail_nl=dutch)])
    return value


def _explain(error: orjson.JSONDecodeError) -> Fault:
    """Where it goes wrong, without repeating anything of it."""
    if "depth limit" in error.msg:
        return _too_deep("")
    if "infinity" in error.msg:
        return _too_large("")
    english = f"The body is no JSON at line {error.lineno}, character {error.colno}: {error.msg}."
    dutch = f"De inhoud is geen JSON: kijk op regel {error.lineno}, teken {error.colno}."
    return Fault("not-json", english, pointer="", detail_nl=dutch)


def _find_excesses(value: Any) -> Iterator[Fault]:
    """Numbers that are too large; of what nests too deep the first place only."""
    waiting: list[tuple[Any, int, str]] = [({"": value}, 0, "")]
    while waiting:
        container, depth, pointer = waiting.pop()
        if depth > MAX_DEPTH:
            yield _too_deep(pointer)
            return
        members = container.items() if isinstance(container, Mapping) else enumerate(container)
        for name, member in members:
            if isinstance(member, dict | list):
                waiting.append((member, depth + 1, _join(pointer, name) if depth else ""))
            elif isinstance(member, int | float) and abs(member) > MAX_NUMBER:
                yield _too_large(_join(pointer, name) if depth else "")


class _Object(dict[str, Any]):
    """An object that knows which of its members were given more than once."""

    repeated: tuple[str, ...] = ()


def _find_repeats(body: bytes) -> tuple[Fault, ...]:
    """Of every member that stands more than once in its object: one value would get lost without a word (RFC 8259, 4).

    Read again by the standard library, which can tell; what is asked here is small and nests no deeper than allowed.
    """
    has_repeats = False

    def keep(pairs: list[tuple[str, Any]]) -> _Object:
        nonlocal has_repeats
        found = _Object(pairs)
        if len(found) < len(pairs):
            has_repeats = True
            times = Counter(name for name, _ in pairs)
            found.repeated = tuple(name for name, number in times.items() if number > 1)
        return found

    value = json.loads(body, object_pairs_hook=keep)
    return tuple(_point_at_repeats(value, "")) if has_repeats else ()


def _point_at_repeats(value: Any, pointer: str) -> Iterator[Fault]:
    if isinstance(value, _Object):
        yield from (_repeated(_join(pointer, name)) for name in value.repeated)
        for name, member in value.items():
            yield from _point_at_repeats(member, _join(pointer, name))
    elif isinstance(value, list):
        for at, member in enumerate(value):
            yield from _point_at_repeats(member, _join(pointer, at))


def _repeated(pointer: str) -> Fault:
    english, dutch = "Give this member only once.", "Geef dit onderdeel maar één keer."
    return Fault("repeated-member", english, pointer=pointer, detail_nl=dutch)


def _join(pointer: str, name: object) -> str:
    return f"{pointer}/{str(name).replace('~', '~0').replace('/', '~1')}"


def _too_deep(pointer: str) -> Fault:
    english = f"Nest the body at most {MAX_DEPTH} levels deep."
    return Fault("too-deep", english, pointer=pointer, detail_nl=f"Maak de inhoud hooguit {MAX_DEPTH} lagen diep.")


def _too_large(pointer: str) -> Fault:
    english = "Give a number of at most 2^53 (9007199254740992)."
    return Fault("number-too-large", english, pointer=pointer, detail_nl="Geef een getal van hooguit 9007199254740992.")
