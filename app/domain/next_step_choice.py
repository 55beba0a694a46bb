"""Which steps make the list and in what order (DESIGN 5, The list).

The first three are chosen together: those that keep most promises, then score highest, then come first by rank. What a
group promises depends only on the marks of its steps and on whose they are; so a step that enough others beat in every
way is never in the best group, and few are left to try in threes. Nobody has to look at more than the marks, score, id
and organisation of a step to choose: `Option`.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from app.domain.listing import Listing
from app.domain.next_step_limits import best_price, distance_of, fits_child, needs_no_travel
from app.domain.reasons import costs_money, is_far
from app.domain.situation import Situation, Step
from app.domain.vocabulary import Cost

FIRST = 3
DEEPEN, BROADEN, OWN_WIJK, LASTING, AUTHORED, EASY, IN_CLASS, AFTER, HARD, COSTLY, ONE_OFF, UNHELPED = (
    1 << at for at in range(12)
)
CHILD = 1 << 12
NO_GOOD = HARD | COSTLY | ONE_OFF | UNHELPED
"""Marks that a group is better without; all others are good."""
PROMISES = {
    "roles": "for a school: something for the class, and something for a child after school",
    "neverAlone": "what is far, or paid without help, has something free, near or without travel beside it, where "
    "there is any",
    "lasting": "a one-off is not the only way on",
    "deepen": "a way to go deeper",
    "broaden": "a way to something related",
    "organisations": "two organisations",
    "ownWijk": "something in the wijk of the child",
    "easyBeside": "something free, near or without travel also beside what help can pay",
    "authored": "a step of a created route",
}
"""What the first three promise; each outweighs all behind it, and all outweigh how many of the children fit."""
CHILD_BITS = 6


class Option(NamedTuple):
    """What the choice looks at of a step. lowered: the score, below zero. marks: bits as above. tier: with nothing to
    spend 0 comes first (free), then 1 (nobody knows what it costs), then 2 (costs money). is_again: a new edition."""

    lowered: int
    id: str
    marks: int
    organisation: str
    tier: int = 0
    is_again: bool = False


def choose(steps: Iterable[Step], situation: Situation) -> tuple[Step, ...]:
    """At most `situation.limit` steps in the order shown."""
    found = {step.candidate.listing.id: step for step in steps}
    options = [make_option(step, situation) for step in found.values()]
    return tuple(found[option.id] for option in choose_options(options, situation))


def choose_options(options: Sequence[Option], situation: Situation) -> list[Option]:
    """At most `situation.limit` in the order shown; new editions last and only where there is room.

    What is paid without help is left out where nothing easy could stand beside it.
    """
    options = sorted(options)
    fresh = [option for option in options if not option.is_again]
    if not any(option.marks & EASY for option in fresh):
        options, fresh = ([option for option in some if not option.marks & UNHELPED] for some in (options, fresh))
    first = _choose_first(fresh, min(FIRST, situation.limit), situation)
    taken = {option.id for option in first}
    rest = [option for option in options if option.id not in taken]
    rest.sort(key=lambda option: option.is_again)
    chosen = [*_in_order(first, situation), *_in_order(rest[: max(0, situation.limit - len(first))], situation)]
    if situation.for_school and situation.max_price != 0:
        chosen.sort(key=lambda option: not option.marks & IN_CLASS)
    return chosen


def make_option(step: Step, situation: Situation) -> Option:
    """What the choice looks at."""
    item = step.candidate.listing
    is_costly = costs_money(item, situation)
    tier = 0
    if situation.max_price == 0:
        tier = 2 if is_costly else int(item.cost == Cost.UNKNOWN)
    is_again = step.direction == "again"
    return Option(-step.score, item.id, _mark(step, situation, is_costly), item.organisation_id, tier, is_again)


def is_easy(item: Listing, situation: Situation) -> bool:
    """Free, or near, or without travel; not paid and not far."""
    home, distance = situation.home, distance_of(item, situation)
    if costs_money(item, situation) or _goes_far(item, distance, situation):
        return False
    is_own_wijk = home is not None and home.wijk is not None and item.wijk == home.wijk
    is_free = item.cost == Cost.FREE or best_price(item, situation) == 0
    return is_free or is_own_wijk or distance is not None or needs_no_travel(item, situation)


def _goes_far(item: Listing, distance: int | None, situation: Situation) -> bool:
    return distance is not None and is_far(distance, situation) and not needs_no_travel(item, situation)


def _mark(step: Step, situation: Situation, is_costly: bool) -> int:
    item, home = step.candidate.listing, situation.home
    is_unhelped = is_costly and not step.candidate.help_ids
    goes_far = _goes_far(item, step.distance_m, situation)
    marks = {
        DEEPEN: step.sense == "deepen",
        BROADEN: step.sense == "broaden" and step.is_related,
        OWN_WIJK: home is not None and home.wijk is not None and item.wijk == home.wijk,
        LASTING: not item.is_one_off,
        AUTHORED: step.direction == "route",
        EASY: is_easy(item, situation),
        HARD: is_unhelped or goes_far,
        COSTLY: is_costly or goes_far,
        ONE_OFF: item.is_one_off is True,
        UNHELPED: is_unhelped,
        IN_CLASS: situation.for_school and step.role == "class",
        AFTER: situation.for_school and step.role != "class",
    }
    found = sum(bit for bit, is_on in marks.items() if is_on)
    return found | sum(CHILD << at for at, age in enumerate(situation.ages) if fits_child(item, age))


def _choose_first(options: Sequence[Option], size: int, situation: Situation) -> tuple[Option, ...]:
    """The group of this size that keeps most, then scores highest, then comes first by rank. `options`: by rank."""
    if len(options) <= size:
        return tuple(options)
    search = _Search(_keep_telling(options, size), size, len(situation.ages))
    search.extend(0, (), 0, 0)
    return search.found


class _Search:
    """Tries all groups in order of rank, but for those that cannot do better than what was found already."""

    def __init__(self, options: Sequence[Option], size: int, children: int) -> None:
        self._options, self._size = options, size
        self._children = sum(CHILD << at for at in range(children))
        everything = 0
        for option in options:
            everything |= option.marks
        self._is_easy_there = bool(everything & EASY)
        self._known: dict[tuple[int, bool], int] = {}
        self._most = self._weigh(everything & ~NO_GOOD, is_several=True)
        self._best, self._least = -1, 0
        self.found = tuple(options[:size])

    def extend(self, start: int, group: tuple[Option, ...], lowered: int, marks: int) -> None:
        """Try the group with each of the options from here on, lowered and marked as it is so far."""
        left = self._size - len(group)
        if not left:
            self._offer(group, lowered, marks)
            return
        for at in range(start, len(self._options) - left + 1):
            if self._best == self._most:
                least = sum(option.lowered for option in self._options[at : at + left])
                if lowered + least >= self._least:
                    return
            option = self._options[at]
            self.extend(at + 1, (*group, option), lowered + option.lowered, marks | option.marks)

    def _offer(self, group: tuple[Option, ...], lowered: int, marks: int) -> None:
        owner = group[0].organisation
        kept = self._weigh(marks, is_several=any(option.organisation != owner for option in group))
        if kept > self._best or (kept == self._best and lowered < self._least):
            self._best, self._least, self.found = kept, lowered, group

    def _weigh(self, marks: int, *, is_several: bool) -> int:
        """The promises that such a group keeps, and how many of the children can join, as one number to compare."""
        key = (marks, is_several)
        known = self._known.get(key)
        if known is None:
            kept = _promises_kept(marks, is_several, self._size, is_easy_there=self._is_easy_there)
            known = self._known[key] = (kept << CHILD_BITS) + (marks & self._children).bit_count()
        return known


def outdo(options: Iterable[Option], score: int, situation: Situation) -> bool:
    """Whether so many options are beyond reproach that nothing of at most this score, unless it lies in the wijk of the
    child or is for a role that they are not, can make the list beside them."""
    wanted = EASY | LASTING | sum(CHILD << at for at in range(len(situation.ages)))
    best = [
        option
        for option in options
        if -option.lowered > score and not option.marks & NO_GOOD and not wanted & ~option.marks
    ]
    is_enough = len(best) >= max(FIRST, situation.limit) and len({option.organisation for option in best}) > 1
    return is_enough and not situation.for_school


def _keep_telling(options: Sequence[Option], size: int) -> list[Option]:
    """Without those that enough others beat: earlier in rank, with every good mark and no other bad one. In any group
    such a step could be changed for one of them at no loss, so two organisations are among them, or it is of the same.
    """
    kept: list[Option] = []
    without: list[tuple[int, str]] = []
    beaten_by: dict[int, list[str]] = {}
    looked: dict[int, int] = {}
    over: set[int] = set()
    for option in options:
        merit = option.marks ^ NO_GOOD  # a bad mark that is not there counts like a good one that is
        if merit in over:
            continue
        owners = beaten_by.setdefault(merit, [])
        owners += [owner for lacks, owner in without[looked.get(merit, 0) :] if not merit & lacks]
        looked[merit] = len(without)
        is_of_one = len(set(owners)) == 1
        if len(owners) < size or (is_of_one and option.organisation != owners[0]):
            kept.append(option)
            without.append((~merit, option.organisation))
        elif not is_of_one:
            over.add(merit)
    return kept


def _promises_kept(marks: int, is_several: bool, size: int, *, is_easy_there: bool) -> int:
    """The promises that such a group keeps, as one number to compare. `is_several`: of more than one organisation.
    `is_easy_there`: anything could stand beside what is far; else that may be the only way to go deeper or broader."""
    kept = {
        "roles": bool(marks & IN_CLASS) + bool(marks & AFTER) > 1,
        "neverAlone": not marks & HARD or marks & EASY or not is_easy_there,
        "lasting": not marks & ONE_OFF or marks & LASTING,
        "deepen": marks & DEEPEN or size < FIRST,
        "broaden": marks & BROADEN or size < FIRST,
        "organisations": is_several,
        "easyBeside": not marks & COSTLY or marks & EASY,
        "ownWijk": marks & OWN_WIJK,
        "authored": marks & AUTHORED,
    }
    number = 0
    for name in PROMISES:
        number = number << 1 | bool(kept[name])
    return number


def _in_order(group: Sequence[Option], situation: Situation) -> list[Option]:
    """By rank, new editions last. With nothing to spend free comes first, then what may cost; for a school what the
    class does comes before what a child does after it."""

    def place(option: Option) -> tuple[bool, int, bool, Option]:
        return option.is_again, option.tier, situation.for_school and not option.marks & IN_CLASS, option

    return sorted(group, key=place)
