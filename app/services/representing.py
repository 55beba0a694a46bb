"""A page of hits or one item in the representation that was asked."""

from collections.abc import Mapping
from typing import Any

import orjson

from app.schemas import geojson, icalendar, jsonld, table
from app.schemas.lists import write_list
from app.schemas.served import choose
from app.services.facets import FacetWriter
from app.services.finding import Answer
from app.services.presenting import Presenter

GEOJSON_TYPE = "application/geo+json"
Links = Mapping[str, str | None]


def represent_list(
    presenter: Presenter, facets: FacetWriter, answer: Answer, *, name: str, lang: str, links: Links
) -> bytes:
    """One page as json, geojson, jsonld, csv or ics. `links`: self and next."""
    request, found = answer.request, answer.found
    if name == "json":
        return write_list(
            presenter.cards(found.hits, answer.around, lang, request.fields),
            total=found.total,
            facets=facets.write(found.facets, lang, has_zeros=request.facet_zeros),
            meta=answer.meta(),
            self_url=links["self"] or "",
            next_url=links["next"],
        )
    if name == "geojson":
        return _collection(presenter.cards(found.hits, answer.around, lang, request.fields), answer, links)
    items = [orjson.loads(full) for full in presenter.full(found.hits, answer.around, lang)]
    if name == "csv":
        return table.write_table(items)
    return _written(items, name)


def represent_item(body: bytes, name: str, fields: tuple[str, ...] = ()) -> bytes:
    """One full item as geojson, jsonld or ics; `fields` choose the properties of a feature."""
    item = orjson.loads(body)
    if name == "geojson":
        properties = choose(body, fields) if fields else body
        return geojson.write_feature(properties, item["id"], geojson.point_of(item))
    if name == "jsonld":
        return orjson.dumps(jsonld.build_linked_data(item))
    return icalendar.write_calendar([item])


def _written(items: list[dict[str, Any]], name: str) -> bytes:
    return orjson.dumps(jsonld.build_graph(items)) if name == "jsonld" else icalendar.write_calendar(items)


def _collection(cards: list[bytes], answer: Answer, links: Links) -> bytes:
    features = []
    for hit, card in zip(answer.found.hits, cards, strict=True):
        features.append(geojson.write_feature(card, hit.id, hit.point))
    listed = [{"rel": rel, "type": GEOJSON_TYPE, "href": url} for rel, url in links.items() if url]
    return geojson.write_collection(features, matched=answer.found.total, time_stamp=answer.meta()["now"], links=listed)
