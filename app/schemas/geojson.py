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
