"""What geocoders share: the answer, the protocol, and the test whether an answer is what was asked.

A geocoder's score says how well the words fit its index, not that the address exists: a street of another town scores
high. So an answer counts only when it explains every word that was asked (DESIGN 9).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from app.domain.text import words
from app.domain.vocabulary import Precision

_POSTCODE = re.compile(r"(?<!\w)([1-9]\d{3})\s?([A-Za-z]{2})(?!\w)")
_DIGITS = 4
_SAYS_NOTHING = frozenset(
    {"nederland", "netherlands", "nl", "the", "de", "het", "den", "der", "van", "in", "te", "aan", "op", "en", "bij"}
    | {"nr", "no", "huisnummer", "gemeente", "wijk", "buurt", "stadsdeel"}
)
_TOWN_NAMES = (("den haag", "s gravenhage", "the hague"), ("den bosch", "s hertogenbosch"))


@dataclass(frozen=True, slots=True)
class Found:
    """A place on the map. WGS84 degrees; `gemeente`, `wijk`, `buurt`: codes where the source gives them."""

    lat: float
    lon: float
    precision: Precision
    label: str
    source: str
    street: str | None = None
    house_number: str | None = None
    postcode: str | None = None
    town: str | None = None
    gemeente: str | None = None
    wijk: str | None = None
    buurt: str | None = None


class Geocoding(Protocol):
    """Text to point and back. Every method raises Unavailable when its source does not answer in time."""

    def geocode(self, text: str) -> Found | None:
        """The place a text means; None when there is none, or it could be several."""

    def search(self, text: str, limit: int) -> list[Found]:
        """Places the text may mean, best first."""

    def reverse(self, lat: float, lon: float) -> Found | None:
        """What is at a point."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a source offers: the answer and every other word it is known by."""

    found: Found
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A text taken apart. `postcode` with its letters; `numbers`: "11", "11a"; `names`: folded words that tell."""

    postcode: str | None
    numbers: tuple[str, ...]
    names: frozenset[str] = field(default_factory=frozenset)


NOTHING_ASKED = Asked(None, ())


def read_asked(text: str) -> Asked:
    """The postcode, numbers and words of an address or place name."""
    match = _POSTCODE.search(text)
    rest = _POSTCODE.sub(" ", text, count=1)
    parts = words(rest)
    return Asked(
        postcode=match[1] + match[2].upper() if match else None,
        numbers=tuple(part for part in parts if part[0].isdigit()),
        names=frozenset(part for part in parts if not part[0].isdigit() and part not in _SAYS_NOTHING),
    )


def explains(candidate: Candidate, asked: Asked) -> bool:
    """Whether postcode, number, street and town of the answer account for all that was asked."""
    found = candidate.found
    if asked.postcode is not None and found.postcode != asked.postcode:
        return False
    known = _names_of(candidate)
    house = "".join(words(found.house_number or ""))
    return all(_is_number_of(number, found, house, known) for number in asked.numbers) and all(
        _is_known(name, known, house) for name in asked.names
    )


def _names_of(candidate: Candidate) -> set[str]:
    found = candidate.found
    texts = [found.street or "", found.town or "", *candidate.also]
    folded = {" ".join(words(text)) for text in texts}
    texts += [name for names in _TOWN_NAMES if not folded.isdisjoint(names) for name in names]
    return {word for text in texts for word in words(text)}


def _is_number_of(number: str, found: Found, house: str, known: set[str]) -> bool:
    """A house number, the four digits of the postcode, or part of a name (Plein 1944). A street may lack numbers."""
    is_digits_of_postcode = len(number) == _DIGITS and (found.postcode or "").startswith(number)
    if number in known or is_digits_of_postcode:
        return True
    if found.house_number is None:
        return found.street is not None and len(number) < _DIGITS
    return house == number or re.fullmatch(rf"{re.escape(number)}(?!\d).*", house) is not None


def _is_known(name: str, known: set[str], house: str) -> bool:
    if name in known or (len(name) == 1 and house.endswith(name)):
        return True
    return name.endswith("str") and f"{name}aat" in known


def choose(candidates: Iterable[Candidate], text: str) -> list[Found]:
    """The answers that explain the text, in the source's order. Without a town or postcode in the text, answers in
    several towns are all a guess: then none counts."""
    asked = read_asked(text)
    if asked == NOTHING_ASKED:
        return []
    fitting = [candidate for candidate in candidates if explains(candidate, asked)]
    towns = {candidate.found.town for candidate in fitting if candidate.found.street is not None}
    is_placed = asked.postcode is not None or any(_names_town(found.found, asked) for found in fitting)
    if len(towns) > 1 and not is_placed:
        return []
    return [candidate.found for candidate in fitting]


def _names_town(found: Found, asked: Asked) -> bool:
    """Whether the town was asked beside the street, under either of its names."""
    town = " ".join(words(found.town or ""))
    names = {town, *(other for same in _TOWN_NAMES if town in same for other in same)}
    telling = [set(name.split()) - _SAYS_NOTHING for name in names if name]
    is_in_digits = any(
        (found.postcode or "-").startswith(number) and len(number) == _DIGITS for number in asked.numbers
    )
    return is_in_digits or any(part and part <= asked.names for part in telling)


def first(found: Sequence[Found]) -> Found | None:
    """The best answer, if any."""
    return found[0] if found else None
