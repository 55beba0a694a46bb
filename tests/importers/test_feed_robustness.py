"""Whatever bytes come: a reader gives rows that the catalogue takes, or refuses with InvalidInput."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import InvalidInput
from app.importers.geojson_reader import read_geojson
from app.importers.hsds_reader import read_hsds
from app.importers.icalendar_reader import read_icalendar
from app.importers.jsonld_reader import read_jsonld
from app.importers.reading import Reader
from app.importers.rpde_reader import read_rpde
from app.importers.uit_reader import read_uit
from tests.importers.feeds import CONTEXT, accept, read

FEEDS: dict[str, Reader] = {
    "icalendar": read_icalendar,
    "jsonld": read_jsonld,
    "rpde": read_rpde,
    "hsds": read_hsds,
    "uitdatabank": read_uit,
    "geojson": read_geojson,
}
QUIET = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def survive(reader: Reader, content: bytes) -> None:
    try:
        rows = list(reader(content, CONTEXT))
    except InvalidInput:
        return
    for row in rows:
        assert row.draft is not None or row.faults or row.warnings or row.is_deleted
        if row.draft is not None:
            accept(row)


@pytest.mark.parametrize("name", FEEDS)
@QUIET
@given(content=st.binary(max_size=300))
def test_arbitrary_bytes_raise_nothing_else(name: str, content: bytes) -> None:
    survive(FEEDS[name], content)


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=12),
    st.sampled_from(
        ["2026-11-25", "2026-11-25T14:00", "-9999", "€ 5", "https://a.example", "Event", "T25", "P1W", "6-12"]
    ),
)
NAMES = st.sampled_from(
    [
        "@type",
        "type",
        "@id",
        "id",
        "name",
        "startDate",
        "endDate",
        "location",
        "offers",
        "price",
        "eventSchedule",
        "byDay",
        "repeatFrequency",
        "subEvent",
        "superEvent",
        "geo",
        "latitude",
        "longitude",
        "address",
        "postalCode",
        "typicalAgeRange",
        "eventStatus",
        "organizer",
        "image",
        "items",
        "state",
        "kind",
        "data",
        "next",
        "calendarType",
        "openingHours",
        "dayOfWeek",
        "opens",
        "closes",
        "priceInfo",
        "mainLanguage",
        "terms",
        "services",
        "schedules",
        "freq",
        "features",
        "geometry",
        "coordinates",
        "properties",
        "naam",
        "crs",
        "description",
        "url",
        "duration",
    ]
)
DOCUMENTS = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=6), max_leaves=25
)


@pytest.mark.parametrize("name", [name for name in FEEDS if name != "icalendar"])
@QUIET
@given(document=DOCUMENTS)
def test_any_json_is_read_or_refused(name: str, document: Any) -> None:
    wrapped = {
        "jsonld": {"@type": "Event", "name": "x", "startDate": document, "offers": document, "location": document},
        "rpde": {"items": [{"id": "1", "state": "updated", "kind": "Event", "data": document}], "next": ""},
        "hsds": [{"name": "x", "schedules": document, "cost_options": document, "locations": document}],
        "uitdatabank": [{"name": "x", "calendarType": "periodic", "startDate": "2026-11-25", "openingHours": document}],
        "geojson": {"features": [{"properties": {"naam": "x", "prijs": document}, "geometry": document}]},
    }[name]  # fmt: skip
    survive(FEEDS[name], json.dumps(wrapped).encode())
    survive(FEEDS[name], json.dumps(document).encode())


LINES = st.sampled_from(
    [
        "BEGIN:VEVENT",
        "END:VEVENT",
        "BEGIN:VALARM",
        "END:VCALENDAR",
        "BEGIN:VTIMEZONE",
        "UID:1",
        "SUMMARY:Club",
        "DTSTART:20261125T140000Z",
        "DTSTART;VALUE=DATE:20261125",
        "DTSTART;TZID=Nowhere:21990101T000000",
        "DTEND:20261125T150000Z",
        "DURATION:-PT1H",
        "DURATION:P99999D",
        "RRULE:FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6",
        "RRULE:FREQ=DAILY;BYHOUR=1,2,3;UNTIL=21990101",
        "RRULE:FREQ=MONTHLY;BYDAY=5MO;COUNT=2000",
        "RRULE:FREQ=WEEKLY;UNTIL=0",
        "EXDATE:20261202T140000Z,,x",
        "RDATE;VALUE=PERIOD:20261202T140000Z/PT1H",
        "RECURRENCE-ID:20261202T140000Z",
        "STATUS:CANCELLED",
        "GEO:abc;12",
        "LOCATION:;,",
    ]
)


@QUIET
@given(lines=st.lists(LINES | st.text(max_size=20), max_size=30))
def test_any_mixture_of_calendar_lines_is_read(lines: list[str]) -> None:
    survive(read_icalendar, "\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines]).encode("utf-8", "replace"))


HOSTILE: dict[str, tuple[Reader, bytes]] = {
    "open events": (read_icalendar, b"BEGIN:VEVENT\n" * 50_000),
    "open alarms": (read_icalendar, b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + b"BEGIN:VALARM\n" * 100_000),
    "quotes in a parameter": (read_icalendar, b'BEGIN:VEVENT\nX;A="' + b'"' * 300_000),
    "text without properties": (read_icalendar, b"BEGIN:VEVENT\nSUMMARY:a\n" + b"b\n" * 200_000),
    "a date far away": (
        read_icalendar, b"BEGIN:VEVENT\nSUMMARY:a\nDTSTART:19700101\nRRULE:FREQ=DAILY\nEXDATE:21990101"
    ),
    "empty lines": (read_icalendar, b"BEGIN:VCALENDAR\n" + b"\r\n" * 300_000),
    "one id for all": (
        read_icalendar, b"".join(b"BEGIN:VEVENT\nUID:1\nSUMMARY:%d\nDTSTART:20261202\n" % at for at in range(3_000))
    ),
    "notes in a title": (read_icalendar, b"BEGIN:VEVENT\nDTSTART:20261202\nSUMMARY:geen " + b"l" * 150_000),
    "open scripts": (read_jsonld, b"<html>" + b"<script" * 200_000),
    "open comments": (read_jsonld, b"<html>" + b"<!--" * 200_000),
    "open tags": (read_jsonld, b"<html itemscope>" + b"<a " * 200_000),
    "open attributes": (read_jsonld, b"<html itemscope>" + b'<a b="' * 100_000 + b">"),
    "open elements": (read_jsonld, b"<html itemscope>" + b"<div itemprop=a>" * 50_000),
    "quotes in JSON": (read_jsonld, b'{"@type":"Event","name":"' + b'"' * 200_000),
    "brackets in JSON": (read_jsonld, b"[" * 200_000),
    "spaces in JSON": (read_jsonld, b'{"@type":"Event",' + b" " * 300_000 + b"}"),
    "entities in text": (read_jsonld, json.dumps({"@type": "Event", "name": "&lt;p " * 100_000}).encode()),
    "many positions": (
        read_geojson,
        json.dumps({"type": "FeatureCollection", "features": [
            {"geometry": {"type": "Polygon", "coordinates": [[[4, 52]] * 100_000]}, "properties": {"naam": "x"}}
        ]}).encode(),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_read_to_its_end(name: str) -> None:
    # Work that grows with the square of the length would keep this test busy for minutes.
    survive(*HOSTILE[name])


@pytest.mark.parametrize("name", FEEDS)
def test_a_file_beyond_the_limit_is_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.importers.feed_bytes.MOST_BYTES", 1_000)
    with pytest.raises(InvalidInput) as refused:
        read(FEEDS[name], b" " * 2_000)
    assert refused.value.faults[0].code == "file-too-large"
