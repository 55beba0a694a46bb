"""A place in one line, as lists have it: its name, its street with a number, its postcode and town, in any number."""

import re
from dataclasses import dataclass
from functools import lru_cache

from app.importers.fields import split_address

_NUMBERED = r"[^,\d]{2,80}\s\d{1,5}\s?[a-zA-Z]?(?:\s?[-/]\s?\d{1,4})?"
_STREET = re.compile(_NUMBERED)
_KINDS_OF_STREET = re.compile(
    r"(?:straat|laan|weg|plein|kade|gracht|singel|dijk|dreef|steeg|plantsoen|boulevard|allee)\b\.?[^,\d]{0,30}\s\d"
    r"|\w(?:pad|markt|erf|wal|rade|zoom|hof|ring|haven|park|veld|burg|oord|stede|gaarde|kamp|dam|brink|donk|akker)\s\d"
    r"|^(?:laan|plein|weg) (?:van|der|de|naar)\b",
    re.IGNORECASE,
)
_KINDS_OF_PLACE = re.compile(
    r"(?P<kind>gymzaal|gymlokaal|sporthal|sportzaal|bibliotheek|school|basisschool|buurthuis|wijkcentrum|buurtcentrum|"
    r"speeltuin|zwembad|theater|museum|clubhuis|atelier)\s(?P<street>.+)",
    re.IGNORECASE,
)
_PLACE_WORD = re.compile(
    r"(?:huis|centrum|hal|zaal|school|theater|museum|bieb|bibliotheek|kerk|club|bad|atelier|tuin|boerderij)\b",
    re.IGNORECASE,
)
_ROOM = re.compile(
    r"^(?:zaal|lokaal|kamer|ruimte|gymzaal|veld|hal|unit|studio|room|etage|verdieping|vleugel|ingang|vak|gebouw|blok|poort|"
    r"baan|tafel|bus|lijn|kwartier|locatie|groep|klas)\s\d+\s?[a-z]?$",
    re.IGNORECASE,
)
_BRACKETED = re.compile(rf"(?P<name>[^()]{{2,100}}?)\s?\((?P<street>{_NUMBERED})(?:,\s?(?P<town>[^(),\d]{{2,60}}))?\)")
_BARE_POSTCODE = re.compile(r"([1-9]\d{3}\s?[A-Z]{2})\s?,?\s?\d{0,5}\s?[a-zA-Z]?")
_SMALL = frozenset({"aan", "op", "bij", "van", "ten", "ter", "te", "de", "den", "het", "en", "in"})


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """The parts of a line; empty where it says nothing."""

    name: str = ""
    street: str = ""
    postcode: str = ""
    town: str = ""


@lru_cache(maxsize=4_096)
def read_place_line(line: str) -> PlaceLine:
    """The parts of a line: `Zaal 3, De Nieuwe Regentes, Weimarstraat 63, Den Haag`. What may be a name stays one: a
    street alone must be called as streets are."""
    if found := _BARE_POSTCODE.fullmatch(line):
        return PlaceLine("", "", found[1], "")
    if found := _BRACKETED.fullmatch(line):
        return PlaceLine(found["name"].strip(" ,"), found["street"].strip(), "", (found["town"] or "").strip())
    before, postcode, town = split_address(line)
    parts = [part.strip() for part in (before or "").split(",") if part.strip()]
    if postcode:
        return _with_postcode(parts, postcode, town or "")
    parts = [part.strip() for part in line.split(",") if part.strip()]
    at = next((at for at in range(len(parts) - 1, -1, -1) if _is_street(parts, at)), None)
    if at is None or len(parts) > at + 2:
        return PlaceLine(line)
    name, street = ", ".join(parts[:at]), parts[at]
    if not name and (found := _KINDS_OF_PLACE.fullmatch(street)):
        name, street = found["kind"], found["street"]
    return PlaceLine(name, street, "", parts[at + 1] if len(parts) > at + 1 else "")


def _with_postcode(parts: list[str], postcode: str, town: str) -> PlaceLine:
    has_street = bool(parts) and _STREET.fullmatch(parts[-1]) is not None and (len(parts) > 1 or _is_named(parts[-1]))
    names = parts[:-1] if has_street else parts
    return PlaceLine(", ".join(names), parts[-1] if has_street else "", postcode, town)


def _is_street(parts: list[str], at: int) -> bool:
    """A street with its number, and a town behind it or a name before it unless it is called as streets are."""
    part = parts[at]
    if not _STREET.fullmatch(part) or _ROOM.match(part) or any(map(str.isdigit, "".join(parts[at + 1 :]))):
        return False
    is_behind_place = 0 < at == len(parts) - 1 and _PLACE_WORD.search(parts[0]) is not None
    return _is_named(part) or (0 < at == len(parts) - 2) or is_behind_place


def _is_named(part: str) -> bool:
    return _KINDS_OF_STREET.search(part) is not None


def write_town(town: str) -> str:
    """`DEN HAAG` as Den Haag; other towns as they are written."""
    if not town.isupper() or len(town) < 4:
        return town
    words = [word if at and word in _SMALL else _capitalise(word) for at, word in enumerate(town.lower().split())]
    return " ".join(words)


def _capitalise(word: str) -> str:
    if word.startswith("'") and "-" in word:
        first, _, rest = word.partition("-")
        return f"{first}-{rest.capitalize()}"
    parts = [f"IJ{part[2:]}" if part.startswith("ij") else part.capitalize() for part in word.split("-")]
    return "-".join(parts)
