"""The reports on gaps of one worker: the catalogue read in columns once a minute at most, then asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock

import orjson
from sqlalchemy import Engine

from app.catalogue.catalogue import Catalogue
from app.catalogue.reference import Reference
from app.domain.areas import AreaIndex
from app.domain.gaps import Direction
from app.domain.query import AreaFilter, Surroundings
from app.domain.vocabulary import AreaLevel
from app.services.coverage import Coverage, ThemeColumns, measure_coverage
from app.services.dead_ends import DeadEnds, Relations, Wanted, find_dead_ends, pair_up
from app.services.insight_offers import Offers, read_offers
from app.services.insight_towns import Town, list_gemeenten, list_spots, survey_town
from app.store.activities import iterate_documents
from app.store.unit_of_work import read_connection

Edges = tuple[tuple[str, str], ...]
EVERYTHING = Wanted()


@dataclass(frozen=True, slots=True)
class Moment:
    """The catalogue at one change and minute."""

    seq: int
    minute: int
    offers: Offers


class Insights:
    """Asks the catalogue for its gaps. Thread-safe; one reading is shared by all who ask in the same minute."""

    def __init__(self, catalogue: Catalogue, reference: Reference, engine: Engine) -> None:
        self._catalogue, self._reference, self._engine = catalogue, reference, engine
        self._lock = Lock()
        self._moment: Moment | None = None
        self._edges: tuple[int, Edges, Edges] | None = None

    def offers(self, around: Surroundings) -> Offers:
        """The catalogue in columns at this minute."""
        with self._lock:
            seq, held = self._catalogue.applied_seq, self._moment
            if held is None or (held.seq, held.minute) != (seq, around.now):
                held = self._moment = Moment(seq, around.now, read_offers(self._catalogue.listings(), around))
            return held.offers

    def dead_ends(
        self,
        around: Surroundings,
        areas: tuple[AreaFilter, ...] = (),
        direction: Direction = Direction.ANY,
        wanted: Wanted = EVERYTHING,
    ) -> tuple[Offers, list[DeadEnds]]:
        """The dead ends of every town that lies in `areas` (all without), by gemeente code."""
        offers = self.offers(around)
        relations = Relations(offers.subjects, self._reference.themes, direction)
        authored, replaced = self._laid_out()
        pairs = pair_up(offers, authored, replaced, relations)
        towns = self._towns(offers, areas)
        return offers, [find_dead_ends(offers, town, relations, pairs, wanted) for town in towns]

    def coverage(self, around: Surroundings, areas: tuple[AreaFilter, ...], themes: tuple[str, ...]) -> list[Coverage]:
        """The coverage of every town that lies in `areas` (all without), by gemeente code."""
        offers = self.offers(around)
        columns = ThemeColumns(offers, self._reference.themes, themes)
        return [measure_coverage(offers, town, columns) for town in self._towns(offers, areas)]

    def _towns(self, offers: Offers, areas: tuple[AreaFilter, ...]) -> Iterator[Town]:
        index = self._reference.areas
        asked = {code for code in (gemeente_of(area, index) for area in areas) if code is not None}
        for gemeente in list_gemeenten(offers, index, asked):
            spots = list_spots(index, gemeente, [area.related for area in areas])
            if spots:
                yield survey_town(offers, gemeente, spots)

    def _laid_out(self) -> tuple[Edges, Edges]:
        """(from, to) of what people laid out: steps of routes with all later ones and named follow-ups; and what was
        replaced by what."""
        with self._lock:
            seq = self._catalogue.applied_seq
            if self._edges is None or self._edges[0] != seq:
                follow_ups, replaced = read_links(self._engine)
                routes = [
                    (one, other)
                    for route in self._reference.routes.values()
                    for at, one in enumerate(route.activity_ids)
                    for other in route.activity_ids[at + 1 :]
                ]
                self._edges = seq, (*routes, *follow_ups), replaced
            return self._edges[1], self._edges[2]


def gemeente_of(area: AreaFilter, index: AreaIndex) -> str | None:
    """The gemeente an asked area lies in, or is."""
    return area.code if area.level is AreaLevel.GEMEENTE else index.ancestor_at(area.code, AreaLevel.GEMEENTE)


def read_links(engine: Engine) -> tuple[Edges, Edges]:
    """(follow-ups, replacements) that providers named, as (from, to). Only documents that hold one are parsed."""
    follow_ups: list[tuple[str, str]] = []
    replaced: list[tuple[str, str]] = []
    with read_connection(engine) as connection:
        for row in iterate_documents(connection):
            if '"followUp":[]' in row.document and '"replacedBy":null' in row.document:
                continue
            document = orjson.loads(row.document)
            follow_ups += [(row.id, other) for other in document["followUp"]]
            if document["replacedBy"]:
                replaced.append((row.id, document["replacedBy"]))
    return tuple(follow_ups), tuple(replaced)
