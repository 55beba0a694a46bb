"""Real files of real systems with what must come out; they lie beside the project and are asked only where they are."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from app.importers.reading import ReadRow
from app.importers.sniffing import choose_reader
from tests.importers.feeds import CONTEXT, accept
from tests.support.server import REPOSITORY

CORPUS = REPOSITORY.parent / "shared" / "corpus"
FEEDS = ("ics", "jsonld", "rpde", "hsds", "publiq", "geojson")
# What DESIGN asks beyond the table: the number of rows is that of offers, times are compared as moments.
FIRST: dict[str, dict[str, Any]] = json.loads("""{
    "ics/google-biweekly-exdate-until.ics": {"count": 2, "start": "2017-02-16T09:00:00", "zone": "US/Central"},
    "ics/google-override-before-master.ics": {"count": 1, "start": "2026-02-10T10:00:00", "zone": "America/Denver"},
    "ics/thunderbird-moved-instances.ics": {"count": 2, "start": "2019-03-18T04:00:00", "zone": "Europe/Berlin"},
    "ics/nextcloud-sabre-exdate-two.ics": {"count": 1, "start": "2019-03-04T00:30:00", "zone": "Europe/Berlin"},
    "ics/exchange-customized-tz-mixed.ics": {"count": 1, "start": "2024-04-26T14:00:00", "zone": "Europe/Berlin"},
    "ics/outlook-bad-ms-tz.ics": {"count": 1, "start": "2020-08-25T10:35:00", "zone": "America/New_York"},
    "ics/meetup-group.ics": {"count": 1, "start": "2011-11-09T19:00:00", "zone": "America/Phoenix"},
    "ics/google-bad-rrule.ics": {"count": 3, "start": "2020-09-03T09:40:00", "zone": "America/Denver"},
    "ics/swapped-start-end.ics": {"count": 1, "start": "2023-12-18T23:30:00", "zone": "Europe/Paris"},
    "ics/davx5-exdate-ignored.ics": {"count": 1, "start": "2019-10-15T16:15:00", "zone": "Europe/Berlin"},
    "jsonld/schemaorg-eg-0170.html": {"count": 1, "start": "2025-07-22T02:00:00", "price": "30.00 USD"},
    "jsonld/schemaorg-eg-0202.html": {"count": 1,
        "start": "2014-04-12T19:30:00", "price": "63.25 USD", "age": [18, null]},
    "jsonld/schemaorg-eg-0240.html": {"count": 1, "start": "2017-01-04T19:00:00", "zone": "Europe/London"},
    "jsonld/tec-plugin-snapshot-list.html": {"count": 2, "start": "2019-06-20T15:01:20"},
    "jsonld/cle-cpc-detail.html": {"count": 1, "start": "2024-02-01T00:00:00", "cost": null},
    "jsonld/eventon-cook-landbank-detail.html": {"count": 1, "start": "2019-09-13T00:00:00"},
    "jsonld/micrometa-jsonld-ending-semicolon.html": {"count": 0},
    "jsonld/extruct-elysianfields-1.html": {"count": 4, "start": "2017-06-11T01:30:00"},
    "rpde/page-last-page.json": {"count": 0},
    "rpde/page-single-item.json": {"count": 1, "price": "5.00 GBP"},
    "rpde/model-sessionseries_example_1.json": {"count": 1, "price": "3.30 GBP", "age": [16, null]},
    "rpde/item-sessionseries-with-schedule.json": {"count": 1,
        "start": "2020-01-02T11:00:00", "price": "0.00 GBP", "cost": "free"},
    "rpde/item-courseinstance.json": {"count": 1, "start": "2018-08-30T16:00:00"},
    "hsds/hsds3-service_list.json": {"count": 1, "age": [12, 100], "cost": "paid", "price": "50.00 GBP"},
    "hsds/hsds3-tabular.json": {"count": 1, "age": [12, 100]},
    "hsds/hsds1-services.csv": {"count": 13},
    "publiq/event-with-multiple-calendar.json": {"count": 1,
        "start": "2021-05-17T10:00:00", "price": "10.50 EUR", "age": [6, 12]},
    "publiq/event-single-kamp.json": {"count": 1, "start": "2026-07-01T09:00:00"},
    "publiq/event-with-price.json": {"count": 1, "start": "2015-03-02T13:30:00", "price": "10.50 EUR", "cost": "paid"},
    "geojson/amsterdam-sport-openbaar-250.geojson": {"count": 250, "cost": "free"}
}""")


def expected() -> list[dict[str, str]]:
    """The rows of the table that the feed readers answer for; empty when the files are not there."""
    table = CORPUS / "EXPECTED.tsv"
    if not table.exists():
        return []
    with table.open(encoding="utf-8", newline="") as opened:
        return [row for row in csv.DictReader(opened, delimiter="\t") if row["path"].split("/")[0] in FEEDS]


def offers(path: Path) -> list[ReadRow]:
    content = path.read_bytes()
    _, reader = choose_reader(content, None, path.name)
    return [row for row in reader(content, CONTEXT) if row.draft is not None]


@pytest.mark.parametrize("row", expected(), ids=lambda row: row["path"])
def test_a_real_file_gives_what_the_table_says(row: dict[str, str]) -> None:
    known, found = FIRST[row["path"]], offers(CORPUS / row["path"])
    assert len(found) == known["count"]
    for one in found:
        accept(one)
    if not found:
        return
    first = found[0].draft or {}
    title, place = row["first title"].strip(), row["location"].strip()
    if title:
        assert first["title"].casefold() == title.casefold()
    if place and not place.startswith(("(", "point")):
        assert first["place"]["name"] == place
    check_first(first, known)


def check_first(first: Any, known: dict[str, Any]) -> None:
    """The facts that the table gives in words."""
    schedule = first["schedule"]
    dates = [*schedule.get("rules", ()), *first.get("sessions", ())]
    if "start" in known:
        assert dates[0]["startsAt"] == known["start"]
    if "zone" in known:
        assert schedule["timezone"] == known["zone"]
    if "price" in known:
        price = first["prices"][0]
        assert f"{price['amount']} {price.get('currency', 'EUR')}" == known["price"]
    if "cost" in known:
        assert first.get("cost") == known["cost"]
    if "age" in known:
        assert [first["age"].get("min"), first["age"].get("max")] == known["age"]
