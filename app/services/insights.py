"""The reports on gaps of one worker: the catalogue read in columns once a minute at most, then asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock

from app.catalogue.catalogue import Catalogue
from app.catalogue.reference import Reference
from app.domain.areas import AreaIndex
from app.domain.gaps import MOST_AHEAD, Direction
from app.domain.query import AreaFilter, Surroundings
from app.domain.vocabulary import AreaLevel
from app.services.coverage import Coverage, ThemeColumns, measure_coverage
from app.services.dead_ends import DeadEnds, Relations, Wanted, find_dead_ends, pair_up
from app.services.insight_offers import Links, Offers, read_offers
from app.services.insight_towns import Town, list_gemeenten, list_spots, survey_town

EVERYTHING = Wanted()


@dataclass(frozen=True, slots=True)
class Moment:
    """The catalogue at one change and minute."""

    seq: int
    minute: int
    offers: Offers


class Insights:
    """Asks the catalogue for its gaps. Thread-safe; one reading is shared by all who ask in the same minute."""

    def __init__(self, catalogue: Catalogue, reference: Reference) -> None:
        self._catalogue, self._reference = catalogue, reference
        self._lock = Lock()
        self._moment: Moment | None = None

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
        pairs = pair_up(offers, (*self._along_routes(), *offers.follow_ups), relations)
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

    def _along_routes(self) -> Links:
        """(from, to) along the created routes."""
        return tuple(
            (one, other)
            for route in self._reference.routes.values()
            for at, one in enumerate(route.activity_ids)
            for other in route.activity_ids[at + 1 : at + 1 + MOST_AHEAD]
        )


def gemeente_of(area: AreaFilter, index: AreaIndex) -> str | None:
    """The gemeente an asked area lies in, or is."""
    return area.code if area.level is AreaLevel.GEMEENTE else index.ancestor_at(area.code, AreaLevel.GEMEENTE)
