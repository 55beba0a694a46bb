"""Public ids: the first 16 characters of lower-case base32 of SHA-256 (DESIGN 3). A record keeps its id anywhere.

80 bits: among ten million records the chance of any clash is below one in ten milliard.
"""

from base64 import b32encode
from collections.abc import Sequence
from hashlib import sha256

from app.domain.text import fold, words

SEPARATOR = "\0"
ID_LENGTH = 16
PLACE_SOURCE = "place"
"""Source of places that nobody gave an identity of their own."""


def activity_id(source_name: str, external_id: str) -> str:
    """The id of an activity: SHA-256(source.name NUL externalId)."""
    return _digest(source_name, external_id)


def organisation_id(source_name: str, external_id: str) -> str:
    """The id of an organisation; the kind word keeps it apart from an activity of the same source and external id."""
    return _digest("organisation", source_name, external_id)


def place_id(source_name: str, external_id: str) -> str:
    """The id of a place. Without a source: `PLACE_SOURCE` and `place_external_id`."""
    return _digest("place", source_name, external_id)


def route_id(source_name: str, external_id: str) -> str:
    """The id of a learning route."""
    return _digest("route", source_name, external_id)


def place_external_id(
    *,
    name: str | None = None,
    street_address: str | None = None,
    postal_code: str | None = None,
    locality: str | None = None,
    lat: float | None = None,
    lon: float | None = None,
    areas: Sequence[str | None] = (),
) -> str:
    """What makes two mentions of a place without a source the same one: folded texts, the point to six decimals.

    areas: buurt, wijk, stadsdeel and gemeente as stated; they count where nothing but a town says what place it is, so
    that two wijken are not one place. Use it with `place_id(PLACE_SOURCE, ...)`.
    """
    named, street, town = (" ".join(words(text or "")) for text in (name, street_address, locality))
    code = fold(postal_code or "").replace(" ", "")
    point = ["" if degrees is None else f"{degrees:.6f}" for degrees in (lat, lon)]
    is_area = not any((named, street, code, *point))
    stated = [" ".join(words(area or "")) for area in areas] if is_area and any(areas) else []
    return "|".join([named, street, code, town, *point, *stated])


def _digest(*parts: str) -> str:
    hashed = sha256(SEPARATOR.join(parts).encode()).digest()
    return b32encode(hashed)[:ID_LENGTH].decode().lower()
