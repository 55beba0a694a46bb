"""A town of four wijken drawn by hand, in the shape PDOK publishes; and, where it is at hand, the real country."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.support.server import REPOSITORY
from tests.support.stub_http import Answer, Stub, serve_stub

WHOLE_COUNTRY = REPOSITORY.parent / "shared" / "geo" / "wijken_nl_2016.geojson"
"""2,971 wijken; only where the reference geography lies beside the checkout."""


def square(west: float, south: float, size: float = 0.02) -> dict[str, Any]:
    east, north = west + size, south + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def wijk(code: str, name: str, geometry: dict[str, Any] | None, **more: Any) -> dict[str, Any]:
    gemeente = {"WK0518": ("GM0518", "'s-Gravenhage"), "WK9998": ("GM9998", "Polderstad")}[code[:6]]
    stated = {
        "wijkcode": code,
        "wijknaam": name,
        "gemeentecode": gemeente[0],
        "gemeentenaam": gemeente[1],
        "jaar": 2024,
    }
    return {"type": "Feature", "id": code, "properties": {**stated, **more}, "geometry": geometry}


BOW_TIE = {"type": "Polygon", "coordinates": [[[5.1, 52.4], [5.12, 52.42], [5.12, 52.4], [5.1, 52.42], [5.1, 52.4]]]}

TOWN = [
    wijk("WK051836", "Moerwijk", square(4.29, 52.04)),
    wijk("WK051834", "Morgenstond", square(4.27, 52.04)),
    wijk("WK999801", "Oude Haven", square(5.00, 52.40)),
    wijk("WK999802", "Vlinderwijk", BOW_TIE),
    wijk("WK999803", "Nergens", None),
    wijk("WK999897", "Haven", square(5.20, 52.40), water="JA"),
]


def whole_country() -> list[dict[str, Any]]:
    features: list[dict[str, Any]] = json.loads(WHOLE_COUNTRY.read_text(encoding="utf-8"))["features"]
    return features


@contextmanager
def serve_collection(
    features: list[dict[str, Any]], *, page_size: int = 2, is_relative: bool = False, name: str = "wijken"
) -> Iterator[Stub]:
    """An OGC API with one collection below /cbs/ogc/v1, in pages with `next` links."""
    root = "/cbs/ogc/v1"

    def respond(path: str, query: dict[str, list[str]]) -> Answer:
        if path == f"{root}/collections":
            return Answer({"collections": [{"id": "gemeenten"}, {"id": name}]})
        if path != f"{root}/collections/{name}/items":
            return Answer({"title": "no such collection"}, 404)
        start = int(query.get("cursor", ["0"])[0])
        page = features[start : start + page_size]
        base = path if is_relative else f"{stub.url}{path}"
        links = [{"rel": "self", "href": f"{base}?cursor={start}"}]
        if start + page_size < len(features):
            links.append({"rel": "next", "href": f"{base}?cursor={start + page_size}&f=json"})
        body = {"type": "FeatureCollection", "features": page, "links": links, "numberMatched": len(features)}
        return Answer(body, headers={"Content-Type": "application/geo+json", "Content-Crs": "<CRS84>"})

    with serve_stub(respond) as stub:
        yield stub
