"""What the properties of a feature are called, in Dutch and English, and how their values read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.text import fold, words
from app.importers.feed_text import read_line, shorten_text
from app.importers.geojson_words import (
    NAME_WORDS,
    NAMES,
    OTHER_NAMES,
    PEOPLE,
    PLACE_KINDS,
    PUBLIC_SPACE,
    SILENT,
    SMALL,
)

MOST_TEXT, CUT_OFF = 4_000, 10
_FIELD_OF = {name: field for field, names in NAMES.items() for name in names}
_CONTAINERS = frozenset(
    {"adres", "address", "attributes", "properties", "tags", "contact", "locatie", "location", "data"}
)
_NAMES = frozenset({"name", "naam", "title", "titel", "label"})
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Properties:
    """The properties of a feature by field of ours, and all of them as written."""

    fields: Mapping[str, tuple[str, Any]]
    original: Mapping[str, Any]

    def value(self, field: str) -> Any:
        """The value of a field, None when there is none."""
        return self.fields[field][1] if field in self.fields else None

    def text(self, field: str) -> str | None:
        """The same as one line of text."""
        return read_line(self.value(field))

    @property
    def is_fee(self) -> bool:
        """Whether the price is a yes or no (OpenStreetMap: fee=no)."""
        return "price" in self.fields and fold(self.fields["price"][0]) == "fee"

    @property
    def is_public_spot(self) -> bool:
        """A place to play or do sports in the street, a park or a square: there is nobody to ask money."""
        spot = fold(self.text("spot") or "").strip()
        is_sport = "kind" in self.fields and fold(self.fields["kind"][0]) in (
            "sportvoorziening",
            "voorziening",
            "type speelplek",
        )
        return is_sport and spot in PUBLIC_SPACE


def read_properties(given: Mapping[str, Any], mapping: Mapping[str, str]) -> Properties:
    """Each field from the property whose name says it best; the partner's mapping goes first."""
    given = flatten(given)
    found: dict[str, tuple[str, Any]] = {}
    for name in list(given)[:400]:
        field = _mapped(mapping.get(name)) or _field_of(name)
        if field is None or given[name] in (None, ""):
            continue
        held = found.get(field, ("",))[0]
        is_better = not held or name in mapping or (held not in mapping and _rank(field, name) < _rank(field, held))
        if is_better:
            found[field] = (name, given[name])
    if "title" not in found:
        _guess_title(given, found)
    return Properties(found, given)


def flatten(given: Mapping[str, Any]) -> dict[str, Any]:
    """Properties inside properties: those of a container (adres, tags) under their own names, the name of a thing in
    its stead, others behind its name. Lists are one text."""
    flat: dict[str, Any] = {}
    for name, value in list(given.items())[:400]:
        if isinstance(value, Mapping):
            for inner, held in flatten(value).items():
                plain = _plain(inner)
                own = inner if _plain(name) in _CONTAINERS else name if plain in _NAMES else f"{name} {inner}"
                if own == name or own not in given:
                    flat[str(own)] = held
        elif isinstance(value, list):
            flat[name] = ", ".join(line for item in value[:50] if (line := _line_of(item)))
        else:
            flat[name] = value
    return flat


def _line_of(item: Any) -> str | None:
    if not isinstance(item, Mapping):
        return read_line(item)
    return " ".join(line for value in item.values() if (line := read_line(value))) or None


def _guess_title(given: Mapping[str, Any], found: dict[str, tuple[str, Any]]) -> None:
    """The first property whose name speaks of a name and that is nothing else; NAAM_PARK, speelplek_naam."""
    taken = {name for name, _ in found.values()}
    for name in list(given)[:400]:
        plain = _plain(name)
        is_name = any(word in plain for word in NAME_WORDS) and not any(word in plain for word in OTHER_NAMES)
        if is_name and name not in taken and isinstance(given[name], str) and read_line(given[name]):
            found["title"] = (name, given[name])
            return


def _mapped(member: str | None) -> str | None:
    """The field of a member of ours, also written as a path: place.address.postalCode."""
    if member is None:
        return None
    last = member.rpartition(".")[2]
    return _FIELD_OF.get(_plain(last), last)


def _plain(name: str) -> str:
    """lower case, words apart: addr:street, Addr_Street and addrStreet are the same."""
    return " ".join(words(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", str(name)[:80]).replace("_", " ")))


def _field_of(name: str) -> str | None:
    """The field of a property. A shapefile cuts names off after ten characters: LEEFTIJDSC is leeftijdscategorie."""
    plain = _plain(name)
    if plain in _FIELD_OF or len(str(name)) != CUT_OFF:
        return _FIELD_OF.get(plain)
    start = plain.replace(" ", "")
    fields = {field for known, field in _FIELD_OF.items() if known.replace(" ", "").startswith(start)}
    return fields.pop() if len(fields) == 1 else None


def _rank(field: str, name: str) -> int:
    plain, known = _plain(name), NAMES.get(field, ())
    return known.index(plain) if plain in known else len(known)


def describe_rest(properties: Properties) -> str | None:
    """What no member of ours holds, a line each; numbers of the map system and names of people are left out."""
    used = {name for field, (name, _) in properties.fields.items() if field not in ("spot", "kind")}
    lines = []
    for name, value in list(properties.original.items())[:60]:
        plain, text = _plain(name), read_line(value)
        if name in used or plain in SILENT or plain in PEOPLE or not text or _is_known(plain):
            continue
        lines.append(f"{str(name)[:80]}: {shorten_text(text, 300)}")
    joined = "\n".join(lines)
    return shorten_text(joined, MOST_TEXT) if joined else None


def _is_known(plain: str) -> bool:
    return _FIELD_OF.get(plain) in ("id", "lat", "lon", "image")


def place_kind_of(properties: Properties) -> str | None:
    """The kind of place, when a word for it stands in the kind, the spot or the title."""
    said = " ".join(fold(properties.text(name) or "") for name in ("spot", "kind", "title"))
    return next((kind for kind, names in PLACE_KINDS if any(name in said for name in names)), None)


def unshout(text: str) -> str:
    """A text all in capitals as people write it; other text stays as it is."""
    letters = [letter for letter in text if letter.isalpha()]
    if len(letters) < 4 or any(letter.islower() for letter in letters):
        return text
    return _WORD.sub(lambda found: _lower(found.group(), is_first=found.start() == 0), text)


def _lower(word: str, *, is_first: bool) -> str:
    small = word.lower()
    if small in SMALL and not is_first:
        return small
    if len(word) <= 4 and not set(small) & set("aeiouy"):
        return word
    return "IJ" + small[2:] if small.startswith("ij") else small[:1].upper() + small[1:]
