"""Open Referral HSDS in all its shapes to one: services with everything that belongs to them nested inside.

Shapes: the API of version 3 (`contents`), a list or one service, all tables in one JSON, `services.csv` alone, and a
data package (zip) with a CSV a table.
"""

import csv
import io
import json
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from app.importers.feed_bytes import decode_text, parse_json
from app.importers.feed_notes import refuse

Record = dict[str, Any]
MOST_SERVICES, MOST_ROWS = 20_000, 200_000
MOST_UNPACKED = 64 * 1024 * 1024
# fmt: off
_OF_SERVICE = (
    "phones", "contacts", "schedules", "regular_schedules", "holiday_schedules", "cost_options", "eligibility",
    "eligibilities", "languages", "service_areas", "required_documents", "funding", "fundings", "attributes",
    "payment_accepted",
)
_OF_LOCATION = ("addresses", "physical_addresses", "postal_addresses", "accessibility",
                "accessibility_for_disabilities")
# fmt: on
_SINGULAR = {
    "service": "services",
    "organization": "organizations",
    "location": "locations",
    "phone": "phones",
    "schedule": "schedules",
    "regular_schedule": "regular_schedules",
    "cost_option": "cost_options",
    "address": "addresses",
    "physical_address": "physical_addresses",
    "postal_address": "postal_addresses",
    "language": "languages",
    "services_at_location": "service_at_location",
    "service_at_locations": "service_at_location",
    "services_at_locations": "service_at_location",
    "program": "programs",
    "contact": "contacts",
}  # fmt: skip


def records(value: Any) -> list[Record]:
    """The objects in one value or a list."""
    items = value if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, dict)]


def read_services(content: bytes) -> Iterator[tuple[str, Record]]:
    """(where it stands, the service). Raises InvalidInput when there are no services in the file."""
    if content[:4] == b"PK\x03\x04":
        return _from_tables(_unpack(content))
    text = decode_text(content)
    if text.lstrip()[:1] in ("{", "["):
        return _from_json(parse_json(text))
    return _from_tables({"services": _read_csv(text)}, "line", 2)


def page_of(content: bytes) -> str | None:
    """`1 of 10` when the file is one page of a list that goes on; None for anything else."""
    head = content[:4_000] + content[-2_000:]
    found = {name: re.search(rb'"%s"\s*:\s*(\d{1,9})' % name, head) for name in (b"page_number", b"total_pages")}
    page, pages = found[b"page_number"], found[b"total_pages"]
    if page is None or pages is None or int(pages[1]) < 2:
        return None
    return f"{int(page[1])} / {int(pages[1])}"


def _from_json(data: Any) -> Iterator[tuple[str, Record]]:
    if isinstance(data, list):
        return _listed(data, "")
    if not isinstance(data, dict):
        raise _no_services()
    for name in ("contents", "services", "items", "data", "records", "results", "organizations"):
        has_services = name != "organizations" or any(row.get("services") for row in records(data.get(name)))
        if isinstance(data.get(name), list) and has_services and not _is_tabular(data):
            return _listed(data[name], f"/{name}", data if "name" in data else None)
    if _is_tabular(data):
        place = next((name for name in data if _table_name(name) == "services"), "services")
        return _from_tables({_table_name(name): rows for name, rows in data.items() if isinstance(rows, list)}, place)
    if isinstance(data.get("service"), dict):
        return iter([("/", _at_location(data))])
    if "name" in data:
        return iter([("/", data)])
    raise _no_services()


def _is_tabular(data: Mapping[str, Any]) -> bool:
    names = {_table_name(name) for name, rows in data.items() if isinstance(rows, list)}
    return any(name.endswith(".csv") for name in data) or len(names & {"services", "organizations", "locations"}) > 1


def _listed(items: list[Any], prefix: str, organization: Any = None) -> Iterator[tuple[str, Record]]:
    """`organization`: who offers the services of a list that stands inside it."""
    for index, item in enumerate(items[: MOST_SERVICES + 1]):
        if isinstance(item, dict) and isinstance(item.get("services"), list):
            yield from _listed(item["services"], f"{prefix}/{index}/services", item if "name" in item else None)
            continue
        service = _at_location(item) if isinstance(item, dict) and isinstance(item.get("service"), dict) else item
        if organization is not None and isinstance(service, dict):
            service = {"organization": organization, **service}
        yield f"{prefix}/{index}", service


