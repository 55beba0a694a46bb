"""GeoJSON (RFC 7946, CRS84): cards and items as features, joined from bytes that already exist."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson

VAGUE = frozenset({"stadsdeel", "gemeente"})


def point_of(wire: Mapping[str, Any]) -> tuple[float, float] | None:
    """(lat, lon) of a card, an item or a place; None when it is known no better than to its stadsdeel or gemeente, as
    such a point matches no bbox either."""
    place = wire.get("place", wire)
    location = place.get("location") if place else None
    if location is None or location["precision"] in VAGUE:
        return None
    return location["lat"], location["lon"]


def write_feature(properties: bytes, feature_id: str, point: tuple[float, float] | None) -> bytes:
    """One feature; `properties`: a JSON object, `point`: (lat, lon) or None for a null geometry."""
    geometry = b"null"
    if point is not None:
        geometry = b'{"type":"Point","coordinates":%b}' % orjson.dumps((point[1], point[0]))
    return b'{"type":"Feature","id":%b,"geometry":%b,"properties":%b}' % (
        orjson.dumps(feature_id),
        geometry,
        properties,
    )


def write_collection(
    features: Sequence[bytes], *, matched: int, time_stamp: str, links: Iterable[Mapping[str, str]]
) -> bytes:
    """A FeatureCollection. `links`: {rel, type, href}; `time_stamp`: the UTC minute the answer is exact for."""
    return b'{"type":"FeatureCollection","features":[%b],"numberMatched":%d,"numberReturned":%d,%b' % (
        b",".join(features),
        matched,
        len(features),
        orjson.dumps({"timeStamp": time_stamp, "links": list(links)})[1:],
    )


def write_path(route: Mapping[str, Any], points: Sequence[tuple[float, float] | None]) -> dict[str, Any]:
    """A learning route as its path and its steps. `points`: (lat, lon) of each step, None where none is known well
    enough; the path runs through the others and is null with fewer than two."""
    known = [[point[1], point[0]] for point in points if point is not None]
    line = {"type": "LineString", "coordinates": known} if len(known) > 1 else None
    about = {name: value for name, value in route.items() if name != "steps"}
    steps = [
        {
            "type": "Feature",
            "id": f"{route['id']}-{step['position']}",
            "geometry": None if point is None else {"type": "Point", "coordinates": [point[1], point[0]]},
            "properties": step,
        }
        for step, point in zip(route["steps"], points, strict=True)
    ]
    path = {"type": "Feature", "id": route["id"], "geometry": line, "properties": about}
    return {"type": "FeatureCollection", "features": [path, *steps]}
