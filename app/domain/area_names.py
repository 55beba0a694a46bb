"""Areas and the names people give them: folding, short forms, look-up, near misses, type-ahead."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from app.domain.text import words
from app.domain.vocabulary import AreaLevel

LEVELS: tuple[AreaLevel, ...] = (AreaLevel.GEMEENTE, AreaLevel.STADSDEEL, AreaLevel.WIJK, AreaLevel.BUURT)
"""Widest first."""

LEVEL_ORDER: dict[AreaLevel, int] = {level: order for order, level in enumerate(LEVELS)}

AREA_CODE = re.compile(r"GM\d{4}|SD[0-9A-Z]{2,10}|WK\d{4}[0-9A-Z]{2}|BU\d{4}[0-9A-Z]{4}")
"""Codes of CBS (gemeente, wijk, buurt) and the stadsdeel codes of this catalogue."""

_CBS_PREFIX = re.compile(r"^(?:wijk|buurt)\s+[0-9a-z]{2}\s+(?=\S)", re.IGNORECASE)
_SURROUNDED = re.compile(r"\s+e\.?\s?o\.?$|\s*\([^)]*\)$", re.IGNORECASE)
_DISTRICT = re.compile(r"^stadsdeel\s+", re.IGNORECASE)
_PARTS = re.compile(r"\s+en\s+|\s*/\s*|\s*,\s*", re.IGNORECASE)
_SHARED_END = re.compile(
    r"(?P<first>.+)- en (?P<second>.+(?P<end>wijk|buurt|kwartier|district|markt|polder))", re.IGNORECASE
)
_SHORTEST_PART = 4
_NEAR = 0.7


@dataclass(frozen=True, slots=True)
class Area:
    """One gemeente, stadsdeel, wijk or buurt. A code is meant as in `year`.

    `parent` is the code one level up that is known: of a wijk its stadsdeel where there is one, else its gemeente.
    `gemeente` is the gemeente's code (its own for a gemeente). lat/lon: a representative point, WGS84 degrees.
    `former`: (code, name) of the gemeenten that went up in this one (`domain.mergers`).
    """

    code: str
    level: AreaLevel
    name: str
    parent: str | None
    gemeente: str
    lat: float | None
    lon: float | None
    year: int
    aliases: tuple[str, ...] = ()
    former: tuple[tuple[str, str], ...] = ()


def name_key(name: str) -> str:
    """Letters and digits only, without marks and case: "'s-Gravenhage" and "s Gravenhage" are one name."""
    return "".join(words(name))


def is_area_code(text: str) -> bool:
    """Whether the text has the shape of a code, in upper or lower case."""
    return AREA_CODE.fullmatch(text.strip().upper()) is not None


def level_of_code(code: str) -> AreaLevel:
    """The level a code's first two letters stand for. Raises KeyError for other letters."""
    prefixes = {
        "GM": AreaLevel.GEMEENTE,
        "SD": AreaLevel.STADSDEEL,
        "WK": AreaLevel.WIJK,
        "BU": AreaLevel.BUURT,
    }
    return prefixes[code[:2].upper()]


def short_names(name: str) -> tuple[str, ...]:
    """What people say for an official name: Beijum for "Beijum e.o.", Bouwlust for "Bouwlust en Vrederust".

    "Bomen- en Bloemenbuurt" is Bomenbuurt and Bloemenbuurt.
    """
    bare = _SURROUNDED.sub("", _DISTRICT.sub("", _CBS_PREFIX.sub("", name.strip())))
    found = [bare]
    shared = _SHARED_END.fullmatch(bare)
    if shared is not None:
        found += [shared["first"] + shared["end"].lower(), shared["second"]]
    else:
        found += [part for part in _PARTS.split(bare) if len(part) >= _SHORTEST_PART]
    return tuple(dict.fromkeys(short for short in found if short and name_key(short) != name_key(name)))


class NameTable:
    """Areas by name. Official names and aliases come first; then short forms and names of merged gemeenten, each only
    when nothing before it fits."""

    def __init__(self, areas: Iterable[Area]) -> None:
        self._full: dict[str, list[Area]] = {}
        self._short: dict[str, list[Area]] = {}
        self._former: dict[str, list[Area]] = {}
        self._tables = (self._full, self._short, self._former)
        self._shown: dict[str, str] = {}
        for area in areas:
            for name in (area.name, *area.aliases):
                self._put(self._full, name, area)
            for name in short_names(area.name):
                self._put(self._short, name, area)
            for _, name in area.former:
                self._put(self._former, name, area)
        self._keys = sorted(self._full.keys() | self._short.keys() | self._former.keys())
        self._words = sorted(set(self._word_starts()))

    def _put(self, table: dict[str, list[Area]], name: str, area: Area) -> None:
        key = name_key(name)
        if key and area not in (held := table.setdefault(key, [])):
            held.append(area)
            self._shown.setdefault(key, name)

    def _word_starts(self) -> Iterator[tuple[str, str]]:
        """(rest of the name from a word on, whole key), so that a prefix of any word finds the name."""
        for key in self._keys:
            parts = words(self._shown[key])
            for at in range(len(parts)):
                yield "".join(parts[at:]), key

    def find(self, name: str, level: AreaLevel | None = None, gemeenten: Collection[str] = ()) -> list[Area]:
        """Areas of that name, at the level and in the gemeenten (codes) when given; widest and newest first."""
        key = name_key(name)
        for table in self._tables:
            fitting = [
                area
                for area in table.get(key, ())
                if (level is None or area.level == level) and (not gemeenten or area.gemeente in gemeenten)
            ]
            if fitting:
                return sorted(fitting, key=lambda area: (LEVEL_ORDER[area.level], -area.year, area.code))
        return []

    def near(self, name: str, count: int = 3) -> list[str]:
        """Names that look like this one, best first: what an unknown name was probably meant to be."""
        key = name_key(name)[:60]
        if not key:
            return []
        pool = [other for other in self._keys if other[0] == key[0] or key[1:4] in other]
        return [self._shown[other] for other in get_close_matches(key, pool, n=count, cutoff=_NEAR)]

    def starting_with(self, prefix: str) -> Iterator[tuple[bool, Area]]:
        """(whether the whole name starts so, area) for each area of which a word starts with the prefix."""
        key = name_key(prefix)
        if not key:
            return
        for rest, name in _from(self._words, key):
            for table in self._tables:
                for area in table.get(name, ()):
                    yield rest == name, area


def _from(words: Sequence[tuple[str, str]], key: str) -> Iterator[tuple[str, str]]:
    for at in range(bisect_left(words, (key, "")), len(words)):
        if not words[at][0].startswith(key):
            return
        yield words[at]
