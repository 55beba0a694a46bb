"""Which steps make the list and in what order (DESIGN 5, The list).

The first three are chosen together. What a three promises depends only on the marks of its steps and on whose they
are, so the best three of thousands are found exactly by going through the kinds of steps there are, not through every
three: the promises are kept whenever any three can keep them, whatever else there is to choose from.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.listing import Listing
from app.domain.next_step_limits import best_price, distance_of, fits_child, needs_no_travel
from app.domain.reasons import costs_money, is_far
from app.domain.situation import Situation, Step
from app.domain.vocabulary import Cost

FIRST = 3
DEEPEN, BROADEN, OWN_WIJK, LASTING, AUTHORED, EASY, HARD, COSTLY, ONE_OFF, UNHELPED, IN_CLASS, AFTER = (
    1 << at for at in range(12)
)
CHILD = 1 << 12
PROMISES = {
    "roles": "for a school: something for the class, and something for a child after school",
    "neverAlone": "what is far, or paid without help, has something free, near or without travel beside it",
    "lasting": "a one-off is not the only way on",
    "deepen": "a way to go deeper",
    "broaden": "a way to something related",
    "organisations": "two organisations",
    "easyBeside": "something free, near or without travel also beside what help can pay",
    "ownWijk": "something in the wijk of the child",
    "authored": "a step of a created route",
}
"""What the first three promise; each outweighs all behind it, and all outweigh how many of the children fit."""
CHILD_BITS = 6
UNRELATED = ("otherTheme", "themeUnknown")
SEVERAL = None
"""The owner of a group with steps of more than one organisation."""


@dataclass(frozen=True, slots=True)
class _Option:
    """A step with its marks as bits."""

    step: Step
    marks: int
    organisation: str


@dataclass(frozen=True, slots=True)
class _Group:
    """Some options in the order of their rank, with the sum of their scores."""

    options: tuple[_Option, ...]
    score: int


_Kind = tuple[int, str | None]
"""Marks of a group together, and whose it is: one organisation or `SEVERAL`."""


def choose(steps: Iterable[Step], situation: Situation) -> tuple[Step, ...]:
    """At most `situation.limit` steps in the order shown; new editions last and only where there is room.

    What is paid without help is left out where nothing easy could stand beside it.
    """
    options = sorted((_mark(step, situation) for step in steps), key=_rank)
    fresh = [option for option in options if option.step.direction != "again"]
    if not any(option.marks & EASY for option in fresh):
        options, fresh = ([option for option in some if not option.marks & UNHELPED] for some in (options, fresh))
    first = _choose_first(fresh, min(FIRST, situation.limit), situation)
    taken = {option.step.candidate.listing.id for option in first}
    rest = [option for option in options if option.step.candidate.listing.id not in taken]
    rest.sort(key=lambda option: option.step.direction == "again")
    chosen = [*_in_order(first, situation), *rest[: max(0, situation.limit - len(first))]]
    if situation.for_school:
        chosen.sort(key=lambda option: not option.marks & IN_CLASS)
    return tuple(option.step for option in chosen)


def _rank(option: _Option) -> tuple[int, str]:
    return (-option.step.score, option.step.candidate.listing.id)


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


def _mark(step: Step, situation: Situation) -> _Option:
    item, home = step.candidate.listing, situation.home
    is_costly = costs_money(item, situation)
    is_unhelped = is_costly and not step.candidate.help_ids
    goes_far = _goes_far(item, step.distance_m, situation)
    marks = {
        DEEPEN: step.sense == "deepen",
        BROADEN: step.sense == "broaden" and step.relation not in UNRELATED,
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
    found |= sum(CHILD << at for at, age in enumerate(situation.ages) if fits_child(item, age))
    return _Option(step, found, item.organisation_id)


def _choose_first(options: Sequence[_Option], size: int, situation: Situation) -> tuple[_Option, ...]:
    """The group of this size that keeps most, then scores highest, then is met first in the order of rank."""
    if len(options) <= size:
        return tuple(options)
    children = sum(CHILD << at for at in range(len(situation.ages)))
    groups = _best_of_each_kind(_keep_telling(options, size), size)
    best = max(groups, key=lambda kind: (_promises_kept(kind, children, size), groups[kind].score))
    return groups[best].options


def _keep_telling(options: Sequence[_Option], size: int) -> list[_Option]:
    """Of options with the same marks: the first few, and the first of a second organisation. Any other could be
    changed for one of these in every group, at no loss."""
    kept: list[_Option] = []
    of_marks: defaultdict[int, list[str]] = defaultdict(list)
    for option in options:
        owners = of_marks[option.marks]
        if len(owners) < size or (len(set(owners)) == 1 and option.organisation not in owners):
            owners.append(option.organisation)
            kept.append(option)
    return kept


def _best_of_each_kind(options: Sequence[_Option], size: int) -> dict[_Kind, _Group]:
    """Of every kind of group of this size, the one with the highest score."""
    by_size: list[dict[_Kind, _Group]] = [{} for _ in range(size + 1)]
    for option in options:
        for smaller in range(size - 1, 0, -1):
            larger = by_size[smaller + 1]
            for (marks, owner), group in by_size[smaller].items():
                kind = (marks | option.marks, owner if owner == option.organisation else SEVERAL)
                score = group.score + option.step.score
                held = larger.get(kind)
                if held is None or score > held.score:
                    larger[kind] = _Group((*group.options, option), score)
        kind = (option.marks, option.organisation)
        by_size[1].setdefault(kind, _Group((option,), option.step.score))
    return by_size[size]


def _promises_kept(kind: _Kind, children: int, size: int) -> int:
    """The promises that such a group keeps, as one number to compare."""
    marks, owner = kind
    kept = {
        "roles": bool(marks & IN_CLASS) + bool(marks & AFTER) > 1,
        "neverAlone": not marks & HARD or marks & EASY,
        "lasting": not marks & ONE_OFF or marks & LASTING,
        "deepen": marks & DEEPEN or size < FIRST,
        "broaden": marks & BROADEN or size < FIRST,
        "organisations": owner is SEVERAL,
        "easyBeside": not marks & COSTLY or marks & EASY,
        "ownWijk": marks & OWN_WIJK,
        "authored": marks & AUTHORED,
    }
    number = 0
    for name in PROMISES:
        number = number << 1 | bool(kept[name])
    return (number << CHILD_BITS) + (marks & children).bit_count()


def _in_order(group: Sequence[_Option], situation: Situation) -> list[_Option]:
    """By rank. With nothing to spend free comes first, then what may cost."""

    def place(option: _Option) -> tuple[int, int, str]:
        tier = 0
        if situation.max_price == 0:
            item = option.step.candidate.listing
            tier = 2 if costs_money(item, situation) else int(item.cost == Cost.UNKNOWN)
        return (tier, *_rank(option))

    return sorted(group, key=place)
