"""CSV (RFC 4180): one row an activity, for people with a spreadsheet.

A text that a spreadsheet would run as a formula gets an apostrophe in front; numbers of our own are left alone. Several
values share a cell with `|` between them.
"""

import csv
from collections.abc import Callable, Iterable, Mapping
from io import StringIO
from typing import Any

from app.schemas.geojson import point_of

BOM = "\ufeff"
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
Item = Mapping[str, Any]


def _at(*path: str) -> Callable[[Item], Any]:
    def read(item: Item) -> Any:
        value: Any = item
        for name in path:
            value = value.get(name) if isinstance(value, Mapping) else None
        return value

    return read


def _base_price(name: str) -> Callable[[Item], Any]:
    def read(item: Item) -> Any:
        return next((price[name] for price in item["prices"] if price["kind"] == "base"), None)

    return read


def _coordinate(index: int) -> Callable[[Item], Any]:
    def read(item: Item) -> Any:
        point = point_of(item)
        return None if point is None else point[index]

    return read


def _help(item: Item) -> list[str]:
    return [help_["name"] for help_ in item["help"]]


COLUMNS: dict[str, Callable[[Item], Any]] = {
    "id": _at("id"),
    "url": _at("url"),
    "title": _at("title"),
    "summary": _at("summary"),
    "organisation": _at("organisation", "name"),
    "place": _at("place", "name"),
    "gemeente": _at("place", "gemeente", "name"),
    "wijk": _at("place", "wijk", "name"),
    "wijkCode": _at("place", "wijk", "code"),
    "lat": _coordinate(0),
    "lon": _coordinate(1),
    "distanceM": _at("distanceM"),
    "attendance": _at("attendance"),
    "themes": _at("themes"),
    "stage": _at("stage"),
    "kind": _at("kind"),
    "audience": _at("audience"),
    "individual": _at("individual"),
    "openTo": _at("openTo", "kind"),
    "ageMin": _at("age", "min"),
    "ageMax": _at("age", "max"),
    "schoolGroups": _at("schoolGroups"),
    "cost": _at("cost"),
    "price": _base_price("amount"),
    "pricePer": _base_price("per"),
    "freeTrial": _at("freeTrial"),
    "help": _help,
    "schedule": _at("schedule", "summary"),
    "nextStartsAt": _at("nextSession", "startsAt"),
    "nextEndsAt": _at("nextSession", "endsAt"),
    "sessionCount": _at("sessionCount"),
    "enrolmentStatus": _at("enrolment", "status"),
    "status": _at("status"),
    "confirmedAt": _at("freshness", "confirmedAt"),
    "freshness": _at("freshness", "state"),
    "missing": _at("missing"),
    "isExample": _at("isExample"),
}
"""Name of a column -> its value in a served card or item."""


def write_table(items: Iterable[Item], *, with_bom: bool = True) -> bytes:
    """UTF-8 with a header row; the byte order mark makes spreadsheets read it as UTF-8."""
    buffer = StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for item in items:
        writer.writerow([_cell(read(item)) for read in COLUMNS.values()])
    return ((BOM if with_bom else "") + buffer.getvalue()).encode()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    return safe_text("|".join(value) if isinstance(value, list) else str(value))


def safe_text(text: str) -> str:
    """The text, unable to begin a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(_RISKY) else text
