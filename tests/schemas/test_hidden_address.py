"""An address that is told on enrolment appears in no representation at all, nor does the point that gives it away."""

from collections.abc import Callable

import orjson
import pytest

from app.domain.draft import Location
from app.domain.resolved import Resolved
from app.domain.vocabulary import Precision
from app.schemas.activity import build_card, build_document, to_json
from app.schemas.drafts import parse_activity
from app.schemas.geojson import point_of, write_feature
from app.schemas.icalendar import write_calendar
from app.schemas.jsonld import build_linked_data
from app.schemas.served import dump_item, present
from app.schemas.table import write_table
from tests.schemas import examples
from tests.schemas.test_output import card_json, item_json


def hidden(precision: str = "address", wijk: str | None = "WK051838") -> Resolved:
    place = examples.full_body()["place"]
    place |= {"addressShown": "onEnrolment", "wijk": wijk, "location": {**place["location"], "precision": precision}}
    return examples.resolve(parse_activity({**examples.full_body(), "place": place}))


def stored_item(resolved: Resolved) -> bytes:
    return to_json(build_document(resolved))


REPRESENTATIONS: dict[str, Callable[[Resolved], bytes]] = {
    "document": stored_item,
    "stored card": lambda resolved: to_json(build_card(build_document(resolved))),
    "item": item_json,
    "card": card_json,
    "dump": lambda resolved: dump_item(stored_item(resolved), b""),
    "other language": lambda resolved: present(stored_item(resolved), b"", lang="en"),
    "picked fields": lambda resolved: present(stored_item(resolved), b"", fields=["place"]),
    "feature": lambda resolved: write_feature(item_json(resolved), "x", point_of(orjson.loads(item_json(resolved)))),
    "linked data": lambda resolved: orjson.dumps(build_linked_data(orjson.loads(item_json(resolved)))),
    "calendar": lambda resolved: write_calendar([orjson.loads(item_json(resolved))]).replace(b"\r\n ", b""),
    "table": lambda resolved: write_table([orjson.loads(item_json(resolved))]),
}
TELLING = ("Heeswijkplein", "2531", "52.0545", "4.2942", "BU05183821")


@pytest.mark.parametrize("render", REPRESENTATIONS.values(), ids=REPRESENTATIONS)
def test_a_hidden_address_is_nowhere(render: Callable[[Resolved], bytes]) -> None:
    text = render(hidden()).decode()
    assert [part for part in TELLING if part in text] == []


@pytest.mark.parametrize("name", ["document", "item", "dump", "linked data", "calendar"])
def test_the_same_address_is_there_when_it_is_shown(name: str) -> None:
    assert "Heeswijkplein" in REPRESENTATIONS[name](examples.full()).decode()


def test_a_hidden_place_lies_at_the_point_of_its_wijk() -> None:
    place = build_document(hidden())["place"]
    assert place["location"] == {"lat": 52.05, "lon": 4.3, "precision": "wijk"}
    assert place["wijk"]["code"] == "WK051838"
    assert place["address"] == {"streetAddress": None, "postalCode": None, "addressLocality": "Den Haag"}


def test_a_hidden_place_without_a_wijk_has_no_point() -> None:
    assert build_document(hidden(wijk=None))["place"]["location"] is None


@pytest.mark.parametrize("precision", [Precision.STADSDEEL, Precision.GEMEENTE])
def test_a_point_that_is_no_better_than_a_gemeente_needs_no_hiding(precision: Precision) -> None:
    place = hidden(precision).place
    assert place is not None
    assert place.shown_location == Location(52.0545, 4.2942, precision)
