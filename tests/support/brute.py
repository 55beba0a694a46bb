"""The catalogue as the design defines it: the pure rule over every listing, one by one. Slow and right."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.domain.facets import counts_for, values_of
from app.domain.listing import Listing
from app.domain.order import SortKey, sort_key
from app.domain.query import Query, QueryWord, Surroundings
from app.domain.rule import distance_of, judge, matches
from app.domain.rule_text import score_words
from app.domain.verdict import Verdict


@dataclass(frozen=True, slots=True)
class BruteHit:
    id: str
    sort_key: SortKey
    distance_m: int | None


@dataclass(frozen=True, slots=True)
class BruteFound:
    """As `catalogue.Found`."""

    total: int
    hits: tuple[BruteHit, ...]
    facets: Mapping[str, Mapping[str, int]]
    excluded_unknown: Mapping[str, int]
    words: tuple[QueryWord, ...]
    has_more: bool


class BruteCatalogue:
    """`broader`: theme to its parent."""

    def __init__(self, listings: Iterable[Listing], broader: Mapping[str, str]) -> None:
        self.listings = tuple(listings)
        self._broader = broader

    def search(
        self,
        query: Query,
        around: Surroundings,
        *,
        limit: int,
        after: SortKey | None = None,
        facets: Sequence[str] = (),
    ) -> BruteFound:
        """As `catalogue.Catalogue.search`."""
        asked = query if after is not None else self._decide_fuzzy(query, around)
        found = [item for item in self.listings if matches(item, asked, around)]
        hits = sorted(
            (BruteHit(item.id, sort_key(item, asked, around), distance_of(item, asked)) for item in found),
            key=lambda hit: hit.sort_key,
        )
        coming = [hit for hit in hits if after is None or hit.sort_key > after]
        unknown = Counter(
            name for item in self.listings if (name := _find_only_unknown(item, asked, around)) is not None
        )
        return BruteFound(
            total=len(hits),
            hits=tuple(coming[:limit]),
            facets={name: self._count_facet(name, asked, around) for name in facets},
            excluded_unknown=dict(unknown),
            words=asked.words,
            has_more=len(coming) > limit > 0,
        )

    def count(self, query: Query, around: Surroundings) -> int:
        """How many match."""
        asked = self._decide_fuzzy(query, around)
        return sum(matches(item, asked, around) for item in self.listings)

    def _count_facet(self, name: str, query: Query, around: Surroundings) -> dict[str, int]:
        counted = (item for item in self.listings if counts_for(name, item, query, around))
        return dict(Counter(value for item in counted for value in values_of(name, item, query, around, self._broader)))

    def _decide_fuzzy(self, query: Query, around: Surroundings) -> Query:
        """A word that matches nothing anywhere may be forgiven one edit."""
        plain = tuple(replace(word, is_fuzzy=False) for word in query.words)
        words = tuple(
            replace(word, is_fuzzy=all(score_words(item, (word,), around) is None for item in self.listings))
            for word in plain
        )
        return replace(query, words=words)


def _find_only_unknown(item: Listing, query: Query, around: Surroundings) -> str | None:
    """The filter that alone keeps the listing out, for lack of data; None when there is none."""
    failed = [(name, verdict) for name, verdict in judge(item, query, around).items() if verdict is not Verdict.YES]
    return failed[0][0] if len(failed) == 1 and failed[0][1] is Verdict.UNKNOWN else None
