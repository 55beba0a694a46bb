"""The score and the marks of every row that may come next, in numbers: `domain.next_step_rank` and `next_step_choice`
over a segment. A test holds them to the same numbers.

What hangs on the row alone is added up once per segment; the rest is worked out for the rows that break no limit.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from app.catalogue.area_filter import rows_of_runs
from app.catalogue.bitmaps import WORD, Array, Rows, Words, from_rows, rows_of, unpack
from app.catalogue.columns import TEXT_FIELDS
from app.catalogue.filters import Asked, judge_time
from app.catalogue.layout import LEVELS
from app.catalogue.nearness import metres_of
from app.catalogue.segment import Segment
from app.catalogue.step_limits import OPEN, Fits, fits_child, for_class, lies_near_any
from app.catalogue.step_themes import Flags, Relations, union
from app.domain import next_step_choice as choice
from app.domain.next_step_rank import MOST_ASKED_WORDS, MOST_SHARED_WORDS
from app.domain.next_step_relation import Ground
from app.domain.next_step_weights import FAMILIAR_PLACES, WEIGHTS
from app.domain.reasons import far_from
from app.domain.rule_time import DAY
from app.domain.situation import Situation
from app.domain.vocabulary import Attendance, Cost, EnrolmentStatus, Freshness, Kind

SUMMARY_FIELD = [name for name, _ in TEXT_FIELDS].index("summary")
OFTEN = 256
"""A word in more rows than this is kept as a bitmap."""


@dataclass(frozen=True, slots=True)
class Scored:
    """Rows with their scores and marks, both whole numbers, and the tier of each where nothing may be spent."""

    rows: Rows
    scores: Array
    marks: Array
    tiers: Array


def score_rows(fits: Fits, allowed: Words, ground: Ground, on_route: Words, helped: Words) -> Scored:
    """The scores and marks of the allowed rows."""
    return _Scorer(fits, allowed, ground).score(on_route, helped)


class _Scorer:
    def __init__(self, fits: Fits, allowed: Words, ground: Ground) -> None:
        self._fits, self._allowed, self._ground = fits, allowed, ground
        self._segment, self._situation = fits.segment, fits.situation
        self._flags = Flags(rows_of(allowed), self._segment.rows)
        self._rows = self._flags.rows
        self._price = fits.price.take(self._rows)
        self._no_travel = self._flags.of(fits.no_travel)
        self._metres = self._find_metres() if self._situation.points else None

    def _find_metres(self) -> Array:
        """Whole metres to the nearest place; -1 where it cannot be told."""
        found = np.full(self._rows.size, -1, dtype=np.int32)
        placed = self._flags.of(self._segment.has_point)
        found[placed] = metres_of(self._segment, self._rows[placed], self._situation.points)
        return found

    def score(self, on_route: Words, helped: Words) -> Scored:
        segment, flags = self._segment, self._flags
        relations = Relations(segment, self._ground, flags.window)
        scores: Array = segment.cached(("standing",), lambda: _standing(segment)).take(self._rows)
        for rows, weight in relations.by_weight():
            flags.add_cut(scores, rows, WEIGHTS[weight])
        kin = segment.any_value("theme", tuple(self._ground.in_field)).take(flags.window)
        flags.add_cut(scores, relations.related & kin, WEIGHTS["sameField"])
        for rows, weight in ((on_route, "onRoute"), *self._asked(), *self._who(), *self._when()):
            flags.add(scores, rows, WEIGHTS[weight])
        self._add_soon(scores)
        self._add_words(scores)
        self._add_closeness(scores)
        costly, unknown = self._add_cost(scores)
        own = self._add_place(scores)
        marks = self._mark(costly, helped, own)
        unrelated = relations.unthemed | relations.other if self._ground.themes else relations.unthemed
        flags.add_cut(marks, relations.deepen, choice.DEEPEN)
        flags.add_cut(marks, ~(relations.deepen | unrelated), choice.BROADEN)
        tiers = np.where(costly, 2, unknown) if self._situation.max_price == 0 else np.zeros(scores.size, dtype=np.int8)
        if flags.is_asked is None:
            return Scored(self._rows, scores, marks, tiers)
        kept = flags.is_asked
        return Scored(self._rows[kept], scores[kept], marks[kept], tiers[kept])

    def _asked(self) -> Iterator[tuple[Words, str]]:
        ground, segment = self._ground, self._segment
        if ground.asked:
            asked = segment.any_value("theme", ground.asked)
            yield asked, "askedTheme"
            yield _more_than_one(segment, ground.asked), "askedAlso"
            yield segment.any_value("theme", tuple(ground.asked_line)) & ~asked, "askedNearTheme"

    def _who(self) -> Iterator[tuple[Words, str]]:
        segment, situation, fits = self._segment, self._situation, self._fits
        if situation.for_school:
            yield for_class(segment), "forClass"
        if len(situation.ages) > 1:
            everyone = segment.every
            for age in situation.ages:
                everyone = everyone & fits_child(segment, fits.tick, age, fits.around)
            yield everyone, "everyChild"
        if situation.accessibility:
            yield segment.any_value("accessibility", situation.accessibility), "accessStated"
        else:
            yield segment.value("accessibility", "specialNeeds"), "forDisability"
        if situation.languages:
            yield segment.any_value("language", situation.languages), "languageStated"

    def _when(self) -> Iterator[tuple[Words, str]]:
        fits, segment, time = self._fits, self._segment, self._situation.time
        yield fits.tick.freshness()[Freshness.UNCONFIRMED.value], "unconfirmed"
        if time is not None:
            yes, _ = judge_time(Asked(segment, fits.tick, OPEN, fits.around), time, self._allowed, None)
            yield yes, "momentFits"
            yield ~yes, "momentUnknown"

    def _add_soon(self, scores: Array) -> None:
        now = self._fits.around.now
        start = self._fits.tick.next()[1].take(self._rows)
        early, late = now + 15 * DAY, now + 43 * DAY
        scores += (start < early).view(np.int8) * np.int16(WEIGHTS["soonDays14"] - WEIGHTS["soonDays42"])
        scores += (start < late).view(np.int8) * np.int16(WEIGHTS["soonDays42"])

    def _add_words(self, scores: Array) -> None:
        if self._situation.words:
            asked = np.minimum(self._count_words(self._situation.words), MOST_ASKED_WORDS)
            scores += asked * np.int16(WEIGHTS["askedWord"])
        if self._ground.words:
            shared = np.minimum(self._count_words(self._ground.words), MOST_SHARED_WORDS)
            scores += shared * np.int16(WEIGHTS["sharedWord"])

    def _count_words(self, spoken: frozenset[str]) -> Array:
        """How many of the words are in the title or summary of each row."""
        total = np.zeros(self._rows.size, dtype=np.int8)
        for word in spoken:
            bits = _find_word(self._segment, word)
            if bits is not None:
                self._flags.add(total, bits, 1)
        return total

    def _add_closeness(self, scores: Array) -> None:
        segment = self._segment
        known = np.zeros(self._rows.size, dtype=np.int16)
        for theme in self._ground.same:
            self._flags.add(known, segment.value("theme", theme), WEIGHTS["closeness"])
        stated = segment.cached(("themes stated",), lambda: _count_themes(segment)).take(self._rows)
        scores += known // np.maximum(stated, 1)

    def _add_cost(self, scores: Array) -> tuple[Array, Array]:
        """Gives which rows cost money, and of which it is not known."""
        segment, flags = self._segment, self._flags
        free, unknown = flags.of(segment.value("cost", Cost.FREE)), flags.of(segment.value("cost", Cost.UNKNOWN))
        unpaid = ~free & (self._price == 0)
        kinds = (
            (free, "free", "freeWithoutBudget"),
            (unpaid, "freeWithPass", "freeWithoutBudget"),
            (unknown & ~unpaid, "costUnknown", "unknownWithoutBudget"),
            (~(free | unpaid | unknown), "paid", "paidWithoutBudget"),
        )
        for held, weight, beside in kinds:
            number = WEIGHTS[weight] + (WEIGHTS[beside] if self._situation.max_price == 0 else 0)
            scores += held.view(np.int8) * np.int16(number)
        return flags.of(segment.value("cost", Cost.PAID)) & (self._price != 0), unknown

    def _add_place(self, scores: Array) -> Array:
        """Gives which rows lie in the child's own wijk."""
        segment, situation, flags = self._segment, self._situation, self._flags
        online = segment.value("attendance", Attendance.ONLINE)
        fetched = segment.value("attendance", Attendance.HOME) & segment.value("kind", Kind.LOAN)
        flags.add(scores, self._fits.no_travel & ~(online | fetched), WEIGHTS["noTravel"])
        flags.add(scores, self._fits.no_travel & fetched, WEIGHTS["fetched"])
        flags.add(scores, online, WEIGHTS["online"])
        if self._metres is not None:
            flags.add(scores, ~(self._fits.no_travel | segment.has_point), WEIGHTS["whereUnknown"])
            placed = ~self._no_travel & (self._metres >= 0)
            if situation.reach_m:
                near = WEIGHTS["near"] * np.maximum(0, situation.reach_m - self._metres.astype(np.int64))
                scores += (placed * (near // situation.reach_m)).astype(np.int16)
            if len(situation.points) > 1:
                rows = self._rows[placed]
                first, second = (metres_of(segment, rows, (point,)) for point in situation.points[:2])
                scores[placed] += (first <= second).view(np.int8) * np.int16(WEIGHTS["nearHome"])
        own = own_wijk(segment, situation)
        flags.add(scores, own, WEIGHTS["ownWijk"])
        return own

    def _mark(self, costly: Array, helped: Words, own: Words) -> Array:
        segment, situation, flags = self._segment, self._situation, self._flags
        is_own, one_off = flags.of(own), segment.value("oneOff", "true")
        unhelped = costly & ~flags.of(helped)
        easy = flags.of(segment.value("cost", Cost.FREE)) | (self._price == 0) | is_own | self._no_travel
        hard, pays = unhelped, costly
        if self._metres is not None:
            far = (self._metres > far_from(situation)) & ~self._no_travel
            easy, hard, pays = easy | (self._metres >= 0), unhelped | far, costly | far
        marks = np.zeros(self._rows.size, dtype=np.int32)
        told = ((easy & ~pays, choice.EASY), (hard, choice.HARD), (pays, choice.COSTLY), (unhelped, choice.UNHELPED))
        for held, mark in (*told, (is_own, choice.OWN_WIJK)):
            marks += held.view(np.int8) * np.int32(mark)
        flags.add(marks, one_off, choice.ONE_OFF)
        flags.add(marks, ~one_off, choice.LASTING)
        if situation.for_school:
            flags.add(marks, for_class(segment), choice.IN_CLASS)
            flags.add(marks, ~for_class(segment), choice.AFTER)
        for at, age in enumerate(situation.ages):
            fitting = fits_child(segment, self._fits.tick, age, self._fits.around)
            flags.add(marks, fitting, choice.CHILD << at)
        return marks


def own_wijk(segment: Segment, situation: Situation) -> Words:
    """The rows in the wijk of the child."""
    home = situation.home
    if home is None or home.wijk is None:
        return segment.nothing
    return in_wijk(segment, home.wijk)


def in_wijk(segment: Segment, code: str) -> Words:
    """The rows in this wijk."""
    return in_area(segment, LEVELS.index("wijk"), code)


def _standing(segment: Segment) -> Array:
    """Per row the weights that hang on the row alone."""

    def value(column: str, *values: str) -> Words:
        return segment.any_value(column, values)

    easy = value("kind", Kind.DROP_IN) | value("walkIn", "true") | value("freeTrial", "true")
    weighed = (
        (value("placeKind", *FAMILIAR_PLACES), "familiarPlace"),
        (value("ageRange", "true") | segment.stated("schoolGroup"), "statedAge"),
        (easy, "easyStart"),
        (value("enrolment", EnrolmentStatus.WAITLIST), "waitlist"),
        (value("prerequisites", "true"), "prerequisite"),
        (value("signUps", "true"), "needsSignUps"),
    )
    total = np.zeros(segment.words * WORD, dtype=np.int16)
    for rows, weight in weighed:
        total += unpack(rows) * np.int16(WEIGHTS[weight])
    return total


def _count_themes(segment: Segment) -> Array:
    total = np.zeros(segment.words * WORD, dtype=np.uint8)
    for at in segment.span["theme"]:
        total += unpack(segment.bits[at])
    return total


def _more_than_one(segment: Segment, themes: Iterable[str]) -> Words:
    once, more = segment.nothing, segment.nothing
    for theme in themes:
        held = segment.value("theme", theme)
        once, more = once | held, more | (once & held)
    return more


def of_another_town(segment: Segment, situation: Situation) -> Words:
    """Online, but made for another town than those of the child: by the areas it serves, else by its own gemeente."""
    if not situation.places:
        return segment.nothing
    towns = (None, *(place.gemeente for place in situation.places))
    inside = union(segment, [in_area(segment, 0, town) for town in towns]) & segment.value("serviceAreas", "false")
    served = lies_near_any(segment, situation) & segment.value("serviceAreas", "true")
    found: Words = segment.value("attendance", Attendance.ONLINE) & ~(inside | served)
    return found


def in_area(segment: Segment, level: int, code: str | None) -> Words:
    """Rows whose place lies in it; None: of which it is not known."""
    number = 0 if code is None else segment.area_numbers[level].get(code, -1)
    found: Words = segment.cached(
        ("in area", level, number), lambda: rows_of_runs(segment, segment.arrays["run_area"][level] == number)
    )
    return found


def _find_word(segment: Segment, word: str) -> Words | None:
    """The rows with this word in title or summary."""
    vocabulary = segment.vocabulary
    at = bisect_left(vocabulary, word)
    if at == len(vocabulary) or vocabulary[at] != word:
        return None
    starts, posted = segment.arrays["posting_start"], segment.arrays["posting_row"]
    fields = (at, at + SUMMARY_FIELD * len(vocabulary))
    held = [posted[starts.item(number) : starts.item(number + 1)] for number in fields]
    if sum(rows.size for rows in held) <= OFTEN:
        return from_rows(np.concatenate(held), segment.words)
    found: Words = segment.cached(("word", word), lambda: from_rows(np.concatenate(held), segment.words))
    return found