def _at_location(item: Record) -> Record:
    """A service at one location, as the service with that location and the schedules it has there."""
    here = {name: item[name] for name in ("schedules", "phones") if item.get(name)}
    link = {name: item[name] for name in ("id", "location", "location_id") if name in item}
    return {**item["service"], **here, "service_at_locations": [link]}


def _table_name(name: str) -> str:
    bare = name.rpartition("/")[2].removesuffix(".csv").lower()
    return _SINGULAR.get(bare, bare)


def _no_services() -> Exception:
    return refuse("services-missing", "There are no services in this file.", "In dit bestand staan geen diensten.")


def _read_csv(text: str) -> list[Record]:
    csv.field_size_limit(1_000_000)
    try:
        head = text[:2_000].partition("\n")[0]
        reader = csv.DictReader(
            io.StringIO(text, newline=""), delimiter=";" if head.count(";") > head.count(",") else ","
        )
        rows = [row for _, row in zip(range(MOST_ROWS), reader, strict=False)]
    except csv.Error as error:
        raise refuse("csv-unreadable", f"This CSV cannot be read: {error}.", "Deze CSV is niet te lezen.") from None
    return [{str(name).strip().lower(): value for name, value in row.items() if name is not None} for row in rows]


def _unpack(content: bytes) -> dict[str, list[Record]]:
    """The tables of a data package; refuses what unpacks to more than it should."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = [entry for entry in package.infolist() if entry.filename.lower().endswith(".csv")]
            if sum(entry.file_size for entry in entries) > MOST_UNPACKED or len(entries) > 200:
                raise refuse("zip-too-large", "This package unpacks to too much.", "Dit pakket is uitgepakt te groot.")
            return {
                _table_name(entry.filename): _read_csv(decode_text(_read_entry(package, entry))) for entry in entries
            }
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        raise refuse(
            "zip-unreadable", "This package cannot be unpacked.", "Dit pakket kunnen we niet uitpakken."
        ) from None


def _read_entry(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with package.open(entry) as opened:
        content = opened.read(MOST_UNPACKED + 1)
    if len(content) > MOST_UNPACKED:
        raise refuse("zip-too-large", "This package unpacks to too much.", "Dit pakket is uitgepakt te groot.")
    return content


def _from_tables(
    tables: Mapping[str, list[Any]], place: str = "services.csv", first: int = 1
) -> Iterator[tuple[str, Record]]:
    services = [row for row in tables.get("services", []) if isinstance(row, dict)]
    if not services or "name" not in services[0]:
        raise _no_services()
    return _nest_services(services, tables, place, first)


def _nest_services(
    services: list[Record], tables: Mapping[str, list[Any]], place: str, first: int
) -> Iterator[tuple[str, Record]]:
    by_service = {name: _by(tables.get(name, ()), "service_id") for name in _OF_SERVICE}
    organizations = {_key(row.get("id")): row for row in _rows(tables, "organizations")}
    locations = _nest_locations(tables)
    links = _by(tables.get("service_at_location", ()), "service_id")
    times = _by(tables.get("schedules", ()), "service_at_location_id")
    for index, service in enumerate(services[: MOST_SERVICES + 1]):
        own = _key(service.get("id"))
        nested = {name: rows[own] for name, rows in by_service.items() if own in rows}
        places = [
            {**link, "location": found, "schedules": times.get(_key(link.get("id")), [])}
            for link in links.get(own, ())
            if (found := locations.get(_key(link.get("location_id"))))
        ]
        if not places and (at := locations.get(_key(service.get("location_id")))):
            places = [{"location": at}]
        organization = organizations.get(_key(service.get("organization_id")))
        where = f"line {index + first}" if place == "line" else f"/{place}/{index}"
        yield where, {**service, **nested, "service_at_locations": places, "organization": organization}


def _rows(tables: Mapping[str, list[Any]], name: str) -> list[Record]:
    return [row for row in tables.get(name, ()) if isinstance(row, dict)]


def _by(rows: Any, name: str) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = defaultdict(list)
    for row in rows:
        if isinstance(row, dict) and row.get(name) not in (None, ""):
            found[_key(row[name])].append(row)
    return dict(found)


def _key(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, default=str)


def _nest_locations(tables: Mapping[str, list[Any]]) -> dict[str, Record]:
    nested = {name: _by(tables.get(name, ()), "location_id") for name in _OF_LOCATION}
    return {
        _key(row.get("id")): {
            **row,
            **{name: rows[_key(row.get("id"))] for name, rows in nested.items() if _key(row.get("id")) in rows},
        }
        for row in _rows(tables, "locations")
    }
