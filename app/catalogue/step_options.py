"""What may come next out of the whole catalogue, narrowed down to the few rows that could make the list.

Of rows with the same marks only the first few by rank, and the first of a second organisation, can make the list
(`domain.next_step_choice`). So of hundreds of thousands of rows some dozens are left, and the answer is the one that
the rule gives over all of them.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from app.catalogue.bitmaps import Array, Words, count
from app.catalogue.catalogue import Catalogue
from app.catalogue.filters import rows_of_ids
from app.catalogue.parts import Part
from app.catalogue.segment import Segment
from app.catalogue.step_limits import (
    OPEN,
    FindHelped,
    Fits,
    find_fits,
    fits_age,
    has_room,
    is_joinable,
    is_open_to,
    is_somewhere,
    needs_no_travel,
)
from app.catalogue.step_scores import Scored, in_wijk, of_another_town, own_wijk, score_rows
from app.catalogue.step_themes import Relations
from app.domain import next_step_choice as choice
from app.domain.next_step_rank import most_of_other_theme
from app.domain.next_step_relation import Ground, series_of
from app.domain.query import Surroundings
from app.domain.situation import Done, Situation
from app.domain.vocabulary import Attendance, Cost, Stage

NO_TRAVEL_KINDS = (Attendance.ONLINE.value, Attendance.HOME.value, Attendance.MOBILE.value)
RANK_BITS, SCORE_BITS = 24, 16
RANKS, SCORES, HIGHEST = (1 << RANK_BITS) - 1, (1 << SCORE_BITS) - 1, 1 << (SCORE_BITS - 1)
MARK_AT = RANK_BITS + SCORE_BITS


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The options that could make the list, how many rows break no limit and lead on in the direction asked, and how
    many of those follow from what was done or asked."""

    options: tuple[choice.Option, ...]
    allowed: int
    related: int


class StepFinder:
    """Narrows down one catalogue. `on_route`: ids of the activities on created routes. `find_helped`: rows for which
    some arrangement may pay."""

    def __init__(self, catalogue: Catalogue, on_route: Collection[str], find_helped: FindHelped) -> None:
        self._catalogue, self._find_helped = catalogue, find_helped
        self._on_route = frozenset(on_route)

    def narrow(self, ground: Ground, situation: Situation, around: Surroundings, apart: Collection[str]) -> Narrowed:
        """All rows but those of what was done and of the ids `apart`.

        What is quite different is looked at last, and only where it could still make the list."""
        options: list[choice.Option] = []
        different: list[tuple[Fits, Words]] = []
        allowed = related = 0
        for part in self._catalogue.state.parts:
            fits, rows, other = self._allowed(part, ground, situation, around, apart)
            allowed, related = allowed + count(rows), related + count(rows & ~other & part.segment.stated("theme"))
            later = other & ~own_wijk(part.segment, situation)
            different.append((fits, rows & later))
            options += self._best(fits, rows & ~later, ground)
        if not choice.outdo(options, most_of_other_theme(ground, situation), situation):
            for fits, rows in different:
                options += self._best(fits, rows, ground)
        return Narrowed(tuple(options), allowed, related)

    def count(
        self, ground: Ground, situation: Situation, around: Surroundings, apart: Collection[str]
    ) -> tuple[int, int]:
        """(allowed, related) as `narrow` has them, without looking for the best."""
        allowed = related = 0
        for part in self._catalogue.state.parts:
            _, rows, other = self._allowed(part, ground, situation, around, apart)
            allowed, related = allowed + count(rows), related + count(rows & ~other & part.segment.stated("theme"))
        return allowed, related

    def best_without_travel(
        self, ground: Ground, situation: Situation, around: Surroundings, apart: Collection[str], most: int
    ) -> list[str]:
        """Ids of the best that need no travel, by rank, also of what another town put online."""
        found: list[choice.Option] = []
        for part in self._catalogue.state.parts:
            fits = find_fits(part, situation, around, self._find_helped)
            rows = fits.allowed & fits.no_travel & part.segment.any_value("attendance", NO_TRAVEL_KINDS)
            rows &= ~rows_of_ids(part.segment, (*apart, *(one.id for one in ground.done)))
            found += self._best(fits, rows, ground, most)
        return [option.id for option in sorted(found)[:most]]

    def goes_on(self, organisation: str, situation: Situation, around: Surroundings, but: Collection[str]) -> bool:
        """Whether the organisation has anything but these that one child can join, however far."""
        for part in self._catalogue.state.parts:
            segment, tick = part.segment, part.tick(around)
            rows = segment.keyed("organisation", (organisation,)) & ~rows_of_ids(segment, but)
            rows &= part.live & tick.shown(OPEN) & has_room(tick)
            rows &= is_joinable(segment, situation) & is_open_to(segment, situation)
            rows &= is_somewhere(segment, situation, needs_no_travel(segment, situation))
            if rows.any():
                return True
        return False

    def has_club(self, wijk: str, themes: frozenset[str], situation: Situation, around: Surroundings) -> bool:
        """Whether anything where one can stay (stage join) is in the wijk, on these themes when any are given."""
        for part in self._catalogue.state.parts:
            segment, tick = part.segment, part.tick(around)
            rows = in_wijk(segment, wijk) | segment.keyed("serviceArea", (wijk,))
            rows = rows & part.live & tick.shown(OPEN) & segment.value("stage", Stage.JOIN)
            rows &= is_joinable(segment, situation) & is_open_to(segment, situation)
            if themes:
                rows &= segment.any_value("theme", tuple(themes))
            if situation.ages or situation.school_groups:
                rows &= fits_age(segment, tick, situation, around)
            if situation.is_free_only:
                rows &= segment.value("cost", Cost.FREE)
            if rows.any():
                return True
        return False

    def _allowed(
        self, part: Part, ground: Ground, situation: Situation, around: Surroundings, apart: Collection[str]
    ) -> tuple[Fits, Words, Words]:
        """What fits, the rows of it that go in the direction asked, and all rows that are quite different."""
        segment = part.segment
        fits = find_fits(part, situation, around, self._find_helped)
        rows = fits.allowed & ~rows_of_ids(segment, (*apart, *(one.id for one in ground.done)))
        relations = Relations(segment, ground)
        rows &= ~of_another_town(segment, situation)
        if situation.direction != "any":
            rows &= relations.deepen if situation.direction == "deepen" else ~relations.deepen
        return fits, rows, relations.other if ground.themes else segment.nothing

    def _best(self, fits: Fits, rows: Words, ground: Ground, most: int | None = None) -> list[choice.Option]:
        if not rows.any():
            return []
        segment = fits.segment
        on_route: Words = segment.cached(
            ("on route", self._on_route), lambda: rows_of_ids(segment, sorted(self._on_route))
        )
        scored = score_rows(fits, rows, ground, on_route, self._find_helped(segment))
        return _best_options(segment, scored, fits.situation.limit if most is None else most)

    def find_editions(self, done: Sequence[Done]) -> frozenset[str]:
        """Ids of what may be a new edition of what was done: of the same organisation, under the same name."""
        found = {one.replaced_by for one in done if one.replaced_by is not None}
        for one in done:
            if not one.organisation_id:
                continue
            series = series_of(one.title_key)
            for part in self._catalogue.state.parts:
                segment = part.segment
                rows = segment.key_rows("owner", one.organisation_id).tolist()
                found |= {segment.id_of(row) for row in rows if series_of(segment.title_of(row)) == series}
        return frozenset(found)


