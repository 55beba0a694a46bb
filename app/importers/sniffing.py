"""Which reader a file needs: by its first bytes and what stands in it; the media type and the name only decide between
formats that look alike."""

import re
from collections.abc import Mapping
from typing import Any

from app.errors import InvalidInput
from app.importers.csv_reader import read_csv
from app.importers.feed_bytes import decode_text, load_json
from app.importers.feed_notes import refuse
from app.importers.geojson_reader import read_geojson
from app.importers.hsds_reader import read_hsds
from app.importers.html_tables import is_saved_table
from app.importers.icalendar_reader import read_icalendar
from app.importers.json_repair import read_loose_json
from app.importers.jsonld_reader import read_jsonld
from app.importers.page_scripts import is_page
from app.importers.reading import Reader
from app.importers.rpde_reader import read_rpde
from app.importers.uit_reader import read_uit
from app.importers.xlsx_reader import read_xlsx

READERS: Mapping[str, Reader] = {
    "csv": read_csv,
    "xlsx": read_xlsx,
    "icalendar": read_icalendar,
    "jsonld": read_jsonld,
    "rpde": read_rpde,
    "hsds": read_hsds,
    "uitdatabank": read_uit,
    "geojson": read_geojson,
}
"""Every format by the name that reports and saved sources use."""

_CALENDAR = re.compile(
    r"^[^\S\r\n]*BEGIN:V(?:CALENDAR|EVENT|TODO|JOURNAL|FREEBUSY|TIMEZONE)", re.IGNORECASE | re.MULTILINE
)
_ADDRESS_BOOK = re.compile(r"\s*BEGIN:VCARD", re.IGNORECASE)
_HSDS_COLUMNS = frozenset({"organization_id", "alternate_name", "application_process", "interpretation_services"})
_HSDS_MEMBERS = frozenset(
    {"application_process", "service_at_locations", "organization_id", "fees_description", "interpretation_services"}
)
_NOT_READ: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "A PDF cannot be read; send a spreadsheet, a calendar or a CSV.",
     "Een pdf kunnen we niet lezen. Stuur een spreadsheet, agenda of CSV."),
    (b"\xd0\xcf\x11\xe0", "This is an old Excel or Word file; save it as .xlsx or CSV.", "Dit is een oud Excel- of "
     "Word-bestand. Bewaar het als .xlsx of CSV."),
    (b"\x89PNG", "A picture cannot be read.", "Een plaatje kunnen we niet lezen."),
    (b"\xff\xd8\xff", "A picture cannot be read.", "Een plaatje kunnen we niet lezen."),
    (b"GIF8", "A picture cannot be read.", "Een plaatje kunnen we niet lezen."),
    (b"\x1f\x8b", "Unpack this archive first.", "Pak dit archief eerst uit."),
    (b"Rar!", "Unpack this archive first.", "Pak dit archief eerst uit."),
    (b"7z\xbc\xaf", "Unpack this archive first.", "Pak dit archief eerst uit."),
    (b"{\\rtf", "A text document cannot be read; send a CSV.", "Een tekstdocument kunnen we niet lezen. "
     "Stuur een spreadsheet of CSV."),
    (b"SQLite format 3", "A database cannot be read; send a CSV.", "Een database kunnen we niet lezen. Stuur een CSV."),
)  # fmt: skip


def choose_reader(content: bytes, media_type: str | None = None, name: str | None = None) -> tuple[str, Reader]:
    """(name of the format, its reader). Raises InvalidInput for what cannot be read, saying what to send instead."""
    found = sniff_format(content, media_type, name)
    return found, READERS[found]


def sniff_format(content: bytes, media_type: str | None = None, name: str | None = None) -> str:
    """The name of the format. Raises InvalidInput as `choose_reader` does."""
    if not content.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise refuse("file-empty", "This file is empty.", "Dit bestand is leeg.")
    for start, english, dutch in _NOT_READ:
        if content.startswith(start):
            raise refuse("format-not-read", english, dutch)
    if content.startswith(b"PK\x03\x04"):
        return "xlsx" if (name or "").lower().endswith((".xlsx", ".xlsm")) else _kind_of_zip(content)
    text = decode_text(content[:400_000])
    if _CALENDAR.search(text[:100_000]):
        return "icalendar"
    if _ADDRESS_BOOK.match(text):
        raise refuse(
            "format-not-read",
            "An address book is not read; send a calendar, a spreadsheet or a CSV.",
            "Een adresboek kunnen we niet lezen. Stuur een agenda, een spreadsheet of CSV.",
        )
    first = text.lstrip()[:1]
    if first in ("{", "["):
        return _kind_of_json(content, text, media_type)
    if is_saved_table(text, media_type, name):
        return "csv"
    if is_page(text):
        return "jsonld"
    _refuse_xml(text)
    if content[:4_000].count(0) > 40 and "\0" in text[:4_000]:
        raise refuse(
            "format-not-read", "This kind of file is not read here.", "Dit soort bestand kunnen we niet lezen."
        )
    return _kind_of_table(text)


