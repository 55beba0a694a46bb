"""The score and the marks of every row that may come next, in numbers: `domain.next_step_rank` and `next_step_choice`
over a segment. A test holds them to the same numbers.

What hangs on the row alone is added up once per segment; the rest is worked out for the rows that break no limit.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from app.catalogue.bitmaps import WORD, Array, Rows, Words, from_rows, test_rows, unpack
from app.catalogue.columns import NEVER
from app.catalogue.filters import Asked, judge_time
from app.catalogue.layout import LEVELS
from app.catalogue.nearness import metres_of
from app.catalogue.segment import Segment
from app.catalogue.step_groups import for_class
from app.catalogue.step_kinds import follow, kinds_of
from app.catalogue.step_limits import OPEN, FindHelped, Fits, fits_child, is_helped
from app.catalogue.step_waiting import LateFrom
from app.catalogue.step_words import count_words
from app.domain import next_step_choice as choice
from app.domain.next_step_rank import MOST_ASKED_WORDS, MOST_SHARED_WORDS
from app.domain.next_step_relation import Ground
from app.domain.next_step_weights import FAMILIAR_PLACES, SOON_DAYS, VERY_SOON_DAYS, WEIGHTS
from app.domain.reasons import far_from
from app.domain.rule_time import DAY
from app.domain.vocabulary import Attendance, Cost, EnrolmentStatus, Freshness, Kind

FREE, FREE_NOW, UNKNOWN_FREE_NOW, UNKNOWN, COSTS = range(5)
"""What a row costs: free; paid, but nothing with these passes; not known, but nothing with these passes; not known;
and money."""


def _weights(*names: str) -> Array:
    return np.array([WEIGHTS[name] for name in names], dtype=np.int16)


_POINTS = _weights("free", "freeWithPass", "freeWithPass", "costUnknown", "paid")
_BESIDE = _weights(*(3 * ("freeWithoutBudget",)), "unknownWithoutBudget", "paidWithoutBudget")
WITH_BUDGET = (_POINTS, np.zeros(5, dtype=np.int8))
WITHOUT_BUDGET = (_POINTS + _BESIDE, np.array([0, 0, 1, 1, 2], dtype=np.int8))
"""Points and tier (`next_step_choice.Option`) by what a row costs."""
ONE_OFF, ONLINE, FETCHED = 1, 2, 4
_WIJK = LEVELS.index("wijk")


@dataclass(frozen=True, slots=True)
class Scored:
    """Rows with their scores and marks, both whole numbers, and the tier of each where nothing may be spent."""

    rows: Rows
    scores: Array
    marks: Array
    tiers: Array


@dataclass(frozen=True, slots=True)
class Beside:
    """What is known beside a segment: its rows on created routes, what may be paid, from when on a date is late."""

    on_route: Words
    find_helped: FindHelped
    late: LateFrom


def score_rows(fits: Fits, rows: Rows, ground: Ground, beside: Beside) -> Scored:
    """The scores and marks of rows that break no limit."""
    return _Scorer(fits, rows, ground, beside).score()


def points_of(fits: Fits, rows: Rows, ground: Ground, beside: Beside) -> Array:
    """The scores alone."""
    return _Scorer(fits, rows, ground, beside).points()


class _Scorer:
    def __init__(self, fits: Fits, rows: Rows, ground: Ground, beside: Beside) -> None:
        self._fits, self._rows, self._ground, self._beside = fits, rows, ground, beside
        self._segment, self._situation = fits.segment, fits.situation
        self._cost = costs_of(fits).take(rows)
        self._budget = WITHOUT_BUDGET if self._situation.max_price == 0 else WITH_BUDGET
        self._traits = traits_of(self._segment).take(rows)
        self._no_travel = test_rows(fits.no_travel, rows)
        self._metres = self._find_metres() if self._situation.points else None

    def _find_metres(self) -> Array:
        """Whole metres to the nearest place; -1 where it cannot be told, and where nobody needs to go."""
        placed = test_rows(self._segment.has_point & ~self._fits.no_travel, self._rows)
        if placed.all():
            return metres_of(self._segment, self._rows, self._situation.points)
        found = np.full(self._rows.size, -1, dtype=np.int64)
        found[placed] = metres_of(self._segment, self._rows[placed], self._situation.points)
        return found

    def points(self) -> Array:
        """The scores alone."""
        kind = kinds_of(self._segment).number.take(self._rows)
        followed = follow(self._segment, self._ground)
        scores: Array = standing_of(self._segment, asks_access=bool(self._situation.accessibility)).take(self._rows)
        scores += followed.scores.take(kind)
        scores += self._budget[0].take(self._cost)
        for words, weight in (*self._known(), *self._who(), *self._when()):
            scores += test_rows(words, self._rows).view(np.int8) * np.int16(WEIGHTS[weight])
        self._add_dates(scores)
        self._add_words(scores)
        self._add_place(scores)
        return scores

    def score(self) -> Scored:
        """Scores, marks and tiers."""
        scores = self.points()
        marks = follow(self._segment, self._ground).marks.take(kinds_of(self._segment).number.take(self._rows))
        self._mark(marks)
        return Scored(self._rows, scores, marks, self._budget[1].take(self._cost))

    def _known(self) -> Iterator[tuple[Words, str]]:
        yield self._fits.tick.freshness()[Freshness.UNCONFIRMED.value], "unconfirmed"
        if self._beside.on_route.any():
            yield self._beside.on_route, "onRoute"

    def _who(self) -> Iterator[tuple[Words, str]]:
        segment, situation, fits = self._segment, self._situation, self._fits
        if situation.for_school:
            yield for_class(segment), "forClass"
        if len(situation.ages) > 1:
            everyone = segment.every
            for age in situation.ages:
                everyone = everyone & fits_child(segment, fits.tick, age, fits.around)
            yield everyone, "everyChild"
        if situation.school_types:
            yield segment.any_value("schoolType", situation.school_types), "schoolTypeStated"
        if situation.accessibility:
            yield segment.any_value("accessibility", situation.accessibility), "accessStated"
        if situation.languages:
            yield segment.any_value("language", situation.languages), "languageStated"

    def _when(self) -> Iterator[tuple[Words, str]]:
        fits, segment, time = self._fits, self._segment, self._situation.time
        if time is not None:
            among = from_rows(self._rows, segment.words)
            yes, _ = judge_time(Asked(segment, fits.tick, OPEN, fits.around), time, among, None)
            yield yes, "momentFits"
            yield ~yes, "momentUnknown"

    def _add_dates(self, scores: Array) -> None:
        now = self._fits.around.now
        start = self._fits.tick.next()[1].take(self._rows)
        ways, late, very_late = self._beside.late.find(self._segment, self._fits.around)
        way, is_known = ways.take(self._rows), start < NEVER
        told = (
            (start < now + (VERY_SOON_DAYS + 1) * DAY, WEIGHTS["soonDays14"] - WEIGHTS["soonDays42"]),
            (start < now + (SOON_DAYS + 1) * DAY, WEIGHTS["soonDays42"]),
            (is_known & (start >= late.take(way)), WEIGHTS["lateDays42"]),
            (is_known & (start >= very_late.take(way)), WEIGHTS["lateDays91"] - WEIGHTS["lateDays42"]),
        )
        for held, number in told:
            scores += held.view(np.int8) * np.int16(number)

    def _add_words(self, scores: Array) -> None:
        for spoken, most, weight in (
            (self._situation.words, MOST_ASKED_WORDS, "askedWord"),
            (self._ground.words, MOST_SHARED_WORDS, "sharedWord"),
        ):
            if spoken:
                scores += np.minimum(count_words(self._segment, self._rows, spoken), most) * np.int16(WEIGHTS[weight])

    def _add_place(self, scores: Array) -> None:
        segment, situation, stays = self._segment, self._situation, self._no_travel
        is_fetched = (self._traits & FETCHED) != 0
        at_home = stays & ((self._traits & ONLINE) == 0)
        scores += (at_home & ~is_fetched).view(np.int8) * np.int16(WEIGHTS["noTravel"])
        scores += (at_home & is_fetched).view(np.int8) * np.int16(WEIGHTS["fetched"])
        if self._metres is not None:
            is_placed = self._metres >= 0
            scores += (~(stays | is_placed)).view(np.int8) * np.int16(WEIGHTS["whereUnknown"])
            placed = is_placed & ~stays
            if situation.reach_m:
                near = WEIGHTS["near"] * np.maximum(0, situation.reach_m - self._metres)
                scores += (placed * (near // situation.reach_m)).astype(np.int16)
            if len(situation.points) > 1:
                rows = self._rows[placed]
                first, second = (metres_of(segment, rows, (point,)) for point in situation.points[:2])
                scores[placed] += (first <= second).view(np.int8) * np.int16(WEIGHTS["nearHome"])
        self._is_own = is_in_wijk(segment, self._rows, None if situation.home is None else situation.home.wijk)
        scores += self._is_own.view(np.int8) * np.int16(WEIGHTS["ownWijk"])

    def _mark(self, marks: Array) -> None:
        segment, situation = self._segment, self._situation
        costly = self._cost == COSTS
        unhelped = costly & ~is_helped(segment, self._rows, situation, self._beside.find_helped)
        easy = (self._cost <= UNKNOWN_FREE_NOW) | self._is_own | self._no_travel
        hard, pays = unhelped, costly
        if self._metres is not None:
            far = (self._metres > far_from(situation)) & ~self._no_travel
            easy, hard, pays = easy | (self._metres >= 0), unhelped | far, costly | far
        is_one_off = (self._traits & ONE_OFF) != 0
        told = [
            (easy & ~pays, choice.EASY), (hard, choice.HARD), (pays, choice.COSTLY), (unhelped, choice.UNHELPED),
            (self._is_own, choice.OWN_WIJK), (is_one_off, choice.ONE_OFF), (~is_one_off, choice.LASTING),
        ]  # fmt: skip
        if situation.for_school:
            in_class = test_rows(for_class(segment), self._rows)
            told += [(in_class, choice.IN_CLASS), (~in_class, choice.AFTER)]
        if len(situation.ages) == 1:
            marks += np.int32(choice.CHILD)  # nothing is here that does not fit the only child
        else:
            for at, age in enumerate(situation.ages):
                fitting = fits_child(segment, self._fits.tick, age, self._fits.around)
                told.append((test_rows(fitting, self._rows), choice.CHILD << at))
        for held, mark in told:
            marks += held.view(np.int8) * np.int32(mark)


def is_in_wijk(segment: Segment, rows: Rows, code: str | None) -> Array:
    """Whether each row lies in this wijk."""
    number = -1 if code is None else segment.area_numbers[_WIJK].get(code, -1)
    found: Array = segment.arrays["row_area"][rows, _WIJK] == number
    return found


def costs_of(fits: Fits) -> Array:
    """Per row what it costs with the passes that count."""
    segment, price = fits.segment, fits.price

    def find() -> Array:
        free, unknown = unpack(segment.value("cost", Cost.FREE)), unpack(segment.value("cost", Cost.UNKNOWN))
        unpaid = np.zeros(free.size, dtype=np.bool_)
        unpaid[: segment.rows] = price[: segment.rows] == 0
        found = np.where(unknown, np.int8(UNKNOWN), np.int8(COSTS))
        found[unpaid] = FREE_NOW
        found[unpaid & unknown] = UNKNOWN_FREE_NOW
        found[free] = FREE
        return found

    if price is segment.arrays["price"]:
        found: Array = segment.derived("costs", find)
        return found
    gemeente = None if fits.situation.home is None else fits.situation.home.gemeente
    known: Array = segment.cached(("costs", fits.situation.passes, gemeente), find)
    return known


def traits_of(segment: Segment) -> Array:
    """Per row whether it is one time only, online, or to borrow for at home."""

    def find() -> Array:
        at_home = segment.value("attendance", Attendance.HOME) & segment.value("kind", Kind.LOAN)
        found = unpack(segment.value("oneOff", "true")) * np.uint8(ONE_OFF)
        found += unpack(segment.value("attendance", Attendance.ONLINE)) * np.uint8(ONLINE)
        found += unpack(at_home) * np.uint8(FETCHED)
        return found

    found: Array = segment.derived("traits", find)
    return found


def standing_of(segment: Segment, *, asks_access: bool) -> Array:
    """Per row the weights that hang on the row alone; and on whether anything was asked about access."""

    def value(column: str, *values: str) -> Words:
        return segment.any_value(column, values)

    def find() -> Array:
        easy = value("kind", Kind.DROP_IN) | value("walkIn", "true") | value("freeTrial", "true")
        weighed = (
            (value("placeKind", *FAMILIAR_PLACES), "familiarPlace"),
            (value("ageRange", "true") | segment.stated("schoolGroup"), "statedAge"),
            (easy, "easyStart"),
            (value("enrolment", EnrolmentStatus.WAITLIST), "waitlist"),
            (value("prerequisites", "true"), "prerequisite"),
            (value("signUps", "true"), "needsSignUps"),
            (value("attendance", Attendance.ONLINE), "online"),
            (segment.nothing if asks_access else value("accessibility", "specialNeeds"), "forDisability"),
        )
        total = np.zeros(segment.words * WORD, dtype=np.int16)
        for rows, weight in weighed:
            total += unpack(rows) * np.int16(WEIGHTS[weight])
        return total

    found: Array = segment.derived(f"standing, {asks_access=}", find)
    return found
