"""The catalogue: every activity in columns, searched without a database (DESIGN 8).

A search takes one immutable state and never sees half of a change; `apply` makes a new state beside it and swaps.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from threading import Lock
from typing import TypeVar

import numpy as np

from app.catalogue.bitmaps import rows_of
from app.catalogue.clock import tick_key
from app.catalogue.entries import Entry, Hit
from app.catalogue.facets import FacetCounts
from app.catalogue.filters import Asked
from app.catalogue.nearness import metres_of
from app.catalogue.ordering import Ordered, Wanted, order_matches
from app.catalogue.parts import Counted, Gone, IndexRow, Part, State, apply_rows
from app.catalogue.relevance import Relevance, weigh
from app.catalogue.search import ORGANISATION, Evaluation, Outcome, asked_filters
from app.catalogue.segment import Segment
from app.catalogue.stemming import stem
from app.catalogue.tallies import Tally, count_shown, name_most
from app.catalogue.text_index import ThemeWords
from app.domain.listing import Listing
from app.domain.order import SortKey
from app.domain.query import Query, QueryWord, Surroundings
from app.domain.vocabulary import SortField

Name = TypeVar("Name")


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a search. hits: at most `limit`, in order; has_more: the list goes on behind them.

    facets: name to value to count; facets_left_out: how many values of a facet are not in it (`MOST_VALUES`).
    excluded_unknown: filter (named as in `domain.rule`) to the number of activities that it alone keeps out for lack of
    data. What counts zero is left out. words: those of the query with `is_fuzzy` decided."""

    total: int
    hits: tuple[Hit, ...]
    has_more: bool
    facets: FacetCounts
    facets_left_out: dict[str, int]
    excluded_unknown: dict[str, int]
    words: tuple[QueryWord, ...]
    applied_seq: int


class Catalogue:
    """Search, look up, and take in what was written. Thread-safe: one writer at a time, readers never wait."""

    def __init__(self, broader: Mapping[str, str]) -> None:
        """`broader`: theme to its parent, for facets."""
        self.broader = broader
        self._state = State()
        self._base: Segment | None = None
        self._gone: dict[str, int] = {}
        self._writing = Lock()
        self._themes = ThemeWords({})

    @staticmethod
    def stem(word: str) -> str:
        """The stem the index was made with; what `Surroundings.stem` must be."""
        return stem(word)

    def adopt(self, base: Segment, seq: int) -> None:
        """Take a base that holds everything up to change `seq`; what was applied after that stays on top of it."""
        with self._writing:
            self._gone = {name: at for name, at in self._gone.items() if at > seq}
            later: list[IndexRow] = [Gone(name, at) for name, at in self._gone.items()]
            later += [row for part in self._state.parts for row in part.stored_rows(after_seq=seq)]
            reached = max(seq, self._state.seq)
            self._state = apply_rows(State((Part(base),), seq), later, reached, self.broader, base)
            self._base = base

    @property
    def applied_seq(self) -> int:
        """Everything up to this change is in the answers."""
        return self._state.seq

    @property
    def size(self) -> int:
        """How many activities there are, whatever their status."""
        return sum(part.live_count for part in self._state.parts)

    def apply(self, rows: Sequence[IndexRow], seq: int) -> None:
        """Take in what was written up to change `seq`, tombstones included, all of it at once."""
        with self._writing:
            self._state = apply_rows(self._state, rows, seq, self.broader, self._base)
            self._gone |= {row.id: row.seq for row in rows if row.listing is None}

    def search(
        self,
        query: Query,
        around: Surroundings,
        *,
        limit: int,
        after: SortKey | None = None,
        facets: tuple[str, ...] = (),
        want_unknown: bool = True,
    ) -> Found:
        """The activities that match, in order, and what was asked beside them.

        `after`: go on behind this key. Then `is_fuzzy` of the words is taken as given, since it was decided on the
        first page; otherwise it is decided here, over the whole catalogue."""
        state = self._state
        relevance: Sequence[Relevance | None] = [None] * len(state.parts)
        if query.words:
            words, relevance = weigh(state.parts, query.words, self._theme_words(around), is_decided=after is not None)
            query = replace(query, words=words)
        names = asked_filters(query)
        total, ordered = 0, list[tuple[Ordered, Part]]()
        counted: FacetCounts = {name: {} for name in facets}
        excluded: dict[str, int] = {}
        tallies: list[Tally] = []
        for part, relevant in zip(state.parts, relevance, strict=True):
            asked = Asked(part.segment, part.tick(around), query, around)
            evaluation = Evaluation(asked, part.live, names, relevant.rows if relevant else None, facets)
            outcome = evaluation.outcome(want_unknown=want_unknown)
            total += outcome.total
            _add_up(excluded, outcome.excluded)
            if facets:
                counts, tally = _count_facets(part, evaluation, outcome, asked, facets)
                tallies += [tally] if tally else []
                for name, values in counts.items():
                    _add_up(counted[name], values)
            if limit and outcome.total:
                wanted = Wanted(part.segment, asked.tick, query, limit + 1, after, relevant)
                ordered += [(row, part) for row in order_matches(wanted, outcome)]
        if len(state.parts) > 1:
            ordered.sort(key=lambda pair: pair[0][0])
        hits = _to_hits(ordered[:limit], query)
        excluded = {name: number for name, number in excluded.items() if number}
        left_out: dict[str, int] = {}
        if tallies:
            counted[ORGANISATION], more = name_most(tallies)
            left_out = {ORGANISATION: more} if more else {}
        return Found(total, hits, len(ordered) > limit > 0, counted, left_out, excluded, query.words, state.seq)

    @property
    def state(self) -> State:
        """The present moment, for whoever keeps the files."""
        return self._state

    def count(self, query: Query, around: Surroundings) -> int:
        """How many activities match."""
        return self.search(query, around, limit=0, want_unknown=False).total

    def count_of_organisations(self, names: Iterable[str], around: Surroundings) -> dict[str, int]:
        """How many activities of each, as provider or partner, a default search can find."""
        parts = [(part.segment, part.live & part.tick(around).shown(ANY)) for part in self._state.parts]
        return {name: sum(count_shown(segment, shown, name) for segment, shown in parts) for name in names}

    def get(self, name: str) -> Entry | None:
        """The activity with this id, whatever its status; None when there is none."""
        held = self._state.find(name)
        return None if held is None else Entry(held[0].segment, held[1], held[0].tick)

    def listing(self, name: str) -> Listing | None:
        """The listing of an activity."""
        entry = self.get(name)
        return None if entry is None else entry.listing

    def listings(self) -> Iterable[Listing]:
        """Every listing of this moment, in no particular order."""
        for part in self._state.parts:
            for row in rows_of(part.live).tolist():
                yield part.segment.listing(row)

    def _theme_words(self, around: Surroundings) -> ThemeWords:
        themes = self._themes
        if themes.source is not around.theme_words:
            themes = self._themes = ThemeWords(around.theme_words)
        return themes


