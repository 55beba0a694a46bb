"""An OpenActive data set: its page names the feeds, and series and dates that stand apart come together."""

import json
from typing import Any

import pytest

from app.clients.safe_fetch import FetchLimits, SafeClient
from app.errors import InvalidInput, Unavailable
from app.importers.openactive_dataset import MOST_FEEDS, find_feeds
from app.importers.reading import ReadRow
from app.importers.rpde_reader import read_rpde
from app.services.feeds import Fetched, fetch_feed
from tests.importers.feeds import CONTEXT
from tests.support.stub_http import Answer, serve_stub

CLIENT = SafeClient(FetchLimits(allow_private=True, max_bytes=100_000))
SERIES = {"id": "s1", "kind": "SessionSeries", "state": "updated", "modified": 1,
          "data": {"@type": "SessionSeries", "@id": "https://feed.example/s1", "name": "Judo"}}  # fmt: skip


def date(number: int) -> dict[str, Any]:
    data = {"@type": "ScheduledSession", "superEvent": "https://feed.example/s1",
            "startDate": f"2026-12-0{number}T15:00:00Z"}  # fmt: skip
    return {"id": number, "kind": "ScheduledSession", "state": "updated", "modified": number, "data": data}


def dataset(*feeds: tuple[str, str], **members: Any) -> dict[str, Any]:
    distribution = [{"@type": "DataDownload", "name": kind, "additionalType": f"https://openactive.io/{kind}",
                     "contentUrl": address} for kind, address in feeds]  # fmt: skip
    return {"@context": ["https://schema.org/", "https://openactive.io/"], "@type": "Dataset", "name": "Sport",
            "distribution": distribution, **members}  # fmt: skip


def page(data: Any) -> bytes:
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    return f"<!DOCTYPE html><html><head>{script}</head><body>Data</body></html>".encode()


def rows(fetched: Fetched) -> list[ReadRow]:
    assert fetched.content is not None
    return list(read_rpde(fetched.content, CONTEXT))


class Publisher:
    """A data set with its feeds, one page each and then the last one."""

    def __init__(self) -> None:
        self.feeds: dict[str, list[Any]] = {"/series": [SERIES], "/dates": [date(1), date(2)]}
        kinds = [("SessionSeries", "/series"), ("ScheduledSession", "/dates"), ("Slot", "/slots")]
        self.set = dataset(*kinds)

    def respond(self, path: str, query: dict[str, list[str]]) -> Answer:
        if path == "/openactive":
            return Answer(page(self.set), headers={"Content-Type": "text/html", "ETag": '"1"'})
        if path not in self.feeds:
            return Answer(status=404)
        items = self.feeds[path][int(query.get("after", ["0"])[0]) :]
        return Answer({"items": items, "next": f"{path}?after={len(self.feeds[path])}"})


def test_the_page_of_a_data_set_stands_for_its_feeds_and_halls_for_hire_are_not_asked() -> None:
    publisher = Publisher()
    with serve_stub(publisher.respond) as stub:
        fetched = fetch_feed(CLIENT, f"{stub.url}/openactive")
        [row] = rows(fetched)
        assert row.external_id == "s1"
        assert row.draft is not None
        assert [one["startsAt"] for one in row.draft["sessions"]] == ["2026-12-01T16:00:00", "2026-12-02T16:00:00"]
        assert "/slots" not in [path for path, _ in stub.asked]

        asked = len(stub.asked)
        assert fetch_feed(CLIENT, f"{stub.url}/openactive", fetched.seen).content is None
        assert len(stub.asked) == asked + 2  # the last page of each feed

        publisher.feeds["/dates"].append(date(3))
        [row] = rows(fetch_feed(CLIENT, f"{stub.url}/openactive", fetched.seen))
        assert row.draft is not None
        assert len(row.draft["sessions"]) == 3


def test_a_feed_of_the_set_that_fails_costs_the_fetch_and_all_together_stay_within_the_limit() -> None:
    publisher = Publisher()
    with serve_stub(publisher.respond) as stub:
        publisher.feeds["/series"] = [{**SERIES, "note": "x" * 1_000}]
        publisher.feeds["/dates"] = [date(number) for number in range(1, 8)]
        small = SafeClient(FetchLimits(allow_private=True, max_bytes=1_800))
        with pytest.raises(InvalidInput):
            fetch_feed(small, f"{stub.url}/openactive")
        del publisher.feeds["/dates"]
        with pytest.raises(Unavailable):
            fetch_feed(CLIENT, f"{stub.url}/openactive")


def test_feeds_beyond_the_first_are_named_in_the_report() -> None:
    """None of them goes in silence: their offers would be missing from the catalogue."""
    publisher = Publisher()
    publisher.set = dataset(*((f"SessionSeries{number}", f"/{number}") for number in range(MOST_FEEDS + 2)))
    publisher.feeds = {f"/{number}": [SERIES] if number == 0 else [] for number in range(MOST_FEEDS + 2)}
    with serve_stub(publisher.respond) as stub:
        *read, told = rows(fetch_feed(CLIENT, f"{stub.url}/openactive"))
    assert [row.external_id for row in read] == ["s1"]
    assert [(fault.code, f"/{MOST_FEEDS + 1}" in fault.detail) for fault in told.faults] == [("feeds-left-out", True)]


@pytest.mark.parametrize(
    "content",
    [
        page(dataset(("SessionSeries", "https://e.example/s"), **{"@context": "https://schema.org/"})),
        page({"@type": "Event", "name": "DataDownload"}),
        b'{"@type": "Dataset", "distribution": [{"@type": "DataDownload"',
        b"DataDownload \xff\x00",
    ],
)
def test_other_pages_name_no_feeds(content: bytes) -> None:
    without = content.replace(b"https://openactive.io/", b"https://other.example/")
    assert find_feeds(without, "https://e.example/") == []


def test_the_data_of_a_set_are_read_from_a_file_and_relative_addresses_count() -> None:
    data = dataset(("CourseInstance", "/courses"), ("FacilityUse", "/halls"), ("Event", "https://other.example/events"))
    assert find_feeds(json.dumps(data).encode(), "https://e.example/openactive") == [
        "https://e.example/courses", "https://other.example/events",
    ]  # fmt: skip
