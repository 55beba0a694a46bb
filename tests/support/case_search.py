"""Answers the table of search cases in each of the ways a search can be answered."""

from collections.abc import Callable, Mapping
from typing import Any

import httpx

from app.catalogue.catalogue import Catalogue
from app.catalogue.stemming import stem
from app.clients.gazetteer_geocoder import GazetteerGeocoder
from app.domain.calendar import minutes
from app.domain.freshness import DUE_DAYS, STALE_DAYS, UNCONFIRMED_DAYS
from app.errors import Fault, InvalidInput
from app.schemas.parsing import parse_search
from app.services.finding import Finder, name_by_parameter
from app.services.surroundings import make_surroundings
from tests.cases.building import NOW, public_id
from tests.cases.case import Pairs, Result
from tests.cases.catalogue import CATALOGUE
from tests.support.brute import BruteCatalogue
from tests.support.case_catalogue import CaseWorld

Search = Callable[[Pairs], Result]


def search_by_rule(world: CaseWorld) -> Search:
    """The oracle: parameters, names and words as in production, matching and order by the rule alone."""
    return _search_with(BruteCatalogue(world.listings, world.broader), world)


def search_by_snapshot(world: CaseWorld) -> Search:
    """As a worker answers, without HTTP."""
    catalogue = Catalogue(world.broader)
    catalogue.apply(world.rows, world.seq)
    return _search_with(catalogue, world)


def _search_with(catalogue: Any, world: CaseWorld) -> Search:
    reference, names = world.reference, world.external_ids
    geocoder = GazetteerGeocoder(reference.areas, reference.postcodes)
    around = make_surroundings(reference, stem, (DUE_DAYS, UNCONFIRMED_DAYS, STALE_DAYS))
    finder = Finder(catalogue, reference, around, geocoder.geocode)

    def search(pairs: Pairs) -> Result:
        answer = finder.find(parse_search(pairs), minutes(NOW))
        return Result(
            ids=tuple(names[hit.id] for hit in answer.found.hits),
            total=answer.found.total,
            facets=answer.found.facets,
            excluded_unknown=name_by_parameter(answer.found.excluded_unknown, answer.question.query),
            relax={row["parameter"]: row["total"] for row in answer.relax},
            location=tuple(row["code"] for row in answer.question.interpreted_location if "code" in row),
        )

    return search


def search_over_http(client: httpx.Client) -> Search:
    """As anybody on the internet asks."""
    names = {public_id(name): name for name in (draft["source"]["externalId"] for draft in CATALOGUE)}

    def search(pairs: Pairs) -> Result:
        response = client.get("/v1/activities", params=tuple(pairs))
        body = response.json()
        if response.status_code == httpx.codes.BAD_REQUEST:
            raise InvalidInput(Fault(row["code"], row["detail"], row.get("parameter")) for row in body["errors"])
        assert response.status_code == httpx.codes.OK, response.text
        return _read_list(body, names)

    return search


def _read_list(body: Any, names: Mapping[str, str]) -> Result:
    meta = body["meta"]
    return Result(
        ids=tuple(names[item["id"]] for item in body["items"]),
        total=body["total"],
        facets={name: {row["value"]: row["count"] for row in rows} for name, rows in body["facets"].items()},
        excluded_unknown=meta["excludedUnknown"],
        relax={row["parameter"]: row["total"] for row in meta["relax"]},
        location=tuple(row["code"] for row in meta["interpretedLocation"] if "code" in row),
    )