def _count_facets(
    part: Part, evaluation: Evaluation, outcome: Outcome, asked: Asked, facets: tuple[str, ...]
) -> Counted:
    """The counts of one part. Those of many rows are kept for the minute: broad questions are few, and asked by many.
    What tells of a person (place, words, age, moment) is not kept."""
    if outcome.total < WORTH_KEEPING or not all(getattr(asked.query, name) == getattr(ANY, name) for name in PERSONAL):
        return evaluation.facets(), evaluation.organisations()
    key = (replace(asked.query, sort=None, near=()), facets, tick_key(asked.around))
    return part.kept_facets(key, lambda: (evaluation.facets(), evaluation.organisations()))


WORTH_KEEPING = 2000
ANY = Query()
PERSONAL = ("words", "radius_m", "bbox", "age_months", "school_groups", "school", "passes", "route_activities", "time")


def _add_up(total: dict[Name, int], more: Mapping[Name, int]) -> None:
    if not total:
        total.update(more)
        return
    for name, number in more.items():
        total[name] = total.get(name, 0) + number


def _to_hits(ordered: Sequence[tuple[Ordered, Part]], query: Query) -> tuple[Hit, ...]:
    distances: list[int | None]
    if not query.near:
        distances = [None] * len(ordered)
    elif query.order is SortField.DISTANCE:
        distances = [None if key[1] else int(key[2]) for (key, _), _ in ordered]
    else:
        distances = [_distance(row, part, query) for (_, row), part in ordered]
    return tuple(
        Hit(part.segment, row, key, distance, part.tick)
        for ((key, row), part), distance in zip(ordered, distances, strict=True)
    )


def _distance(row: int, part: Part, query: Query) -> int | None:
    if np.isnan(part.segment.arrays["point_lat"][row]):
        return None
    return int(metres_of(part.segment, np.array([row]), query.near)[0])
