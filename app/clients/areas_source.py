"""Readers of areas with boundaries: an OGC API Features collection (as PDOK's), a GeoJSON file, a GeoPackage."""

import json
import re
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.sax.saxutils import escape, quoteattr

import httpx
import pyogrio
import shapely
from shapely.geometry import shape

from app.clients.area_features import AreaFeature, Progress, read_feature
from app.clients.public_http import make_client
from app.domain.vocabulary import AreaLevel
from app.errors import Fault, InvalidInput, Unavailable

PAGE_SIZE = 1000
MAX_PAGES = 5000
MAX_PAGE_BYTES = 128 * 1024 * 1024
TIMEOUT_S = 60.0
MAX_REDIRECTS = 3
MAX_DEGREES = 180.0
TRIES, FIRST_WAIT_S, MAX_WAIT_S = 4, 1.0, 30.0
"""A page is asked again, each time after twice the wait or what Retry-After says, when the source says it is busy."""
BUSY = frozenset({429, 500, 502, 503, 504})
LATITUDES, LONGITUDES = (50.0, 54.0), (3.0, 7.5)
"""Of the European part of the Netherlands, generously."""

COLLECTIONS = {
    AreaLevel.GEMEENTE: "gemeenten",
    AreaLevel.STADSDEEL: "stadsdelen",
    AreaLevel.WIJK: "wijken",
    AreaLevel.BUURT: "buurten",
}
"""What PDOK calls the collections and layers of CBS "Wijken en Buurten"."""

_CRS84 = re.compile(r"CRS84|EPSG[:/]+(?:[\d.]*[:/])?4326|EPSG[:/]+(?:[\d.]*[:/])?4258", re.IGNORECASE)


def _ignore(read: int, expected: int | None) -> None:
    """For callers that show no progress."""


def read_areas(
    source: str,
    *,
    collection: str | None = None,
    level: AreaLevel | None = None,
    allow_private: bool = False,
    progress: Progress = _ignore,
) -> Iterator[AreaFeature]:
    """The areas of a source, one by one.

    `source`: a URL of an OGC API (its root, a collection or its items), of a GeoJSON document, or a file (GeoJSON,
    GeoPackage, any coordinate system). `collection`: a collection or layer, when the source has several; else the one
    named after the level. Raises InvalidInput for what cannot be read as areas or is not allowed, Unavailable when
    the source does not answer.
    """
    wanted = collection or (COLLECTIONS[level] if level is not None else None)
    if urlsplit(source).scheme in ("http", "https"):
        yield from _read_url(source, wanted, level, allow_private, progress)
    else:
        yield from _read_file(Path(source), wanted, collection is not None, level, progress)


def _fault(detail: str, hint: str | None = None) -> InvalidInput:
    return InvalidInput([Fault("area-source", detail, hint=hint)])


# --- OGC API Features -------------------------------------------------------------------------------------------------


def _read_url(
    source: str, collection: str | None, level: AreaLevel | None, allow_private: bool, progress: Progress
) -> Iterator[AreaFeature]:
    read, seen = 0, set[str]()
    with make_client(timeout_s=TIMEOUT_S, allow_private=allow_private) as client:
        url: str | None = _first_page(client, source, collection)
        while url is not None:
            if url in seen or len(seen) >= MAX_PAGES:
                raise _fault(f"The pages of {source} do not end: {url} comes again or there are over {MAX_PAGES}.")
            seen.add(url)
            url, page = _get_json(client, url)
            features = page.get("features")
            if not isinstance(features, list):
                raise _fault(f"{url} is not a GeoJSON FeatureCollection.")
            for feature in features:
                yield _read_geojson(feature, level)
            read += len(features)
            expected = page.get("numberMatched")
            progress(read, expected if isinstance(expected, int) else None)
            url = _next_page(url, page)
            if url is None and isinstance(expected, int) and read < expected:
                raise Unavailable(f"{source} announced {expected} areas and gave {read}: nothing was imported.")


def _first_page(client: httpx.Client, source: str, collection: str | None) -> str:
    parts = urlsplit(source)
    path = parts.path.rstrip("/")
    if path.endswith((".geojson", ".json")):
        return source
    if path.endswith("/items"):
        return source if parts.query else f"{source}?f=json&limit={PAGE_SIZE}"
    base = source.split("?", maxsplit=1)[0].rstrip("/")
    if not re.search(r"/collections/[^/]+$", path):
        base = base.removesuffix("/collections") + "/collections"
        if collection is None:
            _, listed = _get_json(client, f"{base}?f=json")
            names = [str(entry.get("id")) for entry in listed.get("collections", []) if isinstance(entry, dict)]
            raise _fault("The source has several collections; say which.", hint=f"--collection {' | '.join(names)}")
        base = f"{base}/{collection}"
    return f"{base}/items?f=json&limit={PAGE_SIZE}"


class _Busy(Unavailable):
    """Worth another try, after so many seconds when the source says so."""

    wait_s: float | None = None


def _get_json(client: httpx.Client, url: str) -> tuple[str, dict[str, Any]]:
    """The document and the address it was at last; a source that is busy is asked a few times."""
    for attempt in range(TRIES - 1):
        try:
            return _follow(client, url)
        except _Busy as busy:
            wait_s = FIRST_WAIT_S * 2**attempt if busy.wait_s is None else busy.wait_s
            time.sleep(min(wait_s, MAX_WAIT_S))
    return _follow(client, url)