def _best_options(segment: Segment, scored: Scored, limit: int) -> list[choice.Option]:
    """The options of one segment that could make the list: they are sorted as whole numbers of marks, score and rank of
    the id, which is much quicker than to sort places."""
    numbers = (scored.marks.astype(np.int64) << MARK_AT) | segment.arrays["id_rank"].take(scored.rows)
    numbers |= (HIGHEST - scored.scores.astype(np.int64)) << RANK_BITS
    numbers.sort()
    owners, id_row = owner_numbers(segment), segment.arrays["id_row"]
    found = _first_of_marks(numbers, id_row, owners, max(choice.FIRST, limit))
    rows = id_row.take(found & RANKS)
    whose = owners.take(rows)
    options = [
        choice.Option(((number >> RANK_BITS) & SCORES) - HIGHEST, f"{rank:08d}", number >> MARK_AT, str(owner))
        for number, rank, owner in zip(found.tolist(), (found & RANKS).tolist(), whose.tolist(), strict=True)
    ]
    kept = choice.keep_useful(options, limit)
    return _with_names(segment, scored, [int(option.id) for option in kept], kept)


def _first_of_marks(numbers: Array, id_row: Array, owners: Array, most: int) -> Array:
    """Of each marks the first few, and the first of a second organisation when those are all of one."""
    marks = numbers >> MARK_AT
    starts = np.concatenate(([0], (marks[1:] != marks[:-1]).nonzero()[0] + 1))
    ends = np.append(starts[1:], numbers.size)
    at = starts[:, None] + np.arange(most)
    is_there = at < ends[:, None]
    whose = owners.take(id_row.take(numbers.take(np.minimum(at, numbers.size - 1)) & RANKS))
    is_one = ((whose == whose[:, :1]) & is_there).all(axis=1) & (ends - starts > most)
    found = [numbers.take(at[is_there])]
    for group in is_one.nonzero()[0].tolist():
        rest = numbers[starts[group] + most : ends[group]]
        found.append(_first_of_another(rest, id_row, owners, whose.item(group, 0)))
    return np.concatenate(found)


def _first_of_another(numbers: Array, id_row: Array, owners: Array, owner: int) -> Array:
    """The first of another organisation, if any."""
    done, step = 0, 64
    while done < numbers.size:
        some: Array = numbers[done : done + step]
        others: Array = (owners.take(id_row.take(some & RANKS)) != owner).nonzero()[0]
        if others.size:
            found: Array = some[others[:1]]
            return found
        done, step = done + step, step * 4
    return numbers[:0]


def _with_names(
    segment: Segment, scored: Scored, ranks: list[int], options: Sequence[choice.Option]
) -> list[choice.Option]:
    """The options with the ids of their activities and organisations, and their tiers."""
    rows = segment.arrays["id_row"].take(np.array(ranks, dtype=np.int64))
    tiers = scored.tiers.take(scored.rows.searchsorted(rows)).tolist()
    owners, keys = owner_numbers(segment).take(rows).tolist(), segment.arrays["key_owner"]
    return [
        option._replace(id=name.decode(), organisation=keys[owner - 1].decode() if owner else "", tier=int(tier))
        for option, name, owner, tier in zip(options, segment.ids.take(rows).tolist(), owners, tiers, strict=True)
    ]


def owner_numbers(segment: Segment) -> Array:
    """For each row the number of the organisation that offers it, from 1 in the order of `key_owner`; 0 without one."""

    def find() -> Array:
        bounds = segment.arrays["key_owner_start"]
        numbers = np.zeros(segment.rows, dtype=np.int32)
        numbers[segment.arrays["key_owner_row"]] = np.repeat(np.arange(1, bounds.size), np.diff(bounds))
        return numbers

    found: Array = segment.cached(("owner number",), find)
    return found
