"""A catalogue and the plain dictionary of listings that its answers must come from."""

from collections.abc import Iterable
from dataclasses import dataclass

import orjson

from app.catalogue.catalogue import Catalogue, Found
from app.domain.facets import FACETS
from app.domain.listing import Listing, to_row
from app.domain.order import SortKey
from app.domain.query import Query, Surroundings
from tests.support import strategies as world
from tests.support.brute import BruteCatalogue, BruteFound, BruteHit


@dataclass(frozen=True)
class Row:
    """As `store.activities.IndexRow`."""

    id: str
    version: int
    seq: int
    listing: str | None
    card: str | None


def row_of(item: Listing, seq: int) -> Row:
    return Row(item.id, item.version, seq, orjson.dumps(to_row(item)).decode(), orjson.dumps({"id": item.id}).decode())


class Twin:
    """A catalogue and the plain dictionary it must equal."""

    def __init__(self) -> None:
        self.catalogue = Catalogue(world.BROADER)
        self.items: dict[str, Listing] = {}
        self.seq_of: dict[str, int] = {}
        self.seq = 0

    def write(self, items: Iterable[Listing], gone: Iterable[str] = ()) -> None:
        rows = []
        for item in items:
            self.seq += 1
            self.items[item.id] = item
            self.seq_of[item.id] = self.seq
            rows.append(row_of(item, self.seq))
        for name in gone:
            self.seq += 1
            self.items.pop(name, None)
            rows.append(Row(name, 1, self.seq, None, None))
        self.catalogue.apply(rows, self.seq)

    def rows(self) -> list[Row]:
        return [row_of(item, self.seq_of[item.id]) for item in self.items.values()]

    def check(self, query: Query, around: Surroundings, limit: int = 5, after: SortKey | None = None) -> Found:
        """Ask both; fails when they differ."""
        found = self.catalogue.search(query, around, limit=limit, after=after, facets=FACETS)
        brute = BruteCatalogue(self.items.values(), world.BROADER)
        expected = brute.search(query, around, limit=limit, after=after, facets=FACETS)
        assert as_answer(found) == expected
        assert found.applied_seq == self.seq
        return found


def as_answer(found: Found) -> BruteFound:
    hits = tuple(BruteHit(hit.id, hit.sort_key, hit.distance_m) for hit in found.hits)
    return BruteFound(found.total, hits, found.facets, found.excluded_unknown, found.words, found.has_more)