def _follow(client: httpx.Client, url: str) -> tuple[str, dict[str, Any]]:
    """Redirects are followed a few times, each judged anew."""
    for _ in range(MAX_REDIRECTS + 1):
        try:
            with client.stream("GET", url, headers={"Accept": "application/geo+json, application/json"}) as response:
                if response.has_redirect_location:
                    url = urljoin(url, response.headers["Location"])
                    continue
                return url, _read_body(url, response)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Unavailable(f"{url} does not answer: {type(error).__name__} {error}.") from error
    raise _fault(f"{url} redirects more than {MAX_REDIRECTS} times.")


def _read_body(url: str, response: httpx.Response) -> dict[str, Any]:
    if response.status_code in BUSY:
        busy = _Busy(f"{url} answered {response.status_code}; nothing was imported.")
        said = response.headers.get("Retry-After", "")
        busy.wait_s = float(said) if said.isascii() and said.isdigit() else None
        raise busy
    if response.status_code != httpx.codes.OK:
        raise Unavailable(f"{url} answered {response.status_code}; nothing was imported.")
    crs = response.headers.get("Content-Crs", "CRS84")
    if not _CRS84.search(crs):
        raise _fault(f"{url} answers in {crs}; only WGS84 is read from an API.")
    body = bytearray()
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) > MAX_PAGE_BYTES:
            raise _fault(f"{url} is larger than {MAX_PAGE_BYTES} bytes.")
    try:
        page = json.loads(body)
    except ValueError as error:
        raise _fault(f"{url} is not JSON.") from error
    if not isinstance(page, dict):
        raise _fault(f"{url} is not a JSON object.")
    return page


def _next_page(url: str, page: dict[str, Any]) -> str | None:
    links = page.get("links")
    found = [link for link in links if isinstance(link, dict)] if isinstance(links, list) else []
    href = next((link.get("href") for link in found if link.get("rel") == "next"), None)
    if not isinstance(href, str) or not href:
        return None
    target = urljoin(url, href)
    if urlsplit(target).scheme not in ("http", "https"):
        raise _fault(f"{url} continues at {target}, which is no web address.")
    return target


def _read_geojson(feature: Any, level: AreaLevel | None) -> AreaFeature:
    if not isinstance(feature, dict):
        raise _fault("A member of features is not an object.")
    properties = feature.get("properties")
    geometry = feature.get("geometry")
    wkb = None
    if geometry is not None:
        try:
            read = shape(geometry)
        except (ValueError, TypeError, KeyError, AttributeError, IndexError, shapely.errors.ShapelyError) as error:
            raise _fault(f"The geometry of feature {feature.get('id')} cannot be read.") from error
        _check_degrees(read)
        wkb = shapely.to_wkb(read) if not read.is_empty else None
    return read_feature(properties if isinstance(properties, dict) else {}, wkb, level)


def _check_degrees(geometry: shapely.Geometry) -> None:
    if shapely.is_empty(geometry):
        return
    west, south, east, north = shapely.bounds(geometry)
    if max(abs(edge) for edge in (west, south, east, north)) > MAX_DEGREES:
        raise _fault("The coordinates are not degrees (WGS84).", hint="A file that names its crs is converted.")
    if LATITUDES[0] <= west <= east <= LATITUDES[1] and LONGITUDES[0] <= south <= north <= LONGITUDES[1]:
        raise _fault("The latitude comes first.", hint="Ask the source for CRS84, in which the longitude comes first.")


# --- files ------------------------------------------------------------------------------------------------------------


def _read_file(
    path: Path, layer: str | None, is_asked: bool, level: AreaLevel | None, progress: Progress
) -> Iterator[AreaFeature]:
    if not path.is_file():
        raise _fault(f"There is no file {path}.")
    try:
        chosen = _choose_layer(path, layer, is_asked)
        meta, _, geometries, columns = _read_wgs84(path, chosen)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
        raise _fault(f"{path} is not a file of areas: {error}") from error
    if geometries is None:
        raise _fault(f"{path} holds no boundaries.")
    names = [str(name) for name in meta["fields"]]
    total = len(geometries)
    for at, wkb in enumerate(geometries):
        properties = {name: column[at] for name, column in zip(names, columns, strict=True)}
        if wkb is not None:
            _check_degrees(shapely.from_wkb(wkb))
        yield read_feature(properties, wkb, level)
        if (at + 1) % PAGE_SIZE == 0 or at + 1 == total:
            progress(at + 1, total)


def _choose_layer(path: Path, layer: str | None, is_asked: bool) -> str:
    layers = [str(name) for name, _ in pyogrio.list_layers(path)]
    if layer is not None:
        fitting = [name for name in layers if name == layer] or [name for name in layers if layer in name.casefold()]
        if len(fitting) == 1:
            return fitting[0]
    if len(layers) == 1 and not is_asked:
        return layers[0]
    raise _fault(f"{path.name} has no single layer to read; say which.", hint=f"--collection {' | '.join(layers)}")


def _read_wgs84(path: Path, layer: str) -> Any:
    """The layer in degrees: GDAL converts what is in another coordinate system, such as the Dutch RD (EPSG:28992)."""
    crs = pyogrio.read_info(path, layer=layer)["crs"]
    if crs is None or _CRS84.search(crs):
        return pyogrio.raw.read(path, layer=layer)
    with tempfile.TemporaryDirectory() as folder:
        recipe = Path(folder) / "wgs84.vrt"
        recipe.write_text(
            "<OGRVRTDataSource><OGRVRTWarpedLayer>"
            f"<OGRVRTLayer name={quoteattr(layer)}><SrcDataSource>{escape(str(path.resolve()))}</SrcDataSource>"
            f"<SrcLayer>{escape(layer)}</SrcLayer></OGRVRTLayer><TargetSRS>OGC:CRS84</TargetSRS>"
            "</OGRVRTWarpedLayer></OGRVRTDataSource>",
            encoding="utf-8",
        )
        return pyogrio.raw.read(recipe)
