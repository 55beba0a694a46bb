"""Places as feeds name them: a line of text, an address, a point."""

import re
from collections.abc import Iterable
from typing import Any

from app.importers.draft_building import DraftBuilder
from app.importers.feed_text import MOST_TITLE, first_text, read_line, read_text, read_url, shorten_text
from app.importers.fields import read_postcode, split_address

_ONLINE = re.compile(
    r"(?:online|virtueel|virtual|digitaal|webinar|livestream|zoom|(?:microsoft )?teams|google meet|"
    r"(?:microsoft )?teams.?"
    r"(?:vergadering|meeting)|skype)(?: (?:meeting|vergadering|event|via \w+))?(?:\s*\([^()]*\))?",
    re.IGNORECASE,
)
_DUTCH_POSTCODE = re.compile(r"\b[1-9]\d{3}\s?[A-Z]{2}\b")
_POINT = re.compile(r"(-?\d{1,2}\.\d{3,15})\s*,\s*(-?\d{1,3}\.\d{3,15})")
_COUNTRY = re.compile(r"(?:,\s*)?(?:the netherlands|netherlands|nederland|holland|nl)\s*$", re.IGNORECASE)
_DUTCH = frozenset({"nl", "nld", "nederland", "netherlands", "the netherlands", "holland"})


def set_place_text(builder: DraftBuilder, value: object) -> None:
    """A place in one line: `Bibliotheek Oost, Dorpsstraat 1, 2531 AB Den Haag`, a name, a link or `online`.

    Only a Dutch postcode makes it certain which part is the address; otherwise the whole line is the name.
    """
    line = join_lines(value)
    if not line:
        return
    address = read_url(line)
    if address is not None or _ONLINE.fullmatch(line):
        builder.members.setdefault("attendance", "online")
        if address is not None:
            builder.set_enrolment(url=address)
        return
    if not has_dutch_postcode(line):
        set_place(builder, name=line)
        if point := _POINT.fullmatch(line):
            set_point(builder, float(point[1]), float(point[2]))
        return
    names, street, postcode, town = split_place_line(line)
    set_place(builder, name=", ".join(names) or None, street=street, postcode=postcode, town=town)


def join_lines(value: object) -> str:
    """The lines of an address as one, with commas between them."""
    return ", ".join(part for given in (read_text(value) or "").split("\n") if (part := given.strip(" ,")))


def has_dutch_postcode(line: str) -> bool:
    """Whether a Dutch postcode stands in it, so that it is certain which part is the address."""
    return _DUTCH_POSTCODE.search(line) is not None


def split_place_line(line: str) -> tuple[list[str], str | None, str | None, str | None]:
    """(what stands before the street, street, postcode, town) of a line with a Dutch postcode."""
    before, postcode, town = split_address(_COUNTRY.sub("", line))
    parts = [part.strip() for part in (before or "").rstrip(" (").replace(" (", ", ").split(",") if part.strip()]
    town = town.strip(" )") if town else _take_town(parts)
    street = parts.pop() if parts and any(map(str.isdigit, parts[-1])) else None
    return parts, street, postcode, town


def _take_town(parts: list[str]) -> str | None:
    """The town where the postcode comes last: `Het Huis, Kerkstraat 12, Tilburg, Noord-Brabant, 5038 AB` (WordPress).
    What stands between the town and the postcode is a province and says nothing new."""
    numbered = [at for at, part in enumerate(parts) if any(map(str.isdigit, part))]
    at = numbered[-1] + 1 if numbered else max(1, len(parts) - 1)
    town = parts[at] if at < len(parts) else None
    del parts[at:]
    return town


def set_place(
    builder: DraftBuilder,
    *,
    name: object = None,
    street: object = None,
    postcode: object = None,
    town: object = None,
    country: object = None,
) -> None:
    """Name and address. A postcode that is not Dutch is left out, so that it is never taken for a Dutch one."""
    place: dict[str, Any] = builder.members.setdefault("place", {})
    title = read_line(name)
    if title:
        place["name"] = shorten_text(title, MOST_TITLE)
    address = {
        "streetAddress": read_line(street),
        "postalCode": _read_postcode(builder, postcode, country),
        "addressLocality": read_line(town) or (builder.context.locality if title or street else None),
    }
    stated = {key: shorten_text(text, MOST_TITLE) for key, text in address.items() if text}
    if stated:
        place["address"] = stated
    if not place:
        del builder.members["place"]


def _read_postcode(builder: DraftBuilder, given: object, country: object) -> str | None:
    text = first_text(given)
    if text is None:
        return None
    land = (first_text(country) or "").casefold()
    found = read_postcode(text) if not land or land in _DUTCH else None
    if found is None:
        builder.warn("postcode-abroad", value=text)
    return found


def warn_more_places(names: Iterable[str], builder: DraftBuilder) -> None:
    """Says which places an offer has besides the one that is kept."""
    others = list(dict.fromkeys(names))
    if others:
        builder.warn("more-places", value="; ".join(others[:5]), used=builder.members.get("place", {}).get("name", "?"))


def set_point(builder: DraftBuilder, lat: float | None, lon: float | None) -> None:
    """The point in degrees. Two decimals are about a kilometre: that is known to the wijk, not to the address."""
    if lat is None or lon is None or (lat == 0 and lon == 0):
        return
    if _is_dutch(lon, lat) and not _is_dutch(lat, lon):
        builder.warn("point-swapped", value=f"{lat}, {lon}")
        lat, lon = lon, lat
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        builder.warn("point-outside", value=f"{lat}, {lon}")
        return
    is_rough = round(lat, 2) == lat and round(lon, 2) == lon
    location = {"lat": lat, "lon": lon, "precision": "wijk" if is_rough else "address"}
    builder.members.setdefault("place", {})["location"] = location


def _is_dutch(lat: float, lon: float) -> bool:
    return 50.5 <= lat <= 53.8 and 3.0 <= lon <= 7.4
