"""Answers the table of search cases in each of the ways a search can be answered."""

from collections.abc import Callable
from typing import Any

from app.catalogue.catalogue import Catalogue
from app.catalogue.stemming import stem
from app.clients.gazetteer_geocoder import GazetteerGeocoder
from app.domain.calendar import minutes
from app.domain.freshness import DUE_DAYS, STALE_DAYS, UNCONFIRMED_DAYS
from app.schemas.parsing import parse_search
from app.services.finding import Finder
from app.services.surroundings import make_surroundings
from tests.cases.building import NOW
from tests.cases.case import Pairs, Result
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
            excluded_unknown=answer.found.excluded_unknown,
            relax={row["parameter"]: row["total"] for row in answer.relax},
            location=tuple(row["code"] for row in answer.question.interpreted_location if "code" in row),
        )

    return search