def _kind_of_zip(content: bytes) -> str:
    """A workbook or a data package; names stand in the clear at the end of every zip."""
    tail = content[-200_000:] + content[:4_000]
    if b"xl/workbook" in tail or b"xl/worksheets" in tail:
        return "xlsx"
    if b"services.csv" in tail or b"service.csv" in tail or b"datapackage.json" in tail:
        return "hsds"
    if b"word/document" in tail or b"content.xml" in tail or b"ppt/" in tail:
        raise refuse(
            "format-not-read",
            "This is a text document or another office file; save it as .xlsx or CSV.",
            "Dit is een tekstdocument of een ander kantoorbestand. Bewaar het als .xlsx of CSV.",
        )
    raise refuse("format-not-read", "Unpack this archive first.", "Pak dit archief eerst uit.")


def _refuse_xml(text: str) -> None:
    head = text.lstrip()[:400].lower()
    if head.startswith(("<?xml", "<rss", "<feed", "<kml", "<gpx")):
        raise refuse(
            "format-not-read",
            "XML (RSS, KML, Atom) is not read; send a calendar (iCalendar), JSON or a CSV.",
            "XML (RSS, KML, Atom) kunnen we niet lezen. Stuur een agenda (iCalendar), JSON of CSV.",
        )


def _kind_of_table(text: str) -> str:
    head = {cell.strip().strip('"').lower() for cell in re.split(r"[,;\t]", text.lstrip().partition("\n")[0][:5_000])}
    return "hsds" if len(head & _HSDS_COLUMNS) >= 2 and {"id", "name"} <= head else "csv"


# --- JSON


def _kind_of_json(content: bytes, text: str, media_type: str | None) -> str:
    try:
        data = load_json(content)
    except InvalidInput:
        # Only the reader of JSON-LD repairs; it says what is wrong when it cannot.
        is_linked = "schema.org" in text or "@type" in text or "ld+json" in (media_type or "")
        if is_linked and _kind_when_repaired(text) in ("jsonld", None):
            return "jsonld"
        raise
    found = _kind_of_data(data)
    if found is None:
        raise refuse(
            "json-unknown",
            "This JSON is of no kind that is read here: schema.org, OpenActive, HSDS, UiTdatabank or GeoJSON.",
            "Deze JSON herkennen we niet: we lezen schema.org, OpenActive, HSDS, UiTdatabank en GeoJSON.",
        )
    return found


def _kind_when_repaired(text: str) -> str | None:
    try:
        return _kind_of_data(read_loose_json(text)[0])
    except ValueError:
        return None


def _kind_of_data(data: Any) -> str | None:
    sample = data
    if isinstance(data, Mapping):
        found = _kind_of_collection(data)
        if found is not None:
            return found
        for name in ("contents", "services", "member", "hydra:member", "events", "items", "data", "results", "records"):
            if isinstance(data.get(name), list) and data[name]:
                sample = data[name]
                break
    items = sample if isinstance(sample, list) else [sample]
    kinds = [_kind_of_item(item) for item in items[:20] if isinstance(item, Mapping)]
    return next((kind for kind in kinds if kind is not None), None)


def _kind_of_collection(data: Mapping[str, Any]) -> str | None:
    if isinstance(data.get("features"), list) or data.get("type") in ("Feature", "FeatureCollection"):
        return "geojson"
    if _is_rpde_page(data):
        return "rpde"
    if data.get("member") == [] or data.get("hydra:member") == []:
        return "uitdatabank"
    if any(str(name).endswith("services.csv") for name in data) or isinstance(data.get("contents"), list):
        return "hsds"
    if "@context" not in data and any(isinstance(data.get(name), list) for name in ("services", "organizations")):
        return "hsds"
    return None


def _is_rpde_page(data: Mapping[str, Any]) -> bool:
    items = data.get("items")
    if not isinstance(items, list):
        return False
    known = [item for item in items[:20] if isinstance(item, Mapping)]
    return any("state" in item or isinstance(item.get("data"), Mapping) for item in known) or (
        not known and "next" in data
    )


def _kind_of_item(item: Mapping[str, Any]) -> str | None:
    inner = item.get("data")
    is_wrapped = isinstance(inner, Mapping) and (item.keys() & {"state", "kind"} or inner.keys() & {"@type", "type"})
    if {"state", "kind", "id"} <= item.keys() or is_wrapped or _is_rpde_page(item):
        return "rpde"
    if (
        isinstance(item.get("calendar"), Mapping)
        or "calendarType" in item
        or "mainLanguage" in item
        or "workflowStatus" in item
    ):
        return "uitdatabank"
    if "@type" in item or "@graph" in item or "@context" in item:
        return "jsonld"
    if item.get("type") == "Feature":
        return "geojson"
    if ("name" in item and item.keys() & _HSDS_MEMBERS) or isinstance(item.get("service"), Mapping):
        return "hsds"
    return "jsonld" if isinstance(item.get("type"), str) and ("startDate" in item or "eventSchedule" in item) else None
