"""GeoJSON (RFC 7946 and the older one with a crs member) and the JSON of ArcGIS: a row a feature.

Names of properties are Dutch or English as municipalities use them; what has no member of ours stands in the
description, so that nothing is lost.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from shapely.errors import ShapelyError
from shapely.geometry import shape

from app.importers.draft_building import DraftBuilder, content_identity
from app.importers.feed_ages import set_age_text
from app.importers.feed_bytes import load_json
from app.importers.feed_notes import note, refuse
from app.importers.feed_text import first_text, read_line, read_number, read_url
from app.importers.geojson_fields import Properties, describe_rest, place_kind_of, read_properties, unshout
from app.importers.places_text import set_place, set_point
from app.importers.price_reading import set_price_text
from app.importers.projections import read_crs, to_degrees
from app.importers.reading import ReadContext, ReadRow

MOST_FEATURES = 50_000
MOST_POSITIONS = 200_000
_ESRI: tuple[tuple[str, Callable[[list[Any]], dict[str, Any]]], ...] = (
    ("rings", lambda rings: {"type": "Polygon", "coordinates": rings[:1]}),
    ("paths", lambda paths: {"type": "MultiLineString", "coordinates": paths}),
    ("points", lambda points: {"type": "MultiPoint", "coordinates": points}),
)
"""How ArcGIS writes a shape, as GeoJSON does; the first ring is the outline."""


def read_geojson(content: bytes, context: ReadContext) -> Iterator[ReadRow]:
    """One row a feature. Raises InvalidInput when the file holds no features."""
    data = load_json(content)
    if not isinstance(data, Mapping):
        raise _no_features()
    if isinstance(data.get("features"), list):
        return _read_features(data["features"], read_crs(data), context, "/features", _page_of(data))
    if data.get("type") == "Feature":
        return _read_features([data], read_crs(data), context, "", None)
    raise _no_features()


def _no_features() -> Exception:
    return refuse("features-missing", "There are no features in this file.", "In dit bestand staan geen plekken.")


def _page_of(data: Mapping[str, Any]) -> str | None:
    """How much of the whole list this is, when a service says that there is more (OGC API Features, ArcGIS)."""
    count, properties = len(data["features"]), data.get("properties")
    total = read_number(data.get("numberMatched", data.get("totalFeatures")))
    if total is not None and total > count:
        return f"{count} / {int(total)}"
    sources = (data, properties if isinstance(properties, Mapping) else {})
    return f"{count} / ?" if any(source.get("exceededTransferLimit") is True for source in sources) else None


def _read_features(
    features: list[Any], crs: int | None, context: ReadContext, prefix: str, page: str | None
) -> Iterator[ReadRow]:
    seen: dict[str, int] = {}
    for index, feature in enumerate(features[:MOST_FEATURES]):
        where = f"{prefix}/{index}" if prefix else "/"
        if isinstance(feature, Mapping):
            yield _read_feature(feature, (index + 1, where), crs, context, seen)
        else:
            yield ReadRow(index + 1, where, None, None, (note("not-an-object", where),))
    if page is not None:
        yield ReadRow(len(features) + 1, prefix, None, None, (), (note("more-pages", value=page),))
    if len(features) > MOST_FEATURES:
        yield ReadRow(MOST_FEATURES + 1, prefix, None, None, (note("too-many", value=MOST_FEATURES),))


def _read_feature(
    feature: Mapping[str, Any], where: tuple[int, str], crs: int | None, context: ReadContext, seen: dict[str, int]
) -> ReadRow:
    number, pointer = where
    given = feature.get("properties") or feature.get("attributes")
    properties = read_properties(given if isinstance(given, Mapping) else {}, context.mapping)
    builder = DraftBuilder(context, pointer)
    called = next((text for name in ("title", "kind", "summary") if (text := properties.text(name))), "")
    title = builder.set_title(unshout(called))
    summary = properties.text("summary")
    builder.set_description(unshout(summary) if summary else None, title)
    rest = describe_rest(properties)
    if rest:
        builder.members.setdefault("description", rest)
    _set_place(feature, properties, crs, builder, title)
    _set_offer(properties, builder)
    location = builder.members.get("place", {}).get("location", {})
    content_id = content_identity(title, location.get("lat"), location.get("lon"), summary)
    external_id = _identity(feature, properties)
    if external_id is not None:
        seen[external_id] = seen.get(external_id, 0) + 1
        external_id = None if seen[external_id] > 1 else external_id
    return builder.row(number, pointer, external_id, properties.original, content_id)


def _identity(feature: Mapping[str, Any], properties: Properties) -> str | None:
    given = first_text(properties.text("id"), feature.get("id"))
    return None if given is None else given.removesuffix(".0")


# --- where


def _set_place(
    feature: Mapping[str, Any], properties: Properties, crs: int | None, builder: DraftBuilder, title: str | None
) -> None:
    street = " ".join(part for name in ("street", "number") if (part := properties.text(name)))
    set_place(
        builder,
        name=unshout(properties.text("place") or title or ""),
        street=unshout(street),
        postcode=properties.text("postcode"),
        town=unshout(properties.text("town") or ""),
    )
    place = builder.members.get("place", {})
    kind = place_kind_of(properties)
    if place and kind:
        place["kind"] = kind
    for member in ("stadsdeel", "wijk", "buurt", "gemeente"):
        if place and (name := properties.text(member)):
            place[member] = name[:300]
    geometry = feature.get("geometry")
    point = _point_of(geometry) or _stated_point(properties)
    own = next((code for one in (geometry, feature) if isinstance(one, Mapping) and (code := read_crs(one))), crs)
    degrees = to_degrees(*point, own) if point is not None else None
    if degrees is None:
        builder.warn(*(("geometry-missing",) if point is None else ("point-outside",)), value=point)
    else:
        set_point(builder, *degrees)


def _stated_point(properties: Properties) -> tuple[float, float] | None:
    x = read_number(properties.value("lon"))
    y = read_number(properties.value("lat"))
    return (x, y) if x is not None and y is not None else None


def _point_of(geometry: Any) -> tuple[float, float] | None:
    """The point itself, or a point that lies within the shape."""
    if not isinstance(geometry, Mapping):
        return None
    if "x" in geometry and "y" in geometry:
        return _pair([geometry["x"], geometry["y"]])
    geometry = next((made for name, make in _ESRI if isinstance(geometry.get(name), list) and
                     (made := make(geometry[name]))), geometry)  # fmt: skip
    coordinates = geometry.get("coordinates")
    return _pair(coordinates) if geometry.get("type") == "Point" else _point_within(geometry)


def _point_within(geometry: Mapping[str, Any]) -> tuple[float, float] | None:
    if _count(geometry.get("coordinates")) > MOST_POSITIONS:
        return None
    try:
        found = shape(dict(geometry)).representative_point()
        return None if found.is_empty else _pair([found.x, found.y])
    except (ValueError, TypeError, AttributeError, IndexError, KeyError, ShapelyError):
        return None


def _pair(coordinates: Any) -> tuple[float, float] | None:
    if not isinstance(coordinates, list) or len(coordinates) < 2:
        return None
    x, y = read_number(coordinates[0]), read_number(coordinates[1])
    return (x, y) if x is not None and y is not None else None


def _count(coordinates: Any) -> int:
    """How many positions there are, roughly; nesting is bounded when the file is read."""
    if not isinstance(coordinates, list):
        return 0
    return sum(_count(item) for item in coordinates) if coordinates and isinstance(coordinates[0], list) else 1


# --- what


_STATES = {
    "cancelled": "cancelled", "geannuleerd": "cancelled", "afgelast": "cancelled", "vervallen": "cancelled",
    "ended": "ended", "beëindigd": "ended", "opgeheven": "ended", "planned": "planned", "gepland": "planned",
}  # fmt: skip


def _set_offer(properties: Properties, builder: DraftBuilder) -> None:
    state = _STATES.get((read_line(properties.original.get("status")) or "").casefold())
    if state:
        builder.members["status"] = state
    builder.set_organisation(properties.text("organisation"))
    builder.add_themes((), [properties.text("kind")])
    builder.set_contact(
        url=_link(properties.text("url")), email=properties.text("email"), phone=properties.text("phone")
    )
    if read_url(properties.text("image"), builder.context.url if "/" in (properties.text("image") or "") else None):
        builder.set_image(properties.text("image"))
    age = properties.text("age")
    if age:
        set_age_text(builder, age)
    else:
        low, high = (read_number(properties.value(name)) for name in ("ageMin", "ageMax"))
        builder.set_age(None if low is None else int(low), None if high is None else int(high))
    price = properties.text("price")
    if price and price.casefold() in ("nee", "no", "false") and properties.is_fee:
        builder.members["cost"] = "free"
    elif price:
        set_price_text(builder, price, "session")
    elif properties.is_public_spot:
        builder.warn("free-public-space")
        builder.members["cost"] = "free"
        builder.members["kind"] = "dropIn"
    builder.set_schedule(summary=properties.text("times"))


def _link(value: str | None) -> str | None:
    """Addresses in property tables often lack their scheme."""
    line = read_line(value)
    return f"https://{line}" if line and "://" not in line and "." in line and " " not in line else line
