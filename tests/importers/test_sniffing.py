"""Which reader a file gets, by what stands in it."""

import io
import json
import zipfile
from typing import Any

import pytest

from app.errors import InvalidInput
from app.importers.reading import FORMATS
from app.importers.sniffing import READERS, choose_reader, sniff_format

CALENDAR = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT\nEND:VCALENDAR\n"


def packed(*names: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return content.getvalue()


def as_json(data: Any) -> bytes:
    return json.dumps(data).encode()


KNOWN: list[tuple[str, bytes]] = [
    ("icalendar", CALENDAR.encode()),
    ("icalendar", CALENDAR.encode("utf-8-sig")),
    ("icalendar", CALENDAR.encode("utf-16")),
    ("icalendar", f"\n\n{CALENDAR}".encode()),
    ("icalendar", b"BEGIN:VTODO\r\nSUMMARY:x\r\nEND:VTODO\r\n"),
    ("icalendar", b"BEGIN:VFREEBUSY\r\nEND:VFREEBUSY\r\n"),
    ("jsonld", b"<!DOCTYPE html><html><body>x</body></html>"),
    ("jsonld", b'  <script type="application/ld+json">{}</script>'),
    ("jsonld", as_json({"@context": "https://schema.org", "@type": "Event"})),
    ("jsonld", as_json([{"@type": "Event"}])),
    ("jsonld", as_json({"@context": "https://schema.org", "@graph": []})),
    ("jsonld", b'{"@context":"https://schema.org","@type":"Event",}'),
    ("rpde", as_json({"items": [], "next": "https://a.example"})),
    ("rpde", as_json({"items": [{"id": 1, "state": "deleted", "kind": "x"}]})),
    ("rpde", as_json({"id": 1, "state": "updated", "kind": "Session", "data": {}})),
    ("rpde", as_json({"kind": "Session", "data": {"name": "x"}})),
    ("uitdatabank", as_json({"name": "x", "calendar": {"calendarType": "permanent"}})),
    ("hsds", as_json({"service": {"name": "x"}, "location": {}})),
    ("hsds", as_json({"contents": [{"id": "1", "name": "x"}], "total_items": 1})),
    ("hsds", as_json({"services.csv": [], "organizations.csv": []})),
    ("hsds", as_json({"services": [{"id": "1", "name": "x"}]})),
    ("hsds", as_json([{"id": "1", "name": "x", "application_process": ""}])),
    ("hsds", b"id,organization_id,program_id,name,alternate_name\n1,2,,x,\n"),
    ("hsds", packed("data/services.csv", "datapackage.json")),
    ("hsds", packed("service.csv", "location.csv")),
    ("uitdatabank", as_json({"name": {"nl": "x"}, "calendarType": "single"})),
    ("uitdatabank", as_json({"@context": "/contexts/event", "mainLanguage": "nl", "name": {"nl": "x"}})),
    ("uitdatabank", as_json({"@type": "PagedCollection", "member": [{"@type": "Event", "calendarType": "single"}]})),
    ("geojson", as_json({"type": "FeatureCollection", "features": []})),
    ("geojson", as_json({"type": "Feature", "geometry": None, "properties": {}})),
    ("xlsx", packed("[Content_Types].xml", "xl/workbook.xml")),
    ("csv", b"titel;datum\nx;25-11-2026\n"),
    ("csv", b"sep=;\ntitel;datum\n"),
    ("csv", b"id,name,price\n1,x,2\n"),
    ("csv", "titel\tprijs\nx\t€ 5\n".encode("utf-16")),
]


@pytest.mark.parametrize(("name", "content"), KNOWN)
def test_a_file_is_known_by_what_stands_in_it(name: str, content: bytes) -> None:
    found, reader = choose_reader(content, "application/octet-stream", "upload.bin")
    assert found == name
    assert reader is READERS[name]


UNREADABLE: list[tuple[str, bytes]] = [
    ("file-empty", b""),
    ("file-empty", b"\xef\xbb\xbf \n"),
    ("format-not-read", b"%PDF-1.7 x"),
    ("format-not-read", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ("format-not-read", b"\x89PNG\r\n\x1a\n"),
    ("format-not-read", b"\xff\xd8\xff\xe0"),
    ("format-not-read", packed("word/document.xml")),
    ("format-not-read", packed("photo.jpg")),
    ("format-not-read", b'<?xml version="1.0"?><rss><channel/></rss>'),
    ("format-not-read", bytes(range(20)) * 400),
    ("format-not-read", b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Sam\r\nTEL;TYPE=home:070\r\nEND:VCARD\r\n"),
    ("json-unknown", as_json({"hello": "world"})),
    ("json-unknown", as_json([1, 2])),
    ("json-unreadable", b'{"hello": '),
    ("too-deep", b"[" * 100_000),
]


@pytest.mark.parametrize(("code", "content"), UNREADABLE)
def test_what_cannot_be_read_is_refused_with_what_to_send(code: str, content: bytes) -> None:
    with pytest.raises(InvalidInput) as refused:
        sniff_format(content)
    [fault] = refused.value.faults
    assert (fault.code, bool(fault.detail_nl)) == (code, True)


def test_there_is_a_reader_for_every_format_that_can_be_named() -> None:
    assert tuple(READERS) == FORMATS


def test_an_empty_list_of_uitdatabank_is_still_one() -> None:
    assert sniff_format(b'{"@type": "PagedCollection", "totalItems": 0, "member": []}') == "uitdatabank"


def test_a_broken_document_of_uitdatabank_is_told_and_not_taken_for_a_page_without_events() -> None:
    broken = b'{"@context": "/contexts/event", "@type": "Event", "calendarType": "single", "name": {"nl": "Judo",}}'
    with pytest.raises(InvalidInput) as refused:
        choose_reader(broken)
    assert [fault.code for fault in refused.value.faults] == ["json-unreadable"]


def test_a_file_of_empty_lines_is_known_in_time_that_grows_with_its_length() -> None:
    # With the square of it this test would take a minute.
    assert sniff_format(b"titel;datum\n" + b"\n" * 100_000) == "csv"
