"""What may come next out of the whole catalogue, narrowed down to the few rows that could make the list.

Of rows with the same marks only the first few by rank, and the first of a second organisation, can make the list
(`domain.next_step_choice`). So of hundreds of thousands of rows some dozens are left, and the answer is the one that
the rule gives over all of them.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from app.catalogue.bitmaps import Array, Rows, Words, rows_of, test_rows
from app.catalogue.catalogue import Catalogue
from app.catalogue.filters import rows_of_ids
from app.catalogue.layout import LEVELS
from app.catalogue.owners import owner_numbers
from app.catalogue.parts import Part
from app.catalogue.segment import Segment
from app.catalogue.step_kinds import Followed, follow, kinds_of
from app.catalogue.step_limits import FindHelped, Fits, find_fits, fits_age, may_join
from app.catalogue.step_scores import Beside, Scored, is_in_wijk, points_of, score_rows
from app.catalogue.step_travel import in_area, is_somewhere, needs_no_travel, of_another_town
from app.catalogue.step_waiting import LateFrom
from app.domain import next_step_choice as choice
from app.domain.next_step_rank import most_of_other_theme
from app.domain.next_step_relation import Ground, series_of
from app.domain.query import Surroundings
from app.domain.situation import Counts, Done, Situation
from app.domain.vocabulary import Attendance, Cost, Stage

NO_TRAVEL_KINDS = (Attendance.ONLINE.value, Attendance.HOME.value, Attendance.MOBILE.value)
WIJK = LEVELS.index("wijk")
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
    """Narrows down one catalogue. `on_route`: ids of the activities on created routes. `find_helped`: which rows
    some arrangement may pay for."""

    def __init__(self, catalogue: Catalogue, on_route: Collection[str], find_helped: FindHelped) -> None:
        self._catalogue, self._find_helped = catalogue, find_helped
        self._on_route = frozenset(on_route)
        self._late = LateFrom()

    def narrow(self, ground: Ground, situation: Situation, around: Surroundings, apart: Collection[str]) -> Narrowed:
        """All rows but those of what was done and of the ids `apart`.

        What is quite different is looked at last, and only where it could still make the list."""
        options: list[choice.Option] = []
        different: list[tuple[Fits, Rows]] = []
        allowed = related = 0
        for fits in self._fitting(situation, around):
            rows, kinds, followed = self._follow(fits, ground, apart)
            if not rows.size:
                continue
            allowed += rows.size
            related += int(np.count_nonzero(followed.is_related.take(kinds)))
            later = followed.is_other.take(kinds)
            if situation.home is not None and situation.home.wijk is not None:
                later &= ~is_in_wijk(fits.segment, rows, situation.home.wijk)
            different.append((fits, rows[later]))
            options += self._best(fits, rows[~later], ground)
        if not choice.outdo(options, most_of_other_theme(ground, situation), situation):
            for fits, rows in different:
                options += self._best(fits, rows, ground)
        return Narrowed(tuple(options), allowed, related)

    def count(self, ground: Ground, situation: Situation, around: Surroundings, apart: Collection[str]) -> Counts:
        """How many as `narrow` has them, without looking for the best."""
        found = Counts()
        for fits in self._fitting(situation, around):
            rows, kinds, followed = self._follow(fits, ground, apart)
            related = int(np.count_nonzero(followed.is_related.take(kinds)))
            asked = int(np.count_nonzero(kinds_of(fits.segment).any(ground.asked_line).take(kinds)))
            found += Counts(rows.size, related, asked)
        return found

    def best_without_travel(
        self, ground: Ground, situation: Situation, around: Surroundings, apart: Collection[str], most: int
    ) -> list[str]:
        """Ids of the best that need no travel, by rank, also of what another town put online."""
        found: list[tuple[int, str]] = []
        for fits in self._fitting(situation, around):
            segment = fits.segment
            words = fits.allowed & fits.no_travel
            words &= segment.derived("need no travel", partial(segment.any_value, "attendance", NO_TRAVEL_KINDS))
            rows = without(segment, rows_of(words), (*apart, *(one.id for one in ground.done)))
            if rows.size:
                points = points_of(fits, rows, ground, self._beside(segment))
                found += _first_by_rank(segment, rows, points, most)
        return [name for _, name in sorted(found)[:most]]

    def goes_on(self, organisation: str, situation: Situation, around: Surroundings, but: Collection[str]) -> bool:
        """Whether the organisation has anything but these that one child can join, however far."""
        for part in self._catalogue.state.parts:
            segment, tick = part.segment, part.tick(around)
            rows = segment.keyed("organisation", (organisation,)) & ~rows_of_ids(segment, but)
            rows &= part.live & may_join(tick, situation)
            rows &= is_somewhere(segment, situation, needs_no_travel(segment, situation))
            if rows.any():
                return True
        return False

    def has_club(self, wijk: str, themes: frozenset[str], situation: Situation, around: Surroundings) -> bool:
        """Whether anything where one can stay (stage join) is in the wijk, on these themes when any are given."""
        return any(
            has_row_with(part, clubs_in(part.segment, wijk), themes, situation, around)
            for part in self._catalogue.state.parts
        )

    def _fitting(self, situation: Situation, around: Surroundings) -> Iterator[Fits]:
        """What fits in each part that holds anything that does."""
        for part in self._catalogue.state.parts:
            fits = find_fits(part, situation, around, self._find_helped)
            if fits is not None:
                yield fits

    def _follow(self, fits: Fits, ground: Ground, apart: Collection[str]) -> tuple[Rows, Array, Followed]:
        """The rows that go in the direction asked, the kind of each, and how each kind follows."""
        segment, situation = fits.segment, fits.situation
        rows = rows_of(fits.allowed & ~of_another_town(segment, situation))
        rows = without(segment, rows, (*apart, *(one.id for one in ground.done)))
        kinds, followed = kinds_of(segment).number.take(rows), follow(segment, ground)
        if situation.direction != "any":
            goes = followed.deepens.take(kinds) == (situation.direction == "deepen")
            rows, kinds = rows[goes], kinds[goes]
        return rows, kinds, followed

    def _best(self, fits: Fits, rows: Rows, ground: Ground) -> list[choice.Option]:
        if not rows.size:
            return []
        scored = score_rows(fits, rows, ground, self._beside(fits.segment))
        return _best_options(fits.segment, scored, fits.situation.limit)

    def _beside(self, segment: Segment) -> Beside:
        on_route: Words = segment.cached(
            ("on route", self._on_route), lambda: rows_of_ids(segment, sorted(self._on_route))
        )
        return Beside(on_route, self._find_helped, self._late)

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


def clubs_in(segment: Segment, wijk: str) -> Rows:
    """The rows of what one can stay with (stage join), in the wijk or for it."""

    def find() -> Rows:
        words = in_area(segment, WIJK, wijk) | segment.keyed("serviceArea", (wijk,))
        return rows_of(words & segment.value("stage", Stage.JOIN))

    found: Rows = segment.cached(("clubs in", wijk), find)
    return found


def has_row_with(part: Part, rows: Rows, themes: frozenset[str], situation: Situation, around: Surroundings) -> bool:
    """Whether any of the rows holds, on one of the themes when any are given, for whoever asks, however far."""
    segment, tick = part.segment, part.tick(around)
    if not rows.size:
        return False
    asked = [part.live, may_join(tick, situation)]
    if situation.ages or situation.asked_groups:
        asked.append(fits_age(segment, tick, situation, around))
    if situation.is_free_only:
        asked.append(segment.value("cost", Cost.FREE))
    if situation.school_types:
        asked.append(segment.any_value("schoolType", situation.school_types) | segment.unstated("schoolType"))
    for words in asked:
        rows = rows[test_rows(words, rows)]
    if themes:
        kinds = kinds_of(segment)
        return bool(kinds.any(themes)[kinds.number[rows]].any())
    return bool(rows.size)


def without(segment: Segment, rows: Rows, names: Iterable[str]) -> Rows:
    """The rows (ascending) but those with these ids."""
    for name in names:
        row = segment.row_of(name)
        if row is not None:
            at = rows.searchsorted(row)
            if at < rows.size and rows[at] == row:
                rows = np.delete(rows, at)
    return rows


def _first_by_rank(segment: Segment, rows: Rows, points: Array, most: int) -> list[tuple[int, str]]:
    """The lowered score and the id of the first of these rows by rank."""
    numbers = (-points.astype(np.int64) << RANK_BITS) + segment.arrays["id_rank"].take(rows)
    if numbers.size > most:
        numbers = np.partition(numbers, most - 1)[:most]
    first = segment.arrays["id_row"].take(numbers & RANKS)
    return list(zip((numbers >> RANK_BITS).tolist(), map(segment.id_of, first.tolist()), strict=True))


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
    keys = segment.arrays["key_owner"].take(np.maximum(whose - 1, 0)).tolist()
    return list(
        map(
            choice.Option,
            (((found >> RANK_BITS) & SCORES) - HIGHEST).tolist(),
            [name.decode() for name in segment.ids.take(rows).tolist()],
            (found >> MARK_AT).tolist(),
            [key.decode() if owner else "" for key, owner in zip(keys, whose.tolist(), strict=True)],
            scored.tiers.take(scored.rows.searchsorted(rows)).tolist(),
        )
    )


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
