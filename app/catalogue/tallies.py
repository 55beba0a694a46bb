"""Counting activities per organisation, of which there are so many that only the most counted are named."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from app.catalogue.bitmaps import Array, Rows, Words, distinct_counts, expand, sort_distinct, test_rows
from app.catalogue.segment import Segment
from app.domain.facets import MOST_VALUES

PLACE_BITS = 32


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows of one segment each organisation has. names: every organisation of the segment, ascending;
    places: of those that count, ascending; counts: of each of them."""

    names: Array
    places: Array
    counts: Array

    def named(self) -> Mapping[bytes, int]:
        """All of it by name."""
        return dict(zip(self.names[self.places].tolist(), self.counts.tolist(), strict=True))


def tally_organisations(segment: Segment, rows: Rows) -> Tally:
    """Provider and partners of these rows, each once a row."""
    start, members = _organisations_by_row(segment)
    first = start[rows].astype(np.int64)
    places, counts = distinct_counts(members[expand(first, start[rows + 1] - first)[0]])
    return Tally(segment.arrays["key_organisation"], places, counts)


def name_most(tallies: Sequence[Tally], most: int = MOST_VALUES) -> tuple[dict[str, int], int]:
    """The most counted over all segments, by name first where counts are equal; and how many are left out."""
    if not tallies:
        return {}, 0
    large = max(tallies, key=lambda tally: tally.places.size)
    counts, beside = _add_beside(large, [tally for tally in tallies if tally is not large])
    places, size = large.places, large.places.size + len(beside)
    if places.size > most:
        kept = np.argpartition((-counts << PLACE_BITS) + places, most - 1)[:most]
        places, counts = places[kept], counts[kept]
    found = [(name, count) for name, count in zip(large.names[places].tolist(), counts.tolist(), strict=True)]
    found += beside
    if len(found) > most:
        found = sorted(found, key=lambda pair: (-pair[1], pair[0]))[:most]
    return {name.decode(): count for name, count in found}, size - len(found)


def _add_beside(large: Tally, others: Sequence[Tally]) -> tuple[Array, list[tuple[bytes, int]]]:
    """The counts of the large tally with those of the others added, and what it does not have."""
    counts, beside, more = large.counts, [], Counter[bytes]()
    for other in others:
        more.update(other.named())
    if more:
        counts = counts.copy()
    for name, count in more.items():
        place = bisect_left(large.names, name)
        at = int(large.places.searchsorted(place))
        if at < large.places.size and large.places[at] == place and large.names[place] == name:
            counts[at] += count
        else:
            beside.append((name, count))
    return counts, beside


def count_shown(segment: Segment, shown: Words, name: str) -> int:
    """How many of the rows that are shown one organisation has, as provider or partner."""
    rows = sort_distinct(segment.key_rows("organisation", name))
    return int(np.count_nonzero(test_rows(shown, rows))) if rows.size else 0


def _organisations_by_row(segment: Segment) -> tuple[Array, Array]:
    """For each row the bounds of its organisations in the list that follows."""

    def make() -> tuple[Array, Array]:
        rows = segment.arrays["key_organisation_row"].astype(np.int64)
        lengths = np.diff(segment.arrays["key_organisation_start"])
        pairs = sort_distinct((rows << PLACE_BITS) | np.repeat(np.arange(lengths.size), lengths))
        starts = np.searchsorted(pairs >> PLACE_BITS, np.arange(segment.rows + 1))
        return starts.astype(np.int32), (pairs & 0xFFFFFFFF).astype(np.int32)

    made: tuple[Array, Array] = segment.derived("organisations by row", make)
    return made
