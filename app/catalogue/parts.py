"""The state of the catalogue as a tuple of segments, and what becomes of it when activities are written."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from time import sleep
from typing import Protocol

import numpy as np
import orjson

from app.catalogue.bitmaps import Words, count, has_row, rows_of
from app.catalogue.clock import KEPT_TICKS, StaleDays, Tick, tick_key
from app.catalogue.encoder import Encoder
from app.catalogue.facets import FacetCounts
from app.catalogue.segment import MemoryDocuments, Segment
from app.catalogue.tallies import Tally
from app.catalogue.text_index import TextIndex
from app.domain.listing import from_row
from app.domain.query import Surroundings

MERGED_ALONG = 32
"""Segments in memory up to this size are always made anew together with what is written."""
GROWTH = 3
"""A segment in memory stays as it is while it has more than so many times the rows of the next one."""
Counted = tuple[FacetCounts, Tally | None]
"""The facets of one part; that of organisations apart."""
KEPT_FACETS = 16
"""Counts of so many broad questions are kept per part."""
ROWS_AT_A_TIME = 16
"""After so many rows other threads get their turn."""


class IndexRow(Protocol):
    """One stored activity as the store gives it; a tombstone has no listing and no card."""

    @property
    def id(self) -> str: ...
    @property
    def version(self) -> int: ...
    @property
    def seq(self) -> int: ...
    @property
    def listing(self) -> str | bytes | None: ...
    @property
    def card(self) -> str | bytes | None: ...


@dataclass(frozen=True, slots=True)
class Gone:
    """An activity that was deleted."""

    id: str
    seq: int
    version: int = 0
    listing: None = None
    card: None = None


@dataclass(frozen=True, slots=True)
class StoredRow:
    """An activity that is there, as bytes."""

    id: str
    version: int
    seq: int
    listing: bytes
    card: bytes


class Part:
    """A segment and which of its rows hold in one state. Ticks belong to the segment and outlive the state."""

    def __init__(self, segment: Segment, live: Words | None = None, like: "Part | None" = None) -> None:
        self.segment = segment
        self.live = segment.every if live is None else live
        self.live_count = count(self.live)
        self._ticks: OrderedDict[tuple[int, StaleDays], Tick] = like._ticks if like else OrderedDict()
        self._facets: OrderedDict[Hashable, Counted] = OrderedDict()
        self.text: TextIndex = like.text if like else TextIndex(segment)

    def kept_facets(self, key: Hashable, count_facets: Callable[[], Counted]) -> Counted:
        """The counts of a question asked before in the same minute, else counted now. Not to be changed."""
        held = self._facets.get(key)
        if held is None:
            held = self._facets[key] = count_facets()
            while len(self._facets) > KEPT_FACETS:
                self._facets.popitem(last=False)
        return held

    def without(self, rows: Sequence[int]) -> "Part":
        """The part with some rows no longer holding."""
        live = self.live.copy()
        for row in rows:
            live[row >> 6] &= ~np.uint64(1 << (row & 63))
        return Part(self.segment, live, like=self)

    def find(self, name: str) -> int | None:
        """The row of an id, when it holds."""
        row = self.segment.row_of(name)
        return row if row is not None and has_row(self.live, row) else None

    def tick(self, around: Surroundings) -> Tick:
        """The segment at this minute; a few minutes are kept, since cursors keep the minute of their first page."""
        key = tick_key(around)
        tick = self._ticks.get(key)
        if tick is None:
            before = next((held for held in reversed(list(self._ticks.values())) if held.now <= around.now), None)
            tick = self._ticks[key] = Tick(self.segment, *key, before=before)
            while len(self._ticks) > KEPT_TICKS:
                self._ticks.popitem(last=False)
        return tick

    def stored_rows(self, after_seq: int = -1) -> Iterable[StoredRow]:
        """The rows that hold, written after this change."""
        segment = self.segment
        version, seq = segment.arrays["version"], segment.arrays["seq"]
        rows = rows_of(self.live)
        for row in rows[seq[rows] > after_seq].tolist():
            stored = (segment.documents.listing(row), segment.documents.card(row))
            yield StoredRow(segment.id_of(row), int(version[row]), int(seq[row]), *stored)


@dataclass(frozen=True, slots=True)
class State:
    """One consistent moment: the base, when there is one, comes first; `seq`: the last change that is in it."""

    parts: tuple[Part, ...] = ()
    seq: int = 0

    def find(self, name: str) -> tuple[Part, int] | None:
        """Where an id holds."""
        for part in reversed(self.parts):
            row = part.find(name)
            if row is not None:
                return part, row
        return None


def make_segment(rows: Iterable[StoredRow], broader: Mapping[str, str]) -> Segment:
    """A segment in memory; other threads get their turn while it is made."""
    encoder, listings, cards = Encoder(broader), [], []
    for number, row in enumerate(rows):
        encoder.add(from_row(orjson.loads(row.listing)), row.version, row.seq)
        listings.append(row.listing)
        cards.append(row.card)
        if number % ROWS_AT_A_TIME == ROWS_AT_A_TIME - 1:
            sleep(0)
    arrays, meta, order = encoder.finish()
    numbers = order.tolist()
    documents = MemoryDocuments([cards[at] for at in numbers], [listings[at] for at in numbers])
    return Segment(arrays, meta, documents)


def apply_rows(
    state: State, rows: Sequence[IndexRow], seq: int, broader: Mapping[str, str], base: Segment | None
) -> State:
    """The state with the rows written. A row that is not newer than what is there changes nothing.

    `base` is never made anew here, however small.
    """
    written: dict[str, StoredRow] = {}
    gone: dict[int, list[int]] = {}
    for row in _newest(rows):
        held = state.find(row.id)
        if held is not None:
            part, at = held
            if int(part.segment.arrays["seq"][at]) >= row.seq:
                continue
            gone.setdefault(state.parts.index(part), []).append(at)
        if row.listing is not None and row.card is not None:
            written[row.id] = StoredRow(row.id, row.version, row.seq, _bytes(row.listing), _bytes(row.card))
    parts = [part.without(gone[at]) if at in gone else part for at, part in enumerate(state.parts)]
    parts = [part for part in parts if part.live_count or part.segment is base]
    if written:
        merged = list(written.values())
        while parts and _goes_along(parts[-1], len(merged), base):
            merged = [*parts.pop().stored_rows(), *merged]
        parts.append(Part(make_segment(merged, broader)))
    return State(tuple(parts), max(state.seq, seq))


def _newest(rows: Sequence[IndexRow]) -> Iterable[IndexRow]:
    newest: dict[str, IndexRow] = {}
    for row in rows:
        held = newest.get(row.id)
        if held is None or held.seq <= row.seq:
            newest[row.id] = row
    return newest.values()


def _goes_along(part: Part, written: int, base: Segment | None) -> bool:
    return part.segment is not base and part.live_count <= max(MERGED_ALONG, GROWTH * written)


def _bytes(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else text
